"""What a reader returns: rows of cells as they were written, with their places in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from intlindex.errors import Problem, problem
from intlindex.findings import Finding
from intlindex.sentences import Sentence, say

__all__ = ["UNSTORED", "BrokenCell", "FileCells", "UnreadCell", "nameless_column", "without_empty_columns"]

UNSTORED = "a formula without a stored value"
"""The text of a cell whose formula no spreadsheet program has computed yet."""


class BrokenCell(str):
    """A cell of a sheet that shows an error, or whose formula has no stored value: text, with its place.

    Examples
    --------
    >>> print(BrokenCell("#REF!", "C14", "Data").description)
    '#REF!' in cell C14 of sheet 'Data'
    """

    __slots__ = ("cell", "sheet")
    cell: str
    sheet: str

    def __new__(cls, text: str, cell: str, sheet: str) -> Self:  # noqa: D102  as any text is made
        made = super().__new__(cls, text)
        made.cell, made.sheet = cell, sheet
        return made

    @property
    def description(self) -> Sentence:
        """What the cell holds and where it is, for a message."""
        if self == UNSTORED:
            return say("broken-cell/data-formula", cell=self.cell, sheet=self.sheet)
        return say("broken-cell/data-error", error=str(self), cell=self.cell, sheet=self.sheet)

    def __reduce__(self) -> tuple[type[BrokenCell], tuple[str, str, str]]:
        return type(self), (str(self), self.cell, self.sheet)


class UnreadCell(str):
    """A cell that is no number in the way in which the numbers of its table are written, although it may look so."""

    __slots__ = ()


@dataclass(frozen=True)
class FileCells:
    """The table that a file holds, not yet interpreted."""

    frame: pd.DataFrame
    """The cells; the index numbers rows as a spreadsheet does, the header included."""
    header: tuple[str, ...]
    """The cells of the header, as they were written."""
    units: tuple[str, ...] | None = None
    """The cells of the row of units below the header, where there is one."""
    findings: tuple[Finding, ...] = ()
    """What had to be chosen, as one sheet of several."""


def without_empty_columns(header: list[Any], rows: list[Any]) -> tuple[list[str], list[int]]:
    """Return the names in a header, and which columns to keep: those without a name and without a cell are no columns.

    Examples
    --------
    >>> without_empty_columns(["city", "", "gdp", None], [["Rome", "x", 1, None]])
    (['city', '', 'gdp'], [0, 1, 2])
    """
    names = ["" if name is None else str(name) for name in header]
    nameless = [at for at, name in enumerate(names) if not name.strip()]
    empty = {at for at in nameless if all(row[at] is None or not str(row[at]).strip() for row in rows)}
    kept = [at for at in range(len(names)) if at not in empty]
    return [names[at] for at in kept], kept


def nameless_column(where: str, column: int | str, names: tuple[str, ...]) -> Problem:
    """Return the problem of a header in which a column with values has no name.

    Examples
    --------
    >>> print(nameless_column("line 1", 3, ("city",)))
    line 1: is taken as the header, and column 3 has values but no name in it; it has only 'city'
    """
    if not names:
        return problem("required/data-header", where, column=column)
    return problem("required/data-column-name", where, column=column, found=names)
