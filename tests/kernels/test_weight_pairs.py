"""Weights from comparisons in pairs: what holds for any judgements, and what is refused."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlindex.kernels import weigh

KNOWN = st.lists(st.floats(0.05, 1.0), min_size=1, max_size=7).map(lambda given: np.array(given) / sum(given))
SEEDS = st.integers(0, 2**32 - 1)
THIRD = 1 / 3


def comparisons(seed, count, noise):
    """Return a reciprocal matrix of ratios of random weights times random errors."""
    rng = np.random.default_rng(seed)
    logs = rng.normal(size=count)
    errors = np.triu(rng.normal(scale=noise, size=(count, count)), 1)
    return np.exp(logs[:, None] - logs + errors - errors.T)


@given(known=KNOWN)
def test_consistent_comparisons_of_any_weights_return_them(known):
    judged = weigh.analytic_hierarchy(known[:, None] / known)
    np.testing.assert_allclose(judged.weights, known, rtol=1e-9)
    assert judged.consistency_ratio == pytest.approx(0.0, abs=1e-9)
    assert judged.worst_disagreement == pytest.approx(1.0, abs=1e-9)


@given(seed=SEEDS, count=st.integers(2, 8))
def test_the_weights_are_what_the_matrix_stretches_by_its_eigenvalue(seed, count):
    matrix = comparisons(seed, count, 0.5)
    matrix.setflags(write=False)
    judged = weigh.analytic_hierarchy(matrix, max_inconsistency=np.inf)
    np.testing.assert_allclose(matrix @ judged.weights, judged.eigenvalue * judged.weights, rtol=1e-9)
    assert (judged.weights > 0).all()
    assert judged.weights.sum() == pytest.approx(1.0, abs=1e-12)
    assert judged.consistency_index >= -1e-12
    assert judged.worst_disagreement >= 1.0


@given(seed=SEEDS, count=st.integers(2, 8), random=st.randoms(use_true_random=False))
def test_weights_from_comparisons_follow_their_children(seed, count, random):
    matrix, places = comparisons(seed, count, 0.3), random.sample(range(count), count)
    judged = weigh.analytic_hierarchy(matrix, max_inconsistency=np.inf)
    other = weigh.analytic_hierarchy(matrix[np.ix_(places, places)], max_inconsistency=np.inf)
    np.testing.assert_allclose(other.weights, judged.weights[places], rtol=1e-9)
    assert other.consistency_ratio == pytest.approx(float(judged.consistency_ratio), abs=1e-9)
    assert other.worst_disagreement == pytest.approx(float(judged.worst_disagreement), rel=1e-9)


def test_two_children_are_always_consistent():
    judged = weigh.analytic_hierarchy(np.array([[1.0, 9.0], [1 / 9, 1.0]]))
    np.testing.assert_allclose(judged.weights, [0.9, 0.1], rtol=1e-12)
    assert judged.consistency_ratio == 0.0
    assert judged.worst_triad.tolist() == [-1, -1, -1]


def test_a_third_may_be_written_with_two_decimals_and_counts_half_way():
    judged = weigh.analytic_hierarchy(np.array([[1.0, 3.0], [0.33, 1.0]]))
    ratio = np.sqrt(3 / 0.33)
    np.testing.assert_allclose(judged.weights, [ratio / (1 + ratio), 1 / (1 + ratio)], rtol=1e-12)


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        ([[1, 2, 3], [1 / 2, 1, 1]], "must be square, found 2 x 3"),
        ([1, 2], "must be square, found 2"),
        (np.ones((16, 16)), "for 1 to 15 children, found 16"),
        (np.ones((0, 0)), "for 1 to 15 children, found 0"),
        ([[1, 0], [1, 1]], r"must be positive: entry (1, 2) is 0"),
        ([[1, 2], [-0.5, 1]], r"must be positive: entry (2, 1) is -0.5"),
        ([[1, np.nan], [1, 1]], r"must be positive: entry (1, 2) is nan"),
        ([[1, 2], [0.5, 3]], "a child compared with itself is 1: entry (2, 2) is 3"),
        (
            [[1, 3, 5], [THIRD, 1, 2], [1 / 4, 1 / 2, 1]],
            "not reciprocal: entry (1, 3) is 5, so entry (3, 1) should be 0.2, found 0.25",
        ),
        (
            [[1, 3, THIRD], [THIRD, 1, 5], [3, 1 / 5, 1]],
            "at odds are children 1, 2 and 3: 1 over 2 is 3 and 2 over 3 is 5, which makes 1 over 3 15, found 0.3333",
        ),
    ],
)
def test_a_matrix_that_is_none_of_comparisons_is_refused_by_its_worst_entry(matrix, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        weigh.analytic_hierarchy(np.array(matrix, dtype=float))


def test_the_triad_most_at_odds_is_named_among_many():
    matrix = comparisons(7, 6, 0.0)
    matrix[1, 4], matrix[4, 1] = matrix[1, 4] * 30, matrix[4, 1] / 30
    matrix[1, 5], matrix[5, 1] = matrix[1, 5] / 2, matrix[5, 1] * 2
    with pytest.raises(ValueError, match="most at odds are children 2, 5 and 6: "):
        weigh.analytic_hierarchy(matrix)
    judged = weigh.analytic_hierarchy(matrix, max_inconsistency=np.inf)
    assert judged.worst_disagreement == pytest.approx(60.0)


def test_the_limit_of_inconsistency_is_included():
    matrix = np.array([[1, 2, 8], [1 / 2, 1, 2], [1 / 8, 1 / 2, 1]])
    ratio = float(weigh.analytic_hierarchy(matrix).consistency_ratio)
    assert weigh.analytic_hierarchy(matrix, max_inconsistency=ratio).consistency_ratio == ratio
    with pytest.raises(ValueError, match="the judgements are inconsistent"):
        weigh.analytic_hierarchy(matrix, max_inconsistency=ratio * 0.999)


@given(known=KNOWN)
def test_consistent_best_worst_judgements_of_any_weights_return_them(known):
    judged = weigh.best_worst(known.max() / known, known / known.min())
    np.testing.assert_allclose(judged.weights, known, rtol=1e-7, atol=1e-9)
    assert judged.xi == pytest.approx(0.0, abs=1e-9)
    assert judged.consistency_ratio == pytest.approx(0.0, abs=1e-9)


def judgements(seed, count):
    """Return random best-worst judgements: child 1 the best, the last the worst, all others between."""
    rng = np.random.default_rng(seed)
    between = rng.uniform(1.1, 8.5, (2, count - 2))
    return np.array([1.0, *between[0], 9.0]), np.array([9.0, *between[1], 1.0])


@given(seed=SEEDS, count=st.integers(2, 8))
def test_no_other_weights_leave_a_smaller_residual(seed, count):
    to_others, to_worst = judgements(seed, count)
    judged = weigh.best_worst(to_others, to_worst)

    def residual(weights):
        return np.maximum(
            np.abs(weights[..., :1] - to_others * weights).max(axis=-1),
            np.abs(weights - to_worst * weights[..., -1:]).max(axis=-1),
        )

    assert (judged.weights >= 0).all()
    assert judged.weights.sum() == pytest.approx(1.0, abs=1e-12)
    assert residual(judged.weights) == pytest.approx(float(judged.xi), abs=1e-12)
    rng = np.random.default_rng(seed)
    near = np.abs(judged.weights * (1 + rng.normal(scale=0.01, size=(500, count))))
    assert (residual(near / near.sum(axis=1, keepdims=True)) >= judged.xi - 1e-9).all()
    assert (residual(rng.dirichlet(np.ones(count), 500)) >= judged.xi - 1e-9).all()


@given(seed=SEEDS, count=st.integers(2, 8), random=st.randoms(use_true_random=False))
def test_best_worst_weights_follow_their_children(seed, count, random):
    to_others, to_worst = judgements(seed, count)
    places = random.sample(range(count), count)
    to_others.setflags(write=False)
    to_worst.setflags(write=False)
    judged = weigh.best_worst(to_others, to_worst)
    other = weigh.best_worst(to_others[places], to_worst[places])
    np.testing.assert_allclose(other.weights, judged.weights[places], atol=1e-9)
    assert other.consistency_ratio == judged.consistency_ratio
    assert (places[other.best], places[other.worst]) == (0, count - 1)


def test_children_that_are_all_alike_weigh_the_same():
    judged = weigh.best_worst(np.ones(3), np.ones(3))
    np.testing.assert_allclose(judged.weights, np.full(3, THIRD), rtol=1e-12)
    assert judged.consistency_ratio == 0.0
    assert judged.best != judged.worst


def test_a_child_alone_is_best_and_worst():
    judged = weigh.best_worst(np.ones(1), np.ones(1))
    assert judged.weights.tolist() == [1.0]
    assert judged.xi == 0.0


def test_two_children_that_are_both_best_share_the_place():
    judged = weigh.best_worst(np.array([1.0, 1.0, 3.0]), np.array([3.0, 3.0, 1.0]))
    np.testing.assert_allclose(judged.weights, np.array([3, 3, 1]) / 7, atol=1e-9)


def test_the_solver_keeps_quiet(capfd):
    weigh.best_worst(np.array([1.0, 2.0, 6.0]), np.array([6.0, 2.0, 1.0]))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("to_others", "to_worst", "message"),
    [
        ([1, 2, 3], [3, 1], "one entry for each child, found 3 and 2"),
        ([], [], "one entry for each child, found 0 and 0"),
        ([1, 0.5, 3], [3, 2, 1], "at least 1: best_to_others, child 2, is 0.5"),
        ([1, 2, 3], [3, np.nan, 1], "at least 1: others_to_worst, child 2, is nan"),
        ([2, 2, 3], [3, 2, 1], "no child is the best: best_to_others has no 1"),
        ([1, 2, 3], [3, 2, 2], "no child is the worst: others_to_worst has no 1"),
        ([1, 2, 8], [7, 2, 1], "the best, child 1, over the worst, child 3, is 8 in best_to_others, 7 in others"),
    ],
)
def test_judgements_that_do_not_fit_together_are_refused(to_others, to_worst, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        weigh.best_worst(np.array(to_others, dtype=float), np.array(to_worst, dtype=float))
