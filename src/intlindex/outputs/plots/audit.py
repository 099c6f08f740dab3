"""The figures of an audit: correlations of the nodes, principal components of a group."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from intlindex.analyses.audit.audit import Audit
from intlindex.display.rounding import fixed
from intlindex.errors import RequestError, UnknownNameError, nearest, problem
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.heat import CORRELATIONS, field, legend_of
from intlindex.outputs.plots.lettering import name_ticks
from intlindex.outputs.plots.style import DEEP, INK, LEFT_OUT
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intlindex.core.scored import ScoredIndex

__all__ = ["audit"]

KINDS = ("correlations", "scree", "loadings")
NUMBERS = 14  # columns that are wide enough for numbers


def audit(
    found: Audit,
    *,
    kind: Literal["correlations", "scree", "loadings"] = "correlations",
    group: str | None = None,
    rotated: bool = False,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the correlations of the indicators, or the principal components of a group."""
    if kind not in KINDS:
        wrong = problem("wrong-value/plot-kind", "kind", found=f"{kind!r:.60}", allowed=KINDS)
        raise RequestError([wrong], source="plot")
    index = found.index
    groups = [each.id for each in index.framework.groups]
    if group is not None and group not in groups:
        raise UnknownNameError(say("unknown-node/group", found=group, hint=nearest(str(group), groups)), source="plot")
    with canvas(index.shown, ax=ax, figsize=figsize, title=title) as pen:
        if kind == "correlations":
            _correlations(pen, found, group)
        else:
            draw = _scree if kind == "scree" else _loadings
            draw(pen, found, index.framework.root.id if group is None else group, rotated=rotated)
    return pen.ax


def _leaves(index: ScoredIndex, group: str) -> list[str]:
    """List the indicators below a group, those of one group beside each other."""
    found: list[str] = []
    for child in index.framework.children(group):
        is_group = any(each.id == child.id for each in index.framework.groups)
        found += _leaves(index, child.id) if is_group else [child.id]
    return found


def _correlations(pen: Canvas, found: Audit, group: str | None) -> None:
    index = found.index
    leaves = _leaves(index, index.framework.root.id if group is None else group)
    table = found.correlations().loc[leaves, leaves]
    pen.legend(legend_of(CORRELATIONS, _spans(pen)))
    values = table.to_numpy(dtype=np.float64).copy()
    np.fill_diagonal(values, np.nan)
    pairs = values[np.triu_indices(len(values), 1)]
    negative = int((pairs < -0.1).sum())
    finding = say("plot/correlations", negative=negative, pairs=len(pairs))
    pen.head(finding, *about_index(index), alt=say("plot/correlations-alt", count=len(leaves)))
    leaves = leaves[: pen.first(len(leaves), square=True)]
    values = values[: len(leaves), : len(leaves)]
    numbers = [
        [fixed(value, 1).replace("-", "\u2212") if np.isfinite(value) else "" for value in row] for row in values
    ]
    signs = [["\u2212" if value < -0.1 else "" for value in row] for row in values]
    pen.rows([pen.name(node) for node in leaves], share=0.36, left=True)
    field(pen, values, CORRELATIONS, numbers=numbers if len(leaves) <= NUMBERS and not pen.narrow else signs)
    pen.columns([pen.name(node) for node in leaves], room=120)
    parents = [index.framework.node(node).parent for node in leaves]
    for place in range(1, len(leaves)):
        if parents[place] != parents[place - 1]:
            pen.ax.axhline(place - 0.5, color=INK, linewidth=0.6)
            pen.ax.axvline(place - 0.5, color=INK, linewidth=0.6)


def _spans(pen: Canvas) -> list[str]:
    edges = (-1.0, *CORRELATIONS[0])
    return [pen.text(say("plot/correlation-span", low=_tenth(low), high=_tenth(high))) for low, high in pairwise(edges)]


def _tenth(value: float) -> str:
    return fixed(value, 1).replace("-", "\u2212")


def _scree(pen: Canvas, found: Audit, group: str, *, rotated: bool) -> None:
    if rotated:
        raise RequestError([problem("not-allowed/plot-rotated", "rotated")], source="plot")
    table = found.components.query("group == @group")
    if not len(table):
        raise RequestError(say("not-defined/plot-components", group=group), source="plot")
    values = table["eigenvalue"].to_numpy(dtype=np.float64)
    explained = table["explained"].to_numpy(dtype=np.float64)
    above = int((values > 1).sum())
    finding = say("plot/scree", group=group, share=float(explained[0]), above=above)
    pen.head(finding, *about_index(found.index), alt=say("plot/scree-alt", count=len(values)))
    pen.height(200)
    places = np.arange(1, len(values) + 1)
    pen.ax.bar(places, values, width=0.6, color=[DEEP if value > 1 else LEFT_OUT for value in values])
    pen.ax.axhline(1, color=INK, linewidth=0.8, linestyle="--", zorder=1.5)
    for place, value, share in zip(places, values, explained, strict=True):
        pen.note(f"{share:.0%}", (float(place), float(value)), pen.size.note, up=7, align="center", ground=True)
    pen.ax.set_xticks(places)
    pen.ax.set_ylim(0, float(values.max()) * 1.12)
    pen.axis("x", say("plot/component-axis"), grid=False)
    pen.axis("y", say("plot/eigenvalue-axis"))


def _loadings(pen: Canvas, found: Audit, group: str, *, rotated: bool) -> None:
    table = found.loadings(group, rotated=rotated)
    pen.legend(legend_of(CORRELATIONS, _spans(pen)))
    key = ("plot/loadings-rotated", "plot/loadings")[not rotated]
    first = str(table.iloc[:, 0].abs().idxmax())
    finding = (
        say("plot/loadings-rotated", group=group, node=first)
        if key == "plot/loadings-rotated"
        else say("plot/loadings", group=group, node=first)
    )
    pen.head(finding, *about_index(found.index), alt=say("plot/loadings-alt", count=len(table)))
    table = table.head(pen.first(len(table)))
    values = table.to_numpy(dtype=np.float64)
    numbers = [[fixed(value, 2).replace("-", "\u2212") for value in row] for row in values]
    pen.rows([pen.name(str(node)) for node in table.index], share=0.36, left=True)
    field(pen, values.clip(-1, 1), CORRELATIONS, numbers=numbers if table.shape[1] <= NUMBERS else None)
    name_ticks(pen.ax.xaxis, range(table.shape[1]), [str(name) for name in table.columns], pen.size.note)
    pen.axis("x", say("plot/component-axis"), grid=False)
