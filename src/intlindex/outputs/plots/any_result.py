"""The figure of a result that has no other: the first numbers of the table that is shown, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intlindex.display.headings import heading
from intlindex.display.result import Result
from intlindex.display.rounding import fixed
from intlindex.display.shown import flat
from intlindex.errors import RequestError
from intlindex.outputs.plots.about import about_result, wording_of
from intlindex.outputs.plots.canvas import FigureSize, canvas
from intlindex.outputs.plots.style import fills
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["any_result"]


def any_result(
    found: Result,
    *,
    column: str | None = None,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw a column of numbers of the table that a result shows, one bar for each row."""
    shown = found.shown
    table = shown.table if len(shown.table.columns) else flat(found.table)
    numbers = [str(name) for name in table.columns if pd.api.types.is_numeric_dtype(table[name])]
    names = [str(name) for name in table.columns if name not in numbers]
    if not numbers or not names or not len(table):
        raise RequestError(say("not-defined/plot-table"), source="plot")
    if column is None:
        column = numbers[0]
    if column not in numbers:
        raise RequestError(
            say("unknown-name/plot-column", found=f"{column!r:.60}", allowed=tuple(numbers)), source="plot"
        )
    with canvas(wording_of(found), ax=ax, figsize=figsize, title=title) as pen:
        alt = say("plot/table-alt", count=len(table), column=column)
        pen.head(say("plot/asked", title=shown.title), *shown.lines[:1], *about_result(found), alt=alt)
        table = table.dropna(subset=[column])
        table = table.head(pen.first(len(table), top))
        letters = pen.rows([pen.name(str(row).strip()) for row in table[names[0]]])
        values = table[column].to_numpy(dtype=np.float64)
        pen.ax.barh(range(len(values)), values, height=0.66, linewidth=0, color=fills(1)[0]["facecolor"])
        for row, value in enumerate(values):
            text = fixed(value, 0 if float(value).is_integer() else shown.digits)
            pen.note(text, (max(value, 0.0), row), letters * 0.92, right=3)
        pen.stretch(0.12)
        pen.axis("x", heading(column, pen.language))
    return pen.ax
