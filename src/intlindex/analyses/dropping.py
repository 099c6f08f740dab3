"""What leaving out each node does to the ranks of the whole index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.errors import IntlindexError
from intlindex.kernels.correlation import correlate

if TYPE_CHECKING:
    from intlindex.index.index import Index

__all__ = ["dropped_ranks", "effects_of_dropping"]


def dropped_ranks(index: Index) -> tuple[pd.DataFrame, dict[str, str]]:
    """Rank the cities without each node, everything fitted anew.

    Parameters
    ----------
    index : Index
        A scored index.

    Returns
    -------
    ranks : DataFrame
        Cities by nodes: ranks in the index without the node, blank where there is none.
    refused : dict of str to str
        Why the index cannot be scored without a node, by node.
    """
    ranks = pd.DataFrame(np.nan, index=pd.Index(index.cities, name="city"), columns=pd.Index(index.nodes[1:]))
    refused: dict[str, str] = {}
    for node in index.nodes[1:]:
        try:
            left = index.definition.drop([node])  # as `index.drop`, all cities as they are
            ranks[node] = index.replace(framework=left, method=index.method.restricted_to(left))._ranks[0]
        except IntlindexError as error:
            refused[node] = error.problems[0].message
    return ranks, refused


def effects_of_dropping(index: Index) -> pd.DataFrame:
    """Say how far ranks shift without each node, and whose shifts most.

    Parameters
    ----------
    index : Index
        A scored index.

    Returns
    -------
    DataFrame
        By node: the mean and the largest absolute shift of ranks, the city with the largest, Spearman's correlation
        with the nominal ranks, the city that leads without it; or why the index cannot be scored without it.
    """
    nominal = index._ranks[0]
    ranks, refused = dropped_ranks(index)
    rows = {node: _effect(ranks[node], nominal) | {"refused": refused.get(str(node), "")} for node in ranks.columns}
    headers = ["mean_shift", "largest_shift", "city", "spearman", "leader", "refused"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=headers).rename_axis("node")


def _effect(ranks: pd.Series[float], nominal: NDArray[np.float64]) -> dict[str, object]:
    shifts = (ranks - nominal).abs()
    if shifts.isna().all():
        return {"mean_shift": np.nan, "largest_shift": np.nan, "city": "", "spearman": np.nan, "leader": ""}
    same = correlate(np.column_stack([nominal, ranks.to_numpy()]), kind="spearman")
    return {
        "mean_shift": float(shifts.mean()),
        "largest_shift": float(shifts.max()),
        "city": str(shifts.idxmax()),
        "spearman": float(same.coefficients[0, 1]),
        "leader": str(ranks.idxmin()),
    }
