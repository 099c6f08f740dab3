"""The record of any other result: its main table with typed columns, its sentences and its findings."""

from __future__ import annotations

from typing import Literal

from intlindex.display.records.base import Cell, FindingRecord, Record

__all__ = ["ColumnRecord", "ColumnType", "TableRecord"]

ColumnType = Literal["boolean", "integer", "number", "string"]


class ColumnRecord(Record):
    """One column of a table."""

    name: str
    """Its name, as in the CSV file of the same result."""
    type: ColumnType
    """What its cells are, where they are not null."""


class TableRecord(Record):
    """The main table of a result, with what there is to say."""

    format: Literal["intlindex/table/1"] = "intlindex/table/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    kind: str
    """Which result it is: the name of its class."""
    title: str
    """What was asked, of which index."""
    sentences: tuple[str, ...]
    """What came out, in words."""
    columns: tuple[ColumnRecord, ...]
    """The columns."""
    rows: tuple[tuple[Cell, ...], ...]
    """The rows, cells in the order of the columns; null for a blank."""
    findings: tuple[FindingRecord, ...]
    """What is worth knowing about the result."""
