"""Tables as CSV that opens in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pandas as pd

from intlindex.outputs.formulas import without_formulas

__all__ = ["to_csv"]


def to_csv(frame: pd.DataFrame, *, blank: str = "", keep_numbers: bool = False) -> str:
    """Write a table as CSV: full precision, blanks empty, text that looks like a formula marked as text.

    Parameters
    ----------
    frame : DataFrame
        The table; its index is not written.
    blank : str
        What a blank is written as.
    keep_numbers : bool
        Whether text that is a number is left as it is.

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
    rows = [list(map(str, frame.columns)), *frame.astype(object).where(frame.notna(), None).to_numpy().tolist()]
    buffer = io.StringIO()
    plain = csv.writer(buffer, lineterminator="\n")
    quoted = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        cells = [blank if cell is None else without_formulas(cell, keep_numbers=keep_numbers) for cell in row]
        # A lone carriage return would end the row, but makes no quotes on its own.
        returns = any(isinstance(cell, str) and "\r" in cell for cell in cells)
        (quoted if returns else plain).writerow(cells)
    return buffer.getvalue()
