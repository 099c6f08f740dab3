"""One `match` per step of the preparation, from a spec to the kernel: transforms, imputations, treatments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, assert_never

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.registered_functions import AppliedFunction
from intlindex.errors import DefinitionError, problem
from intlindex.kernels import impute, transform, treat
from intlindex.specs import imputation as imputations
from intlindex.specs import transformation as transformations
from intlindex.specs import treatment as treatments
from intlindex.specs.custom import CustomTransform

__all__ = ["ImputationFit", "TransformFit", "fit_imputation", "fit_transform", "fit_treatment"]

Array = NDArray[np.float64]
Labels = NDArray[np.object_]


class TransformFit(Protocol):
    """A fitted transform."""

    @property
    def increasing(self) -> bool:
        """Whether it keeps the order of values, or reverses it."""
        ...

    def apply(self, values: Array) -> Array:
        """Transform values ``(..., units, indicators)``."""
        ...

    def defined(self, values: Array) -> NDArray[np.bool_]:
        """Return where the transform is defined; blanks count as defined."""
        ...


class ImputationFit(Protocol):
    """A fitted imputation."""

    def apply(self, values: Array, *, groups: Labels | None = None) -> Array:
        """Fill blanks of the target columns of values ``(..., units, indicators)``."""
        ...


def fit_transform(rule: transformations.Transformation, sample: Array) -> TransformFit:
    """Fit a transform to values ``(..., units, indicators)``."""
    limits: dict[str, Any] = {} if isinstance(rule, CustomTransform) else {"floor": rule.floor, "cap": rule.cap}
    match rule:
        case transformations.Identity():
            return transform.fit_identity(sample, **limits)
        case transformations.Log(base=base, shift=shift):
            return transform.fit_log(sample, base=base, shift=shift, **limits)
        case transformations.LogRange(share=share):
            return transform.fit_log_range(sample, share=share, **limits)
        case transformations.LogSkew(share=share):
            return transform.fit_log_skew(sample, share=share, **limits)
        case transformations.LogPositive():
            return transform.fit_log_positive(sample, **limits)
        case transformations.SquareRoot():
            return transform.fit_square_root(sample, **limits)
        case transformations.PowerTransform(exponent=exponent):
            return transform.fit_power(sample, exponent=exponent, **limits)
        case transformations.Logit(low=low, high=high):
            return transform.fit_logit(sample, low=low, high=high, **limits)
        case transformations.Reciprocal():
            return transform.fit_reciprocal(sample, **limits)
        case transformations.BoxCox(exponent=exponent):
            return transform.fit_box_cox(sample, exponent=exponent, **limits)
        case transformations.YeoJohnson(exponent=exponent):
            return transform.fit_yeo_johnson(sample, exponent=exponent, **limits)
        case transformations.Sign():
            return transform.fit_sign(sample, **limits)
        case CustomTransform():
            return AppliedFunction(rule, sample, bool(rule.method.flags.get("increasing", True)))
        case _:
            assert_never(rule)


def fit_imputation(
    rule: imputations.Imputation,
    sample: Array,
    *,
    targets: tuple[int, ...],
    signs: Array,
    groups: Labels | None,
    columns: Mapping[str, int],
    history: Array | None,
) -> ImputationFit | None:
    """Fit an imputation of some columns to values ``(..., units, indicators)``; None leaves them blank."""
    match rule:
        case imputations.NoImputation():
            return None
        case imputations.Constant(value=value):
            return impute.fit_constant(sample, targets=targets, value=value)
        case imputations.MeanImputation():
            return impute.fit_mean(sample, targets=targets, groups=groups)
        case imputations.MedianImputation():
            return impute.fit_median(sample, targets=targets, groups=groups)
        case imputations.MinimumImputation():
            return impute.fit_minimum(sample, targets=targets, groups=groups)
        case imputations.MaximumImputation():
            return impute.fit_maximum(sample, targets=targets, groups=groups)
        case imputations.Worst(beyond=beyond):
            return impute.fit_worst(sample, targets=targets, signs=signs[list(targets)], beyond=beyond)
        case imputations.NearestNeighbours(neighbours=neighbours, on=on, weights=weights):
            predictors = _columns(on, columns)
            return impute.fit_nearest_neighbours(
                sample, targets=targets, k=neighbours, predictors=predictors, weights=weights
            )
        case imputations.Regression(on=on):
            return impute.fit_regression(sample, targets=targets, predictors=_columns(on, columns) or ())
        case imputations.ExpectationMaximisation(on=on, ridge=ridge, tolerance=tolerance, max_iterations=iterations):
            return impute.fit_expectation_maximisation(
                sample,
                targets=targets,
                predictors=_columns(on, columns),
                ridge=ridge,
                tolerance=tolerance,
                max_iterations=iterations,
            )
        case imputations.HotDeck(on=on):
            return impute.fit_hot_deck(sample, targets=targets, predictors=_columns(on, columns), groups=groups)
        case imputations.LastObservation(max_age=max_age):
            if history is None:
                raise DefinitionError([problem("required/scoring-earlier-rows", "impute")])
            return _LastObservation(history, targets, max_age)
        case _:
            assert_never(rule)


def _columns(names: Sequence[str] | None, columns: Mapping[str, int]) -> tuple[int, ...] | None:
    return None if names is None else tuple(columns[name] for name in names)


@dataclass(frozen=True)
class _LastObservation:
    """Earlier values of the fitted units; other units have none."""

    history: Array
    """``(times, units, indicators)``, rising."""
    targets: tuple[int, ...]
    max_age: int | None

    def apply(self, values: Array, *, groups: Labels | None = None) -> Array:  # noqa: ARG002  one shape for all kinds
        if values.shape[-2] != self.history.shape[-2]:
            return values.copy()
        now = np.full((1, *values.shape[-2:]), np.nan)
        latest, _ = impute.last_observation(np.concatenate([self.history, now]), max_age=self.max_age)
        result = values.copy()
        columns = list(self.targets)
        result[..., columns] = np.where(np.isnan(values), latest[-1], values)[..., columns]
        return result


def fit_treatment(rule: treatments.Treatment, sample: Array) -> treat.FittedTreatment | None:
    """Fit a treatment of outliers to values ``(..., units, indicators)``; None leaves them alone."""
    match rule:
        case treatments.NoTreatment():
            return None
        case treatments.Winsorise(skewness=skewness, kurtosis=kurtosis, max_points=max_points, then=then):
            return treat.fit_winsorise(
                sample, skewness=skewness, kurtosis=kurtosis, max_points=max_points, then=_fallback(then)
            )
        case treatments.Percentiles(low=low, high=high):
            return treat.fit_percentiles(sample, low=low, high=high)
        case treatments.TukeyFences(factor=factor):
            return treat.fit_tukey(sample, factor=factor)
        case treatments.BoxCoxTreatment(exponent=exponent, skewness=skewness, kurtosis=kurtosis):
            return treat.fit_box_cox(sample, exponent=exponent, skewness=skewness, kurtosis=kurtosis)
        case _:
            assert_never(rule)


def _fallback(then: Any) -> Any:
    """Return what fits the fallback of a winsorisation."""
    if then == "none":
        return None
    rule = transformations.LogRange() if then == "log" else then
    return lambda sample: fit_transform(rule, sample)
