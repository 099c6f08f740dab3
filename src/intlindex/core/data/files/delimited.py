"""Reading text whose cells are separated by commas or tabs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from intlindex.core.data.cells import shortened
from intlindex.core.data.files.file_cells import FileCells, nameless_column, without_empty_columns
from intlindex.errors import DataError, problem
from intlindex.sentences import say
from intlindex.specs.load import read_text

__all__ = ["read_delimited"]


def read_delimited(path: Path, source: str) -> FileCells:
    """Read a CSV file, or a TSV file by its ending; empty lines are skipped.

    Raises
    ------
    DataError
        If it cannot be read, or a row has not as many cells as the header.
    """
    separator = "\t" if path.suffix.casefold() == ".tsv" else ","
    lines = _lines(read_text(path, DataError), separator, source)
    first, header = lines[0]
    if len(header) == 1 and any(mark in header[0] for mark in ",;\t"):
        found = shortened(header[0].strip())
        if separator == "\t":
            raise DataError(say("unreadable-file/data-no-tabs", found=found), source=source)
        raise DataError(
            say(
                "unreadable-file/data-tabs" if "\t" in header[0] else "unreadable-file/data-no-commas",
                found=found,
            ),
            source=source,
        )
    problems = [
        problem(
            "wrong-value/data-row-length",
            f"line {number}",
            cells=len(row),
            header=len(header),
            found=separator.join(row)[:60],
        )
        for number, row in lines[1:]
        if len(row) != len(header)
    ]
    if problems:
        raise DataError(problems, source=source)
    rows = [row for _, row in lines[1:]]
    names, kept = without_empty_columns(list(header), rows)
    nameless = [at for at, name in enumerate(names) if not name.strip()]
    if len(nameless) > 1:
        named = tuple(name for name in names if name.strip())[:4]
        raise DataError([nameless_column(f"line {first}", nameless[0] + 1, named)], source=source)
    if len(kept) < len(header):
        rows = [[row[at] for at in kept] for row in rows]
    index = pd.Index([number for number, _ in lines[1:]], dtype="int64")
    return FileCells(pd.DataFrame(rows, index=index, columns=range(len(names)), dtype=object), tuple(names))


def _lines(text: str, separator: str, source: str) -> list[tuple[int, list[str]]]:
    """Split a text into rows, each with the line in which it begins."""
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    lines = []
    before = 0
    try:
        for row in reader:
            if row:
                lines.append((before + 1, row))
            before = reader.line_num
    except csv.Error as error:
        reason = say("unreadable-file/data-line", line=reader.line_num, reason=str(error))
        raise DataError(reason, source=source) from error
    return lines
