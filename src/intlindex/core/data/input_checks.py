"""Data before it is interpreted: opening a file, and checks of column names and of broken cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from intlindex.core.data.files.file_cells import BrokenCell, FileCells
from intlindex.core.data.files.reading_file import read_file
from intlindex.core.data.other_frames import is_other_frame, pandas_frame
from intlindex.core.data.settings_named import setting
from intlindex.errors import Problem, RequestError, problem
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs.reading import Reading

__all__ = ["broken_attributes", "broken_labels", "doubled", "findings_of_file", "opened"]


def opened(
    data: Any, reading: Reading, usual: Reading | None = None, *, wanted: Sequence[str] = ()
) -> pd.DataFrame | FileCells | Any:
    """Read data that is a file, and take frames of other libraries as such of pandas; return all else as it is.

    Parameters
    ----------
    data : object
        A path, a DataFrame, another frame, or cells that were read.
    reading : Reading
        What is asked for.
    usual : Reading, optional
        Settings for what is not asked for, as those of a framework.
    wanted : sequence of str
        Names of columns of the framework.

    Raises
    ------
    DataError
        If it cannot be read.
    RequestError
        If a setting is asked for that is not for data of this kind.
    """
    if isinstance(data, str | Path):
        return read_file(data, reading, usual, wanted)
    if reading.sheet is not None:
        raise RequestError(say("not-allowed/data-sheet", sheet=reading.sheet), source="data")
    for name in ("skip_rows", "header_rows", "encoding"):
        if (value := getattr(reading, name)) is not None:
            raise RequestError(say("not-allowed/data-setting-of-file", setting=setting(name, value)), source="data")
    return pandas_frame(data, "data") if is_other_frame(data) else data


def findings_of_file(data: object) -> tuple[Finding, ...]:
    """Return what had to be chosen when a file was read."""
    return data.findings if isinstance(data, FileCells) else ()


def doubled(columns: Sequence[str], header: Sequence[str]) -> Iterable[Problem]:
    """Find names of columns that are given twice, or are read as one.

    Examples
    --------
    >>> [str(each) for each in doubled(["indicator", "indicator"], ["INDICATOR", "Indicator"])]
    ["column 'indicator': is given twice: 'INDICATOR', 'Indicator' are read as one name"]
    """
    for name, count in Counter(columns).items():
        if count > 1:
            pairs = zip(header, columns, strict=True)
            written = tuple(dict.fromkeys(raw.strip() for raw, column in pairs if column == name))
            where = f"column {name!r}"
            if len(written) > 1:
                yield problem("duplicate/data-columns-alike", where, found=written)
            else:
                yield problem("duplicate/data-column", where)


def broken_labels(column: pd.Series[Any]) -> Iterable[Problem]:
    """Find cells of a sheet that show an error where a label is required."""
    if BrokenCell not in set(map(type, column.to_numpy(dtype=object))):
        return
    for number, cell in column.items():
        if isinstance(cell, BrokenCell):
            yield problem("broken-cell/data-label", f"row {number}", column=str(column.name), found=cell.description)


def broken_attributes(column: pd.Series[Any]) -> Iterable[Finding]:
    """Report the cells of a column that is no indicator that show an error; they are kept as text, as in CSV."""
    broken = [cell for cell in column.to_numpy(dtype=object) if isinstance(cell, BrokenCell)]
    if broken:
        cells = tuple(cell.description for cell in broken)
        yield finding("broken-cell/data-attributes", "warning", str(column.name), cells=cells)
