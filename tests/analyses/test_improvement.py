"""The least change that brings a city to a rank: by hand, against a search, and scored again."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import intlindex as ix
from effort import dear
from intlindex.errors import RequestError, UnknownNameError
from makers import as_is, framework, index_of, indicator, refused


def plain(values, **weights):
    frame, method = as_is("x", "y")
    return index_of(np.array(values, dtype=np.float64), frame, method).reweight(weights)


def scored_again(index, found):
    """Replace the raw values and score anew; with goalposts, nothing that is fitted changes."""
    values = index.raw.to_numpy().copy()
    for name, value in found.values.items():
        values[index.cities.index(found.city), list(index.raw.columns).index(name)] = value
    again = index_of(values, index.definition, index.method).reweight(dict(index.reweighting))
    return again.ranks.loc[found.city, "index"], again.scores.loc[found.city, "index"]


def test_the_least_change_by_hand():
    """City 1 scores 25 and needs 40: 15 more, all in x, which weighs three quarters: 20 points."""
    index = plain([[50, 10], [20, 40], [90, 90]], x=3)
    found = index.improve("city 1", rank=2)
    assert found.table.to_dict("index") == {
        "x": pytest.approx({"now": 20, "then": 40, "change": 20, "points": 20, "cost": 20, "gain": 15})
    }
    assert (found.rank_before, found.rank_after) == (3, 2)
    assert (found.score_before, found.score_after) == pytest.approx((25, 40))
    assert scored_again(index, found) == (2, pytest.approx(40))


def test_the_least_change_where_the_lowest_score_is_first():
    """City 1 scores 40 and needs 25: 15 less, all in x, which weighs three quarters: 20 points."""
    index = plain([[90, 90], [40, 40], [10, 70]], x=3)
    index = index.replace(method=index.method.replace(rank={"order": "ascending"}))
    found = index.improve("city 1", rank=1)
    assert (found.rank_before, found.rank_after) == (2, 1)
    assert (found.score_before, found.score_after) == pytest.approx((40, 25))
    assert found.table.loc["x", ["now", "then", "gain"]].to_list() == pytest.approx([40, 20, 15])
    assert "with a score of 40.00" in repr(found)
    assert [text.get_text() for text in found.plot().texts][:3] == ["40.0", "25.0", "\N{MINUS SIGN}15.0"]


def test_all_that_can_change_may_be_just_enough():
    """City 0 lacks in all exactly what it may gain in all, whatever the floats of the weights add up to."""
    frame, method = as_is("x", "y", "z")
    index = index_of(np.array([[1, 2, 3], [4, 7, 3.3]]), frame, method)
    for weights in ({"x": 1}, {"x": 3, "y": 7}, {"x": 0.3, "y": 0.1, "z": 0.7}, {"x": 2, "z": 5}):
        found = index.reweight(weights).improve("city 0", rank=1)
        assert found.rank_after == 1
        assert found.values == pytest.approx({"x": 4, "y": 7, "z": 3.3})


def test_costs_and_limits_move_the_change():
    index = plain([[50, 10], [20, 40], [90, 90]], x=3)
    dear = index.improve("city 1", rank=2, costs={"x": 4})
    assert dear.table["change"].round(9).to_dict() == {"y": 50, "x": pytest.approx(2.5 / 0.75)}
    assert dear.cost == pytest.approx(50 + 4 * 2.5 / 0.75)
    limited = index.improve("city 1", rank=2, limits={"x": 30})
    assert limited.table["change"].round(9).to_dict() == {"x": 10, "y": 30}


def test_costs_per_unit_count_raw_units():
    frame = framework(indicator("x", goalposts=(0, 1000)), indicator("y", goalposts=(0, 100), direction="lower"))
    method = ix.Method(indicators={"normalise": {"kind": "goalposts"}})
    index = index_of(np.array([[500.0, 50.0], [300.0, 50.0]]), frame, method)
    by_point = index.improve("city 1", rank=1, indicators=["x", "y"], limits={"y": 0})
    assert by_point.cost == pytest.approx(20)
    by_unit = index.improve("city 1", rank=1, per="unit", limits={"y": 0})
    assert by_unit.table.loc["y"].to_dict() == pytest.approx(
        {"now": 50, "then": 30, "change": -20, "points": 20, "cost": 20, "gain": 10}
    )
    priced = index.improve("city 1", rank=1, per="unit", costs={"x": 0.05}, limits={"y": 0})
    assert list(priced.table.index) == ["x"]
    assert priced.cost == pytest.approx(0.05 * 200)


def test_what_is_normalised_by_rank_moves_in_steps():
    """Places 0, 1/4, 1/2, 3/4, 1 of x. City 0 needs 52 points of x, so it must take the value of city 3, at 75."""
    frame, _ = as_is("x", "y")
    method = ix.Method(
        indicators={
            "normalise": {"kind": "goalposts", "clip": False},
            "only": {"x": {"normalise": {"kind": "percentile_rank"}}},
        }
    )
    values = [[1.0, 50.0], [2.0, 0.0], [4.0, 0.0], [8.0, 6.0], [16.0, 2.0]]
    index = index_of(np.array(values), frame, method)
    found = index.improve("city 0", rank=1, indicators=["x"])
    assert (found.rank_before, found.table.loc["x", "then"]) == (3, 8.0)
    assert found.rank_after == 1
    assert found.table.loc["x", "points"] == 75
    mixed = index.improve("city 0", rank=1, limits={"y": 60})
    assert mixed.table["then"].to_dict() == pytest.approx({"x": 4, "y": 52})
    assert mixed.cost == pytest.approx(52)


@given(st.data())
def test_no_change_of_a_grid_is_cheaper(data):
    values = data.draw(hnp.arrays(np.float64, (4, 2), elements=st.integers(0, 20).map(lambda part: 5.0 * part)))
    index = plain(values, x=data.draw(st.integers(1, 4)))
    rank = data.draw(st.integers(1, 3))
    costs = {"x": float(data.draw(st.integers(1, 5))), "y": float(data.draw(st.integers(1, 5)))}
    shares = index.weights[["x", "y"]].to_numpy()
    others = np.sort(values[1:] @ shares)[::-1]
    need = others[rank - 1] - values[0] @ shares
    room = np.maximum(values.max(axis=0) - values[0], 0)
    if room @ shares < need - 1e-7:
        with pytest.raises(RequestError, match="cannot be reached"):
            index.improve("city 0", rank=rank, costs=costs)
        return
    assume(room @ shares > need + 1e-7 or need <= 0)
    found = index.improve("city 0", rank=rank, costs=costs)
    assert found.rank_after <= rank
    assert scored_again(index, found)[0] == found.rank_after
    steps = np.linspace(0, 1, 51)
    cheapest = min(
        (costs["x"] * a * room[0] + costs["y"] * b * room[1] for a, b in product(steps, steps)
         if shares @ (room * [a, b]) >= need - 1e-9),
        default=0.0 if need <= 0 else np.inf,
    )  # fmt: skip
    assert found.cost <= cheapest + 1e-4


def test_a_log_is_gone_along_by_points_and_refused_by_units():
    frame, _ = as_is("x", "y")
    log = {"transform": {"kind": "log"}, "normalise": {"kind": "min_max"}}
    method = ix.Method(indicators={"normalise": {"kind": "goalposts", "clip": False}, "only": {"x": log}})
    index = index_of(np.array([[1.0, 50.0], [10.0, 45.0], [100.0, 80.0]]), frame, method)
    found = index.improve("city 0", rank=2, indicators=["x"])
    # (50 + 45) / 2 is reached at 45 points of x, and 0..100 points are log10 of 1..100.
    assert found.table.loc["x", "then"] == pytest.approx(10**0.9, rel=1e-6)
    with refused(RequestError, ("x", "is not prepared along straight lines")):
        index.improve("city 0", rank=2, per="unit")


def test_a_cap_is_a_bend():
    """Above 60, x brings nothing: so y must bring the rest, though x is cheaper."""
    frame = framework(indicator("x", goalposts=(0, 60)), indicator("y", goalposts=(0, 100)))
    index = index_of(
        np.array([[90.0, 90.0], [30.0, 0.0]]), frame, ix.Method(indicators={"normalise": {"kind": "goalposts"}})
    )
    found = index.improve("city 1", rank=1, per="unit")
    assert found.table["then"].to_dict() == pytest.approx({"x": 60, "y": 90})


def test_marginal_values_are_those_of_scoring_again(example):
    found = example.improve("Beijing", rank=5)
    row = found.marginal.loc["flight_destinations"]
    values = example.raw.copy()
    best = values["flight_destinations"].max()
    span = best - values["flight_destinations"].min()
    assert row["limit"] == best
    assert row["per_unit"] == pytest.approx(100 / span * example.effective_weights["flight_destinations"])
    assert row["per_point"] == pytest.approx(example.effective_weights["flight_destinations"])
    assert row["gain"] == pytest.approx((best - values.loc["Beijing", "flight_destinations"]) * row["per_unit"])
    scores = example.scores["index"]
    assert row["rank"] == (scores.drop("Beijing") > scores["Beijing"] + row["gain"]).sum() + 1
    assert row["places"] == example.ranks.loc["Beijing", "index"] - row["rank"]


@pytest.mark.parametrize(("city", "rank"), [("Beijing", 3), ("Shanghai", 10), ("首尔", 5), ("São Paulo", 10)])
@pytest.mark.parametrize("per", ["point", "unit"])
def test_an_improved_city_has_its_rank(example, city, rank, per):
    """Min-max bounds move only if a value leaves the sample's range, and limits are within it."""
    found = example.improve(city, rank=rank, per=per)
    values = example.raw.to_numpy().copy()
    for name, value in found.values.items():
        values[example.cities.index(found.city), list(example.raw.columns).index(name)] = value
    assert found.rank_after <= rank
    assert found.score_after == pytest.approx(example.scores["index"].drop(found.city).nlargest(rank).iloc[-1], abs=2.5)
    assert found.cost == pytest.approx(found.table["cost"].sum())
    assert "Other cities, bounds and fills are held." in found.shown.lines[1]


def test_nothing_needs_to_change_where_the_rank_is_had(example):
    found = example.improve("London", rank=3)
    assert found.cost == 0
    assert found.table.empty
    assert found.rank_after == 1
    assert "Nothing needs to change." in repr(found)
    assert "London" in found._repr_html_()


def test_a_blank_is_not_improved_and_a_blank_group_moves_nothing(example):
    with refused(RequestError, ("gdp", "Hong Kong has no value of it")):
        example.improve("Hong Kong", rank=3, indicators=["gdp", "unicorns"])
    assert "gdp" not in example.improve("Hong Kong", rank=3).marginal.index


def test_what_cannot_be_reached_says_what_is_missing(example):
    with refused(RequestError, ("rank", "1 cannot be reached", "more in score is needed", "widen limits")):
        example.improve("São Paulo", rank=1, indicators=["pm25"])


BAD = {
    "rank": ({"rank": 0}, "rank", "from 1 to 12, found 0"),
    "late": ({"rank": 13}, "rank", "from 1 to 12"),
    "half": ({"rank": 2.5}, "rank", "found 2.5"),
    "per": ({"rank": 3, "per": "euro"}, "per", "'point' or 'unit', found 'euro'"),
    "text": ({"rank": 3, "indicators": "gdp"}, "indicators", "must be a list of one or more ids, found 'gdp'"),
    "unknown": ({"rank": 3, "indicators": ["gpd"]}, "gpd", "did you mean 'gdp'?"),
    "group": ({"rank": 3, "indicators": ["influence"]}, "influence", "is a group"),
    "cost": ({"rank": 3, "costs": {"gdp": 0}}, "costs.gdp", "must be a positive number, found 0"),
    "costs": ({"rank": 3, "costs": {"gpd": 1}}, "costs.gpd", "did you mean 'gdp'?"),
    "limit": ({"rank": 3, "limits": {"gdp": "all"}}, "limits.gdp", "must be a finite number"),
    "worse": ({"rank": 3, "indicators": ["pm25"], "limits": {"pm25": 99}}, "pm25", "is no better than its value"),
    "bounds": ({"rank": 3, "limits": {"pm25": -1}}, "pm25", "must be within its bounds"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused(example, name):
    options, where, message = BAD[name]
    error = UnknownNameError if name in {"unknown", "group", "costs"} else RequestError
    with refused(error, (where, message)):
        example.improve("Beijing", **options)


@pytest.mark.parametrize("what", ["costs", "limits"])
def test_costs_and_limits_are_numbers_by_indicator(example, what):
    for given_ in ([1], 3, "x"):
        with refused(RequestError, (what, "must be numbers by indicator, found", repr(given_))):
            example.improve("Beijing", rank=5, **{what: given_})
    with refused(UnknownNameError, (f"{what}.3", "is not among the indicators to change")):
        example.improve("Beijing", rank=5, **{what: {3: 1}})


@pytest.mark.parametrize("indicators", [[], 3])
def test_indicators_are_a_list(example, indicators):
    with refused(RequestError, ("indicators", "must be a list of one or more ids", repr(indicators))):
        example.improve("Beijing", rank=5, indicators=indicators)


def test_a_change_is_shown_with_units_and_what_its_cost_counts(example):
    some = ["visa_openness", "visitor_arrivals_rank"]
    found = example.improve("Beijing", rank=5, indicators=iter(some))
    assert "passports (of 198)" in repr(found)
    assert "normalised points, in 1 of 2" in repr(found)
    priced = example.improve("Beijing", rank=5, indicators=some, costs={"visa_openness": 2, "visitor_arrivals_rank": 3})
    assert "units of cost, in" in repr(priced)
    assert "unit" not in example.improve("London", rank=5).shown.table  # nothing changes, so there is no table


def test_an_indicator_without_weight_is_refused_if_it_is_named_and_else_left_alone():
    index = plain([[50, 10], [20, 40], [90, 90]], x=0)
    with refused(RequestError, ("x", "has no weight in the score of city 0")):
        index.improve("city 0", rank=1, indicators=["x"])
    assert list(index.improve("city 0", rank=1).marginal.index) == ["y"]


def test_a_rounded_score_is_refused_with_its_group():
    frame, method = as_is("x", "y", round=1)
    with refused(RequestError, ("groups[index]", "normalises or rounds its score afterwards")):
        index_of(np.array([[1, 2], [3, 4.0]]), frame, method).improve("city 0", rank=1)


def test_an_unknown_city_is_refused(example):
    with pytest.raises(UnknownNameError, match="did you mean 'Beijing'"):
        example.improve("Bejing", rank=3)


@pytest.mark.parametrize("preset", ["geometric", "copeland"])
def test_scores_that_are_not_affine_are_refused_with_the_group(preset):
    with pytest.raises(RequestError, match=r"groups\[index\].*not affine"):
        ix.load("example", method=preset).improve("Beijing", rank=3)


def test_a_city_without_a_score_is_refused():
    index = plain([[1, 2], [2, 1], [np.nan, np.nan]])
    with refused(RequestError, ("city 2", "has no score")):
        index.improve("city 2", rank=1)


# ---------------------------------------------------------------- who can change what, and whole numbers


def levered(values, *, whole=("x", "y"), levers=("city", "country", "none"), **weights):
    """Score three indicators as they are: the first two count things, and each is changed by someone else."""
    nodes = [indicator(name, whole=name in whole, lever=lever) for name, lever in zip("xyz", levers, strict=True)]
    frame, method = as_is(*nodes)
    return index_of(np.array(values, dtype=np.float64), frame, method).reweight(weights)


ROWS = st.lists(
    st.lists(st.integers(0, 20).map(lambda part: 5.0 * part), min_size=3, max_size=3), min_size=3, max_size=5
)


def within_reach(index, **options):
    """Return what brings the first city to a rank; None where nothing does."""
    try:
        return index.improve("city 0", **options)
    except RequestError as error:
        if {each.code for each in error.problems} != {"infeasible"}:
            raise
        return None


@given(ROWS, st.integers(1, 3), st.integers(1, 4))
def test_nothing_of_the_country_changes_unless_it_is_asked_for(values, rank, weight):
    index = levered(values, y=weight)
    for who, chosen in ((("city",), {"x"}), (("city", "country"), {"x", "y"}), (("none",), {"z"})):
        found = within_reach(index, rank=rank, levers=who)
        if found is None:
            continue
        assert set(found.table.index) | set(found.fewest.table.index) <= chosen
        assert set(found.left_out) == set("xyz") - chosen


def test_what_is_named_may_change_whoever_can_change_it():
    index = levered([[10, 10, 10], [20, 20, 20]])
    assert list(index.improve("city 0", rank=1, indicators=["y", "z"], limits={"y": 40}).table.index) == ["y"]
    with refused(RequestError, ("rank", "that the city can change", "let others change too: 'y', 'z'")):
        index.improve("city 0", rank=1)


@given(ROWS, st.integers(1, 3), st.lists(st.integers(1, 5), min_size=3, max_size=3), st.sampled_from(["point", "unit"]))
@dear
def test_packages_of_whole_numbers_reach_the_rank_and_cost_least(values, rank, costs, per):
    """Against trying every whole number of what counts things; steps of five make all three count."""
    index = levered(values, whole="xyz", levers=("city",) * 3)
    prices = dict(zip("xyz", map(float, costs), strict=True))
    room = np.maximum(np.array(values).max(axis=0) - values[0], 0)
    others = np.sort(np.array(values)[1:].mean(axis=1))[::-1]
    need = (others[rank - 1] - np.mean(values[0])) * 3 if rank <= len(others) else 0.0
    if room.sum() < need - 1e-9:
        with pytest.raises(RequestError, match="cannot be reached"):
            index.improve("city 0", rank=rank, per=per, costs=prices)
        return
    found = index.improve("city 0", rank=rank, per=per, costs=prices)
    for package in (found, found.fewest):
        assert package.rank_after <= rank
        assert scored_again(index, package)[0] == package.rank_after
        assert all(float(value).is_integer() for value in package.values.values())
        assert (package.table["then"].to_numpy() <= np.array(values).max(axis=0).max()).all()
    cheap, left = 0.0, max(need, 0.0)
    for price, most in sorted(zip(costs, room, strict=True)):
        taken = min(np.ceil(left - 1e-9), most)
        cheap, left = cheap + price * taken, left - taken
    assert cheap - 1e-6 <= found.cost <= cheap * 1.001 + 1e-6
    enough = np.cumsum(np.sort(room)[::-1]) >= need - 1e-9
    assert len(found.fewest.table) == (0 if need <= 0 else int(np.argmax(enough)) + 1)
    assert found.fewest.cost >= found.cost / 1.001 - 1e-6


@given(st.data())
@dear
def test_counts_are_whole_beside_what_is_not(data):
    values = data.draw(hnp.arrays(np.float64, (4, 3), elements=st.integers(0, 1000).map(lambda part: part / 10)))
    values[:, :2] = np.rint(values[:, :2])
    index = levered(values, levers=("city",) * 3, x=data.draw(st.integers(1, 3)))
    found = within_reach(index, rank=data.draw(st.integers(1, 3)))
    if found is None:
        return
    for package in (found, found.fewest):
        assert package.rank_after <= found.target
        assert scored_again(index, package)[0] <= found.target
        assert all(float(package.values[name]).is_integer() for name in "xy" if name in package.values)


def test_a_count_behind_a_bent_curve_is_the_next_whole_number():
    frame = framework(indicator("x", whole=True), indicator("y", goalposts=(0, 100)))
    log = {"transform": {"kind": "log"}, "normalise": {"kind": "min_max"}}
    method = ix.Method(indicators={"normalise": {"kind": "goalposts", "clip": False}, "only": {"x": log}})
    index = index_of(np.array([[1.0, 50.0], [10.0, 45.0], [100.0, 80.0]]), frame, method)
    found = index.improve("city 0", rank=2, indicators=["x"])
    assert found.table.loc["x", "then"] == 8.0  # 10 ** 0.9 is 7.94
    assert found.rank_after == 2


def test_a_limit_of_a_count_is_the_last_whole_number_before_it():
    index = levered([[10, 10, 10], [20, 10, 10]])
    assert index.improve("city 0", rank=1, limits={"x": 20.9}).marginal.loc["x", "limit"] == 20.0


def test_the_package_with_the_fewest_changes_is_named():
    index = levered([[0, 0, 0], [8, 0, 2], [9, 9, 9]], whole="", levers=("city",) * 3)
    found = index.improve("city 0", rank=2, costs={"y": 0.5, "z": 0.5}, limits={"y": 4.0, "z": 6.0, "x": 30.0})
    assert sorted(found.table.index) == ["y", "z"]
    assert found.fewest.values == {"x": pytest.approx(10.0)}
    assert found.cost < found.fewest.cost
    assert "With the fewest changes, 1 indicator at a cost of 10, rank 2: X from 0 to 10." in " ".join(
        found.shown.lines
    )
    assert found.fewest.fewest is None


@pytest.mark.parametrize("kind", ["frame", "csv", "xlsx"])
def test_costs_and_limits_come_from_a_table(kind, tmp_path):
    index = levered([[50, 10, 0], [20, 40, 0], [90, 90, 0]], whole="", levers=("city",) * 3)
    frame = pd.DataFrame({"indicator": ["x", "y"], "cost": [4.0, None], "limit": [30.0, 95.0]})
    given_ = frame
    if kind == "csv":
        frame.to_csv(given_ := tmp_path / "costs.csv", index=False)
    if kind == "xlsx":
        frame.to_excel(given_ := tmp_path / "costs.xlsx", index=False)
    by_table = index.improve("city 1", rank=1, costs=given_, per="unit", limits={"x": 90})
    by_mapping = index.improve("city 1", rank=1, costs={"x": 4.0}, per="unit", limits={"x": 90, "y": 95})
    pd.testing.assert_frame_equal(by_table.table, by_mapping.table)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"indicator": ["x"], "price": [1]}, [("price", "is no column of a table of costs")]),
        ({"cost": [1], "limit": [3]}, [("", "has the columns")]),
        ({"indicator": ["x", "x"], "cost": [1, 2]}, [("row 2", "which another row"), ("row 3", "which another row")]),
        ({"indicator": ["x", None], "cost": ["many", 2]}, [("row 3", "names no"), ("row 2, cost", "finite number")]),
    ],
)
def test_a_table_of_costs_that_is_none_is_refused_with_every_problem(columns, told):
    index = levered([[50, 10, 0], [20, 40, 0]], levers=("city",) * 3)
    with pytest.raises(ix.DataError) as caught:
        index.improve("city 1", rank=1, costs=pd.DataFrame(columns))
    found = [(each.where, str(each.message)) for each in caught.value.problems]
    for where, message in told:
        assert any(each == where and message in said for each, said in found), found


@pytest.mark.parametrize("levers", ["city", [], ["mayor"], 3, None])
def test_levers_are_a_list_of_those_that_there_are(example, levers):
    with refused(RequestError, ("levers", "must be a list of one or more of 'city', 'country', 'none'")):
        example.improve("Beijing", rank=5, levers=levers)


def test_no_lever_at_all_is_said():
    index = levered([[50, 10, 0], [20, 40, 0]], levers=("none",) * 3)
    with refused(RequestError, ("levers", "no indicator can be changed by: city")):
        index.improve("city 1", rank=1)


def test_shipped_counts_and_levers_hold(ieci):
    found = ieci.improve("Beijing", rank=5)
    levers = {node.id: (node.lever, node.whole) for node in ieci.framework.indicators}
    for package in (found, found.fewest):
        assert package.rank_after <= 5
        for name, value in package.values.items():
            assert levers[name][0] == "city"
            assert float(value).is_integer() or not levers[name][1]


def test_limits_are_twice_the_value_or_the_median_and_never_beyond_the_best():
    """x: 10 may reach the median 30, 30 its double, 60 the best 100. y, lower better: 40 the median 10, 10 its half."""
    frame, method = as_is("x", indicator("y", direction="lower"))
    index = index_of([[10, 40], [30, 10], [100, 4], [60, 10], [12, 12]], frame, method)
    asked = ((0, 4), (1, 2), (3, 2))
    first, second, fourth = (index.improve(f"city {at}", rank=rank, limits="doubled") for at, rank in asked)
    assert first.marginal["limit"].to_dict() == {"x": 30, "y": 10}
    assert second.marginal["limit"].to_dict() == {"x": 60, "y": 5}
    assert fourth.marginal["limit"].to_dict() == {"x": 100, "y": 5}
    stated = pd.DataFrame({"indicator": ["x"], "limit": [15]})
    assert index.improve("city 0", rank=4, costs=stated, limits="doubled").marginal["limit"].to_dict() == {
        "x": 15,
        "y": 10,
    }
    with pytest.raises(RequestError, match="1 cannot be reached"):
        index.improve("city 0", rank=1, limits="doubled")
    with pytest.raises(RequestError, match="numbers by indicator"):
        index.improve("city 0", rank=2, limits="trebled")
