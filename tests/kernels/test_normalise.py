"""Normalisation: single facts; what holds for all values is among the properties."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from intlindex.kernels.normalise import linear, rank_based


def column(*values):
    return np.array(values, dtype=np.float64)[:, None]


def found(fit, *values):
    return fit.apply(column(*values))[:, 0].tolist()


def test_min_max_maps_the_extremes_of_the_sample_and_goes_on_beyond():
    fit = linear.fit_min_max(column(2, 4, np.nan, 3), low=0.0, high=100.0)
    assert found(fit, 2, 4, 3, 1, 6) == [0.0, 100.0, 50.0, -50.0, 200.0]


def test_min_max_is_clipped_on_request():
    fit = linear.fit_min_max(column(2, 4), low=10.0, high=20.0, clip=True)
    assert found(fit, 1, 2, 3, 4, 6) == [10.0, 10.0, 15.0, 20.0, 20.0]


def test_goalposts_do_not_see_the_sample():
    fit = linear.fit_goalposts(np.array([0.0]), np.array([50.0]), low=0.0, high=1.0, clip=False)
    assert found(fit, -25, 0, 10, 75) == [-0.5, 0.0, 0.2, 1.5]


def test_goalposts_are_clipped_by_default():
    fit = linear.fit_goalposts(np.array([0.0]), np.array([50.0]), low=0.0, high=1.0)
    assert found(fit, -25, 75) == [0.0, 1.0]


def test_a_small_spread_on_a_large_origin_keeps_its_digits():
    fit = linear.fit_min_max(column(1e9, 1e9 + 1e-3), low=0.0, high=100.0)
    ends = found(fit, 1e9, 1e9 + 1e-3)
    assert ends[0] == 0.0
    assert ends[1] == pytest.approx(100.0, rel=1e-15)


def test_a_z_score_divides_by_one_less_than_the_number_unless_told_otherwise():
    sample = column(1, np.nan, 3)
    assert found(linear.fit_z_score(sample), 3) == pytest.approx([1 / 2**0.5], rel=1e-15)
    assert found(linear.fit_z_score(sample, ddof=0), 3) == pytest.approx([1.0], rel=1e-15)


def test_a_z_score_has_the_mean_and_spread_that_are_asked_for():
    sample = column(3, 1, 4, 1, 5, 9, 2, 6)
    scores = linear.fit_z_score(sample, mean=50.0, spread=10.0).apply(sample)
    assert scores.mean() == pytest.approx(50.0, rel=1e-14)
    assert scores.std(ddof=1) == pytest.approx(10.0, rel=1e-14)


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("min", [0.0, 0.25, 0.25, 0.75, 1.0]),
        ("max", [0.0, 0.5, 0.5, 0.75, 1.0]),
        ("average", [0.0, 0.375, 0.375, 0.75, 1.0]),
        ("dense", [0.0, 1 / 3, 1 / 3, 2 / 3, 1.0]),
    ],
)
def test_a_tie_gets_the_place_that_is_asked_for(ties, expected):
    fit = rank_based.fit_rank(column(1, 2, 2, 3, 4), low=0.0, high=1.0, ties=ties)
    assert found(fit, 1, 2, 2, 3, 4) == expected


def test_a_new_value_takes_the_place_of_its_equal_or_one_between_its_neighbours():
    """Conventions of section 4 of the design: equal, between, and outside the sample."""
    fit = rank_based.fit_rank(column(30, 10, np.nan, 20, 20), low=0.0, high=100.0, ties="average")
    assert found(fit, 10, 20, 30) == [0.0, 50.0, 100.0]
    assert found(fit, 15, 25, 12.5) == [25.0, 75.0, 12.5]
    assert found(fit, 9.999, -np.inf, 30.001, np.inf) == [0.0, 0.0, 100.0, 100.0]


def test_a_value_outside_the_sample_is_beyond_a_tie_at_its_end():
    fit = rank_based.fit_rank(column(10, 10, 20, 20), low=0.0, high=1.0, ties="average")
    assert found(fit, 10, 20) == pytest.approx([1 / 6, 5 / 6], rel=1e-15)
    assert found(fit, 9, 21) == [0.0, 1.0]


def test_a_constant_sample_has_a_place_all_the_same():
    for ties, place in (("min", 0.0), ("average", 50.0), ("max", 100.0), ("dense", 0.0)):
        fit = rank_based.fit_rank(column(4, 4, 4), low=0.0, high=100.0, ties=ties)
        assert found(fit, 4, 3, 5) == [place, 0.0, 100.0]


def test_a_blank_gets_no_place():
    fit = rank_based.fit_rank(column(1, np.nan, 2), low=0.0, high=1.0, ties="min")
    assert np.isnan(fit.apply(column(np.nan))).all()


def test_turning_round_changes_signs_only_where_lower_is_better():
    turned = linear.direct(np.array([[1.0, 2.0, np.nan]]), np.array([1.0, -1.0, -1.0]))
    np.testing.assert_array_equal(turned, [[1.0, -2.0, np.nan]])


def test_a_fit_cannot_be_changed():
    fit = linear.fit_min_max(column(1, 2), low=0.0, high=1.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        fit.origin = np.zeros(1)


def test_the_exponential_rank_can_be_of_the_share_of_units_behind():
    """By hand: of four units 0, 1, 2 and 3 quarters are behind."""
    fit = rank_based.fit_exponential_rank(np.arange(4.0)[:, None], low=0.0, high=100.0, behind=True)
    shares = np.array([0, 0.25, 0.5, 0.75])
    wanted = -23 * np.log(1 - shares * (1 - np.exp(-100 / 23)))
    np.testing.assert_allclose(fit.apply(np.arange(4.0)[:, None])[:, 0], wanted, atol=1e-12)
