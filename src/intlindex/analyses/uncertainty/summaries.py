"""Tables from tallies: ranks, acceptabilities, scores and Monte Carlo errors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.tallies import MOST_RANKS, Moments, RankTally
from intlindex.core.scored import ScoredIndex

__all__ = [
    "acceptability_frame",
    "rank_frame",
    "rank_moments",
    "rank_quantiles",
    "score_frame",
    "standard_errors_frame",
]

Array = NDArray[np.float64]

QUANTILES = {"q05": 0.05, "median": 0.5, "q95": 0.95}


def _edges(tally: RankTally) -> tuple[Array, Array]:
    """Return the first and the last rank of each column of counts."""
    cities, width = tally.counts.shape
    if cities <= MOST_RANKS:
        ranks = 1 + np.arange(width) / tally.parts
        return ranks, ranks
    starts = np.ceil(np.arange(width) * cities / width)
    return starts + 1, np.append(starts[1:], cities)


def rank_moments(tally: RankTally) -> tuple[Array, Array, Array, Array]:
    """Return mean, standard deviation, best and worst rank of each city; NaN for one that never has a rank."""
    drawn = tally.counts.sum(axis=1).astype(np.float64)
    none = drawn == 0
    drawn[none] = np.nan
    if tally.counts.shape[0] <= MOST_RANKS:
        ranks = np.arange(tally.counts.shape[1]) + tally.parts
        sums, squares = tally.counts @ ranks, tally.counts @ (ranks * ranks)
        seen = tally.counts > 0
        best = np.where(none, np.nan, ranks[seen.argmax(axis=1)])
        worst = np.where(none, np.nan, ranks[::-1][seen[:, ::-1].argmax(axis=1)])
    else:
        sums, squares = tally.sums[:, 0], tally.sums[:, 1]
        best, worst = np.where(none, np.nan, tally.best), np.where(none, np.nan, tally.worst)
    mean, squares = sums / (drawn * tally.parts), squares / tally.parts**2
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt(np.maximum(squares / drawn - mean**2, 0.0) * drawn / (drawn - 1))
    return mean, np.where(drawn == 1, 0.0, spread), best / tally.parts, worst / tally.parts


def rank_quantiles(tally: RankTally, share: float) -> Array:
    """Return the least rank that each city reaches in at least such a share of the draws in which it has one."""
    reached = np.cumsum(tally.counts, axis=1)
    total = reached[:, -1]
    wanted = np.maximum(np.ceil(share * total - 1e-9), 1)
    _, last = _edges(tally)
    return np.where(total > 0, last[(reached >= wanted[:, None]).argmax(axis=1)], np.nan)


def _names(index: ScoredIndex) -> pd.Index[str]:
    return pd.Index(index.cities, name="city")


def _column(tally: RankTally, ranks: Array) -> pd.arrays.IntegerArray | pd.arrays.FloatingArray:
    """Return ranks as whole numbers, or halves where ties are averaged; <NA> where there is none."""
    none = np.isnan(ranks)
    if tally.parts > 1:
        return pd.arrays.FloatingArray(np.where(none, 1.0, ranks), none)
    return pd.arrays.IntegerArray(np.where(none, 1, ranks).astype(np.int64), none)


def rank_frame(index: ScoredIndex, tally: RankTally) -> pd.DataFrame:
    """Summarise the ranks of the cities."""
    mean, spread, best, worst = rank_moments(tally)
    columns = {
        "nominal": index.ranks[index.framework.root.id],
        "mean": mean,
        "sd": spread,
        "best": _column(tally, best),
        "worst": _column(tally, worst),
        **{name: _column(tally, rank_quantiles(tally, share)) for name, share in QUANTILES.items()},
    }
    return pd.DataFrame(columns, index=_names(index))


def acceptability_frame(index: ScoredIndex, tally: RankTally) -> pd.DataFrame:
    """Return shares of draws by rank, or by band of ranks."""
    first, last = _edges(tally)
    if tally.counts.shape[0] > MOST_RANKS:
        names: Any = [f"{int(low)}-{int(high)}" for low, high in zip(first, last, strict=True)]
    elif tally.parts > 1:  # as object, so that whole ranks stay whole: 1, 1.5, 2
        names = np.array([int(rank) if rank.is_integer() else rank for rank in first.tolist()], dtype=object)
    else:
        names = first.astype(np.int64).tolist()
    return pd.DataFrame(tally.counts / max(tally.counted, 1), index=_names(index), columns=pd.Index(names, name="rank"))


def standard_errors_frame(index: ScoredIndex, tally: RankTally) -> pd.DataFrame:
    """Return the Monte Carlo standard errors of mean ranks, and the largest of each city's acceptabilities."""
    _, spread, _, _ = rank_moments(tally)
    drawn = tally.counts.sum(axis=1)
    shares = tally.counts / max(tally.counted, 1)
    binomial = np.sqrt((shares * (1 - shares)).max(axis=1) / max(tally.counted, 1))
    columns = {"mean_rank": spread / np.sqrt(np.maximum(drawn, 1)), "acceptability": binomial}
    return pd.DataFrame(columns, index=_names(index))


def score_frame(index: ScoredIndex, moments: Moments, low: float, high: float) -> pd.DataFrame:
    """Summarise the scores of the cities."""
    drawn, mean, squares = moments.merged
    none = drawn == 0
    spread = np.sqrt(squares / np.maximum(drawn - 1, 1))
    columns = {
        "nominal": index.fits.scores[0],
        "mean": np.where(none, np.nan, mean),
        "sd": np.where(none, np.nan, spread),
        "lowest": np.where(none, np.nan, moments.lowest),
        "highest": np.where(none, np.nan, moments.highest),
        **{name: _score_quantile(moments, share, low, high) for name, share in QUANTILES.items()},
    }
    if index.scoring.tree.turns[0] < 0:  # scores are drawn as they are ranked, the lowest first
        columns = _turned(columns)
    return pd.DataFrame(columns, index=_names(index))


def _turned(columns: dict[str, Array]) -> dict[str, Array]:
    """Return a summary of scores of which the negative was summarised."""
    opposite = {"lowest": "highest", "highest": "lowest", "q05": "q95", "q95": "q05"}
    kept = {"nominal", "sd"}
    return {name: each if name in kept else -columns[opposite.get(name, name)] for name, each in columns.items()}


def _score_quantile(moments: Moments, share: float, low: float, high: float) -> Array:
    """Read a quantile from bins, as the middle of its bin, held within the lowest and the highest score."""
    reached = np.cumsum(moments.counts, axis=1)
    total = reached[:, -1]
    place = (reached >= np.maximum(np.ceil(share * total - 1e-9), 1)[:, None]).argmax(axis=1)
    middle = low + (place + 0.5) * (high - low) / moments.counts.shape[1]
    held = np.minimum(np.maximum(middle, moments.lowest), moments.highest)
    return np.where(total > 0, held, np.nan)
