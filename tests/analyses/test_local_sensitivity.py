"""Local sensitivities against differences of the index itself, and what is said where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import intlindex as ix
from effort import dear
from intlindex.core.data.unit_facts import units_of
from makers import framework, group, index_of, indicator, table
from strategies import data_for, frameworks, methods, reweightings

POSITIVE = st.integers(4, 400).map(lambda number: number / 4)
KINDS = [
    {"kind": "arithmetic"},
    {"kind": "geometric"},
    {"kind": "harmonic"},
    {"kind": "power", "exponent": 2.0},
    {"kind": "sum"},
    {"kind": "mazziotta_pareto"},
    {"kind": "mirrored", "of": {"kind": "geometric"}, "top": 200.0},
    {"kind": "displaced_ideal", "ideal": 150.0},
    {"kind": "median"},
    {"kind": "minimum"},
    {"kind": "ordered_weighted_average", "order_weights": [1.0, 2.0]},
]


@st.composite
def indices(draw):
    """Indices of any shape, blanks and weights, under any two aggregations at two levels."""
    made = draw(frameworks())
    drawn = draw(methods(made, aggregates=("geometric",)))
    indicators = drawn.indicators.replace(
        transform=draw(st.sampled_from([{"kind": "identity"}, {"kind": "log"}, {"kind": "square_root"}])),
        normalise={"kind": "min_max", "low": 20.0, "high": 90.0, "clip": draw(st.booleans())},
        only={},
    )
    levels = sorted({each.level for each in made.groups})
    rules = {level: {"aggregate": draw(st.sampled_from(KINDS))} for level in levels}
    groups = drawn.groups.replace(aggregate=draw(st.sampled_from(KINDS)), level=rules, only={})
    data = draw(data_for(made, elements=POSITIVE, min_rows=3, max_rows=5))
    try:
        index = ix.score(data, made, drawn.replace(indicators=indicators, groups=groups))
        return index.reweight(draw(reweightings(index)))
    except ix.DataError:
        assume(False)


@given(index=indices())
def test_a_slope_to_a_weight_is_what_reweighting_does(index):
    found = index.local_sensitivity()
    given_weights = dict(zip(index.nodes, index.scoring.weights, strict=True)) | dict(index.reweighting)
    assert list(found.weights) == list(index.nodes[1:])
    root = index.framework.root.id
    for name in found.weights:
        step = 1e-6 * max(given_weights[name], 1.0)
        scores = [index.reweight({name: given_weights[name] + sign * step}).scores[root] for sign in (-1, 1)]
        difference = (scores[1] - scores[0]) / (2 * step)
        there = found.weights[name].notna()
        np.testing.assert_allclose(found.weights[name][there], difference[there], rtol=1e-4, atol=1e-4)
    blank = index.scores[root].isna().to_numpy()
    assert found.weights[blank].isna().all(axis=None)
    assert found.values[blank].isna().all(axis=None)


@given(index=indices())
def test_a_slope_to_a_raw_value_is_what_a_change_of_the_cell_does(index):
    found = index.local_sensitivity()
    raw, units = index.raw.to_numpy(), units_of(index.table, index.framework, None)
    step = 1e-5

    def scores(column, change):
        moved = raw.copy()
        moved[:, column] += change
        normalised = index.preparation.stages(moved, units).normalised
        return index.scoring.run(normalised, index.fits.shares)[0]

    for column, name in enumerate(found.values):
        below, above = (scores(column, change) for change in (-step, step))
        there = found.values[name].notna().to_numpy()
        np.testing.assert_allclose(
            found.values[name][there], ((above - below) / (2 * step))[there], rtol=1e-4, atol=1e-4
        )


@given(index=indices())
@dear
def test_what_has_no_slope_is_told(index):
    found = index.local_sensitivity()
    scored = index.scores[index.framework.root.id].notna().to_numpy()
    raw = index.raw.notna().to_numpy()
    lost = found.weights[scored].isna().any(axis=None) or (found.values.isna().to_numpy() & raw & scored[:, None]).any()
    assert lost == (len(found.findings) > 0)
    assert set(found.findings["code"]) <= {"no-derivative"}


def by_hand():
    """Two cities, two groups of one and two indicators, all on 0..10 to 0..100."""
    made = framework(
        group("first", weight=3.0),
        group("second"),
        indicator("a", "first", goalposts=(0, 10)),
        indicator("b", "second", goalposts=(0, 10)),
        indicator("c", "second", goalposts=(0, 10), direction="lower"),
    )
    data = table({"a": [2.0, 8.0], "b": [5.0, 1.0], "c": [4.0, np.nan]})
    method = ix.Method(indicators={"normalise": {"kind": "goalposts", "clip": False}})
    return ix.score(data, made, method)


def test_two_cities_by_hand():
    found = by_hand().local_sensitivity()
    # A: first 20, second (50 + 60) / 2 = 55, root (3 * 20 + 55) / 4 = 28.75; B: 80, 10 (c filled), 62.5.
    assert found.weights["first"].to_list() == pytest.approx([(20 - 28.75) / 4, (80 - 62.5) / 4])
    assert found.weights["second"].to_list() == pytest.approx([(55 - 28.75) / 4, (10 - 62.5) / 4])
    assert found.weights["b"].to_list() == pytest.approx([0.25 * (50 - 55) / 2, 0])
    assert found.weights["a"].to_list() == [0, 0]
    assert found.shares["first"].to_list() == pytest.approx([20 - 55, 80 - 10])
    assert found.shares["a"].to_list() == [0, 0]
    assert found.values["a"].to_list() == pytest.approx([7.5, 7.5])
    assert found.values["c"].to_list()[0] == pytest.approx(-1.25)
    assert np.isnan(found.values["c"].to_list()[1])
    assert found.findings.empty


def test_a_denominator_divides_the_slope():
    made = framework(indicator("a", denominator="people", goalposts=(0, 10)), indicator("b", goalposts=(0, 10)))
    data = table({"a": [2.0, 8.0], "b": [5.0, 1.0], "people": [4.0, 50.0]})
    rule = {"normalise": {"kind": "goalposts", "clip": False}, "denominate": {"kind": "divide", "factor": 10.0}}
    found = ix.score(data, made, ix.Method(indicators=rule)).local_sensitivity()
    assert found.values["a"].to_list() == pytest.approx([5 * 10 / 4, 5 * 10 / 50])


def test_imputed_cells_and_what_they_came_from_are_held():
    made = framework("a", "b")
    data = table({"a": [0.0, 4.0, 10.0, np.nan], "b": [1.0, 2.0, 3.0, 11.0]})
    index = ix.score(data, made, ix.Method(indicators={"impute": {"kind": "mean"}}))
    found = index.local_sensitivity()
    assert found.values["a"].to_list()[:3] == pytest.approx([5, 5, 5])
    assert np.isnan(found.values["a"].iloc[3])


def test_a_score_that_is_normalised_then_passes_its_slope_on():
    made = framework("a", "b")
    data = table({"a": [0.0, 4.0, 10.0], "b": [1.0, 2.0, 11.0]})
    z_score = {"kind": "z_score", "mean": 0.0, "standard_deviation": 1.0}
    plain = ix.score(data, made)
    index = ix.score(data, made, ix.Method(groups={"normalise": z_score}))
    spread = plain.scores["index"].std(ddof=1)
    np.testing.assert_allclose(index.local_sensitivity().values, plain.local_sensitivity().values / spread)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"round": 1}, "rounded"),
        ({"aggregate": {"kind": "copeland"}}, "other cities"),
        ({"aggregate": {"kind": "kemeny"}}, "other cities"),
    ],
)
def test_a_root_in_steps_has_no_slopes_and_says_so(rule, told):
    data = table({"a": [0.0, 4.0, 10.0], "b": [11.0, 2.0, 5.0]})
    found = ix.score(data, framework("a", "b"), ix.Method(groups=rule)).local_sensitivity()
    assert found.weights.isna().all(axis=None)
    assert found.values.isna().all(axis=None)
    assert found.findings[["code", "severity", "node"]].to_numpy().tolist() == [["no-derivative", "info", "index"]]
    assert told in found.findings.loc[0, "message"]
    assert "every city" in found.findings.loc[0, "message"]


def test_a_group_in_steps_blanks_only_what_is_below_it():
    made = framework(group("g"), indicator("a", "g"), indicator("b", "g"), indicator("c"))
    data = table({"a": [0.0, 4.0, 10.0], "b": [1.0, 2.0, 11.0], "c": [3.0, 2.0, 9.0]})
    topsis = ix.Method(groups={"only": {"g": {"aggregate": {"kind": "topsis"}}}})
    found = ix.score(data, made, topsis).local_sensitivity()
    assert found.values[["a", "b"]].isna().all(axis=None)
    assert found.values["c"].notna().all()
    assert found.weights.notna().all(axis=None)  # to weights TOPSIS has slopes
    assert "not to children" in found.findings.loc[0, "message"]


def test_ranks_have_no_slope_and_each_such_indicator_is_named():
    data = table({"a": [0.0, 4.0, 10.0], "b": [1.0, 2.0, 11.0]})
    rule = {"only": {"b": {"normalise": {"kind": "percentile_rank"}}}}
    found = ix.score(data, framework("a", "b"), ix.Method(indicators=rule)).local_sensitivity()
    assert found.values["a"].notna().all()
    assert found.values["b"].isna().all()
    assert found.findings["node"].to_list() == ["b"]
    assert "steps" in found.findings.loc[0, "message"]


def test_a_value_on_a_limit_is_named_with_its_city():
    data = table({"a": [0.0, 4.0, 10.0], "b": [1.0, 2.0, 11.0]})
    rule = {"normalise": {"kind": "min_max", "clip": True}}
    found = ix.score(data, framework("a", "b"), ix.Method(indicators=rule)).local_sensitivity()
    assert found.values.isna().to_numpy().tolist() == [[True, True], [False, False], [True, True]]
    assert found.findings["node"].to_list() == ["a", "b"]
    assert "'A', 'C'" in found.findings.loc[0, "message"]


def test_what_does_not_reach_the_root_has_slope_zero_although_it_goes_in_steps():
    data = table({"a": [0.0, 4.0, 10.0], "b": [1.0, 2.0, 11.0]})
    made = framework("a", indicator("b", weight=0.0))
    rule = {"only": {"b": {"normalise": {"kind": "percentile_rank"}}}}
    found = ix.score(data, made, ix.Method(indicators=rule)).local_sensitivity()
    assert found.values["b"].to_list() == [0, 0, 0]
    assert found.findings.empty


def test_a_city_with_children_of_no_weight_only_is_scored_by_nominal_weights_and_so_are_its_slopes():
    made = framework(indicator("a", goalposts=(0, 10)), indicator("b", goalposts=(0, 10)))
    method = ix.Method(indicators={"normalise": {"kind": "goalposts"}}, groups={"blanks": "rescale"})
    index = index_of([[4.0, np.nan], [4.0, 6.0]], made, method).reweight(a=0)
    found = index.local_sensitivity()
    assert found.values["a"].to_list() == [10, 0]
    assert found.weights.loc["city 0"].isna().all()  # with any weight at all it is scored by that
    assert found.weights.loc["city 1"].to_list() == [-20, 0]


def test_a_registered_function_that_declares_to_be_affine_has_slopes():
    @ix.register("aggregate", "halves", affine=True, per_unit=True, fillable=True)
    def halves(values, weights):
        return (weights[..., None, :] * values).sum(axis=-1) / 2 + 1.0

    @ix.register("aggregate", "squares", per_unit=True)
    def squares(values, weights):
        return (weights[..., None, :] * values**2).sum(axis=-1)

    try:
        data = table({"a": [0.0, 4.0, 10.0], "b": [1.0, 2.0, 11.0]})
        plain = ix.score(data, framework("a", "b")).local_sensitivity()
        found = ix.score(data, framework("a", "b"), ix.Method(groups={"aggregate": {"kind": "halves"}}))
        np.testing.assert_allclose(found.local_sensitivity().values, plain.values / 2)
        np.testing.assert_allclose(found.local_sensitivity().weights, plain.weights / 2, atol=1e-12)
        other = ix.score(data, framework("a", "b"), ix.Method(groups={"aggregate": {"kind": "squares"}}))
        assert other.local_sensitivity().values.isna().all(axis=None)
    finally:
        ix.unregister("aggregate", "halves")
        ix.unregister("aggregate", "squares")


def test_it_shows_itself(example):
    found = example.local_sensitivity()
    text = repr(found)
    assert text.startswith("Local sensitivity of the score in 'index' (example)")
    assert max(map(len, text.splitlines())) <= 80
    assert found._repr_html_()
    # What is worth a point for one dimension is taken from the others: at equal shares these cancel.
    shares = found.shares[["attractiveness", "influence", "connectivity"]]
    np.testing.assert_allclose(shares.sum(axis=1), 0, atol=1e-9)


def test_nobody_can_change_a_result_in_place(example):
    found = example.local_sensitivity()
    for name in ("weights", "shares", "values"):
        handed_out = getattr(found, name)
        handed_out.iloc[0, 0] = 1e9
        assert getattr(found, name).iloc[0, 0] != 1e9
