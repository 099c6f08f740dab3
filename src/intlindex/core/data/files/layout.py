"""Where a table begins: rows above the header, the header, and units of measurement below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from intlindex.core.data.files.file_cells import FileCells, nameless_column, without_empty_columns
from intlindex.core.data.key_names import CITY_NAMES, USUAL_KEYS
from intlindex.core.data.settings_named import setting
from intlindex.errors import DataError, Problem, problem
from intlindex.specs.names import clean_name
from intlindex.specs.reading import Reading

__all__ = ["Row", "is_skipped", "known_names", "laid_out", "title_rows"]

Row = tuple[int, Sequence[Any]]
"""A row that holds something: its number, as a spreadsheet counts, and its cells."""
_MOST_TITLE_ROWS = 30
_LONGEST_QUOTE = 60


def is_skipped(number: int, reading: Reading) -> bool:
    """Return whether the row of a number is omitted.

    Examples
    --------
    >>> [is_skipped(number, Reading(skip_rows=2)) for number in (1, 2, 3)]
    [True, True, False]
    """
    skip = reading.skip_rows
    return skip is not None and (number <= skip if isinstance(skip, int) else number in skip)


def known_names(wanted: Sequence[str], reading: Reading) -> frozenset[str]:
    """Return what a header is known by: columns of the framework, and the usual names of a key, in lower case."""
    key = () if reading.key is None else (reading.key,)
    return frozenset(name.casefold() for name in (*wanted, *CITY_NAMES, *USUAL_KEYS, *key, "unit", "indicator"))


def names_in(cells: Iterable[Any], known: frozenset[str]) -> int:
    """Return how many cells are known names of columns."""
    return sum(isinstance(cell, str) and clean_name(cell).casefold() in known for cell in cells)


def title_rows(rows: Sequence[Row], known: frozenset[str], place: str) -> Problem | None:
    """Return the problem of a first row that is a title, if the header is one of the next.

    Parameters
    ----------
    rows : sequence of Row
        The first rows.
    known : frozenset of str
        Names of columns.
    place : str
        What comes before the number of a row in messages.

    Returns
    -------
    Problem or None
        None where the first row has the name of a column, or none of the next has.
    """
    if not rows or names_in(rows[0][1], known):
        return None
    for number, cells in rows[1:_MOST_TITLE_ROWS]:
        if names_in(cells, known) and sum(bool(_text(cell)) for cell in cells) > 1:
            found = next((_text(cell) for cell in rows[0][1] if _text(cell)), "")[:_LONGEST_QUOTE]
            return problem(
                "wrong-value/data-title-rows",
                f"{place} {rows[0][0]}",
                found=found,
                header=number,
                setting=setting("skip_rows", number - 1),
            )
    return None


def laid_out(
    rows: Sequence[Row], reading: Reading, wanted: Sequence[str], source: str, place: str, *, letters: bool = False
) -> FileCells:
    """Return the table in rows that hold something: its names, its units and its cells.

    Parameters
    ----------
    rows : sequence of Row
        All rows of equal length, without those that are skipped; the first has the names.
    reading : Reading
        How many rows are above the cells.
    wanted : sequence of str
        Names of columns of the framework.
    source : str
        What messages call the file.
    place : str
        What comes before the number of a row in messages.
    letters : bool
        Whether columns are called by letters in messages.

    Returns
    -------
    FileCells
        The table.

    Raises
    ------
    DataError
        If the first row is a title, or a column with cells has no name.
    """
    if reading.skip_rows is None and (title := title_rows(rows, known_names(wanted, reading), place)):
        raise DataError([title], source=source)
    first, header = rows[0]
    units = rows[1][1] if reading.header_rows == 2 and len(rows) > 1 else None
    below = rows[1:] if units is None else rows[2:]
    names, kept = without_empty_columns(list(header), [cells for _, cells in below])
    nameless = [at for at, name in zip(kept, names, strict=True) if not name.strip()]
    if len(nameless) > 1:
        named = tuple(name for name in names if name.strip())[:4]
        column = _letters(nameless[0] + 1) if letters else nameless[0] + 1
        raise DataError([nameless_column(f"{place} {first}", column, named)], source=source)
    columns = list(zip(*(cells for _, cells in below), strict=True)) or [()] * len(header)
    index = pd.Index([number for number, _ in below], dtype="int64")
    frame = pd.DataFrame(
        {at: pd.Series(list(columns[old]), index=index, dtype=object) for at, old in enumerate(kept)},
        index=index,
        columns=range(len(kept)),
    )
    return FileCells(frame, tuple(names), None if units is None else tuple(_text(units[at]) for at in kept))


def _text(cell: Any) -> str:
    return "" if cell is None else clean_name(str(cell))


def _letters(column: int) -> str:
    """Write the number of a column as a spreadsheet does."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
