"""One `match` for each step of the preparation, from a spec to the kernel that fits it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, Protocol, assert_never

import numpy as np
from numpy.typing import NDArray

from intlindex.errors import DefinitionError, Problem
from intlindex.kernels import impute, transform, treat
from intlindex.kernels.normalise import linear, rank_based
from intlindex.kernels.normalise.linear import Affine, Bounded, Chained, Fit
from intlindex.kernels.normalise.per_column import PerColumn
from intlindex.kernels.rank import column_step, grid_step, has_no_spread
from intlindex.specs import Indicator
from intlindex.specs import imputation as imputations
from intlindex.specs import normalisation as normalisations
from intlindex.specs import transformation as transformations
from intlindex.specs import treatment as treatments
from intlindex.specs.custom import Custom, CustomNormalisation, CustomTransform

__all__ = ["Grid", "TransformFit", "fit_imputation", "fit_normalisation", "fit_transform", "fit_treatment"]

Array = NDArray[np.float64]
Labels = NDArray[np.object_]


class TransformFit(Protocol):
    """A fitted transform."""

    @property
    def increasing(self) -> bool:
        """Whether it keeps the order of values, or turns it round."""
        ...

    def apply(self, values: Array) -> Array:
        """Transform values ``(..., units, indicators)``."""
        ...

    def defined(self, values: Array) -> NDArray[np.bool_]:
        """Tell where the transform is defined; blanks count as defined."""
        ...


class ImputationFit(Protocol):
    """A fitted imputation."""

    def apply(self, values: Array, *, groups: Labels | None = None) -> Array:
        """Fill blanks of the target columns of values ``(..., units, indicators)``."""
        ...


@dataclass(frozen=True)
class _Applied:
    """A registered function with the sample that it is fitted to."""

    spec: Custom
    sample: Array
    increasing: bool = True

    def apply(self, values: Array) -> Array:
        with np.errstate(all="ignore"):  # where it is not defined is said by who asks
            given = self.spec.method.function(values, self.sample, **self.spec.parameters)
        found = np.asarray(given, dtype=np.float64)
        if found.shape != values.shape:
            raise DefinitionError(
                f"the function of {self.spec.kind!r} must keep the shape {values.shape}, found {found.shape}"
            )
        return found

    def defined(self, values: Array) -> NDArray[np.bool_]:
        return np.asarray(np.isnan(values) | np.isfinite(self.apply(values)))


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
            return _Applied(rule, sample, bool(rule.method.flags.get("increasing", True)))
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
                raise DefinitionError("impute: 'last_observation' needs data with a column 'time' and earlier rows")
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


@dataclass(frozen=True)
class Scale:
    """What a normalisation needs to know besides values."""

    nodes: tuple[Indicator, ...]
    """The indicators."""
    place: Callable[[Array], Array]
    """Takes raw values ``(any, indicators)`` to where the data are: transformed and turned."""
    units: Sequence[str]
    """Names of the units of the sample."""


@dataclass(frozen=True)
class Grid:
    """How the values of a sample are compared; found when it is asked for."""

    sample: Array
    """``(..., units, indicators)``"""
    size: Array | float = 0.0
    """The largest magnitude ``(..., indicators)`` of what they were computed from, where it may be larger than they."""
    of_scores: bool = False
    """They are scores of a group, not values of indicators."""

    @cached_property
    def step(self) -> Array:
        """Step of the grid, ``(..., indicators)``."""
        if self.of_scores:
            return np.asarray(grid_step(np.swapaxes(self.sample, -1, -2), size=self.size))
        return column_step(self.sample, size=self.size)

    @cached_property
    def flat(self) -> NDArray[np.bool_]:
        """Which indicators have no spread, ``(..., indicators)``."""
        return has_no_spread(self.sample, size=self.size, axis=-2)


def fit_normalisation(rule: normalisations.Normalisation, sample: Array, scale: Scale, grid: Grid | None = None) -> Fit:
    """Fit a normalisation to directed values ``(..., units, indicators)``, compared as indicators by default."""
    return _held(_fit_normalisation(rule, sample, scale, Grid(sample) if grid is None else grid), rule)


def _fit_normalisation(rule: normalisations.Normalisation, sample: Array, scale: Scale, grid: Grid) -> Fit:
    match rule:
        case normalisations.NoNormalisation():
            ones = np.ones(sample.shape[:-2] + sample.shape[-1:])
            return Affine(0 * ones, ones, 0 * ones)
        case normalisations.MinMax(low=low, high=high, clip=clip):
            return _spread(linear.fit_min_max(sample, low=low, high=high, clip=clip), grid.flat)
        case normalisations.Goalposts(low=low, high=high, clip=clip):
            posts = scale.place(np.array([node.goalposts for node in scale.nodes]).T)
            return linear.fit_goalposts(posts.min(axis=0), posts.max(axis=0), low=low, high=high, clip=clip)
        case normalisations.ZScore(mean=mean, standard_deviation=deviation, ddof=ddof):
            return _spread(linear.fit_z_score(sample, mean=mean, spread=deviation, ddof=ddof), grid.flat)
        case normalisations.NormalCdf(low=low, high=high, ddof=ddof):
            curve = linear.fit_normal_cdf(sample, low=low, high=high, ddof=ddof)
            return replace(curve, z_score=_spread(curve.z_score, grid.flat))
        case normalisations.Distance(form=form, low=low, high=high):
            reference = _reference(rule, sample, scale)
            fit = linear.fit_distance(sample, reference, form=form, low=low, high=high)
            way = np.stack([reference, np.fmin.reduce(sample, axis=-2)])
            return _spread(fit, has_no_spread(way, size=grid.size, axis=0)) if form == "range" else fit
        case normalisations.FractionOfMaximum(low=low, high=high):
            return linear.fit_fraction_of_maximum(sample, low=low, high=high)
        case normalisations.Categories():
            steps = np.moveaxis(grid.step, -1, 0)
            return PerColumn(tuple(map(partial(_categories, rule), scale.nodes, _points(rule, scale).T, steps)))
        case normalisations.Rank(low=low, high=high, ties=ties):
            places = rank_based.fit_rank(sample, low=low, high=high, ties=ties, step=grid.step)
            return _then(rule, places, sample, scale)
        case normalisations.PercentileRank(low=low, high=high, ties=ties):
            places = rank_based.fit_rank(sample, low=low, high=high, ties=ties, step=grid.step)
            return _then(rule, places, sample, scale)
        case normalisations.Borda(ties=ties):
            return _then(rule, rank_based.fit_borda(sample, ties=ties, step=grid.step), sample, scale)
        case normalisations.QuantileBands(low=low, high=high, bands=bands):
            edges = rank_based.fit_quantile_bands(sample, low=low, high=high, bands=bands, step=grid.step)
            return _then(rule, edges, sample, scale)
        case normalisations.ExponentialRank(low=low, high=high, decay=decay, ties=ties):
            places = rank_based.fit_exponential_rank(
                sample, low=low, high=high, decay=decay, behind=rule.share == "behind", ties=ties, step=grid.step
            )
            return _then(rule, places, sample, scale)
        case CustomNormalisation():
            return _Applied(rule, sample)
        case _:
            assert_never(rule)


def _spread(fit: Affine, flat: NDArray[np.bool_]) -> Affine:
    """Leave undefined what would divide by a spread that is none."""
    return replace(fit, scale=np.where(flat, np.nan, fit.scale)) if flat.any() else fit


def _held(fit: Fit, rule: normalisations.Normalisation) -> Fit:
    """Hold the results within floor and cap, where the rule has them."""
    floor = getattr(rule, "floor", None)
    cap = getattr(rule, "cap", None)
    if floor is None and cap is None:
        return fit
    floor, cap = (-np.inf if floor is None else floor), (np.inf if cap is None else cap)
    if isinstance(fit, Affine):
        return replace(fit, floor=max(fit.floor, floor), ceiling=min(fit.ceiling, cap))
    return Bounded(fit, floor, cap)


def _then(rule: Any, first: Fit, sample: Array, scale: Scale) -> Fit:
    if rule.then is None:
        return first
    return Chained(first, fit_normalisation(rule.then, first.apply(sample), scale))


def _reference(rule: normalisations.Distance, sample: Array, scale: Scale) -> Array:
    """Return the directed reference of each indicator."""
    match rule.to:
        case "best":
            return np.asarray(np.nanmax(sample, axis=-2))
        case "worst":
            return np.asarray(np.nanmin(sample, axis=-2))
        case "mean":
            return linear.mean_and_deviation(sample)[0]
        case "unit":
            return np.asarray(sample[..., list(scale.units).index(str(rule.unit)), :])
        case "target":
            targets = scale.place(np.array([[node.target for node in scale.nodes]], dtype=np.float64))[0]
            return np.broadcast_to(targets, sample.shape[:-2] + sample.shape[-1:])
        case _:
            assert_never(rule.to)


def _points(rule: normalisations.Categories, scale: Scale) -> Array:
    return scale.place(np.repeat(np.array(rule.points)[:, None], len(scale.nodes), axis=1))


def _categories(rule: normalisations.Categories, node: Indicator, points: Array, step: Array) -> linear.Thresholds:
    scores = np.array(rule.scores)
    if node.direction == "lower":
        points, scores = points[::-1], scores[::-1]
    if (np.diff(scores) < 0).any():
        wanted = "rise" if node.direction == "higher" else "fall"
        problem = Problem(f"indicators.{node.id}.normalise.scores", f"must {wanted}: {node.direction} is better")
        raise DefinitionError([problem])
    # A raw value that equals a point belongs above it; turned round, that is below.
    return linear.Thresholds(points, scores, rule.interpolate, "left" if node.direction == "higher" else "right", step)
