"""A profile: the scores of one city at each group, against the median and the range of all cities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.description import score_digits
from intlindex.core.scored import ScoredIndex
from intlindex.display.rounding import fixed
from intlindex.errors import DataError, RequestError, problem
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.ranking import EN_SPACE, FIGURE_SPACE
from intlindex.outputs.plots.style import ACCENT, FAINT, INK, PAPER
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Nodes", "profile"]

Nodes = Literal["groups", "indicators", "all"]
ALLOWED = ("groups", "indicators", "all")
MIDDLE = "#bcc3ca"


@dataclass(frozen=True)
class Place:
    """One city at one node, among all cities."""

    node: str
    depth: int
    score: float
    everyone: NDArray[np.float64]
    """The scores of all cities that have one."""
    rank: int | None


def profile(
    index: ScoredIndex,
    city: str,
    *,
    nodes: Nodes = "groups",
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the profile of a city; see `IndexPlots.profile`."""
    name = index.city(city)
    places = _places(index, name, nodes)
    if not any(np.isfinite(place.score) for place in places):
        raise DataError(say("no-score/plot-city", city=name), source=index.framework.id)
    with canvas(index.shown, ax=ax, figsize=figsize, title=title) as pen:
        pen.legend(_marks(pen, name))
        pen.head(_finding(name, places), *about_index(index), alt=say("plot/profile-alt", city=name, count=len(places)))
        names = [EN_SPACE * place.depth + pen.name(place.node) for place in places]
        letters = pen.rows(
            names, left=True, share=0.42, bold=[at for at, place in enumerate(places) if not place.depth]
        )
        for row, place in enumerate(places):
            _row(pen, row, place)
        pen.stretch(0.03)
        digits = score_digits(index.fits)
        texts = [_in_words(pen, place, digits) for place in places]
        pen.beside([text.rjust(max(map(len, texts)), FIGURE_SPACE) for text in texts], letters * 0.92)
        pen.axis("x", say("plot/score-axis"))
    return pen.ax


def _places(index: ScoredIndex, city: str, nodes: Any) -> list[Place]:
    """List the nodes to draw, in the order of the framework, each group before what is below it."""
    if nodes not in ALLOWED:
        wrong = problem("wrong-value/plot-nodes", "nodes", found=f"{nodes!r:.60}", allowed=ALLOWED)
        raise RequestError([wrong], source="plot")
    groups = {group.id for group in index.framework.groups}
    scores, ranks, at = index.scores, index.ranks, index.cities.index(city)
    found: list[Place] = []

    def walk(node: str, depth: int) -> None:
        everyone = scores[node].to_numpy(dtype=np.float64)
        asked = nodes == "all" or (node in groups) == (nodes == "groups") or depth == 0
        if asked and np.isfinite(everyone).any():
            rank = ranks[node].iloc[at]
            found.append(
                Place(
                    node,
                    depth if nodes != "indicators" else min(depth, 1),
                    float(everyone[at]),
                    everyone[np.isfinite(everyone)],
                    None if pd.isna(rank) else int(rank),
                )
            )
        for child in index.framework.children(node) if node in groups else ():
            walk(child.id, depth + 1)

    walk(index.framework.root.id, 0)
    return found


def _marks(pen: Canvas, city: str) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    return [
        Line2D([], [], color=ACCENT, marker="o", markersize=6, linestyle="", label=pen.name(city)),
        Line2D([], [], color=INK, marker="|", markersize=7, linestyle="", label=pen.text(say("plot/median"))),
        Patch(facecolor=MIDDLE, label=pen.text(say("plot/middle-half"))),
        Patch(facecolor=FAINT, label=pen.text(say("plot/range"))),
    ]


def _finding(city: str, places: list[Place]) -> Sentence:
    """State the rank of a city, and where it is best and worst."""
    whole = places[0]
    below = [(place.rank, place.node) for place in places[1:] if place.rank is not None]
    if whole.rank is None:
        return say("plot/profile-title", city=city)
    if not below or min(below)[0] == max(below)[0]:
        return say("plot/profile-rank", city=city, rank=whole.rank, count=len(whole.everyone))
    (best_rank, best), (worst_rank, worst) = min(below, key=lambda each: each[0]), max(below, key=lambda each: each[0])
    return say(
        "plot/profile-best-and-worst",
        city=city,
        rank=whole.rank,
        best=best,
        best_rank=best_rank,
        worst=worst,
        worst_rank=worst_rank,
    )


def _row(pen: Canvas, row: int, place: Place) -> None:
    low, quarter, median, three, high = np.quantile(place.everyone, [0, 0.25, 0.5, 0.75, 1])
    pen.ax.barh(row, high - low, left=low, height=0.56, color=FAINT, linewidth=0)
    pen.ax.barh(row, three - quarter, left=quarter, height=0.56, color=MIDDLE, linewidth=0)
    pen.ax.plot([median, median], [row - 0.28, row + 0.28], color=INK, linewidth=1.2, solid_capstyle="butt")
    if np.isfinite(place.score):
        pen.ax.plot(
            [place.score], [row], "o", markersize=6, color=ACCENT, markeredgecolor=PAPER, markeredgewidth=0.8,
            clip_on=False,
        )  # fmt: skip


def _in_words(pen: Canvas, place: Place, digits: int) -> str:
    """Return score and rank at a node."""
    if place.rank is None:
        return pen.text(say("plot/no-score"))
    count = len(place.everyone)
    return pen.text(say("plot/score-and-rank", score=fixed(place.score, digits), rank=place.rank, count=count))
