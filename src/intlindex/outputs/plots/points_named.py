"""Names beside points, where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from intlindex.outputs.plots.canvas import Canvas
from intlindex.outputs.plots.lettering import width
from intlindex.outputs.plots.style import LEFT_OUT

__all__ = ["name_points"]

Box = tuple[float, float, float, float]
Place = tuple[float, float]
NEAR, FAR = 6.0, 30.0
"""Distances of a name from its point in points; from some way off on, a thin line leads to it."""


def name_points(
    pen: Canvas, places: Mapping[str, Place], named: Sequence[str], *, lines: Sequence[tuple[Place, Place]] = ()
) -> None:
    """Write the names of some points around them, the first first, where they meet no point, line or other name.

    Parameters
    ----------
    pen : Canvas
        The figure, whose limits are set.
    places : mapping of str to tuple
        Where all points are, in units of the axes.
    named : sequence of str
        Which of them to name.
    lines : sequence of pairs of tuples
        Ends of vertical lines that are kept free, in units of the axes.
    """
    letters = pen.size.note
    high = pen.heights[-1] if pen.free else pen.available
    wide = pen.width * 0.85
    low_x, high_x = pen.ax.get_xlim()
    low_y, high_y = pen.ax.get_ylim()

    def drawn(place: Place) -> Place:
        return (place[0] - low_x) / (high_x - low_x) * wide, (place[1] - low_y) / (high_y - low_y) * high

    taken: list[Box] = [(x - 4, y - 4, x + 4, y + 4) for x, y in map(drawn, places.values())]
    for one, other in lines:
        (x, start), (_, end) = drawn(one), drawn(other)
        taken.append((x - 2, min(start, end), x + 2, max(start, end)))
    for point in named:
        text = pen.name(point)
        x, y = drawn(places[point])
        length = width(text, letters)
        for right, up, align in _around():
            start = x + right - {"left": 0.0, "right": length, "center": length / 2}[align]
            box = (start - 1, y + up - letters * 0.65, start + length + 1, y + up + letters * 0.65)
            inside = box[0] > 0 and box[2] < wide and box[1] > 0 and box[3] < high
            if inside and not any(_meet(box, other) for other in taken):
                pen.note(text, places[point], letters, right=right, up=up, align=align)
                taken.append(box)
                if abs(up) > 2 * NEAR:
                    _lead(pen, places[point], (right, up - (letters * 0.7 if up > 0 else -letters * 0.7)))
                break


def _around() -> Iterator[tuple[float, float, str]]:
    """Yield where a name can be, the best first: right, upwards, and how it is aligned."""
    yield from ((NEAR, 0.0, "left"), (-NEAR, 0.0, "right"), (0.0, NEAR * 1.6, "center"), (0.0, -NEAR * 1.6, "center"))
    for up in (NEAR, -NEAR):
        yield from ((NEAR, up, "left"), (-NEAR, up, "right"))
    away = 3 * NEAR
    while away <= FAR:
        for up in (away, -away):
            yield from ((0.0, up, "center"), (NEAR, up, "left"), (-NEAR, up, "right"))
        away += NEAR


def _lead(pen: Canvas, place: Place, shift: Place) -> None:
    """Draw a thin line from a point to its name."""
    pen.ax.annotate(
        "", place, shift, textcoords="offset points", zorder=1.5,
        arrowprops={"arrowstyle": "-", "color": LEFT_OUT, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 3},
    )  # fmt: skip


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
