"""Year, area and source of every value, and what they say of the whole."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.core.pipeline.provenance import last_years, national_shares, years_within
from intlindex.specs import Framework

EDITIONS = ("ieci-2022", "ieci-2024")


def framework(**more):
    indicators = [
        {"id": "dust", "parent": "index", "name": "Dust", "unit": "u", "direction": "lower", "scale": "ratio"},
        {"id": "visas", "parent": "index", "name": "Visas", "unit": "u", "direction": "higher", "scale": "ratio"},
    ]
    indicators[0] |= {"spatial_level": "city", "lever": "city", "weight": 3.0}
    indicators[1] |= {"spatial_level": "country", "lever": "country"}
    groups = [{"id": "index", "name": "Index", "level": "index"}]
    return Framework(id="own", name="Own", groups=groups, indicators=indicators, **more)


def tidy(level=""):
    rows = [
        ("Beijing", "dust", 34, "2021", level),
        ("Shanghai", "dust", 28, "2014-2016", ""),
        ("Paris", "dust", 14, "2021", ""),
        ("Beijing", "visas", 22, "2022", ""),
        ("Shanghai", "visas", 22, "2022", ""),
        ("Paris", "visas", 106, "2022", ""),
    ]
    return pd.DataFrame(rows, columns=["city", "indicator", "value", "year", "spatial_level"])


# ---------------------------------------------------------------- the shipped data


def level_is_country(values, countries):
    """Whether a value is equal in all cities of each country that has several, which is what a country value is."""
    return all(len(set(group)) == 1 for _, group in values.groupby(values.index.map(countries)) if len(group) > 1)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_value_is_of_the_country_exactly_where_all_cities_of_a_country_share_it(edition):
    index = ix.load(edition)
    countries = {city: entry.country for city, entry in index.table.registry.items()}
    for node in index.framework.indicators:
        equal = level_is_country(index.raw[node.id].dropna(), countries)
        assert equal == (node.spatial_level == "country"), node.id


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_value_has_a_year_an_area_and_a_source(edition):
    index = ix.load(edition)
    found = index.provenance
    assert len(found) == index.raw.notna().sum().sum()
    assert found["spatial_level"].isin(["city", "metropolitan", "region", "country"]).all()
    assert found["last"].notna().all()
    assert (found["first"] <= found["last"]).all()
    assert found["source"].ne("").all()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_indicator_says_who_can_move_it_and_why(edition):
    nodes = ix.load(edition).framework.indicators
    assert all(node.lever is not None and node.lever_reason for node in nodes)
    levers = {node.id: node.lever for node in nodes}
    assert {name for name, lever in levers.items() if lever == "none"} == {"world_heritage", "international_matches"}
    assert all(levers[node.id] == "country" for node in nodes if node.spatial_level == "country")


def test_an_area_named_with_a_value_comes_before_that_of_the_indicator():
    found = ix.load("ieci-2022").provenance.set_index(["indicator", "city"])["spatial_level"]["gdp"]
    areas = found.loc[["Beijing", "Hong Kong", "Berlin", "London"]].to_list()
    assert areas == ["city", "city", "region", "metropolitan"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_share_of_the_weight_that_is_national_is_told_by_country(edition):
    index = ix.load(edition)
    (finding,) = index.findings.query("code == 'national-values'").itertuples()
    shares = national_shares(index.fits)
    national = [node.id for node in index.framework.indicators if node.spatial_level == "country"]
    assert shares.loc["China", "share"] == pytest.approx(index.effective_weights[national].sum())
    assert shares.loc["China", "cities"] == 4
    assert f"China {shares.loc['China', 'share']:.0%} (4 cities)" in finding.message
    assert all(name in finding.message for name in national)
    assert "Singapore" not in shares.index


def test_values_much_older_than_the_edition_are_told():
    codes = {edition: ix.load(edition).findings.query("code == 'old-values'")["node"].to_list() for edition in EDITIONS}
    assert codes["ieci-2022"] == ["visitor_arrivals_rank", "sister_cities"]
    assert set(codes["ieci-2022"]) < set(codes["ieci-2024"])


# ---------------------------------------------------------------- data of one's own


def test_shares_are_of_the_weight_and_by_country():
    index = ix.score(tidy(), framework())
    assert national_shares(index.fits).loc["China"].to_list() == [2, 0.25]
    one = ix.score(tidy(level="country"), framework())  # one of the two values of dust in China
    assert national_shares(one.fits).loc["China", "share"] == (1.0 + 0.25) / 2
    assert national_shares(index.reweight(visas=9.0).fits).loc["China", "share"] == 0.75


def test_years_are_those_in_which_the_periods_end():
    index = ix.score(tidy(), framework())
    assert index.years == (2016, 2022)
    assert index.vintages.loc["dust", ["first", "last", "values", "cities"]].to_list() == [2014, 2021, 3, 3]
    assert "Values of 2016 to 2022." in repr(index)


@pytest.mark.parametrize(("edition", "old"), [(None, []), (2026, ["dust"]), (2025, []), (2027, ["dust", "visas"])])
def test_age_is_counted_from_the_last_year_of_an_indicator_to_that_of_the_edition(edition, old):
    index = ix.score(tidy(), framework(year=edition))
    assert index.findings.query("code == 'old-values'")["node"].to_list() == old


def test_an_indicator_that_does_not_say_its_area_or_lever_has_none():
    plain = framework()
    bare = [node.replace(spatial_level=None, lever=None) for node in plain.indicators]
    index = ix.score(tidy(), plain.replace(indicators=tuple(bare)))
    assert index.vintages[["spatial_level", "lever"]].eq("").all(axis=None)
    assert index.provenance["spatial_level"].isna().all()
    assert "national-values" not in set(index.findings["code"])


def test_a_wide_table_has_no_years_and_no_findings_about_them():
    wide = tidy().pivot_table(index="city", columns="indicator", values="value").reset_index()
    index = ix.score(wide, framework(year=2030))
    assert index.years is None
    assert index.vintages["first"].isna().all()
    assert "Values of" not in repr(index)
    assert "old-values" not in set(index.findings["code"])
    assert last_years(index.fits) is None


@given(st.integers(1000, 9999), st.integers(1000, 9999))
def test_all_years_that_a_text_names_are_found(one, other):
    assert years_within(f"{one}, {other} (mixed)") == (min(one, other), max(one, other))
    assert years_within(f"{one}1") is None
