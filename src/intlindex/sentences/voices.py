"""The language in which sentences are written at present, with the names that things have in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property

__all__ = ["CITY", "LABEL", "UNIT", "Voice", "in_voice", "language_spoken", "names_spoken", "voice_spoken"]

CITY, UNIT, LABEL = "city ", "unit ", "label "
"""What the keys of names of cities, units and labels start with, so that no node has the same."""


@dataclass(frozen=True, eq=False)
class Voice:
    """A language other than English, and names in it.

    Examples
    --------
    >>> voice = Voice("zh", {"gdp": "地区生产总值", "city Rome": "罗马"})
    >>> voice.city("Rome"), voice.city("Oslo")
    ('罗马', 'Oslo')
    """

    language: str
    """A language that has a catalogue."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names by the id of a node or framework; by `CITY` and a city's name, `UNIT` and a unit, `LABEL` and a label."""

    def city(self, name: str) -> str:
        """Return the name of a city in the language."""
        return self.cities.get(name, name)

    @cached_property
    def cities(self) -> dict[str, str]:
        """Names of cities by their display names."""
        return {key.removeprefix(CITY): name for key, name in self.names.items() if key.startswith(CITY)}


_SPOKEN: ContextVar[Voice | None] = ContextVar("voice", default=None)


def voice_spoken() -> Voice | None:
    """Return the voice in which sentences are written at present; None for English.

    Examples
    --------
    >>> voice_spoken() is None
    True
    """
    return _SPOKEN.get()


def language_spoken() -> str:
    """Return the language in which sentences are written at present.

    Examples
    --------
    >>> language_spoken()
    'en'
    """
    voice = _SPOKEN.get()
    return "en" if voice is None else voice.language


def names_spoken() -> Mapping[str, str]:
    """Return the names that things have in the language spoken at present; none in English.

    Examples
    --------
    >>> dict(names_spoken())
    {}
    """
    voice = _SPOKEN.get()
    return {} if voice is None else voice.names


@contextmanager
def in_voice(voice: Voice | None) -> Iterator[None]:
    """Let all sentences made meanwhile be in a language.

    Examples
    --------
    >>> from intlindex.sentences import say
    >>> with in_voice(Voice("zh")):
    ...     print(say("did-you-mean", nearest=("Rome", "Oslo")))
    是否指“Rome”或“Oslo”？
    """
    before = _SPOKEN.set(voice)
    try:
        yield
    finally:
        _SPOKEN.reset(before)
