"""Power means, order statistics, sums, products and penalised means: by hand, and what each is said to be."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.aggregate.means import (
    maximum,
    mazziotta_pareto,
    median,
    minimum,
    mirrored,
    ordered_weighted_average,
    power_mean,
    product,
    total,
)
from makers import same_bits
from strategies import POSITIVE, WEIGHTS, blocks, children

TOP = 2000.0
SINKING = np.array([0.5, 0.3, 0.2])
KERNELS = {
    "power 3": partial(power_mean, exponent=3.0),
    "power 1/2": partial(power_mean, exponent=0.5),
    "power -2": partial(power_mean, exponent=-2.0),
    "power -inf": partial(power_mean, exponent=-np.inf),
    "median": median,
    "minimum": minimum,
    "maximum": maximum,
    "total": total,
    "product": product,
    "mirrored geometric": partial(mirrored, basic_means.geometric_mean, top=TOP),
    "mirrored median": partial(mirrored, median, top=TOP),
    "ordered, best first": partial(ordered_weighted_average, order_weights=SINKING),
    "ordered, worst first": partial(ordered_weighted_average, order_weights=SINKING[::-1]),
    "Mazziotta-Pareto -": partial(mazziotta_pareto, sign=-1),
    "Mazziotta-Pareto +": partial(mazziotta_pareto, sign=1),
}
MEANS = [name for name in KERNELS if name not in {"total", "product"}]
MONOTONE = [name for name in KERNELS if not name.startswith("Mazziotta")]
HOMOGENEOUS = [name for name in KERNELS if name != "product" and not name.startswith("mirrored")]
UNWEIGHTED = ["power -inf", "minimum", "maximum"]


def kernels(names):
    return pytest.mark.parametrize("kernel", [KERNELS[name] for name in names], ids=names)


def one(kernel, values, weights=None, **options):
    """Merge one unit; equal weights unless given."""
    shares = np.full(len(values), 1 / len(values)) if weights is None else np.array(weights)
    return kernel(np.array([values]), shares, **options)[0]


# By hand


@pytest.mark.parametrize(
    ("exponent", "values", "weights", "expected"),
    [
        (2, [1.0, 7.0], None, 5.0),  # (1 + 49) / 2 = 25
        (2, [1.0, 5.0], [0.75, 0.25], 7**0.5),  # 0.75 + 25 / 4
        (3, [1.0, 3.0], None, 14 ** (1 / 3)),  # (1 + 27) / 2
        (0.5, [1.0, 9.0], None, 4.0),  # ((1 + 3) / 2)^2
        (-2, [1.0, 7.0], None, 1.4),  # (1 + 1/49) / 2 = 25/49, and the root of its inverse
        (0.5, [0.0, 4.0], None, 1.0),  # (2 / 2)^2
        (2, [0.0, 0.0], None, 0.0),
        (-2, [0.0, 4.0], None, 0.0),  # the limit
    ],
)
def test_power_means_computed_by_hand(exponent, values, weights, expected):
    assert one(power_mean, values, weights, exponent=exponent) == pytest.approx(expected, rel=1e-14)


def test_the_named_means_are_power_means():
    values, shares = np.array([[3.0, -8.0, 5.0]]), np.array([0.5, 0.25, 0.25])
    for exponent, kernel in [
        (1, basic_means.arithmetic_mean),
        (-1, basic_means.harmonic_mean),
        (np.inf, maximum),
        (-np.inf, minimum),
    ]:
        np.testing.assert_array_equal(power_mean(values, shares, exponent=exponent), kernel(values, shares))
    squares = values**2
    np.testing.assert_array_equal(power_mean(squares, shares, exponent=0), basic_means.geometric_mean(squares, shares))


def test_a_high_child_of_no_weight_takes_no_digits_from_a_power_mean():
    assert one(power_mean, [0.25, 750.125], [1.0, 0.0], exponent=3) == pytest.approx(0.25, rel=1e-14)
    assert one(power_mean, [750.125, 0.25], [1.0, 0.0], exponent=-2) == pytest.approx(750.125, rel=1e-14)
    # Next to nothing of the second: root(0.0001 + 1e-12 * 10000) but for 1e-16.
    found = one(power_mean, [0.01, 100.0], [1 - 1e-12, 1e-12], exponent=2)
    assert found == pytest.approx((1e-4 + 1e-8 - 1e-16) ** 0.5, rel=1e-14)


def test_a_power_neither_overflows_nor_loses_digits_near_zero():
    assert one(power_mean, [1e300, 2e300], exponent=400) == pytest.approx(2e300 * 0.5 ** (1 / 400), rel=1e-13)
    assert one(power_mean, [1e-300, 2e-300], exponent=-400) == pytest.approx(1e-300 * 0.5 ** (-1 / 400), rel=1e-13)
    for exponent in (1e-13, 1e-99, 1e-300, 1e-310, -5e-324):
        assert one(power_mean, [4.0, 9.0], exponent=exponent) == pytest.approx(6.0, rel=1e-12)
    # Near zero a mean differs from the geometric by half the variance of the logarithms times the exponent.
    assert one(power_mean, [4.0, 9.0], exponent=1e-6) / 6 - 1 == pytest.approx(5e-7 * np.log(1.5) ** 2, rel=1e-5)


def test_a_power_mean_of_a_negative_value_is_blank_even_where_blanks_are_skipped():
    for exponent in (2.0, 0.5, -0.5):
        assert np.isnan(one(power_mean, [-1.0, 4.0], exponent=exponent, skip_blanks=True))


@pytest.mark.parametrize("exponent", [2.0, 0.3, -3.0])
@given(drawn=children(weights=WEIGHTS), value=POSITIVE)
def test_the_power_mean_of_equals_is_exactly_what_they_equal(exponent, drawn, value):
    values, shares = drawn
    assert (power_mean(np.full_like(values, value), shares, exponent=exponent) == value).all()


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ([10.0, 40.0, 20.0], None, 20.0),
        ([10.0, 40.0, 20.0, 30.0], None, 25.0),
        ([10.0, 40.0, 20.0], [0.2, 0.6, 0.2], 40.0),
        ([10.0, 40.0, 20.0], [0.25, 0.5, 0.25], 30.0),  # half of the weight lies at or below 20
        ([10.0, 15.0, 20.0], [0.5, 0.0, 0.5], 15.0),  # the midpoint; 15 has no weight of its own
        ([10.0, 11.0, 20.0], [0.5, 0.0, 0.5], 15.0),
        ([7.0], None, 7.0),
    ],
)
def test_medians_computed_by_hand(values, weights, expected):
    assert one(median, values, weights) == expected


@given(children())
def test_a_median_at_equal_weights_is_the_ordinary_one(drawn):
    values, _ = drawn
    shares = np.full(values.shape[1], 1 / values.shape[1])
    np.testing.assert_allclose(median(values, shares), np.median(values, axis=1), rtol=1e-15)


@given(hnp.arrays(np.int64, st.integers(1, 6), elements=st.integers(0, 5)), st.data())
def test_a_median_has_half_of_the_weight_on_either_side(counts, data):
    counts[0] += not counts.any()
    values = data.draw(hnp.arrays(np.float64, counts.size, elements=st.integers(0, 4)))
    everyone = np.repeat(values, counts)  # a child of weight two is two children
    assert one(median, values, basic_means.shares(counts.astype(float))) == np.median(everyone)


@given(st.data())
def test_the_order_of_children_changes_no_median_even_where_half_is_a_matter_of_rounding(data):
    weights = np.array([0.1, 0.2, 0.3, 0.1, 0.1, 0.2])
    values = np.arange(6.0)
    order = data.draw(st.permutations(range(6)))
    assert one(median, values[order], weights[order]) == 2.0


@pytest.mark.parametrize("count", [10, 14, 18, 22, 26, 42, 50])
def test_half_of_equal_weights_is_half_however_their_sum_is_rounded(count):
    assert one(median, np.arange(float(count))) == (count - 1) / 2


def test_ordered_weighted_averages_computed_by_hand():
    ordered = partial(ordered_weighted_average, order_weights=np.array([5.0, 3.0, 2.0]))
    assert one(ordered, [10.0, 40.0, 20.0]) == pytest.approx(0.5 * 40 + 0.3 * 20 + 0.2 * 10, rel=1e-15)
    # Of unequal shares the best child, 40, takes 0..0.25 of 0..1, 20 takes 0.25..0.5 and 10 the rest. The order
    # weights lie on thirds: three quarters of the first on the best, 0.375; the last quarter of the first, 0.125,
    # and half of the second, 0.15, on 20; what is left, 0.15 + 0.2, on 10.
    expected = 0.375 * 40 + 0.275 * 20 + 0.35 * 10
    assert one(ordered, [10.0, 40.0, 20.0], [0.5, 0.25, 0.25]) == pytest.approx(expected, rel=1e-15)
    # Of two children the better takes the first half: one and a half of three order weights.
    assert one(ordered, [10.0, np.nan, 20.0], skip_blanks=True) == pytest.approx(0.65 * 20 + 0.35 * 10, rel=1e-15)


@given(children())
def test_order_weights_on_one_end_pick_the_best_or_the_worst_and_equal_ones_the_mean(drawn):
    values, shares = drawn
    equal = np.full(values.shape[1], 1 / values.shape[1])
    first = np.eye(values.shape[1])[0]
    average = partial(ordered_weighted_average, values)
    np.testing.assert_allclose(average(equal, order_weights=first), values.max(axis=1), rtol=1e-12)
    np.testing.assert_allclose(average(equal, order_weights=first[::-1]), values.min(axis=1), rtol=1e-12)
    expected = basic_means.arithmetic_mean(values, shares)
    np.testing.assert_allclose(average(shares, order_weights=np.full(4, 0.25)), expected, rtol=1e-12)


def test_sums_and_products_computed_by_hand():
    assert one(total, [1.0, 2.0, 6.0]) == pytest.approx(9.0, rel=1e-15)
    assert one(total, [1.0, 2.0, 6.0], [0.5, 0.25, 0.25]) == pytest.approx(1.5 * 1 + 0.75 * 2 + 0.75 * 6, rel=1e-15)
    assert one(total, [1.0, np.nan, 6.0], skip_blanks=True) == pytest.approx(3 * 3.5, rel=1e-15)
    assert one(product, [2.0, 3.0, 4.0]) == pytest.approx(24.0, rel=1e-14)
    assert one(product, [4.0, 9.0, 1.0], [0.5, 0.5, 0.0]) == pytest.approx(4**1.5 * 9**1.5, rel=1e-14)
    assert one(product, [2.0, np.nan, 8.0], skip_blanks=True) == pytest.approx(64.0, rel=1e-14)


def test_a_zero_makes_a_product_zero_unless_it_has_no_weight():
    assert one(product, [2.0, 0.0, 8.0]) == 0.0
    assert one(product, [2.0, 0.0], [1.0, 0.0]) == pytest.approx(4.0)
    assert one(product, [np.nan, 0.0], skip_blanks=True) == 0.0


def test_a_mirrored_mean_computed_by_hand():
    geometric = partial(mirrored, basic_means.geometric_mean)
    assert one(geometric, [0.2, 0.8], top=1.0) == pytest.approx(1 - (0.8 * 0.2) ** 0.5, rel=1e-15)
    assert one(geometric, [20.0, 80.0], [0.75, 0.25], top=100.0) == pytest.approx(100 - 80**0.75 * 20**0.25, rel=1e-15)
    assert one(partial(mirrored, minimum), [20.0, 80.0], top=100.0) == 80.0


@given(children(blanks=True, weights=WEIGHTS))
def test_mirroring_twice_changes_nothing(drawn):
    once = partial(mirrored, median, top=TOP)
    found = mirrored(once, *drawn, top=TOP, skip_blanks=True)
    np.testing.assert_allclose(found, median(*drawn, skip_blanks=True), atol=1e-9)


def test_penalties_for_imbalance_computed_by_hand():
    # Mean 100; squared deviations 400, 0 and 400, by n = 3: S^2 = 800 / 3; S cv = S^2 / M = 8 / 3.
    values = [80.0, 100.0, 120.0]
    assert one(mazziotta_pareto, values) == pytest.approx(100 - 8 / 3, rel=1e-15)
    assert one(mazziotta_pareto, values, sign=1) == pytest.approx(100 + 8 / 3, rel=1e-15)
    # Shares of 3/4 and 1/4: mean 95, S^2 = (3 * 25 + 225) / 4 = 75.
    assert one(mazziotta_pareto, [90.0, 110.0], [0.75, 0.25]) == pytest.approx(95 - 75 / 95, rel=1e-15)
    assert one(mazziotta_pareto, [90.0, np.nan, 110.0], skip_blanks=True) == pytest.approx(99.0, rel=1e-15)


def test_raising_one_child_far_above_the_rest_may_lower_a_penalised_mean():
    # (1, 1, 4): mean 2, S^2 = 2, so 2 - 1 = 1; (1, 1, 10): mean 4, S^2 = 18, so 4 - 4.5 = -0.5.
    assert one(mazziotta_pareto, [1.0, 1.0, 4.0]) == pytest.approx(1.0)
    assert one(mazziotta_pareto, [1.0, 1.0, 10.0]) == pytest.approx(-0.5)


@given(children(weights=WEIGHTS))
def test_of_two_children_of_equal_weight_the_penalised_mean_is_the_harmonic(drawn):
    values, _ = drawn
    pair, shares = np.stack([values[:, 0], values[:, -1]], axis=-1), np.full(2, 0.5)
    # M - S^2 / M with M = (a + b) / 2 and S = (a - b) / 2 is 2 a b / (a + b).
    expected = basic_means.harmonic_mean(pair, shares)
    np.testing.assert_allclose(mazziotta_pareto(pair, shares), expected, rtol=1e-9, atol=1e-9)


# What they are said to be


@given(children(weights=WEIGHTS), st.floats(-8, 8), st.floats(-8, 8))
def test_a_power_mean_rises_with_its_exponent(drawn, first, second):
    lower, upper = (power_mean(*drawn, exponent=exponent) for exponent in sorted((first, second)))
    assert (lower <= upper * (1 + 1e-12)).all()


@given(children(weights=WEIGHTS))
def test_the_named_means_stand_in_order(drawn):
    exponents = (-np.inf, -5.0, -1.0, -0.5, 0.0, 0.5, 1.0, 5.0, np.inf)
    means = [power_mean(*drawn, exponent=exponent) for exponent in exponents]
    for lower, upper in pairwise(means):
        assert (lower <= upper * (1 + 1e-12)).all()


@kernels(MEANS)
@given(drawn=children(), value=POSITIVE)
def test_the_mean_of_equals_is_what_they_equal(kernel, drawn, value):
    values, shares = drawn
    np.testing.assert_allclose(kernel(np.full_like(values, value), shares), value, rtol=1e-9)


@kernels(["total", "product"])
@given(drawn=children(), value=st.floats(0.1, 10.0))
def test_the_sum_or_product_of_equals_is_that_of_so_many(kernel, drawn, value):
    values, shares = drawn
    count = values.shape[1]
    expected = value * count if kernel is total else value**count
    np.testing.assert_allclose(kernel(np.full_like(values, value), shares), expected, rtol=1e-12)


@kernels(MONOTONE)
@given(drawn=children(), data=st.data())
def test_a_higher_child_never_lowers_the_result(kernel, drawn, data):
    values, shares = drawn
    raised = values.copy()
    child = data.draw(st.integers(0, len(shares) - 1))
    raised[:, child] += data.draw(st.floats(0.0, 1.0)) * (1500.0 - raised[:, child])
    before = kernel(values, shares)
    assert (kernel(raised, shares) >= before - 1e-11 * np.maximum(np.abs(before), TOP)).all()


@kernels(HOMOGENEOUS)
@given(drawn=children(), factor=st.floats(0.01, 100.0))
def test_scaling_all_children_scales_the_result(kernel, drawn, factor):
    values, shares = drawn
    before = kernel(values, shares) * factor
    np.testing.assert_allclose(kernel(values * factor, shares), before, rtol=1e-9, atol=1e-9 * factor)


@given(children(), st.floats(0.5, 2.0))
def test_scaling_all_children_scales_a_product_by_the_power_of_their_number(drawn, factor):
    values, shares = drawn
    expected = product(values, shares) * factor ** values.shape[1]
    np.testing.assert_allclose(product(values * factor, shares), expected, rtol=1e-11)


@kernels(UNWEIGHTED)
@given(drawn=children(blanks=True), data=st.data())
def test_weights_are_of_no_account_to_extremes(kernel, drawn, data):
    values, shares = drawn
    others = basic_means.shares(data.draw(hnp.arrays(np.float64, shares.size, elements=WEIGHTS)))
    for skip in (False, True):
        before = kernel(values, shares, skip_blanks=skip)
        np.testing.assert_array_equal(kernel(values, others, skip_blanks=skip), before)


@given(children(weights=WEIGHTS), st.data())
def test_totals_are_affine_in_the_children_and_linear_in_the_weights(drawn, data):
    values, shares = drawn
    others = basic_means.shares(data.draw(hnp.arrays(np.float64, shares.size, elements=WEIGHTS)))
    moved = values + np.arange(1.0, shares.size + 1)
    np.testing.assert_allclose(
        total(0.25 * values + 0.75 * moved, shares), 0.25 * total(values, shares) + 0.75 * total(moved, shares)
    )
    mixed = 0.25 * shares + 0.75 * others
    np.testing.assert_allclose(total(values, mixed), 0.25 * total(values, shares) + 0.75 * total(values, others))


@kernels(KERNELS)
@given(drawn=children(blanks=True, weights=WEIGHTS), data=st.data())
def test_the_order_of_units_and_of_children_does_not_matter(kernel, drawn, data):
    values, shares = drawn
    order = data.draw(st.permutations(range(shares.size)))
    units = data.draw(st.permutations(range(len(values))))
    before = kernel(values, shares, skip_blanks=True)
    np.testing.assert_array_equal(kernel(values[units], shares, skip_blanks=True), before[units])
    after = kernel(values[:, order], shares[order], skip_blanks=True)
    np.testing.assert_allclose(after, before, rtol=1e-9, atol=1e-9)


@kernels(KERNELS)
@given(drawn=children(blanks=True, weights=WEIGHTS))
def test_skipping_blanks_is_merging_what_is_there_with_its_own_shares(kernel, drawn):
    values, shares = drawn
    found = kernel(values, shares, skip_blanks=True)
    for row, score in zip(values, found, strict=True):
        present = ~np.isnan(row)
        expected = one(kernel, row[present], basic_means.shares(shares[present]))
        if kernel is total:
            expected *= row.size / present.sum()
        if kernel is product:
            expected **= row.size / present.sum()
        assert score == pytest.approx(expected, rel=1e-9, abs=1e-9)


@kernels(KERNELS)
@given(drawn=children(blanks=True, weights=WEIGHTS))
def test_without_skipping_a_blank_child_makes_a_blank_result(kernel, drawn):
    values, shares = drawn
    np.testing.assert_array_equal(np.isnan(kernel(values, shares)), np.isnan(values).any(axis=-1))


@kernels(KERNELS)
def test_a_unit_without_children_that_count_is_blank(kernel):
    assert np.isnan(one(kernel, [np.nan, np.nan, np.nan], skip_blanks=True))


@kernels([name for name in KERNELS if name not in UNWEIGHTED])
def test_a_unit_whose_only_child_has_no_weight_is_blank(kernel):
    assert np.isnan(one(kernel, [np.nan, 4.0, np.nan], [0.5, 0.0, 0.5], skip_blanks=True))


@kernels(KERNELS)
@given(drawn=children(blanks=True))
def test_no_input_is_written_to(kernel, drawn):
    before = [each.tobytes() for each in drawn]
    for each in drawn:
        each.setflags(write=False)
    for skip in (False, True):
        assert kernel(*drawn, skip_blanks=skip).flags.writeable
    assert [each.tobytes() for each in drawn] == before


# To the bit


@kernels(KERNELS)
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
    for unit in range(values.shape[1]):
        alone = kernel(values[0, unit : unit + 1], shares[0], skip_blanks=skip)
        assert same_bits(together[0, unit : unit + 1], alone)


@kernels(KERNELS)
@given(drawn=blocks())
def test_how_memory_is_laid_out_changes_no_bit(kernel, drawn):
    values, shares = drawn
    expected = kernel(values, shares, skip_blanks=True)
    by_child = np.moveaxis(np.ascontiguousarray(np.moveaxis(values, -1, 0)), 0, -1)
    spaced = np.repeat(np.repeat(values, 3, axis=1), 2, axis=2)[:, ::3, ::2]
    weights = np.repeat(shares, 2, axis=-1)[:, ::2]
    for layout in (np.asfortranarray(values), by_child, spaced):
        assert same_bits(kernel(layout, weights, skip_blanks=True), np.ascontiguousarray(expected))


def test_a_product_of_whole_numbers_is_whole():
    factors = np.array([[2.0, 5.0], [3.0, 7.0], [6.0, 9.0]])
    assert product(factors, np.full(2, 0.5)).tolist() == [10, 21, 54]
    three = np.arange(1.0, 9.0)[:, None] * np.array([[1.0, 2.0, 3.0]])
    assert product(three, np.full(3, 1 / 3)).tolist() == (6 * np.arange(1.0, 9.0) ** 3).tolist()


@pytest.mark.parametrize(
    ("values", "weights"),
    [
        ((3, 40, 4), (3, 40, 4)),
        ((40, 3, 4), (40, 1, 4)),
        ((50, 2), (1, 2)),
        ((50, 1), (50, 1)),
        ((40, 3), (40, 3)),
        ((4,), (30, 4)),
        ((5, 7, 20, 3), (5, 7, 1, 3)),
        ((60, 2, 3), (3,)),
    ],
)
def test_sums_in_tiles_are_those_of_the_whole_to_the_bit(monkeypatch, values, weights):
    rng = np.random.default_rng(1)
    values, weights = rng.random(values), rng.random(weights)
    terms = weights * values
    expected = terms[..., 0]
    for child in range(1, terms.shape[-1]):
        expected = expected + terms[..., child]
    np.testing.assert_array_equal(basic_means.sum_of_products(values, weights), expected)
    monkeypatch.setattr(basic_means, "TILE", 8)
    monkeypatch.setattr(basic_means, "_empty", lambda shape: np.full(shape, np.nan))  # what is left out shows
    np.testing.assert_array_equal(basic_means.sum_of_products(values, weights), expected)


def test_the_longest_axis_of_a_sum_runs_fastest():
    for shape, draws_run_fastest in (((40, 3), True), ((3, 40), False), ((5, 5), False)):
        found = basic_means.sum_of_products(np.ones((*shape, 2)), np.ones(2))
        assert (found.T if draws_run_fastest else found).flags.c_contiguous


@pytest.mark.parametrize("mean", [basic_means.arithmetic_mean, basic_means.geometric_mean, basic_means.harmonic_mean])
def test_a_blank_makes_a_mean_blank_unless_it_is_skipped(mean):
    values, weights = np.array([[4.0, np.nan], [4.0, 4.0]]), np.array([0.5, 0.5])
    np.testing.assert_allclose(mean(values, weights), [np.nan, 4.0])
    np.testing.assert_allclose(mean(values, weights, skip_blanks=True), [4.0, 4.0])


def test_a_blank_is_zero_beside_shares_of_each_unit():
    values, shares = basic_means.without_blanks(np.array([[np.nan, 7.0]]), np.array([0.5, 0.5]))
    assert values.tolist() == [[0.0, 7.0]]
    assert shares.tolist() == [[0.0, 1.0]]


def test_a_geometric_mean_with_a_zero_is_zero_and_with_a_negative_value_none():
    with np.errstate(divide="ignore"):
        found = basic_means.geometric_mean(np.array([[0.0, 4.0], [-1.0, 4.0]]), np.array([0.5, 0.5]))
    np.testing.assert_array_equal(found, [0.0, np.nan])
