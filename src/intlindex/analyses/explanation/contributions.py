"""What the children of the root contribute to the score of each city, for all cities at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from intlindex.analyses.explanation.attribution import Attribution
from intlindex.analyses.explanation.scored_city import across_units, sample_unit
from intlindex.core.data.table import labels
from intlindex.core.scored import ScoredIndex

__all__ = ["contributions_of_children"]

DRAWS = 256


def contributions_of_children(index: ScoredIndex) -> pd.DataFrame | None:
    """Decompose the scores into contributions of the children of the root, and what is due to none of them.

    Parameters
    ----------
    index : ScoredIndex
        The index.

    Returns
    -------
    DataFrame or None
        Cities with a score by children and remainders, which sum to the scores; None where the scores compare cities
        with one another, so that they have no such parts.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> parts = contributions_of_children(index)
    >>> bool(np.allclose(parts.sum(axis=1), index.scores.loc[parts.index, "index"]))
    True
    """
    if across_units(index):
        return None
    tree = index.scoring.tree
    root = next(branch for branch in tree.branches if branch.node == 0)
    attribution = Attribution(index, draws=DRAWS, rng=np.random.default_rng(0))
    cities = [city for city, score in zip(index.cities, index.fits.scores[0], strict=True) if np.isfinite(score)]
    rows = []
    for city in cities:
        parts = attribution.of_score(sample_unit(index, city))
        amounts = parts.leaves.copy()
        for branch in tree.branches:  # children come before their parents
            amounts[branch.node] = amounts[branch.children].sum()
        rows.append(dict(zip(tree.ids[root.children], amounts[root.children], strict=True)) | parts.remainders)
    return pd.DataFrame(rows, index=labels(tuple(cities), "city")).fillna(0.0)
