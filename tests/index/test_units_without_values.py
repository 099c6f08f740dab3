"""A unit without any value is screened if the method says so, and else kept without a score, and said."""

from __future__ import annotations

import pandas as pd
import pytest

import intlindex as ix
from makers import framework, refused, table

FRAMEWORK = framework("a", "b")
DATA = table({"a": [1, None, 5, 3], "b": [2, None, 1, 4]}, ["X", "Z", "Y", "W"])


def codes(index):
    return index.findings.loc[index.findings["severity"] != "info", ["code", "node"]].to_numpy().tolist()


def test_without_a_rule_it_has_no_rank_and_is_a_finding():
    for frame in (DATA, DATA.melt("city", var_name="indicator")):
        index = ix.score(frame, FRAMEWORK)
        assert codes(index) == [["unit-without-values", "Z"]]
        assert index.scores.loc["Z"].isna().all()
        assert index.ranking["city"].to_list()[-1] == "Z"
        assert index.ranking["rank"].isna().to_list() == [False, False, False, True]


def test_screening_comes_first():
    method = ix.Method(units={"min_availability": 0.5})
    index = ix.score(DATA, FRAMEWORK, method)
    assert codes(index) == [["screened-unit", "Z"]]
    assert index.ranks["index"].isna().to_list() == [False, True, False, False]


def test_the_others_are_scored_as_if_it_were_not_there():
    rest = ix.score(DATA.dropna(), FRAMEWORK)
    assert ix.score(DATA, FRAMEWORK).scores.drop("Z").equals(rest.scores)


@pytest.mark.parametrize("impute", [{"kind": "mean"}, {"kind": "median"}, {"kind": "constant", "value": 3}])
@pytest.mark.parametrize("groups", [{}, {"min_coverage": 0}, {"blanks": "rescale", "min_coverage": 0}])
def test_what_is_imputed_gives_it_no_rank(impute, groups):
    index = ix.score(DATA, FRAMEWORK, ix.Method(indicators={"impute": impute}, groups=groups))
    assert codes(index)[-1] == ["unit-without-values", "Z"]
    assert index.imputed.empty
    assert index.ranks["index"].isna().to_list() == [False, True, False, False]


def test_the_table_that_the_library_writes_is_read_again(tmp_path):
    scores = ix.score(DATA, FRAMEWORK).scores[["a", "b"]]
    scores.to_csv(tmp_path / "scores.csv")
    assert ix.score(tmp_path / "scores.csv", FRAMEWORK).ranks["index"].isna().sum() == 1


def test_an_index_with_one_is_read_again_from_its_record():
    index = ix.score(DATA, FRAMEWORK)
    again = ix.Index.from_json_text(index.to_json())
    assert again.scores.equals(index.scores)
    assert again.findings.equals(index.findings)


BALANCED = table({"time": [1, 1, 1, 2, 2, 2], "a": [4, 5, 6, None, 2, 7], "b": [1, 2, 3, None, 3, 1]}, list("XYZXYZ"))


def test_a_blank_row_of_a_balanced_panel_is_kept_and_may_carry_on_what_was():
    index = ix.score(BALANCED, FRAMEWORK, time=2)
    assert codes(index) == [["unit-without-values", "X"]]
    carried = ix.Method(indicators={"impute": {"kind": "last_observation"}})
    index = ix.score(BALANCED, FRAMEWORK, carried, time=2)
    assert codes(index) == []
    assert index.ranks["index"].notna().all()
    later = pd.concat([BALANCED, table({"time": [3] * 3, "a": [None, 2, 7], "b": [None, 3, 1]}, list("XYZ"))])
    recent = ix.Method(indicators={"impute": {"kind": "last_observation", "max_age": 1}})
    assert codes(ix.score(later, FRAMEWORK, recent, time=3)) == [["unit-without-values", "X"]]
    assert codes(ix.score(later, FRAMEWORK, carried, time=3)) == []


@pytest.mark.parametrize("bounds", ["joint", "per_time"])
def test_a_panel_has_no_rank_for_it(bounds):
    ranks = ix.panel(BALANCED, FRAMEWORK, bounds=bounds).ranks()
    assert ranks.isna().to_numpy().tolist() == [[False, True], [False, False], [False, False]]


def test_an_indicator_without_any_value_is_screened_too():
    frame = table({"a": [1, 2, 3], "b": [None, None, None]})
    screened = ix.Method(indicators={"screen": {"min_availability": 0.5}})
    assert codes(ix.score(frame, FRAMEWORK, screened)) == [["screened-indicator", "b"]]
    with refused(ix.DataError, ("b", "no value for any city")):
        ix.score(frame, FRAMEWORK)


def test_an_indicator_whose_only_values_are_of_screened_units_is_refused():
    frame = table({"a": [1, 2, None], "b": [None, None, 3], "c": [1, 2, None]})
    with refused(ix.DataError, ("b", "no value for any city that is scored")):
        ix.score(frame, framework("a", "b", "c"), ix.Method(units={"min_availability": 0.5}))


def test_a_placed_city_without_values_has_no_rank_beside_others_that_have(tmp_path):
    index = ix.score(DATA.dropna(), FRAMEWORK, ix.Method(indicators={"impute": {"kind": "mean"}}))
    placed = index.place(table({"a": [2, None], "b": [1, None]}, ["New", "Nothing"]))
    assert placed.table["rank"].isna().to_list() == [False, True]
    assert placed.findings.loc[0, ["code", "node"]].to_list() == ["unit-without-values", "Nothing"]


def test_nothing_at_all_is_refused():
    with pytest.raises(ix.DataError):
        ix.score(table({"a": [None], "b": [None]}), FRAMEWORK)
