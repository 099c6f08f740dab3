"""Slopes of fitted maps and of aggregations, against differences of what they are slopes of."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from intlindex.core.pipeline.aggregating import aggregate_children
from intlindex.core.slopes import aggregation_slopes
from intlindex.kernels import transform, treat
from intlindex.kernels.normalise import linear, rank_based
from intlindex.kernels.normalise.per_column import PerColumn
from intlindex.kernels.slopes.steps import slope, times
from intlindex.specs import aggregation as kinds

SAMPLE = np.array([[1.0], [2.0], [4.0], [4.5], [7.0], [40.0]])
STEP = 1e-6

SMOOTH = {
    "min_max": linear.fit_min_max(SAMPLE, low=0.0, high=100.0),
    "z_score": linear.fit_z_score(SAMPLE),
    "normal_cdf": linear.fit_normal_cdf(SAMPLE, low=0.0, high=100.0),
    "interpolated": linear.Thresholds(np.array([2.0, 10.0, 20.0]), np.array([0.0, 50.0, 60.0]), interpolate=True),
    "chained": linear.Chained(linear.fit_z_score(SAMPLE), linear.fit_min_max(SAMPLE, low=0.0, high=1.0)),
    "identity": transform.fit_identity(SAMPLE),
    "log": transform.fit_log(SAMPLE, base=10.0, shift=1.0),
    "log_range": transform.fit_log_range(SAMPLE),
    "log_skew": transform.fit_log_skew(-SAMPLE),
    "log_skew_right": transform.fit_log_skew(SAMPLE),
    "log_positive": transform.fit_log_positive(SAMPLE),
    "square_root": transform.fit_square_root(SAMPLE),
    "power": transform.fit_power(SAMPLE, exponent=3.0),
    "reciprocal": transform.fit_reciprocal(SAMPLE),
    "logit": transform.fit_logit(SAMPLE, low=-5.0, high=60.0),
    "box_cox": transform.fit_box_cox(SAMPLE),
    "box_cox_moved": transform.fit_box_cox(SAMPLE - 50.0, exponent=-0.5),
    "box_cox_log": transform.fit_box_cox(SAMPLE, exponent=0.0),
    "yeo_johnson": transform.fit_yeo_johnson(SAMPLE),
    "yeo_johnson_low": transform.fit_yeo_johnson(SAMPLE, exponent=2.5),
    "floor_and_cap": transform.fit_log(SAMPLE, floor=1.6, cap=6.1),
    "winsorised": treat.fit_winsorise(SAMPLE, skewness=0.1, kurtosis=0.1, max_points=2),
    "treated_by_log": treat.fit_winsorise(SAMPLE, max_points=0, skewness=0.1, kurtosis=0.1, then=transform.fit_log),
    "clipped": linear.fit_goalposts(np.array([1.7]), np.array([6.1]), low=0.0, high=100.0),
    "bounded": linear.Bounded(linear.fit_normal_cdf(SAMPLE, low=0.0, high=100.0), 38.0, 52.0),
}


def differences(fit, values):
    """Slopes just below and just above."""
    here = fit.apply(values)
    with np.errstate(all="ignore"):
        return (here - fit.apply(values - STEP)) / STEP, (fit.apply(values + STEP) - here) / STEP


@pytest.mark.parametrize("name", SMOOTH)
@given(values=hnp.arrays(np.float64, (5, 1), elements=st.floats(-30, 50).map(lambda number: round(number, 2))))
def test_a_slope_is_the_limit_of_differences_and_is_missing_only_where_the_sides_differ(name, values):
    fit = SMOOTH[name]
    before = values.copy()
    found = slope(fit, values)
    assert np.array_equal(values, before)
    below, above = differences(fit, values)
    inside = ~np.isnan(below) & ~np.isnan(above)
    there = inside & ~np.isnan(found)
    size = np.maximum(1.0, np.abs(found[there]))
    assert (np.abs((below + above)[there] / 2 - found[there]) <= 1e-4 * size).all()
    kinked = inside & np.isnan(found)
    assert (np.abs(below - above)[kinked] > 1e-4).all()
    assert np.isnan(found[np.isnan(fit.apply(values))]).all()


@pytest.mark.parametrize(
    "fit",
    [
        transform.fit_sign(SAMPLE),
        rank_based.fit_rank(SAMPLE, low=0.0, high=100.0, ties="average"),
        rank_based.fit_quantile_bands(SAMPLE, low=0.0, high=100.0, bands=2),
        linear.Thresholds(np.array([2.0]), np.array([0.0, 1.0]), interpolate=False),
        linear.Chained(rank_based.fit_rank(SAMPLE, low=0.0, high=1.0, ties="min"), linear.fit_z_score(SAMPLE)),
        object(),
    ],
)
def test_what_goes_in_steps_or_is_not_known_has_no_slope(fit):
    assert np.isnan(slope(fit, SAMPLE)).all()


def test_a_limit_is_a_kink_and_beyond_it_nothing_changes():
    fit = linear.fit_goalposts(np.array([0.1]), np.array([0.7]), low=0.0, high=1.0)
    values = np.array([[0.0], [0.1], [0.4], [0.7], [0.9]])
    np.testing.assert_allclose(slope(fit, values).ravel(), [0, np.nan, 1 / 0.6, np.nan, 0])


def test_an_infinite_slope_is_none():
    assert np.isnan(slope(transform.fit_square_root(SAMPLE), np.array([[0.0]]))).all()


def test_a_fit_for_each_column_is_differentiated_by_column():
    points = np.array([0.0, 4.0])
    fits = tuple(linear.Thresholds(points, np.array([0.0, top]), interpolate=True) for top in (2.0, 48.0))
    np.testing.assert_allclose(slope(PerColumn(fits), np.array([[2.0, 2.0]])), [[0.5, 12.0]])


def test_a_treatment_by_a_transform_touches_its_own_columns_only():
    tame = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0]])
    both = np.concatenate([tame, 4.0**tame], axis=1)
    fit = treat.fit_winsorise(both, skewness=0.5, kurtosis=0.5, max_points=0, then=transform.fit_log)
    np.testing.assert_allclose(slope(fit, np.array([[3.0, 16.0]])), [[1.0, 1 / 16]])


def test_nothing_times_no_slope_is_nothing():
    assert times(np.array([0.0, np.nan, 1.0]), np.array([np.nan, 0.0, 2.0])).tolist() == [0.0, 0.0, 2.0]


# ---------------------------------------------------------------- aggregations

PER_UNIT = [
    kinds.Arithmetic(),
    kinds.Geometric(),
    kinds.Harmonic(),
    kinds.PowerMean(exponent=2.0),
    kinds.PowerMean(exponent=0.5),
    kinds.PowerMean(exponent=0.0),
    kinds.PowerMean(exponent=1.0),
    kinds.PowerMean(exponent=-3.0),
    kinds.Median(),
    kinds.Minimum(),
    kinds.Maximum(),
    kinds.Sum(),
    kinds.Product(),
    kinds.Mirrored(of=kinds.Geometric(), top=101.0),
    kinds.Mirrored(of=kinds.PowerMean(exponent=2.0), top=101.0),
    kinds.Mirrored(of=kinds.Harmonic(), top=101.0),
    kinds.MazziottaPareto(),
    kinds.MazziottaPareto(penalty="add"),
    kinds.OrderedWeightedAverage(order_weights=(3.0, 2.0, 1.0)),
    kinds.OrderedWeightedAverage(order_weights=(0.0, 1.0, 3.0, 2.0)),
    kinds.OrderedWeightedAverage(order_weights=(1.0, 1.0)),
    kinds.DisplacedIdeal(ideal=90.0),
    kinds.DisplacedIdeal(ideal=90.0, worst=10.0, power=1.0),
    kinds.DisplacedIdeal(power=3.5),
]
by_kind = pytest.mark.parametrize("how", PER_UNIT, ids=lambda how: f"{how.kind}-{how.model_dump()}"[:60])

cells = st.one_of(st.integers(1, 10).map(lambda ten: 10.0 * ten), st.floats(1.0, 100.0).map(lambda x: round(x, 2)))
tables = hnp.arrays(np.float64, (3, 4), elements=cells)
weightings = hnp.arrays(np.float64, 4, elements=st.sampled_from([0.0, 1.0, 1.0, 2.0, 0.7])).filter(
    lambda w: w.sum() > 0
)


def sides(score, step):
    """Differences of a function of a number, just below and just above zero."""
    below, here, above = (score(each) for each in (-step, 0.0, step))
    return (here - below) / step, (above - here) / step


def agrees(found, below, above, *, size, per_unit=False):
    """Every slope is a limit from both sides; there is none only where these differ, or the score jumps.

    `per_unit` allows none for all children of a unit where the sides differ for one.
    """
    there = ~np.isnan(found)
    np.testing.assert_allclose(((below + above) / 2)[there], found[there], rtol=1e-4, atol=1e-5 * size)
    alike = (np.abs(above - below) <= 1e-6 * size) & (np.abs(above) < 1e3)
    wrong = alike & ~there
    assert not (wrong.any(axis=1) & alike.all(axis=1) if per_unit else wrong).any()


@by_kind
@given(values=tables, blank=st.none() | st.integers(0, 3))
def test_the_slope_to_a_child_is_the_limit_of_differences(how, values, blank):
    values[0, blank] = np.nan if blank is not None else values[0, 0]
    shares = np.array([0.4, 0.2, 0.3, 0.1])
    found = aggregation_slopes(how, values, shares, skip_blanks=True).values
    size = max(1.0, np.nanmax(np.abs(found), initial=0.0))
    for child in range(4):

        def score(step, child=child):
            moved = values.copy()
            moved[:, child] += step
            with np.errstate(all="ignore"):
                return aggregate_children(how, moved, shares, skip_blanks=True)

        agrees(found[:, child], *sides(score, 1e-4), size=size)


@by_kind
@given(values=tables, weights=weightings, blank=st.none() | st.integers(0, 3))
def test_the_slope_to_a_weight_is_the_limit_of_differences(how, values, weights, blank):
    if blank is not None and weights[np.arange(4) != blank].sum() > 0:
        values[0, blank] = np.nan
    shares = weights / weights.sum()
    found = aggregation_slopes(how, values, shares, skip_blanks=True).weights
    size = max(1.0, np.nanmax(np.abs(found), initial=0.0))

    def score(child, step):
        moved = shares.copy()
        moved[child] += step
        with np.errstate(all="ignore"):
            return aggregate_children(how, values, moved / moved.sum(), skip_blanks=True)

    used, idle = np.flatnonzero(shares), np.flatnonzero(shares == 0)
    below, above = np.stack([sides(partial(score, child), 1e-6) for child in used], axis=-1)
    # two corners of order weights may cancel for one child, but never for all
    agrees(found[:, used], below, above, size=size, per_unit=isinstance(how, kinds.OrderedWeightedAverage))
    for child in idle:  # a weight can only rise from zero
        rise = (score(child, 1e-9) - score(child, 0.0)) / 1e-9
        there = ~np.isnan(found[:, child])
        np.testing.assert_allclose(rise[there], found[there, child], rtol=1e-3, atol=1e-3 * size)


@pytest.mark.parametrize("how", [kinds.Topsis(), kinds.Topsis(norm="none", power=1.0), kinds.Topsis(power=3.0)])
@given(values=tables, weights=weightings.filter(lambda w: (w > 0).all()))
def test_topsis_has_slopes_to_weights_only(how, values, weights):
    shares = weights / weights.sum()
    found = aggregation_slopes(how, values, shares, skip_blanks=True)
    assert np.isnan(found.values).all()
    for child in range(4):

        def score(step, child=child):
            moved = shares.copy()
            moved[child] += step
            return aggregate_children(how, values, moved / moved.sum(), skip_blanks=True)

        below, above = sides(score, 1e-6)
        there = ~np.isnan(found.weights[:, child])
        np.testing.assert_allclose(((below + above) / 2)[there], found.weights[there, child], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("how", [kinds.Copeland(), kinds.Kemeny(), kinds.BenefitOfTheDoubt()])
def test_where_scores_go_in_steps_or_depend_on_others_there_are_no_slopes(how):
    found = aggregation_slopes(how, np.full((2, 3), 5.0), np.full(3, 1 / 3), skip_blanks=True)
    assert np.isnan(found.values).all()
    assert np.isnan(found.weights).all() if how.flags.uses_weights else (found.weights == 0).all()


def slopes_of(how, *rows, shares=None):
    values = np.array(rows, dtype=np.float64)
    shares = np.full(values.shape[1], 1 / values.shape[1]) if shares is None else np.array(shares)
    return aggregation_slopes(how, values, shares, skip_blanks=True)


def test_who_ties_for_the_lowest_has_no_slope_and_who_does_not_has_none_to_give():
    found = slopes_of(kinds.Minimum(), [3.0, 3.0, 9.0], [3.0, 5.0, 9.0], [np.nan, 5.0, 9.0]).values
    np.testing.assert_array_equal(found, [[np.nan, np.nan, 0], [1, 0, 0], [0, 1, 0]])


def test_a_median_between_two_shares_its_slope_and_jumps_with_any_weight():
    found = slopes_of(kinds.Median(), [1.0, 2.0, 3.0, 4.0])
    assert found.values.tolist() == [[0, 0.5, 0.5, 0]]
    assert np.isnan(found.weights).all()
    sure = slopes_of(kinds.Median(), [1.0, 2.0, 3.0])
    assert sure.values.tolist() == [[0, 1, 0]]
    assert sure.weights.tolist() == [[0, 0, 0]]


def test_a_child_that_ties_but_cannot_become_the_median_has_slope_zero():
    found = slopes_of(kinds.Median(), [10.0, 10.0, 20.0], shares=[0.6, 0.1, 0.3]).values
    assert found.tolist() == [[1, 0, 0]]


def test_order_weights_on_a_corner_have_no_slope_to_weights():
    found = slopes_of(kinds.OrderedWeightedAverage(order_weights=(3.0, 2.0, 1.0)), [5.0, 9.0, 7.0])
    np.testing.assert_allclose(found.values, [[1 / 6, 3 / 6, 2 / 6]])
    assert np.isnan(found.weights).all()


def test_the_power_mean_of_zeros():
    below_one = slopes_of(kinds.PowerMean(exponent=0.5), [0.0, 4.0])
    assert np.isnan(below_one.values[0, 0])  # it rises infinitely fast
    assert below_one.values[0, 1] == pytest.approx(0.25)
    all_zero = slopes_of(kinds.PowerMean(exponent=2.0), [0.0, 0.0])
    assert np.isnan(all_zero.values).all()
    assert all_zero.weights.tolist() == [[0, 0]]
    only_child = slopes_of(kinds.PowerMean(exponent=2.0), [0.0])
    assert only_child.values.tolist() == [[1]]


def test_the_product_with_a_zero():
    one_zero = slopes_of(kinds.Product(), [0.0, 4.0, 5.0])
    np.testing.assert_allclose(one_zero.values, [[20, 0, 0]])
    assert one_zero.weights.tolist() == [[0, 0, 0]]
    two = slopes_of(kinds.Product(), [0.0, 0.0, 5.0])
    assert two.values.tolist() == [[0, 0, 0]]
    idle = slopes_of(kinds.Product(), [0.0, 4.0], shares=[0.0, 1.0])
    assert np.isnan(idle.weights[0, 0])  # with any weight at all it brings the product down to zero


def test_beyond_the_ideal_nothing_is_gained():
    found = slopes_of(kinds.DisplacedIdeal(ideal=100.0, power=1.0), [120.0, 100.0, 40.0]).values
    np.testing.assert_allclose(found, [[0, np.nan, 1 / 300]])


def test_the_slopes_of_all_weights_cancel():
    """Multiplying all weights by one number changes nothing."""
    values, shares = np.array([[3.0, 5.0, 8.0, 2.0]]), np.array([0.1, 0.2, 0.3, 0.4])
    for how in PER_UNIT:
        found = aggregation_slopes(how, values, shares, skip_blanks=True).weights
        if not np.isnan(found).any():
            assert float(found[0] @ shares) == pytest.approx(0, abs=1e-9), how


def test_a_blank_spreads_where_blanks_are_not_left_out():
    differentiate = partial(aggregation_slopes, kinds.Arithmetic(), np.array([[1.0, np.nan], [1.0, 2.0]]))
    found = differentiate(np.array([0.5, 0.5]), skip_blanks=False)
    np.testing.assert_array_equal(found.values, [[np.nan, np.nan], [0.5, 0.5]])
