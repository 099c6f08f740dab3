"""Which values are the same in two indices, so that an old value is not taken for a city that did not change."""

from __future__ import annotations

import pandas as pd

from intlindex.core.scored import ScoredIndex
from intlindex.sentences import Sentence, say

__all__ = ["identical_in_words", "identical_values"]


def identical_values(before: ScoredIndex, after: ScoredIndex) -> pd.DataFrame:
    """Count, per indicator of both, the cities of both and those with the same value in both, blanks included."""
    cities = [city for city in before.cities if city in after.cities]
    one, other = before.raw, after.raw
    names = [name for name in one.columns if name in other.columns]
    one, other = one.loc[cities, names], other.loc[cities, names]
    same = (one == other) | (one.isna() & other.isna())
    return pd.DataFrame({"cities": len(cities), "identical": same.sum()}, index=pd.Index(names, name="indicator"))


def identical_in_words(found: pd.DataFrame | None) -> Sentence | None:
    """Describe how many indicators have identical values for all cities; None if there is no such indicator.

    Examples
    --------
    >>> found = pd.DataFrame({"cities": [2, 2], "identical": [2, 1]}, index=["dust", "routes"])
    >>> identical_in_words(found).split(".")[0]
    "All 2 cities of both have identical values in 1 of 2 indicators; not in 'routes'"
    """
    if found is None or found.empty:
        return None
    whole = found["identical"] == found["cities"]
    if not whole.any():
        return None
    cities, count = int(found["cities"].iloc[0]), len(found)
    if whole.all():
        return say("identical-values/all", cities=cities, indicators=count)
    others = tuple(map(str, found.index[~whole]))
    return say("identical-values/some", cities=cities, identical=int(whole.sum()), indicators=count, others=others)
