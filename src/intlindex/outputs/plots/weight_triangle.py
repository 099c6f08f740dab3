"""The triangle of three weights: the regions in which each city is first, or one city has each of its ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.robustness.weight_map import RankMap, WeightMap
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.lettering import families, shortened
from intlindex.outputs.plots.style import ACCENT, FAINT, INK, MUTED, PAPER, RULE, areas, fills
from intlindex.sentences import Sentence, say, values_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["corners_of", "rank_map", "weight_map"]

Array = NDArray[np.float64]

# Where all weight is on the first, the second, the third node.
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])
# By how many points the weights of each corner are beside the side on which they are written.
AWAY = ((0.0, -6.0, "center"), (4.0, 2.0, "left"), (-4.0, 2.0, "right"))
LEGEND = 9  # entries; further regions are counted together


def corners_of(shares: Array) -> Array:
    """Return where shares are in the triangle.

    Examples
    --------
    >>> corners_of(np.array([[1, 0, 0], [0, 0.5, 0.5]])).round(2).tolist()
    [[0.0, 0.0], [0.75, 0.43]]
    """
    found: Array = np.asarray(shares, dtype=np.float64) @ CORNERS
    return found


def weight_map(
    found: WeightMap,
    *,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the triangle with the region in which each city is first."""
    with canvas(found.index.shown, ax=ax, figsize=figsize, title=title) as pen:
        areas = found.areas
        regions = [(pen.name(city), float(areas[city]), (found.regions[city],)) for city in found.regions]
        regions.sort(key=lambda each: -each[1])
        first = max(found.regions, key=lambda city: float(areas[city]))
        finding = _finding(first, float(areas[first]), len(regions))
        about = (*about_index(found.index), say("plot/bounds-set", weight_set=found.weight_set))
        _triangle(pen, regions, found.nodes, _nominal(found), (finding, *about), ordered=False)
    return pen.ax


def rank_map(
    found: RankMap,
    *,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the triangle with the regions in which one city has each of its ranks."""
    with canvas(found.index.shown, ax=ax, figsize=figsize, title=title) as pen:
        areas = found.areas
        ranks = sorted(found.regions)
        regions = [(pen.text(say("plot/rank", rank=rank)), float(areas[rank]), found.regions[rank]) for rank in ranks]
        finding = say(
            "plot/ranks-of",
            city=str(values_of(found.title)["city"]),
            best=ranks[0],
            worst=ranks[-1],
            rank=max(ranks, key=lambda rank: float(areas[rank])),
            share=float(areas.max()),
        )
        about = (*about_index(found.index), say("plot/bounds-set", weight_set=found.weight_set))
        _triangle(pen, regions, found.nodes, _nominal(found), (finding, *about), ordered=True)
    return pen.ax


def _nominal(found: WeightMap | RankMap) -> Array:
    return np.array([[float(found.index.weights[node]) for node in found.nodes]])


def _finding(city: str, share: float, count: int) -> Sentence:
    if count == 1:
        return say("plot/triangle-all", city=city)
    if share >= 0.995:
        return say("plot/triangle-nearly", city=city, others=count - 1)
    return say("plot/triangle", city=city, share=share, others=count - 1)


def _triangle(
    pen: Canvas,
    regions: Sequence[tuple[str, float, Sequence[Array]]],
    nodes: Sequence[str],
    nominal: Array,
    words: tuple[Sentence, ...],
    *,
    ordered: bool,
) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch, Polygon

    ax = pen.ax
    styles = fills(len(regions), plain=True) if ordered else areas(len(regions))
    handles: list[Any] = [
        Patch(label=pen.text(say("plot/region", name=name, share=share)), **style)
        for (name, share, _), style in zip(regions, styles, strict=True)
    ]
    if len(handles) > LEGEND:  # the first and the last, and some in between
        handles = [handles[place] for place in np.linspace(0, len(handles) - 1, LEGEND).round().astype(int)]
    mark: dict[str, Any] = {"marker": "o", "markersize": 7, "color": ACCENT, "markeredgecolor": PAPER, "linestyle": ""}
    handles.append(Line2D([], [], label=pen.text(say("plot/nominal-weights")), **mark))
    ax.plot(*corners_of(nominal).T, zorder=5, **mark)
    pen.legend(handles)
    alt = say("plot/triangle-alt", nodes=tuple(nodes), regions=tuple(handle.get_label() for handle in handles))
    pen.head(words[0], *words[1:], alt=alt)
    ax.add_patch(Polygon(CORNERS, closed=True, facecolor=FAINT, edgecolor=RULE, linewidth=0.8))
    for (name, _, pieces), style in zip(regions, styles, strict=True):
        for piece in pieces:
            # Pieces of one region have no lines between them.
            edge = {"edgecolor": style["facecolor"]} if ordered else {}
            ax.add_patch(Polygon(corners_of(piece), closed=True, linewidth=0.4, label=name, **{**style, **edge}))
    _scale(pen, nodes)


def _scale(pen: Canvas, nodes: Sequence[str]) -> None:
    """Draw lines of equal weight, and name the corners."""
    ax, letters = pen.ax, pen.size.note
    for share in (0.25, 0.5, 0.75):
        for corner in range(3):
            ends = np.zeros((2, 3))
            ends[:, corner] = share
            ends[0, (corner + 1) % 3] = ends[1, (corner + 2) % 3] = 1 - share
            ax.plot(*corners_of(ends).T, color=PAPER, linewidth=0.6, alpha=0.6, zorder=3)
            turn = (corner + 1) % 3
            end = np.zeros((1, 3))
            end[0, corner], end[0, turn] = share, 1 - share
            right, up, align = AWAY[corner]
            pen.note(
                f"{share:.0%}", tuple(corners_of(end)[0]), letters * 0.85, right=right, up=up, align=align, colour=MUTED
            )
    height = min(pen.width * 0.62, 330.0) if pen.free else pen.available
    pen.height(height)
    room = pen.width * 0.45
    for node, at, align, up in zip(nodes, CORNERS, ("left", "right", "center"), (-19, -19, 9), strict=True):
        text = shortened(pen.text(say("plot/all-weight", node=node)), room, letters)
        ax.annotate(
            text, at, (0, up), textcoords="offset points", ha=align, va="center", fontsize=letters, color=INK,
            family=families(text), parse_math=False, annotation_clip=False,
        )  # fmt: skip
    ax.set(xlim=(-0.01, 1.01), ylim=(-0.01, CORNERS[2, 1] + 0.01), aspect="equal", xticks=[], yticks=[])
    for spine in ax.spines.values():
        spine.set_visible(False)
