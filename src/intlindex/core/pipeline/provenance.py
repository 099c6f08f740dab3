"""Where values come from: the year, the area and the source of each, and what that says of the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.pipeline.fits import Fits
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs import Indicator

__all__ = [
    "OLD",
    "areas_said",
    "last_years",
    "national_shares",
    "provenance_findings",
    "provenance_of",
    "vintages_of",
    "years_within",
]

OLD = 5
"""Years before its edition from which a value is reported as old."""
Array = NDArray[Any]
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@lru_cache(maxsize=4096)
def years_within(text: str) -> tuple[int, int] | None:
    """Return the first and last year that a text names.

    Examples
    --------
    >>> years_within("2021-2023 (mixed)"), years_within("2016"), years_within("last spring")
    ((2021, 2023), (2016, 2016), None)
    """
    found = [int(year) for year in _YEAR.findall(text)]
    return (min(found), max(found)) if found else None


def provenance_of(fits: Fits) -> pd.DataFrame:
    """List every value of an index with year, area, lever and source; see `Index.provenance`."""
    cells = _cells(fits)
    rows = [row for node in fits.framework.indicators for row in _values_of(fits, node, cells)]
    columns = ["city", "indicator", "value", "year", "first", "last", "spatial_level", "lever", "source", "note"]
    return pd.DataFrame(rows, columns=columns).astype({"first": "Int64", "last": "Int64"})


def areas_said(fits: Fits, city: str) -> Callable[[str | None], str]:
    """Return what writes the area of a value of a unit: nothing for the country where the unit is itself a country.

    Cities lie in countries. Of units with another noun it is written only where their country is known and has
    another name.

    Examples
    --------
    >>> import intlindex as ix
    >>> areas_said(ix.load("example").fits, "Paris")("country")
    'country'
    """
    within = fits.framework.unit_name.noun is None
    if not within and city in fits.table.cities and "country" in fits.table.labels:
        within = fits.table.labels["country"][fits.table.cities.index(city)] not in (None, "", city)
    return lambda area: "" if area is None or (area == "country" and not within) else area


class _Value(NamedTuple):
    """A value, and where it comes from."""

    city: str
    indicator: str
    value: float
    year: str
    first: int | None
    last: int | None
    spatial_level: str | None
    lever: str | None
    source: str
    note: str


_Cells = Mapping[tuple[str, str], Mapping[str, str]]


def _cells(fits: Fits) -> _Cells:
    """Return where single values come from, by city and indicator."""
    return {(cell["city"], cell["indicator"]): cell for cell in fits.table.provenance}


def _values_of(fits: Fits, node: Indicator, cells: _Cells) -> list[_Value]:
    """List the values of an indicator, city by city."""
    column = fits.raw[:, fits.indicators.index(node.id)]
    found = []
    for row in np.flatnonzero(~np.isnan(column)).tolist():
        city = fits.cities[row]
        cell = cells.get((city, node.id), {})
        year = cell.get("year", "")
        first, last = years_within(year) or (None, None)
        level = cell.get("spatial_level") or node.spatial_level
        origin = (cell.get("source", ""), cell.get("note", ""))
        found.append(_Value(city, node.id, column[row], year, first, last, level, node.lever, *origin))
    return found


def vintages_of(fits: Fits, indicators: Iterable[str] | None = None) -> pd.DataFrame:
    """Summarise the provenance by indicator, of all or of some; see `Index.vintages`."""
    wanted = fits.indicators if indicators is None else set(indicators)
    cells = _cells(fits)
    rows = {}
    for node in fits.framework.indicators:
        if node.id not in wanted:
            continue
        part = _values_of(fits, node, cells)
        levels = dict.fromkeys(each.spatial_level for each in part if each.spatial_level is not None)
        sources = dict.fromkeys(each.source for each in part if each.source)
        first = min((each.first for each in part if each.first is not None), default=None)
        last = max((each.last for each in part if each.last is not None), default=None)
        counts = (len(part), len(fits.cities))
        rows[node.id] = (first, last, *counts, ", ".join(levels), node.lever or "", ", ".join(sources))
    columns = ["first", "last", "values", "cities", "spatial_level", "lever", "sources"]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("indicator")
    return frame.astype({"first": "Int64", "last": "Int64"})


def last_years(fits: Fits) -> tuple[int, int] | None:
    """Return the earliest and the latest of the years in which the periods of the values end, if any is known."""
    if "last years" not in fits.unweighted:
        found = [years_within(cell.get("year", "")) for cell in fits.table.provenance]
        ends = [years[1] for years in found if years is not None]
        fits.unweighted["last years"] = (min(ends), max(ends)) if ends else None
    known: tuple[int, int] | None = fits.unweighted["last years"]
    return known


def national_shares(fits: Fits) -> pd.DataFrame:
    """Return by country what share of the weight is measured for the country, for those with several cities.

    A share is that of the weight of all values that are present, as a mean over the cities of the country.

    Examples
    --------
    >>> import intlindex as ix
    >>> national_shares(ix.load("ieci-2022").fits).loc["China", "cities"]
    np.int64(4)
    """
    shares = _shares(fits, _national_cells(fits))
    frame = pd.DataFrame(shares, columns=["country", "cities", "share"]).set_index("country")
    return frame.astype({"cities": np.int64, "share": np.float64})


def _national_cells(fits: Fits) -> Array:
    """Return ``(cities, indicators)`` which values are measured for a country; False for a blank."""
    if "national cells" not in fits.unweighted:
        fits.unweighted["national cells"] = _national_now(fits)
    found: Array = fits.unweighted["national cells"]
    return found


def _national_now(fits: Fits) -> Array:
    national = np.tile([node.spatial_level == "country" for node in fits.framework.indicators], (len(fits.cities), 1))
    for row, column, cell in _placed_cells(fits):
        if level := cell.get("spatial_level"):
            national[row, column] = level == "country"
    return national & ~np.isnan(fits.raw)


def _placed_cells(fits: Fits) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Return what is known of single values, with their places."""
    rows = {city: row for row, city in enumerate(fits.cities)}
    columns = {name: column for column, name in enumerate(fits.indicators)}
    for cell in fits.table.provenance:
        row, column = rows.get(cell["city"]), columns.get(cell["indicator"])
        if row is not None and column is not None:
            yield row, column, cell


def _shares(fits: Fits, national: Array) -> list[tuple[str, int, float]]:
    """Return countries with several cities, how many, and their share; the most cities first."""
    tree = fits.scoring.tree
    weights = tree.effective(fits.shares)[list(tree.leaves)]
    total = (~np.isnan(fits.raw) * weights).sum(axis=1)
    found = (national * weights).sum(axis=1)
    shares: dict[str, list[float]] = {}
    for row, city in enumerate(fits.cities):
        entry = fits.table.registry.get(city)
        if entry is not None and entry.country and total[row] > 0:
            shares.setdefault(entry.country, []).append(float(found[row] / total[row]))
    several = sorted((-len(each), -float(np.mean(each)), country) for country, each in shares.items() if len(each) > 1)
    return [(country, -cities, -share) for cities, share, country in several]


def provenance_findings(fits: Fits) -> list[Finding]:
    """Report what share of the weight cities of one country have in common, and which values are old."""
    if "old values" not in fits.unweighted:
        fits.unweighted["old values"] = _old(fits)
    return [*_national(fits), *fits.unweighted["old values"]]


def _national(fits: Fits) -> list[Finding]:
    national = _national_cells(fits)
    if not national.any():
        return []
    by_country = tuple(
        say("national-values/country", country=country, cities=cities, share=share)
        for country, cities, share in _shares(fits, national)
        if share > 0
    )
    names = tuple(fits.indicators[column] for column in np.flatnonzero(national.any(axis=0)))
    return [finding("national-values", "info", shares=by_country, nodes=names)] if by_country else []


def _old(fits: Fits) -> list[Finding]:
    edition, present = fits.framework.year, ~np.isnan(fits.raw)
    if edition is None:
        return []
    newest: dict[int, int] = {}
    for row, column, cell in _placed_cells(fits):
        if present[row, column] and (years := years_within(cell.get("year", ""))) is not None:
            newest[column] = max(years[1], newest.get(column, years[1]))
    return [
        finding("old-values", "info", fits.indicators[column], last=last, age=int(edition - last), edition=edition)
        for column, last in sorted(newest.items())
        if edition - last >= OLD
    ]
