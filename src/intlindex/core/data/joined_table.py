"""The cities of two tables in one: further cities after those of an index, or in their place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.table import Table

__all__ = ["joined_table", "places_of_both"]


def places_of_both(own: Sequence[str], more: Sequence[str]) -> NDArray[np.intp]:
    """Return which rows of two tables, one below the other, are the rows of both: a city of both is that of the second.

    Examples
    --------
    >>> places_of_both(("Rome", "Oslo"), ("Bern", "Rome")).tolist()
    [3, 1, 2]
    """
    at = {city: len(own) + row for row, city in enumerate(more)}
    kept = [at.get(city, row) for row, city in enumerate(own)]
    known = set(own)
    return np.array([*kept, *(row for city, row in at.items() if city not in known)], dtype=np.intp)


def joined_table(table: Table, more: Table) -> Table:
    """Return the cities of a table with further ones, which have no earlier values.

    Parameters
    ----------
    table : Table
        The first; its columns are those of the result.
    more : Table
        The further cities, with the same indicators. One that the first has too takes its place.

    Returns
    -------
    Table
        Both.
    """
    places = places_of_both(table.cities, more.cities)
    both = (*table.cities, *more.cities)
    own = table.labels
    names = [*table.attributes, *(name for name in more.attributes if name in own and name not in table.attributes)]
    attributes: dict[str, tuple[Any, ...]] = {}
    for name in names:
        cells = (*own[name], *more.attributes.get(name, _registered(more, name)))
        attributes[name] = tuple(cells[place] for place in places)
    new = set(more.cities)
    return Table(
        tuple(both[place] for place in places),
        table.indicators,
        np.concatenate([table.values, more.values])[places],
        attributes,
        {**table.registry, **more.registry},
        (*(cell for cell in table.provenance if cell["city"] not in new), *more.provenance),
        None if table.__dict__["_history"] is None else partial(_history, table, len(more.cities), places),
    )


def _registered(more: Table, name: str) -> tuple[Any, ...]:
    """Return what the register of cities knows under the name of a column that a table does not have."""
    known = {"country", "region"} & {name}
    return tuple(getattr(more.registry.get(city), name, None) or None if known else None for city in more.cities)


def _history(table: Table, count: int, places: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the earlier values of a table that has some, with none of the further cities."""
    history = table.history
    assert history is not None
    blank = np.full((history.shape[0], count, history.shape[2]), np.nan)
    return np.concatenate([history, blank], axis=1)[:, places]
