"""Score two sets of draws, and every mixture of them that takes one factor from the second and all else from the first.

The one scoring path, walked from the first node that a factor moves: what has nothing below it that differs from the
first set is not scored again. So the result is the same, bit for bit, as from scoring each mixture separately.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.sensitivity.ranked_mixtures import mixed, rank_mixtures
from intlindex.analyses.uncertainty.case import Case
from intlindex.analyses.uncertainty.experiment import Chunk, Experiment, Values, where_defined
from intlindex.analyses.uncertainty.factors import ChoiceFactor, Factor, InclusionFactor, NoiseFactor, SharesFactor
from intlindex.analyses.uncertainty.places import DrawsInOrder, Sorters, places
from intlindex.core.pipeline.scoring import Scoring
from intlindex.core.pipeline.scoring_refit import Refitted, refitted
from intlindex.core.pipeline.tree import Tree

__all__ = ["score_mixtures"]

Array = NDArray[np.float64]


def score_mixtures(
    experiment: Experiment, first: Values, second: Values, count: int, *, only_ranks: bool = False
) -> Iterator[tuple[int, Chunk | DrawsInOrder]]:
    """Score two sets of draws and the mixtures of one factor each.

    Parameters
    ----------
    experiment : Experiment
        What varies.
    first, second : sequence of arrays
        What each factor is in each draw, ``(..., count)``.
    count : int
        How many draws each has.
    only_ranks : bool
        Whether ranks are enough: then no scores are computed where the order can be proven.

    Yields
    ------
    place : int
        0 for the first set, 1 for the second, then the factors in their order.
    chunk : Chunk or DrawsInOrder
        Scores or ranks of some of its draws; draws of a case that is not defined are left out. What is placed is
        written over by the next step.
    """
    alone = len(experiment.cases) == 1
    sorters = Sorters(experiment) if only_ranks else None
    for at, case, draws, size in experiment.parts(first, count):
        one, other = ([value[..., draws] for value in values] for values in (first, second))
        if sorters is not None and sorters.frontier(at) is not None:
            yield from rank_mixtures(
                experiment, sorters, at, draws, first=one, second=other, count=size, with_second=alone
            )
            continue
        part = _Part(experiment, at, case, experiment.known[at].groups, size)
        for place, scores in part.scores(one, other, with_second=alone):
            kept = scores if case.ranked.size == experiment.cities else scores[:, case.ranked]
            yield place, Chunk(case, draws, kept, ())
    choices = [at for at, factor in enumerate(experiment.factors) if isinstance(factor, ChoiceFactor)]
    others = [] if alone else [(1, second)]
    for place, values in [*others, *((2 + at, mixed(first, second, at)) for at in choices)]:
        found = experiment.score(values, count) if sorters is None else places(experiment, values, count, sorters)
        for chunk in found:
            yield place, chunk


@dataclass(frozen=True)
class _State:
    """Some draws of one case, scored at every node."""

    leaves: Sequence[Array]
    fitted: Refitted
    shares: Sequence[Array]
    nodes: Sequence[Array]


@dataclass(frozen=True)
class _Part:
    """Some draws of one case."""

    experiment: Experiment
    place: int
    """Which case of the experiment."""
    case: Case
    known: Mapping[int, Array]
    """Scores of groups that no factor varies."""
    count: int

    def scores(self, first: Values, second: Values, *, with_second: bool) -> Iterator[tuple[int, Array]]:
        """Score the first set, the second if it is of the same case, and the mixtures, each ``(draws, cities)``."""
        with np.errstate(all="ignore"):  # what is not defined is not finite, and counted by who asked
            base = self._scored(first, self._leaves(first))
            yield 0, self._root(base.nodes)
            other = self._leaves(second)
            if with_second:
                yield 1, self._root(self._scored(second, other).nodes)
            for at, factor in enumerate(self.experiment.factors):
                if not isinstance(factor, ChoiceFactor):
                    values = mixed(first, second, at)
                    leaves = self._moved_leaves(base.leaves, other, values, factor)
                    yield 2 + at, self._root(self._moved(base, values, leaves, factor))

    def _root(self, nodes: Sequence[Array]) -> Array:
        root = where_defined(self.case.scoring, nodes, noisy=self.experiment.noisy)
        return np.broadcast_to(root, (self.count, root.shape[-1]))

    def _leaves(self, values: Values) -> Sequence[Array]:
        noisy = self.experiment.noisy
        return self.experiment.noisy_leaves(self.place, values, self.count) if noisy else self.case.leaves

    @cached_property
    def _imputed_jointly(self) -> bool:
        """Whether indicators are imputed from others."""
        rules = (self.case.method.for_indicator(node.id) for node in self.case.framework.indicators)
        return any(hasattr(rule.impute, "on") for rule in rules)

    @cached_property
    def _joint(self) -> bool:
        """Whether the values of an indicator matter beyond the groups that it is below."""
        branches = self.case.scoring.tree.branches
        weighed = any(branch.by_data and getattr(branch.rule.weights, "of", "") == "leaves" for branch in branches)
        return weighed or self._imputed_jointly

    def _moved_leaves(
        self, first: Sequence[Array], second: Sequence[Array], values: Values, factor: Factor
    ) -> Sequence[Array]:
        """Take the indicators of the second set that a factor moves, if each is prepared separately."""
        if not isinstance(factor, NoiseFactor):
            return first
        noisy = [each.indicators for each in self.experiment.factors if isinstance(each, NoiseFactor)]
        same = [each for each in noisy if not set(each).isdisjoint(factor.indicators)]
        if len(same) > 1 or self._imputed_jointly:
            return self._leaves(values)
        return [second[at] if at in factor.indicators else leaf for at, leaf in enumerate(first)]

    def _scored(self, values: Values, leaves: Sequence[Array]) -> _State:
        fitted = Refitted(self.case.scoring, {})
        if self.experiment.noisy:
            fitted = refitted(self.case.scoring, leaves, self.case.given, self.case.units)
        shares = self.experiment.shares(self.case, fitted.scoring, values)[0]
        return _State(leaves, fitted, shares, fitted.scoring.walk(leaves, shares, known=self.known))

    def _moved(self, base: _State, values: Values, leaves: Sequence[Array], factor: Factor) -> Sequence[Array]:
        """Score the nodes that may differ from the first set."""
        tree = self.case.scoring.tree
        moved = self._groups(tree, factor)
        fitted, shares = base.fitted, base.shares
        if isinstance(factor, NoiseFactor):
            fitted = refitted(
                self.case.scoring, leaves, self.case.given, self.case.units, before=base.fitted, moved=moved
            )
        if not isinstance(factor, NoiseFactor) or fitted.scoring.weights.ndim > 1:
            shares = self.experiment.shares(self.case, fitted.scoring, values)[0]
        kept = {
            branch.node: _filled(fitted.scoring, branch.node, base.nodes[branch.node])
            for branch in tree.branches
            if branch.node not in moved
        }
        return fitted.scoring.walk(leaves, shares, known={**kept, **self.known})

    def _groups(self, tree: Tree, factor: Factor) -> Collection[int]:
        """Find the groups whose score a factor may move."""
        groups = [branch.node for branch in tree.branches]
        others = self.experiment.factors
        whole = any(isinstance(each, SharesFactor) and each.varied.group is None for each in others)
        match factor:
            case SharesFactor() if not whole and factor.varied.group is not None:
                starts = [tree.ids.index(factor.varied.group)]
            case InclusionFactor() if not whole:
                starts = [tree.leaves[factor.indicator]]
            case NoiseFactor() if not whole and not self._joint:
                starts = [tree.leaves[at] for at in factor.indicators]
            case _:
                return groups
        return [node for node in groups if any(tree.is_below(start, node) for start in starts)]


def _filled(scoring: Scoring, node: int, values: Array) -> Array:
    """Update the fills of blanks, which come from the group above, whose score may have changed."""
    blank = scoring.blank[node]
    return np.where(blank, scoring.fills[node], values) if blank.any() else values
