"""An index drafted from a spreadsheet: framework, data and method that run at once, and a report to correct them by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from intlindex.api.index import Index
from intlindex.api.loading import score
from intlindex.core.drafting.drafted import DraftedIndex, drafted_index
from intlindex.core.languages import voice_in
from intlindex.display.records.table import TableRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import IntlindexError, SeveralErrors
from intlindex.outputs.draft_files import check_empty, write_draft
from intlindex.outputs.draft_report import draft_lines, draft_table
from intlindex.sentences import say
from intlindex.sentences.voices import in_voice, language_spoken
from intlindex.specs import Framework, Method, Reading

__all__ = ["Draft", "draft"]


@dataclass(frozen=True, eq=False, repr=False)
class Draft(Result[TableRecord]):
    """An index drafted from a table, and what each column was taken for; made by `intlindex.draft`.

    Examples
    --------
    >>> import pandas as pd
    >>> import intlindex as ix
    >>> found = ix.draft(pd.DataFrame({"city": ["Here", "There"], "Rent (EUR)": [800, 1100], "Parks": [4, 9]}))
    >>> found.table[["column", "read as", "id", "unit", "direction"]]
           column    read as     id        unit direction
    0        city        key   <NA>        <NA>      <NA>
    1  Rent (EUR)  indicator   rent         EUR     lower
    2       Parks  indicator  parks  not stated    higher
    >>> found.score().ranking[["rank", "city", "score"]]
       rank   city  score
    0     1   Here   50.0
    1     1  There   50.0
    """

    _drafted: DraftedIndex
    files: tuple[Path, ...] = ()
    """The files that were written."""

    @property
    def framework(self) -> Framework:
        """What is measured."""
        return self._drafted.framework

    @property
    def method(self) -> Method:
        """How it is combined: the default method."""
        return Method()

    @property
    def data(self) -> pd.DataFrame:
        """The data as `intlindex.score` reads it for the framework, without settings."""
        return self._drafted.values.copy()

    @property
    def reading(self) -> Reading:
        """The settings by which the table was read: what was given, and what was guessed."""
        return self._drafted.reading

    @property
    def table(self) -> pd.DataFrame:
        """What each column was taken for: its id, name, unit, direction, scale and group, and why."""
        return draft_table(self._drafted)

    @property
    def shown(self) -> Shown:
        """What there is to say, and the table to show."""
        table = self.table.drop(columns=["name", "why"]).astype(object)
        lines = draft_lines(self._drafted, self.files)
        return Shown(say("draft/title", index=self.framework.name, source=self._drafted.source), lines, table)

    def score(self, method: Method | str | Path | None = None, *, time: object = None) -> Index:
        """Score the index.

        Parameters
        ----------
        method : Method, str or Path, optional
            How it is combined, by default `method`.
        time : object, optional
            Which time to score, where the table has several.

        Returns
        -------
        Index
            The scored index.

        Raises
        ------
        RequestError
            If there is no such time or method.
        DefinitionError, DataError
            If the method does not suit the framework or the data.
        """
        return score(self._drafted.values, self.framework, self.method if method is None else method, time=time)

    def to_folder(self, out: str | Path) -> Draft:
        """Write ``framework.toml``, ``method.toml``, ``values.csv`` and a README into an empty folder.

        Parameters
        ----------
        out : str or Path
            The folder; it is made if it does not exist.

        Returns
        -------
        Draft
            The same draft, with the names of the files.

        Raises
        ------
        DataError
            If the folder holds something, or cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> import pandas as pd
        >>> import intlindex as ix
        >>> found = ix.draft(pd.DataFrame({"city": ["Here", "There"], "Parks": [4, 9]}))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [path.name for path in found.to_folder(folder).files]
        ['framework.toml', 'method.toml', 'values.csv', 'README.md']
        """
        return replace(self, files=write_draft(self._drafted, out))


def draft(
    data: Any,
    out: str | Path | None = None,
    *,
    sheet: str | None = None,
    reading: Reading | None = None,
    lang: str | None = None,
) -> Draft:
    r"""Draft an index from a spreadsheet: files that run at once, in which every guess is marked, and a report.

    Names, units and groups are taken from the rows above the numbers; the direction and the scale of an indicator are
    guessed from its name and its values. Where the table begins and how its numbers are written is guessed too,
    unlike in `intlindex.score`, which reads strictly.

    Parameters
    ----------
    data : str, Path, DataFrame or another frame
        The table: CSV, TSV, Excel or Parquet, or a frame.
    out : str or Path, optional
        An empty folder, or one to make, for ``framework.toml``, ``method.toml``, ``values.csv`` and a README; without
        it nothing is written.
    sheet : str, optional
        Which sheet of a workbook to read, by default the one with the most cells. Short for
        ``reading=Reading(sheet=...)``.
    reading : Reading, optional
        How the table is read, as far as it is known.
    lang : str, optional
        The language of the report and of the comments in the files: "en" for English, the default, or "zh" for
        Chinese.

    Returns
    -------
    Draft
        What each column was taken for, with framework and data.

    Raises
    ------
    RequestError
        If it is no table, a setting is not for its kind, or there is no such language.
    DataError
        If the table cannot be read or no index can be drafted from it, or the folder holds something; all at once.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import intlindex as ix
    >>> with tempfile.TemporaryDirectory() as place:
    ...     sheet = Path(place) / "sheet.csv"
    ...     written = sheet.write_text("Stadt;Arbeitslosenquote (%);Parks\nHier;5,5;4\nDort;7,0;9\n")
    ...     found = ix.draft(sheet, out=Path(place) / "my_index")
    ...     folder = Path(place) / "my_index"
    ...     index = ix.score(folder / "values.csv", folder / "framework.toml", folder / "method.toml")
    >>> index.raw
          arbeitslosenquote  parks
    city
    Hier                5.5    4.0
    Dort                7.0    9.0
    >>> found.reading.settings()
    {'key': 'Stadt', 'decimal': ','}
    """
    with in_voice(voice_in(language_spoken() if lang is None else lang)):
        return _drafted(data, out, sheet, reading)


def _drafted(data: Any, out: str | Path | None, sheet: str | None, reading: Reading | None) -> Draft:
    settings = Reading() if reading is None else reading
    settings = settings if sheet is None else Reading(sheet=sheet).over(settings)
    wrong: list[IntlindexError] = []
    made = None
    try:
        if out is not None:
            check_empty(out)
    except IntlindexError as error:
        wrong.append(error)
    try:
        made = drafted_index(data, settings)
    except IntlindexError as error:
        wrong.append(error)
    if len(wrong) == 1:
        raise wrong[0]
    if wrong or made is None:
        raise SeveralErrors(wrong)
    found = Draft(made)
    return found if out is None else found.to_folder(out)
