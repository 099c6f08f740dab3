"""What leaving out each node does to the ranks of the whole index."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.rank_shifts import RanksInCommon, ranks_of_scores, root_grid
from intlindex.core.pipeline.leaving_out import LeavingOut
from intlindex.errors import IntlindexError

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["effects_of_dropping", "ranks_without_each", "scores_without"]


def ranks_without_each(index: ScoredIndex) -> tuple[dict[str, RanksInCommon], dict[str, str]]:
    """Rank the cities without each node, everything fitted again.

    Parameters
    ----------
    index : ScoredIndex
        A scored index.

    Returns
    -------
    ranks : dict of str to RanksInCommon
        Ranks with and without the node, by node.
    refused : dict of str to str
        Why the index cannot be scored without a node, by node.
    """
    ranks: dict[str, RanksInCommon] = {}
    refused: dict[str, str] = {}
    without, nominal, ties = scores_without(index), root_grid(index), index.method.rank.ties
    for node in index.nodes[1:]:
        try:
            ranks[node] = ranks_of_scores(nominal, without(node), ties=ties)
        except IntlindexError as error:
            refused[node] = error.problems[0].message
    return ranks, refused


def scores_without(index: ScoredIndex) -> Callable[[str], NDArray[np.float64]]:
    """Return a function that scores the cities without a node, by id, everything fitted again.

    It returns scores ``(cities,)`` on the grid on which they are ranked, NaN for a city without one.
    """
    leaving_out = LeavingOut.of(index.fits)

    def without(node: str) -> NDArray[np.float64]:
        found = leaving_out.grid(node)
        if found is not None:
            return found
        left = index.definition.drop([node])  # as `index.drop`, all cities as they are
        return root_grid(index.replace(framework=left, method=index.method.restricted_to(left)), index.cities)

    return without


def effects_of_dropping(index: ScoredIndex) -> pd.DataFrame:
    """Measure how far ranks shift without each node, and which city shifts most.

    Parameters
    ----------
    index : ScoredIndex
        A scored index.

    Returns
    -------
    DataFrame
        By node: the mean and the largest absolute shift of ranks, the city with the largest, Spearman's correlation
        with the nominal ranks, the city that leads without it; or why the index cannot be scored without it.
    """
    ranks, refused = ranks_without_each(index)
    nothing = {"mean_shift": np.nan, "largest_shift": np.nan, "city": "", "spearman": np.nan, "leader": ""}
    rows = {
        node: (_effect(ranks[node], index.cities) if node in ranks else nothing) | {"refused": refused.get(node, "")}
        for node in index.nodes[1:]
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*nothing, "refused"]).rename_axis("node")


def _effect(ranks: RanksInCommon, cities: tuple[str, ...]) -> dict[str, object]:
    shifts = np.abs(ranks.shifts)
    if np.isnan(shifts).all():
        return {"mean_shift": np.nan, "largest_shift": np.nan, "city": "", "spearman": np.nan, "leader": ""}
    return {
        "mean_shift": float(np.nanmean(shifts)),
        "largest_shift": float(np.nanmax(shifts)),
        "city": cities[int(np.nanargmax(shifts))],
        "spearman": ranks.spearman,
        "leader": cities[int(np.nanargmin(ranks.after))],
    }
