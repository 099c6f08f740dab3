"""What usually happens to ranks and scores when weights, choices or data are drawn (Monte Carlo, SMAA)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property, partial, reduce
from operator import add
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.arguments import whole_number
from intlindex.analyses.seeds import Random, Seed, seed_of
from intlindex.analyses.uncertainty.factors import SharesFactor
from intlindex.analyses.uncertainty.summaries import (
    acceptability_frame,
    rank_frame,
    rank_quantiles,
    score_frame,
    standard_errors_frame,
)
from intlindex.analyses.uncertainty.tallies import (
    MOST_RANKS,
    Moments,
    RankTally,
    count_classes,
    count_pairs,
    count_ranks,
    in_order,
    sum_scores,
    sum_weights,
)
from intlindex.analyses.uncertainty.tasks import Span, check_run, run
from intlindex.analyses.uncertainty.variation import Variation, variation_of
from intlindex.analyses.uncertainty.varied import varied
from intlindex.core.data.table import read_only
from intlindex.core.pipeline.tree import Tree
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.display.findings import findings_frame, findings_lines
from intlindex.display.records.uncertainty import UncertaintyRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import Problem, RequestError, problem
from intlindex.findings import finding
from intlindex.sentences import say
from intlindex.sentences.voices import language_spoken

__all__ = ["Uncertainty", "uncertainty_of"]

Array = NDArray[np.float64]

FEW_CENTRAL = 8192
"""Draws from which it is found how often a city is first at its central weights."""

MOST_SLOW_DRAWS = 1000
"""Largest number of draws of an index that has an aggregation too slow for more."""


@dataclass(frozen=True, eq=False, repr=False)
class Uncertainty(Result[UncertaintyRecord]):
    """Ranks and scores of the cities over many draws of weights, choices and data.

    Made by `Index.uncertainty`. Ranks are counted as they are drawn; scores, classes, pairs and central weights are
    found on first access, by drawing the same again from the same seeds. Every access returns a new copy.

    Examples
    --------
    >>> import intlindex as ix
    >>> found = ix.load("example").uncertainty(draws=2000, rng=1)
    >>> int(found.ranks.loc["London", "best"]), found.draws
    (1, 2000)
    """

    index: ScoredIndex
    """At nominal weights, choices and data."""
    draws: int
    """The number that was asked for."""
    defined_draws: int
    """The number of them that are defined, and counted."""
    seed: Seed
    """Where the random numbers come from."""
    tally: RankTally
    """How often each city has each rank."""
    variation: Variation
    """What varies."""

    @property
    def table(self) -> pd.DataFrame:
        """The table `ranks`, in the order of the ranking."""
        return self.ranks.sort_values(["nominal", "mean"], kind="stable")

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks over the draws, per city: nominal, mean, sd, best, worst, and quantiles q05, median, q95."""
        return rank_frame(self.index, self.tally)

    def quantiles(self, shares: Sequence[float]) -> pd.DataFrame:
        """Return quantiles of the ranks: the best rank that is reached in at least this share of the draws.

        Parameters
        ----------
        shares : sequence of float
            From 0 to 1.

        Returns
        -------
        DataFrame
            Cities by shares.

        Raises
        ------
        RequestError
            If one is not from 0 to 1.

        Examples
        --------
        >>> import intlindex as ix
        >>> found = ix.load("example").uncertainty(draws=2000, rng=1)
        >>> found.quantiles([0.1, 0.9]).shape
        (12, 2)
        """
        given: Any = shares  # of any type
        if isinstance(given, str) or not isinstance(given, Iterable):
            raise RequestError([problem("wrong-type/shares", "shares", found=given)])
        asked = list(given)
        wrong = [problem("out-of-range/shares", "shares", found=share) for share in asked if not _is_share(share)]
        if wrong:
            raise RequestError(wrong)
        found = {share: rank_quantiles(self.tally, share) for share in asked}
        return pd.DataFrame(found, index=pd.Index(self.index.cities, name="city"))

    @property
    def acceptability(self) -> pd.DataFrame:
        """Share of draws in which a city has a rank, cities by ranks 1 to n; by bands of ranks above 2,000 cities.

        Where ties are averaged there are half ranks too: 1, 1.5, 2.

        The rank acceptability index of SMAA-2 (Lahdelma and Salminen 2001, Operations Research 49, 444-454).
        """
        return acceptability_frame(self.index, self.tally)

    def top(self, count: int) -> pd.Series[float]:
        """Return the share of draws in which each city is among the first ones.

        Parameters
        ----------
        count : int
            The last rank that counts.

        Returns
        -------
        Series
            Shares by city.

        Raises
        ------
        RequestError
            If there are fewer ranks, or ranks are counted in bands.

        Examples
        --------
        >>> import intlindex as ix
        >>> float(ix.load("example").uncertainty(draws=2000, rng=1).top(12)["Paris"])
        1.0
        """
        cities = len(self.index.cities)
        if wrong := whole_number(count, "count", least=1, most=cities):
            raise RequestError(wrong)
        if cities > MOST_RANKS:
            raise RequestError(say("not-supported/rank-bands", most=MOST_RANKS))
        return (
            self.acceptability.iloc[:, : self.tally.parts * (count - 1) + 1]
            .sum(axis=1)
            .clip(upper=1.0)
            .rename(f"top_{count}")
        )

    @property
    def standard_errors(self) -> pd.DataFrame:
        """Monte Carlo standard errors: of the mean rank, and the largest of the city's acceptabilities."""
        return standard_errors_frame(self.index, self.tally)

    @property
    def precision(self) -> str:
        """How precisely ranks and shares are known from the draws, and whether there are enough, in a sentence."""
        errors = self.standard_errors
        unseen = 1 / (self.defined_draws + 2)  # what is never drawn may still be as likely as that
        if self.defined_draws == 1:
            return say("precision/one-draw")
        rank, share = float(errors["mean_rank"].max()), max(float(errors["acceptability"].max()), unseen)
        if rank <= 0.05 and share <= 0.005:
            return say("precision/sufficient", rank=rank, share=100 * share)
        seen = share if share > unseen else 0.0
        wanted = int(np.ceil(self.defined_draws * max(rank / 0.05, seen / 0.005, 0.01) ** 2 / 1000) * 1000)
        return say("precision/few", rank=rank, share=100 * share, wanted=wanted)

    # ---------------------------------------------------------------- found on first access, from the same seeds

    @property
    def scores(self) -> pd.DataFrame:
        """Scores over the draws, per city: nominal, mean, sd, lowest, highest, and quantiles q05, median, q95.

        Quantiles are read from bins of a 20,000th of the nominal range, or wider above some 250 cities.
        """
        return score_frame(self.index, self._moments, *self._limits)

    @property
    def pairwise(self) -> pd.DataFrame:
        """Share of draws in which the city of the row is strictly ahead of that of the column.

        The pairwise winning index (Leskinen, Viitanen, Kangas and Kangas 2006, Forest Science 52, 304-312).
        """
        names = pd.Index(self.index.cities, name="city")
        return pd.DataFrame(self._pairs / max(self.defined_draws, 1), index=names, columns=list(self.index.cities))

    @property
    def classes(self) -> pd.DataFrame:
        """Share of draws in which the score of a city falls into each class of the index, cities by labels.

        Cuts between classes do not move with the draws; they are those of the alternative where the method varies.
        """
        rule = self.index.fits.class_rules.get(self.index.nodes[0])
        if rule is None:
            raise RequestError(say("not-defined/class-shares"), source=self.index.framework.id)
        cities, names = pd.Index(self.index.cities, name="city"), rule.labels_in(language_spoken())
        return pd.DataFrame(self._classes / max(self.defined_draws, 1), cities, pd.Index(names, name="class"))

    @property
    def central_weights(self) -> pd.DataFrame:
        """Mean weights of the draws in which a city is first, cities by nodes whose weights vary; blank if it never is.

        The central weight vector of SMAA-2 (Lahdelma and Salminen 2001).
        """
        sums, firsts = self._weights
        with np.errstate(invalid="ignore", divide="ignore"):
            means = [total / firsts[:, None] for total in sums]
        nodes = [node for factor in self._shares for node in factor.varied.nodes]
        values = np.concatenate(means, axis=1) if means else np.empty((len(self.index.cities), 0))
        return pd.DataFrame(values, index=pd.Index(self.index.cities, name="city"), columns=nodes)

    @property
    def confidence(self) -> pd.Series[float]:
        """Share of draws of choices and data in which a city is first at its central weights; blank if it never is.

        The confidence factor of SMAA-2 (Lahdelma and Salminen 2001), from at most 8,192 draws.
        """
        return pd.Series(self._confidence.copy(), index=pd.Index(self.index.cities, name="city"), name="confidence")

    @property
    def _shares(self) -> list[SharesFactor]:
        return [factor for factor in self.variation.experiment.factors if isinstance(factor, SharesFactor)]

    @property
    def _limits(self) -> tuple[float, float]:
        """Between which scores the bins are."""
        nominal = self.index.fits.scores[0] * self.index.scoring.tree.turns[0]  # as scores are drawn
        lowest, highest = float(np.nanmin(nominal)), float(np.nanmax(nominal))
        reach = highest - lowest if highest > lowest else max(abs(highest), 1.0)
        return lowest - reach, highest + reach

    @cached_property
    def _moments(self) -> Moments:
        low, high = self._limits
        work = partial(sum_scores, low=low, high=high)
        with run(work, self.variation.experiment, self.seed, self.draws, progress=False) as found:
            return reduce(add, found)

    @cached_property
    def _pairs(self) -> NDArray[np.int64]:
        if len(self.index.cities) > MOST_RANKS:
            raise RequestError(say("too-large/pairs", allowed=MOST_RANKS, found=len(self.index.cities)))
        with run(count_pairs, self.variation.experiment, self.seed, self.draws, progress=False) as found:
            return reduce(add, found)

    @cached_property
    def _classes(self) -> NDArray[np.int64]:
        work = partial(count_classes, classes=self.index.fits.class_rules[self.index.nodes[0]].number)
        with run(work, self.variation.experiment, self.seed, self.draws, progress=False) as found:
            return reduce(add, found)

    @cached_property
    def _weights(self) -> tuple[list[Array], NDArray[np.int64]]:
        if not self._shares:
            raise RequestError(say("not-defined/central-weights"))
        sums: list[Array] = []
        firsts = np.zeros(len(self.index.cities), dtype=np.int64)
        with run(sum_weights, self.variation.experiment, self.seed, self.draws, progress=False) as found:
            for more, won in found:
                sums = [in_order(*each) for each in zip(sums, more, strict=True)] if sums else more
                firsts += won
        return [in_order(each[:0], each)[0] for each in sums], firsts

    @cached_property
    def _confidence(self) -> Array:
        central = self.central_weights.to_numpy()
        experiment = self.variation.experiment
        drawn, count = Span.whole(self.seed, min(self.draws, FEW_CENTRAL)).values(experiment)
        factors = tuple(each.of_shares if isinstance(each, SharesFactor) else each for each in experiment.factors)
        at_shares = replace(experiment, factors=factors)
        found = np.full(len(central), np.nan)
        for city in np.flatnonzero(~np.isnan(central).any(axis=1)):
            start, values = 0, list(drawn)
            for at, factor in enumerate(factors):
                if isinstance(factor, SharesFactor):
                    end = start + len(factor.varied.nodes)
                    values[at] = np.repeat(central[city, start:end, None], count, axis=1)
                    start = end
            won = counted = 0
            for chunk in at_shares.score(values, count):
                best = chunk.grid[chunk.defined]
                counted += len(best)
                place = np.flatnonzero(chunk.case.ranked == city)
                if place.size:
                    won += int((best[:, place[0]] == best.max(axis=1)).sum())
            found[city] = won / counted if counted else np.nan
        return read_only(found)

    # ---------------------------------------------------------------- findings, and what is shown

    @property
    def findings(self) -> pd.DataFrame:
        """What is worth knowing: code, severity, node, message."""
        found = list(self.variation.findings)
        lost = self.draws - self.defined_draws
        if lost:
            found.append(finding("draws-undefined", "warning", count=lost, draws=self.draws))
        if len(self.index.cities) > MOST_RANKS:
            found.append(finding("rank-bands", "info"))
        return findings_frame(found)

    @property
    def shown(self) -> Shown:
        """What was found, in sentences and as a table."""
        lines = (varied(self.variation.experiment.factors), self.precision)
        shown = self.table.reset_index()[["city", "nominal", "mean", "q05", "median", "q95", "best", "worst"]]
        title = say("uncertainty/title", index=self.index.framework.title, draws=self.draws)
        return Shown(title, (*lines, *findings_lines(self.findings)), shown)


def uncertainty_of(
    index: ScoredIndex,
    *,
    draws: int,
    weights: Any,
    choices: Any,
    noise: Any,
    rng: Random,
    executor: Executor | None,
    block: int | None,
    progress: bool | None,
) -> Uncertainty:
    """Draw weights, choices and data, and count ranks; see `Index.uncertainty`.

    Raises
    ------
    UnknownNameError
        If a name does not exist, and nothing else is wrong.
    RequestError
        If anything asked for is not valid; with every problem, before any work starts.
    """
    problems = check_run(draws, block, executor)
    if not problems:
        problems += _too_slow(index.scoring.tree, draws)
    if index.scoring.blank[0].all():
        problems.append(problem("no-score/uncertainty", index.framework.id))
    try:
        seed = seed_of(rng)
    except RequestError as error:
        problems += error.problems
        seed = Seed(0)
    variation = variation_of(index, weights, choices, noise, problems)
    trees = [case.scoring.tree for case in variation.experiment.cases if case is not None]
    slow = [each for tree in trees for each in _too_slow(tree, draws)]
    if slow:
        raise refusal(slow, source="uncertainty")
    work = partial(run, count_ranks, variation.experiment, seed, int(draws), parts=True)
    with work(executor=executor, block=block, progress=progress) as found:
        tally = reduce(add, found)
    for array in (tally.counts, tally.sums, tally.best, tally.worst):
        read_only(array)
    if not tally.counted:
        raise RequestError(say("not-defined/draws"), source="uncertainty")
    return Uncertainty(index, int(draws), tally.counted, seed, tally, variation)


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool) and 0 <= float(value) <= 1


def _too_slow(tree: Tree, draws: int) -> list[Problem]:
    """Find the groups whose aggregation is too slow for a number of draws."""
    return [
        problem("too-large/slow-draws", tree.ids[branch.node], kind=branch.aggregate.kind, allowed=MOST_SLOW_DRAWS)
        for branch in tree.branches
        if draws > MOST_SLOW_DRAWS and not branch.aggregate.flags.batches
    ]
