"""Steps for the units where a condition holds: fitted to those, and applied to them."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from intlindex import Method
from intlindex.core.slopes import preparation_slopes
from makers import framework, indicator, refused, table

DATA = table({"a": [1.0, 5.0, 20.0, 90.0], "b": [4.0, 3.0, 2.0, 1.0]}).assign(
    population=[10.0, 19_999.0, 20_000.0, 50_000.0], region=["North", "South", "North", "South"]
)
SMALL = {"column": "population", "below": 20_000}


def made(*nodes):
    return framework(*(nodes or (indicator("a", goalposts=(0, 100)), indicator("b", goalposts=(0, 100)))))


def scored(data=DATA, *nodes, **indicators):
    plain = {"normalise": {"kind": "goalposts", "clip": False}}
    return ix.score(data, made(*nodes), Method(indicators=plain | indicators))


def stage(index, name):
    return getattr(index.prepared, name)[:, 0].tolist()


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (SMALL, [3, 5, 20, 90]),
        ({"column": "population", "at_least": 20_000}, [1, 5, 7, 7]),
        ({"column": "region", "is": "North"}, [3, 5, 7, 90]),
        ({"column": "region", "is": "East"}, [1, 5, 20, 90]),
    ],
)
def test_a_transform_is_for_the_units_where_the_condition_holds(where, expected):
    rule = {"transform": {"kind": "identity", "floor": 3, "cap": 7, "where": where}}
    assert stage(scored(only={"a": rule}), "transformed") == expected


def test_a_treatment_is_fitted_to_those_units():
    where = {"column": "region", "is": "South"}
    rule = {"treat": {"kind": "percentiles", "low": 0.2, "high": 1, "where": where}}
    index = scored(only={"a": rule})
    # A fifth of the way from 5 to 90 is 22.
    assert stage(index, "treated") == [1, 22, 20, 90]
    assert index.fits.treatment()["points_low"].tolist() == [1]


def test_a_treatment_for_nobody_does_nothing():
    rule = {"treat": {"kind": "tukey_fences", "where": {"column": "region", "is": "East"}}}
    assert stage(scored(only={"a": rule}), "treated") == DATA["a"].to_list()


def test_numbers_are_compared_on_the_grid_of_the_column():
    data = DATA.assign(population=[0.1 + 0.2, 0.3, 0.3 + 1e-9, 5.0])
    rule = {"transform": {"kind": "identity", "cap": 0, "where": {"column": "population", "below": 0.3}}}
    assert stage(scored(data, only={"a": rule}), "transformed") == DATA["a"].to_list()
    rule["transform"]["where"] = {"column": "population", "at_least": 0.1 + 0.2}
    assert stage(scored(data, only={"a": rule}), "transformed") == [0, 0, 0, 0]


def test_a_column_that_is_constant_is_compared_with_the_number_too():
    data = DATA.assign(population=100)
    for limit, expected in ((150, [0, 0, 0, 0]), (100, DATA["a"].to_list()), (50, DATA["a"].to_list())):
        rule = {"transform": {"kind": "identity", "cap": 0, "where": {"column": "population", "below": limit}}}
        assert stage(scored(data, only={"a": rule}), "transformed") == expected


def test_goalposts_are_no_unit():
    rule = {"transform": {"kind": "log", "where": {"column": "region", "is": "North"}}}
    index = scored(only={"a": rule})
    np.testing.assert_allclose(index.normalised["a"], [0, 5, np.log(20), 90])


def test_a_city_is_placed_by_its_own_attribute():
    rule = {"transform": {"kind": "identity", "cap": 7, "where": SMALL}}
    index = scored(only={"a": rule})
    values = {"a": 50, "b": 1}
    assert index.place("E", values | {"population": 20}).scores.loc["E", "a"] == 7
    assert index.place("E", values | {"population": 20_000}).scores.loc["E", "a"] == 50
    with refused(ix.DataError, ("E, population", "blank")):
        index.place("E", values)


def test_a_blank_attribute_is_an_error():
    rule = {"transform": {"kind": "identity", "cap": 7, "where": SMALL}}
    with refused(ix.DataError, ("B, population", "indicators.only.a.transform.where")):
        scored(DATA.assign(population=[1, None, 2, 3]), only={"a": rule})
    with refused(ix.DataError, ("A, region", "number")):
        scored(DATA.iloc[:1], transform={"kind": "identity", "where": {"column": "region", "below": 3}})


def test_a_condition_is_on_a_column_that_no_indicator_reads():
    for column in ("b", "B col"):
        rule = {"kind": "identity", "cap": 7, "where": {"column": column, "below": 2}}
        nodes = (indicator("a", goalposts=(0, 100)), indicator("b", column="B col", goalposts=(0, 100)))
        with refused(ix.DefinitionError, ("indicators.transform.where", column)):
            scored(DATA.rename(columns={"b": "B col"}), *nodes, transform=rule)
    with refused(ix.DataError, ("indicators.treat.where", "'population'")):
        scored(treat={"kind": "tukey_fences", "where": {"column": "populaton", "below": 2}})


def test_a_transform_that_reverses_the_order_is_for_all_units():
    with refused(ix.DefinitionError, ("indicators.a.transform", "reciprocal"), ("indicators.b.transform", "reverses")):
        scored(transform={"kind": "reciprocal", "where": SMALL})


def test_screening_is_for_those_units():
    data = DATA.assign(a=[None, None, None, 90.0])
    units = {"min_availability": 1, "where": SMALL}
    index = ix.score(data, made(), Method(units=units, indicators={"normalise": {"kind": "goalposts"}}))
    assert index.screening.units.tolist() == [False, False, True, True]
    assert index.place("E", {"b": 3.0, "population": 30_000}).scores.loc["E", "b"] == 3
    assert np.isnan(index.place("E", {"b": 3.0, "population": 30}).scores.loc["E", "b"])


def test_indicators_are_screened_by_those_units():
    data = DATA.assign(a=[None, None, 20.0, 90.0])
    for where, kept in ((SMALL, ["b"]), ({"column": "population", "at_least": 20_000}, ["a", "b"])):
        rules = {"normalise": {"kind": "goalposts"}, "screen": {"min_availability": 0.5, "where": where}}
        index = ix.score(data, made(), Method(indicators=rules))
        assert [node.id for node in index.framework.indicators] == kept


def test_draws_keep_the_condition():
    rule = {"transform": {"kind": "identity", "floor": 6, "cap": 7, "where": SMALL}}
    index = scored(only={"a": rule})
    scores = index.uncertainty(50, noise={"a": ix.Noise(absolute=50)}, rng=1).scores
    assert scores.loc["A", "highest"] <= (7 + 4) / 2 + 1e-9
    assert scores.loc["D", "highest"] > 50


def test_slopes_are_those_of_the_units():
    rule = {"transform": {"kind": "square_root", "where": SMALL}}
    found = preparation_slopes(scored(only={"a": rule}))[:, 0]
    np.testing.assert_allclose(found, [0.5, 0.5 / np.sqrt(5), 1, 1])


def test_a_condition_is_written_as_it_is_read(tmp_path):
    method = Method(indicators={"transform": {"kind": "identity", "where": {"column": "region", "is": "North"}}})
    (tmp_path / "method.toml").write_text(method.to_toml())
    assert 'where = { column = "region", is = "North" }' in method.to_toml()
    assert Method.from_toml(tmp_path / "method.toml") == method
    index = scored(transform=method.indicators.transform)
    index.to_json(tmp_path / "index.json")
    assert ix.Index.from_json(tmp_path / "index.json") == index


@pytest.mark.parametrize(
    ("rules", "where"),
    [
        ({"transform": {"kind": "identity", "where": {"column": "x"}}}, "indicators.transform.where"),
        ({"treat": {"kind": "tukey_fences", "where": SMALL | {"at_least": 3}}}, "indicators.treat.where"),
        ({"after": [{"kind": "identity", "cap": 3, "where": SMALL}]}, "indicators.after[1]"),
        ({"treat": {"kind": "winsorise", "then": {"kind": "log", "where": SMALL}}}, "indicators.treat.then"),
    ],
)
def test_what_a_condition_must_be(rules, where):
    with pytest.raises(ix.DefinitionError) as caught:
        Method(indicators=rules)
    assert [each.where for each in caught.value.problems] == [where]


def test_a_column_of_a_condition_is_not_unused():
    rule = {"transform": {"kind": "identity", "cap": 7, "where": SMALL}}
    assert "unused-column" in scored().findings["code"].to_list()
    assert "unused-column" not in scored(only={"a": rule}).findings["code"].to_list()
