"""Texts of the explorer in all languages that there are, so that the page can switch between them in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from intlindex.analyses.comparison.agreement import claims_by_id
from intlindex.core.data.labels import label_of
from intlindex.core.description import node_names
from intlindex.core.languages import voice_in
from intlindex.core.pipeline.fits import Fits
from intlindex.core.scored import ScoredIndex
from intlindex.display.years import year_said
from intlindex.outputs.explorer.record import Miss, NoteRecord
from intlindex.outputs.records.cells import finding_records
from intlindex.sentences import LANGUAGES, Sentence
from intlindex.sentences.catalogues import words as words_in
from intlindex.specs import Framework

__all__ = ["descriptions", "misses", "notes", "place_labels", "words"]

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


def place_labels(fits: Fits) -> dict[str, tuple[str, ...]]:
    """Return country and region of each city, as its data has them or else as they are known; "" where they are not.

    Examples
    --------
    >>> import intlindex as ix
    >>> {column: labels[0] for column, labels in place_labels(ix.load("example").fits).items()}
    {'country': 'United Kingdom', 'region': 'Europe'}
    """
    known = fits.table.labels
    return {column: tuple(map(label_of, known[column])) for column in ("country", "region") if column in known}


def words(fits: Fits, years: Iterable[str] = ()) -> dict[str, Texts]:
    """Return units, countries, regions and years in other languages than English, by the English text.

    Parameters
    ----------
    fits : Fits
        What was fitted to the cities, with those that are placed among them.
    years : iterable of str
        Years of values, as they are written in the data.

    Examples
    --------
    >>> import intlindex as ix
    >>> found = words(ix.load("example").fits, ["2021", "2021-2023 (mixed)"])["zh"]
    >>> found["China"], found["Asia"], found["2021-2023 (mixed)"], "2021" in found
    ('中国', '亚洲', '2021-2023（年份不一）', False)
    """
    labels = place_labels(fits)
    return {
        language: _words(fits.framework, labels, set(years), language) for language in LANGUAGES if language != "en"
    }


def _words(framework: Framework, labels: Mapping[str, Iterable[str]], years: set[str], language: str) -> Texts:
    known = words_in(language)
    found = {label: known[label] for column in labels.values() for label in column if label in known}
    for column, names in framework.labels.items():
        if column in labels:
            found |= {label: name[language] for label, name in names.items() if language in name}
    found |= {node.unit: node.units[language] for node in framework.indicators if language in node.units}
    spoken = {year: text.written(language) for year in years if isinstance(text := year_said(year), Sentence)}
    return dict(sorted((found | spoken).items()))


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


def misses(checked: pd.DataFrame) -> tuple[Miss, ...]:
    """Return the published statements that do not hold, of those that were checked."""
    claims = claims_by_id()
    failed = checked[checked["outcome"] == "not held"]
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
