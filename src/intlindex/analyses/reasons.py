"""Reasons that are passed on: problems within problems, and one sentence for an error or for several statements."""

from __future__ import annotations

from collections.abc import Sequence

from intlindex.errors import IntlindexError, Problem
from intlindex.sentences import say

__all__ = ["joined", "reason_of", "within"]


def within(place: str, found: Problem) -> Problem:
    """Return a problem with the place within which it was found before its own.

    Examples
    --------
    >>> print(within("weighting 3", Problem("gdp", "is odd")))
    weighting 3: gdp: is odd
    """
    return Problem(f"{place}: {found.where}" if found.where else place, found.message)


def reason_of(error: IntlindexError) -> str:
    """Return the first problem of an error, and how many more there are, as one sentence.

    Examples
    --------
    >>> print(reason_of(IntlindexError([Problem("gdp", "is odd"), Problem("pm25", "is odd")])))
    gdp: is odd; and 1 more
    """
    first, *more = error.problems
    if first.where:
        if more:
            return say("reason/at-and-more", where=first.where, reason=first.message, more=len(more))
        return say("reason/at", where=first.where, reason=first.message)
    return say("reason/and-more", reason=first.message, more=len(more)) if more else first.message


def joined(parts: Sequence[str]) -> str:
    """Return one sentence of several statements, with semicolons between them.

    Examples
    --------
    >>> joined(["a", "b", "c"])
    'a; b; c'
    """
    first, *rest = parts
    return say("several-statements", first=first, rest=joined(rest)) if rest else first
