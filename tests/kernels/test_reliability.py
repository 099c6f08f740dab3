"""Cronbach's alpha: against its textbook formula."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlindex.kernels.statistics.reliability import cronbach_alpha

SEEDS = st.integers(0, 2**32 - 1)


def sample(seed, *, units=10, children=4, blanks=0.0):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(units, children)) + rng.normal(size=(units, 1))
    values[rng.random(values.shape) < blanks] = np.nan
    values.setflags(write=False)
    return values


def textbook(values):
    count = values.shape[1]
    return count / (count - 1) * (1 - values.var(axis=0, ddof=1).sum() / values.sum(axis=1).var(ddof=1))


@given(seed=SEEDS, scale=st.sampled_from([1e-200, 1.0, 1e150]))
def test_without_blanks_it_is_the_textbook_formula_at_any_scale(seed, scale):
    values = sample(seed)
    found = cronbach_alpha(values * scale)
    assert found.alpha == pytest.approx(textbook(values), rel=1e-9)
    for child in range(4):
        assert found.without[child] == pytest.approx(textbook(np.delete(values, child, axis=1)), rel=1e-9)


@given(seed=SEEDS)
def test_with_blanks_it_is_made_of_covariances_over_the_units_in_common(seed):
    values = sample(seed, blanks=0.15)
    covariances = np.empty((4, 4))
    for one, other in np.ndindex(4, 4):
        pair = values[~np.isnan(values[:, [one, other]]).any(axis=1)][:, [one, other]]
        covariances[one, other] = np.cov(pair.T)[0, 1] if len(pair) > 2 else np.nan
    off = covariances[~np.eye(4, dtype=bool)]
    expected = 16 * off.mean() / covariances.sum()
    assert cronbach_alpha(values).alpha == pytest.approx(expected, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([[1.0], [2.0], [4.0]], "one child"),
        ([[1.0, 2.0], [2.0, 1.0]], "two units"),
        ([[1.0, -1.0], [2.0, -2.0], [4.0, -4.0]], "no variance of the sum"),
        ([[1.0, np.nan], [2.0, np.nan], [np.nan, 1.0]], "no unit in common"),
        ([[3.0, 3.0], [3.0, 3.0], [3.0, 3.0]], "no variance at all"),
    ],
)
def test_what_has_no_alpha_is_blank(values, why):
    assert np.isnan(cronbach_alpha(np.array(values)).alpha), why


def test_a_batch_is_measured_element_by_element():
    values = np.stack([sample(seed) for seed in (1, 2, 3)])
    assert cronbach_alpha(values).alpha.tolist() == [float(cronbach_alpha(each).alpha) for each in values]
