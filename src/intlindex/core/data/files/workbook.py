"""Reading a workbook: the sheet that is meant, cell by cell."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from intlindex.core.data.files.archive import check_archive
from intlindex.core.data.files.file_cells import BrokenCell, FileCells
from intlindex.core.data.files.layout import Row, is_skipped, laid_out
from intlindex.core.data.files.sheet_choice import Sheet, choose, largest
from intlindex.core.data.files.sheet_survey import Survey, survey
from intlindex.errors import MissingDependencyError, refusing
from intlindex.sentences import Sentence, say
from intlindex.specs.reading import Reading

__all__ = ["SheetRows", "open_workbook", "read_workbook", "sheet_rows"]


@dataclass(frozen=True)
class SheetRows:
    """All rows of a sheet that hold something, whatever they are."""

    name: str
    """The sheet."""
    others: tuple[str, ...]
    """The other sheets that hold something."""
    rows: tuple[Row, ...]
    """The rows, of equal length."""
    merged: tuple[tuple[int, int, int, int], ...]
    """Merged cells: first row, first column, last row, last column."""


@contextmanager
def open_workbook(path: Path, source: str, *, what: Sentence | None = None) -> Iterator[Any]:
    """Open a workbook after checking the size of its archive; any error while it is open becomes a `DataError`.

    Parameters
    ----------
    path : Path
        An .xlsx or .xlsm file.
    source : str
        What messages call it.
    what : Sentence, optional
        What messages call its format; by default a workbook.

    Yields
    ------
    Workbook
        As openpyxl gives it for reading only, with the stored values of formulas.

    Raises
    ------
    DataError
        If it cannot be read or is too large.
    MissingDependencyError
        If openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingDependencyError(say("missing-package/data-excel"), source=source) from error
    # The file is opened here: openpyxl would leave it open where it fails.
    with refusing(what or say("file-format/workbook"), source), path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # buttons, styles and rules that openpyxl does not know
        check_archive(path, source)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def read_workbook(path: Path, source: str, reading: Reading, wanted: Sequence[str] = ()) -> FileCells:
    """Read one sheet of a workbook.

    Parameters
    ----------
    path : Path
        An .xlsx or .xlsm file.
    source : str
        What messages call it.
    reading : Reading
        Which sheet, and where the table begins in it.
    wanted : sequence of str
        Names of columns; a sheet that has one of them is preferred.

    Returns
    -------
    FileCells
        The cells of the rows that hold something; numbers, text, dates, and `BrokenCell`.

    Raises
    ------
    DataError
        If it cannot be read, or several sheets fit.
    UnknownNameError
        If it has no sheet of that name.
    """
    with open_workbook(path, source, what=say("file-format/ending", ending=path.suffix)) as book:
        sheets = [_sheet(each, book, reading) for each in book.worksheets]
        chosen, findings = choose(sheets, reading.sheet, wanted, source)
        chosen.survey.check(source)
        rows = [
            (chosen.survey.rows[0], _padded(chosen.header, chosen.survey.widest)),
            *_table(book[chosen.name], chosen),
        ]
        place = f"sheet {chosen.name!r}, row"
        return replace(laid_out(rows, reading, wanted, source, place, letters=True), findings=findings)


def sheet_rows(path: Path, source: str, asked: str | None = None) -> SheetRows:
    """Read all rows of one sheet of a workbook, titles and notes included.

    Parameters
    ----------
    path : Path
        An .xlsx or .xlsm file.
    source : str
        What messages call it.
    asked : str, optional
        The sheet; by default the one with the most cells, where several could be read.

    Returns
    -------
    SheetRows
        The rows.

    Raises
    ------
    DataError
        If it cannot be read.
    UnknownNameError
        If it has no sheet of that name.
    """
    with open_workbook(path, source, what=say("file-format/ending", ending=path.suffix)) as book:
        sheets = [_sheet(each, book, Reading()) for each in book.worksheets]
        chosen, others = largest(sheets, asked, source)
        chosen.survey.check(source)
        first = (chosen.survey.rows[0], _padded(list(chosen.header), chosen.survey.widest))
        rows = (first, *_table(book[chosen.name], chosen))
        return SheetRows(chosen.name, others, rows, tuple(chosen.survey.merged))


def _sheet(page: Any, book: Any, reading: Reading) -> Sheet:
    """Return whether a sheet is visible, which cells hold something, and the row of its names."""
    path = page._worksheet_path  # the only name for it  # noqa: SLF001  openpyxl offers no other way
    with book._archive.open(path) as stream:  # noqa: SLF001
        found = survey(stream)
    header: list[Any] = []
    skipped = reading.skip_rows is not None and bool(found.rows)
    if skipped:
        found.rows = [number for number in found.rows if not is_skipped(number, reading)]
    if found.rows:
        first = found.rows[0]
        page.reset_dimensions()  # the size that a sheet states may be wrong
        widest = found.widest if skipped else found.first_widest
        header = list(*page.iter_rows(min_row=first, max_row=first, max_col=widest, values_only=True))
    names = ["" if name is None else str(name) for name in header]
    return Sheet(page.title, page.sheet_state == "visible", found, names)


def _padded(header: list[str], width: int) -> list[str]:
    return [*header, *[""] * (width - len(header))]


def _table(page: Any, sheet: Sheet) -> Iterator[Row]:
    """Read the rows below the header."""
    for number, cells in _rows(page, sheet.survey):
        row = [_cell(value, (number, at), sheet) for at, value in enumerate(cells, start=1)]
        if any(cell is not None and cell != "" for cell in row):
            yield number, row + [None] * (sheet.survey.widest - len(row))


def _rows(page: Any, found: Survey) -> Iterator[tuple[int, Sequence[Any]]]:
    """Return the rows that hold something, with their numbers."""
    holding = iter(found.rows[1:])
    wanted = next(holding, None)
    if wanted is None:
        return
    rows = page.iter_rows(min_row=wanted, max_row=found.rows[-1], max_col=found.widest, values_only=True)
    for number, cells in enumerate(rows, start=wanted):
        if number == wanted:
            yield number, cells
            wanted = next(holding, None)


def _cell(value: Any, place: tuple[int, int], sheet: Sheet) -> Any:
    """Return a cell as pandas would, a broken one as `BrokenCell`."""
    if place in sheet.survey.broken:
        return BrokenCell(sheet.survey.broken[place], f"{_letters(place[1])}{place[0]}", sheet.name)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _letters(column: int) -> str:
    """Write the number of a column as a spreadsheet does."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
