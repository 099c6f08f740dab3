"""Reading tidy data: a row for each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from intlindex.core.data.cells import bad_cells, is_blank, to_numbers
from intlindex.core.data.frames import PROVENANCE
from intlindex.core.data.labels import label_of, labels_of
from intlindex.core.data.rows import Rows
from intlindex.core.data.table import Table
from intlindex.errors import Problem, nearest
from intlindex.findings import Finding
from intlindex.specs.framework import Framework

__all__ = ["read_tidy"]


def read_tidy(rows: Rows, framework: Framework) -> tuple[Table, list[Problem], list[Finding]]:
    """Read a row for each value, with columns ``indicator`` and ``value``; returns what `read_wide` does."""
    frame, names = rows.frame, rows.names
    indicator = labels_of(frame["indicator"])
    ids = tuple(node.id for node in framework.indicators)
    denominators = tuple(dict.fromkeys(node.denominator for node in framework.indicators if node.denominator))
    columns = (*ids, *denominators)
    cities = tuple(dict.fromkeys(name for name in names if name))
    numbers, bad = to_numbers(frame["value"])
    problems = [
        *_wrong_indicators(indicator, columns, framework.id),
        *_twice(names, indicator),
        *(Problem(name, "the data has no value of this indicator") for name in ids if name not in set(indicator)),
        *bad_cells(names[bad], indicator[bad], frame["value"][bad]),
    ]
    values = np.full((len(cities), len(columns)), np.nan)
    row = {city: position for position, city in enumerate(cities)}
    column = {name: position for position, name in enumerate(columns)}
    usable = (names != "").to_numpy(dtype=bool) & indicator.isin(columns).to_numpy()
    values[names[usable].map(row).astype(int), indicator[usable].map(column).astype(int)] = numbers[usable]
    attributes = {
        name: tuple(None if np.isnan(cell) else float(cell) for cell in values[:, len(ids) + at])
        for at, name in enumerate(denominators)
    }
    table = Table(cities, ids, values[:, : len(ids)], attributes, rows.registry, _provenance(rows, indicator))
    return table, problems, _unknown(frame, rows.key)


def _wrong_indicators(indicator: pd.Series[str], columns: Sequence[str], framework: str) -> Iterable[Problem]:
    for name in indicator.unique():
        if name not in columns:
            yield Problem(f"indicator {name!r}", f"is not in {framework}; {nearest(name, columns)}")


def _twice(names: pd.Series[str], indicator: pd.Series[str]) -> Iterable[Problem]:
    twice = pd.DataFrame({"city": names, "indicator": indicator}).duplicated(keep="first").to_numpy()
    for city, name in dict.fromkeys(zip(names[twice], indicator[twice], strict=True)):
        yield Problem(f"{city}, {name}", "has a value twice")


def _unknown(frame: pd.DataFrame, key: str) -> list[Finding]:
    known = {key, "indicator", "value", "time", *PROVENANCE}
    return [
        Finding("unused-column", "warning", name, "is not a column of tidy data: not read")
        for name in frame.columns
        if name not in known
    ]


def _provenance(rows: Rows, indicator: pd.Series[str]) -> tuple[Mapping[str, Any], ...]:
    """Return where each value comes from, where the data says so."""
    details = [name for name in PROVENANCE if name in rows.frame.columns and name != rows.key]
    if not details:
        return ()
    columns = (rows.frame[detail] for detail in details)
    return tuple(
        {"city": city, "indicator": name}
        | {detail: label_of(cell) for detail, cell in zip(details, cells, strict=True) if not is_blank(cell)}
        for city, name, *cells in zip(rows.names, indicator, *columns, strict=True)
    )
