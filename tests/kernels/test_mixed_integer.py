"""Fewest positive functions and cheapest gains, against trying everything."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import OptimizeResult, linprog

from intlindex.kernels.simplex.cheapest import cheapest_gain
from intlindex.kernels.simplex.mixed_integer import Shares, SolverError, central_shares, fewest_positive
from intlindex.kernels.simplex.polytope import highest

WHOLES = st.integers(-9, 9).map(float)


def every_pattern(functions, within):
    """How few functions need be positive, by a linear program for each choice; and whether it is clear."""
    depths = {}
    for chosen in product([False, True], repeat=len(functions)):
        found = central_shares(functions[~np.array(chosen)], within=within)
        depths[sum(chosen)] = max(depths.get(sum(chosen), -1), found[0])
    return depths


@given(hnp.arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 4)), elements=WHOLES))
def test_the_fewest_are_those_of_trying_every_choice(functions):
    width = functions.shape[1]
    within = Shares(np.zeros(width), np.ones(width), np.empty((0, width)))
    depths = every_pattern(functions, within)
    wanted = min(count for count, depth in depths.items() if depth > 1e-5)
    top = np.maximum(highest(functions, low=within.low, high=within.high), 0.0)
    found = fewest_positive(functions / 10, top / 10, within=within, margin=1e-6)
    assert (found.proven, found.count) == (wanted, wanted)
    assert (functions[~found.positive] @ found.shares < 1e-4).all()
    if wanted > 0:
        assert fewest_positive(functions / 10, top / 10, within=within, margin=1e-6, at_most=wanted - 1) is None


def test_a_search_that_is_stopped_says_what_is_proven():
    functions = np.random.default_rng(0).normal(size=(60, 25))
    within = Shares(np.zeros(25), np.ones(25), np.empty((0, 25)))
    found = fewest_positive(
        functions, highest(functions, low=within.low, high=within.high), within=within, time_limit=0.2
    )
    assert found.count is None or 0 <= found.proven <= found.count


def test_a_solver_that_gives_up_is_asked_again_without_presolve_and_then_proves_nothing(monkeypatch):
    functions, within = np.array([[1.0, -1.0], [-1.0, 1.0]]), Shares(np.zeros(2), np.ones(2), np.empty((0, 2)))
    asked = []

    def giving_up(*_, options, **__):
        asked.append(options["presolve"])
        return OptimizeResult(status=4, x=None, mip_dual_bound=None, message="no answer")

    monkeypatch.setattr("scipy.optimize.milp", giving_up)
    found = fewest_positive(functions, np.ones(2), within=within)
    assert asked == [True, False]
    assert (found.proven, found.count) == (0, None)
    monkeypatch.setattr("scipy.optimize.linprog", lambda *_, **__: giving_up(options={"presolve": 0}))
    with pytest.raises(SolverError, match="no answer"):
        central_shares(functions, within=within)


def test_weights_that_cannot_be_have_no_centre():
    within = Shares(np.full(2, 0.6), np.ones(2), np.empty((0, 2)))
    assert central_shares(np.array([[1.0, -1.0]]), within=within) is None


def tried(things, gains, costs, whole, wanted):
    """The least cost, by a linear program for each choice of how many steps of each thing are done."""
    best = np.inf
    number = int(things.max()) + 1
    for done in product(*(range(int((things == thing).sum()) + 1) for thing in range(number))):
        place = np.array([int((things[:at] == things[at]).sum()) for at in range(len(things))])
        low = np.array([float(place[at] < done[thing]) for at, thing in enumerate(things)])
        high = np.array([1.0 if place[at] <= done[thing] - (whole[at]) else 0.0 for at, thing in enumerate(things)])
        found = linprog(
            costs, A_ub=-gains[None], b_ub=[-wanted], bounds=list(zip(low, np.maximum(low, high), strict=True))
        )
        if found.status == 0:
            best = min(best, found.fun)
    return best


@given(st.data())
def test_the_cheapest_gain_is_that_of_trying_every_choice(data):
    things = np.sort(np.array(data.draw(st.lists(st.integers(0, 2), min_size=1, max_size=5))))
    things = np.unique(things, return_inverse=True)[1]
    count = len(things)
    gains = data.draw(hnp.arrays(np.float64, count, elements=st.integers(0, 9).map(float)))
    costs = data.draw(hnp.arrays(np.float64, count, elements=st.integers(1, 9).map(float)))
    whole = data.draw(hnp.arrays(np.bool_, int(things.max()) + 1))[things]
    assume(gains.sum() > 0)
    wanted = data.draw(st.floats(0.1, 1.0)) * gains.sum()
    parts = cheapest_gain(things, gains, costs, whole=whole, wanted=wanted)
    assert parts @ gains >= wanted * (1 - 1e-6)
    assert parts @ costs == pytest.approx(tried(things, gains, costs, whole, wanted), rel=1e-5)
    assert np.isin(parts[whole], [0, 1]).all()
    for before in range(count - 1):
        if things[before] == things[before + 1] and parts[before + 1] > 1e-6:
            assert parts[before] > 1 - 1e-6


def test_what_is_not_enough_is_none():
    assert cheapest_gain(np.array([0]), np.ones(1), np.ones(1), whole=np.zeros(1, dtype=bool), wanted=2.0) is None
