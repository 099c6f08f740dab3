"""Weights under which every child has a stated importance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from intlindex.kernels.aggregate.basic_means import shares
from intlindex.kernels.weigh.importance import Explained, Measure, Smoother
from intlindex.kernels.weigh.shared import (
    Array,
    FittedWeights,
    Places,
    over_batch,
)
from intlindex.sentences import say

__all__ = ["OptimisedWeights", "optimised"]

# Two solutions whose sums of squares differ by less are equally good.
AS_GOOD = 1e-9
# Tolerance and most evaluations of the search from each start, and of the last steps from the best.
ROUGH, MOST_ROUGH = 1e-7, 40
FINE, MOST_FINE = 1e-15, 1000
PULL = 1e-8


@dataclass(frozen=True, eq=False)
class OptimisedWeights(FittedWeights):
    """Weights that meet a target of importance as closely as they can.

    `target`, `shares` and ``residuals = shares - target`` are ``(..., children)``, `objective` the sum of squared
    residuals, `correlations` the signed ones with the index, `iterations` the evaluations over all starts.
    """

    target: Array
    shares: Array
    residuals: Array
    objective: Array
    correlations: Array
    iterations: Places


def optimised(
    values: Array,
    target: Array,
    *,
    measure: Measure = "squared_correlation",
    smoother: Smoother = "local_linear",
    bandwidth: float = 1.0,
) -> OptimisedWeights:
    """Find the non-negative weights whose shares of importance come closest to a target, by least squares.

    Becker, Saisana, Paruolo and Vandecasteele (2017), with the weights held at zero or above. Not every target can
    be met: the residuals say how far each child stays from it. The search is local, from fixed starts (equal
    weights, the target, the best fit of positive correlations, one weight for each child ahead of the others); of
    equally good solutions the one with the fewest negative correlations wins, then the earliest start; copies of a
    child share its weight evenly.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank, as for `importance_shares`.
    target : (..., children) array
        Non-negative shares of importance, of any sum.
    measure, smoother, bandwidth
        As for `importance_shares`.

    Returns
    -------
    OptimisedWeights
        The weights, what they achieve, and by how much they miss.

    Examples
    --------
    >>> sample = np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 4.0], [3.0, 2.0]])
    >>> fit = optimised(sample, np.array([0.5, 0.5]))
    >>> fit.weights
    array([0.559, 0.441])
    >>> fit.residuals
    array([0., 0.])
    """

    def fit(block: Array, wanted: Array) -> OptimisedWeights:
        if not (np.isfinite(wanted) & (wanted >= 0)).all() or wanted.sum() <= 0:
            raise ValueError(say("out-of-range/kernel-target", found=wanted.tolist()))
        explained = Explained(block, measure=measure, smoother=smoother, bandwidth=bandwidth)
        return _search(explained, block, shares(wanted))

    return over_batch(fit, (values, 2), (target, 1))


def _search(explained: Explained, values: Array, target: Array) -> OptimisedWeights:
    """Run least squares from every start, and choose."""
    from scipy.optimize import least_squares

    count = len(target)

    # Shares do not change with the sum of the weights, so one residual holds it at one; nor do they with weight that
    # moves between copies, so a pull that is far below all others makes that even.
    def residuals(weights: Array) -> Array:
        missed = explained.shares(weights)[0] - target
        return np.concatenate([missed, [weights.sum() - 1.0], PULL * (weights - 1.0 / count)])

    def slopes(weights: Array) -> Array:
        return np.vstack([explained.shares(weights)[1], np.ones(count), PULL * np.eye(count)])

    def descend(start: Array, *, tolerance: float, most: int) -> tuple[Array, int]:
        solution = least_squares(
            residuals,
            start,
            jac=slopes,
            bounds=(0.0, np.inf),
            method="dogbox",
            ftol=tolerance,
            xtol=tolerance,
            gtol=tolerance,
            max_nfev=most,
        )
        return shares(solution.x), int(solution.nfev)

    found, iterations = [], 0
    for start in _starts(values, target):
        weights, evaluations = descend(start, tolerance=ROUGH, most=MOST_ROUGH)
        iterations += evaluations
        rough, against = _miss(explained, weights, target)
        found.append((rough, against, weights))
        if rough <= AS_GOOD and not against:
            break
    best = min(rough for rough, *_ in found) + AS_GOOD
    chosen = min((one for one in found if one[0] <= best), key=lambda one: one[1])
    weights, evaluations = descend(chosen[2], tolerance=FINE, most=MOST_FINE)
    achieved = explained.importance(weights)
    return OptimisedWeights(
        weights=weights,
        target=target,
        shares=achieved.shares,
        residuals=achieved.shares - target,
        objective=np.array(np.sum((achieved.shares - target) ** 2)),
        correlations=achieved.correlations,
        iterations=np.array(iterations + evaluations),
    )


def _miss(explained: Explained, weights: Array, target: Array) -> tuple[float, int]:
    """Return the sum of squared residuals and the number of negative correlations; infinite without an index."""
    try:
        achieved = explained.importance(weights)
    except ValueError:
        return np.inf, len(weights)
    return float(np.sum((achieved.shares - target) ** 2)), int((achieved.correlations < 0).sum())


def _starts(values: Array, target: Array) -> Iterator[Array]:
    """Yield where the search begins; equal weights first, so that what is symmetric stays so."""
    from scipy.optimize import lsq_linear

    count = len(target)
    yield np.full(count, 1.0 / count)
    yield np.maximum(target, 0.1 / count)
    # Correlations proportional to the roots of the target are linear in the weights: where they can be reached with
    # non-negative weights, this convex problem reaches them.
    filled = np.where(np.isnan(values), np.nanmean(values, axis=0), values)
    covariances = np.atleast_2d(np.cov(filled, rowvar=False))
    deviations = np.sqrt(np.diag(covariances))
    solution = lsq_linear(covariances / deviations[:, None], np.sqrt(target), bounds=(0.0, np.inf), method="bvls")
    fitted = np.maximum(solution.x, 0.0)  # a bound may be held to rounding only
    if fitted.sum() > 0:
        yield fitted / fitted.sum()
    for ahead in range(count):
        yield np.where(np.arange(count) == ahead, 0.5 + 0.5 / count, 0.5 / count)
