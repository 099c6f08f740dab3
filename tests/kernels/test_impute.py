"""Imputation: what all kinds have in common, and what each fills, against loops, closed forms and an optimiser."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize

from intlindex.kernels import impute
from makers import same_bits

NAN = np.nan
TARGETS = (0, 2)
SIGNS = (1.0, -1.0)

KINDS = {
    "constant": lambda sample, groups: impute.fit_constant(sample, targets=TARGETS, value=7.5),
    "mean": lambda sample, groups: impute.fit_mean(sample, targets=TARGETS),
    "mean by group": lambda sample, groups: impute.fit_mean(sample, targets=TARGETS, groups=groups),
    "median": lambda sample, groups: impute.fit_median(sample, targets=TARGETS),
    "median by group": lambda sample, groups: impute.fit_median(sample, targets=TARGETS, groups=groups),
    "minimum": lambda sample, groups: impute.fit_minimum(sample, targets=TARGETS),
    "maximum": lambda sample, groups: impute.fit_maximum(sample, targets=TARGETS),
    "worst": lambda sample, groups: impute.fit_worst(sample, targets=TARGETS, signs=SIGNS, beyond=0.5),
    "nearest neighbours": lambda sample, groups: impute.fit_nearest_neighbours(sample, targets=TARGETS, k=3),
    "nearest neighbours by distance": lambda sample, groups: impute.fit_nearest_neighbours(
        sample, targets=TARGETS, predictors=(1, 2, 3), k=2, weights="distance"
    ),
    "hot deck": lambda sample, groups: impute.fit_hot_deck(sample, targets=TARGETS),
    "hot deck by group": lambda sample, groups: impute.fit_hot_deck(sample, targets=TARGETS, groups=groups),
    "regression": lambda sample, groups: impute.fit_regression(sample, targets=TARGETS, predictors=(1, 3)),
    "expectation maximisation": lambda sample, groups: impute.fit_expectation_maximisation(
        sample, targets=TARGETS, predictors=(1,), max_iterations=6
    ),
    "expectation maximisation with a ridge": lambda sample, groups: impute.fit_expectation_maximisation(
        sample, targets=TARGETS, ridge=0.1, max_iterations=6
    ),
}
BY_GROUP = [name for name in KINDS if name.endswith("by group")]
BETWEEN = [name for name in KINDS if name.startswith(("mean", "median", "minimum", "maximum", "nearest", "hot"))]
EQUIVARIANT = ["mean", "median", "nearest neighbours", "nearest neighbours by distance", "hot deck", "regression"]
EQUIVARIANT += ["expectation maximisation with a ridge"]

every_kind = pytest.mark.parametrize("fit", KINDS.values(), ids=KINDS)


def some_kinds(names):
    return pytest.mark.parametrize("fit", [KINDS[name] for name in names], ids=names)


def column(*values):
    return np.array(values, dtype=np.float64)[:, None]


def labels(*names):
    return np.array(names, dtype=object)


def positive_or_negative(low, high):
    return st.builds(lambda sign, size: sign * size, st.sampled_from([-1.0, 1.0]), st.floats(low, high))


QUARTERS = st.integers(-80, 80).map(lambda number: number / 4)
NUMBERS = st.one_of(QUARTERS, st.floats(-1e4, 1e4).map(lambda number: round(number, 3)))


@st.composite
def samples(draw, batch=(), *, elements=NUMBERS, min_units=1):
    """Draw values ``(*batch, units, 4)`` with blanks anywhere: blank columns, blank rows, equal values and all."""
    units = draw(st.integers(min_units, 9))
    values = draw(hnp.arrays(np.float64, (*batch, units, 4), elements=elements))
    often = draw(st.sampled_from([(False,), (False, False, True), (False, True)]))
    values[draw(hnp.arrays(np.bool_, values.shape, elements=st.sampled_from(often)))] = NAN
    return values


@st.composite
def labelled(draw, batch=(), **options):
    """Draw a sample and the groups of its units, some without."""
    values = draw(samples(batch, **options))
    names = st.sampled_from(["north", "south", None])
    return values, labels(*(draw(names) for _ in range(values.shape[-2])))


# What all kinds have in common.


@every_kind
@given(drawn=labelled())
def test_only_blanks_of_the_targets_are_changed(fit, drawn):
    sample, groups = drawn
    filled = fit(sample, groups).apply(sample, groups=groups)
    kept = ~np.isnan(sample)
    kept[:, [1, 3]] = True
    np.testing.assert_array_equal(filled[kept], sample[kept])
    assert not np.isinf(filled).any()


@every_kind
@given(drawn=labelled())
def test_inputs_are_not_written_to_and_not_kept(fit, drawn):
    sample, groups = drawn
    values, before = sample.copy(), sample.tobytes()
    sample.setflags(write=False)
    groups.setflags(write=False)
    fitted = fit(sample, groups)
    filled = fitted.apply(sample, groups=groups)
    assert sample.tobytes() == before
    assert not np.shares_memory(filled, sample)
    again = fit(values, names := groups.copy())
    values[...], names[...] = 99.0, "east"
    assert same_bits(again.apply(sample, groups=groups), filled)


@every_kind
@given(drawn=labelled(), rng=st.randoms(use_true_random=False))
def test_the_order_of_the_units_changes_no_bit(fit, drawn, rng):
    sample, groups = drawn
    order = rng.sample(range(len(sample)), len(sample))
    filled = fit(sample, groups).apply(sample, groups=groups)
    shuffled = fit(sample[order], groups[order]).apply(sample, groups=groups)
    np.testing.assert_array_equal(shuffled, filled)


@every_kind
@given(drawn=labelled((2,)))
def test_neither_the_batch_nor_the_layout_in_memory_changes_a_bit(fit, drawn):
    sample, groups = drawn
    together = fit(sample[:, None], groups).apply(sample[:, None], groups=groups)
    assert together.shape == (2, 1, *sample.shape[1:])
    for layout in (np.asfortranarray(sample), np.repeat(sample, 2, axis=-1)[..., ::2]):
        assert same_bits(fit(layout, groups).apply(layout, groups=groups), together[:, 0].copy())
    for member in range(2):
        alone = sample[member].copy()
        filled = fit(alone, groups).apply(alone, groups=groups)
        assert same_bits(together[member, 0], filled)
        assert same_bits(fit(alone[None], groups).apply(alone[None], groups=groups)[0], filled)


@every_kind
@given(drawn=labelled((2,)))
def test_one_fit_applies_to_many_and_many_fits_to_one(fit, drawn):
    sample, groups = drawn
    one, many = fit(sample[0], groups), fit(sample, groups)
    over_values, over_fits = one.apply(sample, groups=groups), many.apply(sample[0], groups=groups)
    for member in range(2):
        assert same_bits(over_values[member], one.apply(sample[member], groups=groups))
        alone = fit(sample[member].copy(), groups)
        assert same_bits(over_fits[member], alone.apply(sample[0], groups=groups))


@every_kind
@given(drawn=labelled(), other=labelled())
def test_a_unit_is_filled_alone_as_among_others(fit, drawn, other):
    fitted, (values, groups) = fit(*drawn), other
    together = fitted.apply(values, groups=groups)
    for unit in range(len(values)):
        here = slice(unit, unit + 1)
        assert same_bits(fitted.apply(values[here], groups=groups[here]), together[here].copy())


@some_kinds(BETWEEN)
@given(drawn=labelled(), other=labelled())
def test_a_fill_taken_from_the_sample_lies_within_it(fit, drawn, other):
    (sample, groups), (values, theirs) = drawn, other
    filled = fit(sample, groups).apply(values, groups=theirs)
    for target in TARGETS:
        present, fills = sample[~np.isnan(sample[:, target]), target], filled[np.isnan(values[:, target]), target]
        fills = fills[~np.isnan(fills)]
        if present.size:
            slack = 1e-12 * np.abs(present).max()
            assert ((present.min() - slack <= fills) & (fills <= present.max() + slack)).all()
        else:
            assert not fills.size


@some_kinds(EQUIVARIANT)
@given(
    sample=samples(elements=QUARTERS, min_units=2),
    factors=st.tuples(*[positive_or_negative(0.1, 100.0)] * 4),
    shifts=st.tuples(*[st.floats(-100.0, 100.0)] * 4),
)
def test_fills_move_with_the_units_of_measurement(fit, sample, factors, shifts):
    moved = sample * factors + shifts
    expected = fit(sample, None).apply(sample) * factors + shifts
    tolerance = 1e-6 * (np.nanmax(np.abs(expected), initial=0.0) + max(map(abs, factors)))
    np.testing.assert_allclose(fit(moved, None).apply(moved), expected, rtol=1e-6, atol=tolerance)


@some_kinds(["minimum", "maximum", "worst"])
@given(sample=samples(elements=QUARTERS), factor=st.sampled_from([0.25, 0.5, 2.0, 8.0]))
def test_extremes_move_with_a_unit_of_measurement_that_keeps_the_direction(fit, sample, factor):
    beyond = {"beyond": 0.5} if fit is KINDS["worst"] else {}
    if beyond:
        first = impute.fit_worst(sample * factor, targets=TARGETS, signs=SIGNS, beyond=0.5 * factor)
        np.testing.assert_array_equal(first.fills, fit(sample, None).fills * factor)
    else:
        np.testing.assert_array_equal(fit(sample * factor, None).fills, fit(sample, None).fills * factor)


# Which blanks are filled.


@given(sample=samples())
def test_a_statistic_fills_every_blank_of_a_column_with_a_value_and_no_other(sample):
    known = ~np.isnan(sample[:, TARGETS]).all(axis=0)
    for name in ("mean", "median", "minimum", "maximum", "worst"):
        filled = KINDS[name](sample, None).apply(sample)[:, TARGETS]
        np.testing.assert_array_equal(np.isnan(filled), np.broadcast_to(~known, filled.shape))


@some_kinds([name for name in BY_GROUP if name != "hot deck by group"])
@given(drawn=labelled(), other=labelled())
def test_a_group_fills_what_its_own_units_know_and_nothing_else(fit, drawn, other):
    (sample, groups), (values, theirs) = drawn, other
    filled = fit(sample, groups).apply(values, groups=theirs)
    for unit, target in itertools.product(range(len(values)), TARGETS):
        own = sample[[group is not None and group == theirs[unit] for group in groups], target]
        empty = np.isnan(values[unit, target]) and np.isnan(own).all()
        assert np.isnan(filled[unit, target]) == empty


@given(sample=samples())
def test_regression_fills_units_with_all_predictors_and_no_other(sample):
    filled = impute.fit_regression(sample, targets=(0,), predictors=(1, 3)).apply(sample)
    complete = ~np.isnan(sample[:, [0, 1, 3]]).any(axis=1)
    can = ~np.isnan(sample[:, [1, 3]]).any(axis=1) & complete.any()
    np.testing.assert_array_equal(np.isnan(filled[:, 0]), np.isnan(sample[:, 0]) & ~can)


@given(sample=samples())
def test_expectation_maximisation_fills_units_with_any_value_and_no_other(sample):
    filled = KINDS["expectation maximisation"](sample, None).apply(sample)
    known = ~np.isnan(sample).all(axis=0)
    some = ~np.isnan(sample[:, :3]).all(axis=1)
    for target in TARGETS:
        can = some & known[target]
        np.testing.assert_array_equal(np.isnan(filled[:, target]), np.isnan(sample[:, target]) & ~can)


# Constants, means, medians, extremes.


def test_a_constant_may_differ_by_column():
    fit = impute.fit_constant(np.full((2, 3), NAN), targets=(0, 2), value=np.array([1.0, 2.0]))
    np.testing.assert_array_equal(fit.apply(np.full((1, 3), NAN)), [[1.0, NAN, 2.0]])


def test_no_blank_is_filled_where_nothing_is_present():
    sample = np.full((3, 4), NAN)
    for name, fit in KINDS.items():
        filled = fit(sample, labels("north", "south", None)).apply(sample, groups=labels("north", "south", None))
        assert np.isnan(filled).all() == (name != "constant")


@given(samples(elements=QUARTERS))
def test_statistics_are_those_of_plain_loops(sample):
    for target in range(4):
        present = [value for value in sample[:, target].tolist() if not math.isnan(value)]
        if not present:
            continue
        expected = {
            impute.fit_mean: math.fsum(present) / len(present),
            impute.fit_median: np.median(present),
            impute.fit_minimum: min(present),
            impute.fit_maximum: max(present),
        }
        for fit, value in expected.items():
            assert fit(sample, targets=(target,)).fills[0, 0] == pytest.approx(value, rel=1e-14, abs=1e-14)


def test_equal_values_have_exactly_their_mean():
    assert impute.fit_mean(column(0.1, 0.1, 0.1), targets=(0,)).fills[0, 0] == 0.1


def test_the_mean_of_large_values_keeps_its_digits():
    values = 1e15 + np.arange(8.0)
    assert impute.fit_mean(column(*values), targets=(0,)).fills[0, 0] == 1e15 + 3.5


def test_every_statistic_may_be_by_group():
    sample, groups = column(1.0, 4.0, 5.0, NAN, 8.0, NAN), labels("a", "a", "a", "a", "b", "b")
    fits = (impute.fit_mean, impute.fit_median, impute.fit_minimum, impute.fit_maximum)
    for fit, value in zip(fits, (10 / 3, 4.0, 1.0, 5.0), strict=True):
        filled = fit(sample, targets=(0,), groups=groups).apply(sample, groups=groups)
        np.testing.assert_array_equal(filled, column(1.0, 4.0, 5.0, value, 8.0, 8.0))


def test_groups_without_a_value_and_units_without_a_group_stay_blank():
    sample, groups = column(1.0, NAN, NAN, NAN, 5.0), labels("a", "a", "b", None, None)
    fit = impute.fit_mean(sample, targets=(0,), groups=groups)
    np.testing.assert_array_equal(fit.apply(sample, groups=groups), column(1.0, 1.0, NAN, NAN, 5.0))


@some_kinds(BY_GROUP)
def test_a_label_that_the_sample_does_not_have_fills_nothing(fit):
    sample, groups = np.arange(12.0).reshape(3, 4), labels("north", "south", None)
    blank = np.array([[NAN, 1.0, NAN, 1.0]])
    fitted = fit(sample, groups)
    assert not np.isnan(fitted.apply(blank, groups=labels("north"))).any()
    for unknown in (labels("east"), labels(None), labels(math.nan), None):
        np.testing.assert_array_equal(fitted.apply(blank, groups=unknown), blank)


@some_kinds(BY_GROUP)
def test_a_label_that_is_not_a_number_is_no_label(fit):
    sample, groups = np.ones((2, 4)), labels(math.nan, math.nan)
    blank = np.array([[NAN, 1.0, NAN, 1.0]])
    np.testing.assert_array_equal(fit(sample, groups).apply(blank, groups=groups[:1]), blank)


def test_the_worst_follows_the_direction():
    sample = np.array([[1.0, 1.0], [5.0, 5.0], [NAN, NAN]])
    fit = impute.fit_worst(sample, targets=(0, 1), signs=(1.0, -1.0))
    np.testing.assert_array_equal(fit.apply(sample)[2], [1.0, 5.0])
    fit = impute.fit_worst(sample, targets=(0, 1), signs=(1.0, -1.0), beyond=2.0)
    np.testing.assert_array_equal(fit.apply(sample)[2], [-1.0, 7.0])
    fit = impute.fit_worst(sample, targets=(0, 1), signs=(1.0, -1.0), beyond=np.array([0.0, 1.0]))
    np.testing.assert_array_equal(fit.apply(sample)[2], [1.0, 6.0])


# Nearest neighbours and hot deck.


def neighbours_by_loops(sample, values, target, *, predictors, k, weights):
    """Fill one column with no shortcut: ties are broken in every possible way, and the results averaged."""
    centre, scale = {}, {}
    for predictor in predictors:
        present = [x for x in sample[:, predictor].tolist() if not math.isnan(x)]
        if len(set(present)) > 1:
            centre[predictor] = sum(present) / len(present)
            scale[predictor] = math.sqrt(sum((x - centre[predictor]) ** 2 for x in present) / (len(present) - 1))
    filled = values[:, target].copy()
    for unit in np.flatnonzero(np.isnan(filled)):
        donors = []
        for donor in sample:
            gaps = [(values[unit, p] - centre[p]) / scale[p] - (donor[p] - centre[p]) / scale[p] for p in centre]
            gaps = [gap for gap in gaps if not math.isnan(gap)]
            if gaps and not math.isnan(donor[target]):
                distance = math.sqrt(sum(gap**2 for gap in gaps) * len(predictors) / len(gaps))
                donors.append((round(distance, 9), donor[target]))
        if donors:
            filled[unit] = average_over_ties(donors, k=min(k, len(donors)), weights=weights)
    return filled


def average_over_ties(donors, *, k, weights):
    last = sorted(donors)[k - 1][0]
    nearer = [donor for donor in donors if donor[0] < last]
    tied = [donor for donor in donors if donor[0] == last]
    means = []
    for chosen in itertools.combinations(tied, k - len(nearer)):
        kept = [*nearer, *chosen]
        if weights == "distance" and any(distance == 0 for distance, _ in kept):
            kept = [donor for donor in kept if donor[0] == 0]
        shares = [1.0 if weights == "uniform" or distance == 0 else 1 / distance for distance, _ in kept]
        means.append(sum(s * value for s, (_, value) in zip(shares, kept, strict=True)) / sum(shares))
    return sum(means) / len(means)


@pytest.mark.parametrize("weights", ["uniform", "distance"])
@given(
    sample=samples(elements=QUARTERS),
    values=samples(elements=QUARTERS),
    k=st.integers(1, 5),
    predictors=st.sampled_from([(0, 1, 2, 3), (1, 2), (3,)]),
)
def test_nearest_neighbours_are_those_of_plain_loops(weights, sample, values, k, predictors):
    fit = impute.fit_nearest_neighbours(sample, targets=(0,), predictors=predictors, k=k, weights=weights)
    expected = neighbours_by_loops(sample, values, 0, predictors=predictors, k=k, weights=weights)
    np.testing.assert_allclose(fit.apply(values)[:, 0], expected, rtol=1e-6, atol=1e-6)


@given(st.integers(1, 4), st.lists(QUARTERS, min_size=6, max_size=6))
def test_donors_tied_at_the_last_place_share_it(k, given_values):
    sample = np.array([[place, value] for place, value in zip((1, 1, 2, 3, 4, 4), given_values, strict=True)])
    fit = impute.fit_nearest_neighbours(sample, targets=(1,), k=k)
    expected = neighbours_by_loops(sample, np.array([[2.5, NAN]]), 1, predictors=(0,), k=k, weights="uniform")
    assert fit.apply(np.array([[2.5, NAN]]))[0, 1] == pytest.approx(expected[0], abs=1e-12)


def test_two_donors_equally_near_on_either_side_are_tied_in_any_unit_of_measurement():
    # 0.1 and 0.3 are not equally far from 0.2 in binary.
    for factor in (1.0, 0.1, 1 / 3, 7e5):
        sample = np.array([[0.1, 10.0], [0.3, 20.0], [0.9, 90.0]]) * [factor, 1.0]
        fit = impute.fit_nearest_neighbours(sample, targets=(1,), k=1)
        assert fit.apply(np.array([[0.2 * factor, NAN]]))[0, 1] == 15.0


def test_fewer_donors_than_asked_for_give_what_they_have():
    sample = np.array([[1.0, 10.0], [2.0, NAN], [4.0, 40.0]])
    np.testing.assert_array_equal(
        impute.fit_nearest_neighbours(sample, targets=(1,), k=9).apply(sample)[1], [2.0, 25.0]
    )


def test_a_donor_at_no_distance_counts_alone_where_distance_weighs():
    sample = np.array([[1.0, 10.0], [1.0, 14.0], [2.0, 90.0], [3.0, 95.0]])
    fit = impute.fit_nearest_neighbours(sample, targets=(1,), k=3, weights="distance")
    assert fit.apply(np.array([[1.0, NAN]]))[0, 1] == 12.0


def test_a_unit_that_shares_no_predictor_with_a_donor_stays_blank():
    sample = np.array([[NAN, 1.0, 10.0], [NAN, 2.0, 20.0], [3.0, NAN, NAN], [4.0, NAN, NAN]])
    filled = impute.fit_nearest_neighbours(sample, targets=(2,)).apply(sample)
    np.testing.assert_array_equal(filled, sample)


def test_a_predictor_that_does_not_vary_tells_nothing():
    sample = np.array([[5.0, 1.0, 10.0], [5.0, 9.0, 90.0], [5.0, 2.0, NAN]])
    filled = impute.fit_nearest_neighbours(sample, targets=(2,), k=1).apply(np.array([[77.0, 2.0, NAN]]))
    assert filled[0, 2] == 10.0
    filled = impute.fit_nearest_neighbours(sample, targets=(2,), predictors=(0,), k=1).apply(sample)
    assert np.isnan(filled[2, 2])


def test_a_predictor_without_spread_is_no_distance():
    told, filled = np.array([1.0, 1.5, 1.3, 5.2]), np.array([10.0, 20.0, NAN, 50.0])
    for level in (np.ones(4), 1 + 1e-13 * np.array([6.0, 0.0, 6.0, 1.0])):  # equal but for rounding
        sample = np.column_stack([level, told, filled])
        assert impute.fit_hot_deck(sample, targets=(2,)).apply(sample)[2, 2] == 20.0


def test_the_hot_deck_takes_the_value_of_the_nearest_or_the_mean_of_several():
    sample = np.array([[1.0, 10.0], [2.0, NAN], [2.5, 25.0], [9.0, 90.0]])
    assert impute.fit_hot_deck(sample, targets=(1,)).apply(sample)[1, 1] == 25.0
    sample[2, 0] = 3.0
    assert impute.fit_hot_deck(sample, targets=(1,)).apply(sample)[1, 1] == 17.5


def test_only_units_of_the_same_group_are_donors():
    sample = np.array([[1.0, 10.0], [2.0, NAN], [2.1, 21.0], [9.0, 90.0], [2.0, NAN]])
    groups = labels("north", "north", "south", "north", None)
    filled = impute.fit_hot_deck(sample, targets=(1,), groups=groups).apply(sample, groups=groups)
    assert filled[1, 1] == 10.0
    assert np.isnan(filled[4, 1])


# Regression.


@given(hnp.arrays(np.float64, (9, 3), elements=QUARTERS))
def test_regression_solves_the_normal_equations(sample):
    design = np.column_stack([np.ones(8), sample[:8, 1:]])
    assume(np.linalg.cond(design) < 1e4)
    expected = np.linalg.solve(design.T @ design, design.T @ sample[:8, 0])
    sample[8, 0] = NAN
    fit = impute.fit_regression(sample, targets=(0,), predictors=(1, 2))
    np.testing.assert_allclose([*fit.intercept, *fit.slopes[:, 0]], expected, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(fit.apply(sample)[8, 0], [1, *sample[8, 1:]] @ expected, rtol=1e-6, atol=1e-6)


def test_each_target_is_regressed_on_its_own_complete_rows():
    sample = np.array([[1.0, 2.0, NAN], [2.0, 4.0, 1.0], [3.0, NAN, 2.0], [4.0, NAN, 3.0], [NAN, 9.0, 9.0]])
    filled = impute.fit_regression(sample, targets=(1, 2), predictors=(0,)).apply(sample)
    np.testing.assert_allclose(filled, [[1, 2, 0], [2, 4, 1], [3, 6, 2], [4, 8, 3], [NAN, 9, 9]], atol=1e-12)


def test_a_repeated_predictor_changes_no_prediction():
    rng = np.random.default_rng(3)
    sample = rng.normal(size=(12, 3))
    sample[[2, 7], 0] = NAN
    alone = impute.fit_regression(sample, targets=(0,), predictors=(1, 2)).apply(sample)
    twice = np.column_stack([sample, 1000.0 - 3.0 * sample[:, 1]])
    fit = impute.fit_regression(twice, targets=(0,), predictors=(1, 2, 3))
    np.testing.assert_allclose(fit.apply(twice)[:, :3], alone, rtol=1e-10)
    # Least norm over the z-scores: either copy takes half.
    assert fit.slopes[0, 0] == pytest.approx(-3.0 * fit.slopes[2, 0])


def test_more_predictors_than_rows_still_go_through_the_rows():
    rng = np.random.default_rng(4)
    sample = rng.normal(size=(3, 6))
    fit = impute.fit_regression(sample, targets=(0,), predictors=(1, 2, 3, 4, 5))
    blank = sample.copy()
    blank[:, 0] = NAN
    np.testing.assert_allclose(fit.apply(blank), sample, rtol=1e-10)


def test_one_complete_row_predicts_its_own_value():
    sample = np.array([[1.0, 10.0], [2.0, NAN]])
    assert impute.fit_regression(sample, targets=(1,), predictors=(0,)).apply(sample)[1, 1] == 10.0


def test_without_predictors_regression_fills_the_mean():
    sample = np.array([[1.0, 10.0], [2.0, NAN], [NAN, 20.0]])
    fit = impute.fit_regression(sample, targets=(1,), predictors=())
    np.testing.assert_array_equal(fit.apply(sample)[:, 1], [10.0, 15.0, 20.0])
    np.testing.assert_array_equal(fit.intercept, [15.0])


def test_large_predictors_lose_no_digits():
    sample = np.array([[1e12 + 1, 1.0], [1e12 + 2, 2.0], [1e12 + 3, 3.0], [1e12 + 4, NAN]])
    filled = impute.fit_regression(sample, targets=(1,), predictors=(0,)).apply(sample)
    assert filled[3, 1] == pytest.approx(4.0, rel=1e-9)


# Expectation maximisation.


SMALL = np.array(
    [
        [2.1, 1.3, 0.4],
        [0.3, NAN, 1.9],
        [1.4, 0.2, NAN],
        [3.3, 2.4, -1.1],
        [NAN, 1.1, 0.8],
        [0.9, 0.6, 1.2],
        [2.7, NAN, -0.2],
        [1.8, 1.9, 0.1],
        [NAN, 0.4, NAN],
        [1.1, 1.0, 2.2],
        [0.2, -0.5, 1.5],
        [2.9, 1.6, 0.3],
    ]
)


def log_likelihood(mean, covariance, sample, *, ridge):
    """Log-likelihood of what was observed, less the penalty that a ridge stands for: ``n r tr(diag(s^2) S^-1) / 2``."""
    total = 0.0
    for row in sample:
        present = ~np.isnan(row)
        block, gap = covariance[np.ix_(present, present)], (row - mean)[present]
        total -= (np.linalg.slogdet(2 * np.pi * block)[1] + gap @ np.linalg.solve(block, gap)) / 2
    penalty = len(sample) * ridge * np.nanvar(sample, axis=0, ddof=1) @ np.linalg.inv(covariance).diagonal() / 2
    return total - penalty


@pytest.mark.parametrize("ridge", [0.0, 0.2])
def test_em_finds_what_direct_maximisation_of_the_likelihood_finds(ridge):
    lower = np.tril_indices(3)

    def unpack(parameters):
        factor = np.zeros((3, 3))
        factor[lower] = parameters[3:]
        return parameters[:3], factor @ factor.T

    def loss(parameters):
        return -log_likelihood(*unpack(parameters), SMALL, ridge=ridge)

    start = np.concatenate([np.zeros(3), np.eye(3)[lower]])
    found = optimize.minimize(loss, start, method="BFGS", options={"gtol": 1e-5})
    mean, covariance = unpack(found.x)
    fit = impute.fit_expectation_maximisation(SMALL, targets=(0, 1, 2), ridge=ridge)
    assert fit.converged
    np.testing.assert_allclose(fit.mean, mean, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(fit.covariance, covariance, rtol=1e-4, atol=1e-5)
    assert log_likelihood(fit.mean, fit.covariance, SMALL, ridge=ridge) >= -found.fun - 1e-9


def test_em_never_lowers_the_likelihood():
    def after(iterations):
        fit = impute.fit_expectation_maximisation(SMALL, targets=(0,), max_iterations=iterations)
        assert fit.iterations == iterations
        assert not fit.converged
        return log_likelihood(fit.mean, fit.covariance, SMALL, ridge=0.0)

    reached = [after(iterations) for iterations in range(1, 12)]
    assert (np.diff(reached) > 0).all()


def test_em_on_a_monotone_pattern_is_the_closed_form_of_anderson():
    """x is complete, y is not: y is regressed on x over the complete pairs (Anderson 1957)."""
    rng = np.random.default_rng(5)
    x = rng.normal(50.0, 9.0, size=20)
    y = 3.0 * x + rng.normal(0.0, 20.0, size=20)
    y[[1, 4, 5, 11, 17]] = NAN
    pairs = ~np.isnan(y)
    slope = np.cov(x[pairs], y[pairs], ddof=0)[0, 1] / x[pairs].var()
    left = (y[pairs] - y[pairs].mean() - slope * (x[pairs] - x[pairs].mean())).var()
    mean = [x.mean(), y[pairs].mean() + slope * (x.mean() - x[pairs].mean())]
    covariance = [[x.var(), slope * x.var()], [slope * x.var(), left + slope**2 * x.var()]]
    sample = np.column_stack([x, y])
    fit = impute.fit_expectation_maximisation(sample, targets=(1,))
    np.testing.assert_allclose(fit.mean, mean, rtol=1e-8)
    np.testing.assert_allclose(fit.covariance, covariance, rtol=1e-8)
    line = impute.fit_regression(sample, targets=(1,), predictors=(0,))
    np.testing.assert_allclose(fit.apply(sample), line.apply(sample), rtol=1e-8)


def test_em_of_complete_data_is_their_mean_and_covariance():
    sample = np.random.default_rng(6).normal(size=(10, 3)) * [1.0, 100.0, 1e-3] + [0.0, 1e4, 5.0]
    fit = impute.fit_expectation_maximisation(sample, targets=(0,))
    np.testing.assert_allclose(fit.mean, sample.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(fit.covariance, np.cov(sample.T, ddof=0), rtol=1e-9)


def test_em_moves_with_the_units_of_measurement():
    factors, shifts = np.array([-3.0, 1e4, 1e-3]), np.array([1e3, -5.0, 0.0])
    fit = impute.fit_expectation_maximisation(SMALL, targets=(0, 1, 2))
    moved = impute.fit_expectation_maximisation(SMALL * factors + shifts, targets=(0, 1, 2))
    np.testing.assert_allclose(moved.mean, fit.mean * factors + shifts, rtol=1e-8)
    np.testing.assert_allclose(moved.covariance, fit.covariance * np.outer(factors, factors), rtol=1e-8)
    np.testing.assert_allclose(moved.apply(SMALL * factors + shifts), fit.apply(SMALL) * factors + shifts, rtol=1e-8)


def test_em_expects_from_all_that_a_unit_has_and_for_any_unit():
    fit = impute.fit_expectation_maximisation(SMALL, targets=(0, 1, 2))
    s, mean = fit.covariance, fit.mean
    filled = fit.apply(np.array([[NAN, 1.5, NAN], [2.0, 0.5, NAN], [NAN, NAN, NAN]]))
    np.testing.assert_allclose(filled[0, [0, 2]], mean[[0, 2]] + s[[0, 2], 1] / s[1, 1] * (1.5 - mean[1]))
    slopes = np.linalg.solve(s[:2, :2], s[:2, 2])
    np.testing.assert_allclose(filled[1, 2], mean[2] + slopes @ (np.array([2.0, 0.5]) - mean[:2]))
    assert np.isnan(filled[2]).all()


def test_em_models_only_the_columns_that_it_is_given():
    wide = np.column_stack([SMALL, np.arange(12.0) ** 2])
    fit = impute.fit_expectation_maximisation(wide, targets=(2,), predictors=(0, 1))
    alone = impute.fit_expectation_maximisation(SMALL, targets=(2,))
    assert fit.columns == (0, 1, 2)
    assert impute.fit_expectation_maximisation(wide, targets=(2,)).columns == (0, 1, 2, 3)
    assert same_bits(fit.covariance, alone.covariance)
    assert same_bits(fit.apply(wide)[:, :3], alone.apply(SMALL))


def test_em_says_when_it_has_not_converged():
    fit = impute.fit_expectation_maximisation(np.stack([SMALL, SMALL]), targets=(0,), max_iterations=3)
    assert fit.iterations.tolist() == [3, 3]
    assert fit.converged.tolist() == [False, False]


def test_em_fills_a_column_that_repeats_another_exactly():
    x = np.array([1.0, 2.0, 4.0, 7.0, 11.0])
    sample = np.column_stack([x, 2.0 * x + 5.0])
    sample[3, 1] = NAN
    filled = impute.fit_expectation_maximisation(sample, targets=(1,)).apply(sample)
    assert filled[3, 1] == pytest.approx(19.0)


def test_em_of_a_column_that_does_not_vary_fills_its_value():
    sample = np.array([[1.0, 5.0], [2.0, 5.0], [4.0, NAN], [NAN, 5.0]])
    filled = impute.fit_expectation_maximisation(sample, targets=(0, 1)).apply(sample)
    assert filled[2, 1] == 5.0
    assert filled[3, 0] == pytest.approx(7 / 3)


def test_em_leaves_a_column_without_any_value_out():
    sample = np.column_stack([SMALL, np.full(12, NAN)])
    fit = impute.fit_expectation_maximisation(sample, targets=(2, 3))
    alone = impute.fit_expectation_maximisation(SMALL, targets=(2,))
    np.testing.assert_array_equal(fit.apply(sample)[:, :3], alone.apply(SMALL))
    assert np.isnan(fit.apply(sample)[:, 3]).all()
    assert np.isnan(fit.mean[3])
    # In a unit to come it may have one, which tells nothing.
    later = np.array([[1.0, 1.0, NAN, 9.0]])
    assert fit.apply(later)[0, 2] == alone.apply(later[:, :3])[0, 2]


def test_a_ridge_is_the_remedy_for_more_columns_than_rows():
    sample = np.random.default_rng(7).normal(size=(6, 9))
    sample[[0, 1, 2, 3], [0, 3, 5, 8]] = NAN
    fit = impute.fit_expectation_maximisation(sample, targets=tuple(range(9)), ridge=0.1)
    assert fit.converged
    assert np.linalg.eigvalsh(fit.covariance).min() > 0
    assert np.isfinite(fit.apply(sample)).all()
    plain = impute.fit_expectation_maximisation(sample, targets=tuple(range(9)), max_iterations=200)
    assert np.isfinite(plain.apply(sample)).all()


# Panels.


@given(
    hnp.arrays(np.float64, (2, 5, 2, 2), elements=st.one_of(st.just(NAN), QUARTERS)),
    st.one_of(st.none(), st.integers(0, 5)),
)
def test_the_last_observation_is_that_of_a_plain_loop(panel, max_age):
    panel.setflags(write=False)
    filled, age = impute.last_observation(panel, max_age=max_age)
    for at in np.ndindex(panel.shape):
        back = (b for b in range(at[1] + 1) if not np.isnan(panel[at[0], at[1] - b, at[2], at[3]]))
        steps = next((b for b in back if max_age is None or b <= max_age), NAN)
        value = NAN if np.isnan(steps) else panel[at[0], at[1] - steps, at[2], at[3]]
        np.testing.assert_array_equal([filled[at], age[at]], [value, steps])


PANELS = {"constant": impute.constant_in_time, "linear": impute.linear_in_time}


@pytest.mark.parametrize("fill", PANELS.values(), ids=PANELS)
@given(panel=hnp.arrays(np.float64, (2, 5, 2, 2), elements=st.one_of(st.just(NAN), QUARTERS)))
def test_a_series_with_a_value_is_filled_within_its_range_and_otherwise_left(fill, panel):
    panel.setflags(write=False)
    filled = fill(panel)
    present = ~np.isnan(panel)
    np.testing.assert_array_equal(filled[present], panel[present])
    np.testing.assert_array_equal(np.isnan(filled), np.broadcast_to(~present.any(axis=1, keepdims=True), panel.shape))
    low, high = np.fmin.reduce(panel, axis=1)[:, None], np.fmax.reduce(panel, axis=1)[:, None]
    assert (((filled >= low) & (filled <= high)) | np.isnan(filled)).all()
    assert same_bits(fill(panel[1]), filled[1].copy())


def test_years_of_different_length_tell_on_a_line():
    panel = column(10.0, NAN, 40.0)[:, :, None]
    np.testing.assert_array_equal(impute.linear_in_time(panel).ravel(), [10.0, 25.0, 40.0])
    np.testing.assert_array_equal(impute.linear_in_time(panel, times=[2018, 2019, 2021]).ravel(), [10.0, 20.0, 40.0])
