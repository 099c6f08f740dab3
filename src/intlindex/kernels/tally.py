"""Count ranks over many draws: each draw is sorted once, as whole numbers that carry their unit along."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import Ties, rank_descending

__all__ = ["ahead", "count_ranks", "first", "parts_of", "places", "ranks_of"]

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

KEY_BITS = 62
"""Bits of a key that hold the distance to the best and the unit."""


def places(grid: Array, *, ties: Ties = "min") -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sort each draw, best first.

    Parameters
    ----------
    grid : (draws, units) array
        Scores as whole numbers, without blanks.
    ties : {"min", "max", "average", "dense", "ordinal"}
        What equal scores get, as in `intlindex.kernels.rank.rank_descending`.

    Returns
    -------
    units : (draws, units) array
        The unit at each position, units of equal scores in the order of the data.
    ranks : (draws, units) or (units,) array
        The rank of the unit at each position, from 0; in halves, that is twice as much, where ties are averaged. One
        row where no draw has equal scores.

    Examples
    --------
    >>> places(np.array([[5.0, 9.0, 5.0]]))
    (array([[1, 0, 2]]), array([[0, 1, 1]]))
    """
    count = grid.shape[-1]
    bits = max(int(count - 1).bit_length(), 1)
    behind = grid.max(axis=-1, keepdims=True) - grid
    if float(behind.max(initial=0.0)) >= 2.0 ** (KEY_BITS - bits):
        return _wide_places(grid, ties)
    keys = behind.astype(np.int64, order="C")
    keys <<= bits
    keys |= np.arange(count)
    keys.sort(axis=-1)
    units = keys & ((1 << bits) - 1)
    keys >>= bits
    equal = keys[..., 1:] == keys[..., :-1]
    if ties == "ordinal" or not equal.any():
        return units, np.arange(count) * parts_of(ties)
    starts = np.ones(keys.shape, dtype=bool)
    np.logical_not(equal, out=starts[..., 1:])
    return units, ranks_of(starts, ties=ties)


def ranks_of(starts: NDArray[np.bool_], *, ties: Ties) -> NDArray[np.int64]:
    """Rank the unit at each position of sorted draws.

    Parameters
    ----------
    starts : (draws, units) array
        Whether the unit at each position has another score than the one before.
    ties : {"min", "max", "average", "dense", "ordinal"}
        As in `places`.

    Returns
    -------
    (draws, units) or (units,) array
        Ranks, from 0.

    Examples
    --------
    >>> ranks_of(np.array([[True, True, False, True]]), ties="max")
    array([[0, 2, 2, 3]])
    """
    count = starts.shape[-1]
    order = np.arange(count)
    match ties:
        case "ordinal":
            return order
        case "dense":
            return np.asarray(np.cumsum(starts, axis=-1) - 1)
        case "max":
            return _last(starts)
        case "average":
            return _first(starts) + _last(starts)
        case _:
            return _first(starts)


def parts_of(ties: Ties) -> int:
    """Return into how many parts a rank is split: halves where ties are averaged.

    Examples
    --------
    >>> parts_of("average"), parts_of("min")
    (2, 1)
    """
    return 2 if ties == "average" else 1


def _first(starts: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Spread the place at which each run of equal scores starts over the run."""
    return np.asarray(np.maximum.accumulate(np.where(starts, np.arange(starts.shape[-1]), 0), axis=-1))


def _last(starts: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Spread the place at which each run of equal scores ends over the run."""
    count = starts.shape[-1]
    ends = np.ones_like(starts)
    ends[..., :-1] = starts[..., 1:]
    last = np.where(ends, np.arange(count), count)
    return np.asarray(np.minimum.accumulate(last[..., ::-1], axis=-1)[..., ::-1])


def _wide_places(grid: Array, ties: Ties) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sort scores that are too far apart for whole numbers of 64 bits."""
    ranks = ((rank_descending(grid, ties=ties) - 1) * parts_of(ties)).astype(np.int64)
    units = np.argsort(-grid, axis=-1, kind="stable")
    return units, np.take_along_axis(ranks, units, axis=-1)


def count_ranks(grid: Array, *, ties: Ties = "min") -> Counts:
    """Count how often each unit has each rank.

    Parameters
    ----------
    grid : (draws, units) array
        Scores as whole numbers, without blanks.
    ties : {"min", "max", "average", "dense", "ordinal"}
        As in `places`.

    Returns
    -------
    (units, ranks) array
        Row a unit, column a rank, from the best; also half ranks where ties are averaged.

    Examples
    --------
    >>> count_ranks(np.array([[5.0, 9.0, 1.0], [8.0, 7.0, 9.0]]))
    array([[0, 2, 0],
           [1, 0, 1],
           [1, 0, 1]])
    """
    count = grid.shape[-1]
    units, ranks = places(grid, ties=ties)
    width = parts_of(ties) * (count - 1) + 1
    units *= width
    units += ranks
    return np.bincount(units.ravel(), minlength=count * width).reshape(count, width)


def ahead(grid: Array) -> Counts:
    """Count how often the unit of the row is strictly ahead of that of the column.

    Parameters
    ----------
    grid : (draws, units) array
        Scores as whole numbers, without blanks.

    Returns
    -------
    (units, units) array
        The numbers of draws.

    Examples
    --------
    >>> ahead(np.array([[5.0, 9.0], [8.0, 7.0], [3.0, 3.0]]))
    array([[0, 1],
           [1, 0]])
    """
    columns = np.ascontiguousarray(grid.T)
    return np.stack([np.count_nonzero(column > columns, axis=-1) for column in columns]).astype(np.int64)


def first(grid: Array) -> NDArray[np.bool_]:
    """Return which units are first in each draw, ``(draws, units)``; all of those that share the first place.

    Examples
    --------
    >>> first(np.array([[5.0, 9.0, 9.0]]))
    array([[False,  True,  True]])
    """
    return np.asarray(grid == grid.max(axis=-1, keepdims=True))
