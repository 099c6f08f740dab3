"""Aggregation by distance: how near a unit comes to the ideal, and how far it stays from the worst.

Values are ``(..., units, children)``, shares ``(..., children)``, whose leading axes broadcast. A child better
than the ideal counts as the ideal, so that a unit placed against fixed ideals is never worse off for being
better; within the sample this changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from intlindex.kernels.aggregate.basic_means import without_blanks
from intlindex.kernels.aggregate.means import power_mean
from intlindex.kernels.rank import magnitude

__all__ = ["Ideals", "displaced_ideal", "fit_topsis", "topsis"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Ideals:
    """What TOPSIS learns of a sample: a scale of every child, and the best and the worst on it.

    All fields have shape ``(..., children)``. Weights are no part of it: an ideal stays where it is under any.

    Examples
    --------
    >>> fit = fit_topsis(np.array([[0.0, 3.0], [4.0, 0.0]]), norm="none")
    >>> fit.apply(np.array([[4.0, 3.0], [2.0, 1.5], [0.0, 0.0]]), np.array([0.5, 0.5]))
    array([1. , 0.5, 0. ])
    """

    scale: Array
    """What a child is divided by."""
    ideal: Array
    """The best of every child, after division."""
    anti_ideal: Array
    """The worst of every child, after division."""

    def apply(self, values: Array, weights: Array, *, power: float = 2.0, skip_blanks: bool = False) -> Array:
        """Return the closeness to the ideal of any units; see `topsis`."""
        scaled = values / self.scale[..., None, :]
        to_ideal = np.maximum(self.ideal[..., None, :] - scaled, 0.0)
        to_worst = np.maximum(scaled - self.anti_ideal[..., None, :], 0.0)
        lost = _distance(to_ideal, weights, power=power, skip_blanks=skip_blanks)
        won = _distance(to_worst, weights, power=power, skip_blanks=skip_blanks)
        both = lost + won
        return np.asarray(np.where(both == 0, 0.5, won / np.where(both == 0, 1.0, both)))


def fit_topsis(
    values: Array,
    *,
    norm: Literal["vector", "none"] = "vector",
    ideal: ArrayLike | None = None,
    anti_ideal: ArrayLike | None = None,
) -> Ideals:
    """Learn the scales, the ideal and the anti-ideal of a sample.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank; all that are observed count.
    norm : {"vector", "none"}
        Divide every child by the root of the sum of its squares over the units, as TOPSIS does, or take
        commensurate values as they are.
    ideal, anti_ideal : float or (children,) array, optional
        Best and worst values, before division, instead of those of the sample.

    Returns
    -------
    Ideals
        The fitted sample.

    Examples
    --------
    >>> fit_topsis(np.array([[3.0], [4.0]])).ideal
    array([0.8])
    """
    best = np.fmax.reduce(values, axis=-2)
    worst = np.fmin.reduce(values, axis=-2)
    scale = _length(values) if norm == "vector" else np.ones(best.shape)
    highest = best if ideal is None else np.broadcast_to(np.asarray(ideal, dtype=np.float64), best.shape)
    lowest = worst if anti_ideal is None else np.broadcast_to(np.asarray(anti_ideal, dtype=np.float64), best.shape)
    return Ideals(scale, highest / scale, lowest / scale)


def _length(values: Array) -> Array:
    """Return the root of the sum of squares over the units, one for zeros; blanks do not count.

    The squares are sorted first, so that the order of the units changes no bit.
    """
    scale = magnitude(values, axis=-2)  # so that no square overflows or vanishes
    squares = np.sort(np.where(np.isnan(values), 0.0, np.square(values / scale[..., None, :])), axis=-2)
    length = np.sqrt(np.cumsum(squares, axis=-2)[..., -1, :]) * scale
    return np.asarray(np.where(length > 0, length, 1.0))


def _distance(gaps: Array, weights: Array, *, power: float, skip_blanks: bool) -> Array:
    """Return ``(sum (w g)^p)^(1/p)`` over the children, one after the other."""
    known, shares = without_blanks(gaps, weights) if skip_blanks else (gaps, weights[..., None, :])
    scale = magnitude(gaps, axis=-1)  # so that no power overflows or vanishes
    known = known / scale[..., None]
    summed = np.power(shares[..., 0] * known[..., 0], power)
    for child in range(1, gaps.shape[-1]):
        summed = summed + np.power(shares[..., child] * known[..., child], power)
    return np.asarray(np.power(summed, 1.0 / power) * scale)


def topsis(
    values: Array,
    weights: Array,
    *,
    norm: Literal["vector", "none"] = "vector",
    ideal: ArrayLike | None = None,
    anti_ideal: ArrayLike | None = None,
    power: float = 2.0,
    skip_blanks: bool = False,
) -> Array:
    """Return the relative closeness to the ideal, ``d- / (d+ + d-)``, from 0, the worst in all, to 1, the best.

    Hwang & Yoon (1981). Children are divided by their length over the units and multiplied by their weights;
    d+ and d- are the distances ``(sum |v_j - v*_j|^p)^(1/p)`` to the ideal, the best of every child among the
    units, and to the anti-ideal, the worst. Where the two are the same, because all units are equal, every
    unit is halfway: 0.5.

    Parameters
    ----------
    values : (..., units, children) array
        Directed values of the children, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.
    norm : {"vector", "none"}
        Divide by the length, or take commensurate values as they are.
    ideal, anti_ideal : float or (children,) array, optional
        Best and worst values, before division, instead of those among the units.
    power : float
        1 for the city-block distance, 2 for the Euclidean.
    skip_blanks : bool
        Measure a unit with blanks over the children it has, with their weights scaled to one; otherwise it is
        blank. Either way what is observed of it helps to set the ideals.

    Returns
    -------
    (..., units) array
        The closeness of every unit.

    Examples
    --------
    >>> topsis(np.array([[8.0, 3.0], [0.0, 3.0], [0.0, 0.0]]), np.array([0.5, 0.5]), norm="none")
    array([1.        , 0.27272727, 0.        ])
    """
    fit = fit_topsis(values, norm=norm, ideal=ideal, anti_ideal=anti_ideal)
    return fit.apply(values, weights, power=power, skip_blanks=skip_blanks)


def displaced_ideal(
    values: Array,
    weights: Array,
    *,
    ideal: ArrayLike,
    worst: ArrayLike = 0.0,
    power: float = 2.0,
    skip_blanks: bool = False,
) -> Array:
    """Return one minus the distance to a fixed ideal, ``1 - (sum(w g^p))^(1/p)``, which is 1 at the ideal.

    ``g = (ideal - x) / (ideal - worst)`` is what is missing, as a part of the whole way, so that a unit that
    is worst in all gets 0. With a power above 1 large gaps weigh more than proportionally; a power of 1 is the
    arithmetic mean.

    Parameters
    ----------
    values : (..., units, children) array
        Directed values of the children, NaN for a blank.
    weights : (..., children) array
        Shares, summing to one.
    ideal, worst : float or (children,) array
        Ends of the scale.
    power : float
        2 for the Euclidean distance.
    skip_blanks : bool
        Leave blanks out and scale the weights of the rest to one; otherwise a blank makes the result blank.

    Returns
    -------
    (..., units) array
        One minus the distances.

    Examples
    --------
    >>> displaced_ideal(np.array([[30.0, 90.0]]), np.array([0.5, 0.5]), ideal=100.0)
    array([0.5])
    """
    best, low = np.asarray(ideal, dtype=np.float64), np.asarray(worst, dtype=np.float64)
    gaps = np.maximum((best - values) / (best - low), 0.0)
    return np.asarray(1.0 - power_mean(gaps, weights, exponent=power, skip_blanks=skip_blanks))
