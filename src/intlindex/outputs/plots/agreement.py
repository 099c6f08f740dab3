"""The ranks of a reconstruction against those that were published, with the cities that differ most by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intlindex.analyses.comparison.agreement import Agreement
from intlindex.errors import RequestError
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.lettering import width
from intlindex.outputs.plots.style import ACCENT, DEEP, PAPER, RULE
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["agreement"]

FAR = 3  # places from which a city is named


def agreement(found: Agreement, *, ax: Any = None, figsize: FigureSize = None, title: str | None = None) -> Axes:
    """Draw the ranks of the root against the published ones."""
    from matplotlib.lines import Line2D

    table = found.ranks
    table = table[(table["node"] == table["node"].iloc[0])].dropna(subset=["published", "reconstructed"])
    if len(table) < 2:
        raise RequestError(say("not-defined/plot-table"), source="plot")
    with canvas(found.shown, ax=ax, figsize=figsize, title=title) as pen:
        off = table["difference"].astype(float).abs()
        dot: dict[str, Any] = {"marker": "o", "markersize": 5, "markeredgecolor": PAPER, "linestyle": ""}
        far: dict[str, Any] = dot | {"marker": "D", "color": ACCENT}
        pen.legend(
            [
                Line2D([], [], color=DEEP, label=pen.text(say("plot/near", places=FAR)), **dot),
                Line2D([], [], label=pen.text(say("plot/far", places=FAR)), **far),
                Line2D([], [], color=RULE, label=pen.text(say("plot/equal-ranks"))),
            ]
        )
        finding = say(
            "plot/agreement", spearman=found.spearman, near=int((off < FAR).sum()), places=FAR, count=len(table)
        )
        pen.head(finding, say("plot/asked", title=found.shown.title), alt=say("plot/agreement-alt", count=len(table)))
        published, own = (table[name].to_numpy(dtype=np.float64) for name in ("published", "reconstructed"))
        most = max(published.max(), own.max()) + 1
        pen.height(min(pen.width * 0.75, 360.0))
        pen.ax.plot([0, most], [0, most], color=RULE, linewidth=1.2, zorder=1)
        near = off.to_numpy() < FAR
        pen.ax.plot(published[near], own[near], color=DEEP, zorder=3, **dot)
        pen.ax.plot(published[~near], own[~near], zorder=3, **far)
        pen.ax.set_xlim(0, most * 1.02)
        pen.ax.set_ylim(most * 1.02, 0)
        _names(pen, table, off)
        pen.axis("x", say("plot/published-axis"))
        pen.axis("y", say("plot/reconstructed-axis"))
    return pen.ax


def _names(pen: Canvas, table: pd.DataFrame, off: pd.Series[float]) -> None:
    """Name the cities that are far off, those that are farthest first, where a name has room."""
    letters = pen.size.note
    high = pen.heights[-1] if pen.free else pen.available
    wide = pen.width * 0.85
    low_x, high_x = pen.ax.get_xlim()
    low_y, high_y = pen.ax.get_ylim()
    taken: list[tuple[float, float, float, float]] = []
    for place in off.sort_values(ascending=False, kind="stable").index:
        row = table.loc[place]
        x = (float(row["published"]) - low_x) / (high_x - low_x) * wide
        y = (float(row["reconstructed"]) - low_y) / (high_y - low_y) * high
        taken.append((x - 4, y - 4, x + 4, y + 4))
    for place, city in table.loc[off[off >= FAR].sort_values(ascending=False, kind="stable").index, "city"].items():
        text = pen.name(str(city))
        row = table.loc[place]
        x = (float(row["published"]) - low_x) / (high_x - low_x) * wide
        y = (float(row["reconstructed"]) - low_y) / (high_y - low_y) * high
        length = width(text, letters)
        right, left = (x + 5, y - 5, x + 7 + length, y + 5), (x - 7 - length, y - 5, x - 5, y + 5)
        for box, align, shift in ((right, "left", 6), (left, "right", -6)):
            if box[0] > 0 and box[2] < wide and not any(_meet(box, other) for other in taken):
                at = (float(row["published"]), float(row["reconstructed"]))
                pen.note(text, at, letters, right=shift, align=align)
                taken.append(box)
                break


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
