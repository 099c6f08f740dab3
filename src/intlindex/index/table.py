"""The data of an index as read: cities by indicators, with what else is known about both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.errors import UnknownNameError, nearest
from intlindex.specs.city import City, resolve_city

__all__ = ["Table", "read_only"]


def read_only(values: NDArray[Any]) -> NDArray[Any]:
    """Return the array, no longer writable."""
    values.setflags(write=False)
    return values


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

    def __post_init__(self) -> None:
        read_only(self.values)

    def frame(self) -> pd.DataFrame:
        """Return the values as a new table, cities by indicators."""
        return labelled(self.values.copy(), self.cities, self.indicators)

    def resolve(self, name: str) -> str:
        """Return the display name that an id, English or Chinese name, or alias stands for.

        Raises
        ------
        UnknownNameError
            If no city of the table has that name.
        """
        return resolve_city(name, self.names)

    @property
    def names(self) -> dict[str, str]:
        """Every name by which a city may be asked for, with its display name."""
        display = {city: city for city in self.cities}
        for city in self.cities:
            entry = self.registry.get(city)
            for name in entry.all_names if entry is not None else ():
                display.setdefault(name, city)
        return display

    def take(self, *, cities: Sequence[str] | None = None, indicators: Sequence[str] | None = None) -> Table:
        """Return some cities and indicators, in the order asked for.

        Raises
        ------
        UnknownNameError
            If the table has no such indicator or city.
        """
        rows = self.cities if cities is None else tuple(map(self.resolve, cities))
        columns = self.indicators if indicators is None else tuple(indicators)
        return Table(
            rows,
            columns,
            self.values[np.ix_(positions(self.cities, rows), positions(self.indicators, columns))],
            {
                name: tuple(column[row] for row in positions(self.cities, rows))
                for name, column in self.attributes.items()
            },
            {city: self.registry[city] for city in rows if city in self.registry},
            tuple(cell for cell in self.provenance if cell["city"] in rows and cell["indicator"] in columns),
        )

    def content(self) -> dict[str, Any]:
        """Return everything as plain data, blanks as None, in a fixed order."""
        return {
            "cities": list(self.cities),
            "indicators": list(self.indicators),
            "values": [[None if np.isnan(cell) else float(cell) for cell in row] for row in self.values],
            "attributes": {name: list(column) for name, column in sorted(self.attributes.items())},
            "registry": {
                city: entry.model_dump(mode="json", exclude_defaults=True)
                for city, entry in sorted(self.registry.items())
            },
            "provenance": [dict(cell) for cell in self.provenance],
        }


def positions(names: Sequence[str], wanted: Iterable[str]) -> list[int]:
    """Return where each wanted name stands.

    Raises
    ------
    UnknownNameError
        If one is not there.
    """
    at = {name: position for position, name in enumerate(names)}
    for name in wanted:
        if name not in at:
            raise UnknownNameError(f"no {name!r}; {nearest(name, names)}")
    return [at[name] for name in wanted]


def labelled(values: NDArray[Any], cities: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    """Put the labels of cities and nodes on an array."""
    return pd.DataFrame(values, index=pd.Index(cities, name="city"), columns=pd.Index(columns))
