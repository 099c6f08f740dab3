"""The rows of a table as they are, before it is known where the header is and how numbers are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from intlindex.core.data.files.delimited import split_rows
from intlindex.core.data.files.encoded_text import decoded
from intlindex.core.data.files.file_kind import kind_of
from intlindex.core.data.files.layout import is_skipped
from intlindex.core.data.files.reading_file import read_file
from intlindex.core.data.files.workbook import sheet_rows
from intlindex.core.data.input_checks import opened
from intlindex.core.data.labels import label_of
from intlindex.core.drafting.suggested_settings import suggested
from intlindex.errors import DataError, RequestError
from intlindex.sentences import say
from intlindex.specs.load import read_bytes
from intlindex.specs.reading import Reading

__all__ = ["RawTable", "raw_table"]

_MARKS = (",", ";", "\t")
_FIRST_LINES = 200


@dataclass(frozen=True)
class RawTable:
    """All rows that hold something, whatever they are."""

    rows: tuple[tuple[int, tuple[Any, ...]], ...]
    """Their numbers, as a spreadsheet counts, and their cells; of equal length."""
    reading: Reading
    """The settings, with those that reading it so far has shown to be needed."""
    name: str
    """What the table is called: the name of the file."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged cells: first row, first column, last row, last column."""
    separator: str | None = None
    """What separates the cells of a text file."""
    sheets: tuple[str, ...] = ()
    """The sheet that was read, and the others that hold something."""
    header_rows: int | None = None
    """How many rows are names, where it is known."""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0][1]) if self.rows else 0


def raw_table(data: Any, reading: Reading) -> RawTable:
    """Return the rows of a file or a frame.

    Parameters
    ----------
    data : str, Path, DataFrame or another frame
        The table.
    reading : Reading
        What is known of it.

    Returns
    -------
    RawTable
        Its rows.

    Raises
    ------
    RequestError
        If it is no table, or a setting is not for its kind.
    DataError
        If it cannot be read, or holds nothing.
    """
    if isinstance(data, str | Path):
        found = _of_file(Path(data), str(data), reading)
    else:
        given = opened(data, reading)
        if not isinstance(given, pd.DataFrame):
            raise RequestError(say("wrong-type/data", found=type(data).__name__), source="data")
        found = _of_frame(given, "data", reading)
    if not found.rows:
        source = str(data) if isinstance(data, str | Path) else "data"
        raise DataError(say("empty/data-rows"), source=source)
    return found


def _of_file(path: Path, source: str, reading: Reading) -> RawTable:
    match kind_of(path, source):
        case "workbook":
            return _of_workbook(path, source, reading)
        case "text":
            return _of_text(path, source, reading)
    given = read_file(path, reading)
    frame = given.frame.set_axis(list(given.header), axis="columns").reset_index(drop=True)
    return replace(_of_frame(frame, source, reading), name=path.stem)


def _of_workbook(path: Path, source: str, reading: Reading) -> RawTable:
    if reading.encoding is not None:
        opened(path, reading)  # raises: only text has an encoding
    sheet = sheet_rows(path, source, reading.sheet)
    settings = reading if not sheet.others else reading.replace(sheet=sheet.name)
    rows = _of_equal_length([(number, cells) for number, cells in sheet.rows if not is_skipped(number, reading)])
    return RawTable(rows, settings, path.stem, sheet.merged, None, (sheet.name, *sheet.others))


def _of_text(path: Path, source: str, reading: Reading) -> RawTable:
    if reading.sheet is not None:
        opened(path, reading)  # raises: only a workbook has sheets
    data, settings = read_bytes(path, DataError), reading
    try:
        text = decoded(data, source, settings.encoding)
    except DataError as error:
        settings = suggested(error.problems, settings)
        if settings == reading:
            raise
        text = decoded(data, source, settings.encoding)
    separator = "\t" if path.suffix.casefold() == ".tsv" else _separator(text, source)
    lines = split_rows(text, separator, source)
    rows = [
        (number, cells) for number, cells in lines if any(map(str.strip, cells)) and not is_skipped(number, reading)
    ]
    return RawTable(_of_equal_length(rows), settings, path.stem, separator=separator)


def _separator(text: str, source: str) -> str:
    """Return what separates cells: what gives the most rows of one length, and the longest."""
    first = "\n".join(text.split("\n", _FIRST_LINES)[:_FIRST_LINES])
    best, most = ",", 0
    for mark in _MARKS:
        try:
            widths = Counter(len(row) for _, row in split_rows(first, mark, source) if len(row) > 1)
        except DataError:  # a quote that another separator closes
            continue
        for width, count in widths.items():
            if width * count > most:
                best, most = mark, width * count
    return best


def _of_equal_length(rows: Sequence[tuple[int, Sequence[Any]]]) -> tuple[tuple[int, tuple[Any, ...]], ...]:
    """Return rows with blanks at their ends, without columns at the end that are blank in all."""
    width = max((at + 1 for _, cells in rows for at, cell in enumerate(cells) if label_of(cell)), default=0)
    return tuple((number, (*cells[:width], *[None] * (width - len(cells)))) for number, cells in rows)


def _of_frame(frame: pd.DataFrame, source: str, reading: Reading) -> RawTable:
    """Return the labels of the columns, level by level, and the rows below; an index that names rows is a column."""
    levels = frame.columns.nlevels
    labels = [tuple(name) if levels > 1 else (name,) for name in frame.columns]
    header = [[None if pd.isna(name[level]) else str(name[level]) for name in labels] for level in range(levels)]
    columns = [frame.iloc[:, at].astype(object).tolist() for at in range(frame.shape[1])]
    if not isinstance(frame.index, pd.RangeIndex):
        for at in reversed(range(frame.index.nlevels)):
            values = frame.index.get_level_values(at)
            columns.insert(0, list(values))
            name = "city" if values.name is None else str(values.name)
            for level in range(levels):
                header[level].insert(0, name if level == levels - 1 else None)
    below = list(zip(*columns, strict=True)) if columns else []
    rows = [*header, *below]
    numbered = [(at, tuple(cells)) for at, cells in enumerate(rows, start=2 - levels)]
    return RawTable(tuple(numbered), reading, source, header_rows=levels)
