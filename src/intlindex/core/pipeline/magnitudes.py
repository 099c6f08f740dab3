"""How large the numbers were that values were computed from: what rounding may have added is a part of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.preparation import Columns, take_columns
from intlindex.kernels.normalise.linear import Affine, Bounded, Chained, Fit, FittedNormalCdf
from intlindex.kernels.transform import FittedIdentity
from intlindex.kernels.treat import FittedTreatment

__all__ = ["operand_sizes", "size_of_scores", "size_of_values"]

Array = NDArray[np.float64]

NEARBY = 2.0**-30
"""By which part of it a value is moved to see how much of a result it makes."""


class _Map(Protocol):
    def apply(self, values: Array) -> Array:
        """Map values ``(..., units, indicators)``."""
        ...


def operand_sizes(function: Callable[[Array], Array], values: Array) -> Array:
    """Return the largest magnitude, on the scale of the results, of what a function computes them from.

    Of ``f(x)`` it is ``|x f'(x)|``: of ``-(3a + 7)`` the ``3a``, of a logarithm one. A relative error of x, however it
    arose, is an absolute error of the result of that size.

    Parameters
    ----------
    function : callable
        Of values, elementwise.
    values : (..., units, indicators) array
        NaN for a blank.

    Returns
    -------
    (..., indicators) array
        Over all units; zero where nothing is known.

    Examples
    --------
    >>> operand_sizes(lambda values: -(3 * values + 7), np.array([[1.0], [20.0]])).round(3)
    array([60.])
    """
    with np.errstate(all="ignore"):
        found = np.abs(function(values) - function(values * (1 - NEARBY))) / NEARBY
    found = np.fmax.reduce(np.where(np.isfinite(found), found, 0.0), axis=-2)
    return np.asarray(found)


def size_of_values(transforms: Sequence[tuple[Columns, _Map]], values: Array) -> Array:
    """Return `operand_sizes` of a step that transforms, or treats; zero for columns that it leaves as they are."""
    found = np.zeros((*values.shape[:-2], values.shape[-1]))
    for columns, fit in transforms:
        only_limits = isinstance(fit, FittedTreatment) and not fit.transforms
        if not isinstance(fit, FittedIdentity) and not only_limits:
            found[..., list(columns)] = operand_sizes(fit.apply, take_columns(values, columns))
    return found


def size_of_scores(fit: Fit, values: Array, size: Array | float) -> Array:
    """Return the largest magnitude of what the scores of a fitted normalisation were computed from.

    Parameters
    ----------
    fit : Fit
        The normalisation; of one by places or categories, nothing is computed.
    values : (..., units, indicators) array
        What it is applied to, NaN for a blank.
    size : (..., indicators) array or float
        The largest magnitude of what those were computed from.

    Returns
    -------
    (..., indicators) array
        On the scale of the scores.
    """
    none = np.zeros((*values.shape[:-2], values.shape[-1]))
    if not _is_smooth(fit):
        return none
    own = operand_sizes(fit.apply, values)
    largest = np.fmax.reduce(np.abs(values), axis=-2)
    with np.errstate(all="ignore"):
        wider = own * np.where(largest > 0, np.fmax(np.asarray(size) / largest, 1.0), 1.0)
    return np.where(np.isfinite(wider), wider, none)


def _is_smooth(fit: Fit) -> bool:
    if isinstance(fit, Bounded):
        return _is_smooth(fit.fit)
    if isinstance(fit, Chained):
        return _is_smooth(fit.first) and _is_smooth(fit.second)
    return isinstance(fit, Affine | FittedNormalCdf)
