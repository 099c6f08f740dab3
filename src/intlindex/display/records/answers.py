"""Records that only the command line prints: what is shown, whether files are valid, what was written."""

from __future__ import annotations

from typing import Literal

from intlindex.display.records.base import FindingRecord, Record, Row

__all__ = ["ExportRecord", "ShowRecord", "ValidationRecord"]


class ShowRecord(Record):
    """A node, a city, or a list, as ``intlindex show NAME --format json`` prints it."""

    format: Literal["intlindex/show/1"] = "intlindex/show/1"
    """Name and version of the format."""
    title: str
    """What it is."""
    facts: dict[str, str]
    """Facts, by heading."""
    rows: tuple[Row, ...]
    """The table."""


class ValidationRecord(Record):
    """Whether files are valid, as ``intlindex validate --format json`` prints it."""

    format: Literal["intlindex/validation/1"] = "intlindex/validation/1"
    """Name and version of the format."""
    valid: bool
    """True; where files are not valid, their problems are on standard error."""
    framework: str
    """Id of the framework."""
    findings: tuple[FindingRecord, ...]
    """What is worth knowing about data and result."""


class ExportRecord(Record):
    """What was written, as ``intlindex export FILE --format json`` prints it."""

    format: Literal["intlindex/export/1"] = "intlindex/export/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    written: str
    """The file."""
