"""Limits of the size of a file, checked before anything is expanded, and how to raise them."""

from __future__ import annotations

import os

from intlindex.errors import DataError
from intlindex.sentences import Sentence, say

__all__ = ["FACTOR", "factor_of_limits", "too_large"]

FACTOR = "INTLINDEX_LIMITS"
"""The environment variable that raises every limit."""


def factor_of_limits() -> float:
    """Return by what all limits are multiplied: the number in the environment variable `FACTOR`, or 1."""
    try:
        factor = float(os.environ.get(FACTOR, "1"))
    except ValueError:
        return 1.0
    return factor if factor > 0 else 1.0


def too_large(size: Sentence, source: str) -> DataError:
    """Return the error for a file that is too large, with how to read it all the same.

    Examples
    --------
    >>> size = say("too-large/data-archive", found=900.0, limit=250.0)
    >>> print(str(too_large(size, "data.xlsx")).partition("; ")[0])
    data.xlsx: expands to 900.0 MB, and the limit is 250.0 MB
    """
    return DataError(say("too-large/data-file", size=size, variable=FACTOR), source=source)
