"""The boundary of the public interface: arguments of a wrong type are reported by name.

Functions check what values mean where they use them. A value of a wrong type can fail anywhere inside; at the boundary
that failure becomes a ``TypeError`` that names the argument, what is allowed and what was found.
"""

from __future__ import annotations

import ast
import inspect
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from intlindex.errors import IntlindexError
from intlindex.sentences import Sentence, say

__all__ = ["guarded", "guarded_class"]

Given = ParamSpec("Given")
Returned = TypeVar("Returned")
Class = TypeVar("Class", bound=type)

FAILURES = (TypeError, ValueError, AttributeError, LookupError, ArithmeticError, AssertionError, RecursionError)
TYPES: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool, np.bool_),
    "int": (int, np.integer),
    "float": (int, float, np.integer, np.floating),
    "Path": (os.PathLike,),
    "Random": (int, np.integer, np.random.SeedSequence, np.random.Generator, type(None)),
    "WeightingsGiven": (pd.DataFrame, Mapping, Sequence, os.PathLike),
    "TargetGiven": (str, tuple, list),
}
"""Types of plain names in annotations; any other name is that of a class of the value."""
ANYTHING = frozenset({"Any", "object", "Scenario"})
SEQUENCES = (Sequence, np.ndarray, pd.Index, pd.Series)


def guarded(call: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """Return a function that reports an argument of a wrong type by name, if the call fails.

    Parameters
    ----------
    call : callable
        A public function.

    Returns
    -------
    callable
        The same function, with this report.

    Raises
    ------
    TypeError
        When it is called, if an argument is not of the type that its annotation states, and an error comes of it.

    Examples
    --------
    >>> def double(number: int) -> int:
    ...     return number + number
    >>> guarded(double)(4)
    8
    >>> guarded(double)(None)
    Traceback (most recent call last):
        ...
    TypeError: number: must be int, found None (NoneType)
    """

    @wraps(call)
    def outer(*given: Given.args, **named: Given.kwargs) -> Returned:
        try:
            return call(*given, **named)
        except IntlindexError:
            raise
        except FAILURES as error:
            if _in_our_words(error) or (wrong := _misfit(call, given, named)) is None:
                raise
            raise TypeError(wrong) from error

    return outer


def guarded_class(found: Class) -> Class:
    """Guard all public methods of a class, inherited ones included.

    Parameters
    ----------
    found : type
        The class, which is changed.

    Returns
    -------
    type
        The same class.

    Examples
    --------
    >>> import intlindex as ix
    >>> ix.load("example").replace(table=1)
    Traceback (most recent call last):
        ...
    TypeError: table: must be Table | None, found 1 (int)
    """
    for name in dir(found):
        if name.startswith("_"):
            continue
        member = inspect.getattr_static(found, name)
        if isinstance(member, classmethod):
            setattr(found, name, classmethod(guarded(member.__func__)))
        elif inspect.isfunction(member):
            setattr(found, name, guarded(member))
    return found


def _in_our_words(error: BaseException) -> bool:
    return bool(error.args) and isinstance(error.args[0], Sentence)


def _misfit(call: Callable[..., Any], given: Sequence[Any], named: Mapping[str, Any]) -> Sentence | None:
    """Describe the first argument that is not of its type; None if all are, or they do not suit the signature."""
    try:
        bound = inspect.signature(call).bind(*given, **named)
    except TypeError:
        return None
    parameters = bound.signature.parameters
    for name, value in bound.arguments.items():
        stated = parameters[name].annotation
        if not isinstance(stated, str):
            continue
        several: Iterable[Any] = [value]
        if parameters[name].kind is inspect.Parameter.VAR_POSITIONAL:
            several = value
        elif parameters[name].kind is inspect.Parameter.VAR_KEYWORD:
            several = value.values()
        for each in several:
            if not _fits(each, _parsed(stated)):
                kind, written = type(each).__name__, f"{each!r:.40}"
                return say("wrong-type/argument", argument=name, allowed=stated, found=written, type=kind)
    return None


@cache
def _parsed(annotation: str) -> ast.expr:
    return ast.parse(annotation, mode="eval").body


def _fits(value: Any, stated: ast.expr) -> bool:
    """Return whether a value is of the type that an annotation states."""
    match stated:
        case ast.BinOp(left=left, right=right):
            return _fits(value, left) or _fits(value, right)
        case ast.Constant(value=None):
            return value is None
        case ast.Subscript(value=ast.Name(id="Literal")):
            return isinstance(value, str)
        case ast.Subscript(value=ast.Name(id="Mapping" | "dict"), slice=ast.Tuple(elts=[key, item])):
            pairs = value.items() if isinstance(value, Mapping | pd.Series) else [(None, None)]
            return isinstance(value, Mapping | pd.Series) and all(_fits(k, key) and _fits(v, item) for k, v in pairs)
        case ast.Subscript(value=ast.Name(id="Sequence"), slice=item):
            return isinstance(value, SEQUENCES) and all(_fits(each, item) for each in value)
        case ast.Subscript(value=ast.Name(id="Iterable"), slice=item):
            return isinstance(value, Iterable) and all(_fits(each, item) for each in value)
        case ast.Subscript(value=inner):
            return _fits(value, inner)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return _is_a(value, name)
    return True


def _is_a(value: Any, name: str) -> bool:
    if name in TYPES:
        truth = isinstance(value, bool | np.bool_)
        return isinstance(value, TYPES[name]) and (not truth or name == "bool")
    return name in ANYTHING or any(each.__name__ == name for each in type(value).__mro__)
