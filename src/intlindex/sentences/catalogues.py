"""The catalogues: templates of sentences by language and key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

__all__ = ["LANGUAGES", "catalogue", "template"]

LANGUAGES = ("en",)
"""Languages that have a catalogue."""


def _parts(language: str) -> tuple[Mapping[str, str], ...]:
    """Return the templates of each part of the library, imported when the first sentence is written."""
    if language == "en":
        from intlindex.sentences.english import PARTS

        return PARTS
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


def template(key: str, language: str = "en") -> str:
    """Return one template.

    Examples
    --------
    >>> template("allowed")
    'allowed: {allowed!r:name 8}'
    """
    return catalogue(language)[key]
