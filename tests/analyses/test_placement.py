"""Cities outside the sample: placed with what was fitted to it, moving nobody, and honest about what is not known."""

import json

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from makers import as_is, framework, group, indicator, refused, table


def values(index, city):
    return index.raw.loc[city].dropna()


@pytest.fixture
def towns():
    """Three towns and two indicators, from 0 to 10 and from 20 (best) to 60 (worst)."""
    made = framework("parks", indicator("rent", direction="lower", bounds=(0, 1000)))
    return ix.score(table({"parks": [0.0, 4.0, 10.0], "rent": [20.0, 40.0, 60.0]}), made)


# ---------------------------------------------------------------- a city of the sample is itself


PREPARATIONS = {
    "default": {},
    "z_score": {"normalise": {"kind": "z_score"}},
    "rank": {"normalise": {"kind": "rank", "ties": "min"}},
    "percentile_rank": {"normalise": {"kind": "percentile_rank"}},
    "borda": {"normalise": {"kind": "borda"}},
    "bands": {"normalise": {"kind": "quantile_bands", "bands": 4}},
    "distance": {"normalise": {"kind": "distance", "to": "best", "form": "range"}},
    "log and winsorise": {
        "transform": {"kind": "log", "shift": 1},
        "treat": {"kind": "winsorise", "skewness": 1, "kurtosis": 1, "max_points": 3, "then": "log"},
    },
    "box_cox": {"transform": {"kind": "yeo_johnson"}, "treat": {"kind": "tukey_fences"}},
    "median": {"impute": {"kind": "median"}},
    "median by region": {"impute": {"kind": "median", "by": "region"}},
    "worst": {"impute": {"kind": "worst"}},
    "neighbours": {"impute": {"kind": "nearest_neighbours", "neighbours": 3}},
    "regression": {"impute": {"kind": "regression", "on": ["safety", "health"]}},
    "hot_deck": {"impute": {"kind": "hot_deck", "on": ["safety", "health"]}},
}


@pytest.mark.parametrize("name", PREPARATIONS)
def test_a_city_of_the_sample_gets_its_own_score_to_the_bit(example, name):
    rules = example.method.indicators.replace(only={}, **PREPARATIONS[name])
    index = example.replace(method=example.method.replace(indicators=rules))
    placed = index.place(index.raw)
    pd.testing.assert_frame_equal(placed.scores, index.scores, check_exact=True)
    pd.testing.assert_frame_equal(placed.ranks, index.ranks)
    assert placed.table["rank"].to_list() == index.ranks["index"].to_list()


@pytest.mark.parametrize("kind", ["geometric", "harmonic", "median", "minimum", "sum", "product", "mazziotta_pareto"])
@pytest.mark.parametrize("blanks", ["siblings", "rescale", "strict"])
def test_so_it_does_under_any_aggregation_and_rule_for_blanks(example, kind, blanks):
    method = example.method.replace(
        indicators=example.method.indicators.replace(normalise={"kind": "min_max", "low": 100, "high": 200}, only={}),
        groups={
            "aggregate": {"kind": kind},
            "blanks": blanks,
            "level": {"dimension": {"round": 1, "normalise": {"kind": "percentile_rank", "low": 1}}},
        },
    )
    index = example.replace(method=method).reweight(influence=3, pm25=0)
    placed = index.place(index.raw)
    pd.testing.assert_frame_equal(placed.scores, index.scores, check_exact=True)


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
def test_a_city_that_ties_stands_where_the_rule_for_ties_puts_it(ties):
    made, method = as_is("a")
    index = ix.score(table({"a": [9.0, 7.0, 7.0, 1.0]}), made, method.replace(rank={"ties": ties}))
    assert index.place(index.raw).table["rank"].to_list() == index.ranks["index"].to_list()
    new = {"min": 2, "max": 4, "average": 3, "dense": 2, "ordinal": 4}
    assert index.place("New", {"a": 7}).table.loc["New", "rank"] == new[ties]


def test_denominators_are_given_or_those_of_the_city():
    made = framework(indicator("airports", denominator="population"), "b")
    data = table({"airports": [2.0, 9.0], "b": [1.0, 2.0], "population": [1.0, 3.0]})
    index = ix.score(data, made)
    assert index.place("New", {"airports": 5, "b": 1, "population": 2}).scores.loc["New", "airports"] == 50.0
    assert index.place("B", {"airports": 9, "b": 2}).table.loc["B", "score"] == 100.0
    with refused(ix.DataError, ("New, airports", "divided by 'population', which is not given")):
        index.place("New", {"airports": 5})
    with refused(ix.DataError, ("New, population", "must be positive", "-2")):
        index.place("New", {"airports": 5, "population": -2})


def test_a_city_of_the_sample_without_its_denominator_is_placed_where_it_is():
    made = framework(indicator("airports", denominator="population"), "b")
    data = table({"airports": [2.0, 9.0, 5.0], "b": [1.0, 2.0, 1.5], "population": [1.0, 3.0, np.nan]})
    index = ix.score(data, made)
    placed = index.place(index.raw)
    pd.testing.assert_frame_equal(placed.scores, index.scores, check_exact=True)
    assert placed.unknown[["city", "indicator"]].to_numpy().tolist() == [["C", "airports"]]
    assert placed.table.loc["C", ["best", "worst"]].to_list() == [2, 2]


def test_what_is_screened_out_of_the_sample_is_so_when_placed():
    made, method = as_is("a", "b", "c")
    method = method.replace(units={"min_availability": 0.6})
    index = ix.score(table({"a": [1.0, 2.0, 3.0], "b": [5.0, 6.0, None], "c": [5.0, 7.0, None]}), made, method)
    found = index.place(index.raw)
    pd.testing.assert_frame_equal(found.scores, index.scores)
    assert found.findings["code"].to_list() == ["screened-unit"]


# ---------------------------------------------------------------- a city outside moves nobody


def test_bounds_stay_those_of_the_sample(towns):
    before = towns.ranks
    found = towns.place("New", {"parks": 15, "rent": 30})
    assert found.normalised.loc["New"].to_dict() == {"parks": 150.0, "rent": 75.0}
    assert found.table.loc["New"].to_list() == [112.5, 1]
    assert towns.ranks.equals(before)
    assert found.findings[["code", "node"]].to_numpy().tolist() == [["beyond-reference", "parks"]]
    assert "better than in any city" in found.findings["message"][0]


def test_a_rank_based_scale_interpolates_and_ends_with_the_sample(towns):
    index = towns.replace(method=ix.Method(indicators={"normalise": {"kind": "percentile_rank"}}))
    placed = index.place(table({"parks": [2.0, 4.0, 99.0], "rent": [70.0, 30.0, 20.0]}, cities=["X", "Y", "Z"]))
    assert placed.normalised.to_numpy().tolist() == [[25.0, 0.0], [50.0, 75.0], [100.0, 100.0]]


def test_weights_of_a_reweighted_index_hold(towns):
    assert towns.reweight(rent=3).place("New", {"parks": 0, "rent": 20}).table.loc["New", "score"] == 75.0


def test_each_city_is_placed_by_itself(towns):
    placed = towns.place(table({"parks": [9.0, 9.0], "rent": [30.0, 30.0]}, cities=["X", "Y"]))
    assert placed.table["rank"].to_list() == [1, 1]


# ---------------------------------------------------------------- what is not known


def test_missing_values_give_a_range_of_ranks(towns):
    # Scores 50, 45, 50. Parks 5 is 50; rent between 60 and 20 gives 25 to 75.
    found = towns.place("New", {"parks": 5})
    assert found.table.loc["New"].to_list() == [50.0, 1, 1, 4]
    row = found.unknown.loc[0]
    assert row.to_list() == ["New", "rent", 20.0, 60.0, "points", 50.0]
    assert found.scores["rent"].isna().all()


def test_the_range_is_that_of_all_values_that_could_be(towns):
    best, worst = towns.place("New", {"parks": 5}).table.loc["New", ["best", "worst"]]
    ranks = [towns.place("New", {"parks": 5, "rent": rent}).table.loc["New", "rank"] for rent in range(20, 61)]
    assert (min(ranks), max(ranks)) == (best, worst)


def test_what_is_known_has_no_range(towns):
    full, part = {"parks": 5, "rent": 30}, {"parks": 5}
    frame = pd.DataFrame([full, part], index=["Full", "Part"])
    table = towns.place(frame).table
    assert table.loc["Full", "best"] == table.loc["Full", "worst"] == table.loc["Full", "rank"]
    assert towns.place("Full", full).table.columns.to_list() == ["score", "rank"]


def test_too_little_is_no_score_but_still_a_range(example):
    found = example.place("Jinan", {"fortune_500_headquarters": 0})
    row = found.table.loc["Jinan"]
    assert found.table["score"].isna().all()
    assert row["rank"] is pd.NA
    assert 1 <= row["best"] <= row["worst"] <= 38
    assert "has no score" in repr(found)
    with refused(ix.DataError, ("", "'Jinan' has no score")):
        found.explain("Jinan")


def test_what_may_fall_when_a_value_rises_has_no_range():
    made, method = as_is("a", "b", "c", aggregate={"kind": "mazziotta_pareto"})
    index = ix.score(table({"a": [5.0, 90.0], "b": [5.0, 80.0], "c": [5.0, 70.0]}), made, method)
    found = index.place("New", {"a": 50, "b": 60})
    assert found.table.loc["New", ["best", "worst"]].isna().all()
    assert found.table.loc["New", "rank"] == 2
    assert found.findings["code"].to_list() == ["range-refused"]
    assert found.unknown["worth"].isna().all()


def test_imputed_values_are_not_known_either(towns):
    index = towns.replace(method=ix.Method(indicators={"impute": {"kind": "mean"}}))
    assert index.place("New", {"parks": 5}).table.loc["New"].to_list() == [50.0, 1, 1, 4]


# ---------------------------------------------------------------- how values are given


def test_a_mapping_a_series_a_table_a_file_and_tidy_rows_say_the_same(towns, tmp_path):
    wide = pd.DataFrame({"city": ["New"], "parks": [3], "rent": [30]})
    tidy = wide.melt("city", var_name="indicator")
    wide.to_csv(tmp_path / "wide.csv", index=False)
    tidy.to_csv(tmp_path / "tidy.csv", index=False)
    given = [("New", {"parks": 3, "rent": 30}), ("New", pd.Series({"rent": 30, "parks": 3}))]
    given += [(wide,), (tidy,), (wide.set_index("city"),), (tmp_path / "wide.csv",), (tmp_path / "tidy.csv",)]
    for arguments in given:
        assert towns.place(*arguments).table.loc["New"].to_list() == [52.5, 1]


def test_names_of_cities_whose_values_ship_are_enough(example):
    assert example.place(["杭州", "vienna"]).cities == ("Hangzhou", "Vienna")
    assert example.place("Beijing").table.loc["Beijing", "score"] == example.scores.loc["Beijing", "index"]


def test_the_explanation_of_a_placed_city_sums_and_has_its_values(example):
    placed = example.place(["Hangzhou", "Chengdu"])
    for against in (None, "Chengdu", "Shanghai", "median"):
        found = placed.explain("Hangzhou", against)
        assert found.contributions.sum() == pytest.approx(found.total, abs=1e-9)
        assert found.table.loc["unicorns", "value"] == placed.raw.loc["Hangzhou", "unicorns"]
    assert found.table.loc["index", "rank"] == placed.table.loc["Hangzhou", "rank"]
    with refused(ix.UnknownNameError, ("", "was not placed", "did you mean 'Chengdu'")):
        placed.explain("Chengdou")


def test_tables_are_copies_and_arrays_stay(example):
    placed = example.place("Hangzhou")
    for name in ("table", "scores", "raw", "normalised", "unknown"):
        before, handed_out = getattr(placed, name), getattr(placed, name)
        handed_out.iloc[0, -1] = 0
        pd.testing.assert_frame_equal(getattr(placed, name), before)
    assert "Hangzhou" in placed._repr_html_()


# ---------------------------------------------------------------- refused


def test_every_problem_is_told_at_once(towns):
    with refused(ix.DataError, ("New, parks", "finite number", "'many'"), ("New, rent", "within [0, 1000]", "-5")):
        towns.place("New", {"parks": "many", "rent": -5})
    with refused(ix.DataError, ("parcs", "no such indicator", "did you mean 'parks'"), ("rant", "'rent'")):
        towns.place("New", {"parcs": 3, "rant": 30})
    with refused(ix.DataError, ("indicator 'parcs'", "did you mean 'parks'")):
        towns.place(pd.DataFrame({"city": ["N", "N"], "indicator": ["parcs", "rent"], "value": [1, 30]}))
    with refused(ix.DataError, ("city 'X'", "has 2 rows")):
        towns.place(table({"parks": [1.0, 2.0]}, cities=["X", "X"]))


@pytest.mark.parametrize("bad", [np.inf, -np.inf, "1,5", True, [1], "12 parks"])
def test_a_value_is_a_finite_number(towns, bad):
    with refused(ix.DataError, ("New, parks", "finite number")):
        towns.place("New", {"parks": bad, "rent": 30})


@pytest.mark.parametrize("nothing", [{}, {"parks": None}, {"parks": "", "rent": "NA"}, {"parks": np.nan}])
def test_a_city_of_which_nothing_is_known_is_refused(towns, nothing):
    with refused(ix.DataError, ("", "no value of any indicator")):
        towns.place("New", nothing)


@pytest.mark.parametrize("name", ["", "  ", None, 3])
def test_a_placed_city_has_a_name(towns, name):
    with refused(ix.RequestError, ("", "needs a name")):
        towns.place(name, {"parks": 1})


@pytest.mark.parametrize("what", [None, 3, [], [3], {"a": 1}])
def test_something_is_to_be_placed(towns, what):
    with refused(ix.RequestError, ("", "expected a city with values")):
        towns.place(what)


def test_names_that_say_nothing_are_refused(example, towns, tmp_path):
    with refused(ix.UnknownNameError, ("", "did you mean 'Hangzhou'")):
        example.place("Hangzu")
    with refused(ix.UnknownNameError, ("", "shipped values for", "'mine'")):
        towns.place("Hangzhou")
    with refused(ix.DataError, ("", "no such file")):
        example.place(tmp_path / "none.csv")
    with refused(ix.RequestError, ("", "must be a mapping")):
        example.place("Jinan", [1, 2])


@pytest.mark.parametrize("method", ["copeland", "benefit_of_the_doubt"])
def test_what_compares_cities_places_nobody(method):
    with refused(ix.RequestError, ("", "compare the cities with one another", "one more city")):
        ix.load("example", method=method).place("Hangzhou")


def test_values_for_which_a_step_is_not_defined_are_told():
    made = framework("a", "b")
    logs = ix.Method(indicators={"transform": {"kind": "log"}})
    index = ix.score(table({"a": [1.0, 10.0], "b": [2.0, 3.0]}), made, logs)
    with refused(ix.DataError, ("New, a", "'log' is not defined for 0"), ("New, b", "'log' is not defined for -1")):
        index.place("New", {"a": 0, "b": -1})
    means = ix.Method(
        indicators={"normalise": {"kind": "min_max", "low": 1}}, groups={"aggregate": {"kind": "geometric"}}
    )
    index = ix.score(table({"a": [1.0, 10.0], "b": [2.0, 3.0]}), made, means)
    with refused(ix.DataError, ("groups[index]", "needs positive values", "'a'", "'New'")):
        index.place("New", {"a": -50, "b": 3})


def test_groups_of_which_nothing_is_known_count_as_in_the_sample():
    nodes = [group("g"), indicator("a", "g"), indicator("b", "g"), indicator("c"), indicator("d")]
    made, method = as_is(*nodes)
    columns = {"a": [5.0, 9.0], "b": [5.0, 7.0], "c": [20.0, 40.0], "d": [30.0, 10.0]}
    index = ix.score(table(columns), made, method)
    placed = index.place("New", {"c": 30, "d": 60})
    assert placed.table.loc["New", "score"] == 45.0
    assert placed.explain("New").contributions.to_dict() == pytest.approx({"a": 7.5, "b": 7.5, "c": 10, "d": 20})


def test_the_record_of_a_placement_is_plain_json(example):
    assert json.dumps(example.place("Hangzhou").table.reset_index().astype(object).to_dict("records"))


def test_a_city_of_the_index_is_said_to_be_placed_instead_of_itself(example):
    assert "each placed instead of itself: 'Beijing'." in example.place("Beijing").sentences[-1]
    assert "instead" not in " ".join(example.place("Vienna").sentences)


def test_sentences_name_indicators_as_people_do(example):
    told = " ".join(example.place("Hangzhou").sentences)
    assert "Rank by international visitor arrivals 5.6" in told
    assert "visitor_arrivals_rank" not in told


def test_what_is_beyond_all_cities_says_on_which_side_and_whose_it_is(example):
    found = example.place(["Hangzhou", "Chengdu", "Geneva"]).findings.set_index("node")["message"]
    said = "than in any city of the index, so that the score is outside their range"
    assert found["international_matches"] == f"worse {said}: 'Hangzhou', 'Chengdu'"
    assert found["international_organisations"] == f"better {said}: 'Geneva'"


def test_a_name_with_a_point_is_no_file(example):
    with refused(ix.UnknownNameError, ("", "no city with shipped values", "St. Louis", "pathlib.Path")):
        example.place("St. Louis")


def test_a_city_outside_the_index_is_told_where_to_ask(example):
    for ask in (
        lambda: example.explain("日内瓦"),
        lambda: example.explain("Beijing", "Geneva"),
        lambda: example.compare("Beijing", "geneva"),
    ):
        with refused(ix.UnknownNameError, ("", "Geneva is not one of the 12 cities", "place('Geneva')")):
            ask()


def test_numbered_rows_are_no_names_of_cities(example):
    with refused(ix.DataError, ("", "no column 'city' or 'unit'", "gdp")):
        example.place(pd.DataFrame({"gdp": [1, 2]}))
