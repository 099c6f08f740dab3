"""What is ranked is a city, unless a framework says otherwise: the noun that sentences use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

__all__ = ["Noun", "speaking", "spoken"]

_CITY = re.compile(r"(?<!['\"\w])(?:([Aa]) )?(city|cities|City|Cities)\b(?!['\"])")
_CHINESE = re.compile("城市")


@dataclass(frozen=True)
class Noun:
    """A noun for what is ranked.

    Examples
    --------
    >>> Noun("economy", "economies").in_place_of_city("A city is behind other cities.")
    'An economy is behind other economies.'
    """

    one: str
    many: str
    zh: str | None = None

    def in_place_of_city(self, text: str, language: str = "en") -> str:
        """Return a text about cities with this noun instead; names in quotes are unchanged."""
        if language == "zh":
            return _CHINESE.sub(self.zh, text) if self.zh else text
        return _CITY.sub(self._changed, text) if language == "en" else text

    def heading(self, language: str = "en") -> str:
        """Return the heading of the column of what is ranked."""
        return self.zh or self.one if language == "zh" else self.one

    def _changed(self, match: re.Match[str]) -> str:
        article, word = match[1], match[2]
        noun = self.one if word.casefold() == "city" else self.many
        noun = noun[:1].upper() + noun[1:] if word[0].isupper() else noun
        if not article:
            return noun
        return f"{article}{'n' if noun[:1].casefold() in 'aeio' else ''} {noun}"


_SPOKEN: ContextVar[Noun | None] = ContextVar("noun", default=None)


def spoken() -> Noun | None:
    """Return the noun that sentences use at present; None for cities.

    Examples
    --------
    >>> spoken() is None
    True
    """
    return _SPOKEN.get()


@contextmanager
def speaking(noun: Noun | None) -> Iterator[None]:
    """Let all sentences made meanwhile use a noun.

    Examples
    --------
    >>> from intlindex.sentences import say
    >>> with speaking(Noun("country", "countries")):
    ...     print(say("empty/bounds-cities"))
    name at least one country, or omit it for all
    """
    before = _SPOKEN.set(noun)
    try:
        yield
    finally:
        _SPOKEN.reset(before)
