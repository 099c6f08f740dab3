"""Cells of data as they were written: read from a file, told blank or not, turned into numbers."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.errors import DataError, MissingDependencyError, Problem
from intlindex.specs.load import read_text

__all__ = ["NUMBER", "bad_cells", "is_blank", "quoted", "read_cells", "shortened", "to_numbers"]

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
"""What a number looks like, as a pattern."""
LONGEST_QUOTE = 60
"""How much of a cell a message quotes."""


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
        raise DataError(
            f"the header {quoted(header[0])} is one cell: columns are separated by {named}{hint}", source=source
        )
    problems = [
        Problem(f"line {number}", f"has {len(row)} cells, but the header has {len(header)}")
        for number, row in lines[1:]
        if len(row) != len(header)
    ]
    if problems:
        raise DataError(problems, source=source)
    columns = pd.RangeIndex(len(header))
    return pd.DataFrame([row for _, row in lines[1:]], columns=columns, dtype=object), header


def is_blank(cell: Any) -> bool:
    """Tell whether a cell holds nothing: None, NaN of any precision, NaT or NA.

    Examples
    --------
    >>> is_blank(None), is_blank(float("nan")), is_blank("")
    (True, True, False)
    """
    if isinstance(cell, float | np.floating | Decimal):
        return math.isnan(cell)
    return cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, np.datetime64) and np.isnat(cell))


def to_numbers(column: pd.Series[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Convert cells, and mark those that are neither a finite number nor a blank.

    Examples
    --------
    >>> numbers, bad = to_numbers(pd.Series(["1.5", "NA", "x"]))
    >>> numbers.tolist(), bad.tolist()
    ([1.5, nan, nan], [False, False, True])
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    dtype = column.dtype
    if pd.api.types.is_float_dtype(dtype) or pd.api.types.is_integer_dtype(dtype):
        with np.errstate(over="ignore"):  # of more than double precision; infinite then, and so no number
            numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return numbers, np.isinf(numbers)
    text = column.map(lambda cell: "" if is_blank(cell) else str(cell).strip())
    blank = text.isin(["", "NA"]).to_numpy(dtype=bool)
    number = text.str.fullmatch(NUMBER).to_numpy(dtype=bool)
    numbers = np.full(len(text), np.nan)
    numbers[number] = text[number].astype(np.float64)
    return numbers, ~blank & ~np.isfinite(np.where(number, numbers, np.nan))


def quoted(cell: Any) -> str:
    """Write a cell in a message, the beginning of a long one.

    Examples
    --------
    >>> quoted(" much "), len(quoted("long " * 1000))
    ("'much'", 62)
    """
    return repr(shortened(str(cell).strip()))


def shortened(text: str) -> str:
    """Return a text, or the beginning of a long one.

    Examples
    --------
    >>> shortened("much"), len(shortened("long " * 1000))
    ('much', 60)
    """
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}\u2026"


def bad_cells(cities: Iterable[str], indicators: Iterable[str], cells: Iterable[Any]) -> Iterable[Problem]:
    """Say of the cells of indicators which are no numbers."""
    for city, indicator, cell in zip(cities, indicators, cells, strict=True):
        yield Problem(f"{city}, {indicator}", f"must be a finite number, blank or NA, found {quoted(cell)}")
