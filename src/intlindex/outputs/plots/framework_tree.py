"""The framework as a tree: each node with its weight, and how it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from intlindex.core.scored import ScoredIndex
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.lettering import families, shortened, width
from intlindex.outputs.plots.style import ACCENT, DEEP, GAIN, PAPER, RULE
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["framework_tree"]

STATUS: dict[str, dict[str, Any]] = {
    "published": {"marker": "o", "color": DEEP},
    "inferred": {"marker": "s", "color": GAIN},
    "reconstructed": {"marker": "D", "color": ACCENT},
}


@dataclass(frozen=True)
class Row:
    """One node of the tree."""

    node: str
    depth: int
    share: float
    effective: float
    status: str
    parent: int


def framework_tree(index: ScoredIndex, *, ax: Any = None, figsize: FigureSize = None, title: str | None = None) -> Axes:
    """Draw the framework; see `IndexPlots.framework`."""
    from matplotlib.lines import Line2D

    rows = _rows(index)
    with canvas(index.shown, ax=ax, figsize=figsize, title=title) as pen:
        used = [status for status in STATUS if any(row.status == status for row in rows)]
        pen.legend(
            [
                Line2D([], [], linestyle="", markersize=5, label=pen.text(_words(status)), **STATUS[status])
                for status in used
            ]
        )
        leaves = [row for row in rows if row.node in index.fits.indicators]
        weights = [row.effective for row in leaves]
        low, high = min(weights), max(weights)
        finding = say("plot/framework", count=len(leaves), low=low, high=high)
        if f"{low:.1%}" == f"{high:.1%}":
            finding = say("plot/framework-equal", count=len(leaves), weight=high)
        about = [*about_index(index), *([say("plot/framework-narrow")] if pen.narrow else [])]
        pen.head(finding, *about, alt=say("plot/framework-alt", count=len(rows)))
        rows = rows[: pen.first(len(rows), max(len(rows), 1) if pen.free else None)]
        letters = pen.rows([""] * len(rows))
        texts = [_weight(pen, row) for row in rows]
        room = pen.room - max(width(text, letters) for text in texts) - 10
        step = pen.width * (0.03 if pen.narrow else 0.035)
        _draw(pen, rows, step, letters=letters, room=room)
        pen.beside(texts, letters * 0.92)
        pen.ax.set(xlim=(0, 1), xticks=[])
        pen.ax.spines["bottom"].set_visible(False)
        pen.foot = pen.size.margin
    return pen.ax


def _rows(index: ScoredIndex) -> list[Row]:
    shares, effective = index.weights, index.effective_weights
    groups = {group.id for group in index.framework.groups}
    found: list[Row] = []

    def walk(node: str, depth: int, parent: int) -> None:
        status = index.framework.node(node).status
        found.append(Row(node, depth, float(shares[node]), float(effective[node]), str(status), parent))
        own = len(found) - 1
        for child in index.framework.children(node) if node in groups else ():
            walk(child.id, depth + 1, own)

    walk(index.framework.root.id, 0, -1)
    return found


def _words(status: str) -> Sentence:
    match status:
        case "published":
            return say("plot/status-published")
        case "inferred":
            return say("plot/status-inferred")
    return say("plot/status-reconstructed")


def _weight(pen: Canvas, row: Row) -> str:
    if pen.narrow:
        return f"{row.effective:.1%}"
    return pen.text(say("plot/share-and-effective", share=row.share, effective=row.effective))


def _draw(pen: Canvas, rows: list[Row], step: float, *, letters: float, room: float) -> None:
    from matplotlib.transforms import ScaledTranslation, blended_transform_factory

    ax = pen.ax
    base = blended_transform_factory(ax.transAxes, ax.transData)

    def at(depth: float) -> Any:
        return base + ScaledTranslation((depth + 0.4) * step / 72, 0, pen.figure.dpi_scale_trans)

    for place, row in enumerate(rows):
        if row.parent >= 0:
            ax.plot([0, 0], [row.parent, place], transform=at(row.depth - 1), color=RULE, linewidth=0.8, zorder=1)
            ax.annotate(
                "", xy=(0, place), xycoords=at(row.depth), xytext=(0, place), textcoords=at(row.depth - 1),
                arrowprops={"arrowstyle": "-", "color": RULE, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0},
            )  # fmt: skip
        ax.plot(
            [0], [place], transform=at(row.depth), markersize=5, markeredgecolor=PAPER, markeredgewidth=0.6, zorder=3,
            linestyle="", **STATUS.get(row.status, STATUS["published"]),
        )  # fmt: skip
        bold = row.depth <= 1
        text = shortened(pen.name(row.node), room - (row.depth + 1) * step, letters, bold=bold)
        ax.annotate(
            text, (0, place), (6, 0), xycoords=at(row.depth), textcoords="offset points", va="center_baseline",
            fontsize=letters, fontweight="bold" if bold else "normal", family=families(text), parse_math=False,
            annotation_clip=False,
        )  # fmt: skip
