"""Whether a method suits a framework and its data, checked before anything is returned."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.aggregating import in_domain
from intlindex.core.pipeline.conditions import conditions_on_indicators
from intlindex.core.pipeline.preparation import Stages
from intlindex.core.pipeline.preparation_checks import unknown_labels, unmet_needs
from intlindex.core.pipeline.scoring import Scoring
from intlindex.core.pipeline.tree import Tree
from intlindex.core.pipeline.weighing import naming_problems
from intlindex.errors import DataError, DefinitionError, Problem, problem
from intlindex.specs import Framework, GroupRule, Method
from intlindex.specs.aggregation import NoAggregation
from intlindex.specs.imputation import LastObservation
from intlindex.specs.method import ConstantBlanks
from intlindex.specs.normalisation import Categories, Distance, Goalposts
from intlindex.specs.rule_paths import path_of_group

__all__ = ["check_finite", "check_labels", "check_method", "check_scores", "zero_sums"]


def check_method(method: Method, framework: Framework, *, source: str = "method") -> None:
    """Check that a method names nothing that a framework does not have.

    Parameters
    ----------
    method : Method
        The method.
    framework : Framework
        What it is for.
    source : str
        The file that holds the method, for messages.

    Raises
    ------
    DefinitionError
        With every problem.
    """
    problems = [*method.problems_with(framework), *conditions_on_indicators(method, framework)]
    for group in framework.groups:
        rule = method.for_group(group.id, group.level)
        assert rule.weights is not None
        assert rule.aggregate is not None
        where = partial(path_of_group, method, group)
        if rule.weights.children:
            children = tuple(child.id for child in framework.counted(group.id))
            problems += naming_problems(rule.weights, where("weights"), children)
        after = rule.normalise
        if isinstance(after, Goalposts | Categories) or (
            isinstance(after, Distance) and after.to in {"target", "unit"}
        ):
            problems.append(
                problem("not-supported/scoring-normalisation-of-group", where("normalise"), kind=after.kind)
            )
        problems += _constant_problems(rule, where)
        problems += _group_imputation_problems(rule, where)
        if isinstance(rule.aggregate, NoAggregation) and group.parent is not None and group.counts:
            problems.append(problem("not-supported/none-below-a-group", where("aggregate")))
        if rule.aggregate.kind == "kemeny" and group.parent is not None:
            problems.append(problem("not-supported/scoring-kemeny-below-root", where("aggregate")))
    if problems:
        problems += unmet_needs(framework.indicators, method)
        raise DefinitionError(dict.fromkeys(problems), source=source)


def _constant_problems(rule: GroupRule, where: Callable[[str], str]) -> list[Problem]:
    """Find a constant for blanks for which the aggregation is not defined."""
    assert rule.aggregate is not None
    if not isinstance(rule.blanks, ConstantBlanks) or bool(in_domain(rule.aggregate, np.array(rule.blanks.value))):
        return []
    needs = rule.aggregate.flags.domain.replace("_", "-")
    return [
        problem(
            "not-defined/constant-for-blanks",
            where("blanks"),
            kind=rule.aggregate.kind,
            needs=needs,
            found=rule.blanks.value,
        )
    ]


def _group_imputation_problems(rule: GroupRule, where: Callable[[str], str]) -> list[Problem]:
    """Find an imputation that needs more than the scores of the group."""
    assert rule.impute is not None
    if not rule.impute.looks_across and not isinstance(rule.impute, LastObservation):
        return []
    return [problem("not-supported/group-imputation", where("impute"), kind=rule.impute.kind)]


def check_labels(method: Method, framework: Framework, labels: Collection[str]) -> None:
    """Check that the data has the columns within which blank scores of groups are imputed.

    Raises
    ------
    DefinitionError
        With every group for which it has not.
    """
    problems = []
    for group in framework.groups:
        rule = method.for_group(group.id, group.level)
        by = None if rule.impute is None else rule.impute.labels
        if by is not None and by not in labels:
            problems.append(unknown_labels(f"{path_of_group(method, group, 'impute')}.by", by, labels))
    if problems:
        raise DefinitionError(dict.fromkeys(problems), source=framework.id)


def check_scores(scores: NDArray[np.float64], scoring: Scoring, cities: tuple[str, ...], *, source: str) -> None:
    """Check that every score ``(nodes, cities)`` that is not blank is a number, whatever the weights.

    Raises
    ------
    DataError
        With every node that is not defined, and for whom.
    """
    lost = ~scoring.blank & ~np.isfinite(scores)
    if not lost.any():
        return
    problems = [
        problem(
            "not-defined/scoring-score",
            scoring.tree.ids[node],
            cities=tuple(cities[row] for row in np.flatnonzero(rows)),
        )
        for node, rows in enumerate(lost)
        if rows.any()
    ]
    raise DataError(problems, source=source)


def check_finite(stages: Stages, framework: Framework, cities: tuple[str, ...]) -> None:
    """Check that floating point could hold what came out of the preparation.

    Raises
    ------
    DataError
        With every cell that has a value but no finite normalised one.
    """
    lost = ~np.isnan(stages.treated) & ~np.isfinite(stages.normalised)
    problems = [
        problem(
            "not-finite/scoring-normalised",
            f"{cities[row]}, {framework.indicators[column].id}",
            found=float(stages.treated[row, column]),
        )
        for row, column in np.argwhere(lost)
    ]
    if problems:
        raise DataError(problems, source=framework.id)


def zero_sums(tree: Tree, weights: NDArray[np.float64]) -> list[Problem]:
    """Find the groups whose weights ``(nodes,)`` sum to zero."""
    return [
        problem("not-defined/zero-sum", tree.ids[branch.node])
        for branch in tree.branches
        if not weights[branch.children].sum() > 0
    ]
