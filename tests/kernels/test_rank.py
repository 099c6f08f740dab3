"""Ranks: single facts; what holds for all scores is among the properties."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlindex.kernels.rank import column_step, grid_step, has_no_spread, magnitude, on_grid, rank_descending


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("min", [2, 1, 2, 5, 2]),
        ("max", [4, 1, 4, 5, 4]),
        ("average", [3, 1, 3, 5, 3]),
        ("dense", [2, 1, 2, 3, 2]),
        ("ordinal", [2, 1, 3, 5, 4]),
    ],
)
def test_a_tie_of_three_behind_the_best(ties, expected):
    assert rank_descending(np.array([7.0, 9.0, 7.0, 1.0, 7.0]), ties=ties).tolist() == expected


def test_blanks_take_no_place_wherever_they_stand():
    found = rank_descending(np.array([np.nan, 1.0, np.nan, 2.0]))
    np.testing.assert_array_equal(found, [np.nan, 2.0, np.nan, 1.0])


def test_nothing_but_blanks_has_no_ranks():
    assert np.isnan(rank_descending(np.full(3, np.nan))).all()


def test_zero_and_minus_zero_tie():
    assert rank_descending(np.array([0.0, -0.0, 1.0])).tolist() == [2.0, 2.0, 1.0]


def test_the_step_is_positive_where_there_is_no_range():
    assert grid_step(np.array([5.0, 5.0])) == 2.0**-45 < 5e-14
    assert grid_step(np.array([0.0, 0.0])) == 2.0**-34 < 1e-10
    assert grid_step(np.array([np.nan, np.nan])) == 2.0**-34


def test_the_step_is_never_finer_than_numbers_can_tell_apart():
    scores = np.array([1e9, 1e9 + 1e-6])
    assert 5e-6 < grid_step(scores) <= 1e-5
    assert rank_descending(on_grid(scores, grid_step(scores))).tolist() == [1.0, 1.0]


def test_the_range_is_that_of_the_present_scores():
    assert grid_step(np.array([np.nan, -30.0, 20.0])) == 2.0**-28 < 50e-10


def test_what_differs_by_rounding_falls_on_one_step():
    scores = np.array([0.1 + 0.2, 0.3, 0.7, 0.0])
    assert scores[0] != scores[1]
    assert rank_descending(on_grid(scores, grid_step(scores))).tolist() == [2.0, 2.0, 1.0, 4.0]


@pytest.mark.parametrize("step", [grid_step, partial(column_step, axis=0)])
@pytest.mark.parametrize("values", [[1e-170, 3e-170], [1e300, -1e300], [1e-290, 0.0], [-1.0, 1e6], [7e9, 1.7e12]])
def test_a_step_is_a_power_of_two_below_its_share(step, values):
    found = float(step(np.array(values)))
    limit = max(1e-10 * (max(values) / 2 - min(values) / 2) * 2, 1e-14 * max(map(abs, values)))
    limit = limit if step is grid_step else 1e-13 * max(map(abs, values))
    assert np.frexp(found)[0] == 0.5
    assert found == 2.0**-1022 or limit / 2 < found <= limit


@pytest.mark.parametrize(
    ("values", "flat"),
    [
        ([0.7 / 7, 1.4 / 14, 2.1 / 21, 2.8 / 28], True),
        ([1e8, np.nextafter(1e8, np.inf)], True),
        ([1.7e12, 1.7e12 + 4], False),
        ([0.0, 1e-300], False),
        ([np.nan, 3.0], True),
        ([np.nan], True),
        ([1.0, 1.0 + 2e-12], False),
        ([1e308, -1e308], False),
    ],
)
def test_what_is_constant_up_to_rounding_is_constant(values, flat):
    assert has_no_spread(np.array(values)) == flat


def test_the_size_of_operands_makes_a_spread_rounding():
    noise = np.array([-1.75, -1.75 + 1e-10])
    assert not has_no_spread(noise)
    assert has_no_spread(noise, size=1e6)
    assert len(set(on_grid(noise, grid_step(noise, size=1e6)))) == 1


@given(st.floats(1e-3, 1e9), st.integers(-2000, 2000), st.integers(-2000, 2000))
def test_values_without_spread_fall_on_one_step_wherever_its_edges_are(level, first, second):
    values = level + level * np.array([first, second]) * 2.0**-52
    assert has_no_spread(values)
    for step in (grid_step(values), column_step(values, axis=0)):
        assert len(set(on_grid(values, step))) == 1
        assert step <= 64e-12 * level


def test_a_few_thousandths_beside_a_thousand_million_stay_apart():
    column = np.array([0.001, 0.002, 0.005, 1e9])
    assert len(set(on_grid(column, column_step(column, axis=0)))) == 4


def test_what_differs_by_more_than_a_step_does_not():
    scores = np.array([0.5 + 3e-10, 0.5, 1.0, 0.0])
    assert rank_descending(on_grid(scores, grid_step(scores))).tolist() == [2.0, 3.0, 1.0, 4.0]


def test_blanks_stay_blank_on_the_grid():
    np.testing.assert_array_equal(on_grid(np.array([np.nan, 1.0]), 0.5), [np.nan, 2.0])


def test_the_range_of_scores_of_two_signs_is_their_distance():
    """From -1 to 1,220,702.2 it is just long enough for a step of 2**-13; the difference of magnitudes is not."""
    step = float(grid_step(np.array([-1.0, 1_220_702.2])))
    assert 2**-13 <= step <= 1.2207033e-4
    assert float(grid_step(np.array([-1_220_702.2, 1.0]))) == step


def test_the_magnitude_is_the_larger_one_on_either_side_of_zero():
    for scores in (np.array([-1e6, -1e6 + 1e-5]), np.array([1e6, 1e6 - 1e-5])):
        assert 4e-9 < float(grid_step(scores)) <= 1e-8 * (1 + 1e-9)


def test_the_least_step_is_the_least_normal_number():
    assert grid_step(np.array([1e-310, 0.0])) == column_step(np.array([1e-310, 0.0]), axis=0) == 2.0**-1022


def test_a_range_just_below_the_limit_is_rounding():
    assert has_no_spread(np.array([1.0, 1.0 - 0.9e-12]))


def test_a_step_whose_edge_lies_between_equal_values_is_doubled():
    values = 1 + 2.0**-48 + np.array([-(2.0**-52), 2.0**-52])
    assert grid_step(values) == 2.0**-46
    assert column_step(values + 2.0**-45 - 2.0**-48, axis=0) == 2.0**-43


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3.0, -9.0], 8.0),
        ([1.0], 1.0),
        ([0.5, np.nan], 0.5),
        ([0.0, 0.0], 1.0),
        ([np.nan], 1.0),
        ([np.inf, 3.0], 1.0),
        ([1e-320], 2.0**-1022),
        ([1e308], 2.0**1023),
    ],
)
def test_the_power_of_two_that_values_are_divided_by(values, expected):
    assert magnitude(np.array(values)) == expected


def test_units_are_along_the_last_axis():
    values = np.array([[1.0, 5.0, 9.0], [2.0, 2.0, 2.0]])
    assert has_no_spread(values).tolist() == [False, True]
    assert magnitude(values).tolist() == [8.0, 2.0]


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
def test_each_row_is_ranked_alone(ties):
    scores = np.array([[3.0, 1.0, 3.0, 2.0, 2.0], [1.0, 4.0, 4.0, 4.0, 9.0], [0.0, 0.0, 0.0, 7.0, 7.0]])
    alone = [rank_descending(row, ties=ties) for row in scores]
    np.testing.assert_array_equal(rank_descending(scores, ties=ties), alone)
