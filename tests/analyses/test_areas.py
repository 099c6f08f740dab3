"""The area that a value is measured for is shown wherever the value is, and what a whole country shares is marked."""

import pandas as pd
import pytest

import intlindex as ix
from makers import framework, indicator, table


@pytest.fixture(scope="module")
def ieci():
    return ix.load("ieci-2022")


def test_each_value_of_an_explanation_has_its_area(ieci):
    found = ieci.explain("Beijing")
    expected = ieci.provenance[ieci.provenance["city"] == "Beijing"].set_index("indicator")["spatial_level"]
    areas = found.table["area"]
    assert areas[expected.index].to_list() == expected.to_list()
    assert (areas.drop(expected.index) == "").all()
    assert found.shown.table["area"].to_list() == areas.to_list()
    assert found.strengths["area"].to_list() == areas[found.strengths.index].to_list()


def test_what_a_whole_country_shares_is_marked(ieci):
    found = ieci.explain("Beijing")
    shared = found.table.index[found.table["area"] == "country"]
    assert "safety" in shared
    (line,) = (line for line in found.sentences if line.startswith("Values of the whole country"))
    assert line.values["nodes"] == tuple(shared)
    assert "Safety and security" in line
    (weakest,) = (line for line in found.sentences if line.startswith("Weakest"))
    first = found.weaknesses.head(3)
    assert weakest.count("a value of the country") == (first["area"] == "country").sum()


def test_two_cities_of_one_country_cannot_differ_in_what_it_shares(ieci):
    found = ieci.compare("Beijing", "Shanghai")
    shared = found.table.index[found.table["area"] == "country"]
    assert len(shared)
    assert (found.table.loc[shared, "difference"] == 0).all()
    (line,) = (line for line in found.sentences if "cannot differ" in line)
    assert line.startswith("Values of the whole country, in which Beijing and Shanghai cannot differ: ")
    assert line.values["nodes"] == tuple(shared)
    other = ieci.compare("Beijing", "London").sentences
    assert any(line.startswith("Values of the whole country, which all its cities share: ") for line in other)
    assert not any("cannot differ" in line for line in other)


def test_areas_of_two_cities_that_differ_are_both_shown():
    made = framework(indicator("a", spatial_level="city"), "b")
    data = [
        {"city": city, "indicator": name, "value": value, "spatial_level": level}
        for city, name, value, level in (
            ("A", "a", 1, ""),
            ("B", "a", 2, "country"),
            ("C", "a", 3, ""),
            ("A", "b", 1, ""),
            ("B", "b", 2, ""),
            ("C", "b", 3, ""),
        )
    ]
    index = ix.score(pd.DataFrame(data), made)
    assert index.compare("A", "B").table["area"].to_dict() == {"index": "", "a": "city, country", "b": ""}
    assert index.compare("A", "C").table.loc["a", "area"] == "city"
    assert index.explain("B").table["area"].to_dict() == {"index": "", "a": "country", "b": ""}


def test_where_no_area_is_known_none_is_shown():
    index = ix.score(table({"a": [1.0, 2.0, 4.0], "b": [3.0, 2.0, 1.0]}), framework("a", "b"))
    for found in (index.explain("A"), index.compare("A", "B")):
        assert (found.table["area"] == "").all()
        assert "area" not in found.shown.table
        assert not any("country" in line for line in found.sentences)


def test_a_placed_city_has_the_areas_of_its_own_values(ieci):
    found = ieci.place("Hangzhou").explain("Hangzhou")
    known = found.table[found.table["value"].notna()]
    assert (known["area"] != "").all()
    assert known.loc["safety", "area"] == "country"
    assert (found.table.loc[found.table["value"].isna(), "area"] == "").all()


def test_a_value_that_is_not_known_has_no_area(ieci):
    city, name = next((city, name) for name in ieci.raw for city in ieci.raw.index if ieci.raw[name].isna()[city])
    assert ieci.explain(city).table.loc[name, "area"] == ""
