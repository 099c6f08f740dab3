"""What is decided once, at nominal weights: which scores are blank, what fills them, weights that data decides.

`fit_scoring` looks at one sample and checks everything; `refit` does the same for a batch of other values of the same
cities, in which whatever is not defined is blank.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.table import read_only
from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.after import fit_after, unsuitable
from intlindex.core.pipeline.aggregating import check_domain, outside_domain
from intlindex.core.pipeline.grids import Grids, operand_size
from intlindex.core.pipeline.preparation_checks import Column
from intlindex.core.pipeline.scoring import Branch, Scoring, Tree, aggregate_branch, finish_branch, stacked
from intlindex.core.pipeline.step_kernels import ImputationFit, fit_imputation
from intlindex.core.pipeline.weighing import Children, Weighed, weigh_children
from intlindex.errors import DefinitionError, Problem
from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.normalise.linear import Fit
from intlindex.sentences import Sentence
from intlindex.specs import FrozenMap
from intlindex.specs.imputation import NoImputation
from intlindex.specs.method import ConstantBlanks

__all__ = ["Refitted", "carried", "fill_blanks", "fit_scoring", "own_mean", "refit", "refitted"]

Array = NDArray[np.float64]

COVERAGE_TOLERANCE = 1e-12


def fit_scoring(
    tree: Tree,
    normalised: Array,
    given: Array,
    units: Units,
    source: str,
    *,
    sizes: Array,
    onward: Mapping[str, Fit],
) -> Scoring:
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

    Raises
    ------
    DataError
        If an aggregation is not defined for a child, as a geometric mean for zero, or the normalisation of a group for
        its scores; with every such child and group.
    DefinitionError
        If a weighting scheme cannot weigh the children of a group.
    """
    scores = np.full((len(tree.ids), normalised.shape[0]), np.nan)
    fills = [np.full(normalised.shape[0], np.nan) for _ in tree.ids]
    weights = given.copy()
    scores[list(tree.leaves)] = normalised.T
    grids = Grids.of(tree, normalised, sizes)
    problems: list[Problem] = []
    notes: list[tuple[int, Sentence]] = []
    afterwards: dict[str, Fit] = {}
    imputations: dict[str, ImputationFit] = {}
    blank = np.isnan(scores)
    unknown = np.asarray(np.isnan(normalised).all(axis=1))
    cities = units.names
    for branch in tree.branches:
        group = tree.ids[branch.node]
        children = stacked(list(scores[branch.children]))
        names = tree.ids[branch.children]
        wrong = outside_domain(branch.aggregate, group, names, children.T, cities)
        if wrong:
            children = np.where(np.isnan(children), children, 1.0)  # reported once; groups above need not repeat it
        problems += wrong
        weights[branch.children], note = _weigh(tree, branch, given, children, normalised)
        if note is not None:
            notes.append((branch.node, note))
        shares = basic_means.shares(weights[branch.children])
        found = own_mean(branch, children, shares, steps=grids.steps[branch.children])
        fill_blanks(fills, branch, children, found)
        size = grids.operands(branch, shares)
        fit = None
        if branch.rule.steps and not problems:
            column = Column(f"groups[{group}]", found, size)
            fit, wrong = unsuitable(branch.rule.steps, column, cities, of_scores=True)
            problems += wrong
            if fit is not None:
                afterwards[group] = fit
        shown = finish_branch(fit, found)
        grids.keep(branch, shown, found, fit, size)
        blank[branch.node] = np.isnan(shown)
        impute = _fit_filling(branch, tree, shown, units)
        if impute is not None:
            imputations[group] = impute
        scores[branch.node], filled = carried(impute, _labels(branch, units), onward.get(group), shown, unknown)
        fills[branch.node] = np.where(filled, scores[branch.node], np.nan)
        grids.pass_on(branch, scores[branch.node])
    check_domain(problems, source)
    return Scoring(
        tree,
        tuple(map(read_only, fills)),
        read_only(blank),
        read_only(grids.steps),
        read_only(grids.sizes),
        read_only(weights),
        tuple(notes),
        FrozenMap(afterwards),
        FrozenMap(onward),
        FrozenMap(imputations),
    )


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
        found = _mean_of_present(branch, children, shares, ~scoring.blank[branch.node], steps)
        fill_blanks(fills, branch, children, found)
        fit, group = None, tree.ids[branch.node]
        if branch.rule.steps:
            sizes = np.fmax(np.fmax.reduce(np.abs(children), axis=-2), scoring.sizes[branch.children])
            size = operand_size(branch, shares, sizes)[..., None]
            fit = fit_after(branch.rule.steps, found[..., None], size, of_scores=True, units=units.names)
            if fit is not None:
                afterwards[group] = fit
        shown = finish_branch(fit, found)
        impute = _fit_filling(branch, tree, shown, units)
        if impute is not None:
            imputations[group] = impute
        onward = scoring.onward.get(group)
        scores[branch.node], filled = carried(impute, _labels(branch, units), onward, shown, unknown)
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
            weights[at] = _weigh(tree, branch, given, children[at], indicators[at])[0]
        except (DefinitionError, FloatingPointError):  # this draw has no weights, and is reported as undefined
            continue
    return weights


def fill_blanks(fills: list[Array], branch: Branch, children: Array, found: Array) -> None:
    """Let a blank child count as its parent's own mean, or as a constant, where the rule says so."""
    rule = branch.rule.blanks
    if isinstance(rule, ConstantBlanks):
        found = np.full(found.shape, rule.value)
    elif rule != "siblings" or not branch.aggregate.flags.fillable:
        return
    for at, child in enumerate(range(branch.children.start, branch.children.stop)):
        lost = np.isnan(children[..., at])
        if lost.any():
            fills[child] = np.where(lost, found, fills[child])


def _weigh(tree: Tree, branch: Branch, given: Array, children: Array, normalised: Array) -> Weighed:
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


def _fit_filling(branch: Branch, tree: Tree, shown: Array, units: Units) -> ImputationFit | None:
    """Fit what fills a group's own blanks to its scores ``(..., cities)``; None where its rule fills none."""
    rule = branch.rule.impute
    if rule is None or isinstance(rule, NoImputation) or tree.parents[branch.node] < 0 or np.isnan(shown).all():
        return None
    signs = np.array([tree.turns[branch.node] * tree.turns_of_indicators])
    return fit_imputation(
        rule, shown[..., None], targets=(0,), signs=signs, groups=_labels(branch, units), columns={}, history=None
    )


def _labels(branch: Branch, units: Units) -> NDArray[np.object_] | None:
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


def own_mean(branch: Branch, children: Array, shares: Array, *, steps: Array) -> Array:
    """Aggregate the children ``(..., cities, children)`` that have a score; blank where they cover too little.

    Kinds that compare units compare them on grids of the steps ``(children,)``.
    """
    present = ~np.isnan(children)
    coverage = basic_means.weighted_sum(present.astype(np.float64), shares)
    assert branch.rule.min_coverage is not None
    covered = (coverage >= branch.rule.min_coverage - COVERAGE_TOLERANCE) & (coverage > 0)
    if branch.rule.blanks == "strict":
        covered &= present.all(axis=-1)
    return _mean_of_present(branch, children, shares, covered, steps)


def _mean_of_present(branch: Branch, children: Array, shares: Array, covered: NDArray[np.bool_], steps: Array) -> Array:
    """Aggregate the children that have a score, where these cover the group; blank elsewhere."""
    if isinstance(branch.rule.blanks, ConstantBlanks):
        children = np.where(np.isnan(children), branch.rule.blanks.value, children)
    with np.errstate(invalid="ignore", divide="ignore"):
        present = np.where(covered[..., None], children, np.nan)
        found = aggregate_branch(branch, present, shares, skip_blanks=True, steps=steps)
    return np.where(covered, found, np.nan)
