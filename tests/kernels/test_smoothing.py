"""Smoothers of few units and of many: the same curve, the same derivative, and memory that does not grow squared."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intlindex.kernels import weigh
from intlindex.kernels.weigh import smoothing
from intlindex.kernels.weigh.importance import importance_of
from intlindex.kernels.weigh.smoothing import BINS, LARGEST_SAMPLE, cubic, local_linear

SEEDS = st.integers(0, 2**32 - 1)


def sample(seed: int, units: int, *, blanks: float = 0.05, digits: int = 12) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(units, 3)).round(digits)
    values[:, 1] = np.exp(2 * values[:, 1])
    outcome = np.sin(2 * values[:, 0]) + np.sqrt(values[:, 1]) + rng.normal(size=units)
    values[rng.random(values.shape) < blanks] = np.nan
    return values, outcome


@pytest.mark.parametrize("digits", [12, 1])
@given(seed=SEEDS)
@settings(max_examples=5, deadline=None)
def test_bins_explain_what_the_units_themselves_explain(seed: int, digits: int) -> None:
    values, outcome = sample(seed, LARGEST_SAMPLE + 500, digits=digits)
    binned = importance_of(values, outcome, measure="correlation_ratio")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smoothing, "LARGEST_SAMPLE", len(values))
        exact = importance_of(values, outcome, measure="correlation_ratio")
    np.testing.assert_allclose(binned.explained, exact.explained, atol=0.004)
    assert binned.correlations.tobytes() == exact.correlations.tobytes()


def test_units_up_to_a_thousand_are_smoothed_by_themselves() -> None:
    values, outcome = sample(1, LARGEST_SAMPLE, blanks=0.0)
    found = local_linear(values, ~np.isnan(values), bandwidth=1.0)
    assert found.columns is None
    column, width = values[:, 0], values[:, 0].std(ddof=1) * len(values) ** -0.2
    kernel = np.exp(-0.5 * ((column - column[7]) / width) ** 2)
    slope, level = np.polyfit(column - column[7], outcome, 1, w=np.sqrt(kernel))
    fitted = found.apply(outcome)[0]
    assert fitted[7] - fitted[8] == pytest.approx(level - _local_line(column, outcome, 8, width), rel=1e-9)
    assert np.isfinite(slope)


def _local_line(column: np.ndarray, outcome: np.ndarray, at: int, width: float) -> float:
    kernel = np.exp(-0.5 * ((column - column[at]) / width) ** 2)
    return float(np.polyfit(column - column[at], outcome, 1, w=np.sqrt(kernel))[1])


@pytest.mark.parametrize("units", [300, LARGEST_SAMPLE + 200])
@given(seed=SEEDS)
@settings(max_examples=5, deadline=None)
def test_going_back_is_the_transpose_of_smoothing(seed: int, units: int) -> None:
    values, outcome = sample(seed, units)
    smoothers = local_linear(values, ~np.isnan(values), bandwidth=1.0)
    fitted = smoothers.apply(outcome)
    other = np.random.default_rng(seed).normal(size=fitted.shape)
    back = smoothers.back(other)
    assert (back[np.isnan(values.T)] == 0).all()
    np.testing.assert_allclose((back @ outcome), (fitted * other).sum(axis=1), rtol=1e-9)


def test_matrices_of_many_units_are_no_larger_than_their_bins() -> None:
    values, _ = sample(3, 20_000)
    found = local_linear(values, ~np.isnan(values), bandwidth=1.0)
    assert found.matrices.shape[1] <= BINS
    assert found.matrices.shape[1] == found.matrices.shape[2]


def test_few_distinct_values_among_many_units_are_their_own_bins() -> None:
    values = np.random.default_rng(2).integers(0, 4, (5000, 1)).astype(float)
    found = local_linear(values, np.ones(values.shape, dtype=bool), bandwidth=0.01)
    assert found.matrices.shape == (1, 4, 4)
    outcome = np.random.default_rng(3).normal(size=5000)
    means = np.array([outcome[values[:, 0] == each].mean() for each in range(4)])
    explained = np.sum((means[values[:, 0].astype(int)] - outcome.mean()) ** 2)
    assert np.sum(found.apply(outcome) ** 2) == pytest.approx(explained, rel=1e-9)


@given(seed=SEEDS)
@settings(max_examples=10, deadline=None)
def test_what_a_cubic_explains_is_the_variance_of_the_fitted_polynomial(seed: int) -> None:
    values, outcome = sample(seed, 60, blanks=0.0)
    fitted = np.polyval(np.polyfit(values[:, 0], outcome, 3), values[:, 0])
    rows = cubic(values[:, 0])
    assert rows.shape == (3, 60)
    assert np.sum((rows @ outcome) ** 2) == pytest.approx(60 * fitted.var(), rel=1e-8)


def test_weights_are_optimised_by_curves_of_many_units() -> None:
    values = np.random.default_rng(4).normal(size=(1500, 3)) @ np.array([[1.0, 0.3, 0], [0, 1, 0.3], [0, 0, 1]])
    target = np.array([0.5, 0.3, 0.2])
    found = weigh.optimised(values, target, measure="correlation_ratio")
    achieved = weigh.importance_shares(values, found.weights, measure="correlation_ratio")
    np.testing.assert_allclose(achieved.shares, target, atol=1e-6)
