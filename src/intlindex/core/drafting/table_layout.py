"""Where a table begins and ends: titles, rows of groups, names and units, and notes below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from intlindex.core.data.labels import label_of
from intlindex.core.drafting.cell_kinds import is_missing, is_year, looks_numeric
from intlindex.core.drafting.header_words import looks_like_unit
from intlindex.core.drafting.place_words import KEYS, NOTES, UNIT_LABELS
from intlindex.core.drafting.raw_table import RawTable
from intlindex.core.drafting.words import is_named, plain_header, word_in
from intlindex.errors import DataError, problem

__all__ = ["OmittedRow", "TableLayout", "layout_of"]

_MOST_ABOVE, _MOST_HEADER_ROWS, _LONGEST_NAME = 60, 6, 60
_BANNER = re.compile(
    r"[(（\[]?\s*(?:计量单位|单位|units?(?: of measurement)?|einheit|unité)\s*[:：]\s*(?P<unit>[^)）\]]+?)\s*[)）\]]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\d+(?:[-–—.．]\d+)+\s+|(?:表|附表|table|tabelle|tableau|tab\.|cuadro|tabla|tabella)\s*(?:\d+|[ivx]+\b)(?:[-–—.．]\d+)*\s*[.:：、．]?\s*",
    re.IGNORECASE,
)

Reason = Literal["note", "section", "header"]


@dataclass(frozen=True)
class OmittedRow:
    """A row that does not belong to the table."""

    number: int
    """As a spreadsheet counts."""
    text: str
    """Its first text."""
    reason: Reason
    """A note below the table, a heading within it, or the header again."""


@dataclass(frozen=True)
class TableLayout:
    """The parts of a table."""

    names: tuple[str, ...]
    """The name of each column; empty where it has none."""
    units: tuple[str, ...]
    """Units of measurement from a row below the names; empty where there is none."""
    groups: tuple[tuple[str, ...], ...]
    """The groups above the name of each column, the widest first."""
    body: tuple[tuple[int, tuple[Any, ...]], ...]
    """The rows below the header, with their numbers."""
    header: tuple[int, ...]
    """The numbers of the rows of the header, the units included."""
    names_row: int
    """The number of the row of names."""
    above: tuple[int, ...] = ()
    """The numbers of the rows above the header."""
    title: str = ""
    """What is written above the table."""
    common_unit: str = ""
    """A unit stated for all columns."""
    has_units: bool = False
    """Whether there is a row of units."""
    omitted: tuple[OmittedRow, ...] = ()
    """Rows below the header that do not belong to the table."""
    series: tuple[str, str] | None = None
    """The columns of the indicators and of the values, where the table has one row per value."""
    unread: tuple[str, ...] = ()
    """Columns that say something of each value, and are not read."""


class _Grid:
    """The texts of a table, with merged cells filled, and what each row looks like."""

    def __init__(self, raw: RawTable) -> None:
        self.numbers = [number for number, _ in raw.rows]
        self.cells = [list(cells) for _, cells in raw.rows]
        self.written = [[label_of(cell) for cell in cells] for cells in self.cells]
        self.spanned: set[tuple[int, int]] = set()
        row_of = {number: at for at, number in enumerate(self.numbers)}
        for top, left, bottom, right in raw.merged:
            if top not in row_of or left > raw.width:
                continue
            value = self.cells[row_of[top]][left - 1]
            for number in range(top, min(bottom, self.numbers[-1]) + 1):
                for column in range(left - 1, min(right, raw.width)):
                    if number in row_of:
                        self.cells[row_of[number]][column] = value
                        self.spanned.add((row_of[number], column))
        self.texts = [[label_of(cell) for cell in cells] for cells in self.cells]
        self.widest = max(sum(map(bool, row)) for row in self.texts)

    def filled(self, row: int) -> int:
        return sum(map(bool, self.texts[row]))

    def distinct(self, row: int) -> int:
        return len(set(self.texts[row]) - {""})

    def is_wide(self, row: int) -> bool:
        return row < len(self.texts) and self.filled(row) >= max(2, (self.widest + 1) // 2) and self.distinct(row) > 1

    def numeric(self, row: int) -> list[int]:
        return [at for at, cell in enumerate(self.cells[row]) if self.texts[row][at] and looks_numeric(cell)]

    def has_years_for_names(self, row: int) -> bool:
        """Return whether all numbers in a row are years, other than in the next row."""
        columns = self.numeric(row)
        if not columns or not all(is_year(self.cells[row][at]) for at in columns) or row + 1 >= len(self.cells):
            return False
        below = [self.cells[row + 1][at] for at in columns if self.texts[row + 1][at]]
        return bool(below) and not all(map(is_year, below)) and not looks_numeric(self.cells[row][0])

    def is_data(self, row: int) -> bool:
        return self.is_wide(row) and bool(self.numeric(row)) and not self.has_years_for_names(row)

    def is_text_only(self, row: int) -> bool:
        return not self.numeric(row) or self.has_years_for_names(row)


def layout_of(raw: RawTable, source: str, *, header_rows: int | None = None) -> TableLayout:
    """Find the parts of a table.

    Parameters
    ----------
    raw : RawTable
        Its rows.
    source : str
        What messages call it.
    header_rows : int, optional
        1 if there is no row of units, 2 if there is one; by default it is recognised.

    Returns
    -------
    TableLayout
        Its parts.

    Raises
    ------
    DataError
        If no row can be its header.
    """
    grid = _Grid(raw)
    top, first, key = _header_block(grid, raw, source)
    rows = list(range(top, first))
    units = _units_row(grid, rows, key, header_rows)
    named = [row for row in rows if row != units]
    names_row = named[-1]
    names = tuple(_name_of(grid, named, at) for at in range(raw.width))
    body, omitted = _body(grid, first, names_row)
    title, unit = _above(grid, top)
    return TableLayout(
        names,
        tuple("" if units is None else _bare(grid.texts[units][at], names[at]) for at in range(raw.width)),
        _groups(grid, named, names, key),
        body,
        tuple(grid.numbers[row] for row in rows),
        grid.numbers[names_row],
        tuple(grid.numbers[:top]),
        title,
        unit,
        units is not None,
        omitted,
    )


def _header_block(grid: _Grid, raw: RawTable, source: str) -> tuple[int, int, int]:
    """Return the first row of the header, the first below it, and the column that most likely names the rows."""
    if raw.header_rows is not None:
        first = raw.header_rows
        key = next((at for at, text in enumerate(grid.texts[first - 1]) if is_named(text, KEYS)), 0)
        while first < len(grid.texts) - 1 and _is_units(grid, first, key):
            first += 1
        return 0, first, key
    known = _known_header(grid)
    if known is not None:
        at, key = known
        first = at + 1
        while first < min(len(grid.texts) - 1, at + _MOST_HEADER_ROWS) and _continues(grid, first, at, key):
            first += 1
    else:
        first = next((row for row in range(1, len(grid.texts)) if grid.is_data(row)), 0)
        if not first or grid.is_data(first - 1):
            raise DataError([problem("required/draft-header", f"row {grid.numbers[0]}")], source=source)
        key = _first_text_column(grid, first)
        while first > 1 and _is_body_without_numbers(grid, first - 1, key):
            first -= 1
        while first > 1 and grid.distinct(first - 1) == 1 and _has_names(grid, first - 1):
            first -= 1  # a heading above the first rows
        at = first - 1
        at -= _is_row_of_labels(grid, at, key)
        while at > 0 and _is_units(grid, at, key) and grid.is_wide(at - 1):
            at -= 1
    while at > 0 and _is_row_of_groups(grid, at - 1, key):
        at -= 1
    return at, first, key


def _known_header(grid: _Grid) -> tuple[int, int] | None:
    """Return the row with the usual name of a key, the one furthest to the left, and its column."""
    found: list[tuple[int, int]] = []
    for row in range(min(len(grid.texts) - 1, _MOST_ABOVE)):
        if grid.is_data(row):
            break
        if not (grid.is_wide(row) or (grid.distinct(row) > 1 and grid.is_wide(row + 1))) or not grid.is_text_only(row):
            continue
        for at, text in enumerate(grid.texts[row]):
            if is_named(text, KEYS) and (plain_header(text) != "unit" or _can_name_units(grid, row)):
                found.append((at, row))
                break
    return min(found)[::-1] if found else None


def _can_name_units(grid: _Grid, row: int) -> bool:
    """Return whether a row with a cell ``unit`` can be a header: not a row of units below one, or of remarks."""
    return grid.is_wide(row) and not (row and grid.is_wide(row - 1))


def _continues(grid: _Grid, row: int, header: int, key: int) -> bool:
    """Return whether a row below a header with a known key still belongs to the header."""
    label = grid.texts[row][key]
    repeated = label == grid.texts[header][key] or is_named(label, KEYS)
    return grid.is_text_only(row) and (plain_header(label) in UNIT_LABELS or repeated) and grid.filled(row) > 0


def _has_names(grid: _Grid, row: int) -> bool:
    """Return whether any row above is as wide as the table and without numbers."""
    return any(grid.is_wide(above) and grid.is_text_only(above) for above in range(row))


def _is_row_of_labels(grid: _Grid, row: int, key: int) -> bool:
    """Return whether a row has only the names of labels, below the names of all other columns."""
    if row < 1 or grid.is_wide(row) or not grid.is_wide(row - 1) or not grid.is_text_only(row - 1):
        return False
    label = plain_header(grid.texts[row][key])
    return grid.is_text_only(row) and label not in UNIT_LABELS and not grid.texts[row - 1][key]


def _is_units(grid: _Grid, row: int, key: int) -> bool:
    return grid.is_text_only(row) and plain_header(grid.texts[row][key]) in UNIT_LABELS and grid.filled(row) > 0


def _is_body_without_numbers(grid: _Grid, row: int, key: int) -> bool:
    return bool(grid.texts[row][key]) and any(map(is_missing, grid.cells[row])) and grid.is_wide(row - 1)


def _first_text_column(grid: _Grid, first: int) -> int:
    rows = range(first, len(grid.texts))
    for at in range(len(grid.texts[0])):
        cells = [grid.cells[row][at] for row in rows if grid.texts[row][at]]
        if cells and 2 * sum(map(looks_numeric, cells)) < len(cells):
            return at
    return 0


def _is_row_of_groups(grid: _Grid, row: int, key: int) -> bool:
    """Return whether a row above the names holds groups: several, or one that is merged; none above the key."""
    texts = [text for at, text in enumerate(grid.written[row]) if text and at != key]
    if not texts or grid.written[row][key] or (key and grid.written[row][0] and len(set(texts)) == 1):
        return False
    if grid.numeric(row) or any(_BANNER.fullmatch(text) or len(text) > _LONGEST_NAME for text in texts):
        return False
    return len(set(texts)) > 1 or any((row, at) in grid.spanned for at, text in enumerate(grid.written[row]) if text)


def _units_row(grid: _Grid, rows: Sequence[int], key: int, header_rows: int | None) -> int | None:
    """Return which row of a header holds units: the last, by its texts, or if the names above it are complete."""
    if len(rows) < 2 or header_rows == 1:
        return None
    if len(rows) > 2 and _is_row_of_labels(grid, rows[-1], key):
        rows = rows[:-1]
    last = rows[-1]
    if header_rows == 2:
        return last
    label = plain_header(grid.written[last][key])
    if label not in UNIT_LABELS:
        return None
    columns = [at for at, text in enumerate(grid.written[last]) if text and at != key]
    above = [
        next((grid.written[row][at] for row in reversed(rows[:-1]) if grid.written[row][at]), "") for at in columns
    ]
    complete = bool(columns) and all(above) and len(set(above)) == len(above)
    units = sum(looks_like_unit(grid.written[last][at]) for at in columns)
    are_units = 2 * units > len(columns) or (complete and (units > 0 or len(rows) == 2))
    return last if label or are_units else None


def _name_of(grid: _Grid, named: Sequence[int], column: int) -> str:
    """Return the name of a column: the lowest text of the header."""
    return next((grid.texts[row][column] for row in reversed(named) if grid.texts[row][column]), "")


def _groups(grid: _Grid, named: Sequence[int], names: Sequence[str], key: int) -> tuple[tuple[str, ...], ...]:
    """Return the texts above each name, those of a group carried to the right up to the next."""
    paths: list[list[str]] = [[] for _ in names]
    for row in named[:-1]:
        merged = any(
            (row, at) in grid.spanned for at in range(len(names)) if grid.texts[row].count(grid.texts[row][at]) > 1
        )
        carried = ""
        for at, name in enumerate(names):
            text = grid.texts[row][at]
            if text:
                carried = "" if at == key or text == name else text
            if at == key or (not text and merged):
                continue
            found = text or carried
            if found and found != name and found not in paths[at]:
                paths[at].append(found)
    return tuple(map(tuple, paths))


def _bare(text: str, name: str) -> str:
    """Return a unit without brackets around it; empty if it is the name again."""
    inner = re.fullmatch(r"[(（\[【]\s*(.+?)\s*[)）\]】]", text)
    unit = inner[1] if inner else text
    banner = _BANNER.fullmatch(unit)
    unit = banner["unit"] if banner else unit
    return "" if text == name or is_missing(unit) else unit


def _body(
    grid: _Grid, first: int, names_row: int
) -> tuple[tuple[tuple[int, tuple[Any, ...]], ...], tuple[OmittedRow, ...]]:
    """Return the rows of the table, without notes below it, headings within it and repeated headers."""
    last = max((row for row in range(first, len(grid.texts)) if grid.is_data(row)), default=len(grid.texts) - 1)
    body, omitted = [], []
    for row in range(first, len(grid.texts)):
        reason = _reason(grid, row, last, names_row)
        if reason is None:
            body.append((grid.numbers[row], tuple(grid.cells[row])))
        elif text := next(filter(None, grid.texts[row]), ""):
            omitted.append(OmittedRow(grid.numbers[row], text, reason))
    return tuple(body), tuple(omitted)


def _reason(grid: _Grid, row: int, last: int, names_row: int) -> Reason | None:
    if not grid.filled(row):
        return "note"
    if grid.texts[row] == grid.texts[names_row]:
        return "header"
    if grid.numeric(row):
        return None if row <= last or grid.filled(row) > 1 else "note"
    first = next(filter(None, grid.texts[row]))
    marks = any(map(is_missing, grid.cells[row]))
    if row > last and not marks and (grid.filled(row) == 1 or not grid.is_wide(row) or _is_note(first)):
        return "note"
    return "section" if grid.distinct(row) == 1 and grid.widest > 2 and not marks else None


def _is_note(text: str) -> bool:
    return word_in(text[:20], NOTES) != ""


def _above(grid: _Grid, top: int) -> tuple[str, str]:
    """Return the title above a table without its number, and a unit that is stated for the whole table."""
    title = unit = ""
    for row in range(top):
        for text in dict.fromkeys(filter(None, grid.texts[row])):
            if banner := _BANNER.fullmatch(text):
                unit = unit or banner["unit"]
            elif not title and len(text) > 1 and any(map(str.isalpha, text)):
                title = text
    if not unit and (inner := re.search(r"[(（](?:单位|units?)\s*[:：]\s*([^)）]+)[)）]", title, re.IGNORECASE)):
        unit, title = inner[1].strip(), title.replace(inner[0], "").strip()
    bare = _NUMBERED.sub("", title, count=1) if _NUMBERED.match(title) else title
    return bare.strip(), unit
