"""Descriptions of an index: in a terminal, in a notebook, and as the caption of a table."""

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
from intlindex.display.unit_names import renamed
from intlindex.sentences import Sentence, say
from intlindex.sentences.voices import language_spoken
from intlindex.specs import Framework
from intlindex.specs.after import Round

__all__ = ["about", "as_html", "as_text", "heading", "node_names", "score_digits", "shown"]


def _sizes(fits: Fits) -> dict[str, int]:
    return {"cities": len(fits.cities), "indicators": len(fits.framework.indicators)}


def _reweighted(fits: Fits) -> Sentence | None:
    """Name the weights that were changed; None where none was."""
    weights = tuple(say("index/weight", node=name, weight=weight) for name, weight in fits.reweighting.items())
    return say("index/reweighted", weights=weights) if weights else None


def _years(fits: Fits) -> Sentence | None:
    """Name the years of the values; None where none is known."""
    years = last_years(fits)
    if years is None:
        return None
    first, last = years
    return say("index/one-year", year=first) if first == last else say("index/years", first=first, last=last)


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
    """Return which index this is and how it was made, in lines for a terminal."""
    framework = fits.framework
    name = say("index/heading", name=framework.name, id=framework.id, **_sizes(fits))
    sentences = (name, framework.description_in(language_spoken()), _years(fits), _reweighted(fits))
    return "\n".join(text.paragraph(sentence) for sentence in sentences if sentence)


def about(fits: Fits) -> Sentence:
    """Return in sentences what an index is, whose, and how it was re-weighted.

    Examples
    --------
    >>> import intlindex as ix
    >>> about(ix.load("example"))[:104]
    'Example: twelve cities, frozen (example): 12 cities, 25 indicators. An example for trying things on: 12 '
    """
    framework = fits.framework
    found = say("index/about", name=framework.name, id=framework.id, **_sizes(fits))
    for sentence in (framework.description_in(language_spoken()), _reweighted(fits)):
        found = say("index/joined", first=found, second=sentence) if sentence else found
    return found


def score_digits(fits: Fits) -> int:
    """Return the digits after the point with which scores are shown: those of a rounding, or of their range.

    Examples
    --------
    >>> import intlindex as ix
    >>> score_digits(ix.load("ieci-2022").fits)
    1
    """
    if fits.method.rank.round is not None:
        return max(fits.method.rank.round, 0)
    steps = fits.group_rule(fits.framework.root.id).steps
    if steps and isinstance(steps[-1], Round):
        return max(steps[-1].digits, 0)
    scores = fits.scores[0][np.isfinite(fits.scores[0])]
    return fitting_digits(float(scores.min()), float(scores.max())) if scores.size else 1


def shown(fits: Fits, ranking: pd.DataFrame) -> Shown:
    """Return what is shown of an index: what it is, and its ranking."""
    made = Shown(
        about(fits),
        table=ranking,
        keys=2,
        digits=score_digits(fits),
        bars=tuple(name for name in ranking.columns[2:] if name != "class"),
        rows=text.SHOWN,
        labels=node_names(fits.framework),
    )
    noun = fits.framework.unit_name.noun
    return made if noun is None else renamed(made, noun)


def as_text(fits: Fits, ranking: pd.DataFrame) -> str:
    """Show what an index is and its first cities."""
    more = len(ranking) - text.SHOWN
    table = text.table(shown(fits, ranking.head(text.SHOWN)).written().table, keys=2, digits=score_digits(fits))
    parts = [heading(fits), table]
    if more > 0:
        parts.append(say("index/more-cities", count=more))
    return "\n\n".join(parts)


def as_html(fits: Fits, ranking: pd.DataFrame) -> str:
    """Show what an index is, its first cities, and all others on demand."""
    framework = fits.framework
    facts = say("index/facts", **_sizes(fits))
    name = framework.names.get(language_spoken(), framework.name)
    parts = [f"<div><strong>{escape(name)}</strong> ({escape(framework.id)}): {escape(facts)}"]
    about_it = (framework.description_in(language_spoken()), _reweighted(fits))
    parts += [f"<br><small>{escape(note)}</small>" for note in about_it if note]
    written = shown(fits, ranking).written()
    scores = list(written.bars)
    table = partial(html.table, bars=scores, top=float(written.table[scores].max().max()), digits=written.digits)
    parts.append(table(written.table.head(text.SHOWN)))
    rest = written.table.iloc[text.SHOWN :]
    if len(rest):
        parts.append(html.folded(len(rest), table(rest), written.language))
    return "".join([*parts, "</div>"])
