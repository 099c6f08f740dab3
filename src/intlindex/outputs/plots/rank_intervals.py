"""Ranks with intervals: over draws, with what is possible at all behind them; and exact bounds alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intlindex.analyses.robustness.rank_bounds import RankBounds
from intlindex.analyses.uncertainty.uncertainty import Uncertainty
from intlindex.errors import DataError, RequestError, problem
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.ranking import ranked_names
from intlindex.outputs.plots.style import ACCENT, FAINT, GAIN, INK, PAPER, RULE
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["rank_bounds", "uncertainty"]


def uncertainty(
    found: Uncertainty,
    *,
    bounds: RankBounds | None = None,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the ranks of an uncertainty analysis; see `Uncertainty.plot`."""
    if bounds is not None and not isinstance(bounds, RankBounds):
        wrong = problem("wrong-type/plot-bounds", "bounds", found=f"{bounds!r:.60}")
        raise RequestError([wrong], source="plot")
    with canvas(found.index.shown, ax=ax, figsize=figsize, title=title) as pen:
        table = found.table
        marks = _marks(pen, exact=bounds is not None)
        pen.legend(marks)
        about: list[Sentence] = [say("plot/draws", draws=found.defined_draws)]
        if bounds is not None:
            about.append(say("plot/bounds-set", weight_set=bounds.weight_set))
        finding = _most_often_first(found)
        alt = say("plot/uncertainty-alt", count=len(table))
        pen.head(finding, *about_index(found.index), *about, alt=alt)
        table = _shown(pen, table, top)
        pen.rows(ranked_names(pen, table["nominal"]), left=True)
        for row, city in enumerate(table.index):
            if bounds is not None and city in bounds.table.index:
                _band(pen, row, *bounds.table.loc[city, ["best", "worst"]])
            _interval(pen, row, table.loc[city])
        _rank_axis(pen, max(float(table["worst"].max()), float(table["nominal"].max())))
    return pen.ax


def rank_bounds(
    found: RankBounds,
    *,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the bounds of ranks; see `RankBounds.plot`."""
    from matplotlib.patches import Patch

    with canvas(found.index.shown, ax=ax, figsize=figsize, title=title) as pen:
        table = found.table.dropna()
        if table.empty:
            raise DataError(say("no-score/plot"), source=found.index.framework.id)
        pen.legend([Patch(facecolor=GAIN, label=pen.text(say("plot/all-weights"))), _nominal(pen)])
        alt = say("plot/bounds-alt", count=len(table))
        about = say("plot/bounds-set", weight_set=found.weight_set)
        pen.head(_certain(table), *about_index(found.index), about, alt=alt)
        table = _shown(pen, table, top)
        letters = pen.rows(ranked_names(pen, table["rank"]), left=True)
        for row, (_, (best, rank, worst)) in enumerate(table[["best", "rank", "worst"]].astype(int).iterrows()):
            pen.ax.barh(row, worst - best + 0.5, left=best - 0.25, height=0.5, color=GAIN, alpha=0.75, linewidth=0)
            _nominal_mark(pen, rank, row)
            text = str(best) if best == worst else pen.text(say("plot/rank-span", best=best, worst=worst))
            pen.note(text, (worst + 0.25, row), letters * 0.85, right=4)
        _rank_axis(pen, float(table["worst"].max()) * 1.06)
    return pen.ax


def _shown(pen: Canvas, table: pd.DataFrame, top: int | None) -> pd.DataFrame:
    known = table.dropna()
    return known.head(pen.first(len(known), top))


def _marks(pen: Canvas, *, exact: bool) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks: list[Any] = [
        Line2D([], [], color=GAIN, linewidth=4, label=pen.text(say("plot/nine-in-ten"))),
        Line2D([], [], color=INK, marker="|", markersize=7, linestyle="", label=pen.text(say("plot/median-rank"))),
        _nominal(pen),
    ]
    if exact:
        marks.append(Patch(facecolor=FAINT, edgecolor=RULE, label=pen.text(say("plot/all-weights"))))
    return marks


def _nominal(pen: Canvas) -> Any:
    from matplotlib.lines import Line2D

    label = pen.text(say("plot/nominal-rank"))
    return Line2D([], [], color=ACCENT, marker="o", markersize=5, linestyle="", markeredgecolor=PAPER, label=label)


def _nominal_mark(pen: Canvas, rank: float, row: int) -> None:
    pen.ax.plot([rank], [row], "o", color=ACCENT, markersize=5, markeredgecolor=PAPER, markeredgewidth=0.8, zorder=4)


def _band(pen: Canvas, row: int, best: float, worst: float) -> None:
    pen.ax.barh(
        row, worst - best + 0.5, left=best - 0.25, height=0.66, facecolor=FAINT, edgecolor=RULE, linewidth=0.6, zorder=1
    )


def _interval(pen: Canvas, row: int, ranks: pd.Series[Any]) -> None:
    low, high = float(ranks["q05"]), float(ranks["q95"])
    pen.ax.barh(row, high - low + 0.5, left=low - 0.25, height=0.34, color=GAIN, linewidth=0, zorder=2)
    median = float(ranks["median"])
    pen.ax.plot([median, median], [row - 0.28, row + 0.28], color=INK, linewidth=1.2, zorder=3)
    _nominal_mark(pen, float(ranks["nominal"]), row)


def _rank_axis(pen: Canvas, worst: float) -> None:
    """Rank 1 on the left, and ticks at 1 and at round ranks."""
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if worst / step <= 11), 5000)
    pen.ax.set_xlim(0.4, worst + 0.6)
    pen.ax.set_xticks([1, *np.arange(step, worst + 0.6, step)] if step > 1 else np.arange(1, worst + 0.6))
    pen.axis("x", say("plot/rank-axis"))


def _most_often_first(found: Uncertainty) -> Sentence:
    shares = found.top(1)
    first = shares[shares == shares.max()].index
    if len(first) > 1 or found.ranks["nominal"].dropna().empty:
        return say("plot/first-draws-tied", cities=tuple(map(str, first)), share=float(shares.max()))
    city, share = str(first[0]), float(shares.max())
    if share == 1:
        return say("plot/first-draws-all", city=city)
    return (
        say("plot/first-draws-nearly", city=city) if share > 0.99 else say("plot/first-draws", city=city, share=share)
    )


def _certain(table: pd.DataFrame) -> Sentence:
    """State which cities can be first, and how many ranks are certain."""
    first = tuple(map(str, table.index[table["best"] == 1]))
    certain = int((table["best"] == table["worst"]).sum())
    if len(first) == 1 and table.loc[first[0], "worst"] == 1:
        return say("plot/bounds-first", city=first[0], certain=certain, count=len(table))
    return say("plot/bounds-open", cities=first, certain=certain, count=len(table))
