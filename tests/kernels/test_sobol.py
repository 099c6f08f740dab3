"""Sobol indices against closed forms, against COINr's estimators, and where there is nothing to explain."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import qmc
from scipy.stats import sobol_indices as sobol_indices_of_scipy

from effort import dear
from intlindex.kernels.statistics.sobol import sobol_indices

FIELDS = ("first", "first_low", "first_high", "total", "total_low", "total_high")


def estimate(function, factors, *, samples=2**12, bootstraps=0, seed=1):
    """Sample the unit cube and estimate; a factor is a list of columns."""
    columns = max(max(factor) for factor in factors) + 1
    drawn = qmc.Sobol(2 * columns, rng=np.random.default_rng(seed)).random(samples)
    a, b = drawn[:, :columns], drawn[:, columns:]
    mixed = [np.where(np.isin(np.arange(columns), factor), b, a) for factor in factors]
    outputs = [function(each).reshape(samples, -1) for each in (a, b, *mixed)]
    rng = np.random.default_rng(seed)
    return sobol_indices(outputs[0], outputs[1], outputs[2:], bootstraps=bootstraps, rng=rng)


def ishigami(x, a=7.0, b=0.1):
    x = np.pi * (2 * x - 1)
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_truth(a=7.0, b=0.1):
    """Ishigami and Homma (1990): the parts of the variance, by integration."""
    alone = np.array([(1 + b * np.pi**4 / 5) ** 2 / 2, a**2 / 8, 0.0])
    together = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    variance = alone.sum() + together
    return alone / variance, (alone + np.array([together, 0.0, together])) / variance


HARMLESS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])


def sobol_g(x):
    return np.prod((np.abs(4 * x - 2) + HARMLESS) / (1 + HARMLESS), axis=1)


def sobol_g_truth():
    """Saltelli and Sobol' (1995): V_i = 1 / (3 (1 + a_i)^2), and V + 1 is the product of all V_i + 1."""
    alone = 1 / (3 * (1 + HARMLESS) ** 2)
    variance = np.prod(1 + alone) - 1
    return alone / variance, alone * np.prod(1 + alone) / (1 + alone) / variance


@pytest.mark.parametrize(("function", "truth"), [(ishigami, ishigami_truth()), (sobol_g, sobol_g_truth())])
def test_closed_forms_are_met_and_lie_within_the_intervals(function, truth):
    first, total = truth
    found = estimate(function, [[column] for column in range(len(first))], samples=2**14, bootstraps=200)
    np.testing.assert_allclose(found.first[:, 0], first, atol=0.01)
    np.testing.assert_allclose(found.total[:, 0], total, atol=0.01)
    assert (found.first_low[:, 0] <= first + 1e-4).all()
    assert (found.first_high[:, 0] >= first - 1e-4).all()
    assert (found.total_low[:, 0] <= total + 1e-4).all()
    assert (found.total_high[:, 0] >= total - 1e-4).all()


@pytest.mark.parametrize("seed", range(3))
def test_the_error_falls_with_the_number_of_samples(seed):
    truth = np.concatenate(ishigami_truth())
    errors = []
    for samples in (2**7, 2**13):
        found = estimate(ishigami, [[0], [1], [2]], samples=samples, seed=seed)
        errors.append(np.abs(np.concatenate([found.first[:, 0], found.total[:, 0]]) - truth).mean())
    assert errors[1] < errors[0] / 5


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """Independent samples, for which the bootstrap is made: 95 of 100, give or take what 300 trials allow."""
    weights, samples, held = np.array([3.0, 1.0, 0.5]), 512, []
    truth = weights**2 / (weights**2).sum()
    for seed in range(100):
        rng = np.random.default_rng(seed)
        a, b = rng.random((2, samples, 3))
        mixed = np.array([np.where(np.arange(3) == factor, b, a) @ weights for factor in range(3)])[..., None]
        found = sobol_indices((a @ weights)[:, None], (b @ weights)[:, None], mixed, bootstraps=200, rng=rng)
        held += [(found.first_low[:, 0] <= truth) & (truth <= found.first_high[:, 0])]
        held += [(found.total_low[:, 0] <= truth) & (truth <= found.total_high[:, 0])]
    assert 0.90 <= np.mean(held) <= 0.99


def test_a_factor_may_own_several_columns():
    def function(x):
        return x[:, 0] + 2 * x[:, 1] + 3 * x[:, 2]

    found = estimate(function, [[0, 2], [1]])
    np.testing.assert_allclose(found.first[:, 0], [10 / 14, 4 / 14], atol=0.005)
    np.testing.assert_allclose(found.total[:, 0], [10 / 14, 4 / 14], atol=0.005)


def test_a_factor_that_cannot_matter_is_exactly_zero_with_its_interval():
    found = estimate(lambda x: 1e6 + ishigami(np.insert(x, 1, x[:, 1], axis=1)), [[0], [1], [2]], bootstraps=50)
    assert found.total[0, 0] > 0.1
    for name in FIELDS:
        value = getattr(found, name)[2, 0]
        assert value == 0
        assert not np.signbit(value)


def test_an_output_that_never_varies_gives_zeros_and_says_so():
    def function(x):
        return np.stack([np.full(len(x), 0.1), x[:, 0], 50 + 1e-15 * x[:, 1]], axis=1)

    found = estimate(function, [[0], [1]], bootstraps=20)
    assert found.constant.tolist() == [True, False, True]
    for name in FIELDS:
        assert (getattr(found, name)[:, [0, 2]] == 0).all()
        assert np.isfinite(getattr(found, name)).all()


def test_a_rare_event_gives_finite_intervals_although_some_bootstraps_miss_it():
    first, second = np.zeros((64, 1)), np.zeros((64, 1))
    second[3] = 1.0
    mixed = np.zeros((1, 64, 1))
    mixed[0, 3] = 1.0
    found = sobol_indices(first, second, mixed, bootstraps=400, rng=np.random.default_rng(1))
    assert not found.constant[0]
    assert found.first[0, 0] == pytest.approx((1 - 1 / 128) / 64 / (127 / 128**2 * 128 / 127))
    assert found.first_low[0, 0] == 0
    assert 0 < found.first_high[0, 0] < np.inf


def test_without_bootstraps_there_are_no_intervals():
    found = estimate(ishigami, [[0], [1], [2]], samples=64, bootstraps=0)
    assert np.isnan(found.first_low).all()
    assert np.isnan(found.total_high).all()
    assert np.isfinite(found.first).all()


@given(
    outputs=hnp.arrays(np.float64, (5, 16, 3), elements=st.floats(-100, 100).map(lambda x: round(x, 3))),
    scale=st.sampled_from([0.25, 2.0, 8.0]),
    shift=st.sampled_from([-1024.0, 0.0, 512.0]),
)
def test_neither_unit_nor_origin_of_an_output_matter(outputs, scale, shift):
    def indices(values):
        return sobol_indices(values[0], values[1], values[2:], bootstraps=8, rng=np.random.default_rng(3))

    plain, moved = indices(outputs), indices(outputs * scale + shift)
    for name in FIELDS:
        np.testing.assert_allclose(getattr(moved, name), getattr(plain, name), rtol=1e-5, atol=1e-5)


@dear
@given(outputs=hnp.arrays(np.float64, (4, 16, 3), elements=st.integers(-50, 50).map(float)), seed=st.integers(0, 99))
def test_outputs_together_are_what_they_are_alone_and_as_a_plain_loop_has_them(outputs, seed):
    before = outputs.copy()
    outputs.setflags(write=False)
    found = sobol_indices(outputs[0], outputs[1], outputs[2:], bootstraps=6, rng=np.random.default_rng(seed))
    assert np.array_equal(outputs, before)
    drawn = np.random.default_rng(seed).integers(0, 16, (6, 16))
    for column in range(3):
        a, b, mixed = outputs[0, :, column], outputs[1, :, column], outputs[2:, :, column]
        replicates = np.array([plainly(a[rows], b[rows], mixed[:, rows]) for rows in [np.arange(16), *drawn]])
        low, high = np.percentile(replicates[1:], [2.5, 97.5], axis=0)
        expected = [replicates[0, 0], low[0], high[0], replicates[0, 1], low[1], high[1]]
        for name, values in zip(FIELDS, expected, strict=True):
            np.testing.assert_allclose(getattr(found, name)[:, column], values, rtol=1e-9, atol=1e-9)


def plainly(a, b, mixed):
    """Estimate one output as the formulas say."""
    both = np.concatenate([a, b])
    if np.ptp(both) == 0:
        return np.zeros((2, len(mixed)))
    first = [np.mean((b - both.mean()) * (each - a)) / both.var(ddof=1) for each in mixed]
    total = [np.mean((a - each) ** 2) / (2 * both.var(ddof=1)) for each in mixed]
    return np.array([first, total])


def test_the_same_generator_draws_the_same_intervals():
    found, again = (estimate(ishigami, [[0], [1], [2]], samples=256, bootstraps=30) for _ in range(2))
    for name in FIELDS:
        assert getattr(found, name).tobytes() == getattr(again, name).tobytes()


@pytest.mark.parametrize(
    ("case", "truth"),
    [
        ("ishigami", ishigami_truth()),
        ("linear", (np.array([1, 4, 9]) / 14, np.array([1, 4, 9]) / 14)),
    ],
)
def test_coinr_has_the_same_totals_and_worse_first_order_indices(oracle, case, truth):
    folder = oracle / "sensitivity"
    outputs = pd.read_csv(folder / f"est_{case}_xy.csv")["y"].to_numpy()
    theirs = pd.read_csv(folder / f"est_{case}_indices.csv")
    a, b, *mixed = outputs.reshape(2 + len(theirs), -1)
    variance = np.concatenate([a, b]).var(ddof=1)
    found = sobol_indices(a[:, None], b[:, None], np.array(mixed)[..., None], bootstraps=0, rng=np.random.default_rng())
    np.testing.assert_allclose(found.total[:, 0], theirs["STi"], rtol=1e-12)
    # Theirs is the same sum without the mean taken off: we understand it, and it is the worse for it.
    plain = [np.mean(b * (each - a)) / variance for each in mixed]
    np.testing.assert_allclose(plain, theirs["Si"], rtol=1e-9)
    ours, others = np.abs(found.first[:, 0] - truth[0]), np.abs(theirs["Si"] - truth[0])
    assert ours.mean() < others.mean()
    assert np.square(ours).sum() < np.square(others).sum()


def test_scipy_has_the_same_indices_but_for_the_divisor_of_the_variance():
    """`scipy.stats.sobol_indices` divides the variance by n where we and COINr divide by n - 1."""
    rng = np.random.default_rng(4)
    a, b = rng.random((2, 256, 3))
    mixed = [np.where(np.arange(3) == factor, b, a) for factor in range(3)]
    outputs = [np.stack([ishigami(each), 40 + each[:, 0] * each[:, 1]], axis=1) for each in (a, b, *mixed)]
    found = sobol_indices(outputs[0], outputs[1], outputs[2:], bootstraps=0, rng=rng)
    func = {"f_A": outputs[0].T, "f_B": outputs[1].T, "f_AB": np.array(outputs[2:]).transpose(0, 2, 1)}
    theirs = sobol_indices_of_scipy(func=func, n=256)
    np.testing.assert_allclose(found.first * 512 / 511, theirs.first_order.T, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.total * 512 / 511, theirs.total_order.T, rtol=1e-9)


def test_an_output_is_constant_where_it_is_zero_or_varies_by_roundings_only():
    rows = np.linspace(0, 1, 16)[:, None]
    outputs = np.concatenate([np.zeros((16, 1)), 1 + 5e-14 * rows, 1 + 5e-15 * rows], axis=1)
    found = sobol_indices(outputs, outputs, outputs[None], bootstraps=0, rng=np.random.default_rng(1))
    assert found.constant.tolist() == [True, False, True]


def test_a_large_origin_takes_no_digits_off():
    outputs = np.random.default_rng(2).integers(0, 1024, (4, 64, 1)) / 1024.0

    def indices(values):
        return sobol_indices(values[0], values[1], values[2:], bootstraps=10, rng=np.random.default_rng(3))

    plain, moved = indices(outputs), indices(outputs + 2.0**34)
    for name in FIELDS:
        np.testing.assert_allclose(getattr(moved, name), getattr(plain, name), rtol=1e-4, atol=1e-4)


def test_where_neither_sample_varies_nothing_is_explained_although_a_mixture_does():
    """Bootstraps without the one row in which B differs have no variance to divide by."""
    first, second, mixed = np.zeros((64, 1)), np.zeros((64, 1)), np.zeros((1, 64, 1))
    second[3] = 1.0
    mixed[0, 5] = 1.0
    found = sobol_indices(first, second, mixed, bootstraps=80, rng=np.random.default_rng(1))
    drawn = np.random.default_rng(1).integers(0, 64, (80, 64))
    replicates = np.array([plainly(first[rows, 0], second[rows, 0], mixed[:, rows, 0]) for rows in drawn])
    assert (replicates[:, 1, 0] == 0).any()
    expected = np.percentile(replicates[:, 1, 0], 97.5)
    assert found.total_high[0, 0] == pytest.approx(expected)
