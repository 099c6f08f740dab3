"""Reading data: wide or tidy, from a file or a DataFrame, with every problem at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.errors import DataError, MissingDependencyError, Problem, listed, nearest
from intlindex.findings import Finding
from intlindex.index.table import Table
from intlindex.specs.city import City, name_key
from intlindex.specs.framework import Framework, Indicator
from intlindex.specs.load import read_text

__all__ = ["read_table"]

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_TIDY = {"indicator", "value"}
_PROVENANCE = ("year", "unit", "source", "note")


def read_table(
    data: str | Path | pd.DataFrame,
    framework: Framework,
    *,
    registry: Iterable[City] = (),
    only: Sequence[str] | None = None,
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
    frame = _frame(data, source)
    key = _key_column(frame, source)
    tidy = set(frame.columns) >= _TIDY
    if "time" in frame.columns and len(set(frame["time"])) > 1:
        raise DataError("column 'time' has several times; an index is scored for one: choose its rows", source=source)
    rows = _Rows(frame, key, {city.id: city for city in registry} if key == "city" else {}, only)
    read = _read_tidy if tidy else _read_wide
    table, problems, findings = read(rows, framework)
    problems = [*rows.problems, *problems, *_out_of_bounds(table, framework.indicators)]
    if not problems:
        problems = list(_without_values(table))
    if problems:
        raise DataError(problems, source=source)
    return table, tuple(findings)


class _Rows:
    """The rows of a file with their cities resolved."""

    def __init__(self, frame: pd.DataFrame, key: str, registry: Mapping[str, City], only: Sequence[str] | None) -> None:
        names = frame[key].map(lambda cell: "" if _is_blank(cell) else str(cell).strip())
        by_name = {name_key(name): city for city in registry.values() for name in city.all_names}
        known = {name: by_name[name_key(name)] for name in names.unique() if name_key(name) in by_name}
        if only is not None:
            keep = names.map(lambda name: name in known and known[name].id in only)
            frame, names = frame[keep], names[keep]
        self.frame = frame
        self.key = key
        self.registry = {_display(name, city): city for name, city in known.items()}
        self.problems = [
            Problem(f"row {number}", f"column {key!r} is blank") for number, name in _numbered(names) if not name
        ]
        self.problems += _two_spellings(known)
        self.names = names.map(lambda name: _display(name, known[name]) if name in known else name)


def _numbered(column: pd.Series[Any]) -> Iterable[tuple[int, Any]]:
    """Count rows as a person does who sees a header in row 1."""
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


def _frame(data: str | Path | pd.DataFrame, source: str) -> pd.DataFrame:
    """Return the data with text column names, the cities in a column, and cells as they were written."""
    if isinstance(data, pd.DataFrame):
        named = {str(column).strip().casefold() for column in data.columns}
        frame = data if named & {"city", "unit"} else data.rename_axis(index=_index_name(data)).reset_index()
        header = [str(column) for column in frame.columns]
    elif isinstance(data, str | Path):
        frame, header = _read_file(Path(data), source)
    else:
        raise DataError(f"must be a path or a DataFrame, found {type(data).__name__}", source=source)
    columns = [column.strip() for column in header]
    special = {"city", "unit", "indicator", "value", "time", *_PROVENANCE}
    columns = [column.casefold() if column.casefold() in special else column for column in columns]
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise DataError([Problem(f"column {column!r}", "stands twice") for column in twice], source=source)
    if frame.empty:
        raise DataError("has a header but no rows", source=source)
    return frame.set_axis(columns, axis="columns")


def _index_name(data: pd.DataFrame) -> str:
    return "city" if data.index.name is None else str(data.index.name)


def _read_file(path: Path, source: str) -> tuple[pd.DataFrame, list[str]]:
    if path.suffix.casefold() in {".xlsx", ".parquet"} and path.is_file():
        reader, extra = (pd.read_excel, "excel") if path.suffix.casefold() == ".xlsx" else (pd.read_parquet, "parquet")
        try:
            frame = reader(path)
        except ImportError as error:
            needed = f"reading {path.suffix} needs another package: pip install 'intlindex[{extra}]'"
            raise MissingDependencyError(needed, source=source) from error
        except (ValueError, OSError) as error:
            raise DataError(f"is not a readable {path.suffix} file: {error}", source=source) from error
        return frame, [str(column) for column in frame.columns]
    text = read_text(path, DataError)
    separator = "\t" if path.suffix.casefold() == ".tsv" else ","
    try:
        header = next(csv.reader(io.StringIO(text), delimiter=separator))
        frame = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, index_col=False)
    except (pd.errors.ParserError, csv.Error) as error:
        reason = str(error).removeprefix("Error tokenizing data. C error: ").strip()
        raise DataError(f"is not a table separated by {separator!r}: {reason}", source=source) from error
    return frame, header


def _key_column(frame: pd.DataFrame, source: str) -> str:
    for key in ("city", "unit"):
        if key in frame.columns:
            return key
    hint = "; columns are separated by commas" if frame.shape[1] == 1 and ";" in str(frame.columns[0]) else ""
    raise DataError(f"no column 'city' or 'unit'; found {listed(list(frame.columns))}{hint}", source=source)


def _is_blank(cell: Any) -> bool:
    return cell is None or cell is pd.NA or (isinstance(cell, float) and np.isnan(cell))


def _numbers(column: pd.Series[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Convert cells, and mark those that are neither a finite number nor a blank."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return numbers, np.isinf(numbers)
    text = column.map(lambda cell: "" if _is_blank(cell) else str(cell).strip())
    blank = text.isin(["", "NA"]).to_numpy(dtype=bool)
    number = text.str.fullmatch(_NUMBER).to_numpy(dtype=bool)
    numbers = np.full(len(text), np.nan)
    numbers[number] = text[number].astype(np.float64)
    return numbers, ~blank & ~np.isfinite(np.where(number, numbers, np.nan))


def _bad_cells(cities: Iterable[str], indicators: Iterable[str], cells: Iterable[Any]) -> Iterable[Problem]:
    for city, indicator, cell in zip(cities, indicators, cells, strict=True):
        yield Problem(f"{city}, {indicator}", f"must be a finite number, blank or NA, found {str(cell).strip()!r}")


def _read_wide(rows: _Rows, framework: Framework) -> tuple[Table, list[Problem], list[Finding]]:
    frame = rows.frame
    problems = [
        Problem(f"city {name!r}", f"stands in {count} rows")
        for name, count in rows.names.value_counts(sort=False).items()
        if count > 1 and name != ""
    ]
    ids = tuple(indicator.id for indicator in framework.indicators)
    others = [column for column in frame.columns if column not in ids and column != rows.key]
    values = np.full((len(frame), len(ids)), np.nan)
    for position, name in enumerate(ids):
        if name not in frame.columns:
            hint = nearest(name, others) if others else ""
            problems.append(Problem(name, f"no column for this indicator; {hint}".rstrip("; ")))
            continue
        values[:, position], bad = _numbers(frame[name])
        problems += _bad_cells(rows.names[bad], [name] * int(bad.sum()), frame[name][bad])
    known = {"time", *(node.denominator for node in framework.indicators)}
    findings = [found for column in others if column not in known for found in _suspicious(frame[column], ids)]
    attributes = {column: tuple(map(_attribute, frame[column])) for column in others}
    return Table(tuple(rows.names), ids, values, attributes, rows.registry), problems, findings


def _attribute(cell: Any) -> Any:
    """Keep a label as text and a number as a number, so that both can be written as JSON."""
    if _is_blank(cell):
        return None
    return cell.item() if isinstance(cell, np.generic) else cell if isinstance(cell, int | float) else str(cell).strip()


def _suspicious(column: pd.Series[Any], ids: Sequence[str]) -> Iterable[Finding]:
    name = str(column.name)
    hint = nearest(name, ids)
    numbers, bad = _numbers(column)
    if hint.startswith("did you mean"):
        yield Finding("unused-column", "warning", name, f"is no indicator of the framework and is not scored; {hint}")
    elif not bad.any() and not np.isnan(numbers).all():
        yield Finding(
            "unused-column", "warning", name, "holds numbers but is no indicator of the framework: not scored"
        )


def _read_tidy(rows: _Rows, framework: Framework) -> tuple[Table, list[Problem], list[Finding]]:
    frame, names = rows.frame, rows.names
    indicator = frame["indicator"].map(lambda cell: "" if _is_blank(cell) else str(cell).strip())
    ids = tuple(node.id for node in framework.indicators)
    cities = tuple(dict.fromkeys(name for name in names if name))
    problems = [
        Problem(f"indicator {name!r}", f"is not in {framework.id}; {nearest(name, ids)}")
        for name in indicator.unique()
        if name not in ids
    ]
    twice = pd.DataFrame({"city": names, "indicator": indicator}).duplicated(keep="first").to_numpy()
    problems += [
        Problem(f"{city}, {name}", "has a value twice")
        for city, name in dict.fromkeys(zip(names[twice], indicator[twice], strict=True))
    ]
    problems += [Problem(name, "the data has no value of this indicator") for name in ids if name not in set(indicator)]
    numbers, bad = _numbers(frame["value"])
    problems += _bad_cells(names[bad], indicator[bad], frame["value"][bad])
    values = np.full((len(cities), len(ids)), np.nan)
    row = {city: position for position, city in enumerate(cities)}
    column = {name: position for position, name in enumerate(ids)}
    usable = (names != "").to_numpy() & indicator.isin(ids).to_numpy()
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
            | {detail: str(cell).strip() for detail, cell in zip(details, cells, strict=True) if not _is_blank(cell)}
            for city, name, *cells in zip(names, indicator, *(frame[detail] for detail in details), strict=True)
        )
        if details
        else ()
    )
    return Table(cities, ids, values, {}, rows.registry, provenance), problems, unknown


def _out_of_bounds(table: Table, indicators: Iterable[Indicator]) -> Iterable[Problem]:
    for column, indicator in enumerate(indicators):
        low, high = indicator.bounds
        for row in np.flatnonzero((table.values[:, column] < low) | (table.values[:, column] > high)):
            found = f"{table.values[row, column]:g} {indicator.unit}"
            where = f"{table.cities[row]}, {indicator.id}"
            yield Problem(where, f"must be within [{low:g}, {high:g}], found {found}")


def _without_values(table: Table) -> Iterable[Problem]:
    blank = np.isnan(table.values)
    for position in np.flatnonzero(blank.all(axis=0)):
        yield Problem(table.indicators[position], "has no value for any city")
    for position in np.flatnonzero(blank.all(axis=1)):
        yield Problem(f"city {table.cities[position]!r}", "has no value of any indicator")
