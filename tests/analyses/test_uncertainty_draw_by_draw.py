"""Every draw of an uncertainty analysis is an index that anybody can make: a slow loop over them agrees exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st
from replaying import assert_same, assert_same_central_weights

import intlindex as ix
from effort import dear
from intlindex.analyses.uncertainty import experiment, tallies, tasks
from intlindex.errors import IntlindexError
from makers import as_is, group, index_of, indicator, table
from strategies import ANY_WEIGHTS, indices, weight_sets

DRAWS = 12


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Let the draws of one test fill several seed blocks, and these several chunks, the last not full."""
    monkeypatch.setattr(experiment, "CHUNK", 5)
    for module in (tasks, tallies):
        monkeypatch.setattr(module, "BLOCK", 8)


def tried(index, *, draws=DRAWS, **varied):
    return index.uncertainty(draws, rng=7, progress=False, **varied)


# ---------------------------------------------------------------- weights

SETS = {
    "simplex": ix.Simplex(),
    "dirichlet": ix.Dirichlet(20),
    "relative_noise": ix.RelativeNoise(0.4),
    "bounds": ix.Bounds(within=0.3),
    "bounds of one share": ix.Bounds(shares={"influence": (0.2, 0.3)}, groups=["index"]),
    "ordered": ix.Ordered(["connectivity", "influence"]),
    "ordered and free": ix.Ordered(["influence", "connectivity"], groups=["index", "attractiveness"]),
    "a tree of orders": ix.Ordered(["influence", "connectivity"], ["influence", "attractiveness"]),
    "some groups": ix.Simplex(groups=["influence", "index"]),
    "a level": ix.RelativeNoise(0.5, levels=["dimension"]),
    "two sets": [ix.Simplex(groups=["index"]), ix.Dirichlet(5, levels=["dimension"])],
    "leaves": ix.Simplex(of="leaves"),
    "leaves around the nominal": ix.Dirichlet(30, of="leaves"),
    "noisy leaves": ix.RelativeNoise(0.9, of="leaves"),
    "bounded leaves": ix.Bounds(within=0.1, of="leaves"),
    "ordered leaves": ix.Ordered(["gdp", "visitor_arrivals_rank"], of="leaves"),
}


@pytest.mark.parametrize("weights", SETS.values(), ids=SETS)
def test_each_set_of_weights(example, weights):
    found = tried(example, weights=weights)
    assert_same_central_weights(found, assert_same(found))


def test_nothing_asked_for_is_relative_noise_on_every_group(example):
    found = tried(example)
    assert {factor.varied.group for factor in found._shares} == {
        group.id for group in example.framework.groups if len(example.framework.children(group.id)) > 1
    }
    assert_same(found)
    same = tried(example, weights=ix.RelativeNoise(0.25))
    assert same.ranks.equals(found.ranks)


def test_weights_set_by_hand_are_the_nominal_ones(example):
    index = example.reweight(influence=3, gdp=0.5)
    assert_same(tried(index, weights=ix.RelativeNoise(0.2, groups=["index"])))
    assert_same(tried(index, weights=ix.Dirichlet(10, of="leaves")))
    choices = {"aggregate": ["arithmetic", "median"]}
    assert_same(tried(index, choices=choices, weights=ix.RelativeNoise(0.2)), choices)


# ---------------------------------------------------------------- choices

ABOVE_ZERO = {"kind": "min_max", "low": 1.0, "high": 100.0}
CHOICES = {
    "normalise": {"normalise": ["min_max", {"kind": "z_score"}, {"kind": "percentile_rank"}]},
    "treat": {"treat": ["none", {"kind": "winsorise", "max_points": 2}]},
    "aggregate": {"aggregate": ["arithmetic", "median", "minimum", "maximum", "copeland", "topsis"]},
    "weights": {"weights": ["given", "equal", "entropy", "standard_deviation"]},
    "blanks": {"blanks": ["siblings", "rescale", "strict"]},
    "min_coverage": {"min_coverage": [0.0, 0.9, 1.0]},
    "impute": {"impute": ["none", "mean", "median"]},
    "transform": {"transform": ["identity", {"kind": "power", "exponent": 2.0}]},
    "method": {"method": ["default", "geometric", "z_score", "mazziotta_pareto", "rank_based", "copeland"]},
    "method and step": {"method": ["default", "z_score"], "treat": ["none", {"kind": "winsorise"}]},
    "two steps": {"normalise": [ABOVE_ZERO], "aggregate": ["arithmetic", "geometric", "harmonic"]},
}


@pytest.mark.parametrize("choices", CHOICES.values(), ids=CHOICES)
def test_each_choice(example, choices):
    assert_same(tried(example, choices=choices), choices)


@pytest.mark.parametrize("choices", CHOICES.values(), ids=CHOICES)
def test_each_choice_beside_weights(example, choices):
    found = tried(example, choices=choices, weights=ix.RelativeNoise(0.3))
    assert_same_central_weights(found, assert_same(found, choices))


def test_choices_beside_weights_of_leaves(example):
    choices = {"normalise": [ABOVE_ZERO, {"kind": "z_score"}], "aggregate": ["arithmetic", "median"]}
    found = tried(example, choices=choices, weights=ix.Simplex(of="leaves"))
    assert_same_central_weights(found, assert_same(found, choices))


def test_methods_that_are_values(example):
    own = example.method.replace(name="own", groups={"aggregate": {"kind": "median"}})
    choices = {"method": [own, "z_score", own.replace(groups={"round": 1})]}
    found = tried(example, choices=choices)
    assert found.variation.experiment.factors[0].alternatives == ("own", "z_score", "own (2)")
    assert_same(found, choices)


def test_a_choice_replaces_what_levels_say_and_keeps_what_is_said_by_id(example):
    rules = {"level": {"dimension": {"aggregate": {"kind": "minimum"}, "round": 2}}}
    rules["only"] = {"influence": {"aggregate": {"kind": "maximum"}}}
    index = example.replace(method=example.method.replace(groups=rules))
    choices = {"aggregate": ["arithmetic", "median"]}
    slow = assert_same(tried(index, choices=choices, weights=ix.Simplex(groups=["index"])), choices)
    for each in slow.indices:
        assert each.method.for_group("influence", "dimension").aggregate.kind == "maximum"
        assert each.method.for_group("attractiveness", "dimension").aggregate.kind in choices["aggregate"]
        assert each.method.for_group("attractiveness", "dimension").round == 2


@pytest.mark.parametrize("weights", [None, ix.RelativeNoise(0.3), ix.Simplex(of="leaves")])
def test_indicators_that_take_part_or_not(example, weights):
    found = tried(example, choices={"indicators": 0.5}, weights=weights)
    slow = assert_same(found)
    if weights is not None:
        assert_same_central_weights(found, slow)


def test_some_indicators_that_take_part_or_not(example):
    below = [node.id for node in example.framework.indicators if node.parent == example.framework.indicators[0].parent]
    choices = {"indicators": dict.fromkeys([*below, "gdp"], 0.3), "aggregate": ["arithmetic", "median"]}
    assert_same(tried(example, choices=choices, weights=ix.RelativeNoise(0.1)), choices)


@pytest.mark.parametrize("blanks", ["siblings", "rescale"])
@pytest.mark.parametrize("kind", ["arithmetic", "geometric", "median", "minimum", "copeland", "topsis"])
def test_a_draw_without_any_indicator_is_not_defined(kind, blanks):
    made, method = as_is("a", "b", aggregate={"kind": kind}, blanks=blanks)
    index = ix.score(table({"a": [1.0, 2.0, 3.0], "b": [9.0, 5.0, 1.0]}), made, method)
    found = tried(index, draws=200, choices={"indicators": 0.5})
    assert_same(found)
    assert 20 < 200 - found.defined_draws < 80  # a quarter of the draws has neither
    assert "draws-undefined" in found.findings["code"].to_list()


def test_an_indicator_of_no_weight_does_not_speak_for_those_left_out():
    nodes = [group("g"), indicator("a", "g"), indicator("b", "g", weight=0.0), indicator("c")]
    made, method = as_is(*nodes)
    data = table({"a": [1.0, 2.0, 3.0], "b": [5.0, 7.0, 6.0], "c": [9.0, 5.0, 1.0]})
    found = tried(ix.score(data, made, method), choices={"indicators": {"a": 0.5}})
    assert_same(found)
    assert set(found.tally.counts[0, [0, 2]]) != {0}


@pytest.mark.parametrize("blanks", ["siblings", "rescale"])
@pytest.mark.parametrize("weights", [ix.Bounds(within=0.05), ix.Simplex(), ix.Simplex(of="leaves")])
@pytest.mark.parametrize("kind", ["minimum", "maximum"])
def test_a_group_without_any_indicator_is_as_drawn_where_its_weight_is_of_no_account(kind, weights, blanks):
    nodes = [group("g"), group("h"), *(indicator(name, name[0]) for name in ("g1", "g2", "h1", "h2"))]
    made, method = as_is(*nodes)
    rules = {"blanks": blanks, "only": {"index": {"aggregate": {"kind": kind}, "blanks": blanks}}}
    data = {"g1": [1.0, 40.0, 9.0], "g2": [3.0, 5.0, 60.0], "h1": [70.0, 5.0, 3.0], "h2": [4.0, 80.0, 6.0]}
    index = ix.score(table(data), made, method.replace(groups=rules))
    choices = {"indicators": {"g1": 0.4, "g2": 0.4}}
    found = tried(index, draws=24, weights=weights, choices=choices)
    slow = assert_same(found)
    assert sum(each is not None and each.weights["g"] == 0 for each in slow.indices) > 3


# ---------------------------------------------------------------- data

NOISES = {
    "relative": 0.05,
    "uniform": ix.Noise(relative=0.1, distribution="uniform"),
    "absolute": {"gdp": ix.Noise(absolute=50.0)},
    "some": {"gdp": 0.2, "pm25": 0.5, "visitor_arrivals_rank": ix.Noise(absolute=3)},
}


@pytest.mark.parametrize("noise", NOISES.values(), ids=NOISES)
def test_each_noise(example, noise):
    assert_same(tried(example, draws=15, noise=noise))


def test_everything_at_once(example):
    choices = {
        "normalise": [ABOVE_ZERO, {"kind": "percentile_rank", "low": 1.0}],
        "treat": ["none", {"kind": "winsorise", "max_points": 2}],
        "aggregate": ["arithmetic", "geometric"],
        "indicators": {"gdp": 0.5},
    }
    found = tried(example, draws=30, weights=ix.RelativeNoise(0.25), choices=choices, noise=0.1)
    assert_same_central_weights(found, assert_same(found, choices))


# ---------------------------------------------------------------- blanks, screening, shapes of the tree

MISSING = np.array(
    [
        [1.0, 20.0, np.nan, 7.0],
        [np.nan, 50.0, 3.0, 8.0],
        [30.0, np.nan, np.nan, 1.0],
        [4.0, 5.0, 90.0, np.nan],
        [20.0, 9.0, 8.0, 30.0],
        [10.0, 19.0, 18.0, 3.0],
    ]
)


@pytest.mark.parametrize("kind", ["arithmetic", "geometric", "median", "copeland"])
@pytest.mark.parametrize("blanks", ["siblings", "rescale", "strict"])
def test_blanks(blanks, kind):
    nodes = [group("g"), group("h"), *(indicator(name, name[0]) for name in ("g1", "g2", "h1", "h2"))]
    made, method = as_is(*nodes, blanks=blanks, aggregate={"kind": kind}, min_coverage=0.3)
    index = index_of(MISSING, made, method)
    assert_same(tried(index, weights=ix.Simplex()))
    assert_same(tried(index, weights=ix.Simplex(of="leaves")))
    assert_same(tried(index, weights=ix.Simplex(), choices={"indicators": 0.6}))
    choices = {"blanks": ["siblings", "rescale", "strict"], "aggregate": ["arithmetic", "geometric", "copeland"]}
    assert_same(tried(index, weights=ix.Simplex(), choices=choices), choices)
    assert_same(tried(index, weights=ix.Simplex(), noise=0.2))


def test_a_city_without_a_score_never_has_a_rank_and_the_others_close_up(example):
    cells = example.table.values.copy()
    cells[0] = np.nan
    cells[0, 0] = 5.0
    index = example.replace(table=replace(example.table, values=cells))
    assert np.isnan(index.scores.iloc[0]["index"])
    found = tried(index)
    assert_same(found)
    assert (found.acceptability.iloc[0] == 0).all()
    assert found.ranks.iloc[0].isna().all()
    assert found.acceptability.iloc[:, 0].sum() == pytest.approx(1)


def test_a_city_that_is_screened_out_never_has_a_rank(example):
    index = example.replace(method=example.method.replace(units={"min_availability": 1.0}))
    gone = ~index.screening.units
    assert gone.any()
    choices = {"normalise": ["min_max", {"kind": "z_score"}]}
    found = tried(index, weights=ix.RelativeNoise(0.3), choices=choices, noise=0.05)
    assert_same(found, choices)
    assert (found.tally.counts[gone] == 0).all()


def test_screened_indicators_are_left_out(example):
    screen = {**example.method.indicators.model_dump(exclude_none=True), "screen": {"min_availability": 0.9}}
    index = example.replace(method=example.method.replace(indicators=screen))
    assert len(index.framework.indicators) < len(example.framework.indicators)
    assert_same(tried(index, weights=ix.Simplex(of="leaves")))
    assert_same(tried(index, noise=0.05))


@pytest.mark.parametrize("kind", ["entropy", "standard_deviation", "critic", "equal_at_the_leaves"])
def test_weights_that_follow_from_the_data_follow_the_noise(example, kind):
    rules = {"weights": {"kind": kind}, "min_coverage": 0.0}  # weights never say that too little is there
    index = example.replace(method=example.method.replace(groups=rules))
    found = tried(index, draws=12, noise=0.1, weights=ix.RelativeNoise(0.2))
    assert_same_central_weights(found, assert_same(found))


def test_weights_that_follow_from_noisy_data_never_decide_who_has_a_score(example):
    index = example.replace(method=example.method.replace(groups={"weights": {"kind": "entropy"}}))
    found = tried(index, draws=100, noise=0.1)
    assert found.defined_draws == 100  # the weight of the one speed that a city lacks is above and below one half
    assert (found.tally.counts.sum(axis=1) == 100).all()


def test_weights_that_do_not_follow_from_data_stay_when_data_varies(example):
    judged = {"kind": "budget_allocation", "experts": [{"attractiveness": 1, "influence": 5, "connectivity": 1}]}
    index = example.replace(method=example.method.replace(groups={"only": {"index": {"weights": judged}}}))
    assert index.weights["influence"] > 0.7
    assert_same(tried(index, draws=12, noise=0.1))


def test_groups_that_are_normalised_and_rounded(example):
    rules = {"level": {"dimension": {"normalise": {"kind": "percentile_rank"}, "round": 2}}, "round": 1}
    index = example.replace(method=example.method.replace(groups=rules))
    assert index.ranks["index"].duplicated().any()
    assert_same(tried(index))
    assert_same(tried(index, weights=ix.Simplex(of="leaves")))
    assert_same(tried(index, draws=12, noise=0.1))


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
def test_ties_are_counted_as_they_are_ranked(ties):
    made, method = as_is("a", "b", round=0)
    data = table({"a": [10.0, 10.0, 12.0, 12.0, 11.0, 50.0], "b": [20.0, 20.0, 18.0, 18.0, 19.0, 1.0]})
    index = ix.score(data, made, method.replace(rank={"ties": ties}))
    slow = assert_same(tried(index, draws=50, weights=ix.Simplex()))
    assert (slow.ahead.T + slow.ahead < 50).any(where=~np.eye(6, dtype=bool)) or ties == "ordinal"


def test_noise_stays_within_the_bounds_of_an_indicator():
    made, method = as_is("a", "b")
    made = made.replace(indicators=[node.replace(bounds=(0.0, 10.0)) for node in made.indicators])
    index = ix.score(table({"a": [0.0, 5.0, 10.0], "b": [9.0, 0.5, 1.0]}), made, method)
    found = tried(index, draws=60, noise=ix.Noise(absolute=6.0))
    slow = assert_same(found)
    assert np.nanmin(slow.scores) == 0
    assert found.scores["highest"].max() <= 10


def test_noise_that_leaves_the_domain_of_a_mean_is_not_counted():
    made, method = as_is("a", "b", aggregate={"kind": "geometric"})
    made = made.replace(indicators=[node.replace(bounds=(0.0, 100.0)) for node in made.indicators])
    index = ix.score(table({"a": [1.0, 50.0, 60.0], "b": [50.0, 60.0, 70.0]}), made, method)
    found = tried(index, draws=100, noise={"a": ix.Noise(absolute=2.0)})
    assert_same(found)
    assert 10 < 100 - found.defined_draws < 60  # held at zero, where replace refuses the table
    assert found.findings["code"].to_list() == ["draws-undefined"]


def test_a_nominal_score_far_from_those_of_all_draws_takes_no_digit_off_their_mean():
    made, method = as_is("a", "b")
    index = ix.score(table({"a": [1e15, 2e15, 4e15], "b": [1.25, 2.5, 3.7]}), made, method)
    found = tried(index, choices={"indicators": {"a": 1e-9}}, noise={"b": ix.Noise(absolute=0.01)})
    assert_same(found)
    assert found.scores["highest"].max() < 4


def test_noise_of_denominated_transformed_and_treated_values(example):
    steps = {"transform": {"kind": "square_root"}, "treat": {"kind": "winsorise", "max_points": 3}, "only": {}}
    index = example.replace(method=example.method.replace(indicators={**steps, "normalise": {"kind": "z_score"}}))
    assert_same(tried(index, draws=12, noise=ix.Noise(relative=0.1, distribution="uniform")))


def test_noise_of_imputed_values(example):
    index = example.replace(method=example.method.replace(indicators={"impute": {"kind": "mean"}}))
    found = tried(index, draws=12, noise=ix.Noise(imputed=1.0))
    assert len(found.variation.experiment.factors) == 3
    assert_same(found)


def test_noise_of_known_and_imputed_values(example):
    index = example.replace(method=example.method.replace(indicators={"impute": {"kind": "constant", "value": 3.0}}))
    assert_same(tried(index, draws=12, noise=ix.Noise(relative=0.05, imputed=2.0)))


def test_noise_from_a_column_of_the_data():
    made, method = as_is("a", "b")
    data = table({"a": [1.0, 5.0, 9.0], "b": [9.0, 0.5, 1.0]}).assign(error=[0.0, 3.0, 1.0])
    found = tried(ix.score(data, made, method), noise={"a": ix.Noise(column="error")})
    assert_same(found)
    assert found.scores["sd"].to_list()[0] == 0


WIDE = ("arithmetic", "geometric", "harmonic", "median", "minimum", "maximum", "copeland", "topsis")


@given(data=st.data())
def test_any_tree_any_blanks_any_weights(data):
    index = drawn_index(data)
    sets = data.draw(weight_sets(index))
    choices = data.draw(
        st.sampled_from([None, {"blanks": ["siblings", "strict"]}, {"aggregate": ["median", "minimum"]}])
    )
    assume(sets or choices)
    found = varied(index, draws=10, weights=sets or None, choices=choices)
    slow = assert_same(found, choices)
    if sets:
        assert_same_central_weights(found, slow)


@dear
@given(data=st.data())
def test_any_tree_any_blanks_with_noise_and_indicators_left_out(data):
    index = drawn_index(data)
    choices = {"indicators": data.draw(st.sampled_from([0.5, 0.9, 1.0]))}
    noise = data.draw(st.sampled_from([0.1, ix.Noise(absolute=1.0), ix.Noise(relative=0.2, distribution="uniform")]))
    assert_same(varied(index, draws=8, weights=data.draw(weight_sets(index)) or None, choices=choices, noise=noise))


def drawn_index(data):
    try:
        index = data.draw(indices(weights=ANY_WEIGHTS, aggregates=data.draw(st.sampled_from([WIDE, ("arithmetic",)]))))
    except IntlindexError:
        assume(False)
    assume(not index.scoring.blank[0].all())
    return index


def varied(index, **options):
    try:
        return tried(index, **options)
    except IntlindexError as error:  # nothing could be drawn, or nothing is defined
        event(str(error.problems[0].message)[:40])
        assume(False)
