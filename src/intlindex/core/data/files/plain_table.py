"""The fast way to read a text file: a table without quotes, whose columns of numbers are nothing but numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from intlindex.core.data.files.file_cells import FileCells
from intlindex.specs.names import clean_name
from intlindex.specs.reading import Reading

__all__ = ["plain_table"]

_BLANK = ["", "NA"]
# Words of truth, which pandas reads as 1 and 0 where a column has nothing else.
_TRUTHS = ("TRUE", "True", "true", "FALSE", "False", "false")
# From version 3.1 on, pandas reads numbers to the last bit unless told otherwise.
_VERSION = tuple(int(part) for part in pd.__version__.split(".")[:2] if part.isdigit())
_EXACTLY: dict[str, Any] = {} if _VERSION >= (3, 1) else {"float_precision": "round_trip"}
_read_csv: Callable[..., Any] = pd.read_csv
_LAYOUT = {"encoding", "sheet", "key", "percent", "missing", "footnotes"}


def plain_table(text: str, separator: str, reading: Reading, wanted: Sequence[str]) -> FileCells | None:
    """Read a text as a table, its columns of numbers as such; None if any of it is not certain to be plain.

    What it returns is what reading cell by cell does, except that a blank is NaN in a column of numbers.

    Parameters
    ----------
    text : str
        The text of the file.
    separator : str
        What separates cells.
    reading : Reading
        How it is read; only what does not concern rows and numbers.
    wanted : sequence of str
        The columns of numbers.

    Returns
    -------
    FileCells or None
        The table.
    """
    if not reading.settings().keys() <= _LAYOUT or reading.missing or reading.percent or reading.footnotes:
        return None
    start = text[: text.find("\n") + 1]
    header = start.rstrip("\n").split(separator)
    if len(header) < 2 or any(each in text for each in ('"', "\0", *_TRUTHS)) or not all(map(str.strip, header)):
        return None
    names = [clean_name(name) for name in header]
    tidy = {"indicator", "value"} <= {name.casefold() for name in names}
    columns = [at for at, name in enumerate(names) if (name.casefold() == "value" if tidy else name in wanted)]
    lines = _numbers_of_lines(text, separator, len(header))
    if not columns or lines is None:
        return None
    types: dict[int, type] = {at: np.float64 if at in columns else object for at in range(len(header))}
    try:
        frame: pd.DataFrame = _read_csv(
            io.StringIO(text),
            sep=separator,
            header=None,
            names=list(range(len(header))),
            skiprows=1,
            index_col=False,
            dtype=types,
            keep_default_na=False,
            na_values=dict.fromkeys(columns, _BLANK),
            **_EXACTLY,
            quoting=3,
            engine="c",
        )
    except (ValueError, OverflowError):
        return None
    if len(frame) != len(lines) or not _as_written(frame, columns, text, separator):
        return None
    return FileCells(frame.set_axis(lines, axis="index"), tuple(header))


def _numbers_of_lines(text: str, separator: str, width: int) -> pd.Index[int] | None:
    """Return the numbers of the lines below the first that are not empty; None if one has not as many cells as it."""
    codes = np.frombuffer(text.encode("utf-8"), dtype=np.uint8)
    ends = np.flatnonzero(codes == ord("\n"))
    if not len(ends) or ends[-1] != len(codes) - 1:
        ends = np.append(ends, len(codes))
    starts = np.concatenate([[0], ends[:-1] + 1])
    separators = np.flatnonzero(codes == ord(separator))
    counts = np.searchsorted(separators, ends) - np.searchsorted(separators, starts)
    filled = ends > starts
    filled[0] = False
    if not (counts[filled] == width - 1).all():
        return None
    return pd.Index(np.flatnonzero(filled) + 1, dtype="int64")


def _as_written(frame: pd.DataFrame, columns: Sequence[int], text: str, separator: str) -> bool:
    """Return whether every number is finite, and every cell without one is blank, and not a word such as "nan"."""
    values = frame[list(columns)].to_numpy()
    if np.isinf(values).any():
        return False
    rows = np.flatnonzero(np.isnan(values).any(axis=1))
    if not len(rows):
        return True
    lines = [line for line in text.split("\n") if line][1:]
    for row in rows.tolist():
        cells = lines[row].split(separator)
        if any(cells[columns[at]] not in _BLANK for at in np.flatnonzero(np.isnan(values[row])).tolist()):
            return False
    return True
