"""Who is compared with whom, and whose weights count, where something is missing."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from makers import as_is, framework, group, index_of, indicator, root

VALUES = [[80.0, 10, 30], [20, 60, 50], [50, 40, 70], [35, 30, 20]]
# High where it has a value, so that it would be ahead of all, or the ideal that they are measured by.
UNSCORED = [99.0, np.nan, np.nan]


@pytest.mark.parametrize("kind", ["copeland", "topsis"])
def test_a_city_without_a_score_takes_no_part_in_what_compares_cities(kind):
    made, method = as_is("a", "b", "c", aggregate={"kind": kind}, min_coverage=0.5)
    alone = index_of(VALUES, made, method)
    beside = index_of([*VALUES, UNSCORED], made, method)
    assert np.isnan(beside.scores.loc["city 4", "index"])
    for change in ({}, {"a": 3}):
        expected = alone.reweight(change).scores["index"].to_numpy()
        np.testing.assert_allclose(beside.reweight(change).scores["index"].to_numpy()[:4], expected, rtol=1e-12)


@pytest.mark.parametrize("kind", ["entropy", "critic", "standard_deviation", "principal_components"])
def test_an_only_child_that_data_would_weigh_is_handed_up_as_it_is(kind):
    made, method = as_is(root(), group("g"), indicator("a", "g"), "b", weights={"kind": "equal"})
    rules = method.groups.replace(only={"g": {"weights": {"kind": kind}}})
    index = index_of([[80, 10], [20, 60], [50, 40], [35, 30]], made, method.replace(groups=rules))
    assert index.scores["g"].equals(index.scores["a"].rename("g"))
    assert index.weights["a"] == 1.0
    branch = next(each for each in index.scoring.tree.branches if each.children.stop - each.children.start == 1)
    assert not branch.by_data
    assert index.uncertainty(64, noise={"a": ix.Noise(absolute=1)}, rng=1, progress=False).defined_draws == 64


def test_without_shares_there_is_no_score_where_weights_are_scaled_to_what_is_there():
    made, method = as_is("a", "b", "c", blanks="rescale", min_coverage=0.3)
    index = index_of([*VALUES, [99.0, 12, np.nan]], made, method)
    shares = np.stack([index.fits.shares, np.where(np.arange(4) == 0, 1.0, np.nan)])
    found = index.scoring.run(index.prepared.normalised, shares)[0]
    np.testing.assert_array_equal(found[0], index.fits.scores[0])
    assert np.isnan(found[1]).all()


@pytest.mark.parametrize("kind", ["arithmetic", "geometric", "median", "minimum", "maximum", "copeland", "topsis"])
def test_draws_without_shares_have_no_score_whatever_the_aggregation(kind):
    made, method = as_is("a", "b", "c", aggregate={"kind": kind})
    index = index_of(VALUES, made, method)
    shares = np.repeat(index.fits.shares[None], 3, axis=0)
    shares[1, 2] = np.nan
    found = index.scoring.run(index.prepared.normalised, shares)[0]
    np.testing.assert_allclose(found[[0, 2]], np.repeat(index.fits.scores[:1], 2, axis=0))
    assert np.isnan(found[1]).all()


def test_who_has_only_children_of_no_weight_is_scored_by_nominal_weights():
    made, method = as_is("a", "b", blanks="rescale", min_coverage=0.3)
    index = index_of([[80, 10], [20, 60], [np.nan, 40]], made, method)
    assert index.reweight(b=0).scores["index"].to_list() == [80.0, 20.0, 40.0]


@pytest.mark.parametrize("blanks", ["siblings", "rescale"])
def test_without_a_least_coverage_any_value_makes_a_score_and_none_does_not(blanks):
    frame = framework(root(), group("g"), indicator("a", "g"), indicator("b", "g"), "c")
    frame = frame.replace(indicators=[node.replace(goalposts=(0, 100)) for node in frame.indicators])
    method = ix.Method(indicators={"normalise": {"kind": "goalposts"}}, groups={"min_coverage": 0.0, "blanks": blanks})
    nan = np.nan
    index = index_of([[50, 70, 10], [nan, 60, 20], [nan, nan, 30], [nan, nan, nan]], frame, method)
    assert index.scores["g"].isna().to_list() == [False, False, True, True]
    assert index.scores["index"].isna().to_list() == [False, False, False, True]


def test_a_child_of_no_weight_alone_covers_nothing():
    made, method = as_is(indicator("a", weight=0), "b", min_coverage=0.0)
    index = index_of([[50, 70], [40, np.nan]], made, method)
    assert index.scores["index"].isna().to_list() == [False, True]


def test_two_children_that_data_weighs_are_weighed_anew_in_every_draw_of_other_data():
    made, method = as_is("a", "b", weights={"kind": "standard_deviation"})
    index = index_of([[80, 10], [20, 60], [50, 40], [35, 30]], made, method)
    assert [branch.by_data for branch in index.scoring.tree.branches] == [True]


@pytest.mark.parametrize(("children", "present"), [(2, 1), (3, 1), (10, 9), (7, 3)])
def test_a_coverage_of_just_the_least_one_is_enough_and_a_child_less_is_not(children, present):
    made, method = as_is(*[f"i{at}" for at in range(children)], min_coverage=present / children)
    values = np.full((2, children), 50.0)
    values[0, present:] = np.nan
    values[1, present - 1 :] = np.nan
    index = index_of(np.vstack([values, np.full(children, 10.0)]), made, method)
    assert index.scores["index"].isna().to_list() == [False, True, False]
