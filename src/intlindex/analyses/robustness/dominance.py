"""Which city is ahead of which under all weights of a set, which may be ahead, and which may be first.

The necessary and the possible relation of robust ordinal regression: Greco, Mousseau & Słowiński (2008), "Ordinal
regression revisited", European Journal of Operational Research 191, 416-436. Over all weights, the necessary relation
is dominance; compare Foster, McGillivray & Seth (2013), "Composite indices: rank robustness, statistical association,
and redundancy", Econometric Reviews 32, 35-56.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.robustness.linear_scores import LinearScores, competition_ranks, linear_scores, rescored
from intlindex.analyses.robustness.weight_polytope import QUARTER, Polytope, polytope
from intlindex.core.data.table import labelled
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.table import TableRecord
from intlindex.display.result import Result, Shown
from intlindex.kernels.simplex.mixed_integer import central_shares
from intlindex.sentences import say
from intlindex.specs.weight_set import Bounds, WeightSet

__all__ = ["Dominance", "dominance"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, repr=False)
class Dominance(Result[TableRecord]):
    """Which relations between two cities are certain, and which are possible, over a set of weights."""

    index: ScoredIndex
    """The index that was analysed."""
    weight_set: str
    """The set of weights, in words."""
    potentially_first: tuple[str, ...]
    """Cities with no other ahead of them under some weights."""
    equal: tuple[tuple[str, ...], ...]
    """Cities that are tied under all weights."""
    _necessary: pd.DataFrame = field(repr=False)
    _possible: pd.DataFrame = field(repr=False)
    _hasse: pd.DataFrame = field(repr=False)
    _table: pd.DataFrame = field(repr=False)

    @property
    def necessary(self) -> pd.DataFrame:
        """Whether the city of the row is never behind that of the column, and ahead under some weights."""
        return self._necessary.copy()

    @property
    def possible(self) -> pd.DataFrame:
        """Whether the city of the row is ahead of that of the column under some weights."""
        return self._possible.copy()

    @property
    def hasse(self) -> pd.DataFrame:
        """The necessary relation without what follows from the rest: `ahead`, `behind`; a Hasse diagram as a table."""
        return self._hasse.copy()

    @property
    def table(self) -> pd.DataFrame:
        """For each city: `layer` in the diagram, how many cities are necessarily `behind` it, `ahead`, and `open`."""
        return self._table.copy()

    @property
    def shown(self) -> Shown:
        """How much of the ranking is certain."""
        count = len(self._table)
        pairs = count * (count - 1) // 2
        settled = int(self._necessary.to_numpy().sum())
        first = self.potentially_first
        lines = [
            say("weight-set/line", weight_set=self.weight_set),
            say("dominance/pairs", decided=settled, pairs=pairs, share=settled / pairs)
            if pairs
            else say("dominance/pairs-none"),
            say("dominance/first", cities=first) if first else say("dominance/first-none"),
            say("dominance/columns"),
            *(say("dominance/tied", cities=group) for group in self.equal),
        ]
        title = say("dominance/title", index=self.index.framework.title)
        return Shown(title, tuple(lines), self._table.reset_index())


def dominance(
    index: ScoredIndex, *, within: float | None = None, of: str | None = None, weights: WeightSet | None = None
) -> Dominance:
    """Find what is certain and what is possible between cities; see `Index.dominance`."""
    space = polytope(index, within=within, of=of, weights=weights, default=Bounds(within=QUARTER))
    linear = linear_scores(index, space.varied)
    leads, highest, _ = linear.leads(space)
    possible = highest > linear.tie
    never_behind = ~possible.T
    necessary = never_behind & possible
    equal = never_behind & never_behind.T
    cities = np.array(linear.cities, dtype=object)
    layer = _layers(necessary)
    table = pd.DataFrame(
        {
            "layer": layer,
            "behind": necessary.sum(axis=1),
            "ahead": necessary.sum(axis=0),
            "open": len(cities) - necessary.sum(axis=1) - necessary.sum(axis=0) - equal.sum(axis=1),
        },
        index=pd.Index(linear.cities, name="city"),
    )
    order = np.lexsort((-table["behind"].to_numpy(), layer))
    first = [city for city in order if _may_be_first(index, space, linear, leads[:, city], int(city))]
    covers = [(cities[a], cities[b]) for a, b in np.argwhere(_covers(necessary))]
    return Dominance(
        index,
        space.in_words,
        tuple(cities[first]),
        _groups(equal, linear.cities),
        labelled(necessary, linear.cities, linear.cities),
        labelled(possible, linear.cities, linear.cities),
        pd.DataFrame(covers, columns=["ahead", "behind"]),
        table.iloc[order],
    )


def _covers(relation: Mask) -> Mask:
    """Return a strict order without the pairs that follow by way of a third city."""
    through = relation.astype(np.int64) @ relation.astype(np.int64) > 0
    return np.asarray(relation & ~through)


def _layers(relation: Mask) -> NDArray[np.int64]:
    """Return for each city the length of the longest chain that ends with it."""
    layer = np.ones(len(relation), dtype=np.int64)
    for _ in range(len(relation)):
        above = np.where(relation, layer[:, None], 0).max(axis=0, initial=0)
        if (layer == above + 1).all():
            break
        layer = above + 1
    return layer


def _may_be_first(index: ScoredIndex, space: Polytope, linear: LinearScores, leads: Array, city: int) -> bool:
    """Return whether there are weights under which no city is ahead of one, by scoring the index again under them."""
    others = np.delete(leads, city, axis=0)
    found = central_shares(others, within=space.shares)
    if found is None or found[0] < -1e-6:
        return False
    scores = rescored(index, space.weights(index, space.mend(found[1])))[linear.rows]
    return bool(competition_ranks(index, scores)[city] == 1)


def _groups(equal: Mask, cities: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    groups = {tuple(city for city, same in zip(cities, row, strict=True) if same) for row in equal}
    return tuple(sorted(group for group in groups if len(group) > 1))
