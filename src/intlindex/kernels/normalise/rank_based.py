"""Normalisation by the place of a value in the sample, for scales that support an order and nothing more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import column_step, on_grid, ranks_of_sorted

__all__ = [
    "FittedPlaces",
    "RankTies",
    "fit_borda",
    "fit_exponential_rank",
    "fit_quantile_bands",
    "fit_rank",
]

Array = NDArray[np.float64]
MOST_COMPARED = 64
"""Up to this number of points, each is compared with all values of a batch at once; beyond, each column is searched."""

RankTies = Literal["min", "max", "average", "dense"]


@dataclass(frozen=True)
class FittedPlaces:
    """A fitted map from the values of a sample to their places in it, linear in between.

    `points` are the sample's values in ascending order, ``(..., units, indicators)``, blanks last; `places` what
    each is mapped to. A value that equals a point gets its place, one between two points is interpolated, one
    below all gets `low`, above all `high`, both ``(..., indicators)``. What is equal is decided on a grid of the step
    `step`, ``(..., indicators)``, on which `grid` has the points.

    Examples
    --------
    >>> fit = fit_rank(np.array([[10.0], [20.0], [40.0]]), low=0.0, high=100.0, ties="average")
    >>> fit.apply(np.array([[5.0], [20.0], [30.0]]))
    array([[ 0.],
           [50.],
           [75.]])
    """

    points: Array
    grid: Array
    places: Array
    low: Array
    high: Array
    step: Array
    sample: Array | None = field(default=None, repr=False, compare=False)
    """What it was fitted to, in the order of the units, if that is known."""
    order: NDArray[np.intp] | None = field(default=None, repr=False, compare=False)
    """Which unit of the sample each point is."""

    def apply(self, values: Array) -> Array:
        """Normalise directed values ``(..., units, indicators)``; blanks stay blank."""
        if values is self.sample and self.order is not None:  # every value is a point
            return _laid_out_as(values, _scattered(np.swapaxes(self.places, -1, -2), np.swapaxes(self.order, -1, -2)))
        batch = np.broadcast_shapes(values.shape[:-2], self.points.shape[:-2])
        values = np.broadcast_to(values, (*batch, *values.shape[-2:]))
        points = np.broadcast_to(self.points, (*batch, *self.points.shape[-2:]))
        places = np.broadcast_to(self.places, points.shape)
        grid = np.broadcast_to(self.grid, points.shape)
        on_steps = on_grid(values, self.step[..., None, :])
        present = np.count_nonzero(~np.isnan(points), axis=-2)[..., None, :]
        passed = _passed(grid, on_steps)
        here = np.maximum(passed - 1, 0)
        after = np.minimum(passed, points.shape[-2] - 1)
        reached, y = (np.take_along_axis(each, here, axis=-2) for each in (grid, places))
        result = y
        between = (on_steps != reached) & (passed > 0) & (passed < present)
        if between.any():  # the values of the sample itself are not
            x = np.take_along_axis(points, here, axis=-2)
            beyond, above = (np.take_along_axis(each, after, axis=-2) for each in (points, places))
            with np.errstate(invalid="ignore", divide="ignore"):
                result = np.where(between, (above - y) / (beyond - x) * (values - x) + y, y)
        result = np.where(passed == 0, self.low[..., None, :], result)
        result = np.where((passed == present) & (on_steps > reached), self.high[..., None, :], result)
        return np.where(np.isnan(values), np.nan, result)


def _scattered(places: Array, order: NDArray[np.intp]) -> Array:
    """Put places ``(..., indicators, units)`` of sorted points back in the order of the units."""
    found = np.empty(order.shape)
    np.put_along_axis(found, order, np.broadcast_to(places, found.shape), axis=-1)
    return np.swapaxes(found, -1, -2)


def _laid_out_as(values: Array, found: Array) -> Array:
    """Lay out results as values are, whose draws may run fastest."""
    room = np.empty_like(values)
    room[...] = found
    return room


def _passed(points: Array, values: Array) -> NDArray[np.intp]:
    """Count the points that each value reaches, ``(..., units, indicators)``; blanks are last among the points."""
    count = points.shape[-2]
    if count <= MOST_COMPARED:
        few = np.zeros_like(values, dtype=np.uint8)  # laid out as the values are
        reached = np.empty_like(values, dtype=np.bool_)
        for at in range(count):
            np.less_equal(points[..., at : at + 1, :], values, out=reached)
            np.add(few, reached, out=few)
        return few.astype(np.intp)
    passed = np.empty(values.shape, dtype=np.intp)
    for batch in np.ndindex(*values.shape[:-2], values.shape[-1]):
        column = (*batch[:-1], slice(None), batch[-1])
        known = points[column][~np.isnan(points[column])]
        passed[column] = np.searchsorted(known, values[column], side="right")
    return passed


def fit_rank(values: Array, *, low: float, high: float, ties: RankTies, step: Array | None = None) -> FittedPlaces:
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
    step : (..., indicators) array, optional
        Step of the grid on which values are compared; by default that of the sample.

    Returns
    -------
    FittedPlaces
        The fitted map.

    Examples
    --------
    >>> fit = fit_rank(np.array([[7.0], [7.0], [9.0]]), low=0.0, high=1.0, ties="average")
    >>> fit.apply(np.array([[7.0], [9.0]]))
    array([[0.25],
           [1.  ]])
    """
    step = column_step(values) if step is None else step
    found = _Ascending.of(values, step, ties=ties)
    ranks, top = found.ranks, found.top
    places = (ranks - 1) / np.maximum(top - 1, 1)[..., None, :]
    low_places, high_places = np.full(top.shape, low), np.full(top.shape, high)
    return found.steps(low + places * (high - low), low_places, high_places, step, values)


def fit_borda(values: Array, *, ties: RankTies, step: Array | None = None) -> FittedPlaces:
    """Fit the number of units that a value passes, ``rank - 1``: its points in a Borda count.

    Parameters
    ----------
    values : (..., units, indicators) array
        Directed values, NaN for a blank.
    ties : {"min", "max", "average", "dense"}
        What equal values get; "min" counts only those that are strictly worse.
    step : (..., indicators) array, optional
        Step of the grid on which values are compared; by default that of the sample.

    Returns
    -------
    FittedPlaces
        The fitted map.

    Examples
    --------
    >>> fit_borda(np.array([[7.0], [5.0], [9.0]]), ties="min").apply(np.array([[7.0], [9.0]]))
    array([[1.],
           [2.]])
    """
    step = column_step(values) if step is None else step
    found = _Ascending.of(values, step, ties=ties)
    ranks, top = found.ranks, found.top
    return found.steps(ranks - 1, np.zeros(top.shape), top - 1, step, values)


def fit_exponential_rank(
    values: Array,
    *,
    low: float,
    high: float,
    decay: float = 23.0,
    behind: bool = False,
    ties: RankTies = "average",
    step: Array | None = None,
) -> FittedPlaces:
    """Fit the exponential transform of ranks, ``-d ln(1 - R (1 - exp(-100 / d)))`` with ``R = rank / n``.

    Ranks ascend, so that R is 1 for the highest; with `behind`, ``R = (rank - 1) / n`` is 0 for the lowest.

    It runs from near 0 to 100 and spreads the best apart; mapped so that 0 and 100 become low and high. Used with
    d = 23 by the English Indices of Deprivation, where the highest rank is the most deprived.

    Parameters
    ----------
    values : (..., units, indicators) array
        Directed values, NaN for a blank.
    low, high : float
        What 0 and 100 are mapped to.
    decay : float
        The constant d; with 23 the best tenth takes the upper half of the scale.
    behind : bool
        Transform the share of the units behind.
    ties : {"min", "max", "average", "dense"}
        What equal values get.
    step : (..., indicators) array, optional
        Step of the grid on which values are compared; by default that of the sample.

    Returns
    -------
    FittedPlaces
        The fitted map.

    Examples
    --------
    >>> fit = fit_exponential_rank(np.arange(10.0)[:, None], low=0.0, high=100.0)
    >>> fit.apply(np.array([[8.0], [9.0]])).round(1)
    array([[ 50.4],
           [100. ]])
    """
    step = column_step(values) if step is None else step
    found = _Ascending.of(values, step, ties=ties)
    ranks, top = found.ranks, found.top
    shares = (ranks - 1.0 if behind else ranks) / top[..., None, :]
    places = -decay * np.log1p(-shares * -np.expm1(-100.0 / decay)) / 100.0
    # The best is 1 by definition; the logarithm of a rounded difference is off by a few units in the last place.
    places = np.where(shares == 1, 1.0, places)
    low_places, high_places = np.full(top.shape, low), np.full(top.shape, high)
    return found.steps(low + places * (high - low), low_places, high_places, step, values)


@dataclass(frozen=True)
class Bands:
    """A fitted map to equally spaced scores of quantile bands; a value on an edge belongs to the band above.

    Values and edges are compared on a grid of the step `step`, ``(..., indicators)``.

    Examples
    --------
    >>> fit = fit_quantile_bands(np.array([[1.0], [2.0], [3.0], [4.0]]), low=0.0, high=100.0, bands=2)
    >>> fit.apply(np.array([[2.0], [3.0]]))
    array([[  0.],
           [100.]])
    """

    edges: Array
    low: float
    high: float
    step: Array

    def apply(self, values: Array) -> Array:
        """Normalise directed values ``(..., units, indicators)``; blanks stay blank."""
        bands = self.edges.shape[0]
        passed = np.zeros(np.broadcast_shapes(values.shape, (*self.edges.shape[1:-1], 1, 1)))
        step = self.step[..., None, :]
        on_steps = on_grid(values, step)
        for edge in self.edges:
            passed = passed + (on_steps >= on_grid(edge[..., None, :], step))
        return np.where(np.isnan(values), np.nan, self.low + passed / bands * (self.high - self.low))


def fit_quantile_bands(values: Array, *, low: float, high: float, bands: int, step: Array | None = None) -> Bands:
    """Fit equally spaced scores to bands of equal frequency: quartiles, quintiles, deciles.

    Edges are sample quantiles, linear between order statistics (Hyndman and Fan 1996, type 7).
    OECD/JRC Handbook (2008), section 1.5, "Categorical scales".

    Parameters
    ----------
    values : (..., units, indicators) array
        Directed values, NaN for a blank.
    low, high : float
        Scores of the worst and the best band.
    bands : int
        Number of bands, at least 2.
    step : (..., indicators) array, optional
        Step of the grid on which values are compared; by default that of the sample.

    Returns
    -------
    Bands
        The fitted map.

    Examples
    --------
    >>> fit = fit_quantile_bands(np.arange(8.0)[:, None], low=0.0, high=3.0, bands=4)
    >>> fit.apply(np.arange(8.0)[:, None]).ravel()
    array([0., 0., 1., 1., 2., 2., 3., 3.])
    """
    inner = np.arange(1, bands) / bands
    step = column_step(values) if step is None else step
    return Bands(np.nanquantile(values, inner, axis=-2), low, high, step)


@dataclass(frozen=True)
class _Ascending:
    """A sample in ascending order, blanks last, ``(..., units, indicators)``."""

    order: NDArray[np.intp]
    points: Array
    grid: Array
    """The points on their grid."""
    ranks: Array
    """The rank of each point, from 1."""
    top: Array
    """The highest possible rank, ``(..., indicators)``."""

    @classmethod
    def of(cls, values: Array, step: Array, *, ties: RankTies) -> _Ascending:
        columns = np.ascontiguousarray(np.swapaxes(values, -1, -2))  # each in one piece of memory, to be sorted
        order = np.argsort(columns, axis=-1)
        sorted_columns = np.take_along_axis(columns, order, axis=-1)
        steps = on_grid(sorted_columns, step[..., None])
        ranks = np.swapaxes(ranks_of_sorted(steps, ties=ties), -1, -2)
        points, grid = np.swapaxes(sorted_columns, -1, -2), np.swapaxes(steps, -1, -2)
        present = ~np.isnan(points)
        count = np.count_nonzero(present, axis=-2).astype(np.float64)
        top = np.max(ranks, axis=-2, initial=0.0, where=present) if ties == "dense" else count
        return cls(np.swapaxes(order, -1, -2), points, grid, ranks, top)

    def steps(self, places: Array, low: Array, high: Array, step: Array, sample: Array) -> FittedPlaces:
        return FittedPlaces(self.points, self.grid, places, low, high, step, sample, self.order)
