"""A set of weights against an index: which shares vary together, around what, within which limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.errors import Problem, nearest, problem
from intlindex.specs.weight_set import Bounds, Ordered, WeightSet

__all__ = ["SUM_TOLERANCE", "VariedShares", "resolve_weight_set", "varied_shares"]

Array = NDArray[np.float64]

SUM_TOLERANCE = 1e-9
"""Limits whose sums miss one by less than this still leave weights: shares are sums of floats."""


@dataclass(frozen=True)
class VariedShares:
    """Shares that vary together and sum to one: the children of one group, or all leaves.

    The arrays follow `nodes`.
    """

    spec: WeightSet
    """The set as it was asked for."""
    group: str | None
    """Id of the group; None where the leaves of the whole tree vary."""
    nodes: tuple[str, ...]
    """Ids of the children, or of the leaves."""
    nominal: Array
    """Their shares in the index: among siblings, or effective weights."""
    low: Array
    """Smallest share of each."""
    high: Array
    """Largest share of each."""
    pairs: tuple[tuple[int, int], ...]
    """Positions of nodes of which the first weighs at least as much as the second."""

    @property
    def where(self) -> str:
        """The group, for messages."""
        return "leaves" if self.group is None else self.group


def resolve_weight_set(index: ScoredIndex, spec: WeightSet) -> tuple[VariedShares, ...]:
    """Find the shares of an index that a set of weights varies.

    Parameters
    ----------
    index : ScoredIndex
        Whose weights.
    spec : WeightSet
        The set.

    Returns
    -------
    tuple of VariedShares
        One for each group, in the order of the framework; one for all leaves.

    Raises
    ------
    UnknownNameError
        If it names what the index does not have, and nothing else is wrong; with every problem.
    RequestError
        If it leaves no weights; with every problem.
    """
    return varied_shares(index, [spec])


def varied_shares(index: ScoredIndex, specs: Sequence[WeightSet]) -> tuple[VariedShares, ...]:
    """Find the shares of an index that several sets of weights vary, each group at most once.

    Raises
    ------
    RequestError
        As `resolve_weight_set`, or if two sets vary the same weights; with every problem.
    """
    problems: list[Problem] = []
    found: dict[str, VariedShares] = {}
    for spec in specs:
        for varied in _varied(index, spec, problems):
            if varied.where in found:
                problems.append(problem("conflict/scoring-varied-by-two-sets", varied.where))
            found[varied.where] = varied
    if "leaves" in found and len(found) > 1:
        problems.append(problem("conflict/scoring-leaves-beside-others", "weights"))
    if problems:
        raise refusal(problems, source="weights")
    return tuple(found.values())


def _varied(index: ScoredIndex, spec: WeightSet, problems: list[Problem]) -> Iterable[VariedShares]:
    if spec.of == "leaves":
        nodes = tuple(node.id for node in index.framework.counted_indicators)
        problems += _unknown(index, spec, nodes)
        places: list[tuple[str | None, tuple[str, ...]]] = [(None, nodes)]
    else:
        problems += _unknown(index, spec, index.nodes)
        groups = _groups(index, spec, problems)
        places = [(name, tuple(node.id for node in index.framework.counted(name))) for name in groups]
        problems += _across(index, spec, groups)
    shares = index.effective_weights if spec.of == "leaves" else index.weights
    for group, nodes in places:
        nominal = np.array([shares[name] for name in nodes])
        varied = _limited(spec, group, nodes, nominal)
        problems += _empty(varied)
        yield varied


def _groups(index: ScoredIndex, spec: WeightSet, problems: list[Problem]) -> list[str]:
    """List the groups that are meant, in the order of the framework."""
    groups = index.framework.groups
    ids, levels = [group.id for group in groups], list(dict.fromkeys(group.level for group in groups))
    wide = [name for name in ids if len(index.framework.counted(name)) > 1]
    for name in spec.groups or ():
        if name not in ids:
            problems.append(
                problem("wrong-value/scoring-indicator-for-group", f"groups.{name}")
                if name in index.nodes
                else problem("unknown-node/scoring-varied-group", f"groups.{name}", hint=nearest(name, ids))
            )
        elif name not in wide:
            problems.append(problem("not-allowed/scoring-one-child", f"groups.{name}"))
    problems += [
        problem("unknown-name/scoring-level", f"levels.{name}", hint=nearest(name, levels))
        for name in spec.levels or ()
        if name not in levels
    ]
    meant = {group.id for group in groups if group.level in (spec.levels or ())} | set(spec.groups or ())
    of_named = isinstance(spec, Ordered) or (isinstance(spec, Bounds) and spec.within is None)
    if of_named and not meant:
        parents = {node.id: node.parent for node in index.framework.nodes}
        meant = {str(parents[name]) for _, name in _named(spec) if parents.get(name) is not None}
    elif spec.groups is None and spec.levels is None:
        meant = set(wide)
    return [name for name in wide if name in meant]


def _named(spec: WeightSet) -> list[tuple[str, str]]:
    """List the nodes that a set names, and where."""
    if isinstance(spec, Bounds):
        return [(f"shares.{name}", name) for name in spec.shares]
    if isinstance(spec, Ordered):
        return [("chains", name) for chain in spec.chains for name in chain]
    return []


def _unknown(index: ScoredIndex, spec: WeightSet, allowed: Sequence[str]) -> list[Problem]:
    leaves, framework = spec.of == "leaves", index.framework.id
    return [
        problem(
            "unknown-node/scoring-varied-indicator" if leaves else "unknown-node/scoring-varied-node",
            where,
            node=name,
            framework=framework,
            hint=nearest(name, allowed),
        )
        for where, name in _named(spec)
        if name not in allowed
    ]


def _across(index: ScoredIndex, spec: WeightSet, groups: Sequence[str]) -> list[Problem]:
    """Find named nodes whose group does not vary, and chains that leave their group."""
    parents = {node.id: node.parent for node in index.framework.nodes}
    problems = []
    for where, name in _named(spec):
        parent = parents.get(name)
        if name not in parents or parent in groups:
            continue
        if parent is not None and len(index.framework.counted(parent)) == 1:
            problems.append(problem("not-allowed/scoring-only-child", where, node=name, group=parent))
        elif groups:
            problems.append(problem("not-allowed/scoring-group-does-not-vary", where, node=name, groups=tuple(groups)))
        else:
            problems.append(problem("not-allowed/scoring-no-group-varies", where, node=name))
    problems += [
        problem("conflict/scoring-chain-across-groups", "chains", nodes=tuple(chain))
        for chain in (spec.chains if isinstance(spec, Ordered) else ())
        if all(name in parents for name in chain) and len({parents[name] for name in chain}) > 1
    ]
    return problems


def _limited(spec: WeightSet, group: str | None, nodes: tuple[str, ...], nominal: Array) -> VariedShares:
    low, high = np.zeros(len(nodes)), np.ones(len(nodes))
    if isinstance(spec, Bounds):
        if spec.within is not None:
            low = np.maximum(nominal * (1 - spec.within), 0.0)
            high = np.minimum(nominal * (1 + spec.within), 1.0)
        for place, name in enumerate(nodes):
            if name in spec.shares:
                low[place], high[place] = spec.shares[name]
    pairs = {
        (nodes.index(first), nodes.index(second))
        for chain in (spec.chains if isinstance(spec, Ordered) else ())
        for first, second in pairwise(chain)
        if first in nodes and second in nodes
    }
    return VariedShares(spec, group, nodes, nominal, low, high, tuple(sorted(pairs)))


def _empty(varied: VariedShares) -> list[Problem]:
    """Return which limits leave no weights."""
    smallest, largest = float(varied.low.sum()), float(varied.high.sum())
    if smallest > 1 + SUM_TOLERANCE:
        return [problem("infeasible/scoring-smallest-shares", varied.where, found=smallest)]
    if largest < 1 - SUM_TOLERANCE:
        return [problem("infeasible/scoring-largest-shares", varied.where, found=largest)]
    return []
