"""Workbooks as a stranger would write them: by openpyxl, and by hand where no writer would."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

HEADER = ("city", "gdp", "air")
ROWS = (("A", 1000, 10), ("B", 2000, 20), ("C", 3000, 30), ("D", 4000, 15))


def workbook(path: Path, sheets: dict[str, list[tuple]], *, hidden: tuple[str, ...] = ()) -> Path:
    """Write sheets of rows, some of them hidden."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
        page.sheet_state = "hidden" if name in hidden else "visible"
    book.save(path)
    return path


def with_cell(path: Path, place: str, value: object, kind: str | None = None, name: str = "Data") -> Path:
    """Write the small table with one cell changed; `kind` is the type that the file states."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    for row in (HEADER, *ROWS):
        page.append(row)
    page[place] = value
    if kind is not None:
        page[place].data_type = kind
    book.save(path)
    return path


def with_part(path: Path, source: Path, part: str, content: bytes) -> Path:
    """Copy a workbook with one of its parts replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return path


def sheet_xml(*rows: str, dimension: str = "A1:C5") -> bytes:
    """Write the XML of a sheet, of rows as they are given."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = f'<?xml version="1.0"?><worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>'
    return (head + "".join(rows) + "</sheetData></worksheet>").encode()


def row_xml(number: int, *cells: object) -> str:
    """Write a row of texts and numbers."""
    written = []
    for column, cell in enumerate(cells, start=1):
        place = f"{get_column_letter(column)}{number}"
        if isinstance(cell, str):
            written.append(f'<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>')
        elif cell is not None:
            written.append(f'<c r="{place}"><v>{cell}</v></c>')
    return f'<row r="{number}">{"".join(written)}</row>'
