"""Benefit of the doubt: by geometry, against the plain program, and what it is said to be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import linprog

from intlindex.kernels.aggregate import frontier
from intlindex.kernels.aggregate.frontier import benefit_of_the_doubt

TOLERANCE = 1e-8
VALUES = st.one_of(st.just(0.0), st.floats(0.1, 100.0))


@st.composite
def samples(draw, *, blanks=False, elements=VALUES):
    """Draw values ``(units, children)``."""
    units, count = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    values = draw(hnp.arrays(np.float64, (units, count), elements=elements))
    if blanks:
        values[draw(hnp.arrays(np.bool_, (units, count)))] = np.nan
    return values


@st.composite
def bounds(draw, count):
    """Draw bounds on shares that leave something to choose."""
    low = draw(st.floats(0.0, 1.0)) / count
    return low, min(1.0, draw(st.floats(1.0, 3.0)) / count)


# By geometry. A (4, 1), D (3, 3) and B (1, 4) are the corners of the frontier. F (1, 2) looks along the ray of slope 2,
# which crosses the edge from D to B at (1.8, 3.6): its score is 1 / 1.8, by weights that make that edge the line
# (w, x) = 1, (1/9, 2/9). C (2, 2) looks at D: 2/3. E (2, 0.5) is half of A.

SAMPLE = np.array([[4.0, 1.0], [3.0, 3.0], [1.0, 4.0], [1.0, 2.0], [2.0, 2.0], [2.0, 0.5]])


def test_scores_computed_by_geometry():
    found = benefit_of_the_doubt(SAMPLE)
    np.testing.assert_allclose(found.scores, [1, 1, 1, 5 / 9, 2 / 3, 1 / 2], rtol=1e-12)
    np.testing.assert_array_equal(found.scores[:3], 1.0)
    np.testing.assert_allclose(found.weights[3], [1 / 9, 2 / 9], rtol=1e-9)
    np.testing.assert_allclose(found.shares[3], [0.2, 0.8], rtol=1e-9)


def test_scores_with_bounds_on_shares_computed_by_hand():
    # Both children count for half: the score is one over the highest mean of the two ratios to the unit. For F these
    # are 4 and 0.5 for A, 3 and 1.5 for D, 1 and 2 for B: 1 / 2.25.
    half = benefit_of_the_doubt(SAMPLE, share_bounds=(0.5, 0.5))
    assert half.scores[3] == pytest.approx(4 / 9, rel=1e-12)
    np.testing.assert_allclose(half.shares, 0.5, rtol=1e-9)
    # F wants 0.2 and 0.8. With at least 1/4 for the first, D is highest: 3/4 + 9/8 = 15/8.
    quarter = benefit_of_the_doubt(SAMPLE, share_bounds=([0.25, 0.0], 1.0))
    assert quarter.scores[3] == pytest.approx(8 / 15, rel=1e-12)
    np.testing.assert_allclose(quarter.shares[3], [0.25, 0.75], rtol=1e-9)
    np.testing.assert_allclose(quarter.weights[3], [0.25 * 8 / 15, 0.75 * 8 / 15 / 2], rtol=1e-9)
    # With at most 0.3 for the second, A is highest: 0.7 * 4 + 0.3 * 0.5 = 2.95.
    upper = benefit_of_the_doubt(SAMPLE, share_bounds=(0.0, [1.0, 0.3]))
    assert upper.scores[3] == pytest.approx(1 / 2.95, rel=1e-12)


def test_a_zero_in_a_child_that_must_contribute_makes_the_score_zero():
    values = np.array([[4.0, 0.0], [1.0, 4.0], [0.0, 0.0]])
    np.testing.assert_allclose(benefit_of_the_doubt(values).scores, [1, 1, 0], rtol=1e-12)
    found = benefit_of_the_doubt(values, share_bounds=(0.1, 1.0))
    np.testing.assert_allclose(found.scores, [0, 1, 0], rtol=1e-12)
    np.testing.assert_array_equal(found.weights[0], 0.0)
    # At most 0.6 each: the shares of a unit with one child above zero cannot add up to one. The second takes 0.4 of
    # the first child, of which the first has four times as much.
    limited = benefit_of_the_doubt(values, share_bounds=(0.0, 0.6))
    np.testing.assert_allclose(limited.scores, [0, 1 / 1.6, 0], rtol=1e-12)


def test_blanks_computed_by_hand():
    values = np.array([[4.0, 1.0], [2.0, np.nan], [np.nan, 3.0], [np.nan, np.nan]])
    found = benefit_of_the_doubt(values, skip_blanks=True)
    # The second is judged by the first child alone, half of the best; the third has the best of the second child, and
    # the first the best of the first.
    np.testing.assert_allclose(found.scores, [1, 0.5, 1, np.nan], rtol=1e-12)
    np.testing.assert_allclose(found.weights[1], [0.25, 0.0], rtol=1e-12)
    # No bound holds for a blank, and an upper one of the rest is widened where it must be.
    for limits in ((0.2, 1.0), (0.0, 0.6), ([0.3, 0.4], [0.5, 0.6])):
        bounded = benefit_of_the_doubt(values, share_bounds=limits, skip_blanks=True)
        assert bounded.scores[1] == pytest.approx(0.5, rel=1e-12)
        np.testing.assert_allclose(bounded.shares[1], [1.0, 0.0], rtol=1e-12)
    # Otherwise only the first is left, which is its own frontier.
    np.testing.assert_array_equal(benefit_of_the_doubt(values).scores, [1, np.nan, np.nan, np.nan])


@pytest.mark.parametrize(
    ("values", "limits", "message"),
    [
        ([[1.0, -2.0]], None, "not negative, found -2"),
        ([[1.0, np.nan], [-3.0, 1.0]], None, "not negative, found -3"),
        ([[1.0, 2.0]], (0.6, 1.0), "lower bounds add up to 1.2, upper bounds to 2"),
        ([[1.0, 2.0]], (0.0, 0.4), "lower bounds add up to 0, upper bounds to 0.8"),
        ([[1.0, 2.0]], (0.5, 0.4), "0 <= low <= high"),
        ([[1.0, 2.0]], (-0.1, 1.0), "0 <= low <= high"),
        ([[1.0, 2.0]], (np.nan, 1.0), "0 <= low <= high"),
    ],
)
def test_what_cannot_be_scored_is_refused(values, limits, message):
    with pytest.raises(ValueError, match=message):
        benefit_of_the_doubt(np.array(values), share_bounds=limits)


# Against the program as it is written in the definition


def plain(values, unit, low, high):
    """Maximise the weighted sum of one unit, with bounds on its shares as constraints on weights."""
    own = values[unit]
    limits = [
        np.outer(np.full(own.size, low), own) - np.diag(own),
        np.diag(own) - np.outer(np.full(own.size, high), own),
    ]
    matrix = np.vstack([values, *limits])
    right = np.concatenate([np.ones(len(values)), np.zeros(2 * own.size)])
    return -linprog(-own, A_ub=matrix, b_ub=right, bounds=(0, None)).fun


@given(st.data(), samples(elements=st.floats(0.5, 100.0)))
def test_scores_are_those_of_the_plain_program(data, values):
    low, high = data.draw(st.one_of(st.just((0.0, 1.0)), bounds(values.shape[1])))
    found = benefit_of_the_doubt(values, share_bounds=(low, high))
    expected = [plain(values, unit, low, high) for unit in range(len(values))]
    np.testing.assert_allclose(found.scores, expected, rtol=1e-6)


def test_many_units_are_solved_with_the_peers_that_matter(monkeypatch):
    values = np.random.default_rng(4).uniform(1.0, 100.0, (60, 3))
    expected = benefit_of_the_doubt(values, share_bounds=(0.1, 0.8)).scores
    for together, peers in ((1, 2), (7, 1), (60, 60)):
        monkeypatch.setattr(frontier, "TOGETHER", together)
        monkeypatch.setattr(frontier, "PEERS", peers)
        found = benefit_of_the_doubt(values, share_bounds=(0.1, 0.8)).scores
        np.testing.assert_allclose(found, expected, rtol=TOLERANCE)


# What it is said to be


@given(st.data(), samples(blanks=True))
def test_the_weights_found_are_admissible_and_earn_the_score(data, values):
    low, high = data.draw(st.one_of(st.just((0.0, 1.0)), bounds(values.shape[1])))
    found = benefit_of_the_doubt(values, share_bounds=(low, high), skip_blanks=True)
    known = np.where(np.isnan(values), 0.0, values)
    for unit in np.flatnonzero(~np.isnan(values).all(axis=1)):
        score, weights, shares = found.scores[unit], found.weights[unit], found.shares[unit]
        blank = np.isnan(values[unit])
        assert 0 <= score <= 1
        assert (weights >= 0).all()
        assert (weights[blank] == 0).all()
        assert weights @ known[unit] == pytest.approx(score, rel=TOLERANCE)
        assert (known @ weights <= 1 + TOLERANCE).all()
        if score > 0:
            np.testing.assert_allclose(shares, weights * known[unit] / score, atol=TOLERANCE)
            assert shares.sum() == pytest.approx(1.0, rel=1e-12)
            assert (shares[~blank] >= low - TOLERANCE).all()
            assert (shares <= high / min(1.0, high * np.count_nonzero(~blank)) + TOLERANCE).all()


@given(samples(elements=st.floats(0.1, 100.0)))
def test_somebody_is_on_the_frontier_and_nobody_beyond(values):
    found = benefit_of_the_doubt(values)
    assert found.scores.max() == 1.0
    assert (found.scores[values.argmax(axis=0)] == 1.0).any()


@given(samples(elements=st.floats(0.1, 100.0)), st.data())
def test_a_higher_child_never_lowers_the_score_of_its_unit(values, data):
    unit, child = (data.draw(st.integers(0, size - 1)) for size in values.shape)
    limits = data.draw(bounds(values.shape[1]))
    raised = values.copy()
    raised[unit, child] *= data.draw(st.floats(1.0, 10.0))
    before = benefit_of_the_doubt(values, share_bounds=limits).scores[unit]
    assert benefit_of_the_doubt(raised, share_bounds=limits).scores[unit] >= before - TOLERANCE


@given(samples(), st.data())
def test_units_of_measurement_change_no_score(values, data):
    factors = data.draw(hnp.arrays(np.float64, values.shape[1], elements=st.floats(1e-3, 1e6)))
    limits = data.draw(st.one_of(st.none(), bounds(values.shape[1])))
    before = benefit_of_the_doubt(values, share_bounds=limits)
    after = benefit_of_the_doubt(values * factors, share_bounds=limits)
    np.testing.assert_allclose(after.scores, before.scores, rtol=TOLERANCE)


@given(samples(blanks=True), st.data())
def test_the_order_of_units_and_of_children_changes_no_score(values, data):
    units = data.draw(st.permutations(range(len(values))))
    order = data.draw(st.permutations(range(values.shape[1])))
    before = benefit_of_the_doubt(values, skip_blanks=True).scores
    after = benefit_of_the_doubt(values[units][:, order], skip_blanks=True).scores
    np.testing.assert_allclose(after, before[units], rtol=TOLERANCE)


@given(samples(elements=st.floats(0.1, 100.0)), st.data())
def test_tighter_bounds_never_raise_a_score(values, data):
    low, high = data.draw(bounds(values.shape[1]))
    free = benefit_of_the_doubt(values).scores
    tight = benefit_of_the_doubt(values, share_bounds=(low, high)).scores
    assert (tight <= free + TOLERANCE).all()


@given(samples(elements=st.floats(0.1, 100.0)))
def test_equal_units_have_equal_scores(values):
    found = benefit_of_the_doubt(np.vstack([values, values])).scores
    np.testing.assert_allclose(found[: len(values)], found[len(values) :], rtol=TOLERANCE)


def test_a_unit_on_the_frontier_scores_exactly_one():
    values = np.random.default_rng(1).uniform(1.0, 100.0, (37, 25))
    found = benefit_of_the_doubt(values)
    np.testing.assert_array_equal(found.scores, 1.0)  # with so many children everybody is best in some mix
    assert (found.weights @ values.T <= 1 + TOLERANCE).all()


def test_values_far_apart_are_no_trouble():
    values = np.array([[1e-3, 1e9], [1e3, 1e3], [1e-9, 1e-6], [5e2, 2e8]])
    found = benefit_of_the_doubt(values)
    expected = [plain(values / values.max(axis=0), unit, 0.0, 1.0) for unit in range(4)]
    np.testing.assert_allclose(found.scores, expected, rtol=1e-6, atol=1e-9)


@given(st.data(), samples(blanks=True))
def test_a_batch_changes_no_bit_of_its_members_nor_does_memory(data, values):
    others = data.draw(hnp.arrays(np.float64, values.shape, elements=VALUES))
    batch = np.stack([values, others])
    together = benefit_of_the_doubt(batch, skip_blanks=True)
    spaced = np.repeat(np.repeat(batch, 2, axis=1), 3, axis=2)[:, ::2, ::3]
    for layout in (np.asfortranarray(batch), spaced):
        again = benefit_of_the_doubt(layout, skip_blanks=True)
        for field in ("scores", "weights", "shares"):
            np.testing.assert_array_equal(getattr(again, field), getattr(together, field))
    for member, alone in enumerate(batch):
        found = benefit_of_the_doubt(alone, skip_blanks=True)
        for field in ("scores", "weights", "shares"):
            np.testing.assert_array_equal(getattr(together, field)[member], getattr(found, field))


@given(samples(blanks=True))
def test_no_input_is_written_to(values):
    before = values.tobytes()
    values.setflags(write=False)
    low = np.zeros(values.shape[1])
    low.setflags(write=False)
    benefit_of_the_doubt(values, share_bounds=(low, 1.0), skip_blanks=True)
    benefit_of_the_doubt(values)
    assert values.tobytes() == before


def test_the_solver_writes_nothing_to_standard_output(capfd):
    benefit_of_the_doubt(np.random.default_rng(1).uniform(1.0, 100.0, (37, 25)))
    assert capfd.readouterr() == ("", "")
