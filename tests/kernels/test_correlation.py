"""Correlations in pairs, weighted rank correlation: against scipy and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from intlindex.kernels.rank import rank_descending
from intlindex.kernels.statistics.correlation import KINDS, correlate, weighted_kendall

SEEDS = st.integers(0, 2**32 - 1)
PLAIN = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau}


def sample(seed, *, units=12, columns=3, blanks=0.2, ties=False):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(units, columns)) + rng.normal(size=(units, 1))
    values = np.round(values) if ties else values
    values[rng.random(values.shape) < blanks] = np.nan
    values.setflags(write=False)
    return values


@pytest.mark.parametrize("kind", KINDS)
@given(seed=SEEDS, ties=st.booleans(), blanks=st.sampled_from([0.0, 0.2]))
def test_every_pair_is_correlated_as_scipy_does_over_the_units_that_have_both(kind, seed, ties, blanks):
    values = sample(seed, ties=ties, blanks=blanks)
    found = correlate(values, kind=kind)
    for one, other in np.ndindex(3, 3):
        pair = values[~np.isnan(values[:, [one, other]]).any(axis=1)][:, [one, other]]
        assert found.common[one, other] == len(pair)
        if len(pair) < 3 or (np.ptp(pair, axis=0) == 0).any():
            assert np.isnan(found.coefficients[one, other])
            assert np.isnan(found.p_values[one, other])
            continue
        plain = PLAIN[kind](pair[:, 0], pair[:, 1])
        assert found.coefficients[one, other] == pytest.approx(plain.statistic, abs=1e-12)
        # On the edge the p-value of a perfect correlation hangs on the last digit of the coefficient.
        assert found.p_values[one, other] == pytest.approx(plain.pvalue, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("kind", KINDS)
@given(seed=SEEDS)
def test_correlations_are_symmetric_and_turn_with_a_column(kind, seed):
    values = sample(seed)
    found = correlate(values, kind=kind)
    np.testing.assert_array_equal(found.coefficients, found.coefficients.T)
    np.testing.assert_array_equal(found.p_values, found.p_values.T)
    turned = correlate(values * [-1, 1, 1], kind=kind)
    np.testing.assert_allclose(turned.coefficients[0, 1:], -found.coefficients[0, 1:], atol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_is_correlated_element_by_element(kind):
    values = np.stack([sample(seed) for seed in (1, 2)])
    found = correlate(values, kind=kind)
    for at in range(2):
        alone = correlate(values[at], kind=kind)
        np.testing.assert_array_equal(found.coefficients[at], alone.coefficients)
        np.testing.assert_array_equal(found.p_values[at], alone.p_values)


def test_two_units_or_a_constant_column_are_not_correlated():
    assert np.isnan(correlate(np.array([[1.0, 2.0], [2.0, 3.0]])).coefficients).all()
    found = correlate(np.array([[1.0, 5.0], [2.0, 5.0], [4.0, 5.0]]))
    assert found.coefficients[0, 0] == 1
    assert np.isnan(found.coefficients[1]).all()
    assert found.p_values[0, 0] == 0


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="pearson, spearman, kendall, found 'distance'"):
        correlate(np.eye(3), kind="distance")


def plainly_weighted(first, second):
    """Compare all pairs one by one, with weights of places in each ranking in turn (Vigna 2015, section 4)."""

    def with_reference(main, tie_breaker):
        places = np.lexsort((tie_breaker, main)).argsort()
        weights = 1 / (places + 1)
        product = norm_one = norm_other = 0.0
        for i in range(len(first)):
            for j in range(i):
                weight = weights[i] + weights[j]
                one, other = np.sign(first[i] - first[j]), np.sign(second[i] - second[j])
                product += one * other * weight
                norm_one += one * one * weight
                norm_other += other * other * weight
        return product / np.sqrt(norm_one * norm_other)

    return (with_reference(first, second) + with_reference(second, first)) / 2


@given(seed=SEEDS, ties=st.booleans())
def test_weighted_kendall_is_the_weighted_sum_over_pairs(seed, ties):
    ranks = rank_descending(sample(seed, units=8, columns=2, blanks=0.0, ties=ties).T)
    if (np.ptp(ranks, axis=1) == 0).any():
        assert np.isnan(weighted_kendall(*ranks))
    else:
        assert weighted_kendall(*ranks) == pytest.approx(plainly_weighted(*ranks), abs=1e-12)


def test_weighted_kendall_counts_an_exchange_at_the_top_for_more_and_leaves_blanks_out():
    ranks = np.arange(1.0, 7.0)
    top, bottom = ranks[[1, 0, 2, 3, 4, 5]], ranks[[0, 1, 2, 3, 5, 4]]
    assert weighted_kendall(ranks, ranks) == pytest.approx(1)
    assert weighted_kendall(ranks, ranks[::-1]) == pytest.approx(-1)
    assert weighted_kendall(ranks, top) < weighted_kendall(ranks, bottom) < 1
    blank = np.append(top, np.nan), np.append(ranks, 7.0)
    assert weighted_kendall(*blank) == weighted_kendall(top, ranks)
