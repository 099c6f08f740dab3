"""The one scoring path: from commensurate indicators up the tree, for one index or for a million.

Nodes stand level by level from the root, so that the children of a group are one slice. Scores are held as
``(nodes, ..., cities)``: a group reads a slice of the array and writes one row of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from intlindex.errors import DataError, Problem, listed
from intlindex.index.table import read_only
from intlindex.kernels import aggregate
from intlindex.kernels.rank import grid_step
from intlindex.specs import Aggregation, Arithmetic, Framework, Geometric, GroupRule, Harmonic, Method

__all__ = ["Branch", "Scoring", "Tree", "fit_scoring"]

Array = NDArray[np.float64]

COVERAGE_TOLERANCE = 1e-12


@dataclass(frozen=True)
class Branch:
    """A group in the tree: where it stands, where its children stand, and its rule."""

    node: int
    children: slice
    rule: GroupRule


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

    @classmethod
    def of(cls, framework: Framework, method: Method) -> Tree:
        """Lay out a framework."""
        nodes = framework.nodes
        ids = tuple(node.id for node in nodes)
        at = {name: position for position, name in enumerate(ids)}
        parents = tuple(-1 if node.parent is None else at[node.parent] for node in nodes)
        branches = []
        for group in framework.groups:
            children = [position for position, parent in enumerate(parents) if parent == at[group.id]]
            rule = method.for_group(group.id, group.level)
            branches.append(Branch(at[group.id], slice(children[0], children[-1] + 1), rule))
        branches.sort(key=lambda branch: -branch.node)
        leaves = tuple(at[indicator.id] for indicator in framework.indicators)
        return cls(ids, parents, leaves, tuple(branches))

    def shares(self, weights: Array) -> Array:
        """Scale weights ``(..., nodes)`` so that siblings sum to one; the root's share is one."""
        result = np.ones(weights.shape)
        for branch in self.branches:
            result[..., branch.children] = aggregate.shares(weights[..., branch.children])
        return result

    def effective(self, shares: Array) -> Array:
        """Multiply shares ``(..., nodes)`` from the root down."""
        result = shares.copy()
        for branch in reversed(self.branches):
            result[..., branch.children] *= result[..., branch.node, None]
        return result


@dataclass(frozen=True)
class Scoring:
    """What is decided once, at nominal weights, and kept under any others."""

    tree: Tree
    fills: Array
    """``(nodes, cities)``: what a child without a score counts as; NaN where nothing is filled."""
    blank: NDArray[np.bool_]
    """``(nodes, cities)``: no score of its own."""
    steps: Array
    """``(nodes,)``: step of the grid on which the scores of a node are compared."""

    def run(self, normalised: Array, shares: Array) -> Array:
        """Score every node, with fills standing in for blanks.

        Parameters
        ----------
        normalised : (..., cities, indicators) array
            Commensurate indicators of the fitted cities.
        shares : (..., nodes) array
            Shares among siblings.

        Returns
        -------
        (nodes, ..., cities) array
            Scores; `mask` tells which of them a city really has.
        """
        batch = np.broadcast_shapes(normalised.shape[:-2], shares.shape[:-1])
        scores = np.empty((len(self.tree.ids), *batch, normalised.shape[-2]))
        for indicator, node in enumerate(self.tree.leaves):
            scores[node] = self._filled(node, normalised[..., indicator])
        for branch in self.tree.branches:
            rescale = branch.rule.blanks == "rescale"
            found = _aggregate(branch.rule, scores[branch.children], shares[..., branch.children], skip_blanks=rescale)
            scores[branch.node] = self._filled(branch.node, found)
        return scores

    def _filled(self, node: int, values: Array) -> Array:
        blank = self.blank[node]
        return np.where(blank, self.fills[node], values) if blank.any() else values

    def mask(self, scores: Array) -> Array:
        """Return scores ``(nodes, ..., cities)`` with blanks where a city has no score of its own."""
        between = (1,) * (scores.ndim - 2)
        blank = self.blank.reshape(len(self.tree.ids), *between, -1)
        return np.where(blank, np.nan, scores)


def fit_scoring(tree: Tree, normalised: Array, weights: Array, cities: tuple[str, ...], source: str) -> Scoring:
    """Decide at nominal weights which scores are blank, and what stands in for them.

    Parameters
    ----------
    tree : Tree
        The laid-out framework.
    normalised : (cities, indicators) array
        Commensurate indicators, NaN for a blank.
    weights : (nodes,) array
        Nominal weights.
    cities : tuple of str
        Their names, for messages.
    source : str
        The framework, for messages.

    Raises
    ------
    DataError
        If a group that is defined for positive values only has a child that is not positive, with every such
        child.
    """
    shares = tree.shares(weights)
    scores = np.full((len(tree.ids), normalised.shape[0]), np.nan)
    fills = np.full_like(scores, np.nan)
    scores[list(tree.leaves)] = normalised.T
    problems: list[Problem] = []
    for branch in tree.branches:
        children = scores[branch.children]
        problems += _not_positive(tree, branch, children, cities)
        found = _own_mean(branch, children, shares[branch.children])
        missing = np.isnan(children)
        if branch.rule.blanks == "siblings":
            fills[branch.children] = np.where(missing, found, np.nan)
        scores[branch.node] = found
    if problems:
        raise DataError(problems, source=source)
    blank = np.isnan(scores)
    return Scoring(tree, read_only(fills), read_only(blank), read_only(grid_step(scores)))


def _own_mean(branch: Branch, children: Array, shares: Array) -> Array:
    """Aggregate the children that have a score; blank where they cover too little."""
    present = ~np.isnan(children)
    coverage = aggregate.weighted_sum(np.moveaxis(present.astype(np.float64), 0, -1), shares)
    assert branch.rule.min_coverage is not None
    enough = (coverage >= branch.rule.min_coverage - COVERAGE_TOLERANCE) & (coverage > 0)
    if branch.rule.blanks == "strict":
        enough &= present.all(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = _aggregate(branch.rule, children, shares, skip_blanks=True)
    return np.where(enough, found, np.nan)


def _aggregate(rule: GroupRule, children: Array, shares: Array, *, skip_blanks: bool) -> Array:
    """Call the kernel of a rule on children ``(children, ..., cities)``."""
    assert rule.aggregate is not None
    values = np.moveaxis(children, 0, -1)
    how: Aggregation = rule.aggregate
    match how:
        case Arithmetic():
            return aggregate.arithmetic_mean(values, shares, skip_blanks=skip_blanks)
        case Geometric():
            return aggregate.geometric_mean(values, shares, skip_blanks=skip_blanks)
        case Harmonic():
            return aggregate.harmonic_mean(values, shares, skip_blanks=skip_blanks)
        case _:
            assert_never(how)


def _not_positive(tree: Tree, branch: Branch, children: Array, cities: tuple[str, ...]) -> list[Problem]:
    assert branch.rule.aggregate is not None
    if not branch.rule.aggregate.flags.positive_only:
        return []
    group, kind = tree.ids[branch.node], branch.rule.aggregate.kind
    problems = []
    for child, values in zip(tree.ids[branch.children], children, strict=True):
        wrong = np.flatnonzero(values <= 0)
        if wrong.size:
            found = f"{values[wrong].min():g}" if wrong.size > 1 else f"{values[wrong[0]]:g}"
            who = listed([cities[row] for row in wrong], most=3)
            problems.append(
                Problem(
                    f"groups[{group}]",
                    f"a {kind} mean needs positive values, found {found} in {child!r} for {who}; "
                    "normalise to a range above zero, such as low = 1",
                )
            )
    return problems
