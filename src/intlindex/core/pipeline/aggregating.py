"""One `match` from a spec to the kernel that aggregates the children of a group."""

from __future__ import annotations

from functools import partial
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from intlindex.errors import DataError, DefinitionError, Problem, RequestError, problem
from intlindex.kernels.aggregate import basic_means, distance, frontier, means, outranking
from intlindex.kernels.rank import grid_step, on_grid
from intlindex.sentences import say
from intlindex.specs import aggregation as kinds

__all__ = ["aggregate_children", "consensus", "in_domain", "outside_domain", "weights_per_unit"]

Array = NDArray[np.float64]


def aggregate_children(
    how: kinds.Aggregation, values: Array, shares: Array, *, skip_blanks: bool, steps: Array | None = None
) -> Array:
    """Aggregate the children of a group.

    Parameters
    ----------
    how : Aggregation
        The kind.
    values : (..., units, children) array
        Scores of the children, NaN for a blank.
    shares : (..., children) array
        Weights that sum to one.
    skip_blanks : bool
        Aggregate the present children, by the kind's own rule; otherwise there are no blanks, or they spread.
    steps : (children,) array, optional
        Step of the grid on which the units are compared on each child, by kinds that compare them; by default that
        of the values themselves.

    Returns
    -------
    (..., units) array
        Scores of the group.
    """
    match how:
        case kinds.Arithmetic():
            return basic_means.arithmetic_mean(values, shares, skip_blanks=skip_blanks)
        case kinds.Geometric():
            return basic_means.geometric_mean(values, shares, skip_blanks=skip_blanks)
        case kinds.Harmonic():
            return basic_means.harmonic_mean(values, shares, skip_blanks=skip_blanks)
        case kinds.PowerMean(exponent=exponent):
            return means.power_mean(values, shares, exponent=exponent, skip_blanks=skip_blanks)
        case kinds.Median():
            return means.median(values, shares, skip_blanks=skip_blanks)
        case kinds.Minimum():
            return means.minimum(values, shares, skip_blanks=skip_blanks)
        case kinds.Maximum():
            return means.maximum(values, shares, skip_blanks=skip_blanks)
        case kinds.Sum():
            times = how.times(values.shape[-1])
            return means.total(values, shares, times=times, skip_blanks=skip_blanks)
        case kinds.NoAggregation():
            return np.full(np.broadcast_shapes(values.shape[:-2], shares.shape[:-1]) + values.shape[-2:-1], np.nan)
        case kinds.Product():
            return means.product(values, shares, skip_blanks=skip_blanks)
        case kinds.Mirrored(of=of, top=top):
            kernel = partial(_aggregate_mirrored, of)
            return means.mirrored(kernel, values, shares, top=top, skip_blanks=skip_blanks)
        case kinds.MazziottaPareto(penalty=penalty):
            penalised = partial(means.mazziotta_pareto, values, shares, skip_blanks=skip_blanks)
            return penalised(sign=-1) if penalty == "subtract" else penalised(sign=1)
        case kinds.OrderedWeightedAverage(order_weights=order):
            weights = np.array(order)
            return means.ordered_weighted_average(values, shares, order_weights=weights, skip_blanks=skip_blanks)
        case kinds.Topsis(norm=norm, power=power):
            return distance.topsis(values, shares, norm=norm, power=power, skip_blanks=skip_blanks)
        case kinds.DisplacedIdeal(ideal=ideal, worst=worst, power=power):
            return distance.displaced_ideal(
                values, shares, ideal=ideal, worst=worst, power=power, skip_blanks=skip_blanks
            )
        case kinds.BenefitOfTheDoubt():
            return _benefit(how, values, skip_blanks=skip_blanks).scores
        case kinds.Copeland(scaled=scaled):
            return outranking.copeland(_compared(values, steps), shares, scaled=scaled, skip_blanks=skip_blanks)
        case kinds.Kemeny():
            return _kemeny(_compared(values, steps), shares, skip_blanks=skip_blanks)
        case kinds.CustomAggregation():
            return _custom(how, values, shares)
        case _:
            assert_never(how)


def _compared(values: Array, steps: Array | None) -> Array:
    """Put the children on the grids on which they are ranked, for only their order counts."""
    if steps is None:
        steps = grid_step(np.swapaxes(values, -1, -2))[..., None, :]
    return on_grid(values, steps)


def _aggregate_mirrored(
    of: kinds.Geometric | kinds.Harmonic | kinds.PowerMean, values: Array, shares: Array, *, skip_blanks: bool = False
) -> Array:
    return aggregate_children(of, values, shares, skip_blanks=skip_blanks)


def _benefit(how: kinds.BenefitOfTheDoubt, values: Array, *, skip_blanks: bool) -> frontier.BenefitOfTheDoubtScores:
    bounded = how.min_share > 0 or how.max_share < 1
    bounds = (how.min_share, how.max_share) if bounded else None
    try:
        return frontier.benefit_of_the_doubt(values, share_bounds=bounds, skip_blanks=skip_blanks)
    except ValueError as error:
        raise DefinitionError(str(error)) from error


def weights_per_unit(how: kinds.Aggregation, values: Array) -> Array:
    """Return the weights ``(units, children)`` of each unit alone.

    Raises
    ------
    RequestError
        If all units have the same.
    """
    if not isinstance(how, kinds.BenefitOfTheDoubt):
        raise RequestError(say("not-supported/scoring-weights-per-unit", kind=how.kind))
    return _benefit(how, values, skip_blanks=True).weights


def _kemeny(values: Array, shares: Array, *, skip_blanks: bool) -> Array:
    """Score each unit by the number of units behind it in the consensus ranking of values on their grids."""
    scores = np.full(values.shape[:-1], np.nan)
    for at in np.ndindex(values.shape[:-2]):
        blank = np.isnan(values[at])
        present = ~(blank.all(axis=-1) if skip_blanks else blank.any(axis=-1))
        weights = np.broadcast_to(shares, (*values.shape[:-2], shares.shape[-1]))[at]
        try:
            scores[(*at, present)] = consensus(values[at][present], weights)[0]
        except ValueError as error:
            raise DefinitionError([Problem("kemeny", str(error))]) from error
    return scores


def consensus(values: Array, weights: Array) -> tuple[Array, bool]:
    """Find the consensus ranking of units by their children on the grids on which these are compared.

    Units that are equal in every child are one in it, so that they tie, and the order of rows decides nothing.

    Parameters
    ----------
    values : (units, children) array
        Whole steps, NaN for a blank.
    weights : (children,) array
        Shares.

    Returns
    -------
    behind : (units,) array
        How many units are behind each.
    unique : bool
        Whether no other order agrees equally well.

    Raises
    ------
    ValueError
        As `outranking.kemeny` does.

    Examples
    --------
    >>> consensus(np.array([[2.0], [5.0], [2.0]]), np.array([1.0]))
    (array([0., 2., 0.]), True)
    """
    rows, which, counts = np.unique(
        np.where(np.isnan(values), -np.inf, values) + 0.0, axis=0, return_inverse=True, return_counts=True
    )
    rows = np.where(np.isneginf(rows), np.nan, rows)
    found = outranking.kemeny(outranking.outranking(rows, weights), counts=counts.astype(np.float64))
    ahead = found.ranks <= found.ranks[:, None]
    return (len(values) - ahead @ counts)[which.reshape(-1)].astype(np.float64), found.unique


def _custom(how: kinds.CustomAggregation, values: Array, shares: Array) -> Array:
    found = np.asarray(how.method.function(values, shares, **how.parameters), dtype=np.float64)
    wanted = np.broadcast_shapes(values.shape[:-1], (*shares.shape[:-1], 1))
    if found.shape != wanted:
        raise DefinitionError(
            say("wrong-value/scoring-returned-shape", kind=how.kind, allowed=wanted, found=found.shape)
        )
    return found


def in_domain(how: kinds.Aggregation, values: Array) -> NDArray[np.bool_]:
    """Return for which values of a child an aggregation is defined; a blank counts as defined."""
    if isinstance(how, kinds.Mirrored):
        return in_domain(how.of, how.top - values)
    match how.flags.domain:
        case "any":
            return np.ones(values.shape, dtype=bool)
        case "non_negative":
            return ~(values < 0)
        case _:
            return ~(values <= 0)


def outside_domain(
    how: kinds.Aggregation, group: str, children: tuple[str, ...], values: Array, cities: tuple[str, ...]
) -> list[Problem]:
    """Find children ``(children, units)`` for which an aggregation is not defined."""
    domain = how.of.flags.domain if isinstance(how, kinds.Mirrored) else how.flags.domain
    tested = how.top - values if isinstance(how, kinds.Mirrored) else values
    if domain == "any":
        return []
    problems = []
    for child, row, original in zip(children, tested, values, strict=True):
        wrong = np.flatnonzero(~in_domain(how, original))
        if not wrong.size:
            continue
        worst = original[wrong[np.argmin(row[wrong])]]
        found = {
            "kind": how.kind,
            "found": float(worst),
            "node": child,
            "cities": tuple(cities[each] for each in wrong),
        }
        where = f"groups[{group}]"
        if isinstance(how, kinds.Mirrored):
            problems.append(problem("not-defined/scoring-aggregation-below-top", where, top=how.top, **found))
        elif domain == "non_negative":
            problems.append(problem("not-defined/scoring-aggregation-non-negative", where, **found))
        else:
            problems.append(problem("not-defined/scoring-aggregation-positive", where, **found))
    return problems


def check_domain(problems: list[Problem], source: str) -> None:
    """Raise what `outside_domain` found.

    Raises
    ------
    DataError
        With every problem.
    """
    if problems:
        raise DataError(problems, source=source)
