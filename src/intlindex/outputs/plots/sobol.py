"""Which factors decide: Sobol indices with intervals."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intlindex.analyses.sensitivity.sensitivity import Sensitivity
from intlindex.analyses.uncertainty.varied import factor_in_words
from intlindex.errors import RequestError
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.heat import SHARES, field, legend_of
from intlindex.outputs.plots.style import DEEP, GAIN, INK
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["sensitivity"]

NEARLY = 0.99  # of the variance


def sensitivity(
    found: Sensitivity,
    *,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw first-order and total indices of each factor; by city, the total ones as a table."""
    with canvas(found.index.shown, ax=ax, figsize=figsize, title=title) as pen:
        table = found.indices
        if table.empty:
            raise RequestError(say("not-defined/plot-factors", target=found.target), source="plot")
        if table.index.nlevels > 1:
            _by_city(pen, found, table, top)
        else:
            _bars(pen, found, table, top)
    return pen.ax


def _bars(pen: Canvas, found: Sensitivity, table: pd.DataFrame, top: int | None) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    table = table.sort_values("total", ascending=False, kind="stable")
    interval = bool(table["total_low"].notna().any())
    handles: list[Any] = [
        Patch(facecolor=DEEP, label=pen.text(say("plot/first-order"))),
        Patch(facecolor=GAIN, label=pen.text(say("plot/total-order"))),
    ]
    if interval:
        handles.append(Line2D([], [], color=INK, linewidth=1, label=pen.text(say("plot/interval-95"))))
    pen.legend(handles)
    target, factor, most = found.target, factor_in_words(str(table.index[0])), float(table["total"].iloc[0])
    finding = (
        say("plot/sobol-none", target=target)
        if not most > 0
        else say("plot/sobol-nearly", factor=factor, target=target)
        if most > NEARLY  # an estimate can be above one
        else say("plot/sobol", factor=factor, share=most, target=target)
    )
    pen.head(finding, *about_index(found.index), alt=say("plot/sobol-alt", count=len(table)))
    table = table.head(pen.first(len(table), top))
    pen.rows([_named(pen, str(name)) for name in table.index], share=0.42, left=True)
    pen.height(len(table) * pen.size.row * 1.9)
    for row, (_, values) in enumerate(table.iterrows()):
        for at, kind, colour in ((-0.2, "first", DEEP), (0.2, "total", GAIN)):
            pen.ax.barh(row + at, max(values[kind], 0.0), height=0.36, color=colour, linewidth=0)
            if interval:
                ends = [values[f"{kind}_low"], values[f"{kind}_high"]]
                pen.ax.plot(ends, [row + at] * 2, color=INK, linewidth=0.9)
    pen.ax.set_xlim(left=min(0.0, pen.ax.get_xlim()[0]))
    pen.axis("x", say("plot/sobol-axis", target=target))


def _by_city(pen: Canvas, found: Sensitivity, table: pd.DataFrame, top: int | None) -> None:
    wide = table["total"].unstack(sort=False)  # noqa: PD010  a Series has no pivot_table
    edges = SHARES[0]
    labels = [pen.text(say("plot/none"))]
    labels += [pen.text(say("plot/share-span", low=low, high=high)) for low, high in pairwise(edges)]
    pen.legend(legend_of(SHARES, labels))
    pen.head(_most(found, wide), *about_index(found.index), alt=say("plot/sobol-by-city-alt", count=len(wide)))
    wide = wide.head(pen.first(len(wide), top))
    pen.rows([pen.name(str(city)) for city in wide.index])
    field(pen, wide.to_numpy(dtype=np.float64).clip(0, 1), SHARES)
    pen.columns([_named(pen, str(name)) for name in wide.columns], room=110)


def _most(found: Sensitivity, wide: pd.DataFrame) -> Sentence:
    """State which factor most cities depend on most, of those that depend on any."""
    most = wide[(wide > 0).any(axis=1)].idxmax(axis=1).value_counts()
    if most.empty:
        return say("plot/sobol-none", target=found.target)
    factor = factor_in_words(str(most.index[0]))
    return say("plot/sobol-by-city", factor=factor, cities=int(most.iloc[0]), count=len(wide))


def _named(pen: Canvas, factor: str) -> str:
    """Return a factor in words, with the names of its nodes."""
    return pen.text(factor_in_words(factor))
