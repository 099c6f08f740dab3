"""Derivatives of aggregations: of the score of every unit to its children and to their weights.

All take values ``(units, children)`` without blanks and shares ``(units, children)``, each unit's own, that sum to one;
`differentiate` brings scores with blanks there and back. Where there is no derivative the slope is NaN: where children
tie and the slope depends on which is ahead, where it is infinite, or where the score jumps.

Slopes to shares are those of the formula with all other shares kept, up to one number for all children of a unit:
weights change shares that sum to one, so that this number falls out in `differentiate`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.aggregate import means
from intlindex.kernels.aggregate.distance import Ideals
from intlindex.kernels.aggregate.means import HALF_TOLERANCE
from intlindex.kernels.slopes.steps import NEAR, times

__all__ = [
    "Slopes",
    "arithmetic",
    "differentiate",
    "displaced_ideal",
    "extreme",
    "geometric",
    "mazziotta_pareto",
    "median",
    "mirrored",
    "ordered_weighted_average",
    "power",
    "product",
    "topsis",
    "total",
]

Array = NDArray[np.float64]


class Slopes(NamedTuple):
    """Derivatives of scores, ``(units, children)`` each."""

    values: Array
    """To each child."""
    weights: Array
    """To the weight of each child, or to its share; see where they come from."""


Derivative = Callable[[Array, Array], Slopes]


def differentiate(function: Derivative, values: Array, shares: Array, *, skip_blanks: bool) -> Slopes:
    """Differentiate an aggregation of children that may be blank.

    Parameters
    ----------
    function : callable
        One of the functions of this module.
    values : (units, children) array
        Scores of the children, NaN for a blank.
    shares : (children,) array
        Weights that sum to one.
    skip_blanks : bool
        Whether each unit has its own shares, over the children that it has.

    Returns
    -------
    Slopes
        To each child, and to the weight of each with the others' weights kept, where weights sum to one: for any
        sum, divide by it. A blank child has slope 0; a unit without a score has NaN.

    Examples
    --------
    >>> found = differentiate(geometric, np.array([[4.0, 9.0, np.nan]]), np.full(3, 1 / 3), skip_blanks=True)
    >>> found.values.round(3)
    array([[0.75 , 0.333, 0.   ]])
    """
    blank = np.isnan(values)
    present = np.where(blank, 0.0, shares)
    covered = present.sum(axis=1, keepdims=True) if skip_blanks else np.where(blank.any(axis=1), 0.0, 1.0)[:, None]
    scored = covered > 0
    own = present / np.where(scored, covered, 1.0)
    # A child of the same unit replaces it, which suits every domain; it has no weight.
    some = np.where(blank.all(axis=1), 1.0, np.nanmax(np.where(blank, -np.inf, values), axis=1))[:, None]
    with np.errstate(all="ignore"):  # what is not finite is no derivative
        found = function(np.where(blank, some, values), own)
    by_value, by_share = (np.where(np.isfinite(each), each, np.nan) for each in found)
    mean = times(own, by_share).sum(axis=1, keepdims=True)
    by_weight = np.where(blank, 0.0, (by_share - mean) / np.where(scored, covered, np.nan))
    return Slopes(np.where(scored, np.where(blank, 0.0, by_value), np.nan), np.where(scored, by_weight, np.nan))


def arithmetic(values: Array, shares: Array) -> Slopes:
    """Differentiate ``sum(w x)``."""
    return Slopes(shares, values)


def geometric(values: Array, shares: Array) -> Slopes:
    """Differentiate ``exp(sum(w log x))``."""
    return _of_one(shares, _geometric(values, shares))


def _geometric(values: Array, shares: Array) -> Slopes:
    mean = np.exp((shares * np.log(values)).sum(axis=1, keepdims=True))
    return Slopes(shares * mean / values, mean * np.log(values / mean))


def power(values: Array, shares: Array, *, exponent: float) -> Slopes:
    """Differentiate ``sum(w x^p)^(1/p)``; the harmonic mean has p = -1."""
    if exponent == 1:
        return arithmetic(values, shares)
    if abs(exponent) < means.NEARLY_ZERO:
        return geometric(values, shares)
    mean = _power_mean(values, shares, exponent)
    relative = values / mean
    by_value = np.where(shares == 0, 0.0, shares * np.power(relative, exponent - 1))
    # Zero for all that counts stays zero under any weights of these.
    at_zero = np.where(values == 0, 0.0, np.nan)
    by_share = np.where(mean == 0, at_zero, mean / exponent * np.power(relative, exponent))
    return _of_one(shares, Slopes(by_value, by_share))


def _power_mean(values: Array, shares: Array, exponent: float) -> Array:
    scale = np.where(shares > 0, values, 0.0 if exponent > 0 else np.inf)
    scale = scale.max(axis=1, keepdims=True) if exponent > 0 else scale.min(axis=1, keepdims=True)
    powers = np.where(shares > 0, shares * np.power(values / np.where(scale == 0, 1.0, scale), exponent), 0.0)
    return np.asarray(scale * np.power(powers.sum(axis=1, keepdims=True), 1 / exponent))


def _of_one(shares: Array, found: Slopes) -> Slopes:
    """Where one child has all the weight, its value is the mean, whatever it is."""
    return Slopes(np.where(shares == 1, 1.0, found.values), found.weights)


def total(values: Array, shares: Array, *, times: float | None = None) -> Slopes:
    """Differentiate ``n sum(w x)``, or another factor times the sum."""
    count = values.shape[1] if times is None else times
    return Slopes(count * shares, count * values)


def product(values: Array, shares: Array) -> Slopes:
    """Differentiate ``prod(x^(n w))``."""
    exponents = values.shape[1] * shares
    zero = values == 0
    factors = np.where(exponents == 0, 1.0, np.power(values, exponents))
    by_value = np.empty(values.shape)
    for child in range(values.shape[1]):
        rest = np.delete(factors, child, axis=1).prod(axis=1)
        own = exponents[:, child]
        # Whole exponents first: a zero whose exponent is one but for a rounding is not an infinite slope.
        own = np.where(np.abs(own - np.rint(own)) <= NEAR * values.shape[1], np.rint(own), own)
        inner = np.where(own == 0, 0.0, own * np.power(values[:, child], own - 1))
        by_value[:, child] = times(rest, inner)
    merged = factors.prod(axis=1, keepdims=True)
    logs = np.log(np.where(zero, 1.0, values))
    # With a zero that counts the product stays zero; one that does not would bring it down at once.
    jump = np.where(zero & (shares == 0) & (merged != 0), np.nan, 0.0)
    return Slopes(by_value, merged * values.shape[1] * logs + jump)


def mirrored(inner: Derivative, values: Array, shares: Array, *, top: float) -> Slopes:
    """Differentiate ``top - f(top - x)``."""
    found = inner(top - values, shares)
    return Slopes(found.values, -found.weights)


def mazziotta_pareto(values: Array, shares: Array, *, sign: int) -> Slopes:
    """Differentiate ``M + sign S^2 / M``."""
    mean = (shares * values).sum(axis=1, keepdims=True)
    apart = values - mean
    variance = (shares * np.square(apart)).sum(axis=1, keepdims=True)
    ratio = variance / mean**2
    by_value = shares * (1 + sign * (2 * apart / mean - ratio))
    return Slopes(by_value, values + sign * (np.square(apart) / mean - ratio * values))


def extreme(values: Array, *, highest: bool, skip_blanks: bool) -> Slopes:
    """Differentiate the highest or the lowest child, where no other ties with it; weights do not matter.

    Values may be blank: what replaces a blank elsewhere would tie here.
    """
    blank = np.isnan(values)
    turned = np.where(blank, -np.inf, values if highest else -values)
    best = turned.max(axis=1, keepdims=True)
    near = turned >= best - NEAR * np.abs(best)
    unique = near.sum(axis=1, keepdims=True) == 1
    lost = np.asarray(blank.all(axis=1) if skip_blanks else blank.any(axis=1))
    found = np.where(near, np.where(unique, 1.0, np.nan), 0.0)
    return Slopes(np.where(lost[:, None], np.nan, found), np.zeros(values.shape))


def median(values: Array, shares: Array) -> Slopes:
    """Differentiate the weighted median: of one child, or half of two; it jumps where half the weight is reached."""
    steps = _steps(values)
    order = np.argsort(steps, axis=1, kind="stable")
    places = _median_places(np.take_along_axis(shares, order, axis=1))
    lower, upper = (np.take_along_axis(np.take_along_axis(steps, order, axis=1), each, axis=1) for each in places)
    by_share = np.where(lower == upper, np.zeros(shares.shape), np.nan)
    return Slopes(_by_order(values, shares, _median_parts), by_share)


def _median_places(shares: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the places of the two children that make the median, children in ascending order: ``(units, 1)`` each."""
    below = np.cumsum(shares, axis=1)
    lower = np.argmax(below >= 0.5 - HALF_TOLERANCE, axis=1)
    upper = np.argmax(below > 0.5 + HALF_TOLERANCE, axis=1)
    return lower[:, None], upper[:, None]


def _median_parts(shares: Array) -> Array:
    """Return what part of the median each child is, the children in ascending order."""
    places = np.arange(shares.shape[1])
    return np.asarray(np.mean([places == each for each in _median_places(shares)], axis=0))


def ordered_weighted_average(values: Array, shares: Array, *, order_weights: Array) -> Slopes:
    """Differentiate the mean whose weights belong to places, spread over the shares of the children, best first.

    A unit in which the shares of some children end where order weights change has no slopes to its weights: such
    corners may cancel for one child, but never for all.
    """
    places = np.linspace(0.0, 1.0, order_weights.size + 1)
    taken = np.concatenate([[0.0], np.cumsum(order_weights, dtype=np.float64)])
    taken = taken / taken[-1]

    def parts(ordered: Array) -> Array:
        return np.diff(np.interp(np.cumsum(ordered, axis=1), places, taken), axis=1, prepend=0.0)

    order = np.argsort(-_steps(values), axis=1, kind="stable")
    best_first, own = (np.take_along_axis(each, order, axis=1) for each in (values, shares))
    tied = np.diff(np.take_along_axis(_steps(values), order, axis=1), axis=1) == 0
    drops = np.where(tied, 0.0, -np.diff(best_first, axis=1))
    heights = _density(np.cumsum(own, axis=1)[:, :-1], places, taken)
    gained = np.flip(np.cumsum(np.flip(times(drops, heights), axis=1), axis=1), axis=1)
    by_share = np.empty(values.shape)
    np.put_along_axis(by_share, order, np.concatenate([gained, np.zeros((len(values), 1))], axis=1), axis=1)
    return Slopes(_by_order(-values, shares, parts), by_share)


def _density(upto: Array, places: Array, taken: Array) -> Array:
    """Return the slope of the order weights where shares end, NaN between two that differ."""
    heights = np.diff(taken) / np.diff(places)
    last = heights.size - 1
    left = np.clip(np.searchsorted(places, upto - NEAR, side="right") - 1, 0, last)
    right = np.clip(np.searchsorted(places, upto + NEAR, side="right") - 1, 0, last)
    same = np.isclose(heights[left], heights[right], rtol=NEAR)
    return np.where(same, heights[left], np.nan)


def displaced_ideal(values: Array, shares: Array, *, ideal: float, worst: float, exponent: float) -> Slopes:
    """Differentiate ``1 - (sum(w g^p))^(1/p)`` with gaps ``g = (ideal - x) / (ideal - worst)``, none below zero."""
    way = ideal - worst
    gaps = np.maximum((ideal - values) / way, 0.0)
    found = power(gaps, shares, exponent=exponent)
    on_ideal = np.abs(values - ideal) <= NEAR * max(abs(ideal), abs(worst))
    kinked = np.where(found.values == 0, 0.0, np.nan)
    by_value = np.where(on_ideal, kinked, np.where(values > ideal, 0.0, found.values / way))
    return Slopes(by_value, -found.weights)


def topsis(values: Array, shares: Array, *, fit: Ideals, exponent: float) -> Slopes:
    """Differentiate the closeness to the ideal to weights; to a child it has no slope of one unit alone."""
    scaled = values / fit.scale
    lost, lost_slope = _distance(np.maximum(fit.ideal - scaled, 0.0), shares, exponent)
    won, won_slope = _distance(np.maximum(scaled - fit.anti_ideal, 0.0), shares, exponent)
    both = lost + won
    by_share = (won_slope * lost - won * lost_slope) / np.square(both)
    return Slopes(np.full(values.shape, np.nan), np.where(both == 0, np.nan, by_share))


def _distance(gaps: Array, shares: Array, exponent: float) -> tuple[Array, Array]:
    """Return ``(sum (w g)^p)^(1/p)`` and its slopes to shares."""
    parts = shares * gaps
    summed = np.power(np.power(parts, exponent).sum(axis=1, keepdims=True), 1 / exponent)
    relative = np.where(summed == 0, np.nan, parts / summed)
    return summed, np.where(gaps == 0, 0.0, gaps * np.power(relative, exponent - 1))


def _steps(values: Array) -> Array:
    """Round to steps within which children tie."""
    size = np.abs(values).max(axis=1, keepdims=True)
    return np.asarray(np.rint(values / np.where(size == 0, 1.0, NEAR * size)))


def _by_order(values: Array, shares: Array, parts: Callable[[Array], Array]) -> Array:
    """Return which part of the result each child is, where it is the same just above and just below its value.

    `parts` takes the shares of the children in ascending order of their values.
    """
    steps = _steps(values)
    found = np.empty(values.shape)
    for child in range(values.shape[1]):
        below, above = (_part_of(child, steps, side, shares, parts) for side in (-0.5, 0.5))
        found[:, child] = np.where(np.abs(above - below) <= NEAR, below, np.nan)
    return found


def _part_of(child: int, steps: Array, side: float, shares: Array, parts: Callable[[Array], Array]) -> Array:
    """Return which part of the result a child is that lies a little to one side of its value."""
    moved = steps.copy()
    moved[:, child] += side
    order = np.argsort(moved, axis=1, kind="stable")
    return np.asarray(parts(np.take_along_axis(shares, order, axis=1))[order == child])
