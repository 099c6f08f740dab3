"""Why a city stands where it stands: worked by hand, in words, and refused where no account is exact."""

import numpy as np
import pytest

import intlindex as ix
from makers import as_is, framework, group, index_of, indicator, refused, table


def scored(columns, *nodes, method=None, **rule):
    made, plain = as_is(*nodes, **rule)
    return ix.score(table(columns), made, plain if method is None else method)


@pytest.fixture
def harbour():
    """Two cities, a pair of indicators that multiply, and one beside them."""
    nodes = [group("trade"), indicator("ships", "trade"), indicator("goods", "trade"), indicator("parks")]
    made, method = as_is(*nodes)
    rules = method.groups.replace(only={"trade": {"aggregate": {"kind": "geometric"}}})
    columns = {"ships": [40.0, 10.0], "goods": [10.0, 10.0], "parks": [50.0, 70.0]}
    return ix.score(table(columns), made, method.replace(groups=rules))


# ---------------------------------------------------------------- worked by hand


def test_a_score_is_weight_times_value():
    index = scored({"a": [80.0, 0.0], "b": [20.0, 0.0]}, "a", indicator("b", weight=3))
    found = index.explain("A")
    assert found.contributions.to_dict() == {"a": 20.0, "b": 15.0}
    assert (found.total, found.against) == (35.0, None)


def test_a_geometric_mean_is_shared_out_by_weight(harbour):
    # sqrt(40 * 10) = 20, of which each has one half (Euler); the root takes half of that, and half of 50.
    assert harbour.explain("A").contributions.to_dict() == pytest.approx({"ships": 5.0, "goods": 5.0, "parks": 25.0})


def test_a_difference_of_geometric_means_takes_logarithmic_mean_weights(harbour):
    # 20 against 10: all of it is due to the ships. 1/2 * 10 and 1/2 * -20.
    found = harbour.explain("A", against="B")
    assert found.total == pytest.approx(-5.0)
    assert found.contributions.to_dict() == pytest.approx({"ships": 5.0, "goods": 0.0, "parks": -10.0})
    assert found.table.loc["trade", ["contribution", "rule"]].to_list() == [pytest.approx(5.0), "logarithmic mean"]


def test_lmdi_of_two_factors_by_hand():
    index = scored({"a": [8.0, 2.0], "b": [4.5, 2.0]}, "a", "b", aggregate={"kind": "geometric"})
    # G = 6 and 2, L(6, 2) = 4 / ln 3; a: L/2 * ln 4, b: L/2 * ln 2.25; their sum is 4.
    mean = 4 / np.log(3)
    wanted = {"a": mean / 2 * np.log(4), "b": mean / 2 * np.log(2.25)}
    assert index.explain("A", "B").contributions.to_dict() == pytest.approx(wanted)


def test_a_difference_of_minima_takes_owen_values():
    index = scored({"a": [6.0, 0.0], "b": [4.0, 3.0]}, "a", "b", aggregate={"kind": "minimum"})
    # min(6, 4) - min(0, 3) = 4. First a: 3 and then 1; first b: 0 and then 4.
    found = index.explain("A", "B")
    assert found.contributions.to_dict() == pytest.approx({"a": 3.5, "b": 0.5})
    assert found.table.loc["index", "rule"] == "Owen"
    assert index.explain("A").contributions.to_dict() == {"a": 0.0, "b": 4.0}


def test_what_is_no_sum_is_counted_from_zero():
    rule = {"kind": "mirrored", "of": {"kind": "harmonic"}, "top": 100.0}
    index = scored({"a": [50.0, 1.0], "b": [0.0, 1.0]}, "a", "b", aggregate=rule)
    # 100 - 2 / (1/50 + 1/100) = 33.3, and 0 where both are zero.
    found = index.explain("A")
    assert found.contributions.to_dict() == pytest.approx({"a": 100 / 3, "b": 0.0})
    assert found.table.loc["index", "rule"] == "Owen from zero"


def test_what_is_left_at_zero_is_a_remainder_of_its_own():
    index = scored({"a": [50.0, 1.0]}, "a", aggregate={"kind": "displaced_ideal", "worst": -100.0})
    found = index.explain("A").contributions
    assert found.to_dict() == pytest.approx({"a": 0.25, "baseline": 0.5})


def test_rounding_and_a_second_normalisation_have_names():
    index = scored({"a": [10.0, 52.4, 90.0], "b": [20.0, 11.1, 70.0]}, "a", "b", round=0)
    assert index.explain("B").contributions.to_dict() == pytest.approx({"a": 26.2, "b": 5.55, "rounding": 0.25})
    places = {"kind": "percentile_rank"}
    index = scored({"a": [10.0, 52.0, 90.0], "b": [20.0, 12.0, 70.0]}, "a", "b", normalise=places)
    assert index.explain("B").contributions.to_dict() == pytest.approx({"a": 26, "b": 6, "re-normalisation": 18})
    assert index.explain("C", "B").contributions.to_dict() == pytest.approx({"a": 19, "b": 29, "re-normalisation": 2})


def test_a_second_normalisation_that_is_affine_scales_the_parts():
    index = scored({"a": [10.0, 50.0, 90.0], "b": [20.0, 12.0, 70.0]}, "a", "b", normalise={"kind": "min_max"})
    # Scores 15, 31, 80 become 0, 24.6, 100: a slope of 100 / 65, and -15 * 100 / 65 for all.
    slope = 100 / 65
    found = index.explain("B").contributions
    assert found.to_dict() == pytest.approx({"a": 25 * slope, "b": 6 * slope, "re-normalisation": -15 * slope})
    assert index.explain("C", "B").contributions.to_dict() == pytest.approx({"a": 20 * slope, "b": 29 * slope})


@pytest.mark.parametrize("blanks", ["siblings", "rescale"])
def test_in_a_difference_a_blank_counts_as_what_stands_beside_it(blanks):
    index = scored({"a": [30.0, 50.0], "b": [np.nan, 10.0]}, "a", "b", blanks=blanks)
    found = index.explain("A", "B")
    assert found.contributions.to_dict() == pytest.approx({"a": -10.0, "b": 10.0})
    assert found.table.loc["b", "mark"] == ("filled" if blanks == "siblings" else "left out")


def test_in_a_score_a_blank_has_a_part_only_where_something_stands_in():
    columns = {"a": [30.0, 50.0], "b": [np.nan, 10.0]}
    assert scored(columns, "a", "b").explain("A").contributions.to_dict() == {"a": 15.0, "b": 15.0}
    rescaled = scored(columns, "a", "b", blanks="rescale").explain("A")
    assert rescaled.contributions.to_dict() == {"a": 30.0, "b": 0.0}


def test_the_part_of_a_filled_group_is_shared_out_by_weight():
    nodes = [group("g"), indicator("a", "g", weight=3), indicator("b", "g"), indicator("c")]
    index = scored({"a": [np.nan, 1.0], "b": [10.0, 1.0], "c": [40.0, 1.0]}, *nodes, min_coverage=0.5)
    found = index.explain("A")
    assert found.contributions.to_dict() == pytest.approx({"a": 15.0, "b": 5.0, "c": 20.0})
    assert found.table.loc["g", "mark"] == "filled"


def test_the_reference_is_a_city_of_medians_scored_by_the_same_tree():
    index = scored({"a": [10.0, 40.0, 90.0], "b": [90.0, 10.0, 20.0]}, "a", "b", aggregate={"kind": "geometric"})
    found = index.explain("A", "median")
    assert found.table.loc[["index", "a", "b"], "reference"].to_list() == pytest.approx([800**0.5, 40.0, 20.0])
    assert index.explain("A", "best").table.loc["index", "reference"] == pytest.approx(90.0)
    assert index.explain("C", "mean").table.loc["a", "reference"] == pytest.approx(140 / 3)


def test_imputed_cells_are_marked():
    made, method = as_is("a", "b")
    method = method.replace(indicators=method.indicators.replace(impute={"kind": "mean"}))
    index = ix.score(table({"a": [1.0, 3.0], "b": [5.0, None]}), made, method)
    assert index.explain("B").table["mark"].to_dict() == {"index": "", "a": "", "b": "imputed"}


def test_benefit_of_the_doubt_is_explained_by_the_own_weights_of_each_city():
    index = scored({"a": [90.0, 20.0], "b": [10.0, 80.0]}, "a", "b", aggregate={"kind": "benefit_of_the_doubt"})
    own = index.weights_per_unit("index")
    assert index.explain("A").contributions.to_dict() == pytest.approx(
        {"a": 90 * own.loc["A", "a"], "b": 10 * own.loc["A", "b"]}
    )
    with refused(ix.RequestError, ("", "weights of its own")):
        index.explain("A", "median")


# ---------------------------------------------------------------- the shipped index


def test_beijing_lives_from_influence(example):
    table = example.explain("Beijing").table
    parts = table.loc[["attractiveness", "influence", "connectivity"], "contribution"]
    assert parts.idxmax() == "influence"
    assert parts.sum() == pytest.approx(example.scores.loc["Beijing", "index"])
    assert (table.loc[parts.index, "rank"] == example.ranks.loc["Beijing", parts.index]).all()


def test_strengths_and_weaknesses_have_the_values_as_read(example):
    found = example.explain("北京")
    assert found.city == "Beijing"
    assert found.strengths.loc["fortune_500_headquarters", ["rank", "ranked", "value"]].to_list() == [1, 12, 56]
    assert found.weaknesses.index[0] == "pm25"
    assert not set(found.strengths.index) & set(found.weaknesses.index)


def test_no_indicator_is_among_the_best_and_the_worst_where_standings_tie():
    made, method = as_is("a", "b", "c", "d", "e")
    values = [[50, 50, 50, 50, 50], [60, 60, 60, 60, 60], [40, 40, 40, 40, 40], [50, 50, 10, 50, 50]]
    index = index_of(values, made, method)
    for city in index.cities:
        found = index.explain(city)
        assert len(found.strengths) == len(found.weaknesses) == 2
        assert not set(found.strengths.index) & set(found.weaknesses.index)
    assert index.explain("city 3").weaknesses.index[0] == "c"


def test_it_speaks_in_sentences(example):
    found = example.explain("Beijing", against="上海")
    assert found.sentences[0].startswith("Beijing scores 41.4, rank 8 of 12, against 29.8 of Shanghai: 11.5 more")
    assert "Gains most by World Heritage sites +4.2" in found.sentences[1]
    assert "Annual mean PM2.5" in " ".join(example.explain("New York").sentences)
    assert "World Heritage" in repr(found)
    assert "<table" in found._repr_html_()


def test_tables_are_copies(example):
    found = example.explain("Beijing")
    for name in ("contributions", "table", "strengths"):
        handed_out = getattr(found, name)
        handed_out.iloc[0] = handed_out.iloc[1]
    assert found.contributions.sum() == pytest.approx(found.total)
    assert found.table["contribution"].iloc[0] == pytest.approx(found.total)


# ---------------------------------------------------------------- too many orders to try


def wide(players):
    names = [f"i{number}" for number in range(players)]
    columns = {name: [float(number + 1), 50.0 - number] for number, name in enumerate(names)}
    return scored(columns, *names, aggregate={"kind": "median"})


def test_a_dozen_children_are_exact_and_more_are_estimates_with_a_finding():
    assert wide(12).explain("A", "B").findings.empty
    found = wide(14).explain("A", "B")
    assert found.contributions.sum() == pytest.approx(found.total, abs=1e-9)
    assert found.findings[["code", "severity", "node"]].to_numpy().tolist() == [["sampled-values", "warning", "index"]]
    assert "standard errors" in found.findings["message"][0]
    assert "sampled-values" in repr(found)


def test_the_same_seed_gives_the_same_estimates():
    index = wide(14)
    first, again, other = (index.explain("A", "B", draws=64, rng=seed).contributions for seed in (3, 3, 4))
    assert first.equals(again)
    assert not first.equals(other)


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize("kind", ["copeland", "topsis", "kemeny"])
@pytest.mark.parametrize("against", [None, "B", "median"])
def test_what_compares_cities_is_refused(kind, against):
    index = scored({"a": [1.0, 2.0, 3.0], "b": [5.0, 9.0, 7.0]}, "a", "b", aggregate={"kind": kind})
    with refused(ix.RequestError, ("", f"index ({kind})", "compare the cities with one another")):
        index.explain("A", against)


def own_unknown(values, weights):
    return (values * weights[..., None, :]).sum(axis=-1)


def own_lie(values, weights):
    return (values**2 * weights[..., None, :]).sum(axis=-1)


def own_function(values, weights):
    return np.square(values * weights[..., None, :]).sum(axis=-1)


@pytest.fixture
def own_aggregations():
    ix.register("aggregate", "own_unknown")(own_unknown)
    ix.register("aggregate", "own_lie", affine=True, per_unit=True)(own_lie)
    ix.register("aggregate", "own_function", per_unit=True)(own_function)
    yield
    for name in ("own_unknown", "own_lie", "own_function"):
        ix.unregister("aggregate", name)


@pytest.mark.usefixtures("own_aggregations")
def test_of_a_registered_aggregation_only_what_it_promises_is_used():
    columns = {"a": [1.0, 2.0], "b": [5.0, 9.0]}
    with refused(ix.RequestError, ("", "own_unknown")):
        scored(columns, "a", "b", aggregate={"kind": "own_unknown"}).explain("A")
    with refused(ix.DefinitionError, ("", "has wrong flags")):
        scored(columns, "a", "b", aggregate={"kind": "own_lie"}).explain("A")
    found = scored(columns, "a", "b", aggregate={"kind": "own_function"}).explain("A")
    assert found.contributions.to_dict() == pytest.approx({"a": 0.25, "b": 6.25})


def test_counting_from_zero_is_refused_where_zero_has_no_score():
    nodes = [group("g"), indicator("a", "g"), indicator("b", "g"), indicator("c")]
    made, method = as_is(*nodes)
    only = {"index": {"aggregate": {"kind": "displaced_ideal"}}, "g": {"aggregate": {"kind": "geometric"}}}
    columns = {"a": [1.0, 2.0], "b": [5.0, 9.0], "c": [5.0, 9.0]}
    index = ix.score(table(columns), made, method.replace(groups=method.groups.replace(only=only)))
    with refused(ix.RequestError, ("", "'g' has no score", "explain a difference")):
        index.explain("A")
    assert index.explain("A", "B").contributions.sum() == pytest.approx(index.explain("A", "B").total)


def test_unknown_cities_are_told_the_nearest(example):
    with refused(ix.UnknownNameError, ("", "did you mean 'Beijing'")):
        example.explain("Bejing")
    with refused(ix.UnknownNameError, ("", "explain against", "did you mean 'median'")):
        example.explain("Beijing", "medain")
    with refused(ix.UnknownNameError, ("", "is a node, not a city")):
        example.explain("influence")
    with refused(ix.RequestError, ("", "against itself")):
        example.explain("Beijing", "北京")


@pytest.mark.parametrize("name", [None, 3, 2.5, ["Beijing"]])
def test_a_city_is_named_by_text(example, name):
    with pytest.raises(ix.UnknownNameError):
        example.explain(name)


@pytest.mark.parametrize("draws", [0, 1, -5, 2.5, "many", True])
def test_too_few_orders_are_refused(example, draws):
    with refused(ix.RequestError, ("draws", "of at least 2", repr(draws))):
        example.explain("Beijing", draws=draws)


@pytest.mark.parametrize("rng", [-1, 2.5, "today"])
def test_a_seed_is_a_whole_number_or_a_generator(example, rng):
    with refused(ix.RequestError, ("rng", repr(rng))):
        example.explain("Beijing", rng=rng)


def test_a_city_without_a_score_is_refused():
    index = scored({"a": [1.0, np.nan], "b": [2.0, 3.0], "c": [3.0, np.nan]}, "a", "b", "c")
    for arguments in (("B",), ("A", "B")):
        with refused(ix.DataError, ("", "'B' has no score")):
            index.explain(*arguments)


def test_the_framework_is_made_of_groups_of_one_as_well():
    made = framework(group("g"), indicator("a", "g"))
    index = ix.score(table({"a": [1.0, 3.0]}), made)
    assert index.explain("B", "A").contributions.to_dict() == {"a": 100.0}


def test_a_part_that_is_not_known_has_a_star_in_the_sentences(example):
    told = example.explain("New York", against="median").sentences
    assert "Loses most by Annual mean PM2.5* -1.9" in told[2]
    assert "Not known, and counted as the mean of its siblings (*): Annual mean PM2.5." in told
    assert "*" not in " ".join(example.explain("Tokyo", against="median").sentences)
    told = example.explain("London", against="Washington").sentences
    assert "Rank by international visitor arrivals* +4.0" in told[1]
    assert "Not known of Washington (*): Rank by international visitor arrivals." in told


def test_a_plus_in_a_name_stays():
    made = framework(group("R+D").replace(id="rd", name="R+D"), indicator("a", parent="rd"), "b")
    index = ix.score(table({"a": [0.0, 5.0, 10.0], "b": [1.0, 0.0, 2.0]}), made)
    assert "R+D 50.0" in index.explain("C").sentences[0]


def test_an_index_from_0_to_1_is_explained_with_digits_that_tell():
    index = ix.load("example")
    small = index.replace(method=index.method.replace(indicators={"normalise": {"kind": "min_max", "high": 1}}))
    assert f"London scores {small.scores.loc['London', 'index']:.3f}" in repr(small.explain("London"))
    assert f"London {small.scores.loc['London', 'index']:.3f}, Paris" in repr(small.compare("London", "Paris"))
