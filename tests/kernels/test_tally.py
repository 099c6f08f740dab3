"""Ranks are counted as they would be ranked one draw at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from intlindex.kernels import tally
from intlindex.kernels.rank import rank_descending
from strategies import TIES

FEW = st.integers(-3, 3).map(float)
WIDE = st.one_of(st.integers(-(2**53), 2**53).map(float), st.sampled_from([-1e300, 1e300, 2.0**60, -(2.0**61)]), FEW)


def grids(elements):
    return hnp.arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 9)), elements=elements)


def ranked(grid, ties):
    """Rank each draw by itself, from 0, in the parts of a rank that the rule for ties makes."""
    return np.array([(rank_descending(row, ties=ties) - 1) * tally.parts_of(ties) for row in grid]).astype(int)


def width(units, ties):
    return 2 * units - 1 if ties == "average" else units


@given(st.one_of(grids(FEW), grids(WIDE)), TIES)
def test_counts_are_those_of_ranking_draw_by_draw(grid, ties):
    before = grid.copy()
    expected = np.zeros((grid.shape[1], width(grid.shape[1], ties)), dtype=int)
    for row in ranked(grid, ties):
        for unit, rank in enumerate(row):
            expected[unit, rank] += 1
    np.testing.assert_array_equal(tally.count_ranks(grid, ties=ties), expected)
    np.testing.assert_array_equal(grid, before)


@given(st.one_of(grids(FEW), grids(WIDE)), TIES)
def test_places_are_those_of_ranking_draw_by_draw(grid, ties):
    units, ranks = tally.places(grid, ties=ties)
    found = np.empty(grid.shape, dtype=int)
    np.put_along_axis(found, units, np.broadcast_to(ranks, grid.shape), axis=-1)
    np.testing.assert_array_equal(found, ranked(grid, ties))
    assert (np.diff(np.take_along_axis(grid, units, axis=-1), axis=-1) <= 0).all()


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
@pytest.mark.parametrize("away", [2.0**52, 2.0**59, 2.0**62, 2.0**70, 1e280])
def test_scores_far_apart_are_told_apart(away, ties):
    grid = np.array([[0.0, away, -away, away, 1.0], [away, away, 0.0, 0.0, -away]])
    units = 5
    expected = np.zeros((units, width(units, ties)), dtype=int)
    for row in ranked(grid, ties):
        expected[np.arange(units), row] += 1
    np.testing.assert_array_equal(tally.count_ranks(grid, ties=ties), expected)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 9, 64, 65, 1024, 1025])
def test_any_number_of_units(count):
    grid = np.random.default_rng(count).permutation(count).astype(float)[None]
    counts = tally.count_ranks(grid)
    assert (counts.sum(axis=0) == 1).all()
    np.testing.assert_array_equal(counts.argmax(axis=1) + 1, rank_descending(grid[0]))


def test_the_widest_range_that_packs_and_the_narrowest_that_does_not():
    for count in (2, 37):
        bits = (count - 1).bit_length()
        for reach in (2.0 ** (62 - bits) - 2.0 ** (10 - bits), 2.0 ** (62 - bits)):
            grid = np.linspace(0, reach, count)[None].copy()
            assert (tally.count_ranks(grid) == np.eye(count, dtype=int)[::-1]).all()


@given(st.one_of(grids(FEW), grids(WIDE)))
def test_who_is_ahead_and_who_is_first(grid):
    draws, units = grid.shape
    ahead = tally.ahead(grid)
    for a in range(units):
        for b in range(units):
            assert ahead[a, b] == sum(grid[draw, a] > grid[draw, b] for draw in range(draws))
    first = tally.first(grid)
    for draw in range(draws):
        for unit in range(units):
            assert first[draw, unit] == (rank_descending(grid[draw])[unit] == 1)


def test_a_block_is_counted_as_its_draws_are():
    grid = np.random.default_rng(1).integers(0, 5, (100, 7)).astype(float)
    for ties in ("min", "max", "dense", "ordinal"):
        alone = sum(tally.count_ranks(row[None], ties=ties) for row in grid)
        np.testing.assert_array_equal(tally.count_ranks(grid, ties=ties), alone)
    layouts = (np.asfortranarray(grid), np.repeat(grid, 2, axis=0)[::2])
    for layout in layouts:
        np.testing.assert_array_equal(tally.count_ranks(layout), tally.count_ranks(grid))
        np.testing.assert_array_equal(tally.ahead(layout), tally.ahead(grid))


def test_places_of_sorted_draws_are_as_many_as_units():
    starts = np.ones((2, 5), dtype=bool)
    for ties in ("min", "max", "dense", "ordinal"):
        found = np.broadcast_to(tally.ranks_of(starts, ties=ties), starts.shape)
        assert found.tolist() == [[0, 1, 2, 3, 4]] * 2
