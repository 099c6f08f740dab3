"""The guard against text that a spreadsheet would take for a formula, used for all written tables."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["is_formula", "without_formulas"]

# What a formula starts with, full-width and small forms of East Asian text included, which a spreadsheet folds.
_SIGNS = "=+\\-@\t\r\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
_START = re.compile(f"[{_SIGNS}]")
# A program that separates columns by semicolons or tabs, or ends rows at any line break, begins another cell there.
_INSIDE = re.compile(f"(?<=[;\t\r\n])(?=[\"' ]*[{_SIGNS}])")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would take a text for a formula.

    Examples
    --------
    >>> is_formula("=1+1"), is_formula("＝1+1"), is_formula("a=b")
    (True, True, False)
    """
    return _START.match(text) is not None


def without_formulas(cell: Any, *, keep_numbers: bool = False) -> Any:
    """Return a cell with an apostrophe before text that would be taken for a formula; numbers stay numbers.

    Parameters
    ----------
    cell : object
        The cell; all but text is returned as it is.
    keep_numbers : bool
        Whether a text that is a number, as ``-5``, is left as it is too.

    Examples
    --------
    >>> without_formulas("=1+1"), without_formulas("Rome;@SUM(1)"), without_formulas(-1.5)
    ("'=1+1", "Rome;'@SUM(1)", -1.5)
    """
    if not isinstance(cell, str) or (keep_numbers and _NUMBER.fullmatch(cell)):
        return cell
    marked = _INSIDE.sub("'", cell)
    return f"'{marked}" if is_formula(marked) else marked
