"""Weights that follow from the spread of the children and from what they share.

Each scheme sees observed cells only. Standard deviations divide by n - 1 and are those of the values given, so the
children must be on one scale where a deviation enters the weight; correlations are over the units that have both. A
child without any spread gets weight zero and counts for nothing in the weights of the others; a single child gets the
whole weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from intlindex.kernels.aggregate.basic_means import shares
from intlindex.kernels.weigh.shared import (
    FEWEST_COMMON_UNITS,
    RELATIVE_ROUNDING,
    Array,
    FittedWeights,
    Flags,
    correlations,
    is_constant,
    listed,
    over_batch,
)
from intlindex.sentences import say

__all__ = [
    "CriticWeights",
    "EntropyWeights",
    "InverseCorrelationWeights",
    "StandardDeviationWeights",
    "critic",
    "entropy",
    "inverse_correlation",
    "standard_deviation",
]


@dataclass(frozen=True, eq=False)
class EntropyWeights(FittedWeights):
    """Entropy weights, and the entropy of each child as a share of the highest possible, ``(..., children)``."""

    entropies: Array


def entropy(values: Array) -> EntropyWeights:
    """Weigh children by how unevenly they are spread over the units, ``1 - e`` with e the entropy of the shares.

    Shannon's entropy, used for weights by Zeleny (1982): ``p = x / sum(x)`` over the units of a child,
    ``e = -sum(p log p) / log n``.

    Parameters
    ----------
    values : (..., units, children) array
        Non-negative values, NaN for a blank; zero must mean none, for the scheme compares ratios.

    Returns
    -------
    EntropyWeights
        The weights and the entropies.

    Examples
    --------
    >>> fit = entropy(np.array([[1.0, 5.0], [1.0, 5.0], [2.0, 5.0]]))
    >>> fit.weights
    array([1., 0.])
    >>> fit.entropies
    array([0.946, 1. ])
    """
    return over_batch(_entropy, (values, 2))


def _entropy(values: Array) -> EntropyWeights:
    present = ~np.isnan(values)
    counts = _counts(present, fewest=2)
    negative = np.flatnonzero((values < 0).any(axis=0))
    if negative.size:
        lowest = np.nanmin(values[:, negative[0]])
        raise ValueError(say("out-of-range/kernel-entropy", child=listed(negative[:1]), found=lowest))
    totals = np.nansum(values, axis=0)
    if (totals == 0).any():
        raise ValueError(say("out-of-range/kernel-entropy-sum", children=listed(np.flatnonzero(totals == 0))))
    ratios = np.where(present, values, 0.0) / totals * counts  # to the mean; log(1) is exactly 0
    logs = np.log(np.where(ratios > 0, ratios, 1.0))
    divergences = np.maximum((ratios * logs).sum(axis=0) / counts / np.log(counts), 0.0)
    varying = ~is_constant(values)
    return EntropyWeights(_weights(np.where(varying, divergences, 0.0), varying), 1.0 - divergences)


@dataclass(frozen=True, eq=False)
class StandardDeviationWeights(FittedWeights):
    """Weights by spread, and the standard deviations, ``(..., children)``."""

    deviations: Array


def standard_deviation(values: Array) -> StandardDeviationWeights:
    """Weigh children by their standard deviation, ``s / sum(s)``.

    The first factor of CRITIC alone, Diakoulaki, Mavrotas and Papayannakis (1995).

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children on one scale, NaN for a blank; at least two units for each child.

    Returns
    -------
    StandardDeviationWeights
        The weights and the deviations.

    Examples
    --------
    >>> standard_deviation(np.array([[0.0, 1.0], [1.0, 4.0]])).weights
    array([0.25, 0.75])
    """
    return over_batch(_standard_deviation, (values, 2))


def _standard_deviation(values: Array) -> StandardDeviationWeights:
    varying, deviations = _spread(values)
    return StandardDeviationWeights(_weights(deviations, varying), deviations)


@dataclass(frozen=True, eq=False)
class CriticWeights(FittedWeights):
    """CRITIC weights: standard deviations, conflicts ``sum(1 - r)`` and their product, ``(..., children)``."""

    deviations: Array
    conflicts: Array
    information: Array


def critic(values: Array) -> CriticWeights:
    """Weigh children by spread times conflict with the others, ``s_j sum_k(1 - r_jk)``.

    CRITIC, Diakoulaki, Mavrotas and Papayannakis (1995). The values count as given: normalise them first.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children on one scale, NaN for a blank; each two have at least three units in common.

    Returns
    -------
    CriticWeights
        The weights, standard deviations (n - 1), conflicts, and the information that is their product.

    Examples
    --------
    >>> fit = critic(np.array([[0.0, 2.0, 0.0], [1.0, 0.0, 1.0], [2.0, 1.0, 2.0]]))
    >>> fit.conflicts
    array([1.5, 3. , 1.5])
    >>> fit.weights
    array([0.25, 0.5 , 0.25])
    """
    return over_batch(_critic, (values, 2))


def _critic(values: Array) -> CriticWeights:
    varying, deviations = _spread(values)
    related = _related(values, varying)
    conflicts = np.where(varying, (1.0 - related).sum(axis=1, where=varying), 0.0)
    if varying.sum() > 1 and conflicts.sum() <= RELATIVE_ROUNDING * varying.sum() ** 2:
        raise ValueError(say("no-spread/kernel-conflict", children=listed(np.flatnonzero(varying))))
    information = deviations * conflicts
    # A single child that varies has no conflict with others.
    raw = deviations if varying.sum() == 1 else information
    return CriticWeights(_weights(raw, varying), deviations, conflicts, information)


@dataclass(frozen=True, eq=False)
class InverseCorrelationWeights(FittedWeights):
    """Weights by independence, and each child's ``sum |r|`` with all varying children, ``(..., children)``.

    The child itself counts as one; the sum is NaN for a child without spread.
    """

    totals: Array


def inverse_correlation(values: Array) -> InverseCorrelationWeights:
    """Weigh children by one over their summed correlation, ``1 / sum_k |r_jk|`` with the child itself as one.

    Independent children weigh the same; k copies of one share the weight of one. OECD/JRC Handbook (2008),
    step 6, on double counting: less weight to correlated indicators.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank; each two have at least three units in common.

    Returns
    -------
    InverseCorrelationWeights
        The weights and the sums.

    Examples
    --------
    >>> fit = inverse_correlation(np.array([[1.0, 1.0, 1.0], [2.0, 2.0, -2.0], [3.0, 3.0, 1.0]]))
    >>> fit.totals
    array([2., 2., 1.])
    >>> fit.weights
    array([0.25, 0.25, 0.5 ])
    """
    return over_batch(_inverse_correlation, (values, 2))


def _inverse_correlation(values: Array) -> InverseCorrelationWeights:
    varying = ~is_constant(values)
    totals = np.abs(_related(values, varying)).sum(axis=1, where=varying)
    return InverseCorrelationWeights(
        _weights(np.where(varying, 1.0 / np.where(varying, totals, 1.0), 0.0), varying),
        np.where(varying, totals, np.nan),
    )


def _weights(raw: Array, varying: Flags) -> Array:
    """Scale to one; a single child gets the whole whatever it is."""
    if raw.size == 1:
        return np.ones(1)
    if not varying.any() or raw.sum() <= 0:
        raise ValueError(say("no-spread/kernel-weights"))
    return shares(raw)


def _counts(present: Flags, *, fewest: int) -> Array:
    counts = present.sum(axis=0)
    if (counts < fewest).any():
        child = int(np.argmax(counts < fewest))
        raise ValueError(say("out-of-range/kernel-values", allowed=fewest, child=listed([child]), found=counts[child]))
    return np.asarray(counts, dtype=np.float64)


def _spread(values: Array) -> tuple[Flags, Array]:
    """Return which children vary, and the standard deviation of each over its units (n - 1), exactly 0 if none."""
    _counts(~np.isnan(values), fewest=2)
    varying = ~is_constant(values)
    return varying, np.where(varying, np.nanstd(values, axis=0, ddof=1), 0.0)


def _related(values: Array, varying: Flags) -> Array:
    """Correlate the children that vary, one with itself; refuse a pair that cannot be."""
    related = np.where(np.eye(len(varying), dtype=bool), 1.0, correlations(values))
    lacking = np.isnan(related) & varying & varying[:, None]
    if lacking.any():
        pair = listed(np.argwhere(lacking)[0])
        raise ValueError(say("not-defined/kernel-correlation", children=pair, allowed=FEWEST_COMMON_UNITS))
    return related
