"""Weights fitted to a ranking: the least that can be inverted, and what nobody can put right."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from small_problems import CLEAR, depth, small_indices

from effort import dear
from intlindex.errors import RequestError, UnknownNameError
from makers import as_is, index_of, refused


def two_of(values):
    frame, method = as_is("x", "y")
    return index_of(np.array(values, dtype=np.float64), frame, method)


def fewest(index, order):
    """Try every choice of pairs to invert, by a linear program each; None where it is not clear."""
    values = index.normalised.to_numpy()
    pairs = [(a, b) for at, a in enumerate(order) for b in order[at + 1 :]]
    width = values.shape[1]
    spread = max(float(np.ptp(values @ np.full(width, 1 / width))), 1.0)
    leads = np.array([values[b] - values[a] for a, b in pairs]) / spread  # positive where inverted
    best, clear = len(pairs), True
    for kept in range(2 ** len(pairs)):
        chosen = [at for at in range(len(pairs)) if kept >> at & 1]
        deep = depth(leads[chosen].reshape(-1, width), np.zeros(width), np.ones(width), np.empty((0, width)))
        clear &= abs(deep) > CLEAR
        if deep > CLEAR:
            best = min(best, len(pairs) - len(chosen))
    return best if clear else None


@given(small_indices(max_cities=4), st.randoms(use_true_random=False))
@dear
def test_the_fewest_inversions_are_those_of_trying_everything(index, random):
    order = list(range(len(index.cities)))
    random.shuffle(order)
    wanted = fewest(index, order)
    assume(wanted is not None)
    found = index.calibrate([index.cities[at] for at in order], random_orders=0)
    assert (found.inversions, found.lower_bound) == (wanted, wanted)
    again = index.reweight(found.weights).scores["index"].to_numpy()[order]
    assert sum(again[at] <= again[b] for at in range(len(order)) for b in range(at + 1, len(order))) == wanted


@given(st.data())
@dear
def test_a_ranking_by_hidden_weights_is_found_again(data):
    index = data.draw(small_indices(max_cities=6))
    names = [node.id for node in index.framework.indicators]
    hidden = index.reweight(dict(zip(names, data.draw(st.permutations(range(1, len(names) + 1))), strict=True)))
    ranks = hidden.ranks["index"]
    assume(ranks.min() < ranks.max())
    for by in ("kendall", "violation"):
        found = index.calibrate(ranks, by=by, random_orders=0)
        scores = hidden.scores["index"]
        lead = np.abs(scores.to_numpy()[:, None] - scores.to_numpy())
        if (lead[ranks.to_numpy()[:, None] != ranks.to_numpy()] > 1e-3).all() and by == "kendall":
            assert found.inversions == 0
            assert found.margin > 0
        assert found.violation == pytest.approx(0, abs=1e-6)


def test_unavoidable_violations_are_named():
    """City 2 is last in all; to have it first inverts two pairs, and to have 1 before 0 is a matter of weights."""
    index = two_of([[9, 2], [2, 9], [1, 1]]).reweight(x=2)
    found = index.calibrate(["city 2", "city 1", "city 0"], random_orders=0)
    assert (found.pairs, found.inversions, found.lower_bound, found.nominal_inversions) == (3, 2, 2, 3)
    rows = found.violations[["above", "below", "unavoidable"]].to_numpy().tolist()
    assert sorted(rows) == [["city 2", "city 0", True], ["city 2", "city 1", True]]
    assert found.weights["y"] > found.weights["x"]
    assert found.free_weights == 1


def test_least_violation_by_hand():
    """City 1 shall be before city 0, whose lead 3 + 4 w is least, 3, where x weighs nothing; scores range over 5."""
    found = two_of([[9, 4], [2, 1]]).calibrate(["city 1", "city 0"], by="violation", random_orders=0)
    assert found.weights == pytest.approx({"x": 0, "y": 1}, abs=1e-9)
    assert found.violation == pytest.approx(3 / 5)
    assert found.violations["lead"].to_list() == pytest.approx([-3])


def test_ranks_may_be_equal_or_missing():
    index = two_of([[9, 2], [2, 9], [1, 1], [5, 5]])
    given_ = pd.Series({"city 0": 1, "city 1": 1, "city 2": 3, "city 3": pd.NA})
    found = index.calibrate(given_, random_orders=0)
    assert found.pairs == 2
    assert found.inversions == 0


def test_many_weights_take_a_search_and_three_take_none_and_both_agree(example):
    """The cells of the triangle against the mixed-integer program over the same three weights."""
    from intlindex.analyses.robustness.calibration import _Fit
    from intlindex.analyses.robustness.linear_scores import linear_scores
    from intlindex.analyses.robustness.weight_polytope import polytope

    space = polytope(example, within=None, of="index", weights=None)
    fit = _Fit(space, linear_scores(example, space.varied), "kendall", 60.0)
    for seed in range(3):
        places = np.random.default_rng(seed).permutation(12)[:8].astype(float)
        ranks = np.arange(8.0)
        leads, *_ = fit.leads(places, ranks)
        highest = (leads * space.corners(leads)).sum(axis=1)
        _, inversions, least = fit._fewest(leads, int((highest <= 1e-9).sum()))
        assert (inversions, least) == (fit.to(places, ranks)[1],) * 2


def test_the_shipped_index_against_its_published_order(ieci):
    ranks = ieci.agreement().ranks
    published = ranks[(ranks["node"] == "index") & ranks["published"].notna()].set_index("city")["published"]
    found = ieci.calibrate(published, random_orders=5)
    assert found.pairs == 190
    assert found.inversions == found.lower_bound <= found.nominal_inversions
    assert min(found.random) > found.inversions
    assert found.free_weights == 2
    assert "This is a calibration: weights fitted to a ranking" in repr(found)
    assert "calibration" in found._repr_html_()
    nearly_free = ieci.calibrate(published, of="leaves", random_orders=0)
    assert nearly_free.inversions <= 1  # as many weights as this fit almost anything
    assert nearly_free.free_weights == 24


def test_random_orders_are_those_of_the_seed(example):
    cities = list(example.ranking["city"][:6])
    found = [example.calibrate(cities, random_orders=orders, rng=5).random for orders in (3, 6)]
    assert found[0] == found[1][:3]
    assert example.calibrate(cities, random_orders=3, rng=np.random.default_rng(5)).random != ()
    assert len(set(example.calibrate(cities, random_orders=20, rng=0).random)) > 1


def test_a_search_that_is_stopped_says_what_is_needed_at_least(example):
    order = list(np.random.default_rng(0).permutation(example.cities))
    found = example.calibrate(order, of="leaves", random_orders=0, time_limit=0.05)
    assert found.lower_bound < found.inversions
    assert f"(at least {found.lower_bound} are needed)" in " ".join(repr(found).split())


def test_bad_rankings_are_refused(example):
    with refused(UnknownNameError, ("", "did you mean 'London'"), ("", "no city 'Atlantis'")):
        example.calibrate(["Londn", "Atlantis", "Paris"])
    with refused(RequestError, ("London", "is given twice")):
        example.calibrate(["London", "Paris", "伦敦"])
    with refused(RequestError, ("", "must order at least two cities, found 1")):
        example.calibrate(["London"])
    with refused(RequestError, ("", "has 3 cities of the same rank; at least two different ranks are needed")):
        example.calibrate({"London": 1, "Paris": 1, "Tokyo": 1})
    with refused(RequestError, ("Paris", "a rank must be a number, found 'second'")):
        example.calibrate({"London": 1, "Paris": "second"})
    with refused(RequestError, ("ranking", "must be a list of cities")):
        example.calibrate("London")
    with refused(RequestError, ("by", "must be 'kendall' or 'violation', found 'spearman'")):
        example.calibrate(["London", "Paris"], by="spearman")
    for nothing in (3, None, example.ranking):
        with refused(RequestError, ("ranking", "must be a list of cities, best first, or ranks by city")):
            example.calibrate(nothing)
    with refused(
        RequestError,
        ("random_orders", "must be a whole number of at least 0, found -1"),
        ("time_limit", "must be a positive number, or None for no limit, found 0"),
    ):
        example.calibrate(["London", "Paris"], random_orders=-1, time_limit=0)
    for rng in ("x", -1, 1.5, True):
        with refused(RequestError, ("rng", "must be a whole number", repr(rng))):
            example.calibrate(["London", "Paris"], rng=rng)


def test_a_column_of_cities_is_a_list_of_them(example):
    cities = example.ranking["city"].head(8)
    assert (
        example.calibrate(cities, random_orders=0).weights == example.calibrate(list(cities), random_orders=0).weights
    )


def test_every_order_of_three_specialists_can_be_had():
    frame, method = as_is("x", "y", "z")
    index = index_of(np.eye(3) * 9, frame, method)
    for order in permutations(index.cities):
        found = index.calibrate(order, random_orders=0)
        assert found.inversions == 0
        assert index.reweight(found.weights).ranking["city"].to_list() == list(order)


def test_blank_cities_cannot_be_ranked():
    with refused(RequestError, ("city 2", "has no score")):
        two_of([[1, 2], [2, 1], [np.nan, np.nan]]).calibrate(["city 0", "city 1", "city 2"])


@pytest.mark.parametrize("by", ["kendall", "violation"])
@pytest.mark.parametrize("within", [0, 0.0001, None])
def test_what_the_ranks_call_a_tie_is_no_lead_anywhere(by, within):
    """Cities 1 and 2 differ by less than the grid of the scores, so that neither is ahead, whatever the weights."""
    values = [[0.0, 0.0, 0.0], [50.0, 40.0, 10.0], [50.0 + 3e-9, 40.0, 10.0], [100.0, 100.0, 100.0]]
    index = index_of(np.array(values), *as_is("a", "b", "c"))
    assert index.ranks["index"].to_list() == [4, 2, 2, 1]
    found = index.calibrate(["city 3", "city 2", "city 1", "city 0"], by=by, within=within, random_orders=0)
    assert (found.inversions, found.nominal_inversions, found.lower_bound) == (1, 1, 1)
    assert found.violations[["above", "below", "unavoidable"]].to_numpy().tolist() == [["city 2", "city 1", True]]
    again = index.reweight(found.weights).ranks["index"]
    assert again.to_list() == [4, 2, 2, 1]
