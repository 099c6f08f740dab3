"""Two sets of weights: those of the index, and those at which something happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from intlindex.analyses.robustness.calibration import Calibration
from intlindex.analyses.robustness.most_favourable import MostFavourable
from intlindex.analyses.robustness.stability import StabilityRadius
from intlindex.analyses.robustness.tipping_point import TippingPoint
from intlindex.display.rounding import fixed
from intlindex.errors import RequestError
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import FigureSize, canvas
from intlindex.outputs.plots.ranking import FIGURE_SPACE
from intlindex.outputs.plots.style import ACCENT, INK, PAPER, RULE
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["shares_changed"]

LEAST = 0.004  # of the scale, so that its ticks differ
Changed = TippingPoint | StabilityRadius | MostFavourable | Calibration


def shares_changed(
    found: Changed,
    *,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the weights of the index and those that were found, node by node."""
    from matplotlib.lines import Line2D

    table = found.table
    if table.shape[1] < 3:
        raise RequestError(say("not-defined/plot-shares", title=found.shown.title), source="plot")
    other = str(table.columns[1])
    with canvas(found.index.shown, ax=ax, figsize=figsize, title=title) as pen:
        before: dict[str, Any] = {
            "marker": "o",
            "markersize": 6,
            "color": PAPER,
            "markeredgecolor": INK,
            "linestyle": "",
        }
        after: dict[str, Any] = {
            "marker": "o",
            "markersize": 6,
            "color": ACCENT,
            "markeredgecolor": PAPER,
            "linestyle": "",
        }
        pen.legend(
            [
                Line2D([], [], label=pen.text(say("plot/nominal-weights")), **before),
                Line2D([], [], label=pen.text(_found(found)), **after),
            ]
        )
        about = (*about_index(found.index), say("plot/bounds-set", weight_set=found.weight_set))
        pen.head(_finding(found), *about, alt=say("plot/shares-alt", count=len(table)))
        if (most := pen.first(len(table), top)) < len(table):
            largest = table["change"].abs().sort_values(ascending=False, kind="stable").index[:most]
            table = table[table.index.isin(largest)]
        letters = pen.rows([pen.name(str(node)) for node in table.index], share=0.42, left=True)
        pen.height(len(table) * pen.size.row * 1.5)
        for row, (low, high) in enumerate(table[["nominal", other]].to_numpy(dtype=float)):
            pen.ax.annotate(
                "", (high, row), (low, row), arrowprops={"arrowstyle": "-", "color": RULE, "linewidth": 2.5}
            )
            pen.ax.plot([low], [row], zorder=3, **before)
            pen.ax.plot([high], [row], zorder=4, clip_on=False, **after)
        ends = table[["nominal", other]].to_numpy(dtype=float)
        middle, reach = float(ends.min() + ends.max()) / 2, max(float(np.ptp(ends)), LEAST)
        pen.ax.set_xlim(middle - 0.58 * reach, middle + 0.58 * reach)
        texts = [f"{_percent(low)} → {_percent(high)}" for low, high in ends]
        pen.beside([text.rjust(max(map(len, texts)), FIGURE_SPACE) for text in texts], letters * 0.92)
        pen.ax.xaxis.set_major_formatter(lambda share, _: f"{_tick(100 * share)}%")
        pen.axis("x", say("plot/share-axis"))
    return pen.ax


def _tick(share: float) -> str:
    """Write a tick to as many digits as it has, up to two."""
    return f"{share:.2f}".rstrip("0").rstrip(".")


def _percent(share: float) -> str:
    """Write a share to a tenth of a percent, or a small one to two digits."""
    return f"{fixed(100 * share, 1)}%" if abs(share) >= 0.001 or abs(share) < 1e-9 else f"{100 * share:.2g}%"


def _found(found: Changed) -> Sentence:
    match found:
        case TippingPoint():
            return say("plot/weights-of-tie")
        case StabilityRadius():
            return say("plot/weights-of-change")
        case MostFavourable():
            return say("plot/weights-favourable")
        case Calibration():
            return say("plot/weights-fitted")


def _finding(found: Changed) -> Sentence:
    match found:
        case TippingPoint():
            return say(
                "plot/tipping",
                behind=found.behind,
                ahead=found.ahead,
                change=_percent(found.table["change"].abs().max()),
            )
        case StabilityRadius():
            return say("plot/stability", what=found.what, change=_percent(found.table["change"].abs().max()))
        case MostFavourable():
            if found.rank == found.nominal_rank:
                return say("plot/favourable-same", city=found.city, rank=found.rank)
            return say("plot/favourable", city=found.city, rank=found.rank, nominal=found.nominal_rank)
        case Calibration():
            return say("plot/fitted", inversions=found.inversions, nominal=found.nominal_inversions, pairs=found.pairs)
