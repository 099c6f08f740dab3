"""A tree in which every group is an arithmetic mean is one mean of its leaves, so that only one group is scored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.case import Case
from intlindex.core.pipeline.scoring import Scoring
from intlindex.core.pipeline.tree import Branch, Tree
from intlindex.specs import FrozenMap

__all__ = ["counts_as", "flattened", "is_linear"]

Array = NDArray[np.float64]


def flattened(case: Case) -> Case | None:
    """Return a case of one group over all leaves, with the same scores of the root at any weights, if there is one.

    A city's blank group counts as its fill, regardless of the leaves below it; so do those leaves.

    Parameters
    ----------
    case : Case
        A case whose data does not vary.
    """
    scoring = case.scoring
    tree = scoring.tree
    if not all(is_linear(branch, scoring) for branch in tree.branches):
        return None
    leaves = tree.counted_leaves
    ids = (tree.ids[0], *(tree.ids[leaf] for leaf in leaves))
    branch = Branch(0, slice(1, len(ids)), tree.branches[-1].rule)
    flat = Tree(ids, (-1, *([0] * len(leaves))), tuple(range(1, len(ids))), (branch,), (1.0,) * len(ids))
    cities = scoring.blank.shape[1]
    nothing = np.full(cities, np.nan)
    kept = [0, *leaves]
    values = tuple(counts_as(case, leaf) for leaf in leaves)
    effective = tree.effective(case.shares)[kept]
    made = Scoring(
        flat,
        (nothing,) * len(ids),
        np.stack([scoring.blank[0], *([np.zeros(cities, dtype=bool)] * len(leaves))]),
        scoring.steps[kept],
        scoring.sizes[kept],
        effective,
        (),
        FrozenMap(),
    )
    return replace(case, scoring=made, leaves=values, shares=effective, scores=np.stack([case.scores[0], *values]))


def is_linear(branch: Branch, scoring: Scoring) -> bool:
    """Return whether the score of a group is the mean of its children at their shares, fills included."""
    flags, rule = branch.aggregate.flags, branch.rule
    rescaled = rule.blanks == "rescale" and bool(scoring.blank[branch.children].any())
    mean = flags.affine and flags.uses_weights and flags.fillable and flags.keeps_scale and flags.per_unit
    return mean and scoring.steps_to_rank(branch.node) is None and not rule.steps and not rescaled


def counts_as(case: Case, leaf: int) -> Array:
    """Return what a leaf counts as for each city: its own value, or the fill of the highest blank node above it."""
    scoring = case.scoring
    found = case.scores[leaf].copy()
    node = scoring.tree.parents[leaf]
    while node > 0:
        found = np.where(scoring.blank[node], scoring.fills[node], found)
        node = scoring.tree.parents[node]
    return np.asarray(found)
