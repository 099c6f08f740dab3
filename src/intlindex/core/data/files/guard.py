"""What readers of formats raise, in our words: whatever fails inside one is the file's fault, and names the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from intlindex.errors import DataError, IntlindexError

__all__ = ["FACTOR", "factor_of_limits", "refusing", "too_large"]

FACTOR = "INTLINDEX_LIMITS"
"""The environment variable that raises every limit."""
_LONGEST = 200


@contextmanager
def refusing(what: str, source: str, error: type[IntlindexError] = DataError) -> Iterator[None]:
    """Turn whatever is raised inside into an error that names the file.

    Parameters
    ----------
    what : str
        What the file cannot be read as.
    source : str
        The file.
    error : type
        The error to raise.

    Examples
    --------
    >>> with refusing("workbook", "data.xlsx"):
    ...     raise KeyError("xl/workbook.xml")
    Traceback (most recent call last):
        ...
    intlindex.errors.DataError: data.xlsx: is not a readable workbook: 'xl/workbook.xml'
    """
    try:
        yield
    except IntlindexError:
        raise
    except MemoryError as problem:
        raise error("needs more memory than there is", source=source) from problem
    except RecursionError as problem:
        raise error(f"is not a readable {what}: it is nested too deeply", source=source) from problem
    except Exception as problem:  # whatever a reader of strangers' files may raise
        raise error(f"is not a readable {what}: {_reason(problem)}", source=source) from problem


def _reason(problem: Exception) -> str:
    """Say in one short line what is wrong."""
    said = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    line = " ".join(said.split()) or type(problem).__name__
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def factor_of_limits() -> float:
    """Return by what all limits are multiplied: the number in the environment variable `FACTOR`, or 1."""
    try:
        factor = float(os.environ.get(FACTOR, "1"))
    except ValueError:
        return 1.0
    return factor if factor > 0 else 1.0


def too_large(found: str, source: str) -> DataError:
    """Say of a file that it is too large, and how it is read all the same.

    Examples
    --------
    >>> print(too_large("expands to 900 MB", "data.xlsx"))
    data.xlsx: expands to 900 MB; to read it all the same, set INTLINDEX_LIMITS=10 (ten times each limit)
    """
    return DataError(f"{found}; to read it all the same, set {FACTOR}=10 (ten times each limit)", source=source)
