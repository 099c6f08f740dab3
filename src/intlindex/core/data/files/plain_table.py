"""The fast way to read a text file: a table without quotes, whose columns of numbers are nothing but numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.files.file_cells import FileCells
from intlindex.specs.names import clean_name
from intlindex.specs.reading import Reading

__all__ = ["plain_table"]

_BLANK = ["", "NA"]
_BLOCK = 1 << 18  # bytes that are read at once, few enough for the cache
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
    lines = _lines(plain, separator, len(header)) if columns else None
    if lines is None:
        return None
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
            keep_default_na=False,
            na_values=dict.fromkeys(columns, _BLANK),
            quoting=3,
            engine="c",
            compression=None,
            **_EXACTLY,
        )
    except (ValueError, OverflowError, OSError):
        return None
    if len(frame) != len(lines.numbers) or not _as_written(frame, columns, lines, separator):
        return None
    return FileCells(frame.set_axis(lines.numbers, axis="index"), tuple(header))


def _lines_of(data: bytes) -> bytes | None:
    """Return a text with line feeds only; None if a cell may be quoted."""
    if _QUOTE in data or _NOTHING in data:
        return None
    plain = data.removeprefix(_MARK)
    if _RETURN not in plain:
        return plain
    plain = plain.replace(b"\r\n", b"\n")
    return None if _RETURN in plain else plain


def _header(plain: bytes, separator: str) -> list[str] | None:
    """Return the names in the first line; None if one is blank, or there is only one."""
    try:
        header = plain[: plain.find(b"\n") + 1].decode("utf-8").rstrip("\n").split(separator)
    except UnicodeDecodeError:
        return None
    return header if len(header) > 1 and all(map(str.strip, header)) else None


class _Lines(NamedTuple):
    """The lines below the first that are not empty."""

    plain: bytes
    numbers: pd.Index[int]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]

    def cells(self, row: int, separator: bytes) -> list[bytes]:
        """Return the cells of one of them."""
        return self.plain[self.starts[row] : self.ends[row]].split(separator)


def _lines(plain: bytes, separator: str, width: int) -> _Lines | None:
    """Find the lines below the first that are not empty; None if there are not as many cells as the first has in each.

    A line with more cells than the first is then possible only beside one with fewer, whose last cell is read as blank.
    """
    codes = np.frombuffer(plain, dtype=np.uint8)
    found, count = [], 0
    for first in range(0, len(codes), _BLOCK):
        block = codes[first : first + _BLOCK]
        found.append(np.flatnonzero(block == ord("\n")) + first)
        count += int(np.count_nonzero(block == ord(separator)))
    ends = np.concatenate(found)
    if not len(ends) or ends[-1] != len(codes) - 1:
        ends = np.append(ends, len(codes))
    starts = np.concatenate([[0], ends[:-1] + 1])
    filled = np.flatnonzero(ends > starts)
    if count != len(filled) * (width - 1):
        return None
    below = filled[1:]
    return _Lines(plain, pd.Index(below + 1, dtype="int64"), starts[below], ends[below])


def _as_written(frame: pd.DataFrame, columns: Sequence[int], lines: _Lines, separator: str) -> bool:
    """Return whether every number is finite and was written as one, every cell without one is blank, and no line short.

    Only lines with a blank, or with nothing in the last cell, are looked at.
    """
    if not len(frame) or not all(frame[at].dtype.kind in "fiu" for at in columns):
        return False
    blank: dict[int, list[int]] = {}
    for at in columns:
        numbers = frame[at].to_numpy()
        if np.isfinite(numbers).all():
            continue
        if np.isinf(numbers).any():
            return False
        for row in np.flatnonzero(np.isnan(numbers)).tolist():
            blank.setdefault(row, []).append(at)
    width = frame.shape[1]
    if width - 1 not in columns:
        last = frame[width - 1].to_numpy(dtype=object)
        empty = [row for row, cell in enumerate(last.tolist()) if not isinstance(cell, str) or not cell]
        blank |= {row: [] for row in empty if row not in blank}
    allowed, mark = {each.encode() for each in _BLANK}, separator.encode()
    for row, places in blank.items():
        cells = lines.cells(row, mark)
        if len(cells) != width or any(cells[at] not in allowed for at in places):
            return False
    return True
