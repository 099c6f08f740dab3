"""Cells of data as they were written: recognised as blank or not, turned into numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.files.file_cells import BrokenCell, UnreadCell
from intlindex.errors import Problem, problem

__all__ = ["NUMBER", "bad_cells", "is_blank", "plain_text", "shortened", "to_numbers"]

NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
"""What a number looks like, as a pattern that reads each character once."""
LONGEST_QUOTE = 60
"""How much of a cell a message quotes."""


def is_blank(cell: Any) -> bool:
    """Return whether a cell holds nothing: None, NaN of any precision, NaT or NA.

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
    if dtype.kind in "fiu":  # of NumPy, pandas or Arrow
        with np.errstate(over="ignore"):  # of more than double precision; infinite then, and so no number
            numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return numbers, np.isinf(numbers)
    cells = column.to_numpy(dtype=object)
    numbers, settled = _settled_numbers(cells)
    bad = np.isinf(numbers)
    # One at a time only what is neither a number nor text that is plainly one: blanks, stray spaces, what is wrong.
    for row in np.flatnonzero(~settled):
        numbers[row], bad[row] = _number(cells[row])
    return np.where(bad, np.nan, numbers), bad


_NUMBER_CHARACTERS = re.compile(r"[-+.,0-9eE]*")


def _settled_numbers(cells: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Convert what is a number, a blank, or text of nothing but digits and signs, all at once; mark those cells."""
    kinds = list(map(type, cells))
    numbers = np.full(len(cells), np.nan)
    settled = np.fromiter((kind is float or kind is int for kind in kinds), bool, len(cells))
    text = np.flatnonzero(np.fromiter((kind is str for kind in kinds), bool, len(cells)))
    blank = (cells[text] == "") | (cells[text] == "NA")
    wanted = text[~blank]
    words = cells[wanted].tolist()
    if not _NUMBER_CHARACTERS.fullmatch(",".join(words)):
        wanted = wanted[np.fromiter((bool(_NUMBER_CHARACTERS.fullmatch(word)) for word in words), bool, len(words))]
    settled[wanted] = True
    try:
        numbers[settled] = cells[settled].astype(np.float64)
    except (ValueError, OverflowError):  # "1-2", or a whole number beyond floating point
        settled[:] = False
    settled[text[blank]] = True
    return numbers, settled


_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN = _FULL_WIDTH | _UNSEEN | {0x2212: "-", 0x3000: " "}


def plain_text(text: str) -> str:
    """Return the text of a cell without spaces at its ends and invisible characters, with plain digits and signs.

    Examples
    --------
    >>> plain_text(" \u22121.5\u00a0"), plain_text("\uff11\uff12")
    ('-1.5', '12')
    """
    return (text if text.isascii() else text.translate(_PLAIN)).strip()


def _number(cell: Any) -> tuple[float, bool]:
    """Convert one cell, and return whether it is neither a finite number nor a blank."""
    if isinstance(cell, UnreadCell):
        return np.nan, True
    text = "" if is_blank(cell) else plain_text(str(cell))
    if text in ("", "NA"):
        return np.nan, False
    number = float(text) if re.fullmatch(NUMBER, text) else np.nan
    return number, not np.isfinite(number)


def shortened(text: str) -> str:
    """Return a text, or the beginning of a long one.

    Examples
    --------
    >>> shortened("much"), len(shortened("long " * 1000))
    ('much', 60)
    """
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}\u2026"


def bad_cells(cities: Iterable[str], indicators: Iterable[str], cells: Iterable[Any]) -> Iterable[Problem]:
    """Return a problem for each cell of an indicator that is neither a finite number nor a blank."""
    for city, indicator, cell in zip(cities, indicators, cells, strict=True):
        where = f"{city}, {indicator}"
        if isinstance(cell, BrokenCell):
            yield problem("broken-cell/data-number", where, found=cell.description)
        else:
            yield problem("not-finite/data-cell", where, found=shortened(str(cell).strip()))
