"""Choosing the sheet of a workbook that holds the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intlindex.core.data.files.sheet_survey import Survey
from intlindex.errors import DataError, UnknownNameError, nearest
from intlindex.findings import Finding, finding
from intlindex.sentences import say

__all__ = ["Sheet", "choose", "largest"]

# Sheets of a workbook written by `Index.to_excel`: the one by which it is recognised, and the one of raw values.
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
        """Return whether its header has one of some names."""
        return not {name.strip().casefold() for name in self.header}.isdisjoint(name.casefold() for name in names)


def choose(
    sheets: Sequence[Sheet], asked: str | None, wanted: Sequence[str], source: str
) -> tuple[Sheet, tuple[Finding, ...]]:
    """Return the sheet to read, with a finding that names it where there was a choice.

    That is the one asked for; else, in a workbook that this library wrote, the one of raw values; else the only one
    that is visible and holds something; else the only one of these that has a wanted column, or a column of cities.

    Raises
    ------
    UnknownNameError
        If there is no sheet of the name asked for.
    DataError
        If none can be read, or several can.
    """
    if asked is not None:
        return _named_sheet(sheets, asked, source), ()
    shown = [sheet for sheet in sheets if sheet.visible and sheet.survey.rows]
    if not shown:
        hidden = tuple(sheet.name for sheet in sheets if sheet.survey.rows)
        if hidden:
            raise DataError(say("empty/data-hidden-sheets", hidden=hidden), source=source)
        raise DataError(say("empty/data-workbook"), source=source)
    meant = _candidates(shown, wanted)
    if len(meant) != 1:
        names = tuple(sheet.name for sheet in meant or shown)
        raise DataError(say("ambiguous/data-sheets", allowed=names), source=source)
    others = tuple(sheet.name for sheet in sheets if sheet is not meant[0] and sheet.survey.rows)
    return meant[0], (finding("sheet-read", "info", sheet=meant[0].name, others=others),) if others else ()


def largest(sheets: Sequence[Sheet], asked: str | None, source: str) -> tuple[Sheet, tuple[str, ...]]:
    """Return the sheet that `choose` does, or the one with the most cells if several could be read; and all others.

    Raises
    ------
    UnknownNameError
        If there is no sheet of the name asked for.
    DataError
        If none can be read.
    """
    shown = [sheet for sheet in sheets if sheet.visible and sheet.survey.rows]
    if asked is None and len(_candidates(shown, ())) != 1 and shown:
        chosen = max(shown, key=lambda sheet: sheet.survey.cells)
    else:
        chosen, _ = choose(sheets, asked, (), source)
    return chosen, tuple(sheet.name for sheet in sheets if sheet is not chosen and sheet.survey.rows)


def _candidates(shown: Sequence[Sheet], wanted: Sequence[str]) -> list[Sheet]:
    if any(sheet.name == OURS and sheet.has([OURS]) for sheet in shown):
        ours = [sheet for sheet in shown if sheet.name == VALUES]
        if ours:
            return ours
    if len(shown) == 1:
        return list(shown)
    meant = [sheet for sheet in shown if sheet.has(wanted)]
    return meant or [sheet for sheet in shown if sheet.has(list(KEYS))]


def _named_sheet(sheets: Sequence[Sheet], asked: str, source: str) -> Sheet:
    found = [sheet for sheet in sheets if sheet.name == asked] or [
        sheet for sheet in sheets if sheet.name.strip().casefold() == str(asked).strip().casefold()
    ]
    if len(found) != 1:
        hint = nearest(str(asked), [sheet.name for sheet in sheets])
        raise UnknownNameError(say("unknown-name/data-sheet", name=asked, hint=hint), source=source)
    if not found[0].survey.rows:
        raise DataError(say("empty/data-sheet", sheet=found[0].name), source=source)
    return found[0]
