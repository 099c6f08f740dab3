"""Reading a file of data of any supported format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from intlindex.core.data.files.delimited import read_delimited
from intlindex.core.data.files.file_cells import FileCells
from intlindex.core.data.files.file_kind import kind_of
from intlindex.core.data.files.parquet import read_parquet
from intlindex.core.data.files.workbook import read_workbook
from intlindex.core.data.settings_named import setting
from intlindex.errors import RequestError
from intlindex.sentences import say
from intlindex.specs.reading import Reading

__all__ = ["read_file"]


def read_file(
    path: str | Path, reading: Reading | None = None, usual: Reading | None = None, wanted: Sequence[str] = ()
) -> FileCells:
    """Read a file by its kind: the cells as they were written, and the header.

    Parameters
    ----------
    path : str or Path
        CSV, TSV, Excel (.xlsx, .xlsm) or Parquet, by its ending.
    reading : Reading, optional
        What is asked for.
    usual : Reading, optional
        Settings for what is not asked for; those that are not for the kind of the file are of no effect.
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
    reading = reading or Reading()
    kind = kind_of(Path(path), source)
    if reading.sheet is not None and kind != "workbook":
        raise RequestError(say("not-allowed/data-sheet-of-file", sheet=reading.sheet), source=source)
    refused = {"workbook": ("encoding",), "parquet": ("encoding", "skip_rows", "header_rows"), "text": ()}[kind]
    for name in refused:
        if (value := getattr(reading, name)) is not None:
            raise RequestError(say("not-allowed/data-setting", setting=setting(name, value)), source=source)
    settings = reading.over(usual)
    match kind:
        case "workbook":
            return read_workbook(Path(path), source, settings, wanted)
        case "parquet":
            return read_parquet(Path(path), source)
        case "text":
            return read_delimited(Path(path), source, settings, wanted)
