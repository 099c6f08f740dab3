"""What comparisons of two indices share: shifts of ranks that do not count vacated places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.scored import ScoredIndex
from intlindex.kernels.rank import Ties, rank_descending

__all__ = [
    "SUMMARY",
    "RanksInCommon",
    "ranks_frame",
    "ranks_in_common",
    "ranks_of_scores",
    "root_grid",
    "summary_of",
]

SUMMARY = ("compared", "mean_absolute_shift", "largest_shift", "city", "spearman")
"""Columns of a summary of shifts."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class RanksInCommon:
    """Ranks of the cities that have a score in both of two indices, among each other.

    The arrays follow the cities of the first; NaN for a city that is not compared.
    """

    before: Array
    after: Array
    spearman: float
    """Spearman's rank correlation, ties averaged; NaN where all are equal in one."""

    @property
    def shifts(self) -> Array:
        """Places gained from the first to the second."""
        return self.before - self.after


def ranks_in_common(first: ScoredIndex, second: ScoredIndex) -> RanksInCommon:
    """Rank the cities that have a score in both of two indices, among each other.

    A city that has a score in only one of them has no rank in the comparison, and cities behind it do not move up
    for that. So every difference is a change of order.

    Parameters
    ----------
    first, second : ScoredIndex
        The indices; ties are ranked by the rule of the first.

    Returns
    -------
    RanksInCommon
        The ranks in both.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> ranks_in_common(index, index.drop("London")).shifts[:3]
    array([nan,  0.,  0.])
    """
    return ranks_of_scores(root_grid(first), root_grid(second, first.cities), ties=first.method.rank.ties)


def ranks_of_scores(first: Array, second: Array, *, ties: Ties) -> RanksInCommon:
    """Rank cities by two sets of scores ``(cities,)`` on grids, as `ranks_in_common` does."""
    either_blank = np.isnan(first + second)
    compared = np.where(either_blank, np.nan, (first, second))
    before, after = rank_descending(compared, ties=ties)
    return RanksInCommon(before, after, _spearman(compared[:, ~either_blank]))


def root_grid(index: ScoredIndex, cities: Sequence[str] | None = None) -> Array:
    """Return the scores of the root on the grid on which they are ranked; of some cities, NaN for any other."""
    fits = index.fits
    grid: Array = fits.compared(fits.scores[:1])[0]
    if cities is None or tuple(cities) == fits.cities:
        return grid
    at = {city: row for row, city in enumerate(fits.cities)}
    rows = np.array([at.get(city, -1) for city in cities], dtype=np.intp)
    return np.where(rows < 0, np.nan, grid[rows])


def _spearman(scores: Array) -> float:
    places = rank_descending(scores, ties="average")
    if scores.shape[1] < 2 or (np.ptp(places, axis=1) == 0).any():
        return float("nan")
    return float(np.corrcoef(places[0], places[1])[0, 1])


def ranks_frame(columns: Mapping[str, Array], cities: tuple[str, ...], *, ties: Ties) -> pd.DataFrame:
    """Make a table of ranks or shifts of cities: whole numbers unless ties are averaged, <NA> for NaN.

    Examples
    --------
    >>> ranks_frame({"rank": np.array([1.0, np.nan])}, ("Rome", "Oslo"), ties="min")["rank"].to_list()
    [1, <NA>]
    """
    frame = pd.DataFrame(dict(columns), index=pd.Index(cities, name="city"), dtype=np.float64)
    return frame.astype("Float64" if ties == "average" else "Int64")


def summary_of(common: RanksInCommon, cities: tuple[str, ...]) -> tuple[int, float, float, str, float]:
    """Return the columns `SUMMARY`: how many cities are compared, and how far they shift.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("ieci-2022")
    >>> summary_of(ranks_in_common(index, index.reweight(influence=2)), index.cities)[0]
    37
    """
    compared = np.flatnonzero(~np.isnan(common.shifts))
    if not compared.size:
        return 0, float("nan"), float("nan"), "", float("nan")
    sizes = np.abs(common.shifts[compared])
    most = compared[np.argmax(sizes)]
    return compared.size, float(sizes.mean()), float(sizes.max()), cities[most], common.spearman
