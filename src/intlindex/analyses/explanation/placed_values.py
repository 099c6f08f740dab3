"""What is known of cities outside an index: read from a mapping, a table or a file, or taken from what ships."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.catalogue import framework_names, shipped_cities, shipped_rows
from intlindex.core.data.reading import key_column, read_frame, read_table
from intlindex.core.data.table import Table
from intlindex.core.data.units import Units, units_of
from intlindex.core.scored import ScoredIndex
from intlindex.errors import DataError, Problem, UnknownNameError, listed, nearest
from intlindex.specs.city import City, name_key

__all__ = ["Placed", "Values", "read_placed"]

Values = Mapping[str, Any] | pd.Series
_ENDING = re.compile(r"\.\w+")  # of a file; not of "St. Louis"
_OF_A_ROW = ("city", "unit", "time", "year", "source", "note", "country", "region")


@dataclass(frozen=True)
class Placed:
    """Raw values of further cities, one row each, with what the steps need to know besides."""

    cities: tuple[str, ...]
    """Display names."""
    raw: NDArray[np.float64]
    """``(cities, indicators)``: of all indicators of the definition, those that are screened out as well."""
    units: Units
    """Denominators and labels, for the scored indicators."""


def read_placed(index: ScoredIndex, name: Any, values: Any = None) -> Placed:
    """Read the values of cities that are to be placed.

    Parameters
    ----------
    index : ScoredIndex
        Among whose cities.
    name : str, Path, DataFrame or sequence of str
        A city's name, with `values`; else a table, a file, or names of cities whose values ship.
    values : mapping or Series, optional
        Values by indicator or denominator; what is left out or blank is not known.

    Returns
    -------
    Placed
        What is known.

    Raises
    ------
    DataError
        With every problem: an unknown indicator, a value that is no number or out of bounds, a missing denominator.
    UnknownNameError
        If a name is neither a file nor a city with values that ship.
    """
    frame, source = _table(index, name, values)
    definition = index.definition
    ids = [node.id for node in definition.indicators]
    tidy = set(frame.columns) >= {"indicator", "value"}
    (_refuse_unknown_indicators if tidy else _refuse_unknown_columns)(index, frame, ids, source)
    blank = _blank_indicators(frame, ids, tidy=tidy)
    if len(blank) == len(ids):
        raise DataError("has no value of any indicator", source=source)
    if tidy:
        frame = frame[~frame["indicator"].map(_text).isin(blank)]
    else:
        frame = frame.drop(columns=[column for column in blank if column in frame])
    registry = {city.id: city for city in (*shipped_cities(), *index.table.registry.values())}
    known, _ = read_table(frame, definition.drop(blank) if blank else definition, registry=registry.values())
    raw = np.full((len(known.cities), len(ids)), np.nan)
    raw[:, [ids.index(each) for each in known.indicators]] = known.values
    return Placed(known.cities, raw, _units(index, known, raw, ids, source))


def _table(index: ScoredIndex, name: Any, values: Any) -> tuple[pd.DataFrame, str]:
    """Return the values as a table with a column for the city, and what to call it in messages."""
    ids = [node.id for node in index.definition.indicators]
    if values is not None:
        if not isinstance(name, str) or not name.strip():
            raise DataError(f"a city to be placed needs a name, found {name!r}", source="place")
        if not isinstance(values, Mapping | pd.Series):
            raise DataError(f"values must be a mapping or a Series, found {type(values).__name__}", source=name)
        row = {str(key): value for key, value in values.items()}
        if len(row) < len(values):
            raise DataError("an indicator stands twice", source=name)
        return pd.DataFrame([row | {"city": name}], dtype=object), name
    if isinstance(name, pd.DataFrame):
        return read_frame(name, "data", ids), "data"
    if isinstance(name, Path) or (isinstance(name, str) and _is_file(name)):
        frame = read_frame(name, str(name), ids)
        key_column(frame, str(name))
        return frame, str(name)
    names = [name] if isinstance(name, str) else name
    if not isinstance(names, Sequence) or not names or not all(isinstance(each, str) for each in names):
        raise DataError(f"expected a city with values, a table, a file or names, found {name!r:.60}", source="place")
    return _shipped(index, names), "shipped values"


def _is_file(name: str) -> bool:
    try:
        return bool(_ENDING.fullmatch(Path(name).suffix)) or Path(name).is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _shipped(index: ScoredIndex, names: Iterable[str]) -> pd.DataFrame:
    """Take the shipped values of some cities, members of an edition or not."""
    edition = index.definition.id
    if edition not in framework_names():
        shipped = ", ".join(framework_names())
        raise UnknownNameError(f"{listed(list(names))}: values ship for {shipped} only, not for {edition!r}; give them")
    by_name: dict[str, City] = {name_key(each): city for city in shipped_cities() for each in city.all_names}
    unknown = [each for each in names if name_key(each) not in by_name]
    if unknown:
        known = {each: city.name for city in shipped_cities() for each in city.all_names}
        raise UnknownNameError(
            [f"no file, and no city with values that ship: {each!r}; {nearest(each, known)}" for each in unknown]
        )
    wanted = list(dict.fromkeys(by_name[name_key(each)].id for each in names))
    ids = {node.id for node in index.definition.indicators}
    rows = [row for row in shipped_rows("values.csv") if row["city"] in wanted and row["indicator"] in ids]
    rows.sort(key=lambda row: wanted.index(row["city"]))
    return pd.DataFrame(rows, columns=["city", "indicator", "value", "year", "source", "note"])


def _denominators(index: ScoredIndex) -> list[str]:
    return list(dict.fromkeys(node.denominator for node in index.definition.indicators if node.denominator))


def _refuse_unknown_columns(index: ScoredIndex, frame: pd.DataFrame, ids: list[str], source: str) -> None:
    key = key_column(frame, source)
    known = {key, *ids, *_denominators(index), *index.table.attributes, *_OF_A_ROW}
    problems = [
        Problem(str(column), f"no such indicator in {index.definition.id}; {nearest(str(column), ids)}")
        for column in frame.columns
        if column not in known
    ]
    if problems:
        raise DataError(problems, source=source)


def _refuse_unknown_indicators(index: ScoredIndex, frame: pd.DataFrame, ids: list[str], source: str) -> None:
    known = [*ids, *_denominators(index)]
    problems = [
        Problem(f"indicator {name!r}", f"is not in {index.definition.id}; {nearest(name, known)}")
        for name in dict.fromkeys(map(_text, frame["indicator"]))
        if name not in known
    ]
    if problems:
        raise DataError(problems, source=source)


def _blank_indicators(frame: pd.DataFrame, ids: list[str], *, tidy: bool) -> list[str]:
    """List the indicators of which nothing is said."""
    if tidy:
        said = {_text(cell) for cell, value in zip(frame["indicator"], frame["value"], strict=True) if _text(value)}
        return [name for name in ids if name not in said]
    return [name for name in ids if name not in frame or not any(map(_text, frame[name]))]


def _text(cell: Any) -> str:
    """Return what a cell says; nothing where it is blank or NA."""
    missing = cell is None or cell is pd.NA or (isinstance(cell, float) and np.isnan(cell))
    said = "" if missing else str(cell).strip()
    return "" if said == "NA" else said


def _units(index: ScoredIndex, known: Table, raw: NDArray[np.float64], ids: list[str], source: str) -> Units:
    """Collect denominators and labels; of a city of the index, those that are not given are its own."""
    names = {*known.attributes, *index.table.attributes, *_denominators(index)}
    names |= {by for _, by, _ in index.preparation.imputations if by is not None}
    registered = {"country", "region"} - set(known.attributes) - set(index.table.attributes)
    attributes = {}
    for name in sorted(names - (registered if known.registry else set())):
        own = index.table.attributes.get(name)
        column = known.attributes.get(name, (None,) * len(known.cities))
        attributes[name] = tuple(
            own[index.cities.index(city)] if not _text(cell) and own is not None and city in index.cities else cell
            for city, cell in zip(known.cities, column, strict=True)
        )
    scored = [node.id for node in index.framework.indicators]
    divided = {
        node.id: node.denominator
        for node, factor in zip(index.framework.indicators, index.preparation.factors, strict=True)
        if node.denominator is not None and not np.isnan(factor)
    }
    problems = [
        Problem(f"{city}, {name}", f"is divided by {by!r}, which is not given")
        for name, by in divided.items()
        for row, city in enumerate(known.cities)
        if not np.isnan(raw[row, ids.index(name)])
        and not _text(attributes[by][row])
        and city not in index.cities  # whose quotient is blank in the index too
    ]
    if problems:
        raise DataError(problems, source=source)
    values = raw[:, [ids.index(name) for name in scored]]
    return units_of(
        Table(known.cities, tuple(scored), values, attributes, known.registry), index.framework, index.method
    )
