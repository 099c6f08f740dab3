"""Normalisation: fit to the units of a sample, apply to any unit.

`fit` functions see directed values ``(..., units, indicators)``, in which higher is better, and learn one
small thing; `apply` puts any values of the same indicators on the common scale. So a city outside the sample
is placed without moving anybody. What fits to two vectors is an `Affine`; what fits to the sorted sample is a
`Steps`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import rank_descending

__all__ = [
    "Affine",
    "Steps",
    "direct",
    "fit_goalposts",
    "fit_min_max",
    "fit_rank",
    "fit_z_score",
]

Array = NDArray[np.float64]
RankTies = Literal["min", "max", "average", "dense"]


def direct(values: Array, signs: Array) -> Array:
    """Turn values so that higher is better: minus one times where lower is.

    Examples
    --------
    >>> direct(np.array([[3.0, 5.0]]), np.array([1.0, -1.0]))
    array([[ 3., -5.]])
    """
    return np.asarray(values * signs)


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
        moved = (values - self.origin[..., None, :]) * self.scale[..., None, :] + self.base[..., None, :]
        if self.floor == -np.inf and self.ceiling == np.inf:
            return np.asarray(moved)
        return np.asarray(np.clip(moved, self.floor, self.ceiling))


@dataclass(frozen=True)
class Steps:
    """A fitted map from the values of a sample to their places in it, linear in between.

    `points` are the sample's values in rising order, ``(..., units, indicators)``, blanks last; `places` what
    each is mapped to. A value that equals a point gets its place, one between two points is interpolated, one
    below all gets `low`, above all `high`.

    Examples
    --------
    >>> fit = fit_rank(np.array([[10.0], [20.0], [40.0]]), low=0.0, high=100.0, ties="average")
    >>> fit.apply(np.array([[5.0], [20.0], [30.0]]))
    array([[ 0.],
           [50.],
           [75.]])
    """

    points: Array
    places: Array
    low: float
    high: float

    def apply(self, values: Array) -> Array:
        """Normalise directed values ``(..., units, indicators)``; blanks stay blank."""
        result = np.empty(values.shape)
        for at in np.ndindex(*values.shape[:-2], values.shape[-1]):
            column = (*at[:-1], slice(None), at[-1])
            points = self.points[column]
            present = points[~np.isnan(points)]
            result[column] = np.interp(
                values[column], present, self.places[column][: present.size], left=self.low, right=self.high
            )
        return result


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
    lowest = np.nanmin(values, axis=-2)
    return _stretch(lowest, np.nanmax(values, axis=-2), low=low, high=high, clip=clip)


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
    centre = np.nanmean(values, axis=-2)
    deviation = np.nanstd(values, axis=-2, ddof=ddof)
    return Affine(centre, spread / deviation, np.full(centre.shape, mean))


def fit_rank(values: Array, *, low: float, high: float, ties: RankTies) -> Steps:
    """Fit the place in the sample, ``(rank - 1) / (n - 1)`` of the present values, mapped to low..high.

    Ranks rise with the value. With ``ties="dense"`` n counts distinct values.
    OECD/JRC Handbook (2008), section 1.5, "Ranking"; with ties averaged, the percentile rank.

    Parameters
    ----------
    values : (..., units, indicators) array
        Directed values, NaN for a blank; at least two present values in each indicator.
    low, high : float
        What the lowest and highest place are mapped to.
    ties : {"min", "max", "average", "dense"}
        What equal values get; "min" is the lowest place of the tie.

    Returns
    -------
    Steps
        The fitted map.

    Examples
    --------
    >>> fit = fit_rank(np.array([[7.0], [7.0], [9.0]]), low=0.0, high=1.0, ties="average")
    >>> fit.apply(np.array([[7.0], [9.0]]))
    array([[0.25],
           [1.  ]])
    """
    points = np.sort(values, axis=-2)
    places = _ascending_places(np.swapaxes(points, -1, -2), ties=ties)
    return Steps(points, low + np.swapaxes(places, -1, -2) * (high - low), low, high)


def _ascending_places(values: Array, *, ties: RankTies) -> Array:
    """Return ``(rank - 1) / (n - 1)`` along the last axis, 0 for the lowest."""
    places = rank_descending(-values, ties=ties) - 1
    if ties == "dense":
        top = np.nanmax(places, axis=-1, keepdims=True)
    else:
        top = np.count_nonzero(~np.isnan(values), axis=-1, keepdims=True) - 1
    return np.asarray(places / np.maximum(top, 1))
