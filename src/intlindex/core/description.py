"""What an index is, said in words: in a terminal, in a notebook, and as the caption of a table."""

from __future__ import annotations

from functools import partial
from html import escape

import numpy as np
import pandas as pd

from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.provenance import last_years
from intlindex.display import html, text
from intlindex.display.rounding import fitting_digits
from intlindex.display.shown import Shown
from intlindex.specs import Framework
from intlindex.specs.after import Round

__all__ = ["about", "as_html", "as_text", "heading", "node_names", "score_digits", "shown"]


def _facts(fits: Fits) -> str:
    return f"{len(fits.cities)} cities, {len(fits.framework.indicators)} indicators"


def _changed(fits: Fits) -> str:
    """Name the weights that were changed; nothing where none was."""
    changed = ", ".join(f"{name} = {weight:g}" for name, weight in fits.reweighting.items())
    return f"Re-weighted: {changed} (siblings keep their weights)." if changed else ""


def node_names(framework: Framework) -> dict[str, str]:
    """Return the name of each node by its id.

    Examples
    --------
    >>> import intlindex as ix
    >>> node_names(ix.load("ieci-2022").framework)["gdp"]
    'Metropolitan GDP'
    """
    return {node.id: node.name for node in framework.nodes}


def heading(fits: Fits) -> str:
    """Say which index this is and how it was made, in lines for a terminal."""
    framework = fits.framework
    years = last_years(fits)
    sentences = [
        f"{framework.name} ({framework.id}): {_facts(fits)}",
        framework.description,
        "" if years is None else text.told_years(years),
        _changed(fits),
    ]
    return "\n".join(text.paragraph(sentence) for sentence in sentences if sentence)


def about(fits: Fits) -> str:
    """Say in sentences what an index is, whose, and how it was re-weighted.

    Examples
    --------
    >>> import intlindex as ix
    >>> about(ix.load("example"))[:104]
    'Example: twelve cities, frozen (example): 12 cities, 25 indicators. An example for trying things on: 12 '
    """
    framework = fits.framework
    sentences = [f"{framework.name} ({framework.id}): {_facts(fits)}.", framework.description or "", _changed(fits)]
    return " ".join(sentence.strip() for sentence in sentences if sentence)


def score_digits(fits: Fits) -> int:
    """Return the digits after the point with which scores are shown: those of the method's rounding, or of their range.

    Examples
    --------
    >>> import intlindex as ix
    >>> score_digits(ix.load("ieci-2022").fits)
    1
    """
    steps = fits.group_rule(fits.framework.root.id).steps
    if steps and isinstance(steps[-1], Round):
        return max(steps[-1].digits, 0)
    scores = fits.scores[0][np.isfinite(fits.scores[0])]
    return fitting_digits(float(scores.min()), float(scores.max())) if scores.size else 1


def shown(fits: Fits, ranking: pd.DataFrame) -> Shown:
    """Return what an index has to show: what it is, and its ranking."""
    return Shown(
        about(fits),
        table=ranking,
        keys=2,
        digits=score_digits(fits),
        bars=tuple(ranking.columns[2:]),
        rows=text.SHOWN,
        labels=node_names(fits.framework),
    )


def as_text(fits: Fits, ranking: pd.DataFrame) -> str:
    """Show what an index is and its first cities."""
    more = len(ranking) - text.SHOWN
    parts = [heading(fits), text.table(ranking.head(text.SHOWN), keys=2, digits=score_digits(fits))]
    if more > 0:
        parts.append(f"and {more} more; .ranking has all")
    return "\n\n".join(parts)


def as_html(fits: Fits, ranking: pd.DataFrame) -> str:
    """Show what an index is, its first cities, and the rest on demand."""
    framework = fits.framework
    scores = list(ranking.columns[2:])
    parts = [f"<div><strong>{escape(framework.name)}</strong> ({escape(framework.id)}): {_facts(fits)}"]
    parts += [f"<br><small>{escape(note)}</small>" for note in (framework.description, _changed(fits)) if note]
    table = partial(html.table, bars=scores, top=float(ranking[scores].max().max()), digits=score_digits(fits))
    parts.append(table(ranking.head(text.SHOWN)))
    if len(ranking) > text.SHOWN:
        rest = table(ranking.iloc[text.SHOWN :])
        parts.append(f"<details><summary>{len(ranking) - text.SHOWN} more</summary>{rest}</details>")
    return "".join([*parts, "</div>"])
