"""Checks of how a table is written: decimal places, number of rows, caption."""

from __future__ import annotations

import numpy as np

from intlindex.errors import RequestError, problem
from intlindex.sentences import say

__all__ = ["check_caption", "check_layout"]

MOST_DIGITS = 100


def check_layout(*, digits: object = None, top: object = None) -> None:
    """Check decimal places and the number of rows; None is for those of the result.

    Raises
    ------
    RequestError
        If one is not a whole number within its limits.

    Examples
    --------
    >>> check_layout(digits=-1)
    Traceback (most recent call last):
        ...
    intlindex.RequestError: digits: must be a whole number from 0 to 100, found -1
    """
    problems = []
    if not (digits is None or _within(digits, 0, MOST_DIGITS)):
        problems.append(problem("out-of-range/digits", "digits", most=MOST_DIGITS, found=f"{digits!r:.40}"))
    if not (top is None or _within(top, 1, None)):
        problems.append(problem("out-of-range/top", "top", found=f"{top!r:.40}"))
    if problems:
        raise RequestError(problems)


def _within(value: object, lowest: int, highest: int | None) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        return False
    return lowest <= int(value) and (highest is None or int(value) <= highest)


def check_caption(*, caption: object = None, label: object = "", names: object = True, long: object = False) -> None:
    """Check the types of what describes a table; no caption is that of the result.

    Raises
    ------
    TypeError
        If one is of another type.

    Examples
    --------
    >>> check_caption(caption=1)
    Traceback (most recent call last):
        ...
    TypeError: caption: must be str, found 1 (int)
    """
    _check_type("caption", "" if caption is None else caption, str, "str")
    _check_type("label", label, str, "str")
    _check_type("names", names, (bool, np.bool_), "bool")
    _check_type("long", long, (bool, np.bool_), "bool")


def _check_type(argument: str, value: object, types: type | tuple[type, ...], allowed: str) -> None:
    if not isinstance(value, types):
        found, kind = f"{value!r:.40}", type(value).__name__
        raise TypeError(say("wrong-type/argument", argument=argument, allowed=allowed, found=found, type=kind))
