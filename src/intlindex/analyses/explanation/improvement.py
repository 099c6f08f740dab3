"""The smallest change in raw values that brings a city to a rank, others unchanged.

All that was fitted is held: bounds, fills and treatment, as when a city is placed. The score is then affine in
normalised values, and these are straight lines of raw values in between a few points; so the cheapest change is a
knapsack, or a mixed-integer program where a later step pays more than an earlier one. What is found is scored again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.arguments import is_number, whole_number
from intlindex.analyses.explanation.levers import Lever, Levers
from intlindex.analyses.robustness.linear_scores import competition_ranks
from intlindex.core.description import node_names
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.explanation import ImprovementRecord
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.errors import Problem, RequestError, nearest, problem
from intlindex.kernels.simplex.cheapest import cheapest_gain
from intlindex.sentences import say

__all__ = ["Improvement", "improve"]

Array = NDArray[np.float64]
Per = Literal["point", "unit"]


@dataclass(frozen=True, eq=False, repr=False)
class Improvement(Result[ImprovementRecord]):
    """The cheapest change that brings a city to a rank."""

    index: ScoredIndex
    """The index that was asked."""
    city: str
    """The city."""
    target: int
    """The rank that was asked for."""
    per: Per
    """Unit of costs: normalised points, or units of raw values."""
    cost: float
    """The cost of the change."""
    rank_before: int
    """Its present rank."""
    score_before: float
    """Its present score."""
    rank_after: int
    """Its rank when it is scored again with the change."""
    score_after: float
    """Its score with the change."""
    _table: pd.DataFrame = field(repr=False)
    _marginal: pd.DataFrame = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """What changes: `now`, `then` and `change` in raw units, `points`, `cost`, and `gain` in score."""
        return self._table.copy()

    @property
    def values(self) -> dict[str, float]:
        """New raw values of the indicators that change."""
        return {str(name): float(value) for name, value in self._table["then"].items()}

    @property
    def marginal(self) -> pd.DataFrame:
        """What each indicator alone is worth.

        `per_point` and `per_unit`: score for one normalised point and one raw unit, as things are now; `limit`: how far
        it may go; `gain`, `places` and `rank`: what the city gains in score and in places, and where it ranks, if that
        indicator alone goes to its limit.
        """
        return self._marginal.copy()

    @property
    def shown(self) -> Shown:
        """The change, in sentences and as a table."""
        plain = self.per == "point" and (self._table["cost"] == self._table["points"]).all()
        lines = [
            say(
                "improvement/ranks",
                rank_before=self.rank_before,
                score_before=fixed(self.score_before, 2),
                rank_after=self.rank_after,
                score_after=fixed(self.score_after, 2),
            )
        ]
        changed, among = len(self._table), len(self._marginal)
        if self.rank_before <= self.target:
            lines.append(say("improvement/nothing"))
        elif plain:
            lines.append(say("improvement/points", cost=self.cost, changed=changed, count=among))
        else:
            lines.append(say("improvement/costs", cost=self.cost, changed=changed, count=among))
        title = say("improvement/title", city=self.city, rank=self.target, index=self.index.framework.title)
        table = self._table.reset_index()
        units = {node.id: node.unit for node in self.index.framework.indicators}
        table.insert(1, "unit", [units[name] for name in table["indicator"]])
        table = table.drop(columns="cost") if plain else table
        return Shown(
            title,
            tuple(lines),
            table if len(table) else pd.DataFrame(),
            digits=2,
            labels=node_names(self.index.framework),
        )


def improve(
    index: ScoredIndex,
    city: str,
    *,
    rank: int,
    indicators: Iterable[str] | None = None,
    per: Per = "point",
    costs: Mapping[str, float] | None = None,
    limits: Mapping[str, float] | None = None,
) -> Improvement:
    """Find the least change that brings a city to a rank; see `Index.improve`."""
    name = index.city(city)
    levers = Levers(index, name)
    scores = levers.scores(index.prepared.normalised)
    chosen, measured = _checked(index, scores, name, rank=rank, indicators=indicators, per=per)
    prices = _prices(chosen, costs, "costs")
    stops = _prices(chosen, limits, "limits", positive=False)
    found = levers.of(chosen, stops, named=indicators is not None)
    if measured == "unit":
        _straight_only(found)
    row = levers.row
    others = np.sort(np.delete(scores, row)[~np.isnan(np.delete(scores, row))])[::-1]
    wanted = float(others[rank - 1] - scores[row]) if rank <= others.size else 0.0
    plan = _plan(levers, found, prices, measured, wanted=wanted, rank=rank)
    after = levers.scores(levers.changed(plan))
    table = _table(found, plan, prices, measured, levers)
    return Improvement(
        index=index,
        city=name,
        target=rank,
        per=measured,
        cost=float(table["cost"].sum()),
        rank_before=int(competition_ranks(index, scores)[row]),
        score_before=float(scores[row]),
        rank_after=int(competition_ranks(index, after)[row]),
        score_after=float(after[row]),
        _table=table,
        _marginal=_marginal(levers, found, scores),
    )


def _checked(
    index: ScoredIndex, scores: Array, city: str, *, rank: int, indicators: Iterable[str] | None, per: str
) -> tuple[list[str], Per]:
    """Return the indicators and the unit of costs, or refuse."""
    problems: list[Problem] = []
    count = int((~np.isnan(scores)).sum())
    if np.isnan(scores[index.cities.index(city)]):
        problems.append(problem("no-score/improve", city))
    problems += whole_number(rank, "rank", least=1, most=max(count, 1))
    if per not in ("point", "unit"):
        problems.append(problem("wrong-value/improve-per", "per", found=per))
    chosen = [node.id for node in index.framework.indicators]
    if indicators is not None:
        a_list = hasattr(indicators, "__iter__") and not isinstance(indicators, str)
        chosen = list(dict.fromkeys(map(str, indicators))) if a_list else []
        if not chosen:
            problems.append(problem("wrong-type/improve-indicators", "indicators", found=indicators))
    if problems:
        raise refusal(problems, source="improve")
    return chosen, "unit" if per == "unit" else "point"


def _prices(
    chosen: list[str], given: Mapping[str, float] | None, what: str, *, positive: bool = True
) -> dict[str, float]:
    if given is not None and not isinstance(given, Mapping | pd.Series):
        raise RequestError([problem("wrong-type/improve-numbers", what, found=given)], source="improve")
    problems = []
    for name, value in ({} if given is None else given).items():
        if name not in chosen:
            hint = nearest(str(name), chosen)
            problems.append(problem("unknown-node/improve-chosen", f"{what}.{name}", hint=hint))
        elif not is_number(value) or (positive and not float(value) > 0):
            where = f"{what}.{name}"
            problems.append(
                problem("out-of-range/improve-positive" if positive else "not-finite/improve", where, found=value)
            )
    if problems:
        raise refusal(problems, source="improve")
    return {} if given is None else {str(name): float(value) for name, value in given.items()}


def _straight_only(levers: list[Lever]) -> None:
    bent = [
        problem("not-supported/improve-per-unit", lever.indicator.id)
        for lever in levers
        if not (lever.straight or lever.stepped)
    ]
    if bent:
        raise RequestError(bent, source="improve")


def _plan(
    levers: Levers, found: list[Lever], prices: Mapping[str, float], per: Per, *, wanted: float, rank: int
) -> dict[int, float]:
    """Return new raw values by column, such that scoring again gives the rank."""
    steps = [_steps(lever, prices.get(lever.indicator.id, 1.0), per) for lever in found]
    counts = [len(gains) for gains, _ in steps]
    things = np.repeat(np.arange(len(found)), counts)
    gains, costs = (np.concatenate([each[part] for each in steps] or [np.zeros(0)]) for part in (0, 1))
    whole = np.repeat([lever.stepped for lever in found], counts).astype(bool)
    grid = float(levers.index.scoring.steps[0])
    for more in (0.0, 2 * grid, 1e3 * grid, 1e5 * grid):  # a tie on the grid of the ranks is sufficient
        goal = wanted + more if wanted > 0 else 0.0
        taken = cheapest_gain(things, gains, costs, whole=whole, wanted=goal)
        if taken is None:
            break
        plan = {
            lever.column: _raw(levers, lever, taken[things == number], per)
            for number, lever in enumerate(found)
            if taken[things == number].sum() > 0
        }
        if competition_ranks(levers.index, levers.scores(levers.changed(plan)))[levers.row] <= rank:
            return plan
    farthest = {lever.column: float(lever.raw[-1]) for lever in found if lever.points[-1] > lever.points[0]}
    best = int(competition_ranks(levers.index, levers.scores(levers.changed(farthest)))[levers.row])
    if best <= rank:  # all changes together just suffice, but for rounding
        return farthest
    wrong = problem(
        "infeasible/improve", "rank", rank=rank, wanted=wanted, count=len(found), gain=gains.sum(), best=best
    )
    raise RequestError([wrong], source="improve")


def _steps(lever: Lever, price: float, per: Per) -> tuple[Array, Array]:
    """Return gain and cost of each step of a lever: all of it, or each segment."""
    rises = np.maximum(np.diff(lever.points), 0.0)
    if per == "point" and not lever.stepped:
        rises = np.array([rises.sum()])
    lengths = rises if per == "point" else np.abs(np.diff(lever.raw))
    return rises * lever.weight, lengths * price


def _raw(levers: Levers, lever: Lever, parts: Array, per: Per) -> float:
    """Return the raw value after parts of the steps of a lever."""
    if lever.stepped:
        return float(lever.raw[round(float(parts.sum()))])
    if per == "unit":
        return float(lever.raw[0] + parts @ np.diff(lever.raw))
    wanted = lever.points[0] + float(parts[0]) * (lever.points[-1] - lever.points[0])
    # The first segment that rises that far.
    at = int(np.argmax(lever.points >= wanted)) if lever.points[-1] >= wanted else len(lever.points) - 1
    if not lever.straight:
        return levers.value_at(lever, wanted, lever.raw[max(at - 1, 0)], lever.raw[at])
    before, rise = max(at - 1, 0), lever.points[at] - lever.points[max(at - 1, 0)]
    part = (wanted - lever.points[before]) / rise if rise > 0 else 1.0
    return float(lever.raw[before] + (lever.raw[at] - lever.raw[before]) * min(max(part, 0.0), 1.0))


def _table(
    found: list[Lever], plan: Mapping[int, float], prices: Mapping[str, float], per: Per, levers: Levers
) -> pd.DataFrame:
    rows = []
    for lever in found:
        if lever.column in plan:
            now, then = float(lever.raw[0]), plan[lever.column]
            points = float(levers.points(lever.column, np.array([then]))[0] - lever.points[0])
            effort = points if per == "point" else abs(then - now)
            cost = effort * prices.get(lever.indicator.id, 1.0)
            rows.append((lever.indicator.id, now, then, then - now, points, cost, points * lever.weight))
    columns = ["indicator", "now", "then", "change", "points", "cost", "gain"]
    frame = pd.DataFrame(rows, columns=columns).set_index("indicator")
    return frame.astype(np.float64).sort_values("gain", ascending=False, kind="stable")


def _marginal(levers: Levers, found: list[Lever], scores: Array) -> pd.DataFrame:
    """Bring each indicator alone to its limit, and score again."""
    before = int(competition_ranks(levers.index, scores)[levers.row])
    rows = []
    for lever in found:
        limit = float(lever.raw[-1])
        after = levers.scores(levers.changed({lever.column: limit}))
        rank = int(competition_ranks(levers.index, after)[levers.row])
        gain = float(after[levers.row] - scores[levers.row])
        first = abs(lever.raw[1] - lever.raw[0])
        slope = (
            float((lever.points[1] - lever.points[0]) / first) * lever.weight
            if lever.straight and not lever.stepped
            else np.nan
        )
        rows.append((lever.indicator.id, lever.weight, slope, limit, gain, before - rank, rank))
    columns = ["indicator", "per_point", "per_unit", "limit", "gain", "places", "rank"]
    return (
        pd.DataFrame(rows, columns=columns).set_index("indicator").sort_values("gain", ascending=False, kind="stable")
    )
