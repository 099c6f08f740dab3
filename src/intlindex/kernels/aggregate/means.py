"""Further ways to merge the children of a unit into one value, each from that unit alone.

Arithmetic, geometric and harmonic means are in `aggregate`. Everything here takes values
``(..., units, children)`` and shares ``(..., children)``, whose leading axes broadcast, and returns
``(..., units)``. Sums run child by child, so that a batch changes no bit of its members.
"""

from __future__ import annotations

from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.aggregate.basic_means import (
    arithmetic_mean,
    geometric_mean,
    harmonic_mean,
    sum_of_products,
    without_blanks,
)
from intlindex.kernels.rank import LEAST, magnitude

__all__ = [
    "Kernel",
    "maximum",
    "mazziotta_pareto",
    "median",
    "minimum",
    "mirrored",
    "ordered_weighted_average",
    "power_mean",
    "product",
    "total",
]

Array = NDArray[np.float64]

# Cumulated shares this near to one half are one half: the order of their sum moves them by less.
HALF_TOLERANCE = 1e-12

# A smaller exponent is zero: the mean is the same to the last digit, and no power is lost below the least number.
NEARLY_ZERO = 1e-100


class Kernel(Protocol):
    """What any aggregation of values and shares looks like, once its options are set."""

    def __call__(self, values: Array, weights: Array, *, skip_blanks: bool = False) -> Array:
        """Merge the children of every unit."""


def power_mean(values: Array, weights: Array, *, exponent: float, skip_blanks: bool = False) -> Array:
    """Return the weighted power mean, ``sum(w x^p)^(1/p)``, which rises with its exponent p.

    Exponents of 1, 0, -1, infinity and minus infinity give the arithmetic, geometric and harmonic mean, the
    maximum and the minimum. For any other, children are first divided by the highest (where p is negative, by
    the lowest), so that no power overflows and the mean of equals is exactly what they equal.

    Parameters
    ----------
    values : (..., units, children) array
        Positive values of the children, NaN for a blank. Zero is allowed where the exponent is positive, any
        number where it is 1 or infinite; elsewhere a negative value makes the mean blank.
    weights : (..., children) array
        Shares, summing to one.
    exponent : float
        The lower it is, the less a high child makes up for a low one.
    skip_blanks : bool
        Leave blanks out and scale the weights of the rest to one; otherwise a blank makes the mean blank.

    Returns
    -------
    (..., units) array
        The means.

    Examples
    --------
    >>> power_mean(np.array([[1.0, 7.0]]), np.array([0.5, 0.5]), exponent=2)
    array([5.])
    """
    if exponent == 1:
        return arithmetic_mean(values, weights, skip_blanks=skip_blanks)
    if abs(exponent) < NEARLY_ZERO:
        return geometric_mean(values, weights, skip_blanks=skip_blanks)
    if exponent == -1:
        return harmonic_mean(values, weights, skip_blanks=skip_blanks)
    if np.isinf(exponent):
        extreme = maximum if exponent > 0 else minimum
        return extreme(values, weights, skip_blanks=skip_blanks)
    scale = _reduce(np.fmax if exponent > 0 else np.fmin, values)
    nothing = scale == 0  # then the mean is zero, whatever the children are divided by
    relative = (values + nothing[..., None]) / (scale + nothing)[..., None]
    with np.errstate(divide="ignore", invalid="ignore"):  # the power of zero is zero, of a negative value undefined
        logs = exponent * np.log(relative)
        summed = arithmetic_mean(np.exp(logs), weights, skip_blanks=skip_blanks)
        # The sum less one keeps its digits where it is near one, and with it those of its root.
        excess = arithmetic_mean(np.expm1(logs), weights, skip_blanks=skip_blanks)
        found = scale * np.exp(np.where(excess < -0.5, np.log(summed), np.log1p(excess)) / exponent)
    return np.asarray(np.where(_reduce(np.fmin, values) < 0, np.nan, found))


def maximum(values: Array, weights: Array, *, skip_blanks: bool = False) -> Array:
    """Return the highest child, whatever its weight, even zero.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank.
    weights : (..., children) array
        Of no account; leading axes broadcast with those of `values`.
    skip_blanks : bool
        Leave blanks out; otherwise a blank makes the result blank.

    Returns
    -------
    (..., units) array
        The highest values.

    Examples
    --------
    >>> maximum(np.array([[3.0, 8.0]]), np.array([0.9, 0.1]))
    array([8.])
    """
    return _broadcast(_reduce(np.fmax if skip_blanks else np.maximum, values), weights)


def minimum(values: Array, weights: Array, *, skip_blanks: bool = False) -> Array:
    """Return the lowest child, whatever its weight, even zero: nothing makes up for it.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank.
    weights : (..., children) array
        Of no account; leading axes broadcast with those of `values`.
    skip_blanks : bool
        Leave blanks out; otherwise a blank makes the result blank.

    Returns
    -------
    (..., units) array
        The lowest values.

    Examples
    --------
    >>> minimum(np.array([[3.0, 8.0]]), np.array([0.1, 0.9]))
    array([3.])
    """
    return _broadcast(_reduce(np.fmin if skip_blanks else np.minimum, values), weights)


def _reduce(pick: np.ufunc, values: Array) -> Array:
    """Pick between the children, one after the other."""
    found = values[..., 0]
    for child in range(1, values.shape[-1]):
        found = pick(found, values[..., child])
    return np.asarray(found)


def _broadcast(result: Array, weights: Array) -> Array:
    """Repeat a result that no weight entered for every set of weights."""
    batch = np.broadcast_shapes(result.shape[:-1], weights.shape[:-1])
    return np.array(np.broadcast_to(result, (*batch, result.shape[-1])))


def median(values: Array, weights: Array, *, skip_blanks: bool = False) -> Array:
    """Return the weighted median: half of the weight lies on either side of it.

    That is the mean of the lowest child with at least one half of the weight at or below it and the next
    child that has weight if that is exactly one half (within 1e-12). With equal weights it is the ordinary
    median, and the order of the children is of no account.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.
    skip_blanks : bool
        Leave blanks out and scale the weights of the rest to one; otherwise a blank makes the median blank.

    Returns
    -------
    (..., units) array
        The medians.

    Examples
    --------
    >>> values = np.array([[10.0, 40.0, 20.0]])
    >>> median(values, np.array([0.25, 0.5, 0.25]))
    array([30.])
    >>> median(values, np.array([0.2, 0.6, 0.2]))
    array([40.])
    """
    known, shares = without_blanks(values, weights) if skip_blanks else (values, weights[..., None, :])
    ordered, shares = _sorted(known, shares, best_first=False)
    below = np.cumsum(shares, axis=-1)
    lower = _first(ordered, below >= 0.5 - HALF_TOLERANCE)
    upper = _first(ordered, below > 0.5 + HALF_TOLERANCE)
    undefined = np.isnan(below[..., -1]) if skip_blanks else np.isnan(values).any(axis=-1)
    return np.asarray(np.where(undefined, np.nan, (lower + upper) / 2))


def _sorted(values: Array, weights: Array, *, best_first: bool) -> tuple[Array, Array]:
    """Order the children of every unit by value, their weights with them; blanks come last."""
    shape = np.broadcast_shapes(values.shape, weights.shape)
    order = np.argsort(-values if best_first else values, axis=-1, kind="stable")
    everywhere = np.broadcast_to(order, shape)
    ordered = np.take_along_axis(values, order, axis=-1)
    return ordered, np.take_along_axis(np.broadcast_to(weights, shape), everywhere, axis=-1)


def _first(values: Array, holds: NDArray[np.bool_]) -> Array:
    """Return the first child of which something holds."""
    place = np.argmax(holds, axis=-1)[..., None]
    full = np.broadcast_to(values, holds.shape)
    return np.asarray(np.take_along_axis(full, place, axis=-1)[..., 0])


def total(values: Array, weights: Array, *, times: float | None = None, skip_blanks: bool = False) -> Array:
    """Return the sum of the n children, ``n sum(w x)`` with shares w: the plain sum where weights are equal.

    Weights count relative to their mean, so that a child of twice the weight of the others counts twice, and
    only their ratios matter. An omitted blank counts as the mean of the present children.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.
    times : float, optional
        What takes the place of n, such as the sum of the weights that the shares come from.
    skip_blanks : bool
        Let blanks count as the mean of the rest; otherwise a blank makes the sum blank.

    Returns
    -------
    (..., units) array
        The sums.

    Examples
    --------
    >>> total(np.array([[1.0, 2.0, 4.0, np.nan]]), np.full(4, 0.25), skip_blanks=True)
    array([9.33333333])
    """
    factor = values.shape[-1] if times is None else times
    return np.asarray(factor * arithmetic_mean(values, weights, skip_blanks=skip_blanks))


def product(values: Array, weights: Array, *, skip_blanks: bool = False) -> Array:
    """Return the product of the n children, ``prod(x^(n w))`` with shares w: the plain one at equal weights.

    It is the geometric mean to the power n: with the shares themselves as exponents it would be that mean. An omitted
    blank counts as the geometric mean of the present children, and a zero with weight makes the product zero. A product
    that is too small to be distinguished from others is infinite, as one that is too large.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, none negative, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.
    skip_blanks : bool
        Let blanks count as the geometric mean of the rest; otherwise a blank makes the product blank.

    Returns
    -------
    (..., units) array
        The products.

    Examples
    --------
    >>> product(np.array([[0.5, 0.2, 0.1], [0.5, 0.0, 0.1]]), np.full(3, 1 / 3))
    array([0.01, 0.  ])
    """
    zero = np.where(np.isnan(values), np.nan, values == 0)
    stopped = arithmetic_mean(zero, weights, skip_blanks=skip_blanks) > 0
    logs = np.log(np.where(values == 0, 1.0, values))
    found = np.exp(values.shape[-1] * arithmetic_mean(logs, weights, skip_blanks=skip_blanks))
    equal = (weights == weights[..., :1]).all(axis=-1)[..., None]
    if equal.any():  # exponents of one: without logarithms 2 times 5 is 10
        plain = np.multiply.reduce(values, axis=-1)
        found = np.where(equal & ~np.isnan(plain), plain, found)
    held = np.where(found < LEAST, np.inf, found)  # no score, and no blank: too small to be distinguished
    return np.asarray(np.where(stopped, 0.0, held))


def mirrored(kernel: Kernel, values: Array, weights: Array, *, top: float, skip_blanks: bool = False) -> Array:
    """Return ``top - f(top - x)``: an aggregation f of what is missing to the top of the scale.

    Risk indices merge so where one high child must dominate: the mirrored geometric mean of 0..1 is one
    minus the geometric mean of one minus the children. Options of a kernel are set beforehand, with
    `functools.partial`.

    Parameters
    ----------
    kernel : callable
        The aggregation f, called as ``f(values, weights, skip_blanks=...)``.
    values : (..., units, children) array
        Values of the children, NaN for a blank; `top` minus them must suit the kernel.
    weights : (..., children) array
        Shares, summing to one.
    top : float
        The top of the scale.
    skip_blanks : bool
        As the kernel does.

    Returns
    -------
    (..., units) array
        The mirrored values.

    Examples
    --------
    >>> from intlindex.kernels.aggregate.basic_means import geometric_mean
    >>> mirrored(geometric_mean, np.array([[0.2, 0.8]]), np.array([0.5, 0.5]), top=1.0)
    array([0.6])
    """
    return np.asarray(top - kernel(top - values, weights, skip_blanks=skip_blanks))


def ordered_weighted_average(
    values: Array, weights: Array, *, order_weights: Array, skip_blanks: bool = False
) -> Array:
    """Return the mean whose weights belong to places, from the best child of the unit to its worst.

    Yager (1988). With equal shares the first order weight goes to the best child, the last to the worst.
    With unequal ones this is the weighted operator of Torra (1997) with straight lines: the n order weights
    are spread evenly over n equal parts of 0..1, the children lie on it side by side, best first, each as
    long as its share, and each gets the order weight below it. So equal order weights give the arithmetic
    mean, and shares of any number of children will do, as when blanks are omitted.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.
    order_weights : (places,) array
        Weights of the places from best to worst, in any scale; usually as many as there are children.
    skip_blanks : bool
        Leave blanks out and scale the weights of the rest to one; otherwise a blank makes the average blank.

    Returns
    -------
    (..., units) array
        The averages.

    Examples
    --------
    >>> values, worst_most = np.array([[10.0, 40.0, 20.0]]), np.array([0.0, 1.0, 3.0])
    >>> ordered_weighted_average(values, np.full(3, 1 / 3), order_weights=worst_most)
    array([12.5])
    """
    places = np.linspace(0.0, 1.0, order_weights.size + 1)
    taken = np.concatenate([[0.0], np.cumsum(order_weights, dtype=np.float64)])
    known, shares = without_blanks(values, weights) if skip_blanks else (values, weights[..., None, :])
    ordered, shares = _sorted(known, shares, best_first=True)
    upto = np.interp(np.cumsum(shares, axis=-1), places, taken / taken[-1])
    return sum_of_products(ordered, np.diff(upto, axis=-1, prepend=0.0))


def mazziotta_pareto(values: Array, weights: Array, *, sign: Literal[-1, 1] = -1, skip_blanks: bool = False) -> Array:
    """Return the mean of a unit less (or plus) a penalty for the imbalance of its children, ``M - S cv``.

    Mazziotta & Pareto (2013). M and S are the mean and the standard deviation of the children of the unit and
    ``cv = S / M`` their coefficient of variation; S divides by n. Shares enter both, ``M = sum(w x)`` and
    ``S^2 = sum(w (x - M)^2)``, which at equal weights is the authors' formula. They normalise to a mean of 100
    and a standard deviation of 10 beforehand.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank; the mean of every unit must be positive.
    weights : (..., children) array
        Shares, summing to one.
    sign : {-1, 1}
        Take the penalty off where more is better, -1, or add it where more is worse, as for poverty, 1.
    skip_blanks : bool
        Leave blanks out and scale the weights of the rest to one; otherwise a blank makes the result blank.

    Returns
    -------
    (..., units) array
        The penalised means.

    Examples
    --------
    >>> values = np.array([[100.0, 100.0], [90.0, 110.0]])
    >>> mazziotta_pareto(values, np.array([0.5, 0.5]))
    array([100.,  99.])
    """
    scale = magnitude(values)  # so that no square overflows or vanishes
    values = values / scale[..., None]
    mean = arithmetic_mean(values, weights, skip_blanks=skip_blanks)
    variance = arithmetic_mean(np.square(values - mean[..., None]), weights, skip_blanks=skip_blanks)
    return np.asarray((mean + sign * (variance / mean)) * scale)
