"""The rules for blanks: coverage, what stands in for a blank, and that weights never change which they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.specs import Method
from makers import as_is, group, index_of, indicator
from strategies import (
    AGGREGATES,
    ANY_WEIGHTS,
    POSITIVE,
    WEIGHTS,
    data_for,
    frameworks,
    indices,
    matrices,
    methods,
    reweightings,
)


def with_blanks(index, rule):
    """Score the same index with one rule for blanks in all groups."""
    groups = index.method.groups
    exceptions = {
        key: {name: each.replace(blanks=None) for name, each in getattr(groups, key).items()}
        for key in ("level", "only")
    }
    return index.replace(method=index.method.replace(groups=groups.replace(blanks=rule, **exceptions)))


@given(indices(weights=ANY_WEIGHTS))
def test_counting_as_its_siblings_equals_leaving_out_at_nominal_weights(index):
    filled, left_out = with_blanks(index, "siblings"), with_blanks(index, "rescale")
    np.testing.assert_allclose(filled.scores, left_out.scores, rtol=1e-12, atol=1e-12)


@given(indices(weights=ANY_WEIGHTS))
def test_a_score_is_the_mean_of_its_present_children_wherever_enough_weight_is_present(index):
    """Section 3 of the design, written once more for one city and one group at a time."""
    index = with_blanks(index, "rescale")
    scores, weights = index.scores, index.weights
    for group_ in index.framework.groups:
        children = [node.id for node in index.framework.children(group_.id)]
        rule = index.method.for_group(group_.id, group_.level)
        for city in index.cities:
            values, shares = scores.loc[city, children].to_numpy(), weights[children].to_numpy()
            present = ~np.isnan(values)
            coverage = shares[present].sum()
            found = scores.loc[city, group_.id]
            if coverage < rule.min_coverage - 1e-12 or coverage == 0:
                assert np.isnan(found)
                continue
            expected = plain_mean(rule.aggregate, values[present], shares[present] / coverage)
            assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def plain_mean(aggregate, values, shares):
    if aggregate.kind == "arithmetic":
        return float(np.average(values, weights=shares))
    if aggregate.kind == "geometric":
        return float(np.prod(values**shares))
    return float(1 / np.average(1 / values, weights=shares))


@given(indices(blanks=("strict",)))
def test_under_the_strict_rule_one_blank_child_makes_the_group_blank(index):
    scores = index.scores
    for group_ in index.framework.groups:
        children = [node.id for node in index.framework.children(group_.id)]
        blank = scores[children].isna().any(axis=1)
        assert scores.loc[blank, group_.id].isna().all()
        assert scores.loc[~blank, group_.id].notna().all()


@given(st.data())
def test_new_weights_never_change_which_scores_are_blank(data):
    index = data.draw(indices())
    again = index.reweight(data.draw(reweightings(index)))
    np.testing.assert_array_equal(again.scores.isna(), index.scores.isna())
    np.testing.assert_array_equal(again.ranks.isna(), index.ranks.isna())


@given(st.data())
def test_weights_of_zero_never_change_which_scores_are_blank(data):
    index = data.draw(indices(weights=ANY_WEIGHTS, blanks=("siblings", "strict")))
    again = index.reweight(data.draw(reweightings(index, weights=ANY_WEIGHTS)))
    np.testing.assert_array_equal(again.scores.isna(), index.scores.isna())


def test_a_score_stays_a_score_when_all_weight_goes_to_a_child_that_was_left_out():
    made, method = as_is("a", "b", blanks="rescale")
    index = index_of([[10.0, 20.0], [30.0, np.nan]], made, method)
    again = index.reweight(a=0)
    assert not again.scores.loc["city 1"].drop("b").isna().any()
    assert again.ranks["index"].notna().all()


@given(st.data())
def test_scores_are_linear_in_the_weights_of_a_group(data):
    framework = data.draw(frameworks())
    method = data.draw(methods(framework, aggregates=("arithmetic",), blanks=("siblings",)))
    index = ix.score(data.draw(data_for(framework)), framework, method)
    chosen = data.draw(st.sampled_from(framework.groups)).id
    children = [index.nodes.index(node.id) for node in framework.children(chosen)]
    first = index.weights.to_numpy(copy=True)
    second = first.copy()
    raw = np.array([data.draw(ANY_WEIGHTS) for _ in children])
    raw[0] += not raw.any()
    second[children] = raw / raw.sum()
    part = data.draw(st.floats(0.0, 1.0))
    run = lambda shares: index.scoring.run(index.prepared.normalised, shares)  # noqa: E731
    mixed = run((1 - part) * first + part * second)
    # Scores may be in the millions, where 1e-9 is less than one unit in the last place.
    np.testing.assert_allclose(mixed, (1 - part) * run(first) + part * run(second), rtol=1e-12, atol=1e-9)


@given(st.data())
def test_new_weights_keep_what_stands_in_for_a_blank(data):
    index = data.draw(indices(blanks=("siblings",)))
    again = index.reweight(data.draw(reweightings(index)))
    np.testing.assert_array_equal(again.scoring.fills, index.scoring.fills)
    found = again.scoring.run(again.prepared.normalised, again.weights.to_numpy())
    fills = np.array(index.scoring.fills)
    filled = ~np.isnan(fills)
    np.testing.assert_array_equal(found[filled], fills[filled])


@pytest.mark.parametrize("blanks", ["siblings", "rescale"])
@pytest.mark.parametrize(
    ("children", "present", "coverage"),
    [(3, 2, 2 / 3), (3, 1, 1 / 3), (7, 3, 3 / 7), (10, 7, 0.7), (6, 5, 5 / 6), (3, 2, 2 / 3 + 9e-13)],
)
def test_a_coverage_that_is_just_met_is_met(blanks, children, present, coverage):
    names = [f"i{number}" for number in range(children)]
    made, method = as_is(*names, blanks=blanks, min_coverage=coverage)
    values = np.repeat([[40.0], [41.0]], children, axis=1)
    values[1, present:] = np.nan
    assert index_of(values, made, method).scores["index"].to_list() == pytest.approx([40.0, 41.0], rel=1e-12)


@pytest.mark.parametrize(
    ("children", "present", "coverage"), [(3, 2, 2 / 3 + 2e-12), (3, 2, 0.667), (4, 2, 0.51), (5, 4, 1.0)]
)
def test_a_coverage_that_is_just_missed_is_missed(children, present, coverage):
    names = [f"i{number}" for number in range(children)]
    made, method = as_is(*names, min_coverage=coverage)
    values = np.full((2, children), 40.0)
    values[1, present:] = np.nan
    assert index_of(values, made, method).scores["index"].isna().to_list() == [False, True]


@given(weights=st.lists(WEIGHTS, min_size=2, max_size=6), data=st.data())
@example(weights=[0.1, 0.2, 0.3], data=None)
def test_coverage_is_a_share_of_weight_and_not_of_number(weights, data):
    present = 1 if data is None else data.draw(st.integers(1, len(weights)))
    names = [f"i{number}" for number in range(len(weights))]
    share = sum(weights[:present]) / sum(weights)
    values = np.arange(2.0 * len(weights)).reshape(2, -1)
    values[1, present:] = np.nan
    for threshold, blank in ((min(share, 1.0), False), (min(share + 1e-9, 1.0), share + 1e-9 < 1.0)):
        made, method = as_is(*names, min_coverage=threshold)
        weighted = made.replace(
            indicators=[node.replace(weight=weight) for node, weight in zip(made.indicators, weights, strict=True)]
        )
        assert index_of(values, weighted, method).scores["index"].isna()["city 1"] == blank


def test_a_blank_group_counts_as_its_siblings_one_level_up():
    parents = {"a": "g", "b": "g", "c": "h", "d": "h"}
    leaves = [indicator(name, parent) for name, parent in parents.items()]
    made, method = as_is(group("g"), group("h"), *leaves)
    index = index_of([[10, 20, 30, 50], [np.nan, np.nan, 30, 50]], made, method)
    assert index.scores.loc["city 1", ["index", "g", "h"]].to_list() == pytest.approx(
        [40.0, np.nan, 40.0], nan_ok=True, rel=1e-12
    )
    assert index.reweight(g=9).scores.loc["city 1", "index"] == pytest.approx(40.0, rel=1e-12)


@pytest.mark.parametrize("aggregate", AGGREGATES)
@given(data=st.data())
def test_a_city_with_one_value_scores_that_value_where_any_coverage_is_enough(aggregate, data):
    values = data.draw(matrices(3, elements=POSITIVE, blanks=False))
    values[0, 1:] = np.nan
    made, method = as_is("a", "b", "c", aggregate={"kind": aggregate}, min_coverage=0.0)
    index = index_of(values, made, method)
    assert index.scores.loc["city 0", "index"] == pytest.approx(values[0, 0], rel=1e-12)


def test_weight_that_is_nothing_covers_nothing():
    made, method = as_is("a", "b", min_coverage=0.0)
    weighted = made.replace(indicators=[made.indicators[0].replace(weight=0), made.indicators[1]])
    index = index_of([[10.0, 20.0], [30.0, np.nan]], weighted, method)
    assert index.scores["index"].isna().to_list() == [False, True]
    assert index.reweight(a=5).scores["index"].isna().to_list() == [False, True]


def test_every_blank_and_what_stands_in_for_it_is_named():
    made, method = as_is("a", "b", "c")
    index = index_of([[10, 20, 30], [30, np.nan, 50], [np.nan, np.nan, 5]], made, method)
    told = index.findings.set_index(["code", "node"])["message"]
    assert "city 1" in told["filled-blank", "b"]
    assert "city 2" not in told["filled-blank", "b"]
    assert "city 2" in told["blank-score", "index"]
    assert "city 2" in told["blank-score", "a"]
    assert ("filled-blank", "c") not in told.index


@given(st.data())
def test_equal_rules_written_for_a_level_or_an_id_score_alike(data):
    index = data.draw(indices())
    rules = {each.id: index.method.for_group(each.id, each.level) for each in index.framework.groups}
    indicators = {
        node.id: {"normalise": index.method.for_indicator(node.id).normalise} for node in index.framework.indicators
    }
    method = Method(groups={"only": rules}, indicators={"only": indicators}, rank=index.method.rank)
    np.testing.assert_array_equal(index.replace(method=method).scores, index.scores)
