"""Weights from spread and correlation: single rules, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from intlindex.kernels import weigh
from intlindex.kernels.weigh.shared import is_constant, listed

NAN = np.nan


def test_correlations_of_a_batch_are_those_of_its_elements():
    values = np.random.default_rng(1).normal(size=(2, 3, 9, 4))
    many = weigh.correlations(values)
    assert many.shape == (2, 3, 4, 4)
    assert many[1, 2].tobytes() == weigh.correlations(values[1, 2]).tobytes()
    np.testing.assert_allclose(many[1, 2], np.corrcoef(values[1, 2], rowvar=False), rtol=1e-12)


def test_correlations_survive_any_magnitude():
    values = np.array([[1e200, 1e-200], [3e200, 2e-200], [2e200, 5e-200]])
    np.testing.assert_allclose(
        weigh.correlations(values), np.corrcoef(values * [1e-200, 1e200], rowvar=False), rtol=1e-12
    )


def test_differences_that_are_rounding_are_no_spread():
    assert is_constant(np.array([[0.1 + 0.2, 1.0, NAN], [0.3, 1.0 + 1e-9, NAN]])).tolist() == [True, False, True]


def test_children_are_listed_by_their_places_counting_from_one():
    assert listed([2]) == "child 3"
    assert listed(np.array([0, 1])) == "children 1 and 2"


def test_copies_of_a_child_share_the_weight_of_one_by_inverse_correlation():
    one, other, _ = np.array(np.meshgrid(*[[-1.0, 1.0]] * 3)).reshape(3, -1)
    fit = weigh.inverse_correlation(np.column_stack([one, other, 5 - 2 * one, one]))
    np.testing.assert_allclose(fit.weights, np.array([1, 3, 1, 1]) / 6, rtol=1e-12)


def test_the_only_child_that_varies_has_the_whole_weight():
    values = np.array([[1.0, 5.0], [2.0, 5.0], [4.0, 5.0]])
    for scheme in (weigh.entropy, weigh.standard_deviation, weigh.critic, weigh.inverse_correlation):
        assert scheme(values).weights.tolist() == [1.0, 0.0]


def test_zeros_are_allowed_in_entropy_weights():
    fit = weigh.entropy(np.array([[0.0, 1.0], [0.0, 2.0], [6.0, 3.0]]))
    assert fit.entropies[0] == pytest.approx(0.0, abs=1e-12)
    assert fit.weights[0] > fit.weights[1]


def test_perfectly_correlated_children_leave_no_conflict():
    values = np.array([[1.0, 2.0, 5.0], [2.0, 4.0, 5.0], [4.0, 8.0, 5.0]])
    with pytest.raises(ValueError, match="no conflict to weigh by: children 1 and 2 are perfectly correlated"):
        weigh.critic(values)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([[1.0, 2.0], [1.0, -3.0]], "values of at least 0: child 2 has -3"),
        ([[1.0, 0.0], [2.0, 0.0]], "a positive sum; all zeros: child 2"),
        ([[1.0, 1.0], [2.0, NAN]], "at least 2 values: child 2 has 1"),
    ],
)
def test_values_without_entropy_are_refused(values, message):
    with pytest.raises(ValueError, match=message):
        weigh.entropy(np.array(values))


@pytest.mark.parametrize("scheme", [weigh.standard_deviation, weigh.critic])
def test_a_deviation_needs_two_values(scheme):
    with pytest.raises(ValueError, match="at least 2 values: child 1 has 1"):
        scheme(np.array([[1.0, 1.0], [NAN, 2.0], [NAN, 4.0]]))


@pytest.mark.parametrize("scheme", [weigh.inverse_correlation, weigh.critic])
@pytest.mark.parametrize(
    "values",
    [
        [[1.0, 1.0, 1.0], [2.0, 5.0, 3.0], [3.0, 2.0, NAN], [NAN, 4.0, 2.0]],
        [[1.0, 1.0, 2.0], [2.0, 5.0, 2.0], [3.0, 2.0, 2.0], [NAN, 3.0, 9.0]],
    ],
)
def test_a_pair_that_cannot_be_correlated_is_refused(scheme, values):
    with pytest.raises(ValueError, match="children 1 and 3 cannot be correlated: fewer than 3 units have both, or"):
        scheme(np.array(values))
