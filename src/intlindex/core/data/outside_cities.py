"""Advice about a city that an index does not have: how to place it."""

from __future__ import annotations

from intlindex.core.data.shipped_files import index_names, shipped_cities
from intlindex.errors import UnknownNameError, nearest
from intlindex.sentences import say
from intlindex.specs.names import Names

__all__ = ["outside", "shipped_names", "unknown_city"]


def outside(name: str, index: str, count: int) -> str:
    """Return how to place a city that is not one of an index but has shipped values; empty for any other.

    Parameters
    ----------
    name : str
        Any name of a city.
    index : str
        Id of the framework.
    count : int
        How many cities the index has.

    Examples
    --------
    >>> outside("杭州", "ieci-2022", 37)
    "Hangzhou is not one of the 37 cities of ieci-2022; place it: place('Hangzhou')"
    >>> outside("Berlin", "mine", 2)
    ''
    """
    found = Names(shipped_names(index)).found(name)
    return say("unknown-city/outside", city=found[0], count=count, index=index) if len(found) == 1 else ""


def unknown_city(name: str, known: dict[str, str], index: str, count: int) -> UnknownNameError:
    """Return the error for a name that is not that of a city of an index.

    Parameters
    ----------
    name : str
        The name.
    known : dict of str to str
        Names of the cities of the index, by any of their names.
    index, count
        As in `outside`.

    Examples
    --------
    >>> print(unknown_city("Rom", {"Rome": "Rome"}, "mine", 1))
    no city 'Rom'; did you mean 'Rome'?; a city outside the index can be placed: place('Rom', {indicator: value})
    """
    if advice := outside(name, index, count):
        return UnknownNameError(advice)
    hint = nearest(name, {**shipped_names(index), **known})
    hint = hint if hint.key == "did-you-mean" else nearest(name, known)
    return UnknownNameError(say("unknown-city/of-index", city=name, hint=hint))


def shipped_names(index: str) -> dict[str, str]:
    """Return all names of the cities whose values are shipped with an index, with their display names.

    Examples
    --------
    >>> shipped_names("example")["杭州"], shipped_names("mine")
    ('Hangzhou', {})
    """
    if index not in index_names():
        return {}
    return {each: city.name for city in shipped_cities(index) for each in city.all_names}
