"""Weights that people choose: equal, from a ranking, or from the points of a panel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from intlindex.kernels.aggregate.basic_means import shares
from intlindex.kernels.rank import rank_descending
from intlindex.kernels.weigh.shared import Array, FittedWeights, listed, over_batch
from intlindex.sentences import say

__all__ = [
    "BudgetAllocationWeights",
    "budget_allocation",
    "equal",
    "rank_order_centroid",
    "rank_reciprocal",
    "rank_sum",
]


def equal(count: int) -> Array:
    """Give each of `count` children the same weight, ``1 / n``.

    Examples
    --------
    >>> equal(4)
    array([0.25, 0.25, 0.25, 0.25])
    """
    if count < 1:
        raise ValueError(say("empty/kernel-children", found=count))
    return np.full(count, 1.0 / count)


def rank_order_centroid(order: Array) -> Array:
    """Weigh ranked children by the centroid of all weights that keep the order, ``(1/n) sum(1/k, k = r..n)``.

    Barron and Barrett (1996). Tied children share the mean weight of the places that they fill.

    Parameters
    ----------
    order : (..., children) array
        Ranks from 1, the most important, to n; ties may carry the best, worst, mean or dense rank.

    Returns
    -------
    (..., children) array
        The weights.

    Examples
    --------
    >>> rank_order_centroid(np.array([1.0, 2.0]))
    array([0.75, 0.25])
    """
    count = order.shape[-1]
    return _by_place(order, np.cumsum(1.0 / np.arange(count, 0, -1.0))[::-1] / count)


def rank_sum(order: Array) -> Array:
    """Weigh ranked children in even steps, ``2 (n + 1 - r) / (n (n + 1))``.

    Stillwell, Seaver and Edwards (1981). Tied children share the mean weight of the places that they fill.

    Parameters
    ----------
    order : (..., children) array
        Ranks from 1, the most important, to n; ties may carry the best, worst, mean or dense rank.

    Returns
    -------
    (..., children) array
        The weights.

    Examples
    --------
    >>> rank_sum(np.array([2.0, 1.0, 3.0]))
    array([0.333, 0.5 , 0.167])
    """
    return _by_place(order, np.arange(order.shape[-1], 0, -1.0))


def rank_reciprocal(order: Array) -> Array:
    """Weigh ranked children by one over their rank, ``(1/r) / sum(1/k)``.

    Stillwell, Seaver and Edwards (1981). Tied children share the mean weight of the places that they fill.

    Parameters
    ----------
    order : (..., children) array
        Ranks from 1, the most important, to n; ties may carry the best, worst, mean or dense rank.

    Returns
    -------
    (..., children) array
        The weights.

    Examples
    --------
    >>> rank_reciprocal(np.array([1.0, 2.0]))
    array([0.667, 0.333])
    """
    return _by_place(order, 1.0 / np.arange(1.0, order.shape[-1] + 1))


def _by_place(order: Array, by_place: Array) -> Array:
    """Assign the weights of places 1..n; those of a tie are averaged."""
    first, last = (rank_descending(-order, ties=ties) for ties in ("min", "max"))
    conventions = (first, last, (first + last) / 2, rank_descending(-order, ties="dense"))
    alike = np.stack([(order == ranks).all(axis=-1) for ranks in conventions])
    if not alike.any(axis=0).all():
        raise ValueError(say("wrong-value/kernel-order", allowed=order.shape[-1], found=order.tolist()))
    until = np.concatenate([[0.0], np.cumsum(by_place)])
    start, stop = first.astype(np.intp) - 1, last.astype(np.intp)
    # The difference of two sums would cost an untied child its last digits.
    tied = (until[stop] - until[start]) / (stop - start)
    return shares(np.where(stop - start == 1, by_place[start], tied))


@dataclass(frozen=True, eq=False)
class BudgetAllocationWeights(FittedWeights):
    """Mean shares of a panel, with how far its experts are apart: standard deviation (n - 1), lowest, highest.

    `spread` is NaN for a panel of one. All fields are ``(..., children)``.
    """

    spread: Array
    lowest: Array
    highest: Array


def budget_allocation(points: Array) -> BudgetAllocationWeights:
    """Average the shares that experts allot, each counting the same however many points they give.

    OECD/JRC Handbook (2008), step 6, "budget allocation process".

    Parameters
    ----------
    points : (..., experts, children) array
        Points, non-negative; each expert gives some.

    Returns
    -------
    BudgetAllocationWeights
        The mean shares and the spread between experts.

    Examples
    --------
    >>> panel = budget_allocation(np.array([[60.0, 40.0], [2.0, 8.0]]))
    >>> panel.weights
    array([0.4, 0.6])
    >>> panel.spread
    array([0.283, 0.283])
    """
    return over_batch(_budget_allocation, (points, 2))


def _budget_allocation(points: Array) -> BudgetAllocationWeights:
    if not (np.isfinite(points) & (points >= 0)).all():
        expert, child = np.argwhere(~(np.isfinite(points) & (points >= 0)))[0]
        given = {"found": points[expert, child], "child": listed([child])}
        raise ValueError(say("out-of-range/kernel-points", expert=int(expert) + 1, **given))
    idle = np.flatnonzero(points.sum(axis=1) == 0)
    if idle.size:
        raise ValueError(say("empty/kernel-expert", expert=int(idle[0]) + 1))
    allotted = shares(points)
    spread = allotted.std(axis=0, ddof=1) if len(points) > 1 else np.full(points.shape[1], np.nan)
    return BudgetAllocationWeights(shares(allotted.mean(axis=0)), spread, allotted.min(axis=0), allotted.max(axis=0))
