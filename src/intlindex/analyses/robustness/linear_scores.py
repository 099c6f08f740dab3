"""Scores as an exact linear function of the weights that vary; or the reason why there is none.

Under a mean of the form ``f(S) = sum(w f(x))`` the score, seen through the increasing function f, is linear in the
weights, and f changes no rank. Fills stay as fitted, so that a group without a score counts as its fill whatever its
leaves weigh. What is not linear is refused with the group and the reason: nothing is approximated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.robustness.weight_polytope import Polytope
from intlindex.core.data.table import read_only
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.pipeline.tree import Branch
from intlindex.core.scored import ScoredIndex
from intlindex.core.weight_sets import VariedShares
from intlindex.errors import Problem, RequestError, problem
from intlindex.kernels.aggregate.link import apply_link
from intlindex.kernels.normalise.chains import fits_in
from intlindex.kernels.normalise.linear import Affine
from intlindex.kernels.rank import on_grid, rank_descending
from intlindex.kernels.rounding import Rounded
from intlindex.sentences import Sentence, say
from intlindex.specs.aggregation import Link, Sum
from intlindex.specs.method import ConstantBlanks

__all__ = ["TIE", "LinearScores", "competition_ranks", "linear_scores", "rescored", "rule_for_ties"]

Array = NDArray[np.float64]

# Maxima in closed form are right to about 1e-15; what is nearer to zero than this is a tie.
TIE = 1e-9


@dataclass(frozen=True)
class LinearScores:
    """Scores of the whole index, seen through an increasing function, as ``matrix @ shares``."""

    varied: VariedShares
    """The shares that vary."""
    cities: tuple[str, ...]
    """The cities that have a score."""
    rows: NDArray[np.intp]
    """Their rows in the index."""
    matrix: Array
    """``(cities, shares)``: the score of each city if one share were 1 and all others 0."""
    identity: bool
    """The linear form is the score itself, not a function of it."""
    step: float
    """Step of the grid on which the scores are ranked."""

    @property
    def tie(self) -> float:
        """The lead, in parts of `scale`, up to which two cities are tied: no finer than the grid of the scores."""
        return max(TIE, self.step / self.scale) if self.identity else TIE

    @property
    def scale(self) -> float:
        """Range of the nominal linear scores, by which margins are measured; the size of the matrix if all are equal.

        Where that is zero too, one.
        """
        spread = float(np.ptp(self.matrix @ self.varied.nominal)) if len(self.cities) else 0.0
        size = float(np.abs(self.matrix).max(initial=0.0))
        return spread if spread > 1e-9 * size else size or 1.0

    def leads(self, space: Polytope) -> tuple[Array, Array, Array]:
        """Return by how much one city can be ahead of another, in parts of the range of scores.

        Returns
        -------
        leads : (cities, cities, shares) array
            ``leads[j, i] @ shares`` is by how much j is ahead of i.
        highest : (cities, cities) array
            The largest lead over the set.
        corners : (cities * cities, shares) array
            The shares at which the lead is largest.
        """
        scaled = self.matrix / self.scale
        leads = scaled[:, None] - scaled[None, :]
        count, width = scaled.shape
        corners = space.corners(leads.reshape(-1, width))
        highest = (leads.reshape(-1, width) * corners).sum(axis=1).reshape(count, count)
        return leads, highest, corners

    def place(self, city: str) -> int:
        """Return the row of a city, by its display name.

        Raises
        ------
        RequestError
            If it has no score.
        """
        if city not in self.cities:
            raise RequestError([problem("no-score/bounds-city", city)])
        return self.cities.index(city)


def linear_scores(index: ScoredIndex, varied: VariedShares) -> LinearScores:
    """Write scores as a linear function of the shares that vary.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    varied : VariedShares
        The children of one group, or all leaves.

    Returns
    -------
    LinearScores
        The exact form.

    Raises
    ------
    RequestError
        If there is none, with every group that prevents it and why.
    """
    require_score(index.fits)
    form = _Form(index)
    entries, links = form.of_leaves() if varied.group is None else form.of_group(index.nodes.index(varied.group))
    rows = np.flatnonzero(form.scored)
    matrix = entries[:, rows].T
    if not form.problems and not np.isfinite(matrix).all():
        cities = tuple(index.cities[rows[row]] for row in np.flatnonzero(~np.isfinite(matrix).all(axis=1)))
        form.problems.append(problem("not-defined/linear-value", varied.where, cities=cities))
    if form.problems:
        raise RequestError(list(dict.fromkeys(form.problems)), source=index.framework.id)
    cities = tuple(index.cities[row] for row in rows)
    identity = links == Link() and form.root_is_linear
    return LinearScores(
        varied,
        cities,
        read_only(rows),
        read_only(np.ascontiguousarray(matrix)),
        identity,
        float(index.scoring.steps[0]),
    )


def rescored(index: ScoredIndex, weights: Array) -> Array:
    """Score the index under weights ``(..., nodes)``, and return the scores of the root ``(..., cities)``.

    This is the path by which every index is scored, so that weights that were found are checked by it.
    """
    shares = index.scoring.tree.shares(weights)
    with np.errstate(all="ignore"):
        return np.asarray(index.scoring.mask(index.scoring.run(index.prepared.normalised, shares))[0])


def competition_ranks(index: ScoredIndex, scores: Array) -> Array:
    """Rank scores of the root ``(..., cities)`` on the grid of the index: one more than the cities ahead."""
    return rank_descending(on_grid(scores, float(index.scoring.steps[0])), ties="min")


def rule_for_ties(index: ScoredIndex) -> tuple[Sentence, ...]:
    """Return how these ranks count ties, where the index ranks them by another rule."""
    ties = index.method.rank.ties
    return () if ties == "min" else (say("rank-bounds/ties", ties=ties),)


class _Form:
    """Walks up the tree with one row of values, seen through f, for every share that varies."""

    def __init__(self, index: ScoredIndex) -> None:
        self.index = index
        self.scoring = index.scoring
        self.tree = index.scoring.tree
        self.scored = ~self.scoring.blank[0]
        self.shares = np.array(index.weights, dtype=np.float64)
        self.values = self.scoring.run(index.prepared.normalised, self.shares)
        self.problems: list[Problem] = []
        self.root_is_linear = True

    def of_leaves(self) -> tuple[Array, Link]:
        branches = [branch for branch in self.tree.branches if self._width(branch) > 1]
        links = {branch.node: self._link(branch) for branch in branches}
        link = links[min(links)] if links else Link()
        for branch in branches:
            self._agrees(branch, links[branch.node], link)
        entries = np.stack([_through(link, self.values[node]) for node in self.tree.counted_leaves])
        for branch in self.tree.branches:
            below = [at for at, leaf in enumerate(self.tree.counted_leaves) if self.tree.is_below(leaf, branch.node)]
            entries[below] *= self._factor(branch, links.get(branch.node, link))
            entries[below] = self._finished(branch, entries[below], link)
        return entries, _plain(link)

    def of_group(self, group: int) -> tuple[Array, Link]:
        at = {branch.node: branch for branch in self.tree.branches}
        branch = at[group]
        link = self._link(branch)
        entries = _through(link, self.values[branch.children]) * self._factor(branch, link)
        entries = self._finished(branch, entries, link)
        while branch.node != 0:
            child, branch = branch.node, at[self.tree.parents[branch.node]]
            if self._width(branch) > 1:
                above = self._link(branch)
                self._agrees(branch, above, link)
                siblings = range(branch.children.start, branch.children.stop)
                others = [node for node in siblings if node != child]
                fixed = self.shares[others] @ _through(link, self.values[others])
                entries = (entries * self.shares[child] + fixed) * self._factor(branch, above)
            entries = self._finished(branch, entries, link)
        return entries, _plain(link)

    def _width(self, branch: Branch) -> int:
        return int(branch.children.stop - branch.children.start)

    def _factor(self, branch: Branch, link: Link) -> float:
        how = branch.aggregate
        width = self._width(branch)
        return (how.times(width) if isinstance(how, Sum) else float(width)) if link.total else 1.0

    def _where(self, branch: Branch) -> str:
        return f"groups[{self.tree.ids[branch.node]}]"

    def _link(self, branch: Branch) -> Link:
        """Return the function through which the score of a group is linear, and note what prevents it."""
        how, where = branch.aggregate, self._where(branch)
        if not how.flags.uses_weights:
            self.problems.append(problem("not-supported/linear-unweighted", where, kind=how.kind))
        elif how.flags.link is None:
            self.problems.append(problem("not-supported/linear-kind", where, kind=how.kind))
        constant = isinstance(branch.rule.blanks, ConstantBlanks)
        skips = branch.rule.blanks == "rescale" or not (how.flags.fillable or constant)
        here = self.scored & ~self.scoring.blank[branch.node]
        without = np.flatnonzero(here & self.scoring.blank[branch.children].any(axis=0))
        if skips and without.size and how.flags.link is not None:
            cities = tuple(self.index.cities[row] for row in without)
            if branch.rule.blanks == "rescale":
                self.problems.append(problem("not-supported/linear-rescale", where, cities=cities))
            else:
                self.problems.append(problem("not-supported/linear-blanks", where, kind=how.kind, cities=cities))
        return how.flags.link or Link()

    def _agrees(self, branch: Branch, found: Link, link: Link) -> None:
        if branch.aggregate.flags.link is not None and _plain(found) != _plain(link):
            where, kind = self._where(branch), branch.aggregate.kind
            self.problems.append(problem("not-supported/linear-mean", where, kind=kind))

    def _finished(self, branch: Branch, entries: Array, link: Link) -> Array:
        """Apply the last steps of a group's score, and put its fill where it has none."""
        for fit in fits_in(self.scoring.steps_to_rank(branch.node)):
            if isinstance(fit, Rounded):
                self._rounded(branch, fit)
            else:
                entries = self._normalised(branch, fit, entries, link)
        blank = self.scoring.blank[branch.node]
        if branch.node != 0 and blank.any():
            entries = np.where(blank, _through(link, self.scoring.fills[branch.node]), entries)
        return entries

    def _rounded(self, branch: Branch, fit: Rounded) -> None:
        where = self._where(branch)
        of_ranks = fits_in(self.scoring.onward.get(self.tree.ids[0])) if branch.node == 0 else ()
        if fit in of_ranks:
            self.problems.append(problem("not-supported/linear-rounded-ranks", "rank.round", digits=fit.digits))
        else:
            self.problems.append(problem("not-supported/linear-rounds", where, digits=fit.digits))

    def _normalised(self, branch: Branch, fit: object, entries: Array, link: Link) -> Array:
        how = ", ".join(step.kind for step in branch.rule.steps)
        straight = _plain(link) == Link()
        clipped = isinstance(fit, Affine) and (fit.floor > -np.inf or fit.ceiling < np.inf)
        if not isinstance(fit, Affine) or (not straight and (clipped or branch.node != 0)):
            self.problems.append(problem("not-supported/linear-normalised", self._where(branch), kind=how))
            return entries
        if not straight:
            self.root_is_linear = False
            return entries  # rising, and the same for all cities
        moved = (entries - fit.origin) * fit.scale + fit.base
        here = self.scored & ~self.scoring.blank[branch.node]
        outside = (moved < fit.floor) | (moved > fit.ceiling)
        if clipped and outside[:, here].any():
            self.problems.append(problem("not-supported/linear-clipped", self._where(branch), kind=how))
        return np.asarray(moved)


def _plain(link: Link) -> Link:
    """Return a link without its factor: what must be the same for sums of sums to be linear."""
    return Link(link.exponent, link.top)


def _through(link: Link, values: Array) -> Array:
    return apply_link(values, exponent=link.exponent, top=link.top)
