"""An audit as a page: what it says is what the audit found, in the language asked for, and all text is text."""

from __future__ import annotations

import re
from html import unescape

import pytest

import intlindex as ix
from makers import framework, indicator, root, table

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def page(ieci_audit):
    return ieci_audit.report()


def cells(page):
    """Return the rows of the tables of a page, each as a tuple of its cells."""
    rows = re.findall(r"<tr>(<td.*?)</tr>", page)
    return [tuple(unescape(each) for each in re.findall(r"<td[^>]*>(.*?)</td>", row)) for row in rows]


def test_every_finding_stands_in_it_with_its_severity_the_most_severe_first(ieci_audit, page):
    found = ieci_audit.findings
    rows = [row for row in cells(page) if row[0] in {"error", "warning", "info"}]
    assert len(rows) == len(found)
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    assert sorted(row[2] for row in rows) == sorted(found["message"])


def test_rules_with_findings_have_their_advice(ieci_audit, page):
    broken = ieci_audit.rules.query("findings > 0")
    rows = cells(page)
    for _, rule in broken.iterrows():
        assert (rule["title"], str(rule["findings"]), rule["advice"]) in rows


def test_its_tables_are_those_of_the_audit(ieci_audit, page):
    rows = cells(page)
    reliability = ieci_audit.reliability.loc["influence"]
    assert any(row[:3] == ("Influence", "4", f"{reliability['alpha']:.2f}") for row in rows)
    importance = ieci_audit.importance.loc["connectivity"]
    shown = tuple(f"{importance[name]:.2f}" for name in ("weight", "importance", "correlation_with_index"))
    assert ("Connectivity", *shown) in rows
    most = ieci_audit.dropping.sort_values("mean_shift", ascending=False).iloc[0]
    assert any(row[1] == f"{most['mean_shift']:.2f}" and row[3] == most["city"] for row in rows)


def test_its_figures_have_descriptions_and_it_loads_nothing(page):
    assert len(re.findall(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="[^"]+">', page)) == 4
    assert not re.search(r'(?:src|href)="(?!data:)', page)


def test_it_is_in_the_language_of_the_index_or_that_which_is_asked_for(example, tmp_path):
    chinese = example.audit().report(tmp_path / "audit.html", lang="zh")
    assert (tmp_path / "audit.html").read_text("utf-8") == chinese
    assert '<html lang="zh">' in chinese
    text = re.sub(r"<style>.*?</style>|<img[^>]*>", "", chinese, flags=re.DOTALL)
    headings = re.findall(r"<h2>(.*?)</h2>|<th[^>]*>(.*?)</th>", text)
    assert len(headings) > 20
    assert [each for each in headings if not re.search(r"[\u4e00-\u9fff]", "".join(each))] == []


def test_the_language_is_that_of_the_index_unless_another_is_asked_for():
    index = ix.score(table({"a": [1.0, 2.0, 4.0], "b": [2.0, 5.0, 1.0]}), framework("a", "b"))
    english, chinese = index.audit(), index.in_language("zh").audit()
    assert chinese.report() == english.report(lang="zh") != english.report() == chinese.report(lang="en")
    with pytest.raises(ix.RequestError, match="xx"):
        english.report(lang="xx")


def test_an_index_of_which_little_can_be_told_has_a_page_of_what_can():
    evil = "<img src=x onerror=alert(1)>"
    made = framework(root(name="</title><script>alert(2)</script>"), indicator("a").replace(name=evil))
    page = ix.score(table({"a": [1.0, 2.0, 4.0]}, [evil, "B", "C"]), made).audit().report()
    assert "<img src=x" not in page
    assert "<script" not in page
    assert "3 of 3 values are present (100%)." in page


def test_what_is_ranked_is_called_as_the_framework_calls_it():
    made = framework("a", "b", "c").replace(unit_name={"one": "country", "many": "countries", "zh": "国家"})
    values = {"a": [1.0, 2.0, 4.0, 3.0], "b": [2.0, 5.0, 1.0, 4.0], "c": [1.0, 3.0, 2.0, 9.0]}
    index = ix.score(table(values), made)
    english, chinese = index.audit().report(), index.audit().report(lang="zh")
    assert not re.search(r"\bcit(y|ies)\b", re.sub(r"<style>.*?</style>", "", english, flags=re.DOTALL))
    assert "城市" not in chinese


def test_a_file_of_another_kind_is_refused(example, tmp_path):
    with pytest.raises(ix.RequestError, match=r"\.html"):
        example.audit().report(tmp_path / "audit.pdf")
