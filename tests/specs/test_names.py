"""Names: what cannot be seen goes, what can be seen stays, and the closest spelling wins."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex import UnknownNameError
from intlindex.specs.names import clean_name, name_key, resolve_city, similar_names
from makers import framework, indicator

UNSEEN = ["\u200b", "\ufeff", "\u00ad", "\u2060", "\u200e", "\u202a", "\ufe0f", "\x00", "\x7f", "\u200d", "\U000e0100"]
BLANKS = ["\u00a0", "\u2009", "\u202f", "\u3000", "\u205f", "\u1680", "\u2800", "\u3164", "\t", "\n", "\u2028", "  "]


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_a_character_without_width_is_taken_away(unseen):
    for name in (f"San{unseen} Remo", f"{unseen}San Remo", f"San Remo{unseen}", f"S{unseen}an Remo"):
        assert clean_name(name) == "San Remo"


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_every_kind_of_white_space_is_one_plain_space(blank):
    assert clean_name(f"{blank}San{blank}Remo{blank}") == "San Remo"


@pytest.mark.parametrize(
    "name", ["Malmö", "Łódź", "Hà Nội", "서울", "とうきょう", "दिल्ली", "México, D. F.", "St. John’s", "Saint-Denis"]
)
def test_unicode_forms_are_one_and_what_can_be_seen_stays(name):
    forms = {clean_name(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")}
    assert forms == {unicodedata.normalize("NFC", name)}


@pytest.mark.parametrize("name", ["کتاب\u200cها", "क्\u200dष"])
def test_a_joiner_stays_where_it_is_seen(name):
    assert clean_name(name) == name
    assert clean_name(f"{name}\u200c") == name


@given(st.text())
def test_a_clean_name_stays_as_it_is(name):
    once = clean_name(name)
    assert clean_name(once) == once
    assert clean_name(f"\u200b {unicodedata.normalize('NFD', once)}\u00a0\ufeff") == once


@given(st.text(), st.sampled_from(UNSEEN))
def test_names_that_look_the_same_have_one_key(name, unseen):
    assert name_key(f"{unseen} {name}") == name_key(name)


NAMES = {name: name for name in ("San José", "San Jose", "Malmö", "malmö", "Saint-Denis", "Saint Denis", "Łódź")}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("San José", "San José"),
        ("San Jose", "San Jose"),
        ("san josé", "San José"),
        ("san jose", "San Jose"),
        ("SAN JOSÉ", "San José"),
        ("San-Jose", "San Jose"),
        ("sanjosé", "San José"),
        ("San\u00a0Jose\u0301", "San José"),
        ("malmö", "malmö"),
        ("saint denis", "Saint Denis"),
        ("saint-denis", "Saint-Denis"),
        ("LODZ", "Łódź"),
    ],
)
def test_the_closest_spelling_wins(asked, found):
    assert resolve_city(asked, NAMES) == found


@pytest.mark.parametrize(
    ("asked", "left"), [("MALMÖ", ["Malmö", "malmö"]), ("SaintDenis", ["Saint-Denis", "Saint Denis"])]
)
def test_two_that_are_as_close_are_both_named(asked, left):
    with pytest.raises(UnknownNameError) as caught:
        resolve_city(asked, NAMES)
    assert all(repr(name) in str(caught.value) for name in (asked, *left))


def test_two_spellings_of_one_city_are_not_two():
    assert resolve_city("HONGKONG", {"Hong Kong": "Hong Kong", "hong_kong": "Hong Kong"}) == "Hong Kong"


@pytest.mark.parametrize(("one", "other"), [("दिल्ली", "दलल"), ("がく", "かく"), ("C+", "C"), ("A$", "A")])
def test_vowels_and_signs_that_are_part_of_a_name_are_no_accents(one, other):
    assert name_key(one) != name_key(other)


def test_similar_names_are_found_and_numbers_are_none():
    names = ["St. John's", "Oslo", "St John’s", "OSLO", "Lima", "1.5", "15", "Ward 1.2", "Ward 12", "A 1", "a-1"]
    assert similar_names(["Xi'an", "Xi\u02bcan", "A-B", "A\u2212B"]) == [("Xi'an", "Xi\u02bcan"), ("A-B", "A\u2212B")]
    assert similar_names(names) == [("St. John's", "St John’s"), ("Oslo", "OSLO"), ("A 1", "a-1")]


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u00ad"], ids=ascii)
def test_an_id_is_what_it_looks_like_in_every_file(unseen):
    made = framework(indicator(f"g{unseen}dp"), indicator("pärks"))
    assert [node.id for node in made.indicators] == ["gdp", "pärks"]
    method = ix.Method(indicators={"only": {unicodedata.normalize("NFD", "pärks"): {"normalise": {"kind": "rank"}}}})
    assert list(method.indicators.only) == ["pärks"]
    with pytest.raises(ix.DefinitionError, match="must be an id"):
        indicator("g dp")
