"""The best and the worst rank that a city can have under any weights of a set, each with weights that show it.

The number of cities ahead of one is the number of linear functions that are positive. The smallest and the largest
such number over a set of weights is a mixed-integer linear program for each city; most opponents are decided beforehand
in closed form, and corners of the set are tried first. Kadziński, Greco & Słowiński (2012), "Extreme ranking analysis
in robust ordinal regression", Omega 40, 488-501.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.arguments import check_time_limit, usable_cores, whole_number
from intlindex.analyses.progress import Bar
from intlindex.analyses.robustness.linear_scores import competition_ranks, linear_scores, rescored, rule_for_ties
from intlindex.analyses.robustness.rank_search import SIDES, Extreme, Search, Side
from intlindex.analyses.robustness.weight_polytope import QUARTER, polytope
from intlindex.core.data.table import labelled
from intlindex.core.scored import ScoredIndex
from intlindex.display.findings import findings_lines
from intlindex.display.records.robustness import BoundsRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import RequestError, problem
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs.weight_set import Bounds, WeightSet

__all__ = ["RankBounds", "rank_bounds", "together"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class RankBounds(Result[BoundsRecord]):
    """Best and worst attainable rank of every city over a set of weights.

    A city is ranked by the number of cities ahead of it, so that equal cities share the better place. Weights that
    attain a bound are in `witness`; each was scored again before it was returned.
    """

    index: ScoredIndex
    """The index that was analysed."""
    weight_set: str
    """The set of weights, in words."""
    nominal_within: bool
    """Whether the weights of the index are in the set."""
    _findings: tuple[Finding, ...] = field(repr=False)
    """Bounds that are proven only as an interval; usually none."""
    _table: pd.DataFrame = field(repr=False)
    _intervals: pd.DataFrame = field(repr=False)
    _witnesses: Mapping[tuple[str, Side], Mapping[str, float]] = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """`best`, `rank` and `worst` of every city, in the order of the ranking; <NA> for cities without a score."""
        return self._table.copy()

    @property
    def intervals(self) -> pd.DataFrame:
        """What is proven of each bound: the rank attained, the furthest that is possible, and the gap between them.

        By city: `best` and `worst`, which are attained; `best_possible` and `worst_possible`, beyond which no weights
        of the set lead; `best_gap` and `worst_gap`, places between the two, 0 where the bound is exact.
        """
        return self._intervals.copy()

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
        RequestError
            If it has no score, or the side is neither.
        """
        name = self.index.city(city)
        if side not in SIDES:
            raise RequestError([problem("wrong-value/robustness", "side", allowed=SIDES, found=side)])
        if name not in self._table.index:
            raise RequestError([problem("not-allowed/bounds-city", name)])
        if (name, side) not in self._witnesses:
            raise RequestError([problem("no-score/bounds-city", name)])
        return dict(self._witnesses[name, side])

    def always_within(self, top: int) -> tuple[str, ...]:
        """Return the cities that all weights of the set keep among the first `top`.

        Raises
        ------
        RequestError
            If `top` is not a whole number of at least 1.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").rank_bounds(of="index").always_within(3)
        ('London', 'Paris')
        """
        return tuple(self._table.index[(self._table["worst"] <= _places(top)).fillna(value=False)])

    def never_within(self, top: int) -> tuple[str, ...]:
        """Return the cities that no weights of the set bring among the first `top`.

        Raises
        ------
        RequestError
            If `top` is not a whole number of at least 1.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").rank_bounds(of="index").never_within(11)
        ('São Paulo',)
        """
        return tuple(self._table.index[(self._table["best"] > _places(top)).fillna(value=False)])

    @property
    def shown(self) -> Shown:
        """Which cities can be first, whose rank is certain, and how wide bounds are."""
        known = self._table.dropna()
        certain = tuple(known.index[known["best"] == known["worst"]])
        first = tuple(known.index[known["best"] == 1])
        widths = (known["worst"] - known["best"]).astype(float)
        lines: list[str] = [say("weight-set/line", weight_set=self.weight_set)]
        if not self.nominal_within:
            lines.append(say("rank-bounds/nominal-outside"))
        lines.append(say("rank-bounds/first", cities=first) if first else say("rank-bounds/first-none"))
        lines.append(say("rank-bounds/certain", cities=certain) if certain else say("rank-bounds/certain-none"))
        if len(widths) and widths.max() > 0:
            city, places = str(widths.idxmax()), int(widths.max())
            lines.append(say("rank-bounds/widest", city=city, places=places, median=float(widths.median())))
        lines += [*rule_for_ties(self.index), *findings_lines(self.findings)]
        title = say("rank-bounds/title", index=self.index.framework.title)
        return Shown(title, tuple(lines), self._table.reset_index())


def _places(top: int) -> int:
    if problems := whole_number(top, "top", least=1):
        raise RequestError(problems)
    return int(top)


def rank_bounds(
    index: ScoredIndex,
    *,
    within: float | None = None,
    of: str | None = None,
    weights: WeightSet | None = None,
    cities: Sequence[str] | None = None,
    time_limit: float | None = None,
    progress: bool | None = None,
) -> RankBounds:
    """Find each city's best and worst rank over a set of weights; see `Index.rank_bounds`."""
    if problems := check_time_limit(time_limit):
        raise RequestError(problems)
    space = polytope(index, within=within, of=of, weights=weights, default=Bounds(within=QUARTER))
    wanted = _wanted(index, cities)
    search = Search(index, space, linear_scores(index, space.varied), time_limit)
    places = [place for place, city in enumerate(search.linear.cities) if city in wanted]
    found = {}
    with closing(Bar(len(places), progress, "city")) as bar, ThreadPoolExecutor(usable_cores()) as pool:
        for place, both in zip(places, pool.map(search.both, places), strict=True):
            found[place] = both
            bar.update(1)
    return _result(search, found, wanted)


def together(index: ScoredIndex, found: Sequence[RankBounds]) -> RankBounds:
    """Return the bounds of several results over one set of weights as one result of an index that has all cities."""
    order = pd.concat([each.table for each in found]).sort_values("rank", kind="stable").index
    return RankBounds(
        index,
        found[0].weight_set,
        found[0].nominal_within,
        tuple(dict.fromkeys(line for each in found for line in each._findings)),  # noqa: SLF001  our own
        pd.concat([each.table for each in found]).loc[order],
        pd.concat([each.intervals for each in found]).loc[order],
        {side: shares for each in found for side, shares in each._witnesses.items()},  # noqa: SLF001  our own
    )


def _wanted(index: ScoredIndex, cities: Sequence[str] | None) -> frozenset[str]:
    """Return the display names of the requested cities."""
    if cities is None:
        return frozenset(index.cities)
    names = frozenset(index.city(name) for name in ([cities] if isinstance(cities, str) else cities))
    if not names:
        raise RequestError([problem("empty/bounds-cities", "cities")])
    return names


def _result(search: Search, found: Mapping[int, tuple[Extreme, Extreme]], wanted: frozenset[str]) -> RankBounds:
    index, linear = search.index, search.linear
    nominal = competition_ranks(index, rescored(index, np.array(index.weights, dtype=np.float64)))
    findings, witnesses = [], {}
    ranks = np.full((len(index.cities), 5), np.nan)
    for place, both in found.items():
        city, row = linear.cities[place], linear.rows[place]
        for side, one in zip(SIDES, both, strict=True):
            witnesses[city, side] = search.space.weighting(index, one.shares)
            if one.rank != one.proven:
                findings.append(_gap(city, side, one))
        best, worst = both
        ranks[row] = best.rank, nominal[row], worst.rank, best.proven, worst.proven
    columns = ["best", "rank", "worst", "best_possible", "worst_possible"]
    whole = labelled(ranks, index.cities, columns).astype("Int64").sort_values("rank", kind="stable")
    whole = whole[whole.index.isin(wanted)]
    intervals = whole[["best", "best_possible", "worst", "worst_possible"]].copy()
    intervals.insert(2, "best_gap", whole["best"] - whole["best_possible"])
    intervals["worst_gap"] = whole["worst_possible"] - whole["worst"]
    table = whole[["best", "rank", "worst"]].copy()
    space = search.space
    return RankBounds(index, space.in_words, space.contains_nominal, tuple(findings), table, intervals, witnesses)


def _gap(city: str, side: Side, one: Extreme) -> Finding:
    return finding(
        "bound-not-tight/best" if side == "best" else "bound-not-tight/worst",
        "warning",
        city=city,
        rank=one.rank,
        possible=one.proven,
        gap=abs(one.rank - one.proven),
    )
