"""The noun of a framework in tables and results: the one place where the key "city" gets another name.

Inside the package the column of what is ranked is always called "city". What leaves a public question or an attribute
of a result is renamed, once, on the way out.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

import pandas as pd

from intlindex.display.shown import Shown
from intlindex.display.voiced import voiced
from intlindex.sentences.nouns import Noun, speaking, spoken
from intlindex.sentences.voices import Voice, in_voice

__all__ = ["inside", "outward", "outward_members", "renamed"]

Class = TypeVar("Class", bound=type)
WRITES = ("to_", "_repr_html_", "__repr__")
"""Beginnings of the names of members that write what other members return."""
_INSIDE: ContextVar[bool] = ContextVar("inside", default=False)
_VOICED: ContextVar[bool] = ContextVar("voiced", default=False)
"""Whether an outer question gives tables the names of its language, so that an inner one does not."""


def renamed(value: Any, noun: Noun) -> Any:
    """Return a table, or what is shown, with a noun for the key; anything else as it is.

    Examples
    --------
    >>> frame = pd.DataFrame({"rank": [1]}, index=pd.Index(["Chad"], name="city"))
    >>> renamed(frame, Noun("country", "countries")).index.name
    'country'
    """
    if isinstance(value, Shown):
        keys = {"city": noun.one, "cities": noun.many}
        headings = {keys.get(name, name): made for name, made in value.headings.items()}
        bars = tuple(keys.get(name, name) for name in value.bars)
        return replace(value, table=_table(value.table, noun), bars=bars, headings=headings, noun=noun)
    if isinstance(value, pd.DataFrame):
        return _table(value, noun)
    if isinstance(value, pd.Series) and "city" in value.index.names:
        return value.set_axis(_index(value.index, noun))
    return value


def _table(frame: pd.DataFrame, noun: Noun) -> pd.DataFrame:
    if noun.one in frame.columns or noun.one in frame.index.names:
        return frame
    changed = frame
    if "city" in frame.columns or "cities" in frame.columns:
        changed = frame.rename(columns={"city": noun.one, "cities": noun.many})
    for axis in (0, 1):
        labels = changed.axes[axis]
        if "city" in labels.names:
            changed = changed.set_axis(_index(labels, noun), axis=axis)
    return changed


def _index(labels: pd.Index[Any], noun: Noun) -> pd.Index[Any]:
    return labels.set_names([noun.one if name == "city" else name for name in labels.names])


def outward(call: Callable[..., Any], *, writes: bool = False) -> Callable[..., Any]:
    """Return a method that uses the noun for what its object ranks, and whose result does.

    Parameters
    ----------
    call : callable
        A method, or what gets a property.
    writes : bool
        It writes what other members return, which is renamed already.

    Returns
    -------
    callable
        The same, with this noun.

    Examples
    --------
    >>> outward(lambda index: "text")(object())
    'text'
    """

    def with_noun(self: Any, *given: Any, **named: Any) -> Any:
        noun = _noun_of(self)
        if noun is None:
            return call(self, *given, **named)
        if _INSIDE.get():
            found = call(self, *given, **named)
            return renamed(found, noun) if isinstance(found, Shown) else found
        inside = _INSIDE.set(not writes)
        try:
            with speaking(noun):
                found = call(self, *given, **named)
        finally:
            _INSIDE.reset(inside)
        return renamed(found, noun)

    @wraps(call)
    def outer(self: Any, *given: Any, **named: Any) -> Any:
        voice = getattr(self, "_voice", None)
        if voice is None:
            return with_noun(self, *given, **named)
        with inside(voice) as outermost:
            found = with_noun(self, *given, **named)
        return voiced(found, voice) if outermost else found

    return outer


@contextmanager
def inside(voice: Voice | None) -> Iterator[bool]:
    """Let sentences be in a language, and tables have their own keys, until they leave the outermost question.

    Examples
    --------
    >>> with inside(None) as outermost:
    ...     outermost
    True
    """
    before = _VOICED.get()
    token = _VOICED.set(True)
    try:
        with in_voice(voice):
            yield not before
    finally:
        _VOICED.reset(token)


def _noun_of(holder: Any) -> Noun | None:
    """Return the noun of the framework of an index, or that in which a result was made; None for cities."""
    kept = getattr(holder, "__dict__", {})
    definition = kept.get("definition") or getattr(kept.get("index"), "definition", None)
    if definition is not None:
        found: Noun | None = definition.unit_name.noun
        return found
    return getattr(holder, "_noun", None) or spoken()


def outward_members(found: Class, *, inherited: bool = True) -> Class:
    """Let all public members of a class use the noun for what is ranked.

    Parameters
    ----------
    found : type
        The class, which is changed.
    inherited : bool
        Those of its bases too.

    Returns
    -------
    type
        The same class.

    Examples
    --------
    >>> outward_members(type("Empty", (), {})).__name__
    'Empty'
    """
    for name in dir(found) if inherited else list(vars(found)):
        if name.startswith("_") and name not in WRITES:
            continue
        member = inspect.getattr_static(found, name)
        writes = name.startswith(WRITES) and name != "to_json"
        if isinstance(member, property) and member.fget is not None:
            setattr(found, name, property(outward(member.fget), doc=member.__doc__))
        elif inspect.isfunction(member) and (not name.startswith("__") or name in WRITES):
            setattr(found, name, outward(member, writes=writes))
    return found
