"""Wins less losses from whole numbers are those of the sums as they are defined, whatever the weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intlindex.kernels.aggregate import pairwise_wins
from intlindex.kernels.aggregate.outranking import copeland
from intlindex.kernels.aggregate.pairwise_wins import wins_less_losses

TOLERANCE = 1e-12


def defined(values, weights, tolerance=TOLERANCE):
    """Add up child by child in float64, all units against each."""
    found = np.zeros(len(values), dtype=np.int64)
    for unit, own in enumerate(values):
        net = np.zeros(len(values))
        total = 0.0
        for child, weight in enumerate(weights.tolist()):
            net = net + weight * np.sign(own[child] - values[:, child])
            total = total + weight
        bar = 2 * tolerance * total
        found[unit] = (net > bar).sum() - (net < -bar).sum()
    return found


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    units=st.integers(1, 40),
    children=st.integers(1, 12),
    levels=st.sampled_from([2, 3, 50]),
    kind=st.sampled_from(["equal", "uniform", "one heavy", "halves", "near halves", "some zero", "tiny", "huge"]),
)
def test_whole_numbers_find_what_the_sums_as_defined_say(seed, units, children, levels, kind):
    rng = np.random.default_rng(seed)
    values = rng.integers(0, levels, (units, children)).astype(np.float64)
    weights = rng.dirichlet(np.ones(children))
    match kind:
        case "equal":
            weights = np.full(children, 1 / children)
        case "one heavy":
            weights[0] = 1e6
        case "halves":
            weights = np.exp2(-np.minimum(np.arange(1.0, children + 1), children - 1))
        case "near halves":
            weights = np.full(children, 0.5) + rng.choice([0, 1e-16, 1e-13, 1e-12, 1e-11], children)
        case "some zero":
            weights[rng.random(children) < 0.5] = 0.0
        case "tiny":
            weights *= 1e-300
        case "huge":
            weights *= 1e300
    expected = defined(values, weights)
    np.testing.assert_array_equal(wins_less_losses(values, weights, tolerance=TOLERANCE), expected)
    np.testing.assert_array_equal(copeland(values[None], weights[None])[0], expected)


@pytest.mark.parametrize("block", [1, 100, 2**16])
@pytest.mark.parametrize("tolerance", [0.0, 1e-12, 0.05])
def test_neither_blocks_nor_the_tolerance_change_that(monkeypatch, block, tolerance):
    monkeypatch.setattr(pairwise_wins, "BLOCK", block)
    rng = np.random.default_rng(3)
    values, weights = rng.random((150, 7)).round(1), rng.dirichlet(np.ones(7))
    expected = defined(values, weights, tolerance)
    np.testing.assert_array_equal(wins_less_losses(values, weights, tolerance=tolerance), expected)


def test_most_pairs_of_many_units_need_no_sum_in_float64(monkeypatch):
    summed = []
    original = pairwise_wins._summed

    def counting(leads, weights):
        found = original(leads, weights)
        summed.append(found.size)
        return found

    monkeypatch.setattr(pairwise_wins, "_summed", counting)
    rng = np.random.default_rng(4)
    wins_less_losses(rng.random((300, 30)), rng.dirichlet(np.ones(30)), tolerance=TOLERANCE)
    assert sum(summed) < 0.02 * 300**2


def test_more_children_than_rounded_weights_can_tell_apart_are_added_up():
    rng = np.random.default_rng(5)
    children = pairwise_wins.MOST_CHILDREN + 1
    values, weights = rng.random((20, children)), np.full(children, 1 / children)
    np.testing.assert_array_equal(wins_less_losses(values, weights, tolerance=TOLERANCE), defined(values, weights))


def test_without_any_weight_no_one_wins():
    assert not wins_less_losses(np.arange(6.0).reshape(3, 2), np.zeros(2), tolerance=TOLERANCE).any()
