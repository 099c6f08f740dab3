"""Numbers as people write them: decimal commas, separated thousands, percent signs, marks of footnotes, dashes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.cells import plain_text
from intlindex.core.data.files.file_cells import BrokenCell, UnreadCell
from intlindex.specs.reading import Reading

__all__ = ["MISSING", "NumberReader", "Written"]

MISSING = "missing"
"""What is returned for a text that means that there is no value."""
# Signs that stand for one another as separators of thousands.
_SEPARATORS = {",": ",", ".": r"\.", " ": "[ \u00a0\u2009\u202f]", "'": "['\u2019]"}
_SUPERSCRIPTS = "\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u207f\u1d2c-\u1d6a"
_USUAL_MARKS = rf"(?:\s*(?:[*\u2020\u2021\u00a7\u00b6#]+|\[\w{{1,3}}\]|[{_SUPERSCRIPTS}]+))+"
_PERCENT = r"\s*[%\u066a]"
_BETWEEN = "\x1f"  # separates the cells of a column while all are read at once; no cell holds it
_BLANK = ("", "NA")


@dataclass
class Written:
    """What was found while cells were read."""

    missing: Counter[str] = field(default_factory=Counter)
    """How many cells held each text that means that there is no value."""
    footnotes: Counter[str] = field(default_factory=Counter)
    """How many cells had each mark of a footnote."""


@dataclass(frozen=True)
class NumberReader:
    """Reads the text of cells as numbers, by the settings of a table.

    Examples
    --------
    >>> reader = NumberReader(Reading(decimal=",", thousands=".", percent=True, missing=["--"]))
    >>> reader.number("1.234,5"), reader.number("35,2 %"), reader.number("--"), reader.number("1.5")
    ('1234.5', '35.2', 'missing', None)
    """

    reading: Reading

    @property
    def changes_numbers(self) -> bool:
        """Whether any setting is about cells."""
        given = self.reading
        return bool(given.missing or given.percent or given.footnotes or given.thousands or given.decimal_mark == ",")

    @cached_property
    def _missing(self) -> frozenset[str]:
        return frozenset(each for text in self.reading.missing or () for each in (text.strip(), plain_text(text)))

    @cached_property
    def _separator(self) -> str | None:
        return None if self.reading.thousands is None else _SEPARATORS[self.reading.thousands]

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        point = re.escape(self.reading.decimal_mark)
        whole = r"\d+"
        if self._separator is not None:
            # One separator within one number, so that the last of 1,234 567 is no separator.
            whole = rf"(?:\d{{1,3}}(?P<between>{self._separator})\d{{3}}(?:(?P=between)\d{{3}})*|\d+)"
        return re.compile(rf"[+-]?(?:{whole}(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?")

    @cached_property
    def _marks(self) -> re.Pattern[str] | None:
        marks = self.reading.footnotes
        if not marks:
            return None
        if isinstance(marks, bool):
            return re.compile(_USUAL_MARKS + r"$")
        listed = "|".join(re.escape(mark.strip()) for mark in sorted(marks, key=len, reverse=True))
        return re.compile(rf"(?:\s*(?:{listed}))+$")

    def number(self, text: str, written: Written | None = None) -> str | None:
        """Return a number as plain text, `MISSING`, or None where the text is neither."""
        stripped = text.strip()
        if stripped in self._missing or plain_text(stripped) in self._missing:
            if written is not None:
                written.missing[stripped] += 1
            return MISSING
        mark, rest = self._without_marks(stripped)
        rest = plain_text(rest)
        if self.reading.percent and (sign := re.search(_PERCENT + "$", rest)):
            rest = rest[: sign.start()]
            more, rest = self._without_marks(rest)
            mark = more + mark
        if not self._shape.fullmatch(rest):
            return None
        if mark and written is not None:
            written.footnotes[mark] += 1
        return self._plain(rest)

    def _without_marks(self, text: str) -> tuple[str, str]:
        found = self._marks.search(text) if self._marks is not None else None
        return ("", text) if found is None or found.start() == 0 else (found[0].strip(), text[: found.start()].rstrip())

    def _plain(self, text: str) -> str:
        whole = text if self._separator is None else re.sub(self._separator, "", text)
        return whole.replace(self.reading.decimal_mark, ".") if self.reading.decimal_mark != "." else whole

    def column(self, column: pd.Series[Any], written: Written) -> pd.Series[Any]:
        """Return a column with its text as numbers, and `UnreadCell` for text that is none.

        Parameters
        ----------
        column : Series
            Cells as they were written; those that are not text are kept.
        written : Written
            What is found is added to it.

        Returns
        -------
        Series
            The column.
        """
        if not (column.dtype == object or pd.api.types.is_string_dtype(column.dtype)):
            return column
        cells = np.asarray(column, dtype=object)
        at_once = self._column_at_once(cells, written)
        if at_once is None:
            known: dict[str, Any] = {}
            found = np.empty(len(cells), dtype=object)
            for row, cell in enumerate(cells):
                found[row] = self._cell(cell, known, written)
        else:
            found = at_once
        return pd.Series(found, index=column.index, name=column.name, dtype=found.dtype)

    def _cell(self, cell: Any, known: dict[str, Any], written: Written) -> Any:
        if not isinstance(cell, str) or isinstance(cell, BrokenCell) or cell.strip() in _BLANK:
            return cell
        if cell not in known:
            before = Written()
            number = self.number(cell, before)
            value = UnreadCell(cell) if number is None else None if number == MISSING else float(number)
            known[cell] = value, before
        value, before = known[cell]
        written.missing.update(before.missing)
        written.footnotes.update(before.footnotes)
        return value

    def _column_at_once(self, cells: NDArray[np.object_], written: Written) -> NDArray[np.float64] | None:
        """Read a column of nothing but text, if all of it is plainly numbers; None if that is not certain."""
        words = cells.tolist()
        if self._marks is not None or not all(type(word) is str for word in words):
            return None
        missing: Counter[str] = Counter()
        if self._missing:
            counts = Counter(words)
            missing = Counter({word: counts[word] for word in counts if word.strip() in self._missing})
            words = ["" if word in missing else word for word in words]
        text = _BETWEEN.join(words)
        if self.reading.percent:
            # A sign after a number only: white space may be what separates cells, and a sign alone is no number.
            text = re.sub(rf"(?<=[0-9.,])[^\S{_BETWEEN}]*[%\u066a](?={_BETWEEN}|$)", "", text)
        if not self._is_usual(text):
            return None
        plain = self._plain(text).split(_BETWEEN)
        blank = [at for at, word in enumerate(plain) if word in _BLANK]
        for at in blank:
            plain[at] = "nan"
        try:
            numbers = np.array(plain, dtype=object).astype(np.float64)
        except ValueError:
            return None
        if np.isinf(numbers).any():
            return None
        for word, count in missing.items():
            written.missing[word.strip()] += count
        return numbers

    def _is_usual(self, text: str) -> bool:
        """Return whether the cells of a column, joined, have nothing but what is certainly part of numbers."""
        if self._separator is None:
            return self._characters.fullmatch(text) is not None
        kinds = [each for each in self._separator.strip("[]") if each in text] if len(self._separator) > 2 else []
        if len(kinds) > 1 or self._characters.fullmatch(text) is None:
            return False
        one = str(kinds[0]) if kinds else str(self.reading.thousands)
        return one not in text or _well_grouped(text.replace(one, "'"))

    @cached_property
    def _characters(self) -> re.Pattern[str]:
        separator = "" if self._separator is None else self._separator.strip("[]")
        return re.compile(rf"[0-9{re.escape(self.reading.decimal_mark)}+\-eE{_BETWEEN}{separator}]*")


def _well_grouped(text: str) -> bool:
    """Return whether each apostrophe of a text separates groups of three digits, after one to three at the start.

    Examples
    --------
    >>> _well_grouped("1'234'567.8"), _well_grouped("1'23"), _well_grouped("1234'567")
    (True, False, False)
    """
    codes = np.frombuffer(f"{_BETWEEN * 4}{text}{_BETWEEN * 5}".encode("ascii"), dtype=np.uint8)
    digit = (codes >= ord("0")) & (codes <= ord("9"))
    places = np.flatnonzero(codes == ord("'"))
    if not (digit[places - 1] & digit[places + 1] & digit[places + 2] & digit[places + 3] & ~digit[places + 4]).all():
        return False
    before = np.select([~digit[places - back] for back in (2, 3, 4)], [codes[places - back] for back in (2, 3, 4)], 0)
    return bool(np.isin(before, [ord(each) for each in ("'", _BETWEEN, "+", "-")]).all())
