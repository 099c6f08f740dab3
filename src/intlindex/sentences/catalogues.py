"""The catalogues: templates of sentences by language and key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

__all__ = ["LANGUAGES", "catalogue", "template", "words"]

LANGUAGES = ("en", "zh")
"""Languages that have a catalogue."""


def _parts(language: str) -> tuple[Mapping[str, str], ...]:
    """Return the templates of each part of the library, imported when the first sentence is written."""
    if language == "en":
        from intlindex.sentences.english import PARTS

        return PARTS
    if language == "zh":
        from intlindex.sentences import chinese

        return chinese.PARTS
    raise KeyError(language)


@cache
def catalogue(language: str = "en") -> Mapping[str, str]:
    """Return all templates of a language by key.

    Raises
    ------
    KeyError
        If the language has no catalogue.
    ValueError
        If two parts have the same key.

    Examples
    --------
    >>> catalogue()["did-you-mean"]
    'did you mean {nearest!r:either}?'
    """
    templates: dict[str, str] = {}
    for part in _parts(language):
        twice = sorted(templates.keys() & part.keys())
        if twice:
            raise ValueError(f"sentences with two templates: {twice}")
        templates |= part
    return MappingProxyType(templates)


def template(key: str, language: str = "en") -> tuple[str, str]:
    """Return one template with its language: English where the catalogue of another does not have it.

    Examples
    --------
    >>> template("allowed")
    ('allowed: {allowed!r:name 8}', 'en')
    """
    found = catalogue(language).get(key)
    return (catalogue()[key], "en") if found is None else (found, language)


def words(language: str) -> Mapping[str, str]:
    """Return single words of a language by the English ones: values of tables that every index has.

    Examples
    --------
    >>> words("zh")["warning"], dict(words("en"))
    ('警告', {})
    """
    if language == "zh":
        from intlindex.sentences.chinese import WORDS

        return WORDS
    return {}
