"""Which weights of a set come closest to a given ranking: a calibration, never a default.

The smallest total violation is a linear program, after LINMAP (Srinivasan & Shocker 1973, Psychometrika 38, 337-369)
and UTA (Jacquet-Lagrèze & Siskos 1982, European Journal of Operational Research 10, 151-164). The fewest inverted
pairs, which is the smallest Kendall distance, is a mixed-integer program; over a triangle of three weights all cells
are tried instead. With many free weights almost any order can be attained, so that the same is done for random orders
of the same cities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.arguments import check_time_limit, is_number, whole_number
from intlindex.analyses.robustness.linear_scores import LinearScores, linear_scores
from intlindex.analyses.robustness.rank_search import MARGIN
from intlindex.analyses.robustness.weight_map import triangle_of
from intlindex.analyses.robustness.weight_polytope import Polytope, polytope
from intlindex.analyses.seeds import Random, seed_of
from intlindex.core.description import node_names
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.table import TableRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import Problem, RequestError, UnknownNameError, problem
from intlindex.kernels.simplex.envelope import cell_points
from intlindex.kernels.simplex.mixed_integer import central_shares, fewest_positive, linear_program
from intlindex.sentences import Sentence, say
from intlindex.specs.weight_set import WeightSet

__all__ = ["Calibration", "calibrate"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
By = Literal["kendall", "violation"]
THREE = 3


@dataclass(frozen=True, eq=False, repr=False)
class Calibration(Result[TableRecord]):
    """Weights fitted to a given ranking. A calibration: weights that fit are not therefore right."""

    index: ScoredIndex
    """The index that was analysed."""
    by: By
    """What was minimised: the number of inverted pairs, or the sum of the leads by which pairs are inverted."""
    weight_set: str
    """The set of weights, in words."""
    pairs: int
    """Pairs of cities that the given ranking orders."""
    inversions: int
    """Number of these pairs that the fitted weights invert or leave tied."""
    lower_bound: int
    """No weights of the set invert fewer; equal to `inversions` where that is proven to be the fewest."""
    nominal_inversions: int
    """Number of pairs that the weights of the index invert."""
    violation: float
    """Sum of the leads by which pairs are inverted, in parts of the range of scores."""
    margin: float
    """The smallest lead of a pair in the given order, in parts of the range of scores."""
    free_weights: int
    """Number of weights that vary freely."""
    random: tuple[float, ...]
    """The same figure, inversions or violation, for random orders of the same cities."""
    _weights: Mapping[str, float] = field(repr=False)
    _violations: pd.DataFrame = field(repr=False)
    _table: pd.DataFrame = field(repr=False)

    @property
    def weights(self) -> dict[str, float]:
        """The fitted shares by node id, for `Index.reweight`."""
        return dict(self._weights)

    @property
    def violations(self) -> pd.DataFrame:
        """The pairs that are inverted: `above` and `below` as given, `lead` as fitted, and whether `unavoidable`.

        A pair is unavoidable where no weights of the set put it in the given order.
        """
        return self._violations.copy()

    @property
    def table(self) -> pd.DataFrame:
        """`nominal`, `fitted` and `change` of every share that varies, by node."""
        return self._table.copy()

    @property
    def shown(self) -> Shown:
        """How many pairs are inverted, and how many for random orders."""
        lines = [
            say("calibration/caution"),
            say("calibration/weights", weight_set=self.weight_set, free=self.free_weights),
            self._inversions_in_words,
            say("calibration/violation", violation=self.violation, margin=self.margin),
        ]
        if self.random:
            low, median, high = map(float, np.quantile(self.random, [0, 0.5, 1]))
            spread = {"low": low, "median": median, "high": high, "orders": len(self.random)}
            lines.append(
                say("calibration/random-inversions", **spread, inversions=self.inversions)
                if self.by == "kendall"
                else say("calibration/random-violation", **spread, violation=self.violation)
            )
        title = say("calibration/title", index=self.index.framework.title)
        return Shown(title, tuple(lines), self._table.reset_index(), digits=4, labels=node_names(self.index.framework))

    @property
    def _inversions_in_words(self) -> Sentence:
        counts = {
            "inversions": self.inversions,
            "pairs": self.pairs,
            "nominal": self.nominal_inversions,
            "unavoidable": int(self._violations["unavoidable"].sum()),
        }
        if self.lower_bound == self.inversions:
            return say("calibration/inversions-fewest", **counts)
        return say("calibration/inversions", **counts, lower_bound=self.lower_bound)


def calibrate(
    index: ScoredIndex,
    ranking: Iterable[str] | Mapping[str, float],
    *,
    by: By = "kendall",
    of: str | None = None,
    within: float | None = None,
    weights: WeightSet | None = None,
    random_orders: int = 20,
    time_limit: float | None = 10.0,
    rng: Random = 0,
) -> Calibration:
    """Fit weights to a ranking; see `Index.calibrate`."""
    measured: By = "violation" if by == "violation" else "kendall"
    if by != measured:
        raise RequestError([problem("wrong-value/robustness", "by", allowed=("kendall", "violation"), found=by)])
    if problems := whole_number(random_orders, "random_orders", least=0) + check_time_limit(time_limit):
        raise RequestError(problems)
    seed = seed_of(rng)
    space = polytope(index, within=within, of=of, weights=weights)
    linear = linear_scores(index, space.varied)
    places, ranks = _given(index, linear, ranking)
    fit = _Fit(space, linear, measured, time_limit)
    shares, _, lower_bound = fit.to(places, ranks)
    shares = fit.middle(places, ranks, shares)
    shuffled = [seed.generator(number).permutation(ranks) for number in range(random_orders)]
    random = tuple(fit.figure(places, each) for each in shuffled)
    leads, above, below = fit.leads(places, ranks)
    found = leads @ shares
    wrong = found <= linear.tie
    nominal = space.varied.nominal
    highest = (leads * space.corners(leads)).sum(axis=1)
    violations = pd.DataFrame(
        {
            "above": [linear.cities[at] for at in above[wrong]],
            "below": [linear.cities[at] for at in below[wrong]],
            "lead": found[wrong] * linear.scale,
            "unavoidable": highest[wrong] <= linear.tie,
        }
    )
    table = space.shares_frame("fitted", shares)
    return Calibration(
        index=index,
        by=measured,
        weight_set=space.in_words,
        pairs=len(leads),
        inversions=int(wrong.sum()),
        lower_bound=lower_bound,
        nominal_inversions=int((leads @ nominal <= linear.tie).sum()),
        violation=float(np.maximum(-found, 0.0).sum()),
        margin=float(found[~wrong].min(initial=np.inf)) if not wrong.all() else 0.0,
        free_weights=int((space.shares.high > space.shares.low).sum()) - 1,
        random=random,
        _weights=space.weighting(index, shares),
        _violations=violations.sort_values(["unavoidable", "lead"], ascending=[False, True], ignore_index=True),
        _table=table,
    )


class _Fit:
    """Finds the weights of a set that come closest to rankings."""

    def __init__(self, space: Polytope, linear: LinearScores, by: By, time_limit: float | None) -> None:
        self.space, self.by, self.time_limit = space, by, time_limit
        self.scaled, self.tie = linear.matrix / linear.scale, linear.tie
        self.cells: dict[tuple[int, ...], Array] = {}

    def leads(self, places: Array, ranks: Array) -> tuple[Array, NDArray[np.intp], NDArray[np.intp]]:
        """Return the leads ``(pairs, shares)`` that should be positive, and the cities above and below in each pair."""
        first, second = np.nonzero(ranks[:, None] < ranks[None, :])
        above, below = places[first].astype(np.intp), places[second].astype(np.intp)
        return self.scaled[above] - self.scaled[below], above, below

    def to(self, places: Array, ranks: Array) -> tuple[Array, int, int]:
        """Return the closest shares, the number of pairs that they invert, and a lower bound of that number."""
        leads, *_ = self.leads(places, ranks)
        highest = (leads * self.space.corners(leads)).sum(axis=1)
        hopeless = highest <= self.tie
        if self.by == "violation":
            shares = self._least_violation(leads)
            return shares, self._inverted(leads, shares), int(hopeless.sum())
        if len(self.space.varied.nodes) == THREE and (self.space.shares.high > self.space.shares.low).all():
            return self._fewest_of_cells(leads, hopeless, self._cells(places))
        return self._fewest(leads, int(hopeless.sum()))

    def _inverted(self, leads: Array, shares: Array) -> int:
        """Count the pairs that are inverted or tied."""
        return int((leads @ shares <= self.tie).sum())

    def _fewest_of_cells(self, leads: Array, hopeless: Mask, points: Array) -> tuple[Array, int, int]:
        """Take the cell in which the fewest pairs are inverted; its point is near an edge, and is moved inside."""
        wrong = (points @ leads.T <= 0) | hopeless
        counts = wrong.sum(axis=1)
        at = int(counts.argmin())
        least = int(counts[at])
        shares = self._central(leads, ~wrong[at], points[at])
        count = self._inverted(leads, shares)
        if count > least:  # the cell is so thin that within it cities are tied
            other, fewer, _ = self._fewest(leads, int(hopeless.sum()))
            shares, count = (other, fewer) if fewer < count else (shares, count)
        return shares, count, least

    def _central(self, leads: Array, right: Mask, shares: Array) -> Array:
        """Move to where pairs in the given order are so by as much as possible, if no more are inverted there."""
        found = central_shares(-leads[right], within=self.space.shares) if right.any() else None
        if found is None:
            return shares
        moved = self.space.mend(found[1])
        return moved if self._inverted(leads, moved) <= self._inverted(leads, shares) else shares

    def _least_violation(self, leads: Array) -> Array:
        width, count = leads.shape[1], len(leads)
        limits: list[tuple[float | None, float | None]] = [
            *zip(self.space.shares.low.tolist(), self.space.shares.high.tolist(), strict=True),
            *[(0.0, None)] * count,
        ]
        found = linear_program(
            np.concatenate([np.zeros(width), np.ones(count)]),
            np.hstack([-leads, -np.eye(count)]),
            np.zeros(count),
            within=self.space.shares,
            limits=limits,
        )
        return self.space.mend(found[:width]) if found is not None else self.space.varied.nominal

    def _fewest(self, leads: Array, hopeless: int) -> tuple[Array, int, int]:
        """Search for fewer inversions than at the smallest violation, and at the weights of the index."""
        tried = [self._least_violation(leads)]
        if self.space.contains_nominal:
            tried.append(self.space.varied.nominal)
        wrongs = [self._inverted(leads, shares) for shares in tried]
        best = int(np.argmin(wrongs))
        shares, count = tried[best], wrongs[best]
        if count == hopeless:
            return shares, count, count
        lowest = (-leads * self.space.corners(-leads)).sum(axis=1)
        found = fewest_positive(
            -leads,
            np.maximum(lowest, 0.0),
            within=self.space.shares,
            margin=MARGIN,
            at_most=count - 1,
            time_limit=self.time_limit,
        )
        if found is None:
            return shares, count, count
        if found.count is not None:
            moved = self.space.mend(found.shares)
            if (wrong := self._inverted(leads, moved)) < count:
                shares, count = moved, wrong
        return shares, count, min(max(found.proven, hopeless), count)  # what is proven counts leads below the margin

    def _cells(self, places: Array) -> Array:
        key = tuple(int(place) for place in places)
        if key not in self.cells:
            scaled = self.scaled[places.astype(np.intp)]
            first, second = np.triu_indices(len(scaled), 1)
            self.cells[key] = cell_points(scaled[first] - scaled[second], start=triangle_of(self.space))
        return self.cells[key]

    def middle(self, places: Array, ranks: Array, shares: Array) -> Array:
        """Move to where pairs in the given order are so by as much as possible; a smallest violation stays."""
        leads, *_ = self.leads(places, ranks)
        return shares if self.by == "violation" else self._central(leads, leads @ shares > self.tie, shares)

    def figure(self, places: Array, ranks: Array) -> float:
        """Return what was minimised, for one ranking."""
        shares, inversions, _ = self.to(places, ranks)
        if self.by == "kendall":
            return float(inversions)
        leads, *_ = self.leads(places, ranks)
        return float(np.maximum(-(leads @ shares), 0.0).sum())


def _given(
    index: ScoredIndex, linear: LinearScores, ranking: Iterable[str] | Mapping[str, float]
) -> tuple[Array, Array]:
    """Return the places of the cities of a ranking, and their ranks in it."""
    if isinstance(ranking, str | pd.DataFrame) or not isinstance(ranking, Iterable):
        raise RequestError([problem("wrong-type/ranking", "ranking")])
    pairs = _as_ranks(ranking)
    problems: list[Problem] = []
    unknown: list[Problem] = []
    found: dict[int, float] = {}
    for name, rank in pairs:
        try:
            city = index.city(str(name))
        except UnknownNameError as error:
            unknown += error.problems
            continue
        if city not in linear.cities:
            problems.append(problem("no-score/ranked-city", city))
        elif linear.place(city) in found:
            problems.append(problem("duplicate/ranked-city", city))
        else:
            found[linear.place(city)] = rank
    if unknown:
        raise UnknownNameError(unknown, source="ranking")
    if not problems and len(set(found.values())) < 2:
        few = len(found) < 2
        problems.append(problem("out-of-range/ranked-cities" if few else "out-of-range/ranks-equal", found=len(found)))
    if problems:
        raise RequestError(problems, source="ranking")
    return np.array(list(found), dtype=np.float64), np.array(list(found.values()))


def _as_ranks(ranking: Iterable[str] | Mapping[str, float]) -> list[tuple[str, float]]:
    """Return names and ranks of a list, best first, or of a mapping or Series; a Series of names is a list."""
    is_list = isinstance(ranking, pd.Series) and all(isinstance(name, str) for name in ranking)
    if is_list or not isinstance(ranking, Mapping | pd.Series):
        return [(name, float(place)) for place, name in enumerate(ranking)]
    known = [(str(name), rank) for name, rank in ranking.items() if not pd.isna(rank)]
    wrong = [problem("wrong-type/rank", name, found=rank) for name, rank in known if not is_number(rank)]
    if wrong:
        raise RequestError(wrong, source="ranking")
    return [(name, float(rank)) for name, rank in known]
