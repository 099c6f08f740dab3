"""The languages in which an index can speak, with the names of its nodes, cities and units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from intlindex.core.data.shipped_files import shipped_cities
from intlindex.errors import RequestError, problem
from intlindex.sentences import LANGUAGES
from intlindex.sentences.voices import CITY, LABEL, UNIT, Voice, language_spoken, voice_spoken
from intlindex.specs import City, Framework

__all__ = ["Spoken", "checked_language", "voice_in", "voice_of"]


@dataclass(frozen=True, eq=False, repr=False)
class Spoken:
    """What speaks a language: the one spoken when it is made, unless another is given."""

    language: str = field(default_factory=language_spoken, kw_only=True)
    """The language of its sentences, and of the names of cities in its tables."""

    @cached_property
    def _voice(self) -> Voice | None:
        """Its language, with the names that things have in it; None for English."""
        index: Any = self  # whose definition and fits are fields of the class below
        return voice_in(self.language, index.definition, index.fits.table.registry)


def checked_language(language: object) -> str:
    """Return a language that there is.

    Raises
    ------
    RequestError
        If there is no such language.

    Examples
    --------
    >>> checked_language("zh")
    'zh'
    """
    if not isinstance(language, str) or language not in LANGUAGES:
        raise RequestError([problem("wrong-value/language", "lang", allowed=LANGUAGES, found=language)])
    return language


def voice_of(index: Spoken) -> Voice | None:
    """Return the language of an index, with the names that things have in it; else the one spoken at present.

    Examples
    --------
    >>> import intlindex as ix
    >>> voice_of(ix.load("example", lang="zh")).names["gdp"]
    '都市圈生产总值'
    """
    return index._voice or voice_spoken()  # noqa: SLF001  of the class above


def voice_in(
    language: str, framework: Framework | None = None, cities: Mapping[str, City] | None = None
) -> Voice | None:
    """Return a language with the names that things have in it; None for English.

    Parameters
    ----------
    language : str
        One of those that there are.
    framework : Framework, optional
        Has names of nodes and units.
    cities : mapping of str to City, optional
        Cities by display name, besides the shipped ones.

    Examples
    --------
    >>> voice_in("zh").city("Beijing"), voice_in("en")
    ('北京', None)
    """
    if checked_language(language) == "en":
        return None
    known = {each.name: each for each in shipped_cities()} | dict(cities or {})
    names = {CITY + name: each.name_zh for name, each in known.items() if language == "zh" and each.name_zh}
    return Voice(language, names if framework is None else names | _names_of(framework, language))


def _names_of(framework: Framework, language: str) -> dict[str, str]:
    """Return the names of nodes by their ids, of the framework by its id and names, of units and labels."""
    found = {UNIT + node.unit: node.units[language] for node in framework.indicators if language in node.units}
    for labels in framework.labels.values():
        found |= {LABEL + label: names[language] for label, names in labels.items() if language in names}
    if own := framework.names.get(language):
        found |= {framework.id: own, framework.name: own, framework.title: framework.title_in(language)}
    return found | {node.id: node.names[language] for node in framework.nodes if language in node.names}
