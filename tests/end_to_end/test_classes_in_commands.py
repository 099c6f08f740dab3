"""Classes in what the command line prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intlindex.cli import main

FOLDER = Path(__file__).parents[2] / "examples" / "indices" / "risk"
FILES = [
    *("--framework", str(FOLDER / "framework.toml")),
    *("--data", str(FOLDER / "values.csv")),
    *("--method", str(FOLDER / "method.toml")),
]


def printed(capsys, *arguments):
    assert main.main([*arguments]) == 0
    return capsys.readouterr().out


def test_rank_prints_the_class_in_every_format(capsys):
    table = printed(capsys, "rank", *FILES)
    assert "class" in table
    assert "very high" in table
    assert printed(capsys, "rank", *FILES, "--format", "csv").splitlines()[0].startswith("rank,city,score,class,hazard")
    record = json.loads(printed(capsys, "rank", *FILES, "--format", "json"))
    assert record["ranking"][0]["class"] == "very high"


def test_uncertainty_prints_probabilities_of_classes(capsys):
    draws = ("--draws", "100", "--seed", "1")
    table = printed(capsys, "uncertainty", *FILES, *draws, "--show", "classes")
    assert "falls into a class" in table
    record = json.loads(printed(capsys, "uncertainty", *FILES, *draws, "--format", "json"))
    assert sum(record["classes"]["Dravia"].values()) == pytest.approx(1)


def test_no_classes_no_probabilities(capsys):
    code = main.main(["uncertainty", "--draws", "10", "--show", "classes", "--seed", "1"])
    assert code in (2, 3)
    assert "no classes" in capsys.readouterr().err


def test_a_cut_that_falls_is_an_error_with_its_place(tmp_path, capsys):
    method = tmp_path / "method.toml"
    method.write_text('format = "intlindex/method/1"\n[classes]\ncuts = [5, 2]\nlabels = ["a", "b"]\n', "utf-8")
    assert main.main(["rank", *FILES[:4], "--method", str(method)]) == 3
    shown = capsys.readouterr().err
    assert "classes.cuts: must be numbers in ascending order" in shown
    assert "classes.labels: must be 3 labels" in shown
