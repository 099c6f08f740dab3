"""Reading data: wide or tidy, from a file or a DataFrame, with every problem at once."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.cells import NUMBER, is_blank, read_cells, to_numbers
from intlindex.core.data.table import Table
from intlindex.errors import DataError, Problem, listed, nearest
from intlindex.findings import Finding
from intlindex.specs.city import City, name_key
from intlindex.specs.framework import Framework, Indicator

__all__ = [
    "TIDY_COLUMNS",
    "Rows",
    "aligned",
    "check_readable",
    "key_column",
    "numbered",
    "out_of_bounds",
    "read_frame",
    "read_table",
    "read_tidy",
    "read_wide",
    "row_times",
    "without_values",
]

TIDY_COLUMNS = {"indicator", "value"}
"""Columns by which data is known to be tidy."""
_PROVENANCE = ("year", "unit", "source", "note")


def read_table(
    data: str | Path | pd.DataFrame,
    framework: Framework,
    *,
    registry: Iterable[City] = (),
    only: Sequence[str] | None = None,
    time: object = None,
) -> tuple[Table, tuple[Finding, ...]]:
    """Read the values of a framework's indicators.

    Parameters
    ----------
    data : str, Path or DataFrame
        Wide: a column `city` (or `unit`), then one column per indicator; other columns are kept as attributes.
        Tidy: columns `city`, `indicator`, `value` and optionally `year`, `unit`, `source`, `note`. Files are CSV,
        or TSV, Excel or Parquet by their ending. In an indicator's cell, blank or ``NA`` is missing.
    framework : Framework
        The indicators to read, and what their values may be.
    registry : iterable of City
        Known cities. A cell of the column `city` that is an id is shown by its name; all names are understood
        later.
    only : sequence of str, optional
        Ids of the cities to keep.
    time : object, optional
        Which time to read, where the data has a column `time` with several; earlier ones become the history, and are
        read when a method, or a comparison of the whole content, asks for them.

    Returns
    -------
    table : Table
        The values, indicators in the framework's order.
    findings : tuple of Finding
        Columns that may have been meant otherwise.

    Raises
    ------
    DataError
        With every problem: a city twice, an unknown or missing indicator, text or an infinity in a cell, a value
        outside the bounds, an indicator or a city without any value.
    """
    source = str(data) if isinstance(data, str | Path) else "data"
    frame = read_frame(data, source, [node.id for node in framework.indicators])
    key = key_column(frame, source)
    tidy = set(frame.columns) >= TIDY_COLUMNS
    known = {city.id: city for city in registry} if key == "city" else {}
    read = read_tidy if tidy else read_wide
    *past, present = _by_time(frame, time, source)
    rows = Rows(present, key, known, only)
    table, problems, findings = read(rows, framework)
    problems = [*rows.problems, *problems, *out_of_bounds(table, framework.indicators)]
    if not problems:
        problems = list(without_values(table))
    if problems:
        raise DataError(list(dict.fromkeys(problems)), source=source)
    if past:
        table = replace(table, history=partial(_history, past, (key, known, only), framework, table, source))
    return table, tuple(findings)


def _history(
    past: Sequence[pd.DataFrame],
    rows: tuple[str, Mapping[str, City], Sequence[str] | None],
    framework: Framework,
    table: Table,
    source: str,
) -> NDArray[np.float64]:
    """Read the rows of earlier times, which no step may ever ask for.

    Raises
    ------
    DataError
        With every problem of every earlier time.
    """
    key, known, only = rows
    problems: list[Problem] = []
    values = []
    for frame in past:
        read = read_tidy if set(frame.columns) >= TIDY_COLUMNS else read_wide
        found, wrong, _ = read(Rows(frame, key, known, only), framework)
        problems += [*wrong, *out_of_bounds(found, framework.indicators)]
        values.append(aligned(found, table))
    if problems:
        raise DataError(list(dict.fromkeys(problems)), source=source)
    return np.stack(values)


def _by_time(frame: pd.DataFrame, time: object, source: str) -> list[pd.DataFrame]:
    """Return the rows of each time up to the one to read, in rising order."""
    if "time" not in frame.columns:
        if time is not None:
            raise DataError(f"no column 'time' to look for {str(time)!r} in", source=source)
        return [frame]
    labels, times = row_times(frame)
    if time is None and len(times) > 1:
        raise DataError(f"has several times, {listed(times)}; an index is scored for one: time=...", source=source)
    wanted = times[0] if time is None else str(time)
    if wanted not in times:
        raise DataError(f"no time {wanted!r}; {nearest(wanted, times)}", source=source)
    return [frame[labels == each] for each in times[: times.index(wanted) + 1]]


def row_times(frame: pd.DataFrame) -> tuple[pd.Series[str], list[str]]:
    """Return the time of each row, and all times in rising order.

    Examples
    --------
    >>> row_times(pd.DataFrame({"time": [2021, 2019, 2021]}))[1]
    ['2019', '2021']
    """
    labels = frame["time"].map(lambda cell: "" if is_blank(cell) else str(cell).strip())
    numeric = labels.str.fullmatch(NUMBER).all()
    return labels, sorted(set(labels), key=float if numeric else str)


def aligned(earlier: Table, table: Table) -> NDArray[np.float64]:
    """Return earlier values of the cities of a table, blank where there are none."""
    row = {city: position for position, city in enumerate(earlier.cities)}
    values = np.full(table.values.shape, np.nan)
    for position, city in enumerate(table.cities):
        if city in row:
            values[position] = earlier.values[row[city]]
    return values


def check_readable(data: str | Path | pd.DataFrame) -> None:
    """Check that data can be read as a table of cities, whatever its framework.

    Raises
    ------
    DataError
        If it cannot.
    """
    source = str(data) if isinstance(data, str | Path) else "data"
    key_column(read_frame(data, source), source)


class Rows:
    """The rows of a file with their cities resolved.

    Parameters
    ----------
    frame : DataFrame
        The rows.
    key : str
        The column that names the cities.
    registry : mapping of str to City
        Known cities by id.
    only : sequence of str, optional
        Ids of the cities to keep.
    """

    def __init__(self, frame: pd.DataFrame, key: str, registry: Mapping[str, City], only: Sequence[str] | None) -> None:
        names = frame[key].map(lambda cell: "" if is_blank(cell) else str(cell).strip())
        by_name = {name_key(name): city for city in registry.values() for name in city.all_names}
        known = {name: by_name[name_key(name)] for name in names.unique() if name_key(name) in by_name}
        if only is not None:
            keep = names.map(lambda name: name in known and known[name].id in only)
            frame, names = frame[keep], names[keep]
        self.frame = frame
        self.key = key
        self.registry = {_display(name, city): city for name, city in known.items()}
        self.problems = [
            Problem(f"row {number}", f"column {key!r} is blank") for number, name in numbered(names) if not name
        ]
        self.problems += _two_spellings(known)
        self.names = names.map(lambda name: _display(name, known[name]) if name in known else name)


def numbered(column: pd.Series[Any]) -> Iterable[tuple[int, Any]]:
    """Count rows as a person does who sees a header in row 1.

    Examples
    --------
    >>> list(numbered(pd.Series(["Rome", "Oslo"])))
    [(2, 'Rome'), (3, 'Oslo')]
    """
    return enumerate(column, start=2)


def _display(name: str, city: City) -> str:
    return city.name if name == city.id else name


def _two_spellings(known: Mapping[str, City]) -> Iterable[Problem]:
    spellings: dict[str, list[str]] = {}
    for name, city in known.items():
        spellings.setdefault(city.id, []).append(name)
    for identity, names in spellings.items():
        if len(names) > 1:
            yield Problem(f"city {names[0]!r}", f"is one city with {listed(names[1:])} ({identity}); write one name")


def read_frame(data: str | Path | pd.DataFrame, source: str, ids: Sequence[str] = ()) -> pd.DataFrame:
    """Return the data with text column names, the cities in a column, and cells as they were written.

    Parameters
    ----------
    data : str, Path or DataFrame
        As in `read_table`.
    source : str
        What messages call it.
    ids : sequence of str
        Columns whose names are kept as they are, whatever their case.

    Returns
    -------
    DataFrame
        The rows.

    Raises
    ------
    DataError
        If it cannot be read, has several levels of labels, a column twice or no rows.
    """
    if isinstance(data, pd.DataFrame):
        if data.columns.nlevels > 1 or data.index.nlevels > 1:
            raise DataError("has several levels of row or column labels; one is wanted: reset_index()", source=source)
        named = {str(column).strip().casefold() for column in data.columns}
        counted = isinstance(data.index, pd.RangeIndex) and data.index.name is None  # no names of cities
        inside = bool(named & {"city", "unit"}) or counted
        frame = data if inside else data.rename_axis(index=_index_name(data)).reset_index()
        header = [str(column) for column in frame.columns]
    elif isinstance(data, str | Path):
        frame, header = read_cells(Path(data), source)
    else:
        raise DataError(f"must be a path or a DataFrame, found {type(data).__name__}", source=source)
    columns = [column.strip() for column in header]
    special = {"city", "unit", "indicator", "value", "time", *_PROVENANCE}
    columns = [
        column.casefold() if column.casefold() in special and column not in ids else column for column in columns
    ]
    twice = sorted(column for column, count in Counter(columns).items() if count > 1)
    if twice:
        raise DataError([Problem(f"column {column!r}", "stands twice") for column in twice], source=source)
    if frame.empty:
        raise DataError("has a header but no rows", source=source)
    return frame.set_axis(columns, axis="columns")


def _index_name(data: pd.DataFrame) -> str:
    return "city" if data.index.name is None else str(data.index.name)


def key_column(frame: pd.DataFrame, source: str) -> str:
    """Return the column that names the cities.

    Raises
    ------
    DataError
        If there is none.

    Examples
    --------
    >>> key_column(pd.DataFrame({"gdp": [1], "city": ["Rome"]}), "data")
    'city'
    """
    for key in ("city", "unit"):
        if key in frame.columns:
            return key
    hint = "; columns are separated by commas" if frame.shape[1] == 1 and ";" in str(frame.columns[0]) else ""
    raise DataError(f"no column 'city' or 'unit'; found {listed(list(frame.columns))}{hint}", source=source)


def _bad_cells(cities: Iterable[str], indicators: Iterable[str], cells: Iterable[Any]) -> Iterable[Problem]:
    for city, indicator, cell in zip(cities, indicators, cells, strict=True):
        yield Problem(f"{city}, {indicator}", f"must be a finite number, blank or NA, found {str(cell).strip()!r}")


def read_wide(rows: Rows, framework: Framework) -> tuple[Table, list[Problem], list[Finding]]:
    """Read a row for each city, with a column for each indicator.

    Returns
    -------
    table : Table
        The values, blank where a cell is wrong.
    problems : list of Problem
        What is wrong.
    findings : list of Finding
        Columns that may have been meant otherwise.
    """
    frame = rows.frame
    problems = [
        Problem(f"city {name!r}", f"stands in {count} rows")
        for name, count in rows.names.value_counts(sort=False).items()
        if count > 1 and name != ""
    ]
    ids = tuple(indicator.id for indicator in framework.indicators)
    own = {*ids, rows.key}
    others = [column for column in frame.columns if column not in own]
    values = np.full((len(frame), len(ids)), np.nan)
    for position, name in enumerate(ids):
        if name not in frame.columns:
            hint = nearest(name, others) if others else ""
            problems.append(Problem(name, f"no column for this indicator; {hint}".rstrip("; ")))
            continue
        column = frame[name]
        values[:, position], bad = to_numbers(column)
        if bad.any():
            problems += _bad_cells(rows.names[bad], [name] * int(bad.sum()), column[bad])
    known = {"time", *(node.denominator for node in framework.indicators)}
    findings = [found for column in others if column not in known for found in _suspicious(frame[column], ids)]
    attributes = {column: tuple(map(_attribute, frame[column])) for column in others}
    return Table(tuple(rows.names), ids, values, attributes, rows.registry), problems, findings


def _attribute(cell: Any) -> Any:
    """Keep a label as text and a number as a number, so that both can be written as JSON."""
    if is_blank(cell):
        return None
    return cell.item() if isinstance(cell, np.generic) else cell if isinstance(cell, int | float) else str(cell).strip()


def _suspicious(column: pd.Series[Any], ids: Sequence[str]) -> Iterable[Finding]:
    name = str(column.name)
    similar = difflib.get_close_matches(name.casefold(), ids, n=1, cutoff=0.65)
    numbers, bad = to_numbers(column)
    if similar:
        hint = f"did you mean {similar[0]!r}?"
        yield Finding("unused-column", "warning", name, f"is no indicator of the framework and is not scored; {hint}")
    elif not bad.any() and not np.isnan(numbers).all():
        yield Finding(
            "unused-column", "warning", name, "holds numbers but is no indicator of the framework: not scored"
        )


def read_tidy(rows: Rows, framework: Framework) -> tuple[Table, list[Problem], list[Finding]]:
    """Read a row for each value, with columns ``indicator`` and ``value``; returns what `read_wide` does."""
    frame, names = rows.frame, rows.names
    indicator = frame["indicator"].map(lambda cell: "" if is_blank(cell) else str(cell).strip())
    ids = tuple(node.id for node in framework.indicators)
    denominators = tuple(dict.fromkeys(node.denominator for node in framework.indicators if node.denominator))
    columns = (*ids, *denominators)
    cities = tuple(dict.fromkeys(name for name in names if name))
    problems = [
        Problem(f"indicator {name!r}", f"is not in {framework.id}; {nearest(name, columns)}")
        for name in indicator.unique()
        if name not in columns
    ]
    twice = pd.DataFrame({"city": names, "indicator": indicator}).duplicated(keep="first").to_numpy()
    problems += [
        Problem(f"{city}, {name}", "has a value twice")
        for city, name in dict.fromkeys(zip(names[twice], indicator[twice], strict=True))
    ]
    problems += [Problem(name, "the data has no value of this indicator") for name in ids if name not in set(indicator)]
    numbers, bad = to_numbers(frame["value"])
    problems += _bad_cells(names[bad], indicator[bad], frame["value"][bad])
    values = np.full((len(cities), len(columns)), np.nan)
    row = {city: position for position, city in enumerate(cities)}
    column = {name: position for position, name in enumerate(columns)}
    usable = (names != "").to_numpy() & indicator.isin(columns).to_numpy()
    values[names[usable].map(row), indicator[usable].map(column)] = numbers[usable]
    unknown = [
        Finding("unused-column", "warning", name, "is not a column of tidy data: not read")
        for name in frame.columns
        if name not in {rows.key, "indicator", "value", "time", *_PROVENANCE}
    ]
    details = [name for name in _PROVENANCE if name in frame.columns and name != rows.key]
    provenance = (
        tuple(
            {"city": city, "indicator": name}
            | {detail: str(cell).strip() for detail, cell in zip(details, cells, strict=True) if not is_blank(cell)}
            for city, name, *cells in zip(names, indicator, *(frame[detail] for detail in details), strict=True)
        )
        if details
        else ()
    )
    attributes = {
        name: tuple(None if np.isnan(cell) else float(cell) for cell in values[:, len(ids) + at])
        for at, name in enumerate(denominators)
    }
    table = Table(cities, ids, values[:, : len(ids)], attributes, rows.registry, provenance)
    return table, problems, unknown


def out_of_bounds(table: Table, indicators: Iterable[Indicator]) -> Iterable[Problem]:
    """Find values that are beyond the bounds of their indicators."""
    for column, indicator in enumerate(indicators):
        low, high = indicator.bounds
        for row in np.flatnonzero((table.values[:, column] < low) | (table.values[:, column] > high)):
            found = f"{table.values[row, column]:g} {indicator.unit}"
            where = f"{table.cities[row]}, {indicator.id}"
            yield Problem(where, f"must be within [{low:g}, {high:g}], found {found}")


def without_values(table: Table) -> Iterable[Problem]:
    """Find indicators that have no value for any city, and cities that have none of any indicator."""
    blank = np.isnan(table.values)
    for position in np.flatnonzero(blank.all(axis=0)):
        yield Problem(table.indicators[position], "has no value for any city")
    for position in np.flatnonzero(blank.all(axis=1)):
        yield Problem(f"city {table.cities[position]!r}", "has no value of any indicator")
