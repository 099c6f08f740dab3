"""What placed cities can be asked: what a city of the index can, with the same answers, moving nobody."""

import dataclasses

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from effort import dear
from makers import as_is, framework, group, index_of, indicator, refused, table

values_of_cities = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=4, max_size=4), min_size=4, max_size=7
)


def small(values, **reweighted):
    """Make an index of two groups and four indicators with blanks, of which each city and indicator has a value."""
    made, method = as_is(
        group("g"), group("h"), indicator("a", "g"), indicator("b", "g"), indicator("c", "h"), indicator("d", "h")
    )
    data = np.array([[np.nan if each is None else float(each) for each in row] for row in values])
    data[np.isnan(data).all(axis=1), 0] = 3.0
    data[0] = [1.0, 2.0, 3.0, 4.0]
    method = method.replace(indicators={"normalise": {"kind": "min_max"}})
    data[1] = [5.0, 7.0, 1.0, 9.0]
    return index_of(data, made, method).reweight(reweighted)


@given(values_of_cities, st.integers(1, 3), st.data())
@dear
def test_a_copy_of_a_city_has_its_score_rank_bounds_and_levers(values, weight, data):
    index = small(values, g=weight)
    city = data.draw(st.sampled_from(index.cities))
    row = index.raw.loc[city]
    for name in (city, "copy"):
        placed = index.place(name, row)
        assert placed.scores.loc[name].equals(index.scores.loc[city].rename(name))
        assert placed.ranks.loc[name].to_list() == index.ranks.loc[city].to_list()
        assert placed.rank_bounds(within=0.5).table.loc[name].to_list() == (
            index.rank_bounds(within=0.5).table.loc[city].to_list()
        )
        if np.isnan(index.scores.loc[city, "index"]):
            continue
        for rank in range(1, int(index.ranks.loc[city, "index"])):
            one, other = outcome_of(placed, name, rank), outcome_of(index, city, rank)
            assert one == other


def outcome_of(asked, city, rank):
    """Return what would bring a city to a rank, or that nothing does."""
    try:
        found = asked.improve(city, rank=rank)
    except ix.RequestError as error:
        return [each.code for each in error.problems]
    return found.table.to_dict(), found.marginal.to_dict(), found.rank_after, found.score_after


@given(values_of_cities, st.lists(st.integers(0, 30), min_size=4, max_size=4))
@dear
def test_a_placed_city_moves_nobody(values, new):
    index = small(values)
    placed = index.place("New", dict(zip("abcd", new, strict=True)))
    among = placed._among("New")
    pd.testing.assert_frame_equal(among.scores.loc[list(index.cities)], index.scores, check_exact=True)
    pd.testing.assert_frame_equal(among.normalised.loc[list(index.cities)], index.normalised, check_exact=True)
    pd.testing.assert_series_equal(among.scores.loc["New"], placed.scores.loc["New"], check_exact=True)
    assert among.ranks.loc["New"].to_list() == placed.ranks.loc["New"].to_list()
    for weights in ({"g": 3}, {"a": 0, "h": 0.1}):
        heavier = index.reweight(weights)
        pd.testing.assert_series_equal(
            among.reweight(weights).scores.loc["New"],
            heavier.place("New", dict(zip("abcd", new, strict=True))).scores.loc["New"],
            check_exact=True,
        )


def test_an_improved_placed_city_reaches_the_rank_when_it_is_placed_again(example):
    placed = example.place("Hangzhou")
    for rank in (10, 8, 5):
        found = placed.improve("杭州", rank=rank)
        again = example.place("Hangzhou", {**placed.raw.loc["Hangzhou"].dropna(), **found.values})
        # A blank keeps its fill while its siblings improve; placed again, it is filled with their mean.
        assert again.table.loc["Hangzhou", "rank"] <= found.rank_after <= rank
        assert again.table.loc["Hangzhou", "score"] >= found.score_after - 1e-9


def test_each_is_asked_without_the_others(example):
    both, alone = example.place(["Hangzhou", "Chengdu"]), example.place("Hangzhou")
    assert both.improve("Hangzhou", rank=8).table.equals(alone.improve("Hangzhou", rank=8).table)
    bounds = both.rank_bounds(within=0.5)
    assert sorted(bounds.table.index) == ["Chengdu", "Hangzhou"]
    assert bounds.table.loc["Hangzhou"].equals(alone.rank_bounds(within=0.5).table.loc["Hangzhou"])
    assert set(bounds.witness("Hangzhou", "best")) == set(alone.rank_bounds(within=0.5).witness("Hangzhou", "best"))
    regions = both.ranks_within("region")
    assert regions.table.loc["Hangzhou"].equals(alone.ranks_within("region").table.loc["Hangzhou"])
    assert regions.groups == {"Asia": example.ranks_within("region").groups["Asia"] + 1}


def test_weights_of_a_bound_attain_it(example):
    placed = example.place(["Hangzhou", "Chengdu"])
    bounds = placed.rank_bounds(within=0.5)
    for city, row in bounds.table.iterrows():
        for side in ("best", "worst"):
            reached = example.reweight(bounds.witness(city, side)).place(city)
            assert reached.table.loc[city, "rank"] == row[side]


def test_cities_of_the_index_are_asked_without_those_placed(example):
    placed = example.place(["Hangzhou", "Chengdu"])
    assert placed.improve("Beijing", rank=5).table.equals(example.improve("Beijing", rank=5).table)
    found = placed.rank_bounds(within=0.5, cities=["Beijing", "Hangzhou"])
    assert found.table.loc["Beijing"].equals(example.rank_bounds(within=0.5).table.loc["Beijing"])
    assert placed.explain("Beijing", "Paris").contributions.equals(example.explain("Beijing", "Paris").contributions)
    assert placed.tipping_point("Beijing", "Paris").distance == example.tipping_point("Beijing", "Paris").distance


def test_a_comparison_has_both_whether_they_are_placed_or_not(example):
    placed = example.place(["Hangzhou", "Chengdu"])
    scores = {**placed.scores["index"], **example.scores["index"]}
    for first, second in (("Hangzhou", "Beijing"), ("Paris", "Chengdu"), ("Chengdu", "Hangzhou")):
        found = placed.compare(first, second)
        assert found.table.loc["index", [first, second]].to_list() == [scores[first], scores[second]]
        assert found.explanation.contributions.equals(placed.explain(first, second).contributions)
        assert found.tipping_distance == placed.tipping_point(first, second).distance


def test_medians_are_those_of_the_index(example):
    found = example.place("Hangzhou").explain("Hangzhou", against="median")
    assert found.table.loc["gdp", "reference"] == np.nanmedian(example.normalised["gdp"])


def test_nothing_is_asked_of_cities_that_are_neither(example):
    placed = example.place("Hangzhou")
    asks = (
        lambda: placed.improve("Atlantis", rank=1),
        lambda: placed.compare("Atlantis", "Hangzhou"),
        lambda: placed.rank_bounds(cities=["Atlantis"]),
        lambda: placed.tipping_point("Hangzhou", "Atlantis"),
    )
    for ask in asks:
        with refused(ix.UnknownNameError, ("", "'Atlantis' was not placed, and is no city of the index")):
            ask()
    with refused(ix.RequestError, ("", "Hangzhou cannot be compared with itself")):
        placed.compare("Hangzhou", "杭州")


def test_a_region_may_be_given_with_the_values(example):
    row = {**example.place("Hangzhou").raw.loc["Hangzhou"].dropna(), "region": "Europe"}
    placed = example.place("New Town", row)
    assert placed.ranks_within("region").table.loc["New Town", "region"] == "Europe"
    without = example.place("New Town", {key: value for key, value in row.items() if key != "region"})
    assert without.ranks_within("region").without == ("New Town",)


# ---------------------------------------------------------------- cities that count


@given(values_of_cities, st.lists(st.integers(0, 30), min_size=4, max_size=4))
@dear
def test_cities_that_count_are_scored_as_if_they_had_been_in_the_data(values, new):
    index = small(values, h=2)
    more = index.with_cities("New", dict(zip("abcd", new, strict=True)))
    data = pd.concat([index.raw, pd.DataFrame([new], index=["New"], columns=list("abcd"), dtype=float)])
    whole = index.replace(table=dataclasses.replace(index.table, cities=tuple(data.index), values=data.to_numpy()))
    pd.testing.assert_frame_equal(more.scores, whole.scores, check_exact=True)
    assert more == whole
    placed = index.place("New", dict(zip("abcd", new, strict=True)))
    assert index.with_cities(placed) == more


def test_a_city_of_the_index_gets_the_values_given(example):
    more = example.with_cities("Beijing", {**example.raw.loc["Beijing"].dropna(), "gdp": 1})
    assert more.cities == example.cities
    assert more.raw.loc["Beijing", "gdp"] == 1
    assert example.with_cities(example.place(example.raw)).scores.equals(example.scores)


def test_what_cannot_be_placed_can_be_counted():
    index = ix.load("example", method="copeland")
    assert "Hangzhou" in index.with_cities("Hangzhou")


def test_labels_denominators_and_sources_come_along():
    made = framework(indicator("airports", denominator="population"), "b")
    data = table({"airports": [2.0, 9.0], "b": [1.0, 2.0], "population": [1.0, 3.0]})
    data["region"] = ["north", "south"]
    index = ix.score(data, made)
    new = pd.DataFrame({"city": ["New"], "airports": [5.0], "b": [1.0], "population": [2.0], "region": ["north"]})
    more = index.with_cities(new)
    assert more.table.attributes["region"] == ("north", "south", "north")
    assert more.stage("denominated").loc["New", "airports"] == 2.5
    assert index.place(new).ranks_within("region").groups == {"north": 2}
    shipped = ix.load("example")
    own = shipped.with_cities("Vienna").provenance.query("city == 'Vienna'")
    assert len(own) == shipped.place("Vienna").raw.notna().sum().sum()
    assert own.reset_index(drop=True).equals(shipped.place("Vienna").provenance)


def test_cities_of_another_index_are_refused(example):
    made, method = as_is("a", "b")
    other = ix.score(table({"a": [1.0, 2.0], "b": [3.0, 1.0]}), made, method).place("New", {"a": 1, "b": 2})
    with refused(ix.RequestError, ("placed", "were placed in 'mine', not in 'example'")):
        example.with_cities(other)
