"""Derivatives of fitted maps: transforms, treatments and normalisations, as they were fitted to a sample.

A map that holds values within limits has slope 0 beyond them. Where the slopes on both sides differ, as on a limit,
where it is infinite, or where a map goes in steps, there is no derivative: that is NaN, never a guess. What was fitted
is held as it is.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels import transform
from intlindex.kernels.normalise.linear import Affine, Bounded, Chained, FittedNormalCdf, Thresholds
from intlindex.kernels.normalise.per_column import PerColumn
from intlindex.kernels.transform import hold, over_units
from intlindex.kernels.treat import FittedTreatment

__all__ = ["NEAR", "slope", "times"]

Array = NDArray[np.float64]

NEAR = 1e-12
"""What lies this near to a limit or to another value, relative to its size, lies on it."""


def times(first: Array, second: Array) -> Array:
    """Multiply slopes of a chain; where one is zero the other does not matter, even if there is none.

    Examples
    --------
    >>> times(np.array([0.0, 2.0, np.nan]), np.array([np.nan, 3.0, 1.0]))
    array([ 0.,  6., nan])
    """
    nothing = (first == 0) | (second == 0)
    return np.where(nothing, 0.0, np.where(nothing, 0.0, first) * second)


def slope(fit: Any, values: Array) -> Array:
    """Return the derivative of a fitted map at some values.

    Parameters
    ----------
    fit : Fit, Transform or FittedTreatment
        The map; of one that this module does not know, as a user-defined function, there is no derivative.
    values : (units, indicators) array
        Where; what the map is applied to, NaN for a blank.

    Returns
    -------
    (units, indicators) array
        The slopes, NaN where there is none.

    Examples
    --------
    >>> from intlindex.kernels.normalise.linear import fit_goalposts
    >>> fit = fit_goalposts(np.array([10.0]), np.array([30.0]), low=0.0, high=100.0)
    >>> slope(fit, np.array([[5.0], [10.0], [15.0]])).ravel()
    array([ 0., nan,  5.])
    >>> slope(transform.fit_log(np.array([[1.0]])), np.array([[4.0]]))
    array([[0.25]])
    """
    with np.errstate(all="ignore"):  # what is not finite is no slope
        found = _slope(fit, values)
    return np.where(np.isfinite(found), found, np.nan)


def _slope(fit: Any, values: Array) -> Array:
    match fit:
        case Affine():
            plain = np.broadcast_to(fit.scale[..., None, :], values.shape)
            if fit.floor == -np.inf and fit.ceiling == np.inf:
                return plain
            moved = (values - fit.origin[..., None, :]) * plain + fit.base[..., None, :]
            return _held(plain, moved, fit.floor, fit.ceiling)
        case Bounded():
            return _held(slope(fit.fit, values), fit.fit.apply(values), fit.floor, fit.ceiling)
        case Chained():
            return times(slope(fit.first, values), slope(fit.second, fit.first.apply(values)))
        case FittedNormalCdf():
            z = fit.z_score.apply(values)
            density = np.exp(-np.square(z) / 2) / math.sqrt(2 * math.pi)
            return (fit.high - fit.low) * density * slope(fit.z_score, values)
        case Thresholds(interpolate=True):
            return _interpolated(fit.points, fit.scores, values)
        case FittedTreatment():
            return _treated(fit, values)
        case transform.Formula():
            return _transformed(fit, values)
        case PerColumn():
            return np.concatenate([slope(each, values[:, [at]]) for at, each in enumerate(fit.fits)], axis=1)
    return np.full(values.shape, np.nan)


def _held(inner: Array, values: Array, low: Any, high: Any) -> Array:
    """Return a slope within limits, none beyond; on a limit there is one only where both are the same."""
    least, most = np.broadcast_to(low, values.shape), np.broadcast_to(high, values.shape)
    sizes = [np.where(np.isfinite(limit), np.abs(limit), 0.0) for limit in (least, most)]
    near = NEAR * np.maximum(*sizes)
    on_limit = (np.abs(values - least) <= near) | (np.abs(values - most) <= near)
    beyond = (values < least) | (values > most)
    return np.where(on_limit, np.where(inner == 0, 0.0, np.nan), np.where(beyond, 0.0, inner))


def _interpolated(points: Array, scores: Array, values: Array) -> Array:
    """Return the slope of straight lines through points, level outside."""
    steps = np.concatenate([[0.0], np.diff(scores) / np.diff(points), [0.0]])
    left = steps[np.searchsorted(points, values, side="left")]
    right = steps[np.searchsorted(points, values, side="right")]
    return np.where(left == right, left, np.nan)


def _treated(fit: FittedTreatment, values: Array) -> Array:
    """Hold within the bounds, then take the transform of the indicators that have one."""
    low, high = fit.low[..., None, :], fit.high[..., None, :]
    found = _held(np.ones(values.shape), values, low, high)
    held = np.clip(values, low, high)
    for place, fitted in fit.transforms:
        at = [place[-1]]
        found[:, at] = times(found[:, at], slope(fitted, held[:, at]))
    return found


def _transformed(fit: transform.Formula, values: Array) -> Array:
    held = hold(values, fit.floor, fit.cap)
    found = np.where(np.isnan(fit.apply(values)), np.nan, _formula(fit, held))
    least, most = -np.inf if fit.floor is None else fit.floor, np.inf if fit.cap is None else fit.cap
    return _held(np.where(np.isfinite(found), found, np.nan), values, over_units(least), over_units(most))


def _formula(fit: transform.Formula, held: Array) -> Array:
    """Differentiate the formula of a transform; not finite where it has no derivative."""
    match fit:
        case transform.FittedIdentity():
            return np.ones(held.shape)
        case transform.FittedLogarithm():
            sign = np.where(over_units(fit.mirrored), -1.0, 1.0)
            inside = sign * (held - over_units(fit.origin)) + over_units(fit.shift)
            return np.asarray(1.0 / inside / (1.0 if fit.base is None else math.log(fit.base)))
        case transform.FittedPower(exponent=exponent):
            return np.asarray(exponent * np.power(held, exponent - 1))
        case transform.FittedLogit():
            return np.asarray(1.0 / (held - over_units(fit.low)) + 1.0 / (over_units(fit.high) - held))
        case transform.FittedBoxCox():
            moved = held - over_units(fit.origin) + over_units(fit.shift)
            return np.asarray(np.power(moved, over_units(fit.exponent) - 1))
        case transform.FittedYeoJohnson():
            turned = np.where(held < 0, -1.0, 1.0)
            return np.asarray(np.power(1 + np.abs(held), turned * (over_units(fit.exponent) - 1)))
    return np.full(held.shape, np.nan)
