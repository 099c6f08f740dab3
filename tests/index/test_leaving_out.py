"""Scores without a node are those of an index that never had it, whether all or only some of it is fitted again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.core.pipeline.leaving_out import LeavingOut
from makers import as_is, group, indicator, table
from strategies import indices

NAN = np.nan


def outcome_of(score, node):
    """Return scores without a node, or what is wrong where there are none."""
    try:
        return score(node)
    except ix.IntlindexError as error:
        return error.problems


def compare(index):
    """Compare all nodes, and return how many were not scored as a whole."""

    def of_drop(node):
        left = index.definition.drop([node])
        return index.replace(framework=left, method=index.method.restricted_to(left)).fits.grid[0]

    leaving_out = LeavingOut.of(index.fits)
    found = {node: outcome_of(leaving_out.grid, node) for node in index.nodes[1:]}
    known = {node: each for node, each in found.items() if each is not None}
    for node, each in known.items():
        expected = outcome_of(of_drop, node)
        assert type(each) is type(expected)
        np.testing.assert_array_equal(each, expected)
    return len(known)


@given(index=indices(), weight=st.sampled_from([0.0, 1.0, 3.0]))
def test_of_any_index_at_any_weights(index, weight):
    compare(index)
    try:
        compare(index.reweight({index.nodes[-1]: weight}))
    except ix.RequestError:
        return


@pytest.mark.parametrize(
    "preset", ["default", "geometric", "copeland", "benefit_of_the_doubt", "rank_based", "z_score"]
)
def test_shipped_methods_prepare_nothing_again(example, preset):
    assert compare(example.replace(method=preset)) == len(example.nodes) - 1


def test_groups_weighed_by_their_data_imputed_and_normalised(example):
    groups = {
        "weights": {"kind": "entropy"},
        "normalise": {"kind": "z_score", "mean": 50.0},
        "impute": {"kind": "median"},
        "min_coverage": 0.8,
    }
    method = example.method.replace(groups=groups)
    assert compare(example.replace(method=method)) == len(example.nodes) - 1


@pytest.mark.parametrize(
    "change",
    [
        {"indicators": {"impute": {"kind": "nearest_neighbours", "on": ["b"]}}},
        {"indicators": {"screen": {"min_availability": 0.5}}},
        {"units": {"min_availability": 0.5}},
    ],
    ids=["imputed from another", "indicators screened", "units screened"],
)
def test_all_is_scored_again_where_indicators_depend_on_one_another(change):
    frame, method = as_is("a", "b", "c")
    index = ix.score(table({"a": [1.0, 2, NAN], "b": [5.0, 3, 1], "c": [2.0, 4, 9]}), frame, method.replace(**change))
    assert LeavingOut.of(index.fits).grid("c") is None


def test_all_is_scored_again_where_a_city_is_left_without_a_value():
    frame, method = as_is("a", "b")
    index = ix.score(table({"a": [1.0, 2, 3], "b": [5.0, 3, NAN]}), frame, method)
    assert LeavingOut.of(index.fits).grid("a") is None
    assert index.leave_one_out("indicator").shifts["a"].isna().to_list() == [False, False, True]


def test_what_has_no_weight_left_is_refused_as_by_an_index_without_the_node():
    index = ix.score(table({"a": [1.0, 2, 3], "b": [5.0, 3, 1]}), *as_is("a", "b")).reweight(b=0)
    with pytest.raises(ix.RequestError, match="sum to zero"):
        LeavingOut.of(index.fits).grid("a")
    assert compare(index) == 2


def test_a_group_that_is_taken_over_is_compared_on_its_own_grid():
    """In the second group A and B, 30.0000000002 and 30, are one and the same beside the 90 of C."""
    nodes = [group("first"), indicator("a", "first"), indicator("b", "first")]
    nodes += [group("second"), indicator("c", "second"), indicator("d", "second")]
    frame, method = as_is(*nodes)
    method = method.replace(groups=method.groups.replace(only={"index": {"aggregate": {"kind": "copeland"}}}))
    values = {"a": [10.0, 10, 10], "b": [50.0, 50, 80], "c": [20.0, 60, 90], "d": [40.0000000004, 0, 90]}
    index = ix.score(table(values), frame, method)
    assert index.scores["second"]["A"] != index.scores["second"]["B"]
    assert compare(index) == len(index.nodes) - 1
    first, second, ahead = LeavingOut.of(index.fits).grid("b")
    assert first == second < ahead
