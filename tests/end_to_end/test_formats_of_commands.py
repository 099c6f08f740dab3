"""Markdown and LaTeX from every command, and ranks within groups of cities."""

import csv
import io
import json

import pandas as pd
import pytest

import intlindex as ix

COMMANDS = (["rank"], ["score"], ["show"], ["show", "influence"], ["validate"], ["rank", "--within", "region"])


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_writes_markdown(result, arguments):
    lines = result(*arguments, "--format", "markdown").splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) >= 3
    widths = {line.replace("\\|", "").count("|") for line in table}
    assert len(widths) == 1
    assert lines[0]
    assert not lines[0].startswith("|")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_writes_latex(result, arguments):
    text = result(*arguments, "--format", "latex")
    for name in ("table", "tabular"):
        assert text.count(rf"\begin{{{name}}}") == text.count(rf"\end{{{name}}}") == 1
    body = text[text.index(r"\midrule") : text.index(r"\bottomrule")].splitlines()[1:]
    assert all(line.endswith(r" \\") for line in body)
    header = text[text.index(r"\toprule") : text.index(r"\midrule")]
    columns = header.count("&")
    assert {line.replace(r"\&", "").count("&") for line in body} == {columns}


@pytest.mark.parametrize("form", ["markdown", "latex"])
def test_the_ranking_says_in_every_format_that_it_is_a_reconstruction(result, form):
    assert "A reconstruction from open data" in result("rank", "--format", form)


def test_the_ranking_in_markdown_has_the_cities_of_the_csv_in_order(result):
    rows = list(csv.DictReader(io.StringIO(result("rank", "--format", "csv"))))
    lines = [line for line in result("rank", "--format", "markdown").splitlines() if line.startswith("|")][2:]
    assert [line.split("|")[2].strip() for line in lines] == [row["city"] for row in rows]


def test_a_file_gets_the_same_text(result, tmp_path):
    assert result("rank", "--format", "latex", "--out", tmp_path / "ranking.tex") == ""
    assert (tmp_path / "ranking.tex").read_text("utf-8") == result("rank", "--format", "latex")


def test_ranks_within_regions_are_those_of_python(result):
    record = json.loads(result("rank", "--within", "region", "--format", "json"))
    assert record["format"] == "intlindex/ranks-within/1"
    assert record["by"] == "region"
    expected = ix.load("ieci-2022").ranks_within("region").table
    found = {city: (name, ranks) for name, group in record["groups"].items() for city, ranks in group.items()}
    assert set(found) == set(expected.index)
    for city, (name, ranks) in found.items():
        assert name == expected.loc[city, "region"]
        assert ranks == expected.loc[city].drop("region").to_dict()


def test_ranks_within_groups_stay_within_80_columns(result):
    assert max(map(len, result("rank", "--within", "region").splitlines())) <= 80


def test_a_group_that_is_not_there_is_wrong_input(command):
    outcome = command("rank", "--within", "regoin")
    assert outcome.code == 3
    assert outcome.out == ""
    assert "did you mean 'region'" in outcome.err


def test_another_format_is_wrong_usage(command):
    assert command("rank", "--format", "excel").code == 2


def test_export_writes_a_workbook_and_says_so(result, tmp_path):
    path = tmp_path / "ieci.xlsx"
    record = json.loads(result("export", path, "--weights", "influence=2", "--format", "json"))
    assert record == {"format": "intlindex/export/1", "framework": "ieci-2022", "written": str(path)}
    ranking = pd.read_excel(path, sheet_name="ranking")
    assert ranking["city"].to_list() == ix.load("ieci-2022").reweight(influence=2).ranking["city"].to_list()


def test_export_writes_one_long_table(result, tmp_path):
    pytest.importorskip("pyarrow")
    assert result("export", tmp_path / "ieci.parquet") == f"written: {tmp_path / 'ieci.parquet'}\n"
    assert set(pd.read_parquet(tmp_path / "ieci.parquet")["stage"]) >= {"raw", "scores", "ranks"}


def test_export_to_another_kind_of_file_is_wrong_usage_and_to_no_folder_wrong_input(command, tmp_path):
    assert command("export", tmp_path / "ieci.ods").code == 2
    assert command("export").code == 2
    outcome = command("export", tmp_path / "no" / "ieci.xlsx")
    assert (outcome.code, outcome.out) == (3, "")
    assert "cannot be written" in outcome.err
