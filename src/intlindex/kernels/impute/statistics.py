"""Imputation by one value for a column, or for a column and a group: constants, means, medians, extremes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import has_no_spread

__all__ = [
    "Fills",
    "Imputer",
    "column_deviation",
    "column_maximum",
    "column_mean",
    "column_minimum",
    "distinct_labels",
    "fit_constant",
    "fit_maximum",
    "fit_mean",
    "fit_median",
    "fit_minimum",
    "fit_worst",
    "label_codes",
    "with_estimates",
]

Array = NDArray[np.float64]
Indices = NDArray[np.intp]
Labels = NDArray[np.object_]


class Imputer(Protocol):
    """What every `fit` returns."""

    @property
    def targets(self) -> tuple[int, ...]:
        """Columns that are filled."""
        ...

    def apply(self, values: Array, *, groups: Labels | None = None) -> Array:
        """Fill the blanks of `values` ``(..., units, indicators)``; `groups` are the labels of these units."""
        ...


@dataclass(frozen=True)
class Fills:
    """One fill for each target column, or for each group of units and target column.

    `fills` is ``(..., groups, targets)``; `labels` names the groups, None where all units are one group.

    Examples
    --------
    >>> sample, region = np.array([[1.0], [3.0], [8.0]]), np.array(["north", "north", "south"], dtype=object)
    >>> fit = fit_mean(sample, targets=(0,), groups=region)
    >>> fit.apply(np.array([[np.nan], [np.nan], [5.0]]), groups=np.array(["north", None, "south"], dtype=object))
    array([[ 2.],
           [nan],
           [ 5.]])
    """

    targets: tuple[int, ...]
    fills: Array
    labels: tuple[object, ...] | None = None

    def apply(self, values: Array, *, groups: Labels | None = None) -> Array:
        """Fill the blanks of `values`; a unit without a label, or with one not in the sample, keeps its blanks."""
        if self.labels is None:
            return with_estimates(values, self.targets, self.fills)
        codes = label_codes(self.labels, groups, values.shape[-2])
        unknown = np.full_like(self.fills, np.nan, shape=(*self.fills.shape[:-2], 1, len(self.targets)))
        return with_estimates(values, self.targets, np.concatenate([self.fills, unknown], axis=-2)[..., codes, :])


def with_estimates(values: Array, targets: tuple[int, ...], estimates: Array) -> Array:
    """Copy `values`, blanks of the target columns replaced by `estimates` ``(..., units or 1, targets)``.

    Examples
    --------
    >>> with_estimates(np.array([[1.0, np.nan], [np.nan, 4.0]]), (1,), np.array([[9.0]]))
    array([[ 1.,  9.],
           [nan,  4.]])
    """
    batch = np.broadcast_shapes(values.shape[:-2], estimates.shape[:-2])
    result = np.broadcast_to(values, (*batch, *values.shape[-2:])).astype(np.float64)
    columns = result[..., list(targets)]
    result[..., list(targets)] = np.where(np.isnan(columns), estimates, columns)
    return result


def distinct_labels(groups: Labels) -> tuple[object, ...]:
    """Return the distinct labels; None and NaN are none.

    Examples
    --------
    >>> distinct_labels(np.array(["Asia", None, "Europe", "Asia"], dtype=object))
    ('Asia', 'Europe')
    """
    # NaN, the blank of a column of labels that was read from a file, is the one label that differs from itself.
    return tuple(label for label in dict.fromkeys(groups) if label is not None and label == label)  # noqa: PLR0124


def label_codes(labels: tuple[object, ...], groups: Labels | None, units: int) -> Indices:
    """Return the place of each unit's label among `labels`, -1 where it has none of them.

    Examples
    --------
    >>> label_codes(("Asia", "Europe"), np.array(["Europe", None, "Asia"], dtype=object), 3)
    array([ 1, -1,  0])
    """
    if groups is None:
        return np.full(units, -1)
    places = {label: place for place, label in enumerate(labels)}
    return np.array([places.get(label, -1) for label in groups], dtype=np.intp)


def fit_constant(sample: Array, *, targets: tuple[int, ...], value: Array | float) -> Fills:
    """Fit a given value, whatever the sample holds.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Only its shape counts.
    targets : tuple of int
        Columns to fill.
    value : float or (targets,) array
        The fill, in raw units.

    Returns
    -------
    Fills
        The fitted fills.

    Examples
    --------
    >>> fit_constant(np.array([[1.0], [np.nan]]), targets=(0,), value=0.0).apply(np.array([[np.nan]]))
    array([[0.]])
    """
    shape = (*sample.shape[:-2], 1, len(targets))
    return Fills(targets, np.broadcast_to(np.asarray(value, dtype=np.float64), shape).copy())


def fit_mean(sample: Array, *, targets: tuple[int, ...], groups: Labels | None = None) -> Fills:
    """Fit the mean of the present values, ``sum(x) / n``, of the whole sample or of each group.

    OECD/JRC Handbook (2008), section 1.3, unconditional mean imputation. It understates the spread of the indicator.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Values, NaN for a blank.
    targets : tuple of int
        Columns to fill.
    groups : (units,) array of labels, optional
        Group of each unit, None for a unit without one. A group without a value fills nothing.

    Returns
    -------
    Fills
        The fitted fills.

    Examples
    --------
    >>> sample = np.array([[1.0], [np.nan], [4.0]])
    >>> fit_mean(sample, targets=(0,)).apply(sample)
    array([[1. ],
           [2.5],
           [4. ]])
    """
    return _fit_statistic(sample, targets, groups, column_mean)


def fit_median(sample: Array, *, targets: tuple[int, ...], groups: Labels | None = None) -> Fills:
    """Fit the median of the present values, half-way between the two middle ones where their number is even.

    OECD/JRC Handbook (2008), section 1.3.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Values, NaN for a blank.
    targets : tuple of int
        Columns to fill.
    groups : (units,) array of labels, optional
        Group of each unit, None for a unit without one. A group without a value fills nothing.

    Returns
    -------
    Fills
        The fitted fills.

    Examples
    --------
    >>> sample = np.array([[1.0], [np.nan], [2.0], [90.0]])
    >>> fit_median(sample, targets=(0,)).apply(np.array([[np.nan]]))
    array([[2.]])
    """
    return _fit_statistic(sample, targets, groups, _median)


def fit_minimum(sample: Array, *, targets: tuple[int, ...], groups: Labels | None = None) -> Fills:
    """Fit the lowest present value, of the whole sample or of each group.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Values, NaN for a blank.
    targets : tuple of int
        Columns to fill.
    groups : (units,) array of labels, optional
        Group of each unit, None for a unit without one. A group without a value fills nothing.

    Returns
    -------
    Fills
        The fitted fills.

    Examples
    --------
    >>> fit_minimum(np.array([[3.0], [np.nan], [2.0]]), targets=(0,)).apply(np.array([[np.nan]]))
    array([[2.]])
    """
    return _fit_statistic(sample, targets, groups, column_minimum)


def fit_maximum(sample: Array, *, targets: tuple[int, ...], groups: Labels | None = None) -> Fills:
    """Fit the highest present value, of the whole sample or of each group.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Values, NaN for a blank.
    targets : tuple of int
        Columns to fill.
    groups : (units,) array of labels, optional
        Group of each unit, None for a unit without one. A group without a value fills nothing.

    Returns
    -------
    Fills
        The fitted fills.

    Examples
    --------
    >>> fit_maximum(np.array([[3.0], [np.nan], [2.0]]), targets=(0,)).apply(np.array([[np.nan]]))
    array([[3.]])
    """
    return _fit_statistic(sample, targets, groups, column_maximum)


def fit_worst(
    sample: Array, *, targets: tuple[int, ...], signs: Array | Sequence[float], beyond: Array | float = 0.0
) -> Fills:
    """Fit the worst present value, or one that is worse by `beyond`: ``worst - sign * beyond``.

    For a blank that means "worse than the end of the list": a city that a ranking of the best hundred does not
    name. Where the length of the list is known, and not all of its places are held by the sample,
    `fit_constant` with the place after the last says it more exactly.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    targets : tuple of int
        Columns to fill.
    signs : (targets,) array
        1 where higher is better, -1 where lower is.
    beyond : float or (targets,) array
        How much worse than the worst, in raw units; not negative.

    Returns
    -------
    Fills
        The fitted fills.

    Examples
    --------
    Places in a list, where lower is better:

    >>> places = np.array([[1.0], [40.0], [np.nan]])
    >>> fit_worst(places, targets=(0,), signs=[-1.0], beyond=1.0).apply(places)
    array([[ 1.],
           [40.],
           [41.]])
    """
    columns, direction = sample[..., list(targets)], np.asarray(signs, dtype=np.float64)
    worst = np.where(direction > 0, column_minimum(columns), column_maximum(columns)) - direction * beyond
    return Fills(targets, worst[..., None, :])


def _fit_statistic(
    sample: Array, targets: tuple[int, ...], groups: Labels | None, statistic: Callable[[Array], Array]
) -> Fills:
    columns = sample[..., list(targets)]
    if groups is None:
        return Fills(targets, statistic(columns)[..., None, :])
    labels = distinct_labels(groups)
    codes = label_codes(labels, groups, sample.shape[-2])
    fills = np.empty((*sample.shape[:-2], len(labels), len(targets)))
    for group in range(len(labels)):
        fills[..., group, :] = statistic(columns[..., codes == group, :])
    return Fills(targets, fills, labels)


def column_minimum(columns: Array) -> Array:
    """Return the lowest present value of each column of ``(..., units, columns)``, NaN where there is none.

    Examples
    --------
    >>> column_minimum(np.array([[1.0, 5.0], [3.0, np.nan]]))
    array([1., 5.])
    """
    return np.asarray(np.fmin.reduce(columns, axis=-2, initial=np.nan))


def column_maximum(columns: Array) -> Array:
    """Return the highest present value of each column, NaN where there is none.

    Examples
    --------
    >>> column_maximum(np.array([[1.0, 5.0], [3.0, np.nan]]))
    array([3., 5.])
    """
    return np.asarray(np.fmax.reduce(columns, axis=-2, initial=np.nan))


def column_mean(columns: Array) -> Array:
    """Return the mean of each column's present values, NaN where there is none.

    Examples
    --------
    >>> column_mean(np.array([[1.0, 5.0], [3.0, np.nan]]))
    array([2., 5.])
    """
    # What lies above the lowest is added up: equal values then have exactly that mean, and none is outside them.
    lowest = column_minimum(columns)
    total, count = _total(columns - lowest[..., None, :])
    return np.asarray(lowest + total / np.maximum(count, 1))


def _median(columns: Array) -> Array:
    """Return the median of each column's present values, NaN where there is none."""
    ordered = np.sort(columns, axis=-2)  # blanks last
    count = np.count_nonzero(~np.isnan(columns), axis=-2, keepdims=True)
    below = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=-2)
    above = np.take_along_axis(ordered, np.minimum(count // 2, columns.shape[-2] - 1), axis=-2)
    return np.asarray((below + above)[..., 0, :] / 2)


def column_deviation(columns: Array) -> Array:
    """Return the standard deviation of each column, dividing by n - 1, NaN where there is no spread.

    Examples
    --------
    >>> column_deviation(np.array([[1.0, 5.0], [3.0, np.nan]]))
    array([1.41421356,        nan])
    """
    gaps = columns - column_mean(columns)[..., None, :]
    total, count = _total(gaps * gaps)
    deviation = np.sqrt(total / np.maximum(count - 1, 1))
    return np.where(has_no_spread(columns, axis=-2), np.nan, deviation)


def _total(columns: Array) -> tuple[Array, NDArray[np.intp]]:
    """Return sum and number of each column's present values."""
    # Sorted, so that the order of the units does not matter, and added unit by unit, so that the batch does not.
    ordered = np.sort(columns, axis=-2)
    blank = np.isnan(ordered)
    ordered[blank] = 0.0
    total = np.zeros((*columns.shape[:-2], columns.shape[-1]))
    for unit in range(columns.shape[-2]):
        total = total + ordered[..., unit, :]
    return total, np.count_nonzero(~blank, axis=-2)
