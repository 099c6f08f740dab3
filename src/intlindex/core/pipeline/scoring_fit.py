"""What is decided once, at nominal weights: which scores are blank, what fills them, weights that data decides.

`fit_scoring` looks at one sample and checks everything; `scoring_refit` does the same for a batch of other values.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.table import frozen, read_only
from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.after import unsuitable
from intlindex.core.pipeline.aggregating import check_domain, outside_domain
from intlindex.core.pipeline.grids import Grids
from intlindex.core.pipeline.preparation_checks import Column
from intlindex.core.pipeline.scoring import Scoring, aggregate_branch, finish_branch
from intlindex.core.pipeline.step_kernels import ImputationFit, fit_imputation
from intlindex.core.pipeline.tree import Branch, Tree
from intlindex.core.pipeline.weighing import Children, Weighed, weigh_children
from intlindex.errors import Problem
from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.normalise.linear import Fit
from intlindex.sentences import Sentence
from intlindex.specs import FrozenMap
from intlindex.specs.imputation import NoImputation
from intlindex.specs.method import ConstantBlanks

__all__ = [
    "Fitted",
    "carried",
    "fill_blanks",
    "fit_filling",
    "fit_scoring",
    "labels_within",
    "mean_of_present",
    "own_mean",
    "weigh_branch",
]

Array = NDArray[np.float64]

COVERAGE_TOLERANCE = 1e-12


class Fitted(NamedTuple):
    """What was decided, and the scores for which it was."""

    scoring: Scoring
    scores: Array
    """``(nodes, cities)``: at nominal weights, as parents take them, NaN for a blank."""

    @property
    def by_id(self) -> dict[str, Branch]:
        """The groups by id."""
        tree = self.scoring.tree
        return {tree.ids[branch.node]: branch for branch in tree.branches}


def fit_scoring(
    tree: Tree,
    normalised: Array,
    given: Array,
    units: Units,
    source: str,
    *,
    sizes: Array,
    onward: Mapping[str, Fit],
    before: Fitted | None = None,
    moved: Collection[str] = (),
) -> Fitted:
    """Decide at nominal weights which scores are blank, and what fills them.

    Parameters
    ----------
    tree : Tree
        The laid-out framework.
    normalised : (cities, indicators) array
        Commensurate indicators, NaN for a blank.
    given : (nodes,) array
        Weights of the framework.
    units : Units
        Names of the cities, for messages, and their labels, within which blank scores may be imputed.
    source : str
        The framework, for messages.
    sizes : (indicators,) array
        The largest magnitude of what the values were computed from, where it may be larger than they are.
    onward : mapping
        What scores of groups go through on the way to the parent, by id.
    before : Fitted, optional
        What was decided for the same cities and a tree that has the same groups, but for some.
    moved : collection of str, optional
        Ids of the groups that have anything below them that differs from it.

    Returns
    -------
    Fitted
        The very same as without `before`.

    Raises
    ------
    DataError
        If an aggregation is not defined for a child, as a geometric mean for zero, or the normalisation of a group for
        its scores; with every such child and group.
    DefinitionError
        If a weighting scheme cannot weigh the children of a group.
    """
    fitting = _Fitting.of(tree, normalised, given, units, sizes=sizes, onward=onward)
    known = {} if before is None else before.by_id
    for branch in tree.branches:
        group = tree.ids[branch.node]
        if before is None or group in moved:
            fitting.fit(branch)
        else:
            fitting.keep(branch, before, known[group])
    check_domain(fitting.problems, source)
    return Fitted(fitting.scoring, fitting.scores)


@dataclass(frozen=True)
class _Fitting:
    """What has been decided so far, from the indicators up."""

    tree: Tree
    normalised: Array
    given: Array
    units: Units
    onward: Mapping[str, Fit]
    unknown: NDArray[np.bool_]
    """Cities of which nothing is known."""
    scores: Array
    fills: list[Array]
    blank: NDArray[np.bool_]
    weights: Array
    grids: Grids
    problems: list[Problem] = field(default_factory=list)
    notes: list[tuple[int, Sentence]] = field(default_factory=list)
    afterwards: dict[str, Fit] = field(default_factory=dict)
    imputations: dict[str, ImputationFit] = field(default_factory=dict)

    @classmethod
    def of(
        cls, tree: Tree, normalised: Array, given: Array, units: Units, *, sizes: Array, onward: Mapping[str, Fit]
    ) -> _Fitting:
        scores = np.full((len(tree.ids), normalised.shape[0]), np.nan)
        scores[list(tree.leaves)] = normalised.T
        fills = [np.full(normalised.shape[0], np.nan) for _ in tree.ids]
        unknown = np.asarray(np.isnan(normalised).all(axis=1))
        grids = Grids.of(tree, normalised, sizes)
        return cls(
            tree, normalised, given, units, onward, unknown, scores, fills, np.isnan(scores), given.copy(), grids
        )

    def fit(self, branch: Branch) -> None:
        """Decide for a group, all groups below which are decided."""
        tree, units = self.tree, self.units
        group, names = tree.ids[branch.node], tree.ids[branch.children]
        children = self.scores[branch.children].copy().T  # each child's in one piece of memory
        wrong = outside_domain(branch.aggregate, group, names, children.T, units.names)
        if wrong:
            children = np.where(np.isnan(children), children, 1.0)  # reported once; groups above need not repeat it
        self.problems.extend(wrong)
        self.weights[branch.children], note = weigh_branch(tree, branch, self.given, children, self.normalised)
        if note is not None:
            self.notes.append((branch.node, note))
        shares = basic_means.shares(self.weights[branch.children])
        steps = None if branch.aggregate.flags.per_unit else self.grids.steps(branch.children)
        found = own_mean(branch, children, shares, steps=steps)
        fill_blanks(self.fills, branch, children, found)
        size = self.grids.operands(branch, shares)
        fit = self._after(branch, found, size)
        shown = finish_branch(fit, found)
        self.grids.keep(branch, shown, found, fit, size)
        self.blank[branch.node] = np.isnan(shown)
        impute = fit_filling(branch, tree, shown, units)
        if impute is not None:
            self.imputations[group] = impute
        labels = labels_within(branch, units)
        self.scores[branch.node], filled = carried(impute, labels, self.onward.get(group), shown, self.unknown)
        if filled.any():
            self.fills[branch.node] = np.where(filled, self.scores[branch.node], np.nan)
        self.grids.pass_on(branch, self.scores[branch.node])

    def _after(self, branch: Branch, found: Array, size: float) -> Fit | None:
        """Fit the steps that a group's scores go through once they are aggregated."""
        if not branch.rule.steps or self.problems:
            return None
        group = self.tree.ids[branch.node]
        column = Column(f"groups[{group}]", found, size)
        fit, wrong = unsuitable(branch.rule.steps, column, self.units.names, of_scores=True)
        self.problems.extend(wrong)
        if fit is not None:
            self.afterwards[group] = fit
        return fit

    def keep(self, branch: Branch, before: Fitted, was: Branch) -> None:
        """Take over what was decided for a group where nothing below it differs."""
        own, node, group = before.scoring, branch.node, self.tree.ids[branch.node]
        self.weights[branch.children] = own.weights[was.children]
        self.fills[branch.children] = own.fills[was.children]
        self.scores[node], self.blank[node] = before.scores[was.node], own.blank[was.node]
        self.fills[node] = np.where(self.blank[node], self.scores[node], np.nan)
        self.grids.take_over(node, own.steps[was.node], own.sizes[was.node])
        if group in own.afterwards:
            self.afterwards[group] = own.afterwards[group]
        if group in own.imputations:
            self.imputations[group] = own.imputations[group]
        self.notes.extend((node, note) for at, note in own.weighting_notes if at == was.node)

    @property
    def scoring(self) -> Scoring:
        """What was decided in all."""
        return Scoring(
            self.tree,
            tuple(map(read_only, self.fills)),
            read_only(self.blank),
            read_only(self.grids.steps()),
            read_only(self.grids.sizes),
            read_only(self.weights),
            tuple(self.notes),
            *(FrozenMap(frozen(each)) for each in (self.afterwards, self.onward, self.imputations)),
        )


def fill_blanks(fills: list[Array], branch: Branch, children: Array, found: Array) -> None:
    """Let a blank child count as its parent's own mean, or as a constant, where the rule says so."""
    rule = branch.rule.blanks
    if isinstance(rule, ConstantBlanks):
        found = np.full(found.shape, rule.value)
    elif rule != "siblings" or not branch.aggregate.flags.fillable:
        return
    blank = np.isnan(children)
    lost = blank.any(axis=tuple(range(blank.ndim - 1)))
    for at in np.flatnonzero(lost).tolist():
        child = branch.children.start + at
        fills[child] = np.where(blank[..., at], found, fills[child])


def weigh_branch(tree: Tree, branch: Branch, given: Array, children: Array, normalised: Array) -> Weighed:
    """Weigh the children of a group by its scheme."""
    assert branch.rule.weights is not None
    places = range(branch.children.start, branch.children.stop)
    of = Children(
        tree.ids[branch.node],
        tree.ids[branch.children],
        given[branch.children],
        lambda: tree.leaves_below(places),
        children,
        normalised,
    )
    return weigh_children(branch.rule.weights, of)


def fit_filling(branch: Branch, tree: Tree, shown: Array, units: Units) -> ImputationFit | None:
    """Fit what fills a group's own blanks to its scores ``(..., cities)``; None where its rule fills none."""
    rule = branch.rule.impute
    if rule is None or isinstance(rule, NoImputation) or tree.parents[branch.node] < 0 or np.isnan(shown).all():
        return None
    signs = np.array([tree.turns[branch.node] * tree.turns_of_indicators])
    return fit_imputation(
        rule, shown[..., None], targets=(0,), signs=signs, groups=labels_within(branch, units), columns={}, history=None
    )


def labels_within(branch: Branch, units: Units) -> NDArray[np.object_] | None:
    """Return the labels within which blank scores of a group are imputed, if any."""
    return units.labels_by(None if branch.rule.impute is None else branch.rule.impute.labels)


def carried(
    impute: ImputationFit | None,
    labels: NDArray[np.object_] | None,
    onward: Fit | None,
    shown: Array,
    unknown: NDArray[np.bool_],
) -> tuple[Array, NDArray[np.bool_]]:
    """Take the scores of a group to where the parent has them: blanks filled, then turned.

    Parameters
    ----------
    impute : ImputationFit or None
        What fills blanks.
    labels : (cities,) array or None
        Within which it does.
    onward : Fit or None
        What turns scores.
    shown : (..., cities) array
        Scores as they are shown, NaN for a blank.
    unknown : (cities,) array
        Cities of which nothing is known, whose blanks stay.

    Returns
    -------
    scores : (..., cities) array
        As the parent takes them.
    filled : (..., cities) array
        Which of them were filled.
    """
    found = shown
    if impute is not None:
        found = np.where(unknown, np.nan, impute.apply(shown[..., None], groups=labels)[..., 0])
    turned = found if onward is None else onward.apply(found[..., None])[..., 0]
    return turned, np.isnan(shown) & ~np.isnan(turned)


def own_mean(branch: Branch, children: Array, shares: Array, *, steps: Array | None) -> Array:
    """Aggregate the children ``(..., cities, children)`` that have a score; blank where they cover too little.

    Kinds that compare units compare them on grids of the steps ``(children,)``; others need none.
    """
    present = ~np.isnan(children)
    coverage = basic_means.sum_in_order(np.where(present, shares, 0.0))
    assert branch.rule.min_coverage is not None
    covered = (coverage >= branch.rule.min_coverage - COVERAGE_TOLERANCE) & (coverage > 0)
    if branch.rule.blanks == "strict":
        covered &= present.all(axis=-1)
    return mean_of_present(branch, children, shares, covered, steps)


def mean_of_present(
    branch: Branch, children: Array, shares: Array, covered: NDArray[np.bool_], steps: Array | None
) -> Array:
    """Aggregate the children that have a score, where these cover the group; blank elsewhere."""
    if isinstance(branch.rule.blanks, ConstantBlanks):
        children = np.where(np.isnan(children), branch.rule.blanks.value, children)
    with np.errstate(invalid="ignore", divide="ignore"):
        present = np.where(covered[..., None], children, np.nan)
        found = aggregate_branch(branch, present, shares, skip_blanks=True, steps=steps)
    return np.where(covered, found, np.nan)
