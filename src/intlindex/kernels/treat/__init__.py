"""Outlier treatment: fit to the units of a sample, apply to any unit, and say what was done.

A treated indicator is held within fitted bounds, or goes through a fitted transform where that does not help;
an indicator that needs nothing is left alone. So a city outside the sample is treated with the bounds of the
sample and moves nobody. What was done to each indicator of the sample is in the `record`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels import transform
from intlindex.kernels.rank import column_step, has_no_spread, on_grid
from intlindex.kernels.statistics.moments import kurtosis, skewness
from intlindex.kernels.transform import Shift, Transform

__all__ = [
    "Fallback",
    "OutlierRule",
    "Record",
    "Treatment",
    "fit_box_cox",
    "fit_percentiles",
    "fit_tukey",
    "fit_winsorise",
]

Array = NDArray[np.float64]
Fallback = Callable[[Array], Transform]
"""Fits a transform to one indicator of a sample, ``(units, 1)``."""
Transforms = tuple[tuple[tuple[int, ...], Transform], ...]


@dataclass(frozen=True)
class Record:
    """What a treatment did to its sample; every field is ``(..., indicators)``.

    `action` is "none" where nothing was needed; "winsorised" or "clipped" where values were moved to a bound; the
    kind of a transform where that was applied; "undefined" where skewness and kurtosis cannot be computed and do
    not pass; "failed" where treatment was needed and nothing could be done: the values are then as they were.
    """

    points_low: NDArray[np.int64]
    """Number of cells moved up to the lower bound."""
    points_high: NDArray[np.int64]
    """Number of cells moved down to the upper bound."""
    skewness_before: Array
    kurtosis_before: Array
    passed_before: NDArray[np.bool_]
    skewness_after: Array
    kurtosis_after: Array
    passed_after: NDArray[np.bool_]
    """Whether the result passes: a treatment can help too little."""
    action: NDArray[np.str_]


@dataclass(frozen=True)
class OutlierRule:
    """An indicator passes if its absolute skewness or its excess kurtosis is below a threshold."""

    skewness: float
    kurtosis: float

    def passes(self, values: Array) -> NDArray[np.bool_]:
        """Tell which indicators ``(..., units, indicators)`` pass."""
        return self.holds(skewness(values), kurtosis(values))

    def holds(self, skewed: Array, peaked: Array) -> NDArray[np.bool_]:
        """Tell which skewness and kurtosis pass."""
        return np.asarray((np.abs(skewed) < self.skewness) | (peaked < self.kurtosis))


@dataclass(frozen=True)
class Treatment:
    """A fitted treatment: bounds for each indicator, then a transform for those that have one.

    `low` and `high` have shape ``(..., indicators)`` and are infinite where nothing is held; `transforms` are pairs
    of a place in them and what is applied there.

    Examples
    --------
    >>> sample = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [90.0]])
    >>> fit = fit_winsorise(sample)
    >>> fit.apply(np.array([[-7.0], [4.0], [60.0]]))
    array([[-7.],
           [ 4.],
           [ 5.]])
    >>> fit.record.points_high, fit.record.action
    (array([1]), array(['winsorised'], dtype='<U10'))
    """

    low: Array
    high: Array
    transforms: Transforms
    sample: Array
    """What it was fitted to."""
    rule: OutlierRule
    action: NDArray[np.str_]
    """What was done to each indicator, see `Record`."""

    @cached_property
    def record(self) -> Record:
        """What it does to its sample; found when it is asked for, since a batch of samples needs none."""
        sample, treated = self.sample, self.apply(self.sample)
        before, after = (skewness(sample), kurtosis(sample)), (skewness(treated), kurtosis(treated))
        return Record(
            points_low=np.count_nonzero(self._beyond(self.low, -1.0), axis=-2),
            points_high=np.count_nonzero(self._beyond(self.high, 1.0), axis=-2),
            skewness_before=before[0],
            kurtosis_before=before[1],
            passed_before=self.rule.holds(*before),
            skewness_after=after[0],
            kurtosis_after=after[1],
            passed_after=self.rule.holds(*after),
            action=self.action,
        )

    def _beyond(self, bound: Array, sign: float) -> NDArray[np.bool_]:
        """Tell which values of the sample are beyond a bound, both on the grid of their column."""
        step = column_step(self.sample)[..., None, :]
        return np.asarray(sign * on_grid(self.sample, step) > sign * on_grid(bound[..., None, :], step))

    def apply(self, values: Array) -> Array:
        """Treat raw values ``(..., units, indicators)``; blanks stay blank, NaN outside a transform's domain."""
        return _apply(values, self.low, self.high, self.transforms)

    def defined(self, values: Array) -> NDArray[np.bool_]:
        """Tell which cells have a result; blanks count as defined."""
        return np.asarray(np.isnan(values) | ~np.isnan(self.apply(values)))


@dataclass(frozen=True)
class _Decision:
    """What is done to one indicator."""

    action: str
    low: float = -np.inf
    high: float = np.inf
    fitted: Transform | None = None


def fit_winsorise(
    sample: Array,
    *,
    skewness: float = 2.0,
    kurtosis: float = 3.5,
    max_points: int | None = 5,
    then: Fallback | None = None,
    combine: bool = False,
) -> Treatment:
    """Move the outermost values inwards until skewness or kurtosis passes; if that does not help, transform.

    The rule of the European Commission's Joint Research Centre, with the conventions of the R package COINr. An
    indicator passes if ``|skewness| < 2`` or ``kurtosis < 3.5``, both bias-corrected. While it fails and fewer than
    `max_points` of its values have been moved, all values at the maximum are moved to the next lower value where
    the skewness is not negative, else all at the minimum to the next higher one. Ties move together, so that
    more than `max_points` may be moved in the end. If it still fails, `then` is applied to the original values;
    without it, the values stay winsorised.

    An indicator is never made constant: if the next step would do that, it is as if winsorising had not helped,
    and it stays as it was if it has only two distinct values, whose skewness no transform can change.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    skewness, kurtosis : float
        Thresholds.
    max_points : int, optional
        How many values may be moved; None for any number.
    then : callable, optional
        Fits a rising transform to one indicator, ``(units, 1)``; one that is not defined for all its values is
        not applied.
    combine : bool
        Whether the transform is fitted and applied to the winsorised values instead of the original ones.

    Returns
    -------
    Treatment
        The fitted treatment.

    Raises
    ------
    ValueError
        If the transform turns the order of the values round.

    Examples
    --------
    >>> sample = 4.0 ** np.arange(12)[:, None]
    >>> fit_winsorise(sample).apply(sample)[-3:, 0]
    array([ 262144., 1048576., 1048576.])
    >>> fit = fit_winsorise(sample, max_points=0, then=transform.fit_log)
    >>> fit.record.action, fit.record.passed_after
    (array(['log'], dtype='<U3'), array([ True]))
    >>> fit.apply(sample)[-1] / np.log(4.0)
    array([11.])
    """
    rule = OutlierRule(skewness, kurtosis)

    def decide(column: Array) -> _Decision:
        present = np.sort(column[~np.isnan(column)])
        bounds = _winsorising_bounds(present, rule, math.inf if max_points is None else max_points)
        if bounds is None:
            two = np.unique(present).size == 2
            return _transformed(column, None if two else then) or _Decision("failed")
        low, high = bounds
        held = _clip(column, np.array([low]), np.array([high]))
        if rule.passes(held)[0]:
            return _Decision("winsorised", low, high)
        if then is None:
            return _Decision("winsorised" if np.isfinite(low) or np.isfinite(high) else "failed", low, high)
        if combine:
            return _transformed(held, then, low, high) or _Decision("failed")
        return _transformed(column, then) or _Decision("failed")

    return _fit_failing(sample, rule, decide)


def fit_box_cox(
    sample: Array,
    *,
    exponent: float | None = None,
    shift: Shift = "needed",
    skewness: float = 2.0,
    kurtosis: float = 3.5,
    then: Fallback | None = None,
) -> Treatment:
    """Take the Box-Cox transform of the indicators whose skewness and kurtosis do not pass.

    An indicator passes if ``|skewness| < 2`` or ``kurtosis < 3.5``, both bias-corrected. See
    `intlindex.kernels.transform.fit_box_cox` for the formula and its source.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    exponent : float, optional
        Exponent; by default fitted to each indicator by maximum likelihood.
    shift : {"needed", "always"} or float or array
        What is added first.
    skewness, kurtosis : float
        Thresholds.
    then : callable, optional
        Fits a rising transform to one indicator, ``(units, 1)``, that still fails; it is applied to the original
        values. Without it the values stay as the Box-Cox transform leaves them.

    Returns
    -------
    Treatment
        The fitted treatment.

    Raises
    ------
    ValueError
        If the other transform turns the order of the values round.

    Examples
    --------
    >>> sample = np.exp(np.array([[0.0, 0.1], [1.0, 0.2], [2.0, 0.3], [3.0, 0.4], [4.0, 0.5], [9.0, 0.6]]))
    >>> fit_box_cox(sample, exponent=0.0).apply(sample)
    array([[0.        , 1.10517092],
           [1.        , 1.22140276],
           [2.        , 1.34985881],
           [3.        , 1.4918247 ],
           [4.        , 1.64872127],
           [9.        , 1.8221188 ]])
    """
    rule = OutlierRule(skewness, kurtosis)

    def decide(column: Array) -> _Decision:
        first = _transformed(column, lambda each: transform.fit_box_cox(each, exponent=exponent, shift=shift))
        if first is not None and first.fitted is not None and rule.passes(first.fitted.apply(column))[0]:
            return first
        return _transformed(column, then) or first or _Decision("failed")

    return _fit_failing(sample, rule, decide)


def fit_percentiles(
    sample: Array, *, low: float = 0.05, high: float = 0.95, skewness: float = 2.0, kurtosis: float = 3.5
) -> Treatment:
    """Hold values within two percentiles of the sample, whatever its skewness.

    The percentile p of n values in rising order is at place ``1 + (n - 1) p``, linear between two values: NumPy's
    method "linear". An indicator that this would make constant is left as it is.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    low, high : float
        Shares of the sample below the bounds, 0 to 1.
    skewness, kurtosis : float
        Thresholds for what the record calls passed; they decide nothing else.

    Returns
    -------
    Treatment
        The fitted treatment.

    Examples
    --------
    >>> sample = np.array([[0.0], [10.0], [20.0], [30.0], [90.0]])
    >>> fit_percentiles(sample, low=0.25, high=0.875).apply(sample)
    array([[10.],
           [10.],
           [20.],
           [30.],
           [60.]])
    """
    lower, upper = _quantiles(sample, low, high)
    return _fit_bounds(sample, lower, upper, OutlierRule(skewness, kurtosis))


def fit_tukey(sample: Array, *, factor: float = 1.5, skewness: float = 2.0, kurtosis: float = 3.5) -> Treatment:
    """Hold values within the quartiles of the sample minus and plus `factor` times the distance between them.

    The fences of Tukey (1977), "Exploratory Data Analysis", with quartiles as NumPy's method "linear" gives them
    in place of his hinges. An indicator that this would make constant is left as it is.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    factor : float
        Multiple of the distance between the quartiles; Tukey's inner fences have 1.5, his outer ones 3.
    skewness, kurtosis : float
        Thresholds for what the record calls passed; they decide nothing else.

    Returns
    -------
    Treatment
        The fitted treatment.

    Examples
    --------
    >>> sample = np.array([[0.0], [10.0], [20.0], [30.0], [90.0]])
    >>> fit_tukey(sample).apply(sample)
    array([[ 0.],
           [10.],
           [20.],
           [30.],
           [60.]])
    """
    lower, upper = _quantiles(sample, 0.25, 0.75)
    reach = factor * (upper - lower)
    return _fit_bounds(sample, lower - reach, upper + reach, OutlierRule(skewness, kurtosis))


def _winsorising_bounds(present: Array, rule: OutlierRule, limit: float) -> tuple[float, float] | None:
    """Return the bounds to which values in rising order are moved, infinite on a side on which none is.

    None if the next step would make them constant.
    """
    low, high = -np.inf, np.inf
    held, step = present, column_step(present, axis=0)
    while not rule.passes(held[:, None])[0] and np.count_nonzero(on_grid(held, step) != on_grid(present, step)) < limit:
        grid = on_grid(held, step)
        inner = held[(grid > grid[0]) & (grid < grid[-1])]
        if not inner.size:
            return None
        if skewness(held[:, None])[0] >= 0:
            high = inner[-1]
        else:
            low = inner[0]
        held = np.clip(present, low, high)
    return low, high


def _transformed(column: Array, fit: Fallback | None, low: float = -np.inf, high: float = np.inf) -> _Decision | None:
    """Decide for a transform of a column, if there is one that is defined for all its values."""
    if fit is None:
        return None
    fitted = fit(column)
    if not fitted.increasing:
        raise ValueError(f"{fitted.kind!r} turns the order of the values round: not a treatment of outliers")
    return _Decision(fitted.kind, low, high, fitted) if fitted.defined(column).all() else None


def _fit_failing(sample: Array, rule: OutlierRule, decide: Callable[[Array], _Decision]) -> Treatment:
    """Decide about every indicator that does not pass; leave the others alone."""
    skewed, peaked = skewness(sample), kurtosis(sample)
    passed = rule.holds(skewed, peaked)
    undefined = ~passed & (np.isnan(skewed) | np.isnan(peaked))
    low, high = np.full(passed.shape, -np.inf), np.full(passed.shape, np.inf)
    action = np.where(undefined, "undefined", "none").astype(np.object_)
    transforms: list[tuple[tuple[int, ...], Transform]] = []
    for at in np.argwhere(~passed & ~undefined):
        place = tuple(at.tolist())
        decision = decide(sample[(*place[:-1], slice(None), slice(place[-1], place[-1] + 1))])
        low[place], high[place], action[place] = decision.low, decision.high, decision.action
        if decision.fitted is not None:
            transforms.append((place, decision.fitted))
    return Treatment(low, high, tuple(transforms), sample, rule, action.astype(np.str_))


def _fit_bounds(sample: Array, low: Array, high: Array, rule: OutlierRule) -> Treatment:
    """Hold every indicator within bounds, except where nothing would be left to tell units apart."""
    held = _clip(sample, low, high)
    # An indicator without values has no bounds.
    idle = has_no_spread(held, axis=-2)
    low, high = np.where(idle, -np.inf, low), np.where(idle, np.inf, high)
    step = column_step(sample)[..., None, :]
    moved = (on_grid(held, step) != on_grid(sample, step)) & ~np.isnan(sample)
    action = np.where(moved.any(axis=-2), np.where(idle, "failed", "clipped"), "none")
    return Treatment(low, high, (), sample, rule, action)


def _apply(values: Array, low: Array, high: Array, transforms: Transforms) -> Array:
    """Hold values within bounds, then transform the indicators that are to be."""
    result = _clip(values, low, high)
    for place, fitted in transforms:
        # An axis of length one in the fit serves a whole batch of values.
        batch = (slice(None) if length == 1 else at for at, length in zip(place, low.shape[:-1], strict=False))
        cells = (..., *batch, slice(None), slice(place[-1], place[-1] + 1))
        result[cells] = fitted.apply(result[cells])
    return result


def _clip(values: Array, low: Array, high: Array) -> Array:
    """Hold values within bounds; blanks stay blank."""
    return np.asarray(np.clip(values, low[..., None, :], high[..., None, :]) + 0.0)  # one zero of two


def _quantiles(sample: Array, *shares: float) -> tuple[Array, ...]:
    """Return quantiles of the present values of each indicator, NaN where there is none."""
    ordered = np.sort(sample, axis=-2) + 0.0
    last = np.maximum(np.count_nonzero(~np.isnan(sample), axis=-2) - 1, 0)
    found = []
    for share in shares:
        place = last * share
        below = np.floor(place).astype(np.intp)
        above = np.minimum(below + 1, last)
        lower, upper = (np.take_along_axis(ordered, at[..., None, :], axis=-2)[..., 0, :] for at in (below, above))
        found.append(np.asarray(lower + (upper - lower) * (place - below)))
    return tuple(found)
