"""TOML as it is written: for people to read and for the standard library to read back."""

from __future__ import annotations

import math
import tomllib

import numpy as np
import pytest

from intlindex import Method
from intlindex.specs.toml import to_toml
from makers import framework, group, indicator


def test_a_framework_is_written_as_a_person_would_write_it():
    made = framework(
        group("influence", weight=2.0, names={"zh": "影响力"}), indicator("gdp", "influence", bounds=(0, math.inf))
    )
    assert made.to_toml() == (
        'format = "intlindex/framework/1"\n'
        'id = "mine"\n'
        'name = "Mine"\n'
        "\n"
        "[[groups]]\n"
        'id = "index"\n'
        'name = "Index"\n'
        'level = "index"\n'
        "\n"
        "[[groups]]\n"
        'id = "influence"\n'
        'parent = "index"\n'
        'name = "Influence"\n'
        'names = { zh = "影响力" }\n'
        'level = "dimension"\n'
        "weight = 2.0\n"
        "\n"
        "[[indicators]]\n"
        'id = "gdp"\n'
        'parent = "influence"\n'
        'name = "Gdp"\n'
        'unit = "points"\n'
        'direction = "higher"\n'
        'scale = "ratio"\n'
        "bounds = [0.0, inf]\n"
    )


def test_rules_of_a_method_are_tables_and_kinds_are_inline():
    made = Method(
        indicators={"normalise": {"kind": "min_max", "low": 1}, "only": {"gdp": {"normalise": {"kind": "z_score"}}}},
        groups={"blanks": "strict", "level": {"top level": {"min_coverage": 0.0}}},
        rank={"ties": "max"},
    )
    assert made.to_toml() == (
        'format = "intlindex/method/1"\n'
        'rank = { ties = "max" }\n'
        "\n"
        "[indicators]\n"
        'normalise = { kind = "min_max", low = 1.0 }\n'
        "\n"
        "[indicators.only.gdp]\n"
        'normalise = { kind = "z_score" }\n'
        "\n"
        "[groups]\n"
        'blanks = "strict"\n'
        "\n"
        "[groups.level]\n"
        '"top level" = { min_coverage = 0.0 }\n'
    )


@pytest.mark.parametrize(
    "value",
    [
        True,
        False,
        0,
        -7,
        10**18,
        0.1,
        1e300,
        5e-324,
        -0.0,
        math.inf,
        -math.inf,
        "",
        "x",
        'a "b" \\ c',
        "\t\n\r\0",
        "中文 🙂",
        "\x7f",
    ],
)
def test_a_value_is_read_back_to_the_bit(value):
    found = tomllib.loads(to_toml({"key": value, "list": [value], "table": {"a b": value}}))
    assert repr(found) == repr({"key": value, "list": [value], "table": {"a b": value}})


@pytest.mark.parametrize("key", ["plain", "a-b_1", "a b", "a.b", "", '"', "键", "a\nb", "\x7f"])
def test_a_key_is_read_back_whatever_it_holds(key):
    table = {"top": {key: {"inner": {key: 1}}}, "rows": [{key: {"kind": "x"}}]}
    assert tomllib.loads(to_toml(table)) == table


def test_comments_are_at_the_head_above_tables_and_after_values():
    table = {"id": "x", "rules": {"a": {"kind": "y"}}, "rows": [{"id": "r", "unit": "km"}]}
    comments = {
        (): "A draft.\n\nCorrect it.",
        ("id",): "one\nline",
        ("rules",): "All rules",
        ("rules", "a"): "the first",
        ("rows", 0): "Row\x00",
        ("rows", 0, "unit"): "guess: km",
    }
    text = to_toml(table, comments)
    assert tomllib.loads(text) == table
    assert text == (
        "# A draft.\n"
        "#\n"
        "# Correct it.\n"
        "\n"
        'id = "x"  # one line\n'
        "\n"
        "# All rules\n"
        "[rules]\n"
        'a = { kind = "y" }  # the first\n'
        "\n"
        "# Row\n"
        "[[rows]]\n"
        'id = "r"\n'
        'unit = "km"  # guess: km\n'
    )


def test_numbers_of_numpy_are_plain_numbers():
    assert to_toml({"a": np.float64(0.5), "b": True}) == "a = 0.5\nb = true\n"
