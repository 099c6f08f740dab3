"""Outlier treatment: the rules on worked examples, and what holds for all of them."""

from __future__ import annotations

import pickle
from dataclasses import fields
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from effort import dear
from intlindex.kernels import transform, treat
from intlindex.kernels.statistics.moments import kurtosis, skewness
from makers import same_bits
from strategies import QUARTERS

FITS = {
    "winsorise": treat.fit_winsorise,
    "winsorise any number": partial(treat.fit_winsorise, max_points=None, skewness=0.5, kurtosis=0.5),
    "winsorise, then log_range": partial(treat.fit_winsorise, max_points=1, then=transform.fit_log_range),
    "winsorise, then log": partial(treat.fit_winsorise, max_points=1, then=transform.fit_log),
    "winsorise and log_skew": partial(
        treat.fit_winsorise, max_points=1, skewness=1.0, kurtosis=1.0, then=transform.fit_log_skew, combine=True
    ),
    "percentiles": treat.fit_percentiles,
    "tukey": treat.fit_tukey,
    "box_cox": partial(treat.fit_box_cox, skewness=1.0, kurtosis=1.0),
    "box_cox -1, then log_range": partial(treat.fit_box_cox, exponent=-1.0, then=transform.fit_log_range),
}
CLIPS = ["winsorise", "winsorise any number", "percentiles", "tukey"]
every_fit = pytest.mark.parametrize("fit", FITS.values(), ids=FITS)
few = dear
"""Enough, as every kind is tried."""
LEADING = st.sampled_from([(), (1,), (3,), (2, 1), (2, 2)])
OUTLYING = st.one_of(QUARTERS, QUARTERS, st.sampled_from([-1e4, 800.0, 1e4, 1e6]))
OUT_OF_TWELVE = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 30.0, 100.0])[:, None]
MANY = np.append(np.arange(1.0, 21.0), 100.0 * 2.0 ** np.arange(7))[:, None]
TWO_TIED = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 100.0, 100.0, 3.0, 4.0, 5.0])[:, None]


def same_record(first, second, at=()):
    return all(
        np.array_equal(
            np.asarray(getattr(first, field.name)[at]),
            np.asarray(getattr(second, field.name)),
            equal_nan=field.name.startswith(("skewness", "kurtosis")),
        )
        for field in fields(treat.TreatmentRecord)
    )


@st.composite
def samples(draw, *, leading=LEADING, columns=None, blanks=True):
    shape = (*draw(leading), draw(st.integers(1, 17)), columns or draw(st.integers(1, 3)))
    values = draw(hnp.arrays(np.float64, shape, elements=OUTLYING))
    if blanks:
        values[draw(hnp.arrays(np.bool_, shape, fill=st.just(False)))] = np.nan
    return values


alone = st.just(())


@every_fit
@few
@given(values=samples())
def test_a_treatment_is_the_same_alone_and_in_a_batch(fit, values):
    fitted = fit(values)
    together = fitted.apply(values)
    for at in np.ndindex(values.shape[:-2]):
        single = fit(values[at])
        assert same_bits(together[at], single.apply(values[at]))
        assert same_record(fitted.record, single.record, at)
        for unit in (0, values.shape[-2] - 1):
            assert same_bits(together[at][unit : unit + 1], single.apply(values[at][unit : unit + 1]))


@every_fit
@few
@given(values=samples(leading=alone), batch=samples(columns=1))
def test_one_fit_serves_a_batch_of_other_units(fit, values, batch):
    sample = values[:, :1]
    fitted, in_a_batch = fit(sample), fit(sample[None])
    together = fitted.apply(batch)
    for at in np.ndindex(batch.shape[:-2]):
        assert same_bits(together[at], fitted.apply(batch[at]))
    assert same_bits(in_a_batch.apply(batch), together if batch.ndim > 2 else together[None])


@every_fit
@few
@given(values=samples())
def test_a_treatment_does_not_see_how_memory_is_laid_out(fit, values):
    expected = fit(values)
    gaps = np.repeat(np.repeat(values, 2, axis=-2), 3, axis=-1)[..., ::2, ::3]
    backwards = np.ascontiguousarray(values[..., ::-1])[..., ::-1]
    for layout in (np.asfortranarray(values), gaps, backwards):
        found = fit(layout)
        assert same_bits(found.apply(layout), expected.apply(values))
        assert same_record(found.record, expected.record)


@every_fit
@few
@given(data=st.data())
def test_the_order_of_the_units_does_not_matter(fit, data):
    values = data.draw(samples(leading=alone))
    order = data.draw(st.permutations(range(len(values))))
    before, after = fit(values), fit(values[order])
    assert same_bits(after.apply(values[order]), before.apply(values)[order])
    assert same_record(after.record, before.record)


@every_fit
@few
@given(values=samples())
def test_blanks_stay_blank_and_nothing_else_is_blank(fit, values):
    fitted = fit(values)
    np.testing.assert_array_equal(np.isnan(fitted.apply(values)), np.isnan(values))
    assert fitted.defined(values).all()


@every_fit
@few
@given(values=samples())
def test_treatments_write_to_nothing(fit, values):
    values.setflags(write=False)
    before = values.tobytes()
    assert not np.shares_memory(fit(values).apply(values), values)
    assert values.tobytes() == before


@every_fit
@few
@given(sample=samples(leading=alone, columns=1), new=samples(leading=alone, columns=1, blanks=False))
def test_higher_values_never_get_less(fit, sample, new):
    fitted = fit(sample)
    values = np.sort(new[fitted.defined(new)])[:, None]
    result = fitted.apply(values)
    assert (np.diff(result, axis=0) >= -1e-14 * np.abs(result[1:])).all()


@every_fit
@few
@given(values=samples())
def test_the_record_says_what_is_seen_in_the_result(fit, values):
    fitted = fit(values)
    record, result = fitted.record, fitted.apply(values)
    np.testing.assert_array_equal(record.skewness_before, skewness(values))
    np.testing.assert_array_equal(record.kurtosis_before, kurtosis(values))
    np.testing.assert_array_equal(record.skewness_after, skewness(result))
    np.testing.assert_array_equal(record.kurtosis_after, kurtosis(result))
    moved = ((result != values) & ~np.isnan(values)).sum(axis=-2)
    points = record.points_low + record.points_high
    clipped = np.isin(record.action, ["winsorised", "clipped"])
    np.testing.assert_array_equal(moved[clipped], points[clipped])
    left_alone = np.isin(record.action, ["none", "failed", "undefined"])
    assert not moved[left_alone].any()
    assert not points[left_alone].any()


@pytest.mark.parametrize("kind", CLIPS)
@few
@given(values=samples())
def test_clipping_twice_is_clipping_once(kind, values):
    fitted = FITS[kind](values)
    once = fitted.apply(values)
    assert same_bits(fitted.apply(once), once)


@every_fit
@few
@given(values=samples(leading=alone))
def test_no_treatment_makes_an_indicator_constant(fit, values):
    result = fit(values).apply(values)
    for before, after in zip(values.T, result.T, strict=True):
        assert np.unique(before[~np.isnan(before)]).size < 2 or np.unique(after[~np.isnan(after)]).size > 1


@every_fit
def test_a_treatment_can_be_sent_to_another_process(fit):
    fitted = fit(MANY)
    assert same_bits(pickle.loads(pickle.dumps(fitted)).apply(MANY), fitted.apply(MANY))  # noqa: S301 - our own


@every_fit
def test_an_indicator_without_values_is_left_alone(fit):
    fitted = fit(np.full((6, 1), np.nan))
    np.testing.assert_array_equal(fitted.apply(np.array([[7.0], [-7.0]])), [[7.0], [-7.0]])
    assert fitted.record.action[0] in {"undefined", "none"}


def test_an_indicator_that_passes_is_left_alone():
    values = np.array([[1.0], [2.0], [3.0], [4.0], [40.0]])
    fit = treat.fit_winsorise(values, skewness=3.0)
    assert fit.record.action[0] == "none"
    assert fit.record.passed_before[0]
    np.testing.assert_array_equal(fit.apply(np.array([[900.0]])), [[900.0]])


def test_either_moment_below_its_threshold_is_enough():
    skewed, peaked = skewness(OUT_OF_TWELVE)[0], kurtosis(OUT_OF_TWELVE)[0]
    for thresholds, passes in [
        ((skewed + 0.1, peaked - 0.1), True),
        ((skewed - 0.1, peaked + 0.1), True),
        ((skewed - 0.1, peaked - 0.1), False),
    ]:
        fit = treat.fit_winsorise(OUT_OF_TWELVE, skewness=thresholds[0], kurtosis=thresholds[1])
        assert fit.record.passed_before[0] == passes


def test_the_highest_value_moves_to_the_next_one_until_the_indicator_passes():
    fit = treat.fit_winsorise(OUT_OF_TWELVE)
    np.testing.assert_array_equal(fit.apply(OUT_OF_TWELVE)[-3:, 0], [10.0, 30.0, 30.0])
    assert (fit.low[0], fit.high[0]) == (-np.inf, 30.0)
    assert (fit.record.points_low[0], fit.record.points_high[0]) == (0, 1)
    assert fit.record.action[0] == "winsorised"
    assert not fit.record.passed_before[0]
    assert fit.record.passed_after[0]


def test_the_lowest_value_moves_where_the_longer_tail_is_below():
    fit = treat.fit_winsorise(-OUT_OF_TWELVE)
    np.testing.assert_array_equal(fit.apply(-OUT_OF_TWELVE)[-3:, 0], [-10.0, -30.0, -30.0])
    assert (fit.record.points_low[0], fit.record.points_high[0]) == (1, 0)


def test_ties_move_together_and_may_exceed_the_number_of_points():
    fit = treat.fit_winsorise(TWO_TIED, max_points=1)
    assert fit.high[0] == 10.0
    assert fit.record.points_high[0] == 2


def test_a_city_outside_the_sample_is_held_within_the_fitted_bound():
    fit = treat.fit_winsorise(OUT_OF_TWELVE)
    np.testing.assert_array_equal(fit.apply(np.array([[-50.0], [29.0], [5000.0]])), [[-50.0], [29.0], [30.0]])


def test_a_transform_of_the_original_values_follows_where_moving_a_few_does_not_help():
    fit = treat.fit_winsorise(MANY, max_points=1, then=transform.fit_log_range)
    np.testing.assert_array_equal(fit.apply(MANY), transform.fit_log_range(MANY).apply(MANY))
    assert fit.record.action[0] == "log_range"
    assert (fit.record.points_low[0], fit.record.points_high[0]) == (0, 0)
    assert fit.record.passed_after[0]


def test_a_combined_treatment_transforms_the_winsorised_values():
    fit = treat.fit_winsorise(MANY, max_points=1, then=transform.fit_log_range, combine=True)
    held = np.minimum(MANY, 3200.0)
    np.testing.assert_array_equal(fit.apply(MANY), transform.fit_log_range(held).apply(held))
    assert fit.record.action[0] == "log_range"
    assert fit.record.points_high[0] == 1


def test_without_a_transform_the_winsorised_values_stay():
    fit = treat.fit_winsorise(MANY, max_points=1)
    assert fit.record.action[0] == "winsorised"
    assert fit.high[0] == 3200.0
    assert not fit.record.passed_after[0]


def test_nothing_can_be_done_without_points_and_without_a_transform():
    fit = treat.fit_winsorise(MANY, max_points=0)
    assert fit.record.action[0] == "failed"
    np.testing.assert_array_equal(fit.apply(MANY), MANY)


@pytest.mark.parametrize("combine", [False, True])
def test_a_transform_that_is_not_defined_for_all_values_is_not_applied(combine):
    values = MANY - 1.0
    fit = treat.fit_winsorise(values, max_points=1, then=transform.fit_log, combine=combine)
    assert fit.record.action[0] == "failed"
    np.testing.assert_array_equal(fit.apply(values), values)


def test_a_new_value_outside_the_domain_of_the_transform_is_told():
    fit = treat.fit_winsorise(MANY, max_points=1, then=transform.fit_log)
    np.testing.assert_array_equal(fit.defined(np.array([[-1.0], [1.0], [np.nan]])), [[False], [True], [True]])


def test_a_transform_that_turns_the_order_round_is_refused():
    with pytest.raises(ValueError, match="'reciprocal' reverses the order of the values"):
        treat.fit_winsorise(MANY, max_points=1, then=transform.fit_reciprocal)


@pytest.mark.parametrize("then", [None, transform.fit_log_range])
def test_an_indicator_with_two_values_is_beyond_help(then):
    values = np.append(np.ones(14), 100.0)[:, None]
    fit = treat.fit_winsorise(values, max_points=5, then=then)
    assert fit.record.action[0] == "failed"
    np.testing.assert_array_equal(fit.apply(values), values)


def test_a_transform_is_tried_where_winsorising_would_end_with_one_value():
    values = np.concatenate([np.ones(30), [3.0, 100.0]])[:, None]
    fit = treat.fit_winsorise(values, then=transform.fit_log_range)
    assert fit.record.action[0] == "log_range"
    assert treat.fit_winsorise(values).record.action[0] == "failed"


def test_moments_that_cannot_be_computed_are_told_apart_from_those_that_fail():
    values = np.full((5, 3), np.nan)
    values[:, 0] = 4.0
    values[:2, 1] = [1.0, 2.0]
    values[:3, 2] = [1.0, 2.0, 90.0]
    record = treat.fit_winsorise(values).record
    assert list(record.action) == ["undefined", "undefined", "none"]
    assert list(record.passed_before) == [False, False, True]


@given(samples(leading=alone, columns=2), st.floats(0.0, 0.45), st.floats(0.55, 1.0))
def test_percentiles_are_those_of_numpy(values, low, high):
    fit = treat.fit_percentiles(values, low=low, high=high)
    for column, lower, upper in zip(values.T, fit.low, fit.high, strict=True):
        present = column[~np.isnan(column)]
        if np.isfinite(lower):
            np.testing.assert_allclose([lower, upper], np.quantile(present, [low, high]), rtol=1e-12, atol=1e-12)


def test_percentiles_of_none_and_all_change_nothing():
    fit = treat.fit_percentiles(MANY, low=0.0, high=1.0)
    np.testing.assert_array_equal(fit.apply(MANY), MANY)
    assert fit.record.action[0] == "none"


def test_tukey_fences_stand_at_a_multiple_of_the_interquartile_range():
    fit = treat.fit_tukey(OUT_OF_TWELVE, factor=2.0)
    lower, upper = np.quantile(OUT_OF_TWELVE, [0.25, 0.75])
    assert fit.low[0] == pytest.approx(lower - 2.0 * (upper - lower))
    assert fit.high[0] == pytest.approx(upper + 2.0 * (upper - lower))
    assert fit.record.action[0] == "clipped"
    assert fit.record.points_high[0] == 2


@pytest.mark.parametrize("fit", [treat.fit_tukey, treat.fit_percentiles])
def test_an_indicator_that_would_become_constant_is_not_clipped(fit):
    values = np.append(np.zeros(40), 5.0)[:, None]
    fitted = fit(values)
    assert fitted.record.action[0] == "failed"
    np.testing.assert_array_equal(fitted.apply(values), values)


def test_box_cox_is_applied_only_where_the_moments_fail():
    values = np.column_stack([MANY[:, 0], np.arange(27.0)])
    fit = treat.fit_box_cox(values)
    found = fit.apply(values)
    np.testing.assert_array_equal(found[:, :1], transform.fit_box_cox(MANY).apply(MANY))
    np.testing.assert_array_equal(found[:, 1], values[:, 1])
    assert list(fit.record.action) == ["box_cox", "none"]
    assert fit.record.passed_after.all()


def test_another_transform_follows_where_box_cox_does_not_help():
    squared = partial(treat.fit_box_cox, exponent=2.0)
    assert squared(MANY).record.action[0] == "box_cox"
    assert not squared(MANY).record.passed_after[0]
    fit = squared(MANY, then=transform.fit_log_range)
    assert fit.record.action[0] == "log_range"
    np.testing.assert_array_equal(fit.apply(MANY), transform.fit_log_range(MANY).apply(MANY))


def test_box_cox_that_is_not_defined_for_all_values_is_not_applied():
    fit = treat.fit_box_cox(MANY - 50.0, exponent=0.0, shift=0.0)
    assert fit.record.action[0] == "failed"
