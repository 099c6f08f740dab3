"""Transforms without a logarithm: identity, powers and roots, reciprocal, sign."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from intlindex.kernels.transform.formula import Array, Formula, Limit, hold

__all__ = [
    "FittedIdentity",
    "FittedPower",
    "FittedSign",
    "fit_identity",
    "fit_power",
    "fit_reciprocal",
    "fit_sign",
    "fit_square_root",
]


@dataclass(frozen=True, kw_only=True)
class FittedIdentity(Formula):
    """Raw values as they are, within their limits."""

    kind: str = "identity"

    def apply(self, values: Array) -> Array:
        """Hold raw values within their limits; blanks stay blank."""
        return np.asarray(hold(values, self.floor, self.cap) + 0.0)

    def _formula(self, held: Array) -> Array:
        return held


@dataclass(frozen=True, kw_only=True)
class FittedPower(Formula):
    """A power, on the values over which it keeps or reverses the order throughout."""

    exponent: float

    def _formula(self, held: Array) -> Array:
        if self.exponent > 0 and self.exponent % 2 == 1:
            return _power(held, self.exponent)
        inside = held >= 0 if self.exponent > 0 else held > 0
        return np.where(inside, _power(held, self.exponent), np.nan)


@dataclass(frozen=True, kw_only=True)
class FittedSign(Formula):
    """The sign of raw values."""

    kind: str = "sign"

    def _formula(self, held: Array) -> Array:
        return np.asarray(np.sign(held))


def fit_identity(sample: Array, *, floor: Limit = None, cap: Limit = None) -> FittedIdentity:  # noqa: ARG001 - one interface
    """Leave raw values as they are, apart from a floor and a cap.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedIdentity
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[1.0, 50.0], [9.0, 90.0]])
    >>> fit_identity(sample, cap=np.array([np.inf, 75.0])).apply(sample)
    array([[ 1., 50.],
           [ 9., 75.]])
    """
    return FittedIdentity(floor=floor, cap=cap)


def fit_square_root(sample: Array, *, floor: Limit = None, cap: Limit = None) -> FittedPower:  # noqa: ARG001 - one interface
    """Take the square root; defined from zero.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedPower
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[4.0], [9.0], [-1.0]])
    >>> fit_square_root(sample).apply(sample)
    array([[ 2.],
           [ 3.],
           [nan]])
    """
    return FittedPower(kind="square_root", exponent=0.5, floor=floor, cap=cap)


def fit_power(
    sample: Array,  # noqa: ARG001 - one interface for all kinds
    *,
    exponent: float,
    floor: Limit = None,
    cap: Limit = None,
) -> FittedPower:
    """Raise to a power, ``x^exponent``.

    An odd whole positive exponent is defined for all values; any other positive one from zero, because an even
    one would turn the order of negative values round and a fraction has no real result there; a negative
    exponent above zero, where it reverses the order.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    exponent : float
        Not zero.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedPower
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[-2.0], [3.0]])
    >>> fit_power(sample, exponent=3.0).apply(sample)
    array([[-8.],
           [27.]])
    >>> fit_power(sample, exponent=2.0).apply(sample)
    array([[nan],
           [ 9.]])
    """
    return FittedPower(kind="power", exponent=exponent, increasing=exponent > 0, floor=floor, cap=cap)


def fit_reciprocal(sample: Array, *, floor: Limit = None, cap: Limit = None) -> FittedPower:  # noqa: ARG001 - one interface
    """Take one over the value; defined above zero, where it reverses the order.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedPower
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[2.0], [4.0]])
    >>> fit = fit_reciprocal(sample)
    >>> fit.apply(sample)
    array([[0.5 ],
           [0.25]])
    >>> fit.increasing
    False
    """
    return FittedPower(kind="reciprocal", exponent=-1.0, increasing=False, floor=floor, cap=cap)


def fit_sign(sample: Array, *, floor: Limit = None, cap: Limit = None) -> FittedSign:  # noqa: ARG001 - one interface
    """Keep only the sign: -1, 0 or 1.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    FittedSign
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[-2.5], [0.0], [7.0]])
    >>> fit_sign(sample).apply(sample)
    array([[-1.],
           [ 0.],
           [ 1.]])
    """
    return FittedSign(floor=floor, cap=cap)


def _power(values: Array, exponent: float) -> Array:
    """Raise to a power; those that need no logarithm are computed without."""
    # NumPy takes such short cuts as well, but for some array shapes only, and they round differently.
    if exponent == 1:
        return values
    if exponent == 2:
        return values * values
    if exponent == 0.5:
        return np.asarray(np.sqrt(values))
    if exponent == -1:
        return np.asarray(1.0 / values)
    return np.asarray(np.power(values, exponent))
