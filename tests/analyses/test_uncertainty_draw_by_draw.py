"""Every draw of an uncertainty analysis is an index that anybody can make: a slow loop over them agrees exactly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from replaying import assert_same, assert_same_central_weights

import intlindex as ix
from intlindex.analyses import experiment, running, tallies
from intlindex.errors import IntlindexError
from makers import as_is, framework, group, indicator, table
from strategies import ANY_WEIGHTS, indices, weight_sets

DRAWS = 20


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Let the draws of one test fill several seed blocks, and these several chunks, the last not full."""
    monkeypatch.setattr(experiment, "CHUNK", 5)
    for module in (running, tallies):
        monkeypatch.setattr(module, "BLOCK", 8)


def tried(index, *, draws=DRAWS, **varied):
    return index.uncertainty(draws, rng=7, progress=False, **varied)


# ---------------------------------------------------------------- weights

SETS = {
    "simplex": ix.Simplex(),
    "dirichlet": ix.Dirichlet(20),
    "relative_noise": ix.RelativeNoise(0.4),
    "bounds": ix.Bounds(within=0.3),
    "bounds of one share": ix.Bounds(shares={"influence": (0.2, 0.3)}, groups=["index"]),
    "ordered": ix.Ordered(["connectivity", "influence"]),
    "ordered and free": ix.Ordered(["influence", "connectivity"], groups=["index", "attractiveness"]),
    "a tree of orders": ix.Ordered(["influence", "connectivity"], ["influence", "attractiveness"]),
    "some groups": ix.Simplex(groups=["influence", "index"]),
    "a level": ix.RelativeNoise(0.5, levels=["dimension"]),
    "two sets": [ix.Simplex(groups=["index"]), ix.Dirichlet(5, levels=["dimension"])],
    "leaves": ix.Simplex(of="leaves"),
    "leaves around the nominal": ix.Dirichlet(30, of="leaves"),
    "noisy leaves": ix.RelativeNoise(0.9, of="leaves"),
    "bounded leaves": ix.Bounds(within=0.1, of="leaves"),
    "ordered leaves": ix.Ordered(["gdp", "visitor_arrivals_rank"], of="leaves"),
}


@pytest.mark.parametrize("weights", SETS.values(), ids=SETS)
def test_each_set_of_weights(ieci, weights):
    found = tried(ieci, weights=weights)
    assert_same_central_weights(found, assert_same(found))


def test_nothing_asked_for_is_relative_noise_on_every_group(ieci):
    found = tried(ieci)
    assert {factor.varied.group for factor in found._shares} == {
        group.id for group in ieci.framework.groups if len(ieci.framework.children(group.id)) > 1
    }
    assert_same(found)
    same = tried(ieci, weights=ix.RelativeNoise(0.25))
    assert same.ranks.equals(found.ranks)


def test_weights_set_by_hand_are_the_nominal_ones(ieci):
    index = ieci.reweight(influence=3, gdp=0.5)
    assert_same(tried(index, weights=ix.RelativeNoise(0.2, groups=["index"])))
    assert_same(tried(index, weights=ix.Dirichlet(10, of="leaves")))
    choices = {"aggregate": ["arithmetic", "median"]}
    assert_same(tried(index, choices=choices, weights=ix.RelativeNoise(0.2)), choices)


# ---------------------------------------------------------------- choices

ABOVE_ZERO = {"kind": "min_max", "low": 1.0, "high": 100.0}
CHOICES = {
    "normalise": {"normalise": ["min_max", {"kind": "z_score"}, {"kind": "percentile_rank"}]},
    "treat": {"treat": ["none", {"kind": "winsorise", "max_points": 2}]},
    "aggregate": {"aggregate": ["arithmetic", "median", "minimum", "maximum", "copeland", "topsis"]},
    "weights": {"weights": ["given", "equal", "entropy", "standard_deviation"]},
    "blanks": {"blanks": ["siblings", "rescale", "strict"]},
    "min_coverage": {"min_coverage": [0.0, 0.9, 1.0]},
    "impute": {"impute": ["none", "mean", "median"]},
    "transform": {"transform": ["identity", {"kind": "power", "exponent": 2.0}]},
    "method": {"method": ["default", "geometric", "z_score", "mazziotta_pareto", "rank_based", "copeland"]},
    "method and step": {"method": ["default", "z_score"], "treat": ["none", {"kind": "winsorise"}]},
    "two steps": {"normalise": [ABOVE_ZERO], "aggregate": ["arithmetic", "geometric", "harmonic"]},
}


@pytest.mark.parametrize("choices", CHOICES.values(), ids=CHOICES)
def test_each_choice(ieci, choices):
    assert_same(tried(ieci, draws=20, choices=choices), choices)


@pytest.mark.parametrize("choices", CHOICES.values(), ids=CHOICES)
def test_each_choice_beside_weights(ieci, choices):
    found = tried(ieci, draws=20, choices=choices, weights=ix.RelativeNoise(0.3))
    assert_same_central_weights(found, assert_same(found, choices))


def test_choices_beside_weights_of_leaves(ieci):
    choices = {"normalise": [ABOVE_ZERO, {"kind": "z_score"}], "aggregate": ["arithmetic", "median"]}
    found = tried(ieci, choices=choices, weights=ix.Simplex(of="leaves"))
    assert_same_central_weights(found, assert_same(found, choices))


def test_methods_that_are_values(ieci):
    own = ieci.method.replace(name="own", groups={"aggregate": {"kind": "median"}})
    choices = {"method": [own, "z_score", own.replace(groups={"round": 1})]}
    found = tried(ieci, choices=choices)
    assert found.variation.experiment.factors[0].alternatives == ("own", "z_score", "own (2)")
    assert_same(found, choices)


def test_a_choice_replaces_what_levels_say_and_keeps_what_is_said_by_id(ieci):
    rules = {"level": {"dimension": {"aggregate": {"kind": "minimum"}, "round": 2}}}
    rules["only"] = {"influence": {"aggregate": {"kind": "maximum"}}}
    index = ieci.replace(method=ieci.method.replace(groups=rules))
    choices = {"aggregate": ["arithmetic", "median"]}
    slow = assert_same(tried(index, choices=choices, weights=ix.Simplex(groups=["index"])), choices)
    for each in slow.indices:
        assert each.method.for_group("influence", "dimension").aggregate.kind == "maximum"
        assert each.method.for_group("attractiveness", "dimension").aggregate.kind in choices["aggregate"]
        assert each.method.for_group("attractiveness", "dimension").round == 2


@pytest.mark.parametrize("weights", [None, ix.RelativeNoise(0.3), ix.Simplex(of="leaves")])
def test_indicators_that_take_part_or_not(ieci, weights):
    found = tried(ieci, choices={"indicators": 0.5}, weights=weights)
    slow = assert_same(found)
    if weights is not None:
        assert_same_central_weights(found, slow)


def test_some_indicators_that_take_part_or_not(ieci):
    below = [node.id for node in ieci.framework.indicators if node.parent == ieci.framework.indicators[0].parent]
    choices = {"indicators": dict.fromkeys([*below, "gdp"], 0.3), "aggregate": ["arithmetic", "median"]}
    assert_same(tried(ieci, choices=choices, weights=ix.RelativeNoise(0.1)), choices)


def test_a_draw_without_any_indicator_is_not_defined():
    made, method = as_is("a", "b")
    index = ix.score(table({"a": [1.0, 2.0, 3.0], "b": [9.0, 5.0, 1.0]}), made, method)
    found = tried(index, draws=200, choices={"indicators": 0.5})
    assert_same(found)
    assert 20 < 200 - found.counted < 80  # a quarter of the draws has neither
    assert found.findings["code"].to_list() == ["draws-undefined"]


def test_an_indicator_of_no_weight_does_not_speak_for_those_left_out():
    nodes = [group("g"), indicator("a", "g"), indicator("b", "g", weight=0.0), indicator("c")]
    made, method = as_is(*nodes)
    data = table({"a": [1.0, 2.0, 3.0], "b": [5.0, 7.0, 6.0], "c": [9.0, 5.0, 1.0]})
    found = tried(ix.score(data, made, method), choices={"indicators": {"a": 0.5}})
    assert_same(found)
    assert set(found.tally.counts[0, [0, 2]]) != {0}


# ---------------------------------------------------------------- data

NOISES = {
    "relative": 0.05,
    "uniform": ix.Noise(relative=0.1, distribution="uniform"),
    "absolute": {"gdp": ix.Noise(absolute=50.0)},
    "some": {"gdp": 0.2, "pm25": 0.5, "visitor_arrivals_rank": ix.Noise(absolute=3)},
}


@pytest.mark.parametrize("noise", NOISES.values(), ids=NOISES)
def test_each_noise(ieci, noise):
    assert_same(tried(ieci, draws=15, noise=noise))


def test_everything_at_once(ieci):
    choices = {
        "normalise": [ABOVE_ZERO, {"kind": "percentile_rank", "low": 1.0}],
        "treat": ["none", {"kind": "winsorise", "max_points": 2}],
        "aggregate": ["arithmetic", "geometric"],
        "indicators": {"gdp": 0.5},
    }
    found = tried(ieci, draws=30, weights=ix.RelativeNoise(0.25), choices=choices, noise=0.1)
    assert_same_central_weights(found, assert_same(found, choices))
