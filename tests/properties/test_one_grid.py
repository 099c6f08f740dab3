"""Whatever compares values does so on one grid: what is equal there is treated equally by every kind, in any order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import intlindex as ix
from intlindex.specs import Method
from intlindex.specs.kinds import built_in

PLACES = {
    "rank": ("min", "max", "average", "dense"),
    "percentile_rank": ("min", "max", "average"),
    "borda": ("min", "max", "average"),
    "exponential_rank": ("min", "max", "average"),
}
BY_PLACE = [
    *({"kind": kind, "ties": rule} for kind, rules in PLACES.items() for rule in rules),
    {"kind": "quantile_bands", "bands": 3},
    {"kind": "quantile_bands", "bands": 2},
    {"kind": "percentile_rank", "floor": 20.0, "cap": 80.0},
]
THEN = [
    {"kind": "borda", "then": {"kind": "z_score"}},
    {"kind": "rank", "then": {"kind": "min_max"}},
    {"kind": "percentile_rank", "then": {"kind": "normal_cdf"}},
]
BY_THRESHOLD = [
    {"kind": "categories", "points": [0.1, 0.3, 1.5], "scores": [0, 10, 50, 100]},
    {"kind": "categories", "points": [0.3], "scores": [0, 100]},
]
BY_PAIRS = [{"kind": "copeland"}, {"kind": "copeland", "scaled": True}, {"kind": "kemeny"}]

# The same numbers, computed in different ways, as rounding leaves them; each family is one number.
FAMILIES = (
    (0.1 + 0.2, 0.3, 0.6 / 2, 0.9 / 3),
    (0.7 / 7, 1.4 / 14, 2.1 / 21, 0.1),
    (1.1 + 2.2, 3.3, 9.9 / 3, 1.1 * 3),
    (1.5, 0.5 * 3, 4.5 / 3, 0.1 * 15),
    (-0.1 - 0.2, -0.3, -0.9 / 3, 0.1 - 0.4),
    (100.5 - 99.8, 0.7, 1.4 / 2, 0.1 * 7),
)
POSITIVE = FAMILIES[:4]


def kinds(rules):
    return pytest.mark.parametrize("rule", [pytest.param(rule, id="-".join(map(str, rule.values()))) for rule in rules])


def framework(count, *, nested=False):
    """Make indicators below one group, or below a group below the root with one indicator more."""
    parent = "g" if nested else "index"
    groups = [ix.Group(id="index", name="Index", level="index")]
    groups += [ix.Group(id="g", parent="index", name="G", level="dimension")] if nested else []
    names = [(f"i{at}", parent) for at in range(count)] + ([("z", "index")] if nested else [])
    indicators = [
        ix.Indicator(id=name, parent=of, name=name, unit="u", direction="higher", scale="ratio") for name, of in names
    ]
    return ix.Framework(id="grid", name="Grid", groups=groups, indicators=indicators)


def frame_of(columns):
    values = {name: list(column) for name, column in columns.items()}
    count = len(next(iter(values.values())))
    return pd.DataFrame({"city": [f"City {row}" for row in range(count)], **values})


@st.composite
def twins(draw, columns, families=FAMILIES):
    """Draw a table of cities in pairs whose values are equal but for rounding, cities of one family everywhere too."""
    rows = draw(st.integers(2, 4))
    numbers = draw(st.lists(st.tuples(*[st.integers(0, len(families) - 1)] * columns), min_size=rows, max_size=rows))
    for column in range(columns):  # nothing is constant
        if len({row[column] for row in numbers}) == 1:
            numbers[0] = (*numbers[0][:column], (numbers[0][column] + 1) % 4, *numbers[0][column + 1 :])
    cells = [[families[number][draw(st.integers(0, 3))] for number in row] for row in numbers for _ in range(2)]
    return np.array(cells)


def assert_twins_tie(index, *, exact):
    """Check that the first and second city, the third and fourth, and so on, have one rank, and if exact one score."""
    for node in index.nodes:
        ranks = index.ranks[node].to_numpy()
        assert (ranks[::2] == ranks[1::2]).all(), node
    for node in exact:
        scores = index.scores[node].to_numpy()
        assert scores[::2].tobytes() == scores[1::2].tobytes(), node


def assert_rows_do_not_matter(index, frame, made, method, order):
    again = ix.score(frame.iloc[list(order)], made, method)
    assert again.ranks.loc[list(index.cities)].equals(index.ranks)
    np.testing.assert_allclose(again.scores.loc[list(index.cities)], index.scores, rtol=1e-12, atol=1e-9)


def scored(values, method, data, **options):
    columns = values.shape[1]
    made = framework(columns - 1 if options.get("nested") else columns, **options)
    frame = frame_of(dict(zip([node.id for node in made.indicators], values.T, strict=True)))
    index = ix.score(frame, made, method)
    assert_rows_do_not_matter(index, frame, made, method, data.draw(st.permutations(range(len(frame)))))
    return index


def test_the_table_holds_every_kind_that_looks_at_order_alone():
    needed = {kind for kind, spec in built_in("normalise").items() if getattr(spec, "needs", "") == "order"}
    assert needed == {rule["kind"] for rule in (*BY_PLACE, *THEN, *BY_THRESHOLD)}
    compared = {
        kind
        for kind, spec in built_in("aggregate").items()
        if hasattr(spec, "declared") and not spec.declared.homogeneous and not spec.declared.per_unit
    }
    assert {rule["kind"] for rule in BY_PAIRS} <= set(built_in("aggregate"))
    assert compared <= {rule["kind"] for rule in BY_PAIRS} | {"topsis", "benefit_of_the_doubt"}


@kinds([*BY_PLACE, *BY_THRESHOLD])
@settings(max_examples=8)
@given(data=st.data())
def test_indicators_that_are_equal_on_the_grid_get_one_score(rule, data):
    values = data.draw(twins(2, FAMILIES if rule["kind"] != "categories" else POSITIVE))
    index = scored(values, Method(indicators={"normalise": rule}), data)
    assert_twins_tie(index, exact=index.nodes)


@kinds(THEN)
@settings(max_examples=8)
@given(data=st.data())
def test_so_they_do_where_another_kind_follows(rule, data):
    index = scored(data.draw(twins(2)), Method(indicators={"normalise": rule}), data)
    assert_twins_tie(index, exact=index.nodes)


@kinds([*BY_PLACE, *THEN])
@pytest.mark.parametrize("aggregate", ["arithmetic", "sum", "median", "minimum"])
@settings(max_examples=4)
@given(data=st.data())
def test_groups_that_are_equal_on_the_grid_get_one_score(rule, aggregate, data):
    values = data.draw(twins(3))
    values[:, 2] = np.repeat(values[::2, 2], 2)
    if np.ptp(values[:, :2].mean(axis=1)) < 1e-9:  # scores that differ are needed
        values[:2, 0] += 1.0
    if np.ptp(np.median(values[:, :2], axis=1)) < 1e-9 or np.ptp(values[:, :2].min(axis=1)) < 1e-9:
        values[:2, :2] += 1.0
    group = {"aggregate": {"kind": aggregate}, "normalise": rule}
    method = Method(indicators={"normalise": {"kind": "none"}}, groups={"only": {"g": group}})
    index = scored(values, method, data, nested=True)
    assert_twins_tie(index, exact=["g"])


@kinds(BY_PAIRS)
@settings(max_examples=8)
@given(data=st.data())
def test_units_that_are_equal_on_the_grid_are_one_in_every_contest(rule, data):
    method = Method(indicators={"normalise": {"kind": "none"}}, groups={"aggregate": {"kind": "arithmetic"}})
    method = method.replace(groups=method.groups.replace(only={"index": {"aggregate": rule}}))
    for nested in (False, True):
        values = data.draw(twins(3))
        index = scored(values, method, data, nested=nested)
        assert_twins_tie(index, exact=["index"])


DECIMALS = st.integers(-999_999, 999_999).map(lambda number: number / 1000)


@st.composite
def tables(draw, columns, numbers):
    """Draw decimals of up to six digits, of which rows are shuffled copies, so that sums tie but for their order."""
    first = draw(st.lists(st.tuples(*[numbers] * columns), min_size=2, max_size=3))
    rows = [*first, *(tuple(draw(st.permutations(row))) for row in first)]
    values = np.array(rows)
    for column in range(columns):
        if np.ptp(values[:, column]) == 0:
            values[0, column] += 1.0
    return values


AGGREGATES = ("arithmetic", "sum", "median", "minimum", "maximum", "copeland", "geometric", "harmonic", "product")


@pytest.mark.parametrize("aggregate", AGGREGATES)
@kinds([{"kind": "none"}, {"kind": "min_max", "low": 1.0}, {"kind": "percentile_rank", "low": 1.0}])
@settings(max_examples=8)
@given(data=st.data())
def test_the_order_of_children_moves_no_rank(aggregate, rule, data):
    positive = aggregate in {"geometric", "harmonic", "product"} and rule["kind"] == "none"
    values = data.draw(tables(4, st.integers(1, 999_999).map(lambda number: number / 1000) if positive else DECIMALS))
    made = framework(3, nested=True)
    ids = [node.id for node in made.indicators]
    frame = frame_of(dict(zip(ids, values.T, strict=True)))
    method = Method(indicators={"normalise": rule}, groups={"aggregate": {"kind": aggregate}})
    index = ix.score(frame, made, method)
    turned = made.replace(indicators=[made.indicators[at] for at in data.draw(st.permutations(range(4)))])
    again = ix.score(frame, turned, method)
    assert again.ranks[list(index.nodes)].equals(index.ranks)


@pytest.mark.parametrize("aggregate", ["arithmetic", "sum"])
@given(st.lists(st.integers(-999_999, 999_999), min_size=3, max_size=5, unique=True), st.data())
def test_what_cancels_out_is_constant(aggregate, numbers, data):
    """Three of a and one of -(3a + 7) are always -7, whatever a is: what is left of it is rounding."""
    digits = data.draw(st.integers(0, 6))
    a = np.array(numbers) / 10.0**digits
    columns = {"i0": a, "i1": a, "i2": a, "i3": -(3 * a + 7)}
    method = Method(indicators={"normalise": {"kind": "none"}}, groups={"aggregate": {"kind": aggregate}})
    index = ix.score(frame_of(columns), framework(4), method)
    assert (index.ranks["index"] == 1).all()
    stretched = method.replace(groups=method.groups.replace(normalise={"kind": "min_max"}))
    with pytest.raises(ix.DataError, match="differ"):
        ix.score(frame_of(columns), framework(4), stretched)


@given(st.lists(st.integers(-999_999, 999_999), min_size=2, max_size=6))
def test_a_falling_line_of_an_indicator_has_the_same_places(numbers):
    a = np.array([*numbers, *numbers, max(numbers) + 1]) / 1000
    made = framework(2)
    indicators = [made.indicators[0], made.indicators[1].replace(direction="lower")]
    method = Method(indicators={"normalise": {"kind": "percentile_rank"}})
    index = ix.score(frame_of({"i0": a, "i1": -(3 * a + 7)}), made.replace(indicators=indicators), method)
    assert index.scores["i0"].to_numpy().tolist() == index.scores["i1"].to_numpy().tolist()
