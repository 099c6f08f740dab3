"""Best and worst ranks: attained, proven, and those of trying every cell."""

import re
import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from small_problems import ranks_in_cells, sampled, small_indices, small_sets

import intlindex as ix
from intlindex.errors import RequestError, UnknownNameError
from makers import as_is, framework, group, index_of, indicator, refused, root


def by_name(index):
    return [node.id for node in index.framework.indicators]


@given(st.data())
def test_bounds_are_the_extreme_ranks_of_all_cells(data):
    index = data.draw(small_indices())
    weights = data.draw(small_sets(index))
    cells, clear = ranks_in_cells(index, weights)
    assume(clear)
    bounds = index.rank_bounds(of="index", weights=weights)
    assert bounds.findings.empty
    for city, ranks in zip(index.cities, cells, strict=True):
        assert bounds.table.loc[city, ["best", "worst"]].to_list() == [min(ranks), max(ranks)], city


@given(st.data())
def test_every_witness_is_in_the_set_and_attains_its_bound(data):
    index = data.draw(small_indices(max_cities=6))
    weights = data.draw(small_sets(index))
    bounds = index.rank_bounds(of="index", weights=weights)
    for city in index.cities:
        for side in ("best", "worst"):
            again = index.reweight(bounds.witness(city, side))
            assert again.ranks.loc[city, "index"] == bounds.table.loc[city, side]
    drawn = sampled(index, weights, 300)
    ranks = np.stack([(drawn @ (index.normalised - own).to_numpy().T > 1e-7).sum(axis=1) + 1
                      for own in index.normalised.to_numpy()])  # fmt: skip
    for row, city in enumerate(index.cities):
        assert bounds.table.loc[city, "best"] <= ranks[row].min(initial=99)
        assert bounds.table.loc[city, "worst"] >= ranks[row].max(initial=0)


@given(small_indices(max_cities=6), st.sampled_from([0.0, 1e-9, 0.1, 1.0]))
def test_the_rank_of_the_index_lies_within_its_bounds(index, within):
    table = index.rank_bounds(of="index", within=within).table
    assert (table["best"] <= table["rank"]).all()
    assert (table["rank"] <= table["worst"]).all()
    if within == 0:
        assert table["best"].to_list() == table["rank"].to_list() == table["worst"].to_list()


def test_the_best_rank_may_lie_in_the_interior():
    """By hand: the third city is second at both corners, and first in between, where 6 > 10 w and 6 > 10 (1 - w)."""
    frame, method = as_is("x", "y")
    index = index_of(np.array([[10.0, 0.0], [0.0, 10.0], [6.0, 6.0]]), frame, method).reweight(x=3)
    bounds = index.rank_bounds(weights=ix.Simplex(), of="index")
    assert bounds.table.loc["city 2"].to_list() == [1, 2, 2]
    assert 0.4 < bounds.witness("city 2", "best")["x"] < 0.6
    assert index.rank_bounds(within=0.1, of="index").table.loc["city 2"].to_list() == [2, 2, 2]


def test_equal_cities_tie_everywhere():
    frame, method = as_is("x", "y")
    index = index_of(np.array([[10.0, 0.0], [6.0, 6.0], [6.0, 6.0], [0.0, 10.0]]), frame, method)
    table = index.rank_bounds(weights=ix.Simplex(), of="index").table
    assert table.loc["city 1"].to_list() == table.loc["city 2"].to_list()
    assert table.loc["city 1"].to_list() == [1, 1, 2]


def test_one_of_two_fixed_weights_leaves_nothing_open():
    frame, method = as_is("x", "y")
    index = index_of(np.array([[10.0, 0.0], [4.0, 5.0]]), frame, method)
    weights = ix.Bounds(shares={"x": (0.8, 0.8)}, groups=["index"])
    bounds = index.rank_bounds(weights=weights)
    assert bounds.table.loc["city 0", ["best", "worst"]].to_list() == [1, 1]


def test_a_set_without_the_weights_of_the_index_is_said():
    frame, method = as_is("x", "y")
    index = index_of(np.array([[10.0, 0.0], [0.0, 10.0]]), frame, method).reweight(x=3)
    bounds = index.rank_bounds(weights=ix.Ordered(["y", "x"]))
    assert not bounds.nominal_within
    assert bounds.table.loc["city 0"].to_list() == [1, 1, 2]  # level at equal weights
    assert "are not in that set" in repr(bounds)


def test_cities_without_a_score_have_no_bounds_and_take_no_part():
    frame, method = as_is("x", "y", "z")
    nan = np.nan
    values = [[9.0, 1.0, 2.0], [nan, nan, 8.0], [1.0, 9.0, 3.0]]
    bounds = index_of(np.array(values), frame, method).rank_bounds(weights=ix.Simplex(), of="leaves")
    assert bounds.table.isna().all(axis=1).to_dict() == {"city 0": False, "city 2": False, "city 1": True}
    assert bounds.table.loc["city 0"].to_list()[::2] == [1, 2]
    with refused(RequestError, ("city 1", "has no score")):
        bounds.witness("city 1", "best")


def test_a_blank_group_counts_as_its_fill_whatever_its_leaves_weigh():
    """City 0 has nothing in h, which counts as its g, 50; so neither weights nor the 90s of h move it."""
    frame = framework(root(), group("g"), group("h"), indicator("a", "g"), indicator("b", "h"), indicator("c", "h"))
    frame = frame.replace(indicators=[node.replace(goalposts=(0, 100)) for node in frame.indicators])
    method = ix.Method(indicators={"normalise": {"kind": "goalposts"}})
    index = index_of(np.array([[50.0, np.nan, np.nan], [40.0, 90.0, 20.0]]), frame, method)
    bounds = index.rank_bounds(weights=ix.Simplex(), of="leaves")
    for side, rank in (("best", 1), ("worst", 2)):
        again = index.reweight(bounds.witness("city 0", side))
        assert again.scores.loc["city 0", "index"] == pytest.approx(50)
        assert again.ranks.loc["city 0", "index"] == rank


def test_one_city_and_no_city():
    frame, method = as_is("x", "y")
    assert index_of(np.array([[1.0, 2.0]]), frame, method).rank_bounds().table.to_numpy().tolist() == [[1, 1, 1]]


def test_what_is_stopped_is_an_interval_that_contains_the_rank():
    frame, method = as_is(*[f"i{number}" for number in range(25)])
    index = index_of(np.random.default_rng(0).uniform(0, 100, (30, 25)), frame, method)
    bounds = index.rank_bounds(of="leaves", weights=ix.Simplex(), time_limit=0.01)
    assert set(bounds.findings["code"]) == {"bound-not-tight"}
    city = bounds.table.index[0]
    assert index.reweight(bounds.witness(city, "best")).ranks.loc[city, "index"] == bounds.table.loc[city, "best"]


def test_a_solver_that_finds_no_weights_at_all_has_proven_nothing(monkeypatch):
    """City 0 is good at everything, so first in the middle only, which no corner shows."""
    frame, method = as_is("x", "y", "z")
    index = index_of(np.array([[6, 6, 6], [9, 5, 1], [1, 9, 5], [5, 1, 9]]), frame, method)
    weights = ix.Simplex(groups=["index"])
    assert index.rank_bounds(weights=weights).findings.empty
    monkeypatch.setattr("intlindex.analyses.robustness.rank_search.fewest_positive", lambda *_, **__: None)
    bounds = index.rank_bounds(weights=weights)
    assert len(bounds.findings)
    for finding in bounds.findings.itertuples():
        assert "was not decided" in finding.message


@pytest.mark.parametrize("part", [5e-11, 1e-10, 3e-10, 1e-8])
def test_cities_nearer_than_the_solver_can_tell_have_attained_bounds_or_a_finding(part):
    frame, method = as_is("x", "y", "z")
    values = np.array([[50.0, 50, 50], [50, 50, 50], [90, 10, 40], [20, 80, 30], [50, 50, 50]])
    values[1] += part * 100 * np.array([1, -1, 1])
    values[4] += part * 100
    index = index_of(values, frame, method)
    bounds = index.rank_bounds(of="index")
    assert len(bounds.findings) == 0 or part < 1e-9
    for city, row in bounds.table.iterrows():
        assert row["best"] <= row["rank"] <= row["worst"]
        for side in ("best", "worst"):
            assert index.reweight(bounds.witness(city, side)).ranks.loc[city, "index"] == row[side]


def test_corners_are_tried_block_by_block_to_the_same_end(monkeypatch, example):
    whole = example.rank_bounds(of="index")
    monkeypatch.setattr("intlindex.analyses.robustness.rank_search.NUMBERS", 10_000)
    pieces = example.rank_bounds(of="index")
    assert pieces.table.equals(whole.table)
    assert all(pieces.witness(city, "best") == whole.witness(city, "best") for city in example.cities)


def test_an_order_that_branches():
    """Cities score 1 + 2 x, 1 + 2 y, 1 + 2 z and 2.9 - 1.8 x, with x at least y and z, so from a third to all.

    City 3 is ahead of city 0 up to x = 1/2. There, with y = 1/2, city 1 is level with both; it is never ahead of
    either, as y is at most 1 - x and x. At x = 0.6 and z = 0.4 all others are ahead of it.
    """
    frame, method = as_is("x", "y", "z")
    index = index_of(np.array([[3, 1, 1], [1, 3, 1], [1, 1, 3], [1.1, 2.9, 2.9]]), frame, method)
    bounds = index.rank_bounds(weights=ix.Ordered(["x", "y"], ["x", "z"]))
    assert bounds.table.loc[list(index.cities)].to_numpy().tolist() == [[1, 2, 2], [1, 2, 4], [1, 2, 4], [1, 1, 2]]


# ---------------------------------------------------------------- many cities


@given(st.data())
def test_bounds_of_many_cities_are_those_of_trying_all_pairs(data):
    index = data.draw(small_indices())
    weights = data.draw(small_sets(index))
    pairs = index.rank_bounds(of="index", weights=weights)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("intlindex.analyses.robustness.rank_search.FEW", 1)
        patch.setattr("intlindex.analyses.robustness.rank_search.SAMPLE", 2)
        own = index.rank_bounds(of="index", weights=weights)
    if pairs.findings.empty and own.findings.empty:
        assert own.table.equals(pairs.table)
    for city in index.cities:
        for side in ("best", "worst"):
            again = index.reweight(own.witness(city, side))
            assert again.ranks.loc[city, "index"] == own.table.loc[city, side]


def many(cities, indicators=6):
    frame, method = as_is(*[f"i{number}" for number in range(indicators)])
    return index_of(np.random.default_rng(0).uniform(0, 100, (cities, indicators)), frame, method)


def test_bounds_of_chosen_cities_are_those_of_all(ieci):
    chosen = ieci.rank_bounds(of="index", cities=["伦敦", "Beijing"])
    whole = ieci.rank_bounds(of="index")
    assert chosen.table.index.to_list() == ["London", "Beijing"]
    assert chosen.table.equals(whole.table.loc[["London", "Beijing"]])
    assert ieci.rank_bounds(of="index", cities="London").table.index.to_list() == ["London"]
    with refused(RequestError, ("Paris", "is not among the cities")):
        chosen.witness("Paris", "best")
    with pytest.raises(UnknownNameError, match="did you mean 'London'"):
        ieci.rank_bounds(of="index", cities=["Londn"])
    with refused(RequestError, ("cities", "at least one")):
        ieci.rank_bounds(of="index", cities=[])


def test_a_time_limit_leaves_certified_intervals_that_hold_what_is_exact():
    index = many(70)
    exact = index.rank_bounds(within=0.5).table
    stopped = index.rank_bounds(within=0.5, time_limit=1e-6)
    found = stopped.intervals.loc[exact.index]
    assert not stopped.findings.empty
    assert (found["best_possible"] <= exact["best"]).all()
    assert (exact["best"] <= found["best"]).all()
    assert (found["worst"] <= exact["worst"]).all()
    assert (exact["worst"] <= found["worst_possible"]).all()
    assert (found["best_gap"] == found["best"] - found["best_possible"]).all()
    assert (found["worst_gap"] == found["worst_possible"] - found["worst"]).all()
    assert len(stopped.findings) == int((found[["best_gap", "worst_gap"]] > 0).sum().sum())
    assert "a gap of" in stopped.findings["message"].iloc[0]
    city = next(iter(found.index[found["worst_gap"] > 0]))
    assert index.reweight(stopped.witness(city, "worst")).ranks.loc[city, "index"] == found.loc[city, "worst"]
    with refused(RequestError, ("time_limit", "must be a positive number")):
        index.rank_bounds(time_limit=0)


def test_many_intervals_are_counted_and_not_listed():
    told = repr(many(70).rank_bounds(within=0.5, time_limit=1e-6))
    assert told.count("bound-not-tight") == 1
    assert "more of this code, listed by" in " ".join(told.split())


def test_what_is_exact_has_no_gap(ieci):
    found = ieci.rank_bounds(of="index").intervals
    assert (found[["best_gap", "worst_gap"]] == 0).all(axis=None)
    assert found["best"].equals(found["best_possible"].rename("best"))


def test_memory_of_the_bounds_of_a_city_grows_with_the_cities():
    peaks = []
    for cities in (400, 1600):
        index = many(cities)
        index.rank_bounds(cities=["city 7"], time_limit=1e-6)  # what is made once
        tracemalloc.start()
        index.rank_bounds(cities=["city 7"], time_limit=1e-6)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert np.log(peaks[1] / peaks[0]) / np.log(4) < 1.2


def test_progress_is_shown_city_by_city(ieci, capsys):
    ieci.rank_bounds(of="index", cities=["London", "Paris"], progress=True)
    assert re.search(r"/2\.00 .*city", capsys.readouterr().err)


# ---------------------------------------------------------------- the shipped index


@pytest.fixture(scope="module")
def wide(example):
    return example.rank_bounds(of="leaves")


@pytest.fixture(scope="module")
def widest(example):
    return example.rank_bounds(weights=ix.Simplex(), of="leaves")


@pytest.mark.parametrize("name", ["wide", "widest"])
def test_every_witness_of_the_shipped_index_attains_its_bound(example, name, request):
    bounds = request.getfixturevalue(name)
    assert bounds.findings.empty
    assert len(bounds.table) == 12
    for city in example.cities:
        for side in ("best", "worst"):
            again = example.reweight(bounds.witness(city, side))
            assert again.ranks.loc[city, "index"] == bounds.table.loc[city, side]
            if name == "wide":
                change = again.effective_weights / example.effective_weights - 1
                assert change[by_name(example)].abs().max() <= 0.25 + 1e-9


@pytest.mark.slow
@pytest.mark.parametrize(("name", "part"), [("wide", 0.25), ("widest", None)])
def test_bounds_contain_every_rank_of_100_000_weightings(example, name, part, request):
    table = request.getfixturevalue(name).table.loc[list(example.cities)]
    columns = [example.reweight(_only(example, leaf)).scores["index"] for leaf in by_name(example)]
    matrix = np.stack(columns, axis=1)  # what each city scores if one indicator has all the weight
    nominal = example.effective_weights[by_name(example)].to_numpy()
    low, high = (np.zeros(25), np.ones(25)) if part is None else (nominal * (1 - part), nominal * (1 + part))
    drawn = 0
    for shares in _chains(nominal, low, high):
        scores = shares @ matrix.T
        ranks = (-scores).argsort(axis=1).argsort(axis=1) + 1
        assert (table["best"].to_numpy() <= ranks.min(axis=0)).all()
        assert (table["worst"].to_numpy() >= ranks.max(axis=0)).all()
        drawn += len(shares)
    assert drawn == 100_000


def _chains(nominal, low, high, chains=5000, sweeps=20):
    """Move weight between two shares at a time, as far as a uniform draw says: uniform over the set in the long run."""
    rng, rows = np.random.default_rng(1), np.arange(chains)
    shares = np.tile(nominal, (chains, 1))
    for _ in range(sweeps):
        for _ in range(50):
            first, second = rng.integers(25, size=(2, chains))
            second = np.where(first == second, (first + 1) % 25, second)
            least = np.maximum(low[first] - shares[rows, first], shares[rows, second] - high[second])
            most = np.minimum(high[first] - shares[rows, first], shares[rows, second] - low[second])
            move = least + rng.uniform(size=chains) * (most - least)
            shares[rows, first] += move
            shares[rows, second] -= move
        yield shares


def _only(index, leaf):
    """Put all weight on one indicator."""
    weights = dict.fromkeys(index.nodes, 0.0)
    parents = {node.id: node.parent for node in index.framework.nodes}
    node = leaf
    while node is not None:
        weights[node] = 1.0
        node = parents[node]
    for group_ in index.framework.groups:
        children = [child.id for child in index.framework.children(group_.id)]
        if not any(weights[child] for child in children):
            weights.update(dict.fromkeys(children, 1.0))
    return weights


def test_a_larger_set_has_wider_bounds(example, wide):
    narrow = example.rank_bounds(of="leaves", within=0.1).table.loc[list(example.cities)]
    table = wide.table.loc[list(example.cities)]
    assert (table["best"] <= narrow["best"]).all()
    assert (table["worst"] >= narrow["worst"]).all()


def test_bounds_are_the_same_twice(example, wide):
    again = example.rank_bounds(of="leaves")
    assert again.table.equals(wide.table)
    assert again.witness("Paris", "worst") == wide.witness("Paris", "worst")


def test_a_result_says_who_can_be_where_and_cannot_be_changed(wide):
    assert wide.always_within(1) == ("London",)
    assert wide.never_within(11) == ("São Paulo",)
    table = wide.table
    table.loc["London", "best"] = 99
    wide.witness("London", "best")["influence"] = 99.0
    assert wide.table.loc["London", "best"] == 1
    assert wide.witness("London", "best")["influence"] < 1
    assert "London" in wide._repr_html_()
    assert "Can be first: London." in repr(wide)


def test_a_witness_is_asked_for_by_any_name_and_either_side(wide):
    assert wide.witness("伦敦", "worst") == wide.witness("London", "worst")
    with pytest.raises(UnknownNameError, match="did you mean 'London'"):
        wide.witness("Londn", "best")
    with refused(RequestError, ("side", "must be 'best' or 'worst', found 'middle'")):
        wide.witness("London", "middle")


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), True, "x", [1]])
def test_a_time_limit_is_a_positive_number(example, seconds):
    with refused(RequestError, ("time_limit", "must be a positive number, or None for no limit", repr(seconds))):
        example.rank_bounds(of="index", time_limit=seconds)


@pytest.mark.parametrize("top", [0, -2, 2.5, True, None, "x"])
def test_so_many_places_are_a_whole_number(wide, top):
    for ask in (wide.always_within, wide.never_within):
        with refused(RequestError, ("top", "must be a whole number of at least 1", repr(top))):
            ask(top)


@pytest.mark.parametrize("ties", ["min", "average", "dense", "max"])
def test_how_ties_count_is_said_where_the_index_ranks_them_by_another_rule(ties):
    made, method = as_is("a", "b")
    index = index_of(np.array([[9.0, 9.0], [5.0, 5.0], [5.0, 5.0], [1.0, 2.0]]), made, method)
    index = index.replace(method=method.replace(rank={"ties": ties}))
    bounds = index.rank_bounds()
    assert bounds.table["rank"].to_list() == [1, 2, 2, 4]
    rule = f"a rank here is one more than the number of cities ahead; the index ranks ties by the rule '{ties}'"
    for found in (bounds, index.most_favourable("city 1"), index.improve("city 3", rank=2)):
        said = [line for line in found.shown.lines if rule in line]
        assert len(said) == (ties != "min")
    page = index.report("city 1", draws=50)
    assert page.count("a rank here is one more than the number of cities ahead") == 2 * (ties != "min")
