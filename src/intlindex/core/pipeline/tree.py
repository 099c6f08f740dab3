"""A framework and the group rules of a method as a tree of positions, and which end of each node is better.

Nodes stand level by level from the root, so that the children of a group are one slice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.aggregate import basic_means
from intlindex.specs import Framework, Group, GroupRule, Method
from intlindex.specs.aggregation import Aggregation, Sum, SumOfGiven

__all__ = ["Branch", "Tree"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Branch:
    """A group in the tree: its position, the positions of its children, and its rule."""

    node: int
    children: slice
    rule: GroupRule

    @property
    def aggregate(self) -> Aggregation:
        """How the children become the score; a complete rule has it."""
        assert self.rule.aggregate is not None
        return self.rule.aggregate

    @property
    def by_data(self) -> bool:
        """Whether the weights of the children follow from their values."""
        assert self.rule.weights is not None
        return self.rule.weights.from_data and self.children.stop - self.children.start > 1


def _with_total(branch: Branch, weights: Array) -> Branch:
    """Let a sum of given weights know what they sum to."""
    how = branch.aggregate
    if not isinstance(how, Sum) or how.total != "given":
        return branch
    known = SumOfGiven(total="given", factor=float(weights.sum()))
    return replace(branch, rule=branch.rule.model_copy(update={"aggregate": known}))  # not one that a file could name


@dataclass(frozen=True)
class Tree:
    """A framework and the group rules of a method, by position instead of by id."""

    ids: tuple[str, ...]
    """Node ids, level by level."""
    parents: tuple[int, ...]
    """Position of each node's parent; -1 for the root."""
    leaves: tuple[int, ...]
    """Position of each indicator, in the framework's order."""
    branches: tuple[Branch, ...]
    """Groups, every one after all groups below it."""
    turns: tuple[float, ...]
    """For each node 1 where rank 1 is the highest score, -1 where it is the lowest."""
    idle: tuple[int, ...] = ()
    """Nodes that do not count in their parent."""
    turns_of_indicators: float = 1.0
    """-1 where the lowest is rank 1 throughout."""

    @classmethod
    def of(cls, framework: Framework, method: Method) -> Tree:
        """Lay out a framework."""
        nodes = framework.nodes
        ids = tuple(node.id for node in nodes)
        at = {name: position for position, name in enumerate(ids)}
        parents = tuple(-1 if node.parent is None else at[node.parent] for node in nodes)
        branches = []
        for group in framework.groups:
            children = [at[node.id] for node in framework.children(group.id) if node.counts]
            rule = method.for_group(group.id, group.level)
            branches.append(Branch(at[group.id], slice(children[0], children[-1] + 1), rule))
        branches.sort(key=lambda branch: -branch.node)
        leaves = tuple(at[indicator.id] for indicator in framework.indicators)
        order = -1.0 if method.rank.order == "ascending" else 1.0
        turns = tuple(-order if isinstance(node, Group) and node.direction == "lower" else order for node in nodes)
        idle = tuple(at[node.id] for node in nodes if not node.counts)
        given = np.array([node.weight for node in nodes])
        return cls(ids, parents, leaves, tuple(branches), turns, idle, order).with_totals(given)

    def with_totals(self, weights: Array) -> Tree:
        """Return the tree in which sums of given weights sum these weights ``(nodes,)``."""
        branches = tuple(_with_total(branch, weights[branch.children]) for branch in self.branches)
        return self if branches == self.branches else replace(self, branches=branches)

    def shares(self, weights: Array) -> Array:
        """Scale weights ``(..., nodes)`` so that siblings that count sum to one; the root's share is one."""
        result = np.ones(weights.shape)
        result[..., list(self.idle)] = 0.0
        for branch in self.branches:
            result[..., branch.children] = basic_means.shares(weights[..., branch.children])
        return result

    def changed_shares(self, shares: Array, weights: Array, nodes: Collection[int]) -> Array:
        """Return what `shares` makes of weights ``(nodes,)``, from the shares before those of some nodes changed."""
        result, groups = shares.copy(), {self.parents[node] for node in nodes}
        for branch in self.branches:
            if branch.node in groups:
                result[branch.children] = basic_means.shares(weights[branch.children])
        return result

    def by_branch(self, shares: Array) -> tuple[Array, ...]:
        """Split shares ``(..., nodes)`` into those of each branch."""
        return tuple(shares[..., branch.children] for branch in self.branches)

    def is_below(self, node: int, group: int) -> bool:
        """Return whether a node is a group, or is anywhere below it."""
        while node > group:
            node = self.parents[node]
        return node == group

    @cached_property
    def orientations(self) -> tuple[float, ...]:
        """For each node 1 where a higher score puts the root nearer to rank 1, -1 where a lower one does."""
        found = [self.turns[0]]
        for turn, parent in zip(self.turns[1:], self.parents[1:], strict=True):
            found.append(turn * self.turns_of_indicators * found[parent])
        return tuple(found)

    @cached_property
    def orientations_of_leaves(self) -> Array:
        """Those of the indicators ``(indicators,)``, in the framework's order."""
        found = np.array([self.orientations[leaf] for leaf in self.leaves])
        found.flags.writeable = False
        return found

    @cached_property
    def counted_leaves(self) -> tuple[int, ...]:
        """Position of each indicator that counts in the root, in the framework's order."""
        return tuple(leaf for leaf in self.leaves if not any(self.is_below(leaf, node) for node in self.idle))

    @cached_property
    def children(self) -> Mapping[int, range]:
        """Where the children of each group stand."""
        return {branch.node: _range(branch.children) for branch in self.branches}

    def leaves_below(self, nodes: Sequence[int]) -> NDArray[np.bool_]:
        """Return ``(nodes, indicators)`` which indicators are below each of some nodes, or are it."""
        column = {leaf: at for at, leaf in enumerate(self.leaves)}
        found = np.zeros((len(nodes), len(self.leaves)), dtype=np.bool_)
        for row, node in enumerate(nodes):
            below = [node]
            for each in below:  # grows while it is walked
                below.extend(self.children.get(each, ()))
            found[row, [column[each] for each in below if each in column]] = True
        return found

    def effective(self, shares: Array) -> Array:
        """Multiply shares ``(..., nodes)`` from the root down."""
        result = shares.copy()
        for branch in reversed(self.branches):
            result[..., branch.children] *= result[..., branch.node, None]
        return result


def _range(places: slice) -> range:
    return range(places.start, places.stop)
