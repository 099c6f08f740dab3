"""The ranking: a bar for each city, divided into what the children of the root contribute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intlindex.analyses.explanation.contributions import contributions_of_children
from intlindex.core.description import score_digits
from intlindex.core.scored import ScoredIndex
from intlindex.display.rounding import fixed
from intlindex.errors import DataError
from intlindex.outputs.plots.about import about_index, lead_in_words
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.style import fills
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["finding_of", "ranked_names", "ranking", "weighted_names"]

THICK = 0.72
FIGURE_SPACE, EN_SPACE = "\u2007", "\u2002"  # files of SVG keep them where they drop other spaces


def ranking(
    index: ScoredIndex,
    *,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the ranking; see `IndexPlots.ranking`."""
    with canvas(index.shown, ax=ax, figsize=figsize, title=title) as pen:
        scored = index.ranking.dropna(subset=["score"]).set_index("city")
        if not len(scored):
            raise DataError(say("no-score/plot"), source=index.framework.id)
        parts = contributions_of_children(index)
        table = scored[["score"]] if parts is None else parts.loc[scored.index]
        _head(pen, index, scored, table, divided=parts is not None)
        shown = table.head(pen.first(len(table), top))
        digits = score_digits(index.fits)
        letters = pen.rows(ranked_names(pen, scored["rank"].loc[shown.index]), left=True)
        _bars(pen, shown)
        ends = shown.clip(lower=0).sum(axis=1)
        written = [fixed(score, digits) for score in scored["score"]]
        for row, end in enumerate(ends):
            pen.note(written[row], (end, row), letters * 0.92, right=3)
        low = min(0.0, float(shown.clip(upper=0).sum(axis=1).min()))
        room = max(map(len, written)) * letters * 0.7 / (pen.width * 0.6)
        pen.ax.set_xlim(low, float(ends.max()) * (1 + room) or 1.0)
        pen.axis("x", say("plot/ranking-axis") if parts is not None else say("plot/score-axis"))
    return pen.ax


def ranked_names(pen: Canvas, ranks: pd.Series[Any]) -> list[str]:
    """Return names of cities after their ranks, which are aligned on the right by spaces as wide as a digit."""
    digits = max((len(f"{rank}") for rank in ranks), default=1)
    return [f"{rank}".rjust(digits, FIGURE_SPACE) + f"{EN_SPACE}{pen.name(str(city))}" for city, rank in ranks.items()]


def weighted_names(pen: Canvas, nodes: Sequence[str], shares: pd.Series[float]) -> list[str]:
    """Return the names of nodes with their weights, where they have any."""
    return [
        pen.text(say("plot/ranking-weight", node=node, share=float(shares[node])))
        if node in shares
        else pen.name(str(node))
        for node in nodes
    ]


def _head(
    pen: Canvas,
    index: ScoredIndex,
    scored: pd.DataFrame,
    table: pd.DataFrame,
    *,
    divided: bool,
) -> None:
    from matplotlib.patches import Patch

    finding = finding_of(scored, score_digits(index.fits))
    about: list[Sentence] = [*about_index(index)]
    if not divided:
        about.append(say("plot/ranking-no-parts"))
    blank = tuple(index.ranking.loc[index.ranking["score"].isna(), "city"])
    if blank:
        about.append(say("plot/blank-cities", cities=blank))
    if divided:
        alt = say("plot/ranking-alt", count=len(scored), parts=tuple(table.columns))
        labels = weighted_names(pen, list(table.columns), index.weights)
        styles = fills(len(labels))
        pen.legend([Patch(label=label, **style) for label, style in zip(labels, styles, strict=True)])
    else:
        alt = say("plot/ranking-alt-plain", count=len(scored))
    pen.head(finding, *about, alt=alt)


def finding_of(scored: pd.DataFrame, digits: int) -> Sentence:
    """State which city is first, and by how much."""
    best = scored["rank"].min()
    first = tuple(map(str, scored.index[scored["rank"] == best]))
    score = fixed(scored["score"].iloc[0], digits)
    if len(first) > 1:
        return say("plot/ranking-first-tied", first=first, score=score)
    if len(scored) == 1:
        return say("plot/ranking-first-alone", first=first[0], score=score)
    lead = lead_in_words(float(abs(scored["score"].iloc[0] - scored["score"].iloc[1])), digits)
    return say("plot/ranking-first", first=first[0], score=score, lead=lead, second=str(scored.index[1]))


def _bars(pen: Canvas, shown: pd.DataFrame) -> None:
    """Stack the parts: what adds to the right of zero, what subtracts to the left."""
    rows = np.arange(len(shown))
    right, left = np.zeros(len(shown)), np.zeros(len(shown))
    for name, style in zip(shown.columns, fills(shown.shape[1]), strict=True):
        amounts = shown[name].to_numpy(dtype=float)
        starts = np.where(amounts >= 0, right, left)
        pen.ax.barh(rows, amounts, left=starts, height=THICK, label=pen.name(str(name)), linewidth=0.5, **style)
        right += np.maximum(amounts, 0)
        left += np.minimum(amounts, 0)
