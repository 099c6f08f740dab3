"""Reading wide data: one row per city, one column per indicator."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.cells import bad_cells, to_numbers
from intlindex.core.data.city_rows import Rows
from intlindex.core.data.input_checks import broken_attributes
from intlindex.core.data.labels import attributes_of, similar_labels
from intlindex.core.data.table import Table, read_only
from intlindex.errors import Problem, nearest, problem
from intlindex.findings import Finding, finding
from intlindex.specs.framework import Framework

__all__ = ["read_wide"]

ROWS_AT_ONCE = 2048
MOST_CHECKED = 500
"""How many columns that are no indicators are compared with the names of indicators, a millisecond or two each."""


def read_wide(rows: Rows, framework: Framework) -> tuple[Table, list[Problem], list[Finding]]:
    """Read data with one row per city and one column per indicator.

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
    names = rows.names.to_list()
    several = Counter(names) if len(set(names)) < len(names) else {}
    problems = [_in_several_rows(frame, name, count) for name, count in several.items() if name != "" and count > 1]
    columns = framework.columns
    others = [column for column in frame.columns if column not in columns and column != rows.key]
    numbers: dict[str, NDArray[np.float64]] = {}
    for name in columns:
        if name not in frame.columns:
            if 0 < len(others) <= MOST_CHECKED:
                problems.append(problem("unknown-column/data-indicator", name, hint=nearest(name, others)))
            else:
                problems.append(problem("unknown-column/data-indicator-only", name))
            continue
        numbers[name], bad = to_numbers(frame[name])
        if bad.any():
            problems += bad_cells(rows.names[bad], [name] * int(bad.sum()), frame[name][bad])
    broken = [found for column in others for found in broken_attributes(frame[column])]
    known = {"time", *(node.denominator for node in framework.indicators)}
    unknown = [column for column in others if column not in known]
    findings = [found for column in unknown[:MOST_CHECKED] for found in _unused_column(frame[column], columns)]
    if len(unknown) > MOST_CHECKED:
        findings.append(finding("unused-column/data-many", "warning", count=len(unknown), checked=MOST_CHECKED))
    findings += broken
    attributes = {column: attributes_of(frame[column]) for column in others}
    for column in others:
        texts = (cell for cell in attributes[column] if isinstance(cell, str))
        findings += similar_labels(texts, column) if column != "time" else ()
    ids = tuple(node.id for node in framework.indicators)
    values = _side_by_side([numbers.get(node.reads) for node in framework.indicators], len(frame))
    return Table(tuple(names), ids, values, attributes, rows.registry), problems, findings


def _side_by_side(columns: Sequence[NDArray[np.float64] | None], rows: int) -> NDArray[np.float64]:
    """Return columns as one array by rows, NaN for one that is missing; some rows at a time, which is faster."""
    values = np.full((rows, len(columns)), np.nan)
    for start in range(0, rows, ROWS_AT_ONCE):
        block = values[start : start + ROWS_AT_ONCE]
        for position, column in enumerate(columns):
            if column is not None:
                block[:, position] = column[start : start + ROWS_AT_ONCE]
    return read_only(values)


def _in_several_rows(frame: pd.DataFrame, city: str, count: int) -> Problem:
    """Return the problem of a city with several rows, which may be of several times under another name."""
    times = [str(name) for name in frame.columns if str(name).casefold() in {"year", "date", "period", "edition"}]
    if times and "time" not in frame.columns:
        return problem("duplicate/data-city-time", f"city {city!r}", count=count, column=times[0])
    return problem("duplicate/data-city", f"city {city!r}", count=count)


def _unused_column(column: pd.Series[Any], ids: Sequence[str]) -> Iterable[Finding]:
    name = str(column.name)
    similar = difflib.get_close_matches(name.casefold(), ids, n=1, cutoff=0.65)
    numbers, bad = to_numbers(column)
    if similar:
        yield finding("unused-column/data-similar", "warning", name, nearest=tuple(similar))
    elif not bad.any() and not np.isnan(numbers).all():
        yield finding("unused-column/data-numbers", "warning", name)
