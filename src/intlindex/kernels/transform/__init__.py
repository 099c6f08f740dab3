"""Transforms of raw values: fit to the units of a sample, apply to any unit.

`fit` functions see raw values ``(..., units, indicators)``, before anything is directed; a floor and a cap hold
them first. What comes out is a `Transform`: it maps the values of any units, says which of them lie within its
domain, and whether it keeps their order. Outside its domain a transform gives NaN without a warning, so that the
caller can name the cells before it computes.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.statistics.moments import skewness

__all__ = [
    "BoxCox",
    "Formula",
    "Identity",
    "Logarithm",
    "Logit",
    "Power",
    "Sign",
    "Transform",
    "YeoJohnson",
    "fit_box_cox",
    "fit_identity",
    "fit_log",
    "fit_log_positive",
    "fit_log_range",
    "fit_log_skew",
    "fit_logit",
    "fit_power",
    "fit_reciprocal",
    "fit_sign",
    "fit_square_root",
    "fit_yeo_johnson",
    "hold",
    "over_units",
]

Array = NDArray[np.float64]
Limit = float | Array | None
"""One for all indicators or one each, ``(..., indicators)``, infinite for an indicator without; None for no limit."""
Shift = float | Array | Literal["needed", "always"]

# A symmetric sample has a skewness of a few roundings, of either sign.
_SYMMETRIC = 1e-12
# Beyond these no exponent can be told from its neighbours, and powers of large values overflow.
_EXPONENTS = (-5.0, 5.0)


class Transform(Protocol):
    """What any `fit` returns: a map of raw values that knows its domain and its direction."""

    @property
    def kind(self) -> str:
        """Name of the transform."""
        ...

    @property
    def increasing(self) -> bool:
        """Whether higher values stay higher; otherwise the order turns round."""
        ...

    def apply(self, values: Array) -> Array:
        """Transform raw values ``(..., units, indicators)``; blanks stay blank."""
        ...

    def defined(self, values: Array) -> NDArray[np.bool_]:
        """Tell which cells have a result; blanks count as defined."""
        ...


@dataclass(frozen=True, kw_only=True)
class Formula(ABC):
    """A transform with limits: every kind only adds its formula."""

    kind: str
    increasing: bool = True
    floor: Limit = None
    cap: Limit = None

    def apply(self, values: Array) -> Array:
        """Transform raw values ``(..., units, indicators)``; blanks stay blank, NaN outside the domain."""
        held = hold(values, self.floor, self.cap)
        if not (held.flags.c_contiguous or held.flags.f_contiguous):
            held = held.copy(order="K")  # vectorised logarithms and powers may round differently where memory has gaps
        with np.errstate(all="ignore"):
            result = self._formula(held)
        return np.where(np.isfinite(result), result, np.nan) + 0.0  # one zero of two

    def defined(self, values: Array) -> NDArray[np.bool_]:
        """Tell which cells have a finite result; blanks count as defined."""
        return np.asarray(np.isnan(values) | ~np.isnan(self.apply(values)))

    @abstractmethod
    def _formula(self, held: Array) -> Array:
        """Map values within the limits; not finite outside the domain."""


@dataclass(frozen=True, kw_only=True)
class Identity(Formula):
    """Raw values as they are, within their limits."""

    kind: str = "identity"

    def apply(self, values: Array) -> Array:
        """Hold raw values within their limits; blanks stay blank."""
        return np.asarray(hold(values, self.floor, self.cap) + 0.0)

    def _formula(self, held: Array) -> Array:
        return held


@dataclass(frozen=True, kw_only=True)
class Logarithm(Formula):
    """A fitted ``log(x - origin + shift)``, or ``-log(origin - x + shift)`` where mirrored.

    The difference is taken first: with a large origin, ``x + (shift - origin)`` would lose digits.

    Examples
    --------
    >>> fit = fit_log(np.array([[1.0], [9.0]]), base=10.0, shift=1.0)
    >>> fit.defined(np.array([[-1.0], [0.0], [np.nan]]))
    array([[False],
           [ True],
           [ True]])
    """

    origin: float | Array = 0.0
    shift: float | Array = 0.0
    mirrored: bool | NDArray[np.bool_] = False
    base: float | None = None

    def _formula(self, held: Array) -> Array:
        sign = np.where(over_units(self.mirrored), -1.0, 1.0)
        return sign * _log(sign * (held - over_units(self.origin)) + over_units(self.shift), self.base)


@dataclass(frozen=True, kw_only=True)
class Power(Formula):
    """A power, on the values over which it keeps or reverses the order throughout."""

    exponent: float

    def _formula(self, held: Array) -> Array:
        if self.exponent > 0 and self.exponent % 2 == 1:
            return _power(held, self.exponent)
        inside = held >= 0 if self.exponent > 0 else held > 0
        return np.where(inside, _power(held, self.exponent), np.nan)


@dataclass(frozen=True, kw_only=True)
class Logit(Formula):
    """A fitted ``log((x - low) / (high - x))``."""

    kind: str = "logit"
    low: float | Array
    high: float | Array

    def _formula(self, held: Array) -> Array:
        return np.asarray(np.log((held - over_units(self.low)) / (over_units(self.high) - held)))


@dataclass(frozen=True, kw_only=True)
class BoxCox(Formula):
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
class YeoJohnson(Formula):
    """A fitted Yeo-Johnson transform: Box-Cox of ``1 + x``, mirrored with exponent ``2 - exponent`` below zero."""

    kind: str = "yeo_johnson"
    exponent: Array

    def _formula(self, held: Array) -> Array:
        from scipy.special import boxcox1p

        exponent = over_units(self.exponent)
        sized = boxcox1p(np.abs(held), np.where(held < 0, 2 - exponent, exponent))
        return np.asarray(np.where(held < 0, -sized, sized))


@dataclass(frozen=True, kw_only=True)
class Sign(Formula):
    """The sign of raw values."""

    kind: str = "sign"

    def _formula(self, held: Array) -> Array:
        return np.asarray(np.sign(held))


def fit_identity(sample: Array, *, floor: Limit = None, cap: Limit = None) -> Identity:  # noqa: ARG001 - one interface
    """Leave raw values as they are, apart from a floor and a cap.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    Identity
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[1.0, 50.0], [9.0, 90.0]])
    >>> fit_identity(sample, cap=np.array([np.inf, 75.0])).apply(sample)
    array([[ 1., 50.],
           [ 9., 75.]])
    """
    return Identity(floor=floor, cap=cap)


def fit_log(
    sample: Array,  # noqa: ARG001 - one interface for all kinds
    *,
    base: float | None = None,
    shift: float | Array = 0.0,
    floor: Limit = None,
    cap: Limit = None,
) -> Logarithm:
    """Take the logarithm, ``log(x + shift)``; defined above ``-shift``.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    base : float, optional
        Base of the logarithm; by default e.
    shift : float or (..., indicators) array
        Added before, for values that can be zero.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    Logarithm
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[10.0], [1000.0]])
    >>> fit_log(sample, base=10.0).apply(sample)
    array([[1.],
           [3.]])
    """
    return Logarithm(kind="log", shift=shift, base=base, floor=floor, cap=cap)


def fit_log_range(sample: Array, *, share: float = 0.01, floor: Limit = None, cap: Limit = None) -> Logarithm:
    """Fit ``log(x - min + share * (max - min))`` to the sample, which can hold zeros and negative values.

    The transform "log_CT" of the R package COINr. An indicator that is constant in the sample has no range:
    none of its values is in the domain.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    share : float
        Share of the range that is added: what keeps the minimum from a logarithm of zero.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    Logarithm
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[0.0], [1.0], [100.0]])
    >>> fit_log_range(sample).apply(sample)
    array([[0.        ],
           [0.69314718],
           [4.61512052]])
    """
    lowest, highest = _extremes(hold(sample, floor, cap))
    return Logarithm(kind="log_range", origin=lowest, shift=share * (highest - lowest), floor=floor, cap=cap)


def fit_log_skew(sample: Array, *, share: float = 0.01, floor: Limit = None, cap: Limit = None) -> Logarithm:
    """Fit a logarithm that draws in the longer tail of the sample, on whichever side it is.

    Where the sample is skewed to the right, that of `fit_log_range`; where it is not,
    ``-log(max - x + share * (max - min))``: the same seen in a mirror, and rising as well. The transform
    "log_CT_plus" of the R package COINr.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    share : float
        Share of the range that is added.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    Logarithm
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[0.0], [99.0], [100.0]])
    >>> fit_log_skew(sample).apply(sample)
    array([[-4.61512052],
           [-0.69314718],
           [ 0.        ]])
    """
    held = hold(sample, floor, cap)
    lowest, highest = _extremes(held)
    mirrored = skewness(held) <= _SYMMETRIC
    return Logarithm(
        kind="log_skew",
        origin=np.where(mirrored, highest, lowest),
        shift=share * (highest - lowest),
        mirrored=mirrored,
        floor=floor,
        cap=cap,
    )


def fit_log_positive(sample: Array, *, floor: Limit = None, cap: Limit = None) -> Logarithm:
    """Fit ``log(x - min + 1)`` to the sample, which moves its minimum to one.

    The transform "log_CT_orig" of the R package COINr. Unlike `fit_log_range` it depends on the unit of
    measurement: values that differ by much less than one are hardly changed.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    Logarithm
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[-5.0], [-4.0]])
    >>> fit_log_positive(sample).apply(sample)
    array([[0.        ],
           [0.69314718]])
    """
    lowest, _ = _extremes(hold(sample, floor, cap))
    return Logarithm(kind="log_positive", origin=lowest, shift=1.0, floor=floor, cap=cap)


def fit_square_root(sample: Array, *, floor: Limit = None, cap: Limit = None) -> Power:  # noqa: ARG001 - one interface
    """Take the square root; defined from zero.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    Power
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[4.0], [9.0], [-1.0]])
    >>> fit_square_root(sample).apply(sample)
    array([[ 2.],
           [ 3.],
           [nan]])
    """
    return Power(kind="square_root", exponent=0.5, floor=floor, cap=cap)


def fit_power(
    sample: Array,  # noqa: ARG001 - one interface for all kinds
    *,
    exponent: float,
    floor: Limit = None,
    cap: Limit = None,
) -> Power:
    """Raise to a power, ``x^exponent``.

    An odd whole positive exponent is defined for all values; any other positive one from zero, because an even
    one would turn the order of negative values round and a fraction has no real result there; a negative
    exponent above zero, where it turns the order round.

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
    Power
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
    return Power(kind="power", exponent=exponent, increasing=exponent > 0, floor=floor, cap=cap)


def fit_reciprocal(sample: Array, *, floor: Limit = None, cap: Limit = None) -> Power:  # noqa: ARG001 - one interface
    """Take one over the value; defined above zero, where it turns the order round.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    Power
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
    return Power(kind="reciprocal", exponent=-1.0, increasing=False, floor=floor, cap=cap)


def fit_logit(
    sample: Array,  # noqa: ARG001 - one interface for all kinds
    *,
    low: float | Array = 0.0,
    high: float | Array = 1.0,
    floor: Limit = None,
    cap: Limit = None,
) -> Logit:
    """Take the log odds of a share of low..high, ``log((x - low) / (high - x))``; defined strictly between.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    low, high : float or (..., indicators) array
        What counts as no share and as the whole.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    Logit
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[50.0], [75.0], [100.0]])
    >>> fit_logit(sample, high=100.0).apply(sample)
    array([[0.        ],
           [1.09861229],
           [       nan]])
    """
    return Logit(low=low, high=high, floor=floor, cap=cap)


def fit_box_cox(
    sample: Array,
    *,
    exponent: float | None = None,
    shift: Shift = "needed",
    floor: Limit = None,
    cap: Limit = None,
) -> BoxCox:
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
    BoxCox
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
    origin, added = _move(held, shift)
    if exponent is None:
        moved = held - over_units(origin) + over_units(added)
        exponents = _most_likely(_box_cox_loss, np.where(moved > 0, moved, np.nan))
    else:
        exponents = np.full(_each(held), exponent)
    return BoxCox(exponent=exponents, origin=origin, shift=added, floor=floor, cap=cap)


def fit_yeo_johnson(
    sample: Array, *, exponent: float | None = None, floor: Limit = None, cap: Limit = None
) -> YeoJohnson:
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
    YeoJohnson
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
    exponents = np.full(_each(held), exponent) if exponent is not None else _most_likely(_yeo_johnson_loss, held)
    return YeoJohnson(exponent=exponents, floor=floor, cap=cap)


def fit_sign(sample: Array, *, floor: Limit = None, cap: Limit = None) -> Sign:  # noqa: ARG001 - one interface
    """Keep only the sign: -1, 0 or 1.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank; nothing is learned from them.
    floor, cap : float or (..., indicators) array, optional
        Values beyond count as these.

    Returns
    -------
    Sign
        The fitted transform.

    Examples
    --------
    >>> sample = np.array([[-2.5], [0.0], [7.0]])
    >>> fit_sign(sample).apply(sample)
    array([[-1.],
           [ 0.],
           [ 1.]])
    """
    return Sign(floor=floor, cap=cap)


def over_units(parameter: float | Array | NDArray[np.bool_]) -> Array:
    """Give a parameter of the indicators an axis for the units; one number serves all.

    Examples
    --------
    >>> over_units(np.array([1.0, 2.0])).shape, over_units(3.0).shape
    ((1, 2), ())
    """
    array = np.asarray(parameter)
    return array[..., None, :] if array.ndim else array


def hold(values: Array, floor: Limit, cap: Limit) -> Array:
    """Hold values within limits; blanks stay blank.

    Examples
    --------
    >>> hold(np.array([[-1.0], [np.nan], [7.0]]), 0.0, np.array([5.0])).ravel()
    array([ 0., nan,  5.])
    """
    if floor is not None:
        values = np.maximum(values, over_units(floor))
    if cap is not None:
        values = np.minimum(values, over_units(cap))
    return values


def _each(values: Array) -> tuple[int, ...]:
    """Return the shape of one number for each indicator, ``(..., indicators)``."""
    return (*values.shape[:-2], values.shape[-1])


def _extremes(values: Array) -> tuple[Array, Array]:
    """Return the lowest and highest present value of each indicator, NaN where there is none."""
    # Adding zero makes one zero of two: which of -0.0 and 0.0 comes out would depend on the memory layout.
    return np.fmin.reduce(values, axis=-2) + 0.0, np.fmax.reduce(values, axis=-2) + 0.0


def _log(values: Array, base: float | None) -> Array:
    """Take a logarithm, exact for powers of two and of ten in their own base."""
    if base is None:
        return np.asarray(np.log(values))
    if base == 2:
        return np.asarray(np.log2(values))
    if base == 10:
        return np.asarray(np.log10(values))
    return np.asarray(np.log(values) / math.log(base))


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


def _move(held: Array, shift: Shift) -> tuple[float | Array, float | Array]:
    """Return what is taken off first and what is added then."""
    if not isinstance(shift, str):
        return 0.0, shift
    lowest, _ = _extremes(held)
    if shift == "always":
        return lowest, 1.0
    needed = ~(lowest > 0)
    return np.where(needed, lowest, 0.0), np.where(needed, 1.0, 0.0)


def _box_cox_loss(values: Array) -> Callable[[float], float]:
    """Return what is least at the most likely exponent: the log variance, per unit of the geometric mean."""
    from scipy.special import boxcox

    # The exponent does not depend on the unit of measurement; in this one the Jacobian is 1 for every exponent.
    relative = values / np.exp(np.log(values).mean())
    return lambda exponent: float(np.log(boxcox(relative, exponent).var()))


def _yeo_johnson_loss(values: Array) -> Callable[[float], float]:
    """Return what is least at the most likely exponent: the log variance less the logarithm of the Jacobian."""
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

    exponents = np.full(_each(values), np.nan)
    for at in np.ndindex(exponents.shape):
        column = values[(*at[:-1], slice(None), at[-1])]
        present = np.sort(column[~np.isnan(column)])  # in rising order the sums do not see that of the units
        if present.size and present[0] < present[-1]:
            with np.errstate(all="ignore"):
                found = minimize_scalar(loss_of(present), bounds=_EXPONENTS, method="bounded", options={"xatol": 1e-10})
            exponents[at] = found.x
    return exponents
