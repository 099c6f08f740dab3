"""Drawn shares have the distributions that they are named after, and keep their limits to the last bit."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from intlindex.kernels.simplex import draw

DRAWS = 20_000
UNLIKELY = 1e-4
"""Chance with which a true distribution would be refused, were the seeds not fixed."""


def rng(seed=1):
    return np.random.default_rng(seed)


def uniform_shares(count, draws=DRAWS, seed=1):
    return draw.scaled(rng(seed).standard_exponential((count, draws)))


def assert_shares(shares):
    assert (shares >= 0).all()
    np.testing.assert_allclose(shares.sum(axis=0), 1, rtol=0, atol=1e-15 * max(len(shares), 3))


def same_distribution(first, second):
    return stats.ks_2samp(first, second).pvalue > UNLIKELY


@pytest.mark.parametrize("count", [2, 3, 7, 25])
def test_uniform_shares_have_beta_margins(count):
    shares = uniform_shares(count)
    assert_shares(shares)
    for row in shares[[0, -1]]:
        assert stats.kstest(row, stats.beta(1, count - 1).cdf).pvalue > UNLIKELY


def test_uniform_shares_of_two_groups_of_children_sum_to_a_beta_variate():
    shares = uniform_shares(5)
    assert stats.kstest(shares[:2].sum(axis=0), stats.beta(2, 3).cdf).pvalue > UNLIKELY


@pytest.mark.parametrize("concentration", [2.0, 30.0])
def test_gamma_variates_scale_to_a_dirichlet_distribution(concentration):
    nominal = np.array([0.5, 0.3, 0.2])
    shapes = np.repeat((concentration * nominal)[:, None], DRAWS, axis=1)
    shares = draw.scaled(rng().standard_gamma(shapes))
    assert_shares(shares)
    variance = nominal * (1 - nominal) / (concentration + 1)
    error = 4.5 * np.sqrt(variance / DRAWS)
    assert (np.abs(shares.mean(axis=1) - nominal) < error).all()
    np.testing.assert_allclose(shares.var(axis=1), variance, rtol=0.06)
    for row, a in zip(shares, concentration * nominal, strict=True):
        assert stats.kstest(row, stats.beta(a, concentration - a).cdf).pvalue > UNLIKELY


@pytest.mark.parametrize("concentration", [1e-300, 1e-3, 2e-3])
def test_where_all_gamma_variates_are_too_small_a_child_has_all_as_often_as_its_nominal_share(concentration):
    nominal = np.array([0.5, 0.0, 0.3, 0.2])
    variates = rng().standard_gamma(np.repeat((concentration * nominal)[:, None], DRAWS, axis=1))
    lost = (variates == 0).all(axis=0)
    assert lost.mean() > 0.2
    shares = draw.dirichlet(variates, nominal, lambda which: np.random.default_rng(2).random((4, which.sum())))
    assert_shares(shares)
    assert not shares[1].any()
    for part in (shares, shares[:, lost]):
        error = 4.5 * np.sqrt(nominal * (1 - nominal) / part.shape[1])
        assert (np.abs(part.mean(axis=1) - nominal) <= error).all()
    np.testing.assert_allclose(shares.var(axis=1), nominal * (1 - nominal) / (concentration + 1), rtol=0.06)


@given(hnp.arrays(np.float64, st.tuples(st.integers(1, 30), st.integers(1, 5)), elements=st.floats(1e-3, 1e6)))
def test_scaled_values_sum_to_one_and_keep_their_proportions(values):
    before = values.copy()
    shares = draw.scaled(values)
    assert_shares(shares)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_allclose(shares * values[0], values * shares[0], rtol=1e-12)


def test_a_draw_is_scaled_alone_as_in_a_block():
    values = rng().standard_exponential((7, 50))
    together = draw.scaled(values)
    for at in range(50):
        assert draw.scaled(values[:, at : at + 1])[:, 0].tobytes() == together[:, at].tobytes()


@given(st.floats(0, 1), st.integers(0, 2**32 - 1))
def test_relative_noise_stays_within_its_range(noise, seed):
    uniforms = np.concatenate([rng(seed).random((3, 20)), np.zeros((3, 1))], axis=1)
    plain = 1.0 + noise * (2.0 * uniforms - 1.0)
    found = draw.multipliers(uniforms, noise=noise)
    assert found.tobytes() == plain.tobytes()
    assert (found >= 1 - noise).all()
    assert (found <= 1 + noise).all()
    np.testing.assert_allclose(found[:, -1], 1 - noise, rtol=1e-12, atol=1e-300)


def test_relative_noise_is_uniform_over_its_range():
    found = draw.multipliers(rng().random((1, DRAWS)), noise=0.25)[0]
    assert stats.kstest(found, stats.uniform(0.75, 0.5).cdf).pvalue > UNLIKELY


# ---------------------------------------------------------------- order


def kept_by_brute_force(count, keeps, draws, seed=99):
    """Take uniform shares until enough keep the limits."""
    found = np.empty((count, 0))
    for step in range(10_000):
        shares = uniform_shares(count, seed=seed + step)
        found = np.concatenate([found, shares[:, keeps(shares)]], axis=1)
        if found.shape[1] >= draws:
            return found[:, :draws]
    raise AssertionError("too few")


@pytest.mark.parametrize(
    ("count", "chains"), [(2, [[0, 1]]), (4, [[2, 0, 1]]), (5, [[0, 1], [4, 3]]), (3, [[2, 1, 0]])]
)
def test_sorted_shares_are_uniform_over_those_in_order(count, chains):
    def keeps(shares):
        return np.all([shares[high] >= shares[low] for chain in chains for high, low in pairwise(chain)], axis=0)

    found = draw.sorted_within(uniform_shares(count, 5000), chains)
    assert_shares(found)
    assert keeps(found).all()
    expected = kept_by_brute_force(count, keeps, 5000)
    for mine, theirs in zip(found, expected, strict=True):
        assert same_distribution(mine, theirs)
    assert same_distribution(found[0] * found[-1], expected[0] * expected[-1])


def test_sorted_shares_have_the_means_of_rank_order_centroids():
    """Barron and Barrett (1996), Management Science 42, 1515-1523: mean sum(1 / k, k = i..n) / n."""
    found = draw.sorted_within(uniform_shares(4), [[0, 1, 2, 3]])
    expected = [sum(1 / k for k in range(place, 5)) / 4 for place in range(1, 5)]
    assert (np.abs(found.mean(axis=1) - expected) < 4.5 * found.std(axis=1) / np.sqrt(DRAWS)).all()


@pytest.mark.parametrize("pairs", [[(0, 1), (0, 2)], [(0, 2), (1, 2)], [(0, 1), (1, 2), (0, 3)]])
def test_an_order_that_is_no_chain_is_met_by_rejection(pairs):
    def keeps(shares):
        return np.all([shares[high] >= shares[low] for high, low in pairs], axis=0)

    found = draw.plan_ordered(4, pairs).draw(rng(), 5000)
    assert_shares(found)
    assert keeps(found).all()
    expected = kept_by_brute_force(4, keeps, 5000)
    for mine, theirs in zip(found, expected, strict=True):
        assert same_distribution(mine, theirs)


# ---------------------------------------------------------------- limits

LIMITS = {
    "narrow": ([0.2, 0.15, 0.25, 0.1], [0.3, 0.35, 0.4, 0.3]),
    "wide": ([0.0, 0.0, 0.1], [1.0, 0.9, 1.0]),
    "one is free": ([0.0, 0.3, 0.0], [1.0, 0.32, 1.0]),
    "one is fixed": ([0.25, 0.1, 0.1], [0.25, 0.7, 0.7]),
    "mixed": ([0.05, 0.0, 0.3, 0.0], [0.1, 0.5, 0.9, 0.2]),
}


@pytest.mark.parametrize(("low", "high"), LIMITS.values(), ids=LIMITS)
def test_bounded_shares_are_uniform_within_their_limits(low, high):
    low, high = np.array(low), np.array(high)
    free = high > low
    found = draw.plan_bounded(low, high).draw(rng(), 4000)
    assert_shares(found)
    assert ((found >= low[:, None]) & (found <= high[:, None])).all()

    def keeps(shares):  # of the free ones, which have what the fixed ones leave
        scaled = shares * (1 - low[~free].sum())
        return ((scaled >= low[free, None]) & (scaled <= high[free, None])).all(axis=0)

    expected = kept_by_brute_force(int(free.sum()), keeps, 4000) * (1 - low[~free].sum())
    for mine, theirs in zip(found[free], expected, strict=True):
        assert same_distribution(mine, theirs)
    assert same_distribution(found[free][0] - found[free][1], expected[0] - expected[1])


@pytest.mark.parametrize("kind", ["box", "simplex"])
def test_both_kinds_of_candidates_give_the_same_distribution(kind):
    low, high = (np.array(each) for each in LIMITS["mixed"])
    plan = draw.Rejection(kind, low, high)
    other = draw.plan_bounded(low, high).draw(rng(2), 4000)
    found = plan.draw(rng(), 4000)
    assert_shares(found)
    for mine, theirs in zip(found, other, strict=True):
        assert same_distribution(mine, theirs)


def test_limits_that_leave_one_point_give_that_point():
    for low, high in (([0.25, 0.75], [0.25, 0.75]), ([0.4, 0.6], [0.9, 1.0]), ([0.0, 0.1], [0.4, 0.6])):
        found = draw.plan_bounded(np.array(low), np.array(high)).draw(rng(), 5)
        assert_shares(found)
        point = low if sum(low) == 1 else high
        np.testing.assert_allclose(found, np.repeat(np.array(point)[:, None], 5, axis=1))


def test_limits_that_rejection_cannot_meet_are_refused():
    with pytest.raises(ValueError, match="fewer than one weighting in ten thousand"):
        draw.plan_bounded(np.zeros(12), np.full(12, 0.09))
    with pytest.raises(ValueError, match="widen them"):
        draw.plan_ordered(12, [(at, at + 1) for at in range(11)])


@given(st.integers(0, 2**32 - 1), st.integers(1, 300))
def test_as_many_are_drawn_as_are_asked_for(seed, count):
    plan = draw.plan_bounded(np.array([0.1, 0.1, 0.1]), np.array([0.5, 0.5, 0.9]))
    found = plan.draw(rng(seed), count)
    assert found.shape == (3, count)
    assert_shares(found)
