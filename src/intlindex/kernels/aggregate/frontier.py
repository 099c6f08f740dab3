"""Benefit of the doubt: every unit is judged by the weights that show it at its best against the others.

Values are ``(..., units, children)``; there are no weights to give, every unit finds its own by a linear
program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from intlindex.kernels.aggregate.basic_means import sum_of_products
from intlindex.sentences import say

__all__ = ["BenefitOfTheDoubtScores", "benefit_of_the_doubt"]

Array = NDArray[np.float64]

# Room for the rounding of bounds that are meant to add up to one.
SUM_TOLERANCE = 1e-9

# A unit that no other surpasses by more is on the frontier: as near as the solver comes.
FRONTIER_TOLERANCE = 1e-9

# What the solver guarantees at best.
PRECISION = 1e-10

# Smaller parts of the best value of a child are zero: the solver could not distinguish them from it.
NEGLIGIBLE = 1e-12

OPTIONS = {"presolve": False, "primal_feasibility_tolerance": PRECISION, "dual_feasibility_tolerance": PRECISION}

# Units solved for in one call of the solver, most of whose time goes into being called.
TOGETHER = 32

# Peers that the program of a unit starts with, and takes in at a time.
PEERS = 100


@dataclass(frozen=True)
class BenefitOfTheDoubtScores:
    """Scores by benefit of the doubt, with the weights that every unit found for itself.

    The scores are determined by the data. The weights need not be, least of all those of a unit on the
    frontier, which many may serve equally well.

    Examples
    --------
    >>> benefit_of_the_doubt(np.array([[4.0], [2.0]])).weights
    array([[0.25],
           [0.25]])
    """

    scores: Array
    """``(..., units)``, 1 on the frontier."""
    weights: Array
    """``(..., units, children)``: of each unit, on its values; the score is the sum of their products."""
    shares: Array
    """``(..., units, children)``: which part of its score a unit has from which child."""


def benefit_of_the_doubt(
    values: Array,
    *,
    share_bounds: tuple[ArrayLike, ArrayLike] | None = None,
    skip_blanks: bool = False,
) -> BenefitOfTheDoubtScores:
    """Score every unit with the weights most favourable to it, under which no unit scores above one.

    Cherchye, Moesen, Rogge & Van Puyenbroeck (2007). Unit i maximises ``sum_j(w_j x_ij)`` subject to
    ``sum_j(w_j x_kj) <= 1`` for every unit k, ``w >= 0`` and, where shares are bounded,
    ``low_j <= w_j x_ij / sum_l(w_l x_il) <= high_j``, so that no child counts for nothing, or for everything.
    A zero in a child that must contribute makes the score zero.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, none negative, NaN for a blank.
    share_bounds : pair of float or (children,) array, optional
        Lowest and highest share of every child in the score of a unit.
    skip_blanks : bool
        Score a unit with blanks on the children that it has: no bound holds for a blank, and upper bounds of
        the others that add up to less than one are scaled up to one. As a peer it counts as zero where it is
        blank. Otherwise a unit with a blank is blank, and no unit has it as a peer.

    Returns
    -------
    BenefitOfTheDoubtScores
        Scores, weights and shares.

    Raises
    ------
    ValueError
        If a value is negative, or no shares within the bounds add up to one.

    Examples
    --------
    >>> found = benefit_of_the_doubt(np.array([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]]))
    >>> found.scores
    array([1. , 1. , 0.8])
    >>> found.weights[2]
    array([0.2, 0.2])
    """
    if (values < 0).any():
        raise ValueError(say("out-of-range/kernel-frontier-values", found=np.nanmin(values)))
    low, high = _bounds(share_bounds, values.shape[-1])
    scores = np.full(values.shape[:-1], np.nan)
    shares = np.full(values.shape, np.nan)
    for at in np.ndindex(values.shape[:-2]):
        blank = np.isnan(values[at])
        absent = blank.all(axis=-1) if skip_blanks else blank.any(axis=-1)
        sample = np.where(blank, 0.0, values[at])[~absent]
        limits = [_limits(low, high, without) for without in blank[~absent]]
        scores[at][~absent], shares[at][~absent] = _score(sample, limits)
    weights = shares * scores[..., None] / np.where(shares > 0, values, 1.0)
    return BenefitOfTheDoubtScores(scores, weights, shares)


def _bounds(share_bounds: tuple[ArrayLike, ArrayLike] | None, children: int) -> tuple[Array, Array]:
    """Return a lower and an upper bound for every child, checked."""
    given = (0.0, 1.0) if share_bounds is None else share_bounds
    low, high = (np.broadcast_to(np.asarray(bound, dtype=np.float64), (children,)) for bound in given)
    if not ((low >= 0) & (low <= high)).all():
        raise ValueError(say("out-of-range/kernel-share-bounds", low=low.tolist(), high=high.tolist()))
    if low.sum() > 1 + SUM_TOLERANCE or high.sum() < 1 - SUM_TOLERANCE:
        raise ValueError(say("infeasible/kernel-share-bounds", low=low.sum(), high=high.sum()))
    return low, high


def _limits(low: Array, high: Array, blank: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Lift the bounds of blanks, and widen those of the other children where they could not be kept."""
    upper = np.where(blank, 0.0, high)
    room = upper.sum()
    return np.where(blank, 0.0, low), upper / room if 0 < room < 1 else upper


@dataclass(frozen=True)
class _Program:
    """The program of one unit in terms of its shares s, over the children that it can use.

    Make the highest ``sum_j(s_j r_kj)`` over the peers k as low as can be, with ``r_kj = x_kj / x_ij``,
    ``sum(s) = 1`` and the bounds as they are. The score is one over it.
    """

    unit: int
    used: NDArray[np.bool_]
    ratios: Array
    low: Array
    high: Array

    def highest(self, shares: Array) -> float:
        """Return the highest sum of any peer."""
        return float(sum_of_products(self.ratios, shares).max())


def _score(sample: Array, limits: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    """Return scores and shares of the units of one sample without blanks."""
    scores, shares = np.zeros(len(sample)), np.zeros(sample.shape)
    least = NEGLIGIBLE * sample.max(axis=0, initial=0.0)
    for start in range(0, len(sample), TOGETHER):
        programs = []
        for unit, (low, high) in enumerate(limits[start : start + TOGETHER], start):
            used = sample[unit] > least
            # Otherwise the shares cannot add up to one unless the score is zero.
            if not (low[~used] > 0).any() and high[used].sum() >= 1 - SUM_TOLERANCE:
                ratios = sample[:, used] / sample[unit, used]
                programs.append(_Program(unit, used, ratios, low[used], high[used]))
        for program, found in zip(programs, _solve(programs), strict=True):
            shares[program.unit, program.used] = found
            # From the shares themselves, so that the two agree beyond what the solver guarantees.
            highest = program.highest(found)
            scores[program.unit] = 1.0 if highest <= 1 + FRONTIER_TOLERANCE else 1.0 / highest
    return scores, shares


def _solve(programs: list[_Program]) -> list[Array]:
    """Solve programs together, each with the peers that matter to it.

    It starts with those of the highest ratios on average and takes in those that it overlooked.
    """
    peers = [np.argsort(-program.ratios.mean(axis=1), kind="stable")[:PEERS] for program in programs]
    solutions: list[Array] = [np.empty(0)] * len(programs)
    left = list(range(len(programs)))
    while left:
        found = _stacked([programs[at] for at in left], [peers[at] for at in left])
        solved = set()
        for at, (shares, bar) in zip(left, found, strict=True):
            solutions[at] = shares
            totals = sum_of_products(programs[at].ratios, shares)
            totals[peers[at]] = -np.inf
            overlooked = np.argsort(-totals, kind="stable")[:PEERS]
            overlooked = overlooked[totals[overlooked] > bar * (1 + FRONTIER_TOLERANCE)]
            peers[at] = np.append(peers[at], overlooked)
            if not overlooked.size:
                solved.add(at)
        left = [at for at in left if at not in solved]
    return solutions


def _stacked(programs: list[_Program], peers: list[NDArray[np.intp]]) -> list[tuple[Array, float]]:
    """Minimise the sum of all bars, one for each program; return its shares and its bar."""
    from scipy.optimize import linprog
    from scipy.sparse import block_diag

    rows = [
        np.column_stack([program.ratios[among], np.full(among.size, -1.0)])
        for program, among in zip(programs, peers, strict=True)
    ]
    costs = [np.append(np.zeros(program.low.size), 1.0) for program in programs]
    bounds = [[*zip(program.low, program.high, strict=True), (0.0, np.inf)] for program in programs]
    # The type stubs of scipy know neither sparse matrices here nor options by name.
    matrices: dict[str, Any] = {
        "A_ub": block_diag(rows, format="csr"),
        "A_eq": block_diag([1.0 - cost[None] for cost in costs], format="csr"),
        "options": OPTIONS,
    }
    found = linprog(
        np.concatenate(costs),
        b_ub=np.zeros(sum(len(block) for block in rows)),
        b_eq=np.ones(len(programs)),
        bounds=[pair for each in bounds for pair in each],
        method="highs-ds",
        **matrices,
    )
    if found.x is None:
        raise ValueError(say("solver-failed/kernel-frontier", reason=str(found.message)))
    parts = np.split(found.x, np.cumsum([cost.size for cost in costs])[:-1])
    return [(_whole(part[:-1]), float(part[-1])) for part in parts]


def _whole(shares: Array) -> Array:
    """Take the solver's slack out of shares."""
    positive = np.maximum(shares, 0.0)
    return np.asarray(positive / positive.sum())
