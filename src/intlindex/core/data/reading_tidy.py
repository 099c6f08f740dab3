"""Reading tidy data: one row per value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from intlindex.core.data.cells import bad_cells, is_blank, to_numbers
from intlindex.core.data.city_rows import Rows
from intlindex.core.data.labels import label_of, labels_of
from intlindex.core.data.table import Table
from intlindex.core.data.tidy_columns import PROVENANCE
from intlindex.errors import Problem, nearest, problem
from intlindex.findings import Finding, finding
from intlindex.specs.framework import Framework

__all__ = ["read_tidy"]


def read_tidy(rows: Rows, framework: Framework) -> tuple[Table, list[Problem], list[Finding]]:
    """Read data with one row per value, with columns ``indicator`` and ``value``; returns what `read_wide` does."""
    frame, names = rows.frame, rows.names
    indicator = labels_of(frame["indicator"])
    read = framework.columns
    denominators = tuple(dict.fromkeys(node.denominator for node in framework.indicators if node.denominator))
    columns = (*read, *denominators)
    cities = tuple(dict.fromkeys(name for name in names if name))
    numbers, bad = to_numbers(frame["value"])
    problems = [
        *_unknown_indicators(indicator, columns, framework.id),
        *_duplicate_values(names, indicator),
        *(problem("required/data-indicator", name) for name in read if name not in set(indicator)),
        *bad_cells(names[bad], indicator[bad], frame["value"][bad]),
    ]
    values = np.full((len(cities), len(columns)), np.nan)
    row = {city: position for position, city in enumerate(cities)}
    column = {name: position for position, name in enumerate(columns)}
    usable = (names != "").to_numpy(dtype=bool) & indicator.isin(columns).to_numpy()
    values[names[usable].map(row).astype(int), indicator[usable].map(column).astype(int)] = numbers[usable]
    attributes = {
        name: tuple(None if np.isnan(cell) else float(cell) for cell in values[:, len(read) + at])
        for at, name in enumerate(denominators)
    }
    ids = tuple(node.id for node in framework.indicators)
    of_nodes = values[:, [column[node.reads] for node in framework.indicators]]
    table = Table(cities, ids, of_nodes, attributes, rows.registry, _provenance(rows, indicator, framework))
    return table, problems, _unknown_columns(frame, rows.key)


def _unknown_indicators(indicator: pd.Series[str], columns: Sequence[str], framework: str) -> Iterable[Problem]:
    for name in indicator.unique():
        if name not in columns:
            yield problem(
                "unknown-node/data-indicator",
                f"indicator {name!r}",
                framework=framework,
                hint=nearest(name, columns),
            )


def _duplicate_values(names: pd.Series[str], indicator: pd.Series[str]) -> Iterable[Problem]:
    twice = pd.DataFrame({"city": names, "indicator": indicator}).duplicated(keep="first").to_numpy()
    for city, name in dict.fromkeys(zip(names[twice], indicator[twice], strict=True)):
        yield problem("duplicate/data-value", f"{city}, {name}")


def _unknown_columns(frame: pd.DataFrame, key: str) -> list[Finding]:
    known = {key, "indicator", "value", "time", *PROVENANCE}
    return [finding("unused-column/data-tidy", "warning", name) for name in frame.columns if name not in known]


def _provenance(rows: Rows, indicator: pd.Series[str], framework: Framework) -> tuple[Mapping[str, Any], ...]:
    """Return the source of each value of each node, where the data has one."""
    details = [name for name in PROVENANCE if name in rows.frame.columns and name != rows.key]
    if not details:
        return ()
    columns = (rows.frame[detail] for detail in details)
    readers: dict[str, list[str]] = {}
    for node in framework.indicators:
        readers.setdefault(node.reads, []).append(node.id)
    return tuple(
        {"city": city, "indicator": node}
        | {detail: label_of(cell) for detail, cell in zip(details, cells, strict=True) if not is_blank(cell)}
        for city, name, *cells in zip(rows.names, indicator, *columns, strict=True)
        for node in readers.get(name, (name,))
    )
