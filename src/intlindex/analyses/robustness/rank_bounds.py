"""The best and the worst rank that a city can have under any weights of a set, each with weights that show it.

How many cities are ahead of one is a number of linear functions that are positive. The least and the largest such
number over a set of weights is a mixed-integer linear program for each city; most opponents are decided beforehand
in closed form, and corners of the set are tried first. Kadziński, Greco & Słowiński (2012), "Extreme ranking analysis
in robust ordinal regression", Omega 40, 488-501.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.arguments import check_time_limit, usable_cores, whole_number
from intlindex.analyses.robustness.linear_scores import LinearScores, competition_ranks, linear_scores, rescored
from intlindex.analyses.robustness.weight_polytope import QUARTER, Polytope, polytope
from intlindex.core.data.table import labelled
from intlindex.core.scored import ScoredIndex
from intlindex.display.findings import findings_lines
from intlindex.display.result import Result, Shown
from intlindex.errors import DefinitionError, Problem
from intlindex.findings import Finding
from intlindex.kernels.simplex.mixed_integer import central_shares, fewest_positive
from intlindex.specs.weight_set import Bounds, WeightSet

__all__ = ["MARGIN", "Extreme", "RankBounds", "Search", "rank_bounds"]

Array = NDArray[np.float64]
Side = Literal["best", "worst"]
SIDES: tuple[Side, Side] = ("best", "worst")

MARGIN = 1e-6
"""Part of the range of scores by which a city must be ahead for its place to be certain."""

NUMBERS = 1 << 22
"""Scores that are held at once while corners are tried: 32 megabytes, and a few times that on the way."""


@dataclass(frozen=True, eq=False, repr=False)
class RankBounds(Result):
    """Best and worst attainable rank of every city over a set of weights.

    A city is ranked by the number of cities ahead of it, so that equal cities share the better place. Weights that
    attain a bound are in `witness`; each was scored again before it was returned.
    """

    index: ScoredIndex
    """The index that was asked."""
    weight_set: str
    """The set of weights, in words."""
    nominal_within: bool
    """Whether the weights of the index are in the set."""
    _findings: tuple[Finding, ...] = field(repr=False)
    """Bounds that are proven only as an interval; usually none."""
    _table: pd.DataFrame = field(repr=False)
    _witnesses: Mapping[tuple[str, Side], Mapping[str, float]] = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """`best`, `rank` and `worst` of every city, in the order of the ranking; <NA> for cities without a score."""
        return self._table.copy()

    def witness(self, city: str, side: Side) -> dict[str, float]:
        """Return weights under which a city has its best or its worst rank.

        Parameters
        ----------
        city : str
            Any name of the city.
        side : {"best", "worst"}
            Which bound.

        Returns
        -------
        dict of str to float
            Shares by node id, for `Index.reweight`.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        DefinitionError
            If it has no score, or the side is neither.
        """
        name = self.index.city(city)
        if side not in SIDES:
            raise DefinitionError([Problem("side", f"must be 'best' or 'worst', found {side!r}")])
        if (name, side) not in self._witnesses:
            raise DefinitionError([Problem(name, "has no score, so it has no rank under any weights")])
        return dict(self._witnesses[name, side])

    def always_within(self, top: int) -> tuple[str, ...]:
        """Return the cities that all weights of the set keep among the first so many.

        Raises
        ------
        DefinitionError
            If that is no number of places.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").rank_bounds(of="index").always_within(3)
        ('London', 'Paris')
        """
        return tuple(self._table.index[(self._table["worst"] <= _places(top)).fillna(value=False)])

    def never_within(self, top: int) -> tuple[str, ...]:
        """Return the cities that no weights of the set bring among the first so many.

        Raises
        ------
        DefinitionError
            If that is no number of places.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").rank_bounds(of="index").never_within(11)
        ('São Paulo',)
        """
        return tuple(self._table.index[(self._table["best"] > _places(top)).fillna(value=False)])

    @property
    def shown(self) -> Shown:
        """What can happen to whom."""
        known = self._table.dropna()
        fixed = list(known.index[known["best"] == known["worst"]])
        first = list(known.index[known["best"] == 1])
        wide = (known["worst"] - known["best"]).astype(float)
        lines = [f"Weights: {self.weight_set}."]
        if not self.nominal_within:
            lines.append("The weights of the index itself are not in that set, so a rank may lie outside its bounds.")
        lines.append(f"Can be first: {', '.join(first) or 'none'}. Rank certain: {', '.join(fixed) or 'none'}.")
        if len(wide) and wide.max() > 0:
            lines.append(f"Widest: {wide.idxmax()}, {int(wide.max())} places. Places between its bounds: median")
            lines[-1] += f" {wide.median():.0f}."
        lines += findings_lines(self.findings)
        table = self._table.reset_index()
        return Shown(f"Best and worst attainable rank: {self.index.framework.title}", tuple(lines), table)


def _places(top: int) -> int:
    if problems := whole_number(top, "top", least=1):
        raise DefinitionError(problems)
    return int(top)


def rank_bounds(
    index: ScoredIndex,
    *,
    within: float | None = None,
    of: str | None = None,
    weights: WeightSet | None = None,
    time_limit: float | None = None,
) -> RankBounds:
    """Find each city's best and worst rank over a set of weights; see `Index.rank_bounds`."""
    if problems := check_time_limit(time_limit):
        raise DefinitionError(problems)
    space = polytope(index, within=within, of=of, weights=weights, default=Bounds(within=QUARTER))
    search = Search(index, space, linear_scores(index, space.varied), time_limit)
    jobs = [(city, side) for city in range(len(search.linear.cities)) for side in SIDES]
    with ThreadPoolExecutor(usable_cores()) as pool:
        found = dict(zip(jobs, pool.map(lambda job: search.extreme(*job), jobs), strict=True))
    return _result(search, found)


@dataclass(frozen=True)
class Extreme:
    """What was found for one city and side."""

    rank: int
    proven: int
    """No weights have a better (for the worst: a worse) rank than this."""
    shares: Array


class Search:
    """All that the searches of one question share."""

    def __init__(self, index: ScoredIndex, space: Polytope, linear: LinearScores, time_limit: float | None) -> None:
        self.index, self.space, self.linear, self.time_limit = index, space, linear, time_limit
        self.leads, self.highest, corners = linear.leads(space)
        self.tried = np.unique(corners, axis=0)
        if space.contains_nominal:
            self.tried = np.vstack([space.varied.nominal, self.tried])
        # Of n cities some n squared corners are tried, each of them a score of every node of every city.
        blocks = np.array_split(self.tried, len(self.tried) * len(index.nodes) * len(index.cities) // NUMBERS + 1)
        self.ranks = np.concatenate([self.ranks_of(block).astype(np.int32) for block in blocks])

    def ranks_of(self, shares: Array) -> Array:
        """Rank the cities under shares ``(..., shares)``, by scoring the index again."""
        return self.ranks_by(rescored(self.index, self.space.weights(self.index, shares)))

    def ranks_by(self, scores: Array) -> Array:
        """Rank the cities that have a score by scores of all."""
        return competition_ranks(self.index, scores[..., self.linear.rows])

    def extreme(self, city: int, side: Side) -> Extreme:
        """Find the best or worst rank of a city."""
        certain = self.highest[city] < -self.linear.tie  # always ahead of it
        open_ = (self.highest[:, city] > self.linear.tie) & ~certain
        open_[city] = False
        ahead = int(certain.sum())
        ranks = self.ranks[:, city]
        at = int(ranks.argmin() if side == "best" else ranks.argmax())
        found = Extreme(int(ranks[at]), 0, self.tried[at])
        if side == "best":
            limit, functions, highest = 1 + ahead, self.leads[open_, city], self.highest[open_, city]
        else:
            limit, functions, highest = 1 + ahead + int(open_.sum()), self.leads[city, open_], self.highest[city, open_]
        if found.rank == limit or not open_.any():
            return Extreme(found.rank, found.rank, found.shares)
        sign = 1 if side == "best" else -1
        return self._improved(city, found, limit, sign, functions=functions, highest=highest)

    def _improved(
        self, city: int, found: Extreme, limit: int, sign: int, *, functions: Array, highest: Array
    ) -> Extreme:
        """Look for a better rank than that of the best corner, or prove that there is none.

        Who is level with the city is not ahead of it: so for the best rank the first margin is none, and for the
        worst the least that counts. If scoring again does not agree, a wider margin says what is surely attained.
        """
        proven = found.rank
        for attempt, margin in enumerate((0.0, MARGIN) if sign > 0 else (MARGIN, 10 * MARGIN)):
            answer = fewest_positive(
                functions, highest, within=self.space.shares, margin=margin, seconds=self.time_limit
            )
            if answer is None:  # of all weights some have fewest ahead: the solver is wrong, and has proven nothing
                proven = proven if attempt else limit
                break
            if not attempt:
                bound = limit + sign * answer.proven
                proven = min(bound, proven) if sign > 0 else max(bound, proven)
            if answer.count is None or sign * (limit + sign * answer.count) >= sign * found.rank:
                break
            found = self._scored(city, found, sign, functions[~answer.counted], answer.shares)
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


def _result(search: Search, found: Mapping[tuple[int, Side], Extreme]) -> RankBounds:
    index, linear = search.index, search.linear
    nominal = competition_ranks(index, rescored(index, np.array(index.weights, dtype=np.float64)))
    findings, witnesses = [], {}
    ranks = np.full((len(index.cities), 3), np.nan)
    for place, city in enumerate(linear.cities):
        for side in SIDES:
            one = found[place, side]
            witnesses[city, side] = search.space.weighting(index, one.shares)
            if one.rank != one.proven:
                findings.append(_gap(city, side, one))
        best, worst = (found[place, side].rank for side in SIDES)
        ranks[linear.rows[place]] = best, nominal[linear.rows[place]], worst
    table = labelled(ranks, index.cities, ["best", "rank", "worst"]).astype("Int64")
    table = table.sort_values("rank", kind="stable", na_position="last")
    return RankBounds(index, search.space.in_words, search.space.contains_nominal, tuple(findings), table, witnesses)


def _gap(city: str, side: Side, one: Extreme) -> Finding:
    nearer, beyond = ("better", "below") if side == "best" else ("worse", "above")
    message = (
        f"{city}: rank {one.rank} is attained, and none {nearer} than {one.proven} is possible; whether any {beyond} "
        f"{one.rank} is, was not settled in time or lies within the tolerance of the solver"
    )
    return Finding("bound-not-tight", "warning", "", message)
