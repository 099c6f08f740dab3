"""The error of a request with several problems."""

from __future__ import annotations

from collections.abc import Iterable

from intlindex.errors import Problem, RequestError, UnknownNameError

__all__ = ["refusal"]

UNKNOWN = frozenset({"unknown-city", "unknown-node", "unknown-name"})
"""Codes of names that do not exist."""


def refusal(problems: Iterable[Problem], *, source: str = "") -> RequestError:
    """Return the error of a request with some problems: that of an unknown name if it is nothing else.

    Examples
    --------
    >>> refusal([Problem("draws", "is odd")])
    RequestError('draws: is odd')
    """
    found = list(dict.fromkeys(problems))
    kind = UnknownNameError if found and all(each.code in UNKNOWN for each in found) else RequestError
    return kind(found, source=source)
