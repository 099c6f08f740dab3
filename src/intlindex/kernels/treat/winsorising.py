"""Treatments of indicators that fail a rule of skewness and kurtosis: winsorising and Box-Cox."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from intlindex.kernels import transform
from intlindex.kernels.rank import column_step, on_grid
from intlindex.kernels.statistics.moments import kurtosis, skewness
from intlindex.kernels.transform import Shift, Transform
from intlindex.kernels.treat.treatment import Array, FittedTreatment, OutlierRule, clip
from intlindex.sentences import say

__all__ = ["Fallback", "fit_box_cox", "fit_winsorise"]

Fallback = Callable[[Array], Transform]
"""Fits a transform to one indicator of a sample, ``(units, 1)``."""


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
) -> FittedTreatment:
    """Move the outermost values inwards until skewness or kurtosis passes; if that does not help, transform.

    The rule of the European Commission's Joint Research Centre, with the conventions of the R package COINr. An
    indicator passes if ``|skewness| < 2`` or ``kurtosis < 3.5``, both bias-corrected. While it fails and fewer than
    `max_points` of its values have been moved, all values at the maximum are moved to the next lower value where
    the skewness is not negative, else all at the minimum to the next higher one. Ties move together, so that
    more than `max_points` may be moved in the end. If it still fails, `then` is applied to the original values;
    without it, the values stay winsorised.

    An indicator is never made constant: if the next step would do that, it is as if winsorising had not helped,
    and it is unchanged if it has only two distinct values, whose skewness no transform can change.

    Parameters
    ----------
    sample : (..., units, indicators) array
        Raw values, NaN for a blank.
    skewness, kurtosis : float
        Thresholds.
    max_points : int, optional
        How many values may be moved; None for any number.
    then : callable, optional
        Fits an increasing transform to one indicator, ``(units, 1)``; one that is not defined for all its values is
        not applied.
    combine : bool
        Whether the transform is fitted and applied to the winsorised values instead of the original ones.

    Returns
    -------
    FittedTreatment
        The fitted treatment.

    Raises
    ------
    ValueError
        If the transform reverses the order of the values.

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
        held = clip(column, np.array([low]), np.array([high]))
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
) -> FittedTreatment:
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
        Fits an increasing transform to one indicator, ``(units, 1)``, that still fails; it is applied to the original
        values. Without it the values stay as the Box-Cox transform leaves them.

    Returns
    -------
    FittedTreatment
        The fitted treatment.

    Raises
    ------
    ValueError
        If the other transform reverses the order of the values.

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


def _winsorising_bounds(present: Array, rule: OutlierRule, limit: float) -> tuple[float, float] | None:
    """Return the bounds to which values in ascending order are moved, infinite on a side on which none is.

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
        raise ValueError(say("not-allowed/kernel-treatment", kind=fitted.kind))
    return _Decision(fitted.kind, low, high, fitted) if fitted.defined(column).all() else None


def _fit_failing(sample: Array, rule: OutlierRule, decide: Callable[[Array], _Decision]) -> FittedTreatment:
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
    return FittedTreatment(low, high, tuple(transforms), sample, rule, action.astype(np.str_))
