"""Kinds of preparation that COINr lacks: hand computations, written out. Nothing here is taken from our own output."""

from __future__ import annotations

from math import erf, exp, log, sqrt

import numpy as np
import pytest

from makers import framework, indicator, score_files, table

nan = np.nan


def prepared(folder, values, rule, *, step="normalise", stage="normalised", **fields):
    """Prepare one indicator through files; a second one keeps units with a blank in the table."""
    data = table({"a": values, "other": [float(row) for row in range(len(values))]})
    made = framework(indicator("a", **fields), "other")
    method = f"[indicators.only.a]\n{step} = {rule}\n"
    if step != "normalise":
        method += 'normalise = { kind = "none" }\n'
    return score_files(folder, data, made, method).stage(stage)["a"].to_numpy()


def check(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)


# ---------------------------------------------------------------- normalisation


def test_quantile_bands_by_hand(tmp_path):
    """Quartiles of 1, 2, 3, 4, 10 are 2, 3 and 4; a value on an edge belongs above it: bands 0 1 2 3 3."""
    check(
        prepared(tmp_path, [10.0, 1.0, 4.0, 2.0, 3.0], '{ kind = "quantile_bands" }'), [100, 0, 100, 100 / 3, 200 / 3]
    )


def test_two_bands_split_at_the_median_by_hand(tmp_path):
    """The median of 1, 2, 3, 4 is 2.5."""
    check(
        prepared(tmp_path, [1.0, 2.0, 3.0, 4.0, nan], '{ kind = "quantile_bands", bands = 2 }'), [0, 0, 100, 100, nan]
    )


def test_the_normal_distribution_function_by_hand(tmp_path):
    """1, 2, 3: mean 2, deviation 1, so z = -1, 0, 1, and Phi(z) = (1 + erf(z / sqrt 2)) / 2."""
    below, above = (1 + erf(-1 / sqrt(2))) / 2, (1 + erf(1 / sqrt(2))) / 2
    assert below == pytest.approx(0.15865525393145707)  # as printed in tables of the normal distribution: 0.1587
    check(prepared(tmp_path, [1.0, 2.0, 3.0], '{ kind = "normal_cdf", high = 1 }'), [below, 0.5, above])
    found = prepared(tmp_path, [1.0, 2.0, 3.0], '{ kind = "normal_cdf", high = 1 }', direction="lower")
    check(found, [above, 0.5, below])


def test_the_normal_distribution_function_over_n_by_hand(tmp_path):
    """Dividing by n, the deviation of 1, 2, 3 is sqrt(2 / 3)."""
    z = 1 / sqrt(2 / 3)
    high = 100 * (1 + erf(z / sqrt(2))) / 2
    check(prepared(tmp_path, [1.0, 2.0, 3.0], '{ kind = "normal_cdf", ddof = 0 }'), [100 - high, 50, high])


def test_categories_by_hand(tmp_path):
    """Below 10, from 10 to below 25, from 25; a value on a point belongs above it."""
    rule = '{ kind = "categories", points = [10, 25], scores = [0, 50, 100] }'
    check(prepared(tmp_path, [9.9, 10.0, 24.9, 25.0, 80.0, nan], rule), [0, 50, 50, 100, 100, nan])


def test_categories_where_lower_is_better_by_hand(tmp_path):
    rule = '{ kind = "categories", points = [10, 25], scores = [100, 50, 0] }'
    check(prepared(tmp_path, [9.9, 10.0, 24.9, 25.0, 80.0], rule, direction="lower"), [100, 50, 50, 0, 0])


def test_categories_with_interpolation_by_hand(tmp_path):
    """From 0 at 10 to 60 at 20 to 100 at 40: 15 is half of 60, 30 is 60 + 20; outside, the ends."""
    rule = '{ kind = "categories", points = [10, 20, 40], scores = [0, 60, 100], interpolate = true }'
    check(prepared(tmp_path, [15.0, 30.0, 5.0, 50.0, 20.0], rule), [30, 80, 0, 100, 60])


def test_the_exponential_transform_of_ranks_by_hand(tmp_path):
    """X = -23 log(1 - R (1 - exp(-100 / 23))) for ranks R scaled to 1/n .. 1."""
    check(
        prepared(tmp_path, [30.0, 10.0, 20.0, 40.0], '{ kind = "exponential_rank" }'),
        [-23 * log(1 - share * (1 - exp(-100 / 23))) for share in (3 / 4, 1 / 4, 2 / 4, 1)],
    )


def test_the_decay_of_the_exponential_transform_can_be_chosen_by_hand(tmp_path):
    """Ties share the mean rank: 1, 2.5, 2.5, 4 of 4; decay 50, on 0 to 1."""
    expected = [-50 / 100 * log(1 - share * (1 - exp(-2))) for share in (1 / 4, 2.5 / 4, 2.5 / 4, 1)]
    rule = '{ kind = "exponential_rank", decay = 50, high = 1 }'
    check(prepared(tmp_path, [1.0, 5.0, 5.0, 9.0], rule), expected)


def test_fractions_of_the_maximum_by_hand(tmp_path):
    check(prepared(tmp_path, [2.0, 8.0, 5.0, nan], '{ kind = "fraction_of_maximum" }'), [25, 100, 62.5, nan])


def test_fractions_of_the_maximum_of_reciprocals_by_hand(tmp_path):
    """Where lower is better: best 2, so 2 / x."""
    data = table({"a": [2.0, 8.0, 5.0], "other": [1.0, 2.0, 3.0]})
    method = '[indicators.only.a]\ntransform = { kind = "reciprocal" }\nnormalise = { kind = "fraction_of_maximum" }\n'
    index = score_files(tmp_path, data, framework(indicator("a", direction="lower"), "other"), method)
    check(index.normalised["a"], [100, 25, 40])


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("best", [20, 100, 50]),  # over 10
        ("worst", [100, 500, 250]),  # over 2
        ("mean", [600 / 17, 3000 / 17, 1500 / 17]),  # over 17 / 3
        ("target", [10, 50, 25]),  # over 20
    ],
)
def test_relative_distances_by_hand(tmp_path, to, expected):
    rule = f'{{ kind = "distance", to = "{to}", form = "relative" }}'
    check(prepared(tmp_path, [2.0, 10.0, 5.0], rule, target=20), expected)


def test_relative_distances_to_a_named_unit_by_hand(tmp_path):
    rule = '{ kind = "distance", to = "unit", unit = "C", form = "relative", high = 1 }'
    check(prepared(tmp_path, [2.0, 10.0, 5.0], rule), [0.4, 2, 1])


def test_ranges_to_the_mean_by_hand(tmp_path):
    """From the worst, 1, to the mean, 4: 1, 5, 6 are 0, 4/3 and 5/3 of the way; a cap holds them at the mean."""
    check(prepared(tmp_path, [1.0, 5.0, 6.0], '{ kind = "distance", to = "mean" }'), [0, 400 / 3, 500 / 3])
    check(prepared(tmp_path, [1.0, 5.0, 6.0], '{ kind = "distance", to = "mean", cap = 100 }'), [0, 100, 100])


def test_ranks_followed_by_z_scores_by_hand(tmp_path):
    """Places 1, 2, 3 have mean 2 and deviation 1."""
    rule = '{ kind = "rank", then = { kind = "z_score", mean = 50, standard_deviation = 10 } }'
    check(prepared(tmp_path, [7.0, 1000.0, 9.0], rule), [40, 60, 50])


def test_dense_ranks_by_hand(tmp_path):
    """Places 1, 2, 2, 3 of 3."""
    check(prepared(tmp_path, [1.0, 5.0, 5.0, 9.0], '{ kind = "rank", ties = "dense" }'), [0, 50, 50, 100])


def test_borda_scores_followed_by_min_max_by_hand(tmp_path):
    """Units passed: 0, 1, 2, 3."""
    rule = '{ kind = "borda", then = { kind = "min_max", high = 1 } }'
    check(prepared(tmp_path, [1.0, 5.0, 50.0, 900.0], rule), [0, 1 / 3, 2 / 3, 1])


def test_a_floor_and_a_cap_of_normalised_values_by_hand(tmp_path):
    """z = -1, 0, 1."""
    check(prepared(tmp_path, [1.0, 2.0, 3.0], '{ kind = "z_score", floor = -0.5, cap = 0.25 }'), [-0.5, 0, 0.25])


# ---------------------------------------------------------------- transforms

TRANSFORMS = {
    '{ kind = "log" }': ([1.0, 2.0, 4.0], [0, log(2), 2 * log(2)]),
    '{ kind = "log", base = 10, shift = 1 }': ([0.0, 9.0, 99.0], [0, 1, 2]),
    '{ kind = "square_root" }': ([0.0, 4.0, 9.0], [0, 2, 3]),
    '{ kind = "power", exponent = 3 }': ([1.0, 2.0, 3.0], [1, 8, 27]),
    '{ kind = "logit", high = 100 }': ([50.0, 75.0, 20.0], [0, log(3), -log(4)]),
    '{ kind = "yeo_johnson", exponent = 0 }': ([0.0, 1.0, -2.0], [0, log(2), -((3**2) - 1) / 2]),
    '{ kind = "yeo_johnson", exponent = 0.5 }': ([0.0, 3.0, 8.0], [0, 2, 4]),
    '{ kind = "box_cox", exponent = 2 }': ([1.0, 2.0, 3.0], [0, 1.5, 4]),
    '{ kind = "sign" }': ([-7.0, 0.0, 0.1], [-1, 0, 1]),
    '{ kind = "identity", floor = 1, cap = 2 }': ([0.5, 1.5, 2.5], [1, 1.5, 2]),
    '{ kind = "log_range", share = 0.5 }': ([1.0, 3.0, 5.0], [log(2), log(4), log(6)]),  # log(x - 1 + 0.5 x 4)
}


@pytest.mark.parametrize("rule", TRANSFORMS)
def test_transforms_by_hand(tmp_path, rule):
    values, expected = TRANSFORMS[rule]
    check(prepared(tmp_path, values, rule, step="transform", stage="transformed"), expected)


def test_a_reciprocal_by_hand(tmp_path):
    check(
        prepared(tmp_path, [1.0, 2.0, 4.0], '{ kind = "reciprocal" }', step="transform", stage="transformed"),
        [1, 0.5, 0.25],
    )


# ---------------------------------------------------------------- treatment


def test_percentiles_by_hand(tmp_path):
    """Of 0, 10 .. 100, interpolated: 5 percent is 5, 95 percent is 95."""
    values = [10.0 * step for step in range(11)]
    found = prepared(tmp_path, values, '{ kind = "percentiles" }', step="treat", stage="treated")
    check(found, [5, *values[1:-1], 95])


def test_tukey_fences_by_hand(tmp_path):
    """Of 1, 2, 3, 4, 100 the quartiles are 2 and 4; 1.5 times their distance of 2 is 3: fences -1 and 7."""
    found = prepared(tmp_path, [1.0, 2.0, 3.0, 4.0, 100.0], '{ kind = "tukey_fences" }', step="treat", stage="treated")
    check(found, [1, 2, 3, 4, 7])


def test_a_box_cox_treatment_by_hand(tmp_path):
    """Powers of two are skewed and do not pass; with exponent 0 they become k log 2. Equal steps pass."""
    rule = '{ kind = "box_cox", exponent = 0 }'
    values = [2.0**power for power in range(12)]
    check(prepared(tmp_path, values, rule, step="treat", stage="treated"), [power * log(2) for power in range(12)])
    even = [float(step) for step in range(1, 13)]
    check(prepared(tmp_path, even, rule, step="treat", stage="treated"), even)


# ---------------------------------------------------------------- imputation


def test_nearest_neighbours_by_hand(tmp_path):
    """The unit at 3 of the other indicator has neighbours at 2 and 4 with 10 and 30: 20."""
    rule = '{ kind = "nearest_neighbours", neighbours = 2 }'
    found = prepared(tmp_path, [99.0, 98.0, 10.0, nan, 30.0, 97.0], rule, step="impute", stage="imputed")
    check(found, [99, 98, 10, 20, 30, 97])


def test_a_hot_deck_by_hand(tmp_path):
    """The last unit is nearest to the one before it."""
    found = prepared(tmp_path, [9.0, 8.0, 7.0, nan], '{ kind = "hot_deck" }', step="impute", stage="imputed")
    check(found, [9, 8, 7, 7])
