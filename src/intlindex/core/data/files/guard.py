"""How large a file may be: limits that hold before anything is expanded, and how to raise them."""

from __future__ import annotations

import os

from intlindex.errors import DataError

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


def too_large(found: str, source: str) -> DataError:
    """Say of a file that it is too large, and how it is read all the same.

    Examples
    --------
    >>> print(too_large("expands to 900 MB", "data.xlsx"))
    data.xlsx: expands to 900 MB; to read it all the same, set INTLINDEX_LIMITS=10 (ten times each limit)
    """
    return DataError(f"{found}; to read it all the same, set {FACTOR}=10 (ten times each limit)", source=source)
