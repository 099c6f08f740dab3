"""One `match` from a normalisation to the kernel that fits it to values on their grids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.registered_functions import AppliedFunction
from intlindex.errors import DefinitionError, problem
from intlindex.kernels.normalise import linear, rank_based
from intlindex.kernels.normalise.linear import Affine, Bounded, Chained, Fit
from intlindex.kernels.normalise.per_column import PerColumn
from intlindex.kernels.rank import column_step, grid_step, has_no_spread
from intlindex.specs import Indicator
from intlindex.specs import normalisation as normalisations
from intlindex.specs.custom import CustomNormalisation

__all__ = ["Grid", "Scale", "fit_normalisation"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """What a normalisation needs to know besides values."""

    nodes: tuple[Indicator, ...]
    """The indicators."""
    place: Callable[[Array], Array]
    """Puts raw values ``(any, indicators)`` on the scale of the data: transformed, and higher being better."""
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
    def ends(self) -> Array:
        """The least and the greatest value, ``(..., 2, indicators)``: all that the grid depends on."""
        both = [each.reduce(self.sample, axis=-2).T for each in (np.fmin, np.fmax)]
        return np.swapaxes(np.stack(both).T, -1, -2)  # draws run fastest

    @cached_property
    def step(self) -> Array:
        """Step of the grid, ``(..., indicators)``."""
        if self.of_scores:
            return np.asarray(grid_step(np.swapaxes(self.ends, -1, -2), size=self.size))
        return column_step(self.ends, size=self.size)

    @cached_property
    def flat(self) -> NDArray[np.bool_]:
        """Which indicators have no spread, ``(..., indicators)``."""
        return has_no_spread(self.ends, size=self.size, axis=-2)


def fit_normalisation(rule: normalisations.Normalisation, sample: Array, scale: Scale, grid: Grid | None = None) -> Fit:
    """Fit a normalisation to directed values ``(..., units, indicators)``, compared as indicators by default."""
    return _held(_fit_normalisation(rule, sample, scale, Grid(sample) if grid is None else grid), rule)


def _fit_normalisation(rule: normalisations.Normalisation, sample: Array, scale: Scale, grid: Grid) -> Fit:
    match rule:
        case normalisations.NoNormalisation():
            ones = np.ones(sample.shape[:-2] + sample.shape[-1:])
            return Affine(0 * ones, ones, 0 * ones)
        case normalisations.MinMax(low=low, high=high, clip=clip):
            return _spread(linear.fit_min_max(grid.ends, low=low, high=high, clip=clip), grid.flat)
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
            return AppliedFunction(rule, sample)
        case _:
            assert_never(rule)


def _spread(fit: Affine, flat: NDArray[np.bool_]) -> Affine:
    """Leave undefined what would divide by a spread that is none."""
    return replace(fit, scale=np.where(flat, np.nan, fit.scale)) if flat.any() else fit


def _held(fit: Fit, rule: normalisations.Normalisation) -> Fit:
    """Hold the results within floor and cap, where the rule has them."""
    if isinstance(rule, CustomNormalisation):
        return fit
    floor, cap = rule.floor, rule.cap
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
        where = f"indicators.{node.id}.normalise.scores"
        rising = node.direction == "higher"
        raise DefinitionError(
            [
                problem(
                    "wrong-value/scoring-category-scores-rise"
                    if rising
                    else "wrong-value/scoring-category-scores-fall",
                    where,
                )
            ]
        )
    # A raw value that equals a point belongs above it; in the reversed order, that is below.
    return linear.Thresholds(points, scores, rule.interpolate, "left" if node.direction == "higher" else "right", step)
