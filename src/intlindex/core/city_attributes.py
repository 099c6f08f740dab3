"""Attributes of the cities of an index: columns of its data that are no indicators, and what is known of a city."""

from __future__ import annotations

from typing import Any

from intlindex.core.scored import ScoredIndex
from intlindex.specs.names import clean_name

__all__ = ["attribute_cells", "attribute_names"]

# Attributes of a known city, besides the columns of the data.
_KNOWN = ("country", "region")


def attribute_cells(index: ScoredIndex, name: str) -> list[Any] | None:
    """Return the cell of each city in a column, or what is known of the city; None where there is no such column.

    Examples
    --------
    >>> import intlindex as ix
    >>> attribute_cells(ix.load("example"), "region")[:2]
    ['Europe', 'North America']
    """
    name, attributes = clean_name(str(name)), index.table.attributes
    if name in attributes:
        return list(attributes[name])
    if name in _KNOWN and index.table.registry:
        known = [index.table.registry.get(city) for city in index.cities]
        return [getattr(city, name) if city is not None else None for city in known]
    return None


def attribute_names(index: ScoredIndex) -> tuple[str, ...]:
    """Return the names of all attributes of the cities of an index.

    Examples
    --------
    >>> import intlindex as ix
    >>> attribute_names(ix.load("example"))
    ('country', 'region')
    """
    known = _KNOWN if index.table.registry else ()
    return tuple(dict.fromkeys((*index.table.attributes, *known)))
