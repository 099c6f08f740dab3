"""Words in the record of the explorer are there in both languages, and the page opens in that of the index."""

import json
import re

import pytest

import intlindex as ix
from intlindex.analyses.comparison.agreement import _documents, claims_by_id
from intlindex.core.data.shipped_files import framework_names, shipped_sources
from intlindex.outputs.explorer.gathering import explorer_record
from intlindex.outputs.explorer.several import explorer
from makers import framework, group, index_of, indicator, table

EXAMPLE = ix.load("example")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{3,}")
SAME_IN_BOTH = {"Mbps", "QS", "GaWC", "PCT"}
"""Words that Chinese texts have in Latin letters."""
COUNTRIES = {"one": "country", "many": "countries", "zh": "国家"}


def edition(index, **options):
    return explorer_record({"one": index}, ranges=False, **options).editions[0]


def opened_in(page):
    assert page.splitlines()[1] == f'<html lang="{record_in(page).get("language", "en")}">'
    return record_in(page).get("language", "en")


def record_in(page):
    return json.loads(re.search(r'id="intlindex-record">(.*?)</script>', page)[1])


def is_chinese(text):
    return bool(CHINESE.search(text)) and not set(LATIN.findall(text)) - SAME_IN_BOTH


@pytest.fixture(scope="module", params=framework_names())
def shipped(request):
    return edition(ix.load(request.param), placed=["Hangzhou"])


@pytest.fixture(scope="module")
def countries():
    """An index of countries, with regions that have names of their own."""
    made = framework(
        group("p"),
        group("q"),
        *[indicator(name, name[0], spatial_level="country") for name in ("p1", "p2", "q1")],
        unit_name=COUNTRIES,
        labels={"region": {"North": {"zh": "北部"}, "Asia": {"zh": "亚细亚"}}},
    )
    data = table({"p1": [1, 2, 3], "p2": [None, 1, 4], "q1": [2, 5, 1]}, cities=["Chad", "Peru", "Nepal"])
    return ix.score(data.assign(region=["North", "South", "Asia"]), made)


def test_every_unit_country_and_part_of_the_world_of_a_shipped_index_has_a_chinese_word(shipped):
    words = shipped.words["zh"]
    used = {node.indicator.unit for node in shipped.nodes if node.indicator}
    used |= {text for city in shipped.cities for text in (city.country, city.region)}
    assert {text for text in used - {""} if text not in words} == set()
    assert [word for word in words.values() if word not in SAME_IN_BOTH and not is_chinese(word)] == []


def test_every_note_and_statement_of_a_shipped_index_is_written_in_both_languages(shipped):
    texts = [note.message for note in shipped.findings]
    texts += [text for miss in shipped.misses for text in (miss.statement, miss.found)]
    assert len(texts) > 3
    for text in (*texts, shipped.description):
        assert list(text) == ["en", "zh"]
        assert is_chinese(text["zh"]), text["zh"]
        assert not CHINESE.search(text["en"]), text["en"]


def test_every_published_statement_and_why_it_cannot_be_checked_has_a_chinese_text():
    claims = [*claims_by_id().values(), *_documents()]
    assert [each.id for each in claims if not is_chinese(each.statement_in("zh"))] == []
    reasons = [each.rule for each in claims if each.rule.kind == "not_checkable"]
    assert len(reasons) > 60
    assert [rule.reason for rule in reasons if not is_chinese(rule.reason_in("zh"))] == []


def test_every_source_has_a_chinese_title_and_the_page_has_it(shipped):
    for source in shipped_sources():
        assert CHINESE.search(source.title_in("zh") + source.publisher_in("zh")), source.id
    assert len(shipped.sources) > 15
    for name, source in shipped.sources.items():
        own = next(each for each in shipped_sources() if each.id == name)
        assert (source.titles["zh"], source.publishers["zh"]) == (own.title_in("zh"), own.publisher_in("zh"))


def test_years_that_a_source_mixes_are_said_in_both_languages(shipped):
    mixed = [text for text in shipped.texts if "mixed" in text]
    assert mixed == ["2021-2023 (mixed)"]
    assert shipped.words["zh"][mixed[0]] == "2021-2023（年份不一）"


def test_notes_name_nodes_and_cities_as_a_reader_knows_them():
    found = edition(EXAMPLE).findings
    filled = next(note for note in found if note.node == "visitor_arrivals_rank")
    assert "'Washington', 'São Paulo'" in filled.message["en"]
    assert "华盛顿、圣保罗" in filled.message["zh"]
    national = next(note for note in found if note.code == "national-values")
    assert "'Visa openness of the host country'" in national.message["en"]
    assert "visa_openness" not in national.message["en"]


def test_the_record_of_an_index_in_chinese_is_that_of_the_same_index_in_english():
    assert edition(EXAMPLE.in_language("zh"), placed=["Hangzhou"]) == edition(EXAMPLE, placed=["Hangzhou"])


def test_a_page_opens_in_the_language_of_the_index_unless_another_is_asked():
    english, chinese = small(), small().in_language("zh")
    assert opened_in(english.explorer(ranges=False)) == "en"
    assert opened_in(chinese.explorer(ranges=False)) == "zh"
    assert opened_in(chinese.explorer(ranges=False, lang="en")) == "en"
    assert opened_in(english.explorer(ranges=False, lang="zh")) == "zh"


def test_a_page_of_several_opens_in_the_language_of_the_first():
    english, chinese = small(), small().in_language("zh")
    assert opened_in(explorer({"a": chinese, "b": english}, ranges=False)) == "zh"
    assert opened_in(explorer({"a": english, "b": chinese}, ranges=False)) == "en"
    assert opened_in(explorer({"a": english, "b": chinese}, ranges=False, lang="zh")) == "zh"


def test_a_widget_opens_in_the_language_of_the_index_and_its_city_is_found_by_any_name():
    chinese = EXAMPLE.in_language("zh")
    widget = chinese.explore(ranges=False)
    assert json.loads(widget._record)["language"] == "zh"
    widget.city = "北京"
    assert widget.city == "Beijing"
    assert "language" not in json.loads(chinese.explore(ranges=False, lang="en")._record)


def small():
    leaves = [indicator(name, goalposts=(0, 100)) for name in "ab"]
    return index_of([[1.0, 2.0], [3.0, 4.0]], framework(*leaves))


def test_an_index_without_words_in_other_languages_has_its_own_only():
    found = edition(small())
    assert found.words == {"zh": {}}
    assert found.description == {}
    assert found.noun is None


def test_a_page_of_countries_knows_what_it_ranks_and_in_which_regions(countries):
    found = edition(countries)
    assert found.noun.model_dump() == COUNTRIES
    assert [city.region for city in found.cities] == ["North", "South", "Asia"]
    assert found.words["zh"] == {"North": "北部", "Asia": "亚细亚"}
    assert json.loads(countries.explore(ranges=False)._record)["editions"][0]["noun"] == COUNTRIES
    noted = [text for note in found.findings for text in note.message.values()]
    assert noted
    assert not [text for text in noted if re.search(r"cit(y|ies)|城市", text)]


def test_regions_of_the_data_come_before_those_that_are_known():
    made = framework("a", "b")
    data = table({"a": [1, 2, 3], "b": [3, 1, 4]}, cities=["Paris", "Tokyo", "Atlantis"])
    known = edition(ix.score(data, made)).cities
    own = edition(ix.score(data.assign(region=["West", None, "Sea"]), made)).cities
    assert [(city.country, city.region) for city in known] == [("France", "Europe"), ("Japan", "Asia"), ("", "")]
    assert [(city.country, city.region) for city in own] == [("France", "West"), ("Japan", ""), ("", "Sea")]
