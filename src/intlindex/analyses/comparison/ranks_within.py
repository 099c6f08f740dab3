"""Ranks among the cities of one group: of a region, a size class, a column of the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from intlindex.core.city_attributes import attribute_cells, attribute_names
from intlindex.core.data.labels import label_of
from intlindex.core.description import node_names
from intlindex.core.scored import ScoredIndex
from intlindex.core.subject import Subject, subject_of
from intlindex.display.records.ranking import RanksWithinRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import RequestError, UnknownNameError, nearest, problem
from intlindex.kernels.rank import rank_descending
from intlindex.sentences import say
from intlindex.specs.names import clean_name

__all__ = ["RanksWithin", "ranks_within", "together"]


@dataclass(frozen=True, eq=False, repr=False)
class RanksWithin(Result[RanksWithinRecord]):
    """Ranks of all nodes among the cities of one group.

    Examples
    --------
    >>> import intlindex as ix
    >>> found = ix.load("example").ranks_within("region")
    >>> found.table[["region", "index"]].head(1)
              region  index
    city
    Singapore   Asia      1
    """

    by: str
    """The column that groups the cities."""
    framework: str
    """Id of the framework."""
    groups: dict[str, int]
    """How many cities with a score each group has."""
    without: tuple[str, ...]
    """Cities without a group, which are not ranked here."""
    _table: pd.DataFrame
    _main: tuple[str, ...]
    _names: Mapping[str, str]
    _subjects: tuple[Subject, ...]

    def only(self, *cities: str) -> RanksWithin:
        """Return the ranks of some cities, among all cities of their groups."""
        table = self._table.loc[list(cities)]
        groups = {name: count for name, count in self.groups.items() if (table[self.by] == name).any()}
        without = tuple(city for city in self.without if city in cities)
        return replace(self, groups=groups, without=without, _table=table)

    @property
    def table(self) -> pd.DataFrame:
        """Per city, group by group, best first: its group, and its ranks at all nodes; <NA> for blanks."""
        return self._table.copy()

    @property
    def shown(self) -> Shown:
        """The groups, and the ranks at the root and its children; `table` has all nodes."""
        sizes = tuple(say("ranks-within/group", group=name, count=count) for name, count in self.groups.items())
        lines = [say("ranks-within/groups", groups=sizes)]
        if self.without:
            lines.append(say("ranks-within/without", cities=self.without))
        shown = self._table.reset_index()[[self.by, "city", *self._main]]
        if left_out := self._table.shape[1] - 1 - len(self._main):
            lines.append(say("ranks-within/columns", count=left_out))
        title = say("ranks-within/title", column=self.by, framework=self.framework)
        return Shown(title, tuple(lines), shown, keys=2, labels=self._names)


def together(found: Sequence[RanksWithin]) -> RanksWithin:
    """Return the ranks of several results, by one column, as one result."""
    groups = {name: count for each in found for name, count in each.groups.items()}
    table = pd.concat([each.table for each in found])
    without = tuple(city for each in found for city in each.without)
    return replace(found[0], groups=groups, without=without, _table=table)


def ranks_within(index: ScoredIndex, by: str) -> RanksWithin:
    """Rank cities among those of their group; see `Index.ranks_within`.

    Scores are compared on the grid of the whole index, so that cities that tie there tie here.

    Parameters
    ----------
    index : ScoredIndex
        A scored index.
    by : str
        A column of the data that is not an indicator, or else "region" or "country" of a known city.

    Returns
    -------
    RanksWithin
        The ranks.

    Raises
    ------
    UnknownNameError
        If there is no such column.
    RequestError
        If it holds no text for any city.
    """
    labels = _labels(index, by)
    grid = index.fits.grid
    ranks = np.full(grid.shape, np.nan)
    present = sorted({label for label in labels if label})
    own = np.array(labels)
    for label in present:
        rows = np.flatnonzero(own == label)
        ranks[:, rows] = rank_descending(grid[:, rows], ties=index.method.rank.ties)
    blank = np.isnan(ranks)
    average = index.method.rank.ties == "average"
    array: Any = pd.arrays.FloatingArray if average else pd.arrays.IntegerArray
    filled = np.where(blank, 1, ranks).astype(np.float64 if average else np.int64)
    columns = {node: array(filled[at], blank[at].copy()) for at, node in enumerate(index.nodes)}
    frame = pd.DataFrame(columns, index=pd.Index(index.cities, name="city"))
    frame.insert(0, by, [label or None for label in labels], allow_duplicates=True)
    root = index.nodes[0]
    order = pd.DataFrame({"label": [label or None for label in labels], "rank": frame[root].array})
    frame = frame.iloc[order.sort_values(["label", "rank"], kind="stable", na_position="last").index]
    scored = ~np.isnan(grid[0])
    sizes = {label: int((scored & (own == label)).sum()) for label in present}
    without = tuple(city for city, label in zip(index.cities, labels, strict=True) if not label)
    main = (root, *(node.id for node in index.framework.children(root)))
    names, subject = node_names(index.framework), subject_of(index)
    return RanksWithin(by, index.framework.id, sizes, without, frame, main, names, (subject,))


def _labels(index: ScoredIndex, by: str) -> list[str]:
    """Return the group of each city as text, empty where it has none."""
    by = clean_name(str(by))
    cells = attribute_cells(index, by)
    if cells is None:
        names = attribute_names(index)
        if not names:
            raise UnknownNameError([problem("unknown-column/ranks-within-none", found=by)])
        raise UnknownNameError([problem("unknown-column/ranks-within", found=by, hint=nearest(by, names))])
    labels = [label_of(cell) for cell in cells]
    if not any(labels):
        raise RequestError(say("empty/ranks-within", column=by), source=index.framework.id)
    return labels
