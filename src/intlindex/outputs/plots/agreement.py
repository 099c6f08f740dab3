"""A reconstruction against what was published: ranks or scores, with the cities that are far off by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.comparison.agreement import Agreement
from intlindex.errors import RequestError, problem
from intlindex.outputs.plots.about import about_result, wording_of
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.points_named import name_points
from intlindex.outputs.plots.style import ACCENT, DEEP, PAPER, RULE
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["agreement"]

FAR = 3  # places from which a city is named
KINDS = ("ranks", "scores")
DOT: dict[str, Any] = {"marker": "o", "markersize": 5, "markeredgecolor": PAPER, "linestyle": "", "color": DEEP}
MISS: dict[str, Any] = DOT | {"marker": "D", "color": ACCENT}


def agreement(
    found: Agreement,
    *,
    kind: Literal["ranks", "scores"] = "ranks",
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the ranks of the root, or its scores, against the published ranks."""
    if kind not in KINDS:
        wrong = problem("wrong-value/plot-kind", "kind", found=f"{kind!r:.60}", allowed=KINDS)
        raise RequestError([wrong], source="plot")
    table = found.ranks
    table = table[(table["node"] == table["node"].iloc[0])].dropna(subset=["published", "reconstructed"])
    if len(table) < 2:
        raise RequestError(say("not-defined/plot-table"), source="plot")
    table = table.set_index("city")[["published", "reconstructed", "difference"]].astype(float)
    with canvas(wording_of(found), ax=ax, figsize=figsize, title=title) as pen:
        pen.height(min(pen.width * 0.75, 360.0))
        if kind == "ranks":
            _ranks(pen, found, table)
        else:
            _scores(pen, found, table.assign(score=found.scores.reindex(table.index)))
        pen.axis("x", say("plot/published-axis"))
    return pen.ax


def _ranks(pen: Canvas, found: Agreement, table: pd.DataFrame) -> None:
    """Draw ranks against ranks."""
    off = table["difference"].abs()
    near = int((off < FAR).sum())
    finding = say("plot/agreement", spearman=found.spearman, near=near, places=FAR, count=len(table))
    _head(pen, say("plot/equal-ranks"))
    pen.head(finding, *about_result(found), alt=say("plot/agreement-alt", count=len(table)))
    most = float(table[["published", "reconstructed"]].to_numpy().max()) + 1
    pen.ax.plot([0, most], [0, most], color=RULE, linewidth=1.2, zorder=1)
    pen.ax.set_xlim(0, most * 1.02)
    pen.ax.set_ylim(most * 1.02, 0)
    pen.ax.set_xticks(_ticks(most))
    pen.ax.set_yticks(_ticks(most))
    _points(pen, table["published"], table["reconstructed"], off, [])
    pen.axis("y", say("plot/reconstructed-axis"))


def _scores(pen: Canvas, found: Agreement, table: pd.DataFrame) -> None:
    """Draw scores against ranks; a line has the scores in the published order, so that a miss is off the line."""
    table = table.sort_values("published", kind="stable")
    off = table["difference"].abs()
    worst = str(off.idxmax())
    published, reconstructed = table.loc[worst, ["published", "reconstructed"]].astype(int)
    finding = say("plot/agreement-scores", city=worst, published=published, reconstructed=reconstructed)
    if off.max() == 0:
        finding = say("plot/agreement-scores-none", count=len(table))
    _head(pen, say("plot/scores-in-order"))
    alt = say("plot/agreement-scores-alt", count=len(table))
    pen.head(finding, *about_result(found), alt=alt)
    scores = table["score"].to_numpy(dtype=np.float64)
    suited: NDArray[np.float64] = np.sort(scores)[::-1]
    ranks = table["published"].to_numpy(dtype=np.float64)
    pen.ax.plot(ranks, suited, color=RULE, linewidth=1.2, zorder=1)
    missed = (off >= FAR).to_numpy()
    lines = [((x, y), (x, end)) for x, y, end in zip(ranks[missed], scores[missed], suited[missed], strict=True)]
    for start, end in lines:
        pen.ax.plot([start[0], end[0]], [start[1], end[1]], color=ACCENT, linewidth=0.8, zorder=2)
    reach = (scores.max() - scores.min()) or 1.0
    pen.ax.set_xlim(0, ranks.max() * 1.04 + 1)
    pen.ax.set_xticks(_ticks(ranks.max()))
    pen.ax.set_ylim(scores.min() - 0.08 * reach, scores.max() + 0.08 * reach)
    _points(pen, table["published"], table["score"], off, lines)
    pen.axis("y", say("plot/reconstructed-score-axis"))


def _head(pen: Canvas, line: str) -> None:
    """Explain points and line."""
    from matplotlib.lines import Line2D

    pen.legend(
        [
            Line2D([], [], label=pen.text(say("plot/near", places=FAR)), **DOT),
            Line2D([], [], label=pen.text(say("plot/far", places=FAR)), **MISS),
            Line2D([], [], color=RULE, label=pen.text(line)),
        ]
    )


def _ticks(last: float) -> list[int]:
    """Return round ranks."""
    step = next(step for step in (1, 5, 10, 20, 50, 100, 1000) if last / step <= 11 or step == 1000)
    return [1, *range(step, int(last) + 1, step)] if step > 1 else list(range(1, int(last) + 1))


def _points(
    pen: Canvas,
    across: pd.Series[float],
    down: pd.Series[float],
    off: pd.Series[float],
    lines: Sequence[tuple[tuple[float, float], tuple[float, float]]],
) -> None:
    """Draw the points; those that are far off have names, where there is room, the farthest first."""
    near = (off < FAR).to_numpy()
    pen.ax.plot(across[near], down[near], zorder=3, **DOT)
    pen.ax.plot(across[~near], down[~near], zorder=3, **MISS)
    order = off.sort_values(ascending=False, kind="stable").index
    far = [str(city) for city in order if off[city] >= FAR]
    places = {str(city): (float(across[city]), float(down[city])) for city in across.index}
    name_points(pen, places, far, lines=lines)
