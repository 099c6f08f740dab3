"""The steps of the grids on which scores are compared, fitted node by node on the way up the tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.magnitudes import size_of_scores
from intlindex.core.pipeline.tree import Branch, Tree
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
    """What the steps are fitted to; groups whose children are fitted are added from below."""

    shown: Array
    """``(nodes, cities)``: scores as they are shown."""
    computed: Array
    """``(nodes,)``: the largest magnitude of what they were computed from."""
    sizes: Array
    """``(nodes,)``: the largest magnitude of the scores of each node, and of what they were computed from."""
    known: Array
    """``(nodes,)``: steps that were fitted before; NaN for others."""

    @classmethod
    def of(cls, tree: Tree, normalised: Array, sizes: Array) -> Grids:
        """Fit the indicators ``(cities, indicators)``, computed from numbers of some sizes ``(indicators,)``."""
        leaves, nodes = list(tree.leaves), len(tree.ids)
        shown = np.full((nodes, normalised.shape[0]), np.nan)
        grids = cls(shown, np.zeros(nodes), np.zeros(nodes), np.full(nodes, np.nan))
        grids.shown[leaves], grids.computed[leaves] = normalised.T, sizes
        grids.sizes[leaves] = np.fmax(np.fmax.reduce(np.abs(normalised), axis=0), sizes)
        return grids

    def steps(self, nodes: slice = slice(None)) -> Array:
        """Fit the steps of nodes whose scores are known, ``(nodes,)``."""
        known = self.known[nodes]
        return np.where(np.isnan(known), grid_step(self.shown[nodes], size=self.computed[nodes]), known)

    def take_over(self, node: int, step: float, size: float) -> None:
        """Take over what was fitted before to the very same scores of a group."""
        self.known[node], self.sizes[node] = step, size

    def operands(self, branch: Branch, shares: Array) -> float:
        """Return the largest magnitude of what the score of a group is aggregated from."""
        return float(operand_size(branch, shares, self.sizes[branch.children]))

    def pass_on(self, branch: Branch, scores: Array) -> None:
        """Note the scores ``(cities,)`` of a group as its parent takes them, which a mirror may have made larger."""
        self.sizes[branch.node] = np.fmax(self.sizes[branch.node], np.fmax.reduce(np.abs(scores)))

    def keep(self, branch: Branch, scores: Array, found: Array, fit: Fit | None, size: float) -> None:
        """Note the scores ``(cities,)`` of a group.

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
        self.shown[branch.node], self.computed[branch.node] = scores, size
        self.sizes[branch.node] = np.fmax(largest, size)
