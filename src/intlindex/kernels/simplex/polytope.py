"""Linear functions over shares within limits: ``low <= w <= high``, ``sum(w) = 1``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["highest", "highest_shares", "mended"]

Array = NDArray[np.float64]


def highest_shares(coefficients: Array, *, low: Array, high: Array) -> Array:
    """Return the shares at which linear functions are highest.

    A fractional knapsack (Dantzig 1957): every child gets its smallest share, and what is left goes to the largest
    coefficients first, each up to its limit.

    Parameters
    ----------
    coefficients : (..., shares) array
        One linear function per row.
    low, high : (shares,) arrays
        Limits, whose sums lie on either side of one.

    Returns
    -------
    (..., shares) array
        The shares, a corner of the set.

    Examples
    --------
    >>> highest_shares(np.array([1.0, 3.0, 2.0]), low=np.full(3, 0.1), high=np.full(3, 0.6))
    array([0.1, 0.6, 0.3])
    """
    order = np.argsort(-coefficients, axis=-1, kind="stable")
    room = (high - low)[order]
    left = max(1.0 - float(low.sum()), 0.0)
    before = np.cumsum(room, axis=-1) - room
    taken = np.clip(left - before, 0.0, room)
    result = np.empty(coefficients.shape)
    np.put_along_axis(result, order, low[order] + taken, axis=-1)
    return result


def highest(coefficients: Array, *, low: Array, high: Array) -> Array:
    """Return the highest values of linear functions over shares within limits.

    Parameters
    ----------
    coefficients : (..., shares) array
        One linear function per row.
    low, high : (shares,) arrays
        Limits, whose sums lie on either side of one.

    Returns
    -------
    (...) array
        The maxima.

    Examples
    --------
    >>> highest(np.array([[1.0, 3.0], [2.0, 0.0]]), low=np.zeros(2), high=np.ones(2))
    array([3., 2.])
    """
    return np.asarray((coefficients * highest_shares(coefficients, low=low, high=high)).sum(axis=-1))


def mended(shares: Array, *, low: Array, high: Array) -> Array:
    """Take off what a solver leaves: within limits, nothing negligible, summing to one.

    Examples
    --------
    >>> mended(np.array([1e-15, 0.4, 0.6000001]), low=np.zeros(3), high=np.ones(3)).round(6)
    array([0. , 0.4, 0.6])
    """
    kept = np.where(shares < 1e-13, 0.0, shares)
    kept = np.clip(kept, low, high)
    excess = kept.sum() - 1.0
    room = kept - low if excess > 0 else high - kept
    total = room.sum()
    return np.asarray(kept - excess * room / total if total > 0 else kept)
