"""Which cells of a sheet hold something, read as a stream: only their places and what is broken are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from intlindex.core.data.files.file_cells import UNSTORED
from intlindex.core.data.files.size_limits import factor_of_limits, too_large
from intlindex.sentences import say

__all__ = ["MOST_CELLS", "Survey", "survey"]

MOST_CELLS = 5_000_000
"""Cells of a sheet, those that its table would have to make up included."""
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
_CHUNK = 1 << 16


@dataclass
class Survey:
    """What is known of a sheet before it is read."""

    rows: list[int] = field(default_factory=list)
    """The rows that hold something, ascending."""
    widest: int = 0
    """The last column that holds something."""
    first_widest: int = 0
    """The last column that holds something in the first of the rows."""
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells, by row and column, that show an error or have a formula without a stored value."""
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Merged cells: first row, first column, last row, last column."""
    cells: int = 0
    """How many cells hold something."""

    def check(self, source: str) -> None:
        """Check that a table of these rows can be made.

        Raises
        ------
        DataError
            If it would have too many cells.
        """
        cells = len(self.rows) * self.widest
        if cells > MOST_CELLS * factor_of_limits():
            sheet_size = say("too-large/data-sheet", rows=len(self.rows), columns=self.widest, limit=MOST_CELLS)
            raise too_large(sheet_size, source)


def survey(stream: IO[bytes]) -> Survey:
    """Look through the XML of a sheet.

    Examples
    --------
    >>> import io
    >>> cells = b'<c r="A1"><v>1</v></c><c r="C1" t="e"><v>#REF!</v></c><c r="XFD1"/>'
    >>> found = survey(io.BytesIO(b'<sheetData><row r="1">' + cells + b"</row></sheetData>"))
    >>> found.rows, found.widest, found.broken
    ([1], 3, {(1, 3): '#REF!'})
    """
    found = Survey()
    handlers = _Handlers(found)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.text
    parser.EntityDeclHandler = handlers.entity
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return found


class _Handlers:
    """Record a sheet's cells as they are parsed."""

    def __init__(self, found: Survey) -> None:
        self.found = found
        self.row = self.column = 0
        self.kind = ""
        self.formula = self.inside = False
        self.value: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                number = int(attributes.get("r", self.row + 1))
                if number <= self.row:
                    raise ValueError(say("unreadable-file/data-row-order", row=number, before=self.row))
                self.row = number
                self.column = 0
            case "c":
                given = _column_of(attributes["r"]) if "r" in attributes else self.column + 1
                if given <= self.column:
                    raise ValueError(
                        say("unreadable-file/data-column-order", row=self.row, column=given, before=self.column)
                    )
                self.column = given
                self.kind, self.formula, self.value = attributes.get("t", "n"), False, []
            case "f":
                self.formula = True
            case "v" | "t":
                self.inside = True
            case "mergeCell":
                first, _, last = attributes.get("ref", "").partition(":")
                self.found.merged.append((*_place_of(first), *_place_of(last or first)))

    def text(self, data: str) -> None:
        if self.inside and len(self.value) < 2:  # enough to know that there is something, and what an error says
            self.value.append(data)

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v" | "t":
                self.inside = False
            case "c":
                self._note("".join(self.value).strip())

    def _note(self, value: str) -> None:
        unstored = self.formula and not value and self.kind not in {"str", "s", "inlineStr"}
        if not value and not unstored:
            return
        if not (0 < self.row <= LAST_ROW and 0 < self.column <= LAST_COLUMN):
            raise ValueError(say("unreadable-file/data-place", row=self.row, column=self.column))
        found = self.found
        if not found.rows or found.rows[-1] != self.row:
            found.rows.append(self.row)
        if len(found.rows) == 1:
            found.first_widest = max(found.first_widest, self.column)
        found.widest = max(found.widest, self.column)
        found.cells += 1
        if unstored or self.kind == "e":
            found.broken[self.row, self.column] = UNSTORED if unstored else value

    def entity(self, *_: Any) -> None:
        raise ValueError(say("unreadable-file/data-entity"))


def _column_of(reference: str) -> int:
    """Return the column of a reference like ``C14``."""
    column = 0
    for letter in reference:
        if not "A" <= letter.upper() <= "Z":
            break
        column = column * 26 + ord(letter.upper()) - ord("A") + 1
        if column > LAST_COLUMN:
            break
    return column


def _place_of(reference: str) -> tuple[int, int]:
    """Return the row and the column of a reference like ``C14``."""
    digits = "".join(letter for letter in reference if "0" <= letter <= "9")[:7]
    return int(digits or 0), _column_of(reference.replace("$", ""))
