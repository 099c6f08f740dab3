"""The rank of a city among those of an index, whether it is one of them or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.explanation.scored_city import Unit
from intlindex.core.scored import ScoredIndex
from intlindex.kernels.rank import rank_descending

__all__ = ["Standing", "rank_among", "standing"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Standing:
    """Counts for each node, NaN where the city has no score; it is not counted against itself."""

    rank: Array
    """Its rank, by the rule of the method for ties."""
    ahead: Array
    """How many cities are strictly better."""
    behind: Array
    """How many are strictly worse."""
    ranked: Array
    """How many have a score, itself included."""


def standing(index: ScoredIndex, unit: Unit) -> Standing:
    """Find the rank of a city among the others at each node."""
    others = np.array([city != unit.name for city in index.cities])
    scores = index.fits.compared(index.fits.scores[:, others])
    counted = index.fits.compared(unit.shown[:, None])
    ahead, behind = (scores > counted).sum(axis=1), (scores < counted).sum(axis=1)
    counts = (ahead, behind, (~np.isnan(scores)).sum(axis=1) + 1)
    rank = rank_among(index, unit.shown[:, None], unit.name)[:, 0]
    return Standing(rank, *(np.where(unit.blank, np.nan, count.astype(np.float64)) for count in counts))


def rank_among(index: ScoredIndex, scores: Array, name: str) -> Array:
    """Return the ranks that scores ``(nodes, any)`` of one city, from the root, would have among others, each alone.

    A city of the index with the same name is the city itself, and keeps its place: among cities that tie, the order
    of the data counts where the rule for ties is "ordinal". Any other city comes after those.
    """
    others = [city != name for city in index.cities]
    row = index.cities.index(name) if name in index.cities else len(index.cities)
    known = index.fits.scores[: len(scores), others]
    ranks = np.full(scores.shape, np.nan)
    for at in range(scores.shape[1]):
        among = np.insert(known, row, scores[:, at], axis=1)
        ranks[:, at] = rank_descending(index.fits.compared(among), ties=index.method.rank.ties)[:, row]
    return ranks
