"""Correlations of columns in pairs, over the units that have both, with how likely they are by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import column_step, on_grid, rank_descending
from intlindex.kernels.weigh.shared import FEWEST_COMMON_UNITS, Array, ArrayResult, Places, is_constant, over_batch
from intlindex.kernels.weigh.shared import correlations as pearson
from intlindex.sentences import say

__all__ = ["KINDS", "Correlations", "Kind", "correlate", "weighted_kendall"]

Kind = Literal["pearson", "spearman", "kendall"]
KINDS: tuple[Kind, ...] = ("pearson", "spearman", "kendall")


@dataclass(frozen=True, eq=False)
class Correlations(ArrayResult):
    """Correlations of all pairs of columns.

    `coefficients`, `p_values` and `common` (the number of units that have both) are ``(..., columns, columns)``.
    """

    coefficients: Array
    p_values: Array
    common: Places


def correlate(values: Array, *, kind: Kind = "pearson") -> Correlations:
    """Correlate columns in pairs, each over the units that have both.

    ``"pearson"``: of the values. ``"spearman"``: Pearson's, of the ranks of the units in common, ties averaged.
    ``"kendall"``: tau-b. P-values are two-sided, of the hypothesis that there is no correlation: for the first two
    of Student's t with ``t = r sqrt((n - 2) / (1 - r^2))`` on n - 2 degrees of freedom; for Kendall's exact for few
    units without ties, else normal (Kendall and Gibbons 1990, Rank Correlation Methods).

    Parameters
    ----------
    values : (..., units, columns) array
        Values, NaN for a blank.
    kind : {"pearson", "spearman", "kendall"}
        Which coefficient.

    Returns
    -------
    Correlations
        Coefficients and p-values are NaN where fewer than three units have both, or one is constant over them.

    Examples
    --------
    >>> found = correlate(np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 4.0], [4.0, 30.0]]), kind="spearman")
    >>> found.coefficients[0, 1]
    np.float64(0.8)
    >>> found.p_values[0, 1]
    np.float64(0.2)
    """
    if kind not in KINDS:
        raise ValueError(say("wrong-value/kernel-correlation", allowed=tuple(KINDS), found=kind))

    def fit(block: Array) -> Correlations:
        present = (~np.isnan(block)).astype(np.int64)
        common = present.T @ present
        if kind == "kendall":
            return Correlations(*_kendall(block), common)
        coefficients = pearson(block) if kind == "pearson" else _spearman(block)
        return Correlations(coefficients, _student(coefficients, common), common)

    return over_batch(fit, (values, 2))


def _spearman(block: Array) -> Array:
    """Correlate ranks: those of whole columns where there is no blank, else of the units of each pair."""
    if not np.isnan(block).any():
        return pearson(_ranked(block))
    result = np.full((block.shape[1], block.shape[1]), np.nan)
    for one, other, pair in _pairs(block):
        result[one, other] = result[other, one] = pearson(_ranked(pair))[0, 1]
    return result


def _ranked(columns: Array) -> Array:
    # Rank 1 is the highest: both columns are turned, so that the sign stays.
    return rank_descending(_on_grid(columns).T, ties="average").T


def _on_grid(columns: Array) -> Array:
    return on_grid(columns, column_step(columns, axis=0))


def _kendall(block: Array) -> tuple[Array, Array]:
    from scipy.stats import kendalltau  # it takes longer to import than all the rest

    tau, chance = np.full((2, block.shape[1], block.shape[1]), np.nan)
    for one, other, pair in _pairs(block):
        found = kendalltau(*_on_grid(pair).T)
        tau[one, other] = tau[other, one] = found.statistic
        chance[one, other] = chance[other, one] = found.pvalue
    return tau, chance


def _pairs(block: Array) -> list[tuple[int, int, Array]]:
    """List the pairs that can be compared, a column with itself too, with the values of the units in common."""
    present = ~np.isnan(block)
    count = block.shape[1]
    pairs = [
        (one, other, block[present[:, one] & present[:, other]][:, [one, other]])
        for one in range(count)
        for other in range(one, count)
    ]
    return [
        (one, other, pair)
        for one, other, pair in pairs
        if len(pair) >= FEWEST_COMMON_UNITS and not is_constant(pair).any()
    ]


def _student(coefficients: Array, common: NDArray[np.int64]) -> Array:
    from scipy.special import stdtr

    freedom = np.maximum(common - 2, 1).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.abs(coefficients)
        t = size * np.sqrt(freedom / ((1.0 - size) * (1.0 + size)))
    return np.where(np.isnan(coefficients), np.nan, 2.0 * stdtr(freedom, -np.where(np.isnan(t), 0.0, t)))


def weighted_kendall(first: Array, second: Array) -> float:
    """Correlate two rankings so that the first places count most.

    Vigna (2015), "A weighted correlation index for rankings with ties", with additive hyperbolic weights: exchanging
    units on the ranks r and s (from 0) weighs ``1 / (r + 1) + 1 / (s + 1)``; the mean over both rankings as the
    reference.

    Parameters
    ----------
    first, second : (units,) array
        Ranks, 1 the best; NaN where a unit has none.

    Returns
    -------
    float
        From -1 to 1; NaN for fewer than two units in common, or where all are tied.

    Examples
    --------
    >>> round(weighted_kendall(np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 3, 4])), 3)
    0.52
    >>> round(weighted_kendall(np.array([1.0, 2, 3, 4]), np.array([1.0, 2, 4, 3])), 3)
    0.813
    """
    from scipy.stats import weightedtau

    common = ~(np.isnan(first) | np.isnan(second))
    one, other = -first[common], -second[common]
    if one.size < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(weightedtau(one, other).statistic)
