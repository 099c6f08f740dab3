"""The record of any result: its main table with typed columns."""

from __future__ import annotations

from typing import Any

from intlindex._version import __version__
from intlindex.display.records.table import ColumnRecord, ColumnType, TableRecord
from intlindex.display.result import Result
from intlindex.display.shown import Shown, flat
from intlindex.outputs.records.cells import column, finding_records, made

__all__ = ["table_record", "typed"]


def table_record(result: Result[Any], other: Shown | None = None) -> TableRecord:
    """Return the main table of a result, or what else is shown of it, as a record; called by `Result.record`."""
    shown = (result.shown if other is None else other).written()
    frame = flat(result.table if other is None else other.table)
    columns = {str(name): typed(column(frame.iloc[:, at])) for at, name in enumerate(frame.columns)}
    return made(
        TableRecord,
        version=__version__,
        kind=type(result).__name__,
        title=shown.title,
        sentences=shown.lines,
        columns=tuple(made(ColumnRecord, name=name, type=kind) for name, (kind, _) in columns.items()),
        rows=tuple(zip(*(values for _, values in columns.values()), strict=True)),
        findings=finding_records(result.findings),
    )


def typed(values: list[Any]) -> tuple[ColumnType, list[Any]]:
    """Return what the cells of a column are, and the cells; what is not of one type is written as text.

    Examples
    --------
    >>> typed([1, None, 2.5]), typed([True, "yes"])
    (('number', [1, None, 2.5]), ('string', ['True', 'yes']))
    """
    kinds = {type(each) for each in values if each is not None}
    if kinds == {bool}:
        return "boolean", values
    if kinds == {int}:
        return "integer", values
    if kinds and kinds <= {int, float}:
        return "number", values
    return "string", [each if each is None else str(each) for each in values]
