"""What brings a city to a rank, and what each indicator alone is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from intlindex.analyses.explanation.improvement import Improvement
from intlindex.core.description import score_digits
from intlindex.display.rounding import fixed
from intlindex.errors import RequestError, problem
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.style import GAIN
from intlindex.outputs.plots.waterfall import waterfall
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["improvement"]

KINDS = ("path", "levers")


def improvement(
    found: Improvement,
    *,
    kind: Literal["path", "levers"] = "path",
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the least change that reaches a rank as steps, or the most that each indicator alone is worth."""
    if kind not in KINDS:
        wrong = problem("wrong-value/plot-kind", "kind", found=f"{kind!r:.60}", allowed=KINDS)
        raise RequestError([wrong], source="plot")
    index = found.index
    digits = score_digits(index.fits)
    with canvas(index.shown, ax=ax, figsize=figsize, title=title) as pen:
        if kind == "levers":
            _levers(pen, found, top, digits)
            return pen.ax
        finding = say(
            "plot/improvement",
            city=found.city,
            before=found.rank_before,
            after=found.rank_after,
            count=len(found.table),
        )
        pen.head(finding, *about_index(index), alt=say("plot/improvement-alt", city=found.city, count=len(found.table)))
        steps: pd.Series[float] = found.table["gain"].astype(float).sort_values(ascending=False, kind="stable")
        better = int(index.scoring.tree.orientations[0])
        steps = steps * better  # a gain lowers the score where rank 1 is the lowest
        rest = found.score_after - found.score_before - float(steps.sum())
        if abs(rest) > 1e-9 * max(abs(found.score_after), 1.0):
            steps = pd.concat([steps, pd.Series({pen.text(say("plot/together")): rest})])
        ends = [
            (pen.text(say("plot/at-rank", city=found.city, rank=rank)), score)
            for rank, score in ((found.rank_before, found.score_before), (found.rank_after, found.score_after))
        ]
        waterfall(pen, (ends[0], ends[1]), steps, digits=digits, better=better)
    return pen.ax


def _levers(pen: Canvas, found: Improvement, top: int | None, digits: int) -> None:
    table = found.marginal
    table = table[table["gain"] > 0].sort_values("gain", ascending=False, kind="stable")
    if not len(table):
        raise RequestError(say("not-defined/plot-table"), source="plot")
    first = table.iloc[0]
    finding = say(
        "plot/levers",
        city=found.city,
        node=str(table.index[0]),
        points=fixed(float(first["gain"]), digits),
        rank=int(first["rank"]),
    )
    pen.head(finding, *about_index(found.index), alt=say("plot/levers-alt", city=found.city, count=len(table)))
    table = table.head(pen.first(len(table), top))
    letters = pen.rows([pen.name(str(node)) for node in table.index], share=0.42, left=True)
    gains = table["gain"].to_numpy(dtype=np.float64)
    pen.ax.barh(range(len(gains)), gains, height=0.66, color=GAIN, linewidth=0)
    for row, (gain, rank) in enumerate(zip(gains, table["rank"], strict=True)):
        text = say("plot/gain-and-rank", points=fixed(gain, digits), rank=int(rank))
        pen.note(pen.text(text), (gain, row), letters * 0.88, right=3)
    pen.stretch(0.3 if pen.narrow else 0.16)
    pen.axis("x", say("plot/points-axis"))
