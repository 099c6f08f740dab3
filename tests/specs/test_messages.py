"""Problems of definitions as data: a code, what was found, what is allowed, what is nearest."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest

import intlindex as ix
from intlindex.sentences import code_of
from intlindex.specs import Group, Indicator, Method
from intlindex.specs.load import spec_from
from intlindex.specs.names import resolve_city
from intlindex.specs.transformation import Log
from intlindex.specs.weight_set import Ordered

GROUP = {"id": "index", "name": "Mine", "level": "index"}
LEAF = {"id": "a", "parent": "index", "name": "A", "unit": "points", "direction": "higher", "scale": "ratio"}


def only_problem(make):
    with pytest.raises(ix.DefinitionError) as caught:
        make()
    (wrong,) = caught.value.problems
    return wrong


def without(name):
    return {key: value for key, value in LEAF.items() if key != name}


PROBLEMS = {
    "missing": (lambda: Indicator(**without("unit")), "unit", "required", None, None),
    "text": (lambda: Indicator(**LEAF | {"name": 3}), "name", "wrong-type", 3, None),
    "number": (lambda: Indicator(**LEAF | {"weight": "2"}), "weight", "wrong-type", "2", None),
    "nothing": (lambda: Indicator(**LEAF | {"weight": None}), "weight", "wrong-type", None, None),
    "list": (lambda: Indicator(**LEAF | {"sources": "a"}), "sources", "wrong-type", "a", None),
    "table": (lambda: Indicator(**LEAF | {"names": "A"}), "names", "wrong-type", "A", None),
    "whole": (lambda: Method(groups={"round": 0.5}), "groups.round", "wrong-type", 0.5, None),
    "least": (lambda: Group(**GROUP | {"weight": -2}), "weight", "out-of-range", -2, 0),
    "most": (lambda: Method(groups={"min_coverage": 50}), "groups.min_coverage", "out-of-range", 50, 1),
    "above": (lambda: Log(base=1), "base", "out-of-range", 1, 1),
    "infinite": (lambda: Log(shift=math.inf), "shift", "not-finite", math.inf, None),
    "few": (lambda: Ordered(["a"]), "chains[1]", "out-of-range", ("a",), 2),
    "blank": (lambda: Group(**GROUP | {"name": ""}), "name", "empty", "", 1),
    "id": (lambda: Group(**GROUP | {"id": "a b"}), "id", "wrong-value", "a b", None),
    "one value": (
        lambda: Method(format="intlindex/framework/1"),
        "format",
        "wrong-value",
        "intlindex/framework/1",
        "intlindex/method/1",
    ),
    "values": (
        lambda: Method(groups={"blanks": "sibling"}),
        "groups.blanks",
        "wrong-value",
        "sibling",
        ("siblings", "rescale", "strict"),
    ),
    "no kind": (lambda: Method(groups={"aggregate": "sum"}), "groups.aggregate", "required", "sum", None),
}


@pytest.mark.parametrize(("make", "where", "code", "found", "allowed"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_problem_of_a_field_knows_its_code_and_values(make, where, code, found, allowed):
    wrong = only_problem(make)
    assert (wrong.where, wrong.code, wrong.found, wrong.allowed) == (where, code, found, allowed)


def test_an_unknown_field_and_an_unknown_kind_know_the_nearest_name():
    field = only_problem(lambda: Method(ranks={}))
    assert (field.where, field.code, field.nearest) == ("ranks", "not-allowed", ("rank",))
    kind = only_problem(lambda: Method(groups={"aggregate": {"kind": "geometrical"}}))
    assert (kind.code, kind.found, kind.nearest) == ("unknown-kind", "geometrical", ("geometric",))
    strange = only_problem(lambda: Method(groups={"aggregate": {"kind": "xyz"}}))
    assert "arithmetic" in strange.allowed
    assert "custom" not in strange.allowed


def test_problems_of_the_tree_know_their_codes():
    raw = {"id": "mine", "name": "Mine", "groups": [GROUP], "indicators": [LEAF | {"parent": "indx"}]}
    with pytest.raises(ix.DefinitionError) as caught:
        spec_from(ix.Framework, raw, source="mine.toml")
    parent, group = caught.value.problems
    assert (parent.code, parent.found, parent.nearest) == ("unknown-node", "indx", ("index",))
    assert (group.where, group.code) == ("groups[index]", "empty")


def test_a_rule_for_a_node_that_does_not_exist_knows_the_nearest():
    framework = ix.Framework(id="mine", name="Mine", groups=[GROUP], indicators=[LEAF])
    rules = Method(indicators={"only": {"b": {}}}, groups={"only": {"indx": {}}, "level": {"top": {}}})
    found = [(each.where, each.code, each.found) for each in rules.problems_with(framework)]
    assert found == [
        ("indicators.only.b", "unknown-node", "b"),
        ("groups.only.indx", "unknown-node", "indx"),
        ("groups.level.top", "unknown-name", "top"),
    ]


@pytest.mark.parametrize("value", [np.arange(3), {"a": 1}, "x" * 500, list(range(500))])
def test_long_and_strange_values_are_kept_as_short_text(value):
    wrong = only_problem(lambda: Log(shift=value))
    assert wrong.code == "wrong-type"
    assert isinstance(wrong.found, str)
    assert len(wrong.found) <= 60
    assert pickle.loads(pickle.dumps(wrong)) == wrong  # noqa: S301  our own
    assert str(wrong) == f"shift: must be a number, found {wrong.found}"


WRONG_TYPES = {
    "node": (lambda: ix.load("example").framework.node(1), "the id of a node must be text, found 1"),
    "list of nodes": (lambda: ix.load("example").framework.drop([["gdp"]]), "must be text, found ['gdp']"),
    "one node": (lambda: ix.load("example").framework.drop("gdp"), "must be a list of text, found 'gdp'"),
    "no nodes": (lambda: ix.load("example").framework.drop(1), "must be a list of text, found 1"),
    "dropped": (lambda: ix.load("example").drop(1), "a name must be text, found 1"),
    "city": (lambda: resolve_city(None, {"Rome": "Rome"}), "a name must be text, found None"),
    "path": (lambda: Method.from_toml(3), "a path must be text or a Path, found 3"),
    "kind": (lambda: ix.register("normalise", 3), "the name of a kind must be text, found 3"),
    "function": (lambda: ix.register("normalise", "mine")(3), "'mine' must be a function, found 3"),
}


@pytest.mark.parametrize(("call", "message"), WRONG_TYPES.values(), ids=WRONG_TYPES)
def test_an_argument_of_a_type_that_is_never_right_is_refused_in_our_own_words(call, message):
    with pytest.raises(TypeError) as caught:
        call()
    assert message in str(caught.value)
    assert code_of(caught.value.args[0]) == "wrong-type"


@pytest.mark.parametrize(
    ("rules", "meant"),
    [
        ({"groups": {"aggregate": {"kind": "mean"}}}, "arithmetic"),
        ({"groups": {"weights": {"kind": "pca"}}}, "principal_components"),
        ({"indicators": {"normalise": {"kind": "Standardize"}}}, "z_score"),
        ({"indicators": {"treat": {"kind": "winsorize"}}}, "winsorise"),
        ({"indicators": {"impute": {"kind": "average"}}}, None),
    ],
)
def test_a_usual_name_of_a_kind_suggests_ours(rules, meant):
    with pytest.raises(ix.DefinitionError) as caught:
        ix.Method(**rules)
    assert caught.value.problems[0].nearest == (None if meant is None else (meant,))
