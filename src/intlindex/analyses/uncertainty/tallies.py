"""What a task returns: small sums over its draws, whose total does not depend on how tasks were formed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.experiment import Chunk, Experiment
from intlindex.analyses.uncertainty.factors import SharesFactor
from intlindex.analyses.uncertainty.places import places, places_of
from intlindex.analyses.uncertainty.sieve import Counter, Sieve
from intlindex.analyses.uncertainty.tasks import BLOCK, Span
from intlindex.kernels import tally
from intlindex.kernels.classes import class_of
from intlindex.kernels.rank import Ties
from intlindex.kernels.tally_sorted import BandCounter, PairCounter, RankCounter

__all__ = [
    "MOST_RANKS",
    "Moments",
    "RankTally",
    "bins",
    "count_classes",
    "count_pairs",
    "count_ranks",
    "in_order",
    "sum_scores",
    "sum_weights",
]

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
Some = TypeVar("Some", bound=Counter)

MOST_RANKS = 2000
"""Above this number of cities, ranks are counted in bands."""

BANDS = 100

BLOCKS_AT_ONCE = 16
"""Seed blocks that are scored together where choices would leave only small batches of each."""

NUMBERS_AT_ONCE = 1 << 22
"""Random numbers that are held in memory together."""

BINS = 1 << 16
MOST_BIN_CELLS = 1 << 24


@dataclass(frozen=True)
class RankTally:
    """How often each city has each rank, or a rank of each band."""

    counts: Counts
    """``(cities, ranks)`` or ``(cities, bands)``; there are half ranks too where ties are averaged."""
    sums: Counts
    """``(cities, 2)``: sums of the ranks and of their squares, in parts of a rank."""
    best: Counts
    worst: Counts
    counted: int
    """Draws that are defined."""
    parts: int
    """Into how many parts a rank is split: 2 where ties are averaged, else 1."""

    def __add__(self, other: RankTally) -> RankTally:
        return RankTally(
            self.counts + other.counts,
            self.sums + other.sums,
            np.minimum(self.best, other.best),
            np.maximum(self.worst, other.worst),
            self.counted + other.counted,
            self.parts,
        )

    @classmethod
    def empty(cls, cities: int, ties: Ties) -> RankTally:
        """Return the tally of no draws."""
        parts = tally.parts_of(ties)
        width = parts * (cities - 1) + 1 if cities <= MOST_RANKS else BANDS
        none = np.zeros((width, cities), dtype=np.int64).T, np.zeros((cities, 2), dtype=np.int64)
        return cls(*none, np.full(cities, parts * cities + 1), np.zeros(cities, dtype=np.int64), 0, parts)


def _together(experiment: Experiment, span: Span) -> Iterable[Span]:
    """Split a span into what is scored together."""
    if len(experiment.cases) == 1:
        return span.groups(1)
    numbers = BLOCK * sum(factor.columns for factor in experiment.factors)
    return span.groups(int(np.clip(NUMBERS_AT_ONCE // max(numbers, 1), 1, BLOCKS_AT_ONCE)))


def count_ranks(experiment: Experiment, span: Span) -> RankTally:
    """Count the ranks of all cities over the draws of a span."""
    total = RankTally.empty(experiment.cities, experiment.ties)
    counted = 0
    if experiment.cities > MOST_RANKS:
        bands = BandCounter(total.counts, bands=BANDS, ties=experiment.ties)
        for some in _together(experiment, span):
            for found in places(experiment, *some.values(experiment)):
                bands.add(*places_of(found, experiment.ties), found.case.ranked)
        sums, best, worst = bands.moments
        return replace(total, sums=sums, best=best, worst=worst, counted=bands.counted)
    sieve = Sieve(experiment, lambda classes, _: RankCounter(classes, ties=experiment.ties))
    for chunk in _let_through(sieve, experiment, span):
        defined = chunk.defined
        grid = chunk.grid if defined.all() else chunk.grid[defined]
        if grid.shape[0]:
            counted += grid.shape[0]
            _count(grid, chunk.case.ranked, experiment, total)
    for case, certain in sieve.counted:
        counted += certain.counted
        total.counts[np.ix_(case.ranked, np.arange(certain.counts.shape[1]))] += certain.counts
    return replace(total, counted=counted)


def _let_through(sieve: Sieve[Some], experiment: Experiment, span: Span) -> Iterator[Chunk]:
    """Sift the draws of a span."""
    for some in _together(experiment, span):
        yield from sieve.sift(*some.values(experiment))
    yield from sieve.rest()


def _count(grid: Array, ranked: NDArray[np.intp], experiment: Experiment, total: RankTally) -> None:
    """Add the ranks of one chunk to a tally that is not shared; cities without a score have none."""
    counts = tally.count_ranks(grid, ties=experiment.ties)
    if ranked.size == experiment.cities:
        np.add(total.counts, counts, out=total.counts)
    else:
        total.counts[np.ix_(ranked, np.arange(counts.shape[1]))] += counts


def count_pairs(experiment: Experiment, span: Span) -> Counts:
    """Count how often one city is strictly ahead of another, ``(cities, cities)``."""
    total = np.zeros((experiment.cities, experiment.cities), dtype=np.int64)
    sieve = Sieve(experiment, lambda classes, draws: PairCounter(classes, draws=draws))
    for chunk in _let_through(sieve, experiment, span):
        ranked = chunk.case.ranked
        total[np.ix_(ranked, ranked)] += tally.ahead(chunk.grid[chunk.defined])
    for case, certain in sieve.counted:
        total[np.ix_(case.ranked, case.ranked)] += certain.counts
    return total


def count_classes(experiment: Experiment, span: Span, *, classes: int) -> Counts:
    """Count how often the score of each city falls into each class of the root, ``(cities, classes)``."""
    total = np.zeros((experiment.cities, classes), dtype=np.int64)
    for some in _together(experiment, span):
        for chunk in experiment.score(*some.values(experiment)):
            case, scores = chunk.case, chunk.scores[chunk.defined]
            shown = scores * case.scoring.tree.turns[0]  # scores are drawn as they are ranked, the lowest first or last
            found = class_of(shown, case.cuts, step=case.step)
            for each in range(classes):
                total[case.ranked, each] += np.count_nonzero(found == each, axis=0)
    return total


def bins(cities: int) -> int:
    """Return into how many bins the scores of a city are counted."""
    return min(BINS, MOST_BIN_CELLS // cities)


@dataclass(frozen=True)
class Moments:
    """Moments of scores, by seed block, so that they can be merged in the order of the blocks."""

    blocks: Array
    """``(blocks, 3, cities)``: draws in which each has a score, their mean, and the squares of deviations from it."""
    lowest: Array
    highest: Array
    counts: Counts
    """``(cities, bins)``"""

    def __add__(self, other: Moments) -> Moments:
        return Moments(
            _merged(np.concatenate([self.blocks, other.blocks]))[None],
            np.fmin(self.lowest, other.lowest),
            np.fmax(self.highest, other.highest),
            self.counts + other.counts,
        )

    @property
    def merged(self) -> Array:
        """Those of all draws, ``(3, cities)``."""
        return _merged(self.blocks)


def _merged(blocks: Array) -> Array:
    """Merge moments block by block.

    Chan, Golub and LeVeque (1983), "Algorithms for computing the sample variance", The American Statistician 37,
    242-247: nothing is taken from a common origin, so that no score that is far away takes digits off a mean.
    """
    count, mean, squares = blocks[0]
    for more, mean_of_more, squares_of_more in blocks[1:]:
        count = count + more
        share = more / np.maximum(count, 1.0)
        apart = mean_of_more - mean
        squares = squares + squares_of_more + apart * apart * (count - more) * share
        mean = mean + apart * share
    return np.stack([count, mean, squares])


def _block_moments(scores: Array) -> tuple[Array, Array, Array]:
    """Return count, mean and squares of deviations of the scores of one block, ``(draws, cities)``; zero of none."""
    present = ~np.isnan(scores)
    count = present.sum(axis=0).astype(np.float64)
    lowest = np.where(count > 0, np.fmin.reduce(scores, axis=0), 0.0)
    above = np.where(present, scores - lowest, 0.0)
    mean = above.sum(axis=0) / np.maximum(count, 1.0)
    away = np.where(present, above - mean, 0.0)
    return count, lowest + mean, (away * away).sum(axis=0)


def in_order(sums: Array, more: Array) -> Array:
    """Add up sums ``(blocks, ...)`` of seed blocks, and those of the blocks after them, block by block, to one."""
    return np.add.accumulate(np.concatenate([sums, more]), axis=0)[-1:]


def sum_scores(experiment: Experiment, span: Span, *, low: float, high: float) -> Moments:
    """Add up the scores of all cities over the draws of a span.

    Parameters
    ----------
    experiment : Experiment
        What varies.
    span : Span
        Which draws.
    low, high : float
        Between which the bins lie; scores outside count in the outermost.
    """
    cities, width = experiment.cities, bins(experiment.cities)
    moments = np.zeros((span.blocks, 3, cities))
    counts = np.zeros(cities * width, dtype=np.int64)
    lowest, highest = np.full(cities, np.inf), np.full(cities, -np.inf)
    for some in _together(experiment, span):
        values, count = some.values(experiment)
        scores = np.full((count, cities), np.nan)
        for chunk in experiment.score(values, count):
            kept = np.where(chunk.defined[:, None], chunk.scores, np.nan)
            if isinstance(chunk.draws, slice):
                scores[chunk.draws, chunk.case.ranked] = kept
            else:
                scores[np.ix_(chunk.draws, chunk.case.ranked)] = kept
        present = ~np.isnan(scores)
        lowest = np.fmin(lowest, np.fmin.reduce(scores, axis=0))
        highest = np.fmax(highest, np.fmax.reduce(scores, axis=0))
        place = np.clip((np.where(present, scores, low) - low) * (width / (high - low)), 0, width - 1).astype(np.int64)
        place += np.arange(cities) * width
        counts += np.bincount(place[present], minlength=cities * width)
        for at, start in enumerate(range(0, count, BLOCK), start=some.first - span.first):
            moments[at] = _block_moments(scores[start : start + BLOCK])
    return Moments(moments, lowest, highest, counts.reshape(cities, width))


def sum_weights(experiment: Experiment, span: Span) -> tuple[list[Array], Counts]:
    """Add up the shares of the draws in which each city is first.

    Returns
    -------
    sums : list of (blocks, cities, children) arrays
        One for each factor of shares, by seed block.
    firsts : (cities,) array
        How often each is first.
    """
    factors = [each for each in experiment.factors if isinstance(each, SharesFactor)]
    sums = [np.zeros((span.blocks, experiment.cities, len(each.varied.nodes))) for each in factors]
    firsts = np.zeros(experiment.cities, dtype=np.int64)
    for block, some in enumerate(span.groups(1)):
        values, count = some.values(experiment)
        first = np.zeros((count, experiment.cities), dtype=bool)
        shares: list[Array] = [np.zeros((count, len(factor.varied.nodes))) for factor in factors]
        for chunk in experiment.score(values, count):
            rows = np.arange(count)[chunk.draws][chunk.defined]
            first[np.ix_(rows, chunk.case.ranked)] = tally.first(chunk.grid[chunk.defined])
            for total, each in zip(shares, chunk.shares, strict=True):
                total[rows] = np.broadcast_to(each, (len(chunk.scores), each.shape[-1]))[chunk.defined]
        firsts += first.sum(axis=0)
        for summed, each in zip(sums, shares, strict=True):
            summed[block] = np.einsum("dc,dk->ck", first.astype(np.float64), each)
    return sums, firsts
