"""Tables as CSV that opens in a spreadsheet."""

from __future__ import annotations

from typing import Any

import pandas as pd

__all__ = ["to_csv"]

# A spreadsheet takes a cell that starts like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(frame: pd.DataFrame) -> str:
    """Write a table as CSV: full precision, blanks empty, text that looks like a formula marked as text.

    Parameters
    ----------
    frame : DataFrame
        The table; its index is not written.

    Returns
    -------
    str
        The text, lines ended by a line feed.

    Examples
    --------
    >>> print(to_csv(pd.DataFrame({"city": ["=1+1", "Rome"], "score": [0.1, None]})), end="")
    city,score
    '=1+1,0.1
    Rome,
    """
    safe = frame.rename(columns=_as_text).map(_as_text)
    return str(safe.to_csv(index=False, lineterminator="\n"))


def _as_text(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")  # a lone carriage return would not be quoted
    return f"'{lines}" if cell.startswith(_FORMULA) else lines
