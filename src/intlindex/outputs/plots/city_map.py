"""The cities on a map of the world, as large as their scores."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.description import score_digits
from intlindex.core.scored import ScoredIndex
from intlindex.display.rounding import fixed
from intlindex.errors import RequestError
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.lettering import width
from intlindex.outputs.plots.style import DEEP, INK, PAPER
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["city_map", "coordinates_of", "land"]

LAND = "#dfe4e8"
NAMED = 10  # cities whose names are written by default
SMALL, LARGE = 14.0, 190.0  # areas of points
SOUTH = -60.0
COLUMNS = ("longitude", "latitude")


# Where a name may be beside its point: alignment, and by how many points it is moved.
_PLACES = (
    ("left", 8, 0), ("right", -8, 0), ("center", 0, 11), ("center", 0, -11),
    ("left", 6, 9), ("left", 6, -9), ("right", -6, 9), ("right", -6, -9),
)  # fmt: skip


@cache
def land() -> tuple[NDArray[np.float64], ...]:
    """Return the coasts of the land as rings of longitude and latitude.

    Examples
    --------
    >>> rings = land()
    >>> len(rings) > 100, rings[0].shape[1]
    (True, 2)
    """
    lines = files("intlindex.outputs.plots").joinpath("land.txt").read_text("ascii").splitlines()
    found: list[NDArray[np.float64]] = []
    for line in lines:
        if line.startswith("#"):
            continue
        ring = np.array([pair.split(",") for pair in line.split()], dtype=np.float64) / 100
        if ring[:, 1].max() < SOUTH:
            continue  # Antarctica, around the pole
        # A coast that crosses the edge of the map is drawn on both sides.
        ring[:, 0] = np.unwrap(ring[:, 0], period=360)
        found += [ring + np.array([turn, 0]) for turn in (-360, 0, 360) if _is_seen(ring[:, 0] + turn)]
    return tuple(found)


def _is_seen(longitudes: NDArray[np.float64]) -> bool:
    return bool(longitudes.max() > -180 and longitudes.min() < 180)


def coordinates_of(index: ScoredIndex) -> pd.DataFrame:
    """Return longitude and latitude of the cities: columns of the data, or what is known of a city; else blank.

    Examples
    --------
    >>> import intlindex as ix
    >>> coordinates_of(ix.load("example")).loc["London"].round().to_list()
    [-0.0, 52.0]
    """
    found = {}
    for name in COLUMNS:
        if name in index.table.attributes:
            found[name] = pd.to_numeric(pd.Series(list(index.table.attributes[name])), errors="coerce").to_numpy()
        else:
            known = [index.table.registry.get(city) for city in index.cities]
            values = [None if city is None else getattr(city, name) for city in known]
            found[name] = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    return pd.DataFrame(found, index=pd.Index(index.cities, name="city"))


def city_map(
    index: ScoredIndex,
    *,
    node: str | None = None,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the cities on a map; see `IndexPlots.map`."""
    from matplotlib.collections import PolyCollection

    part = index if node is None else index.subindex(node)
    places = coordinates_of(index)
    table = places.assign(score=part.scores.iloc[:, 0], rank=part.ranks.iloc[:, 0].astype(float)).dropna()
    if not len(table):
        raise RequestError(say("not-defined/plot-map"), source="plot")
    with canvas(index.shown, ax=ax, figsize=figsize, title=title) as pen:
        table = table.sort_values("rank", kind="stable")
        missing = tuple(city for city in index.cities if city not in table.index)
        digits = score_digits(part.fits)
        finding = say(
            "plot/map",
            city=str(table.index[0]),
            score=fixed(float(table["score"].iloc[0]), digits),
            count=len(table),
        )
        about = [*about_index(part)]
        if missing:
            about.append(say("plot/map-missing", cities=missing))
        ends = float(table["score"].min()), float(table["score"].max())
        _legend(pen, ends, digits)
        pen.head(finding, *about, alt=say("plot/map-alt", count=len(table)))
        pen.height((pen.width - 2 * pen.size.margin) * 0.42)
        rings = PolyCollection(list(land()), facecolor=LAND, edgecolor=PAPER, linewidth=0.3, zorder=1)
        pen.ax.add_collection(rings)
        _points(pen, table, ends)
        pen.ax.set(xlim=(-180, 180), ylim=(-58, 84), xticks=[], yticks=[], aspect=1.15)
        pen.foot = pen.size.margin
        _names(pen, table, pen.capacity(top) if top is not None else NAMED)
        pen.ax.spines["bottom"].set_visible(False)
    return pen.ax


def _sizes(pen: Canvas, scores: NDArray[np.float64], ends: tuple[float, float]) -> NDArray[np.float64]:
    """Return the areas of points in square points, from the lowest score to the highest."""
    low, high = ends
    share = (scores - low) / (high - low) if high > low else np.ones(len(scores))
    found: NDArray[np.float64] = (0.45 if pen.narrow else 1.0) * (SMALL + share * (LARGE - SMALL))
    return found


def _legend(pen: Canvas, ends: tuple[float, float], digits: int) -> None:
    """Explain the sizes: the lowest score, the middle between both, and the highest."""
    from matplotlib.lines import Line2D

    low, high = ends
    shown = np.array(sorted({low, (low + high) / 2, high}))
    texts = [pen.text(say("plot/map-sizes", score=fixed(float(score), digits))) for score in shown]
    sizes = np.sqrt(_sizes(pen, shown, ends))
    style: dict[str, Any] = {"marker": "o", "color": DEEP, "alpha": 0.72, "markeredgecolor": PAPER, "linestyle": ""}
    pen.legend([Line2D([], [], markersize=size, label=text, **style) for text, size in zip(texts, sizes, strict=True)])


def _points(pen: Canvas, table: pd.DataFrame, ends: tuple[float, float]) -> None:
    sizes = _sizes(pen, table["score"].to_numpy(dtype=np.float64), ends)
    pen.ax.scatter(
        table["longitude"], table["latitude"], s=sizes, facecolor=DEEP, alpha=0.72,
        edgecolor=PAPER, linewidth=0.7, zorder=3,
    )  # fmt: skip


def _names(pen: Canvas, table: pd.DataFrame, count: int) -> None:
    """Write names where they have room, the first cities first."""
    letters = pen.size.note * 0.95
    across = pen.room / 360  # points for a degree
    points = table[list(COLUMNS)].to_numpy(dtype=np.float64) + np.array([180, 0])
    taken = [(x * across - 3, y * across * 1.15 - 3, x * across + 3, y * across * 1.15 + 3) for x, y in points]
    for city, (longitude, latitude) in table[list(COLUMNS)].head(count).iterrows():
        text = pen.name(str(city))
        x, y = (float(longitude) + 180) * across, float(latitude) * across * 1.15
        wide, high = width(text, letters), letters
        for align, right, up in _PLACES:
            start = {"left": x + right, "right": x + right - wide, "center": x - wide / 2}[align]
            box = (start, y + up - high * 0.6, start + wide, y + up + high * 0.6)
            if box[0] < 0 or box[2] > pen.room or any(_meet(box, other) for other in taken):
                continue
            pen.note(text, (float(longitude), float(latitude)), letters, right=right, up=up, align=align, colour=INK)
            taken.append(box)
            break


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
