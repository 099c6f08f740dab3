"""Weights from comparisons of children in pairs: the analytic hierarchy process and the best-worst method."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from intlindex.kernels.aggregate.basic_means import shares
from intlindex.kernels.weigh.shared import Array, FittedWeights, Places, listed
from intlindex.sentences import say

__all__ = ["RANDOM_INDEX", "AnalyticHierarchyWeights", "BestWorstWeights", "analytic_hierarchy", "best_worst"]

# Saaty (1980): mean consistency index of random matrices, for 1, 2 ... 15 children.
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)


@dataclass(frozen=True, eq=False)
class AnalyticHierarchyWeights(FittedWeights):
    """Weights from comparisons in pairs, and how consistent these are.

    `worst_triad` holds the places of the three children whose judgements are most at odds, first over second
    over third, and `worst_disagreement` the factor by which the direct judgement differs from the detour; with
    fewer than three children there is no such triad: its places are -1, the factor is 1.
    """

    eigenvalue: Array
    consistency_index: Array
    consistency_ratio: Array
    worst_triad: Places
    worst_disagreement: Array


def analytic_hierarchy(
    matrix: Array, *, max_inconsistency: float = 0.1, tolerance: float = 0.01
) -> AnalyticHierarchyWeights:
    """Take the principal eigenvector of a matrix of comparisons in pairs as weights.

    Saaty (1980): consistency index ``(lambda - n) / (n - 1)``, consistency ratio that index over the one of
    random matrices (`RANDOM_INDEX`, for up to 15 children).

    Parameters
    ----------
    matrix : (children, children) array
        How many times as important the child of the row is as that of the column.
    max_inconsistency : float
        The highest consistency ratio that is accepted; infinity accepts any.
    tolerance : float
        How far the product of an entry and its mirror may be from one, so that 0.33 passes for a third. Within it
        both give way: the judgement used is ``sqrt(a_ij / a_ji)``.

    Returns
    -------
    AnalyticHierarchyWeights
        The weights, the eigenvalue, index and ratio, and the triad most at odds.

    Examples
    --------
    >>> judged = analytic_hierarchy(np.array([[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]]))
    >>> judged.weights
    array([0.6, 0.3, 0.1])
    >>> print(f"{judged.consistency_ratio:.3f}")
    0.000
    """
    judged = _reciprocal(np.array(matrix, dtype=np.float64), tolerance=tolerance)
    count = len(judged)
    eigenvalues, vectors = np.linalg.eig(judged)
    principal = int(np.argmax(eigenvalues.real))
    # Perron: the principal eigenvector of a positive matrix is real, and of one sign.
    weights = shares(np.abs(vectors[:, principal].real))
    eigenvalue = eigenvalues[principal].real
    index = (eigenvalue - count) / (count - 1) if count > 2 else 0.0
    ratio = index / RANDOM_INDEX[count - 1] if count > 2 else 0.0
    triad, disagreement = _worst_triad(judged)
    if ratio > max_inconsistency:
        one, two, three = triad
        raise ValueError(
            say(
                "conflict/kernel-inconsistent",
                found=ratio,
                allowed=max_inconsistency,
                children=listed(triad),
                one=one + 1,
                two=two + 1,
                three=three + 1,
                first=judged[one, two],
                second=judged[two, three],
                implied=judged[one, two] * judged[two, three],
                direct=judged[one, three],
            )
        )
    return AnalyticHierarchyWeights(
        weights=weights,
        eigenvalue=np.array(eigenvalue),
        consistency_index=np.array(index),
        consistency_ratio=np.array(ratio),
        worst_triad=np.array(triad),
        worst_disagreement=np.array(disagreement),
    )


def _reciprocal(matrix: Array, *, tolerance: float) -> Array:
    """Return the matrix with every entry and its mirror exact reciprocals; raise if it holds no comparisons."""
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(say("wrong-value/kernel-matrix", found=" x ".join(map(str, matrix.shape))))
    if not 1 <= len(matrix) <= len(RANDOM_INDEX):
        raise ValueError(say("out-of-range/kernel-pairs", allowed=len(RANDOM_INDEX), found=len(matrix)))
    good = np.isfinite(matrix) & (matrix > 0)
    if not good.all():
        row, column = np.argwhere(~good)[0]
        place = {"row": int(row) + 1, "column": int(column) + 1}
        raise ValueError(say("out-of-range/kernel-judgement", found=matrix[row, column], **place))
    # Rounding of the product must not refuse what lies exactly at the tolerance, as 3 x 0.33 does.
    off = np.abs(matrix * matrix.T - 1.0)
    row, column = np.unravel_index(int(np.argmax(off)), off.shape)
    if off[row, column] > tolerance + 1e-12:
        if row == column:
            raise ValueError(say("wrong-value/kernel-diagonal", row=int(row) + 1, found=matrix[row, row]))
        raise ValueError(
            say(
                "conflict/kernel-reciprocal",
                row=int(row) + 1,
                column=int(column) + 1,
                given=matrix[row, column],
                allowed=1 / matrix[row, column],
                found=matrix[column, row],
            )
        )
    return np.asarray(np.sqrt(matrix / matrix.T))


def _worst_triad(judged: Array) -> tuple[tuple[int, int, int], float]:
    """Find the three children for which the direct judgement differs most from the detour over the second."""
    logs = np.log(judged)
    worst, highest = (-1, -1, -1), 0.0
    for one, two, three in combinations(range(len(judged)), 3):
        gap = abs(float(logs[one, two] + logs[two, three] - logs[one, three]))
        # A gap that is larger by rounding only must not move the place.
        if worst[0] < 0 or gap > highest + 1e-12:
            worst, highest = (one, two, three), gap
    return worst, float(np.exp(highest))


@dataclass(frozen=True, eq=False)
class BestWorstWeights(FittedWeights):
    """Weights from comparisons with the best and the worst child, and how consistent these are.

    `xi` is the largest residual ``|w_B - a_Bj w_j|`` or ``|w_j - a_jW w_W|``; `consistency_ratio` is the largest
    ``|a_Bj a_jW - a_BW| / (a_BW^2 - a_BW)``; both are 0 for consistent judgements. `best` and `worst` are places.
    """

    xi: Array
    consistency_ratio: Array
    best: Places
    worst: Places


def best_worst(best_to_others: Array, others_to_worst: Array) -> BestWorstWeights:
    """Fit weights to comparisons of the best child with all, and of all with the worst.

    Rezaei (2016), linear model: minimise xi with ``|w_B - a_Bj w_j| <= xi``, ``|w_j - a_jW w_W| <= xi`` for all j,
    ``sum(w) = 1``, ``w >= 0``. The consistency ratio is the input-based one of Liang, Brunelli and Rezaei (2020).

    Parameters
    ----------
    best_to_others : (children,) array
        How many times as important the best child is as each; 1 for itself.
    others_to_worst : (children,) array
        How many times as important each child is as the worst; 1 for the worst itself.

    Returns
    -------
    BestWorstWeights
        The weights, xi and the consistency ratio, and which child is best and which worst.

    Examples
    --------
    >>> judged = best_worst(np.array([1.0, 2.0, 4.0]), np.array([4.0, 2.0, 1.0]))
    >>> judged.weights
    array([0.571, 0.286, 0.143])
    """
    to_others, to_worst = (np.array(given, dtype=np.float64) for given in (best_to_others, others_to_worst))
    best, worst = _best_and_worst(to_others, to_worst)
    ends = to_others[worst]
    weights = np.ones(1) if len(to_others) == 1 else _least_residual(to_others, to_worst, best=best, worst=worst)
    residuals = [np.abs(weights[best] - to_others * weights), np.abs(weights - to_worst * weights[worst])]
    detours = np.abs(to_others * to_worst - ends).max()
    return BestWorstWeights(
        weights=weights,
        xi=np.array(np.max(residuals)),
        consistency_ratio=np.array(detours / (ends * ends - ends) if ends > 1 else 0.0),
        best=np.array(best),
        worst=np.array(worst),
    )


def _best_and_worst(to_others: Array, to_worst: Array) -> tuple[int, int]:
    """Return the places of the best and the worst child; raise if the two rows of judgements do not fit together."""
    if to_others.ndim != 1 or to_others.shape != to_worst.shape or not to_others.size:
        raise ValueError(say("conflict/kernel-best-worst-sizes", best=to_others.size, worst=to_worst.size))
    for name, judged in (("best_to_others", to_others), ("others_to_worst", to_worst)):
        wrong = np.flatnonzero(~(np.isfinite(judged) & (judged >= 1)))
        if wrong.size:
            child, found = listed(wrong[:1]), judged[wrong[0]]
            raise ValueError(say("out-of-range/kernel-best-worst", name=name, child=child, found=found))
    if to_others.min() > 1:
        raise ValueError(say("required/kernel-best"))
    if to_worst.min() > 1:
        raise ValueError(say("required/kernel-worst"))
    best = int(np.argmax(np.where(to_others == 1, to_worst, 0.0)))
    # Where all are alike the best is not its own worst.
    worst = int(np.argmax(np.where((to_worst == 1) & (np.arange(to_worst.size) != best), to_others, 0.0)))
    if to_worst[worst] != 1 or to_others[worst] != to_worst[best]:
        raise ValueError(
            say(
                "conflict/kernel-best-worst",
                best=listed([best]),
                worst=listed([worst]),
                to_others=to_others[worst],
                to_worst=to_worst[best],
            )
        )
    return best, worst


def _least_residual(to_others: Array, to_worst: Array, *, best: int, worst: int) -> Array:
    """Solve the linear program of the best-worst method."""
    from scipy.optimize import linprog

    count = len(to_others)
    from_best = -np.diag(to_others)
    from_best[:, best] += 1.0
    to_the_worst = np.eye(count)
    to_the_worst[:, worst] -= to_worst
    gaps = np.vstack([from_best, to_the_worst])
    solution = linprog(
        np.append(np.zeros(count), 1.0),
        A_ub=np.column_stack([np.vstack([gaps, -gaps]), np.full(4 * count, -1.0)]),
        b_ub=np.zeros(4 * count),
        A_eq=np.append(np.ones(count), 0.0)[None, :],
        b_eq=np.ones(1),
        bounds=(0, None),
        method="highs",
    )
    if not solution.success:
        raise ValueError(say("solver-failed/kernel-best-worst", reason=str(solution.message)))
    return shares(np.maximum(np.asarray(solution.x)[:count], 0.0))
