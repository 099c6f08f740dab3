"""Methods: which rule wins, and everything that is refused, all problems at once."""

from __future__ import annotations

import copy
import math
import pickle

import pytest

from intlindex import DefinitionError, Method
from intlindex.specs import GroupRule, IndicatorRule, RankRule
from intlindex.specs.load import spec_from
from makers import framework, group, indicator, refused, root


def test_the_default_is_min_max_given_weights_arithmetic_means_and_half_the_weight():
    method = Method()
    normalise = method.for_indicator("any").normalise
    assert (normalise.kind, normalise.low, normalise.high, normalise.clip) == ("min_max", 0.0, 100.0, False)
    rule = method.for_group("any", "level")
    assert (rule.weights.kind, rule.aggregate.kind, rule.blanks, rule.min_coverage) == (
        "given",
        "arithmetic",
        "siblings",
        0.5,
    )
    assert method.rank.ties == "min"


def test_every_field_of_a_resolved_rule_is_set():
    method = Method(groups={"only": {"g": {"blanks": "strict"}}})
    optional = {"normalise", "round", "after"}  # nothing happens to a score afterwards unless it is asked for
    rule = method.for_group("g", "x")
    assert {field for field in type(rule).model_fields if getattr(rule, field) is None} == optional
    rule = method.for_indicator("a")
    assert all(getattr(rule, field) is not None for field in type(rule).model_fields)


def test_an_id_wins_over_a_level_and_a_level_over_the_default_key_by_key():
    method = Method(
        groups={
            "aggregate": {"kind": "geometric"},
            "blanks": "rescale",
            "min_coverage": 0.9,
            "level": {"dimension": {"aggregate": {"kind": "harmonic"}, "min_coverage": 0.0}},
            "only": {"influence": {"aggregate": {"kind": "arithmetic"}}},
        }
    )
    found = {
        (name, level): (rule.aggregate.kind, rule.blanks, rule.min_coverage)
        for name, level in [("influence", "dimension"), ("influence", "other"), ("x", "dimension"), ("x", "other")]
        for rule in [method.for_group(name, level)]
    }
    assert found == {
        ("influence", "dimension"): ("arithmetic", "rescale", 0.0),
        ("influence", "other"): ("arithmetic", "rescale", 0.9),
        ("x", "dimension"): ("harmonic", "rescale", 0.0),
        ("x", "other"): ("geometric", "rescale", 0.9),
    }


def test_the_value_of_a_key_is_replaced_whole():
    method = Method(
        indicators={
            "normalise": {"kind": "min_max", "low": 1, "high": 10},
            "only": {"a": {"normalise": {"kind": "min_max", "clip": True}}},
        }
    )
    found = {name: method.for_indicator(name).normalise for name in "ab"}
    assert (found["a"].low, found["a"].high, found["a"].clip) == (0.0, 100.0, True)
    assert (found["b"].low, found["b"].high, found["b"].clip) == (1.0, 10.0, False)


def test_a_rule_may_be_written_as_a_value_or_as_plain_data():
    plain = Method(
        indicators={"normalise": {"kind": "z_score"}},
        groups={"level": {"x": {"aggregate": {"kind": "geometric"}}}},
        rank={"ties": "dense"},
    )
    values = Method(
        indicators=IndicatorRule(normalise={"kind": "z_score"}).model_dump(),
        groups={"level": {"x": GroupRule(aggregate={"kind": "geometric"})}},
        rank=RankRule(ties="dense"),
    )
    assert plain == values
    assert hash(plain) == hash(values)


@pytest.mark.parametrize("kind", ["arithmetic", "geometric", "harmonic"])
def test_a_kind_says_what_analyses_may_rely_on(kind):
    flags = GroupRule(aggregate={"kind": kind}).aggregate.flags
    assert flags.affine == (kind == "arithmetic")
    assert flags.domain == ("any" if kind == "arithmetic" else "positive")
    assert flags.uses_weights
    assert flags.fillable
    assert flags.per_unit
    assert flags.monotone
    assert flags.homogeneous
    assert not flags.weights_per_unit


WRONG = [
    ({"indicators": {"normalise": {"kind": "minmax"}}}, "indicators.normalise", "'minmax'", "did you mean 'min_max'?"),
    ({"indicators": {"normalise": {"kind": "x"}}}, "indicators.normalise", "unknown kind 'x'", "'z_score'"),
    ({"indicators": {"normalise": "min_max"}}, "indicators.normalise", "needs a kind", "found 'min_max'"),
    ({"indicators": {"normalise": {"low": 1}}}, "indicators.normalise", "needs a kind", "found {'low': 1}"),
    ({"indicators": {"normalise": {"kind": "min_max", "lo": 1}}}, "indicators.normalise.lo", "did you mean 'low'?"),
    (
        {"indicators": {"normalise": {"kind": "min_max", "low": 5, "high": 5}}},
        "indicators.normalise",
        "low must be below high",
        "low = 5, high = 5",
    ),
    (
        {"indicators": {"normalise": {"kind": "min_max", "high": math.inf}}},
        "indicators.normalise.high",
        "finite",
        "found inf",
    ),
    (
        {"indicators": {"normalise": {"kind": "goalposts", "low": math.nan}}},
        "indicators.normalise.low",
        "finite",
        "found nan",
    ),
    (
        {"indicators": {"normalise": {"kind": "min_max", "clip": 1}}},
        "indicators.normalise.clip",
        "true or false",
        "found 1",
    ),
    (
        {"indicators": {"normalise": {"kind": "z_score", "standard_deviation": 0}}},
        "indicators.normalise.standard_deviation",
        "greater than 0",
        "found 0",
    ),
    (
        {"indicators": {"normalise": {"kind": "z_score", "ddof": 2}}},
        "indicators.normalise.ddof",
        "less than or equal to 1",
        "found 2",
    ),
    (
        {"indicators": {"normalise": {"kind": "z_score", "ddof": 0.5}}},
        "indicators.normalise.ddof",
        "whole number",
        "found 0.5",
    ),
    (
        {"indicators": {"normalise": {"kind": "rank", "ties": "ordinal"}}},
        "indicators.normalise.ties",
        "'dense'",
        "found 'ordinal'",
    ),
    ({"indicators": {"normalize": {"kind": "min_max"}}}, "indicators.normalize", "did you mean 'normalise'?"),
    (
        {"indicators": {"only": {"gdp": {"normalize": {"kind": "min_max"}}}}},
        "indicators.only.gdp.normalize",
        "did you mean 'normalise'?",
    ),
    (
        {"indicators": {"only": {"gdp": {"normalise": {"kind": "z_score", "standard_deviation": -1}}}}},
        "indicators.only.gdp.normalise.standard_deviation",
        "found -1",
    ),
    ({"indicators": {"only": {"gdp": "z_score"}}}, "indicators.only.gdp", "must be a table", "found 'z_score'"),
    ({"indicators": 3}, "indicators", "must be a table", "found 3"),
    ({"groups": {"aggregate": {"kind": "geometrical"}}}, "groups.aggregate", "did you mean 'geometric'?"),
    ({"groups": {"weights": {"kind": "equals"}}}, "groups.weights", "did you mean 'equal'?"),
    ({"groups": {"blanks": "sibling"}}, "groups.blanks", "'siblings', 'rescale', 'strict'", "found 'sibling'"),
    ({"groups": {"min_coverage": 50}}, "groups.min_coverage", "less than or equal to 1", "found 50"),
    ({"groups": {"min_coverage": -0.1}}, "groups.min_coverage", "greater than or equal to 0", "found -0.1"),
    ({"groups": {"min_coverage": math.nan}}, "groups.min_coverage", "finite", "found nan"),
    ({"groups": {"min_coverage": True}}, "groups.min_coverage", "must be a number", "found True"),
    ({"groups": {"min_coverage": "0.5"}}, "groups.min_coverage", "must be a number", "found '0.5'"),
    (
        {"groups": {"level": {"dimension": {"aggregate": {"kind": "xyz"}}}}},
        "groups.level.dimension.aggregate",
        "unknown kind 'xyz'",
    ),
    ({"groups": {"only": {"g": {"agregate": {}}}}}, "groups.only.g.agregate", "did you mean 'aggregate'?"),
    ({"groups": {"levels": {}}}, "groups.levels", "did you mean 'level'?"),
    ({"rank": {"ties": "first"}}, "rank.ties", "'min', 'max', 'average', 'dense', 'ordinal'", "found 'first'"),
    ({"ranks": {}}, "ranks", "did you mean 'rank'?"),
    ({"format": "intlindex/framework/1"}, "format", "'intlindex/method/1'", "found 'intlindex/framework/1'"),
    ({"name": ""}, "name", "at least 1 character"),
]


@pytest.mark.parametrize("read", [lambda raw: spec_from(Method, raw, source="my.toml"), lambda raw: Method(**raw)])
@pytest.mark.parametrize(("raw", "place", "parts"), [(raw, place, parts) for raw, place, *parts in WRONG])
def test_a_wrong_rule_is_named_by_its_path_with_what_was_found(read, raw, place, parts):
    with refused(DefinitionError, (place, *parts)):
        read(raw)


def test_every_problem_of_a_method_is_told_at_once():
    raw = {
        "indicators": {"normalise": {"kind": "z_score", "standard_deviation": -1, "ddof": 3}, "treet": {}},
        "groups": {"blanks": "none", "only": {"g": {"min_coverage": 2}}},
    }
    with refused(
        DefinitionError,
        ("indicators.normalise.standard_deviation", "found -1"),
        ("indicators.normalise.ddof", "found 3"),
        ("indicators.treet", "did you mean 'treat'?"),
        ("groups.blanks", "found 'none'"),
        ("groups.only.g.min_coverage", "found 2"),
    ):
        spec_from(Method, raw, source="my.toml")


# ---------------------------------------------------------------- with a framework


@pytest.fixture
def small():
    return framework(root(), group("influence"), indicator("gdp", "influence"), "rent")


def test_rules_for_what_a_framework_does_not_have_are_all_listed(small):
    method = Method(
        indicators={"only": {"gpd": {}, "rent": {}, "influence": {}}},
        groups={"only": {"influense": {}, "gdp": {}, "index": {}}, "level": {"dimensions": {}, "index": {}}},
    )
    found = {problem.where: problem.message for problem in method.problems_with(small)}
    assert found.keys() == {
        "indicators.only.gpd",
        "indicators.only.influence",
        "groups.only.influense",
        "groups.only.gdp",
        "groups.level.dimensions",
    }
    assert "did you mean 'gdp'?" in found["indicators.only.gpd"]
    assert "did you mean 'influence'?" in found["groups.only.influense"]
    assert "did you mean 'dimension'?" in found["groups.level.dimensions"]


def test_a_method_can_be_restricted_to_a_framework(small):
    method = Method(
        indicators={"only": {"gpd": {}, "rent": {"normalise": {"kind": "z_score"}}}},
        groups={"only": {"influense": {}, "index": {"blanks": "strict"}}, "level": {"dimensions": {}, "index": {}}},
        name="Mine",
    )
    left = method.restricted_to(small)
    assert left.problems_with(small) == []
    assert set(left.indicators.only) == {"rent"}
    assert set(left.groups.only) == {"index"}
    assert set(left.groups.level) == {"index"}
    assert left.name == "Mine"
    assert left.for_indicator("rent") == method.for_indicator("rent")
    assert len(method.indicators.only) == 2


def test_a_method_cannot_be_changed_in_place():
    method = Method(indicators={"only": {"a": {}}})
    with pytest.raises(ValueError, match="frozen"):
        method.rank = RankRule(ties="max")
    with pytest.raises(ValueError, match="frozen"):
        method.groups.blanks = "strict"
    with pytest.raises(TypeError):
        method.indicators.only["a"] = None
    other = method.replace(rank={"ties": "max"})
    assert (method.rank.ties, other.rank.ties) == ("min", "max")


def test_methods_with_rules_in_another_order_are_equal():
    rules = {"a": {"normalise": {"kind": "z_score"}}, "b": {"normalise": {"kind": "rank"}}}
    first = Method(indicators={"only": rules})
    second = Method(indicators={"only": dict(reversed(rules.items()))})
    assert first == second
    assert hash(first) == hash(second)


def test_rules_are_made_once_and_anew_for_another_method(ieci):
    method = ieci.method
    assert method.for_indicator("gdp") is method.for_indicator("pm25")
    assert method.for_group("index", "index") is method.for_group("index", "index")
    changed = method.replace(indicators=method.indicators.replace(normalise={"kind": "z_score"}))
    assert changed.for_indicator("gdp").normalise.kind == "z_score"
    assert method.for_indicator("gdp").normalise.kind == "min_max"
    twin = Method(**dict(method))
    assert twin == method
    assert hash(twin) == hash(method)
    assert pickle.loads(pickle.dumps(method)) == twin  # noqa: S301  our own
    assert method.model_dump() == twin.model_dump()
    assert copy.deepcopy(method).for_indicator("gdp") == method.for_indicator("gdp")
