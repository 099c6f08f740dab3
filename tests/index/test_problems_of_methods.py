"""Problems of a method: all at once, each once, and at the place that was written."""

from __future__ import annotations

import pytest

import intlindex as ix
from intlindex import Method
from makers import framework, group, indicator, refused, score_files, table

DATA = table({"a": [1.0, 2.0, 4.0], "b": [1.0, 3.0, 2.0]})


def made():
    return framework(group("x"), group("y"), indicator("a", "x"), indicator("b", "y"))


@pytest.mark.parametrize(
    ("groups", "where"),
    [
        ({"aggregate": {"kind": "kemeny"}}, "groups.aggregate"),
        ({"level": {"dimension": {"aggregate": {"kind": "kemeny"}}}}, "groups.level.dimension.aggregate"),
    ],
)
def test_a_problem_of_a_rule_is_told_once_where_it_was_written(groups, where):
    with refused(ix.DefinitionError, (where, "for the root only")):
        ix.score(DATA, made(), Method(groups=groups))


def test_unknown_names_are_found_with_what_rules_need():
    rules = {"normalise": {"kind": "goalposts"}, "only": {"c": {}}}
    with refused(
        ix.DefinitionError,
        ("indicators.only.c", "no indicator 'c'"),
        ("indicators[a].goalposts", "required"),
        ("indicators[b].goalposts", "required"),
    ):
        ix.score(DATA, made(), Method(indicators=rules))


def test_unknown_names_are_found_in_a_file_that_is_not_valid(tmp_path):
    method = '[indicators.only.c]\ntransform = { kind = "x" }\n[groups.level.dimensio]\nround = 1\n'
    with refused(
        ix.DefinitionError,
        ("indicators.only.c.transform", "unknown kind 'x'"),
        ("indicators.only.c", "no indicator 'c'"),
        ("groups.level.dimensio", "did you mean 'dimension'?"),
    ):
        score_files(tmp_path, DATA, made(), method)


def test_a_finding_is_not_repeated_for_a_group_with_one_child():
    data = DATA.assign(a=[None, 2.0, 4.0])
    index = ix.score(data, made(), Method(groups={"blanks": "strict"}))
    assert index.findings["code"].to_list() == ["blank-score", "blank-score"]
    assert index.findings["node"].to_list() == ["index", "a"]
