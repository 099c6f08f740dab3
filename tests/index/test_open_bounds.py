"""Bounds of which an end is not included."""

from __future__ import annotations

import pickle

import pytest

import intlindex as ix
from intlindex import Framework, Method
from makers import framework, indicator, refused, table

DATA = table({"a": [1.0, 2.0, 4.0]})


def bounded(bounds, rule=None, data=DATA):
    rules = {} if rule is None else {"transform": rule}
    return ix.score(data, framework(indicator("a", bounds=bounds)), Method(indicators=rules))


@pytest.mark.parametrize(
    ("bounds", "rule", "warned"),
    [
        ((0, float("inf")), {"kind": "log"}, True),
        ("(0, inf]", {"kind": "log"}, False),
        ("[0, inf)", {"kind": "log"}, True),
        ("(0, inf]", {"kind": "log", "shift": 1}, False),
        ("(-1, inf]", {"kind": "log"}, True),
        ("(-1, inf]", {"kind": "log", "shift": 1}, False),
        ("(0, 5)", {"kind": "logit", "high": 5}, False),
        ("(0, 5]", {"kind": "logit", "high": 5}, True),
        ("(0, 9)", {"kind": "reciprocal"}, False),
        ("(0, 9)", {"kind": "reciprocal", "floor": 0}, False),
    ],
)
def test_a_step_is_warned_of_what_can_be(bounds, rule, warned):
    assert ("domain" in bounded(bounds, rule).findings["code"].to_list()) is warned


def test_a_value_at_an_open_end_is_an_error():
    assert bounded("[1, 4]").framework.indicators[0].bounds == (1, 4)
    with refused(ix.DataError, ("A, a", "(1, 4]", "found 1")):
        bounded("(1, 4]")
    with refused(ix.DataError, ("C, a", "[1, 4)", "found 4")):
        bounded("[1, 4)")


def test_bounds_are_written_as_they_are_read(tmp_path):
    made = framework(indicator("a", bounds="(0,inf)"), indicator("b", bounds=[0, 5]))
    assert 'bounds = "(0, inf)"' in made.to_toml()
    (tmp_path / "framework.toml").write_text(made.to_toml())
    assert Framework.from_toml(tmp_path / "framework.toml") == made
    assert Framework.model_validate_json(made.model_dump_json()) == made
    node = made.indicators[0]
    assert node == pickle.loads(pickle.dumps(node)) == node.replace(name="A")  # noqa: S301  our own
    assert node != node.replace(bounds=[0, float("inf")])
    assert hash(node.bounds) == hash(indicator("a", bounds="(0, inf)").bounds)


@pytest.mark.parametrize("bounds", ["0, 1", "(0; 1)", "(0, x]", "", "[0, 1, 2]"])
def test_what_is_no_interval_is_refused(bounds):
    with refused(ix.DefinitionError, ("bounds", "'(0, inf]'")):
        indicator("a", bounds=bounds)
    with pytest.raises(ix.DefinitionError, match="lower, higher"):
        indicator("a", bounds="(3, 3)")
