"""Transforms of raw values: what each computes, where it is defined, and what holds for all of them."""

from __future__ import annotations

import pickle
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from effort import dear
from intlindex.kernels import transform
from intlindex.kernels.statistics.moments import skewness
from makers import same_bits
from strategies import NUMBERS

FITS = {
    "identity": transform.fit_identity,
    "log": transform.fit_log,
    "log, base 10, shifted": partial(transform.fit_log, base=10.0, shift=1.0),
    "log_range": transform.fit_log_range,
    "log_skew": transform.fit_log_skew,
    "log_positive": transform.fit_log_positive,
    "square_root": transform.fit_square_root,
    "power 2": partial(transform.fit_power, exponent=2.0),
    "power 3": partial(transform.fit_power, exponent=3.0),
    "power 1/3": partial(transform.fit_power, exponent=1 / 3),
    "power -2": partial(transform.fit_power, exponent=-2.0),
    "logit": partial(transform.fit_logit, low=-10.0, high=60.0),
    "reciprocal": transform.fit_reciprocal,
    "box_cox": transform.fit_box_cox,
    "box_cox 0.3": partial(transform.fit_box_cox, exponent=0.3),
    "box_cox -1, shifted": partial(transform.fit_box_cox, exponent=-1.0, shift=2.0),
    "yeo_johnson": transform.fit_yeo_johnson,
    "sign": transform.fit_sign,
}
FALLING = {"power -2", "reciprocal"}
every_fit = pytest.mark.parametrize("fit", FITS.values(), ids=FITS)
few = dear
"""Enough, as every kind is tried."""
ELEMENTS = st.one_of(NUMBERS, st.floats(0.001, 50.0))
LEADING = st.sampled_from([(), (1,), (3,), (2, 1), (2, 2)])
COLUMN = np.array([3.0, 1.0, 4.0, np.nan, 1.5, 9.0, 2.6])[:, None]


@st.composite
def samples(draw, *, leading=LEADING, columns=None):
    shape = (*draw(leading), draw(st.integers(1, 13)), columns or draw(st.integers(1, 3)))
    values = draw(hnp.arrays(np.float64, shape, elements=ELEMENTS))
    values[draw(hnp.arrays(np.bool_, shape, fill=st.just(False)))] = np.nan
    return values


LIMITS = st.fixed_dictionaries(
    {
        "floor": st.sampled_from([None, -3.0, np.array([-np.inf, 0.5, 1.0])]),
        "cap": st.sampled_from([None, 20.0, np.array([30.0, np.inf, 2.0])]),
    }
)


@every_fit
@few
@given(data=st.data())
def test_a_transform_is_the_same_alone_and_in_a_batch(fit, data):
    values, limits = data.draw(samples(columns=3)), data.draw(LIMITS)
    fitted = fit(values, **limits)
    together, defined = fitted.apply(values), fitted.defined(values)
    assert together.shape == defined.shape == values.shape
    for at in np.ndindex(values.shape[:-2]):
        alone = fit(values[at], **limits)
        assert same_bits(together[at], alone.apply(values[at]))
        assert same_bits(defined[at], alone.defined(values[at]))
        for unit in (0, values.shape[-2] - 1):
            assert same_bits(together[at][unit : unit + 1], alone.apply(values[at][unit : unit + 1]))


@every_fit
@few
@given(values=samples())
def test_an_indicator_is_transformed_the_same_alone_and_among_others(fit, values):
    together = fit(values).apply(values)
    for column in range(values.shape[-1]):
        alone = np.ascontiguousarray(values[..., column : column + 1])
        assert same_bits(together[..., column : column + 1], fit(alone).apply(alone))


@every_fit
@few
@given(values=samples())
def test_a_transform_does_not_see_how_memory_is_laid_out(fit, values):
    expected = fit(values).apply(values)
    gaps = np.repeat(np.repeat(values, 2, axis=-2), 3, axis=-1)[..., ::2, ::3]
    backwards = np.ascontiguousarray(values[..., ::-1])[..., ::-1]
    swapped = np.swapaxes(np.ascontiguousarray(np.swapaxes(values, -1, -2)), -1, -2)
    for layout in (np.asfortranarray(values), gaps, backwards, swapped):
        assert same_bits(fit(layout).apply(layout), expected)


@every_fit
@few
@given(values=samples(leading=st.just(())), batch=samples(columns=1))
def test_one_fit_serves_a_batch_of_other_units(fit, values, batch):
    fitted = fit(values[:, :1])
    together = fitted.apply(batch)
    for at in np.ndindex(batch.shape[:-2]):
        assert same_bits(together[at], fitted.apply(batch[at]))


@every_fit
@few
@given(data=st.data())
def test_the_order_of_the_units_does_not_matter(fit, data):
    values = data.draw(samples(leading=st.just(())))
    order = data.draw(st.permutations(range(len(values))))
    assert same_bits(fit(values[order]).apply(values[order]), fit(values).apply(values)[order])


@every_fit
@few
@given(values=samples())
def test_blanks_stay_blank_and_no_cell_is_blank_unless_it_is_undefined(fit, values):
    fitted = fit(values)
    np.testing.assert_array_equal(np.isnan(fitted.apply(values)), np.isnan(values) | ~fitted.defined(values))
    assert fitted.defined(values)[np.isnan(values)].all()


@every_fit
@few
@given(values=samples())
def test_transforms_write_to_nothing_and_hand_out_nothing_of_others(fit, values):
    values.setflags(write=False)
    before = values.tobytes()
    fitted = fit(values, floor=-1e9)
    result = fitted.apply(values)
    fitted.defined(values)
    assert values.tobytes() == before
    assert not np.shares_memory(result, values)


@pytest.mark.parametrize("kind", FITS)
@few
@given(sample=samples(leading=st.just(()), columns=1), new=samples(leading=st.just(()), columns=1))
def test_order_is_kept_or_turned_round_as_declared(kind, sample, new):
    fitted = FITS[kind](sample)
    assert fitted.increasing == (kind not in FALLING)
    assert fitted.kind == kind.split()[0].rstrip(",")
    values = np.sort(new[fitted.defined(new) & ~np.isnan(new)])
    result = fitted.apply(values[:, None])[:, 0]
    steps = np.diff(result if fitted.increasing else -result)
    # Neighbouring values may come out a rounding apart, the wrong way round.
    assert (steps >= -1e-14 * np.abs(result[1:])).all()


@every_fit
@few
@given(data=st.data())
def test_limits_hold_values_before_anything_is_fitted(fit, data):
    values = data.draw(samples(columns=3))
    held = np.clip(values, -3.0, 20.0)
    assert same_bits(fit(values, floor=-3.0, cap=20.0).apply(values), fit(held).apply(held))


@every_fit
def test_a_fit_can_be_sent_to_another_process(fit):
    fitted = fit(COLUMN)
    assert same_bits(pickle.loads(pickle.dumps(fitted)).apply(COLUMN), fitted.apply(COLUMN))  # noqa: S301 - our own


@every_fit
def test_an_indicator_without_values_stays_blank(fit):
    blank = np.full((4, 1), np.nan)
    fitted = fit(blank)
    assert np.isnan(fitted.apply(blank)).all()
    assert fitted.defined(blank).all()


def defined_at(fit, *values):
    return list(fit.defined(np.array(values)[:, None])[:, 0])


def test_limits_are_one_for_all_indicators_or_one_each():
    values = np.array([[1.0, 5.0], [9.0, np.nan]])
    one = transform.fit_identity(values, floor=2.0, cap=6.0)
    np.testing.assert_array_equal(one.apply(values), [[2.0, 5.0], [6.0, np.nan]])
    each = transform.fit_identity(values, floor=np.array([-np.inf, 8.0]), cap=np.array([3.0, np.inf]))
    np.testing.assert_array_equal(each.apply(values), [[1.0, 8.0], [3.0, np.nan]])


def test_a_floor_brings_zeros_into_the_domain_of_a_logarithm():
    values = np.array([[0.0], [1.0]])
    assert defined_at(transform.fit_log(values), 0.0, 1.0) == [False, True]
    assert defined_at(transform.fit_log(values, floor=0.5), 0.0, 1.0) == [True, True]


@pytest.mark.parametrize(("base", "values"), [(2.0, 2.0 ** np.arange(10)), (10.0, 10.0 ** np.arange(10))])
def test_logarithms_of_powers_of_two_and_ten_are_exact_in_their_base(base, values):
    found = transform.fit_log(values[:, None], base=base).apply(values[:, None])[:, 0]
    np.testing.assert_array_equal(found, np.arange(10))


def test_a_logarithm_takes_any_base_and_shift():
    values = np.array([[0.0, 5.0], [8.0, 13.0]])
    shift = np.array([1.0, -4.0])
    found = transform.fit_log(values, base=3.0, shift=shift).apply(values)
    np.testing.assert_allclose(found, [[0.0, 0.0], [2.0, 2.0]], rtol=1e-15)
    assert defined_at(transform.fit_log(values, shift=2.0), -2.0, -1.9) == [False, True]


def test_log_range_adds_a_share_of_the_range():
    values = np.array([[-5.0], [5.0], [15.0]])
    fit = transform.fit_log_range(values, share=0.05)
    np.testing.assert_allclose(fit.apply(values)[:, 0], np.log([1.0, 11.0, 21.0]), rtol=1e-15)
    assert defined_at(fit, -6.0, -5.9, 1e6) == [False, True, True]


def test_log_range_of_a_constant_indicator_is_undefined():
    values = np.array([[4.0], [np.nan], [4.0]])
    assert defined_at(transform.fit_log_range(values), 4.0, np.nan) == [False, True]
    assert defined_at(transform.fit_log_skew(values), 4.0, np.nan) == [False, True]


@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0, 4.0, 100.0], [0.0, 0.1, 0.1, 0.4, 0.5, 9.0]])
def test_log_skew_draws_in_the_longer_tail_on_either_side(values):
    right = np.array(values)[:, None]
    left = -right
    to_right, to_left = transform.fit_log_skew(right), transform.fit_log_skew(left)
    np.testing.assert_array_equal(to_right.apply(right), transform.fit_log_range(right).apply(right))
    np.testing.assert_array_equal(to_left.apply(left), -to_right.apply(right))
    assert abs(skewness(to_left.apply(left))[0]) < abs(skewness(left)[0])
    assert abs(skewness(transform.fit_log_range(left).apply(left))[0]) > abs(skewness(left)[0])


@given(st.permutations([0.1, 0.2, 0.3, 0.4, 0.5]), st.sampled_from([1.0, 3.0, 0.7]))
def test_log_skew_of_a_symmetric_indicator_does_not_hang_on_a_rounding(values, scale):
    column = scale * np.array(values)[:, None]
    assert transform.fit_log_skew(column).mirrored.all()


def test_log_positive_moves_the_minimum_to_one():
    values = np.array([[100.0], [101.0], [109.0]])
    np.testing.assert_allclose(transform.fit_log_positive(values).apply(values)[:, 0], np.log([1.0, 2.0, 10.0]))


@pytest.mark.parametrize(
    ("exponent", "expected"),
    [
        (0.5, [False, True, True]),
        (1.0, [True, True, True]),
        (2.0, [False, True, True]),
        (3.0, [True, True, True]),
        (2.5, [False, True, True]),
        (-1.0, [False, False, True]),
        (-3.0, [False, False, True]),
    ],
)
def test_a_power_is_defined_where_it_keeps_one_direction(exponent, expected):
    assert defined_at(transform.fit_power(COLUMN, exponent=exponent), -2.0, 0.0, 2.0) == expected


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0, 3.0, 1.7, -1.0, -2.0])
def test_a_power_is_a_power(exponent):
    found = transform.fit_power(COLUMN, exponent=exponent).apply(COLUMN)
    np.testing.assert_allclose(found, COLUMN**exponent, rtol=1e-15)


def test_a_logit_takes_bounds_for_each_indicator():
    values = np.array([[0.25, 30.0], [0.0, 20.0], [1.0, 40.0], [1.5, -1.0]])
    fit = transform.fit_logit(values, low=np.array([0.0, 20.0]), high=np.array([1.0, 40.0]))
    np.testing.assert_allclose(fit.apply(values)[0], [-np.log(3.0), 0.0], rtol=1e-15)
    np.testing.assert_array_equal(fit.defined(values), [[True, True], [False, False], [False, False], [False, False]])


@pytest.mark.parametrize("exponent", [-1.0, 0.0, 0.5, 1.0, 2.0])
def test_box_cox_with_a_given_exponent_is_that_of_scipy(exponent):
    present = COLUMN[~np.isnan(COLUMN)]
    found = transform.fit_box_cox(COLUMN, exponent=exponent).apply(present[:, None])[:, 0]
    np.testing.assert_allclose(found, stats.boxcox(present, exponent), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("seed", range(5))
def test_the_fitted_exponent_is_the_most_likely_one(seed):
    values = np.random.default_rng(seed).lognormal(size=(40, 2))
    fit = transform.fit_box_cox(values)
    expected = [stats.boxcox_normmax(column, method="mle") for column in values.T]
    np.testing.assert_allclose(fit.exponent, expected, atol=1e-5)
    centred = np.log(values)
    expected = [stats.yeojohnson_normmax(column) for column in centred.T]
    np.testing.assert_allclose(transform.fit_yeo_johnson(centred).exponent, expected, atol=1e-5)


def test_box_cox_moves_values_where_that_is_needed_or_everywhere():
    values = np.array([[2.0, -2.0], [5.0, 1.0], [10.0, 6.0]])
    needed = transform.fit_box_cox(values, exponent=1.0).apply(values)
    np.testing.assert_allclose(needed, [[1.0, 0.0], [4.0, 3.0], [9.0, 8.0]], rtol=1e-14)
    always = transform.fit_box_cox(values, exponent=1.0, shift="always").apply(values)
    np.testing.assert_allclose(always, [[0.0, 0.0], [3.0, 3.0], [8.0, 8.0]], rtol=1e-14)
    given_number = transform.fit_box_cox(values, exponent=1.0, shift=np.array([0.0, 3.0])).apply(values)
    np.testing.assert_allclose(given_number, [[1.0, 0.0], [4.0, 3.0], [9.0, 8.0]], rtol=1e-14)


def test_box_cox_without_a_shift_is_fitted_to_what_is_positive_and_names_the_rest():
    values = np.array([[-1.0], [0.0], [1.0], [2.0], [8.0]])
    fit = transform.fit_box_cox(values, shift=0.0)
    assert fit.exponent[0] == transform.fit_box_cox(values[2:]).exponent[0]
    assert defined_at(fit, -1.0, 1.0) == [False, True]
    assert defined_at(transform.fit_box_cox(values, exponent=0.5, shift=0.0), -1.0, 0.0) == [False, True]
    assert defined_at(transform.fit_box_cox(values, exponent=0.0, shift=0.0), 0.0, 1.0) == [False, True]


@pytest.mark.parametrize("fit", [transform.fit_box_cox, transform.fit_yeo_johnson])
def test_no_exponent_is_fitted_to_a_constant_indicator(fit):
    values = np.array([[4.0, 1.0], [4.0, 2.0], [np.nan, 4.0]])
    fitted = fit(values)
    np.testing.assert_array_equal(np.isnan(fitted.exponent), [True, False])
    np.testing.assert_array_equal(fitted.defined(values), [[False, True], [False, True], [True, True]])


@pytest.mark.parametrize("exponent", [-1.0, 0.0, 0.5, 1.0, 2.0, 3.0])
def test_yeo_johnson_with_a_given_exponent_is_that_of_scipy(exponent):
    values = np.array([-9.0, -1.5, -0.1, 0.0, 0.2, 3.0, 40.0])
    found = transform.fit_yeo_johnson(values[:, None], exponent=exponent).apply(values[:, None])[:, 0]
    np.testing.assert_allclose(found, stats.yeojohnson(values, exponent), rtol=1e-12, atol=1e-15)


def test_a_result_too_large_for_a_float_counts_as_undefined():
    assert defined_at(transform.fit_power(COLUMN, exponent=3.0), 1e200, 1e50) == [False, True]
