"""Errors of requests with several problems: the class says what is wrong first."""

from __future__ import annotations

from collections.abc import Sequence

from intlindex.errors import Problem, RequestError, UnknownNameError

__all__ = ["request_error"]


def request_error(problems: Sequence[Problem], *, source: str = "") -> RequestError:
    """Return the error for arguments that are wrong, an `UnknownNameError` if the first one is an unknown name.

    Parameters
    ----------
    problems : sequence of Problem
        Everything that is wrong.
    source : str
        The argument, named first.

    Returns
    -------
    RequestError
        To be raised.

    Examples
    --------
    >>> from intlindex.errors import problem
    >>> type(request_error([problem("out-of-range/weight", "gdp", found=-1)])).__name__
    'RequestError'
    >>> type(request_error([problem("unknown-city", city="Pekin", hint="")])).__name__
    'UnknownNameError'
    """
    unknown = bool(problems) and problems[0].code.startswith("unknown-")
    return (UnknownNameError if unknown else RequestError)(problems, source=source)
