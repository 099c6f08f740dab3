"""The command ``draft``: from a spreadsheet to a ranking."""

import csv
import json

import pytest

TABLE = """Tabelle 1
Stadt;Arbeitslosenquote (%);Parks;Einwohner
Köln;8,5;40;1.080.000
Bonn;6,0;9;330.000
;;;
Quelle: Amt
"""


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "städte 1.csv"
    path.write_text(TABLE, encoding="cp1252")
    return path


def test_from_a_sheet_to_a_ranking(command, sheet, tmp_path):
    folder = tmp_path / "my index"
    report = command("draft", sheet, "--out", folder)
    assert report.code == 0, report.err
    assert "--encoding=cp1252" in report.out
    assert "Written to" in report.out
    files = ["--framework", folder / "framework.toml", "--data", folder / "values.csv"]
    ranked = command("rank", *files, "--method", folder / "method.toml", "--format", "csv")
    assert ranked.code == 0, ranked.err
    assert [row["city"] for row in csv.DictReader(ranked.out.splitlines())] == ["Köln", "Bonn"]
    assert (folder / "framework.toml").read_text("utf-8").count("# guess: ") == 6


def test_the_report_as_json_and_csv(command, sheet, tmp_path):
    record = json.loads(command("draft", sheet, "--out", tmp_path / "a", "--format", "json").out)
    assert record["format"] == "intlindex/table/1"
    assert record["kind"] == "Draft"
    names = [column["name"] for column in record["columns"]]
    assert [row[names.index("read as")] for row in record["rows"]] == ["key", "indicator", "indicator", "attribute"]
    table = command("draft", sheet, "--out", tmp_path / "b", "--format", "csv").out
    rows = list(csv.DictReader(table.splitlines()))
    assert rows[1]["unit"] == "%"
    assert rows[1]["direction"] == "lower"


def test_what_is_wrong_is_reported_at_once_without_a_traceback(command, tmp_path):
    (tmp_path / "x").write_text("x", "utf-8")
    outcome = command("draft", tmp_path / "no.csv", "--out", tmp_path)
    assert outcome.code == 3
    assert outcome.out == ""
    assert "is not an empty folder" in outcome.err
    assert "no such file" in outcome.err
    assert "Traceback" not in outcome.err
    assert command("draft", tmp_path / "no.csv").code == 2


def test_settings_that_are_given_are_kept(command, sheet, tmp_path):
    outcome = command("draft", sheet, "--out", tmp_path / "a", "--key", "Parks", "--encoding", "latin-1")
    assert outcome.code == 0, outcome.err
    assert (tmp_path / "a" / "values.csv").read_text("utf-8").splitlines()[1].startswith("40,")
    assert command("draft", sheet, "--out", tmp_path / "b", "--key", "Nein").code == 3
