"""Owen values: published games, what makes them Owen values, and random orders where there are too many."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlindex.kernels.decompose import owen
from intlindex.kernels.decompose.owen import Game, owen_values, shapley_weights

MERGES = [
    lambda rows: rows.max(axis=-1),
    lambda rows: np.median(rows, axis=-1),
    lambda rows: rows.prod(axis=-1),
    lambda rows: rows.mean(axis=-1) ** 2,
]


def game(merge, low, high, below=None):
    below = (None,) * len(low) if below is None else below
    states = [
        [state if each is None else each.merge(side(each)[None])[0] for state, each in zip(states, below, strict=True)]
        for states, side in ((low, lambda each: each.low), (high, lambda each: each.high))
    ]
    return Game(merge, *map(np.array, states), tuple(below))


@st.composite
def games(draw, depth=2):
    count = draw(st.integers(1, 3))
    below = [draw(games(depth - 1)) if depth and draw(st.booleans()) else None for _ in range(count)]
    states = st.lists(st.integers(0, 4).map(float), min_size=count, max_size=count)
    return game(draw(st.sampled_from(MERGES)), draw(states), draw(states), below)


def test_the_airport_game_is_shared_out_as_published():
    # Littlechild & Owen (1973): a runway for costs 1, 2, 3; each part is paid for by those who need it.
    found = owen_values(game(MERGES[0], [0, 0, 0], [1.0, 2.0, 3.0]))
    assert found.exact
    assert found.values == pytest.approx([1 / 3, 5 / 6, 11 / 6])


def test_a_union_of_two_of_three_in_a_majority_game_takes_all():
    # Owen (1977): with two of three players in a union, the quotient game gives it everything, half for each.
    majority = lambda rows: (rows[:, 0] + rows[:, 1] >= 2).astype(float)  # noqa: E731
    union = game(lambda rows: rows.sum(axis=-1), [0.0, 0.0], [1.0, 1.0])
    assert owen_values(game(majority, [0, 0.0], [0, 1.0], [union, None])).values == pytest.approx([0.5, 0.5, 0.0])
    alone = game(lambda rows: (rows.sum(axis=-1) >= 2).astype(float), [0.0] * 3, [1.0] * 3)
    assert owen_values(alone).values == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("others", range(12))
def test_weights_of_coalitions_sum_to_one_over_all_of_them(others):
    counts = [comb(others, size) for size in range(others + 1)]
    assert shapley_weights(others) @ counts == pytest.approx(1)


@given(drawn=games())
def test_random_orders_sum_to_the_same_and_stay_close(drawn):
    exact = owen_values(drawn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owen, "MOST_PLAYERS", 0)
        sampled = owen_values(drawn, draws=2000, rng=np.random.default_rng(1))
    gain = drawn.merge(drawn.high[None])[0] - drawn.merge(drawn.low[None])[0]
    assert exact.values.sum() == pytest.approx(gain, abs=1e-9)
    assert sampled.values.sum() == pytest.approx(gain, abs=1e-9)
    assert sampled.exact == drawn.idle
    assert (np.abs(sampled.values - exact.values) <= 6 * sampled.errors + 1e-9).all()


def test_a_dozen_children_are_exact_and_thirteen_are_sampled():
    def count(players):
        return owen_values(game(MERGES[0], [0.0] * players, list(range(1, players + 1))))

    assert count(12).exact
    assert not count(13).exact
    wide = count(13)
    assert wide.values.sum() == pytest.approx(13)
    assert owen_values(game(MERGES[0], [0.0] * 13, [*range(1, 13), 0.0])).exact  # one does not change


def test_the_same_seed_draws_the_same_orders():
    wide = game(MERGES[0], [0.0] * 14, list(range(14, 0, -1)))
    draw = [owen_values(wide, rng=np.random.default_rng(seed)).values for seed in (5, 5, 6)]
    assert draw[0].tolist() == draw[1].tolist() != draw[2].tolist()


def test_two_blanks_are_alike():
    blanks = game(lambda rows: np.nanmax(rows, axis=-1), [np.nan, 1.0], [np.nan, 2.0])
    assert owen_values(blanks).values.tolist() == [0.0, 1.0]
