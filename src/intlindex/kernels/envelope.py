"""Convex pieces of a triangle of shares, cut along the lines on which linear functions are zero.

A piece is an array ``(corners, 3)`` of shares in order round it. A function is given by its values at the three corners of
the triangle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["TRIANGLE", "area", "cut", "kept", "pieces_by_count", "upper_envelope"]

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
