"""Which sheet of a workbook is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intlindex.core.data.files.survey import Survey
from intlindex.errors import DataError, listed, nearest
from intlindex.findings import Finding

__all__ = ["Sheet", "choose"]

# The sheets of `Index.to_excel` that say that it wrote the workbook, and the one with the values as read.
OURS, VALUES = "about", "raw"
KEYS = {"city", "unit", "indicator", "value"}


@dataclass(frozen=True)
class Sheet:
    """A sheet before it is read."""

    name: str
    visible: bool
    survey: Survey
    header: list[str]
    """The first row that holds something."""

    def has(self, names: Sequence[str]) -> bool:
        """Tell whether one of some names stands in its header."""
        return not {name.strip().casefold() for name in self.header}.isdisjoint(name.casefold() for name in names)


def choose(
    sheets: Sequence[Sheet], asked: str | None, wanted: Sequence[str], source: str
) -> tuple[Sheet, tuple[Finding, ...]]:
    """Return the sheet that is meant, and say which it is where there was a choice.

    That is the one asked for; else, in a workbook that this library wrote, the one of raw values; else the only one
    that can be seen and holds something; else the only one of these that has a wanted column, or a column of cities.

    Raises
    ------
    DataError
        If there is none, or there are several.
    """
    if asked is not None:
        return _asked_for(sheets, asked, source), ()
    shown = [sheet for sheet in sheets if sheet.visible and sheet.survey.rows]
    if not shown:
        hidden = [sheet.name for sheet in sheets if sheet.survey.rows]
        hint = f"; hidden: {listed(hidden)}, which sheet=... (--sheet) reads all the same" if hidden else ""
        raise DataError(f"has no sheet that can be seen and holds anything{hint}", source=source)
    meant = _meant(shown, wanted)
    if len(meant) != 1:
        names = listed([sheet.name for sheet in meant or shown], most=20)
        raise DataError(f"could be read from several sheets, {names}: say which by sheet=... (--sheet)", source=source)
    others = [sheet.name for sheet in sheets if sheet is not meant[0] and sheet.survey.rows]
    return meant[0], _told(meant[0], others)


def _meant(shown: Sequence[Sheet], wanted: Sequence[str]) -> list[Sheet]:
    if any(sheet.name == OURS and sheet.has([OURS]) for sheet in shown):
        ours = [sheet for sheet in shown if sheet.name == VALUES]
        if ours:
            return ours
    if len(shown) == 1:
        return list(shown)
    meant = [sheet for sheet in shown if sheet.has(wanted)]
    return meant or [sheet for sheet in shown if sheet.has(list(KEYS))]


def _asked_for(sheets: Sequence[Sheet], asked: str, source: str) -> Sheet:
    found = [sheet for sheet in sheets if sheet.name == asked] or [
        sheet for sheet in sheets if sheet.name.strip().casefold() == str(asked).strip().casefold()
    ]
    if len(found) != 1:
        raise DataError(f"no sheet {asked!r}; {nearest(str(asked), [sheet.name for sheet in sheets])}", source=source)
    if not found[0].survey.rows:
        raise DataError(f"sheet {found[0].name!r} is empty", source=source)
    return found[0]


def _told(sheet: Sheet, others: Sequence[str]) -> tuple[Finding, ...]:
    if not others:
        return ()
    return (Finding("sheet-read", "info", "", f"sheet {sheet.name!r} is read, not {listed(others)}"),)
