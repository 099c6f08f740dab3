"""Rank two sets of draws of one case and their mixtures without scoring them, where the order can be proven.

Shares of groups are found once in each set: a mixture takes those of one group from the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.case import Case
from intlindex.analyses.uncertainty.experiment import Chunk, Experiment, Values
from intlindex.analyses.uncertainty.factors import ChoiceFactor, Factor, SharesFactor
from intlindex.analyses.uncertainty.places import DrawsInOrder, Sorters

__all__ = ["mixed", "rank_mixtures"]

Shares = Sequence[NDArray[np.float64]]


def mixed(first: Values, second: Values, at: int) -> Values:
    """Return what each factor is in a mixture: in the second set for one factor, in the first for all others."""
    return [*first[:at], second[at], *first[at + 1 :]]


def rank_mixtures(
    experiment: Experiment,
    sorters: Sorters,
    at: int,
    draws: slice | NDArray[np.intp],
    *,
    first: Values,
    second: Values,
    count: int,
    with_second: bool,
) -> Iterator[tuple[int, DrawsInOrder | Chunk]]:
    """Rank draws of one case that has a frontier.

    Parameters
    ----------
    experiment : Experiment
        What varies.
    sorters : Sorters
        What sorts the draws of the task.
    at : int
        Place of the case.
    draws : slice or array
        Which draws of the set they are.
    first, second : sequence of arrays
        What each factor is in each of these draws, ``(..., count)``.
    count : int
        How many draws each has.
    with_second : bool
        Whether the second set is of the same case.

    Yields
    ------
    place : int
        0 for the first set, 1 for the second, then the factors in their order, but for choices.
    found : DrawsInOrder or Chunk
        Draws in order, which the next step writes over; or their scores, where the order cannot be proven.
    """
    case = experiment.cases[at]
    assert case is not None
    one, other = (experiment.shares(case, case.scoring, values)[0] for values in (first, second))
    sets = [(0, first, one), *([(1, second, other)] if with_second else [])]
    for place, values, shares in [*sets, *_mixtures(experiment, case, (first, one), (second, other))]:
        frontier, found = sorters.frontier(at), None
        if frontier is not None:
            found = sorters.sort(at, frontier.weights(shares, count), lambda shares=shares: shares)  # type: ignore[misc]
        yield (
            place,
            experiment.scored(at, case, values, draws, count) if found is None else DrawsInOrder(case, draws, found),
        )


def _mixtures(
    experiment: Experiment, case: Case, first: tuple[Values, Shares], second: tuple[Values, Shares]
) -> Iterator[tuple[int, Values, Shares]]:
    """Return the place of each mixture, what each factor is in it, and its shares."""
    groups = [case.scoring.tree.ids[branch.node] for branch in case.scoring.tree.branches]
    alone = all(isinstance(factor, ChoiceFactor) or _group_of(factor) is not None for factor in experiment.factors)
    for at, factor in enumerate(experiment.factors):
        if isinstance(factor, ChoiceFactor):
            continue
        values = mixed(first[0], second[0], at)
        if alone:  # each factor moves the shares of its own group only
            own = _group_of(factor)
            pairs = zip(groups, first[1], second[1], strict=True)
            yield 2 + at, values, [other if group == own else one for group, one, other in pairs]
        else:
            yield 2 + at, values, experiment.shares(case, case.scoring, values)[0]


def _group_of(factor: Factor) -> str | None:
    return factor.varied.group if isinstance(factor, SharesFactor) else None
