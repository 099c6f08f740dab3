"""Checks of what questions are given."""

from __future__ import annotations

import math
import os

import numpy as np

from intlindex.errors import Problem, problem

__all__ = ["check_time_limit", "is_number", "is_whole", "usable_cores", "whole_number"]


def is_number(value: object) -> bool:
    """Return whether something is a finite number, and not a truth value.

    Examples
    --------
    >>> is_number(2), is_number(True), is_number(float("nan"))
    (True, False, False)
    """
    number = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    return number and math.isfinite(value)  # type: ignore[arg-type]


def is_whole(value: object, *, least: int = 0) -> bool:
    """Return whether something is a whole number of Python or NumPy that is not below a limit.

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
    if most is None:
        return [problem("out-of-range/whole-number-at-least", where, low=least, found=value)]
    return [problem("out-of-range/whole-number", where, low=least, high=most, found=value)]


def check_time_limit(seconds: object) -> list[Problem]:
    """Return what is wrong with a number of seconds after which to stop; None is no limit.

    Examples
    --------
    >>> print(*check_time_limit(-1))
    time_limit: must be a positive number, or None for no limit, found -1
    """
    if seconds is None or (is_number(seconds) and float(seconds) > 0):  # type: ignore[arg-type]
        return []
    return [problem("out-of-range/time-limit", "time_limit", found=seconds)]


def usable_cores() -> int:
    """Return how many cores this process may use, which may be fewer than the machine has.

    Examples
    --------
    >>> usable_cores() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
