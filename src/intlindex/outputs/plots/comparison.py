"""Two cities: a waterfall from the score of one to that of the other, step by step of what they differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from intlindex.analyses.explanation.comparison import Comparison
from intlindex.analyses.explanation.explanation import Explanation
from intlindex.errors import RequestError, problem
from intlindex.outputs.plots.about import about_result, lead_in_words, wording_of
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.waterfall import signed, waterfall
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ALLOWED", "By", "comparison", "gain_of", "steps_of"]

By = Literal["dimensions", "groups", "indicators"]
ALLOWED = ("dimensions", "groups", "indicators")


def comparison(
    found: Comparison,
    *,
    by: By = "groups",
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw a comparison; see `IndexPlots.compare`."""
    with canvas(wording_of(found), ax=ax, figsize=figsize, title=title) as pen:
        steps = _steps(found, by)
        start, end = (float(found.table[city].iloc[0]) for city in (found.second, found.first))
        digits = found.shown.digits
        _head(pen, found, steps, end - start)
        ends = ((pen.name(found.second), start), (pen.name(found.first), end))
        better = 1 if found.explanation is None else gain_of(found.explanation)
        waterfall(pen, ends, steps, digits=digits, better=better)
    return pen.ax


def _steps(found: Comparison, by: Any) -> pd.Series[float]:
    if by not in ALLOWED:
        wrong = problem("wrong-value/plot-by", "by", found=f"{by!r:.60}", allowed=ALLOWED)
        raise RequestError([wrong], source="plot")
    if found.explanation is None:
        raise RequestError([problem("not-supported/plot-waterfall", reason=found.refused[0])], source="plot")
    return steps_of(found.explanation, by)


def steps_of(found: Explanation, by: By) -> pd.Series[float]:
    """Return what each node adds to a score, the largest first, or to a difference, the largest gain first."""
    table = found.table
    rest = table["rule"] == "remainder"
    if by == "indicators":
        chosen = (table["unit"] != "") & ~rest
    elif by == "dimensions":
        chosen = (table["depth"] == 1) & ~rest
    else:  # the second level; a branch that ends above it counts as a whole
        depths = table["depth"].to_numpy()
        last = np.append(depths[1:] <= depths[:-1], [True])
        chosen = ((table["depth"] == 2) | ((table["depth"] == 1) & last)) & ~rest
    steps: pd.Series[float] = table.loc[chosen | rest, "contribution"] * gain_of(found)
    return steps.sort_values(ascending=False, kind="stable") * gain_of(found)


def gain_of(found: Explanation) -> int:
    """Return 1 where what adds to a score is a gain, -1 where it is a loss against a reference."""
    return 1 if found.against is None else found.orientation


def _head(pen: Canvas, found: Comparison, steps: pd.Series[float], lead: float) -> None:
    behind = found.second if found.ahead == found.first else found.first
    towards = steps if lead >= 0 else -steps
    digits = found.shown.digits
    if not found.ahead or not len(steps):
        finding = say("plot/compare-tied", first=found.first, second=found.second)
    else:
        most = str(towards.idxmax())
        finding = say(
            "plot/compare-ahead",
            ahead=found.ahead,
            behind=behind,
            lead=lead_in_words(abs(lead), digits),
            node=most,
            points=signed(float(towards[most]), digits),
        )
    alt = say("plot/compare-alt", start=found.second, end=found.first, count=len(steps))
    pen.head(finding, *about_result(found), alt=alt)
