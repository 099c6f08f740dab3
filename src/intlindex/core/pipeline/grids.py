"""The steps of the grids on which scores are compared, fitted node by node on the way up the tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.magnitudes import size_of_scores
from intlindex.core.pipeline.scoring import Branch, Tree
from intlindex.kernels.normalise.linear import Fit
from intlindex.kernels.rank import grid_step
from intlindex.specs.aggregation import Mirrored

__all__ = ["Grids", "operand_size"]

Array = NDArray[np.float64]


def operand_size(branch: Branch, shares: Array, sizes: Array) -> Array:
    """Return the largest magnitude of the terms of the score of a group: share times child.

    Parameters
    ----------
    branch : Branch
        The group.
    shares : (..., children) array
        Shares among the children.
    sizes : (..., children) array
        The largest magnitude of each child, or of what it was computed from.

    Returns
    -------
    (...) array
        Zero for an aggregation whose score is not on the scale of the children.
    """
    how = branch.aggregate
    sums = how.flags.affine and how.flags.link is not None and how.flags.link.total
    if not (how.flags.keeps_scale or sums):
        return np.zeros(np.broadcast_shapes(shares.shape[:-1], sizes.shape[:-1]))
    terms = np.fmax.reduce(np.abs(shares) * sizes, axis=-1) * (sizes.shape[-1] if sums else 1.0)
    return np.asarray(np.maximum(terms, abs(how.top)) if isinstance(how, Mirrored) else terms)


@dataclass(frozen=True)
class Grids:
    """The steps so far; nodes whose children are fitted are added from below."""

    steps: Array
    """``(nodes,)``"""
    sizes: Array
    """``(nodes,)``: the largest magnitude of the scores of each node, and of what they were computed from."""

    @classmethod
    def of(cls, tree: Tree, normalised: Array, sizes: Array) -> Grids:
        """Fit the indicators ``(cities, indicators)``, computed from numbers of some sizes ``(indicators,)``."""
        leaves = list(tree.leaves)
        grids = cls(np.ones(len(tree.ids)), np.zeros(len(tree.ids)))
        grids.steps[leaves] = grid_step(normalised.T, size=sizes)
        grids.sizes[leaves] = np.fmax(np.fmax.reduce(np.abs(normalised), axis=0), sizes)
        return grids

    def operands(self, branch: Branch, shares: Array) -> float:
        """Return the largest magnitude of what the score of a group is aggregated from."""
        return float(operand_size(branch, shares, self.sizes[branch.children]))

    def pass_on(self, branch: Branch, scores: Array) -> None:
        """Note the scores ``(cities,)`` of a group as its parent takes them, which a mirror may have made larger."""
        self.sizes[branch.node] = np.fmax(self.sizes[branch.node], np.fmax.reduce(np.abs(scores)))

    def keep(self, branch: Branch, scores: Array, found: Array, fit: Fit | None, size: float) -> None:
        """Fit the scores ``(cities,)`` of a group.

        Parameters
        ----------
        branch : Branch
            The group.
        scores : (cities,) array
            As they are shown.
        found : (cities,) array
            As they were aggregated, before they were normalised.
        fit : Fit or None
            What normalised them.
        size : float
            The largest magnitude of what they were aggregated from.
        """
        if fit is not None:
            size = float(size_of_scores(fit, found[:, None], size)[0])
        largest = np.fmax.reduce(np.abs(scores))
        self.steps[branch.node] = grid_step(scores, size=size)
        self.sizes[branch.node] = np.fmax(largest, size)
