"""Imputation by the values of the most similar units: nearest neighbours and hot deck."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.impute.statistics import (
    column_deviation,
    column_mean,
    distinct_labels,
    label_codes,
    with_estimates,
)

__all__ = ["Neighbours", "fit_hot_deck", "fit_nearest_neighbours", "over_batch"]

Array = NDArray[np.float64]
Indices = NDArray[np.intp]
Labels = NDArray[np.object_]
NeighbourWeights = Literal["uniform", "distance"]

# Distances in standard deviations that differ by less are equal: what is left of rounding must not break a tie.
EQUAL_DISTANCE = 1e-9


@dataclass(frozen=True)
class Neighbours:
    """Donors of a sample: their standardised predictors and the values they may give.

    `centre` and `scale` are ``(..., predictors)``, `points` ``(..., donors, predictors)``, `donated`
    ``(..., donors, targets)``, `labels` the group of each donor, None where any unit may give to any other.

    Examples
    --------
    >>> sample = np.array([[1.0, 10.0], [2.0, 20.0], [9.0, 90.0]])
    >>> fit = fit_nearest_neighbours(sample, targets=(1,), k=2)
    >>> fit.apply(np.array([[1.4, np.nan]]))
    array([[ 1.4, 15. ]])
    """

    targets: tuple[int, ...]
    predictors: tuple[int, ...]
    centre: Array
    scale: Array
    points: Array
    donated: Array
    labels: Labels | None
    k: int
    weights: NeighbourWeights

    def apply(self, values: Array, *, groups: Labels | None = None) -> Array:
        """Fill the blanks of `values`; fitted by group, a unit without a label keeps its blanks."""
        units, batch = values.shape[-2], np.broadcast_shapes(values.shape[:-2], self.centre.shape[:-1])
        allowed = self._allowed(groups, units)
        columns = np.broadcast_to(values[..., list(self.targets)], (*batch, units, len(self.targets)))
        points = (values[..., list(self.predictors)] - self.centre[..., None, :]) / self.scale[..., None, :]
        givers = over_batch(self.points, batch, 2), over_batch(self.donated, batch, 2)
        estimates = np.full(columns.shape, np.nan)
        for at in np.ndindex(*batch):
            wanting = np.isnan(columns[at])
            rows = np.flatnonzero(wanting.any(axis=-1))
            distances = np.where(allowed[rows], _distances(points[at][rows], givers[0][at]), np.nan)
            for row, target in zip(*np.nonzero(wanting[rows]), strict=True):
                value = _average(distances[row], givers[1][at][:, target], k=self.k, weights=self.weights)
                estimates[at][rows[row], target] = value
        return with_estimates(values, self.targets, estimates)

    def _allowed(self, groups: Labels | None, units: int) -> NDArray[np.bool_]:
        """Return which unit may be given to by which donor, ``(units, donors)``."""
        if self.labels is None:
            return np.ones((units, self.points.shape[-2]), dtype=bool)
        names = distinct_labels(self.labels)
        takers, givers = label_codes(names, groups, units), label_codes(names, self.labels, len(self.labels))
        return np.asarray((takers[:, None] == givers) & (takers[:, None] >= 0))


def fit_nearest_neighbours(
    sample: Array,
    *,
    targets: tuple[int, ...],
    predictors: tuple[int, ...] | None = None,
    k: int = 5,
    weights: NeighbourWeights = "uniform",
    groups: Labels | None = None,
) -> Neighbours:
    """Fit the mean of the k nearest units that have the value.

    Near is what is alike in the z-scores of the predictors, over those that both units have, scaled up by the
    share that they have: ``d = sqrt(p / shared * sum((z_i - z_j)^2))``. Units that are equally far at the k-th
    place share the places that are left, so the mean is that over every way of breaking the tie, and
    the order of the units does not matter. Fewer than k donors give what they have. A predictor that does not vary in
    the sample says nothing and is ignored.

    Troyanskaya et al. (2001), Missing value estimation methods for DNA microarrays, Bioinformatics 17, "KNNimpute".

    Parameters
    ----------
    sample : (..., units, indicators) array
        Values, NaN for a blank.
    targets : tuple of int
        Columns to fill.
    predictors : tuple of int, optional
        Columns that define which units are near; None for all but the one to fill.
    k : int
        How many units are averaged, at least 1.
    weights : {"uniform", "distance"}
        Whether all k count the same or by ``1 / d``; units at no distance then count alone.
    groups : (units,) array of labels, optional
        Group of each unit, None for a unit without one: only units of the same group give.

    Returns
    -------
    Neighbours
        The fitted donors.

    Examples
    --------
    >>> sample = np.array([[1.0, 10.0], [2.0, 20.0], [1.8, np.nan], [9.0, 90.0]])
    >>> fit_nearest_neighbours(sample, targets=(1,), k=1).apply(sample)[2]
    array([ 1.8, 20. ])
    >>> fit_nearest_neighbours(sample, targets=(1,), k=2, weights="distance").apply(sample)[2]
    array([ 1.8, 18. ])
    """
    # A blank is never compared, so a column that is filled tells nothing about how to fill it.
    near = tuple(range(sample.shape[-1])) if predictors is None else predictors
    columns = sample[..., list(near)]
    centre, scale = column_mean(columns), column_deviation(columns)
    points = (columns - centre[..., None, :]) / scale[..., None, :]
    labels = None if groups is None else np.array(groups, dtype=object)
    return Neighbours(targets, near, centre, scale, points, sample[..., list(targets)], labels, k, weights)


def fit_hot_deck(
    sample: Array,
    *,
    targets: tuple[int, ...],
    predictors: tuple[int, ...] | None = None,
    groups: Labels | None = None,
) -> Neighbours:
    """Fit the value of the nearest donor, or the mean of the nearest where several are equally near.

    The deterministic hot deck: nearest neighbours with k = 1, whose distance it uses.
    OECD/JRC Handbook (2008), section 1.3, hot deck imputation.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Values, NaN for a blank.
    targets : tuple of int
        Columns to fill.
    predictors : tuple of int, optional
        Columns that define which units are near; None for all but the one to fill.
    groups : (units,) array of labels, optional
        Group of each unit, None for a unit without one: only units of the same group give.

    Returns
    -------
    Neighbours
        The fitted donors.

    Examples
    --------
    >>> sample = np.array([[1.0, 10.0], [2.0, np.nan], [3.0, 30.0], [9.0, 90.0]])
    >>> fit_hot_deck(sample, targets=(1,)).apply(sample)[1]
    array([ 2., 20.])
    """
    return fit_nearest_neighbours(sample, targets=targets, predictors=predictors, k=1, groups=groups)


def over_batch(array: Array, batch: tuple[int, ...], axes: int) -> Array:
    """Repeat what was fitted, of which the last `axes` are no batch, over the batch.

    Examples
    --------
    >>> over_batch(np.array([1.0, 2.0]), (3,), 1).shape
    (3, 2)
    """
    return np.broadcast_to(array, (*batch, *array.shape[array.ndim - axes :]))


def _distances(takers: Array, givers: Array) -> Array:
    """Return the distances ``(takers, givers)`` over the predictors that both have, NaN where they share none."""
    shape = len(takers), len(givers)
    total, shared = np.zeros(shape), np.zeros(shape)
    for predictor in range(takers.shape[-1]):
        gap = takers[:, None, predictor] - givers[:, predictor]
        known = ~np.isnan(gap)
        total += np.where(known, gap * gap, 0.0)
        shared += known
    return np.asarray(np.sqrt(total * takers.shape[-1] / np.where(shared > 0, shared, np.nan)))


def _average(distances: Array, values: Array, *, k: int, weights: NeighbourWeights) -> float:
    """Return the mean of the k nearest values, NaN where there is none."""
    usable = ~(np.isnan(distances) | np.isnan(values))
    distances, values = distances[usable], values[usable]
    if not values.size:
        return math.nan
    parts = _shares(distances, min(k, values.size))
    if weights == "distance":
        exact = distances <= EQUAL_DISTANCE
        parts = np.where(exact, parts, 0.0) if exact.any() else parts / distances
    # Sums that are rounded once do not depend on the order of the donors; equal donors give exactly their value.
    lowest = float(values.min())
    return lowest + math.fsum(parts * (values - lowest)) / math.fsum(parts)


def _shares(distances: Array, k: int) -> Array:
    """Return in what shares donors are among the k nearest; those tied at the k-th place share what is left."""
    cutoff = np.sort(distances)[k - 1]
    nearer = distances < cutoff - EQUAL_DISTANCE
    tied = ~nearer & (distances <= cutoff + EQUAL_DISTANCE)
    left = k - np.count_nonzero(nearer)
    return np.where(nearer, 1.0, np.where(tied, left / np.count_nonzero(tied), 0.0))
