"""Reading a file of data of any supported format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from intlindex.core.data.files.delimited import read_delimited
from intlindex.core.data.files.file_cells import FileCells
from intlindex.core.data.files.file_kind import kind_of
from intlindex.core.data.files.parquet import read_parquet
from intlindex.core.data.files.workbook import read_workbook
from intlindex.errors import RequestError
from intlindex.sentences import say

__all__ = ["read_file"]


def read_file(path: str | Path, *, sheet: str | None = None, wanted: Sequence[str] = ()) -> FileCells:
    """Read a file by its kind: the cells as they were written, and the header.

    Parameters
    ----------
    path : str or Path
        CSV, TSV, Excel (.xlsx, .xlsm) or Parquet, by its ending.
    sheet : str, optional
        Which sheet of a workbook to read.
    wanted : sequence of str
        Names of columns; a sheet that has one of them is preferred.

    Returns
    -------
    FileCells
        The cells.

    Raises
    ------
    DataError
        If it cannot be read; with what to do.
    RequestError
        If a sheet is asked for that the file does not have.
    MissingDependencyError
        If its format needs a package that is not installed.
    """
    source = str(path)
    kind = kind_of(Path(path), source)
    if sheet is not None and kind != "workbook":
        raise RequestError(say("not-allowed/data-sheet-of-file", sheet=sheet), source=source)
    match kind:
        case "workbook":
            return read_workbook(Path(path), source, sheet=sheet, wanted=wanted)
        case "parquet":
            return read_parquet(Path(path), source)
        case "text":
            return read_delimited(Path(path), source)
