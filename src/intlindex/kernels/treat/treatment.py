"""What a treatment is: bounds or transforms of a sample, with a record of what was done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import column_step, on_grid
from intlindex.kernels.statistics.moments import kurtosis, skewness
from intlindex.kernels.transform import Transform

__all__ = ["Array", "FittedTreatment", "OutlierRule", "TreatmentRecord"]

Array = NDArray[np.float64]
Transforms = tuple[tuple[tuple[int, ...], Transform], ...]


@dataclass(frozen=True)
class TreatmentRecord:
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
        """Return which indicators ``(..., units, indicators)`` pass."""
        return self.holds(skewness(values), kurtosis(values))

    def holds(self, skewed: Array, peaked: Array) -> NDArray[np.bool_]:
        """Return which skewness and kurtosis pass."""
        return np.asarray((np.abs(skewed) < self.skewness) | (peaked < self.kurtosis))


@dataclass(frozen=True)
class FittedTreatment:
    """A fitted treatment: bounds for each indicator, then a transform for those that have one.

    `low` and `high` have shape ``(..., indicators)`` and are infinite where nothing is held; `transforms` are pairs
    of a place in them and what is applied there.

    Examples
    --------
    >>> from intlindex.kernels.treat import fit_winsorise
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
    """What was done to each indicator, see `TreatmentRecord`."""

    @cached_property
    def record(self) -> TreatmentRecord:
        """What it does to its sample; found when it is asked for, since a batch of samples needs none."""
        sample, treated = self.sample, self.apply(self.sample)
        before, after = (skewness(sample), kurtosis(sample)), (skewness(treated), kurtosis(treated))
        return TreatmentRecord(
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
        """Return which values of the sample are beyond a bound, both on the grid of their column."""
        step = column_step(self.sample)[..., None, :]
        return np.asarray(sign * on_grid(self.sample, step) > sign * on_grid(bound[..., None, :], step))

    def apply(self, values: Array) -> Array:
        """Treat raw values ``(..., units, indicators)``; blanks stay blank, NaN outside a transform's domain."""
        return apply_treatment(values, self.low, self.high, self.transforms)

    def defined(self, values: Array) -> NDArray[np.bool_]:
        """Return which cells have a result; blanks count as defined."""
        return np.asarray(np.isnan(values) | ~np.isnan(self.apply(values)))


def apply_treatment(values: Array, low: Array, high: Array, transforms: Transforms) -> Array:
    """Hold values within bounds, then transform the indicators that are to be."""
    result = clip(values, low, high)
    for place, fitted in transforms:
        # An axis of length one in the fit serves a whole batch of values.
        batch = (slice(None) if length == 1 else at for at, length in zip(place, low.shape[:-1], strict=False))
        cells = (..., *batch, slice(None), slice(place[-1], place[-1] + 1))
        result[cells] = fitted.apply(result[cells])
    return result


def clip(values: Array, low: Array, high: Array) -> Array:
    """Hold values within bounds; blanks stay blank."""
    return np.asarray(np.clip(values, low[..., None, :], high[..., None, :]) + 0.0)  # one zero of two
