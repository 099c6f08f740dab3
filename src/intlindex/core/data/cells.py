"""Cells of data as they were written: told blank or not, turned into numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["NUMBER", "is_blank", "to_numbers"]

NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
"""What a number looks like, as a pattern that reads each character once."""


def is_blank(cell: Any) -> bool:
    """Tell whether a cell holds nothing: None, NaN or NA.

    Examples
    --------
    >>> is_blank(None), is_blank(float("nan")), is_blank("")
    (True, True, False)
    """
    return cell is None or cell is pd.NA or (isinstance(cell, float) and bool(np.isnan(cell)))


def to_numbers(column: pd.Series[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Convert cells, and mark those that are neither a finite number nor a blank.

    Examples
    --------
    >>> numbers, bad = to_numbers(pd.Series(["1.5", "NA", "x"]))
    >>> numbers.tolist(), bad.tolist()
    ([1.5, nan, nan], [False, False, True])
    """
    dtype = column.dtype
    if pd.api.types.is_float_dtype(dtype) or pd.api.types.is_integer_dtype(dtype):
        numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return numbers, np.isinf(numbers)
    text = column.map(lambda cell: "" if is_blank(cell) else str(cell).strip())
    blank = text.isin(["", "NA"]).to_numpy(dtype=bool)
    number = text.str.fullmatch(NUMBER).to_numpy(dtype=bool)
    numbers = np.full(len(text), np.nan)
    numbers[number] = text[number].astype(np.float64)
    return numbers, ~blank & ~np.isfinite(np.where(number, numbers, np.nan))
