"""Where the score of a city comes from: steps from zero to the score, or from that of the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intlindex.analyses.explanation.explanation import Explanation
from intlindex.analyses.explanation.phrases import reference_name
from intlindex.display.rounding import fixed
from intlindex.errors import RequestError, problem
from intlindex.outputs.plots.about import about_result, wording_of
from intlindex.outputs.plots.canvas import FigureSize, canvas
from intlindex.outputs.plots.comparison import ALLOWED, By, gain_of, steps_of
from intlindex.outputs.plots.waterfall import signed, waterfall
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["explanation"]


def explanation(
    found: Explanation,
    *,
    by: By = "groups",
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the decomposition of a score or of a difference, step by step."""
    if by not in ALLOWED:
        wrong = problem("wrong-value/plot-by", "by", found=f"{by!r:.60}", allowed=ALLOWED)
        raise RequestError([wrong], source="plot")
    with canvas(wording_of(found), ax=ax, figsize=figsize, title=title) as pen:
        steps, digits = steps_of(found, by), found.shown.digits
        end = float(found.table["score"].iloc[0])
        most = str((steps if found.total >= 0 else -steps).idxmax())
        points = signed(float(steps[most]), digits)
        finding = (
            say("plot/explanation", city=found.city, score=fixed(end, digits), node=most, points=points)
            if found.against is None
            else say("plot/explanation-against", city=found.city, against=reference_name(found.against),
                     lead=signed(found.total, digits), node=most, points=points)
        )  # fmt: skip
        pen.head(finding, *about_result(found), alt=say("plot/explanation-alt", city=found.city, count=len(steps)))
        reference = say("plot/from-zero") if found.against is None else reference_name(found.against)
        start = pen.text(reference) if isinstance(reference, Sentence) else pen.name(reference)
        ends = ((start, end - found.total), (pen.name(found.city), end))
        waterfall(pen, ends, steps, digits=digits, better=gain_of(found))
    return pen.ax
