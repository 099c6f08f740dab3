"""An index as an Excel workbook: one sheet per stage, and nothing in it that computes."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intlindex.errors import DataError, MissingDependencyError, RequestError
from intlindex.outputs.formulas import is_formula
from intlindex.outputs.index_file import checked_path, write_atomically
from intlindex.outputs.stage_tables import stage_tables
from intlindex.sentences import say

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["write_excel", "write_workbook"]

# The limits of the format; a text that is too long is cut, and shows it.
ROWS, COLUMNS, LETTERS, WIDEST = 1_048_576, 16_384, 32_767, 60
# Characters that its XML cannot hold.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_excel(index: ScoredIndex, path: str | Path) -> None:
    """Write an index as a workbook; called by `Index.to_excel`.

    Raises
    ------
    RequestError
        If the file is not named ``.xlsx``.
    DataError
        If it cannot be written.
    MissingDependencyError
        If openpyxl is not installed.
    """
    write_workbook(stage_tables(index), path)


def write_workbook(tables: dict[str, pd.DataFrame], path: str | Path) -> None:
    """Write tables as sheets of one workbook: numbers as numbers, blanks empty, all text as text.

    A text that starts with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return is stored as text, with the mark that
    keeps a spreadsheet from taking it for a formula when it is edited.

    Parameters
    ----------
    tables : dict of str to DataFrame
        Tables by the name of their sheet; an index is not written.
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
    for name, frame in tables.items():
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
    for name, frame in tables.items():
        _fill(book.create_sheet(name[:31]), frame)
    buffer = io.BytesIO()
    book.save(buffer)
    write_atomically(path, buffer.getvalue())


def _fill(sheet: Any, frame: pd.DataFrame) -> None:
    from openpyxl.styles import Font  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    for at, name in enumerate(frame.columns, start=1):
        column = [str(name), *frame.iloc[:, at - 1]]
        widest = 0
        for row, value in enumerate(column, start=1):
            plain = _plain(value)
            if plain is None:
                continue
            cell = sheet.cell(row, at)
            cell.value = plain
            if isinstance(plain, str):
                cell.data_type = "s"  # openpyxl may have chosen another type
                cell.quotePrefix = is_formula(plain)
            elif isinstance(plain, float):
                cell.value = repr(plain)  # to the last digit, of which openpyxl would write 16
                cell.data_type = "n"
            widest = max(widest, len(str(plain)) if isinstance(plain, str) else 8)
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = min(widest + 2, WIDEST)
    sheet.freeze_panes = "B2"


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
