"""Many variants of one index: what varies, the alternatives that are prepared, and the scores of a set of draws.

Every discrete combination of alternatives is prepared once, as a case. A set of draws is scored case by case in
chunks that fit the cache, each chunk one batch of the one scoring path.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.case import Case, Fixed, fixed_in
from intlindex.analyses.uncertainty.factors import ChoiceFactor, Factor, InclusionFactor, NoiseFactor, SharesFactor
from intlindex.analyses.uncertainty.frontier import Frontier, frontier_of
from intlindex.analyses.uncertainty.noisy_data import NoisyData
from intlindex.core.pipeline.aggregating import in_domain
from intlindex.core.pipeline.scoring import Scoring
from intlindex.core.pipeline.scoring_refit import refit
from intlindex.core.pipeline.tree import Branch, Tree
from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.rank import Ties, on_grid
from intlindex.specs.aggregation import Mirrored

__all__ = ["Chunk", "Experiment", "where_defined"]

Array = NDArray[np.float64]
Values = Sequence[NDArray[np.generic]]

CHUNK = 1024
"""Draws that are scored together: few enough for the cache, and so many that threads seldom wait for each other."""

CHUNK_OF_CELLS = 1 << 20
"""Cells of raw values that are prepared at once, where data varies."""

CELLS = 1 << 18
"""Scores that are held at once, where there are many cities."""


@dataclass(frozen=True)
class Chunk:
    """The scores of some draws of one case."""

    case: Case
    draws: slice | NDArray[np.intp]
    """Which draws of the set."""
    scores: Array
    """``(draws, ranked cities)``; of a draw that is not defined, something is not finite."""
    shares: tuple[Array, ...]
    """Per factor of shares ``(draws, children)``, or one row for all: values before some indicators are omitted."""

    @property
    def defined(self) -> NDArray[np.bool_]:
        """Which draws are defined."""
        return np.asarray(np.isfinite(self.scores).all(axis=-1))

    @property
    def grid(self) -> Array:
        """Scores as whole steps of the grid."""
        return on_grid(self.scores, self.case.step)


@dataclass(frozen=True)
class Experiment:
    """What varies, and the cases."""

    factors: tuple[Factor, ...]
    cases: tuple[Case | None, ...]
    """By combination of the alternatives, the last factor of choice running fastest; None where one is not defined."""
    cities: int
    ties: Ties

    def combination(self, values: Values, count: int) -> NDArray[np.int64]:
        """Return the case of each draw."""
        found = np.zeros(count, dtype=np.int64)
        for factor, value in zip(self.factors, values, strict=True):
            if isinstance(factor, ChoiceFactor):
                found = found * len(factor.alternatives) + value.astype(np.int64)
        return found

    def score(self, values: Values, count: int) -> Iterator[Chunk]:
        """Score a set of draws.

        Parameters
        ----------
        values : sequence of arrays
            What each factor is in each draw, ``(..., count)``.
        count : int
            How many draws.

        Yields
        ------
        Chunk
            Scores; draws of a case that is not defined are left out.
        """
        for at, case, draws, size in self.parts(values, count):
            yield self.scored(at, case, [value[..., draws] for value in values], draws, size)

    def scored(self, at: int, case: Case, values: Values, draws: slice | NDArray[np.intp], size: int) -> Chunk:
        """Score draws that are one of the parts of a set, from what each factor is in them."""
        scores, shares = self._scores(at, case, values, size)
        return Chunk(case, draws, scores if case.ranked.size == self.cities else scores[:, case.ranked], shares)

    def parts(
        self, values: Values, count: int, most: int | None = None
    ) -> Iterator[tuple[int, Case, slice | NDArray[np.intp], int]]:
        """Split a set of draws by cases that are defined, and into what is scored at once.

        Yields
        ------
        at : int
            Place of the case.
        case : Case
            The case.
        draws : slice or array
            Which draws of the set.
        size : int
            How many.
        """
        if len(self.cases) == 1:
            groups: list[tuple[Case | None, NDArray[np.intp] | None]] = [(self.cases[0], None)]
        else:
            which = self.combination(values, count)
            groups = [(case, np.flatnonzero(which == at)) for at, case in enumerate(self.cases)]
        size = most or self.at_once
        for at, (case, rows) in enumerate(groups):
            if case is None:
                continue
            total = count if rows is None else rows.size
            for start in range(0, total, size):
                end = min(start + size, total)
                yield at, case, slice(start, end) if rows is None else rows[start:end], end - start

    @property
    def noisy(self) -> bool:
        """Whether raw values vary."""
        return any(isinstance(factor, NoiseFactor) for factor in self.factors)

    @property
    def at_once(self) -> int:
        """How many draws are scored at once."""
        if self.noisy:
            indicators = max(len(case.leaves) for case in self.cases if case is not None)
            return int(np.clip(CHUNK_OF_CELLS // (self.cities * indicators), 1, CHUNK))
        return int(np.clip(CELLS // self.cities, 1, CHUNK))

    def _scores(self, at: int, case: Case, values: Values, count: int) -> tuple[Array, tuple[Array, ...]]:
        """Score the root for some draws of one case, ``(count, cities)``; return the varied shares as well."""
        scoring, leaves = case.scoring, case.leaves
        with np.errstate(all="ignore"):  # what is not defined is not finite, and counted by who asked
            if self.noisy:
                leaves = self.noisy_leaves(at, values, count)
                scoring = refit(scoring, leaves, case.given, case.units)
            shares, varied = self.shares(case, scoring, values)
            root = self.root(scoring, leaves, shares, self.known[at])
        return np.broadcast_to(root, (count, root.shape[-1])), varied

    def root(self, scoring: Scoring, leaves: Sequence[Array], shares: Sequence[Array], fixed: Fixed) -> Array:
        """Score the root ``(..., cities)``; not a number where a draw is not defined."""
        limited = [branch for branch in scoring.tree.branches if _is_limited(branch, self.noisy)]
        keep = {0}.union(*map(_places, limited))
        scores = scoring.walk(leaves, shares, keep=keep, known=fixed.groups, side_by_side=fixed.children)
        return where_defined(scoring, scores, noisy=self.noisy)

    @cached_property
    def known(self) -> tuple[Fixed, ...]:
        """What no factor varies, by case."""
        varied = {factor.varied.group for factor in self.factors if isinstance(factor, SharesFactor)}
        if any(not isinstance(factor, ChoiceFactor | SharesFactor) for factor in self.factors):
            return tuple(Fixed({}, {}) for _ in self.cases)
        return tuple(Fixed({}, {}) if case is None else fixed_in(case, varied) for case in self.cases)

    @cached_property
    def frontiers(self) -> tuple[Frontier | None, ...]:
        """Below which nodes nothing varies, by case; None where the scores are no weighted sums of any."""
        if self.noisy:
            return (None,) * len(self.cases)
        fixed = zip(self.cases, self.known, strict=True)
        return tuple(None if case is None else frontier_of(case, known) for case, known in fixed)

    def frontier_weights(self, frontier: Frontier, values: Values, count: int) -> Array:
        """Return what each node of a frontier weighs in the root, ``(nodes, draws)``."""
        first = self.factors[0] if len(self.factors) == 1 else None
        if frontier.levels == 1 and isinstance(first, SharesFactor) and not first.multiplies:
            return np.asarray(values[0], dtype=np.float64)
        return frontier.weights(self.shares(frontier.case, frontier.case.scoring, values)[0], count)

    def shares(self, case: Case, scoring: Scoring, values: Values) -> tuple[Sequence[Array], tuple[Array, ...]]:
        """Return the shares of each branch, ``(..., children)``, varied where a factor says; and those of factors."""
        tree = scoring.tree
        nominal = case.shares
        if scoring.weights.ndim > 1:
            nominal = tree.shares(np.where(np.isnan(case.reweighted), scoring.weights, case.reweighted))
        shares = list(tree.by_branch(nominal))
        varied = []
        included: dict[int, NDArray[np.bool_]] = {}
        for factor, value in zip(self.factors, values, strict=True):
            if isinstance(factor, SharesFactor):
                varied.append(_vary(tree, shares, factor, value.astype(np.float64, copy=False)))
            elif isinstance(factor, InclusionFactor):
                included[tree.leaves[factor.indicator]] = value.astype(np.bool_)
        return _only_included(tree, shares, included) if included else shares, tuple(varied)

    def noisy_leaves(self, at: int, values: Values, count: int) -> tuple[Array, ...]:
        """Prepare raw values of a case with errors, each draw separately; see `NoisyData.leaves`."""
        data = self._noisy_data[at]
        assert data is not None
        return data.leaves(values, count)

    @cached_property
    def _noisy_data(self) -> tuple[NoisyData | None, ...]:
        return tuple(None if case is None else NoisyData(case, self.factors) for case in self.cases)

    def __getstate__(self) -> dict[str, Any]:
        """Send the fields, and not what was computed from them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def _places(branch: Branch) -> range:
    return range(branch.children.start, branch.children.stop)


def _is_limited(branch: Branch, noisy: bool) -> bool:
    """Return whether a group may have a score although a child of it is not defined, or outside its domain."""
    how = branch.aggregate
    return not how.flags.fillable or (noisy and (isinstance(how, Mirrored) or how.flags.domain != "any"))


def where_defined(scoring: Scoring, scores: Sequence[Array], *, noisy: bool) -> Array:
    """Return the scores of the root, of no city where the draw is not defined: weights never make a blank.

    Parameters
    ----------
    scoring : Scoring
        The tree, and which scores are blank.
    scores : sequence of (..., cities) arrays
        Scores of the nodes.
    noisy : bool
        Whether raw values vary, so that a child may leave the domain of its group.
    """
    root = scores[0]
    for branch in scoring.tree.branches:
        if not _is_limited(branch, noisy):
            continue
        for child in _places(branch):
            fine = in_domain(branch.aggregate, scores[child]) if noisy else np.ones(1, dtype=bool)
            fine = (fine & (scoring.blank[child] | ~np.isnan(scores[child]))).all(axis=-1, keepdims=True)
            root = root if fine.all() else np.where(fine, root, np.nan)
    return root


def _vary(tree: Tree, shares: list[Array], factor: SharesFactor, value: Array) -> Array:
    """Put varied shares ``(children, draws)`` in their place; return them as ``(draws, children)``."""
    if factor.varied.group is None:
        leaves = value
        if factor.multiplies:
            nominal = _effective(tree, shares)
            leaves = basic_means.shares(nominal[..., list(tree.counted_leaves)] * value.T).T
        shares[:] = _from_leaves(tree, shares, leaves)
        return leaves.T
    place = next(at for at, branch in enumerate(tree.branches) if tree.ids[branch.node] == factor.varied.group)
    shares[place] = basic_means.shares(shares[place] * value.T) if factor.multiplies else value.T
    return shares[place]


def _effective(tree: Tree, shares: Sequence[Array]) -> Array:
    nominal = np.ones((*np.broadcast_shapes(*(each.shape[:-1] for each in shares)), len(tree.ids)))
    for branch, each in zip(tree.branches, shares, strict=True):
        nominal[..., branch.children] = each
    return tree.effective(nominal)


def _from_leaves(tree: Tree, nominal: Sequence[Array], leaves: Array) -> list[Array]:
    """Turn effective weights of leaves ``(leaves, draws)`` into shares within groups.

    A group weighs what its leaves do; one that weighs nothing keeps its nominal inner shares.
    """
    weights: dict[int, Array] = dict(zip(tree.counted_leaves, leaves, strict=True))
    nothing = np.zeros_like(leaves[0])
    shares = []
    for branch, own in zip(tree.branches, nominal, strict=True):
        children = np.stack([weights.get(child, nothing) for child in _places(branch)])
        total = np.add.accumulate(children, axis=0)[-1]
        weights[branch.node] = total
        none = total <= 0
        scaled = children / np.where(none, 1.0, total)
        shares.append(np.where(none[:, None], own, scaled.T) if none.any() else scaled.T)
    return shares


def _only_included(tree: Tree, shares: Sequence[Array], included: dict[int, NDArray[np.bool_]]) -> list[Array]:
    """Give indicators that are left out no weight, nor groups that are left without weight; no shares without any."""
    alive: dict[int, NDArray[np.bool_]] = {leaf: included.get(leaf, np.ones(1, dtype=bool)) for leaf in tree.leaves}
    result = []
    for branch, own in zip(tree.branches, shares, strict=True):
        children = np.broadcast_arrays(*(alive[at] for at in range(branch.children.start, branch.children.stop)))
        weighed = np.where(np.stack(children, axis=-1), own, 0.0)
        lost = weighed.sum(axis=-1) <= 0  # shares that are not defined are not lost: they stay undefined
        alive[branch.node] = ~lost
        rest = own if branch.node > 0 else np.nan
        result.append(basic_means.shares(np.where(lost[..., None], rest, weighed)))
    return result
