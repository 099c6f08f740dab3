"""Below which nodes nothing varies, and what each of them weighs: any nested means are one weighted sum over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.case import Case, Fixed
from intlindex.analyses.uncertainty.flattening import counts_as, is_linear
from intlindex.core.pipeline.scoring import Branch
from intlindex.kernels.certain import Keys, keys_of
from intlindex.specs.aggregation import Arithmetic

__all__ = ["Frontier", "frontier_of"]

Array = NDArray[np.float64]
Path = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Frontier:
    """The nodes of a case below which nothing varies, for cities that have a score."""

    case: Case
    paths: tuple[Path, ...]
    """For each node the way down to it: places of branches, and which child it takes there."""
    values: Array
    """``(nodes, classes)``: what each node counts as, once for all cities whose scores are the same at any weights."""
    classes: NDArray[np.intp]
    """Class of each city that has a score, numbered as they first appear."""
    branches: tuple[int, ...]
    """Places of the branches above the frontier, every one after all below it."""

    @cached_property
    def keys(self) -> Keys | None:
        """Keys that tell the order of most draws, if there are any."""
        return self._keys(wide=False)

    @cached_property
    def wide_keys(self) -> Keys | None:
        """Keys that are slower, and tell the order of more."""
        return self._keys(wide=True)

    def _keys(self, *, wide: bool) -> Keys | None:
        return keys_of(self.values, self.case.step, children=self.children, levels=self.levels, wide=wide)

    @property
    def levels(self) -> int:
        """Of groups above it."""
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

    def _down(self, path: Path, shares: Sequence[Array], above: dict[Path, Array]) -> Array | float:
        """Multiply shares down to a group, once for all its children."""
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
    return Frontier(case, tuple(paths), np.ascontiguousarray(values[:, first]), classes, tuple(moved.values()))


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
