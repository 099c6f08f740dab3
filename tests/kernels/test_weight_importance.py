"""Importance and optimised weights: against plain computations, and at the edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import dear
from intlindex.kernels import weigh
from intlindex.kernels.weigh.importance import Explained, importance_of

SEEDS = st.integers(0, 2**32 - 1)
MEASURES = {
    "line": {},
    "local line": {"measure": "correlation_ratio"},
    "narrow local line": {"measure": "correlation_ratio", "bandwidth": 0.5},
    "cubic": {"measure": "correlation_ratio", "smoother": "cubic"},
}
every_measure = pytest.mark.parametrize("options", MEASURES.values(), ids=MEASURES)


def sample(seed, *, units=20, children=4, blanks=0.0):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(units, children)) + rng.normal(size=(units, 1))
    values[rng.random(values.shape) < blanks] = np.nan
    values[:3] = np.where(np.isnan(values[:3]), 0.5 + np.arange(3.0)[:, None] ** 2, values[:3])
    values[np.isnan(values).all(axis=1), 0] = 0.5  # a unit without any value has no mean
    values.setflags(write=False)
    return values


def mean_of_present(values, weights):
    held = np.where(np.isnan(values), 0.0, weights)
    return np.nansum(held * values, axis=1) / held.sum(axis=1)


def plainly_smoothed(x, y, options):
    """Fit the curve point by point with a library's polynomial."""
    if options.get("smoother") == "cubic":
        return np.polyval(np.polyfit(x, y, 3), x)
    if not options:
        return np.polyval(np.polyfit(x, y, 1), x)
    width = options.get("bandwidth", 1.0) * x.std(ddof=1) * len(x) ** -0.2
    # polyfit squares the weights it is given, which count residuals.
    return np.array([np.polyval(np.polyfit(x - at, y, 1, w=np.exp(-0.25 * ((x - at) / width) ** 2)), 0.0) for at in x])


@every_measure
@given(seed=SEEDS, blanks=st.sampled_from([0.0, 0.1]), scale=st.sampled_from([1e-9, 1.0, 1e12]))
def test_importance_in_an_outcome_is_that_in_the_mean_at_any_scale(options, seed, blanks, scale):
    values = sample(seed, blanks=blanks)
    weights = np.random.default_rng(seed).dirichlet(np.ones(4))
    expected = weigh.importance_shares(values, weights, **options)
    found = importance_of(values, scale * mean_of_present(values, weights), **options)
    for name in ("shares", "explained", "correlations"):
        np.testing.assert_allclose(getattr(found, name), getattr(expected, name), rtol=1e-7, atol=1e-12)


def test_children_and_outcomes_that_cannot_be_compared_are_blank():
    values = np.array([[1.0, 5.0, np.nan, 1.0], [2.0, 5.0, np.nan, 4.0], [3.0, 5.0, 1.0, 9.0], [4.0, 5.0, 2.0, 16.0]])
    found = importance_of(values, np.array([1.0, 3.0, 2.0, np.nan]))
    np.testing.assert_array_equal(np.isnan(found.shares), [False, True, True, False])
    assert found.shares[[0, 3]].sum() == pytest.approx(1)
    assert np.isnan(importance_of(values, np.ones(4)).shares).all()


def test_children_that_explain_nothing_share_nothing():
    found = importance_of(np.array([[-1.0], [0.0], [1.0]]), np.array([1.0, 0.0, 1.0]))
    assert found.explained == [0.0]
    assert np.isnan(found.shares).all()


@every_measure
@given(seed=SEEDS, blanks=st.sampled_from([0.0, 0.1]))
def test_importance_is_the_variance_of_the_smoothed_index(options, seed, blanks):
    values = sample(seed, blanks=blanks)
    weights = np.random.default_rng(seed).dirichlet(np.ones(4))
    found = weigh.importance_shares(values, weights, **options)
    index = mean_of_present(values, weights)
    for child in range(4):
        rows = ~np.isnan(values[:, child])
        fitted = plainly_smoothed(values[rows, child], index[rows], options)
        assert found.explained[child] == pytest.approx(fitted.var() / index[rows].var(), rel=1e-7, abs=1e-9)
        correlation = np.corrcoef(values[rows, child], index[rows])[0, 1]
        assert found.correlations[child] == pytest.approx(correlation, abs=1e-9)
    np.testing.assert_allclose(found.shares, found.explained / found.explained.sum(), rtol=1e-12)


@every_measure
@given(seed=SEEDS, blanks=st.sampled_from([0.0, 0.1]))
def test_the_derivatives_of_the_shares_are_those_of_small_steps(options, seed, blanks):
    values = sample(seed, blanks=blanks)
    weights = np.random.default_rng(seed).dirichlet(np.full(4, 5.0))
    explained = Explained(
        values, **{"measure": "squared_correlation", "smoother": "local_linear"} | {"bandwidth": 1.0} | options
    )
    _, slopes = explained.shares(weights)
    for child, step in enumerate(1e-6 * np.eye(4)):
        by_steps = (explained.shares(weights + step)[0] - explained.shares(weights - step)[0]) / 2e-6
        np.testing.assert_allclose(slopes[:, child], by_steps, atol=1e-5)


def test_a_wide_bandwidth_makes_the_local_line_a_line():
    values = sample(11)
    weights = np.full(4, 0.25)
    line = weigh.importance_shares(values, weights)
    wide = weigh.importance_shares(values, weights, measure="correlation_ratio", bandwidth=1e4)
    np.testing.assert_allclose(wide.explained, line.explained, rtol=1e-6)


def test_a_narrow_bandwidth_makes_the_local_line_the_mean_of_ties():
    """With no neighbour in reach, each unit is its own curve, and ties are averaged."""
    values = np.array([[1.0, 3.0], [1.0, 5.0], [2.0, 1.0], [9.0, 8.0]])
    found = weigh.importance_shares(values, np.array([0.0, 1.0]), measure="correlation_ratio", bandwidth=1e-9)
    assert found.explained[0] == pytest.approx(np.var([4.0, 4.0, 1.0, 8.0]) / np.var([3.0, 5.0, 1.0, 8.0]))
    assert found.explained[1] == pytest.approx(1.0)


def test_a_child_of_two_values_has_a_line_for_a_cubic():
    values = np.array([[0.0, 3.0], [0.0, 5.0], [1.0, 1.0], [1.0, 8.0]])
    line = weigh.importance_shares(values, np.array([1.0, 1.0]))
    cubic = weigh.importance_shares(values, np.array([1.0, 1.0]), measure="correlation_ratio", smoother="cubic")
    assert cubic.explained[0] == pytest.approx(float(line.explained[0]), rel=1e-12)
    assert cubic.explained[1] == pytest.approx(1.0)


def test_weights_of_any_sum_and_in_a_batch_are_measured_alike():
    values, weights = sample(5), np.random.default_rng(5).dirichlet(np.ones(4), 3)
    many = weigh.importance_shares(values, weights)
    assert many.shares.shape == (3, 4)
    for one in range(3):
        assert many.shares[one].tobytes() == weigh.importance_shares(values, weights[one]).shares.tobytes()
        np.testing.assert_allclose(
            weigh.importance_shares(values, 7 * weights[one]).shares, many.shares[one], rtol=1e-12
        )


@every_measure
@given(seed=SEEDS, children=st.integers(1, 6))
@dear
def test_a_target_that_some_weights_meet_is_met(options, seed, children):
    values = sample(seed, children=children)
    known = np.random.default_rng(seed).dirichlet(np.full(children, 3.0))
    target = weigh.importance_shares(values, known, **options).shares
    fit = weigh.optimised(values, target, **options)
    if (weigh.importance_shares(values, known).correlations > 0).all() and not options:
        np.testing.assert_allclose(fit.weights, known, atol=1e-6)
    assert fit.objective < 1e-12
    assert (fit.weights >= 0).all()
    assert fit.weights.sum() == pytest.approx(1.0, abs=1e-12)


@every_measure
@given(seed=SEEDS, blanks=st.sampled_from([0.0, 0.1]))
@dear
def test_what_is_reported_is_what_the_weights_achieve(options, seed, blanks):
    values = sample(seed, blanks=blanks)
    target = np.array([4.0, 2.0, 1.0, 1.0])
    fit = weigh.optimised(values, target, **options)
    achieved = weigh.importance_shares(values, fit.weights, **options)
    np.testing.assert_allclose(fit.shares, achieved.shares, atol=1e-12)
    np.testing.assert_allclose(fit.correlations, achieved.correlations, atol=1e-12)
    np.testing.assert_allclose(fit.target, target / 8, rtol=1e-12)
    np.testing.assert_allclose(fit.residuals, fit.shares - fit.target, atol=1e-15)
    assert fit.objective == pytest.approx(np.sum(fit.residuals**2), abs=1e-15)
    assert fit.iterations > 0


@given(seed=SEEDS, children=st.integers(2, 5))
@dear
def test_no_weights_near_the_optimum_or_drawn_at_random_come_closer(seed, children):
    values = sample(seed, children=children)
    target = np.random.default_rng(seed).dirichlet(np.ones(children))
    fit = weigh.optimised(values, target)
    rng = np.random.default_rng(seed)
    near = np.maximum(fit.weights + rng.normal(scale=1e-3, size=(60, children)), 0.0)
    for others in (near, rng.dirichlet(np.ones(children), 60)):
        found = weigh.importance_shares(values, others).shares
        assert (((found - target) ** 2).sum(axis=-1) >= fit.objective - 1e-9).all()


def test_copies_of_a_child_get_the_same_weight():
    values = sample(3)[:, [0, 0, 1]]
    fit = weigh.optimised(values, np.ones(3))
    assert fit.weights[0] == pytest.approx(float(fit.weights[1]), abs=1e-9)


def test_of_two_exact_solutions_the_one_with_positive_correlations_is_taken():
    """Correlation -0.6 and a target of nine to one: the roots are three to one with either sign of the second.

    w_1 - 0.6 w_2 = 3 (w_2 - 0.6 w_1) at 9/16 and 7/16, or -3 (w_2 - 0.6 w_1) at 3/4 and 1/4.
    """
    f, g = np.array([[f, g] for f in (-1.0, 1.0) for g in (-1.0, 1.0)]).T
    values = np.column_stack([f, -0.6 * f + 0.8 * g])
    fit = weigh.optimised(values, np.array([9.0, 1.0]))
    np.testing.assert_allclose(fit.weights, [9 / 16, 7 / 16], atol=1e-9)
    assert (fit.correlations > 0).all()


def test_the_search_goes_round_an_index_without_variance():
    """Equal weights on a child and its opposite cancel; all others share importance half and half."""
    f = np.array([-2.0, -1.0, 0.0, 3.0])
    fit = weigh.optimised(np.column_stack([f, -f]), np.array([1.0, 1.0]))
    np.testing.assert_allclose(fit.shares, [0.5, 0.5], rtol=1e-12)
    assert abs(fit.weights[0] - fit.weights[1]) > 1e-6


def test_a_unit_with_children_of_weight_zero_only_does_not_stop_the_search():
    values = np.array(sample(9, children=2))
    values[5, 0] = np.nan
    fit = weigh.optimised(values, np.array([1.0, 0.0]))
    assert np.isfinite(fit.shares).all()
    assert np.isfinite(weigh.importance_shares(values, np.array([1.0, 0.0])).shares).all()


def test_the_solver_keeps_quiet(capfd):
    weigh.optimised(sample(2), np.ones(4))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("values", "weights", "options", "message"),
    [
        (sample(1), [1.0, 1.0, -1.0, 1.0], {}, "weights must be non-negative and not all zero, found"),
        (sample(1), [0.0, 0.0, 0.0, 0.0], {}, "weights must be non-negative and not all zero, found"),
        (sample(1), [1.0, np.nan, 0.0, 0.0], {}, "weights must be non-negative and not all zero, found"),
        (sample(1), np.ones(4), {"bandwidth": 0.0}, "bandwidth must be positive, found 0"),
        ([[1.0, 2.0], [2.0, 2.0], [3.0, 2.0]], [1.0, 1.0], {}, "without spread there is no importance: child 2"),
        ([[1.0, 2.0], [2.0, 3.0], [3.0, np.nan]], [1.0, 1.0], {}, "fewer than 3 values: child 2"),
        ([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]], [1.0, 1.0], {}, "the index is constant under these weights"),
    ],
)
def test_what_has_no_importance_is_refused(values, weights, options, message):
    with pytest.raises(ValueError, match=message):
        weigh.importance_shares(np.array(values), np.array(weights), **options)


@pytest.mark.parametrize("target", [[1.0, -1.0, 1.0, 1.0], np.zeros(4), [1.0, np.inf, 1.0, 1.0]])
def test_a_target_that_makes_no_shares_is_refused(target):
    with pytest.raises(ValueError, match="a target must be non-negative and not all zero, found"):
        weigh.optimised(sample(1), np.array(target))
