"""What moves when each part in turn is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from intlindex.analyses.sensitivity.leave_one_out import LeaveOneOut
from intlindex.outputs.plots.about import about_result, wording_of
from intlindex.outputs.plots.canvas import FigureSize, canvas
from intlindex.outputs.plots.style import ACCENT, DEEP, PAPER
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["leave_one_out"]


def leave_one_out(
    found: LeaveOneOut,
    *,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the mean and the largest shift of ranks without each part, the largest first."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    with canvas(wording_of(found), ax=ax, figsize=figsize, title=title) as pen:
        mark: dict[str, Any] = {
            "marker": "D",
            "markersize": 4.5,
            "color": ACCENT,
            "markeredgecolor": PAPER,
            "linestyle": "",
        }
        pen.legend(
            [
                Patch(facecolor=DEEP, label=pen.text(say("plot/mean-shift"))),
                Line2D([], [], label=pen.text(say("plot/largest-shift")), **mark),
            ]
        )
        table = found.table.sort_values(["mean_absolute_shift", "largest_shift"], ascending=False, kind="stable")
        most = str(table.index[0])
        finding = say("plot/left-out", node=most, shift=float(table["mean_absolute_shift"].iloc[0]))
        pen.head(finding, *about_result(found), alt=say("plot/left-out-alt", count=len(table)))
        table = table.head(pen.first(len(table), top))
        letters = pen.rows([pen.name(str(node)) for node in table.index], share=0.42, left=True)
        shifts = table["mean_absolute_shift"].to_numpy(dtype=np.float64)
        largest = table["largest_shift"].abs().to_numpy(dtype=np.float64)
        pen.ax.barh(range(len(table)), shifts, height=0.6, color=DEEP, linewidth=0)
        for row, (city, shift) in enumerate(zip(table["city"], largest, strict=True)):
            if np.isfinite(shift) and shift > 0:
                pen.ax.plot([shift], [row], **mark)
                pen.note(pen.name(str(city)), (shift, row), letters * 0.88, right=6)
        pen.ax.set_xlim(0, max(float(np.nanmax(largest, initial=0.0)), 1.0) * (1.5 if pen.narrow else 1.25))
        pen.axis("x", say("plot/places-axis"))
    return pen.ax
