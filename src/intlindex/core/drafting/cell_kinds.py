"""What a single cell looks like: a number in any notation, a mark for no value, a label."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from intlindex.core.data.cells import is_blank, plain_text
from intlindex.core.data.setting_hints import USUAL_MISSING

__all__ = ["FLAGGED", "is_missing", "is_year", "looks_numeric"]

_DIGITS = r"[+-]?(?:\d+(?:[.,'\u2019 \u00a0\u2009\u202f]\d+)*[.,]?|[.,]\d+)(?:[eE][+-]?\d+)?"
FLAGGED = re.compile(rf"(?P<number>{_DIGITS}(?:\s*[%\u066a])?)\s*(?P<mark>[^\d\s.,'%](?:.{{0,8}}[^\d\s])?)")
"""A number with a short text after it: a flag, a mark of a footnote, or a unit."""
_NUMBER = re.compile(rf"{_DIGITS}\s*[%\u066a]?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def looks_numeric(cell: Any) -> bool:
    """Return whether a cell is a number, however it is written; with flags and marks of footnotes too.

    Examples
    --------
    >>> [looks_numeric(cell) for cell in (1.5, "1.234,5", "35 %", "12*", "12 b", "--", "Rome", True)]
    [True, True, True, True, True, False, False, False]
    """
    if isinstance(cell, bool | np.bool_) or is_blank(cell):
        return False
    if isinstance(cell, int | float | np.integer | np.floating):
        return True
    text = plain_text(str(cell))
    return (_NUMBER.fullmatch(text) or FLAGGED.fullmatch(text)) is not None


def is_missing(cell: Any) -> bool:
    """Return whether a cell has a text that often means that there is no value.

    Examples
    --------
    >>> is_missing("--"), is_missing(" .. "), is_missing("")
    (True, True, False)
    """
    return isinstance(cell, str) and cell.strip().casefold() in USUAL_MISSING


def is_year(cell: Any) -> bool:
    """Return whether a cell is a year.

    Examples
    --------
    >>> is_year(2020), is_year("1999"), is_year(2020.5), is_year("2020年")
    (True, True, False, True)
    """
    if isinstance(cell, float | np.floating) and cell == int(cell):
        cell = int(cell)
    return _YEAR.fullmatch(plain_text(str(cell)).removesuffix("年")) is not None
