"""Cells of other tools' tables as text and numbers, and how a message writes them."""

from __future__ import annotations

import re
from typing import Any

from intlindex.core.data.cells import is_blank
from intlindex.sentences import Sentence, say

__all__ = ["cell_number", "cell_text", "shown_number"]

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def cell_text(cell: Any) -> str:
    """Return the text of a cell; empty where it is blank or R's ``NA``.

    Examples
    --------
    >>> cell_text(" LPI "), cell_text("NA"), cell_text(None), cell_text(2018.0)
    ('LPI', '', '', '2018')
    """
    if is_blank(cell):
        return ""
    text = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
    return "" if text == "NA" else text


def cell_number(cell: Any) -> float | None:
    """Return the number in a cell, None where it is blank.

    Raises
    ------
    ValueError
        If there is something else.

    Examples
    --------
    >>> cell_number("-1"), cell_number(None)
    (-1.0, None)
    """
    text = "" if is_blank(cell) else str(cell).strip()
    if text in {"", "NA"}:
        return None
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)  # caught by the callers, which say where
    return float(text)


def shown_number(number: float | None) -> Sentence:
    """Return how a message writes a number, or that there is none.

    Examples
    --------
    >>> shown_number(-2.0), shown_number(None)
    ('-2', 'a blank')
    """
    return say("number/interchange-blank") if number is None else say("number/interchange", number=number)
