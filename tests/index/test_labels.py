"""Labels that look the same are the same wherever they are read; those that nearly do are kept apart, and said."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest

import intlindex as ix
from intlindex import DataError
from makers import framework, indicator, refused, table

FRAMEWORK = framework("gdp", indicator("air", direction="lower"))
UNSEEN = {
    "form": lambda name: unicodedata.normalize("NFD", name),
    "no-break space": lambda name: name.replace(" ", "\u00a0"),
    "doubled space": lambda name: name.replace(" ", "  "),
    "zero width": lambda name: f"{name}\u200b",
    "byte-order mark": lambda name: f"\ufeff{name}",
    "narrow space": lambda name: name.replace(" ", "\u202f"),
}
NAME = "São Remo"
unseen = pytest.mark.parametrize("other", [each(NAME) for each in UNSEEN.values()], ids=UNSEEN)


def tidy(*rows):
    return pd.DataFrame(rows, columns=["city", "indicator", "value"])


@unseen
def test_tidy_rows_of_one_city_are_one_city(other):
    index = ix.score(tidy((NAME, "gdp", 1), (other, "air", 2), ("B", "gdp", 2), ("B", "air", 3)), FRAMEWORK)
    assert index.cities == (NAME, "B")
    assert index.raw.loc[NAME].to_list() == [1.0, 2.0]
    assert index.reading_findings == ()


@unseen
def test_wide_rows_of_one_city_are_refused(other):
    with refused(DataError, (f"city {NAME!r}", "2 rows")):
        ix.score(table({"gdp": [1, 2, 3], "air": [1, 2, 3]}, [NAME, other, "B"]), FRAMEWORK)


@unseen
def test_a_panel_keeps_the_history_of_a_city(other):
    rows = table(
        {"time": [2020, 2020, 2021, 2021], "gdp": [9, 2, None, 4], "air": [2, 3, 2, 3]}, [NAME, "B", other, "B"]
    )
    method = ix.Method(indicators={"impute": {"kind": "last_observation"}})
    assert ix.score(rows, FRAMEWORK, method, time=2021).imputed["value"].to_list() == [9.0]
    assert ix.panel(rows, FRAMEWORK, method).cities == (NAME, "B")


def test_a_known_city_under_two_names_at_two_times_is_refused():
    rows = table(
        {"time": [2020, 2020, 2021, 2021], "gdp": [9, 2, 3, 4], "air": [2, 3, 2, 3]}, ["HK", "B", "Hong Kong", "B"]
    )
    for read in (lambda: ix.score(rows, FRAMEWORK, time=2021), lambda: ix.panel(rows, FRAMEWORK)):
        with refused(DataError, ("city 'HK'", "is the same city as 'Hong Kong'")):
            read()


@unseen
def test_columns_and_groups_are_what_they_look_like(other):
    frame = table({"gdp": [1, 2, 3], "air": [3, 1, 2], NAME: [NAME, other, "x"]}).rename(columns={"gdp": "\u200bgdp "})
    index = ix.score(frame.rename(columns={NAME: other}), FRAMEWORK)
    assert index.ranks_within(NAME).groups == {NAME: 2, "x": 1}
    method = ix.Method(indicators={"impute": {"kind": "mean", "by": other}})
    blank = frame.assign(air=[3, None, 2])
    assert ix.score(blank, FRAMEWORK, method).imputed["value"].to_list() == [3.0]


@unseen
def test_a_city_is_found_by_what_it_looks_like(other):
    index = ix.score(table({"gdp": [1, 2, 3], "air": [1, 2, 4]}, ["A", NAME, "B"]), FRAMEWORK)
    assert index.city(other) == NAME
    placed = index.place(other, {"gdp": 2, "air": 2})
    assert placed.cities == (NAME,)
    assert "placed instead of itself" in placed.sentences[-1]
    assert index.drop(other).cities == ("A", "B")


def test_a_placed_city_of_the_index_is_known_by_all_of_its_names():
    index = ix.score(table({"gdp": [1, 2, 3], "air": [1, 2, 4]}, ["A", "Hong Kong", "B"]), FRAMEWORK)
    assert index.place("HK", {"gdp": 2}).cities == index.place("香港", {"gdp": 2}).cities == ("Hong Kong",)


def test_a_weight_is_set_by_what_its_id_looks_like():
    index = ix.score(table({"gdp": [1, 2, 3], "air": [1, 2, 4]}), FRAMEWORK)
    assert index.reweight({"gdp\u200b": 3}) == index.reweight(gdp=3)


# ---------------------------------------------------------------- nearly the same

PAIRS = [("Malmö", "malmö"), ("St. John's", "St. John’s"), ("San José", "San Jose"), ("Saint-Denis", "Saint Denis")]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_names_that_are_nearly_the_same_are_kept_apart_and_both_named(one, other):
    wide = table({"gdp": [1, 2, 3], "air": [1, 2, 4]}, [one, other, "B"])
    for frame in (wide, wide.melt("city", var_name="indicator")):
        index = ix.score(frame, FRAMEWORK)
        assert index.cities == (one, other, "B")
        (told,) = index.reading_findings
        assert (told.code, told.severity) == ("similar-names", "warning")
        assert repr(one) in told.message
        assert repr(other) in told.message
        assert index.city(one) == one
        assert index.city(other) == other


def test_names_that_are_nearly_the_same_at_two_times_are_told():
    rows = table({"time": [1, 1, 2, 2], "gdp": [1, 2, 3, 4], "air": [1, 2, 3, 4]}, ["A", "Malmö", "A", "Malmo"])
    assert [each.code for each in ix.score(rows, FRAMEWORK, time=2).reading_findings] == ["similar-names"]


def test_groups_that_are_nearly_the_same_are_told_by_their_column():
    frame = table({"gdp": [1, 2, 3], "air": [1, 2, 4], "region": ["Île-de-France", "Ile de France", "x"]})
    (told,) = ix.score(frame, FRAMEWORK).reading_findings
    assert (told.code, told.node) == ("similar-names", "region")


def test_a_placed_city_with_nearly_the_name_of_another_is_another_and_told():
    index = ix.score(table({"gdp": [1, 2, 3], "air": [1, 2, 4]}, ["A", "Münster", "B"]), FRAMEWORK)
    placed = index.place("Munster", {"gdp": 9, "air": 1})
    assert placed.cities == ("Munster",)
    assert placed.findings["code"].to_list()[0] == "similar-names"
    assert index.place("Münster", {"gdp": 2, "air": 2}).findings.empty


def test_the_city_that_is_asked_for_is_the_one_that_is_explained():
    index = ix.score(table({"gdp": [1, 2, 3], "air": [1, 2, 4]}, ["San José", "San Jose", "B"]), FRAMEWORK)
    assert index.explain("san jose").city == "San Jose"
    assert index.explain("SAN JOSÉ").city == "San José"
    similar = ix.score(table({"gdp": [1, 2, 3], "air": [1, 2, 4]}, ["Malmö", "malmö", "B"]), FRAMEWORK)
    with refused(ix.UnknownNameError, ("", "'Malmö', 'malmö'")):
        similar.explain("MALMÖ")
    with refused(ix.UnknownNameError, ("", "'Malmö', 'malmö'")):
        similar.explain("B", against="MALMÖ")
    placed = index.place(table({"gdp": [1, 2], "air": [1, 2]}, ["Malmö", "malmö"]))
    with refused(ix.UnknownNameError, ("", "'Malmö', 'malmö'")):
        placed.explain("MALMÖ")
    assert placed.explain("malmo\u0308").city == "malmö"
