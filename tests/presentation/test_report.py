"""The report on one city: what it says is what the questions behind it answer, and all text is text."""

from __future__ import annotations

import re
from html import unescape

import pytest

import intlindex as ix
from makers import framework, index_of, indicator, root, table

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def beijing(ieci):
    return ieci.report("Beijing", against=["Shanghai"], rank=5, draws=300)


def words(page):
    """Return the text of a page without its images, as it is read."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.split("<body>")[1])))


def headings(page):
    return [unescape(each) for each in re.findall(r"<h2>(.*?)</h2>", page)]


def test_it_answers_its_questions_in_order(beijing):
    assert headings(beijing) == [
        "Where Beijing stands",
        "Strengths and weaknesses",
        "How certain the rank is",
        "Beijing and Shanghai",
        "What would bring Beijing to rank 5",
        "Values and sources",
        "What is published and what is ours",
        "Sources",
    ]


def test_its_figures_are_those_of_the_questions(ieci, beijing):
    read = words(beijing)
    for line in ieci.explain("Beijing").shown.lines:
        assert line in read
    bounds = ieci.rank_bounds(within=0.25, cities=["Beijing"]).table.loc["Beijing"]
    assert f"from {bounds['best']} to {bounds['worst']}." in read
    drawn = ieci.uncertainty(draws=300, rng=1).table.loc["Beijing"]
    assert f"from {drawn['q05']:g} to {drawn['q95']:g} in 90% of 300 draws" in read
    node = ieci.subindex("connectivity")
    exact = node.rank_bounds(within=0.25, cities=["Beijing"]).table.loc["Beijing"]
    usual = node.uncertainty(draws=300, rng=1).table.loc["Beijing"]
    ranges = f"{exact['best']}–{exact['worst']} {usual['q05']:g}–{usual['q95']:g}"
    assert f"Connectivity 33.0 29.5 14 37 {ranges}" in read
    against = ieci.explain("Beijing", against="median")
    lowest = against.contributions.idxmin()
    name = {each.id: each.name for each in ieci.framework.indicators}[lowest]
    assert f"What holds it back most, against the median of all cities: {name} -" in read
    for line in ieci.improve("Beijing", rank=5, limits="doubled").shown.lines:
        assert line in read
    assert "The authors published rank 7 for Beijing; the reconstruction has rank 8." in read


def test_every_value_stands_in_it_with_year_and_source(ieci, beijing):
    own = ieci.provenance[ieci.provenance["city"] == "Beijing"]
    rows = re.findall(r"<tr><td>.*?</tr>", beijing.split("Values and sources")[1])
    assert len(rows) == len(own)
    for row, (_, value) in zip(rows, own.iterrows(), strict=True):
        assert f"{value['value']:.6g}" in row
        assert value["source"] in row
        assert value["year"] in row
        assert next(each.status for each in ieci.framework.indicators if each.id == value["indicator"]) in row
    assert "iqair-2021: World Air Quality Report 2021" in words(beijing)


def test_it_loads_nothing_and_its_pictures_have_descriptions(beijing):
    assert not re.search(r'(?:src|href)="(?!data:)', beijing)
    pictures = re.findall(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="([^"]+)">', beijing)
    assert len(pictures) == 2
    assert all("Beijing" in each for each in pictures)


def test_a_city_outside_the_index_is_placed_and_moves_nobody(ieci):
    read = words(ieci.report("杭州", against="Beijing", rank=30, draws=100))
    placed = ieci.place("Hangzhou")
    assert placed.explain("Hangzhou").shown.lines[0] in read
    assert "is not among the 37 cities of the index" in read
    assert placed.compare("Hangzhou", "Beijing").shown.lines[0] in read
    assert "published rank" not in read


def test_a_city_with_values_of_ones_own_has_a_report(example):
    values = example.raw.loc["Paris"]
    placed = example.place("Our town", values)
    page = placed.report("Our town", against=["Paris", "Hangzhou"], rank=3, draws=50)
    assert "Our town is not among the 12 cities of the index." in words(page)
    assert placed.explain("Our town").shown.lines[0] in words(page)
    assert headings(page)[3:6] == ["Our town and Paris", "Our town and Hangzhou", "What would bring Our town to rank 3"]
    chinese = placed.report("Our town", draws=50, lang="zh")
    assert "Our town不在指数的12个城市之列" in words(chinese)
    assert chinese == example.in_language("zh").place("Our town", values).report("Our town", draws=50)
    assert chinese != placed.report("Our town", draws=50)


def test_other_placed_cities_are_left_aside_unless_they_are_asked_about(example):
    table = example.raw.loc[["Paris", "London"]].set_axis(["Ours", "Theirs"]).rename_axis("city").reset_index()
    both = example.place(table)
    assert both.report("Ours", draws=50) == example.place("Ours", example.raw.loc["Paris"]).report("Ours", draws=50)
    assert "Ours and Theirs" in headings(both.report("Ours", against="Theirs", draws=50))
    with pytest.raises(ix.UnknownNameError, match="Nowhere"):
        both.report("Nowhere", draws=50)


def test_a_placed_city_beside_it_does_not_count_in_its_rank(ieci):
    assert "rank 8 of 37" in words(ieci.report("Beijing", against="Hangzhou", draws=20))


def test_the_same_report_is_the_same_bytes_and_is_written_to_a_file(example, tmp_path):
    page = example.report("Tokyo", tmp_path / "tokyo.html", draws=50)
    assert page == example.report("Tokyo", draws=50)
    assert (tmp_path / "tokyo.html").read_text("utf-8") == page


def test_names_are_text_wherever_they_stand():
    evil = "<img src=x onerror=alert(1)>"
    made = framework(root(name="</title><script>alert(2)</script>"), indicator("a").replace(name=evil), indicator("b"))
    index = ix.score(table({"a": [1.0, 2.0, 4.0], "b": [2.0, 5.0, 1.0]}, [evil, "B", "C"]), made)
    page = index.report(evil, against="B", draws=50)
    assert "<img src=x" not in page
    assert "<script" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_what_cannot_be_answered_is_said_with_the_reason():
    method = ix.Method(groups={"aggregate": {"kind": "copeland"}})
    index = ix.score(table({"a": [1.0, 2.0, 4.0], "b": [2.0, 5.0, 1.0]}), framework("a", "b"), method)
    read = words(index.report("A", draws=50))
    assert "Not answered: " in read
    assert "How certain the rank is" in read


def test_it_is_in_the_language_of_the_index_or_that_which_is_asked_for(example):
    chinese = example.report("Tokyo", draws=50, lang="zh")
    assert '<html lang="zh">' in chinese
    assert "<h1>东京" in chinese or "东京" in headings(chinese)[0]
    assert chinese == example.in_language("zh").report("Tokyo", draws=50)
    assert example.in_language("zh").report("Tokyo", draws=50, lang="en") == example.report("Tokyo", draws=50)
    with pytest.raises(ix.RequestError, match="zh"):
        example.report("Tokyo", lang="xx")


def test_a_city_without_a_score_has_a_report_that_says_so():
    method = ix.Method(groups={"min_coverage": 1.0})
    index = ix.score(table({"a": [1.0, 2.0, None], "b": [2.0, 5.0, 1.0]}), framework("a", "b"), method)
    page = index.report("C", against="A", draws=50)
    assert headings(page)[-3] == "What would improve the rank of C"
    assert words(page).count("C has no score, and so no rank.") == 2
    assert "Not answered: " in words(page)


@pytest.mark.parametrize(("ties", "own"), [("average", 2.5), ("max", 3)])
def test_a_rank_in_nearly_all_draws_is_said_as_one_rank(ties, own):
    values = [[9.0, 9.0], [5.0, 5.0], [5.0, 5.0], [1.0, 1.0]]
    index = index_of(values, framework("a", "b"), ix.Method(rank={"ties": ties}))
    assert f"its rank is {own:g} in at least 90% of 50 draws." in words(index.report("city 1", draws=50))


def test_the_first_city_has_nothing_above_it(example):
    assert "London is first." in words(example.report("London", draws=50))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"city": "Atlantis", "against": ["Pekin"]}, ["Atlantis", "Pekin"]),
        ({"city": "Tokyo", "against": "tokyo"}, ["against", "is the city of the report"]),
        ({"city": "Tokyo", "against": 3}, ["against", "names of cities"]),
        ({"city": "Tokyo", "path": "tokyo.pdf"}, ["ends in .html"]),
        ({"city": "Tokyo", "rank": 99}, ["rank"]),
        ({"city": "Tokyo", "draws": 0}, ["draws"]),
    ],
)
def test_wrong_arguments_are_our_errors(example, arguments, expected):
    with pytest.raises(ix.RequestError) as refusal:
        example.report(**arguments)
    assert all(part in str(refusal.value) for part in expected)


def test_what_is_ranked_is_called_as_the_framework_calls_it():
    nodes = [indicator(name, spatial_level="country") for name in "abc"]
    made = framework(*nodes, unit_name={"one": "country", "many": "countries", "zh": "国家"})
    data = table({"a": [1, 2, 4, 3], "b": [2, 5, None, 4], "c": [1, 3, 2, 9]}, ["Chad", "Peru", "Nepal", "Fiji"])
    index = ix.score(data, made)
    english, chinese = (index.in_language(lang).report("Peru", against="Nepal", draws=20) for lang in ("en", "zh"))
    assert "the median of all countries" in words(english)
    assert "与全部国家的中位数相比" in words(chinese)
    assert not re.search(r"\bcit(y|ies)\b", english)
    assert "城市" not in chinese
    assert "whole country" not in words(english)  # a country shares its values with no other
    assert "全国" not in chinese


def test_its_sources_and_years_are_in_its_language(ieci):
    chinese = words(ieci.in_language("zh").report("Beijing", draws=20))
    assert "iqair-2021：《2021年世界空气质量报告》城市数据表" in chinese
    assert "2021-2023（年份不一）" in words(ieci.in_language("zh").report("Seoul", draws=20))
    assert "(mixed)" not in chinese


def test_a_rank_beyond_what_is_realistic_is_said_to_be_so_and_the_best_that_can_be_reached_is_shown():
    index = ix.score(table({"a": [10, 30, 40, 80], "b": [10, 20, 40, 60]}), framework("a", "b"))
    read = words(index.report("A", rank=1, draws=20))
    assert "What would bring A to rank 1 No indicator is changed to more than twice its value" in read
    assert "rank 1 cannot be reached by what the city can change itself; rank 3 can." in read
    for line in index.improve("A", rank=3, limits="doubled").shown.lines:
        assert line in read
    held = ix.score(table({"a": [1, 2, 3, 100], "b": [1, 2, 3, 100]}), framework("a", "b"))
    assert "no change that C can make itself gives it a better rank" in words(held.report("C", rank=1, draws=20))
    assert "在此限度内，C自身可改变的指标均不能使其位次上升。" in words(
        held.in_language("zh").report("C", rank=1, draws=20)
    )
