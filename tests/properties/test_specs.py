"""What holds for every definition: it changes only into another, and is read back as it was written."""

from __future__ import annotations

import tomllib

from hypothesis import example, given
from hypothesis import strategies as st

from intlindex import Framework, Method
from intlindex.errors import IntlindexError, Problem, listed, nearest
from intlindex.specs import FrozenMap
from intlindex.specs.load import spec_from
from intlindex.specs.names import name_key, resolve_city
from intlindex.specs.toml import to_toml
from makers import framework, indicator
from strategies import TEXT, WEIGHTS, described_frameworks, frameworks, methods


@given(described_frameworks())
@example(framework("a", name="a tab\t, a line\n and a delete\x7f"))
@example(framework(indicator('"quoted".\\'), name="kind"))
def test_a_framework_written_as_toml_is_read_back_the_same(made):
    again = spec_from(Framework, tomllib.loads(made.to_toml()), source="text")
    assert again == made
    assert hash(again) == hash(made)


@given(st.data())
def test_a_method_written_as_toml_is_read_back_the_same(data):
    made = data.draw(methods(data.draw(frameworks())))
    again = spec_from(Method, tomllib.loads(made.to_toml()), source="text")
    assert again == made
    assert hash(again) == hash(made)


@given(described_frameworks())
def test_a_framework_written_as_json_is_read_back_the_same(made):
    assert Framework.model_validate_json(made.model_dump_json()) == made
    assert spec_from(Framework, made.model_dump(mode="json"), source="text") == made


SCALARS = st.one_of(st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), TEXT)
TABLES = st.recursive(
    st.dictionaries(TEXT, st.one_of(SCALARS, st.lists(SCALARS, max_size=3)), min_size=1, max_size=3),
    lambda inner: st.dictionaries(
        TEXT, st.one_of(SCALARS, inner, st.lists(st.one_of(SCALARS, inner), max_size=3)), min_size=1, max_size=3
    ),
    max_leaves=6,
)


@given(TABLES)
def test_any_table_written_as_toml_is_read_back_the_same(table):
    assert tomllib.loads(to_toml(table)) == table


@given(described_frameworks(), st.data())
def test_comments_change_nothing_but_the_text(made, data):
    fields = ["id", "name", "unit", "direction", "names", "bounds"]
    paths = [(), ("id",), ("groups", 0), ("indicators", 0), *(("indicators", 0, field) for field in fields)]
    comments = data.draw(st.dictionaries(st.sampled_from(paths), TEXT))
    text = made.to_toml(comments)
    assert spec_from(Framework, tomllib.loads(text), source="text") == made
    assert text.count("#") >= len(comments.keys() - {("indicators", 0, "names"), ("indicators", 0, "bounds")})


@given(described_frameworks(), TEXT, WEIGHTS)
def test_a_change_makes_a_new_definition_and_leaves_the_old_one(made, name, weight):
    before = made.model_dump()
    first = made.indicators[0]
    other = made.replace(name=name, indicators=[first.replace(weight=weight), *made.indicators[1:]])
    assert made.model_dump() == before
    assert other.name == name
    assert other.indicators[0].weight == weight
    assert other.replace(name=made.name, indicators=made.indicators) == made


@given(st.data())
def test_a_drawn_framework_is_walked_level_by_level(data):
    made = data.draw(frameworks())
    order = [node.id for node in made.nodes]
    depth = {made.root.id: 0}
    for node in made.nodes[1:]:
        depth[node.id] = depth[node.parent] + 1
    assert sorted(order) == sorted(node.id for node in (*made.groups, *made.indicators))
    assert [depth[name] for name in order] == sorted(depth.values())
    for group in made.groups:
        places = [order.index(node.id) for node in made.children(group.id)]
        assert places == list(range(places[0], places[0] + len(places)))
    assert {node.id for node in made.below(made.root.id)} == set(order) - {made.root.id}


@given(st.dictionaries(TEXT, st.integers()))
def test_a_frozen_map_is_the_mapping_it_was_made_of(items):
    frozen = FrozenMap(items)
    items_before = dict(items)
    assert frozen == items
    assert hash(frozen) == hash(FrozenMap(dict(reversed(items.items()))))
    items["another"] = 1
    assert frozen == items_before


@given(st.lists(TEXT, min_size=1, max_size=6), st.text(max_size=8))
def test_a_miss_is_answered_by_names_that_exist(names, asked):
    answer = nearest(asked, names)
    assert any(repr(name) in answer for name in names)
    assert answer.startswith(("did you mean ", "allowed: "))


@given(st.lists(TEXT, min_size=1, max_size=20), st.integers(1, 10))
def test_a_long_list_says_how_many_more_there_are(names, most):
    text = listed(names, most=most)
    assert repr(names[0]) in text
    assert text.endswith(f" and {len(names) - most} more") == (len(names) > most)


@given(st.lists(st.builds(Problem, TEXT, TEXT), min_size=1, max_size=5), TEXT)
def test_an_error_tells_every_problem(problems, source):
    error = IntlindexError(problems, source=source)
    assert error.problems == tuple(problems)
    assert str(error).startswith(f"{source}: ")
    for problem in problems:
        assert f"{problem.where}: {problem.message}" in str(error)


@given(TEXT)
def test_every_spelling_of_a_city_finds_it(name):
    spellings = [name.upper(), f" {name} ", name.replace(" ", "_")]
    for spelling in spellings:
        if name_key(spelling) == name_key(name) != "":
            assert resolve_city(spelling, {name: name}) == name
