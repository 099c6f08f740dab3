"""Checks of what questions are given."""

from __future__ import annotations

import math

import numpy as np

from intlindex.errors import Problem

__all__ = ["is_number", "is_whole", "time_limit", "whole_number"]


def is_number(value: object) -> bool:
    """Tell a finite number, not a truth value, from anything else.

    Examples
    --------
    >>> is_number(2), is_number(True), is_number(float("nan"))
    (True, False, False)
    """
    number = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    return number and math.isfinite(value)  # type: ignore[arg-type]


def is_whole(value: object, *, least: int = 0) -> bool:
    """Tell a whole number of at least so much, of Python or NumPy, from anything else.

    Examples
    --------
    >>> is_whole(0), is_whole(-1), is_whole(True), is_whole(2.0)
    (True, False, False, False)
    """
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and int(value) >= least


def whole_number(value: object, where: str, *, least: int, most: int | None = None) -> list[Problem]:
    """Return what is wrong with a whole number; nothing if it is one within its limits.

    Examples
    --------
    >>> print(*whole_number(0, "rank", least=1, most=37))
    rank: must be a whole number from 1 to 37, found 0
    """
    if is_whole(value, least=least) and (most is None or int(value) <= most):  # type: ignore[call-overload]
        return []
    limits = f"of at least {least}" if most is None else f"from {least} to {most}"
    return [Problem(where, f"must be a whole number {limits}, found {value!r:.40}")]


def time_limit(seconds: object, where: str = "seconds") -> list[Problem]:
    """Return what is wrong with a number of seconds after which to stop; None is no limit.

    Examples
    --------
    >>> print(*time_limit(-1))
    seconds: must be a positive number, or None for no limit, found -1
    """
    if seconds is None or (is_number(seconds) and float(seconds) > 0):  # type: ignore[arg-type]
        return []
    return [Problem(where, f"must be a positive number, or None for no limit, found {seconds!r:.40}")]
