"""How often each city has each rank, and is ahead of each other, over the draws of an uncertainty analysis."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from intlindex.analyses.uncertainty.uncertainty import Uncertainty
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.heat import SHARES, field, legend_of
from intlindex.outputs.plots.lettering import name_ticks
from intlindex.outputs.plots.ranking import ranked_names
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["acceptability", "pairwise"]

NUMBERS = 20  # columns that are wide enough for numbers


def acceptability(
    found: Uncertainty,
    *,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the share of draws in which each city has each rank."""
    with canvas(found.index.shown, ax=ax, figsize=figsize, title=title) as pen:
        pen.legend(_legend(pen))
        shares = found.acceptability
        order = found.table["nominal"].dropna()
        sure = int((shares.max(axis=1) > 0.5).sum())
        alt = say("plot/acceptability-alt", count=len(order))
        about = (*about_index(found.index), say("plot/draws", draws=found.defined_draws))
        pen.head(say("plot/acceptability", sure=sure, count=len(order)), *about, alt=alt)
        order = order.head(pen.first(len(order), top))
        values = shares.loc[order.index].to_numpy(dtype=np.float64)
        last = max(int(np.flatnonzero((values > 0).any(axis=0)).max()) + 1, 1)
        values = values[:, :last]
        pen.rows(ranked_names(pen, order), left=True)
        field(pen, values, SHARES, numbers=_percents(values) if last <= NUMBERS and not pen.narrow else None)
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if last / step <= 20 or step == 10_000)
        ticks = [0, *range(step - 1, last, step)] if step > 1 else list(range(last))
        name_ticks(pen.ax.xaxis, ticks, [str(shares.columns[place]) for place in ticks], pen.size.note)
        pen.axis("x", say("plot/rank-axis"), grid=False)
    return pen.ax


def pairwise(
    found: Uncertainty,
    *,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the share of draws in which the city of the row is ahead of that of the column."""
    with canvas(found.index.shown, ax=ax, figsize=figsize, title=title) as pen:
        pen.legend(_legend(pen))
        order = found.table["nominal"].dropna()
        table = found.pairwise.loc[order.index, order.index]
        whole = table.to_numpy(dtype=np.float64)
        certain = int(((whole >= 0.95) & ~np.eye(len(whole), dtype=bool)).sum())
        pairs = len(whole) * (len(whole) - 1) // 2
        alt = say("plot/pairwise-alt", count=len(order))
        about = (*about_index(found.index), say("plot/draws", draws=found.defined_draws))
        pen.head(say("plot/pairwise", certain=certain, pairs=pairs), *about, alt=alt)
        order = order.head(pen.first(len(order), top, square=True))
        values = whole[: len(order), : len(order)].copy()
        np.fill_diagonal(values, np.nan)
        pen.rows(ranked_names(pen, order), left=True)
        field(pen, values, SHARES, numbers=_percents(values) if len(order) <= NUMBERS and not pen.narrow else None)
        pen.columns([pen.name(str(city)) for city in order.index], room=90)
    return pen.ax


def _legend(pen: Canvas) -> list[Any]:
    edges = SHARES[0]
    labels = [pen.text(say("plot/never"))]
    labels += [pen.text(say("plot/share-span", low=low, high=high)) for low, high in itertools.pairwise(edges)]
    return legend_of(SHARES, labels)


def _percents(values: np.ndarray[Any, Any]) -> list[list[str]]:
    return [[f"{100 * share:.0f}" if share >= 0.005 else "" for share in row] for row in values]
