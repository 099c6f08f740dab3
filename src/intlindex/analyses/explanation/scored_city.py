"""One city as the tree sees it: one of the sample, one placed among it, or one made of its medians."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.table import read_only
from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.aggregating import outside_domain
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.pipeline.scoring import Scoring, finish_branch, stacked
from intlindex.core.pipeline.scoring_fit import carried, fill_blanks, own_mean
from intlindex.core.scored import ScoredIndex
from intlindex.errors import DataError, Problem, RequestError, UnknownNameError
from intlindex.kernels.aggregate import basic_means
from intlindex.sentences import say

__all__ = [
    "VIRTUAL",
    "Unit",
    "across_units",
    "extended_scoring",
    "sample_unit",
    "units_from",
    "units_scored",
    "virtual_unit",
]

Array = NDArray[np.float64]

VIRTUAL: Mapping[str, Callable[..., Array]] = {"median": np.nanmedian, "mean": np.nanmean, "best": np.nanmax}
"""References that are not cities, with the statistic that they have of the values of each indicator, higher better."""


@dataclass(frozen=True)
class Unit:
    """A city, real or not, as the tree sees it."""

    name: str
    """Display name."""
    values: Array
    """``(nodes,)``: what each node counts as in its parent, with fills for blanks, and of the root its score; NaN where
    it is omitted."""
    shown: Array
    """``(nodes,)``: scores as they are shown, NaN where there is none."""
    blank: NDArray[np.bool_]
    """``(nodes,)``: no computed score."""
    own_weights: Mapping[int, Array] = field(default_factory=dict)
    """By group, the weights of this city alone, where the aggregation sets weights per city."""

    @property
    def score(self) -> float:
        """Score of the root, the first of all nodes."""
        return float(self.shown[0])


def sample_unit(index: ScoredIndex, name: str) -> Unit:
    """Return a city of the index.

    Raises
    ------
    UnknownNameError
        If the index has no such city.
    """
    require_score(index.fits)
    if not isinstance(name, str):
        raise UnknownNameError(say("wrong-type/city-name", found=name))
    city = index.city(name)
    row = index.cities.index(city)
    scoring = index.scoring
    values = index.fits.filled[:, row].copy()
    shown = index.fits.scores[:, row]
    values[0] = shown[0]
    own = {
        branch.node: index.weights_per_unit(scoring.tree.ids[branch.node]).loc[city].to_numpy(dtype=np.float64)
        for branch in scoring.tree.branches
        if branch.aggregate.flags.weights_per_unit
    }
    return Unit(city, read_only(values), shown, read_only(scoring.blank[:, row].copy()), own)


def virtual_unit(index: ScoredIndex, kind: str) -> Unit:
    """Return the city that has the median (mean, best) normalised value of every indicator, scored by the same tree.

    The best is the value that brings a city nearest to rank 1.

    Raises
    ------
    DataError
        If an aggregation is not defined for it.
    RequestError
        If the score of a city depends on others, so that one more cannot be scored.
    """
    better = index.scoring.tree.orientations_of_leaves
    normalised = VIRTUAL[kind](index.prepared.normalised * better, axis=0) * better
    (unit,) = units_from(index, (kind,), normalised[None])
    return unit


def units_from(
    index: ScoredIndex, names: tuple[str, ...], normalised: Array, labels: Units | None = None
) -> tuple[Unit, ...]:
    """Score further cities, ``(cities, indicators)``, with all that was fitted to those of the index."""
    return units_scored(index, names, normalised, extended_scoring(index, names, normalised, labels))


def units_scored(index: ScoredIndex, names: tuple[str, ...], normalised: Array, scoring: Scoring) -> tuple[Unit, ...]:
    """Score further cities, ``(cities, indicators)``, by what `extended_scoring` decided for them."""
    otherwise: dict[int, Array] = {}
    values = scoring.run(normalised, index.fits.shares, shown=otherwise)
    shown = values.copy()
    for node, scores in otherwise.items():
        shown[node] = scores
    shown[scoring.blank] = np.nan
    values[0] = shown[0]
    arrays = [read_only(np.ascontiguousarray(each.T)) for each in (values, shown)]
    blank = read_only(np.ascontiguousarray(scoring.blank.T))
    return tuple(Unit(name, arrays[0][row], arrays[1][row], blank[row]) for row, name in enumerate(names))


def across_units(index: ScoredIndex, *, own_weights: bool = False) -> list[str]:
    """List the groups in which the score of a city depends on others; those with weights per city only if asked."""
    tree = index.scoring.tree
    return [
        say("group-of-kind", group=tree.ids[branch.node], kind=branch.aggregate.kind)
        for branch in reversed(tree.branches)
        if not branch.aggregate.flags.per_unit and (own_weights or not branch.aggregate.flags.weights_per_unit)
    ]


def extended_scoring(
    index: ScoredIndex, names: tuple[str, ...], normalised: Array, labels: Units | None = None
) -> Scoring:
    """Decide for further cities which scores are blank and how they are filled, by the rules and weights of the index.

    Parameters
    ----------
    index : ScoredIndex
        Whose rules, weights and fitted normalisations of groups hold.
    names : tuple of str
        Names of the cities, for messages.
    normalised : (cities, indicators) array
        Commensurate indicators, NaN for a blank.
    labels : Units, optional
        Labels of the cities, within which blank scores of groups may be imputed.

    Returns
    -------
    Scoring
        What scores these cities, and no others.

    Raises
    ------
    DataError
        If an aggregation is not defined for a value; with every such value.
    RequestError
        If the score of a city depends on others.
    """
    compared = across_units(index, own_weights=True)
    if compared:
        raise RequestError(say("not-supported/one-more-city", groups=tuple(compared)), source=index.framework.id)
    scoring, tree = index.scoring, index.scoring.tree
    scores = np.full((len(tree.ids), len(names)), np.nan)
    fills = [np.full(len(names), np.nan) for _ in tree.ids]
    scores[list(tree.leaves)] = normalised.T
    problems: list[Problem] = []
    blank = np.isnan(scores)
    unknown = np.asarray(np.isnan(normalised).all(axis=1))
    for branch in tree.branches:
        group, children = tree.ids[branch.node], stacked(list(scores[branch.children]))
        problems += outside_domain(branch.aggregate, group, tree.ids[branch.children], children.T, names)
        shares, steps = basic_means.shares(scoring.weights[branch.children]), scoring.steps[branch.children]
        found = own_mean(branch, children, shares, steps=steps)
        fill_blanks(fills, branch, children, found)
        shown = finish_branch(scoring.afterwards.get(group), found)
        blank[branch.node] = np.isnan(shown)
        by = None if branch.rule.impute is None or labels is None else branch.rule.impute.labels
        own = None if by is None or labels is None else labels.labels_by(by)
        impute = scoring.imputations.get(group)
        scores[branch.node], filled = carried(impute, own, scoring.onward.get(group), shown, unknown)
        fills[branch.node] = np.where(filled, scores[branch.node], np.nan)
    if problems:
        raise DataError(problems, source=index.framework.id)
    return replace(scoring, fills=tuple(map(read_only, fills)), blank=read_only(blank))
