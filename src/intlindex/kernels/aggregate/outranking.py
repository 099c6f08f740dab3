"""Aggregation by comparing units in pairs: no surplus in one child makes up for a deficit in another.

Only the order of the values of a child counts, not how far they lie apart. Values are
``(..., units, children)``, shares ``(..., children)``, whose leading axes broadcast. Pairs are compared in
blocks of units, so that memory does not grow with their number.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import fsum, prod

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.aggregate.pairwise_wins import wins_less_losses
from intlindex.sentences import say

__all__ = ["KemenyRanking", "copeland", "kemeny", "outranking"]

Array = NDArray[np.float64]

# Shares of weight this near to one half are one half: the order of their sum moves them by less.
TIE_TOLERANCE = 1e-12

# Comparisons held at a time: few enough to stay in the processor's cache.
BLOCK = 2**16

MOST_UNITS = 60

# Consensus rankings whose scores differ by less are equally good.
SCORE_TOLERANCE = 1e-9

# The solver stops within 1e-6 of the optimum: on costs so much larger that is 1e-12 of a score.
COST_SCALE = 1e6

# Slack of the solver's figures around zero and one.
SLACK = 1e-6


def outranking(values: Array, weights: Array) -> Array:
    """Return for every pair of units the share of weight on which the first is better, plus half of the ties.

    Munda & Nardo (2009). Where a unit has a blank, the pair is compared on the children that both have, with
    their weights scaled to one; with none in common it is a tie, 0.5, and so is a unit with itself. What one
    unit wins the other loses: the two entries of a pair add up to exactly one, whatever the order of the
    units.

    Parameters
    ----------
    values : (..., units, children) array
        Directed values of the children, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.

    Returns
    -------
    (..., units, units) array
        In row i and column j, how much of the weight puts i before j.

    Examples
    --------
    >>> outranking(np.array([[3.0, 1.0], [2.0, 1.0], [1.0, np.nan]]), np.array([0.6, 0.4]))
    array([[0.5, 0.8, 1. ],
           [0.2, 0.5, 1. ],
           [0. , 0. , 0.5]])
    """
    units = values.shape[-2]
    batch = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
    result = np.empty((*batch, units, units))
    for rows in _blocks(units, prod(batch) * units):
        won, compared = _net(values, weights, rows)
        # Around one half, so that the two entries of a pair add up to one even after rounding.
        result[..., rows, :] = 0.5 + 0.5 * (won / np.where(compared > 0, compared, 1.0))
    return result


def _blocks(units: int, width: int) -> list[slice]:
    """Cut the units so that a block of rows of a width stays small."""
    rows = max(1, BLOCK // max(width, 1))
    return [slice(start, min(start + rows, units)) for start in range(0, units, rows)]


def _net(values: Array, weights: Array, rows: slice) -> tuple[Array, Array]:
    """Return the weight on which some units beat each unit less that on which they are beaten, and all compared.

    Added up child by child. The first of the two is exactly the other way round for the pair the other way
    round.
    """
    blanks = bool(np.isnan(values).any())
    won = compared = np.zeros(1)
    for child in range(values.shape[-1]):
        ours, theirs = values[..., rows, None, child], values[..., None, :, child]
        weight = weights[..., child, None, None]
        won = won + weight * np.subtract(ours > theirs, ours < theirs, dtype=np.int8)
        compared = compared + (weight * (~np.isnan(ours) & ~np.isnan(theirs)) if blanks else weight)
    return won, compared


def copeland(
    values: Array,
    weights: Array,
    *,
    tolerance: float = TIE_TOLERANCE,
    scaled: bool = False,
    skip_blanks: bool = False,
) -> Array:
    """Return the number of units that a unit beats minus the number of those that beat it.

    OECD/JRC Handbook (2008), section 1.6, non-compensatory aggregation; the rule is Copeland's. One unit beats
    another where its share of weight, as in `outranking`, is above one half. A share of one half within the
    tolerance is a tie, which counts for neither, so that rounding decides no contest.

    Parameters
    ----------
    values : (..., units, children) array
        Directed values of the children, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.
    tolerance : float
        How far from one half a share may be to count as a tie.
    scaled : bool
        Map a unit beaten by all others to 0 and one that beats them all to 1.
    skip_blanks : bool
        Compare units with blanks on the children that both have, and leave out only those without any;
        otherwise a blank child makes the score blank, and the unit is compared with no other.

    Returns
    -------
    (..., units) array
        The scores.

    Examples
    --------
    >>> copeland(np.array([[3.0, 1.0], [2.0, 2.0], [1.0, 0.0]]), np.array([0.6, 0.4]))
    array([ 2.,  0., -2.])
    """
    units = values.shape[-2]
    missing = np.isnan(values)
    absent = np.asarray(missing.all(axis=-1) if skip_blanks else missing.any(axis=-1))
    taking_part = np.where(absent[..., None], np.nan, values)
    batch = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
    if batch or missing.any():
        scores = np.empty((*batch, units))
        for rows in _blocks(units, prod(batch) * units):
            won, compared = _net(taking_part, weights, rows)
            bar = 2.0 * tolerance * compared
            scores[..., rows] = np.subtract(won > bar, won < -bar, dtype=np.int8).sum(axis=-1, dtype=np.int64)
    else:
        scores = wins_less_losses(values, weights, tolerance=tolerance).astype(np.float64)
    if scaled:
        others = np.maximum(np.count_nonzero(~absent, axis=-1) - 1, 1)[..., None]
        scores = 0.5 + 0.5 * (scores / others)
    return np.where(absent, np.nan, scores)


@dataclass(frozen=True)
class KemenyRanking:
    """A consensus ranking, how well it agrees with the comparisons, and whether another agrees as well.

    Examples
    --------
    >>> kemeny(np.full((2, 2), 0.5)).unique
    False
    """

    ranks: Array
    """``(units,)``, 1 for the first; no two are equal."""
    score: float
    """Sum over all pairs of the share of weight that puts them in this order."""
    unique: bool
    """No other order has the same score."""


def kemeny(shares: Array, *, counts: Array | None = None, time_limit: float = 60.0) -> KemenyRanking:
    """Return the order of the units that agrees most with their comparisons in pairs.

    Kemeny (1959). Of all orders it has the highest ``sum(a_ij)`` over all pairs in which i comes before j.
    Units are first parted into groups of which each beats all that follow, as they must in any such order;
    within a group the order is an integer program, whose constraints against cycles are added as they are
    broken. It is proved to be the best. Another just as good is looked for; where there is one the order
    returned does not depend on that of the units, unless several units win the same.

    Parameters
    ----------
    shares : (units, units) array
        Shares of weight by which the row beats the column, as from `outranking`.
    counts : (units,) array, optional
        How many equal units each of them stands for; by default one.
    time_limit : float
        Seconds for each integer program.

    Returns
    -------
    KemenyRanking
        The ranking.

    Raises
    ------
    ValueError
        If there are more than 60 units, or no order could be proved to be the best in time.

    Examples
    --------
    >>> kemeny(np.array([[0.5, 0.7, 0.4], [0.3, 0.5, 0.9], [0.6, 0.1, 0.5]]))
    KemenyRanking(ranks=array([1., 2., 3.]), score=2.0, unique=True)
    """
    units = len(shares)
    if units > MOST_UNITS:
        raise ValueError(say("too-large/kernel-consensus", allowed=MOST_UNITS, found=units))
    lead = shares - shares.T
    lead[np.abs(lead) <= 2.0 * TIE_TOLERANCE] = 0.0
    pairs = np.ones(lead.shape) if counts is None else np.outer(counts, counts)
    lead *= pairs
    order: list[int] = []
    unique = True
    for group in _groups(lead):
        program = _LinearOrdering(lead[np.ix_(group, group)], time_limit)
        best = program.best()
        order.extend(group[best])
        unique = unique and not program.has_rival(best)
    ranks = np.empty(units)
    ranks[order] = np.arange(1.0, units + 1)
    score = fsum(shares[first, second] * pairs[first, second] for first, second in combinations(order, 2))
    return KemenyRanking(ranks, score, unique)


def _groups(lead: Array) -> list[NDArray[np.intp]]:
    """Part the units into the smallest groups of which each beats all that follow.

    They are the strongly connected parts of "is not beaten by". Within one, units stand by what they win, so
    that the solver sees the same program whatever their order.
    """
    reaches = np.asarray(lead >= 0)
    for middle in range(len(lead)):
        reaches |= reaches[:, middle, None] & reaches[middle]
    reached = reaches.sum(axis=1)
    wins = np.sign(lead).sum(axis=1)
    margin = np.round(np.sort(lead, axis=1).sum(axis=1), 9)
    order = np.lexsort((-margin, -wins, -reached))
    return np.split(order, np.flatnonzero(np.diff(reached[order])) + 1)


class _LinearOrdering:
    """The search for the order of the highest total lead, over one variable for each pair i < j.

    A variable is 1 where i comes before j. In an order, ``0 <= x_ij + x_jk - x_ik <= 1`` for all i < j < k; of
    these constraints only those are held that some solution on the way has broken.
    """

    def __init__(self, lead: Array, time_limit: float) -> None:
        size = len(lead)
        self.lead = lead
        self.time_limit = time_limit
        self.pairs = np.triu_indices(size, 1)
        self.column = np.zeros((size, size), dtype=np.intp)
        self.column[self.pairs] = np.arange(self.pairs[0].size)
        first, second, third = np.array(list(combinations(range(size), 3)), dtype=np.intp).reshape(-1, 3).T
        self.triples = np.stack([self.column[first, second], self.column[second, third], self.column[first, third]])
        self.held = np.zeros(self.triples.shape[1], dtype=bool)

    def best(self) -> NDArray[np.intp]:
        """Return an order of the highest total lead."""
        return self._order(self._solve([]))

    def has_rival(self, order: NDArray[np.intp]) -> bool:
        """Return whether another order is as good as the best.

        Another order has at least one pair of neighbours in reverse.
        """
        before, after = order[:-1], order[1:]
        if (self.lead[before, after] == 0).any():
            return True
        if len(order) < 3:
            return False
        kept = np.zeros(self.pairs[0].size)
        kept[self.column[np.minimum(before, after), np.maximum(before, after)]] = np.where(before < after, 1.0, -1.0)
        most = len(order) - 2 - int(np.count_nonzero(before > after))
        rival = self._order(self._solve([(kept, -np.inf, most)]))
        return self._total(rival) >= self._total(order) - SCORE_TOLERANCE

    def _total(self, order: NDArray[np.intp]) -> float:
        return float(np.triu(self.lead[np.ix_(order, order)], 1).sum())

    def _order(self, chosen: Array) -> NDArray[np.intp]:
        """Read the order from the pairs: the place of a unit is the number of units before it."""
        behind = np.zeros(len(self.lead), dtype=np.intp)
        np.add.at(behind, self.pairs[1], chosen > 0.5)
        np.add.at(behind, self.pairs[0], chosen < 0.5)
        return np.argsort(behind, kind="stable")

    def _solve(self, conditions: list[tuple[Array, float, float]]) -> Array:
        """Solve without whole numbers until no constraint is broken; then, if need be, with them."""
        if len(self.lead) < 2:
            return np.zeros(0)
        whole = False
        while True:
            chosen = self._relaxed(conditions, whole=whole)
            around = chosen[self.triples[0]] + chosen[self.triples[1]] - chosen[self.triples[2]]
            broken = (np.abs(around - 0.5) > 0.5 + SLACK) & ~self.held
            if broken.any():
                self.held |= broken
            elif whole or (np.abs(chosen - np.rint(chosen)) <= SLACK).all():
                return chosen
            else:
                whole = True

    def _relaxed(self, conditions: list[tuple[Array, float, float]], *, whole: bool) -> Array:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        columns = self.triples[:, self.held].astype(np.int32)  # older solvers know no longer indices
        count = columns.shape[1]
        rows = np.tile(np.arange(count, dtype=np.int32), 3)
        signs = np.repeat([1.0, 1.0, -1.0], count)
        matrix = csr_array((signs, (rows, columns.ravel())), shape=(count, self.pairs[0].size))
        constraints = [LinearConstraint(row[None], low, high) for row, low, high in conditions]
        if count:
            constraints.append(LinearConstraint(matrix, 0.0, 1.0))
        found = milp(
            -COST_SCALE * self.lead[self.pairs],
            integrality=np.full(self.pairs[0].size, int(whole)),
            bounds=Bounds(0.0, 1.0),
            constraints=constraints,
            options={"mip_rel_gap": 0.0, "time_limit": self.time_limit},
        )
        if found.status != 0:
            raise ValueError(say("solver-failed/kernel-consensus", reason=str(found.message)))
        return np.asarray(found.x, dtype=np.float64)
