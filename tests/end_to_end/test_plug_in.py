"""The example plug-in: its kinds are named in files and asked like the built-in ones."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import intlindex as ix

FOLDER = Path(__file__).parents[2] / "examples" / "plug_in"
KINDS = (("aggregate", "ratio"), ("aggregate", "switch"), ("transform", "piecewise"))


@pytest.fixture(autouse=True)
def plug_in():
    spec = importlib.util.spec_from_file_location("plug_in", FOLDER / "plug_in.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    for step, name in KINDS:
        ix.unregister(step, name)


@pytest.fixture
def islands():
    return ix.score(FOLDER / "values.csv", FOLDER / "framework.toml", FOLDER / "method.toml")


def test_the_scores_are_those_of_a_plain_computation(islands):
    data = pd.read_csv(FOLDER / "values.csv", index_col=0)
    ratio = 100 * data["owed"] / data["earned"]
    debt = 100 * (ratio - ratio.min()) / (ratio.max() - ratio.min())
    energy = data["wind"].where(data["windy"] >= 50, data["sun"])
    water = pd.Series(np.interp(data["rain"], [0, 500, 1500], [0, 80, 100]), data.index)
    np.testing.assert_allclose(islands.scores["debt"], debt)
    np.testing.assert_allclose(islands.scores["energy"], energy)
    np.testing.assert_allclose(islands.scores["water"], water)
    np.testing.assert_allclose(islands.scores["index"], (100 - debt + energy + water) / 3)
    assert islands.findings.empty


def test_analyses_go_as_far_as_the_flags_allow(islands):
    drawn = islands.uncertainty(draws=300, rng=1)
    bounds = islands.rank_bounds(within=0.5).table
    assert (drawn.ranks["best"] >= 1).all()
    assert (bounds["best"] <= islands.ranks["index"].loc[bounds.index]).all()
    assert drawn.ranks.loc["Clover", "worst"] <= 4
    noisy = islands.uncertainty(noise=ix.Noise(relative=0.1), draws=50, rng=1)
    assert noisy.defined_draws == 50
    assert islands.compare("Aster", "Clover").table.loc["debt", "contribution"] == pytest.approx(-10)
    placed = islands.place(
        "New", {"owed": 30.0, "earned": 120.0, "windy": 50.0, "wind": 45.0, "sun": 9.0, "rain": 1700.0}
    )
    assert placed.table.loc["New", "score"] == pytest.approx(islands.scores.loc["Clover", "index"])
    assert islands.leave_one_out().table.loc["rain", "compared"] == 4
    with pytest.raises(ix.RequestError, match="'ratio' is not affine"):
        islands.improve("Dahlia", rank=1)


def test_an_index_of_a_plug_in_is_written_and_read(islands):
    assert ix.Index.from_json_text(islands.to_json()) == islands
    assert islands.reweight(water=2).method.for_indicator("rain").transform.kind == "piecewise"


def test_a_method_names_parameters_that_a_kind_does_not_have():
    with pytest.raises(ix.DefinitionError, match="did you mean 'factor'"):
        ix.Method(groups={"aggregate": {"kind": "ratio", "facter": 2.0}})


def test_the_code_of_the_readme_runs(monkeypatch, capsys):
    monkeypatch.chdir(FOLDER.parents[1])
    monkeypatch.setattr("sys.path", list(__import__("sys").path))
    (code,) = re.findall(r"```python\n(.*?)```", (FOLDER / "README.md").read_text("utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102  it is our own README
    assert "Clover" in capsys.readouterr().out
