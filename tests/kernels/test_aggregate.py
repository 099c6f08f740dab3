"""Means: single facts; what holds for all values is among the properties."""

from __future__ import annotations

import numpy as np
import pytest

from intlindex.kernels.aggregate import basic_means

HALVES = np.array([0.5, 0.5])
MEANS = [basic_means.arithmetic_mean, basic_means.geometric_mean, basic_means.harmonic_mean]
every_mean = pytest.mark.parametrize("mean", MEANS)


def test_the_three_means_of_two_and_eight_are_five_four_and_three_point_two():
    found = [mean(np.array([[2.0, 8.0]]), HALVES)[0] for mean in MEANS]
    assert found == pytest.approx([5.0, 4.0, 3.2], rel=1e-15)


@every_mean
def test_a_unit_without_any_child_is_blank(mean):
    assert np.isnan(mean(np.array([[np.nan, np.nan]]), HALVES, skip_blanks=True))


@every_mean
def test_a_unit_whose_children_all_weigh_nothing_is_blank(mean):
    assert np.isnan(mean(np.array([[7.0, np.nan]]), np.array([0.0, 1.0]), skip_blanks=True))


@every_mean
def test_a_child_that_weighs_nothing_counts_for_nothing(mean):
    found = mean(np.array([[7.0, 3.0]]), np.array([0.0, 1.0]))
    np.testing.assert_allclose(found, 3.0, rtol=1e-15)


@every_mean
def test_one_child_is_its_own_mean(mean):
    np.testing.assert_allclose(mean(np.array([[7.0], [0.1]]), np.array([1.0])), [7.0, 0.1], rtol=1e-15)


@every_mean
def test_leading_axes_of_values_and_weights_broadcast(mean):
    values = np.arange(1.0, 13.0).reshape(3, 1, 2, 2)
    weights = basic_means.shares(np.arange(1.0, 9.0).reshape(4, 2))
    found = mean(values, weights)
    assert found.shape == (3, 4, 2)
    np.testing.assert_array_equal(found[2, 3], mean(values[2, 0], weights[3]))


def test_shares_are_made_along_the_last_axis():
    found = basic_means.shares(np.array([[1.0, 3.0], [5.0, 0.0]]))
    assert found.tolist() == [[0.25, 0.75], [1.0, 0.0]]


def test_a_sum_is_not_compensated_nor_reordered():
    """In order, the small terms vanish one by one; paired they would not."""
    values = np.array([[1e16, 1.0, 1.0, -1e16]])
    assert basic_means.weighted_sum(values, np.ones(4)).tolist() == [0.0]


def test_a_negative_value_is_not_taken_for_a_blank_by_the_geometric_mean():
    values = np.array([[4.0, -1.0], [4.0, np.nan]])
    found = basic_means.geometric_mean(values, np.array([0.5, 0.5]), skip_blanks=True)
    np.testing.assert_array_equal(np.isnan(found), [True, False])
