"""Results as plain text for a terminal, within 80 columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import Any, NamedTuple

import pandas as pd

from intlindex.display.findings import finding_line
from intlindex.display.rounding import fixed
from intlindex.display.shown import Shown
from intlindex.sentences import say

__all__ = [
    "SHOWN",
    "WIDTH",
    "cell",
    "describe_result",
    "findings",
    "is_numeric",
    "paragraph",
    "printable",
    "table",
]

WIDTH = 80
_ENDS, _STARTS = frozenset("，。；：、？！”）］》%"), frozenset("“（［《")
"""Marks that do not start a line, and that do not end one."""
SHOWN = 10


def cell(value: Any, *, digits: int = 1) -> str:
    """Write one cell: numbers with few digits, blanks as a dash.

    Examples
    --------
    >>> cell(3.14159), cell(None), cell("Paris"), cell(4), cell(-0.001)
    ('3.1', '–', 'Paris', '4', '0.0')
    """
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124  NaN is the only value unequal to itself
        return "–"
    return fixed(value, digits) if isinstance(value, float) else str(value)


def is_numeric(column: pd.Series[Any]) -> bool:
    """Return whether a column holds numbers, which are aligned right, and not text."""
    return bool(column.dtype != object and not pd.api.types.is_string_dtype(column))


def _width(text: str) -> int:
    """Count terminal columns: Chinese characters take two, combining marks none."""
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    return 0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * max(width - _width(text), 0)
    return space + text if right else text + space


def _cut(text: str, width: int) -> str:
    """Shorten text to a number of columns, and show that it was."""
    if _width(text) <= width:
        return text
    ends = accumulate(map(_columns, text))  # each letter looked at once, however long the text
    fitting = sum(1 for _ in takewhile(lambda end: end < width, ends))
    return text[:fitting].rstrip() + "…"


def paragraph(text: str, *, width: int = WIDTH, indent: str = "", hanging: str = "") -> str:
    """Wrap a sentence or two to a number of terminal columns.

    Parameters
    ----------
    text : str
        The sentences; Chinese text may break anywhere.
    width : int
        Columns of the terminal.
    indent, hanging : str
        What the first line and all others start with.

    Returns
    -------
    str
        The lines.

    Examples
    --------
    >>> print(paragraph("one two three", width=8))
    one two
    three
    """
    lines, line = [], indent
    for word in _words(printable(text), width - max(_width(indent), _width(hanging))):
        space = "" if line in (indent, hanging) or word.glued else " "
        if _width(line + space + word.text) > width and line not in (indent, hanging):
            lines.append(line)
            line, space = hanging, ""
        line += space + word.text
    return "\n".join([*lines, line])


class _Word(NamedTuple):
    text: str
    glued: bool
    """It follows the word before without a space."""


def _words(text: str, width: int) -> Iterator[_Word]:
    """Split text where a line may end: at spaces, between wide characters, and within what is too long for a line."""
    for word in text.split():
        piece, glued = "", False
        for letter in word:
            wide = _width(letter) == 2
            may_end = (wide or _width(piece[-1:]) == 2) and letter not in _ENDS and piece[-1:] not in _STARTS
            if piece and (may_end or _width(piece + letter) > width):
                yield _Word(piece, glued)
                piece, glued = "", True
            piece += letter
        yield _Word(piece, glued)


def printable(text: str) -> str:
    r"""Replace line breaks, tabs and control characters, which would break a table or reach the terminal.

    Examples
    --------
    >>> printable("a\tb\x1b[31m")
    'a b [31m'
    """
    return "".join(letter if letter.isprintable() else " " for letter in text)


def table(frame: pd.DataFrame, *, keys: int = 1, width: int = WIDTH, digits: int = 1) -> str:
    """Write a table; columns that do not fit follow in further blocks below, with the key columns repeated.

    Parameters
    ----------
    frame : DataFrame
        The table; its index is not written.
    keys : int
        How many columns name the row, and are repeated in every block.
    width : int
        Columns of the terminal.
    digits : int
        Digits after the point.

    Returns
    -------
    str
        The text, without a line end after the last row.

    Examples
    --------
    >>> print(table(pd.DataFrame({"city": ["Rome", "Oslo"], "score": [1.25, 10.0]}), digits=2))
    city  score
    Rome   1.25
    Oslo  10.00
    """
    columns = [
        [printable(str(name)), *(printable(cell(value, digits=digits)) for value in frame.iloc[:, at])]
        for at, name in enumerate(frame.columns)
    ]
    right = [is_numeric(frame.iloc[:, at]) for at in range(frame.shape[1])]
    if len(columns) <= keys:
        limit = (width - 2 * (len(columns) - 1)) // max(len(columns), 1)
    else:
        limit = max(width // (keys + 1), 16)
    columns = [[_cut(text, limit) for text in column] if at < keys else column for at, column in enumerate(columns)]
    room = width - sum(max(map(_width, column)) + 2 for column in columns[:keys])
    columns = [[_cut(text, room) for text in column] if at >= keys else column for at, column in enumerate(columns)]
    widths = [max(map(_width, column)) for column in columns]
    blocks = [
        "\n".join(
            "  ".join(_pad(columns[at][row], widths[at], right=right[at]) for at in block).rstrip()
            for row in range(len(frame) + 1)
        )
        for block in _blocks(widths, keys, width)
    ]
    return "\n\n".join(blocks)


def _blocks(widths: Sequence[int], keys: int, width: int) -> list[list[int]]:
    """Share columns out over blocks that fit the width, each with the key columns first."""
    keyed = list(range(min(keys, len(widths))))
    start = sum(widths[at] + 2 for at in keyed)
    blocks, current, used = [], list(keyed), start
    for at in range(len(keyed), len(widths)):
        if used + widths[at] > width and len(current) > len(keyed):
            blocks.append(current)
            current, used = list(keyed), start
        current.append(at)
        used += widths[at] + 2
    return [*blocks, current]


def findings(frame: pd.DataFrame) -> str:
    """Write all findings, those of one code together: those with the same message at once, all others in a list."""
    blocks = []
    for (severity, code), same in frame.groupby(["severity", "code"], sort=False):
        messages = same["message"].groupby(same["message"], sort=False).groups
        if len(messages) == 1:
            line = finding_line(str(severity), str(code), same["node"], same["message"].iloc[0])
            blocks.append(paragraph(line, hanging="  "))
            continue
        blocks.append(paragraph(say("finding/several", severity=severity, code=code, count=len(same))))
        for message, rows in messages.items():
            nodes = tuple(dict.fromkeys(node for node in same.loc[rows, "node"] if node))
            text = say("finding/of-nodes", nodes=nodes, message=message) if nodes else str(message)
            blocks.append(paragraph(text, indent="  ", hanging="    "))
    return "\n".join(blocks)


def describe_result(shown: Shown) -> str:
    """Show what an analysis found: its sentences, then its table."""
    shown = shown.written()
    lines = "\n".join(paragraph(line, hanging="  ") for line in shown.lines)
    first = shown.table if shown.rows is None else shown.table.head(shown.rows)
    body = table(first, keys=shown.keys, digits=shown.digits) if len(shown.table.columns) else ""
    more = len(shown.table) - len(first)
    rest = say("shown/more-rows", count=more).written(shown.language) if more else ""
    return "\n\n".join(part for part in (paragraph(shown.title), lines, body, rest) if part)
