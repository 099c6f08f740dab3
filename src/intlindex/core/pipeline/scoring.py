"""The one scoring path: from commensurate indicators up the tree, for one index or for a million.

Nodes stand level by level from the root, so that the children of a group are one slice. Each node has scores
``(..., cities)`` of its own batch shape: what no weight or value below it varies stays one row, however many draws
there are, and only broadcasts where it meets what does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.aggregating import aggregate_children
from intlindex.core.pipeline.step_kernels import ImputationFit
from intlindex.core.pipeline.tree import Branch, Tree
from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.normalise.chains import chained
from intlindex.kernels.normalise.linear import Fit
from intlindex.kernels.rank import on_grid
from intlindex.kernels.rounding import round_to
from intlindex.sentences import Sentence
from intlindex.specs import FrozenMap
from intlindex.specs.aggregation import Arithmetic

__all__ = ["Scoring", "aggregate_branch", "finish_branch", "stacked"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Scoring:
    """What is decided once, at nominal weights, and kept under any others."""

    tree: Tree
    fills: tuple[Array, ...]
    """For each node ``(..., cities)``: what a child without a score counts as; NaN where nothing is filled."""
    blank: NDArray[np.bool_]
    """``(nodes, cities)``: no computed score."""
    steps: Array
    """``(nodes,)``: step of the grid on which the scores of a node are compared."""
    sizes: Array
    """``(nodes,)``: the largest magnitude of the scores of a node, and of what they were computed from."""
    weights: Array
    """``(..., nodes)``: nominal weights, relative among siblings, as given or as fitted."""
    weighting_notes: tuple[tuple[int, Sentence], ...]
    """Groups by place, and what their weighting schemes did."""
    afterwards: FrozenMap[Fit]
    """Fitted steps of the scores of groups after they are aggregated, by id; what they leave is shown."""
    onward: FrozenMap[Fit] = field(default_factory=FrozenMap)
    """Fitted steps from scores that are shown to those that the parent takes, or at the root to its ranks, by id."""
    imputations: FrozenMap[ImputationFit] = field(default_factory=FrozenMap)
    """Fitted imputations of blank scores of groups, before they go onward, by id."""

    def run(
        self,
        normalised: Array,
        shares: Array,
        *,
        known: Mapping[int, Array] | None = None,
        shown: dict[int, Array] | None = None,
    ) -> Array:
        """Score every node as its parent takes it, with fills for blanks.

        Parameters
        ----------
        normalised : (..., cities, indicators) array
            Commensurate indicators of the fitted cities.
        shares : (..., nodes) array
            Shares among siblings.
        known, shown
            As in `walk`.

        Returns scores ``(nodes, ..., cities)``; `mask` blanks those that a city does not have.
        """
        leaves = [normalised[..., indicator] for indicator in range(normalised.shape[-1])]
        batch = np.broadcast_shapes(normalised.shape[:-2], shares.shape[:-1])
        scores = np.empty((len(self.tree.ids), *batch, normalised.shape[-2]))
        for node, found in enumerate(self.walk(leaves, self.tree.by_branch(shares), known=known, shown=shown)):
            scores[node] = found
        return scores

    def walk(
        self,
        leaves: Sequence[Array],
        shares: Sequence[Array],
        *,
        keep: Collection[int] | None = None,
        known: Mapping[int, Array] | None = None,
        side_by_side: Mapping[int, Array] | None = None,
        shown: dict[int, Array] | None = None,
    ) -> list[Array]:
        """Score the nodes, each in a batch of the shape that varies it.

        Parameters
        ----------
        leaves : sequence of (..., cities) arrays
            Commensurate indicators, in the framework's order.
        shares : sequence of (..., children) arrays
            Shares among the children of each branch, in the order of the tree's branches.
        keep : collection of int, optional
            Nodes that are wanted, by place; the others are let go as soon as they are aggregated, and are empty.
        known : mapping of int to (..., cities) array, optional
            Scores of groups that nothing varies, by place, filled as all scores are; they are not aggregated again.
        side_by_side : mapping of int to (cities, children) array, optional
            Scores of the children of groups of which only the weights vary, by place of the group.
        shown : dict, optional
            Gets the scores ``(..., cities)`` that are shown, by place, where the parent takes others.

        Returns
        -------
        list of (..., cities) arrays
            Scores of each node as its parent takes them, with fills for blanks; of the root, as they are ranked.
        """
        scores: list[Array] = [_NOTHING] * len(self.tree.ids)
        for node, values in zip(self.tree.leaves, leaves, strict=True):
            scores[node] = self._filled(node, values)
        for branch, weights in zip(self.tree.branches, shares, strict=True):
            if known is not None and branch.node in known:
                scores[branch.node] = known[branch.node]
                continue
            children = None if side_by_side is None else side_by_side.get(branch.node)
            if children is None and _is_plain_mean(branch):
                mean = basic_means.sum_of(scores[branch.children], weights)
                found = finish_branch(self.afterwards.get(self.tree.ids[branch.node]), mean)
            else:
                children = stacked(scores[branch.children]) if children is None else children
                found = self._score(branch, children, weights)
            if self.onward:
                found = self._onward(branch.node, found, shown)
            scores[branch.node] = self._filled(branch.node, found)
            if keep is not None:
                for child in self.tree.children[branch.node]:
                    scores[child] = scores[child] if child in keep else _NOTHING
        return scores

    def _score(self, branch: Branch, children: Array, shares: Array) -> Array:
        """Aggregate the children ``(..., cities, children)`` of a branch as its rule says, at any weights."""
        rescale = branch.rule.blanks == "rescale"
        if not branch.aggregate.flags.per_unit:  # a city without a score here is compared with no other
            children = np.where(self.blank[branch.node][:, None], np.nan, children)
        skip = rescale or not branch.aggregate.flags.fillable
        steps = self.steps[branch.children]
        found = aggregate_branch(branch, children, shares, skip_blanks=skip, steps=steps)
        if rescale:
            found = self._with_some_weight(branch, children, shares, found)
        flags = branch.aggregate.flags
        if not (flags.uses_weights and flags.per_unit) and np.isnan(shares).any():  # no shares, no score
            found = np.where(np.isnan(shares).any(axis=-1, keepdims=True), np.nan, found)
        return finish_branch(self.afterwards.get(self.tree.ids[branch.node]), found)

    def steps_to_rank(self, node: int) -> Fit | None:
        """Return what the aggregated score of a group goes through until its parent takes it, or it is ranked."""
        name = self.tree.ids[node]
        return chained(self.afterwards.get(name), self.onward.get(name))

    def steps_to_score(self, node: int) -> Fit | None:
        """Return what it goes through until its parent takes it; the root, until its score is shown."""
        return self.steps_to_rank(node) if node > 0 else self.afterwards.get(self.tree.ids[0])

    def _onward(self, node: int, found: Array, shown: dict[int, Array] | None) -> Array:
        """Take the score of a group to where its parent, or the ranking, has it."""
        fit = self.onward.get(self.tree.ids[node])
        if fit is None:
            return found
        if shown is not None:
            shown[node] = found
        return fit.apply(found[..., None])[..., 0]

    def children_of(self, node: int, normalised: Array, shares: Array) -> tuple[tuple[str, ...], Array]:
        """Return ids and scores ``(..., cities, children)`` of the children of a group, as they are aggregated."""
        branch = next(branch for branch in self.tree.branches if branch.node == node)
        scores = self.run(normalised, shares)[branch.children]
        return self.tree.ids[branch.children], np.moveaxis(scores, 0, -1)

    def _with_some_weight(self, branch: Branch, children: Array, shares: Array, found: Array) -> Array:
        """Score cities whose children all have no weight by nominal weights: weights never blank a score."""
        lost = np.isnan(found) & ~self.blank[branch.node] & ~np.isnan(shares).any(axis=-1, keepdims=True)
        if not lost.any():
            return found
        nominal = basic_means.shares(self.weights[..., branch.children])
        steps = self.steps[branch.children]
        again = aggregate_branch(branch, children, nominal, skip_blanks=True, steps=steps)
        return np.where(lost, again, found)

    def _filled(self, node: int, values: Array) -> Array:
        return np.where(self.blank[node], self.fills[node], values) if self._has_blanks[node] else values

    @cached_property
    def _has_blanks(self) -> tuple[bool, ...]:
        """Whether a node has a city without a computed score; looked up once, since every score needs it."""
        return tuple(bool(row.any()) for row in self.blank)

    def score(
        self,
        normalised: Array,
        shares: Array,
        *,
        known: Mapping[int, Array] | None = None,
        shown: Mapping[int, Array] | None = None,
    ) -> tuple[Array, dict[int, Array]]:
        """Score every node of the fitted cities, ``(nodes, cities)``, as parents take it.

        The other result is what is shown, by place, where the parent takes something else, for nodes of `known`.
        """
        otherwise = {node: scores for node, scores in (shown or {}).items() if node in (known or {})}
        with np.errstate(all="ignore"):  # what is not defined is NaN, and found by who asked
            scores = self.run(normalised, shares, known=known, shown=otherwise)
        return scores, otherwise

    def as_shown(self, scores: Array, shown: Mapping[int, Array]) -> Array:
        """Return what `score` found as it is shown, ``(nodes, cities)``, NaN where a city has no score."""
        masked = self.mask(scores)
        for node, own in shown.items():
            masked[node] = np.where(self.blank[node], np.nan, own)
        return masked

    def compared(self, scores: Array, digits: int | None) -> Array:
        """Put scores ``(nodes, any)`` on the grid on which they are ranked, rounded and turned as ranks are."""
        rounded = scores if digits is None else round_to(scores, digits=digits)
        turns = np.array(self.tree.turns[: len(scores)])[:, None]
        return np.asarray(on_grid(rounded, self.steps[: len(scores), None]) * turns)

    def mask(self, scores: Array) -> Array:
        """Return scores ``(nodes, ..., cities)`` with blanks where a city has no computed score."""
        blank = self.blank.reshape(len(self.tree.ids), *(1,) * (scores.ndim - 2), -1)
        return np.where(blank, np.nan, scores)


_NOTHING = np.empty(0)


def _is_plain_mean(branch: Branch) -> bool:
    """Return whether a group is the weighted sum of its children, fills included."""
    return isinstance(branch.aggregate, Arithmetic) and branch.rule.blanks != "rescale"


def stacked(scores: Sequence[Array]) -> Array:
    """Put scores ``(..., cities)`` side by side, ``(..., cities, children)``, each child's in one piece of memory."""
    first = scores[0]
    if any(each.shape != first.shape for each in scores):
        scores = np.broadcast_arrays(*scores)
    if first.ndim > 1 and first.strides[0] < first.strides[-1]:  # draws run fastest, and stay so
        return np.stack([each.T for each in scores]).T
    return np.moveaxis(np.stack(scores), 0, -1)


def aggregate_branch(
    branch: Branch, children: Array, shares: Array, *, skip_blanks: bool, steps: Array | None
) -> Array:
    """Aggregate children ``(..., cities, children)`` of a branch, compared on grids of some steps ``(children,)``."""
    return aggregate_children(branch.aggregate, children, shares, skip_blanks=skip_blanks, steps=steps)


def finish_branch(fit: Fit | None, found: Array) -> Array:
    """Take the score of a group through the steps that its rule says."""
    return found if fit is None else fit.apply(found[..., None])[..., 0]
