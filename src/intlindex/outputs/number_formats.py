"""How a spreadsheet shows the numbers of a column; the cells keep all digits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

__all__ = ["SHARE", "fixed_digits", "number_format"]

SHARE = "0.0%"
"""Shares, as per cent."""
YEARS = (1500, 2500)
"""Whole numbers that may be years, and are written without a separator of thousands."""


def fixed_digits(digits: int) -> str:
    """Return the format with a number of digits after the point.

    Examples
    --------
    >>> fixed_digits(2), fixed_digits(0)
    ('0.00', '0')
    """
    return f"0.{'0' * digits}" if digits else "0"


def number_format(column: pd.Series[Any]) -> str:
    """Return the format that suits the numbers of a column: about three significant digits, thousands separated.

    Parameters
    ----------
    column : Series
        Any cells; what is not a number is left out.

    Returns
    -------
    str
        A format of Office Open XML; ``General`` without numbers, or where sizes differ too much for one format.

    Examples
    --------
    >>> import pandas as pd
    >>> [number_format(pd.Series(values)) for values in ([12.34, 5.0], [1250, 7], [2021, 2022], [0.012, 0.5], ["a"])]
    ['0.0', '#,##0', '0', '0.000', 'General']
    """
    cells = [cell for cell in column if isinstance(cell, int | float | np.number) and not isinstance(cell, bool)]
    numbers = np.abs(np.array([float(cell) for cell in cells]))
    numbers = numbers[np.isfinite(numbers)]
    if not numbers.size:
        return "General"
    if (numbers == np.rint(numbers)).all():
        years = bool(((numbers >= YEARS[0]) & (numbers <= YEARS[1])).all())
        return "0" if years or numbers.max() < 1000 else "#,##0" if numbers.max() < 1e15 else "General"
    sizes = np.log10(numbers[numbers > 0])
    if sizes.max() >= 12 or np.median(sizes) < -5 or np.ptp(sizes) > 5:
        return "General"
    digits = int(np.clip(2 - np.floor(np.median(sizes)), 1, 6))
    return f"#,##0.{'0' * digits}" if numbers.max() >= 1000 else fixed_digits(digits)
