"""What of an aggregate is due to which child: factors by which it is their sum, and secants between two points.

A homogeneous function is the sum of its children times its derivatives, ``f(x) = sum(x df/dx)`` (Euler's theorem),
whatever its form. What has kinks has no derivative where children tie: there they share alike, and the sum stays exact.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.slopes.steps import NEAR

__all__ = ["logarithmic_mean", "mean_factors"]

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


def mean_factors(slopes: Callable[[Array, Array], Array], values: Array, shares: Array) -> Array:
    """Return factors by which a homogeneous mean of each unit is the sum of its children.

    These are its derivatives. Children that tie count as one with all their weight, of which a mean does not change,
    and share its derivative by weight: there may be none to each of them alone, or none that adds up.

    Parameters
    ----------
    slopes : callable
        From values ``(1, children)`` and their weights ``(children,)`` to derivatives ``(1, children)``.
    values : (units, children) array
        Values of the children, NaN for one that is omitted.
    shares : (children,) array
        Weights.

    Returns
    -------
    (units, children) array
        The factors; 0 for what is omitted, and for a child that is zero where the mean has no derivative to it. NaN
        where there is none elsewhere.

    Examples
    --------
    >>> from intlindex.kernels.slopes.aggregations import differentiate, median
    >>> mean_factors(
    ...     lambda x, w: differentiate(median, x, w, skip_blanks=True).values,
    ...     np.array([[5.0, 5.0, 1.0]]),
    ...     np.array([0.25, 0.5, 0.25]),
    ... ).round(3)
    array([[0.333, 0.667, 0.   ]])
    """
    found = np.zeros(values.shape)
    for row, own in enumerate(values):
        known = np.flatnonzero(~np.isnan(own))
        tied, first = _ties(own[known])
        together = np.bincount(tied, shares[known]).astype(np.float64)
        each = own[known][first]
        parts = slopes(each[None], together)[0]
        parts = np.where(np.isnan(parts) & (each == 0), 0.0, parts)
        found[row, known] = parts[tied] * shares[known] / np.where(together > 0, together, 1.0)[tied]
    return found


def _ties(values: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the group of each value, those too near to distinguish in one, and where one of each group stands."""
    order = np.argsort(values, kind="stable")
    apart = np.diff(values[order]) > 2 * NEAR * np.abs(values).max(initial=0.0)
    groups = np.empty(values.size, dtype=np.intp)
    groups[order] = np.concatenate([[0], np.cumsum(apart)])[: values.size]
    return groups, np.unique(groups, return_index=True)[1]
