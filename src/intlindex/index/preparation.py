"""From raw values to commensurate indicators: each step fitted to a sample, applied to any units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, assert_never

import numpy as np
from numpy.typing import NDArray

from intlindex.errors import DataError, DefinitionError, IntlindexError, Problem
from intlindex.index.table import Table
from intlindex.kernels import normalise
from intlindex.specs import (
    Framework,
    Goalposts,
    Indicator,
    Method,
    MinMax,
    Normalisation,
    PercentileRank,
    Rank,
    ZScore,
)

__all__ = ["Preparation", "fit_preparation"]

Array = NDArray[np.float64]


class _Fit(Protocol):
    def apply(self, values: Array) -> Array: ...


@dataclass(frozen=True)
class Preparation:
    """What was learned from a sample: how its indicators become commensurate.

    Columns with the same rule are handled together.
    """

    signs: Array
    """1 where higher is better, -1 where lower is."""
    fits: tuple[tuple[tuple[int, ...], _Fit], ...]
    """Columns, and the map fitted to them."""

    def apply(self, raw: Array) -> Array:
        """Prepare raw values ``(..., cities, indicators)`` of any cities."""
        directed = normalise.direct(raw, self.signs)
        result = np.empty(directed.shape)
        for columns, fit in self.fits:
            result[..., columns] = fit.apply(directed[..., columns])
        return result


def fit_preparation(table: Table, framework: Framework, method: Method) -> Preparation:
    """Fit all steps to the cities of a table.

    Raises
    ------
    DataError
        If an indicator is constant where its spread is divided by, with every such indicator.
    DefinitionError
        If a rule needs what an indicator does not have, such as goalposts.
    """
    signs = np.array([1.0 if node.direction == "higher" else -1.0 for node in framework.indicators])
    directed = normalise.direct(table.values, signs)
    columns_by_rule: dict[Normalisation, list[int]] = {}
    for column, node in enumerate(framework.indicators):
        rule = method.for_indicator(node.id).normalise
        assert rule is not None
        columns_by_rule.setdefault(rule, []).append(column)
    problems: list[Problem] = []
    error: type[IntlindexError] = DataError
    for rule, columns in columns_by_rule.items():
        nodes = [framework.indicators[column] for column in columns]
        if isinstance(rule, Goalposts):
            missing = list(_without_goalposts(nodes))
            error = DefinitionError if missing else error
            problems += missing
        else:
            problems += _without_spread(rule, nodes, directed[:, columns])
    if problems:
        raise error(problems, source=framework.id)
    fits = tuple(
        (
            tuple(columns),
            _fit(
                rule,
                directed[:, columns],
                [framework.indicators[column] for column in columns],
                signs[columns],
            ),
        )
        for rule, columns in columns_by_rule.items()
    )
    return Preparation(signs, fits)


def _fit(rule: Normalisation, directed: Array, nodes: Sequence[Indicator], signs: Array) -> _Fit:
    match rule:
        case MinMax(low=low, high=high, clip=clip):
            return normalise.fit_min_max(directed, low=low, high=high, clip=clip)
        case Goalposts(low=low, high=high, clip=clip):
            posts = np.array([node.goalposts for node in nodes]) * signs[:, None]
            return normalise.fit_goalposts(posts.min(axis=1), posts.max(axis=1), low=low, high=high, clip=clip)
        case ZScore(mean=mean, spread=spread, ddof=ddof):
            return normalise.fit_z_score(directed, mean=mean, spread=spread, ddof=ddof)
        case Rank(low=low, high=high, ties=ties):
            return normalise.fit_rank(directed, low=low, high=high, ties=ties)
        case PercentileRank(low=low, high=high):
            return normalise.fit_rank(directed, low=low, high=high, ties="average")
        case _:
            assert_never(rule)


def _without_goalposts(nodes: Iterable[Indicator]) -> Iterable[Problem]:
    for node in nodes:
        if node.goalposts is None:
            yield Problem(f"indicators[{node.id}].goalposts", "is required by the method's normalisation 'goalposts'")


def _without_spread(rule: Normalisation, nodes: Sequence[Indicator], directed: Array) -> Iterable[Problem]:
    divides = isinstance(rule, MinMax | ZScore)
    for node, column in zip(nodes, directed.T, strict=True):
        present = np.abs(column[~np.isnan(column)])
        if present.size < 2:
            yield Problem(node.id, f"has {present.size} value(s), too few for {rule.kind!r}")
        elif divides and np.ptp(column[~np.isnan(column)]) == 0:
            value = f"{present[0]:g} {node.unit}"
            yield Problem(node.id, f"is constant ({value} everywhere), so {rule.kind!r} would divide by zero; drop it")
