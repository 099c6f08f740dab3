"""Distances to an ideal: by hand, against fixed ideals, and what they are said to be."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.aggregate.distance import Ideals, displaced_ideal, fit_topsis, topsis
from intlindex.kernels.aggregate.means import mirrored, power_mean
from makers import same_bits
from strategies import ANY_WEIGHTS, POSITIVE, WEIGHTS, blocks

HALF = np.array([0.5, 0.5])
TOP = 2000.0

KERNELS = {
    "topsis": topsis,
    "topsis as it is": partial(topsis, norm="none"),
    "topsis by blocks": partial(topsis, power=1.0),
    "topsis, cubed": partial(topsis, power=3.0),
    "displaced": partial(displaced_ideal, ideal=TOP),
    "displaced by blocks": partial(displaced_ideal, ideal=TOP, power=1.0),
    "displaced, cubed": partial(displaced_ideal, ideal=TOP, worst=-5.0, power=3.0),
}
every_kernel = pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS)
every_topsis = pytest.mark.parametrize("kernel", list(KERNELS.values())[:4], ids=list(KERNELS)[:4])


@st.composite
def samples(draw, *, blanks=False, weights=ANY_WEIGHTS, elements=POSITIVE):
    """Draw values ``(units, children)`` and shares of the children."""
    units, count = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    values = draw(hnp.arrays(np.float64, (units, count), elements=elements))
    if blanks:
        values[draw(hnp.arrays(np.bool_, (units, count)))] = np.nan
    raw = draw(hnp.arrays(np.float64, count, elements=weights))
    raw[0] += not raw.any()
    return values, basic_means.shares(raw)


# By hand. The children have lengths 5 and 10, so that they become (0.6, 0), (0.8, 0.6) and (0, 0.8), and half of it
# with weights of one half: (0.3, 0), (0.4, 0.3), (0, 0.4). The ideal is (0.4, 0.4), the anti-ideal (0, 0).

SAMPLE = np.array([[3.0, 0.0], [4.0, 6.0], [0.0, 8.0]])


def test_euclidean_closeness_computed_by_hand():
    # To the ideal: root(0.01 + 0.16), 0.1 and 0.4; to the anti-ideal: 0.3, root(0.16 + 0.09) = 0.5 and 0.4.
    expected = [0.3 / (0.3 + 0.17**0.5), 0.5 / 0.6, 0.5]
    np.testing.assert_allclose(topsis(SAMPLE, HALF), expected, rtol=1e-14)


def test_city_block_closeness_computed_by_hand():
    # To the ideal: 0.1 + 0.4, 0.1 and 0.4; to the anti-ideal: 0.3, 0.4 + 0.3 and 0.4.
    np.testing.assert_allclose(topsis(SAMPLE, HALF, power=1.0), [0.375, 0.875, 0.5], rtol=1e-14)


def test_closeness_under_unequal_weights_computed_by_hand():
    # Weights of 3/4 and 1/4: (0.45, 0), (0.6, 0.15), (0, 0.2); ideal (0.6, 0.2), anti-ideal (0, 0).
    to_ideal = np.array([0.0625, 0.0025, 0.36]) ** 0.5
    to_worst = np.array([0.2025, 0.3825, 0.04]) ** 0.5
    expected = to_worst / (to_ideal + to_worst)
    np.testing.assert_allclose(topsis(SAMPLE, np.array([0.75, 0.25])), expected, rtol=1e-14)


def test_a_displaced_ideal_computed_by_hand():
    # 0.7 and 0.1 are missing: root((0.49 + 0.01) / 2) = 0.5.
    values = np.array([[30.0, 90.0]])
    assert displaced_ideal(values, HALF, ideal=100.0)[0] == pytest.approx(0.5, rel=1e-14)
    assert displaced_ideal(values, HALF, ideal=100.0, power=1.0)[0] == pytest.approx(0.6, rel=1e-14)
    # From 20 on, 7/8 and 1/8; weights of 1/4 and 3/4: (49 + 3) / 256.
    found = displaced_ideal(values, np.array([0.25, 0.75]), ideal=100.0, worst=20.0)
    assert found[0] == pytest.approx(1 - (52 / 256) ** 0.5, rel=1e-14)


def test_a_displaced_ideal_of_two_scales_computed_by_hand():
    # A quarter of 0..4 and half of 10..20 are missing.
    found = displaced_ideal(np.array([[3.0, 15.0]]), HALF, ideal=[4.0, 20.0], worst=[0.0, 10.0])
    assert found[0] == pytest.approx(1 - ((0.0625 + 0.25) / 2) ** 0.5, rel=1e-14)


def test_what_is_beyond_a_fixed_ideal_counts_as_the_ideal():
    values = np.array([[30.0, 90.0], [30.0, 100.0], [30.0, 180.0]])
    found = displaced_ideal(values, HALF, ideal=100.0)
    np.testing.assert_allclose(found, [0.5, 1 - 0.7 * 0.5**0.5, 1 - 0.7 * 0.5**0.5], rtol=1e-14)


# Conventions


@every_topsis
def test_equal_units_are_all_halfway(kernel):
    np.testing.assert_array_equal(kernel(np.array([[3.0, 5.0], [3.0, 5.0]]), HALF), [0.5, 0.5])
    np.testing.assert_array_equal(kernel(np.zeros((2, 2)), HALF), [0.5, 0.5])


@every_topsis
def test_a_constant_child_is_of_no_account(kernel):
    constant = np.column_stack([SAMPLE, np.full(3, 7.0)])
    found = kernel(constant, np.array([0.25, 0.25, 0.5]))
    np.testing.assert_allclose(found, kernel(SAMPLE, HALF), rtol=1e-14)


@every_topsis
def test_the_best_in_all_is_at_one_and_the_worst_in_all_at_zero(kernel):
    values = np.array([[9.0, 8.0], [5.0, 8.0], [5.0, 1.0]])
    np.testing.assert_array_equal(kernel(values, HALF)[[0, 2]], [1.0, 0.0])


@every_topsis
def test_what_is_observed_of_a_blank_unit_helps_to_set_the_ideals(kernel):
    values = np.array([[9.0, np.nan], [5.0, 8.0], [4.0, 1.0]])
    found = kernel(values, HALF)
    assert np.isnan(found[0])
    assert 0.0 < found[1] < 1.0
    skipped = kernel(values, HALF, skip_blanks=True)
    assert skipped[0] == 1.0
    np.testing.assert_array_equal(skipped[1:], found[1:])


def test_a_child_that_nobody_has_is_left_out_with_the_blanks():
    values = np.column_stack([SAMPLE, np.full(3, np.nan)])
    found = topsis(values, np.array([0.25, 0.25, 0.5]), skip_blanks=True)
    np.testing.assert_allclose(found, topsis(SAMPLE, HALF), rtol=1e-14)
    assert np.isnan(topsis(values, np.array([0.25, 0.25, 0.5]))).all()


# Fixed ideals


@pytest.mark.parametrize("norm", ["vector", "none"])
def test_a_new_unit_is_placed_without_moving_anybody(norm):
    fit = fit_topsis(SAMPLE, norm=norm)
    before = topsis(SAMPLE, HALF, norm=norm)
    found = fit.apply(np.vstack([SAMPLE, [5.0, 9.0], [2.0, 2.0]]), HALF)
    np.testing.assert_array_equal(found[:3], before)
    assert found[3] == 1.0  # better than the ideal counts as the ideal
    assert 0 < found[4] < 1


def test_ideals_can_be_given():
    fit = Ideals(scale=np.ones(2), ideal=np.full(2, 100.0), anti_ideal=np.zeros(2))
    values = np.array([[100.0, 0.0], [50.0, 50.0], [120.0, 100.0]])
    expected = [0.5, 0.5, 1.0]
    np.testing.assert_allclose(fit.apply(values, HALF), expected, rtol=1e-14)
    np.testing.assert_allclose(topsis(values, HALF, norm="none", ideal=100.0, anti_ideal=0.0), expected, rtol=1e-14)
    one_side = fit_topsis(SAMPLE, anti_ideal=[-5.0, 0.0])
    np.testing.assert_array_equal(one_side.ideal, fit_topsis(SAMPLE).ideal)
    np.testing.assert_allclose(one_side.anti_ideal, [-1.0, 0.0], rtol=1e-15)


@given(samples(weights=WEIGHTS), st.data())
def test_ideals_do_not_depend_on_the_weights(drawn, data):
    values, shares = drawn
    others = basic_means.shares(data.draw(hnp.arrays(np.float64, shares.size, elements=WEIGHTS)))
    np.testing.assert_array_equal(fit_topsis(values).apply(values, others), topsis(values, others))


@given(samples(elements=st.floats(0.0, 100.0), weights=WEIGHTS), st.sampled_from([1.0, 2.0, 3.0]))
def test_a_displaced_ideal_is_a_mirrored_power_mean(drawn, power):
    values, shares = drawn
    expected = mirrored(partial(power_mean, exponent=power), values, shares, top=100.0) / 100.0
    np.testing.assert_allclose(displaced_ideal(values, shares, ideal=100.0, power=power), expected, atol=1e-12)


# What they are said to be


@every_kernel
@given(drawn=samples(blanks=True))
def test_scores_lie_between_zero_and_one(kernel, drawn):
    for skip in (False, True):
        found = kernel(*drawn, skip_blanks=skip)
        found = found[~np.isnan(found)]
        assert ((found >= 0) & (found <= 1)).all()


@every_kernel
@given(drawn=samples(), data=st.data())
def test_a_higher_child_never_lowers_the_score_of_its_unit(kernel, drawn, data):
    values, shares = drawn
    unit, child = (data.draw(st.integers(0, size - 1)) for size in values.shape)
    raised = values.copy()
    raised[unit, child] += data.draw(st.floats(0.0, 900.0))
    before, after = kernel(values, shares)[unit], kernel(raised, shares)[unit]
    equal = (values == values[0]).all()  # halfway by convention, not by distance
    assert after >= before - 1e-9 or equal


@every_topsis
@given(drawn=samples(weights=WEIGHTS), factor=st.sampled_from([0.25, 2.0, 1024.0]))
def test_scaling_all_children_changes_no_closeness(kernel, drawn, factor):
    values, shares = drawn
    np.testing.assert_allclose(kernel(values * factor, shares), kernel(values, shares), rtol=1e-9, atol=1e-12)


@given(samples(weights=WEIGHTS), st.data())
def test_units_of_measurement_change_no_closeness_of_normed_children(drawn, data):
    values, shares = drawn
    factors = data.draw(hnp.arrays(np.float64, shares.size, elements=st.sampled_from([1e-6, 8.0, 1024.0])))
    np.testing.assert_allclose(topsis(values * factors, shares), topsis(values, shares), rtol=1e-9, atol=1e-12)


@every_kernel
@given(drawn=samples(blanks=True, weights=WEIGHTS), data=st.data())
def test_the_order_of_units_changes_no_bit_and_that_of_children_nothing_but_rounding(kernel, drawn, data):
    values, shares = drawn
    order = data.draw(st.permutations(range(shares.size)))
    units = data.draw(st.permutations(range(len(values))))
    before = kernel(values, shares, skip_blanks=True)
    np.testing.assert_array_equal(kernel(values[units], shares, skip_blanks=True), before[units])
    after = kernel(values[:, order], shares[order], skip_blanks=True)
    np.testing.assert_allclose(after, before, rtol=1e-9, atol=1e-12)


@every_kernel
@given(drawn=samples(blanks=True, weights=WEIGHTS))
def test_blanks_make_a_blank_score_unless_skipped(kernel, drawn):
    values, shares = drawn
    blank = np.isnan(values)
    np.testing.assert_array_equal(np.isnan(kernel(values, shares)), blank.any(axis=-1))
    np.testing.assert_array_equal(np.isnan(kernel(values, shares, skip_blanks=True)), blank.all(axis=-1))


@every_kernel
@given(drawn=samples(blanks=True))
def test_no_input_is_written_to(kernel, drawn):
    before = [each.tobytes() for each in drawn]
    for each in drawn:
        each.setflags(write=False)
    kernel(*drawn)
    kernel(*drawn, skip_blanks=True)
    assert [each.tobytes() for each in drawn] == before


# To the bit


@every_kernel
@pytest.mark.parametrize("skip", [False, True])
@given(drawn=blocks())
def test_a_batch_changes_no_bit_of_its_members(kernel, skip, drawn):
    values, shares = drawn
    together = kernel(values, shares, skip_blanks=skip)
    over_weights = kernel(values[0], shares, skip_blanks=skip)
    over_data = kernel(values, shares[0], skip_blanks=skip)
    for member in range(len(values)):
        assert same_bits(together[member], kernel(values[member], shares[member], skip_blanks=skip))
        assert same_bits(over_weights[member], kernel(values[0], shares[member], skip_blanks=skip))
        assert same_bits(over_data[member], kernel(values[member], shares[0], skip_blanks=skip))


@every_kernel
@given(drawn=blocks())
def test_how_memory_is_laid_out_changes_no_bit(kernel, drawn):
    values, shares = drawn
    expected = np.ascontiguousarray(kernel(values, shares, skip_blanks=True))
    by_child = np.moveaxis(np.ascontiguousarray(np.moveaxis(values, -1, 0)), 0, -1)
    spaced = np.repeat(np.repeat(values, 3, axis=1), 2, axis=2)[:, ::3, ::2]
    for layout in (np.asfortranarray(values), by_child, spaced):
        assert same_bits(kernel(layout, shares, skip_blanks=True), expected)
