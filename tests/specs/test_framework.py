"""Frameworks: what they know of themselves, and everything that is refused, all problems at once."""

from __future__ import annotations

import math

import pytest

from intlindex import DefinitionError, Framework, Group, Indicator, RequestError, UnknownNameError
from intlindex.specs.load import spec_from
from makers import framework, group, indicator, refused, root

INDICATOR = {
    "id": "a",
    "parent": "index",
    "name": "A",
    "unit": "points",
    "direction": "higher",
    "scale": "ratio",
}
GROUP = {"id": "index", "name": "Index", "level": "index"}


def plain(*, groups=(GROUP,), indicators=(INDICATOR,), **fields):
    return {"id": "mine", "name": "Mine", "groups": list(groups), "indicators": list(indicators)} | fields


def with_indicator(**changes):
    return plain(indicators=[INDICATOR | changes])


def with_group(**changes):
    return plain(groups=[GROUP | changes])


@pytest.fixture
def deep():
    """index -> (influence -> (economy -> gdp, science -> (papers, patents)), rent)."""
    return framework(
        indicator("patents", "science"),
        group("economy", "influence", level="second"),
        group("influence", names={"zh": "影响力"}),
        group("science", "influence", level="second"),
        indicator("gdp", "economy"),
        indicator("rent", direction="lower"),
        indicator("papers", "science"),
    )


def test_nodes_stand_level_by_level_with_siblings_in_the_order_of_the_file(deep):
    ids = [node.id for node in deep.nodes]
    assert ids == ["index", "influence", "rent", "economy", "science", "gdp", "patents", "papers"]


def test_the_root_is_the_group_without_a_parent(deep):
    assert deep.root.id == "index"
    assert deep.root.parent is None


def test_the_title_says_of_what_is_reconstructed_that_it_is(deep):
    assert deep.title == deep.name
    own = deep.indicators[0].replace(status="reconstructed")
    assert deep.replace(indicators=(own, *deep.indicators[1:])).title == f"{deep.name} (reconstruction)"
    known = deep.indicators[0].replace(status="published")
    assert deep.replace(indicators=(known, *deep.indicators[1:])).title == deep.name


def test_children_are_one_level_and_below_is_all_levels(deep):
    assert [node.id for node in deep.children("influence")] == ["economy", "science"]
    assert [node.id for node in deep.below("influence")] == ["economy", "science", "gdp", "patents", "papers"]
    assert deep.children("gdp") == deep.below("gdp") == ()


def test_a_node_is_found_by_id(deep):
    assert deep.node("gdp") is deep.indicators[1]
    assert deep.node("influence").names["zh"] == "影响力"


def test_a_misspelt_node_is_answered_with_the_nearest(deep):
    with pytest.raises(UnknownNameError, match=r"no node 'influense' in mine; did you mean 'influence'\?"):
        deep.node("influense")
    with pytest.raises(KeyError):
        deep.children("influense")


def test_dropping_a_node_takes_what_is_below_and_groups_that_are_left_empty(deep):
    left = deep.drop(["gdp"])
    assert [node.id for node in left.nodes] == ["index", "influence", "rent", "science", "patents", "papers"]
    assert [node.id for node in deep.drop(["influence"]).nodes] == ["index", "rent"]
    assert [node.id for node in deep.drop(["patents", "papers", "gdp"]).nodes] == ["index", "rent"]
    assert len(deep.nodes) == 8


def test_dropping_everything_is_refused(deep):
    with refused(RequestError, ("", "no indicator is left without", "index")):
        deep.drop(["index"])
    with pytest.raises(UnknownNameError, match="did you mean 'gdp'"):
        deep.drop(["gpd"])


def test_a_group_may_hold_groups_and_indicators_side_by_side(deep):
    assert [type(node) for node in deep.children("index")] == [Group, Indicator]


def test_an_index_of_one_indicator_is_a_framework():
    assert [node.id for node in framework("a").nodes] == ["index", "a"]


def test_optional_fields_have_the_values_of_the_format():
    made = spec_from(Framework, plain(), source="text")
    assert made.root.weight == made.indicators[0].weight == 1.0
    assert made.indicators[0].bounds == (-math.inf, math.inf)
    assert made.indicators[0].goalposts is None
    assert made.format == "intlindex/framework/1"


def test_a_weight_on_the_root_is_allowed():
    assert framework(root(weight=7.0), "a").root.weight == 7.0


@pytest.mark.parametrize("value", [3, 3.0])
def test_a_whole_number_is_a_number(value):
    assert indicator("a", weight=value, target=value, bounds=(0, value)).weight == 3.0


@pytest.mark.parametrize("name", ["gdp-per-capita", "人均GDP", "a.b", "x'y", "1"])
def test_an_id_is_any_text_without_spaces_or_brackets(name):
    assert framework(name).indicators[0].id == name


@pytest.mark.parametrize("name", ["", " ", "a b", "a\tb", "a\n", "a[1]", "]"])
def test_an_id_with_spaces_or_brackets_is_refused(name):
    with refused(DefinitionError, ("id", "must be an id", repr(name))):
        Indicator(**INDICATOR | {"id": name})


# ---------------------------------------------------------------- fields

OF_INDICATOR = [
    ({"direction": "up"}, "direction", "'higher', 'lower'", "found 'up'"),
    ({"scale": "nominal"}, "scale", "'ratio', 'interval', 'ordinal'", "found 'nominal'"),
    ({"status": "guessed"}, "status", "'published', 'inferred', 'reconstructed'", "found 'guessed'"),
    ({"spatial_level": "town"}, "spatial_level", "'city', 'metropolitan', 'region', 'country'", "found 'town'"),
    ({"weight": -1}, "weight", "greater than or equal to 0", "found -1"),
    ({"weight": math.nan}, "weight", "finite", "found nan"),
    ({"weight": math.inf}, "weight", "finite", "found inf"),
    ({"weight": "2"}, "weight", "must be a number", "found '2'"),
    ({"weight": True}, "weight", "must be a number", "found True"),
    ({"weight": None}, "weight", "must be a number", "found None"),
    ({"weight": [1]}, "weight", "must be a number", "found"),
    ({"target": math.inf}, "target", "finite", "found inf"),
    ({"target": "50"}, "target", "must be a number", "found '50'"),
    ({"bounds": [1, 0]}, "bounds", "[lower, higher]", "[1, 0]"),
    ({"bounds": [1, 1]}, "bounds", "[lower, higher]", "[1, 1]"),
    ({"bounds": [0]}, "bounds[2]", "is required"),
    ({"bounds": [0, "much"]}, "bounds[2]", "must be a number", "found 'much'"),
    ({"bounds": [math.nan, 1]}, "bounds[1]", "must be a number", "found nan"),
    ({"bounds": 5}, "bounds", "must be a list", "found 5"),
    ({"goalposts": [60, 0]}, "goalposts", "[lower, higher]", "[60, 0]"),
    ({"goalposts": [0, math.inf]}, "goalposts", "finite", "inf"),
    ({"name": ""}, "name", "at least 1 character", "found ''"),
    ({"name": 3}, "name", "must be text", "found 3"),
    ({"names": {"zh": 3}}, "names.zh", "must be text", "found 3"),
    ({"names": "A"}, "names", "must be a table", "found 'A'"),
    ({"sources": "a"}, "sources", "must be a list", "found 'a'"),
    ({"sources": ["a b"]}, "sources[1]", "must be an id", "found 'a b'"),
    ({"denominator": 3}, "denominator", "must be text", "found 3"),
    ({"weigth": 2}, "weigth", "not a field", "did you mean 'weight'?"),
    ({"level": "second"}, "level", "not a field"),
]


@pytest.mark.parametrize(
    "read", [lambda raw: spec_from(Framework, raw, source="my.toml"), lambda raw: Framework(**raw)]
)
@pytest.mark.parametrize(("changes", "field", "parts"), [(first, field, rest) for first, field, *rest in OF_INDICATOR])
def test_a_wrong_field_of_an_indicator_is_named_by_id_with_what_was_found(read, changes, field, parts):
    with refused(DefinitionError, (f"indicators[a].{field}", *parts)):
        read(with_indicator(**changes))


@pytest.mark.parametrize("field", ["parent", "name", "unit", "direction", "scale"])
def test_a_field_that_an_indicator_needs_is_named_where_it_is_missing(field):
    raw = {key: value for key, value in INDICATOR.items() if key != field}
    whole = [INDICATOR | {"id": "b"}, raw]
    with refused(DefinitionError, (f"indicators[a].{field}", "is required")):
        Framework(**plain(indicators=whole))


def test_a_node_without_an_id_is_named_by_its_place():
    nameless = {key: value for key, value in INDICATOR.items() if key != "id"}
    with refused(DefinitionError, ("indicators[2].id", "is required")):
        Framework(**plain(indicators=[INDICATOR, nameless]))


@pytest.mark.parametrize(
    ("changes", "field", "parts"),
    [
        ({"weight": -0.5}, "weight", ["greater than or equal to 0", "found -0.5"]),
        ({"level": ""}, "level", ["at least 1 character"]),
        ({"level": 2}, "level", ["must be text", "found 2"]),
        ({"status": "ours"}, "status", ["found 'ours'"]),
        ({"unit": "points"}, "unit", ["not a field"]),
        ({"leval": "x"}, "leval", ["did you mean 'level'?"]),
    ],
)
def test_a_wrong_field_of_a_group_is_named_by_id_with_what_was_found(changes, field, parts):
    with refused(DefinitionError, (f"groups[index].{field}", *parts)):
        Framework(**with_group(**changes))


@pytest.mark.parametrize(
    ("raw", "place", "parts"),
    [
        (plain(format="intlindex/framework/2"), "format", ["'intlindex/framework/1'", "found 'intlindex/framework/2'"]),
        (plain(id="a b"), "id", ["must be an id"]),
        (plain(name=3), "name", ["must be text", "found 3"]),
        (plain(descripton="x"), "descripton", ["did you mean 'description' or 'descriptions'?"]),
        (plain(names=["Mine"]), "names", ["must be a table"]),
    ],
)
def test_a_wrong_field_of_the_framework_itself_is_named(raw, place, parts):
    with refused(DefinitionError, (place, *parts)):
        spec_from(Framework, raw, source="my.toml")


@pytest.mark.parametrize("raw", ["text", 3, None, [], [1]])
def test_what_is_no_table_is_no_framework(raw):
    with refused(DefinitionError, ("", "must be a table", repr(raw))):
        spec_from(Framework, raw, source="my.toml")


def test_an_entry_that_is_no_table_is_named_by_its_place():
    with refused(DefinitionError, ("indicators[2]", "must be a table", "found 'b'")):
        Framework(**plain(indicators=[INDICATOR, "b"]))


# ---------------------------------------------------------------- the tree


def test_an_id_that_is_used_twice_is_refused_whatever_it_names():
    groups = [GROUP, GROUP | {"id": "g", "parent": "index"}, GROUP | {"id": "g", "parent": "index"}]
    indicators = [INDICATOR | {"parent": "g"}, INDICATOR | {"parent": "g"}, INDICATOR | {"id": "g"}]
    with refused(
        DefinitionError,
        ("groups[g].id", "used before", "another group"),
        ("indicators[a].id", "used before", "another indicator"),
        ("indicators[g].id", "used before", "another group"),
    ):
        Framework(**plain(groups=groups, indicators=indicators))


def test_a_parent_that_does_not_exist_is_answered_with_the_nearest():
    groups = [GROUP, GROUP | {"id": "influence", "parent": "indx"}]
    indicators = [INDICATOR, INDICATOR | {"id": "b", "parent": "influense"}]
    with refused(
        DefinitionError,
        ("groups[influence].parent", "no group 'indx'", "did you mean 'index'?"),
        ("indicators[b].parent", "no group 'influense'", "did you mean 'influence'?"),
        ("groups[influence]", "has no children"),
    ):
        Framework(**plain(groups=groups, indicators=indicators))


def test_a_parent_that_is_an_indicator_is_refused():
    with refused(DefinitionError, ("indicators[b].parent", "'a' is an indicator")):
        Framework(**plain(indicators=[INDICATOR, INDICATOR | {"id": "b", "parent": "a"}]))


def test_a_cycle_is_told_as_a_path():
    groups = [
        GROUP,
        GROUP | {"id": "a1", "parent": "a3"},
        GROUP | {"id": "a2", "parent": "a1"},
        GROUP | {"id": "a3", "parent": "a2"},
        GROUP | {"id": "self", "parent": "self"},
    ]
    with refused(
        DefinitionError,
        ("groups[a1].parent", "below itself", "a1 -> a3 -> a2 -> a1"),
        ("groups[self].parent", "below itself", "self -> self"),
    ):
        Framework(**plain(groups=groups))


def test_two_roots_are_refused_by_name():
    groups = [GROUP, GROUP | {"id": "other"}]
    indicators = [INDICATOR, INDICATOR | {"id": "b", "parent": "other"}]
    with refused(DefinitionError, ("groups", "2 are without a parent", "index, other")):
        Framework(**plain(groups=groups, indicators=indicators))


def test_a_framework_without_a_root_is_refused():
    with refused(
        DefinitionError,
        ("groups", "none is without a parent"),
        ("groups[index].parent", "below itself", "index -> index"),
    ):
        Framework(**plain(groups=[GROUP | {"parent": "index"}]))


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        (plain(groups=[]), [("indicators[a].parent", "no group 'index'"), ("groups", "none is without a parent")]),
        (plain(indicators=[]), [("groups[index]", "has no children")]),
    ],
)
def test_nothing_at_all_is_refused(raw, problems):
    with refused(DefinitionError, *problems):
        Framework(**raw)


def test_groups_without_children_are_all_named():
    groups = [GROUP, *(GROUP | {"id": name, "parent": "index"} for name in ("g", "h"))]
    with refused(DefinitionError, ("groups[g]", "has no children"), ("groups[h]", "has no children")):
        Framework(**plain(groups=groups))


def test_siblings_that_all_weigh_nothing_are_refused():
    indicators = [INDICATOR | {"weight": 0}, INDICATOR | {"id": "b", "weight": 0}]
    with refused(DefinitionError, ("groups[index]", "weights", "sum to zero")):
        Framework(**plain(indicators=indicators))


def test_one_sibling_that_weighs_nothing_is_allowed():
    made = Framework(**plain(indicators=[INDICATOR, INDICATOR | {"id": "b", "weight": 0}]))
    assert made.indicators[1].weight == 0.0


def test_every_problem_of_fields_and_tree_is_told_at_once():
    groups = [GROUP, GROUP | {"id": "g", "parent": "idx"}]
    indicators = [
        INDICATOR | {"direction": "up", "weight": -2},
        INDICATOR | {"id": "b", "parent": "nowhere", "colour": "red"},
    ]
    with refused(
        DefinitionError,
        ("name", "must be text", "found 3"),
        ("indicators[a].direction", "found 'up'"),
        ("indicators[a].weight", "found -2"),
        ("indicators[b].colour", "not a field"),
        ("indicators[b].parent", "no group 'nowhere'"),
        ("groups[g].parent", "no group 'idx'"),
        ("groups[g]", "has no children"),
    ):
        spec_from(Framework, plain(name=3, groups=groups, indicators=indicators), source="my.toml")


def test_the_message_begins_with_the_file_and_keeps_the_cause():
    with pytest.raises(DefinitionError, match=r"^my\.toml: indicators\[a\]\.weight: ") as caught:
        spec_from(Framework, with_indicator(weight=-2), source="my.toml")
    assert caught.value.__cause__ is not None
    assert isinstance(caught.value, ValueError)


# ---------------------------------------------------------------- change


def test_a_framework_cannot_be_changed_in_place(deep):
    with pytest.raises(ValueError, match="frozen"):
        deep.name = "Other"
    with pytest.raises(ValueError, match="frozen"):
        deep.indicators[0].weight = 2.0
    with pytest.raises(TypeError):
        deep.groups[0] = None
    with pytest.raises(TypeError):
        deep.groups[1].names["zh"] = "x"


def test_a_change_is_validated_as_if_newly_made(deep):
    with refused(DefinitionError, ("weight", "found -1")):
        deep.indicators[0].replace(weight=-1)
    with refused(DefinitionError, ("wieght", "did you mean 'weight'?")):
        deep.indicators[0].replace(wieght=1)
    with refused(DefinitionError, ("groups[economy]", "has no children")):
        deep.replace(indicators=[node for node in deep.indicators if node.id != "gdp"])


def test_equal_content_is_equal_and_of_equal_hash(deep):
    again = Framework(**deep.model_dump())
    assert again == deep
    assert hash(again) == hash(deep)
    assert deep.replace(name="Other") != deep
    assert len({deep, again, deep.replace(name="Other")}) == 2
