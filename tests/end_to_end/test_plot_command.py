"""``intlindex plot`` writes a figure, prints nothing, and refuses what makes no sense."""

from __future__ import annotations

import pytest

from intlindex.cli import main
from intlindex.cli.commands_plot import FIGURES


@pytest.mark.parametrize(
    "arguments",
    [
        ["ranking", "--top", "5"],
        ["ranking", "--widths", "--size", "column"],
        ["profile", "北京", "--nodes", "indicators", "--size", "column"],
        ["compare", "Beijing", "Shanghai", "--by", "dimensions", "--title", "Two cities"],
        ["bounds", "--within", "0.2", "--top", "9"],
        ["uncertainty", "--draws", "60", "--seed", "3", "--size", "5,6"],
        ["uncertainty", "--draws", "60", "--kind", "pairwise"],
        ["triangle", "Beijing", "--within", "0.5"],
        ["tornado", "Beijing", "--top", "4"],
        ["map"],
        ["framework", "--node", "connectivity"],
        ["distributions"],
        ["ranking", "--node", "influence", "--weights", "culture_education=2"],
    ],
)
def test_a_figure_is_written_and_nothing_is_printed(arguments, tmp_path, capsys):
    target = tmp_path / "figure.svg"
    assert main.main(["plot", *arguments, "--framework", "example", "--out", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert "</svg>" in target.read_text("utf-8")
    assert "<text" in target.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["tipping", "Beijing", "Tokyo", "--size", "column", "--title", "A tie"],
        ["audit", "--kind", "loadings", "--group", "influence", "--rotated"],
        ["improve", "Paris", "--rank", "1", "--kind", "levers", "--top", "3"],
        ["explain", "Beijing", "--by", "dimensions"],
        ["compare-indices", "geometric"],
        ["sensitivity", "--leave-out", "group"],
        ["dominance", "--top", "5"],
        ["most-favourable", "Beijing"],
        ["weight-map", "Beijing"],
        ["stability-radius", "--first", "3"],
        ["calibrate", "Paris", "London", "--random-orders", "0"],
        ["local-sensitivity", "--top", "5"],
        ["scenarios", "geometric"],
        ["--lang", "zh", "sensitivity", "--samples", "8", "--bootstraps", "0", "--seed", "1"],
    ],
)
def test_the_result_of_another_command_is_drawn_by_plot_before_it(arguments, tmp_path, capsys):
    target = tmp_path / "figure.svg"
    start = arguments[:2] if arguments[0] == "--lang" else []
    given = [*start, "plot", *arguments[len(start) :], "--framework", "example", "--out", str(target)]
    assert main.main(given) == 0
    assert capsys.readouterr().out == ""
    text = target.read_text("utf-8")
    assert "</svg>" in text
    if "--title" in arguments:
        assert "A tie" in text
    if start:
        assert "weights of" not in text
        assert "位次" in text


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["rank", "--out", "a.svg"], 2, "no figure"),
        (["tipping", "Beijing", "Tokyo"], 2, ".svg"),
        (["tipping", "Beijing", "Tokyo", "--out", "a.csv"], 2, ".svg"),
        (["tipping", "Beijing", "Tokyo", "--out", "a.svg", "--format", "json"], 2, "--format"),
        (["tipping", "Beijing", "Tokyo", "--out", "a.svg", "--size", "large"], 2, "--size"),
        (["tipping", "Beijing", "Tokyo", "--out", "a.svg", "--size", "0,4"], 2, "--size"),
        (["tipping", "Beijing", "Tokyo", "--out", "a.svg", "--dpi", "1"], 2, "--dpi"),
        (["tipping", "Beijing", "Tokyo", "--out", "a.svg", "--kind", "pie"], 3, "'kind'"),
        (["audit", "--out", "a.svg", "--kind", "pie"], 3, "scree"),
    ],
)
def test_a_result_that_cannot_be_drawn_is_refused(arguments, code, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main.main(["plot", *arguments, "--framework", "example"]) == code
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["svg", "pdf", "png", "PNG"])
def test_the_suffix_determines_the_format(ending, tmp_path):
    target = tmp_path / f"ranking.{ending}"
    assert main.main(["plot", "ranking", "--framework", "example", "--out", str(target)]) == 0
    start = {"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG"}[ending.lower()]
    assert target.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ranking", "--out", "a.jpg"], 2, ".svg or .pdf or .png"),
        (["ranking", "--out", "a"], 2, ".svg"),
        (["profile", "--out", "a.svg"], 2, "1 city"),
        (["compare", "Beijing", "--out", "a.svg"], 2, "2 cities"),
        (["triangle", "Beijing", "Paris", "--out", "a.svg"], 2, "1 city"),
        (["triangle", "--of", "influence", "--out", "a.svg"], 3, "three"),
        (["ranking", "Beijing", "--out", "a.svg"], 2, "0 cities"),
        (["ranking", "--within", "0.2", "--out", "a.svg"], 2, "--within"),
        (["bounds", "--widths", "--out", "a.svg"], 2, "--widths"),
        (["ranking", "--size", "large", "--out", "a.svg"], 2, "--size"),
        (["profile", "Pekin", "--out", "a.svg"], 3, "Beijing"),
        (["ranking", "--top", "0", "--out", "a.svg"], 3, "top"),
        (["ranking", "--size", "0,4", "--out", "a.svg"], 2, "--size"),
        (["ranking", "--dpi", "0", "--out", "a.svg"], 2, "--dpi"),
        (["zzzz", "--out", "a.svg"], 2, "allowed: 'agreement', 'bounds'"),
        (["sensitivty", "--leave-out", "group", "--out", "a.svg"], 2, "did you mean 'sensitivity' or"),
        (["--out", "a.svg", "rankin"], 2, "did you mean 'ranking'?"),
        (["ranking", "--out", "nowhere/a.svg"], 3, "cannot be written"),
        (["profile", "London", "--nodes", "pillars", "--out", "a.svg"], 3, "'groups'"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, code, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main.main(["plot", *arguments, "--framework", "example"]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err
    assert list(tmp_path.iterdir()) == []


def test_a_figure_and_a_file_are_required(capsys):
    for arguments in (["plot"], ["plot", "ranking"]):
        with pytest.raises(SystemExit) as stopped:
            main.main(arguments)
        assert stopped.value.code == 2
    assert "ranking" in FIGURES
    capsys.readouterr()
