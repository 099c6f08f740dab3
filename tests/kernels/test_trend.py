"""Lines and growth: against scipy and NumPy, at the edges, and what an outlier does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from intlindex.kernels.decompose.order_free import effects_in_any_order
from intlindex.kernels.statistics.trend import compound_growth, least_squares, theil_sen

SEEDS = st.integers(0, 2**32 - 1)


def sample(seed, *, count=7, blanks=0.2):
    rng = np.random.default_rng(seed)
    times = np.cumsum(rng.integers(1, 4, count)).astype(float) + 2000
    series = rng.normal(size=(3, count)).cumsum(axis=1)
    series[rng.random(series.shape) < blanks] = np.nan
    series.setflags(write=False)
    return series, times


@given(seed=SEEDS)
def test_theil_sen_is_that_of_scipy_over_the_points_that_are_there(seed):
    series, times = sample(seed)
    found = theil_sen(series, times)
    for row, y in enumerate(series):
        there = ~np.isnan(y)
        if there.sum() < 2:
            assert np.isnan([found.slope[row], found.intercept[row], found.start[row]]).all()
            continue
        plain = stats.theilslopes(y[there], times[there])
        assert found.slope[row] == pytest.approx(plain.slope, abs=1e-12)
        assert found.intercept[row] == pytest.approx(plain.intercept, rel=1e-9, abs=1e-9)
        start = plain.intercept + plain.slope * times[there][0]
        assert found.start[row] == pytest.approx(start, rel=1e-6, abs=1e-8)


@given(seed=SEEDS)
def test_least_squares_is_that_of_numpy(seed):
    series, times = sample(seed, blanks=0.0)
    found = least_squares(series, times)
    slope, start = np.polyfit(times - times[0], series.T, 1)
    np.testing.assert_allclose(found.slope, slope, atol=1e-9)
    np.testing.assert_allclose(found.start, start, atol=1e-9)


@given(seed=SEEDS)
def test_one_wild_value_moves_the_median_of_slopes_less_than_the_data_do(seed):
    rng = np.random.default_rng(seed)
    times = np.arange(9.0)
    y = 2 * times + rng.uniform(-0.5, 0.5, 9)
    wild = y.copy()
    wild[rng.integers(9)] = 1e6
    assert abs(theil_sen(wild, times).slope - 2) < 1
    assert abs(least_squares(wild, times).slope - 2) > 1 or wild[4] == 1e6


@given(seed=SEEDS, rate=st.floats(-0.5, 1.0))
def test_compound_growth_is_the_rate_that_made_a_series(seed, rate):
    _, times = sample(seed)
    series = 3.0 * (1 + rate) ** (times - times[0])
    series[1:-1:2] = np.nan
    assert compound_growth(series, times) == pytest.approx(rate, abs=1e-9)


@pytest.mark.parametrize(
    "series", [[np.nan, 1.0, np.nan], [0.0, 1.0, 2.0], [-1.0, 1.0, 2.0], [1.0, 2.0, 0.0], [np.nan] * 3]
)
def test_there_is_no_growth_from_or_to_what_is_not_positive_or_of_one_point(series):
    assert np.isnan(compound_growth(np.array(series), np.arange(3.0)))


@pytest.mark.parametrize("times", [[1.0, 1.0, 2.0], [2.0, 1.0, 3.0], [1.0, np.nan, 2.0], [1.0, 2.0, np.inf]])
@pytest.mark.parametrize("kernel", [theil_sen, least_squares, compound_growth])
def test_times_that_do_not_rise_are_refused(kernel, times):
    with pytest.raises(ValueError, match="times must be finite and in ascending order"):
        kernel(np.ones(3), np.array(times))


# ---------------------------------------------------------------- effects in any order


def plainly_in_all_orders(outcomes):
    """Walk every order of the changes."""
    from itertools import permutations

    count = outcomes.ndim - 1
    total = np.zeros((count, outcomes.shape[-1]))
    orders = list(permutations(range(count)))
    for order in orders:
        at = [0] * count
        for change in order:
            before = outcomes[tuple(at)]
            at[change] = 1
            total[change] += outcomes[tuple(at)] - before
    return total / len(orders)


@given(seed=SEEDS, count=st.integers(1, 4))
def test_effects_are_means_over_all_orders_and_sum_to_the_whole_change(seed, count):
    outcomes = np.random.default_rng(seed).normal(size=(2,) * count + (5,))
    found = effects_in_any_order(outcomes)
    np.testing.assert_allclose(found, plainly_in_all_orders(outcomes), atol=1e-12)
    np.testing.assert_allclose(found.sum(axis=0), outcomes[(1,) * count] - outcomes[(0,) * count], atol=1e-12)


def test_a_change_that_never_matters_has_no_effect():
    outcomes = np.arange(2.0)[:, None, None] * np.ones((2, 2, 3))
    np.testing.assert_array_equal(effects_in_any_order(outcomes), [[1, 1, 1], [0, 0, 0]])
