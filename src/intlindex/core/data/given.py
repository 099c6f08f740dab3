"""Data as it is given: a file that is opened, or a frame; and what can be said of it before it is interpreted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from intlindex.core.data.files.cells import BrokenCell, FileCells
from intlindex.core.data.files.read import read_file
from intlindex.errors import DataError, Problem
from intlindex.findings import Finding

__all__ = ["broken_attributes", "broken_labels", "doubled", "findings_of_file", "opened"]


def opened(
    data: str | Path | pd.DataFrame | FileCells, *, sheet: str | None = None, wanted: Sequence[str] = ()
) -> pd.DataFrame | FileCells:
    """Read data that is a file; leave all else as it is.

    Raises
    ------
    DataError
        If it cannot be read, or a sheet is asked for where there is none.
    """
    if isinstance(data, str | Path):
        return read_file(data, sheet=sheet, wanted=wanted)
    if sheet is not None:
        raise DataError(f"has no sheet {sheet!r}: only a workbook has sheets", source="data")
    return data


def findings_of_file(data: object) -> tuple[Finding, ...]:
    """Return what had to be chosen when a file was read."""
    return data.findings if isinstance(data, FileCells) else ()


def doubled(columns: Sequence[str], header: Sequence[str]) -> Iterable[Problem]:
    """Find names of columns that stand twice, or are taken for one.

    Examples
    --------
    >>> [str(problem) for problem in doubled(["indicator", "indicator"], ["INDICATOR", "Indicator"])]
    ["column 'indicator': stands twice: 'INDICATOR' and 'Indicator' are taken for one name"]
    """
    for name, count in Counter(columns).items():
        if count > 1:
            pairs = zip(header, columns, strict=True)
            written = dict.fromkeys(raw.strip() for raw, column in pairs if column == name)
            told = f": {' and '.join(map(repr, written))} are taken for one name" if len(written) > 1 else ""
            yield Problem(f"column {name!r}", f"stands twice{told}")


def broken_labels(column: pd.Series[Any]) -> Iterable[Problem]:
    """Find cells of a sheet that show an error where a label is wanted."""
    for number, cell in column.items():
        if isinstance(cell, BrokenCell):
            yield Problem(f"row {number}", f"column {column.name!r} must name something, found {cell.told}")


def broken_attributes(column: pd.Series[Any]) -> Iterable[Finding]:
    """Say of a column that is no indicator where it shows an error; it is kept as text, as in CSV."""
    broken = [cell for cell in column if isinstance(cell, BrokenCell)]
    if broken:
        more = f" and {len(broken) - 4} more" if len(broken) > 4 else ""
        told = f"cells show errors, which are kept as text: {', '.join(cell.told for cell in broken[:4])}{more}"
        yield Finding("broken-cell", "warning", str(column.name), told)
