"""Ranks on a fixed grid, so that equal units tie whatever the batch or the machine."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ties", "grid_step", "on_grid", "rank_descending"]

Ties = Literal["min", "max", "average", "dense", "ordinal"]

RELATIVE_STEP = 1e-10
# Below this share of the largest magnitude the grid would be finer than float64 can tell apart.
FINEST_STEP = 1e-14


def grid_step(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the step of the grid on which scores are compared: 1e-10 of their range.

    Parameters
    ----------
    scores : (..., units) array
        Scores at nominal weights, NaN for a blank.

    Returns
    -------
    (...) array
        Positive, also where all scores are equal or blank.

    Examples
    --------
    >>> print(grid_step(np.array([20.0, 70.0, np.nan])))
    5e-09
    """
    present = ~np.isnan(scores)
    highest = np.max(scores, axis=-1, initial=-np.inf, where=present)
    lowest = np.min(scores, axis=-1, initial=np.inf, where=present)
    some = present.any(axis=-1)
    spread = np.where(some, highest - lowest, 0.0)
    size = np.where(some, np.maximum(np.abs(highest), np.abs(lowest)), 0.0)
    step = np.maximum(RELATIVE_STEP * spread, FINEST_STEP * size)
    return np.asarray(np.where(step > 0, step, RELATIVE_STEP))[()]


def on_grid(scores: NDArray[np.float64], step: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Round scores to whole steps; what falls on one step is equal.

    Examples
    --------
    >>> on_grid(np.array([0.30000000000000004, 0.3]), 1e-10)
    array([3.e+09, 3.e+09])
    """
    return np.asarray(np.rint(scores / step))


def rank_descending(scores: NDArray[np.float64], *, ties: Ties = "min") -> NDArray[np.float64]:
    """Rank along the last axis, 1 for the highest; blanks stay blank.

    Parameters
    ----------
    scores : (..., units) array
        Scores, already on a grid where near ties are meant to be ties. NaN for a blank.
    ties : {"min", "max", "average", "dense", "ordinal"}
        What equal scores get: the best place of the tie (competition ranks), the worst, the mean of the two,
        consecutive numbers without gaps, or the order in which they stand.

    Returns
    -------
    (..., units) array
        Ranks as floats, NaN where the score is.

    Examples
    --------
    >>> scores = np.array([7.0, 9.0, 7.0, np.nan, 1.0])
    >>> rank_descending(scores)
    array([ 2.,  1.,  2., nan,  4.])
    >>> rank_descending(scores, ties="dense")
    array([ 2.,  1.,  2., nan,  3.])
    >>> rank_descending(scores, ties="average")
    array([2.5, 1. , 2.5, nan, 4. ])
    """
    units = scores.shape[-1]
    order = np.argsort(-scores, axis=-1, kind="stable")  # NaN sorts last
    ordered = np.take_along_axis(scores, order, axis=-1)
    places = np.broadcast_to(np.arange(1.0, units + 1), scores.shape)
    starts = np.ones(scores.shape, dtype=bool)
    starts[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    match ties:
        case "ordinal":
            ranks = places
        case "dense":
            ranks = np.cumsum(starts, axis=-1, dtype=np.float64)
        case "min":
            ranks = _first_places(starts, places)
        case "max":
            ranks = _last_places(starts, places)
        case "average":
            ranks = (_first_places(starts, places) + _last_places(starts, places)) / 2
    result = np.empty(scores.shape)
    np.put_along_axis(result, order, ranks, axis=-1)
    result[np.isnan(scores)] = np.nan
    return result


def _first_places(starts: NDArray[np.bool_], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread the place at which each run of equal scores starts over the run."""
    return np.asarray(np.maximum.accumulate(np.where(starts, places, 0.0), axis=-1))


def _last_places(starts: NDArray[np.bool_], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread the place at which each run of equal scores ends over the run."""
    ends = np.ones_like(starts)
    ends[..., :-1] = starts[..., 1:]
    lasts = np.where(ends, places, np.inf)
    return np.asarray(np.flip(np.minimum.accumulate(np.flip(lasts, axis=-1), axis=-1), axis=-1))
