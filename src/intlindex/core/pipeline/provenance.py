"""Where values come from: the year, the area and the source of each, and what that says of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from intlindex.core.pipeline.fits import Fits
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs import Indicator

__all__ = [
    "OLD",
    "last_years",
    "national_shares",
    "provenance_findings",
    "provenance_of",
    "vintages_of",
    "years_within",
]

OLD = 5
"""Years before its edition from which a value is reported as old."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


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
    found = [years_within(cell.get("year", "")) for cell in fits.table.provenance]
    ends = [years[1] for years in found if years is not None]
    return (min(ends), max(ends)) if ends else None


def national_shares(fits: Fits) -> pd.DataFrame:
    """Return by country what share of the weight is measured for the country, for those with several cities.

    A share is that of the weight of all values that are present, as a mean over the cities of the country.

    Examples
    --------
    >>> import intlindex as ix
    >>> national_shares(ix.load("ieci-2022").fits).loc["China", "cities"]
    np.int64(4)
    """
    return _shares(fits, provenance_of(fits))


def _shares(fits: Fits, found: pd.DataFrame) -> pd.DataFrame:
    weights = pd.Series(fits.scoring.tree.effective(fits.shares), index=list(fits.nodes))
    entries, found = fits.table.registry, found[["city", "indicator", "spatial_level"]].copy()
    found["weight"] = found["indicator"].map(weights).astype(np.float64)
    found["national"] = found["weight"].where(found["spatial_level"] == "country", 0.0)
    sums = found.groupby("city", sort=False)[["weight", "national"]].sum()
    rows = [
        (entries[city].country, national / weight)
        for city, weight, national in zip(sums.index, sums["weight"], sums["national"], strict=True)
        if city in entries and entries[city].country and weight > 0
    ]
    by_country = (
        pd.DataFrame(rows, columns=["country", "share"]).astype({"share": "float64"}).groupby("country")["share"]
    )
    frame = pd.DataFrame({"cities": by_country.size(), "share": by_country.mean()})
    return frame[frame["cities"] > 1].sort_values(["cities", "share"], ascending=False, kind="stable")


def provenance_findings(fits: Fits) -> list[Finding]:
    """Report what share of the weight cities of one country have in common, and which values are old."""
    found = provenance_of(fits)
    return [*_national(fits, found), *_old(fits, found)]


def _national(fits: Fits, found: pd.DataFrame) -> list[Finding]:
    shares = _shares(fits, found)
    shares = shares[shares["share"] > 0]
    if shares.empty:
        return []
    names = list(dict.fromkeys(found.loc[found["spatial_level"] == "country", "indicator"]))
    by_country = tuple(
        say("national-values/country", country=str(country), cities=int(cities), share=share)
        for country, cities, share in zip(shares.index, shares["cities"], shares["share"], strict=True)
    )
    return [finding("national-values", "info", shares=by_country, nodes=tuple(names))]


def _old(fits: Fits, found: pd.DataFrame) -> list[Finding]:
    edition = fits.framework.year
    if edition is None:
        return []
    newest = found.groupby("indicator", sort=False)["last"].max().dropna()
    return [
        finding("old-values", "info", str(name), last=int(last), age=int(edition - last), edition=edition)
        for name, last in newest[edition - newest >= OLD].items()
    ]
