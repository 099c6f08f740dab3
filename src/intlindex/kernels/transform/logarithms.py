"""Logarithmic transforms: with shifts, by range, by skewness, by sign, and of odds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.statistics.moments import skewness
from intlindex.kernels.transform.formula import Array, Formula, Limit, extremes, hold, over_units

__all__ = [
    "FittedLogarithm",
    "FittedLogit",
    "Shift",
    "fit_log",
    "fit_log_positive",
    "fit_log_range",
    "fit_log_skew",
    "fit_logit",
    "origin_and_shift",
]

Shift = float | Array | Literal["needed", "always"]
# A symmetric sample has a skewness of a few roundings, of either sign.
_SYMMETRIC = 1e-12


@dataclass(frozen=True, kw_only=True)
class FittedLogarithm(Formula):
    """A fitted ``log(x - origin + shift)``, or ``-log(origin - x + shift)`` where mirrored.

    The difference is taken first: with a large origin, ``x + (shift - origin)`` would lose digits.

    Examples
    --------
    >>> fit = fit_log(np.array([[1.0], [9.0]]), base=10.0, shift=1.0)
    >>> fit.defined(np.array([[-1.0], [0.0], [np.nan]]))
    array([[False],
           [ True],
           [ True]])
    """

    origin: float | Array = 0.0
    shift: float | Array = 0.0
    mirrored: bool | NDArray[np.bool_] = False
    base: float | None = None

    def _formula(self, held: Array) -> Array:
        sign = np.where(over_units(self.mirrored), -1.0, 1.0)
        return sign * _log(sign * (held - over_units(self.origin)) + over_units(self.shift), self.base)


@dataclass(frozen=True, kw_only=True)
class FittedLogit(Formula):
    """A fitted ``log((x - low) / (high - x))``."""

    kind: str = "logit"
    low: float | Array
    high: float | Array

    def _formula(self, held: Array) -> Array:
        return np.asarray(np.log((held - over_units(self.low)) / (over_units(self.high) - held)))


def fit_log(
    sample: Array,  # noqa: ARG001 - one interface for all kinds
    *,
    base: float | None = None,
    shift: float | Array = 0.0,
    floor: Limit = None,
    cap: Limit = None,
) -> FittedLogarithm:
    """Take the logarithm, ``log(x + shift)``; defined above ``-shift``.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    base : float, optional
        Base of the logarithm; by default e.
    shift : float or (..., indicators) array
        Added before, for values that can be zero.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedLogarithm
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[10.0], [1000.0]])
    >>> fit_log(sample, base=10.0).apply(sample)
    array([[1.],
           [3.]])
    """
    return FittedLogarithm(kind="log", shift=shift, base=base, floor=floor, cap=cap)


def fit_log_range(sample: Array, *, share: float = 0.01, floor: Limit = None, cap: Limit = None) -> FittedLogarithm:
    """Fit ``log(x - min + share * (max - min))`` to the sample, which can hold zeros and negative values.

    The transform "log_CT" of the R package COINr. An indicator that is constant in the sample has no range:
    none of its values is in the domain.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    share : float
        Share of the range that is added: what keeps the minimum from a logarithm of zero.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedLogarithm
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[0.0], [1.0], [100.0]])
    >>> fit_log_range(sample).apply(sample)
    array([[0.        ],
           [0.69314718],
           [4.61512052]])
    """
    lowest, highest = extremes(hold(sample, floor, cap))
    return FittedLogarithm(kind="log_range", origin=lowest, shift=share * (highest - lowest), floor=floor, cap=cap)


def fit_log_skew(sample: Array, *, share: float = 0.01, floor: Limit = None, cap: Limit = None) -> FittedLogarithm:
    """Fit a logarithm that draws in the longer tail of the sample, on whichever side it is.

    Where the sample is skewed to the right, that of `fit_log_range`; where it is not,
    ``-log(max - x + share * (max - min))``: the mirror image, which is increasing as well. The transform
    "log_CT_plus" of the R package COINr.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    share : float
        Share of the range that is added.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedLogarithm
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[0.0], [99.0], [100.0]])
    >>> fit_log_skew(sample).apply(sample)
    array([[-4.61512052],
           [-0.69314718],
           [ 0.        ]])
    """
    held = hold(sample, floor, cap)
    lowest, highest = extremes(held)
    mirrored = skewness(held) <= _SYMMETRIC
    return FittedLogarithm(
        kind="log_skew",
        origin=np.where(mirrored, highest, lowest),
        shift=share * (highest - lowest),
        mirrored=mirrored,
        floor=floor,
        cap=cap,
    )


def fit_log_positive(sample: Array, *, floor: Limit = None, cap: Limit = None) -> FittedLogarithm:
    """Fit ``log(x - min + 1)`` to the sample, which moves its minimum to one.

    The transform "log_CT_orig" of the R package COINr. Unlike `fit_log_range` it depends on the unit of
    measurement: values that differ by much less than one are hardly changed.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedLogarithm
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[-5.0], [-4.0]])
    >>> fit_log_positive(sample).apply(sample)
    array([[0.        ],
           [0.69314718]])
    """
    lowest, _ = extremes(hold(sample, floor, cap))
    return FittedLogarithm(kind="log_positive", origin=lowest, shift=1.0, floor=floor, cap=cap)


def fit_logit(
    sample: Array,  # noqa: ARG001 - one interface for all kinds
    *,
    low: float | Array = 0.0,
    high: float | Array = 1.0,
    floor: Limit = None,
    cap: Limit = None,
) -> FittedLogit:
    """Take the log odds of a share of low..high, ``log((x - low) / (high - x))``; defined strictly between.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    low, high : float or (..., indicators) array
        What counts as no share and as the whole.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedLogit
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[50.0], [75.0], [100.0]])
    >>> fit_logit(sample, high=100.0).apply(sample)
    array([[0.        ],
           [1.09861229],
           [       nan]])
    """
    return FittedLogit(low=low, high=high, floor=floor, cap=cap)


def _log(values: Array, base: float | None) -> Array:
    """Take a logarithm, exact for powers of two and of ten in their own base."""
    if base is None:
        return np.asarray(np.log(values))
    if base == 2:
        return np.asarray(np.log2(values))
    if base == 10:
        return np.asarray(np.log10(values))
    return np.asarray(np.log(values) / math.log(base))


def origin_and_shift(held: Array, shift: Shift) -> tuple[float | Array, float | Array]:
    """Return what is taken off first and what is added then."""
    if not isinstance(shift, str):
        return 0.0, shift
    lowest, _ = extremes(held)
    if shift == "always":
        return lowest, 1.0
    needed = ~(lowest > 0)
    return np.where(needed, lowest, 0.0), np.where(needed, 1.0, 0.0)
