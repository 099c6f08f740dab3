"""Weights that people choose without comparing pairs: what holds for all of them, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlindex.kernels import weigh
from intlindex.kernels.rank import rank_descending

RANKED = {
    "rank_order_centroid": weigh.rank_order_centroid,
    "rank_sum": weigh.rank_sum,
    "rank_reciprocal": weigh.rank_reciprocal,
}
every_ranked = pytest.mark.parametrize("scheme", RANKED.values(), ids=RANKED)
IMPORTANCE = st.lists(st.integers(0, 4), min_size=1, max_size=8).map(lambda given: np.array(given, dtype=float))
POINTS = st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1)).map(
    lambda drawn: np.random.default_rng(drawn[2]).integers(0, 9, drawn[:2]) + np.eye(*drawn[:2]) + 0.25
)


def test_equal_weights_sum_to_one():
    np.testing.assert_array_equal(weigh.equal(5), np.full(5, 0.2))


def test_no_children_have_no_equal_weights():
    with pytest.raises(ValueError, match="at least one child, found 0"):
        weigh.equal(0)


@every_ranked
@given(importance=IMPORTANCE, ties=st.sampled_from(["min", "max", "average", "dense"]))
def test_ranks_make_weights_that_fall_with_the_rank_and_are_equal_on_a_tie(scheme, importance, ties):
    weights = scheme(rank_descending(importance, ties=ties))
    assert (weights > 0).all()
    assert weights.sum() == pytest.approx(1.0, abs=1e-12)
    for one in range(len(importance)):
        for other in range(len(importance)):
            assert (weights[one] > weights[other]) == (importance[one] > importance[other])
    np.testing.assert_allclose(weights, scheme(rank_descending(importance)), rtol=1e-12)


@every_ranked
@given(importance=IMPORTANCE, random=st.randoms(use_true_random=False))
def test_ranked_weights_follow_their_children(scheme, importance, random):
    order = rank_descending(importance, ties="average")
    places = random.sample(range(len(order)), len(order))
    np.testing.assert_allclose(scheme(order[places]), scheme(order)[places], rtol=1e-12)


@every_ranked
@given(first=st.permutations(range(1, 6)), second=st.permutations(range(1, 6)))
def test_ranks_alone_and_in_a_batch_give_the_same_bits(scheme, first, second):
    orders = np.array([[first], [second]], dtype=float)
    orders.setflags(write=False)
    many = scheme(orders)
    assert many.shape == (2, 1, 5)
    assert many[0, 0].tobytes() == scheme(orders[0, 0]).tobytes()
    assert many[1].tobytes() == scheme(orders[1]).tobytes()


@every_ranked
@pytest.mark.parametrize("order", [[1.0, 2.0, 4.0], [0.0, 1.0], [2.0, 3.0, 3.0], [1.0, np.nan], [1.0, 1.25]])
def test_an_order_that_is_no_ranking_is_refused(scheme, order):
    with pytest.raises(ValueError, match=r"an order must be the ranks 1 to \d \(ties allowed\), found"):
        scheme(np.array(order))


@given(points=POINTS)
def test_a_panel_agrees_on_shares_between_its_extremes(points):
    points.setflags(write=False)
    panel = weigh.budget_allocation(points)
    assert panel.weights.sum() == pytest.approx(1.0, abs=1e-12)
    assert (panel.lowest <= panel.weights + 1e-12).all()
    assert (panel.weights <= panel.highest + 1e-12).all()
    assert np.isnan(panel.spread).all() == (len(points) == 1)


@given(points=POINTS, random=st.randoms(use_true_random=False), budget=st.sampled_from([0.5, 3.0, 100.0]))
def test_a_panel_does_not_depend_on_the_order_of_experts_or_children_or_on_what_one_hands_out(points, random, budget):
    experts, children = (random.sample(range(size), size) for size in points.shape)
    scaled = points.copy()
    scaled[0] *= budget
    panel, other = weigh.budget_allocation(points), weigh.budget_allocation(scaled[experts][:, children])
    np.testing.assert_allclose(other.weights, panel.weights[children], rtol=1e-12)
    np.testing.assert_allclose(other.spread, panel.spread[children], atol=1e-12)


def test_panels_alone_and_in_a_batch_give_the_same_bits():
    points = np.random.default_rng(4).random((3, 4, 5))
    many = weigh.budget_allocation(points)
    for one in range(3):
        alone = weigh.budget_allocation(points[one])
        assert many.weights[one].tobytes() == alone.weights.tobytes()
        assert many.spread[one].tobytes() == alone.spread.tobytes()


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([[1.0, 2.0], [3.0, -1.0]], "expert 2 gives -1 to child 2"),
        ([[1.0, np.nan], [3.0, 1.0]], "expert 1 gives nan to child 2"),
        ([[1.0, 2.0], [0.0, 0.0]], "expert 2 gives none"),
    ],
)
def test_points_that_make_no_shares_are_refused(points, message):
    with pytest.raises(ValueError, match=message):
        weigh.budget_allocation(np.array(points))
