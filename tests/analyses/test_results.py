"""What every result has, whatever was asked: a table, findings, what is shown, identity, and files of four kinds."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
import re
from html import escape

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex import results
from intlindex.display import html, text
from intlindex.display.headings import heading_key
from intlindex.display.result import Result
from intlindex.sentences import catalogue, catalogues, say
from intlindex.sentences.filling import CITIES, LISTS, QUOTES
from makers import framework as framework_of
from makers import group, indicator, root

NODES = (
    root(),
    group("x"),
    group("y"),
    group("z"),
    indicator("a", "x").replace(name="Name of a"),
    indicator("b", "x"),
    indicator("c", "y"),
    indicator("d", "y"),
    indicator("e", "z"),
)


def scored(seed: int = 0, **values) -> ix.Index:
    numbers = np.random.default_rng(seed).uniform(1, 9, (12, 5)).round(2)
    frame = pd.DataFrame(numbers, columns=list("abcde"))
    frame.insert(0, "city", [f"City {row}" for row in range(12)])
    frame["region"] = ["North", "South", "East"] * 4
    for name, value in values.items():
        frame.loc[0, name] = value
    return ix.score(frame, framework_of(*NODES))


INDEX, LATER = scored(), scored(1)
MAKERS = {
    "Agreement": lambda: ix.load("ieci-2022").agreement(),
    "Audit": INDEX.audit,
    "Calibration": lambda: INDEX.calibrate(["City 1", "City 2", "City 3"], random_orders=2),
    "Change": lambda: LATER.change_from(INDEX),
    "Comparison": lambda: INDEX.compare("City 1", "City 2"),
    "Dominance": INDEX.dominance,
    "Draft": lambda: ix.draft(INDEX.raw),
    "Explanation": lambda: INDEX.explain("City 1"),
    "Improvement": lambda: INDEX.improve(INDEX.ranking["city"].iloc[5], rank=3),
    "IndexSet": lambda: ix.compare_indices({"one": INDEX, "other": LATER}),
    "LeaveOneOut": INDEX.leave_one_out,
    "Reweightings": lambda: INDEX.reweight_many([{INDEX.nodes[1]: 2.0}, {}]),
    "LocalSensitivity": INDEX.local_sensitivity,
    "MostFavourable": lambda: INDEX.most_favourable("City 1"),
    "Panel": lambda: ix.panel(_two_years(), framework_of(*NODES)),
    "Placement": lambda: INDEX.place("New", {"a": 3.0, "c": 4.0, "e": 5.0}),
    "RankBounds": INDEX.rank_bounds,
    "RankMap": lambda: INDEX.weight_map().ranks("City 1"),
    "RanksWithin": lambda: INDEX.ranks_within("region"),
    "Scenarios": lambda: INDEX.scenarios({"more x": {"x": 2}}),
    "Sensitivity": lambda: INDEX.sensitivity(samples=16, bootstraps=8),
    "StabilityRadius": INDEX.stability_radius,
    "TippingPoint": lambda: INDEX.tipping_point("City 1", "City 2"),
    "Uncertainty": lambda: INDEX.uncertainty(50),
    "WeightMap": INDEX.weight_map,
}


def _two_years() -> pd.DataFrame:
    years = [scored(seed).raw.reset_index().assign(time=time) for time, seed in ((2020, 0), (2021, 1))]
    return pd.concat(years, ignore_index=True)


@pytest.fixture(scope="module", params=sorted(MAKERS))
def result(request) -> Result:
    return MAKERS[request.param]()


def test_every_result_class_is_tried_and_public():
    for found in pkgutil.walk_packages(ix.__path__, "intlindex."):
        if any(part in found.name for part in (".analyses.", ".display.", ".api.")):
            importlib.import_module(found.name)
    kinds = {kind.__name__ for kind in Result.__subclasses__() if kind.__module__.startswith("intlindex")}
    assert kinds == set(MAKERS)
    assert kinds <= set(results.__all__)


def test_it_has_a_table_that_nobody_can_change(result):
    assert isinstance(result.table, pd.DataFrame)
    assert not result.table.empty
    handed_out = result.table
    first = handed_out.columns[0]
    handed_out[first] = "changed"
    assert not (result.table[first] == "changed").any()


def test_its_findings_have_one_shape(result):
    assert list(result.findings.columns) == ["code", "severity", "node", "message"]
    assert set(result.findings["severity"]) <= {"info", "warning", "error"}


def test_what_takes_no_argument_is_a_property(result):
    for name, value in inspect.getmembers(type(result), inspect.isfunction):
        if not name.startswith("_") and name != "record":  # a method, as that of an index
            assert len(inspect.signature(value).parameters) > 1, name


def test_it_shows_itself_within_a_screen(result):
    lines = repr(result).splitlines()
    assert result.shown.title.split()[0] in lines[0]
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 80
    assert escape(result.shown.title) in result._repr_html_()


def test_it_is_equal_to_itself_alone_and_can_be_hashed(result):
    assert result == result  # noqa: PLR0124  the very thing that is tried
    assert result != object()
    assert {result: 1}[result] == 1


def test_it_comes_back_from_a_pickle(result):
    back = pickle.loads(pickle.dumps(result))  # noqa: S301  our own bytes
    pd.testing.assert_frame_equal(back.table, result.table)
    pd.testing.assert_frame_equal(back.findings, result.findings)
    assert repr(back) == repr(result)


def test_it_is_written_as_markdown_latex_and_html_with_the_rows_that_are_asked_for(result):
    rows = min(2, len(result.shown.table if len(result.shown.table.columns) else result.table))
    text = result.to_markdown(top=2)
    assert text.startswith(result.shown.title[:5])
    assert text.count("\n| ") == rows + 1 + 1 - (rows == 0) * 2
    assert "No title" in result.to_markdown(caption="No title")
    assert not result.to_markdown(caption="").startswith("No")
    latex = result.to_latex(top=2, label="tab:it")
    assert r"\begin{table}" in latex
    assert r"\label{tab:it}" in latex
    assert latex.count(r" \\") == rows + 1
    assert r"\begin{longtable}" in result.to_latex(long=True)
    html = result.to_html(top=2)
    assert html.startswith("<table")
    assert html.count("<tr>") == rows + 1
    assert "<caption" in html
    assert "<caption" not in result.to_html(caption="")


def test_digits_are_those_that_are_asked_for(result):
    if any(result.shown.table.dtypes == np.float64):
        assert result.to_markdown(digits=5) != result.to_markdown(digits=2)


def test_it_is_written_as_csv(result, tmp_path):
    path = tmp_path / "result.csv"
    text = result.to_csv(path)
    assert path.read_bytes().decode() == text
    assert len(pd.read_csv(path)) == len(result.table)


def test_it_is_written_as_a_workbook(result, tmp_path):
    path = tmp_path / "result.xlsx"
    assert result.to_excel(path) is None
    sheets = pd.read_excel(path, sheet_name=None)
    assert list(sheets)[:2] == ["about", "table"]
    assert ("findings" in sheets) == (len(result.findings) > 0)
    assert len(sheets["table"]) == len(result.table)
    assert sheets["about"]["about"].iloc[0] == result.shown.published().title


def test_documents_have_names_instead_of_ids_unless_asked_otherwise():
    found = INDEX.explain("City 1")
    assert "Name of a" in found.to_markdown()
    assert "Name of a" not in found.to_markdown(names=False)
    assert "Name of a" in found.to_latex()
    assert "Name of a" in found.to_html()


def test_workbooks_have_names_instead_of_ids(tmp_path):
    INDEX.explain("City 1").to_excel(tmp_path / "explained.xlsx")
    assert "Name of a" in set(pd.read_excel(tmp_path / "explained.xlsx", sheet_name="table")["node"])


def unnamed(shown: ix.results.Shown, theirs: set[str]) -> list[str]:
    """List the columns that have no heading, in the catalogue or of the result, and are no ids or names of users."""
    return [
        column
        for column in shown.table.columns
        if catalogue().get(heading_key(column)) != column
        and column not in {*shown.headings, *shown.labels, *theirs}
        and not re.fullmatch(r"q\d+", column)  # a quantile, in any language
    ]


def test_every_shown_column_has_a_heading_or_is_an_id(result):
    theirs = {"one", "other", "region", *INDEX.nodes, *INDEX.cities}
    assert unnamed(result.shown, theirs) == []
    assert unnamed(result._published, theirs) == []
    for column, sentence in result.shown.headings.items():
        assert sentence == column


def test_columns_that_only_some_questions_show_have_headings():
    asked = (
        INDEX,
        INDEX.explain("City 1", against="City 2"),
        INDEX.explain("City 1", against="mean"),
        INDEX.improve("City 1", rank=1, costs={"a": 2.0}),
        INDEX.sensitivity(target="rank", samples=8, bootstraps=0),
        INDEX.leave_one_out("city"),
    )
    for each in asked:
        assert unnamed(each.shown, {*INDEX.nodes, *INDEX.cities}) == []


def test_title_lines_and_headers_have_names_in_documents_and_ids_at_a_prompt():
    shown = ix.results.Shown(
        say("required/scoring-weighed-child", node="a"),
        (say("index/weight", node="b", weight=2.0),),
        pd.DataFrame({"node": ["  a *", "b"], "b": [1.0, 2.0], "rank 2020": [1, 2]}),
        bars=("b",),
        labels={"a": "Output", "b": "Air"},
        headings={"rank 2020": say("heading/rank-at", time="2020")},
    )
    at_a_prompt = shown.written()
    assert (at_a_prompt.title, at_a_prompt.lines) == (shown.title, shown.lines)
    pd.testing.assert_frame_equal(at_a_prompt.table, shown.table)
    published = shown.published()
    assert published.title == "does not name the child 'Output'"
    assert published.lines == ("Air = 2",)
    assert published.table.columns.to_list() == ["node", "Air", "rank 2020"]
    assert published.table["node"].to_list() == ["  Output *", "Air"]
    assert published.bars == ("Air",)
    assert shown.published(names=False).title == shown.title


def test_a_language_has_its_own_headings(monkeypatch):
    theirs = {**catalogue(), "heading/rank": "place", "heading/rank-at": "place of {time}"}
    monkeypatch.setattr(catalogues, "_parts", lambda _: (theirs,))
    for each in (LISTS, CITIES, QUOTES):
        monkeypatch.setitem(each, "xx", each["en"])
    headings = {"rank 2020": say("heading/rank-at", time=2020)}
    table = pd.DataFrame({"rank": [1], "rank 2020": [2]})
    shown = ix.results.Shown(say("shown/rest", count=2), table=table, language="xx", headings=headings)
    assert shown.written().table.columns.to_list() == ["place", "place of 2020"]
    assert "place of 2020" in text.describe_result(shown)
    assert "place of 2020" in html.describe_result(shown)


def test_a_generator_is_spawned_from_and_never_advanced():
    for ask in (
        lambda rng: INDEX.explain("City 1", rng=rng),
        lambda rng: INDEX.compare("City 1", "City 2", rng=rng),
        lambda rng: INDEX.calibrate(["City 1", "City 2"], random_orders=1, rng=rng),
        lambda rng: INDEX.uncertainty(10, rng=rng),
        lambda rng: INDEX.sensitivity(samples=4, bootstraps=0, rng=rng),
    ):
        rng = np.random.default_rng(7)
        ask(rng)
        assert rng.bit_generator.state == np.random.default_rng(7).bit_generator.state


@pytest.mark.parametrize("ask", ["uncertainty", "sensitivity", "calibrate", "explain", "compare"])
def test_random_numbers_are_those_of_seed_0_unless_asked_otherwise(ask):
    assert inspect.signature(getattr(ix.Index, ask)).parameters["rng"].default == 0


def test_weights_vary_at_the_root_unless_asked_otherwise():
    for ask in (INDEX.rank_bounds, INDEX.dominance, INDEX.stability_radius, INDEX.weight_map):
        assert ask().weight_set == ask(of="index").weight_set
        assert "x, y, z in index" in ask().weight_set
    assert "within 0.25" in INDEX.rank_bounds().weight_set
    assert "within 0.25" in INDEX.dominance().weight_set
    assert "any that sum to one" in INDEX.stability_radius().weight_set
