"""The nearest shares at which a function is zero, against a general solver and by hand."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import minimize

from intlindex.kernels.simplex.mixed_integer import Shares
from intlindex.kernels.simplex.nearest import NORMS, distance, nearest_level, steepness

FREE = Shares(np.zeros(3), np.ones(3), np.empty((0, 3)))


def test_two_weights_by_hand():
    """0.9 a - ... : the lead 1 w1 - 3 w2 is zero at (3/4, 1/4), the only such point."""
    free = Shares(np.zeros(2), np.ones(2), np.empty((0, 2)))
    for norm, far in (("largest", 0.15), ("total", 0.3), ("euclidean", 0.15 * np.sqrt(2))):
        found = nearest_level(np.array([1.0, -3.0]), np.array([0.9, 0.1]), within=free, norm=norm)
        assert found == pytest.approx([0.75, 0.25])
        assert distance(found - [0.9, 0.1], norm=norm) == pytest.approx(far)


@pytest.mark.parametrize("norm", NORMS)
def test_a_function_of_one_sign_is_zero_nowhere(norm):
    for function in ([1.0, 2.0, 3.0], [2.0, 2.0, 2.0]):
        assert nearest_level(np.array(function), np.full(3, 1 / 3), within=FREE, norm=norm) is None


@pytest.mark.parametrize("norm", NORMS)
@given(hnp.arrays(np.float64, 3, elements=st.floats(-5, 5)), st.data())
def test_the_steepest_change_is_a_bound_on_every_change(norm, function, data):
    change = data.draw(hnp.arrays(np.float64, 3, elements=st.floats(-1, 1)))
    change = change - change.mean()
    assert abs(function @ change) <= steepness(function, norm=norm) * distance(change, norm=norm) + 1e-9


@given(hnp.arrays(np.float64, 4, elements=st.integers(-20, 20).map(float)), st.data())
def test_the_euclidean_point_is_that_of_a_general_solver(function, data):
    nominal = data.draw(hnp.arrays(np.float64, 4, elements=st.floats(0.1, 1.0)))
    nominal = nominal / nominal.sum()
    order = np.array([[1.0, -1.0, 0.0, 0.0]])
    within = Shares(np.zeros(4), np.full(4, 0.9), order)
    assume(function.max() > 0 > function.min())
    found = nearest_level(function, nominal, within=within, norm="euclidean")
    solved = minimize(
        lambda w: np.square(w - nominal).sum(),
        np.full(4, 0.25),
        jac=lambda w: 2 * (w - nominal),
        bounds=[(0, 0.9)] * 4,
        constraints=[
            {"type": "eq", "fun": lambda w: np.array([w.sum() - 1, function @ w])},
            {"type": "ineq", "fun": lambda w: order @ w},
        ],
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assume(solved.success)
    assert found is not None
    assert abs(function @ found) < 1e-8
    assert abs(found.sum() - 1) < 1e-9
    assert (order @ found >= -1e-9).all()
    assert distance(found - nominal, norm="euclidean") <= np.sqrt(solved.fun) + 1e-6


@pytest.mark.parametrize("norm", NORMS)
def test_a_function_that_the_order_keeps_from_changing_sign_is_zero_on_the_border(norm):
    """c - d is zero only where c and d weigh the same; b may weigh no more than a: a third each, a sixth the others."""
    chain = np.array([[-1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, -1.0], [0.0, 0.0, -1.0, 1.0]])
    within = Shares(np.zeros(4), np.ones(4), chain)
    found = nearest_level(np.array([0, 0, 1.0, -1.0]), np.array([1 / 2, 1 / 6, 1 / 6, 1 / 6]), within=within, norm=norm)
    assert found is not None
    if norm == "euclidean":
        assert found == pytest.approx([1 / 3, 1 / 3, 1 / 6, 1 / 6])
    assert distance(found - [1 / 2, 1 / 6, 1 / 6, 1 / 6], norm=norm) == pytest.approx(
        {"largest": 1 / 6, "total": 1 / 3, "euclidean": math.sqrt(2) / 6}[norm]
    )
