"""User-defined methods: a function registered under a name that files can use.

>>> import numpy as np
>>> @register("normalise", "softsign", invariant="affine")
... def softsign(values, sample, *, steepness=1.0):
...     centred = (values - np.nanmean(sample, axis=-2, keepdims=True)) / np.nanstd(sample, axis=-2, keepdims=True)
...     return centred * steepness / (1 + abs(centred * steepness))
>>> "softsign" in registered("normalise")
True
>>> unregister("normalise", "softsign")
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_args

from intlindex.errors import RequestError, nearest
from intlindex.registry_names import BUILT_IN, FLAGS_OF
from intlindex.sentences import say

__all__ = [
    "Registered",
    "Step",
    "output_of",
    "register",
    "register_outputs",
    "registered",
    "registered_names",
    "unregister",
]

Step = Literal["transform", "normalise", "aggregate", "weights"]
Function = TypeVar("Function", bound=Callable[..., Any])

# What a function of each step takes by position.
_ARGUMENTS: dict[Step, tuple[str, ...]] = {
    "transform": ("values", "sample"),
    "normalise": ("values", "sample"),
    "aggregate": ("values", "weights"),
    "weights": ("values",),
}


@dataclass(frozen=True)
class Registered:
    """A user-defined method."""

    step: Step
    """What it is used for."""
    name: str
    """Its `kind` in files."""
    function: Callable[..., Any]
    """What computes it."""
    defaults: Mapping[str, Any]
    """Its parameters with their defaults; `inspect.Parameter.empty` where one is required."""
    flags: Mapping[str, Any] = field(default_factory=dict)
    """What analyses may rely on."""


_METHODS: dict[tuple[Step, str], Registered] = {}


def register(step: Step, name: str, **flags: Any) -> Callable[[Function], Function]:
    """Make a function available as a method, under a name that files can use as `kind`.

    Parameters
    ----------
    step : {"transform", "normalise", "aggregate", "weights"}
        What it is used for. The function takes by position: for a transform or a normalisation
        ``(values, sample)``, both ``(..., units, indicators)``, and returns the mapped `values`, fitted to the
        sample (for a normalisation both are directed: higher is better); for an aggregation ``(values, weights)``,
        ``(..., units, children)`` and ``(..., children)``, and returns ``(..., units)``; for weights ``(values,)``,
        and returns ``(..., children)``, non-negative. NaN is a blank. Its keyword parameters become parameters of the
        kind; numbers, text, true and false can be given in files.
    name : str
        The kind. Built-in names cannot be taken; registering a name again replaces the function.
    **flags
        What analyses may rely on; see the reference of the step.

    Returns
    -------
    callable
        A decorator that returns the function as it is.

    Raises
    ------
    RequestError
        If the step or a flag does not exist, the name is built in, or the function takes other arguments.
    TypeError
        If the name is not text, or what is decorated is not a function.

    Examples
    --------
    >>> import numpy as np
    >>> @register("transform", "cube_root")
    ... def cube_root(values, sample):
    ...     return np.cbrt(values)
    >>> unregister("transform", "cube_root")
    """
    if step not in get_args(Step):
        hint = nearest(step, get_args(Step))
        raise RequestError(say("unknown-name/registry-step", found=step, hint=hint), source="register")
    if not isinstance(name, str):
        raise TypeError(say("wrong-type/registry-name", found=name))
    if name in BUILT_IN[step]:
        raise RequestError(say("not-allowed/registry-built-in", found=name, step=step), source="register")

    unknown = [
        say("unknown-name/registry-flag", found=flag, step=step, hint=nearest(flag, FLAGS_OF[step]))
        for flag in flags
        if flag not in FLAGS_OF[step]
    ]
    if unknown:
        raise RequestError(unknown, source="register")

    def decorate(function: Function) -> Function:
        if not callable(function):
            raise TypeError(say("wrong-type/registry-callable", name=name, found=function))
        defaults = _parameters(function, _ARGUMENTS[step], name)
        _METHODS[step, name] = Registered(step, name, function, MappingProxyType(defaults), MappingProxyType(flags))
        return function

    return decorate


def _parameters(function: Callable[..., Any], positional: tuple[str, ...], name: str) -> dict[str, Any]:
    """Return the keyword parameters of a function, after checking what it takes by position."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except ValueError as error:  # as of functions that are written in C
        raise RequestError(say("not-supported/registry-signature", name=name), source="register") from error
    leading = [each.name for each in parameters if each.kind is not inspect.Parameter.KEYWORD_ONLY]
    if len(leading) != len(positional):
        message = say("wrong-type/registry-function", name=name, allowed=positional, found=tuple(leading))
        raise RequestError(message, source="register")
    return {each.name: each.default for each in parameters[len(positional) :]}


def unregister(step: Step, name: str) -> None:
    """Remove a registered method; nothing happens if there is none.

    Examples
    --------
    >>> unregister("transform", "cube_root")
    """
    _METHODS.pop((step, name), None)


def registered_names() -> list[str]:
    """Return the names of all registered methods, of all steps.

    Examples
    --------
    >>> "softsign" in registered_names()
    False
    """
    return [name for _, name in _METHODS]


def registered(step: str) -> dict[str, Registered]:
    """Return the registered methods of a step, by name.

    Examples
    --------
    >>> "softsign" in registered("aggregate")
    False
    """
    return {name: method for (of, name), method in _METHODS.items() if of == step}


# ---------------------------------------------------------------- how results are written

_OUTPUTS: dict[str, dict[str, str]] = {}


def register_outputs(writers: Mapping[str, Mapping[str, str]]) -> None:
    """Register the functions that write results, by the name of their class and of the method.

    Parameters
    ----------
    writers : mapping of str to mapping of str to str
        ``{"Result": {"to_csv": "package.module:function"}}``; the module is imported when the method is called.

    Examples
    --------
    >>> register_outputs({"Text": {"lower": "builtins:repr"}})
    >>> output_of(type("Text", (), {}), "lower")
    <built-in function repr>
    """
    for kind, functions in writers.items():
        _OUTPUTS.setdefault(kind, {}).update(functions)


def output_of(kind: type, name: str) -> Callable[..., Any]:
    """Return the function that writes results of a class, or else of the nearest of its bases that has one.

    Raises
    ------
    KeyError
        If there is none.

    Examples
    --------
    >>> import intlindex
    >>> output_of(intlindex.results.RankBounds, "to_csv").__name__
    'result_csv'
    """
    for each in kind.__mro__:
        if name in (functions := _OUTPUTS.get(each.__name__, {})):
            module, _, function = functions[name].partition(":")
            written: Callable[..., Any] = getattr(import_module(module), function)
            return written
    raise KeyError(say("unknown-name/registry-writer", found=name, kind=kind.__name__))
