"""The search for a city's best and worst rank: corners of the set first, then a mixed-integer linear program.

With few cities, the corners at which any one is furthest ahead of any other are tried for all of them. With many, a
sample of corners is kept, and each city tries those of its own pairs: memory grows with the cities, not with the pairs.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.robustness.linear_scores import LinearScores, competition_ranks, rescored
from intlindex.analyses.robustness.weight_polytope import Polytope
from intlindex.core.scored import ScoredIndex
from intlindex.kernels.simplex.mixed_integer import central_shares, fewest_positive

__all__ = ["MARGIN", "SIDES", "Extreme", "Search", "Side"]

Array = NDArray[np.float64]
Side = Literal["best", "worst"]
SIDES: tuple[Side, Side] = ("best", "worst")

MARGIN = 1e-6
"""Part of the range of scores by which a city must be ahead for its place to be certain."""

NUMBERS = 1 << 22
"""Scores held at once while corners are tried: 32 megabytes, and temporarily a few times that."""

FEW = 64
"""The largest number of cities of which all pairs are tried."""
SAMPLE = 256
"""Corners that are tried for all cities where there are many, on either side."""
OWN = 4
"""Best corners of a city's own pairs that are scored again."""


@dataclass(frozen=True)
class Extreme:
    """The result for one city and side."""

    rank: int
    proven: int
    """No weights have a better (for the worst: a worse) rank than this."""
    shares: Array


@dataclass(frozen=True)
class Opponents:
    """The leads of all other cities over one."""

    leads: Array
    """``(cities, shares)``: by how much each is ahead of it, in parts of the range of scores."""
    largest: Array
    """``(cities,)``: the largest lead that each can have."""
    smallest: Array
    """``(cities,)``: the smallest; negative where the city can be ahead itself."""
    corners: Array
    """``(2 cities, shares)``: the shares at these leads."""


class Search:
    """State that all searches of one question share.

    Parameters
    ----------
    index : ScoredIndex
        The index whose ranks are searched.
    space : Polytope
        The weights.
    linear : LinearScores
        Its scores as a function of them.
    time_limit : float, optional
        Seconds from now after which all programs are stopped.
    """

    def __init__(
        self,
        index: ScoredIndex,
        space: Polytope,
        linear: LinearScores,
        time_limit: float | None = None,
    ) -> None:
        self.index, self.space, self.linear = index, space, linear
        self.until = np.inf if time_limit is None else time.monotonic() + time_limit
        self.scaled = linear.matrix / linear.scale
        self.few = len(self.scaled) <= FEW
        corners = np.unique(self._corners(), axis=0)
        self.tried = np.vstack([space.varied.nominal, corners]) if space.contains_nominal else corners
        blocks = np.array_split(self.tried, len(self.tried) * len(index.nodes) * len(index.cities) // NUMBERS + 1)
        self.ranks = np.concatenate([self.ranks_of(block).astype(np.int32) for block in blocks])

    def _corners(self) -> Array:
        """List corners to try for all cities."""
        if self.few:
            return self.linear.leads(self.space)[2]
        at = np.linspace(0, len(self.scaled) - 1, min(SAMPLE, len(self.scaled))).astype(np.intp)
        ahead = self.scaled[at] - self.scaled.mean(axis=0)
        return self.space.corners(np.vstack([ahead, -ahead]))

    def ranks_of(self, shares: Array) -> Array:
        """Rank the cities under shares ``(..., shares)``, by scoring the index again."""
        return self.ranks_by(rescored(self.index, self.space.weights(self.index, shares)))

    def ranks_by(self, scores: Array) -> Array:
        """Rank the cities that have a score by scores of all."""
        return competition_ranks(self.index, scores[..., self.linear.rows])

    def opponents(self, city: int) -> Opponents:
        """Compare a city with all others, over the whole set."""
        leads = self.scaled - self.scaled[city]
        ahead, behind = self.space.corners(leads), self.space.corners(-leads)
        largest, smallest = (leads * ahead).sum(axis=1), (leads * behind).sum(axis=1)
        return Opponents(leads, largest, smallest, np.vstack([ahead, behind]))

    def both(self, city: int) -> tuple[Extreme, Extreme]:
        """Find the best and the worst rank of a city."""
        against = self.opponents(city)
        return self.extreme(city, "best", against), self.extreme(city, "worst", against)

    def extreme(self, city: int, side: Side, against: Opponents | None = None) -> Extreme:
        """Find the best or worst rank of a city."""
        against = self.opponents(city) if against is None else against
        certain = against.smallest > self.linear.tie  # always ahead of it
        open_ = (against.largest > self.linear.tie) & ~certain
        open_[city] = False
        ahead = int(certain.sum())
        limit = 1 + ahead if side == "best" else 1 + ahead + int(open_.sum())
        found = self._tried(city, side, limit, against)
        if found.rank == limit or not open_.any():
            return Extreme(found.rank, found.rank, found.shares)
        if side == "best":
            return self._improved(city, found, limit, 1, functions=against.leads[open_], highest=against.largest[open_])
        return self._improved(city, found, limit, -1, functions=-against.leads[open_], highest=-against.smallest[open_])

    def _tried(self, city: int, side: Side, limit: int, against: Opponents) -> Extreme:
        """Return the best of the corners that were tried for all cities, or of those of a city's own pairs."""
        sign = 1 if side == "best" else -1
        ranks = self.ranks[:, city]
        at = int((sign * ranks).argmin())
        found = Extreme(int(ranks[at]), 0, self.tried[at])
        if self.few or found.rank == limit:
            return found
        corners = np.unique(against.corners, axis=0)
        parts = np.array_split(corners, len(corners) * len(self.scaled) // NUMBERS + 1)
        ahead = np.concatenate([(against.leads @ part.T > self.linear.tie).sum(axis=0) for part in parts])
        for place in np.argsort(sign * ahead, kind="stable")[:OWN]:
            rank = int(self.ranks_of(corners[place])[city])
            if sign * rank < sign * found.rank:
                found = Extreme(rank, 0, corners[place])
        return found

    def _improved(
        self, city: int, found: Extreme, limit: int, sign: int, *, functions: Array, highest: Array
    ) -> Extreme:
        """Look for a better rank than that of the best corner, or prove that there is none.

        A city that is tied with this one is not ahead of it: so for the best rank the first margin is zero, and for the
        worst rank it is the smallest that counts. If scoring again does not agree, a wider margin is tried.
        """
        proven = found.rank
        for attempt, margin in enumerate((0.0, MARGIN) if sign > 0 else (MARGIN, 10 * MARGIN)):
            left = self.until - time.monotonic()
            if left <= 0:
                proven = proven if attempt else limit
                break
            answer = fewest_positive(
                functions,
                highest,
                within=self.space.shares,
                margin=margin,
                time_limit=left if np.isfinite(left) else None,
            )
            if answer is None:  # of all weights some have fewest ahead: the solver is wrong, and has proven nothing
                proven = proven if attempt else limit
                break
            if not attempt:
                bound = limit + sign * answer.proven
                proven = min(bound, proven) if sign > 0 else max(bound, proven)
            if answer.count is None or sign * (limit + sign * answer.count) >= sign * found.rank:
                break
            found = self._scored(city, found, sign, functions[~answer.positive], answer.shares)
            if found.rank == proven:
                break
        return Extreme(found.rank, proven, found.shares)

    def _scored(self, city: int, found: Extreme, sign: int, below: Array, shares: Array) -> Extreme:
        """Move to the middle of the place found, score again, and keep what is better."""
        middle = central_shares(below, within=self.space.shares)
        for each in ([] if middle is None else [middle[1]]) + [shares]:
            mended = self.space.mend(each)
            rank = int(self.ranks_of(mended)[city])
            if sign * rank < sign * found.rank:
                return Extreme(rank, 0, mended)
        return found
