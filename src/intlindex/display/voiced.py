"""Tables in the language of an index: cities have their names in it, columns stay ids, and numbers are the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from intlindex.sentences.voices import Voice

__all__ = ["voiced"]


def voiced(value: Any, voice: Voice | None) -> Any:
    """Return what a question returns with the names that cities have in a language.

    Parameters
    ----------
    value : object
        A table, a series, the name of a city, or a list, tuple or mapping of names; anything else is unchanged.
    voice : Voice or None
        The language, with the names; None for English.

    Returns
    -------
    object
        The same, with other names in its rows.

    Examples
    --------
    >>> voice = Voice("zh", {"city Rome": "罗马"})
    >>> voiced(("Rome", "Oslo"), voice), voiced(pd.DataFrame({"city": ["Rome"], "gdp": [1]}), voice)["city"][0]
    (('罗马', 'Oslo'), '罗马')
    """
    if voice is None or not voice.cities:
        return value
    if isinstance(value, pd.DataFrame):
        return _frame(value, voice)
    if isinstance(value, pd.Series):
        return _column(value.set_axis(_labels(value.index, voice)), voice)
    return _plain(value, voice)


def _plain(value: Any, voice: Voice) -> Any:
    if type(value) is str:
        return voice.city(value)
    if type(value) in {tuple, list, frozenset, set}:
        return type(value)(_plain(each, voice) for each in value)
    if type(value) is dict:
        return {_plain(key, voice): voice.city(each) if type(each) is str else each for key, each in value.items()}
    return value


def _frame(frame: pd.DataFrame, voice: Voice) -> pd.DataFrame:
    changed = frame.set_axis(_labels(frame.index, voice)).set_axis(_labels(frame.columns, voice), axis=1)
    columns = [_column(changed.iloc[:, at], voice) for at in range(changed.shape[1])]
    if all(new is changed.iloc[:, at] for at, new in enumerate(columns)):
        return changed
    named = pd.concat(columns, axis=1) if columns else changed
    return named.set_axis(changed.columns, axis=1)


def _labels(labels: pd.Index[Any], voice: Voice) -> pd.Index[Any]:
    """Return labels of rows or columns with the names of cities, where they are cities."""
    if isinstance(labels, pd.MultiIndex):
        levels = {
            at: [voice.city(each) if isinstance(each, str) else each for each in labels.levels[at]]
            for at, name in enumerate(labels.names)
            if _are_cities(name, labels.levels[at], voice)
        }
        return labels.set_levels(list(levels.values()), level=list(levels)) if levels else labels
    if not _are_cities(labels.name, labels, voice):
        return labels
    return pd.Index([voice.city(each) if isinstance(each, str) else each for each in labels], name=labels.name)


def _column(column: pd.Series[Any], voice: Voice) -> pd.Series[Any]:
    if column.dtype != object and not pd.api.types.is_string_dtype(column):
        return column
    if not _are_cities(column.name, column.dropna(), voice):
        return column
    names: Mapping[str, str] = voice.cities
    return column.map(lambda cell: names.get(cell, cell) if isinstance(cell, str) else _plain(cell, voice))


def _are_cities(name: object, values: Any, voice: Voice) -> bool:
    """Return whether values are names of cities: the column says so, or all of them are."""
    if name in {"country", "region"}:
        return False
    each = list(values)
    return bool(each) and (
        name in {"city", "cities"} or all(isinstance(one, str) and one in voice.cities for one in each)
    )
