"""The ranking as a table, and ranks as a column."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from intlindex.core.data.table import labels
from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.root_score import require_score
from intlindex.sentences.voices import language_spoken

__all__ = ["rank_column", "rank_table", "rank_type", "ranked_or_scored", "ranking_of", "ranks_at", "whole_numbers"]


def ranking_of(fits: Fits) -> pd.DataFrame:
    """Return the cities, best first: rank, city, score, class where the root has classes, and the root's children.

    Raises
    ------
    RequestError
        If the root is only shown.
    """
    require_score(fits)
    return ranked_or_scored(fits)


def ranked_or_scored(fits: Fits) -> pd.DataFrame:
    """Return what `ranking_of` does; of a root that is only shown, with blank ranks and scores beside its children."""
    scores, ranks = fits.scores, fits.root_ranks
    order = np.argsort(ranks, kind="stable")  # blanks are last
    root = fits.nodes[0]
    children = {node.id: fits.nodes.index(node.id) for node in fits.framework.children(root)}
    columns: dict[str, Any] = {
        "rank": rank_column(fits, ranks[order]),
        "city": labels(fits.cities).array.take(order),
        "score": scores[0][order],
    }
    if root in fits.class_rules:
        columns["class"] = fits.class_names(root, scores[0][order], language_spoken())
    return pd.DataFrame({**columns, **{name: scores[place][order] for name, place in children.items()}})


def rank_column(fits: Fits, ranks: NDArray[np.float64]) -> ExtensionArray:
    """Return ranks of cities as a column, <NA> for a blank; whole numbers unless equals share the mean."""
    if fits.method.rank.ties == "average":
        blank = np.isnan(ranks)
        return pd.arrays.FloatingArray(np.where(blank, 1.0, ranks), blank)
    return whole_numbers(ranks)


def whole_numbers(values: NDArray[np.float64]) -> ExtensionArray:
    """Return whole numbers as a column, <NA> for NaN."""
    blank = np.isnan(values)
    return pd.arrays.IntegerArray(np.where(blank, 1.0, values).astype(np.int64), blank)


def rank_table(fits: Fits) -> pd.DataFrame:
    """Return the ranks of all cities at all nodes, as columns of whole numbers."""
    ranks = fits.ranks
    if fits.method.rank.ties == "average":
        columns = [rank_column(fits, each) for each in ranks]
    else:
        blank = np.isnan(ranks)
        whole = np.where(blank, 1.0, ranks).astype(np.int64)
        columns = [pd.arrays.IntegerArray(each, mask) for each, mask in zip(whole, blank, strict=True)]
    named = dict(zip(fits.nodes, columns, strict=True))
    return pd.DataFrame(named, index=labels(fits.cities, "city"), copy=False)


def rank_type(fits: Fits) -> Literal["Float64", "Int64"]:
    """Return the type of a column of ranks."""
    return "Float64" if fits.method.rank.ties == "average" else "Int64"


def ranks_at(fits: Fits, node: str) -> pd.Series[float]:
    """Return the ranks of all cities at a node as plain numbers, NaN for a blank."""
    return pd.Series(fits.ranks[fits.nodes.index(node)], index=labels(fits.cities, "city"), name=node)
