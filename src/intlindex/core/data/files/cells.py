"""What a reader hands on: rows of cells as they were written, with where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from intlindex.findings import Finding

__all__ = ["BrokenCell", "FileCells", "without_empty_columns"]


class BrokenCell(str):
    """A cell of a sheet that shows an error, or whose formula has no stored value: text, with where it stands.

    Examples
    --------
    >>> print(BrokenCell("#REF!", "cell C14 of sheet 'Data'").told)
    '#REF!' in cell C14 of sheet 'Data'
    """

    __slots__ = ("place",)
    place: str

    def __new__(cls, text: str, place: str) -> Self:  # noqa: D102  as any text is made
        made = super().__new__(cls, text)
        made.place = place
        return made

    @property
    def told(self) -> str:
        """What stands where, for a message."""
        return f"{str(self)!r} in {self.place}" if self.startswith("#") else f"{self} in {self.place}"

    def __reduce__(self) -> tuple[type[BrokenCell], tuple[str, str]]:
        return type(self), (str(self), self.place)


@dataclass(frozen=True)
class FileCells:
    """The table that a file holds, not yet interpreted."""

    frame: pd.DataFrame
    """The cells; the index counts rows as a person does who sees the file, the header included."""
    header: tuple[str, ...]
    """The cells of the header, as they were written."""
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
