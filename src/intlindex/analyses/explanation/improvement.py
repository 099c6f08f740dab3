"""The smallest change in raw values that brings a city to a rank, others unchanged.

All that was fitted is held: bounds, fills and treatment, as when a city is placed. The score is then affine in
normalised values, and these are straight lines of raw values in between a few points; so the cheapest change is a
knapsack, or a mixed-integer program where a later step pays more than an earlier one. What is found is scored again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.arguments import is_number, whole_number
from intlindex.analyses.explanation.cost_tables import CostsGiven, costs_of_table
from intlindex.analyses.explanation.levers import Lever, Levers
from intlindex.analyses.explanation.packages import Per, farthest, fewest, package
from intlindex.analyses.robustness.linear_scores import competition_ranks, rule_for_ties
from intlindex.core.description import node_names
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.explanation import ImprovementRecord
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.errors import Problem, RequestError, nearest, problem
from intlindex.sentences import Sentence, say

__all__ = ["OWN", "Improvement", "improve"]

Array = NDArray[np.float64]
OWN = ("city",)
LEVERS = ("city", "country", "none")


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
    left_out: tuple[str, ...]
    """Indicators that were not to change, since the city cannot change them itself."""
    fewest: Improvement | None
    """The package that changes the fewest indicators, the cheapest of these; None of that package itself."""
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
            ),
            *rule_for_ties(self.index),
        ]
        changed, among = len(self._table), len(self._marginal)
        if self.rank_before <= self.target:
            lines.append(say("improvement/nothing"))
        elif plain:
            lines.append(say("improvement/points", cost=self.cost, changed=changed, count=among))
        else:
            lines.append(say("improvement/costs", cost=self.cost, changed=changed, count=among))
        if self.fewest is not None and len(self.fewest.table) < changed:
            lines.append(self._fewest_line(self.fewest))
        if self.left_out:
            lines.append(say("improvement/left-out", nodes=self.left_out))
        title = say("improvement/title", city=self.city, rank=self.target, index=self.index.framework.title)
        table = self._table.reset_index()
        units = {node.id: node.unit for node in self.index.framework.indicators}
        table.insert(1, "unit", [units[name] for name in table["indicator"]])
        table = table.drop(columns="cost") if plain else table
        names = node_names(self.index.framework)
        return Shown(
            title,
            tuple(line.named(names) for line in lines),
            table if len(table) else pd.DataFrame(),
            digits=2,
            labels=names,
        )

    @staticmethod
    def _fewest_line(other: Improvement) -> Sentence:
        """Return what changes in the package of the fewest changes, and its cost."""
        changes = tuple(
            say("part/change", node=str(name), now=row["now"], then=row["then"]) for name, row in other.table.iterrows()
        )
        return say(
            "improvement/fewest",
            count=len(changes),
            cost=other.cost,
            changes=changes,
            rank=other.rank_after,
        )


def improve(
    index: ScoredIndex,
    city: str,
    *,
    rank: int,
    indicators: Iterable[str] | None = None,
    per: Per = "point",
    costs: CostsGiven = None,
    limits: Mapping[str, float] | Literal["doubled"] | None = None,
    levers: Iterable[str] = OWN,
) -> Improvement:
    """Find the least change that brings a city to a rank; see `Index.improve`."""
    require_score(index.fits)
    name = index.city(city)
    own = Levers(index, name)
    scores = own.scores(index.prepared.normalised)
    chosen, measured = _checked(index, scores, name, rank=rank, indicators=indicators, per=per, levers=levers)
    stated: dict[str, float] = {}
    if isinstance(costs, pd.DataFrame | Path):
        costs, stated = costs_of_table(costs)
    if isinstance(limits, str) and limits == "doubled":
        limits = own.doubled(chosen) | stated
    elif stated:
        limits = {**stated, **({} if limits is None else limits)}
    prices = _prices(chosen, costs, "costs")
    stops = _prices(chosen, limits, "limits", positive=False)
    found = own.of(chosen, stops, named=indicators is not None)
    if measured == "unit":
        _straight_only(found)
    others = np.sort(np.delete(scores, own.row)[~np.isnan(np.delete(scores, own.row))])[::-1]
    wanted = float(others[rank - 1] - scores[own.row]) if rank <= others.size else 0.0
    marginal = _marginal(own, found, scores)
    left_out = tuple(node.id for node in index.framework.indicators if node.id not in chosen)

    turn = index.scoring.tree.orientations[0]  # as it is published, where rank 1 is the lowest

    def scored(plan: dict[int, float], other: Improvement | None) -> Improvement:
        after = own.scores(own.changed(plan))
        table = _table(found, plan, prices, measured, own)
        return Improvement(
            index=index,
            city=name,
            target=rank,
            per=measured,
            cost=float(table["cost"].sum()),
            rank_before=int(competition_ranks(index, scores)[own.row]),
            score_before=turn * float(scores[own.row]),
            rank_after=int(competition_ranks(index, after)[own.row]),
            score_after=turn * float(after[own.row]),
            left_out=() if indicators is not None else left_out,
            fewest=other,
            _table=table,
            _marginal=marginal,
        )

    def cheapest(most: int | None = None) -> dict[int, float] | None:
        return package(own, found, prices, measured, wanted=wanted, rank=rank, most=most)

    plan = cheapest()
    if plan is None:
        raise _out_of_reach(own, found, wanted, rank, left_out if indicators is None else ())
    few = range(fewest(found, wanted), len(plan))
    other = next((each for each in map(cheapest, few) if each is not None), plan)
    return scored(plan, scored(other, None))


def _out_of_reach(
    levers: Levers, found: list[Lever], wanted: float, rank: int, left_out: tuple[str, ...]
) -> RequestError:
    """Return the error for a rank that all changes together do not reach."""
    best = int(competition_ranks(levers.index, levers.scores(levers.changed(farthest(found))))[levers.row])
    gain = sum(float(lever.points[-1] - lever.points[0]) * lever.weight for lever in found)
    values = {"rank": rank, "wanted": wanted, "count": len(found), "gain": gain, "best": best}
    if left_out:
        wrong = problem("infeasible/improve-own", "rank", **values, nodes=left_out)
    else:
        wrong = problem("infeasible/improve", "rank", **values)
    return RequestError([wrong], source="improve")


def _checked(
    index: ScoredIndex,
    scores: Array,
    city: str,
    *,
    rank: int,
    indicators: Iterable[str] | None,
    per: str,
    levers: Iterable[str],
) -> tuple[list[str], Per]:
    """Return the indicators and the unit of costs, or refuse."""
    problems: list[Problem] = []
    count = int((~np.isnan(scores)).sum())
    if np.isnan(scores[index.cities.index(city)]):
        problems.append(problem("no-score/improve", city))
    problems += whole_number(rank, "rank", least=1, most=max(count, 1))
    if per not in ("point", "unit"):
        problems.append(problem("wrong-value/improve-per", "per", found=per))
    a_list = hasattr(levers, "__iter__") and not isinstance(levers, str)
    movers = list(map(str, levers)) if a_list else []
    if not movers or not set(movers) <= set(LEVERS):
        problems.append(problem("wrong-value/improve-levers", "levers", allowed=LEVERS, found=levers))
    chosen = [node.id for node in index.framework.indicators if node.lever is None or node.lever in movers]
    if not chosen and not problems:
        problems.append(problem("empty/improve-levers", "levers", found=tuple(movers)))
    if indicators is not None:
        a_list = hasattr(indicators, "__iter__") and not isinstance(indicators, str)
        chosen = list(dict.fromkeys(map(str, indicators))) if a_list else []
        if not chosen:
            problems.append(problem("wrong-type/improve-indicators", "indicators", found=indicators))
    if problems:
        raise refusal(problems, source="improve")
    return chosen, "unit" if per == "unit" else "point"


def _prices(
    chosen: list[str], given: Mapping[str, float] | pd.Series[float] | None, what: str, *, positive: bool = True
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
