"""Imputation by a unit's own values at other times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["constant_in_time", "last_observation", "linear_in_time"]

Array = NDArray[np.float64]
Indices = NDArray[np.intp]
Labels = NDArray[np.object_]


def last_observation(panel: Array, *, max_age: int | None = None) -> tuple[Array, Array]:
    """Fill blanks of a panel with the unit's latest earlier value.

    Parameters
    ----------
    panel : (..., times, units, indicators) array
        Values, NaN for a blank, times ascending.
    max_age : int, optional
        How many times back the value may lie; None for any number.

    Returns
    -------
    filled : (..., times, units, indicators) array
        The panel, filled; blank where there is no earlier value, or none that is recent enough.
    age : (..., times, units, indicators) array
        How many times back each value lies: 0 where it was present, NaN where it is blank.

    Examples
    --------
    >>> filled, age = last_observation(np.array([[[4.0]], [[np.nan]], [[np.nan]]]), max_age=1)
    >>> filled.ravel(), age.ravel()
    (array([ 4.,  4., nan]), array([ 0.,  1., nan]))
    """
    times = np.arange(panel.shape[-3])[:, None, None]
    latest = np.maximum.accumulate(np.where(np.isnan(panel), -1, times), axis=-3)
    age = times - latest
    found = (latest >= 0) & (True if max_age is None else age <= max_age)
    filled = np.take_along_axis(panel, np.maximum(latest, 0), axis=-3)
    return np.where(found, filled, np.nan), np.where(found, age, np.nan)


def constant_in_time(panel: Array) -> Array:
    """Fill blanks of a panel with the unit's latest earlier value, and those before its first with the first.

    The first value is a later one: what an edition says then changes when the next appears.

    Parameters
    ----------
    panel : (..., times, units, indicators) array
        Values, NaN for a blank, times ascending.

    Returns
    -------
    (..., times, units, indicators) array
        The panel, filled; blank where a unit has no value at any time.

    Examples
    --------
    >>> constant_in_time(np.array([[[np.nan]], [[4.0]], [[np.nan]]])).ravel()
    array([4., 4., 4.])
    """
    onwards = last_observation(panel)[0]
    backwards = np.flip(last_observation(np.flip(panel, axis=-3))[0], axis=-3)
    return np.where(np.isnan(onwards), backwards, onwards)


def linear_in_time(panel: Array, *, times: Array | Sequence[float] | None = None) -> Array:
    """Fill blanks of a panel on the line between the unit's values before and after, held flat at both ends.

    The value after is a later one: what an edition says then changes when the next appears.

    Parameters
    ----------
    panel : (..., times, units, indicators) array
        Values, NaN for a blank.
    times : (times,) array, optional
        Times of the values, ascending; None for equal steps.

    Returns
    -------
    (..., times, units, indicators) array
        The panel, filled; blank where a unit has no value at any time.

    Examples
    --------
    >>> linear_in_time(np.array([[[2.0]], [[np.nan]], [[5.0]]]), times=[2018, 2020, 2021]).ravel()
    array([2., 4., 5.])
    """
    when = np.arange(panel.shape[-3], dtype=np.float64) if times is None else np.asarray(times, dtype=np.float64)
    result = panel.astype(np.float64)
    for at in np.ndindex(*panel.shape[:-3], *panel.shape[-2:]):
        series = result[(*at[:-2], slice(None), *at[-2:])]  # a view
        blank = np.isnan(series)
        if not blank.all():
            series[blank] = np.interp(when[blank], when[~blank], series[~blank])
    return result
