"""Means of the children of a group, in a fixed order of children.

Sums run child by child over whole blocks, never through BLAS: the result of one row is then the same to the
bit whether it is computed alone or in a batch of a million, on any machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

TILE = 1 << 15
"""Sums that are built up at once where there are many units: few enough for the cache."""

__all__ = [
    "arithmetic_mean",
    "geometric_mean",
    "harmonic_mean",
    "shares",
    "sum_in_order",
    "sum_of",
    "sum_of_products",
    "weighted_sum",
    "without_blanks",
]

Array = NDArray[np.float64]


def weighted_sum(values: Array, weights: Array) -> Array:
    """Add up weight times value over the children, child by child.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children.
    weights : (..., children) array
        Weights, the same for all units; leading axes broadcast with those of `values`.

    Returns
    -------
    (..., units) array
        The sums.

    Examples
    --------
    >>> weighted_sum(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0.5, 0.25]))
    array([1. , 2.5])
    """
    return sum_of_products(values, weights[..., None, :])


def sum_of_products(values: Array, weights: Array) -> Array:
    """Add up weight times value along the last axis in a fixed order; all axes broadcast.

    The longest axis runs fastest in memory, whatever its place: a batch of draws is longer than a row of units.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children.
    weights : (..., units or 1, children) array
        Weights, each unit's own.

    Returns
    -------
    (..., units) array
        The sums.

    Examples
    --------
    >>> sum_of_products(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.5, 0.25], [1.0, 0.0]]))
    array([1., 3.])
    """
    shape = np.broadcast_shapes(weights.shape[:-1], values.shape[:-1])
    total = _empty(shape)
    tile = _tile(shape)
    for start in range(0, shape[-1], tile):
        part = slice(start, start + tile)
        _add_products(_units(values, part), _units(weights, part), total[..., part])
    return total


def sum_of(children: Sequence[Array], weights: Array) -> Array:
    """Add up weight times value over children that stand apart: the very same as `weighted_sum` of all side by side.

    Parameters
    ----------
    children : sequence of (..., units) arrays
        Values of each child.
    weights : (..., children) array
        Weights, the same for all units; leading axes broadcast with those of the children.

    Returns
    -------
    (..., units) array
        The sums.

    Examples
    --------
    >>> sum_of([np.array([1.0, 3.0]), np.array([2.0, 4.0])], np.array([0.5, 0.25]))
    array([1. , 2.5])
    """
    shape = np.broadcast_shapes((*weights.shape[:-1], 1), *(each.shape for each in children))
    total = _empty(shape)
    tile = _tile(shape)
    for start in range(0, shape[-1], tile):
        part = slice(start, start + tile)
        _add_each([each[..., part] for each in children], weights[..., None, :], total[..., part])
    return total


def _add_each(children: Sequence[Array], weights: Array, total: Array) -> None:
    """Add up child by child into an array."""
    product = total
    for at, values in enumerate(children):
        np.multiply(weights[..., at], values, out=product)
        if at:
            total += product
        else:
            product = np.empty_like(total)


def _tile(shape: tuple[int, ...]) -> int:
    """Return how many units are added up at once."""
    size = math.prod(shape)
    return max(shape[-1] if size <= 2 * TILE else shape[-1] * TILE // size, 1)


def _units(values: Array, part: slice) -> Array:
    """Return some units of an array whose last but one axis is theirs, or is one for all."""
    return values if values.ndim == 1 or values.shape[-2] == 1 else values[..., part, :]


def _add_products(values: Array, weights: Array, total: Array) -> None:
    _add_each([values[..., child] for child in range(values.shape[-1])], weights, total)


def _empty(shape: tuple[int, ...]) -> Array:
    """Make room for a result ``(..., units)``, the draws running fastest where there are more of them."""
    if len(shape) > 1 and shape[0] > shape[-1]:
        return np.empty(shape[::-1]).T
    return np.empty(shape)


def shares(weights: Array) -> Array:
    """Scale weights so that they sum to one along the last axis.

    Examples
    --------
    >>> shares(np.array([2.0, 1.0, 1.0]))
    array([0.5 , 0.25, 0.25])
    """
    return np.asarray(weights / sum_in_order(weights)[..., None])


def arithmetic_mean(values: Array, weights: Array, *, skip_blanks: bool = False) -> Array:
    """Return the weighted arithmetic mean, ``sum(w x)`` with shares w.

    OECD/JRC Handbook (2008), section 1.6, additive aggregation.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.
    skip_blanks : bool
        Leave blanks out and scale the weights of the rest to one; otherwise a blank makes the mean blank.

    Returns
    -------
    (..., units) array
        The means.

    Examples
    --------
    >>> arithmetic_mean(np.array([[10.0, 20.0], [30.0, np.nan]]), np.array([0.5, 0.5]), skip_blanks=True)
    array([15., 30.])
    """
    if skip_blanks:
        return sum_of_products(*without_blanks(values, weights))
    return weighted_sum(values, weights)


def geometric_mean(values: Array, weights: Array, *, skip_blanks: bool = False) -> Array:
    """Return the weighted geometric mean, ``exp(sum(w log x))``, of positive values.

    OECD/JRC Handbook (2008), section 1.6, geometric aggregation.

    Parameters
    ----------
    values : (..., units, children) array
        Positive values of the children, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.
    skip_blanks : bool
        Leave blanks out and scale the weights of the rest to one.

    Returns
    -------
    (..., units) array
        The means.

    Examples
    --------
    >>> geometric_mean(np.array([[4.0, 9.0]]), np.array([0.5, 0.5]))
    array([6.])
    """
    with np.errstate(invalid="ignore"):
        logs = np.log(values)
    found = np.exp(arithmetic_mean(logs, weights, skip_blanks=skip_blanks))
    negative = values < 0
    if negative.any():  # its logarithm would pass for an omitted blank
        return np.where(negative.any(axis=-1), np.nan, found)
    return np.asarray(found)


def harmonic_mean(values: Array, weights: Array, *, skip_blanks: bool = False) -> Array:
    """Return the weighted harmonic mean, ``1 / sum(w / x)``, of positive values.

    Parameters
    ----------
    values : (..., units, children) array
        Positive values of the children, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.
    skip_blanks : bool
        Leave blanks out and scale the weights of the rest to one.

    Returns
    -------
    (..., units) array
        The means.

    Examples
    --------
    >>> harmonic_mean(np.array([[2.0, 6.0]]), np.array([0.5, 0.5]))
    array([3.])
    """
    return np.asarray(1.0 / arithmetic_mean(1.0 / values, weights, skip_blanks=skip_blanks))


def sum_in_order(values: Array) -> Array:
    """Add up along the last axis in a fixed order.

    Examples
    --------
    >>> sum_in_order(np.array([[0.25, 0.5], [1.0, 0.0]]))
    array([0.75, 1.  ])
    """
    found = values[..., 0]
    for child in range(1, values.shape[-1]):
        found = found + values[..., child]
    return np.asarray(found)


def without_blanks(values: Array, weights: Array) -> tuple[Array, Array]:
    """Give each unit its own shares over the children it has; a unit without any, or without weight, stays blank.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank.
    weights : (..., children) array
        Weights.

    Returns
    -------
    values : (..., units, children) array
        The values, zero for a blank.
    shares : (..., units, children) array
        Shares that sum to one for each unit, zero for a blank; NaN where there are none.

    Examples
    --------
    >>> without_blanks(np.array([[10.0, np.nan, 30.0]]), np.array([0.25, 0.5, 0.75]))
    (array([[10.,  0., 30.]]), array([[0.25, 0.  , 0.75]]))
    """
    blank = np.isnan(values)
    present = np.where(blank, 0.0, weights[..., None, :])
    sums = sum_in_order(present)
    scaled = present / np.where(sums > 0, sums, np.nan)[..., None]
    return np.where(blank, 0.0, values), scaled
