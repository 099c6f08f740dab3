"""Tables as sheets of an Excel workbook: numbers formatted, headings filtered, and nothing in it that computes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from intlindex.errors import DataError, MissingDependencyError, RequestError
from intlindex.outputs.formulas import is_formula
from intlindex.outputs.index_file import checked_path, write_atomically
from intlindex.outputs.number_formats import number_format
from intlindex.sentences import say

__all__ = ["Page", "write_workbook"]

# The limits of the format; a text that is too long is cut, and shows it.
ROWS, COLUMNS, LETTERS = 1_048_576, 16_384, 32_767
# Widths in characters: of the widest column, of a heading before it is wrapped, of a number.
WIDEST, HEADING, NUMBER_WIDTH = 60, 16, 8
# Characters that its XML cannot hold.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Page:
    """A table and how its sheet looks."""

    frame: pd.DataFrame
    """The table; its index is not written."""
    keys: int = 1
    """How many columns stay in sight when the sheet is scrolled."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """Number formats by column; those of other columns follow from their numbers."""
    filters: bool = True
    """Whether the rows can be filtered by each column."""


def write_workbook(pages: Mapping[str, Page], path: str | Path) -> None:
    """Write tables as sheets of one workbook: numbers as numbers, blanks empty, all text as text.

    It opens on the first sheet. Cells keep all digits, whatever their format shows.

    A text that starts with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return is stored as text, with the mark that
    keeps a spreadsheet from taking it for a formula when it is edited.

    Parameters
    ----------
    pages : Mapping of str to Page
        What the sheets hold, by name.
    path : str or Path
        Where to write; an existing file is replaced only when the workbook is complete.

    Raises
    ------
    RequestError
        If it is no path, or the file is not named ``.xlsx``.
    DataError
        If a table is too large for a sheet, or the file cannot be written.
    MissingDependencyError
        If openpyxl is not installed.
    """
    if checked_path(path).suffix.casefold() != ".xlsx":
        raise RequestError(say("wrong-value/outputs-workbook-ending"), source=str(path))
    for name, page in pages.items():
        frame = page.frame
        if len(frame) >= ROWS or frame.shape[1] > COLUMNS:
            size = say(
                "too-large/outputs-sheet",
                table=name,
                rows=len(frame),
                columns=frame.shape[1],
                most_rows=ROWS - 1,
                most_columns=COLUMNS,
            )
            raise DataError(size, source=str(path))
    try:
        from openpyxl import Workbook  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingDependencyError(say("missing-package/outputs-excel"), source=str(path)) from error
    book = Workbook()
    book.remove(book.active)
    for name, page in pages.items():
        _fill(book.create_sheet(name[:31]), page)
    buffer = io.BytesIO()
    book.save(buffer)
    write_atomically(path, buffer.getvalue())


def _fill(sheet: Any, page: Page) -> None:
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    frame = page.frame
    for at, name in enumerate(map(str, frame.columns), start=1):
        cells = frame.iloc[:, at - 1]
        form = page.formats.get(name) or number_format(cells)
        heading = sheet.cell(1, at)
        width = min(_write(heading, name, form), HEADING)  # longer ones are wrapped
        heading.font, heading.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        width = max((width, *(_write(sheet.cell(row, at), value, form) for row, value in enumerate(cells, start=2))))
        sheet.column_dimensions[get_column_letter(at)].width = min(width + 3, WIDEST)  # room for the filter's button
    sheet.freeze_panes = f"{get_column_letter(page.keys + 1)}2"
    if page.filters and len(frame):
        sheet.auto_filter.ref = f"A1:{get_column_letter(max(frame.shape[1], 1))}{len(frame) + 1}"


def _write(cell: Any, value: Any, form: str) -> int:
    """Write a value into a cell, and return how wide it is shown."""
    plain = _plain(value)
    if plain is None:
        return 0
    cell.value = plain
    if isinstance(plain, str):
        cell.data_type = "s"  # openpyxl may have chosen another type
        cell.quotePrefix = is_formula(plain)
        return len(plain)
    if isinstance(plain, float):
        cell.value = repr(plain)  # to the last digit, of which openpyxl would write 16
        cell.data_type = "n"
    if not isinstance(plain, bool):
        cell.number_format = form
    return NUMBER_WIDTH


def _plain(value: Any) -> str | float | int | bool | None:
    """Turn a cell into what a sheet can hold."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124  NaN is the only value unequal to itself
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return str(value)
    if isinstance(value, bool | int | float):
        return value
    text = _CONTROLS.sub("\ufffd", str(value))
    if not text:
        return None
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1]}…"
