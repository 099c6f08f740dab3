"""Words in the record of the explorer are there in both languages, and the page opens in that of the index."""

import json
import re

import pandas as pd
import pytest

import intlindex as ix
from intlindex.analyses.comparison.agreement import claims_by_id
from intlindex.core.data.shipped_files import framework_names
from intlindex.outputs.explorer.gathering import explorer_record
from intlindex.outputs.explorer.several import explorer
from makers import framework, index_of, indicator

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{3,}")
SAME_IN_BOTH = {"Mbps", "QS", "GaWC", "PCT"}
"""Words that Chinese texts have in Latin letters."""


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


def test_every_published_statement_has_a_chinese_text():
    assert [each.id for each in claims_by_id().values() if not is_chinese(each.statement_in("zh"))] == []


def test_notes_name_nodes_and_cities_as_a_reader_knows_them():
    index = ix.load("example")
    filled = next(note for note in edition(index).findings if note.node == "visitor_arrivals_rank")
    assert "'Washington', 'São Paulo'" in filled.message["en"]
    assert "华盛顿、圣保罗" in filled.message["zh"]
    national = next(note for note in edition(index).findings if note.code == "national-values")
    assert "'Visa openness of the host country'" in national.message["en"]
    assert "visa_openness" not in national.message["en"]


def test_the_record_of_an_index_in_chinese_is_that_of_the_same_index_in_english():
    english, chinese = (edition(ix.load("ieci-2022", lang=lang), placed=["Hangzhou"]) for lang in ("en", "zh"))
    assert chinese == english


def test_a_page_opens_in_the_language_of_the_index_unless_another_is_asked():
    english, chinese = ix.load("example"), ix.load("example", lang="zh")
    assert opened_in(english.explorer(ranges=False)) == "en"
    assert opened_in(chinese.explorer(ranges=False)) == "zh"
    assert opened_in(chinese.explorer(ranges=False, lang="en")) == "en"
    assert opened_in(english.explorer(ranges=False, lang="zh")) == "zh"


def test_a_page_of_several_opens_in_the_language_of_the_first():
    english, chinese = ix.load("example"), ix.load("example", lang="zh")
    assert opened_in(explorer({"a": chinese, "b": english}, ranges=False)) == "zh"
    assert opened_in(explorer({"a": english, "b": chinese}, ranges=False)) == "en"
    assert opened_in(explorer({"a": english, "b": chinese}, ranges=False, lang="zh")) == "zh"


def test_a_widget_opens_in_the_language_of_the_index_and_its_city_is_found_by_any_name():
    widget = ix.load("example", lang="zh").explore(ranges=False)
    assert json.loads(widget._record)["language"] == "zh"
    widget.city = "北京"
    assert widget.city == "Beijing"
    assert ix.load("example", lang="zh").explore(ranges=False, lang="en")._record.find('"language"') == -1


def test_an_index_without_words_in_other_languages_has_its_own_only():
    leaves = [indicator(name, goalposts=(0, 100)) for name in "ab"]
    found = edition(index_of(pd.DataFrame([[1.0, 2.0], [3.0, 4.0]]).to_numpy(), framework(*leaves)))
    assert found.words == {"zh": {}}
    assert found.description == {}
