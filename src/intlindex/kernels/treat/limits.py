"""Treatments by limits from the sample itself: percentiles and Tukey fences."""

from __future__ import annotations

import numpy as np

from intlindex.kernels.rank import column_step, has_no_spread, on_grid
from intlindex.kernels.treat.treatment import Array, FittedTreatment, OutlierRule, clip

__all__ = ["fit_percentiles", "fit_tukey"]


def fit_percentiles(
    sample: Array, *, low: float = 0.05, high: float = 0.95, skewness: float = 2.0, kurtosis: float = 3.5
) -> FittedTreatment:
    """Hold values within two percentiles of the sample, whatever its skewness.

    The percentile p of n values in ascending order is at place ``1 + (n - 1) p``, linear between two values: NumPy's
    method "linear". An indicator that this would make constant is left as it is.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    low, high : float
        Shares of the sample below the bounds, 0 to 1.
    skewness, kurtosis : float
        Thresholds for what the record calls passed; they decide nothing else.

    Returns
    -------
    FittedTreatment
        The fitted treatment.

    Examples
    --------
    >>> sample = np.array([[0.0], [10.0], [20.0], [30.0], [90.0]])
    >>> fit_percentiles(sample, low=0.25, high=0.875).apply(sample)
    array([[10.],
           [10.],
           [20.],
           [30.],
           [60.]])
    """
    lower, upper = _quantiles(sample, low, high)
    return _fit_bounds(sample, lower, upper, OutlierRule(skewness, kurtosis))


def fit_tukey(sample: Array, *, factor: float = 1.5, skewness: float = 2.0, kurtosis: float = 3.5) -> FittedTreatment:
    """Hold values within the quartiles of the sample minus and plus `factor` times the distance between them.

    The fences of Tukey (1977), "Exploratory Data Analysis", with quartiles as NumPy's method "linear" gives them
    in place of his hinges. An indicator that this would make constant is left as it is.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    factor : float
        Multiple of the distance between the quartiles; Tukey's inner fences have 1.5, his outer ones 3.
    skewness, kurtosis : float
        Thresholds for what the record calls passed; they decide nothing else.

    Returns
    -------
    FittedTreatment
        The fitted treatment.

    Examples
    --------
    >>> sample = np.array([[0.0], [10.0], [20.0], [30.0], [90.0]])
    >>> fit_tukey(sample).apply(sample)
    array([[ 0.],
           [10.],
           [20.],
           [30.],
           [60.]])
    """
    lower, upper = _quantiles(sample, 0.25, 0.75)
    reach = factor * (upper - lower)
    return _fit_bounds(sample, lower - reach, upper + reach, OutlierRule(skewness, kurtosis))


def _fit_bounds(sample: Array, low: Array, high: Array, rule: OutlierRule) -> FittedTreatment:
    """Hold every indicator within bounds, except where all units would become equal."""
    held = clip(sample, low, high)
    # An indicator without values has no bounds.
    idle = has_no_spread(held, axis=-2)
    low, high = np.where(idle, -np.inf, low), np.where(idle, np.inf, high)
    step = column_step(sample)[..., None, :]
    moved = (on_grid(held, step) != on_grid(sample, step)) & ~np.isnan(sample)
    action = np.where(moved.any(axis=-2), np.where(idle, "failed", "clipped"), "none")
    return FittedTreatment(low, high, (), sample, rule, action)


def _quantiles(sample: Array, *shares: float) -> tuple[Array, ...]:
    """Return quantiles of the present values of each indicator, NaN where there is none."""
    ordered = np.sort(sample, axis=-2) + 0.0
    last = np.maximum(np.count_nonzero(~np.isnan(sample), axis=-2) - 1, 0)
    found = []
    for share in shares:
        place = last * share
        below = np.floor(place).astype(np.intp)
        above = np.minimum(below + 1, last)
        lower, upper = (np.take_along_axis(ordered, at[..., None, :], axis=-2)[..., 0, :] for at in (below, above))
        found.append(np.asarray(lower + (upper - lower) * (place - below)))
    return tuple(found)
