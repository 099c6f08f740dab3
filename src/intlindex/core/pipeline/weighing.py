"""One `match` from a spec to the weights of the children of a group, and what the scheme says it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from intlindex.errors import DefinitionError, Problem, nearest
from intlindex.kernels import weigh
from intlindex.specs import weighting as kinds

__all__ = ["Children", "naming_problems", "weigh_children"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Children:
    """The children of a group, as weighting schemes see them."""

    group: str
    """Id of the group."""
    ids: tuple[str, ...]
    given: Array
    """Their weights in the framework."""
    below: Callable[[], NDArray[np.bool_]]
    """``(children, indicators)``: which indicators are below each, or are it; found when a scheme asks."""
    values: Array
    """Their scores ``(units, children)``, NaN for a blank."""
    indicators: Array
    """All commensurate indicators ``(units, indicators)``."""


def weigh_children(how: kinds.Weighting, of: Children) -> tuple[Array, str]:
    """Weigh the children of a group.

    Parameters
    ----------
    how : Weighting
        The scheme.
    of : Children
        What there is to weigh.

    Returns
    -------
    weights : (children,) array
        Relative weights, on average one where they are not given.
    told : str
        What the scheme did; empty if there is nothing to say.

    Raises
    ------
    DefinitionError
        If the scheme cannot weigh these children.
    """
    if len(of.ids) == 1:
        return np.ones(1), ""  # nothing to weigh against
    try:
        weights, told = _weigh(how, of)
    except ValueError as error:
        if isinstance(error, DefinitionError):
            raise
        raise DefinitionError([Problem(f"groups[{of.group}].weights", _named(str(error), of.ids))]) from error
    if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0):
        found = ", ".join(f"{child} = {value:.4g}" for child, value in zip(of.ids, weights, strict=True))
        message = f"{how.kind!r} must give weights that are not negative and not all zero, found {found}"
        raise DefinitionError([Problem(f"groups[{of.group}].weights", message)])
    return weights, told


def _weigh(how: kinds.Weighting, of: Children) -> tuple[Array, str]:
    children, given, values = of.ids, of.given, of.values
    count = len(children)
    match how:
        case kinds.GivenWeights():
            return given, ""
        case kinds.EqualWeights():
            return np.ones(count), ""
        case kinds.EqualAtTheLeaves():
            return of.below().sum(axis=1).astype(np.float64), ""
        case kinds.BudgetAllocation(experts=experts):
            points = np.array([[each[child] for child in children] for each in experts])
            found = weigh.budget_allocation(points)
            return found.weights * count, f"mean of {len(experts)} experts"
        case kinds.AnalyticHierarchy(order=order, matrix=matrix, max_inconsistency=limit):
            at = [order.index(child) for child in children]
            judged = weigh.analytic_hierarchy(np.array(matrix)[np.ix_(at, at)], max_inconsistency=limit)
            return judged.weights * count, f"consistency ratio {float(judged.consistency_ratio):.3f}"
        case kinds.BestWorst(best_to_others=best, others_to_worst=worst):
            compared = weigh.best_worst(
                np.array([best[child] for child in children]), np.array([worst[child] for child in children])
            )
            return compared.weights * count, f"largest residual {float(compared.xi):.4f}"
        case kinds.RankOrderCentroid(ranks=ranks):
            return weigh.rank_order_centroid(np.array([ranks[child] for child in children])) * count, ""
        case kinds.RankSum(ranks=ranks):
            return weigh.rank_sum(np.array([ranks[child] for child in children])) * count, ""
        case kinds.Entropy():
            return _fitted(weigh.entropy(values), count, children)
        case kinds.Critic():
            return _fitted(weigh.critic(values), count, children)
        case kinds.StandardDeviation():
            return _fitted(weigh.standard_deviation(values), count, children)
        case kinds.InverseCorrelation():
            return _fitted(weigh.inverse_correlation(values), count, children)
        case kinds.PrincipalComponents():
            return _components(how, of)
        case kinds.Optimised(target=target, measure=measure, smoother=smoother):
            wanted = given if target is None else np.array([target[child] for child in children])
            best_found = weigh.optimised(values, wanted / wanted.sum(), measure=measure, smoother=smoother)
            residual = float(np.abs(best_found.residuals).max())
            return best_found.weights * count, f"shares of importance within {residual:.4f} of their target"
        case kinds.CustomWeights():
            found_weights = np.asarray(how.method.function(values, **how.parameters), dtype=np.float64)
            if found_weights.shape != (count,):
                raise ValueError(f"{how.kind!r} must return {count} weights, found the shape {found_weights.shape}")
            return found_weights, f"registered as {how.kind!r}"
        case _:
            assert_never(how)


def _fitted(found: Any, count: int, children: tuple[str, ...]) -> tuple[Array, str]:
    told = ", ".join(f"{child} {share:.3f}" for child, share in zip(children, found.weights, strict=True))
    return found.weights * count, f"shares {told}"


def _components(how: kinds.PrincipalComponents, of: Children) -> tuple[Array, str]:
    """Weigh by components of the children, or of all indicators, whose weights then add up."""
    found = weigh.principal_components(
        of.indicators if how.of == "leaves" else of.values,
        method=how.method,
        components=how.components,
        threshold="kaiser" if how.explain is None else how.explain,
        rotate=how.rotate,
    )
    kept = int(found.kept)
    told = f"{kept} component(s) explain {float(found.explained[:kept].sum()):.1%} over {int(found.rows)} complete rows"
    weights = of.below() @ found.weights if how.of == "leaves" else found.weights
    return weights / weights.sum() * len(of.ids), told


def _named(message: str, children: tuple[str, ...]) -> str:
    """Add the ids of the children to a message of a kernel, which knows places only."""
    return f"{message} (children: {', '.join(children)})"


def naming_problems(how: kinds.Weighting, group: str, children: tuple[str, ...]) -> list[Problem]:
    """Find children that a scheme names but the group does not have, and the other way round."""
    named = how.children
    if not named:
        return []
    where = f"groups.only.{group}.weights"
    unknown = [
        Problem(where, f"no child {name!r}; {nearest(name, children)}") for name in named if name not in children
    ]
    absent = [Problem(where, f"does not name the child {name!r}") for name in children if name not in named]
    return unknown + absent
