"""The one scoring path: from commensurate indicators up the tree, for one index or for a million.

Nodes stand level by level from the root, so that the children of a group are one slice. Scores are held as
``(nodes, ..., cities)``: a group reads a slice of the array and writes one row of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.errors import DataError, Problem
from intlindex.index.aggregating import aggregate_children, check_domain, outside_domain
from intlindex.index.steps import Scale, fit_normalisation
from intlindex.index.table import read_only
from intlindex.index.weighing import Children, weigh_children
from intlindex.kernels import aggregate
from intlindex.kernels.normalise import Fit
from intlindex.kernels.rank import grid_step
from intlindex.kernels.rounding import round_to
from intlindex.specs import Framework, FrozenMap, GroupRule, Method
from intlindex.specs.aggregation import Aggregation

__all__ = ["Branch", "Scoring", "Tree", "fit_scoring"]

Array = NDArray[np.float64]

COVERAGE_TOLERANCE = 1e-12


@dataclass(frozen=True)
class Branch:
    """A group in the tree: where it stands, where its children stand, and its rule."""

    node: int
    children: slice
    rule: GroupRule

    @property
    def aggregate(self) -> Aggregation:
        """How the children become the score; a complete rule has it."""
        assert self.rule.aggregate is not None
        return self.rule.aggregate


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

    def is_below(self, node: int, group: int) -> bool:
        """Tell whether a node is a group, or stands anywhere below it."""
        while node > group:
            node = self.parents[node]
        return node == group

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
    weights: Array
    """``(nodes,)``: nominal weights, relative among siblings, as given or as fitted."""
    told: tuple[tuple[int, str], ...]
    """Groups by place, and what their weighting schemes did."""
    afterwards: FrozenMap[Fit]
    """Groups by id, and what their scores go through then."""

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
            skip = branch.rule.blanks == "rescale" or not branch.aggregate.flags.fillable
            children = scores[branch.children]
            if not branch.aggregate.flags.per_unit:  # a city without a score here is compared with nobody
                children = np.where(self.blank[branch.node], np.nan, children)
            found = _aggregate(branch, children, shares[..., branch.children], skip_blanks=skip)
            if branch.rule.blanks == "rescale":
                found = self._with_some_weight(branch, children, found)
            scores[branch.node] = self._filled(
                branch.node, _after(branch, self.afterwards.get(self.tree.ids[branch.node]), found)
            )
        return scores

    def children_of(self, node: int, normalised: Array, shares: Array) -> tuple[tuple[str, ...], Array]:
        """Return ids and scores ``(..., cities, children)`` of the children of a group, as they are aggregated."""
        branch = next(branch for branch in self.tree.branches if branch.node == node)
        scores = self.run(normalised, shares)[branch.children]
        return self.tree.ids[branch.children], np.moveaxis(scores, 0, -1)

    def _with_some_weight(self, branch: Branch, children: Array, found: Array) -> Array:
        """Score by nominal weights who has only children of no weight: weights never decide who has a score."""
        lost = np.isnan(found) & ~self.blank[branch.node]
        if not lost.any():
            return found
        nominal = aggregate.shares(self.weights[branch.children])
        return np.where(lost, _aggregate(branch, children, nominal, skip_blanks=True), found)

    def _filled(self, node: int, values: Array) -> Array:
        blank = self.blank[node]
        return np.where(blank, self.fills[node], values) if blank.any() else values

    def mask(self, scores: Array) -> Array:
        """Return scores ``(nodes, ..., cities)`` with blanks where a city has no score of its own."""
        between = (1,) * (scores.ndim - 2)
        blank = self.blank.reshape(len(self.tree.ids), *between, -1)
        return np.where(blank, np.nan, scores)


def fit_scoring(tree: Tree, normalised: Array, given: Array, cities: tuple[str, ...], source: str) -> Scoring:
    """Decide at nominal weights which scores are blank, and what stands in for them.

    Parameters
    ----------
    tree : Tree
        The laid-out framework.
    normalised : (cities, indicators) array
        Commensurate indicators, NaN for a blank.
    given : (nodes,) array
        Weights of the framework.
    cities : tuple of str
        Their names, for messages.
    source : str
        The framework, for messages.

    Raises
    ------
    DataError
        If an aggregation is not defined for a child, as a geometric mean for zero; with every such child.
    DefinitionError
        If a weighting scheme cannot weigh the children of a group.
    """
    scores = np.full((len(tree.ids), normalised.shape[0]), np.nan)
    fills = np.full_like(scores, np.nan)
    weights = given.copy()
    scores[list(tree.leaves)] = normalised.T
    problems: list[Problem] = []
    told: list[tuple[int, str]] = []
    afterwards: dict[str, Fit] = {}
    for branch in tree.branches:
        children = scores[branch.children]
        names = tree.ids[branch.children]
        wrong = outside_domain(branch.aggregate, tree.ids[branch.node], names, children, cities)
        if wrong:
            children = np.where(np.isnan(children), children, 1.0)  # said once; the groups above need not repeat it
        problems += wrong
        weights[branch.children], said = _weigh(tree, branch, given, children, normalised)
        if said:
            told.append((branch.node, said))
        found = _own_mean(branch, children, aggregate.shares(weights[branch.children]))
        if branch.rule.blanks == "siblings" and branch.aggregate.flags.fillable:
            fills[branch.children] = np.where(np.isnan(children), found, np.nan)
        fit = _fit_afterwards(branch, tree.ids[branch.node], found, cities, source)
        if fit is not None:
            afterwards[tree.ids[branch.node]] = fit
        scores[branch.node] = _after(branch, fit, found)
    check_domain(problems, source)
    blank = np.isnan(scores)
    return Scoring(
        tree,
        read_only(fills),
        read_only(blank),
        read_only(grid_step(scores)),
        read_only(weights),
        tuple(told),
        FrozenMap(afterwards),
    )


def _weigh(tree: Tree, branch: Branch, given: Array, children: Array, normalised: Array) -> tuple[Array, str]:
    """Weigh the children of a group by its scheme."""
    assert branch.rule.weights is not None
    below = np.array([[tree.is_below(leaf, child) for leaf in tree.leaves] for child in _range(branch.children)])
    of = Children(
        tree.ids[branch.node],
        tree.ids[branch.children],
        given[branch.children],
        below,
        children.T,
        normalised,
    )
    return weigh_children(branch.rule.weights, of)


def _range(places: slice) -> range:
    return range(places.start, places.stop)


def _fit_afterwards(branch: Branch, group: str, found: Array, cities: tuple[str, ...], source: str) -> Fit | None:
    """Fit what the score of a group goes through to the scores at nominal weights."""
    rule = branch.rule.normalise
    if rule is None:
        return None
    present = found[~np.isnan(found)]
    if present.size < 2 or (getattr(rule, "divides_by_spread", False) and np.ptp(present) == 0):
        raise DataError(
            [Problem(f"groups[{group}].normalise", f"{rule.kind!r} needs scores that differ")], source=source
        )
    scale = Scale((), lambda raw: raw, cities)
    return fit_normalisation(rule, found[:, None], scale)


def _after(branch: Branch, fit: Fit | None, found: Array) -> Array:
    """Normalise and round the score of a group, as its rule says."""
    if fit is not None:
        found = fit.apply(found[..., None])[..., 0]
    if branch.rule.round is not None:
        assert branch.rule.rounding is not None
        found = round_to(found, digits=branch.rule.round, rounding=branch.rule.rounding)
    return found


def _own_mean(branch: Branch, children: Array, shares: Array) -> Array:
    """Aggregate the children that have a score; blank where they cover too little."""
    present = ~np.isnan(children)
    coverage = aggregate.weighted_sum(np.moveaxis(present.astype(np.float64), 0, -1), shares)
    assert branch.rule.min_coverage is not None
    enough = (coverage >= branch.rule.min_coverage - COVERAGE_TOLERANCE) & (coverage > 0)
    if branch.rule.blanks == "strict":
        enough &= present.all(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = _aggregate(branch, np.where(enough, children, np.nan), shares, skip_blanks=True)
    return np.where(enough, found, np.nan)


def _aggregate(branch: Branch, children: Array, shares: Array, *, skip_blanks: bool) -> Array:
    """Aggregate children ``(children, ..., cities)``."""
    return aggregate_children(branch.aggregate, np.moveaxis(children, 0, -1), shares, skip_blanks=skip_blanks)
