"""Load a shipped index, or score user-defined data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from intlindex.api.index import Index
from intlindex.core.data.keyed_frame import check_readable
from intlindex.core.data.reading import read_table
from intlindex.core.data.shipped_files import (
    DEFAULT_METHOD,
    index_names,
    method_names,
    resolve,
    resolve_framework,
    resolve_method,
    shipped_cities,
    shipped_values,
)
from intlindex.core.languages import voice_in
from intlindex.core.pipeline.suitability_checks import check_method
from intlindex.errors import IntlindexError, SeveralErrors, UnknownNameError, nearest
from intlindex.findings import Finding
from intlindex.sentences import say
from intlindex.sentences.nouns import speaking
from intlindex.sentences.voices import in_voice, language_spoken
from intlindex.specs import Framework, Method, Reading

__all__ = ["load", "score"]

Loaded = TypeVar("Loaded")


def load(name: str = "ieci-2022", method: str = DEFAULT_METHOD, *, lang: str | None = None) -> Index:
    """Load a shipped index, scored.

    Parameters
    ----------
    name : str
        Which: "ieci-2022" (37 cities), "ieci-2024" (43 cities), or "example" (12 of the 37, with values that never
        change, to try things on and to write tests against).
    method : str
        The name of a shipped method.
    lang : str, optional
        The language of its sentences and of the names of cities: "en" for English, the default, or "zh" for Chinese.

    Returns
    -------
    Index
        The index: a reconstruction from open data, not the authors' own scores.

    Raises
    ------
    UnknownNameError
        If no index or method of that name ships.
    RequestError
        If there is no such language.

    Examples
    --------
    >>> index = load("ieci-2022")
    >>> index.ranking.shape
    (37, 6)
    >>> load("example").ranking.shape
    (12, 6)
    """
    lang = language_spoken() if lang is None else lang
    with in_voice(voice_in(lang)):
        if not _ships(name, index_names()):
            hint = nearest(str(name), index_names())
            raise UnknownNameError(say("unknown-name/shipped-index", found=name, hint=hint))
        if not _ships(method, method_names()):
            hint = nearest(str(method), method_names())
            raise UnknownNameError(say("unknown-name/shipped-method", found=method, hint=hint))
    with in_voice(None):  # it is kept for all languages
        index = _load(name, method)
    return index if lang == "en" else index.in_language(lang)


def _ships(name: object, names: Sequence[str]) -> bool:
    return isinstance(name, str) and name in names


@cache
def _load(name: str, method: str) -> Index:
    framework = resolve_framework(name)
    registry = shipped_cities(name)
    members = [city for city in registry if name in city.editions]
    values = pd.DataFrame(shipped_values(name))
    table, findings = read_table(values, framework, registry=registry, only=[city.id for city in members])
    names = [city.name for city in members]
    rules, changed = resolve_method(method, framework)
    return Index.of(table.take(cities=names), framework, rules, findings=(*findings, *changed))


def score(
    data: Any,
    framework: Framework | str | Path,
    method: Method | str | Path = DEFAULT_METHOD,
    *,
    time: object = None,
    sheet: str | None = None,
    reading: Reading | None = None,
    lang: str | None = None,
) -> Index:
    """Score user-defined data.

    Parameters
    ----------
    data : str, Path, DataFrame or another frame
        A file, or a frame of pandas, polars, Arrow or anything with the Arrow interface.
        Wide (a column `city` or `unit`, one column per indicator) or tidy (columns `city`, `indicator`, `value`).
    framework : Framework, str or Path
        What is measured: a value, a TOML file, or the name of a shipped framework.
    method : Method, str or Path
        How it is combined: a value, a TOML file, or the name of a shipped method. The default is min-max to 0..100,
        the framework's weights and arithmetic means.
    time : object, optional
        Which time to score, where the data has a column `time` with several.
    sheet : str, optional
        Which sheet of a workbook to read. Without it, the only one that fits; a finding says which, where there was
        a choice. Short for ``reading=Reading(sheet=...)``.
    reading : Reading, optional
        How the table is read: title rows, the decimal mark, texts that mean no value, and more. What it leaves open is
        read as the framework says, and else strictly.
    lang : str, optional
        The language of its sentences and of the names of cities, and of what is wrong with the files: "en" for
        English, the default, or "zh" for Chinese.

    Returns
    -------
    Index
        The scored index.

    Raises
    ------
    DefinitionError, DataError
        If anything is wrong with the three or they do not fit together; with every problem.

    Examples
    --------
    >>> data = pd.DataFrame({"city": ["Here", "There"], "parks": [4, 9], "rent": [800, 1100]})
    >>> framework = Framework(
    ...     id="mine",
    ...     name="My index",
    ...     groups=[{"id": "index", "name": "My index", "level": "index"}],
    ...     indicators=[
    ...         {"id": "parks", "parent": "index", "name": "Parks", "unit": "parks", "direction": "higher",
    ...          "scale": "ratio", "weight": 3},
    ...         {"id": "rent", "parent": "index", "name": "Rent", "unit": "euros", "direction": "lower",
    ...          "scale": "ratio"},
    ...     ],
    ... )
    >>> score(data, framework).ranking[["rank", "city", "score"]]
       rank   city  score
    0     1  There   75.0
    1     2   Here   25.0
    """
    wrong: list[IntlindexError] = []
    settings = reading if sheet is None else Reading(sheet=sheet).over(reading)
    lang = language_spoken() if lang is None else lang
    voice = voice_in(lang)
    with in_voice(voice):
        definition = _attempt(wrong, lambda: resolve_framework(framework))
    if voice is not None and definition is not None:
        voice = voice_in(lang, definition)
    with in_voice(voice), speaking(None if definition is None else definition.unit_name.noun):
        return _scored(data, definition, method, wrong, time=time, settings=settings)


def _scored(
    data: str | Path | pd.DataFrame,
    definition: Framework | None,
    method: Method | str | Path,
    wrong: list[IntlindexError],
    *,
    time: object,
    settings: Reading | None,
) -> Index:
    """Read data and method, and score; what is wrong with the framework is reported with all else."""
    rules = _attempt(wrong, lambda: _method_for(method, definition))
    if definition is None:
        _attempt(wrong, lambda: check_readable(data, settings))
        read = None
    else:
        read = _attempt(
            wrong,
            lambda: read_table(
                data, definition, registry=shipped_cities(), time=time, screened=_screens(rules), reading=settings
            ),
        )
    if len(wrong) == 1:
        raise wrong[0]
    if wrong or definition is None or rules is None or read is None:
        raise SeveralErrors(wrong)
    (table, findings), (resolved, changed) = read, rules
    return Index.of(table, definition, resolved, findings=(*findings, *changed))


def _screens(rules: tuple[Method, tuple[Finding, ...]] | None) -> bool:
    """Return whether a method leaves out indicators with too little data, those without any value among them."""
    return rules is not None and bool(rules[0].indicators.screen.min_availability)


def _attempt(wrong: list[IntlindexError], step: Callable[[], Loaded]) -> Loaded | None:
    """Take a step, and note what is wrong instead of stopping at it."""
    try:
        return step()
    except IntlindexError as error:
        wrong.append(error)
        return None


def _method_for(method: Method | str | Path, framework: Framework | None) -> tuple[Method, tuple[Finding, ...]]:
    """Resolve a method, and check that it suits a framework as far as there is one."""
    if framework is None:
        return resolve(Method, method, method_names(), "method"), ()
    rules, changed = resolve_method(method, framework)
    check_method(rules, framework, source="method" if isinstance(method, Method) else str(method))
    return rules, changed
