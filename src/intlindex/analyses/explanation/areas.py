"""The area that each value of a city is measured for: the city, its metropolitan area, its region or its country."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from intlindex.core.pipeline.provenance import areas_said
from intlindex.core.scored import ScoredIndex

__all__ = ["COUNTRY", "areas_of", "areas_of_both", "national"]

COUNTRY = "country"
"""The area of values that all cities of a country share."""


def areas_of(index: ScoredIndex, city: str) -> dict[str, str]:
    """Return the area of each indicator's value of a city, by id: that of the value, or else that of its indicator.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    city : str
        Display name of a city.

    Returns
    -------
    dict of str to str
        "city", "metropolitan", "region" or "country"; "" where it is not known, and for the country where the unit is
        itself a country.

    Examples
    --------
    >>> import intlindex as ix
    >>> areas = areas_of(ix.load("ieci-2022"), "Beijing")
    >>> areas["safety"], areas["fortune_500_headquarters"]
    ('country', 'metropolitan')
    """
    cells = index.table.provenance
    own = {cell["indicator"]: cell.get("spatial_level", "") for cell in cells if cell["city"] == city}
    said = areas_said(index.fits, city)
    return {node.id: said(own.get(node.id) or node.spatial_level) for node in index.framework.indicators}


def areas_of_both(first: str, second: str) -> str:
    """Return the area of the values of two cities: one word where it is the same, else both.

    Examples
    --------
    >>> areas_of_both("country", "country"), areas_of_both("city", "country"), areas_of_both("", "city")
    ('country', 'city, country', 'city')
    """
    return ", ".join(dict.fromkeys(area for area in (first, second) if area))


def national(areas: Mapping[str, str] | pd.Series[str]) -> tuple[str, ...]:
    """Return the indicators, by id, whose values all cities of a country share.

    Examples
    --------
    >>> national({"safety": "country", "pm25": "city"})
    ('safety',)
    """
    return tuple(str(name) for name, area in areas.items() if area == COUNTRY)
