"""Leaving one out: shifts by hand, against scoring without it, and what cannot be left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from makers import as_is, framework, group, index_of, indicator, refused, table
from strategies import indices

ONE_TO_FOUR = {"a": [90.0, 80.0, 10.0, 0.0], "b": [0.0, 20.0, 30.0, 95.0]}


def four_cities(**rule):
    """Score A 45, B 50, C 20, D 47.5."""
    return ix.score(table(ONE_TO_FOUR), *as_is("a", "b", **rule))


def test_shifts_by_hand():
    found = four_cities().leave_one_out("indicator")
    shifts = found.shifts
    # Ranks A 3, B 1, C 4, D 2; without a by b: 4 3 2 1; without b by a: 1 2 3 4.
    assert shifts["a"].to_list() == [-1, -2, 2, 1]
    assert shifts["b"].to_list() == [2, -1, 1, -2]
    assert shifts.index.name == "city"
    assert shifts.columns.name == "without_indicator"
    assert shifts.dtypes.eq("Int64").all()
    assert found.findings.empty
    assert found.table.loc["b"].to_list() == [4, 1.5, 2.0, "A", 0.0]


def test_a_vacated_place_is_no_shift():
    """On fixed goalposts nobody depends on anybody."""
    shifts = four_cities().leave_one_out("city").shifts
    assert list(shifts) == list("ABCD")
    assert shifts.isna().to_numpy().tolist() == np.eye(4, dtype=bool).tolist()
    assert (shifts.fillna(0) == 0).all(axis=None)


def test_a_third_city_decides_between_two_under_min_max():
    """D stretches the scale of a. With it A has (10 + 40) / 2, B (0 + 100) / 2; without it A has (100 + 40) / 2."""
    data = table({"a": [10.0, 0.0, 5.0, 100.0], "b": [4.0, 10.0, 0.0, 0.0]})
    shifts = ix.score(data, framework("a", "b")).leave_one_out("city").shifts
    assert shifts["D"].to_list() == [1, -1, 0, pd.NA]


@given(index=indices(), what=st.sampled_from(["indicator", "group", "city"]))
def test_every_column_is_what_scoring_without_it_gives(index, what):
    try:
        found = index.leave_one_out(what)
    except ix.RequestError as error:
        if not {each.code for each in error.problems} <= {"not-left-out", "empty"}:
            raise
        return
    shifts = found.shifts
    told = set(found.findings.query("code == 'not-left-out'")["node"])
    assert found.table["compared"].to_list() == shifts.notna().sum().to_list()
    assert found.table["mean_absolute_shift"].equals(shifts.abs().astype(float).mean().rename_axis(what))
    root = index.framework.root.id
    for name in shifts:
        if name in told:
            assert shifts[name].isna().all()
            with pytest.raises(ix.IntlindexError):
                index.drop(name)
            continue
        other = index.drop(name)
        both = index.ranks[root].notna() & other.ranks[root].reindex(index.cities).notna()
        assert shifts[name].notna().equals(both)
        before, after = index.scores[root][both], other.scores[root].reindex(index.cities)[both]
        ties = index.method.rank.ties
        if ties in {"average", "ordinal"}:  # the ranks before and after have the same sum
            assert shifts[name].sum() == 0
        order = {"ordinal": "first"}.get(ties, ties)
        ranks = [np.rint(each * 1e8).rank(method=order, ascending=False) for each in (before, after)]
        if all(np.abs(np.diff(np.sort(each))).min(initial=1.0) > 1e-6 for each in (before, after)):
            assert shifts[name][both].astype(float).to_list() == (ranks[0] - ranks[1]).to_list()


def test_shifts_without_ties_sum_to_zero(example):
    assert (example.leave_one_out("group").shifts.sum() == 0).all()


def test_groups_are_all_but_the_root(example):
    shifts = example.leave_one_out("group").shifts
    assert list(shifts) == [each.id for each in example.framework.groups if each.parent is not None]
    assert shifts.shape == (12, 14)


def test_averaged_ties_give_half_places():
    data, (made, method) = table({"a": [10.0, 10.0, 0.0], "b": [0.0, 5.0, 50.0]}), as_is("a", "b")
    index = ix.score(data, made, method.replace(rank={"ties": "average"}))
    # Scores 5, 7.5, 25; without b: 10, 10, 0.
    assert index.leave_one_out("indicator").shifts["b"].to_list() == [1.5, 0.5, -2.0]


def test_weights_set_before_are_kept():
    index = four_cities().reweight(a=5)
    assert index.leave_one_out("city").shifts.equals(four_cities().reweight(a=5).leave_one_out("city").shifts)
    three = ix.score(table(ONE_TO_FOUR | {"c": [0.0, 0.0, 100.0, 0.0]}), *as_is("a", "b", "c")).reweight(c=10)
    # Without b, c still decides: C first.
    assert three.leave_one_out("indicator").shifts.loc["C", "b"] == 0


def test_what_cannot_be_left_out_is_a_blank_column_with_its_reason():
    """Without A, the indicator a is constant, and min-max would divide by zero."""
    data = table({"a": [1.0, 0.0, 0.0, 0.0], "b": [1.0, 2.0, 3.0, 5.0]})
    found = ix.score(data, framework("a", "b")).leave_one_out("city")
    shifts = found.shifts
    assert shifts["A"].isna().all()
    assert shifts["B"].notna().sum() == 3
    (finding,) = found.findings.itertuples()
    assert (finding.code, finding.severity, finding.node) == ("not-left-out", "warning", "A")
    assert "a: is constant" in finding.message


def test_who_loses_its_score_is_told():
    index = index_of([[1.0, np.nan], [2.0, 5.0], [4.0, 3.0]], framework("a", "b"))
    found = index.leave_one_out("indicator")
    shifts = found.shifts
    assert shifts["a"].isna().to_list() == [True, False, False]
    (finding,) = found.findings.itertuples()
    assert (finding.code, finding.node) == ("blank-without", "a")
    assert "'city 0'" in finding.message


def test_a_city_that_is_called_as_an_indicator_is():
    data = table({"a": [1.0, 2.0, 4.0], "b": [5.0, 3.0, 1.0]}, cities=["a", "B", "C"])
    shifts = ix.score(data, framework("a", "b")).leave_one_out("city").shifts
    assert shifts["a"].isna().to_list() == [True, False, False]


@pytest.mark.parametrize(
    ("what", "hint"),
    [("indicators", "did you mean 'indicator'"), ("Group", "did you mean 'group'"), ("", "allowed: 'indicator', 'g")],
)
def test_an_unknown_kind_is_refused(what, hint):
    with refused(ix.RequestError, ("", repr(what), hint)):
        four_cities().leave_one_out(what)


def test_the_only_one_cannot_be_left_out():
    with refused(ix.RequestError, ("a", "cannot be left out")):
        ix.score(table({"a": [1.0, 2.0]}), framework("a")).leave_one_out("indicator")
    with refused(ix.RequestError, ("", "no group below its root")):
        four_cities().leave_one_out("group")
    one = as_is(group("g"), indicator("a", "g"))
    with refused(ix.RequestError, ("g", "cannot be left out")):
        ix.score(table({"a": [1.0, 2.0]}), *one).leave_one_out("group")
    with refused(ix.RequestError, ("A", "no city is left")):
        ix.score(table({"a": [1.0]}), *as_is("a")).leave_one_out("city")


def test_the_index_is_as_it_was(example):
    before = example.fingerprint
    assert isinstance(example.leave_one_out().shifts, pd.DataFrame)
    assert example.fingerprint == before
