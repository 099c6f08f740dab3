"""One `match` from a spec to the weights of the children of a group, and a note on what the scheme did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, assert_never

import numpy as np
from numpy.typing import NDArray

from intlindex.errors import DefinitionError, Problem, nearest, problem
from intlindex.kernels import weigh
from intlindex.sentences import Sentence, say
from intlindex.specs import weighting as kinds

__all__ = ["Children", "Weighed", "naming_problems", "weigh_children"]

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


class Weighed(NamedTuple):
    """Weights of the children of a group."""

    weights: Array
    """Relative weights ``(children,)``, on average one where they are not given."""
    note: Sentence | None = None
    """What the scheme did; None if there is nothing to say."""


def weigh_children(how: kinds.Weighting, of: Children) -> Weighed:
    """Weigh the children of a group.

    Parameters
    ----------
    how : Weighting
        The scheme.
    of : Children
        What there is to weigh.

    Returns
    -------
    Weighed
        The weights, and what the scheme did.

    Raises
    ------
    DefinitionError
        If the scheme cannot weigh these children.
    """
    if len(of.ids) == 1:
        return Weighed(np.ones(1))  # nothing to weigh against
    where = f"groups[{of.group}].weights"
    try:
        weights, note = _weigh(how, of)
    except ValueError as error:
        if isinstance(error, DefinitionError):
            raise
        # a kernel knows places only
        raise DefinitionError(
            [problem("not-defined/scoring-weighting", where, reason=str(error), children=of.ids)]
        ) from error
    if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0):
        found = tuple(
            say("weights/given", node=child, weight=each) for child, each in zip(of.ids, weights, strict=True)
        )
        raise DefinitionError([problem("out-of-range/scoring-weighting", where, kind=how.kind, found=found)])
    return Weighed(weights, note)


def _weigh(how: kinds.Weighting, of: Children) -> Weighed:
    children, given, values = of.ids, of.given, of.values
    count = len(children)
    match how:
        case kinds.GivenWeights():
            return Weighed(given)
        case kinds.EqualWeights():
            return Weighed(np.ones(count))
        case kinds.EqualAtTheLeaves():
            return Weighed(of.below().sum(axis=1).astype(np.float64))
        case kinds.BudgetAllocation(experts=experts):
            points = np.array([[each[child] for child in children] for each in experts])
            found = weigh.budget_allocation(points)
            return Weighed(found.weights * count, say("weights/budget-allocation", count=len(experts)))
        case kinds.AnalyticHierarchy(order=order, matrix=matrix, max_inconsistency=limit):
            at = [order.index(child) for child in children]
            judged = weigh.analytic_hierarchy(np.array(matrix)[np.ix_(at, at)], max_inconsistency=limit)
            ratio = float(judged.consistency_ratio)
            return Weighed(judged.weights * count, say("weights/analytic-hierarchy", ratio=ratio))
        case kinds.BestWorst(best_to_others=best, others_to_worst=worst):
            compared = weigh.best_worst(
                np.array([best[child] for child in children]), np.array([worst[child] for child in children])
            )
            return Weighed(compared.weights * count, say("weights/best-worst", residual=float(compared.xi)))
        case kinds.RankOrderCentroid(ranks=ranks):
            return Weighed(weigh.rank_order_centroid(np.array([ranks[child] for child in children])) * count)
        case kinds.RankSum(ranks=ranks):
            return Weighed(weigh.rank_sum(np.array([ranks[child] for child in children])) * count)
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
            return Weighed(best_found.weights * count, say("weights/optimised", residual=residual))
        case kinds.CustomWeights():
            found_weights = np.asarray(how.method.function(values, **how.parameters), dtype=np.float64)
            if found_weights.shape != (count,):
                shape = found_weights.shape
                raise ValueError(say("wrong-value/scoring-returned-weights", kind=how.kind, count=count, found=shape))
            return Weighed(found_weights, say("weights/registered", kind=how.kind))
        case _:
            assert_never(how)


def _fitted(found: Any, count: int, children: tuple[str, ...]) -> Weighed:
    shares = tuple(
        say("weights/share", node=name, share=each) for name, each in zip(children, found.weights, strict=True)
    )
    return Weighed(found.weights * count, say("weights/shares", shares=shares))


def _components(how: kinds.PrincipalComponents, of: Children) -> Weighed:
    """Weigh by components of the children, or of all indicators, whose weights then add up."""
    found = weigh.principal_components(
        of.indicators if how.of == "leaves" else of.values,
        method=how.method,
        components=how.components,
        threshold="kaiser" if how.explain is None else how.explain,
        rotate=how.rotate,
    )
    kept = int(found.kept)
    explained = float(found.explained[:kept].sum())
    note = say("weights/components", kept=kept, explained=explained, rows=int(found.rows))
    weights = of.below() @ found.weights if how.of == "leaves" else found.weights
    return Weighed(weights / weights.sum() * len(of.ids), note)


def naming_problems(how: kinds.Weighting, where: str, children: tuple[str, ...]) -> list[Problem]:
    """Find children that a scheme names but the group does not have, and the other way round."""
    named = how.children
    if not named:
        return []
    unknown = [
        problem("unknown-node/scoring-weighed-child", where, node=name, hint=nearest(name, children))
        for name in named
        if name not in children
    ]
    absent = [problem("required/scoring-weighed-child", where, node=name) for name in children if name not in named]
    return unknown + absent
