"""The cells of columns as numbers, with the settings that read them: those that the reader's messages name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.cells import bad_cells, shortened, to_numbers
from intlindex.core.data.setting_hints import with_settings
from intlindex.core.data.written_numbers import NumberReader, Written
from intlindex.core.drafting.cell_kinds import FLAGGED, is_missing
from intlindex.core.drafting.header_words import looks_like_unit
from intlindex.core.drafting.suggested_settings import setting_names, suggested
from intlindex.errors import Problem
from intlindex.specs.reading import Reading

__all__ = ["ColumnCells", "read_columns"]

_AS_READ = "not-finite/data-cell-as-read"  # names the settings that are given, and none that helps
_LEAST_NUMBERS = 0.6
_MOST_ROUNDS = 5
_MOST_DISTINCT = 5000
_SAME_FOR_MOST = 0.8
# What multiplies the number before it, so that it cannot be left out.
_MULTIPLIERS = re.compile(
    r"(?:k|m|b|bn|mn|mln|mio|mrd|tsd|t|million|billion|thousand|千|万|百万|千万|亿)\b.*|[千万亿].*", re.IGNORECASE
)


@dataclass(frozen=True)
class ColumnCells:
    """The cells of a column below its header."""

    cells: pd.Series[Any]
    """As they were written."""
    numbers: NDArray[np.float64] | None = None
    """As numbers, blank where a cell is none; None for a column of text."""
    unread: tuple[str, ...] = ()
    """Texts in a column of numbers that are none, each once."""
    percent: bool = False
    """Whether most numbers have a percent sign."""
    suffix: str = ""
    """A unit of measurement after most of its numbers."""

    @property
    def has_values(self) -> bool:
        """Whether any cell holds something."""
        return any(map(_text_of, self.cells))

    def where(self, rows: Sequence[int]) -> ColumnCells:
        """Return the cells of some rows, by their numbers."""
        at = self.cells.index.get_indexer(pd.Index(list(rows), dtype="int64"))
        return replace(self, cells=self.cells.iloc[at], numbers=None if self.numbers is None else self.numbers[at])


def read_columns(
    columns: Sequence[Sequence[Any]], rows: Sequence[int], reading: Reading, separator: str | None = None
) -> tuple[list[ColumnCells], Reading]:
    """Read columns, those that are mostly numbers as numbers, and find the settings that they need.

    Parameters
    ----------
    columns : sequence of sequence
        The cells of each column.
    rows : sequence of int
        The numbers of the rows.
    reading : Reading
        The settings that are given.
    separator : str, optional
        What separates the cells of a text file.

    Returns
    -------
    columns : list of ColumnCells
        The columns.
    reading : Reading
        The settings, with those that were found.
    """
    index = pd.Index(list(rows), dtype="int64")
    written = [pd.Series(list(cells), index=index, dtype=object) for cells in columns]
    settings = _of_separator(written, reading, separator)
    numeric = [column for column in written if _is_numeric(column, settings)]
    for _ in range(_MOST_ROUNDS):
        problems = [each for column in numeric for each in _problems(column, NumberReader(settings))]
        more = suggested(with_settings(problems, settings), settings)
        if more == settings:
            break
        settings = more
    settings = _with_marks(numeric, settings)
    of_numbers = {id(column) for column in numeric}
    return [
        _read(column, settings) if id(column) in of_numbers else ColumnCells(column) for column in written
    ], settings


def _of_separator(columns: Sequence[pd.Series[Any]], reading: Reading, separator: str | None) -> Reading:
    """Return settings with the decimal mark that a separator other than the comma stands for."""
    if separator in (None, ",") or reading.decimal is not None or reading.thousands == ".":
        return reading
    texts = [text for column in columns for text in column.map(_text_of)]
    points = any(
        re.fullmatch(r"[+-]?(?:\d+\.\d{1,2}|\d+\.\d{4,}|\d{1,3}(?:,\d{3})+\.\d+)\s*%?", text) for text in texts
    )
    commas = any(re.fullmatch(r"[+-]?[\d. \u00a0\u202f'\u2019]*\d,\d+\s*%?", text) for text in texts)
    return reading.replace(decimal="," if commas and not points else ".")


def _text_of(cell: Any) -> str:
    return "" if cell is None or cell is pd.NaT or cell != cell else str(cell).strip()  # noqa: PLR0124  a NaN is not itself


def _problems(column: pd.Series[Any], reader: NumberReader) -> list[Problem]:
    """Return the problems of the cells that are no numbers, each text once."""
    wrong = to_numbers(reader.column(column, Written()))[1]
    texts = list(dict.fromkeys(column[wrong].map(_text_of)))[:_MOST_DISTINCT]
    return list(bad_cells([""] * len(texts), [""] * len(texts), texts))


def _is_numeric(column: pd.Series[Any], reading: Reading) -> bool:
    """Return whether most cells are numbers, in one notation or another."""
    counts = Counter(filter(None, column.map(_text_of)))
    if not counts:
        return False
    wrong = to_numbers(NumberReader(reading).column(column, Written()))[1]
    bad = Counter(column[wrong].map(_text_of))
    texts = list(bad)[:_MOST_DISTINCT]
    read = sum(counts.values()) - sum(bad.values())
    missing = sum(count for text, count in bad.items() if is_missing(text))
    read -= sum(count for text, count in counts.items() if text == "NA")
    others = [text for text in texts if not is_missing(text)]
    hints = with_settings(list(bad_cells([""] * len(others), [""] * len(others), others)), reading)
    found = sum(1 + int(each.values.get("others", 0)) for each in hints if _is_hint(each))
    marks = _left_out(bad, sum(counts.values()))
    flagged = sum(1 for text in others if _mark(text) in marks)
    readable = sum(bad[text] for text in others) * max(found, flagged) / max(len(others), 1)
    return read + readable > 0 and read + readable + missing >= _LEAST_NUMBERS * sum(counts.values())


def _is_hint(found: Problem) -> bool:
    """Return whether a problem names settings that would read its cells, and not those that are given."""
    return getattr(found.message, "key", "") != _AS_READ and bool(setting_names(found))


def _mark(text: str) -> str:
    """Return the short text after a number; empty where there is none."""
    found = FLAGGED.fullmatch(text)
    return "" if found is None else found["mark"]


def _left_out(bad: Counter[str], cells: int) -> set[str]:
    """Return the short texts after numbers that can be left out: flags, and units of most cells of a column."""
    counts: Counter[str] = Counter()
    for text, count in bad.items():
        counts[_mark(text)] += count
    del counts[""]
    multiplied = sum(count for mark, count in counts.items() if _MULTIPLIERS.fullmatch(mark))
    found = set()
    for mark, count in counts.items():
        if _MULTIPLIERS.fullmatch(mark):
            seldom = mark.isascii() and len(mark) == 1 and 2 * multiplied < cells
            left_out = count == cells or seldom
        else:
            left_out = len(mark.strip("()[]")) <= 2 or (count >= _SAME_FOR_MOST * cells and looks_like_unit(mark))
        if left_out:
            found.add(mark)
    return found


def _with_marks(columns: Sequence[pd.Series[Any]], reading: Reading) -> Reading:
    """Return settings that leave out flags and units after numbers, where nothing else reads them."""
    reader, marks = NumberReader(reading), set[str]()
    for column in columns:
        wrong = to_numbers(reader.column(column, Written()))[1]
        if wrong.any():
            marks |= _left_out(Counter(column[wrong].map(_text_of)), int(column.map(_text_of).astype(bool).sum()))
    if not marks or (reading.footnotes and reading.footnotes is not True):
        return reading
    if reading.footnotes is True:  # the usual marks too, by their texts
        texts = {text for column in columns for text in column.map(_text_of)}
        marks |= set(map(_mark, texts)) - {""}
    return reading.replace(footnotes=tuple(sorted(marks)))


def _read(column: pd.Series[Any], reading: Reading) -> ColumnCells:
    """Return a column of numbers, blank where a cell is none."""
    numbers, wrong = to_numbers(NumberReader(reading).column(column, Written()))
    texts = column.map(_text_of)
    held = int((~np.isnan(numbers)).sum())
    percent = 2 * int(texts.str.contains("%").sum()) > held
    marks = Counter(mark for text in texts if (mark := _mark(text)))
    mark, count = marks.most_common(1)[0] if marks else ("", 0)
    suffix = mark if count >= _SAME_FOR_MOST * held and looks_like_unit(mark) else ""
    unread = tuple(dict.fromkeys(shortened(text) for text in texts[wrong]))
    return ColumnCells(column, numbers, unread, percent, suffix)
