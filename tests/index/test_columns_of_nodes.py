"""Nodes that read a column named otherwise, or the same column as other nodes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex import Method, Noise
from intlindex.analyses.uncertainty.variation import variation_of
from makers import framework, group, indicator, refused, table

DATA = table({"gdp": [1.0, 2.0, 4.0, 8.0], "pop": [4.0, 3.0, 2.0, 1.0]})
PLAIN = Method(indicators={"normalise": {"kind": "goalposts", "clip": False}})


def node(name, column=None, **fields):
    return indicator(name, column=column, goalposts=(0, 100), **fields)


def twice(**fields):
    """Two nodes that read one column, and one that reads its own."""
    return framework(node("low", "gdp", direction="lower"), node("high", "gdp"), node("pop", **fields))


def names_of(index, noise):
    return [factor.name for factor in variation_of(index, None, None, noise).experiment.factors]


def tidy(data):
    return data.melt("city", var_name="indicator", value_name="value")


@pytest.mark.parametrize("shape", [lambda data: data, tidy])
def test_several_nodes_read_one_column(shape):
    index = ix.score(shape(DATA), twice(), PLAIN)
    np.testing.assert_array_equal(index.raw["low"], DATA["gdp"])
    np.testing.assert_array_equal(index.raw["high"], DATA["gdp"])
    np.testing.assert_allclose(index.normalised["low"] + index.normalised["high"], 100)
    assert not [code for code in index.findings["code"] if code == "unused-column"]


def test_a_column_may_have_a_name_that_no_id_has():
    data = DATA.rename(columns={"gdp": "GDP per head"})
    index = ix.score(data, framework(node("gdp", "GDP per head"), "pop"))
    assert index.raw["gdp"].to_list() == [1, 2, 4, 8]
    with refused(ix.DataError, ("GDP per head", "gdp")):
        ix.score(DATA, framework(node("gdp", "GDP per head"), "pop"))


def test_bounds_are_those_of_each_node():
    made = framework(node("low", "gdp", bounds=(0, 5)), node("high", "gdp"))
    with refused(ix.DataError, ("D, low", "8")):
        ix.score(DATA, made)


def test_sources_of_values_are_those_of_every_node_that_reads_them():
    index = ix.score(tidy(DATA).assign(source="office"), twice(), PLAIN)
    assert {cell["indicator"] for cell in index.table.provenance} == {"low", "high", "pop"}


def test_a_city_is_placed_by_ids_of_nodes():
    index = ix.score(DATA, twice(), PLAIN)
    placed = index.place("E", {"low": 3.0, "high": 5.0, "pop": 2.0})
    np.testing.assert_allclose(placed.scores.loc["E", ["low", "high"]], [97, 5])
    with refused(ix.DataError, ("gdp", "mine")):
        index.place("E", {"gdp": 3.0, "pop": 2.0})


def test_a_file_of_an_index_keeps_columns(tmp_path):
    index = ix.score(DATA, twice(), PLAIN)
    index.to_json(tmp_path / "index.json")
    assert ix.Index.from_json(tmp_path / "index.json") == index


def test_times_read_the_column_too():
    data = pd.concat([DATA.assign(time=2020), DATA.assign(time=2021, gdp=DATA["gdp"] + 1)])
    panel = ix.panel(data, twice(), PLAIN, bounds="per_time")
    assert panel.at(2021).raw["low"].to_list() == [2, 3, 5, 9]


@pytest.mark.parametrize("noise", [0.1, {"low": 0.1}, Noise(absolute=0.5, distribution="uniform")])
def test_nodes_that_read_one_column_share_its_errors(noise):
    # The two are mirrored, so that an error of the column does nothing to their mean.
    index = ix.score(DATA, framework(node("low", "gdp", direction="lower"), node("high", "gdp")), PLAIN)
    spread = index.uncertainty(40, noise=noise, rng=1).scores
    np.testing.assert_allclose(spread["mean"], 50)
    np.testing.assert_allclose(spread["sd"], 0, atol=1e-6)
    assert names_of(index, noise) == ["noise of gdp"]


def test_indicators_of_one_source_share_errors_if_asked():
    nodes = (node("a", sources=["office"]), node("b", sources=["office"], direction="lower"), node("c"))
    data = table({"a": [1.0, 2.0, 4.0], "b": [1.0, 2.0, 4.0], "c": [3.0, 1.0, 2.0]})
    index = ix.score(data, framework(*nodes), PLAIN)
    own, shared = Noise(absolute=0.1), Noise(absolute=0.1, per="source")
    assert names_of(index, own) == ["noise of a", "noise of b", "noise of c"]
    assert names_of(index, shared) == ["noise of office", "noise of c"]
    only = {"a": shared, "b": shared}
    np.testing.assert_allclose(index.uncertainty(40, noise=only, rng=1).scores["sd"], 0, atol=1e-6)


def test_a_shared_error_is_of_the_size_of_each_indicator():
    """Values of b are ten times those of a, and its errors are ten times as large."""
    b = node("b", sources=["office"], direction="lower").replace(goalposts=(0, 1000))
    nodes = (node("a", sources=["office"]), b)
    data = table({"a": [1.0, 2.0, 4.0], "b": [10.0, 20.0, 40.0]})
    index = ix.score(data, framework(*nodes), PLAIN)
    noise = {name: Noise(absolute=size, per="source") for name, size in (("a", 0.1), ("b", 1.0))}
    np.testing.assert_allclose(index.uncertainty(40, noise=noise, rng=1).scores["sd"], 0, atol=1e-6)


def test_a_column_has_one_error():
    index = ix.score(DATA, twice(), PLAIN)
    with refused(ix.RequestError, ("noise.high", "'gdp'")):
        index.uncertainty(10, noise={"low": 0.1, "high": 0.2}, rng=1)


def test_mixtures_move_every_reader_of_a_column():
    """The share of a factor that moves nodes in two groups is that of the whole, were it the only one."""
    made = framework(group("x"), group("y"), node("xa", "gdp", parent="x"), node("ya", "gdp", parent="y"))
    index = ix.score(DATA, made, PLAIN)
    found = index.sensitivity(samples=256, target="score:A", noise=Noise(absolute=0.3), rng=1)
    np.testing.assert_allclose(found.indices["total"], 1, atol=0.2)
