"""Indices between two indices: some of the changes are applied, and everything is scored again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.table import Table
from intlindex.core.scored import ScoredIndex
from intlindex.errors import DataError, IntlindexError
from intlindex.sentences import say

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Steps"]

Array = NDArray[np.float64]


class Steps:
    """All indices between two: with the method, the cities, the values of one or the other.

    A city that enters or leaves, or an indicator that only one of the two has, keeps its values throughout. Indices are
    scored when they are requested, and those that cannot differ only once.
    """

    def __init__(self, before: ScoredIndex, after: ScoredIndex, node: str) -> None:
        self.node = node
        self.sides = (before, after)
        self.tables = (before.table, after.table)
        self.indicators = tuple(dict.fromkeys([*before.table.indicators, *after.table.indicators]))
        self.stayers = tuple(city for city in before.cities if city in set(after.cities))
        self.same_method = (
            before.method == after.method
            and before.reweighting == after.reweighting
            and _structure(before) == _structure(after)
        )
        self.same_cities = before.cities == after.cities
        self.rows = tuple(
            {city: _row(table, self.tables[1 - at], city, self.indicators) for city in table.cities}
            for at, table in enumerate(self.tables)
        )
        self.changed = {city for city in self.stayers if not _equal(self.rows[0][city], self.rows[1][city])}
        self._known: dict[tuple[bool, bool, bool, bool, str], tuple[pd.Series[Any], pd.Series[Any]]] = {}

    def outcome(self, method: bool, cities: bool, others: bool, own: bool, city: str) -> tuple[float, float]:
        """Return rank and score of a city where some of the changes are applied."""
        method, cities = method and not self.same_method, cities and not self.same_cities
        if others != own and city not in self.changed:
            own = others
        elif others != own and self.changed == {city}:
            others = own
        if not self.changed:
            others = own = False
        key = (method, cities, others, own, "" if others == own else city)
        if key not in self._known:
            self._known[key] = self._scored(*key)
        ranks, scores = self._known[key]
        rank = ranks[city]
        return (float(rank) if rank == rank else np.nan), float(scores[city])  # noqa: PLR0124  not NaN

    def _scored(
        self, method: bool, cities: bool, others: bool, own: bool, city: str
    ) -> tuple[pd.Series[Any], pd.Series[Any]]:
        side = self.sides[method]
        if method == cities == others == own:
            index = side
        else:
            table = self._table(self.sides[cities].cities, {city: own} if city else {}, others)
            try:
                index = _scored_as(side, table)
            except IntlindexError as error:
                reasons = [
                    say("not-defined/change-step-at", where=each.where, reason=each.message)
                    if each.where
                    else say("not-defined/change-step", reason=each.message)
                    for each in error.problems
                ]
                raise DataError(reasons, source="change") from error
        ranks = index.ranks[self.node].astype("Float64").astype(np.float64)
        return ranks, index.scores[self.node]

    def _table(self, cities: Sequence[str], chosen: Mapping[str, bool], others: bool) -> Table:
        """Put together the rows of some cities, each from the side that is requested, or the one that has it."""
        rows, attributes, registry = [], [], {}
        for city in cities:
            side = chosen.get(city, others)
            at = int(side) if city in self.rows[side] else int(not side)
            values, history, labels = self.rows[at][city]
            rows.append((values, history))
            attributes.append(labels)
            if city in self.tables[at].registry:
                registry[city] = self.tables[at].registry[city]
        names = sorted({name for labels in attributes for name in labels})
        columns = {name: tuple(labels.get(name) for labels in attributes) for name in names}
        values = np.stack([values for values, _ in rows])
        return Table(
            tuple(cities), self.indicators, values, columns, registry, (), _history([past for _, past in rows])
        )


def _scored_as(side: ScoredIndex, table: Table) -> ScoredIndex:
    """Score a table with framework, method and weights of an index."""
    ids = [node.id for node in side.definition.indicators]
    index = ScoredIndex.of(table.take(indicators=ids), side.definition, side.method)
    return index.reweight({name: weight for name, weight in side.reweighting.items() if name in index.nodes})


def _structure(index: ScoredIndex) -> list[tuple[Any, ...]]:
    """Return the parts of a framework on which scores depend."""
    common = [(node.id, node.parent, node.weight) for node in index.definition.nodes]
    levels = [(group.id, group.level) for group in index.definition.groups]
    leaves = [
        (node.id, node.direction, node.goalposts, node.target, node.denominator) for node in index.definition.indicators
    ]
    return [*common, *levels, *leaves]


Row = tuple[Array, Array | None, dict[str, Any]]


def _row(table: Table, other: Table, city: str, indicators: Sequence[str]) -> Row:
    """Return values, history and labels of a city; an indicator that a table lacks is taken from the other."""
    values = np.full(len(indicators), np.nan)
    history = None if table.history is None else np.full((len(table.history), len(indicators)), np.nan)
    at = table.cities.index(city)
    for place, name in enumerate(indicators):
        if name in table.indicators:
            column = table.indicators.index(name)
            values[place] = table.values[at, column]
            if history is not None and table.history is not None:
                history[:, place] = table.history[:, at, column]
        elif city in other.cities:
            values[place] = other.values[other.cities.index(city), other.indicators.index(name)]
    labels = {name: cells[at] for name, cells in table.attributes.items() if name != "time"}
    return values, history, labels


def _equal(one: Row, other: Row) -> bool:
    """Return whether a city has the same values, history and labels in both."""
    if (one[1] is None) != (other[1] is None):
        return False
    same_past = one[1] is None or other[1] is None or np.array_equal(one[1], other[1], equal_nan=True)
    return bool(np.array_equal(one[0], other[0], equal_nan=True)) and same_past and one[2] == other[2]


def _history(rows: Sequence[Array | None]) -> Array | None:
    """Stack histories of different lengths, blank before the first time."""
    longest = max((0 if row is None else len(row) for row in rows), default=0)
    if longest == 0:
        return None
    width = next(row.shape[1] for row in rows if row is not None)
    padded = np.full((longest, len(rows), width), np.nan)
    for place, row in enumerate(rows):
        if row is not None and len(row):
            padded[-len(row) :, place] = row
    return padded
