"""Reading data: wide or tidy, from a file or a DataFrame, with every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.city_rows import Rows, numbered, rows_of
from intlindex.core.data.keyed_frame import KeyedFrame, read_frame
from intlindex.core.data.reading_tidy import read_tidy
from intlindex.core.data.reading_wide import read_wide
from intlindex.core.data.setting_hints import with_settings
from intlindex.core.data.table import Table
from intlindex.core.data.tidy_columns import is_tidy
from intlindex.core.data.times import find_time, row_times
from intlindex.errors import DataError, Problem, RequestError, UnknownNameError, problem
from intlindex.findings import Finding
from intlindex.sentences import say
from intlindex.specs.city import City
from intlindex.specs.fields import open_ends
from intlindex.specs.framework import Framework
from intlindex.specs.nodes import Indicator
from intlindex.specs.reading import Reading

__all__ = ["aligned", "blank_times", "out_of_bounds", "read_rows", "read_table", "without_values"]


def read_table(
    data: Any,
    framework: Framework,
    *,
    registry: Iterable[City] = (),
    only: Sequence[str] | None = None,
    time: object = None,
    screened: bool = False,
    reading: Reading | None = None,
) -> tuple[Table, tuple[Finding, ...]]:
    """Read the values of a framework's indicators.

    Parameters
    ----------
    data : str, Path, DataFrame, another frame or KeyedFrame
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
    screened : bool
        Whether indicators with too little data are left out later, so that one may have no value at all.
    reading : Reading, optional
        Settings for reading, which come before those of the framework.

    Returns
    -------
    table : Table
        The values, indicators in the framework's order.
    findings : tuple of Finding
        Columns and names that may have been meant otherwise.

    Raises
    ------
    RequestError
        If there is no such time or sheet, or the data is neither a path nor a DataFrame.
    DataError
        With every problem: a city twice, an unknown or missing indicator, text or an infinity in a cell, a value
        outside the bounds, an indicator without any value.
    """
    source = str(data) if isinstance(data, str | Path) else "data"
    keyed = data if isinstance(data, KeyedFrame) else read_frame(data, source, framework, reading)
    rows = rows_of(keyed, registry, only)
    *past, present = _by_time(rows, time, source)
    table, problems, findings = read_rows(present, framework)
    problems = [*keyed.problems, *rows.problems, *with_settings(problems, keyed.reading)]
    if not problems and not screened:
        problems = list(without_values(table))
    if problems:
        raise DataError(dict.fromkeys([*problems, *keyed.doubts]), source=source)
    if past:
        table = replace(table, history=partial(_history, past, framework, table, source))
    return table, (*keyed.findings, *rows.findings, *findings)


def _history(past: Sequence[Rows], framework: Framework, table: Table, source: str) -> NDArray[np.float64]:
    """Read the values of earlier times, in the rows and columns of a table."""
    earlier = [read_rows(each, framework) for each in past]
    if problems := [problem for _, found, _ in earlier for problem in found]:
        raise DataError(dict.fromkeys(problems), source=source)
    return np.stack([aligned(each, table) for each, _, _ in earlier])


def read_rows(rows: Rows, framework: Framework) -> tuple[Table, list[Problem], list[Finding]]:
    """Read the rows of one time, wide or tidy; the problems are those of cells and columns, and of bounds."""
    read = read_tidy if is_tidy(rows.frame) else read_wide
    table, problems, findings = read(rows, framework)
    return table, [*problems, *out_of_bounds(table, framework.indicators)], findings


def _by_time(rows: Rows, time: object, source: str) -> list[Rows]:
    """Return the rows of each time up to the one to read, in ascending order."""
    if "time" not in rows.frame.columns:
        if time is not None:
            raise RequestError(say("not-allowed/data-time", time=str(time)), source=source)
        return [rows]
    labels, times = row_times(rows.frame)
    if len(times) > 1 and (blank := blank_times(labels)):
        raise DataError(blank, source=source)
    if time is None and len(times) > 1:
        raise DataError(say("ambiguous/data-times", allowed=tuple(times)), source=source)
    try:
        wanted = times[0] if time is None else find_time(time, times)
    except UnknownNameError as error:
        raise UnknownNameError(error.problems, source=source) from None
    return [rows.where(labels == each) for each in times[: times.index(wanted) + 1]]


def blank_times(labels: pd.Series[str]) -> list[Problem]:
    """Find rows whose time is blank."""
    return [
        problem("required/data-cell", f"row {number}", column="time") for number, label in numbered(labels) if not label
    ]


def aligned(earlier: Table, table: Table) -> NDArray[np.float64]:
    """Return earlier values of the cities of a table, blank where there are none."""
    row = {city: position for position, city in enumerate(earlier.cities)}
    values = np.full(table.values.shape, np.nan)
    for position, city in enumerate(table.cities):
        if city in row:
            values[position] = earlier.values[row[city]]
    return values


def out_of_bounds(table: Table, indicators: Iterable[Indicator]) -> Iterable[Problem]:
    """Find values that are beyond the bounds of their indicators."""
    for column, indicator in enumerate(indicators):
        (low, high), (above, below) = indicator.bounds, open_ends(indicator.bounds)
        if low == -np.inf and high == np.inf:
            continue
        values = table.values[:, column]
        outside = (values < low) | (values > high) | (above & (values == low)) | (below & (values == high))
        for row in np.flatnonzero(outside):
            yield problem(
                "out-of-range/data-value-open" if above or below else "out-of-range/data-value",
                f"{table.cities[row]}, {indicator.id}",
                low=low,
                high=high,
                found=table.values[row, column],
                unit=indicator.unit,
                **({"bounds": str(indicator.bounds)} if above or below else {}),
            )


def without_values(table: Table) -> Iterable[Problem]:
    """Find indicators that have no value for any city."""
    blank = np.flatnonzero(np.isnan(table.values[:1]).all(axis=0))  # few, as a rule
    for position in blank[np.isnan(table.values[:, blank]).all(axis=0)]:
        yield problem("empty/data-indicator", table.indicators[position])
