"""Ranks: single facts; what holds for all scores is among the properties."""

from __future__ import annotations

import numpy as np
import pytest

from intlindex.kernels.rank import grid_step, on_grid, rank_descending


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
    assert grid_step(np.array([5.0, 5.0])) == pytest.approx(5e-14, rel=1e-12)
    assert grid_step(np.array([0.0, 0.0])) == 1e-10
    assert grid_step(np.array([np.nan, np.nan])) == 1e-10


def test_the_step_is_never_finer_than_numbers_can_tell_apart():
    scores = np.array([1e9, 1e9 + 1e-6])
    assert grid_step(scores) == pytest.approx(1e-5, rel=1e-9)
    assert rank_descending(on_grid(scores, grid_step(scores))).tolist() == [1.0, 1.0]


def test_the_range_is_that_of_the_present_scores():
    assert grid_step(np.array([np.nan, -30.0, 20.0])) == pytest.approx(50e-10, rel=1e-12)


def test_what_differs_by_rounding_falls_on_one_step():
    scores = np.array([0.1 + 0.2, 0.3, 0.7, 0.0])
    assert scores[0] != scores[1]
    assert rank_descending(on_grid(scores, grid_step(scores))).tolist() == [2.0, 2.0, 1.0, 4.0]


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
    for scores in (np.array([-1e6, -1e6 + 1e-7]), np.array([1e6, 1e6 - 1e-7])):
        assert 4e-9 < float(grid_step(scores)) <= 1e-8 * (1 + 1e-9)
