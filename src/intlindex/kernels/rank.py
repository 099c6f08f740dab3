"""The one grid on which values are compared, and ranks: equal units tie whatever the batch or the machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Ties",
    "column_step",
    "grid_step",
    "has_no_spread",
    "magnitude",
    "on_grid",
    "rank_descending",
    "ranks_of_sorted",
]

Array = NDArray[np.float64]
Ties = Literal["min", "max", "average", "dense", "ordinal"]

RELATIVE_STEP = 1e-10
"""Of the range of scores: what lies nearer together is one score."""

FINEST_STEP = 1e-14
"""Of the largest magnitude: below it the grid of scores would be finer than the precision of float64."""

COLUMN_STEP = 1e-13
"""Of the largest magnitude of an indicator: more than rounding adds, less than any source publishes."""

NO_SPREAD = 1e-12
"""Of the largest magnitude: a smaller range is rounding, not data."""

LEAST = 2.0**-1022
"""Steps are no finer than the least normal number, which any value can be divided by."""


@dataclass(frozen=True)
class _Extent:
    """Where the present values of a sample lie; nothing where none is present."""

    lowest: Array
    highest: Array
    reach: Array
    """Half of the range, which never overflows."""
    size: Array
    """The largest magnitude of the values and of what they were computed from."""

    @classmethod
    def of(cls, values: Array, size: Array | float, axis: int) -> _Extent:
        lowest, highest = (each.reduce(values, axis=axis, initial=np.nan) for each in (np.fmin, np.fmax))
        lowest, highest = (np.where(np.isnan(each), 0.0, each) for each in (lowest, highest))
        largest = np.fmax(np.maximum(np.abs(lowest), np.abs(highest)), size)
        return cls(lowest, highest, highest / 2 - lowest / 2, largest)

    @property
    def flat(self) -> NDArray[np.bool_]:
        return np.asarray((self.reach <= NO_SPREAD / 2 * self.size) & np.isfinite(self.size))


def has_no_spread(values: Array, *, size: Array | float = 0.0, axis: int = -1) -> NDArray[np.bool_]:
    """Return whether values are one value, up to rounding: their range is at most 1e-12 of the largest magnitude.

    Every step that ranks or divides by a spread asks this, and nothing else.

    Parameters
    ----------
    values : array
        Values, NaN for a blank; without any there is no spread either.
    size : array or float
        The largest magnitude of what they were computed from, where that may be larger than they are.
    axis : int
        Where the units are.

    Returns
    -------
    array of bool
        Without that axis.

    Examples
    --------
    >>> print(has_no_spread(np.array([0.7 / 7, 1.4 / 14, 2.1 / 21])), has_no_spread(1.7e12 + np.arange(5)))
    True False
    """
    return _Extent.of(values, size, axis).flat


def column_step(values: Array, *, size: Array | float = 0.0, axis: int = -2) -> Array:
    """Return the step of the grid on which values of an indicator are compared.

    It is the largest power of two that is not above 1e-13 of the largest magnitude: an edge of such a grid is no whole
    number and no short decimal. Where there is no spread, it is so wide that all values fall on one step.

    Parameters
    ----------
    values : array
        Values of the sample, NaN for a blank.
    size : array or float
        As in `has_no_spread`.
    axis : int
        Where the units are.

    Returns
    -------
    array
        Positive; without that axis.

    Examples
    --------
    >>> float(np.log2(column_step(np.array([0.3, 700.0]), axis=0)))
    -34.0
    """
    extent = _Extent.of(values, size, axis)
    return _whole(_power_of_two(COLUMN_STEP * extent.size), extent)


def grid_step(scores: Array, *, size: Array | float = 0.0) -> Array:
    """Return the step of the grid on which scores of a node are compared.

    It is the largest power of two that is not above 1e-10 of their range, or 1e-14 of the largest magnitude if that is
    more. Where there is no spread, it is so wide that all scores fall on one step.

    Parameters
    ----------
    scores : (..., units) array
        Scores at nominal weights, NaN for a blank.
    size : array or float
        As in `has_no_spread`.

    Returns
    -------
    (...) array
        Positive, also where all scores are equal or blank.

    Examples
    --------
    >>> float(np.log2(grid_step(np.array([20.0, 70.0, np.nan]))))
    -28.0
    """
    extent = _Extent.of(scores, size, -1)
    limit = np.maximum(2 * RELATIVE_STEP * extent.reach, FINEST_STEP * extent.size)
    return np.asarray(_whole(_power_of_two(limit), extent))


def magnitude(values: Array, *, axis: int = -1) -> Array:
    """Return the power of two by which values are divided so that the largest is near one; one for zeros and blanks.

    Dividing by it changes no digit, so that what is squared then neither overflows nor vanishes.

    Parameters
    ----------
    values : array
        Values, NaN for a blank.
    axis : int
        Along which the largest counts.

    Returns
    -------
    array
        Without that axis.

    Examples
    --------
    >>> print(magnitude(np.array([3.0, -9.0])))
    8.0
    """
    largest = np.fmax.reduce(np.abs(values), axis=axis)
    largest = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
    return np.asarray(np.maximum(np.ldexp(1.0, np.frexp(largest)[1] - 1), LEAST))


def _power_of_two(limit: Array) -> Array:
    """Return the largest power of two that is not above a limit; of no limit, that of a unit range."""
    _, exponent = np.frexp(np.where(limit > 0, limit, RELATIVE_STEP))
    return np.asarray(np.maximum(np.ldexp(1.0, exponent - 1), LEAST))


def _whole(step: Array, extent: _Extent) -> Array:
    """Widen steps until all values without spread fall on one; at most one power of two has an edge among them."""
    while True:
        apart = extent.flat & (on_grid(extent.lowest, step) != on_grid(extent.highest, step))
        if not apart.any():
            return step
        step = np.where(apart, 2 * step, step)


def on_grid(scores: Array, step: Array | float) -> Array:
    """Round scores to whole steps; what falls on one step is equal.

    Examples
    --------
    >>> on_grid(np.array([0.30000000000000004, 0.3]), 2.0**-34)
    array([5.15396076e+09, 5.15396076e+09])
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
    order = np.argsort(-scores, axis=-1, kind="stable")  # NaN sorts last
    ranks = ranks_of_sorted(np.take_along_axis(scores, order, axis=-1), ties=ties)
    result = np.empty(scores.shape)
    np.put_along_axis(result, order, ranks, axis=-1)
    return result


def ranks_of_sorted(ordered: NDArray[np.float64], *, ties: Ties = "min") -> NDArray[np.float64]:
    """Rank along the last axis what is in order already, 1 for the first; blanks, which stand last, stay blank.

    Parameters
    ----------
    ordered : (..., units) array
        Values in ascending or descending order, on a grid as in `rank_descending`.
    ties : {"min", "max", "average", "dense", "ordinal"}
        As in `rank_descending`.

    Returns
    -------
    (..., units) array
        Ranks as floats, NaN where the value is.

    Examples
    --------
    >>> ranks_of_sorted(np.array([7.0, 7.0, 9.0, np.nan]), ties="average")
    array([1.5, 1.5, 3. , nan])
    """
    places = np.broadcast_to(np.arange(1.0, ordered.shape[-1] + 1), ordered.shape)
    starts = np.ones_like(ordered, dtype=bool)
    np.not_equal(ordered[..., 1:], ordered[..., :-1], out=starts[..., 1:])
    ranks = places if ties == "ordinal" or starts.all() else _tied_ranks(starts, places, ties)
    blank = np.isnan(ordered)
    return np.where(blank, np.nan, ranks) if blank.any() else ranks


def _tied_ranks(starts: NDArray[np.bool_], places: NDArray[np.float64], ties: Ties) -> NDArray[np.float64]:
    match ties:
        case "dense":
            return np.cumsum(starts, axis=-1, dtype=np.float64)
        case "max":
            return _last_places(starts, places)
        case "average":
            return (_first_places(starts, places) + _last_places(starts, places)) / 2
        case _:
            return _first_places(starts, places)


def _first_places(starts: NDArray[np.bool_], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread the place at which each run of equal scores starts over the run."""
    return np.asarray(np.maximum.accumulate(np.where(starts, places, 0.0), axis=-1))


def _last_places(starts: NDArray[np.bool_], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread the place at which each run of equal scores ends over the run."""
    ends = np.ones_like(starts)
    ends[..., :-1] = starts[..., 1:]
    lasts = np.where(ends, places, np.inf)
    return np.asarray(np.flip(np.minimum.accumulate(np.flip(lasts, axis=-1), axis=-1), axis=-1))
