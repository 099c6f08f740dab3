"""Steps that lead from one number to another: a waterfall, drawn from the top down."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from intlindex.display.rounding import fixed
from intlindex.outputs.plots.canvas import Canvas
from intlindex.outputs.plots.style import GAIN, INK, LOSS, RULE
from intlindex.sentences import say

__all__ = ["signed", "waterfall"]

MINUS = "\u2212"


def waterfall(
    pen: Canvas,
    ends: tuple[tuple[str, float], tuple[str, float]],
    steps: pd.Series[float],
    *,
    digits: int,
    better: int = 1,
) -> None:
    """Draw steps by node from one named number to another; the smallest together, if not all fit.

    Steps upwards are drawn as gains where `better` is 1, and as losses where it is -1.
    """
    (first, start), (last, end) = ends
    fitting, others = pen.capacity() - 2, ""
    if len(steps) > fitting > 1:
        largest = steps.abs().sort_values(ascending=False, kind="stable").index[: fitting - 1]
        rest = steps.drop(largest)
        steps = pd.concat([steps[steps.index.isin(largest)], pd.Series({"": rest.sum()})])
        others = pen.text(say("plot/other-steps", count=len(rest)))
    names: Sequence[str] = [pen.name(str(node)) or others for node in steps.index]
    letters = pen.rows([first, *names, last], share=0.42, left=True)
    _bars(pen, (start, end), steps, digits=digits, letters=letters * 0.92, better=better)
    pen.axis("x", say("plot/score-axis"))


def signed(value: float, digits: int) -> str:
    """Write a difference with its sign.

    Examples
    --------
    >>> signed(1.25, 1), signed(-3, 1), signed(0, 1)
    ('+1.3', '−3.0', '0.0')
    """
    text = fixed(abs(value), digits)
    return text if not float(text) else ("+" if value > 0 else MINUS) + text


def _bars(
    pen: Canvas, ends: tuple[float, float], steps: pd.Series[float], *, digits: int, letters: float, better: int
) -> None:
    ax, last = pen.ax, len(steps) + 1
    start, end = ends
    levels = start + np.concatenate([[0.0], steps.cumsum().to_numpy()])
    low, high = float(levels.min()), float(levels.max())
    reach = (high - low) or abs(high) or 1.0
    for row, value in ((0, start), (last, end)):
        ax.plot([value], [row], "o", color=INK, markersize=6, zorder=3)
        pen.note(fixed(value, digits), (value, row), letters, right=6, bold=True)
    for row, (amount, level) in enumerate(zip(steps.to_numpy(), levels[:-1], strict=True), start=1):
        gain = amount * better >= 0
        ax.barh(
            row, amount, left=level, height=0.72, facecolor=GAIN if gain else LOSS, hatch="" if gain else "////",
            edgecolor="white", linewidth=0,
        )  # fmt: skip
        pen.note(signed(float(amount), digits), (max(level, level + amount), row), letters, right=3)
    for row, level in enumerate(levels):
        ax.plot([level, level], [row, row + 1], color=RULE, linewidth=0.7, zorder=0.5)
    ax.set_xlim(low - 0.06 * reach, high + 0.16 * reach)
