"""The tables beside the default values: PCT applications with bounds, and second sources."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

import intlindex as ix
from intlindex.core.data.shipped_files import shipped_cities, shipped_rows
from intlindex.specs import Indicator


@pytest.fixture(scope="module")
def pct():
    rows = pd.DataFrame(shipped_rows("supplementary/pct_applications.csv"))
    names = {city.id: city.name for city in shipped_cities()}
    frame = rows.assign(city=rows["city"].map(names)).set_index("city")
    return frame.astype({"low": float, "high": float})


def with_pct(index, values):
    """Put PCT applications in the place of institutions of the Nature Index."""
    node = index.framework.node("research_institutions")
    other = Indicator(
        id="pct_applications",
        parent=node.parent,
        name="PCT applications",
        unit="applications",
        direction="higher",
        scale="ratio",
    )
    framework = index.framework.replace(
        indicators=tuple(other if each.id == node.id else each for each in index.framework.indicators)
    )
    data = index.raw.drop(columns=node.id).assign(pct_applications=values)
    return ix.score(data, framework, index.method)


def test_every_city_has_a_value_or_bounds(pct):
    assert sorted(pct.index) == sorted(city.name for city in shipped_cities())
    assert (pct["low"] <= pct["high"]).all()
    given = pct[pct["status"] != "bound"]
    assert (given["value"].astype(float) == given["low"]).all()
    assert (given["low"] == given["high"]).all()
    open_ones = pct[pct["status"] == "bound"]
    assert open_ones["value"].eq("").all()
    assert set(zip(open_ones["low"], open_ones["high"], strict=True)) == {(0.0, 10850.0)}


def test_of_the_37_cities_17_were_read_3_apportioned_and_17_are_bounds(pct, ieci):
    assert Counter(pct.loc[list(ieci.cities), "status"]) == {"read": 17, "apportioned": 3, "bound": 17}


def test_what_is_apportioned_says_how(pct):
    assert pct.loc[pct["status"] == "apportioned", "note"].str.startswith("Five times").all()


def test_the_place_of_beijing_is_the_published_one_whatever_the_open_values_are(pct, ieci):
    members = pct.loc[list(ieci.cities)]
    for side in ("low", "high"):
        assert members[side].rank(ascending=False)["Beijing"] == 5


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0, None])
def test_they_would_put_beijing_second_in_science_and_technology_as_published(pct, ieci, share):
    members = pct.loc[list(ieci.cities)]
    values = members["low"] + (members["high"] - members["low"]) * (share or 0.0)
    if share is None:
        values = values.mask(members["status"] == "bound")
    assert ieci.ranks.loc["Beijing", "science_technology"] == 1
    assert with_pct(ieci, values).ranks.loc["Beijing", "science_technology"] == 2


def test_they_are_not_used_by_default(ieci):
    assert "pct_applications" not in ieci.nodes


def test_second_sources_are_of_indicators_and_cities_that_there_are(ieci):
    rows = pd.DataFrame(shipped_rows("supplementary/second_sources.csv"))
    assert set(rows["indicator"]) <= {node.id for node in ieci.framework.indicators}
    assert set(rows["city"]) <= {city.id for city in shipped_cities()}
    assert not rows.duplicated(["measure", "city"]).any()
    assert rows["value"].astype(float).notna().all()
    assert (rows[["unit", "year", "source"]] != "").all(axis=None)
