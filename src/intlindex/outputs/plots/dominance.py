"""Which cities are ahead of which under all weights of a set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from intlindex.analyses.robustness.dominance import Dominance
from intlindex.errors import DataError
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import FigureSize, canvas
from intlindex.outputs.plots.heat import Steps, field, legend_of
from intlindex.outputs.plots.ranking import ranked_names
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["dominance"]

STEPS: Steps = ((0.0, 0.5, 1.0), ("#f7f8f9", "#b5d8d2", "#12496b"))


def dominance(
    found: Dominance, *, top: int | None = None, ax: Any = None, figsize: FigureSize = None, title: str | None = None
) -> Axes:
    """Draw which city of a row is ahead of that of the column: always, under some weights, never."""
    with canvas(found.index.shown, ax=ax, figsize=figsize, title=title) as pen:
        if found.necessary.empty:
            raise DataError(say("no-score/plot"), source=found.index.framework.id)
        labels = [
            pen.text(say("plot/never-ahead")),
            pen.text(say("plot/may-be-ahead")),
            pen.text(say("plot/always-ahead")),
        ]
        pen.legend(legend_of(STEPS, labels))
        known = found.index.ranks.iloc[:, 0].dropna()
        order = known[[city for city in known.index if city in found.necessary.index]].sort_values(kind="stable")
        necessary = found.necessary.loc[order.index, order.index].to_numpy(dtype=bool)
        possible = found.possible.loc[order.index, order.index].to_numpy(dtype=bool)
        pairs = len(order) * (len(order) - 1) // 2
        finding = say("plot/dominance", decided=int(necessary.sum()), pairs=pairs)
        about = (*about_index(found.index), say("plot/bounds-set", weight_set=found.weight_set))
        pen.head(finding, *about, alt=say("plot/dominance-alt", count=len(order)))
        order = order.head(pen.first(len(order), top, square=True))
        count = len(order)
        values = np.where(necessary, 1.0, np.where(possible, 0.5, 0.0))[:count, :count]
        np.fill_diagonal(values, np.nan)
        pen.rows(ranked_names(pen, order), left=True)
        field(pen, values, STEPS)
        pen.columns([pen.name(str(city)) for city in order.index], room=90)
    return pen.ax
