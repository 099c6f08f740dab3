"""Which values are the same in two indices, so that nobody takes an old value for a city that did not change."""

from __future__ import annotations

import pandas as pd

from intlindex.core.scored import ScoredIndex
from intlindex.errors import listed

__all__ = ["identical_values", "told_identical"]


def identical_values(before: ScoredIndex, after: ScoredIndex) -> pd.DataFrame:
    """Count by indicator of both the cities of both, and those whose value is the same in both, blanks included."""
    cities = [city for city in before.cities if city in after.cities]
    one, other = before.raw, after.raw
    names = [name for name in one.columns if name in other.columns]
    one, other = one.loc[cities, names], other.loc[cities, names]
    same = (one == other) | (one.isna() & other.isna())
    return pd.DataFrame({"cities": len(cities), "identical": same.sum()}, index=pd.Index(names, name="indicator"))


def told_identical(found: pd.DataFrame | None) -> str | None:
    """Say in a sentence how many values are identical; nothing where none is for all cities.

    Examples
    --------
    >>> found = pd.DataFrame({"cities": [2, 2], "identical": [2, 1]}, index=["dust", "routes"])
    >>> told_identical(found).split(".")[0]
    "All 2 cities of both have identical values in 1 of 2 indicators; not in 'routes'"
    """
    if found is None or found.empty:
        return None
    whole = found["identical"] == found["cities"]
    if not whole.any():
        return None
    cities, many, of = found["cities"].iloc[0], whole.sum(), len(found)
    apart = "" if whole.all() else f"; not in {listed([str(name) for name in found.index[~whole]], most=5)}"
    return (
        f"All {cities} cities of both have identical values in {many} of {of} indicators{apart}. "
        "An identical value is no sign that a city did not change: it may be of the same year in both."
    )
