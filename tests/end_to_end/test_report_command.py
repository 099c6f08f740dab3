"""The report at the command line."""

from __future__ import annotations

import pytest

pytest.importorskip("matplotlib")


def test_a_report_is_written_to_a_file_and_nothing_is_printed(command, tmp_path):
    page = tmp_path / "hangzhou.html"
    outcome = command("report", "杭州", "--against", "北京", "上海", "--rank", "30", "--draws", "50", "--out", page)
    assert (outcome.code, outcome.out) == (0, "")
    assert "<h1>Hangzhou in the International Exchange Centers Index 2022" in page.read_text("utf-8")


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
