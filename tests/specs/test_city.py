"""Cities, sources and the names by which they are found."""

from __future__ import annotations

import pytest

from intlindex import City, DefinitionError, Source, UnknownNameError
from intlindex.specs.names import name_key, resolve_city
from makers import refused

HONG_KONG = City(id="hong_kong", name="Hong Kong", name_zh="香港", aliases=["HK"])
NAMES = dict.fromkeys(HONG_KONG.all_names, HONG_KONG.name) | {
    "são_paulo": "São Paulo",
    "São Paulo": "São Paulo",
    "Washington, D.C.": "Washington",
}


@pytest.mark.parametrize(
    "asked", ["Hong Kong", "hong_kong", "香港", "HK", "hk", "HONG KONG", "Hong-Kong", " hongkong "]
)
def test_a_city_is_found_by_every_name_and_spelling(asked):
    assert resolve_city(asked, NAMES) == "Hong Kong"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Sao Paulo", "São Paulo"),
        ("SÃO PAULO", "São Paulo"),
        ("washington dc", "Washington"),
        ("Washington D.C", "Washington"),
    ],
)
def test_accents_case_and_punctuation_do_not_matter(asked, found):
    assert resolve_city(asked, NAMES) == found


def test_an_exact_name_wins_over_one_that_only_looks_alike():
    assert resolve_city("HK", {"hk": "Here", "HK": "There"}) == "There"


@pytest.mark.parametrize(
    ("asked", "meant"), [("Hong Kon", "Hong Kong"), ("Sao Paolo", "São Paulo"), ("Washingtn", "Washington")]
)
def test_a_miss_says_did_you_mean(asked, meant):
    with pytest.raises(UnknownNameError, match=f"no city '{asked}'; did you mean .*{meant}"):
        resolve_city(asked, NAMES)


@pytest.mark.parametrize("asked", ["", "!!!", "  ", "Atlantis"])
def test_a_name_of_no_city_is_refused(asked):
    with pytest.raises(UnknownNameError, match="no city"):
        resolve_city(asked, NAMES)


def test_names_of_different_cities_have_different_keys():
    assert name_key("東京") != name_key("东京")
    assert name_key("ß") == name_key("SS")
    assert name_key("Ｈｏｎｇ Ｋｏｎｇ") == name_key("hong kong")


def test_all_names_leave_out_what_is_not_known():
    assert City(id="x", name="X").all_names == ("x", "X")


def test_every_problem_of_a_city_is_told_at_once():
    with refused(
        DefinitionError,
        ("id", "must be an id", "'new york'"),
        ("latitude", "less than or equal to 90", "found 140.7"),
        ("longitude", "greater than or equal to -180", "found -740"),
        ("editions.ieci-2022", "found 'maybe'"),
        ("alias", "did you mean 'aliases'?"),
    ):
        City(
            id="new york", name="New York", latitude=140.7, longitude=-740, editions={"ieci-2022": "maybe"}, alias="NYC"
        )


def test_a_source_needs_a_title_and_a_publisher():
    with refused(DefinitionError, ("title", "at least 1 character"), ("publisher", "is required")):
        Source(id="who", title="")
