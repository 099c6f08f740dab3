"""How series move in time: compound growth, the Theil-Sen line, the line of least squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from intlindex.kernels.weigh.shared import Array, ArrayResult, over_batch
from intlindex.sentences import say

__all__ = ["Line", "compound_growth", "least_squares", "theil_sen"]

FEWEST_POINTS = 2


@dataclass(frozen=True, eq=False)
class Line(ArrayResult):
    """A line through each series: `slope` per unit of time, `intercept` at time zero, `start` at the first point."""

    slope: Array
    intercept: Array
    start: Array


def theil_sen(series: Array, times: Array) -> Line:
    """Fit the line whose slope is the median of the slopes between all pairs of points.

    Almost a third of the points may be anything without moving it far. Theil (1950); Sen (1968), Journal of the
    American Statistical Association 63, 1379-1389. The intercept is ``median(y) - slope median(t)``.

    Parameters
    ----------
    series : (..., times) array
        Values, NaN for a blank.
    times : (times,) array
        Distinct times, ascending.

    Returns
    -------
    Line
        NaN for a series of fewer than two points.

    Examples
    --------
    >>> found = theil_sen(np.array([1.0, 2.0, 3.0, 40.0]), np.arange(4.0))
    >>> found.slope, found.start
    (np.float64(7.0), np.float64(-8.0))
    """

    def fit(y: Array, t: Array) -> Line:
        y, t = _present(y, t)
        if y.size < FEWEST_POINTS:
            return _NOTHING
        one, other = np.triu_indices(y.size, k=1)
        slope = np.median((y[other] - y[one]) / (t[other] - t[one]))
        intercept = np.median(y) - slope * np.median(t)
        return _line(slope, intercept, t[0])

    return over_batch(fit, (series, 1), (_times(times), 1))


def least_squares(series: Array, times: Array) -> Line:
    """Fit the line whose squared distances from the points are least.

    Parameters
    ----------
    series : (..., times) array
        Values, NaN for a blank.
    times : (times,) array
        Distinct times, ascending.

    Returns
    -------
    Line
        NaN for a series of fewer than two points.

    Examples
    --------
    >>> found = least_squares(np.array([1.0, 2.0, 3.0, 40.0]), np.arange(4.0))
    >>> found.slope, found.start
    (np.float64(11.8), np.float64(-6.2))
    """

    def fit(y: Array, t: Array) -> Line:
        y, t = _present(y, t)
        if y.size < FEWEST_POINTS:
            return _NOTHING
        away = t - t.mean()
        slope = np.sum(away * (y - y.mean())) / np.sum(away * away)
        return _line(slope, y.mean() - slope * t.mean(), t[0])

    return over_batch(fit, (series, 1), (_times(times), 1))


def compound_growth(series: Array, times: Array) -> Array:
    """Return the growth per unit of time from the first point to the last, ``(y_n / y_1)^(1 / (t_n - t_1)) - 1``.

    Parameters
    ----------
    series : (..., times) array
        Values, NaN for a blank.
    times : (times,) array
        Distinct times, ascending.

    Returns
    -------
    (...) array
        The growth; NaN for a series of fewer than two points, or one that does not start and end above zero.

    Examples
    --------
    >>> print(compound_growth(np.array([100.0, np.nan, 121.0]), np.array([2020.0, 2021.0, 2022.0])))
    0.1
    """
    given = _times(times)
    present = ~np.isnan(series)
    first = np.argmax(present, axis=-1)
    last = present.shape[-1] - 1 - np.argmax(present[..., ::-1], axis=-1)
    start, end = (np.take_along_axis(series, at[..., None], axis=-1)[..., 0] for at in (first, last))
    usable = (present.sum(axis=-1) >= FEWEST_POINTS) & (start > 0) & (end > 0)
    span = np.where(usable, given[last] - given[first], 1.0)
    ratio = np.where(usable, end, 1.0) / np.where(usable, start, 1.0)
    return np.where(usable, ratio ** (1.0 / span) - 1.0, np.nan)[()]


_NOTHING = Line(*(np.array(np.nan) for _ in range(3)))


def _line(slope: float, intercept: float, first: float) -> Line:
    return Line(np.array(slope), np.array(intercept), np.array(intercept + slope * first))


def _present(y: Array, t: Array) -> tuple[Array, Array]:
    there = ~np.isnan(y)
    return y[there], t[there]


def _times(times: Array) -> Array:
    given = np.asarray(times, dtype=np.float64)
    if not np.isfinite(given).all() or (np.diff(given) <= 0).any():
        raise ValueError(say("wrong-value/kernel-times", found=given.tolist()))
    return given
