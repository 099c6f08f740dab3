"""Classes of scores: cuts by quantiles and by natural breaks, and the class that each score falls into."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import on_grid

__all__ = ["class_of", "distinct", "natural_cuts", "quantile_cuts"]

Array = NDArray[np.float64]


def distinct(scores: Array, step: float) -> tuple[Array, Array]:
    """Return the scores that differ on a grid, ascending, and how many units have each.

    Examples
    --------
    >>> values, units = distinct(np.array([2.0, 1.0, 2.0, np.nan]), 2.0**-30)
    >>> values.tolist(), units.tolist()
    ([1.0, 2.0], [1.0, 2.0])
    """
    grid, units = np.unique(on_grid(scores[~np.isnan(scores)], step), return_counts=True)
    return np.asarray(grid * step), units.astype(np.float64)


def class_of(scores: Array, cuts: Array, *, step: float) -> NDArray[np.int64]:
    """Return the class of each score, 0 for the lowest and -1 for a blank; a score at a cut is in the upper class.

    Parameters
    ----------
    scores : array
        Scores, NaN for a blank.
    cuts : (classes - 1,) array
        Ascending; NaN where nothing has a class.
    step : float
        Step of the grid on which scores are compared.

    Returns
    -------
    array of int
        Of the shape of the scores.

    Examples
    --------
    >>> class_of(np.array([1.9, 0.1 + 0.2 + 1.7, 7.0, np.nan]), np.array([2.0, 5.0]), step=2.0**-30)
    array([ 0,  1,  2, -1])
    """
    found = np.searchsorted(on_grid(cuts, step), on_grid(scores, step), side="right")
    return np.where(np.isnan(scores) | np.isnan(cuts).any(), -1, found).astype(np.int64)


def quantile_cuts(values: Array, units: Array, *, classes: int) -> Array:
    """Return the cuts between classes of equally many units, interpolated between scores.

    Parameters
    ----------
    values : (distinct,) array
        Scores, ascending.
    units : (distinct,) array
        How many units have each.
    classes : int
        How many classes.

    Returns
    -------
    (classes - 1,) array
        Ascending; equal ones leave a class without units.

    Examples
    --------
    >>> quantile_cuts(np.array([1.0, 2.0, 3.0, 4.0, 9.0]), np.ones(5), classes=2).tolist()
    [3.0]
    """
    sample = np.repeat(values, units.astype(np.int64))
    return np.asarray(np.quantile(sample, np.arange(1, classes) / classes))


def natural_cuts(values: Array, units: Array, *, classes: int) -> Array:
    """Return the cuts at which the squared deviations within classes are least: natural breaks.

    Found exactly, by dynamic programming (Fisher 1958, Journal of the American Statistical Association 53, 789-798);
    Jenks (1977) brought it to maps. A cut lies midway between the highest score of a class and the lowest of the next,
    so that small changes of scores change no class. Of equally good partitions the one with the lowest cuts is taken.

    Parameters
    ----------
    values : (distinct,) array
        Scores, ascending, at least as many as classes.
    units : (distinct,) array
        How many units have each.
    classes : int
        How many classes.

    Returns
    -------
    (classes - 1,) array
        Ascending.

    Examples
    --------
    >>> natural_cuts(np.array([1.0, 2.0, 10.0, 12.0, 50.0]), np.ones(5), classes=3).tolist()
    [6.0, 31.0]
    """
    within = _Deviations(values, units)
    count = values.size
    costs = within.between(np.zeros(count, dtype=np.int64), np.arange(count))
    starts = []
    for earlier in range(1, classes):
        costs, start = _one_class_more(costs, within, earlier)
        starts.append(start)
    cuts = np.empty(classes - 1)
    last = count - 1
    for place in range(classes - 2, -1, -1):
        first = int(starts[place][last])
        cuts[place] = values[first - 1] / 2 + values[first] / 2
        last = first - 1
    return cuts


class _Deviations:
    """Sums of squared deviations from the mean of neighbouring scores."""

    def __init__(self, values: Array, units: Array) -> None:
        reach = float(max(values[-1] - values[0], np.finfo(np.float64).tiny))
        scaled = (values - values[0]) / reach  # from 0 to 1, so that squares neither overflow nor vanish
        centred = scaled - np.average(scaled, weights=units)
        self._units, self._sums, self._squares = (
            np.concatenate([[0.0], np.add.accumulate(each)])
            for each in (units, units * centred, units * centred * centred)
        )

    def between(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> Array:
        """Sum up from some scores to others, both included."""
        units, sums, squares = (each[last + 1] - each[first] for each in (self._units, self._sums, self._squares))
        return np.asarray(np.maximum(squares - sums * sums / units, 0.0))


def _one_class_more(costs: Array, within: _Deviations, earlier: int) -> tuple[Array, NDArray[np.int64]]:
    """Find where the last class best starts, for each score at which it may end; starts never fall as ends rise."""
    count = costs.size
    found, starts = np.full(count, np.inf), np.zeros(count, dtype=np.int64)
    spans = [(earlier, count - 1, earlier, count - 1)]
    while spans:
        low, high, least, most = spans.pop()
        if low > high:
            continue
        end = (low + high) // 2
        first = np.arange(least, min(end, most) + 1)
        total = costs[first - 1] + within.between(first, np.full(first.size, end))
        best = int(np.argmin(total))
        found[end], starts[end] = total[best], first[best]
        spans += [(low, end - 1, least, int(first[best])), (end + 1, high, int(first[best]), most)]
    return found, starts
