"""From values to scores: what is not defined is refused by name, and nothing becomes a silent blank."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import intlindex as ix
from intlindex import DataError, DefinitionError, Method
from intlindex.core.pipeline.scoring import stacked
from intlindex.specs import RankRule
from makers import as_is, framework, group, index_of, indicator, refused, root, table

AB = framework("a", indicator("b", unit="US$"))


def normalise(**rule):
    return Method(indicators={"normalise": rule})


DIVIDING = [{"kind": "min_max"}, {"kind": "z_score"}]
ORDERING = [{"kind": "percentile_rank"}, {"kind": "rank"}]


# ---------------------------------------------------------------- indicators


@pytest.mark.parametrize("rule", DIVIDING, ids=lambda rule: rule["kind"])
def test_a_constant_indicator_is_refused_where_its_spread_is_divided_by(rule):
    data = table({"a": [1, 2, 3], "b": [7.5, 7.5, 7.5]})
    with refused(DataError, ("b", "constant", "7.5 US$", rule["kind"])):
        ix.score(data, AB, normalise(**rule))


@pytest.mark.parametrize("rule", DIVIDING, ids=lambda rule: rule["kind"])
def test_a_constant_negative_indicator_is_told_with_its_sign(rule):
    data = table({"a": [1, 2, 3], "b": [-7.5, -7.5, -7.5]})
    with refused(DataError, ("b", "constant", "(-7.5 US$")):
        ix.score(data, AB, normalise(**rule))


@pytest.mark.parametrize("rule", ORDERING, ids=lambda rule: rule["kind"])
def test_a_constant_indicator_has_ranks(rule):
    index = ix.score(table({"a": [1, 2, 3], "b": [7, 7, 7]}), AB, normalise(**rule))
    assert len(set(index.normalised["b"])) == 1
    assert index.scores.notna().to_numpy().all()


def test_a_constant_indicator_has_goalposts():
    made = framework(indicator("a", goalposts=[0, 10]), indicator("b", goalposts=[5, 10], direction="lower"))
    index = ix.score(table({"a": [4, 4], "b": [6, 6]}), made, normalise(kind="goalposts"))
    assert index.scores.iloc[0].to_list() == [60.0, 40.0, 80.0]
    assert index.ranks["index"].to_list() == [1, 1]


@pytest.mark.parametrize("rule", DIVIDING + ORDERING, ids=lambda rule: rule["kind"])
def test_an_indicator_with_one_value_is_too_few(rule):
    with refused(DataError, ("a", "too few", rule["kind"])):
        ix.score(table({"a": [1, None, None], "b": [1, 2, 3]}), AB, normalise(**rule))


def test_every_constant_indicator_is_named_under_every_rule():
    made = framework("a", "b", "c", "d")
    method = Method(indicators={"only": {name: {"normalise": {"kind": "z_score"}} for name in "ab"}})
    data = table({"a": [1, 1], "b": [1, 2], "c": [3, 3], "d": [4, None]})
    with refused(DataError, ("a", "constant", "z_score"), ("c", "constant", "min_max"), ("d", "too few")):
        ix.score(data, made, method)


def test_goalposts_that_are_missing_are_all_named():
    made = framework("a", indicator("b", goalposts=[0, 1]), "c")
    data = table({"a": [1, 2], "b": [0, 1], "c": [1, 2]})
    with refused(
        DefinitionError,
        ("indicators[a].goalposts", "is required", "goalposts"),
        ("indicators[c].goalposts", "is required", "goalposts"),
    ):
        ix.score(data, made, normalise(kind="goalposts"))


def test_the_direction_says_which_goalpost_is_best():
    made = framework(indicator("a", goalposts=[0, 50]), indicator("b", goalposts=[0, 50], direction="lower"))
    index = ix.score(table({"a": [0, 10, 60], "b": [0, 10, 60]}), made, normalise(kind="goalposts"))
    assert index.normalised["a"].to_list() == [0.0, 20.0, 100.0]
    assert index.normalised["b"].to_list() == [100.0, 80.0, 0.0]


def test_lower_is_better_under_every_normalisation():
    made = framework(indicator("a", direction="lower", goalposts=[0, 10]))
    for rule in [*DIVIDING, *ORDERING, {"kind": "goalposts"}]:
        ranks = ix.score(table({"a": [5, 1, 9]}), made, normalise(**rule)).ranks
        assert ranks["index"].to_list() == [2, 1, 3]


def test_exceptions_are_made_by_indicator():
    method = Method(
        indicators={
            "normalise": {"kind": "min_max", "high": 10},
            "only": {"b": {"normalise": {"kind": "percentile_rank", "low": -1, "high": 1}}},
        }
    )
    index = ix.score(table({"a": [1, 2, 5], "b": [1, 2, 5]}), AB, method)
    assert index.normalised["a"].to_list() == [0.0, 2.5, 10.0]
    assert index.normalised["b"].to_list() == [-1.0, 0.0, 1.0]


@pytest.mark.parametrize("rule", DIVIDING, ids=lambda rule: rule["kind"])
@pytest.mark.parametrize(
    "values", [[1e308, -1e308, 0.0], [0.0, 5e-324, 1e-323], [1e-200, 2e-200, 4e-200]], ids=["huge", "tiny", "small"]
)
def test_values_beyond_arithmetic_are_refused_or_scored_and_never_blank(rule, values):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            index = ix.score(table({"a": values, "b": [1, 2, 3]}), AB, normalise(**rule))
        except DataError as error:
            assert {problem.where.split(", ")[-1] for problem in error.problems} == {"a"}  # noqa: PT017  one way out
            return
    assert np.isfinite(index.scores.to_numpy()).all()


# ---------------------------------------------------------------- groups


@pytest.mark.parametrize("kind", ["geometric", "harmonic"])
def test_a_mean_of_positive_values_refuses_zero_and_says_to_scale_from_one(kind):
    method = Method(groups={"aggregate": {"kind": kind}})
    with refused(
        DataError,
        ("groups[index]", kind, "found 0 in 'a' for 'A'", "low = 1"),
        ("groups[index]", kind, "found 0 in 'b' for 'B', 'C'", "low = 1"),
    ):
        ix.score(table({"a": [1, 2, 3], "b": [9, 5, 5]}), AB, method)


@pytest.mark.parametrize("kind", ["geometric", "harmonic"])
def test_a_mean_of_positive_values_accepts_what_is_scaled_from_one(kind):
    method = Method(indicators={"normalise": {"kind": "min_max", "low": 1}}, groups={"aggregate": {"kind": kind}})
    index = ix.score(table({"a": [1, 2, 3], "b": [9, 5, 5]}), AB, method)
    expected = {"geometric": [10.0, 50.5**0.5, 10.0], "harmonic": [200 / 101, 2 / (1 + 1 / 50.5), 200 / 101]}
    assert index.scores["index"].to_list() == pytest.approx(expected[kind], rel=1e-12)


def test_only_the_group_that_needs_positive_values_asks_for_them():
    made = framework(group("g"), indicator("a", "g"), indicator("b", "g"), "c")
    data = table({"a": [1, 2, 3], "b": [3, 2, 1], "c": [5, 6, 8]})
    rule = {"aggregate": {"kind": "geometric"}}
    with refused(DataError, ("groups[g]", "found 0 in 'a'"), ("groups[g]", "found 0 in 'b'")):
        ix.score(data, made, Method(groups={"level": {"dimension": rule}}))
    with refused(DataError, ("groups[index]", "found 0 in 'c' for 'A'")):
        ix.score(data, made, Method(groups={"only": {"index": rule}}))


def test_a_negative_z_score_under_a_geometric_mean_is_told_with_its_value():
    method = Method(indicators={"normalise": {"kind": "z_score"}}, groups={"aggregate": {"kind": "geometric"}})
    with refused(DataError, ("groups[index]", "found -1 in 'a'"), ("groups[index]", "in 'b'")):
        ix.score(table({"a": [1, 2, 3], "b": [1, 2, 4]}), AB, method)


def test_new_weights_that_leave_a_geometric_mean_undefined_are_refused():
    """At nominal weights the group below is positive everywhere; at others it is not."""
    made = framework(group("g"), indicator("a", "g"), indicator("b", "g"), "c")
    method = Method(
        indicators={
            "normalise": {"kind": "min_max", "low": -1, "high": 3},
            "only": {"c": {"normalise": {"kind": "min_max", "low": 1}}},
        },
        groups={"only": {"index": {"aggregate": {"kind": "geometric"}}}},
    )
    index = ix.score(table({"a": [1, 2, 4], "b": [3, 2, 1], "c": [1, 2, 3]}), made, method)
    assert index.scores.notna().to_numpy().all()
    with pytest.raises(ix.IntlindexError, match="not defined for 'A' under these weights"):
        _ = index.reweight(a=9).scores


def test_equal_weights_do_not_see_those_of_the_framework():
    made = framework(indicator("a", weight=3), indicator("b", weight=1))
    data = table({"a": [0, 10], "b": [10, 0]})
    assert ix.score(data, made).scores["index"].to_list() == [25.0, 75.0]
    equal = ix.score(data, made, Method(groups={"weights": {"kind": "equal"}}))
    assert equal.scores["index"].to_list() == [50.0, 50.0]
    assert equal.reweight(a=3).scores["index"].to_list() == [25.0, 75.0]


def test_a_method_mixes_means_by_level_and_id():
    made, _ = as_is(group("g"), group("h"), *(indicator(name, name[0]) for name in ("g1", "g2", "h1", "h2")))
    method = Method(
        indicators={"normalise": {"kind": "goalposts", "clip": False}},
        groups={
            "level": {"dimension": {"aggregate": {"kind": "geometric"}}},
            "only": {"h": {"aggregate": {"kind": "harmonic"}}},
        },
    )
    scores = index_of([[4, 9, 2, 6], [1, 1, 1, 1]], made, method).scores
    assert scores.loc["city 0", ["g", "h", "index"]].to_list() == pytest.approx([6.0, 3.0, 4.5], rel=1e-12)


def test_rules_for_what_the_framework_lacks_are_refused_together():
    method = Method(indicators={"only": {"aa": {}}}, groups={"only": {"a": {}}, "level": {"indx": {}}})
    with refused(
        DefinitionError,
        ("indicators.only.aa", "no indicator 'aa'"),
        ("groups.only.a", "no group 'a'"),
        ("groups.level.indx", "no level 'indx'", "did you mean 'index'?"),
    ):
        ix.score(table({"a": [1, 2], "b": [1, 2]}), AB, method)


def test_a_deep_narrow_tree_hands_its_one_indicator_up():
    names = [f"g{depth}" for depth in range(30)]
    groups = [group(name, parent) for name, parent in zip(names, ["index", *names], strict=False)]
    made = framework(root(), *groups, indicator("a", names[-1]))
    index = ix.score(table({"a": [1, 2, 5]}), made)
    assert index.scores.eq(index.scores["index"], axis=0).all(axis=None)
    assert index.scores["index"].to_list() == [0.0, 25.0, 100.0]
    assert index.effective_weights.eq(1).all()


# ---------------------------------------------------------------- ranks


@pytest.mark.parametrize(
    ("ties", "expected", "kind"),
    [
        ("min", [1, 2, 2, 4], "Int64"),
        ("max", [1, 3, 3, 4], "Int64"),
        ("dense", [1, 2, 2, 3], "Int64"),
        ("ordinal", [1, 2, 3, 4], "Int64"),
        ("average", [1, 2.5, 2.5, 4], "Float64"),
    ],
)
def test_ties_are_ranked_as_the_method_says(ties, expected, kind):
    index = ix.score(table({"a": [9, 5, 5, 1]}), framework("a"), Method(rank=RankRule(ties=ties)))
    assert index.ranks["index"].to_list() == expected
    assert index.ranks["index"].dtype == kind
    assert index.ranking["rank"].to_list() == expected


def test_cities_without_a_score_stand_last_without_a_rank():
    made, method = as_is("a", "b", "c")
    nothing = np.nan
    index = index_of([[nothing, nothing, 90], [10, 20, 30], [50, 60, 70], [nothing, nothing, 99]], made, method)
    assert index.ranking["city"].to_list() == ["city 2", "city 1", "city 0", "city 3"]
    assert index.ranking["rank"].isna().to_list() == [False, False, True, True]
    assert index.ranks["c"].to_list() == [2, 4, 3, 1]


def test_cities_of_one_rank_keep_the_order_of_the_data():
    made, method = as_is("a")
    index = index_of([[5], [7], [5], [7]], made, method)
    assert index.ranking["city"].to_list() == ["city 1", "city 3", "city 0", "city 2"]


def test_scores_that_differ_by_rounding_alone_tie_at_every_node():
    """0.1 + 0.2 and 0.3 differ in the last bit and are one score."""
    made, method = as_is(*(indicator(name) for name in "abcd"))
    index = index_of([[0.1, 0.2, 0, 0], [0.3, 0, 0, 0], [90, 0, 0, 0]], made, method)
    assert index.scores["index"].iloc[0] != index.scores["index"].iloc[1]
    assert index.ranks["index"].to_list() == [2, 2, 1]


@pytest.mark.parametrize("name", ["city", "unit", "rank", "score", "time"])
def test_a_node_called_as_a_column_of_data_or_results_is_refused(name):
    with refused(ix.DefinitionError, (f"indicators[{name}].id", "name of a column", name)):
        framework(name, "b")
    with refused(ix.DefinitionError, (f"groups[{name}].id", "name of a column", name)):
        framework(group(name), indicator("a", name))


def test_the_tree_knows_which_nodes_are_below_which(example):
    tree, framework = example.scoring.tree, example.framework
    parents = {node.id: node.parent for node in framework.nodes}
    above = {}  # each node, and all above it
    for name, parent in parents.items():
        above[name], at = {name}, parent
        while at is not None:
            above[name].add(at)
            at = parents[at]
    assert tree.parents == tuple(-1 if parents[name] is None else tree.ids.index(parents[name]) for name in tree.ids)
    groups = [tree.ids.index(group.id) for group in framework.groups]
    for node, name in enumerate(tree.ids):
        for at in groups:
            assert tree.is_below(node, at) == (tree.ids[at] in above[name])
    found = tree.leaves_below(range(len(tree.ids)))
    for node, name in enumerate(tree.ids):
        assert found[node].tolist() == [name in above[leaf.id] for leaf in framework.indicators]


def test_scores_side_by_side_keep_each_child_in_one_piece_and_the_axis_that_runs_fastest():
    by_city = [np.arange(12.0).reshape(3, 4) + 100 * child for child in range(2)]
    by_draw = [np.asfortranarray(each) for each in by_city]
    for children in (by_city, by_draw):
        found = stacked(children)
        assert found.shape == (3, 4, 2)
        for at, each in enumerate(children):
            np.testing.assert_array_equal(found[..., at], each)
            assert found[..., at].strides == each.strides
    mixed = stacked([by_city[0], by_city[1][0]])
    np.testing.assert_array_equal(mixed[..., 1], np.tile(by_city[1][0], (3, 1)))
    assert stacked([np.ones(4), np.zeros(4)]).shape == (4, 2)


def test_under_strict_blanks_one_blank_child_makes_the_group_blank_for_that_city_only():
    frame = framework("a", "b")
    index = index_of([[1.0, 2.0], [np.nan, 3.0], [5.0, 9.0]], frame, Method(groups={"blanks": "strict"}))
    assert np.isnan(index.scores["index"].to_numpy(float)).tolist() == [False, True, False]
