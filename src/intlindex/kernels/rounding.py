"""Rounding as published indices do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Rounded", "Rounding", "round_to"]

Array = NDArray[np.float64]
Rounding = Literal["half_away", "half_even"]

# More digits than any published figure has, and few enough to drop what binary fractions add.
SIGNIFICANT = 12


@dataclass(frozen=True)
class Rounded:
    """A step that rounds; nothing about it is learned from a sample.

    Examples
    --------
    >>> Rounded(1).apply(np.array([[0.25], [np.nan]])).ravel()
    array([0.3, nan])
    """

    digits: int
    rounding: Rounding = "half_away"

    def apply(self, values: Array) -> Array:
        """Round values ``(..., units, indicators)``; blanks stay blank."""
        return round_to(values, digits=self.digits, rounding=self.rounding)


def round_to(values: Array, *, digits: int, rounding: Rounding = "half_away") -> Array:
    """Round to a number of decimal digits, a half away from zero or to the even neighbour.

    Values are taken at 12 significant digits first, so that a half that was written as such counts as one:
    2.675 becomes 2.68, although the nearest binary fraction lies below.

    Parameters
    ----------
    values : array
        Values, NaN for a blank.
    digits : int
        Digits after the point; negative ones round to tens, hundreds.
    rounding : {"half_away", "half_even"}
        Where a half goes.

    Returns
    -------
    array
        The rounded values.

    Examples
    --------
    >>> round_to(np.array([2.675, -0.5, 1.5, np.nan]), digits=2)
    array([ 2.68, -0.5 ,  1.5 ,   nan])
    >>> round_to(np.array([0.5, 1.5, 2.5]), digits=0, rounding="half_even")
    array([0., 2., 2.])
    """
    factor = 10.0**digits
    scaled = _significant(np.abs(values) * factor)
    whole = np.floor(scaled + 0.5) if rounding == "half_away" else np.rint(scaled)
    return np.asarray(np.copysign(whole / factor, values))


def _significant(values: Array) -> Array:
    """Round positive values to 12 significant digits."""
    with np.errstate(divide="ignore"):
        magnitude = np.floor(np.log10(values))
    places = np.where(np.isfinite(magnitude), SIGNIFICANT - 1 - magnitude, 0.0)
    step = 10.0**places
    return np.asarray(np.rint(values * step) / step)
