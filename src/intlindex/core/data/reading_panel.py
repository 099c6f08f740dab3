"""Reading data of several times: one table per time, and one of all cities at all times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from intlindex.core.data.city_rows import rows_of
from intlindex.core.data.keyed_frame import read_frame
from intlindex.core.data.reading import aligned, blank_times, read_rows, without_values
from intlindex.core.data.setting_hints import with_settings
from intlindex.core.data.table import Table
from intlindex.core.data.times import row_times
from intlindex.errors import DataError, Problem, problem
from intlindex.findings import Finding
from intlindex.sentences import say
from intlindex.specs import City, Framework, Reading

__all__ = ["Times", "read_times"]


@dataclass(frozen=True)
class Times:
    """Data of several times."""

    labels: tuple[str, ...]
    """The times, ascending."""
    tables: tuple[Table, ...]
    """The values at each, with earlier ones as the history."""
    findings: tuple[Finding, ...]
    """What was noticed when the data was read."""

    def pooled(self) -> tuple[Table, tuple[tuple[int, ...], ...]]:
        """Put all cities at all times into one table.

        Returns
        -------
        table : Table
            One row per city and time, named by both; the history of a row is that of its city.
        rows : tuple of tuple of int
            The positions of the rows of each time.

        Raises
        ------
        DataError
            If an indicator has no value at any time, or two rows get one name.
        """
        names = [
            [f"{city}, {time}" for city in table.cities] for time, table in zip(self.labels, self.tables, strict=True)
        ]
        flat = tuple(name for each in names for name in each)
        first = self.tables[0]
        others = {name for table in self.tables for name in table.attributes}
        attributes = {
            name: tuple(
                cell for table in self.tables for cell in table.attributes.get(name, (None,) * len(table.cities))
            )
            for name in sorted(others)
        }
        registry = {
            name: table.registry[city]
            for each, table in zip(names, self.tables, strict=True)
            for name, city in zip(each, table.cities, strict=True)
            if city in table.registry
        }
        values = np.concatenate([table.values for table in self.tables])
        table = Table(flat, first.indicators, values, attributes, registry, (), self._histories())
        problems = [
            problem("duplicate/data-city-at-time", f"city {name!r}")
            for name, count in sorted(Counter(flat).items())
            if count > 1
        ]
        problems += without_values(table)
        if problems:
            raise DataError(problems, source="data")
        ends = np.cumsum([len(each) for each in names]).tolist()
        starts = [0, *ends[:-1]]
        return table, tuple(tuple(range(*span)) for span in zip(starts, ends, strict=True))

    def _histories(self) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None:
        """Return the earlier values of every row, the latest last, blank before the first time."""
        most = len(self.tables) - 1
        if most == 0:
            return None
        padded = []
        for table in self.tables:
            past = np.empty((0, *table.values.shape)) if table.history is None else table.history
            padded.append(np.concatenate([np.full((most - len(past), *table.values.shape), np.nan), past]))
        return np.concatenate(padded, axis=1)


def read_times(
    data: Any,
    framework: Framework,
    *,
    registry: Iterable[City] = (),
    reading: Reading | None = None,
) -> Times:
    """Read the values of a framework's indicators at all times.

    Parameters
    ----------
    data : str, Path, DataFrame or another frame
        As for `read_table`, with a column `time`.
    framework : Framework
        The indicators to read, and what their values may be.
    registry : iterable of City
        Known cities.
    reading : Reading, optional
        Settings for reading, which come before those of the framework.

    Returns
    -------
    Times
        The tables.

    Raises
    ------
    DataError
        If there is no column `time` or a time is blank, or as `read_table` raises it; with every problem of every
        time, except that an indicator or a city may have no value at some times.
    RequestError
        If the data is neither a path nor a DataFrame, or has no such sheet.
    """
    source = str(data) if isinstance(data, str | Path) else "data"
    keyed = read_frame(data, source, framework, reading)
    if "time" not in keyed.frame.columns:
        raise DataError(say("unknown-column/data-time"), source=source)
    labels, times = row_times(keyed.frame)
    if blank := blank_times(labels):
        raise DataError(blank, source=source)
    rows = rows_of(keyed, registry)
    problems = [*keyed.problems, *rows.problems]
    cells: list[Problem] = []
    findings = [*keyed.findings, *rows.findings]
    tables: list[Table] = []
    for time in times:
        table, wrong, found = read_rows(rows.where(labels == time), framework)
        cells += [Problem(f"time {time}, {each.where}", each.message) for each in wrong]
        findings += [each for each in found if each not in findings]
        tables.append(table)
    problems += with_settings(cells, keyed.reading)
    if problems:
        raise DataError([*problems, *keyed.doubts], source=source)
    for place in range(1, len(tables)):
        past = np.stack([aligned(earlier, tables[place]) for earlier in tables[:place]])
        tables[place] = replace(tables[place], history=past)
    return Times(tuple(times), tuple(tables), tuple(findings))
