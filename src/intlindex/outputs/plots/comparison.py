"""Two cities: a waterfall from the score of one to that of the other, step by step of what they differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from intlindex.analyses.explanation.comparison import Comparison
from intlindex.display.rounding import fixed
from intlindex.errors import RequestError, problem
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.style import INK, RULE
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["By", "comparison", "signed"]

By = Literal["dimensions", "groups", "indicators"]
ALLOWED = ("dimensions", "groups", "indicators")
GAIN, LOSS = "#3e9c8f", "#c8501e"
MINUS = "\u2212"


def comparison(
    found: Comparison,
    *,
    by: By = "groups",
    about: tuple[Sentence, ...] = (),
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw a comparison; see `IndexPlots.compare`."""
    with canvas(found.shown, ax=ax, figsize=figsize, title=title) as pen:
        steps = _steps(found, by)
        start, end = (float(found.table[city].iloc[0]) for city in (found.second, found.first))
        digits = found.shown.digits
        _head(pen, found, steps, end - start, about or (say("plot/compare-about", index=str(found.table.index[0])),))
        fitting = pen.capacity() - 2
        if len(steps) > fitting > 1:  # the smallest together, so that the steps still lead to the end
            largest = steps.abs().sort_values(ascending=False, kind="stable").index[: fitting - 1]
            rest = steps.drop(largest)
            steps = pd.concat([steps[steps.index.isin(largest)], pd.Series({"": rest.sum()})])
            others = pen.text(say("plot/other-steps", count=len(rest)))
        else:
            others = ""
        names = [pen.name(str(node)) or others for node in steps.index]
        letters = pen.rows([pen.name(found.second), *names, pen.name(found.first)], share=0.42, left=True)
        _bars(pen, (start, end), steps, digits=digits, letters=letters * 0.92)
        pen.axis("x", say("plot/score-axis"))
    return pen.ax


def _steps(found: Comparison, by: Any) -> pd.Series[float]:
    """Return what each node adds to the difference, the largest gain first."""
    if by not in ALLOWED:
        wrong = problem("wrong-value/plot-by", "by", found=f"{by!r:.60}", allowed=ALLOWED)
        raise RequestError([wrong], source="plot")
    if found.explanation is None:
        raise RequestError([problem("not-supported/plot-waterfall", reason=found.refused[0])], source="plot")
    table = found.explanation.table
    rest = table["rule"] == "remainder"
    if by == "indicators":
        chosen = (table["unit"] != "") & ~rest
    elif by == "dimensions":
        chosen = (table["depth"] == 1) & ~rest
    else:  # the second level; a branch that ends above it counts as a whole
        last = np.append(table["depth"].to_numpy()[1:] <= table["depth"].to_numpy()[:-1], True)
        chosen = ((table["depth"] == 2) | ((table["depth"] == 1) & last)) & ~rest
    return table.loc[chosen | rest, "contribution"].sort_values(ascending=False, kind="stable")


def _head(pen: Canvas, found: Comparison, steps: pd.Series[float], lead: float, about: tuple[Sentence, ...]) -> None:
    ahead, behind = (found.first, found.second) if lead >= 0 else (found.second, found.first)
    towards = steps if lead >= 0 else -steps
    digits = found.shown.digits
    if lead == 0 or not len(steps):
        finding = say("plot/compare-tied", first=found.first, second=found.second)
    else:
        most = str(towards.idxmax())
        finding = say(
            "plot/compare-ahead",
            ahead=ahead,
            behind=behind,
            lead=fixed(abs(lead), digits),
            node=most,
            points=signed(float(towards[most]), digits),
        )
    alt = say("plot/compare-alt", start=found.second, end=found.first, count=len(steps))
    pen.head(finding, *about, alt=alt)


def signed(value: float, digits: int) -> str:
    """Write a difference with its sign.

    Examples
    --------
    >>> signed(1.25, 1), signed(-3, 1), signed(0, 1)
    ('+1.3', '−3.0', '0.0')
    """
    text = fixed(abs(value), digits)
    return text if not float(text) else ("+" if value > 0 else MINUS) + text


def _bars(pen: Canvas, ends: tuple[float, float], steps: pd.Series[float], *, digits: int, letters: float) -> None:
    ax, last = pen.ax, len(steps) + 1
    start, end = ends
    levels = start + np.concatenate([[0.0], steps.cumsum().to_numpy()])
    low, high = float(levels.min()), float(levels.max())
    reach = (high - low) or abs(high) or 1.0
    for row, value in ((0, start), (last, end)):
        ax.plot([value], [row], "o", color=INK, markersize=6, zorder=3)
        pen.note(fixed(value, digits), (value, row), letters, right=6, bold=True)
    for row, (amount, level) in enumerate(zip(steps.to_numpy(), levels[:-1], strict=True), start=1):
        gain = amount >= 0
        ax.barh(
            row, amount, left=level, height=0.72, facecolor=GAIN if gain else LOSS, hatch="" if gain else "////",
            edgecolor="white", linewidth=0,
        )  # fmt: skip
        pen.note(signed(float(amount), digits), (max(level, level + amount), row), letters, right=3)
    for row, level in enumerate(levels):
        ax.plot([level, level], [row, row + 1], color=RULE, linewidth=0.7, zorder=0.5)
    ax.set_xlim(low - 0.06 * reach, high + 0.16 * reach)
