"""What cannot be drawn is refused with every reason before anything is computed; what is not defined is not counted."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from intlindex.analyses.uncertainty import alternatives, uncertainty
from intlindex.errors import DefinitionError, RequestError, UnknownNameError
from makers import as_is, group, index_of, indicator, refused


@pytest.fixture
def no_work(monkeypatch):
    """Fail where anything is scored or drawn."""

    def work(*_given, **_named):
        raise AssertionError("work was started")

    monkeypatch.setattr(uncertainty, "run", work)
    monkeypatch.setattr(alternatives, "_variant", work)


def problem(where, *parts):
    return where, *parts


REFUSED = {
    # draws, tasks, randomness
    "no draws": ({"draws": 0}, [problem("draws", "a whole number from 1 to 10,000,000,000", "found 0")]),
    "negative draws": ({"draws": -1}, [problem("draws", "found -1")]),
    "part of a draw": ({"draws": 1.5}, [problem("draws", "found 1.5")]),
    "draws yes": ({"draws": True}, [problem("draws", "found True")]),
    "draws as text": ({"draws": "10"}, [problem("draws", "found '10'")]),
    "no number of draws": ({"draws": None}, [problem("draws", "found None")]),
    "too many draws": ({"draws": 10**10 + 1}, [problem("draws", "found 10000000001")]),
    "draws as a float": ({"draws": np.float64(10)}, [problem("draws", "found 10.0")]),
    "empty tasks": ({"block": 0}, [problem("block", "at least 1, found 0")]),
    "negative tasks": ({"block": -3}, [problem("block", "found -3")]),
    "tasks as text": ({"block": "all"}, [problem("block", "found 'all'")]),
    "no executor": ({"executor": 4}, [problem("executor", "concurrent.futures", "found 4")]),
    "executor as text": ({"executor": "processes"}, [problem("executor", "found 'processes'")]),
    "submit is no method": ({"executor": type("Odd", (), {"submit": 1})()}, [problem("executor", "found")]),
    "negative seed": ({"rng": -1}, [problem("rng", "not negative", "found -1")]),
    "seed as text": ({"rng": "x"}, [problem("rng", "found 'x'")]),
    "seed yes": ({"rng": True}, [problem("rng", "found True")]),
    "seed as a float": ({"rng": 1.0}, [problem("rng", "found 1.0")]),
    "legacy randomness": ({"rng": np.random.RandomState(1)}, [problem("rng", "found RandomState")]),
    "no seed to spawn from": (
        {"rng": np.random.Generator(np.random.RandomState(1)._bit_generator)},
        [problem("rng", "made from a seed")],
    ),
    # weights
    "no set of weights": ({"weights": []}, [problem("weights", "must be a set", "found []")]),
    "weights as text": ({"weights": "simplex"}, [problem("weights", "RelativeNoise(0.25)", "found 'simplex'")]),
    "a class of weights": ({"weights": ix.Simplex}, [problem("weights", "found <class")]),
    "weights as a mapping": ({"weights": {"influence": 2}}, [problem("weights", "found {'influence': 2}")]),
    "one of the sets is none": ({"weights": [ix.Simplex(), 0.25]}, [problem("weights", "0.25")]),
    "unknown group": (
        {"weights": ix.Simplex(groups=["infleunce"])},
        [problem("groups.infleunce", "no such group", "did you mean 'influence'")],
    ),
    "an indicator for a group": (
        {"weights": ix.Simplex(groups=["gdp"])},
        [problem("groups.gdp", "is an indicator, not a group")],
    ),
    "unknown level": (
        {"weights": ix.Dirichlet(3, levels=["dimensions"])},
        [problem("levels.dimensions", "no such level", "did you mean 'dimension'")],
    ),
    "unknown node of a chain": (
        {"weights": ix.Ordered(["influence", "conectivity"])},
        [problem("chains", "no node 'conectivity'", "did you mean 'connectivity'")],
    ),
    "a chain across groups": (
        {"weights": ix.Ordered(["influence", "transport"])},
        [problem("chains", "'influence', 'transport' must be children of one group", "of='leaves'")],
    ),
    "a group in a chain of leaves": (
        {"weights": ix.Ordered(["influence", "gdp"], of="leaves")},
        [problem("chains", "no indicator 'influence'")],
    ),
    "bounds of an unknown node": (
        {"weights": ix.Bounds(shares={"influense": (0, 1)}, groups=["index"])},
        [problem("shares.influense", "no node 'influense'", "did you mean 'influence'")],
    ),
    "bounds outside the groups": (
        {"weights": ix.Bounds(shares={"gdp": (0, 1)}, groups=["index"])},
        [problem("shares.gdp", "not a child of a group that varies (index)")],
    ),
    "smallest shares above one": (
        {"weights": ix.Bounds(shares={"influence": (0.6, 0.7), "connectivity": (0.6, 1)}, groups=["index"])},
        [problem("index", "leaves no weights", "sum to 1.2, above 1")],
    ),
    "two sets for a group": (
        {"weights": [ix.Simplex(groups=["index"]), ix.RelativeNoise(0.2)]},
        [problem("index", "varied by two sets")],
    ),
    "leaves and groups": (
        {"weights": [ix.Simplex(of="leaves"), ix.Simplex(groups=["index"])]},
        [problem("weights", "must be the only set")],
    ),
    # choices
    "no choices": ({"choices": {}}, [problem("choices", "a mapping from a step to its alternatives, found {}")]),
    "choices as a list": ({"choices": ["median"]}, [problem("choices", "found ['median']")]),
    "an empty list": (
        {"choices": {"aggregate": []}},
        [problem("choices.aggregate", "a list of alternatives, not empty, found []")],
    ),
    "alternatives as text": ({"choices": {"aggregate": "median"}}, [problem("choices.aggregate", "found 'median'")]),
    "alternatives as a mapping": ({"choices": {"treat": {"kind": "none"}}}, [problem("choices.treat", "found {")]),
    "alternatives as a set": ({"choices": {"treat": {"none"}}}, [problem("choices.treat", "found {'none'}")]),
    "nothing for an alternative": (
        {"choices": {"aggregate": ["median", None]}},
        [problem("choices.aggregate[1]", "found None")],
    ),
    "unknown step": (
        {"choices": {"agregate": ["median"]}},
        [problem("choices.agregate", "no such step", "did you mean 'aggregate'")],
    ),
    "a step that is no text": ({"choices": {3: ["median"]}}, [problem("choices.3", "no such step")]),
    "unknown kind": (
        {"choices": {"aggregate": ["median", "geometrical"]}},
        [problem("choices.aggregate[1]", "unknown kind 'geometrical'", "did you mean 'geometric'")],
    ),
    "unknown parameter": (
        {"choices": {"normalise": [{"kind": "min_max", "lo": 1}]}},
        [problem("choices.normalise[0].lo", "did you mean 'low'")],
    ),
    "a parameter out of range": ({"choices": {"min_coverage": [2.0]}}, [problem("choices.min_coverage[0]", "found 2")]),
    "unknown handling of blanks": ({"choices": {"blanks": ["sibling"]}}, [problem("choices.blanks[0]", "sibling")]),
    "unknown method": (
        {"choices": {"method": ["default", "geometrc"]}},
        [problem("choices.method[1]", "no method 'geometrc'", "did you mean 'geometric'")],
    ),
    "a method that is none": ({"choices": {"method": [3]}}, [problem("choices.method[0]", "found int")]),
    "too many combinations": (
        {"choices": {"min_coverage": [each / 100 for each in range(100)], "normalise": ["min_max"] * 100}},
        [problem("choices", "10,000 combinations; at most 4,096")],
    ),
    # indicators
    "no indicators": ({"choices": {"indicators": {}}}, [problem("choices.indicators", "names no indicator")]),
    "unknown indicator": (
        {"choices": {"indicators": {"gpd": 0.5}}},
        [problem("choices.indicators.gpd", "no such indicator", "did you mean 'gdp'")],
    ),
    "never there": ({"choices": {"indicators": {"gdp": 0}}}, [problem("choices.indicators.gdp", "above 0", "found 0")]),
    "more than always": ({"choices": {"indicators": 1.1}}, [problem("choices.indicators", "at most 1, found 1.1")]),
    "a chance as text": ({"choices": {"indicators": "half"}}, [problem("choices.indicators", "found 'half'")]),
    "a chance yes": ({"choices": {"indicators": True}}, [problem("choices.indicators", "found True")]),
    "a chance unknown": ({"choices": {"indicators": float("nan")}}, [problem("choices.indicators", "found nan")]),
    # noise
    "negative noise": ({"noise": -0.1}, [problem("noise", "greater than or equal to 0, found -0.1")]),
    "unknown noise": ({"noise": float("nan")}, [problem("noise", "finite", "found nan")]),
    "endless noise": ({"noise": float("inf")}, [problem("noise", "finite", "found inf")]),
    "noise beyond all numbers": ({"noise": {"gdp": 1e308}}, [problem("noise.gdp", "at most 1e+100, found inf")]),
    "noise as an array": ({"noise": np.array([0.1, 0.2])}, [problem("noise", "must be a number, found array")]),
    "noise as text": ({"noise": "much"}, [problem("noise", "a number, found 'much'")]),
    "noise yes": ({"noise": True}, [problem("noise", "a number, found True")]),
    "noise as a list": ({"noise": [0.1]}, [problem("noise", "a number, found")]),
    "noise of nothing": ({"noise": {}}, [problem("noise", "names no indicator")]),
    "negative noise of one": ({"noise": {"gdp": -1}}, [problem("noise.gdp", "found -1")]),
    "noise of an unknown indicator": (
        {"noise": {"gpd": 0.1}},
        [problem("noise.gpd", "no such indicator", "did you mean 'gdp'")],
    ),
    "noise of a group": ({"noise": {"influence": 0.1}}, [problem("noise.influence", "no such indicator")]),
    "noise from an unknown column": (
        {"noise": {"gdp": ix.Noise(column="error")}},
        [problem("noise.gdp", "no column 'error'")],
    ),
}


NAMES = {
    "unknown step",
    "a step that is no text",
    "unknown indicator",
    "unknown method",
    "noise of an unknown indicator",
    "noise of a group",
}
"""Refusals of nothing but names that do not exist."""


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_refused_before_any_work(example, name):
    asked, expected = REFUSED[name]
    with pytest.raises(RequestError) as caught:
        example.uncertainty(**asked)
    only_names = all(each.code in {"unknown-node", "unknown-name"} for each in caught.value.problems)
    assert only_names or name not in NAMES
    with refused(UnknownNameError if only_names else RequestError, *expected):
        raise caught.value


@pytest.mark.usefixtures("no_work")
def test_everything_that_is_wrong_is_said_at_once(example):
    with refused(
        RequestError,
        problem("draws", "found 0"),
        problem("block", "found 0"),
        problem("executor", "found 3"),
        problem("rng", "found -1"),
        problem("groups.infleunce", "did you mean 'influence'"),
        problem("levels.x", "no such level"),
        problem("choices.agregate", "did you mean 'aggregate'"),
        problem("choices.normalise[0]", "unknown kind 'minmax'"),
        problem("choices.treat", "not empty"),
        problem("choices.indicators.gdp", "found 2"),
        problem("noise.gpd", "did you mean 'gdp'"),
        problem("noise.safety", "found -1"),
    ):
        example.uncertainty(
            0,
            block=0,
            executor=3,
            rng=-1,
            weights=ix.Simplex(groups=["infleunce"], levels=["x"]),
            choices={"agregate": ["x"], "normalise": ["minmax"], "treat": [], "indicators": {"gdp": 2}},
            noise={"gpd": 0.1, "safety": -1},
        )


SETS = {
    "negative relative noise": (lambda: ix.RelativeNoise(-0.1), "noise", "found -0.1"),
    "more than all": (lambda: ix.RelativeNoise(1.5), "noise", "less than or equal to 1"),
    "noise as text": (lambda: ix.RelativeNoise("x"), "noise", "found 'x'"),
    "no concentration": (lambda: ix.Dirichlet(0), "concentration", "greater than 0"),
    "negative concentration": (lambda: ix.Dirichlet(-1), "concentration", "found -1"),
    "several concentrations": (lambda: ix.Dirichlet(np.array([1.0, 2.0])), "concentration", "found array([1., 2.])"),
    "several relative noises": (lambda: ix.RelativeNoise(np.array([0.1, 0.2])), "noise", "must be a number"),
    "several sizes of noise": (lambda: ix.Noise(relative=np.array([0.1, 0.2])), "relative", "must be a number"),
    "noise beyond a float": (lambda: ix.Noise(absolute=10**400), "absolute", "must be a number"),
    "a number for a column": (lambda: ix.Noise(column=3), "column", "must be text, found 3"),
    "three limits": (lambda: ix.Bounds(shares={"a": (0.1, 0.2, 0.3)}), "shares.a", "must hold at most 2, found (0.1"),
    "concentration yes": (lambda: ix.Dirichlet(True), "concentration", "found True"),
    "no groups": (lambda: ix.Simplex(groups=[]), "groups", "at least 1"),
    "groups of leaves": (lambda: ix.Simplex(groups=["index"], of="leaves"), "", "of='leaves'"),
    "unknown what": (lambda: ix.Simplex(of="leafs"), "of", "'leaves'"),
    "unknown field": (lambda: ix.Simplex(group=["index"]), "group", "did you mean 'groups'"),
    "a chain of one": (lambda: ix.Ordered(["influence"]), "chains", "at least 2"),
    "no chain": (ix.Ordered, "chains", "required"),
    "a circle": (lambda: ix.Ordered(["a", "b"], ["b", "a"]), "", "the order contradicts itself: 'a'"),
    "a wide circle": (lambda: ix.Ordered(["a", "b", "c"], ["c", "d", "a"]), "", "contradicts itself"),
    "a node above itself": (lambda: ix.Ordered(["a", "b", "a"]), "", "contradicts itself: 'a'"),
    "no limit": (ix.Bounds, "", "give within, or shares"),
    "negative limit": (lambda: ix.Bounds(within=-0.1), "within", "found -0.1"),
    "limits the wrong way round": (lambda: ix.Bounds(shares={"a": (0.5, 0.3)}), "", "must be [lowest, highest]"),
    "a share above one": (lambda: ix.Bounds(shares={"a": (0.5, 1.3)}), "shares", "found 1.3"),
    "one limit": (lambda: ix.Bounds(shares={"a": (0.5,)}), "shares", ""),
    "two sizes of noise": (lambda: ix.Noise(relative=0.1, absolute=2), "", "found relative, absolute"),
    "no size of noise": (ix.Noise, "", "give relative, absolute, column or imputed"),
    "negative absolute noise": (lambda: ix.Noise(absolute=-2), "absolute", "found -2"),
    "negative imputation noise": (lambda: ix.Noise(imputed=-2), "imputed", "found -2"),
    "unknown distribution": (lambda: ix.Noise(relative=1, distribution="gauss"), "distribution", "'normal'"),
}


@pytest.mark.parametrize(("make", "where", "said"), SETS.values(), ids=SETS)
def test_sets_and_noise_that_mean_nothing_cannot_be_made(make, where, said):
    with pytest.raises(DefinitionError) as caught:
        make()
    assert any(each.where.startswith(where) and said in each.message for each in caught.value.problems), caught.value


def test_numpy_numbers_and_nested_lists_are_taken_as_what_they_are():
    assert ix.Dirichlet(np.float32(3)) == ix.Dirichlet(3)
    assert ix.RelativeNoise(np.int64(1)) == ix.RelativeNoise(1.0)
    assert ix.Bounds(within=np.float32(0.5)) == ix.Bounds(within=0.5)
    assert ix.Noise(absolute=np.int64(2)) == ix.Noise(absolute=2.0)
    assert ix.Ordered(chains=[["a", "b"]]) == ix.Ordered(["a", "b"])


@pytest.mark.parametrize("count", [0, 13, 3.0, "3", True, None, [3], np.array([1, 2]), float("nan")])
def test_a_top_that_is_no_number_of_ranks_is_refused(example, count):
    with refused(RequestError, problem("count", "a whole number from 1 to 12")):
        example.uncertainty(1, rng=1).top(count)


@pytest.mark.parametrize("shares", [0.5, "0.5", None, [2], [float("nan")], [True], ["a"], [None]])
def test_quantiles_that_are_no_shares_are_refused(example, shares):
    with pytest.raises(RequestError, match="shares: must be"):
        example.uncertainty(1, rng=1).quantiles(shares)


def test_quantiles_may_be_asked_for_one_by_one(example):
    found = example.uncertainty(50, rng=1)
    assert found.quantiles(share for share in (0.1, 0.9)).equals(found.quantiles([0.1, 0.9]))


@pytest.mark.usefixtures("no_work")
def test_bounds_that_leave_no_weights_are_refused(example):
    three = ("influence", "connectivity", "attractiveness")
    with refused(RequestError, problem("index", "leaves no weights", "sum to 0.3, below 1")):
        example.uncertainty(weights=ix.Bounds(shares=dict.fromkeys(three, (0.0, 0.1)), groups=["index"]))


@pytest.mark.usefixtures("no_work")
def test_bounds_that_leave_too_little_are_refused():
    names = [f"i{number}" for number in range(14)]
    index = index_of([[1.0] * 14, [2.0] * 14], *as_is(*names))
    with refused(RequestError, problem("index", "fewer than one weighting in ten thousand")):
        index.uncertainty(weights=ix.Bounds(shares=dict.fromkeys(names, (0.0, 0.08))))


@pytest.mark.usefixtures("no_work")
def test_an_only_child_that_is_named_is_told_as_that():
    made, method = as_is(group("g"), indicator("a", "g"), indicator("b"))
    index = index_of([[1.0, 2.0], [2.0, 1.0]], made, method)
    with refused(RequestError, problem("shares.a", "'a' is the only child of 'g', so there is nothing to weigh")):
        index.uncertainty(10, weights=ix.Bounds(shares={"a": (0.2, 0.4)}))


@pytest.mark.usefixtures("no_work")
def test_a_group_of_one_child_has_nothing_to_weigh():
    made, method = as_is(group("g"), indicator("a", "g"), indicator("b"))
    index = index_of([[1.0, 2.0], [2.0, 1.0]], made, method)
    with refused(RequestError, problem("groups.g", "has one child only")):
        index.uncertainty(weights=ix.Simplex(groups=["g"]))


def test_columns_of_errors_must_hold_them():
    made, method = as_is("a", "b")
    index = index_of([[1.0, 2.0], [2.0, 1.0]], made, method)
    for cells, found in (((1.0, "much"), "'much' for city 1"), ((-1.0, 1.0), "-1.0 for city 0"), ((None, 1.0), "None")):
        table = type(index.table)(index.cities, ("a", "b"), index.table.values, {"error": cells})
        with refused(RequestError, problem("noise.a", "column 'error' must hold a number, at least 0", found)):
            index.replace(table=table).uncertainty(noise={"a": ix.Noise(column="error")})


@pytest.mark.parametrize("shares", [[-0.1], [1.1], ["x"], [float("nan")], [True], [0.5, None]])
def test_quantiles_are_those_of_shares(example, shares):
    with pytest.raises(RequestError, match="from 0 to 1"):
        example.uncertainty(10, rng=1).quantiles(shares)


@pytest.mark.parametrize("count", [0, -1, 13, 1.5, "x", True, None])
def test_the_first_so_many_are_some_of_the_cities(example, count):
    with pytest.raises(RequestError, match="a whole number from 1 to 12"):
        example.uncertainty(10, rng=1).top(count)


def test_without_varied_weights_there_are_no_central_ones(example):
    found = example.uncertainty(10, choices={"aggregate": ["median"]}, rng=1)
    with pytest.raises(RequestError, match="no weights vary"):
        _ = found.central_weights


# ---------------------------------------------------------------- what is not defined


def test_an_alternative_that_is_not_defined_is_a_finding_and_its_draws_are_not_counted(example):
    choices = {"aggregate": ["geometric", "arithmetic", "median"]}  # zeros, where the worst city is at 0
    found = example.uncertainty(3000, choices=choices, rng=1)
    told = found.findings.set_index("code")
    assert list(told.index) == ["alternative-undefined", "draws-undefined"]
    assert "aggregate = geometric: is not counted: " in told.loc["alternative-undefined", "message"]
    assert "'geometric' needs positive values" in told.loc["alternative-undefined", "message"]
    lost = 3000 - found.defined_draws
    assert abs(lost - 1000) < 4.5 * np.sqrt(3000 * 2 / 9)
    assert told.loc["draws-undefined", "message"].startswith(f"{lost:,} of 3,000 draws are not defined")
    assert (found.tally.counts.sum(axis=1) == found.defined_draws).all()
    np.testing.assert_allclose(found.acceptability.sum(axis=1), 1)
    assert "draws-undefined" in repr(found)


def test_only_what_can_be_combined_is_counted(example):
    above = {"kind": "min_max", "low": 1.0}
    found = example.uncertainty(
        2000, choices={"aggregate": ["geometric", "median"], "normalise": [above, "min_max"]}, rng=1
    )
    told = found.findings.query("code == 'alternative-undefined'")
    assert len(told) == 1
    assert "geometric" in told["message"].iloc[0]
    assert "min_max" in told["message"].iloc[0]
    assert abs(found.defined_draws / 2000 - 3 / 4) < 0.05


def test_nothing_that_is_defined_is_an_error(example):
    with refused(RequestError, problem("choices", "no combination is defined", "'harmonic' needs positive values")):
        example.uncertainty(choices={"aggregate": ["geometric", "harmonic"]})


def test_draws_of_which_none_is_defined_are_an_error():
    made, method = as_is("a", aggregate={"kind": "geometric"})
    index = index_of([[1e-9], [2e-9], [3e-9]], made, method)
    hopeless = ix.Noise(absolute=1e6)
    found = index.uncertainty(200, noise=hopeless, rng=1)
    assert 5 < found.defined_draws < 60  # an eighth
    assert found.findings["code"].to_list() == ["draws-undefined"]
    many = index_of([[1e-9]] * 60 + [[2e-9]], made, method)
    with pytest.raises(RequestError, match="no draw is defined"):
        many.uncertainty(50, noise=hopeless, rng=1)


def test_an_index_in_which_no_city_has_a_score_is_refused():
    index = index_of([[1.0, np.nan], [np.nan, 2.0]], *as_is("a", "b", blanks="strict"))
    with pytest.raises(RequestError, match="no city has a score"):
        index.uncertainty(10)


def test_an_alternative_in_which_no_city_has_a_score_is_not_counted():
    index = index_of([[1.0, np.nan], [np.nan, 2.0]], *as_is("a", "b"))
    found = index.uncertainty(400, choices={"blanks": ["siblings", "strict"]}, rng=1)
    assert 150 < found.defined_draws < 250
    assert "no city has a score" in found.findings["message"].iloc[0]


def test_an_alternative_with_other_nodes_is_not_counted(example):
    screened = example.method.replace(indicators={"screen": {"min_availability": 0.9}})
    found = example.uncertainty(200, choices={"method": ["default", screened]}, rng=1)
    assert "scores other nodes than the nominal index" in found.findings["message"].iloc[0]
    assert found.defined_draws < 200


def test_limits_around_nominal_weights_that_differ_are_refused(example):
    choices = {"weights": ["given", "entropy"]}
    for weights in (ix.Dirichlet(20), ix.Bounds(within=0.1)):
        with pytest.raises(RequestError, match="use RelativeNoise"):
            example.uncertainty(10, weights=weights, choices=choices)
    assert example.uncertainty(10, weights=ix.RelativeNoise(0.1), choices=choices, rng=1).defined_draws == 10


def test_noise_of_imputed_values_does_not_go_with_a_choice_of_imputation(example):
    index = example.replace(method=example.method.replace(indicators={"impute": {"kind": "mean"}}))
    for choices in ({"impute": ["mean", "median"]}, {"method": ["default"]}):
        with pytest.raises(RequestError, match="depends on a choice that varies"):
            index.uncertainty(10, noise=ix.Noise(imputed=1.0), choices=choices)


# ---------------------------------------------------------------- what is slow, and what changes nothing


@pytest.mark.parametrize("kind", ["kemeny", "benefit_of_the_doubt"])
def test_slow_aggregations_are_refused_above_a_thousand_draws(kind):
    values = np.random.default_rng(1).random((5, 3)) * 90 + 5
    made, method = as_is("a", "b", "c")
    plain = index_of(values, made, method)
    slow = plain.replace(method=method.replace(groups={"aggregate": {"kind": kind}}))
    too_slow = problem("index", f"{kind!r} is too slow for more than 1,000 draws")
    with refused(RequestError, too_slow):
        slow.uncertainty(1001, weights=ix.Simplex())
    with refused(RequestError, too_slow):
        plain.uncertainty(1001, choices={"aggregate": ["arithmetic", kind]})
    assert slow.uncertainty(20, noise=0.1, rng=1).defined_draws == 20
    assert plain.uncertainty(40, choices={"aggregate": ["arithmetic", kind]}, rng=1).defined_draws == 40


def test_weights_that_are_not_used_are_told(example):
    index = example.replace(
        method=example.method.replace(groups={"level": {"index": {"aggregate": {"kind": "minimum"}}}})
    )
    found = index.uncertainty(50, weights=ix.Simplex(groups=["index"]), rng=1)
    assert found.findings[["code", "node"]].to_numpy().tolist() == [["weights-unused", "index"]]
    assert (found.ranks["sd"] == 0).all()


def test_indicators_that_cannot_be_left_out_are_told():
    index = index_of([[1.0, 5.0], [2.0, 3.0]], *as_is("a", "b", aggregate={"kind": "maximum"}))
    found = index.uncertainty(50, choices={"indicators": {"b": 0.5}}, rng=1)
    assert found.findings[["code", "node"]].to_numpy().tolist() == [["weights-unused", "b"]]
    assert (found.ranks["sd"] == 0).all()


def test_relative_noise_needs_a_zero_that_means_something(example):
    interval = [node.id for node in example.framework.indicators if node.scale != "ratio"]
    found = example.uncertainty(20, noise=0.05, rng=1)
    told = found.findings.query("code == 'scale-noise'")
    assert told["node"].to_list() == interval
    assert interval


def test_noise_of_no_size_changes_nothing(example):
    found = example.uncertainty(50, noise=0.0, rng=1)
    assert (found.ranks["sd"] == 0).all()
    assert (found.ranks["mean"] == found.ranks["nominal"]).all()
