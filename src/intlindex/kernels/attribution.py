"""What of an aggregate is due to which child: coefficients by which it is a sum, and secants between two points.

A homogeneous function is the sum of its children times its derivatives, ``f(x) = sum(x df/dx)`` (Euler's theorem),
whatever its form. The functions here return these derivatives for the means of `aggregate_means`, shares and blanks
as there. What has kinks has no derivative where children tie: ties share alike there, and the sum stays exact.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.aggregate import without_blanks
from intlindex.kernels.aggregate_means import HALF_TOLERANCE, mazziotta_pareto, power_mean

__all__ = [
    "extreme_derivatives",
    "logarithmic_mean",
    "mazziotta_pareto_derivatives",
    "median_derivatives",
    "ordered_derivatives",
    "power_derivatives",
]

Array = NDArray[np.float64]


def logarithmic_mean(first: Array, second: Array) -> Array:
    """Return the logarithmic mean of positive numbers, ``(a - b) / (ln a - ln b)``, and a where both are equal.

    With it a difference of logarithms becomes one of the numbers themselves: ``a - b = L(a, b) ln(a / b)``. So the
    difference of two geometric means ``G = prod(x^w)`` is ``sum(w L(G, G') / L(x, x') (x - x'))``, with no rest.
    Vartia (1976), "Ideal log-change index numbers"; Ang (2004), "Decomposition analysis for policymaking in energy",
    the additive form LMDI-I.

    Parameters
    ----------
    first, second : array
        Positive numbers.

    Returns
    -------
    array
        Their logarithmic means; between the geometric and the arithmetic mean.

    Examples
    --------
    >>> logarithmic_mean(np.array([2.0, 5.0]), np.array([1.0, 5.0]))
    array([1.44269504, 5.        ])
    """
    low, high = np.minimum(first, second), np.maximum(first, second)
    excess = (high - low) / low
    logarithm = np.log1p(excess)
    near = logarithm == 0
    return np.asarray(np.where(near, low, low * excess / np.where(near, 1.0, logarithm)))


def power_derivatives(values: Array, weights: Array, *, exponent: float) -> Array:
    """Return the derivatives of the weighted power mean, ``w (x / f)^(p - 1)``.

    Parameters
    ----------
    values : (units, children) array
        Values of the children, NaN for one that is left out.
    weights : (children,) array
        Shares, summing to one.
    exponent : float
        Exponent p of the mean; 0 is geometric, -1 harmonic.

    Returns
    -------
    (units, children) array
        The derivatives; 0 for what is left out, and for a child that is zero, whose part of the mean is zero.

    Examples
    --------
    >>> found = power_derivatives(np.array([[2.0, 6.0]]), np.array([0.5, 0.5]), exponent=-1)
    >>> found, (found * [2.0, 6.0]).sum()
    (array([[1.125, 0.125]]), np.float64(3.0))
    """
    if np.isinf(exponent):
        return extreme_derivatives(values, highest=exponent > 0)
    known, shares = without_blanks(values, weights)
    mean = power_mean(values, weights, exponent=exponent, skip_blanks=True)[..., None]
    nothing = (known == 0) | (mean == 0)
    ratio = np.where(nothing, 1.0, known / np.where(mean == 0, 1.0, mean))
    if exponent == 1:
        return shares
    return np.asarray(np.where(nothing, 0.0, shares * ratio ** (exponent - 1)))


def extreme_derivatives(values: Array, *, highest: bool) -> Array:
    """Return the derivatives of the highest or the lowest child: one in all, in equal parts where some tie.

    Parameters
    ----------
    values : (units, children) array
        Values of the children, NaN for one that is left out.
    highest : bool
        Whether the highest is meant.

    Returns
    -------
    (units, children) array
        The derivatives.

    Examples
    --------
    >>> extreme_derivatives(np.array([[3.0, 8.0, 8.0]]), highest=True)
    array([[0. , 0.5, 0.5]])
    """
    picked = np.nanmax(values, axis=-1) if highest else np.nanmin(values, axis=-1)
    ties = (values == picked[..., None]).astype(np.float64)
    return np.asarray(ties / ties.sum(axis=-1, keepdims=True))


def median_derivatives(values: Array, weights: Array) -> Array:
    """Return the derivatives of the weighted median: one half at either side of the middle, by weight among ties.

    Parameters
    ----------
    values : (units, children) array
        Values of the children, NaN for one that is left out.
    weights : (children,) array
        Shares, summing to one.

    Returns
    -------
    (units, children) array
        The derivatives.

    Examples
    --------
    >>> median_derivatives(np.array([[10.0, 40.0, 20.0]]), np.array([0.25, 0.5, 0.25]))
    array([[0. , 0.5, 0.5]])
    """
    _, shares = without_blanks(values, weights)
    result = np.zeros(np.broadcast_shapes(values.shape, shares.shape))
    for row in np.ndindex(result.shape[:-1]):
        own, counted = np.broadcast_to(values, result.shape)[row], shares[row]
        for lower in (True, False):
            result[row] += 0.5 * _middle(own, counted, lower=lower)
    return result


def _middle(values: Array, shares: Array, *, lower: bool) -> Array:
    """Share one out over the children that stand at the lower or upper side of the middle."""
    order = np.argsort(values, kind="stable")
    below = np.cumsum(shares[order])
    reached = below >= 0.5 - HALF_TOLERANCE if lower else below > 0.5 + HALF_TOLERANCE
    ties = np.where(values == values[order][np.argmax(reached)], shares, 0.0)
    return np.asarray(ties / ties.sum())


def ordered_derivatives(values: Array, weights: Array, *, order_weights: Array) -> Array:
    """Return the derivatives of the ordered weighted average: what each child gets by its place, by weight among ties.

    Parameters
    ----------
    values : (units, children) array
        Values of the children, NaN for one that is left out.
    weights : (children,) array
        Shares, summing to one.
    order_weights : (places,) array
        Weights of the places from best to worst.

    Returns
    -------
    (units, children) array
        The derivatives.

    Examples
    --------
    >>> ordered_derivatives(np.array([[10.0, 40.0, 20.0]]), np.full(3, 1 / 3), order_weights=np.array([0.0, 1.0, 3.0]))
    array([[0.75, 0.  , 0.25]])
    """
    _, shares = without_blanks(values, weights)
    # A child lies on 0..1 behind all that are better, and takes the order weight below it, with its ties as one.
    better = values[..., None, :] > values[..., :, None]
    ties = values[..., None, :] == values[..., :, None]
    counted = np.broadcast_to(shares[..., None, :], ties.shape)
    before = np.where(better, counted, 0.0).sum(axis=-1)
    length = np.where(ties, counted, 0.0).sum(axis=-1)
    places = np.linspace(0.0, 1.0, order_weights.size + 1)
    taken = np.concatenate([[0.0], np.cumsum(order_weights, dtype=np.float64)])
    piece = np.interp(before + length, places, taken / taken[-1]) - np.interp(before, places, taken / taken[-1])
    return np.asarray(np.where(shares > 0, piece * shares / np.where(length > 0, length, 1.0), 0.0))


def mazziotta_pareto_derivatives(values: Array, weights: Array, *, sign: Literal[-1, 1] = -1) -> Array:
    """Return the derivatives of the penalised mean ``M + s V / M``, ``w (1 + s (2 (x - M) / M - V / M^2))``.

    Parameters
    ----------
    values : (units, children) array
        Values of the children, NaN for one that is left out.
    weights : (children,) array
        Shares, summing to one.
    sign : {-1, 1}
        Whether the penalty is taken off or added.

    Returns
    -------
    (units, children) array
        The derivatives.

    Examples
    --------
    >>> found = mazziotta_pareto_derivatives(np.array([[90.0, 110.0]]), np.array([0.5, 0.5]))
    >>> (found * [90.0, 110.0]).sum()
    np.float64(99.0)
    """
    known, shares = without_blanks(values, weights)
    mean = (shares * known).sum(axis=-1, keepdims=True)
    penalty = sign * (mazziotta_pareto(values, weights, sign=1, skip_blanks=True)[..., None] - mean)
    return np.asarray(shares * (1.0 + sign * 2.0 * (known - mean) / mean - penalty / mean))
