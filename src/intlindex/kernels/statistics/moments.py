"""Skewness and kurtosis of indicators, the same to the bit in any batch, layout and order of units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import has_no_spread

__all__ = ["kurtosis", "skewness"]

Array = NDArray[np.float64]


def skewness(values: Array, *, bias: bool = False) -> Array:
    """Return the skewness of the present values of each indicator.

    With ``m_k`` the mean of ``(x - mean)^k`` over the n present values, the skewness of the sample is
    ``g = m_3 / m_2^(3/2)`` and the bias-corrected one ``g sqrt(n (n - 1)) / (n - 2)``, "G1" in Joanes and
    Gill (1998), The Statistician 47, 183-189.

    Parameters
    ----------
    values : (..., units, indicators) array
        Values, NaN for a blank.
    bias : bool
        Return that of the sample instead of the bias-corrected one.

    Returns
    -------
    (..., indicators) array
        The skewness; NaN for a constant indicator and, bias-corrected, for fewer than three values.

    Examples
    --------
    >>> skewness(np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 9.0], [np.nan, 4.0]]))
    array([0.        , 1.33093773])
    """
    deviations, count = _deviations(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = _total(deviations * deviations) / count
        skewed = _total(deviations * deviations * deviations) / count / (variance * np.sqrt(variance))
        if bias:
            return np.asarray(skewed)
        corrected = skewed * np.sqrt(count * (count - 1)) / (count - 2)
    return np.where(count > 2, corrected, np.nan)


def kurtosis(values: Array, *, bias: bool = False) -> Array:
    """Return the excess kurtosis of the present values of each indicator; that of a normal distribution is 0.

    With ``m_k`` the mean of ``(x - mean)^k`` over the n present values, the excess kurtosis of the sample is
    ``g = m_4 / m_2^2 - 3`` and the bias-corrected one ``((n + 1) g + 6) (n - 1) / ((n - 2) (n - 3))``, "G2" in
    Joanes and Gill (1998), The Statistician 47, 183-189.

    Parameters
    ----------
    values : (..., units, indicators) array
        Values, NaN for a blank.
    bias : bool
        Return that of the sample instead of the bias-corrected one.

    Returns
    -------
    (..., indicators) array
        The excess kurtosis; NaN for a constant indicator and, bias-corrected, for fewer than four values.

    Examples
    --------
    >>> kurtosis(np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 9.0], [4.0, 4.0]]))
    array([-1.2,  1.5])
    """
    deviations, count = _deviations(values)
    squares = deviations * deviations
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = _total(squares) / count
        excess = _total(squares * squares) / count / (variance * variance) - 3
        if bias:
            return np.asarray(excess)
        corrected = ((count + 1) * excess + 6) * (count - 1) / ((count - 2) * (count - 3))
    return np.where(count > 3, corrected, np.nan)


def _deviations(values: Array) -> tuple[Array, Array]:
    """Return the deviations from the mean, relative to the largest, 0 for a blank; and the number of values.

    Relative deviations keep the fourth power of tiny and of huge values within float64.
    """
    # In ascending order the sums do not see the order of the units.
    ordered = np.sort(values, axis=-2)
    present = ~np.isnan(ordered)
    count = np.count_nonzero(present, axis=-2).astype(np.float64)
    with np.errstate(invalid="ignore"):
        mean = _total(np.where(present, ordered, 0.0)) / count
    deviations = np.where(present, ordered - mean[..., None, :], 0.0)
    # The mean of equal values can differ from them by rounding: the extremes decide what is constant.
    constant = has_no_spread(ordered, axis=-2)
    largest = np.where(constant, np.nan, np.abs(deviations).max(axis=-2))
    return deviations / largest[..., None, :], count


def _total(values: Array) -> Array:
    """Add up over the units, one after the other: a plain sum has another order in another memory layout."""
    return np.asarray(np.add.accumulate(values, axis=-2)[..., -1, :])
