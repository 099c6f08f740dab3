"""The fast way to read a text file: a table without quotes, whose columns of numbers are nothing but numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.files.file_cells import FileCells
from intlindex.specs.names import clean_name
from intlindex.specs.reading import Reading

__all__ = ["plain_table"]

_BLANK = ["", "NA"]
_MARK = b"\xef\xbb\xbf"  # a byte-order mark
_QUOTE, _NOTHING, _RETURN = b'"', b"\0", b"\r"
# From version 3.1 on, pandas reads numbers to the last bit by default.
_VERSION = tuple(int(part) for part in pd.__version__.split(".")[:2] if part.isdigit())
_EXACTLY: dict[str, Any] = {} if _VERSION >= (3, 1) else {"float_precision": "round_trip"}
_read_csv: Callable[..., Any] = pd.read_csv


def plain_table(
    data: bytes, separator: str, reading: Reading, wanted: Sequence[str], path: Path | None = None
) -> FileCells | None:
    """Read a text as a table, its columns of numbers as such; None if any of it is not certain to be plain.

    What it returns is what reading cell by cell does, except that a blank is NaN in a column of numbers.

    Parameters
    ----------
    data : bytes
        The content of the file.
    separator : str
        What separates cells.
    reading : Reading
        How it is read.
    wanted : sequence of str
        The columns of numbers.
    path : Path, optional
        The file, which pandas reads faster than its content.

    Returns
    -------
    FileCells or None
        The table.
    """
    if not reading.settings().keys() <= {"sheet", "key", "decimal"} or reading.decimal == ",":
        return None
    plain = _lines_of(data)
    header = None if plain is None else _header(plain, separator)
    if plain is None or header is None:
        return None
    names = [clean_name(name) for name in header]
    tidy = {"indicator", "value"} <= {name.casefold() for name in names}
    columns = [at for at, name in enumerate(names) if (name.casefold() == "value" if tidy else name in wanted)]
    found = _lines_and_blanks(plain, separator, len(header)) if columns else None
    if found is None:
        return None
    lines, blanks = found
    labels = [at for at in range(len(header)) if at not in columns]
    whole = path is not None and plain is data and path.is_file()
    try:
        frame: pd.DataFrame = _read_csv(
            str(path.absolute()) if path is not None and whole else io.BytesIO(plain),
            sep=separator,
            header=None,
            names=list(range(len(header))),
            skiprows=1,
            index_col=False,
            dtype=dict.fromkeys(labels, object),  # those of numbers are recognised faster than they are converted
            na_filter=blanks,  # reading is faster without
            keep_default_na=False,
            na_values=dict.fromkeys(columns, _BLANK),
            quoting=3,
            engine="c",
            compression=None,
            **_EXACTLY,
        )
    except (ValueError, OverflowError, OSError):
        return None
    if len(frame) != len(lines) or not _as_written(frame, columns, plain, separator):
        return None
    return FileCells(frame.set_axis(lines, axis="index"), tuple(header))


def _lines_of(data: bytes) -> bytes | None:
    """Return a text with line feeds only; None if a cell may be quoted."""
    if _QUOTE in data or _NOTHING in data:
        return None
    plain = data.removeprefix(_MARK)
    if _RETURN in plain:
        plain = plain.replace(b"\r\n", b"\n")
    return None if _RETURN in plain else plain


def _header(plain: bytes, separator: str) -> list[str] | None:
    """Return the names in the first line; None if one is blank, or there is only one."""
    try:
        header = plain[: plain.find(b"\n") + 1].decode("utf-8").rstrip("\n").split(separator)
    except UnicodeDecodeError:
        return None
    return header if len(header) > 1 and all(map(str.strip, header)) else None


def _lines_and_blanks(plain: bytes, separator: str, width: int) -> tuple[pd.Index[int], bool] | None:
    """Return the numbers of the lines below the first that are not empty, and whether a cell may be blank.

    None if a line has not as many cells as the first.
    """
    codes = np.frombuffer(plain, dtype=np.uint8)
    ends = np.flatnonzero(codes == ord("\n"))
    if not len(ends) or ends[-1] != len(codes) - 1:
        ends = np.append(ends, len(codes))
    starts = np.concatenate([[0], ends[:-1] + 1])
    filled = np.flatnonzero(ends > starts)
    separators = np.flatnonzero(codes == ord(separator))
    if len(separators) != len(filled) * (width - 1):
        return None
    by_line = separators.reshape(len(filled), width - 1)
    first, last = by_line[:, 0] - starts[filled], ends[filled] - by_line[:, -1]
    if not ((first >= 0) & (last > 0)).all():
        return None
    blanks = b"NA" in plain or not first.all() or bool((last == 1).any()) or bool((np.diff(separators) == 1).any())
    return pd.Index(filled[1:] + 1, dtype="int64"), blanks


def _as_written(frame: pd.DataFrame, columns: Sequence[int], plain: bytes, separator: str) -> bool:
    """Return whether every number is finite and was written as one, and every cell without one is blank."""
    if not len(frame) or not all(frame[at].dtype.kind in "fiu" for at in columns):
        return False
    values: NDArray[np.float64] = frame[list(columns)].to_numpy(dtype=np.float64)
    if np.isinf(values).any():
        return False
    blank = np.isnan(values)
    rows = np.flatnonzero(blank.any(axis=1)).tolist()
    lines = [line for line in plain.split(b"\n") if line][1:] if rows else []
    empty = {each.encode() for each in _BLANK}
    mark = separator.encode()
    for row in rows:
        cells = lines[row].split(mark)
        if any(cells[columns[at]] not in empty for at in np.flatnonzero(blank[row]).tolist()):
            return False
    return True
