"""Rounding for display, in one place: half away from zero on 12 significant digits, as published figures are."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

__all__ = ["fitting_digits", "fixed"]

SIGNIFICANT = 12
"""Digits that count: 0.15 is stored a little below and is still rounded to 0.2."""

MOST_DIGITS = 6

_CONTEXT = Context(prec=400, rounding=ROUND_HALF_UP)


def fixed(value: float, digits: int = 1) -> str:
    """Write a number with a number of digits after the point, half away from zero on 12 significant digits.

    Parameters
    ----------
    value : float
        The number; what is not finite is written as Python does.
    digits : int
        Digits after the point.

    Returns
    -------
    str
        The text; never a negative zero.

    Examples
    --------
    >>> fixed(0.25), fixed(2.675, 2), fixed(-0.04), fixed(81.25)
    ('0.3', '2.68', '0.0', '81.3')
    """
    number = float(value)
    if not math.isfinite(number):
        return str(number)
    exact = Decimal(number)
    # Where the place asked for is finer than 12 significant digits, rounding to these first would lose digits.
    if number and exact.adjusted() + 1 + digits <= SIGNIFICANT:
        exact = Decimal(f"{number:.{SIGNIFICANT - 1}e}")
    rounded = exact.quantize(Decimal(1).scaleb(-digits), context=_CONTEXT)
    return f"{rounded or abs(rounded):f}"


def fitting_digits(low: float, high: float) -> int:
    """Return the digits after the point that tell numbers of a range apart: a thousandth of it, or less.

    Parameters
    ----------
    low, high : float
        The ends of the range.

    Returns
    -------
    int
        1 for 0 to 100, 3 for 0 to 1; from 1 to 6, and 1 where there is no range.

    Examples
    --------
    >>> fitting_digits(0, 100), fitting_digits(12, 14.5), fitting_digits(0.2, 0.9)
    (1, 2, 3)
    """
    width = high - low
    if not math.isfinite(width) or width <= 0:
        return 1
    return min(max(3 - math.ceil(round(math.log10(width), 9)), 1), MOST_DIGITS)
