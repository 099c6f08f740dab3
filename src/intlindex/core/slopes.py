"""Derivatives of a scored index, with everything that was fitted held as it is.

One `match` maps an aggregation to its derivative. From the root down, the slope of the root's score to every node is
that to its parent times that of the parent to it, city by city. Where a link has no derivative, what is below has none,
unless it does not reach the root anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.unit_facts import units_of
from intlindex.core.pipeline.aggregating import aggregate_children
from intlindex.core.pipeline.conditions import Partly, for_units
from intlindex.core.pipeline.preparation import Columns
from intlindex.core.pipeline.tree import Branch
from intlindex.core.scored import ScoredIndex
from intlindex.kernels.aggregate.basic_means import shares as scaled
from intlindex.kernels.aggregate.distance import fit_topsis
from intlindex.kernels.decompose.attribution import mean_factors
from intlindex.kernels.normalise.linear import direct
from intlindex.kernels.slopes import aggregations as slopes
from intlindex.kernels.slopes.aggregations import Slopes, differentiate
from intlindex.kernels.slopes.steps import slope, times
from intlindex.specs import aggregation as kinds

__all__ = ["RootSlopes", "aggregation_slopes", "preparation_slopes", "root_slopes", "score_factors"]

Array = NDArray[np.float64]


def aggregation_slopes(how: kinds.Aggregation, values: Array, shares: Array, *, skip_blanks: bool) -> Slopes:
    """Differentiate the score of a group.

    Parameters
    ----------
    how : Aggregation
        The kind.
    values : (units, children) array
        Scores of the children, NaN for a blank.
    shares : (children,) array
        Weights that sum to one.
    skip_blanks : bool
        Aggregate the present children; otherwise there are no blanks, or they spread.

    Returns
    -------
    Slopes
        To each child, the other cities held as they are, and to the weight of each with the others' weights kept,
        where weights sum to one. NaN where there is no derivative.
    """
    match how:
        case kinds.Minimum() | kinds.Maximum():
            return slopes.extreme(values, highest=isinstance(how, kinds.Maximum), skip_blanks=skip_blanks)
        case kinds.BenefitOfTheDoubt() | kinds.Copeland() | kinds.Kemeny() | kinds.NoAggregation():
            return _stepwise(how, values)
        case kinds.CustomAggregation():
            return _custom(how, values, shares, skip_blanks=skip_blanks)
        case kinds.Topsis(norm=norm, power=exponent):
            function = partial(slopes.topsis, fit=fit_topsis(values, norm=norm), exponent=exponent)
            return differentiate(function, values, shares, skip_blanks=skip_blanks)
        case _:
            return differentiate(_derivative(how), values, shares, skip_blanks=skip_blanks)


PerUnit = (
    kinds.Arithmetic
    | kinds.Geometric
    | kinds.Harmonic
    | kinds.PowerMean
    | kinds.Median
    | kinds.Sum
    | kinds.Product
    | kinds.Mirrored
    | kinds.MazziottaPareto
    | kinds.OrderedWeightedAverage
    | kinds.DisplacedIdeal
)


def _derivative(how: PerUnit) -> slopes.Derivative:
    match how:
        case kinds.Arithmetic():
            return slopes.arithmetic
        case kinds.Geometric():
            return slopes.geometric
        case kinds.Harmonic():
            return partial(slopes.power, exponent=-1.0)
        case kinds.PowerMean(exponent=exponent):
            return partial(slopes.power, exponent=exponent)
        case kinds.Median():
            return slopes.median
        case kinds.Sum():
            return lambda values, shares: slopes.total(values, shares, times=how.times(values.shape[1]))
        case kinds.Product():
            return slopes.product
        case kinds.Mirrored(of=of, top=top):
            return partial(slopes.mirrored, _derivative(of), top=top)
        case kinds.MazziottaPareto(penalty=penalty):
            return partial(slopes.mazziotta_pareto, sign=-1 if penalty == "subtract" else 1)
        case kinds.OrderedWeightedAverage(order_weights=order):
            return partial(slopes.ordered_weighted_average, order_weights=np.array(order))
        case kinds.DisplacedIdeal(ideal=ideal, worst=worst, power=exponent):
            return partial(slopes.displaced_ideal, ideal=ideal, worst=worst, exponent=exponent)
        case _:
            assert_never(how)


def _stepwise(how: kinds.Aggregation, values: Array) -> Slopes:
    """Return no slopes, but to weights that are not used."""
    none = np.full(values.shape, np.nan)
    return Slopes(none, none if how.flags.uses_weights else np.zeros(values.shape))


def _custom(how: kinds.CustomAggregation, values: Array, shares: Array, *, skip_blanks: bool) -> Slopes:
    """Differentiate a registered function by what it declares: one that is affine has the slope of any two points."""
    found = _stepwise(how, values)
    flags = how.flags
    if not (flags.affine and flags.per_unit) or (skip_blanks and np.isnan(values).any()):
        return found
    merge = partial(how.method.function, **how.parameters)
    each = np.eye(values.shape[1])
    base = merge(values, shares)
    by_value = np.stack([merge(values + one, shares) - base for one in each], axis=1)
    if not flags.uses_weights:
        return Slopes(by_value, found.weights)
    alone = np.stack([merge(values, one) for one in each], axis=1)
    return Slopes(by_value, alone - base[:, None])


def score_factors(how: kinds.Aggregation, values: Array, shares: Array) -> Array:
    """Find factors by which the score of a group is the sum of its children, where it is a homogeneous mean of them.

    Parameters
    ----------
    how : Aggregation
        The kind.
    values : (units, children) array
        Scores of the children, NaN for one that is left out.
    shares : (children,) array
        Weights that sum to one.

    Returns
    -------
    (units, children) array
        The factors, which are derivatives; children that tie share by weight, or evenly where weights do not matter.
        NaN where the score is no such sum, or nothing is known of the function.

    Examples
    --------
    >>> found = score_factors(kinds.Harmonic(), np.array([[2.0, 6.0]]), np.array([0.5, 0.5]))
    >>> found, (found * [2.0, 6.0]).sum()
    (array([[1.125, 0.125]]), np.float64(3.0))
    """
    if not (how.flags.homogeneous and how.flags.keeps_scale):
        return np.full(values.shape, np.nan)

    def by_value(known: Array, weights: Array) -> Array:
        return aggregation_slopes(how, known, weights, skip_blanks=True).values

    return mean_factors(by_value, values, shares if how.flags.uses_weights else np.ones(shares.shape))


def preparation_slopes(index: ScoredIndex) -> Array:
    """Differentiate every commensurate value to its own raw value, ``(cities, indicators)``.

    Bounds and other fits are held. NaN for a blank, and where there is no derivative, as for a rank.
    """
    fitted, stages = index.preparation, index.prepared
    units = units_of(index.table, index.framework, index.method)
    divided = ~np.isnan(fitted.factors)
    ones = np.ones(stages.denominated.shape)
    denominators = ones if units.denominators is None else units.denominators
    found = np.where(divided, fitted.factors / denominators, ones)
    found = times(found, _by_columns(for_units(fitted.transforms, units), stages.denominated))
    found = times(found, _by_columns(for_units(fitted.treatments, units), stages.imputed)) * fitted.signs
    found = times(found, _by_columns(fitted.normalisations, direct(stages.treated, fitted.signs)))
    return np.where(np.isnan(stages.denominated), np.nan, found)


def _by_columns(fits: tuple[tuple[Columns, Any], ...], values: Array) -> Array:
    found = np.ones(values.shape)
    for columns, fit in fits:
        some = isinstance(fit, Partly)
        own = slope(fit.fit if some else fit, values[:, columns])
        found[:, columns] = np.where(fit.rows[:, None], own, 1.0) if some else own
    return found


@dataclass(frozen=True)
class RootSlopes:
    """Derivatives of the root's score, ``(nodes, cities)`` each; NaN where there is none."""

    scores: Array
    """To the score of each node, as it reaches the group above."""
    weights: Array
    """To the weight of each node, siblings' weights kept; zero for the root."""
    broken: tuple[tuple[int, NDArray[np.bool_], NDArray[np.bool_]], ...]
    """Groups that reach the root, and the cities for which they have no slope to children, and none to weights."""


def root_slopes(index: ScoredIndex) -> RootSlopes:
    """Differentiate the score of the root of every city, the other cities held as they are.

    Parameters
    ----------
    index : ScoredIndex
        The index.

    Returns
    -------
    RootSlopes
        Slopes to scores and weights. Fills, and which scores are blank, are held.
    """
    scoring = index.scoring
    given = zip(index.nodes, scoring.weights, strict=True)
    weights = np.array([index.reweighting.get(name, weight) for name, weight in given])
    scores = scoring.run(index.prepared.normalised, index.fits.shares)
    to_scores, to_weights = np.zeros(scores.shape), np.zeros(scores.shape)
    to_scores[0] = np.where(scoring.blank[0], 0.0, 1.0)
    broken = []
    for branch in reversed(scoring.tree.branches):
        found, outer = _branch_slopes(index, branch, scores)
        reached = times(to_scores[branch.node], outer)[:, None]
        below, beside = times(reached, found.values), times(reached, found.weights)
        to_scores[branch.children] = np.where(scoring.blank[branch.children], 0.0, below.T)
        to_weights[branch.children] = beside.T / weights[branch.children].sum()
        lost = [np.isnan(each).any(axis=1) for each in (below, beside)]
        starts = ~np.isnan(to_scores[branch.node])  # else it was said of a group above
        broken.append((branch.node, lost[0] & starts, lost[1] & starts))
    return RootSlopes(to_scores, to_weights, tuple(each for each in broken if each[1].any() or each[2].any()))


def _branch_slopes(index: ScoredIndex, branch: Branch, scores: Array) -> tuple[Slopes, Array]:
    """Differentiate the aggregation of a group, and what its score goes through then."""
    scoring = index.scoring
    how, shares = branch.aggregate, index.fits.shares[branch.children]
    blank = scoring.blank[branch.node]
    children = scores[branch.children].T
    if not how.flags.per_unit:
        children = np.where(blank[:, None], np.nan, children)
    skip = branch.rule.blanks == "rescale" or not how.flags.fillable
    found = aggregation_slopes(how, children, shares, skip_blanks=skip)
    if branch.rule.blanks == "rescale":
        found = _by_nominal_weights(scoring.weights[branch.children], branch, children, found, ~blank)
    return found, _afterwards(index, branch, children, shares, skip=skip)


def _by_nominal_weights(
    nominal: Array, branch: Branch, children: Array, found: Slopes, scored: NDArray[np.bool_]
) -> Slopes:
    """Differentiate for cities that have only children of no weight, which are scored by nominal weights."""
    weightless = (np.isnan(found.values).all(axis=1) & np.isnan(found.weights).all(axis=1) & scored)[:, None]
    if not weightless.any():
        return found
    other = aggregation_slopes(branch.aggregate, children, scaled(nominal), skip_blanks=True)
    return Slopes(np.where(weightless, other.values, found.values), found.weights)


def _afterwards(index: ScoredIndex, branch: Branch, children: Array, shares: Array, *, skip: bool) -> Array:
    """Return the slope of what the score of a group goes through after it is aggregated."""
    fit = index.scoring.steps_to_score(branch.node)
    if fit is None:
        return np.ones(len(children))
    steps = index.scoring.steps[branch.children]
    found = aggregate_children(branch.aggregate, children, shares, skip_blanks=skip, steps=steps)
    return slope(fit, found[:, None])[:, 0]
