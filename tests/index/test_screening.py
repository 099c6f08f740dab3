"""Units and indicators with too little data, or too many zeros, are left out; reported, never silent."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from intlindex.specs import Method
from makers import framework, group, indicator, refused, score_files, table

nan = np.nan
# A and E have all 4 values, B has 3, C has 2, and two of D's are zero.
DATA = {
    "a": [1.0, 2.0, 3.0, 4.0, 2.5],
    "b": [2.0, nan, nan, 0.0, 3.0],
    "c": [5.0, 6.0, nan, 0.0, 4.0],
    "d": [1.0, 3.0, 2.0, 8.0, 1.5],
}
MADE = framework("a", "b", "c", "d")


def told(index, code):
    found = index.findings.query("code == @code")
    return dict(zip(found["node"], found["message"], strict=True))


def test_nothing_is_screened_by_default(tmp_path):
    index = score_files(tmp_path, table(DATA), MADE)
    assert index.screening.units.all()
    assert not index.findings["code"].str.startswith("screened").any()


def test_units_with_too_few_values_are_not_scored_and_said(tmp_path):
    index = score_files(tmp_path, table(DATA), MADE, "[units]\nmin_availability = 0.6\n")
    assert index.scores.loc["C"].isna().all()
    assert index.scores.drop(index="C")["index"].notna().all()
    assert list(told(index, "screened-unit")) == ["C"]
    assert "50.0%" in told(index, "screened-unit")["C"]
    assert "60.0%" in told(index, "screened-unit")["C"]


def test_a_unit_that_has_exactly_what_is_asked_passes(tmp_path):
    index = score_files(tmp_path, table(DATA), MADE, "[units]\nmin_availability = 0.75\n")
    assert index.screening.units.tolist() == [True, True, False, True, True]


def test_zeros_are_counted_among_the_values_that_are_there(tmp_path):
    index = score_files(tmp_path, table(DATA), MADE, "[units]\nmin_nonzero = 0.9\n")
    assert index.screening.units.tolist() == [True, True, True, False, True]
    assert "50.0%" in told(index, "screened-unit")["D"]


def test_bounds_are_fitted_to_the_units_that_are_left(tmp_path):
    index = score_files(tmp_path, table(DATA), MADE, "[units]\nmin_nonzero = 0.9\n")
    # Without D, indicator a runs from 1 to 3.
    assert index.normalised["a"].drop("D").to_list() == [0.0, 50.0, 100.0, 75.0]
    assert np.isnan(index.normalised.loc["D"]).all()
    assert index.raw.loc["D", "a"] == 4.0


def test_a_screened_unit_has_no_rank_and_comes_last(tmp_path):
    ranking = score_files(tmp_path, table(DATA), MADE, "[units]\nmin_availability = 0.6\n").ranking
    assert ranking["city"].iloc[-1] == "C"
    assert ranking["rank"].isna().to_list() == [False, False, False, False, True]


def test_indicators_are_screened_among_the_units_that_are_left(tmp_path):
    index = score_files(tmp_path, table(DATA), MADE, "[indicators.screen]\nmin_availability = 0.7\n")
    assert list(told(index, "screened-indicator")) == ["b"]  # 3 of 5; c has 4 of 5
    assert [node.id for node in index.framework.indicators] == ["a", "c", "d"]
    assert [node.id for node in index.definition.indicators] == ["a", "b", "c", "d"]
    assert "b" in index.raw
    assert "b" not in index.scores
    # Without C, b has 3 of 4 and passes.
    both = "[units]\nmin_availability = 0.6\n[indicators.screen]\nmin_availability = 0.7\n"
    index = score_files(tmp_path, table(DATA), MADE, both)
    assert list(told(index, "screened-unit")) == ["C"]
    assert not told(index, "screened-indicator")


def test_indicators_with_too_many_zeros_are_left_out(tmp_path):
    index = score_files(tmp_path, table(DATA), MADE, "[indicators.screen]\nmin_nonzero = 0.7\n")
    assert list(told(index, "screened-indicator")) == ["b"]  # one of three is zero; of c one of four
    assert "66.7%" in told(index, "screened-indicator")["b"]


def test_a_group_without_indicators_goes_and_so_do_rules_for_what_is_gone(tmp_path):
    made = framework(group("left"), group("right"), indicator("a", "left"), indicator("b", "right"))
    method = """
    [indicators.screen]
    min_availability = 0.9
    [indicators.only.b]
    normalise = { kind = "z_score" }
    [groups.only.right]
    round = 1
    """
    index = score_files(tmp_path, table({name: DATA[name] for name in "ab"}), made, method)
    assert list(index.nodes) == ["index", "left", "a"]
    assert index.method.groups.only["right"].round == 1  # the method stays as it was given


def test_every_unit_that_is_left_out_is_said_to_be_a_warning(tmp_path):
    found = score_files(tmp_path, table(DATA), MADE, "[units]\nmin_availability = 0.9\n").findings
    found = found[found["code"] == "screened-unit"]
    assert found["node"].to_list() == ["B", "C"]
    assert set(found["severity"]) == {"warning"}


def test_that_nothing_passes_is_an_error(tmp_path):
    data = table({"a": [1.0, nan], "b": [nan, 2.0]})
    with refused(ix.DataError, ("", "no unit passes")):
        score_files(tmp_path, data, framework("a", "b"), "[units]\nmin_availability = 1\n")
    with refused(ix.DataError, ("", "no indicator passes")):
        score_files(tmp_path, data, framework("a", "b"), "[indicators.screen]\nmin_availability = 1\n")


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_outside_0_to_1_is_refused(share):
    with pytest.raises(ix.DefinitionError, match="min_availability"):
        Method(units={"min_availability": share})


def test_screening_is_repeated_when_the_index_is_scored_again(tmp_path):
    index = score_files(tmp_path, table(DATA), MADE, "[units]\nmin_availability = 0.6\n")
    assert index.drop("b").screening.units.tolist() == [True] * 5  # C now has 2 of 3
    again = ix.Index.from_json_text(index.to_json())
    assert again == index
    assert told(again, "screened-unit") == told(index, "screened-unit")
