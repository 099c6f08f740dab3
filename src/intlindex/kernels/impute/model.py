"""Imputation by a model: regression on complete rows, and expectation maximisation."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.impute.neighbours import over_batch
from intlindex.kernels.impute.statistics import (
    column_deviation,
    column_maximum,
    column_mean,
    column_minimum,
    with_estimates,
)

__all__ = ["FittedRegression", "JointNormal", "fit_expectation_maximisation", "fit_regression"]

Array = NDArray[np.float64]
Indices = NDArray[np.intp]
Labels = NDArray[np.object_]

# Singular values below this share of the largest count as zero: columns that close to collinear are collinear.
COLLINEAR = 1e-10


@dataclass(frozen=True)
class FittedRegression:
    """Fitted lines ``level + sum(slope * (x - centre))``, one for each target.

    The difference is taken first, so that large predictors lose no digits. `slopes` and `centres` are
    ``(..., predictors, targets)``, `levels` is ``(..., targets)``; NaN for a target that could not be fitted.

    Examples
    --------
    >>> fit = fit_regression(np.array([[1.0, 3.0], [2.0, 5.0], [4.0, 9.0]]), targets=(1,), predictors=(0,))
    >>> fit.slopes, fit.intercept
    (array([[2.]]), array([1.]))
    """

    targets: tuple[int, ...]
    predictors: tuple[int, ...]
    slopes: Array
    centres: Array
    levels: Array

    @property
    def intercept(self) -> Array:
        """The constant of ``intercept + sum(slope * x)``, ``(..., targets)``."""
        result = self.levels
        for place in range(len(self.predictors)):
            result = result - self.slopes[..., place, :] * self.centres[..., place, :]
        return result

    def apply(self, values: Array, *, groups: Labels | None = None) -> Array:  # noqa: ARG002 - as every imputer's
        """Fill the blanks of `values`; a unit that lacks a predictor keeps its blanks."""
        estimates = self.levels[..., None, :]
        for place, predictor in enumerate(self.predictors):
            gap = values[..., predictor, None] - self.centres[..., None, place, :]
            estimates = estimates + self.slopes[..., None, place, :] * gap
        return with_estimates(values, self.targets, estimates)


def fit_regression(sample: Array, *, targets: tuple[int, ...], predictors: tuple[int, ...]) -> FittedRegression:
    """Fit each target by ordinary least squares on the predictors, with an intercept, on the complete rows.

    Of collinear predictors, or more of them than rows, the solution of least norm over the z-scores is taken.
    A prediction may lie outside the bounds of its indicator.

    OECD/JRC Handbook (2008), section 1.3, regression imputation.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Values, NaN for a blank. Rows count that have the target and all predictors.
    targets : tuple of int
        Columns to fill.
    predictors : tuple of int
        Columns to predict from; a target that is its own predictor stays blank.

    Returns
    -------
    FittedRegression
        The fitted lines.

    Examples
    --------
    >>> sample = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, np.nan], [np.nan, np.nan]])
    >>> fit_regression(sample, targets=(1,), predictors=(0,)).apply(sample)
    array([[ 1.,  2.],
           [ 2.,  4.],
           [ 3.,  6.],
           [nan, nan]])
    """
    batch = sample.shape[:-2]
    slopes = np.full((*batch, len(predictors), len(targets)), np.nan)
    centres, levels = slopes.copy(), np.full((*batch, len(targets)), np.nan)
    for at in np.ndindex(*batch):
        for place, target in enumerate(targets):
            line = _least_squares(sample[at][:, [*predictors, target]])
            slopes[at][:, place], centres[at][:, place], levels[at][place] = line
    return FittedRegression(targets, predictors, slopes, centres, levels)


def _least_squares(table: Array) -> tuple[Array, Array, float]:
    """Regress the last column of one table on the others; return slopes, their centres and the level there."""
    rows = _in_order(table[~np.isnan(table).any(axis=-1)])
    centre, scale = column_mean(rows), _scale(rows)
    if not len(rows):
        return centre[:-1], centre[:-1], math.nan
    points = (rows - centre) / scale
    slopes = np.linalg.lstsq(points[:, :-1].copy(), points[:, -1].copy(), rcond=COLLINEAR)[0]
    return slopes * scale[-1] / scale[:-1], centre[:-1], float(centre[-1])


def _scale(columns: Array) -> Array:
    """Return standard deviations to divide by, 1 where the values do not differ."""
    deviation = column_deviation(columns)
    return np.where(np.isnan(deviation), 1.0, deviation)


def _in_order(rows: Array) -> Array:
    """Sort the rows of one table, so that what LAPACK makes of them does not depend on the order of the units."""
    return np.ascontiguousarray(rows[np.lexsort(rows.T)] if rows.size else rows)


@dataclass(frozen=True)
class JointNormal:
    """A fitted multivariate normal distribution of some columns.

    `columns` are those modelled; `mean` and `scale` are ``(..., columns)``, `covariance`
    ``(..., columns, columns)``; `scale` holds the standard deviations of the present values, in which the fit was
    computed. `iterations` and `converged` are ``(...)``. A column without a value is NaN throughout.

    Examples
    --------
    >>> sample = np.array([[1.0, 2.0], [2.0, 4.5], [3.0, 5.5], [6.0, np.nan]])
    >>> fit = fit_expectation_maximisation(sample, targets=(1,))
    >>> bool(fit.converged), fit.mean
    (True, array([3.  , 5.75]))
    """

    targets: tuple[int, ...]
    columns: tuple[int, ...]
    mean: Array
    covariance: Array
    scale: Array
    iterations: NDArray[np.int64]
    converged: NDArray[np.bool_]

    def apply(self, values: Array, *, groups: Labels | None = None) -> Array:  # noqa: ARG002 - as every imputer's
        """Fill the blanks of `values` with what the unit's present cells let expect; of none, nothing is expected."""
        units, batch = values.shape[-2], np.broadcast_shapes(values.shape[:-2], self.mean.shape[:-1])
        points = (values[..., list(self.columns)] - self.mean[..., None, :]) / self.scale[..., None, :]
        relation = over_batch(self.covariance / (self.scale[..., :, None] * self.scale[..., None, :]), batch, 2)
        estimates = np.empty((*batch, units, len(self.columns)))
        for at in np.ndindex(*batch):
            known = ~np.isnan(relation[at].diagonal())
            patterns = _patterns(~np.isnan(points[at]), known)
            estimates[at] = _expect(points[at], patterns, np.zeros(len(known)), relation[at])[0]
        estimates = self.mean[..., None, :] + self.scale[..., None, :] * estimates
        wanted = [self.columns.index(target) for target in self.targets]
        return with_estimates(values, self.targets, estimates[..., wanted])


def fit_expectation_maximisation(
    sample: Array,
    *,
    targets: tuple[int, ...],
    predictors: tuple[int, ...] | None = None,
    ridge: float = 0.0,
    tolerance: float = 1e-10,
    max_iterations: int = 10_000,
) -> JointNormal:
    """Fit a multivariate normal distribution to incomplete rows by maximum likelihood, through the EM algorithm.

    E: of each row, o present and m blank, expect ``x_m = mu_m + S_mo S_oo^-1 (x_o - mu_o)``, which leaves
    ``C = S_mm - S_mo S_oo^-1 S_om``. M: ``mu = sum(x) / n`` and
    ``S = sum((x - mu)(x - mu)' + C) / n + ridge * diag(s^2)``. It starts at the means and variances s^2 of the
    present values, uncorrelated; no random number is drawn.

    Where the covariance is singular (columns that repeat one another, more columns than rows), the likelihood has
    no single peak: the expectation of least norm is taken, and `converged` may be false. The remedy is fewer
    predictors, or a `ridge` such as 0.05, which adds that share of each variance and so shrinks the correlations;
    the smaller it is, the more iterations it takes.
    An expectation may lie outside the bounds of its indicator.

    Dempster, Laird and Rubin (1977), Maximum likelihood from incomplete data via the EM algorithm, Journal of the
    Royal Statistical Society B 39; OECD/JRC Handbook (2008), section 1.3, expectation maximisation imputation.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Values, NaN for a blank. Rows without any value of the modelled columns do not count.
    targets : tuple of int
        Columns to fill.
    predictors : tuple of int, optional
        Columns modelled together with the targets; None for all.
    ridge : float
        Share of each variance that is added to it, not negative.
    tolerance : float
        It stops when no mean or covariance, in units of s, changes by more.
    max_iterations : int
        Number after which it stops, at least 1.

    Returns
    -------
    JointNormal
        The fitted distribution.

    Examples
    --------
    >>> sample = np.array([[1.0, 2.0], [2.0, 4.5], [3.0, 5.5], [6.0, np.nan]])
    >>> fit_expectation_maximisation(sample, targets=(1,)).apply(sample)[3]
    array([ 6., 11.])
    """
    chosen = range(sample.shape[-1]) if predictors is None else {*targets, *predictors}
    columns, batch = tuple(sorted(chosen)), sample.shape[:-2]
    mean, scale = np.empty((*batch, len(columns))), np.empty((*batch, len(columns)))
    covariance = np.empty((*batch, len(columns), len(columns)))
    iterations, converged = np.empty(batch, dtype=np.int64), np.empty(batch, dtype=bool)
    for at in np.ndindex(*batch):
        table = sample[at][:, list(columns)]
        fit = _maximise(table, ridge=ridge, tolerance=tolerance, max_iterations=max_iterations)
        mean[at], covariance[at], scale[at], iterations[at], converged[at] = fit
    return JointNormal(targets, columns, mean, covariance, scale, iterations, converged)


class _Pattern(NamedTuple):
    """Rows that have the same cells: which rows, which columns are given, which are wanted."""

    rows: Indices
    given: Indices
    wanted: Indices


def _patterns(present: NDArray[np.bool_], known: NDArray[np.bool_]) -> list[_Pattern]:
    """Return the patterns with something given and something wanted, among the columns that are known."""
    kinds, members = np.unique(present & known, axis=0, return_inverse=True)
    members = members.reshape(-1)  # NumPy 2.0 returned a column
    return [
        _Pattern(np.flatnonzero(members == place), np.flatnonzero(kind), np.flatnonzero(known & ~kind))
        for place, kind in enumerate(kinds)
        if kind.any() and not kind[known].all()
    ]


def _expect(table: Array, patterns: list[_Pattern], mean: Array, covariance: Array) -> tuple[Array, Array]:
    """Return one table with blanks at their expectation, and the sum of the covariances that remain."""
    filled, remains, solve = table.copy(), np.zeros_like(covariance), _solver(covariance)
    for rows, given, wanted in patterns:
        across = covariance[np.ix_(given, wanted)]
        slopes = solve(covariance[np.ix_(given, given)], across)
        parts = (table[np.ix_(rows, given)] - mean[given])[:, :, None] * slopes
        # Accumulated column by column: no unit's expectation depends on which others are filled with it.
        filled[np.ix_(rows, wanted)] = mean[wanted] + np.add.accumulate(parts, axis=1)[:, -1]
        remains[np.ix_(wanted, wanted)] += len(rows) * (covariance[np.ix_(wanted, wanted)] - slopes.T @ across)
    return filled, remains


def _solver(covariance: Array) -> Callable[[Array, Array], Array]:
    """Return what solves the equations of every block on the diagonal: if singular, by least norm."""
    variances = covariance.diagonal()
    known = ~np.isnan(variances)
    # The eigenvalues of a block lie between the extremes of the whole.
    values = np.linalg.eigvalsh(covariance[np.ix_(known, known)])
    if (values > COLLINEAR * values.max(initial=0.0)).all():
        return lambda block, right: np.asarray(np.linalg.solve(block, right))
    return lambda block, right: np.asarray(np.linalg.lstsq(block, right, rcond=COLLINEAR)[0])


def _maximise(
    table: Array, *, ridge: float, tolerance: float, max_iterations: int
) -> tuple[Array, Array, Array, int, bool]:
    """Run EM on one table; return mean, covariance, scale, iterations and whether it converged."""
    centre, scale = column_mean(table), _scale(table)
    known = ~np.isnan(centre)
    scale[~known] = np.nan
    points = ((table - centre) / scale)[:, known]
    points = _in_order(points[~np.isnan(points).all(axis=-1)])
    # In units of the standard deviations; a column whose values do not differ starts, and stays, without variance.
    start = np.diag((column_maximum(points) > column_minimum(points)).astype(np.float64))
    mean, covariance, iterations, converged = _iterate(points, start, ridge, tolerance, max_iterations)
    centre[known] += scale[known] * mean
    result = np.full((len(known), len(known)), np.nan)
    result[np.ix_(known, known)] = covariance * np.outer(scale[known], scale[known])
    return centre, result, scale, iterations, converged


def _iterate(
    points: Array, start: Array, ridge: float, tolerance: float, max_iterations: int
) -> tuple[Array, Array, int, bool]:
    present = ~np.isnan(points)
    patterns = _patterns(present, np.ones(points.shape[-1], dtype=bool))
    mean, covariance = np.zeros(points.shape[-1]), start
    for iteration in range(1, max_iterations + 1):
        filled, remains = _expect(points, patterns, mean, covariance)
        centre = filled.sum(axis=0) / len(points)
        gaps = filled - centre
        spread = (gaps.T @ gaps + remains) / len(points) + ridge * start
        change = max(np.abs(centre - mean).max(initial=0.0), np.abs(spread - covariance).max(initial=0.0))
        mean, covariance = centre, spread
        if change <= tolerance:
            return mean, covariance, iteration, True
    return mean, covariance, max_iterations, False
