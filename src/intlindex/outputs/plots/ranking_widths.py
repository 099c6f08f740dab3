"""The ranking with weights as widths: a column for each child of the root, as wide as its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intlindex.core.description import score_digits
from intlindex.core.scored import ScoredIndex
from intlindex.display.rounding import fixed
from intlindex.errors import DataError, RequestError, problem
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.lettering import name_ticks, width
from intlindex.outputs.plots.ranking import finding_of, ranked_names, ranking, weighted_names
from intlindex.outputs.plots.style import FAINT, MUTED, fills
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ranking_with"]

THICK = 0.72
GAP = 0.012
"""Space between columns, as a share of them all."""


def ranking_with(
    index: ScoredIndex,
    *,
    widths: bool,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the ranking by columns, or as one bar for each city; see `IndexPlots.ranking`."""
    if not isinstance(widths, bool):
        raise RequestError([problem("wrong-type/plot-widths", "widths", found=f"{widths!r:.60}")], source="plot")
    draw = _by_columns if widths else ranking
    return draw(index, top=top, ax=ax, figsize=figsize, title=title)


def _by_columns(index: ScoredIndex, *, top: int | None, ax: Any, figsize: FigureSize, title: str | None) -> Axes:
    """Draw the ranking by columns."""
    from matplotlib.patches import Patch

    with canvas(index.shown, ax=ax, figsize=figsize, title=title) as pen:
        scored = index.ranking.dropna(subset=["score"]).set_index("city")
        if not len(scored):
            raise DataError(say("no-score/plot"), source=index.framework.id)
        shares, scores = _columns(index, list(scored.index))
        full = _full(scores)
        styles = fills(len(shares))
        labels = weighted_names(pen, list(shares.index), shares)
        pen.legend([Patch(label=label, **style) for label, style in zip(labels, styles, strict=True)])
        alt = say("plot/ranking-widths-alt", count=len(scored), parts=tuple(shares.index))
        about: list[Sentence] = [*about_index(index), say("plot/ranking-widths")]
        digits = score_digits(index.fits)
        finding = finding_of(scored, digits)
        pen.head(finding, *about, alt=alt)
        shown = scored.head(pen.first(len(scored), top))
        letters = pen.rows(ranked_names(pen, shown["rank"]), left=True)
        _lanes(pen, shares, scores.loc[shown.index] / full, styles)
        texts = [fixed(score, digits) for score in shown["score"]]
        end = float(shares.sum()) + GAP * (len(shares) - 1)
        for row, text in enumerate(texts):
            pen.note(text, (end, row), letters * 0.92, right=4)
        room = max(width(text, letters) for text in texts) + 8
        pen.ax.set_xlim(0, end * (1 + room / (pen.width * 0.55)))
        pen.axis("x", say("plot/ranking-widths-axis", full=f"{full:g}"), grid=False)
    return pen.ax


def _columns(index: ScoredIndex, cities: list[str]) -> tuple[pd.Series[float], pd.DataFrame]:
    """Return the weights of the children of the root, and the scores of the cities at them."""
    children = [child.id for child in index.framework.children(index.framework.root.id)]
    weights = index.weights
    missing = [child for child in children if child not in weights or not np.isfinite(weights[child])]
    scores = index.scores.loc[cities].reindex(columns=children)
    if missing or not np.nanmin(scores.to_numpy(dtype=np.float64), initial=0.0) >= 0:
        raise RequestError([problem("not-defined/plot-widths", "widths")], source="plot")
    return pd.Series({child: float(weights[child]) for child in children}), scores


def _full(scores: pd.DataFrame) -> float:
    """Return the score at which a column is full: the end of the usual scales, or the highest score."""
    highest = float(np.nanmax(scores.to_numpy(dtype=np.float64), initial=0.0))
    return next((end for end in (1.0, 100.0) if highest <= end), highest)


def _lanes(pen: Canvas, shares: pd.Series[float], filled: pd.DataFrame, styles: list[dict[str, Any]]) -> None:
    """Draw the columns, each filled from the left; a city without a score in one has no bar in it."""
    rows = np.arange(len(filled))
    start, ticks, labels = 0.0, [], []
    whole = pen.width * 0.5 / float(shares.sum())
    for (name, share), style in zip(shares.items(), styles, strict=True):
        pen.ax.barh(rows, share, left=start, height=THICK, color=FAINT, linewidth=0)
        amounts = share * np.nan_to_num(filled[name].to_numpy(dtype=np.float64))
        pen.ax.barh(rows, amounts, left=start, height=THICK, label=pen.name(str(name)), linewidth=0.5, **style)
        ticks.append(start + share / 2)
        text = f"{share:.0%}"
        labels.append(text if width(text, pen.size.note) < share * whole else "")
        start += share + GAP
    name_ticks(pen.ax.xaxis, ticks, labels, pen.size.note, color=MUTED)
    pen.ax.tick_params(axis="x", length=0)
    pen.ax.spines["bottom"].set_visible(False)
