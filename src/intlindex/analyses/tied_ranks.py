"""Where exact ranks are not those of the index: they count the cities ahead, whatever the rule for ties."""

from __future__ import annotations

import numpy as np

from intlindex.analyses.rank_shifts import root_grid
from intlindex.core.scored import ScoredIndex
from intlindex.kernels.rank import rank_descending
from intlindex.sentences import Sentence, say

__all__ = ["tied_rank", "tied_ranks"]


def tied_rank(index: ScoredIndex, city: str) -> tuple[Sentence, ...]:
    """Return that the index itself gives a city another rank, if it does, since it is tied.

    Examples
    --------
    >>> import intlindex as ix
    >>> tied_rank(ix.load("example"), "London")
    ()
    """
    place = index.cities.index(city)
    own = float(index.fits.ranks[0, place])
    counted = float(_counted(index)[place])
    if np.isnan(own) or own == counted:
        return ()
    return (say("tied-ranks/city", city=city, rank=own, ties=index.method.rank.ties),)


def tied_ranks(index: ScoredIndex) -> tuple[Sentence, ...]:
    """Return that the index itself gives some cities other ranks, if it does, since cities are tied.

    Examples
    --------
    >>> import intlindex as ix
    >>> tied_ranks(ix.load("example"))
    ()
    """
    if np.array_equal(index.fits.ranks[0], _counted(index), equal_nan=True):
        return ()
    return (say("tied-ranks/cities", ties=index.method.rank.ties),)


def _counted(index: ScoredIndex) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return one more than the number of cities ahead of each."""
    return rank_descending(root_grid(index), ties="min")
