"""Transforms with the exponent of maximum likelihood: Box-Cox and Yeo-Johnson."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from intlindex.kernels.transform.formula import Array, Formula, Limit, hold, over_units, shape_of_parameters
from intlindex.kernels.transform.logarithms import Shift, origin_and_shift

__all__ = ["FittedBoxCox", "FittedYeoJohnson", "fit_box_cox", "fit_yeo_johnson"]

# Beyond these no exponent can be distinguished from its neighbours, and powers of large values overflow.
_EXPONENTS = (-5.0, 5.0)


@dataclass(frozen=True, kw_only=True)
class FittedBoxCox(Formula):
    """A fitted ``(u^exponent - 1) / exponent``, or ``log u`` at exponent 0, with ``u = x - origin + shift``."""

    kind: str = "box_cox"
    exponent: Array
    origin: float | Array = 0.0
    shift: float | Array = 0.0

    def _formula(self, held: Array) -> Array:
        from scipy.special import boxcox

        moved = held - over_units(self.origin) + over_units(self.shift)
        return np.asarray(boxcox(moved, over_units(self.exponent)))


@dataclass(frozen=True, kw_only=True)
class FittedYeoJohnson(Formula):
    """A fitted Yeo-Johnson transform: Box-Cox of ``1 + x``, mirrored with exponent ``2 - exponent`` below zero."""

    kind: str = "yeo_johnson"
    exponent: Array

    def _formula(self, held: Array) -> Array:
        from scipy.special import boxcox1p

        exponent = over_units(self.exponent)
        sized = boxcox1p(np.abs(held), np.where(held < 0, 2 - exponent, exponent))
        return np.asarray(np.where(held < 0, -sized, sized))


def fit_box_cox(
    sample: Array,
    *,
    exponent: float | None = None,
    shift: Shift = "needed",
    floor: Limit = None,
    cap: Limit = None,
) -> FittedBoxCox:
    """Take the power transform ``(u^exponent - 1) / exponent``, and ``log u`` at exponent 0, of ``u = x + shift``.

    Box and Cox (1964), "An Analysis of Transformations", Journal of the Royal Statistical Society B 26. Defined
    for positive ``u``, and for zero where the exponent is positive.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    exponent : float, optional
        Exponent; by default that of maximum likelihood between -5 and 5, for each indicator. Where the sample
        has fewer than two distinct values none can be fitted, and no value is in the domain.
    shift : {"needed", "always"} or float or (..., indicators) array
        What is added first: what moves the minimum of the sample to one, where it is not positive or
        everywhere (as the R package COINr does), or a given number.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedBoxCox
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[1.0], [4.0], [9.0]])
    >>> fit_box_cox(sample, exponent=0.5).apply(sample)
    array([[0.],
           [2.],
           [4.]])
    >>> fit_box_cox(sample - 4.0, exponent=0.5).apply(sample - 4.0)
    array([[0.],
           [2.],
           [4.]])
    """
    held = hold(sample, floor, cap)
    origin, added = origin_and_shift(held, shift)
    if exponent is None:
        moved = held - over_units(origin) + over_units(added)
        exponents = _most_likely(_box_cox_loss, np.where(moved > 0, moved, np.nan))
    else:
        exponents = np.full(shape_of_parameters(held), exponent)
    return FittedBoxCox(exponent=exponents, origin=origin, shift=added, floor=floor, cap=cap)


def fit_yeo_johnson(
    sample: Array, *, exponent: float | None = None, floor: Limit = None, cap: Limit = None
) -> FittedYeoJohnson:
    """Take the power transform of Yeo and Johnson, which is defined for all values.

    From zero ``((1 + x)^exponent - 1) / exponent``, and ``log(1 + x)`` at exponent 0; below zero
    ``-((1 - x)^(2 - exponent) - 1) / (2 - exponent)``, and ``-log(1 - x)`` at exponent 2. Yeo and Johnson (2000),
    "A new family of power transformations to improve normality or symmetry", Biometrika 87.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    exponent : float, optional
        Exponent; by default that of maximum likelihood between -5 and 5, for each indicator. Where the sample
        has fewer than two distinct values none can be fitted, and no value is in the domain.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedYeoJohnson
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[-3.0], [0.0], [3.0]])
    >>> fit_yeo_johnson(sample, exponent=0.5).apply(sample)
    array([[-4.66666667],
           [ 0.        ],
           [ 2.        ]])
    """
    held = hold(sample, floor, cap)
    exponents = (
        np.full(shape_of_parameters(held), exponent) if exponent is not None else _most_likely(_yeo_johnson_loss, held)
    )
    return FittedYeoJohnson(exponent=exponents, floor=floor, cap=cap)


def _box_cox_loss(values: Array) -> Callable[[float], float]:
    """Return a loss, smallest at the most likely exponent: the log variance, per unit of the geometric mean."""
    from scipy.special import boxcox

    # The exponent does not depend on the unit of measurement; in this one the Jacobian is 1 for every exponent.
    relative = values / np.exp(np.log(values).mean())
    return lambda exponent: float(np.log(boxcox(relative, exponent).var()))


def _yeo_johnson_loss(values: Array) -> Callable[[float], float]:
    """Return a loss, smallest at the most likely exponent: the log variance minus the logarithm of the Jacobian."""
    from scipy.special import boxcox1p

    below, sizes = values < 0, np.abs(values)
    slope = 2 * (np.sign(values) * np.log1p(sizes)).mean()

    def loss(exponent: float) -> float:
        sized = boxcox1p(sizes, np.where(below, 2 - exponent, exponent))
        return float(np.log(np.where(below, -sized, sized).var()) - exponent * slope)

    return loss


def _most_likely(loss_of: Callable[[Array], Callable[[float], float]], values: Array) -> Array:
    """Return the exponent of maximum likelihood of each indicator, NaN where its values do not tell."""
    from scipy.optimize import minimize_scalar

    exponents = np.full(shape_of_parameters(values), np.nan)
    for at in np.ndindex(exponents.shape):
        column = values[(*at[:-1], slice(None), at[-1])]
        present = np.sort(column[~np.isnan(column)])  # in ascending order the sums do not see that of the units
        if present.size and present[0] < present[-1]:
            with np.errstate(all="ignore"):
                found = minimize_scalar(loss_of(present), bounds=_EXPONENTS, method="bounded", options={"xatol": 1e-10})
            exponents[at] = found.x
    return exponents
