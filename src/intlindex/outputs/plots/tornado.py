"""One weight at a time: how the score of a city changes when the share of each node is larger or smaller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intlindex.analyses.sensitivity.local_sensitivity import LocalSensitivity
from intlindex.core.description import score_digits
from intlindex.core.scored import ScoredIndex
from intlindex.display.rounding import fixed
from intlindex.errors import DataError, RequestError, problem
from intlindex.outputs.plots.about import about_index, about_result, wording_of
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.style import FAINT, GAIN, INK, LEFT_OUT, LOSS, PAPER
from intlindex.outputs.plots.waterfall import signed
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Swing", "local_sensitivity", "swings_of", "tornado"]


@dataclass(frozen=True)
class Swing:
    """What a smaller and a larger share of one node do to the score and the rank of a city."""

    node: str
    less: float
    more: float
    ranks: tuple[int, int]

    @property
    def size(self) -> float:
        """The difference of the scores."""
        return abs(self.more - self.less)


def swings_of(index: ScoredIndex, city: str, within: float) -> list[Swing]:
    """Score an index with each share smaller and larger, its siblings in proportion; the largest effect first."""
    shares, tree = index.weights, index.scoring.tree
    found = []
    for branch in tree.branches:
        children = [tree.ids[child] for child in range(branch.children.start, branch.children.stop)]
        for node in children:
            others = 1.0 - float(shares[node])
            if others <= 0 or shares[node] <= 0:
                continue
            ends = []
            for factor in (1 - within, 1 + within):
                share = min(float(shares[node]) * factor, 1.0)
                weights = {each: float(shares[each]) * (1 - share) / others for each in children} | {node: share}
                changed = index.reweight(weights)
                at = index.cities.index(city)
                ends.append((float(changed.fits.scores[0, at]), int(changed.fits.ranks[0, at])))
            found.append(Swing(node, ends[0][0], ends[1][0], (ends[0][1], ends[1][1])))
    return sorted(found, key=lambda swing: -swing.size)


def _is_part(within: Any) -> bool:
    return isinstance(within, int | float) and not isinstance(within, bool) and 0 < within <= 1


def tornado(
    index: ScoredIndex,
    city: str,
    *,
    within: float = 0.25,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw what each weight alone does to the score of a city; see `IndexPlots.tornado`."""
    name = index.city(city)
    if not _is_part(within):
        raise RequestError([problem("out-of-range/plot-within", "within", found=f"{within!r:.40}")], source="plot")
    nominal = float(index.fits.scores[0, index.cities.index(name)])
    if not np.isfinite(nominal):
        raise DataError(say("no-score/plot-city", city=name), source=index.framework.id)
    swings = swings_of(index, name, float(within))
    if not swings:
        raise RequestError(say("not-defined/plot-tornado"), source="plot")
    with canvas(index.shown, ax=ax, figsize=figsize, title=title) as pen:
        _legend(pen, float(within))
        digits = max(score_digits(index.fits), 1) + 1
        ranks = [rank for swing in swings for rank in swing.ranks]
        size = {"node": swings[0].node, "size": fixed(swings[0].size, digits)}
        finding = (
            say("plot/tornado-same", city=name, rank=ranks[0], **size)
            if min(ranks) == max(ranks)
            else say("plot/tornado", city=name, best=min(ranks), worst=max(ranks), **size)
        )
        pen.head(finding, *about_index(index), alt=say("plot/tornado-alt", city=name, count=len(swings)))
        swings = swings[: pen.first(len(swings), 20 if top is None and pen.free else top)]
        letters = pen.rows([pen.name(swing.node) for swing in swings], share=0.42, left=True)
        for row, swing in enumerate(swings):
            for end, colour, hatch in ((swing.less, LOSS, "////"), (swing.more, GAIN, "")):
                pen.ax.barh(
                    row,
                    end - nominal,
                    left=nominal,
                    height=0.7,
                    facecolor=colour,
                    hatch=hatch,
                    edgecolor=PAPER,
                    linewidth=0,
                )
            low, high = min(swing.less, swing.more), max(swing.less, swing.more)
            pen.note(signed(low - nominal, digits), (min(low, nominal), row), letters * 0.88, right=-3, align="right")
            pen.note(signed(high - nominal, digits), (max(high, nominal), row), letters * 0.88, right=3)
        pen.ax.axvline(nominal, color=INK, linewidth=0.9)
        low, high = pen.ax.get_xlim()
        pad = (0.4 if pen.narrow else 0.18) * (high - low)
        pen.ax.set_xlim(low - pad, high + pad)
        pen.axis("x", say("plot/score-of-axis", city=name))
    return pen.ax


def _legend(pen: Canvas, within: float) -> None:
    from matplotlib.patches import Patch

    pen.legend(
        [
            Patch(facecolor=LOSS, hatch="////", edgecolor=PAPER, label=pen.text(say("plot/share-less", within=within))),
            Patch(facecolor=GAIN, edgecolor=PAPER, label=pen.text(say("plot/share-more", within=within))),
        ]
    )


def local_sensitivity(
    found: LocalSensitivity,
    *,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw what a percentage point of each share is worth: the range and the median over the cities."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    with canvas(wording_of(found), ax=ax, figsize=figsize, title=title) as pen:
        table = found.table.dropna(subset=["mean_size"]).sort_values("mean_size", ascending=False, kind="stable")
        if not len(table):
            raise RequestError(say("not-defined/plot-table"), source="plot")
        pen.legend(
            [
                Patch(facecolor=LEFT_OUT, label=pen.text(say("plot/range"))),
                Line2D([], [], color=INK, marker="|", markersize=7, linestyle="", label=pen.text(say("plot/median"))),
            ]
        )
        finding = say("plot/local", node=str(table.index[0]), size=fixed(float(table["mean_size"].iloc[0]), 2))
        pen.head(finding, *about_result(found), alt=say("plot/local-alt", count=len(table)))
        table = table.head(pen.first(len(table), top))
        pen.rows([pen.name(str(node)) for node in table.index], share=0.42, left=True)
        _ranges(pen, table)
        pen.axis("x", say("plot/local-axis"))
    return pen.ax


def _ranges(pen: Canvas, table: pd.DataFrame) -> None:
    pen.ax.axvline(0, color=FAINT, linewidth=1.2)
    for row, (low, middle, high) in enumerate(table[["lowest", "median", "highest"]].to_numpy(dtype=float)):
        pen.ax.barh(row, high - low, left=low, height=0.5, color=LEFT_OUT, linewidth=0)
        pen.ax.plot([middle, middle], [row - 0.3, row + 0.3], color=INK, linewidth=1.2)
