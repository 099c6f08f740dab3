"""Cells of data as they were written: read from a file, told blank or not, turned into numbers."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.errors import DataError, MissingDependencyError, Problem
from intlindex.specs.load import read_text

__all__ = ["NUMBER", "is_blank", "read_cells", "to_numbers"]

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
"""What a number looks like, as a pattern."""


def read_cells(path: Path, source: str) -> tuple[pd.DataFrame, list[str]]:
    """Read a file by its ending: the cells as they were written, and the header.

    Raises
    ------
    DataError
        If it cannot be read.
    MissingDependencyError
        If its format needs a package that is not installed.
    """
    if path.suffix.casefold() in {".xlsx", ".parquet"} and path.is_file():
        sheet = path.suffix.casefold() == ".xlsx"
        extra = "excel" if sheet else "parquet"
        try:
            frame = pd.read_excel(path, dtype=object, keep_default_na=False) if sheet else pd.read_parquet(path)
        except ImportError as error:
            needed = f"reading {path.suffix} needs another package: pip install 'intlindex[{extra}]'"
            raise MissingDependencyError(needed, source=source) from error
        except (ValueError, OSError, KeyError, zipfile.BadZipFile) as error:
            raise DataError(f"is not a readable {path.suffix} file: {error}", source=source) from error
        return frame, [str(column) for column in frame.columns]
    separator = "\t" if path.suffix.casefold() == ".tsv" else ","
    return _parse(read_text(path, DataError), separator, source)


def _parse(text: str, separator: str, source: str) -> tuple[pd.DataFrame, list[str]]:
    """Split a text into rows of as many cells as the header has; empty lines are passed over."""
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        lines = [(reader.line_num, row) for row in reader if row]
    except csv.Error as error:
        raise DataError(f"line {reader.line_num}: {error}", source=source) from error
    header = lines[0][1]
    if len(header) == 1 and any(mark in header[0] for mark in ",;\t"):
        named = {",": "commas", "\t": "tabs"}[separator]
        hint = "; a file separated by tabs ends in .tsv" if "\t" in header[0] else ""
        raise DataError(f"the header {header[0]!r} is one cell: columns are separated by {named}{hint}", source=source)
    problems = [
        Problem(
            f"line {number}", f"has {len(row)} cells, but the header has {len(header)}: {separator.join(row)[:60]!r}"
        )
        for number, row in lines[1:]
        if len(row) != len(header)
    ]
    if problems:
        raise DataError(problems, source=source)
    columns = pd.RangeIndex(len(header))
    return pd.DataFrame([row for _, row in lines[1:]], columns=columns, dtype=object), header


def is_blank(cell: Any) -> bool:
    """Tell whether a cell holds nothing: None, NaN or NA.

    Examples
    --------
    >>> is_blank(None), is_blank(float("nan")), is_blank("")
    (True, True, False)
    """
    return cell is None or cell is pd.NA or (isinstance(cell, float) and bool(np.isnan(cell)))


def to_numbers(column: pd.Series[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Convert cells, and mark those that are neither a finite number nor a blank.

    Examples
    --------
    >>> numbers, bad = to_numbers(pd.Series(["1.5", "NA", "x"]))
    >>> numbers.tolist(), bad.tolist()
    ([1.5, nan, nan], [False, False, True])
    """
    dtype = column.dtype
    if pd.api.types.is_float_dtype(dtype) or pd.api.types.is_integer_dtype(dtype):
        numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return numbers, np.isinf(numbers)
    cells = np.asarray(column, dtype=object)
    numbers, settled = _plain(cells)
    bad = np.isinf(numbers)
    # One at a time only what is neither a number nor text that is plainly one: blanks, stray spaces, what is wrong.
    for row in np.flatnonzero(~settled):
        numbers[row], bad[row] = _number(cells[row])
    return np.where(bad, np.nan, numbers), bad


_OF_NUMBERS = re.compile(r"[-+.,0-9eE]*")


def _plain(cells: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Convert what is a number, a blank, or text of nothing but digits and signs, all at once; tell which cells are."""
    kinds = list(map(type, cells))
    numbers = np.full(len(cells), np.nan)
    settled = np.fromiter((kind is float or kind is int for kind in kinds), bool, len(cells))
    text = np.flatnonzero(np.fromiter((kind is str for kind in kinds), bool, len(cells)))
    blank = (cells[text] == "") | (cells[text] == "NA")
    wanted = text[~blank]
    words = cells[wanted].tolist()
    if not _OF_NUMBERS.fullmatch(",".join(words)):
        wanted = wanted[np.fromiter((bool(_OF_NUMBERS.fullmatch(word)) for word in words), bool, len(words))]
    settled[wanted] = True
    try:
        numbers[settled] = cells[settled].astype(np.float64)
    except (ValueError, OverflowError):  # "1-2", or a whole number beyond floating point
        settled[:] = False
    settled[text[blank]] = True
    return numbers, settled


def _number(cell: Any) -> tuple[float, bool]:
    """Convert one cell; tell whether it is neither a finite number nor a blank."""
    text = "" if is_blank(cell) else str(cell).strip()
    if text in ("", "NA"):
        return np.nan, False
    number = float(text) if re.fullmatch(NUMBER, text) else np.nan
    return number, not np.isfinite(number)
