"""Cells of columns of numbers, read as the settings of a table say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from intlindex.core.data.cells import shortened, to_numbers
from intlindex.core.data.files.file_cells import UnreadCell
from intlindex.core.data.labels import label_of
from intlindex.core.data.settings_named import setting
from intlindex.core.data.tidy_columns import PROVENANCE, is_tidy
from intlindex.core.data.written_numbers import NumberReader, Written
from intlindex.errors import Problem, problem
from intlindex.findings import Finding, finding
from intlindex.specs.framework import Framework
from intlindex.specs.names import clean_name
from intlindex.specs.reading import Reading

__all__ = ["CellsRead", "read_cells"]

_UNIT_NAMES = {"", "unit", "units", "unit of measurement", "单位", "计量单位"}
_BRACKETS = "()[]{}（）［］【】 "


@dataclass(frozen=True)
class CellsRead:
    """A frame after its cells were read."""

    frame: pd.DataFrame
    """Numbers as numbers, as far as settings say how they are written."""
    findings: tuple[Finding, ...] = ()
    """What was read as no value, and what was dropped."""
    problems: tuple[Problem, ...] = ()
    """Rows and cells that are wrong."""


def read_cells(
    frame: pd.DataFrame, key: str, framework: Framework | None, reading: Reading, units: Sequence[str] | None
) -> CellsRead:
    """Read the numbers of a table as its settings say.

    Parameters
    ----------
    frame : DataFrame
        Cells as they were written, with clean names of columns.
    key : str
        The column that names what is ranked.
    framework : Framework or None
        Its indicators and denominators are columns of numbers.
    reading : Reading
        The settings.
    units : sequence of str or None
        Units of measurement from a row below the names, one for each column.

    Returns
    -------
    CellsRead
        The table.
    """
    findings: list[Finding] = []
    problems: list[Problem] = []
    if framework is not None:
        if units is not None:
            columns = list(frame.columns)[-len(units) :]
            findings += _units_that_differ(dict(zip(columns, units, strict=True)), framework)
        elif row := _units_row(frame, key, framework, reading):
            problems.append(row)
            frame = frame.iloc[1:]
    reader = NumberReader(reading)
    if reader.changes_numbers:
        changed, found, wrong = _with_numbers(frame, key, framework, reader)
        return CellsRead(changed, (*findings, *found), (*problems, *wrong))
    return CellsRead(frame, tuple(findings), tuple(problems))


def _with_numbers(
    frame: pd.DataFrame, key: str, framework: Framework | None, reader: NumberReader
) -> tuple[pd.DataFrame, list[Finding], list[Problem]]:
    """Return the frame with its text as numbers: in columns of numbers, and in others that hold nothing else."""
    divisors = set() if framework is None else {node.denominator for node in framework.indicators}
    ids = set() if framework is None else {node.id for node in framework.indicators}
    numbers = {"value"} if is_tidy(frame) else ids | divisors
    labels = {key, "time", "indicator", *(PROVENANCE if is_tidy(frame) else ())}
    written = Written()
    columns: dict[str, pd.Series[Any]] = {}
    problems: list[Problem] = []
    for name in frame.columns:
        if name in numbers and name != key:
            columns[name] = reader.column(frame[name], written)
            if name in divisors - ids:
                problems += _unread(columns[name])
        elif name not in labels and (other := _of_numbers_only(frame[name], reader)) is not None:
            columns[name] = other
        else:
            columns[name] = frame[name]
    return pd.DataFrame(columns, index=frame.index), _written_findings(written), problems


def _of_numbers_only(column: pd.Series[Any], reader: NumberReader) -> pd.Series[Any] | None:
    """Return a column that holds nothing but numbers, some of them written by the settings; None for another."""
    if column.dtype != object and not pd.api.types.is_string_dtype(column.dtype):
        return None
    texts = [cell for cell in column if isinstance(cell, str) and cell.strip() not in ("", "NA")]
    if not texts or reader.number(texts[0]) is None or not to_numbers(pd.Series(texts, dtype=object))[1].any():
        return None
    changed = reader.column(column, Written())
    return None if any(isinstance(cell, UnreadCell) for cell in changed) or changed.isna().all() else changed


def _unread(column: pd.Series[Any]) -> Iterable[Problem]:
    for number, cell in column.items():
        if isinstance(cell, UnreadCell):
            where = f"row {number}, {column.name}"
            yield problem("wrong-type/data-denominator", where, found=shortened(str(cell).strip()))


def _written_findings(written: Written) -> list[Finding]:
    found = [
        finding("read-as-missing", "info", found=text, count=count) for text, count in written.missing.most_common()
    ]
    if written.footnotes:
        marks = tuple(mark for mark, _ in written.footnotes.most_common())
        found.append(finding("footnotes-dropped", "info", count=sum(written.footnotes.values()), marks=marks))
    return found


def _units_that_differ(units: dict[str, str], framework: Framework) -> Iterable[Finding]:
    for node in framework.indicators:
        found = units.get(node.id, "")
        if found and _comparable(found) != _comparable(node.unit):
            yield finding("unit-differs", "warning", node.id, found=found, allowed=node.unit)


def _comparable(unit: str) -> str:
    """Return a unit without brackets around it and differences that mean nothing."""
    return clean_name(unicodedata.normalize("NFKC", unit)).strip(_BRACKETS).casefold()


def _units_row(frame: pd.DataFrame, key: str, framework: Framework, reading: Reading) -> Problem | None:
    """Return the problem of a first row that holds units of measurement and no city."""
    if reading.header_rows is not None or is_tidy(frame):
        return None
    row = frame.iloc[0]
    units = {node.id: node.unit for node in framework.indicators if node.id in frame.columns}
    cells = {name: label_of(row[name]) for name in units if label_of(row[name])}
    if not cells or label_of(row[key]).casefold() not in _UNIT_NAMES:
        return None
    reader = NumberReader(reading)
    alike = sum(_comparable(cell) == _comparable(units[name]) for name, cell in cells.items())
    if not alike and any(reader.number(cell) is not None for cell in cells.values()):
        return None
    found = tuple(shortened(cell) for cell in cells.values())
    return problem(
        "wrong-value/data-units-row", f"row {frame.index[0]}", found=found, setting=setting("header_rows", 2)
    )
