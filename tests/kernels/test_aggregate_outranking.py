"""Comparisons in pairs: outranking and Copeland by hand and with blanks, Kemeny against all orders there are."""

from __future__ import annotations

from functools import partial
from itertools import combinations, permutations
from math import fsum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.aggregate import outranking as module
from intlindex.kernels.aggregate.outranking import copeland, kemeny, outranking
from makers import same_bits
from strategies import ANY_WEIGHTS, WEIGHTS, blocks

FEW = st.integers(0, 4).map(float)
"""Values that tie often."""

KERNELS = {
    "outranking": outranking,
    "copeland": partial(copeland, skip_blanks=True),
    "copeland, whole": copeland,
    "copeland, scaled": partial(copeland, scaled=True, skip_blanks=True),
}
every_kernel = pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS)


@st.composite
def samples(draw, *, blanks=True, weights=ANY_WEIGHTS, most=6):
    """Draw values ``(units, children)`` with ties and shares of the children."""
    units, count = draw(st.integers(1, most)), draw(st.integers(1, 6))
    values = draw(hnp.arrays(np.float64, (units, count), elements=FEW))
    if blanks:
        values[draw(hnp.arrays(np.bool_, (units, count)))] = np.nan
    raw = draw(hnp.arrays(np.float64, count, elements=weights))
    raw[0] += not raw.any()
    return values, basic_means.shares(raw)


def equal_shares(count):
    return np.full(count, 1 / count)


# Outranking by hand


def test_outranking_computed_by_hand():
    values = np.array([[3.0, 1.0, 5.0], [2.0, 1.0, 6.0], [4.0, 2.0, 5.0]])
    # First and second: 0.5 won, 0.3 tied, 0.2 lost. First and third: 0.2 tied, the rest lost.
    # Second and third: 0.2 won, the rest lost.
    expected = [[0.5, 0.65, 0.1], [0.35, 0.5, 0.2], [0.9, 0.8, 0.5]]
    np.testing.assert_allclose(outranking(values, np.array([0.5, 0.3, 0.2])), expected, rtol=1e-14)


def test_outranking_with_blanks_computed_by_hand():
    values = np.array([[3.0, 1.0, np.nan], [2.0, 1.0, 6.0], [np.nan, np.nan, 5.0]])
    # First and second: of 0.8 in common 0.5 won, 0.3 tied. First and third have nothing in common. Second and
    # third: all that they have in common won.
    expected = [[0.5, 0.65 / 0.8, 0.5], [0.15 / 0.8, 0.5, 1.0], [0.5, 0.0, 0.5]]
    np.testing.assert_allclose(outranking(values, np.array([0.5, 0.3, 0.2])), expected, rtol=1e-14)


@given(samples())
def test_the_entries_of_a_pair_add_up_to_exactly_one(drawn):
    found = outranking(*drawn)
    assert ((found >= 0) & (found <= 1)).all()
    np.testing.assert_array_equal(found + found.T, np.ones_like(found))


@given(samples())
def test_outranking_is_the_plain_sum_over_the_children_in_common(drawn):
    values, shares = drawn
    found = outranking(values, shares)
    for first, second in combinations(range(len(values)), 2):
        both = ~np.isnan(values[first]) & ~np.isnan(values[second])
        weight = fsum(shares[both])
        won = fsum(shares[both & (values[first] > values[second])])
        tied = fsum(shares[both & (values[first] == values[second])])
        expected = (won + tied / 2) / weight if weight else 0.5
        assert found[first, second] == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_many_units_are_compared_in_blocks_with_the_same_result(monkeypatch):
    values = np.random.default_rng(5).integers(0, 5, (2, 23, 4)).astype(float)
    values[0, 3, 1] = values[1, 20] = np.nan
    shares = np.array([[0.4, 0.3, 0.2, 0.1], [0.1, 0.1, 0.7, 0.1]])
    expected = outranking(values, shares), copeland(values, shares, skip_blanks=True)
    for size in (1, 200, 10**6):
        monkeypatch.setattr(module, "BLOCK", size)
        np.testing.assert_array_equal(outranking(values, shares), expected[0])
        np.testing.assert_array_equal(copeland(values, shares, skip_blanks=True), expected[1])


# Copeland


def test_copeland_scores_computed_by_hand():
    # Shares of 0.4, 0.3 and 0.3: the first beats the second (0.7) and loses to the third (0.3), the second beats
    # the third (0.7): a cycle. The fourth loses to all.
    values = np.array([[3.0, 2.0, 1.0], [2.0, 1.0, 3.0], [1.0, 3.0, 2.0], [0.0, 0.0, 0.0]])
    shares = np.array([0.4, 0.3, 0.3])
    np.testing.assert_array_equal(copeland(values, shares), [1, 1, 1, -3])
    np.testing.assert_allclose(copeland(values, shares, scaled=True), [2 / 3, 2 / 3, 2 / 3, 0], rtol=1e-15)


def test_copeland_scores_with_blanks_computed_by_hand():
    values = np.array([[3.0, 1.0], [2.0, np.nan], [np.nan, 2.0], [np.nan, np.nan]])
    shares = np.array([0.6, 0.4])
    # The first beats the second on the first child and loses to the third on the second; the second and the
    # third have nothing in common, a tie. The fourth takes no part.
    np.testing.assert_array_equal(copeland(values, shares, skip_blanks=True), [0, -1, 1, np.nan])
    # Only the first has all children: it has nobody to beat.
    np.testing.assert_array_equal(copeland(values, shares), [0, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(copeland(values, shares, scaled=True), [0.5, np.nan, np.nan, np.nan])


@given(st.data(), st.sampled_from([2, 6, 10, 14, 22, 30, 46, 50]))
def test_an_exact_tie_is_a_tie_whatever_the_order_of_the_children(data, count):
    order = np.array(data.draw(st.permutations(range(count))))
    first = np.where(order < count // 2, 1.0, 2.0)
    values = np.stack([first, 3.0 - first])
    np.testing.assert_array_equal(copeland(values, equal_shares(count)), [0, 0])


@given(st.permutations([0.1, 0.2, 0.3, 0.15, 0.25]), st.booleans())
def test_a_tie_of_unequal_weights_is_a_tie_whatever_their_order(weights, swapped):
    first = np.isin(weights, [0.1, 0.15, 0.25]).astype(float)  # against 0.2 and 0.3
    values = np.stack([first, 1 - first])
    np.testing.assert_array_equal(copeland(values[::-1] if swapped else values, np.array(weights)), [0, 0])


def test_the_tolerance_says_what_a_tie_is():
    values, shares = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.5 + 1e-9, 0.5 - 1e-9])
    np.testing.assert_array_equal(copeland(values, shares), [1, -1])
    np.testing.assert_array_equal(copeland(values, shares, tolerance=0.9e-9), [1, -1])
    np.testing.assert_array_equal(copeland(values, shares, tolerance=1.1e-9), [0, 0])


@given(samples(weights=st.integers(0, 5).map(float)), st.booleans())
def test_copeland_scores_are_exact_against_whole_numbers(drawn, skip):
    values, shares = drawn
    counts = np.rint(shares / shares[shares > 0].min() * 60)  # whole weights in the same ratios
    blank = np.isnan(values)
    absent = blank.all(axis=1) if skip else blank.any(axis=1)
    expected = np.where(absent, np.nan, 0.0)
    for first, second in permutations(np.flatnonzero(~absent), 2):
        won = counts[values[first] > values[second]].sum() - counts[values[first] < values[second]].sum()
        expected[first] += np.sign(won)
    np.testing.assert_array_equal(copeland(values, shares, skip_blanks=skip), expected)


@given(samples())
def test_copeland_scores_add_up_to_zero_and_scaled_ones_lie_between_zero_and_one(drawn):
    assert np.nansum(copeland(*drawn, skip_blanks=True)) == 0
    scaled = copeland(*drawn, skip_blanks=True, scaled=True)
    scaled = scaled[~np.isnan(scaled)]
    assert ((scaled >= 0) & (scaled <= 1)).all()


@given(samples(blanks=False), st.data())
def test_a_higher_child_never_lowers_the_score_of_its_unit(drawn, data):
    values, shares = drawn
    unit, child = (data.draw(st.integers(0, size - 1)) for size in values.shape)
    raised = values.copy()
    raised[unit, child] += data.draw(st.floats(0.0, 3.0))
    assert copeland(raised, shares)[unit] >= copeland(values, shares)[unit]


@every_kernel
@given(drawn=samples())
def test_only_the_order_of_values_counts(kernel, drawn):
    values, shares = drawn
    np.testing.assert_array_equal(kernel(np.exp(3.0 * values), shares), kernel(values, shares))


@given(samples(weights=WEIGHTS), st.data())
def test_the_order_of_units_changes_nothing_and_that_of_children_no_score(drawn, data):
    values, shares = drawn
    order = data.draw(st.permutations(range(shares.size)))
    units = data.draw(st.permutations(range(len(values))))
    matrix, scores = outranking(values, shares), copeland(values, shares, skip_blanks=True)
    np.testing.assert_array_equal(outranking(values[units], shares), matrix[np.ix_(units, units)])
    np.testing.assert_array_equal(copeland(values[units], shares, skip_blanks=True), scores[units])
    np.testing.assert_allclose(outranking(values[:, order], shares[order]), matrix, rtol=0, atol=1e-14)
    np.testing.assert_array_equal(copeland(values[:, order], shares[order], skip_blanks=True), scores)


@every_kernel
@given(drawn=samples())
def test_no_input_is_written_to(kernel, drawn):
    before = [each.tobytes() for each in drawn]
    for each in drawn:
        each.setflags(write=False)
    kernel(*drawn)
    assert [each.tobytes() for each in drawn] == before


@every_kernel
@given(drawn=blocks(units=9, elements=FEW))
def test_a_batch_changes_no_bit_of_its_members(kernel, drawn):
    values, shares = drawn
    together, over_weights, over_data = kernel(values, shares), kernel(values[0], shares), kernel(values, shares[0])
    for member in range(len(values)):
        assert same_bits(together[member], kernel(values[member], shares[member]))
        assert same_bits(over_weights[member], kernel(values[0], shares[member]))
        assert same_bits(over_data[member], kernel(values[member], shares[0]))


@every_kernel
@given(drawn=blocks(units=9, elements=FEW))
def test_how_memory_is_laid_out_changes_no_bit(kernel, drawn):
    values, shares = drawn
    expected = np.ascontiguousarray(kernel(values, shares))
    by_child = np.moveaxis(np.ascontiguousarray(np.moveaxis(values, -1, 0)), 0, -1)
    spaced = np.repeat(np.repeat(values, 3, axis=1), 2, axis=2)[:, ::3, ::2]
    for layout in (np.asfortranarray(values), by_child, spaced):
        assert same_bits(kernel(layout, shares), expected)


# Kemeny


def all_orders(matrix):
    """Score every order there is; return the best score and how many orders have it."""
    orders = np.array(list(permutations(range(len(matrix)))))
    scores = np.zeros(len(orders))
    for first, second in combinations(range(len(matrix)), 2):
        scores += matrix[orders[:, first], orders[:, second]]
    return scores.max(), np.count_nonzero(scores > scores.max() - 1e-9)


def score_of(ranks, matrix):
    return fsum(matrix[pair] for pair in permutations(range(len(ranks)), 2) if ranks[pair[0]] < ranks[pair[1]])


def test_a_consensus_without_a_cycle_computed_by_hand():
    # The second beats both others, the first beats the third: 0.8 + 0.6 + 0.7.
    found = kemeny(np.array([[0.5, 0.2, 0.7], [0.8, 0.5, 0.6], [0.3, 0.4, 0.5]]))
    np.testing.assert_array_equal(found.ranks, [2, 1, 3])
    assert found.score == pytest.approx(2.1, rel=1e-15)
    assert found.unique


def test_the_weakest_link_of_a_cycle_is_broken():
    # A beats B by 0.7, B beats C by 0.9, C beats A by 0.6. ABC has 0.7 + 0.9 + 0.4 = 2.0, BCA 0.9 + 0.6 + 0.3 = 1.8
    # and CAB 0.6 + 0.7 + 0.1 = 1.4; an order against two links has less than any of them.
    found = kemeny(np.array([[0.5, 0.7, 0.4], [0.3, 0.5, 0.9], [0.6, 0.1, 0.5]]))
    np.testing.assert_array_equal(found.ranks, [1, 2, 3])
    assert found.score == pytest.approx(2.0, rel=1e-15)
    assert found.unique


def test_an_even_cycle_has_no_unique_consensus():
    # Three children order the units ABC, BCA and CAB: every turn of ABC has 2/3 + 2/3 + 1/3.
    values = np.array([[3.0, 1.0, 2.0], [2.0, 3.0, 1.0], [1.0, 2.0, 3.0]])
    found = kemeny(outranking(values, equal_shares(3)))
    assert found.score == pytest.approx(5 / 3, rel=1e-15)
    assert not found.unique
    assert sorted(found.ranks) == [1, 2, 3]


def test_equal_units_have_no_unique_consensus():
    found = kemeny(outranking(np.array([[2.0], [1.0], [1.0]]), np.ones(1)))
    assert found.ranks[0] == 1
    assert not found.unique


def test_a_tie_but_for_rounding_is_a_tie():
    more, less = 0.5 + 2.0**-53, 0.5 - 2.0**-53
    assert more > 0.5 > less
    found = kemeny(np.array([[0.5, more, 1.0], [less, 0.5, 1.0], [0.0, 0.0, 0.5]]))
    assert found.ranks[2] == 3
    assert not found.unique


def test_units_tied_with_a_whole_cycle_may_stand_anywhere():
    # The cycle of three has one best order, by its weakest link; the fourth unit ties with all three.
    matrix = np.array([[0.5, 0.7, 0.4, 0.5], [0.3, 0.5, 0.9, 0.5], [0.6, 0.1, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]])
    found = kemeny(matrix)
    assert found.score == pytest.approx(3.5, rel=1e-15)
    assert (np.diff(found.ranks[:3]) > 0).all()
    assert not found.unique


@pytest.mark.parametrize("units", [0, 1])
def test_one_unit_or_none_has_one_order(units):
    found = kemeny(np.full((units, units), 0.5))
    np.testing.assert_array_equal(found.ranks, np.arange(1.0, units + 1))
    assert found.unique
    assert found.score == 0


@given(samples(most=7))
def test_no_order_is_better_and_a_second_best_is_noticed(drawn):
    matrix = outranking(*drawn)
    found = kemeny(matrix)
    best, how_many = all_orders(matrix)
    assert found.score == pytest.approx(best, abs=1e-9)
    assert score_of(found.ranks, matrix) == pytest.approx(found.score, rel=1e-12)
    assert sorted(found.ranks) == list(range(1, len(matrix) + 1))
    assert found.unique == (how_many == 1)


@given(st.data(), st.integers(3, 7))
def test_no_order_is_better_where_cycles_abound(data, units):
    upper = data.draw(hnp.arrays(np.float64, (units, units), elements=st.integers(0, 20).map(lambda share: share / 20)))
    matrix = np.triu(upper, 1) + np.tril(1 - upper.T, -1)
    np.fill_diagonal(matrix, 0.5)
    found = kemeny(matrix)
    best, how_many = all_orders(matrix)
    assert found.score == pytest.approx(best, abs=1e-9)
    assert found.unique == (how_many == 1)


def cyclic(units, children, seed=3):
    """Draw values without any common order, so that most units are in cycles."""
    rng = np.random.default_rng(seed)
    return outranking(rng.normal(size=(units, children)), basic_means.shares(rng.uniform(1.0, 2.0, children)))


@pytest.mark.parametrize(("units", "children", "seed"), [(7, 5, 8), (8, 5, 59), (8, 7, 15), (8, 7, 106)])
def test_no_order_is_better_where_whole_numbers_must_be_asked_for(units, children, seed):
    # Constraints against cycles do not suffice here: without whole numbers the solver halves some pairs.
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(units, children))
    matrix = outranking(values, basic_means.shares(rng.uniform(1.0, 2.0, children)))
    found = kemeny(matrix)
    best, how_many = all_orders(matrix)
    assert found.score == pytest.approx(best, abs=1e-9)
    assert found.unique == (how_many == 1)


def test_a_unique_consensus_of_37_units_beats_every_move_of_one_unit_and_their_order_does_not_matter():
    matrix = cyclic(37, 9)
    found = kemeny(matrix)
    assert found.unique
    order = np.argsort(found.ranks)
    for start in range(37):
        rest = np.delete(order, start)
        for end in range(37):
            moved = np.insert(rest, end, order[start])
            score = np.triu(matrix[np.ix_(moved, moved)], 1).sum()
            assert score < found.score - 1e-9 or end == start
    units = np.random.default_rng(8).permutation(37)
    again = kemeny(matrix[np.ix_(units, units)])
    np.testing.assert_array_equal(again.ranks, found.ranks[units])
    assert again.score == pytest.approx(found.score, rel=1e-14)


def test_where_the_consensus_is_not_unique_the_order_of_the_units_still_does_not_matter():
    rng = np.random.default_rng(2)
    matrix = outranking(rng.normal(size=(20, 5)), equal_shares(5))
    found = kemeny(matrix)
    assert not found.unique
    for _ in range(10):
        units = rng.permutation(20)
        np.testing.assert_array_equal(kemeny(matrix[np.ix_(units, units)]).ranks, found.ranks[units])


def test_the_solver_writes_nothing_to_standard_output(capfd):
    for seed in range(3):
        kemeny(cyclic(25, 7, seed))
    assert capfd.readouterr() == ("", "")


def test_too_many_units_are_refused():
    with pytest.raises(ValueError, match="at most 60 units, found 61"):
        kemeny(np.full((61, 61), 0.5))


def test_an_order_that_is_not_proved_is_refused():
    with pytest.raises(ValueError, match="no consensus ranking could be proved to be the best"):
        kemeny(cyclic(60, 7), time_limit=0.0)


def test_what_is_compared_is_not_written_to():
    matrix = cyclic(8, 5)
    before = matrix.tobytes()
    matrix.setflags(write=False)
    kemeny(matrix)
    assert matrix.tobytes() == before


@pytest.mark.parametrize("units", [1, 2, 37, 300])
@pytest.mark.parametrize("levels", [2, 5, 1000])
def test_pairs_compared_once_give_the_scores_of_all_pairs(units, levels):
    rng = np.random.default_rng(units + levels)
    values = rng.integers(0, levels, (units, 7)) / 7.0 - 3.0
    weights = np.array([1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 3.0]) / 12.0
    once = copeland(values, weights)
    in_a_batch = copeland(values[None], weights)[0]
    assert np.array_equal(once, in_a_batch)
