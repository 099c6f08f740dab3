"""Convex pieces of a triangle of shares, cut along the lines on which linear functions are zero.

A piece is an array ``(corners, 3)`` of shares in order round it. A function is given by its values at the three
corners of the triangle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["TRIANGLE", "area", "cell_points", "cut", "kept", "pieces_by_count", "upper_envelope"]

Array = NDArray[np.float64]

TRIANGLE: Array = np.eye(3)
TRIANGLE.setflags(write=False)

# A corner nearer to a line than this part of the size of the function lies on it.
ON_LINE = 1e-13


def area(piece: Array) -> float:
    """Return the area of a piece as a part of the whole triangle.

    Examples
    --------
    >>> area(TRIANGLE)
    1.0
    """
    if len(piece) < 3:
        return 0.0
    x, y = piece[:, 0], piece[:, 1]
    twice = np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))
    return float(abs(twice))  # the triangle itself has an area of one half in these coordinates


def kept(piece: Array, function: Array) -> Array:
    """Return the part of a piece on which a linear function is not negative (Sutherland & Hodgman 1974).

    Parameters
    ----------
    piece : (corners, 3) array
        The piece.
    function : (3,) array
        Values of the function at the corners of the triangle.

    Returns
    -------
    (corners, 3) array
        The part; empty if there is none.

    Examples
    --------
    >>> kept(TRIANGLE, np.array([1.0, -1.0, -1.0])).tolist()
    [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.5, 0.0, 0.5]]
    """
    values = piece @ function
    size = float(np.abs(function).max(initial=0.0))
    values = np.where(np.abs(values) <= ON_LINE * size, 0.0, values)
    corners = []
    for at in range(len(piece)):
        after = (at + 1) % len(piece)
        here, there = values[at], values[after]
        if here >= 0:
            corners.append(piece[at])
        if here * there < 0:
            corners.append(piece[at] + (piece[after] - piece[at]) * (here / (here - there)))
    return np.array(corners).reshape(-1, 3)


def cut(piece: Array, function: Array) -> tuple[Array, Array]:
    """Return the parts of a piece on which a linear function is not positive, and on which it is not negative."""
    return kept(piece, -function), kept(piece, function)


def upper_envelope(functions: Array, *, start: Array = TRIANGLE) -> list[Array]:
    """Return for each linear function the piece on which it is the highest of all.

    Parameters
    ----------
    functions : (functions, 3) array
        Their values at the corners of the triangle; no two of them equal.
    start : (corners, 3) array
        The part of the triangle that is cut up.

    Returns
    -------
    list of (corners, 3) arrays
        One for each function, empty where it is nowhere the highest.

    Examples
    --------
    >>> [round(area(piece), 3) for piece in upper_envelope(np.eye(3))]
    [0.333, 0.333, 0.333]
    """
    found = []
    for own in functions:
        piece = start
        for other in functions:
            piece = kept(piece, own - other) if other is not own and len(piece) else piece
        found.append(piece)
    return found


def pieces_by_count(functions: Array, *, start: Array = TRIANGLE) -> list[tuple[int, Array]]:
    """Cut a piece along the zero lines of linear functions, and count in each part how many are positive.

    Parameters
    ----------
    functions : (functions, 3) array
        Their values at the corners of the triangle.
    start : (corners, 3) array
        The part of the triangle that is cut up.

    Returns
    -------
    list of (int, (corners, 3) array)
        Each part that has an area, with the number of functions that are positive within it.

    Examples
    --------
    >>> [(count, round(area(piece), 2)) for count, piece in pieces_by_count(np.array([[1.0, -1.0, -1.0]]))]
    [(0, 0.75), (1, 0.25)]
    """
    parts = [(0, start)]
    for function in functions:
        if not np.abs(function).max(initial=0.0) > 0:
            continue
        split = []
        for count, piece in parts:
            below, above = cut(piece, function)
            split += [(count + more, part) for more, part in ((0, below), (1, above)) if area(part) > SLIVER]
        parts = split
    return parts


SLIVER = 1e-15
"""Parts smaller than this come from rounding."""


def cell_points(functions: Array, *, start: Array = TRIANGLE) -> Array:
    """Return a point in every cell into which the zero lines of linear functions cut a piece.

    Every cell but an uncut piece has an edge on one of the lines. So each line is cut where others cross it, and a
    point is taken a little to either side of the middle of each part. Cells thinner than about 1e-9 may be missed.

    Parameters
    ----------
    functions : (functions, 3) array
        Their values at the corners of the triangle.
    start : (corners, 3) array
        The part of the triangle that is cut up.

    Returns
    -------
    (points, 3) array
        Some cells have several.

    Examples
    --------
    >>> points = cell_points(np.array([[1.0, -1.0, 0.0], [0.0, 1.0, -1.0]]))
    >>> sides = np.sign(points[1:] @ np.array([[1.0, 0.0], [-1.0, 1.0], [0.0, -1.0]]))
    >>> np.unique(sides, axis=0).astype(int).tolist()
    [[-1, -1], [-1, 1], [1, -1], [1, 1]]
    """
    points = [start.mean(axis=0)[None]]
    for function in functions:
        slope = function - function.mean()
        if not np.abs(slope).max() > ON_LINE:
            continue
        ends = _ends(start, function)
        if ends is None:
            continue
        first, last = functions @ ends[0], functions @ ends[1]
        crosses = first * last < 0
        at = np.concatenate([[0.0, 1.0], first[crosses] / (first[crosses] - last[crosses])])
        at = np.unique(at)
        middles = ends[0] + ((at[:-1] + at[1:]) / 2)[:, None] * (ends[1] - ends[0])
        aside = (
            slope
            / np.abs(slope).max()
            * np.minimum(np.diff(at) * 1e-3 * np.abs(ends[1] - ends[0]).max(), 1e-9)[:, None]
        )
        points += [middles - aside, middles + aside]
    return np.concatenate(points)


def _ends(piece: Array, function: Array) -> Array | None:
    """Return the two points in which a line crosses the border of a piece; None if it does not pass through."""
    values = piece @ function
    if not values.min() < 0 < values.max():  # along an edge: the cells within have other edges
        return None
    found = []
    for at in range(len(piece)):
        after = (at + 1) % len(piece)
        if values[at] == 0:
            found.append(piece[at])
        elif values[at] * values[after] < 0:
            found.append(piece[at] + (piece[after] - piece[at]) * (values[at] / (values[at] - values[after])))
    return np.array(found) if len(found) == 2 else None
