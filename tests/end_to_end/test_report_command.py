"""The report at the command line."""

from __future__ import annotations

import pytest

import intlindex as ix

pytest.importorskip("matplotlib")


def test_a_report_is_written_to_a_file_and_nothing_is_printed(command, tmp_path):
    page = tmp_path / "hangzhou.html"
    outcome = command("report", "杭州", "--against", "北京", "上海", "--rank", "30", "--draws", "50", "--out", page)
    assert (outcome.code, outcome.out) == (0, "")
    assert "<h1>Hangzhou in the International Exchange Centers Index 2022" in page.read_text("utf-8")


def test_a_file_with_values_of_ones_own_gives_the_report_of_python(command, tmp_path, example):
    values = tmp_path / "town.csv"
    example.raw.loc[["Paris"]].set_axis(["Our town"]).rename_axis("city").to_csv(values)
    page = tmp_path / "town.html"
    options = ["--framework", "example", "--place", values, "--draws", "50", "--lang", "zh", "--out", page]
    outcome = command("report", "Our town", "--against", "Tokyo", *options)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    placed = ix.load("example").place(values)
    assert page.read_text("utf-8") == placed.report("Our town", against="Tokyo", draws=50, lang="zh")


def test_an_audit_is_a_page_where_the_file_is_one(command, tmp_path):
    page = tmp_path / "audit.html"
    outcome = command("audit", "--framework", "example", "--lang", "zh", "--fail-on", "warning", "--out", page)
    assert (outcome.code, outcome.out) == (3, "")
    assert '<html lang="zh">' in page.read_text("utf-8")
    assert command("audit", "--format", "csv", "--out", page).code == 2
    assert command("rank", "--out", page).code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (("report", "Atlantis", "--out", "page.html"), 3, "Atlantis"),
        (("report", "Beijing", "--out", "page.pdf"), 2, ".html"),
        (("report", "Beijing"), 2, "--out"),
        (("report", "Beijing", "--against", "Beijing", "--out", "page.html"), 3, "is the city of the report"),
    ],
)
def test_wrong_use_is_told_without_a_traceback(command, tmp_path, monkeypatch, arguments, code, expected):
    monkeypatch.chdir(tmp_path)
    outcome = command(*arguments)
    assert outcome.code == code
    assert expected in outcome.err
    assert "Traceback" not in outcome.err
