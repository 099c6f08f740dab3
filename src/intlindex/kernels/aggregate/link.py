"""The increasing functions through which means are linear in their weights, ``f(S) = sum(w f(x))``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.aggregate.means import NEARLY_ZERO

__all__ = ["apply_link"]

Array = NDArray[np.float64]


def apply_link(values: Array, *, exponent: float, top: float | None = None) -> Array:
    """Return ``sign(p) x^p``, or ``log(x)`` where p is zero: what rises with x, and a power mean is linear in.

    Parameters
    ----------
    values : array
        Values for which the mean is defined, NaN for a blank.
    exponent : float
        The exponent p of the mean: 1 is arithmetic, 0 geometric, -1 harmonic.
    top : float, optional
        Where given, ``-f(top - x)``, for the mean of what is missing to a top.

    Returns
    -------
    array
        NaN or infinite where it is not defined.

    Examples
    --------
    >>> apply_link(np.array([2.0, 4.0]), exponent=-1)
    array([-0.5 , -0.25])
    """
    if top is not None:
        return -apply_link(top - values, exponent=exponent)
    if exponent == 1:
        return values.copy()
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if abs(exponent) < NEARLY_ZERO:
            return np.asarray(np.log(values))
        return np.asarray(np.sign(exponent) * values**exponent)
