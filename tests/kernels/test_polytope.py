"""Linear functions over shares within limits, against trying every corner."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from intlindex.kernels.aggregate.link import apply_link
from intlindex.kernels.simplex.polytope import highest, highest_shares, mended

WIDTH = st.integers(1, 6)


@st.composite
def limits(draw, width):
    shares = draw(hnp.arrays(np.float64, width, elements=st.floats(0.05, 1.0)))
    shares = shares / shares.sum()
    part = draw(st.floats(0.0, 2.0))
    return np.maximum(shares * (1 - part), 0), np.minimum(shares * (1 + part), 1)


def corners(low, high):
    """Yield every corner: all shares but one at a limit of theirs, and that one what is left, if it is allowed."""
    for free in range(low.size):
        for limits_ in product(*([(0.0,) if at == free else (low[at], high[at]) for at in range(low.size)])):
            corner = np.array(limits_)
            corner[free] = 1 - corner.sum()
            if low[free] - 1e-12 <= corner[free] <= high[free] + 1e-12:
                yield corner


@given(st.data())
def test_the_highest_value_is_that_of_the_best_corner(data):
    width = data.draw(WIDTH)
    low, high = data.draw(limits(width))
    function = data.draw(hnp.arrays(np.float64, width, elements=st.floats(-100, 100)))
    shares = highest_shares(function, low=low, high=high)
    assert (shares >= low - 1e-12).all()
    assert (shares <= high + 1e-12).all()
    assert abs(shares.sum() - 1) < 1e-12
    best = max(float(function @ corner) for corner in corners(low, high))
    assert float(highest(function, low=low, high=high)) == pytest.approx(best, abs=1e-9)


@given(st.data())
def test_what_a_solver_leaves_is_taken_off(data):
    width = data.draw(WIDTH)
    low, high = data.draw(limits(width))
    shares = highest_shares(data.draw(hnp.arrays(np.float64, width, elements=st.floats(-1, 1))), low=low, high=high)
    noise = data.draw(hnp.arrays(np.float64, width, elements=st.floats(-1e-8, 1e-8)))
    found = mended(shares + noise, low=low, high=high)
    assert (found >= low - 1e-15).all()
    assert (found <= high + 1e-15).all()
    assert abs(found.sum() - 1) < 1e-12
    assert np.abs(found - shares).max() < 1e-6


@pytest.mark.parametrize("exponent", [-2.0, -1.0, 0.0, 0.5, 1.0, 3.0])
@pytest.mark.parametrize("top", [None, 10.0])
def test_a_link_rises(exponent, top):
    found = apply_link(np.array([0.5, 1.0, 2.0, 7.0]), exponent=exponent, top=top)
    assert (np.diff(found) > 0).all()


@pytest.mark.parametrize(
    ("shares", "low", "high", "expected"),
    [
        ([0.5, 0.7], [0.5, 0.2], [1.0, 1.0], [0.5, 0.5]),
        ([0.3, 0.5], [0.0, 0.0], [0.3, 1.0], [0.3, 0.7]),
    ],
)
def test_what_is_at_its_limit_stays_there_and_the_others_make_up_for_it(shares, low, high, expected):
    found = mended(np.array(shares), low=np.array(low), high=np.array(high))
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_only_what_is_negligible_is_taken_for_nothing():
    found = mended(np.array([5e-13, 5e-14, 0.4, 0.6]), low=np.zeros(4), high=np.ones(4))
    assert found[0] > 0
    assert found[1] == 0
