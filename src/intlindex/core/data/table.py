"""The data of an index as read: cities by indicators, with what else is known about both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.errors import UnknownNameError, nearest
from intlindex.sentences import say
from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.city import City
from intlindex.specs.names import resolve_city

__all__ = ["Labels", "Table", "frozen", "labelled", "labels", "positions", "read_only"]

Labels = NDArray[np.object_]
"""One label per city."""

_PLAIN = (str, int, float, slice, Spec, type(None))
"""What holds no arrays."""


def read_only(values: NDArray[Any]) -> NDArray[Any]:
    """Return the array, no longer writable."""
    values.setflags(write=False)
    return values


def _own(values: NDArray[Any]) -> NDArray[np.float64]:
    """Return an array that no one else can write to: itself if it cannot be written to, or else a copy."""
    given: Any = values  # from outside it may be a list
    if (
        isinstance(given, np.ndarray)
        and given.dtype == np.float64
        and given.flags.owndata
        and not given.flags.writeable
    ):
        return given
    return read_only(np.array(given, dtype=np.float64))


def frozen(value: Any) -> Any:
    """Make all arrays within nested dataclasses, tuples and mappings read-only; return the value itself."""
    if isinstance(value, np.ndarray):
        value.setflags(write=False)
    elif is_dataclass(value) and not isinstance(value, type):
        _freeze_each(getattr(value, each.name) for each in fields(value))
    elif isinstance(value, tuple):
        _freeze_each(value)
    elif isinstance(value, Mapping):
        _freeze_each(value.values())
    return value


def _freeze_each(values: Iterable[Any]) -> None:
    for each in values:
        if not isinstance(each, _PLAIN):
            frozen(each)


class _History:
    """Earlier values, or a function that reads them when they are first asked for."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f"_{name}"

    def __get__(self, table: Any, owner: type | None = None) -> NDArray[np.float64] | None:
        if table is None:
            return None  # what a table has unless it is given
        found = table.__dict__[self.name]
        if callable(found):
            found = table.__dict__[self.name] = found()
        return found  # type: ignore[no-any-return]

    def __set__(self, table: Any, value: NDArray[np.float64] | Callable[[], NDArray[np.float64]] | None) -> None:
        table.__dict__[self.name] = value


@dataclass(frozen=True, eq=False)
class Table:
    """Raw values of the indicators of some cities.

    Examples
    --------
    >>> table = Table(("Here", "There"), ("a",), np.array([[1.0], [2.0]]))
    >>> table.frame().loc["There", "a"]
    np.float64(2.0)
    """

    cities: tuple[str, ...]
    """Display names, in the order of the data."""
    indicators: tuple[str, ...]
    """Ids of the columns."""
    values: NDArray[np.float64]
    """Raw values ``(cities, indicators)``, NaN for a blank; cannot be written to."""
    attributes: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """Other columns, by name: groups such as a region, denominators."""
    registry: Mapping[str, City] = field(default_factory=dict)
    """What is known of the cities, by display name."""
    provenance: tuple[Mapping[str, str], ...] = ()
    """Where single values come from: mappings with `city`, `indicator` and `year`, `unit`, `source`, `note`."""
    history: _History = _History()
    """Earlier values ``(times, cities, indicators)``, earliest first, where the data has several; read on demand."""

    def __post_init__(self) -> None:
        for name, value in (
            ("values", _own(self.values)),
            ("attributes", FrozenMap(self.attributes)),
            ("registry", FrozenMap(self.registry)),
        ):
            object.__setattr__(self, name, value)

    def frame(self) -> pd.DataFrame:
        """Return the values as a new table, cities by indicators."""
        return labelled(self.values.copy(), self.cities, self.indicators)

    def resolve(self, name: str, *, others: Iterable[str] = ()) -> str:
        """Return the display name of a city given by id, English or Chinese name, or alias.

        Parameters
        ----------
        name : str
            Any name of a city.
        others : iterable of str
            What else could have been meant, for the message.

        Raises
        ------
        UnknownNameError
            If no city of the table has that name, or it is as close to the names of several.
        """
        return resolve_city(name, self.names, others=others)

    @cached_property
    def labels(self) -> Mapping[str, Labels]:
        """The columns that are no indicators, and country and region where the cities are known."""
        found = dict(self.attributes)
        for name in ("country", "region"):
            if self.registry and name not in found:
                entries = [self.registry.get(city) for city in self.cities]
                found[name] = tuple(getattr(entry, name, None) or None for entry in entries)
        return FrozenMap({name: read_only(np.array(cells, dtype=object)) for name, cells in found.items()})

    @cached_property
    def names(self) -> dict[str, str]:
        """Every name by which a city may be asked for, with its display name."""
        display = {city: city for city in self.cities}
        for city in self.cities:
            entry = self.registry.get(city)
            for name in entry.all_names if entry is not None else ():
                display.setdefault(name, city)
        return display

    def take(self, *, cities: Sequence[str] | None = None, indicators: Sequence[str] | None = None) -> Table:
        """Return some cities and indicators, in the order asked for; the table itself where these are all it has.

        Raises
        ------
        UnknownNameError
            If the table has no such indicator or city.
        """
        known = set(self.cities)  # looked up first: resolving goes through all names of all cities
        rows = (
            self.cities if cities is None else tuple(city if city in known else self.resolve(city) for city in cities)
        )
        columns = self.indicators if indicators is None else tuple(indicators)
        kept = set(rows), set(columns)
        if (rows, columns) == (self.cities, self.indicators) and kept[0].issuperset(self.registry):
            return self
        rows_at, columns_at = positions(self.cities, rows), positions(self.indicators, columns)
        return Table(
            rows,
            columns,
            self.values[np.ix_(rows_at, columns_at)],
            {name: tuple(column[row] for row in rows_at) for name, column in self.attributes.items()},
            {city: self.registry[city] for city in rows if city in self.registry},
            tuple(cell for cell in self.provenance if cell["city"] in kept[0] and cell["indicator"] in kept[1]),
            None if self.__dict__["_history"] is None else partial(_taken, self, rows_at, columns_at),
        )

    def content(self) -> dict[str, Any]:
        """Return everything as plain data, blanks as None, in a fixed order."""
        return {
            "cities": list(self.cities),
            "indicators": list(self.indicators),
            "values": plain_numbers(self.values),
            **({} if self.history is None else {"history": [plain_numbers(values) for values in self.history]}),
            "attributes": {name: list(map(_finite, column)) for name, column in sorted(self.attributes.items())},
            "registry": {
                city: entry.model_dump(mode="json", exclude_defaults=True)
                for city, entry in sorted(self.registry.items())
            },
            "provenance": [dict(cell) for cell in self.provenance],
        }


def _taken(table: Table, rows: list[int], columns: list[int]) -> NDArray[np.float64]:
    """Return the history of some cities and indicators of a table that has one."""
    assert table.history is not None
    return table.history[:, rows][:, :, columns]


def _finite(cell: Any) -> Any:
    """Write what JSON has no number for as text."""
    return str(cell) if isinstance(cell, float) and not np.isfinite(cell) else cell


def plain_numbers(values: NDArray[np.float64]) -> list[list[float | None]]:
    """Return a matrix as plain lists, blanks as None."""
    rows: list[list[float | None]] = values.tolist()
    for row, column in np.argwhere(np.isnan(values)).tolist():
        rows[row][column] = None
    return rows


def positions(names: Sequence[str], wanted: Iterable[str]) -> list[int]:
    """Return the position of each wanted name.

    Raises
    ------
    UnknownNameError
        If one does not exist.
    """
    at = {name: position for position, name in enumerate(names)}
    for name in wanted:
        if name not in at:
            raise UnknownNameError(say("unknown-name/data-table", name=name, hint=nearest(name, names)))
    return [at[name] for name in wanted]


def labelled(values: NDArray[Any], cities: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    """Return an array as a frame with the labels of cities and nodes."""
    return pd.DataFrame(values, index=labels(tuple(cities), "city"), columns=labels(tuple(columns)))


def labels(names: tuple[str, ...], name: str | None = None) -> pd.Index[str]:
    """Return names as the index of a table, made only once; a renamed copy does not change the others."""
    return _labels(names, name).view()


@lru_cache(maxsize=64)
def _labels(names: tuple[str, ...], name: str | None) -> pd.Index[str]:
    return pd.Index(names, name=name)
