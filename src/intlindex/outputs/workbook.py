"""An index as an Excel workbook for people: it opens on the ranking, names are headings, values have their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from intlindex.core.pipeline.provenance import provenance_of
from intlindex.display.shown import spoken_table
from intlindex.display.voiced import voiced
from intlindex.outputs.excel import Page, write_workbook
from intlindex.outputs.number_formats import SHARE, fixed_digits
from intlindex.outputs.stage_tables import sheet_name, stage_tables
from intlindex.sentences.voices import language_spoken, voice_spoken

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["index_sheets", "write_excel"]

# The sheet of raw values has ids as headings, since it is the one that is read as data; these list ids beside names.
WITH_IDS = {"raw", "weights", "framework", "attributes"}
TEXTS = {"about", "method"}


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
    write_workbook(index_sheets(index), path)


def index_sheets(index: ScoredIndex) -> dict[str, Page]:
    """Return the sheets of an index by name, the ranking first.

    Examples
    --------
    >>> import intlindex as ix
    >>> sheets = index_sheets(ix.load("example"))
    >>> list(sheets)[:3], list(sheets["scores"].frame.columns)[:2]
    (['ranking', 'about', 'raw'], ['city', 'International Exchange Centers Index'])
    """
    tables = stage_tables(index)
    if "sources" in tables:
        tables["sources"] = _values(index)
    tables = {"ranking": tables["ranking"], **tables}
    names = _unique_names(index)
    digits = fixed_digits(index.shown.digits)
    return {sheet_name(name): _page(name, frame, names, digits) for name, frame in tables.items()}


def _page(name: str, frame: pd.DataFrame, names: Mapping[str, str], digits: str) -> Page:
    formats: dict[str, str] = {}
    if name in {"ranking", "scores", "normalised"}:
        formats = dict.fromkeys([column for column in frame.columns if column not in {"rank", "city"}], digits)
    elif name == "weights":
        formats = {"share": SHARE, "effective": SHARE}
    if name not in WITH_IDS | TEXTS:
        frame = _named(frame, names)
        formats = {names.get(column, column): text for column, text in formats.items()}
    frame, formats = _spoken(frame, formats, ids=name == "raw")
    return Page(frame, keys=2 if name == "ranking" else 1, formats=formats, filters=name not in TEXTS)


def _spoken(frame: pd.DataFrame, formats: Mapping[str, str], *, ids: bool) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return a table with its formats in the language spoken at present; with ids as headings if it is data."""
    if ids:
        return voiced(frame, voice_spoken()), dict(formats)
    spoken = spoken_table(frame)
    names = dict(zip(map(str, frame.columns), map(str, spoken.columns), strict=True))
    return spoken, {names.get(column, column): text for column, text in formats.items()}


def _named(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return a table with names of nodes instead of their ids, as headings and where a row is about one."""
    cells = {
        column: frame[column].map(lambda cell: names.get(cell, cell))
        for column in ("indicator", "node")
        if column in frame.columns
    }
    return frame.assign(**cells).rename(columns=dict(names))


def _unique_names(index: ScoredIndex) -> dict[str, str]:
    """Return the name of each node, with its id where several have one name or a column of the tables has it."""
    named = {node.id: node.names.get(language_spoken(), node.name) for node in index.framework.nodes}
    counts = Counter(named.values())
    taken = {"city", "rank", "score", "class"}
    return {node: f"{name} ({node})" if counts[name] > 1 or name in taken else name for node, name in named.items()}


def _values(index: ScoredIndex) -> pd.DataFrame:
    """Return every raw value with its unit, year and source."""
    found = provenance_of(index.fits).drop(columns=["first", "last"])
    units = {node.id: node.unit for node in index.framework.indicators}
    found.insert(list(found.columns).index("value") + 1, "unit", found["indicator"].map(units))
    years = [int(year) if str(year).isdigit() else year for year in found["year"]]
    return found.assign(year=pd.Series(years, dtype=object, index=found.index))
