"""How a template is filled: named values, with numbers, lists, plurals and names of nodes and cities.

In addition to Python's own formats, a field can have

- ``{group:node}``, ``{first:city}``, ``{who:name}``: an id of a node or a city, or a name; of a list, all items, with
  commas;
- ``{who:city 4}``: at most four items of a list, and the number of the others;
- ``{allowed:either}``: the items with "or" between them;
- ``{found!r}``: in quotes, as Python writes it; with a name or list, each item in quotes: ``{allowed!r:name 8}``;
- ``{count:plural city|cities}``: "1 city", "3 cities", "12,000 cities"; ``{count:choose is|are}``: the word alone;
- ``{severity:word}``: a word that is the same in every index, translated; ``{size:unit}``: a unit after its number, set
  off by a space where it is in Latin letters; ``{size:measure}``: a unit alone; ``{found!r:code}``: as in a program.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from numbers import Number
from typing import Any

from intlindex.sentences.catalogues import words
from intlindex.sentences.nouns import Noun
from intlindex.sentences.voices import CITY, LABEL, UNIT

__all__ = ["filled", "plain"]

NAMED = frozenset({"node", "city", "name", "either"})
_FORMAT_OF_NAMES = re.compile(r"(node|city|name|either)( \d+)?")
LISTS = {"en": (", ", " or ", " and {more} more"), "zh": ("、", "或", "等{all}项")}
"""The separators of items and of alternatives, and the end of a shortened list, by language."""
CITIES = {"en": " and {more} more", "zh": "等{all}个城市"}
"""The end of a shortened list of what is ranked."""
QUOTES = {"en": None, "zh": ("“", "”")}
"""What text is quoted by; as Python writes it where nothing is given."""


class Repr(str):
    """The representation of a value that a sentence does not store."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def plain(value: Any) -> Any:
    """Return what a sentence stores of a value: text, numbers, lists of them; else a representation.

    Examples
    --------
    >>> plain(("a", 1)), plain([0.5]), plain({"a": 1})
    (('a', 1), [0.5], {'a': 1})
    >>> plain({"a": 1}) == "{'a': 1}"
    True
    """
    if isinstance(value, Number) and hasattr(value, "item"):
        return value.item()  # a NumPy number, converted to Python
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, list):
        return _List(map(plain, value))
    return Repr(repr(value))


class _List(tuple[Any, ...]):
    """An immutable list that is still written as a list."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(list(self))

    __str__ = __repr__


@dataclass(frozen=True)
class _Quoted:
    value: Any


class _Filler(string.Formatter):
    def __init__(self, names: Mapping[str, str], language: str, noun: Noun | None) -> None:
        self.names = names
        self.language, self.noun = language, noun
        self.comma, self.alternative, self.more = LISTS[language]
        self.cities = CITIES[language] if noun is None else noun.in_place_of_city(CITIES[language], language)
        self.quotes = QUOTES[language]

    def parse(self, format_string: str) -> Iterator[Any]:
        """Split a template, or the format of a field, into text with the noun for what is ranked, and fields."""
        for text, *field in super().parse(format_string):
            changes = self.noun is not None and not _FORMAT_OF_NAMES.fullmatch(format_string)
            yield (self.noun.in_place_of_city(text, self.language) if self.noun and changes else text, *field)

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        return _Quoted(value) if conversion == "r" else super().convert_field(value, conversion)

    def format_field(self, value: Any, format_spec: str) -> str:
        quoted, shown = isinstance(value, _Quoted), value.value if isinstance(value, _Quoted) else value
        word, _, rest = format_spec.partition(" ")
        if word in NAMED:
            return self._listed(shown, word, int(rest) if rest else None, quoted=quoted)
        if word in {"plural", "choose"}:
            one, many = rest.split("|")
            noun = one if shown == 1 else many
            return noun if word == "choose" else f"{shown:,} {noun}"
        if word in {"word", "unit", "measure", "code"}:
            found = self._one(shown, word)
            return self._quoted(found) if quoted and word == "word" else found
        return self._quoted(shown, format_spec) if quoted else str(format(shown, format_spec))

    def _quoted(self, value: Any, format_spec: str = "") -> str:
        """Write a value in quotes: as Python does, or in those of the language."""
        written = repr(value)
        if self.quotes is None or not isinstance(value, str) or written[:1] not in "'\"":
            return format(written, format_spec)
        return format(written[1:-1], format_spec).join(self.quotes)

    def _one(self, value: Any, kind: str) -> str:
        """Write a word, a unit or code."""
        if kind == "code":
            return repr(value)
        if kind == "word":
            word = str(value)
            return self.names.get(LABEL + word) or words(self.language).get(word, word)
        unit = self.names.get(UNIT + str(value), str(value))
        return f" {unit}" if kind == "unit" and unit[:1].isascii() and unit[:1].isalnum() else unit

    def _named(self, value: Any, kind: str) -> Any:
        """Return the name of a node or city; of anything else in a list only that of a city."""
        text = str(value)
        if kind == "node":
            return self.names.get(text, value)
        found = self.names.get(CITY + text)
        return found or (self.names.get(text, value) if kind == "city" else value)

    def _listed(self, value: Any, kind: str, most: int | None, *, quoted: bool) -> str:
        items: Sequence[Any] = value if isinstance(value, tuple) else (value,)
        named = [self._named(each, kind) for each in items]
        between = self.alternative if kind == "either" else self.comma
        if self.quotes is not None and kind in {"node", "city"} and len(named) > 1:
            quoted = False  # Chinese lists names without
        text = between.join(self._quoted(each) if quoted else str(each) for each in named[:most])
        if most is None or len(named) <= most:
            return text
        end = self.cities if kind == "city" else self.more
        return text + end.format(more=len(named) - most, all=len(named))


def filled(
    template: str,
    values: Mapping[str, Any],
    names: Mapping[str, str] | None = None,
    language: str = "en",
    noun: Noun | None = None,
) -> str:
    """Return a template with its values.

    Parameters
    ----------
    template : str
        Text with named fields.
    values : Mapping
        Values by name.
    names : Mapping, optional
        Names of nodes and cities by id.
    language : str
        Language in which lists are written.
    noun : Noun, optional
        What is ranked, in place of cities.

    Returns
    -------
    str
        The text.

    Examples
    --------
    >>> filled("{count:plural city|cities}: {who!r:city 1}", {"count": 2, "who": ("Rome", "Oslo")})
    "2 cities: 'Rome' and 1 more"
    >>> filled("{node:node} is {found!r}", {"node": "gdp", "found": "x"}, {"gdp": "Output"})
    "Output is 'x'"
    """
    return _Filler({} if names is None else names, language, noun).vformat(template, (), values)
