"""Scores or ranks over time: a line for each city, named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.comparison.panel import Panel
from intlindex.errors import RequestError, UnknownNameError, nearest, problem
from intlindex.outputs.plots.about import about_result, wording_of
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.lettering import name_ticks
from intlindex.outputs.plots.style import MARKERS, fills
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["panel", "spread"]

ALLOWED = ("scores", "ranks")
NAMED = 9  # lines that can be distinguished
FAINT_LINE = "#d3d8dd"


def panel(
    found: Panel[Any],
    *,
    of: Literal["scores", "ranks"] = "scores",
    node: str | None = None,
    cities: Sequence[str] | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the scores or ranks of a node over time; by default the first cities at the last time are named."""
    if of not in ALLOWED:
        raise RequestError(
            [problem("wrong-value/plot-kind", "of", found=f"{of!r:.60}", allowed=ALLOWED)], source="plot"
        )
    table = found.scores(node) if of == "scores" else found.ranks(node)
    ranks = found.ranks(node)
    names = _named(ranks, cities)
    with canvas(wording_of(found), ax=ax, figsize=figsize, title=title) as pen:
        low, high = found.times[0], found.times[-1]
        last = ranks[ranks.columns[-1]].dropna().astype(float)
        first = str(last.idxmin()) if len(last) else ""
        finding = say("plot/panel", city=first, last=high) if first else say("plot/panel-none", last=high)
        alt = say("plot/panel-alt", count=len(table), first=low, last=high)
        pen.head(finding, *about_result(found, node), alt=alt)
        pen.height(min(max(220.0, 13.0 * len(names)), 330.0))
        _lines(pen, table.astype(float), names)
        name_ticks(pen.ax.xaxis, range(len(found.times)), found.times, pen.size.note)
        pen.axis("y", say("plot/score-axis") if of == "scores" else say("plot/rank-axis"))
        if of == "ranks":
            pen.ax.invert_yaxis()
    return pen.ax


def _named(ranks: pd.DataFrame, cities: Sequence[str] | None) -> list[str]:
    if cities is None:
        last = ranks[ranks.columns[-1]].dropna().astype(float)
        return [str(city) for city in last.sort_values(kind="stable").index[:NAMED]]
    unknown = [city for city in cities if city not in ranks.index]
    if unknown:
        hint = nearest(str(unknown[0]), list(ranks.index))
        raise UnknownNameError([problem("unknown-city", "cities", city=unknown[0], hint=hint)], source="plot")
    return list(cities)


def _lines(pen: Canvas, table: pd.DataFrame, names: Sequence[str]) -> None:
    for city in table.index.difference(pd.Index(names)):
        pen.ax.plot(range(table.shape[1]), table.loc[city], color=FAINT_LINE, linewidth=0.8, zorder=1)
    # The palest fills are hard to see as lines.
    colours = [style["facecolor"] for style in fills(len(names) + 2 + len(names) // 3, plain=True)]
    ends = []
    for place, city in enumerate(names):
        values = table.loc[city].to_numpy(dtype=np.float64)
        marker = MARKERS[place % len(MARKERS)]
        colour = colours[place]
        pen.ax.plot(
            range(len(values)), values, color=colour, linewidth=1.6, marker=marker, markersize=4, zorder=3, label=city
        )
        known = np.flatnonzero(np.isfinite(values))
        ends.append((float(values[known[-1]]) if known.size else np.nan, city))
    pen.ax.set_xlim(-0.1, table.shape[1] - 0.9)
    known_ends = [(value, city) for value, city in ends if np.isfinite(value)]
    if not known_ends:
        return
    low, high = pen.ax.get_ylim()
    gap = (high - low) * pen.size.note * 1.25 / pen.heights[-1]
    at = spread(np.array([value for value, _ in known_ends]), gap)
    axis = pen.ax.secondary_yaxis("right")
    name_ticks(axis.yaxis, at.tolist(), [pen.name(city) for _, city in known_ends], pen.size.note)
    axis.tick_params(length=0, pad=4)
    axis.spines["right"].set_visible(False)


def spread(values: NDArray[np.float64], gap: float) -> NDArray[np.float64]:
    """Return places for labels that are as near to their values as a gap between them allows.

    Examples
    --------
    >>> spread(np.array([1.0, 1.0, 5.0]), 1.0).tolist()
    [0.5, 1.5, 5.0]
    """
    order = np.argsort(values, kind="stable")
    groups: list[list[float]] = []  # middle, number of labels
    for value in values[order]:
        groups.append([float(value), 1.0])
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < gap * (groups[-1][1] + groups[-2][1]) / 2:
            middle, count = groups.pop()
            before, earlier = groups[-1]
            groups[-1] = [(before * earlier + middle * count) / (earlier + count), earlier + count]
    placed = [middle + gap * (k - (count - 1) / 2) for middle, count in groups for k in range(int(count))]
    found = np.empty(len(values))
    found[order] = placed
    return found
