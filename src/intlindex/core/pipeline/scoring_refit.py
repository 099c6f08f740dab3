"""What follows from values, decided again for a batch of other values of the same cities; all else is kept as fitted.

Whatever is not defined for one of them is blank there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.after import fit_after
from intlindex.core.pipeline.grids import operand_size
from intlindex.core.pipeline.scoring import Scoring, finish_branch, stacked
from intlindex.core.pipeline.scoring_fit import (
    carried,
    fill_blanks,
    fit_filling,
    labels_within,
    mean_of_present,
    weigh_branch,
)
from intlindex.core.pipeline.tree import Branch, Tree
from intlindex.errors import DefinitionError
from intlindex.kernels.aggregate import basic_means
from intlindex.specs import FrozenMap
from intlindex.specs.imputation import NoImputation

__all__ = ["Refitted", "refit", "refitted"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Refitted:
    """A batch of other values, refitted."""

    scoring: Scoring
    """With fills, weights and normalisations of the batch."""
    scores: Mapping[int, Array]
    """Scores at nominal weights, blank where they are, of the nodes that had to be scored for that."""


def refit(scoring: Scoring, leaves: Sequence[Array], given: Array, units: Units) -> Scoring:
    """Decide again for a batch of other values of the same cities what depends on values.

    Which scores are blank, and the grids on which scores are compared, are kept as fitted.

    Parameters
    ----------
    scoring : Scoring
        Fitted to the nominal values.
    leaves : sequence of (..., cities) arrays
        Commensurate indicators, in the framework's order.
    given : (nodes,) array
        Weights of the framework.
    units : Units
        Labels of the cities, within which blank scores may be imputed.

    Returns
    -------
    Scoring
        With fills, weights and normalisations of the same batch shape; NaN where something is not defined.
    """
    return refitted(scoring, leaves, given, units).scoring


def refitted(
    scoring: Scoring,
    leaves: Sequence[Array],
    given: Array,
    units: Units,
    *,
    before: Refitted | None = None,
    moved: Collection[int] | None = None,
) -> Refitted:
    """Do what `refit` does, from a batch that differs in the children of some groups only.

    Parameters
    ----------
    scoring, leaves, given, units
        As in `refit`.
    before : Refitted, optional
        The other batch, of the same shape.
    moved : collection of int, optional
        Places of the groups that have anything below them that differs from it; by default all.

    Returns
    -------
    Refitted
        The very same as without `before`.
    """
    tree = scoring.tree
    needed = _needs_values(scoring)
    if not needed:
        return Refitted(scoring, {})
    batch = np.broadcast_shapes(*(each.shape[:-1] for each in leaves))
    start = scoring if before is None else before.scoring
    scores = {**({} if before is None else before.scores), **dict(zip(tree.leaves, leaves, strict=True))}
    fills, afterwards, imputations = list(start.fills), dict(start.afterwards), dict(start.imputations)
    unknown = np.asarray(scoring.blank[list(tree.leaves)].all(axis=0))
    weights = start.weights
    if before is None and any(branch.by_data for branch in tree.branches):  # all others are kept as fitted
        weights = np.broadcast_to(weights, (*batch, given.size)).copy()
    for branch in tree.branches:
        if branch.node not in needed or (moved is not None and branch.node not in moved):
            continue
        children = stacked([scores[child] for child in range(branch.children.start, branch.children.stop)])
        if branch.by_data:
            weights = weights if before is None else weights.copy()
            weights[..., branch.children] = _weigh_each(tree, branch, given, children, leaves)
        shares = basic_means.shares(weights[..., branch.children])
        steps = scoring.steps[branch.children]
        found = mean_of_present(branch, children, shares, ~scoring.blank[branch.node], steps)
        fill_blanks(fills, branch, children, found)
        fit, group = None, tree.ids[branch.node]
        if branch.rule.steps:
            sizes = np.fmax(np.fmax.reduce(np.abs(children), axis=-2), scoring.sizes[branch.children])
            size = operand_size(branch, shares, sizes)[..., None]
            fit = fit_after(branch.rule.steps, found[..., None], size, of_scores=True, units=units.names)
            if fit is not None:
                afterwards[group] = fit
        shown = finish_branch(fit, found)
        impute = fit_filling(branch, tree, shown, units)
        if impute is not None:
            imputations[group] = impute
        onward = scoring.onward.get(group)
        scores[branch.node], filled = carried(impute, labels_within(branch, units), onward, shown, unknown)
        if impute is not None:
            fills[branch.node] = np.where(filled, scores[branch.node], np.nan)
    fitted = replace(scoring, fills=tuple(fills), weights=weights, afterwards=FrozenMap(afterwards))
    return Refitted(replace(fitted, imputations=FrozenMap(imputations)), scores)


def _needs_values(scoring: Scoring) -> set[int]:
    """Find the groups whose fills, weights or normalisation depend on values, and all groups below them."""
    tree = scoring.tree
    groups = [branch.node for branch in tree.branches]
    own = {
        branch.node
        for branch in tree.branches
        if branch.by_data
        or branch.rule.steps
        or not isinstance(branch.rule.impute, NoImputation)
        or scoring.blank[branch.children].any()
    }
    needed: set[int] = set()
    for node in reversed(groups):  # from the root down
        if node in own or tree.parents[node] in needed:
            needed.add(node)
    return needed


def _weigh_each(tree: Tree, branch: Branch, given: Array, children: Array, leaves: Sequence[Array]) -> Array:
    """Weigh the children ``(..., cities, children)`` of a group by its scheme, one member of the batch at a time."""
    batch = children.shape[:-2]
    indicators = np.stack(np.broadcast_arrays(*leaves), axis=-1)
    indicators = np.broadcast_to(indicators, (*batch, *indicators.shape[-2:]))
    weights = np.full((*batch, children.shape[-1]), np.nan)
    for at in np.ndindex(batch):
        try:
            weights[at] = weigh_branch(tree, branch, given, children[at], indicators[at])[0]
        except (DefinitionError, FloatingPointError):  # this draw has no weights, and is reported as undefined
            continue
    return weights
