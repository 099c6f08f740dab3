"""Correlations within an audit: of nodes with each other, and of nodes with figures from outside the index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.comparison.agreement import published_ranks
from intlindex.core.pipeline.tree import Tree
from intlindex.errors import DataError, Problem, RequestError, UnknownNameError, problem
from intlindex.kernels.statistics.correlation import Correlations, Kind, correlate

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex
    from intlindex.specs.audit_limits import AuditLimits

__all__ = ["outside_correlations", "outside_figures", "pairs"]

Array = NDArray[np.float64]


def pairs(index: ScoredIndex, found: Correlations, limits: AuditLimits) -> pd.DataFrame:
    """List all pairs of nodes with their relation, correlation and flag."""
    nodes, relations = index.nodes, _Relations(index.scoring.tree)
    one, other = np.triu_indices(len(nodes), k=1)
    relation = [relations.of(*pair) for pair in zip(one.tolist(), other.tolist(), strict=True)]
    frame = pd.DataFrame(
        {
            "first": [nodes[at] for at in one],
            "second": [nodes[at] for at in other],
            "relation": relation,
            "correlation": found.coefficients[one, other],
            "p_value": found.p_values[one, other],
            "common": found.common[one, other],
        }
    )
    frame["flag"] = [
        _flag(relation, correlation, limits)
        for relation, correlation in zip(frame["relation"], frame["correlation"], strict=True)
    ]
    return frame


class _Relations:
    """Relations of the nodes of a tree."""

    def __init__(self, tree: Tree) -> None:
        self.parents, self.leaves = tree.parents, frozenset(tree.leaves)
        self.above: list[frozenset[int]] = []
        for parent in tree.parents:  # parents come before their children
            self.above.append(frozenset() if parent < 0 else self.above[parent] | {parent})

    def of(self, one: int, other: int) -> str:
        """Return the relation of two nodes; the first is never below the second."""
        if self.parents[one] == self.parents[other]:
            return "siblings"
        if self.parents[other] == one:
            return "parent"
        if one in self.above[other]:
            return "ancestor"
        return "across" if (one in self.leaves) == (other in self.leaves) else "other"


def _flag(relation: str, correlation: float, limits: AuditLimits) -> str:
    """Return the flag of a pair: redundant siblings or across groups, negative or weak within a group."""
    if relation in {"siblings", "across"} and correlation > limits.redundant:
        return "redundant"
    if relation not in {"siblings", "parent"} or np.isnan(correlation):
        return ""
    if correlation < 0:
        return "negative"
    return "weak" if correlation < limits.weak else ""


# ---------------------------------------------------------------- figures from outside


def outside_figures(index: ScoredIndex, against: Mapping[str, Any] | pd.DataFrame | None) -> pd.DataFrame:
    """Collect figures of the cities that are not indicators: the data's own columns of numbers, and those given.

    Raises
    ------
    DataError
        If a figure is not a number, a city is given twice, or a name is taken; with every problem.
    UnknownNameError
        If a city is unknown, and nothing before it is wrong; with every problem.
    """
    table = index.table
    own = {name: _numbers(column) for name, column in table.attributes.items() if name != "time"}
    columns = {name: numbers for name, numbers in own.items() if numbers is not None}
    frame = pd.DataFrame(columns, index=pd.Index(table.cities, name="city"))
    problems: list[Problem] = []
    unknown: list[Problem] = []
    for name, given in _given(against).items():
        if name in frame.columns or name in index.nodes:
            problems.append(problem("conflict/audit-against-name", str(name)))
        else:
            frame[name] = _figures(index, str(name), given, problems, unknown)
    if problems:
        error = UnknownNameError if problems[0] in unknown else DataError
        raise error(problems, source="against")
    return frame


def _numbers(column: tuple[Any, ...]) -> Array | None:
    """Return a column of numbers, also those that a file holds as text; None for labels."""
    blank = np.array([cell in {None, "", "NA"} for cell in column])
    found = pd.to_numeric(pd.Series(column, dtype=object), errors="coerce").to_numpy(np.float64)
    return found if not blank.all() and np.isfinite(found[~blank]).all() else None


def _given(against: Mapping[str, Any] | pd.DataFrame | None) -> dict[str, Any]:
    if isinstance(against, pd.DataFrame):
        return {str(name): against[name] for name in against.columns}
    if against is not None and not hasattr(against, "items"):
        raise RequestError([problem("wrong-type/audit-against", found=type(against).__name__)], source="against")
    return dict(against or {})


def _figures(
    index: ScoredIndex, name: str, given: Any, problems: list[Problem], unknown: list[Problem]
) -> pd.Series[float]:
    """Read the figures of one name by city; list what is wrong, and which of these are unknown cities."""
    found = pd.Series(np.nan, index=pd.Index(index.cities, name="city"))
    if not isinstance(given, Mapping | pd.Series):
        problems.append(problem("wrong-type/audit-figures", name, found=type(given).__name__))
        return found
    seen: set[str] = set()
    for key, cell in given.items():
        try:
            city = index.city(str(key))
        except UnknownNameError as error:
            unknown.append(Problem(name, error.problems[0].message))
            problems.append(unknown[-1])
            continue
        if city in seen:
            problems.append(problem("duplicate/audit-figure", f"{city}, {name}"))
        seen.add(city)
        number = _number(cell)
        if np.isinf(number):
            problems.append(problem("not-finite/audit-figure", f"{city}, {name}", found=cell))
        found[city] = number
    return found


def _number(cell: Any) -> float:
    """Return a cell as a number, NaN for a blank, infinite for anything else."""
    if cell is None or cell is pd.NA:
        return float("nan")
    try:
        return float(cell)
    except (TypeError, ValueError):
        return float("inf")


def outside_correlations(index: ScoredIndex, scores: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Correlate every node with every figure from outside, and each published ranking with its node."""
    figures = figures.loc[scores.index]
    kinds = {name: _kind(index, name) for name in figures.columns}
    columns = [
        (node, name, kinds[name], scores[node], figures[name]) for name in figures.columns for node in scores.columns
    ]
    columns += [
        (node, "published rank", "published", scores[node], -ranks.reindex(scores.index))
        for node, ranks in _published(index).items()
    ]
    rows = []
    for node, name, kind, ours, theirs in columns:
        pair = np.column_stack([ours.to_numpy(np.float64), theirs.to_numpy(np.float64)])
        found = {which: correlate(pair, kind=which) for which in _BOTH}
        cells = [float(each[0, 1]) for one in found.values() for each in (one.coefficients, one.p_values)]
        rows.append((node, name, kind, *cells, int(found["pearson"].common[0, 1])))
    headers = ["node", "outside", "kind", "pearson", "p_pearson", "spearman", "p_spearman", "common"]
    return pd.DataFrame(rows, columns=headers)


_BOTH: tuple[Kind, ...] = ("pearson", "spearman")


def _kind(index: ScoredIndex, name: str) -> str:
    if name in {node.denominator for node in index.framework.indicators}:
        return "denominator"
    return "attribute" if name in index.table.attributes else "given"


def _published(index: ScoredIndex) -> dict[str, pd.Series[float]]:
    """Return the published ranks of the cities by node, where the framework is a shipped one."""
    try:
        ranks = published_ranks(index)
    except UnknownNameError:
        return {}
    return {
        str(node): rows.set_index("city")["published"].astype(np.float64)
        for node, rows in ranks.groupby("node", sort=False)
    }
