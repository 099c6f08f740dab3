"""What is ranked as an exact linear function of the weights that vary; or the reason why there is none.

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
from intlindex.core.pipeline.scoring import Branch
from intlindex.core.scored import ScoredIndex
from intlindex.core.weight_sets import VariedShares
from intlindex.errors import DefinitionError, Problem, listed
from intlindex.kernels.aggregate.link import apply_link
from intlindex.kernels.normalise.chains import fits_in
from intlindex.kernels.normalise.linear import Affine
from intlindex.kernels.rank import on_grid, rank_descending
from intlindex.kernels.rounding import Rounded
from intlindex.specs.aggregation import Link, Sum
from intlindex.specs.method import ConstantBlanks

__all__ = ["TIE", "LinearScores", "competition_ranks", "linear_scores", "rescored"]

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
    """Where they stand in the index."""
    matrix: Array
    """``(cities, shares)``: the score of each city if one share were all."""
    identity: bool
    """The linear form is the score itself, not a function of it."""
    step: float
    """Step of the grid on which the scores are ranked."""

    @property
    def tie(self) -> float:
        """The lead, in parts of `scale`, up to which two cities are level: no finer than the grid of the scores."""
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
            The most that it can be over the set.
        corners : (cities * cities, shares) array
            Where it is.
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
        DefinitionError
            If it has no score.
        """
        if city not in self.cities:
            raise DefinitionError([Problem(city, "has no score, so it has no rank under any weights")])
        return self.cities.index(city)


def linear_scores(index: ScoredIndex, varied: VariedShares) -> LinearScores:
    """Write what is ranked as a linear function of the shares that vary.

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
    DefinitionError
        If there is none, with every group that stands in the way and why.
    """
    require_score(index.fits)
    form = _Form(index)
    entries, links = form.of_leaves() if varied.group is None else form.of_group(index.nodes.index(varied.group))
    rows = np.flatnonzero(form.scored)
    matrix = entries[:, rows].T
    if not form.problems and not np.isfinite(matrix).all():
        at = [index.cities[rows[row]] for row in np.flatnonzero(~np.isfinite(matrix).all(axis=1))]
        form.problems.append(Problem(varied.where, f"a value of {listed(at, most=3)} is zero, where f is infinite"))
    if form.problems:
        raise DefinitionError(list(dict.fromkeys(form.problems)), source=index.framework.id)
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

    It is the one path by which every index is scored, so that a witness is checked by what it claims.
    """
    shares = index.scoring.tree.shares(weights)
    with np.errstate(all="ignore"):
        return np.asarray(index.scoring.mask(index.scoring.run(index.prepared.normalised, shares))[0])


def competition_ranks(index: ScoredIndex, scores: Array) -> Array:
    """Rank scores of the root ``(..., cities)`` on the grid of the index: one more than the cities ahead."""
    return rank_descending(on_grid(scores, float(index.scoring.steps[0])), ties="min")


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

    def _problem(self, branch: Branch, message: str) -> None:
        self.problems.append(Problem(f"groups[{self.tree.ids[branch.node]}]", message))

    def _link(self, branch: Branch) -> Link:
        """Return through what the score of a group is linear, and note what stands in the way."""
        how = branch.aggregate
        if not how.flags.uses_weights:
            self._problem(branch, f"{how.kind!r} does not use weights, so there is nothing exact to say about them")
        elif how.flags.link is None:
            self._problem(branch, f"{how.kind!r} is not linear in the weights, nor through any function of the score")
        constant = isinstance(branch.rule.blanks, ConstantBlanks)
        skips = branch.rule.blanks == "rescale" or not (how.flags.fillable or constant)
        here = self.scored & ~self.scoring.blank[branch.node]
        without = np.flatnonzero(here & self.scoring.blank[branch.children].any(axis=0))
        if skips and without.size and how.flags.link is not None:
            rule = "blanks = 'rescale'" if branch.rule.blanks == "rescale" else f"{how.kind!r}"
            who = listed([self.index.cities[row] for row in without], most=3)
            self._problem(branch, f"{rule} leaves out blanks, of {who}, and scales weights: that is not linear in them")
        return how.flags.link or Link()

    def _agrees(self, branch: Branch, found: Link, link: Link) -> None:
        if branch.aggregate.flags.link is not None and _plain(found) != _plain(link):
            self._problem(
                branch,
                f"{branch.aggregate.kind!r} is another mean than the one whose weights vary, so that scores are not "
                "linear in them; vary the weights of the root alone, or use one mean throughout",
            )

    def _finished(self, branch: Branch, entries: Array, link: Link) -> Array:
        """Apply what a group's score goes through at last, and put its fill where it has none."""
        for fit in fits_in(self.scoring.passing(branch.node)):
            if isinstance(fit, Rounded):
                self._rounded(branch, fit)
            else:
                entries = self._normalised(branch, fit, entries, link)
        blank = self.scoring.blank[branch.node]
        if branch.node != 0 and blank.any():
            entries = np.where(blank, _through(link, self.scoring.fills[branch.node]), entries)
        return entries

    def _rounded(self, branch: Branch, fit: Rounded) -> None:
        if branch.node == 0 and (fit,) == fits_in(self.scoring.onward.get(self.tree.ids[0]))[:1]:
            message = "ranks are of rounded scores; exact ones need a method without rank.round"
        else:
            message = f"rounds its scores to {fit.digits} digits, so they are not linear in weights"
        self._problem(branch, message)

    def _normalised(self, branch: Branch, fit: object, entries: Array, link: Link) -> Array:
        how = ", ".join(step.kind for step in branch.rule.steps)
        straight = _plain(link) == Link()
        clipped = isinstance(fit, Affine) and (fit.floor > -np.inf or fit.ceiling < np.inf)
        if not isinstance(fit, Affine) or (not straight and (clipped or branch.node != 0)):
            self._problem(branch, f"normalises its scores by {how!r} afterwards, which is not linear in the weights")
            return entries
        if not straight:
            self.root_is_linear = False
            return entries  # rising, and the same for all cities
        moved = (entries - fit.origin) * fit.scale + fit.base
        here = self.scored & ~self.scoring.blank[branch.node]
        outside = (moved < fit.floor) | (moved > fit.ceiling)
        if clipped and outside[:, here].any():
            self._problem(branch, f"holds its scores within limits by {how!r}, which some weights would exceed")
        return np.asarray(moved)


def _plain(link: Link) -> Link:
    """Return a link without its factor: what must be the same for sums of sums to be linear."""
    return Link(link.exponent, link.top)


def _through(link: Link, values: Array) -> Array:
    return apply_link(values, exponent=link.exponent, top=link.top)
