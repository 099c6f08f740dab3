"""The nodes below which nothing varies, and their weights: nested means are one weighted sum over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.case import Case, Fixed
from intlindex.analyses.uncertainty.flattening import counts_as, is_linear
from intlindex.core.pipeline.tree import Branch
from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.certain import Keys, keys_of
from intlindex.specs.aggregation import Arithmetic

__all__ = ["Frontier", "frontier_of"]

Array = NDArray[np.float64]
Path = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Frontier:
    """The nodes of a case below which nothing varies, for cities that have a score."""

    case: Case
    nodes: tuple[int, ...]
    """Their places."""
    paths: tuple[Path, ...]
    """For each node the way down to it: places of branches, and which child it takes there."""
    values: Array
    """``(nodes, classes)``: what each node counts as, one column for cities with the same scores at any weights."""
    classes: NDArray[np.intp]
    """Class of each city that has a score, numbered as they first appear."""
    branches: tuple[int, ...]
    """Places of the branches above the frontier, every one after all below it."""

    @cached_property
    def keys(self) -> Keys | None:
        """Keys that prove the order of most draws, if there are any."""
        return self._keys(wide=False)

    @cached_property
    def wide_keys(self) -> Keys | None:
        """Keys that are slower, and prove the order of more draws."""
        return self._keys(wide=True)

    @cached_property
    def keys_of_cities(self) -> Keys | None:
        """Keys of each city separately, where only those whose scores are too close are scored again."""
        return self._keys(wide=True, values=np.ascontiguousarray(self.values[:, self.classes]))

    def _keys(self, *, wide: bool, values: Array | None = None) -> Keys | None:
        values = self.values if values is None else values
        return keys_of(values, self.case.step, children=self.children, levels=self.levels, wide=wide)

    @property
    def levels(self) -> int:
        """The number of levels of groups above it."""
        return max(map(len, self.paths))

    @property
    def children(self) -> int:
        """How many children all groups above it have."""
        below = (self.case.scoring.tree.branches[at].children for at in self.branches)
        return sum(each.stop - each.start for each in below)

    def weights(self, shares: Sequence[Array], count: int) -> Array:
        """Multiply the shares ``(draws, children)`` of each branch down to each node, ``(nodes, draws)``."""
        found = np.empty((len(self.paths), count))
        above: dict[Path, Array] = {}
        for row, path in zip(found, self.paths, strict=True):
            at, child = path[-1]
            np.multiply(self._down(path[:-1], shares, above), shares[at][..., child], out=row)
        return found

    def scores(self, shares: Sequence[Array], draws: NDArray[np.intp], cities: NDArray[np.intp]) -> Array:
        """Score some cities, each in one draw, by the same sums as all cities in all draws.

        Parameters
        ----------
        shares : sequence of (draws, children) arrays
            Shares of each branch.
        draws, cities : arrays
            Which draw, and which of the cities that have a score.
        """
        scoring, found = self.case.scoring, dict(zip(self.nodes, self.values[:, self.classes[cities]], strict=True))
        for at in self.branches:
            branch = scoring.tree.branches[at]
            children = [found[node] for node in range(branch.children.start, branch.children.stop)]
            own = shares[at] if shares[at].ndim == 1 else shares[at][draws]
            score = basic_means.sum_of_products(np.stack(children, axis=-1), own)
            blank = scoring.blank[branch.node][self.case.ranked[cities]]
            fills = scoring.fills[branch.node][self.case.ranked[cities]]
            found[branch.node] = np.where(blank, fills, score)
        return np.asarray(found[0])

    def _down(self, path: Path, shares: Sequence[Array], above: dict[Path, Array]) -> Array | float:
        """Multiply shares down to a group, once for its children together."""
        if not path:
            return 1.0
        if path not in above:
            at, child = path[-1]
            above[path] = np.asarray(self._down(path[:-1], shares, above) * shares[at][..., child])
        return above[path]


def frontier_of(case: Case, fixed: Fixed) -> Frontier | None:
    """Find the frontier of a case whose data does not vary, if all groups above it are weighted means."""
    tree = case.scoring.tree
    moved = {branch.node: at for at, branch in enumerate(tree.branches) if branch.node not in fixed.groups}
    if 0 not in moved or not all(_is_mean(tree.branches[at], case) for at in moved.values()):
        return None
    nodes, paths = [], []

    def walk(node: int, path: Path) -> None:
        children = tree.branches[moved[node]].children
        for at, child in enumerate(range(children.start, children.stop)):
            here = (*path, (moved[node], at))
            if child in moved:
                walk(child, here)
            else:
                nodes.append(child)
                paths.append(here)

    walk(0, ())
    values = np.stack([counts_as(case, node) for node in nodes])[:, case.ranked]
    # A blank group counts as its fill: another sum than that of a city which has the same below it.
    blank = case.scoring.blank[sorted(moved)][:, case.ranked]
    first, classes = _distinct(values, blank)
    kept = np.ascontiguousarray(values[:, first])
    return Frontier(case, tuple(nodes), tuple(paths), kept, classes, tuple(moved.values()))


def _is_mean(branch: Branch, case: Case) -> bool:
    return isinstance(branch.aggregate, Arithmetic) and is_linear(branch, case.scoring)


def _distinct(values: Array, blank: NDArray[np.bool_]) -> tuple[list[int], NDArray[np.intp]]:
    """Find columns that are the same, bit for bit: where each first stands, and which of them each column is."""
    seen: dict[tuple[bytes, bytes], int] = {}
    first: list[int] = []
    classes = np.empty(values.shape[1], dtype=np.intp)
    for at, both in enumerate(zip(np.ascontiguousarray(values.T), np.ascontiguousarray(blank.T), strict=True)):
        what = both[0].tobytes(), both[1].tobytes()
        if what not in seen:
            seen[what] = len(first)
            first.append(at)
        classes[at] = seen[what]
    return first, classes
