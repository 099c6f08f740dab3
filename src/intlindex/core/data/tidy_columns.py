"""The columns of tidy data, which has one row per value."""

from __future__ import annotations

import pandas as pd

__all__ = ["PROVENANCE", "TIDY_COLUMNS", "is_tidy"]

TIDY_COLUMNS = {"indicator", "value"}
"""Columns by which data is known to be tidy."""
PROVENANCE = ("year", "unit", "spatial_level", "source", "note")
"""Columns of tidy data that say where a value comes from."""


def is_tidy(frame: pd.DataFrame) -> bool:
    """Return whether the data has one row per value.

    Examples
    --------
    >>> is_tidy(pd.DataFrame({"city": ["Rome"], "indicator": ["gdp"], "value": [1]}))
    True
    """
    return set(frame.columns) >= TIDY_COLUMNS
