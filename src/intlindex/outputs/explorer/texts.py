"""Texts of the explorer in all languages that there are, so that the page can switch between them in place."""

from __future__ import annotations

from collections.abc import Mapping

from intlindex.analyses.comparison.agreement import Agreement, claims_by_id
from intlindex.core.description import node_names
from intlindex.core.languages import voice_in
from intlindex.core.pipeline.fits import Fits
from intlindex.core.scored import ScoredIndex
from intlindex.outputs.explorer.record import Miss, NoteRecord
from intlindex.outputs.records.cells import finding_records
from intlindex.sentences import LANGUAGES, Sentence
from intlindex.sentences.catalogues import words as words_in
from intlindex.specs import Framework

__all__ = ["descriptions", "misses", "notes", "words"]

Texts = dict[str, str]


def descriptions(framework: Framework) -> Texts:
    """Return what an index is meant to show, by language code; nothing where it is not said.

    Examples
    --------
    >>> import intlindex as ix
    >>> list(descriptions(ix.load("example").framework))
    ['en', 'zh']
    """
    found = {language: framework.description_in(language) for language in LANGUAGES}
    return {language: text for language, text in found.items() if text and (text != found["en"] or language == "en")}


def words(fits: Fits) -> dict[str, Texts]:
    """Return units, countries and parts of the world in other languages than English, by the English text.

    Examples
    --------
    >>> import intlindex as ix
    >>> found = words(ix.load("example").fits)["zh"]
    >>> found["China"], found["Asia"]
    ('中国', '亚洲')
    """
    cities = [fits.table.registry[name] for name in fits.cities if name in fits.table.registry]
    places = {text for city in cities for text in (city.country, city.region) if text}
    return {language: _words(fits.framework, places, language) for language in LANGUAGES if language != "en"}


def _words(framework: Framework, places: set[str], language: str) -> Texts:
    known = words_in(language)
    units = {node.unit: node.units[language] for node in framework.indicators if language in node.units}
    return {place: known[place] for place in sorted(places) if place in known} | units


def notes(index: ScoredIndex) -> tuple[NoteRecord, ...]:
    """Return the findings about an index, with the names that nodes and cities have in each language.

    Examples
    --------
    >>> import intlindex as ix
    >>> notes(ix.load("example"))[0].message["zh"]
    '12个城市中有1个按同级指标均值计入：“纽约”'
    """
    names = _names(index)
    return tuple(
        NoteRecord(code=each.code, severity=each.severity, node=each.node, message=_in_all(each.message, names))
        for each in finding_records(index.findings)
    )


def misses(known: Agreement | None) -> tuple[Miss, ...]:
    """Return the published statements that do not hold."""
    if known is None:
        return ()
    claims = claims_by_id()
    failed = known.claims[known.claims["outcome"] == "not held"]
    return tuple(
        Miss(
            statement={language: claims[each].statement_in(language) for language in LANGUAGES},
            found=_in_all(found, {}),
        )
        for each, found in zip(failed["id"], failed["found"], strict=True)
    )


def _names(index: ScoredIndex) -> dict[str, Mapping[str, str]]:
    """Return names of nodes, cities and units by language."""
    voices = {language: voice_in(language, index.definition, index.fits.table.registry) for language in LANGUAGES}
    own = node_names(index.framework)
    return {language: own if voice is None else own | dict(voice.names) for language, voice in voices.items()}


def _in_all(text: str, names: Mapping[str, Mapping[str, str]]) -> Texts:
    """Write a sentence in all languages; a text that is no sentence is the same in all."""
    if not isinstance(text, Sentence):
        return {"en": str(text)}
    return {language: text.written(language, names.get(language)) for language in LANGUAGES}
