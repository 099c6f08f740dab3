"""Every account of a score sums to it, whatever the tree, the aggregations and the blanks."""

from itertools import chain, permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import intlindex as ix
from intlindex.specs import Method
from strategies import data_for, frameworks, reweightings

# All aggregations that score each city by itself, and benefit of the doubt, whose weights are each city's own.
PER_UNIT = (
    {"kind": "arithmetic"},
    {"kind": "geometric"},
    {"kind": "harmonic"},
    {"kind": "power", "exponent": 2.5},
    {"kind": "power", "exponent": 0},
    {"kind": "power", "exponent": -3},
    {"kind": "median"},
    {"kind": "minimum"},
    {"kind": "maximum"},
    {"kind": "sum"},
    {"kind": "product"},
    {"kind": "mirrored", "of": {"kind": "geometric"}, "top": 1e6},
    {"kind": "mazziotta_pareto"},
    {"kind": "mazziotta_pareto", "penalty": "add"},
    {"kind": "ordered_weighted_average", "order_weights": [1, 0, 3]},
    {"kind": "displaced_ideal", "ideal": 1e6},
)
# Counted from zero, these have no score.
NEEDS_POSITIVE = {"geometric", "harmonic", "power", "mazziotta_pareto"}
IS_NO_SUM = {"mirrored", "displaced_ideal"}
AFTERWARDS = (None, {"kind": "min_max", "low": 1, "high": 3}, {"kind": "percentile_rank", "low": 1, "high": 3})


@st.composite
def accounts(draw, *, aggregates=PER_UNIT, blanks=("siblings", "rescale", "strict"), rounds=True, complete=False):
    """Draw a scored index with any aggregation in any group."""
    framework = draw(frameworks())
    only = {}
    for group in framework.groups:
        rule = {"aggregate": draw(st.sampled_from(aggregates)), "blanks": draw(st.sampled_from(blanks))}
        if draw(st.integers(0, 3)) == 0:
            rule["normalise"] = draw(st.sampled_from(AFTERWARDS))
        if rounds and draw(st.integers(0, 3)) == 0:
            rule["round"] = draw(st.integers(0, 2))
        only[group.id] = {name: value for name, value in rule.items() if value is not None}
        only[group.id]["min_coverage"] = draw(st.sampled_from([0.0, 0.5]))
    method = Method(
        indicators={"normalise": {"kind": "min_max", "low": 0.5, "high": 2.0, "clip": True}}, groups={"only": only}
    )
    try:
        index = ix.score(draw(data_for(framework, blanks=not complete)), framework, method)
        return index.reweight(draw(reweightings(index)))
    except ix.IntlindexError:
        assume(False)


def cities_with_scores(index):
    return list(index.scores.index[index.scores[index.framework.root.id].notna()])


def counted_from_zero_in_vain(index):
    """Tell whether a score has to be counted from zero above a group that has none there."""
    kinds = {group.id: index.method.for_group(group.id, group.level).aggregate.kind for group in index.framework.groups}
    return bool(set(kinds.values()) & IS_NO_SUM) and bool(set(kinds.values()) & NEEDS_POSITIVE)


def check_sums(index, found, total):
    table, scale = found.table, max(1.0, np.abs(index.scores.to_numpy()[~index.scores.isna().to_numpy()]).max())
    assert found.total == pytest.approx(total, abs=1e-9 * scale)
    assert found.contributions.sum() == pytest.approx(total, abs=1e-9 * scale)
    leaves = [node.id for node in index.framework.indicators]
    assert found.contributions.index[: len(leaves)].to_list() == leaves
    assert table.loc[list(found.contributions.index), "contribution"].equals(found.contributions.rename_axis("node"))
    for group in index.framework.groups:
        children = [node.id for node in index.framework.children(group.id)]
        whole = table.loc[group.id, "contribution"]
        assert whole == pytest.approx(table.loc[children, "contribution"].sum(), abs=1e-9 * scale)


@given(index=accounts(), data=st.data())
def test_parts_of_a_score_sum_to_it(index, data):
    city = data.draw(st.sampled_from(cities_with_scores(index) or [None]))
    assume(city is not None and not counted_from_zero_in_vain(index))
    check_sums(index, index.explain(city), index.scores.loc[city, index.framework.root.id])


@given(index=accounts(), data=st.data())
def test_parts_of_a_difference_sum_to_it(index, data):
    cities = cities_with_scores(index)
    assume(len(cities) > 1)
    city, other = data.draw(st.permutations(cities))[:2]
    scores = index.scores[index.framework.root.id]
    check_sums(index, index.explain(city, other), scores[city] - scores[other])


@given(index=accounts(), data=st.data(), kind=st.sampled_from(["median", "mean", "best"]))
def test_parts_of_a_difference_from_a_virtual_city_sum_to_it(index, data, kind):
    cities = cities_with_scores(index)
    assume(cities)
    city = data.draw(st.sampled_from(cities))
    try:
        found = index.explain(city, kind)
    except ix.DataError:
        return  # no value of the sample makes one up for which an aggregation is defined
    table = found.table
    check_sums(index, found, index.scores.loc[city, index.framework.root.id] - table.loc[index.nodes[0], "reference"])
    wanted = index.normalised.agg("max" if kind == "best" else kind)
    assert table.loc[wanted.index, "reference"].to_numpy() == pytest.approx(wanted.to_numpy(), abs=1e-12)


@given(index=accounts(blanks=("siblings",), rounds=False, complete=True), data=st.data())
def test_the_way_back_is_the_way_there_with_its_sign_turned(index, data):
    cities = cities_with_scores(index)
    assume(len(cities) > 1)
    city, other = data.draw(st.permutations(cities))[:2]
    there, back = index.explain(city, other).contributions, index.explain(other, city).contributions
    assert set(there.index) == set(back.index)
    scale = max(1.0, there.abs().max())
    assert there.to_numpy() == pytest.approx(-back[there.index].to_numpy(), abs=1e-9 * scale)


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(index=accounts(aggregates=({"kind": "arithmetic"},), blanks=("siblings",), rounds=False), data=st.data())
def test_under_weighted_means_parts_are_weight_times_value(index, data):
    complete = [city for city in cities_with_scores(index) if index.normalised.loc[city].notna().all()]
    assume(complete)
    city = data.draw(st.sampled_from(complete))
    assume(all(index.method.for_group(group.id, group.level).normalise is None for group in index.framework.groups))
    weights = index.effective_weights[index.normalised.columns]
    wanted = weights * index.normalised.loc[city]
    assert index.explain(city).contributions.to_numpy() == pytest.approx(wanted.to_numpy(), abs=1e-12)


# ---------------------------------------------------------------- Owen values against all orders


def orders(framework, node):
    """List all orders of the indicators below a node that keep groups together."""
    if isinstance(framework.node(node), ix.Indicator):
        return [[node]]
    below = [orders(framework, child.id) for child in framework.children(node)]
    return [list(chain(*chosen)) for order in permutations(below) for chosen in product(*order)]


def by_all_orders(framework, method, first, second):
    """Average over all orders what each indicator changes, each step scored by the engine as a city of its own."""
    names = list(first)
    sides = list(product([False, True], repeat=len(names)))
    rows = [[first[name] if took else second[name] for name, took in zip(names, side, strict=True)] for side in sides]
    frame = pd.DataFrame(rows, columns=names)
    frame.insert(0, "city", [str(number) for number in range(len(rows))])
    scores = dict(zip(sides, ix.score(frame, framework, method).scores[framework.root.id], strict=True))
    result = dict.fromkeys(names, 0.0)
    every = orders(framework, framework.root.id)
    for order in every:
        now = dict.fromkeys(names, False)
        for name in order:
            before = scores[tuple(now.values())]
            now[name] = True
            result[name] += (scores[tuple(now.values())] - before) / len(every)
    return result


NO_SECANT = [rule for rule in PER_UNIT if rule["kind"] not in {"arithmetic", "geometric", "sum", "product"}]
NO_SECANT = [rule for rule in NO_SECANT if rule.get("exponent") != 0]


@given(data=st.data())
def test_owen_values_are_those_of_all_orders(data):
    framework = data.draw(frameworks().filter(lambda made: len(made.indicators) <= 6))
    assume(len(orders(framework, framework.root.id)) <= 800)
    framework = framework.replace(
        indicators=[node.replace(goalposts=(0, 2), direction="higher") for node in framework.indicators]
    )
    only = {group.id: {"aggregate": data.draw(st.sampled_from(PER_UNIT))} for group in framework.groups}
    only[framework.root.id] = {"aggregate": data.draw(st.sampled_from(NO_SECANT))}
    normalise = {"kind": "goalposts", "low": 0, "high": 2, "clip": False}
    method = Method(indicators={"normalise": normalise}, groups={"only": only})
    values = st.floats(0.25, 2.0).map(lambda number: round(number, 2))
    names = [node.id for node in framework.indicators]
    first, second = ({name: data.draw(values) for name in names} for _ in range(2))
    frame = pd.DataFrame([first, second])
    frame.insert(0, "city", ["first", "second"])
    try:
        found = ix.score(frame, framework, method).explain("first", "second").contributions
        wanted = by_all_orders(framework, method, first, second)
    except ix.DataError:  # a product of small values leaves what a mean above it needs
        assume(False)
    assert found.index.to_list() == names
    assert found.to_numpy() == pytest.approx(np.array([wanted[name] for name in names]), abs=1e-9)
