"""What a result has to show: sentences and one table, whatever it is shown on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from intlindex.display.headings import heading
from intlindex.display.years import year_said
from intlindex.sentences import Sentence
from intlindex.sentences.catalogues import words
from intlindex.sentences.nouns import Noun, spoken
from intlindex.sentences.voices import CITY, LABEL, UNIT, language_spoken, names_spoken

__all__ = ["Shown", "flat", "spoken_table"]

WORDS_ONLY = frozenset(
    {"area", "code", "country", "direction", "kind", "level", "lever", "region", "scale", "severity"}
    | {"spatial_level", "status", "step", "unit"}
)
"""Columns whose cells are no names of nodes or cities, though they may be spelt as one."""


@dataclass(frozen=True)
class Shown:
    """How a result shows itself at a prompt, in a notebook and at the command line."""

    title: str
    """What was asked, of which index: a sentence of the catalogue."""
    lines: tuple[str, ...] = ()
    """What came out, as sentences of the catalogue."""
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The figures; its index is not shown."""
    keys: int = 1
    """How many of its columns name the row."""
    digits: int = 1
    """Digits after the point."""
    bars: tuple[str, ...] = ()
    """Columns whose numbers get a bar in a notebook."""
    rows: int | None = None
    """How many rows are shown at a prompt; all by default, and all are written to documents."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Names of nodes by id, for what is published."""
    language: str = field(default_factory=language_spoken)
    """The language in which it is shown; by default the one spoken when it is made."""
    names: Mapping[str, str] = field(default_factory=names_spoken)
    """Names of nodes, cities and units in a language other than English, as a `Voice` has them."""
    headings: Mapping[str, Sentence] = field(default_factory=dict)
    """Headings by column, of those that contain values, as "rank 2022"; all others are in the catalogue."""
    noun: Noun | None = None
    """What is ranked, where it is not cities."""

    def written(self) -> Shown:
        """Return what is shown at a prompt: title, lines and headings in the language, in English with ids as they are.

        Returns
        -------
        Shown
            The same with other texts.

        Examples
        --------
        >>> from intlindex.sentences import say
        >>> Shown(say("allowed", allowed=["gdp"])).written().title
        "allowed: 'gdp'"
        """
        return self._in_words(self.names, self.table)

    def published(self, *, top: int | None = None, names: bool = True) -> Shown:
        """Return what goes into a document: the first rows, in the language, with names instead of ids.

        Parameters
        ----------
        top : int, optional
            How many rows; all by default.
        names : bool
            Write names of nodes instead of their ids, in title, lines, cells and headers.

        Returns
        -------
        Shown
            The same with other texts and another table.

        Examples
        --------
        >>> table = pd.DataFrame({"node": ["gdp", "  pm25 *"], "city": ["Rome", "Oslo"]})
        >>> Shown("", table=table, labels={"gdp": "Output", "pm25": "Fine dust"}).published().table["node"].to_list()
        ['Output', '  Fine dust *']
        """
        chosen = {**self.labels, **self.names} if names else _without_nodes(self.names)
        return self._in_words(chosen, self.table if top is None else self.table.head(top))

    def _in_words(self, names: Mapping[str, str], table: pd.DataFrame) -> Shown:
        """Write all texts in the language, with names for ids."""

        def written(text: str) -> str:
            return text.written(self.language, names or None) if isinstance(text, Sentence) else text

        headers = [self._header(str(name), names) for name in table.columns]
        if names or self.language != "en":
            columns = [_with_names(table.iloc[:, at], names, self.language) for at in range(table.shape[1])]
            table = pd.concat(columns, axis=1) if columns else table
        if headers != list(table.columns):
            table = table.set_axis(headers, axis=1)
        return replace(
            self,
            title=written(self.title),
            lines=tuple(map(written, self.lines)),
            table=table,
            bars=tuple(self._header(name, names) for name in self.bars),
        )

    def _header(self, column: str, names: Mapping[str, str]) -> str:
        """Return the heading of a column: the name of a node, or else that of the catalogue."""
        if column in names and column not in self.headings:
            return str(_named(column, names))
        if CITY + column in names:
            return names[CITY + column]
        if self.noun is not None and column == self.noun.one:
            return self.noun.heading(self.language)
        made = self.headings.get(column)
        if made is not None:
            return made.written(self.language, names or None)
        found = heading(column, self.language)
        return found if self.noun is None or found == column else self.noun.in_place_of_city(found, self.language)


def spoken_table(frame: pd.DataFrame, headings: Mapping[str, Sentence] | None = None) -> pd.DataFrame:
    """Return a table as it is shown in the language spoken at present.

    Examples
    --------
    >>> from intlindex.sentences.voices import Voice, in_voice
    >>> with in_voice(Voice("zh", {"city Rome": "罗马"})):
    ...     print(spoken_table(pd.DataFrame({"city": ["Rome"], "score": [0.5]})).to_dict("records"))
    [{'城市': '罗马', '得分': 0.5}]
    """
    return Shown("", table=frame, headings={} if headings is None else headings, noun=spoken()).written().table


def _without_nodes(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names of cities, units and labels alone."""
    return {key: name for key, name in names.items() if key.startswith((CITY, UNIT, LABEL))}


def _named(cell: Any, names: Mapping[str, str]) -> Any:
    """Return the name of a node or a city for its id, indented and marked as the id was."""
    if not isinstance(cell, str):
        return cell
    word = cell.strip().removesuffix(" *")
    found = names.get(word) or names.get(CITY + word)
    return cell.replace(word, found, 1) if found else cell


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose named index, such as that of the cities, is its first columns.

    Examples
    --------
    >>> flat(pd.DataFrame({"rank": [1]}, index=pd.Index(["Rome"], name="city"))).columns.to_list()
    ['city', 'rank']
    """
    if clash := {str(name) for name in frame.index.names if name in frame.columns}:  # as of a city left out
        frame = frame.rename_axis(index={name: f"row_{name}" for name in clash})
    named = any(name is not None for name in frame.index.names)
    columns = frame.rename_axis(columns=None).reset_index() if named else frame
    return columns.set_axis([str(name) for name in columns.columns], axis=1)


def _with_names(column: pd.Series[Any], names: Mapping[str, str], language: str) -> pd.Series[Any]:
    """Return a column with names instead of ids, and sentences and words in the language; numbers are unchanged."""
    if column.dtype != object and not pd.api.types.is_string_dtype(column):
        return column
    known = words(language)

    def written(cell: Any) -> Any:
        if isinstance(cell, Sentence) and language != "en":
            return cell.written(language, names or None)
        if known and column.name == "id":
            return cell
        if known and column.name == "year" and isinstance(cell, str):
            said = year_said(cell)
            return said.written(language) if isinstance(said, Sentence) else said
        if known and column.name in WORDS_ONLY:
            return _worded(cell, names, known) if isinstance(cell, str) else cell
        named = _named(cell, names)
        if named is not cell or not known or not isinstance(cell, str):
            return named
        return _worded(cell, names, known)

    return column.map(written)


def _worded(cell: str, names: Mapping[str, str], known: Mapping[str, str]) -> str:
    """Return a unit, a label or a word in the language."""
    return names.get(UNIT + cell) or names.get(LABEL + cell) or known.get(cell, cell)
