"""Normalisation: fit to the units of a sample, apply to any unit.

`fit` functions see directed values ``(..., units, indicators)``, in which higher is better, and learn one small
thing; `apply` puts any values of the same indicators on the common scale: a city outside the sample moves no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import column_step, magnitude, on_grid

__all__ = [
    "Affine",
    "Bounded",
    "Chained",
    "Fit",
    "FittedNormalCdf",
    "Thresholds",
    "direct",
    "fit_distance",
    "fit_fraction_of_maximum",
    "fit_goalposts",
    "fit_min_max",
    "fit_normal_cdf",
    "fit_z_score",
    "mean_and_deviation",
]

Array = NDArray[np.float64]


class Fit(Protocol):
    """What any `fit` returns: a map that is learned and can be applied to any units."""

    def apply(self, values: Array) -> Array:
        """Map values ``(..., units, indicators)``; blanks stay blank."""
        ...


def direct(values: Array, signs: Array) -> Array:
    """Turn values so that higher is better: minus one times where lower is; no copy where nothing is turned.

    Examples
    --------
    >>> direct(np.array([[3.0, 5.0]]), np.array([1.0, -1.0]))
    array([[ 3., -5.]])
    """
    return values if (signs == 1.0).all() else np.asarray(values * signs)


@dataclass(frozen=True)
class Affine:
    """A fitted map ``(x - origin) * scale + base``, then an optional clip.

    The difference is taken first: with a large origin and a small spread, ``scale * x + offset`` would lose
    digits. All fields have shape ``(..., indicators)``.

    Examples
    --------
    >>> fit = fit_min_max(np.array([[2.0], [4.0]]), low=0.0, high=100.0)
    >>> fit.apply(np.array([[3.0], [5.0]]))
    array([[ 50.],
           [150.]])
    """

    origin: Array
    scale: Array
    base: Array
    floor: float = -np.inf
    ceiling: float = np.inf

    @property
    def offset(self) -> Array:
        """The constant of ``scale * x + offset``."""
        return np.asarray(self.base - self.scale * self.origin)

    def apply(self, values: Array) -> Array:
        """Normalise directed values ``(..., units, indicators)``; blanks stay blank."""
        moved = np.asarray(values - self.origin[..., None, :])
        moved *= self.scale[..., None, :]
        moved += self.base[..., None, :]
        if self.floor == -np.inf and self.ceiling == np.inf:
            return moved
        return np.clip(moved, self.floor, self.ceiling, out=moved)


@dataclass(frozen=True)
class Bounded:
    """A fitted map whose results are held within limits.

    Examples
    --------
    >>> fit = Bounded(fit_min_max(np.array([[2.0], [4.0]]), low=0.0, high=100.0), -np.inf, 60.0)
    >>> fit.apply(np.array([[3.0], [4.0]]))
    array([[50.],
           [60.]])
    """

    fit: Fit
    floor: float
    ceiling: float

    def apply(self, values: Array) -> Array:
        """Normalise directed values ``(..., units, indicators)``; blanks stay blank."""
        return np.asarray(np.clip(self.fit.apply(values), self.floor, self.ceiling))


@dataclass(frozen=True)
class Chained:
    """One fitted map after another.

    Examples
    --------
    >>> sample = np.array([[1.0], [10.0], [100.0]])
    >>> first = fit_min_max(sample, low=0.0, high=1.0)
    >>> Chained(first, fit_z_score(first.apply(sample))).apply(sample).mean().round(12) + 0.0
    np.float64(0.0)
    """

    first: Fit
    second: Fit

    def apply(self, values: Array) -> Array:
        """Normalise directed values ``(..., units, indicators)``; blanks stay blank."""
        return self.second.apply(self.first.apply(values))


def fit_min_max(values: Array, *, low: float, high: float, clip: bool = False) -> Affine:
    """Fit ``low + (x - min) / (max - min) * (high - low)`` to the sample.

    OECD/JRC Handbook (2008), section 1.5, "Min-Max".

    Parameters
    ----------
    values : (..., units, indicators) array
        Directed values, NaN for a blank. No indicator may be constant: its spread is divided by.
    low, high : float
        What the worst and the best value are mapped to.
    clip : bool
        Whether later values outside the sample are held within ``low..high``.

    Returns
    -------
    Affine
        The fitted map.

    Examples
    --------
    >>> fit_min_max(np.array([[1.0], [3.0]]), low=1.0, high=100.0).apply(np.array([[2.0]]))
    array([[50.5]])
    """
    lowest, highest = (each.reduce(values, axis=-2) for each in (np.fmin, np.fmax))
    return _stretch(lowest, highest, low=low, high=high, clip=clip)


def fit_goalposts(worst: Array, best: Array, *, low: float, high: float, clip: bool = True) -> Affine:
    """Fit the same line as min-max to fixed goalposts instead of the extremes of the sample.

    UNDP, Human Development Report, technical note 1, "dimension index".

    Parameters
    ----------
    worst, best : (..., indicators) array
        Directed goalposts, worst below best.
    low, high : float
        What the worst and the best goalpost are mapped to.
    clip : bool
        Whether values beyond a goalpost count as the goalpost.

    Returns
    -------
    Affine
        The fitted map.

    Examples
    --------
    >>> fit_goalposts(np.array([20.0]), np.array([85.0]), low=0.0, high=1.0).apply(np.array([[72.0], [90.0]]))
    array([[0.8],
           [1. ]])
    """
    return _stretch(worst, best, low=low, high=high, clip=clip)


def _stretch(worst: Array, best: Array, *, low: float, high: float, clip: bool) -> Affine:
    base = np.full(worst.shape, low)
    scale = (high - low) / (best - worst)
    return Affine(worst, scale, base, low, high) if clip else Affine(worst, scale, base)


def fit_z_score(values: Array, *, mean: float = 0.0, spread: float = 1.0, ddof: int = 1) -> Affine:
    """Fit ``mean + spread * (x - m) / s``, with m and s the mean and standard deviation of the sample.

    OECD/JRC Handbook (2008), section 1.5, "Standardisation".

    Parameters
    ----------
    values : (..., units, indicators) array
        Directed values, NaN for a blank. No indicator may be constant: its spread is divided by.
    mean, spread : float
        Mean and standard deviation of the result.
    ddof : int
        The standard deviation divides by n - ddof.

    Returns
    -------
    Affine
        The fitted map.

    Examples
    --------
    >>> fit_z_score(np.array([[1.0], [2.0], [3.0]])).apply(np.array([[1.0], [4.0]]))
    array([[-1.],
           [ 2.]])
    """
    centre, deviation = mean_and_deviation(values, ddof=ddof)
    return Affine(centre, spread / deviation, np.full(centre.shape, mean))


def mean_and_deviation(values: Array, *, ddof: int = 1) -> tuple[Array, Array]:
    """Return mean and standard deviation of the present values, added up unit by unit.

    A running sum has one order whatever the shape and layout of the batch; a plain sum does not.

    Parameters
    ----------
    values : (..., units, indicators) array
        Values, NaN for a blank.
    ddof : int
        The standard deviation divides by n - ddof.

    Returns
    -------
    mean, deviation : (..., indicators) arrays
        NaN where nothing is present.

    Examples
    --------
    >>> mean_and_deviation(np.array([[1.0], [np.nan], [3.0]]), ddof=0)
    (array([2.]), array([1.]))
    """
    present = ~np.isnan(values)
    count = np.count_nonzero(present, axis=-2).astype(np.float64)
    # A power of two changes no digit, and squares of the rest neither overflow nor vanish.
    scale = magnitude(values, axis=-2)
    values = values / scale[..., None, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = _running_sum(np.where(present, values, 0.0)) / count
        squares = np.where(present, values - mean[..., None, :], 0.0) ** 2
        return mean * scale, np.sqrt(_running_sum(squares) / (count - ddof)) * scale


def _running_sum(values: Array) -> Array:
    return np.asarray(np.add.accumulate(values, axis=-2)[..., -1, :])


def fit_distance(
    values: Array, reference: Array, *, form: Literal["range", "relative"], low: float, high: float
) -> Affine:
    """Fit the distance to a reference, as a share of the way from the worst or of the reference itself.

    With x directed, r the reference and w the worst of the sample: ``1 - (r - x) / (r - w)`` ("range", 1 at the
    reference and 0 at the worst), or ``1 + (x - r) / |r|`` ("relative", x / r where higher is better); then mapped
    so that 0 and 1 become low and high. OECD/JRC Handbook (2008), section 1.5, "Distance to a reference".

    Parameters
    ----------
    values : (..., units, indicators) array
        Directed values, NaN for a blank.
    reference : (..., indicators) array
        Directed reference; not the worst of the sample ("range"), not zero ("relative").
    form : {"range", "relative"}
        What the distance is a share of.
    low, high : float
        What 0 and 1 are mapped to.

    Returns
    -------
    Affine
        The fitted map.

    Examples
    --------
    >>> fit_distance(np.array([[2.0], [6.0]]), np.array([4.0]), form="range", low=0.0, high=1.0).apply(
    ...     np.array([[2.0], [4.0], [6.0]])
    ... )
    array([[0.],
           [1.],
           [2.]])
    """
    unit = reference - np.nanmin(values, axis=-2) if form == "range" else np.abs(reference)
    return Affine(np.asarray(reference), (high - low) / unit, np.full(reference.shape, high))


def fit_fraction_of_maximum(values: Array, *, low: float, high: float) -> Affine:
    """Fit ``x / max``, mapped so that zero and the maximum become low and high.

    Parameters
    ----------
    values : (..., units, indicators) array
        Values of which higher is better, with a positive maximum, else nothing is defined; NaN for a blank.
    low, high : float
        What zero and the maximum are mapped to.

    Returns
    -------
    Affine
        The fitted map.

    Examples
    --------
    >>> fit_fraction_of_maximum(np.array([[2.0], [8.0]]), low=0.0, high=100.0).apply(np.array([[2.0]]))
    array([[25.]])
    """
    top = np.fmax.reduce(values, axis=-2)
    top = np.where(top > 0, top, np.nan)  # a fraction of a maximum below zero reverses the order
    return Affine(np.zeros(top.shape), (high - low) / top, np.full(top.shape, low))


@dataclass(frozen=True)
class FittedNormalCdf:
    """A fitted map to the normal distribution function of the z-score, ``low + (high - low) Phi((x - m) / s)``.

    Examples
    --------
    >>> fit_normal_cdf(np.array([[1.0], [2.0], [3.0]]), low=0.0, high=100.0).apply(np.array([[2.0]]))
    array([[50.]])
    """

    z_score: Affine
    low: float
    high: float

    def apply(self, values: Array) -> Array:
        """Normalise directed values ``(..., units, indicators)``; blanks stay blank."""
        from scipy.special import ndtr

        return np.asarray(self.low + (self.high - self.low) * ndtr(self.z_score.apply(values)))


def fit_normal_cdf(values: Array, *, low: float, high: float, ddof: int = 1) -> FittedNormalCdf:
    """Fit the normal distribution function to the mean and standard deviation of the sample.

    Parameters
    ----------
    values : (..., units, indicators) array
        Directed values, NaN for a blank. No indicator may be constant.
    low, high : float
        What 0 and 1 are mapped to.
    ddof : int
        The standard deviation divides by n - ddof.

    Returns
    -------
    FittedNormalCdf
        The fitted map.
    """
    return FittedNormalCdf(fit_z_score(values, ddof=ddof), low, high)


@dataclass(frozen=True)
class Thresholds:
    """A map from categories that are given in advance; nothing is fitted.

    Without interpolation a value gets the score of its category, ``scores[k]`` from ``points[k - 1]`` (included) up
    to ``points[k]``. With it, ``scores[k]`` is reached at ``points[k]``, linear in between, constant outside.

    Examples
    --------
    >>> steps = Thresholds(np.array([10.0, 25.0]), np.array([0.0, 50.0, 100.0]), interpolate=False)
    >>> steps.apply(np.array([[9.0], [10.0], [30.0]]))
    array([[  0.],
           [ 50.],
           [100.]])
    """

    points: Array
    scores: Array
    interpolate: bool
    closed: Literal["left", "right"] = "left"
    """Whether a value that equals a point belongs above it ("left": categories include their left end) or below."""
    step: Array | None = None
    """Step ``(...)`` of the grid on which values and points are compared; by default that of the points."""

    def apply(self, values: Array) -> Array:
        """Normalise directed values ``(..., units)`` of an indicator; blanks stay blank."""
        if self.interpolate:
            return np.asarray(np.interp(values, self.points, self.scores))
        step = np.asarray(column_step(self.points, axis=0) if self.step is None else self.step)[..., None]
        reaches = np.greater_equal if self.closed == "left" else np.greater
        on_steps = on_grid(values, step)
        passed = np.zeros(on_steps.shape, dtype=np.intp)
        for point in self.points:
            passed += reaches(on_steps, on_grid(point, step))
        found = self.scores[passed.clip(max=self.scores.size - 1)]
        return np.where(np.isnan(values), np.nan, found)
