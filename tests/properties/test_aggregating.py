"""What holds for every mean, whatever the values and weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from intlindex.kernels.aggregate import basic_means
from strategies import POSITIVE, WEIGHTS, children

MEANS = {
    "arithmetic": basic_means.arithmetic_mean,
    "geometric": basic_means.geometric_mean,
    "harmonic": basic_means.harmonic_mean,
}
every_mean = pytest.mark.parametrize("mean", MEANS.values(), ids=MEANS)


@given(children())
def test_the_arithmetic_mean_is_never_below_the_geometric_nor_that_below_the_harmonic(drawn):
    arithmetic, geometric, harmonic = (mean(*drawn) for mean in MEANS.values())
    assert (arithmetic >= geometric * (1 - 1e-12)).all()
    assert (geometric >= harmonic * (1 - 1e-12)).all()


@every_mean
@given(drawn=children(blanks=True, weights=WEIGHTS))
def test_a_mean_lies_between_the_lowest_and_the_highest_child(mean, drawn):
    values, _ = drawn
    found = mean(*drawn, skip_blanks=True)
    assert (found >= np.nanmin(values, axis=-1) * (1 - 1e-12)).all()
    assert (found <= np.nanmax(values, axis=-1) * (1 + 1e-12)).all()


@every_mean
@given(drawn=children(), value=POSITIVE)
def test_the_mean_of_equals_is_what_they_equal(mean, drawn, value):
    values, weights = drawn
    np.testing.assert_allclose(mean(np.full_like(values, value), weights), value, rtol=1e-12)


@every_mean
@given(drawn=children(), factor=st.floats(0.01, 100.0))
def test_scaling_all_children_scales_the_mean(mean, drawn, factor):
    values, weights = drawn
    np.testing.assert_allclose(mean(values * factor, weights), mean(values, weights) * factor, rtol=1e-12)


@every_mean
@given(drawn=children(blanks=True, weights=WEIGHTS), data=st.data())
def test_the_order_of_siblings_does_not_matter(mean, drawn, data):
    values, weights = drawn
    order = data.draw(st.permutations(range(len(weights))))
    before = mean(values, weights, skip_blanks=True)
    after = mean(values[:, order], weights[list(order)], skip_blanks=True)
    np.testing.assert_allclose(after, before, rtol=1e-12)


@every_mean
@given(drawn=children(), data=st.data())
def test_a_higher_child_never_lowers_the_mean(mean, drawn, data):
    values, weights = drawn
    raised = values.copy()
    raised[:, data.draw(st.integers(0, len(weights) - 1))] *= data.draw(st.floats(1.0, 10.0))
    assert (mean(raised, weights) >= mean(values, weights) * (1 - 1e-12)).all()


@every_mean
@given(drawn=children(blanks=True, weights=WEIGHTS))
def test_leaving_a_blank_out_equals_filling_it_with_the_mean_of_the_rest(mean, drawn):
    values, weights = drawn
    left_out = mean(values, weights, skip_blanks=True)
    filled = np.where(np.isnan(values), left_out[:, None], values)
    np.testing.assert_allclose(mean(filled, weights), left_out, rtol=1e-12)


@every_mean
@given(drawn=children(blanks=True, weights=WEIGHTS))
def test_without_skipping_a_blank_child_makes_a_blank_mean(mean, drawn):
    values, weights = drawn
    np.testing.assert_array_equal(np.isnan(mean(values, weights)), np.isnan(values).any(axis=-1))


@every_mean
@given(drawn=children(blanks=True, weights=WEIGHTS))
def test_skipping_blanks_where_there_are_none_changes_nothing(mean, drawn):
    values, weights = drawn
    whole = ~np.isnan(values).any(axis=-1)
    np.testing.assert_allclose(mean(values, weights, skip_blanks=True)[whole], mean(values, weights)[whole], rtol=1e-12)


@every_mean
@given(drawn=children(blanks=True))
def test_no_input_is_written_to(mean, drawn):
    before = [each.tobytes() for each in drawn]
    for each in drawn:
        each.setflags(write=False)
    mean(*drawn, skip_blanks=True)
    mean(*drawn)
    assert [each.tobytes() for each in drawn] == before


@given(hnp.arrays(np.float64, st.integers(1, 6), elements=WEIGHTS), st.floats(0.01, 100.0))
def test_a_common_factor_of_the_weights_is_of_no_account(weights, factor):
    np.testing.assert_allclose(basic_means.shares(weights * factor), basic_means.shares(weights), rtol=1e-12)
    np.testing.assert_array_equal(basic_means.shares(weights * 4.0), basic_means.shares(weights))
    assert basic_means.shares(weights).sum() == pytest.approx(1.0, rel=1e-12)


@given(children())
def test_a_sum_is_taken_in_the_order_of_the_children(drawn):
    values, weights = drawn
    expected = [[sum_in_order(float(w) * float(x) for w, x in zip(weights, row, strict=True))] for row in values]
    np.testing.assert_array_equal(basic_means.weighted_sum(values, weights)[:, None], expected)


def sum_in_order(terms):
    total = next(terms)
    for term in terms:
        total = total + term
    return total
