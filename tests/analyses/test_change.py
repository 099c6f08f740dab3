"""What changed between two indices: effects sum to the change, and each is that of what was changed."""

from __future__ import annotations

from functools import cache
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import intlindex as ix
import strategies
from effort import dear
from intlindex.analyses.comparison.change import EFFECTS, change_of_scores
from intlindex.display.result import Result
from intlindex.specs import Method
from makers import framework, indicator, refused, table

A = [10.0, 40.0, 70.0, 100.0, 0.0]
B = [5.0, 9.0, 3.0, 8.0, 0.0]
MADE = framework("a", "b")
RANKED = ["before", "after", "change"]


def index(a=A, b=B, cities="ABCDE", made=MADE, method=None):
    data = table({"a": list(a), "b": list(b)}, cities=list(cities))
    return ix.score(data, made, Method() if method is None else method)


def only(change, effect):
    """Check that a change is due to one thing alone."""
    for frame in (change.ranks, change.scores):
        np.testing.assert_allclose(frame[effect], frame["change"], atol=1e-9)
        others = [name for name in EFFECTS if name != effect]
        np.testing.assert_allclose(frame[others], 0, atol=1e-9)


def test_nothing_changed_between_an_index_and_itself():
    change = index().change_from(index())
    assert (change.ranks[["change", *EFFECTS]] == 0).all(axis=None)
    assert change.entered.empty
    assert change.left.empty


def test_other_weights_or_another_method_are_the_method():
    before = index()
    for after in (before.reweight(b=5), before.replace(method="geometric")):
        change = after.change_from(before)
        only(change, "method")
        assert (change.scores["change"] != 0).any()
    assert (before.reweight(b=5).change_from(before).ranks["change"] != 0).any()


def test_a_city_that_alone_changes_moves_by_its_own_values_and_the_rest_by_others():
    change = index(a=[10, 40, 70, 15, 0], method=POSTS, made=POSTED).change_from(index(method=POSTS, made=POSTED))
    ranks = change.ranks
    assert ranks.loc["D", "own"] == ranks.loc["D", "change"] == -2
    assert ranks.loc["D", "others"] == 0
    rest = ranks.drop(index="D")
    np.testing.assert_array_equal(rest["others"], rest["change"])
    assert (rest["own"] == 0).all()
    assert (change.scores["others"] == 0).all()  # on fixed goalposts nobody moves the score of another


POSTED = framework(indicator("a", goalposts=(0, 100)), indicator("b", goalposts=(0, 10)))
POSTS = Method(indicators={"normalise": {"kind": "goalposts"}})


def test_cities_that_enter_and_leave_are_told_apart():
    before = index()
    after = index(a=[*A[1:], 95, 90], b=[*B[1:], 9, 9], cities="BCDEXY")
    change = after.change_from(before)
    assert list(change.entered.index) == list(after.ranks.loc[["X", "Y"], "index"].sort_values().index)
    assert list(change.left.index) == ["A"]
    assert change.left["A"] == before.ranks.loc["A", "index"]
    assert list(change.ranks.index) == list(after.ranks.loc[list("BCDE"), "index"].sort_values(kind="stable").index)
    only(change, "cities")
    for city, row in change.ranks.iterrows():
        ahead = (after.ranks.loc[["X", "Y"], "index"] < after.ranks.loc[city, "index"]).sum()
        behind = before.ranks.loc["A", "index"] < before.ranks.loc[city, "index"]
        assert row["newcomers"] == int(behind) - ahead


def plainly(before, after, city):
    """Let the four changes in, in every order, one by one, and take the mean of what each does to the rank."""
    stayers = [name for name in before.cities if name in after.cities]

    @cache  # what was let in counts, not in which order
    def rank(done):
        side = after if "method" in done else before
        units = after.cities if "cities" in done else before.cities
        rows = {}
        for unit in units:
            new = "own" in done if unit == city else "others" in done
            asked = after if new else before
            source = asked if unit in asked.cities else (before if new else after)
            rows[unit] = source.raw.loc[unit]
        frame = pd.DataFrame(rows).T.rename_axis("city").reset_index()
        scored = ix.score(frame, side.framework, side.method).reweight(dict(side.reweighting))
        return float(scored.ranks.loc[city, "index"])

    assert city in stayers
    effects = dict.fromkeys(EFFECTS, 0.0)
    for order in permutations(EFFECTS):
        done: frozenset[str] = frozenset()
        for effect in order:
            before_it = rank(done)
            done |= {effect}
            effects[effect] += (before_it - rank(done)) / 24
    return effects


def test_effects_are_the_means_over_all_orders_of_changes():
    before = index()
    after = index(a=[35, 40, 20, 90, 50, 77], b=[5, 2, 3, 8, 6, 9], cities="ABCDEX").reweight(b=2)
    change = after.change_from(before)
    for city in "ABCDE":
        expected = plainly(before, after, city)
        np.testing.assert_allclose(
            change.ranks.loc[city, list(EFFECTS)].astype(float), list(expected.values()), atol=1e-9
        )
    assert (change.ranks[list(EFFECTS)] != 0).any().all()


@dear
@given(data=st.data())
def test_effects_sum_to_the_change_whatever_changed(data):
    made = data.draw(strategies.frameworks())
    values = [data.draw(strategies.data_for(made, blanks=False, min_rows=3)) for _ in range(2)]
    method = data.draw(strategies.methods(made, aggregates=("arithmetic",)))
    before, after = (ix.score(each, made, method) for each in values)
    after = after.reweight(data.draw(strategies.reweightings(after)))
    try:
        change = after.change_from(before)
    except ix.DataError as error:  # with values of both, an indicator may be the same for all cities
        assume("cannot be scored" not in str(error))
        raise
    for frame, side in ((change.ranks, "ranks"), (change.scores, "scores")):
        np.testing.assert_allclose(frame[list(EFFECTS)].sum(axis=1), frame["change"], rtol=1e-9, atol=1e-7)
        for column, each in (("before", before), ("after", after)):
            expected = getattr(each, side).loc[frame.index, made.root.id].astype(float)
            np.testing.assert_allclose(frame[column], expected, rtol=1e-9, atol=1e-7)


def test_editions_differ_by_their_cities_and_by_the_values_that_each_has_of_its_own():
    before, after = ix.load("ieci-2022"), ix.load("ieci-2024")
    change = after.change_from(before)
    assert set(change.entered.index) == set(after.cities) - set(before.cities)
    assert len(change.entered) == 6
    assert (change.ranks["method"] == 0).all()
    assert (change.scores[["cities", "others", "own"]] != 0).any().all()
    assert change.names == ("ieci-2022", "ieci-2024")
    mumbai = change.ranks.loc["Mumbai"]
    assert mumbai["newcomers"] == -(change.entered < mumbai["after"]).sum()


def test_an_indicator_that_is_new_keeps_its_values_throughout():
    data = table({"a": A, "b": B, "c": [1.0, 5, 2, 4, 3]})
    before = ix.score(data.drop(columns="c"), framework("a", "b"))
    after = ix.score(data, framework("a", "b", "c"))
    change = after.change_from(before)
    only(change, "method")
    only(before.change_from(after), "method")


def test_a_node_can_be_asked_for():
    after = index(a=A[::-1])
    change = after.change_from(index(), node="a")
    np.testing.assert_array_equal(change.ranks["before"], index().ranks.loc[change.ranks.index, "a"].astype(float))
    assert change.node == "a"


def test_blank_cities_have_no_change():
    data = table({"a": A, "b": [np.nan, *B[1:]]})
    strict = Method(groups={"blanks": "strict"})
    change = ix.score(data, MADE, strict).change_from(index(method=strict))
    assert change.ranks.loc["A"].isna()[["after", "change", "own", "newcomers"]].all()
    assert change.ranks.loc["B"].notna().all()
    assert "A" not in repr(change).split("newcomers")[-1]


def test_a_change_is_a_result_that_cannot_be_changed():
    change = index(a=A[::-1]).change_from(index())
    assert isinstance(change, Result)
    for name in ("ranks", "scores"):
        taken = getattr(change, name)
        taken.iloc[:, :] = 0.0
        assert (getattr(change, name) != 0).any(axis=None)
    assert max(map(len, repr(change).splitlines())) <= 80
    assert "<table" in change._repr_html_()
    assert (change.shown.table[["before", "after", "change", "newcomers"]].dtypes == np.int64).all()


# ---------------------------------------------------------------- scores that stand on their own


def test_scores_on_fixed_bounds_agree_with_scoring_anew():
    before = index(made=POSTED, method=POSTS)
    after = index([20, 40, 60, 100, 90, 50], [5, 7, 3, 8, 6, 1], cities="ABCDEX", made=POSTED, method=POSTS)
    anew = after.change_from(before)
    scores = [each.scores["index"] for each in (before, after)]
    alone = change_of_scores(*scores, step=1e-9, ties="min", names=("one", "two"), node="index")
    pd.testing.assert_frame_equal(alone.ranks, anew.ranks)
    pd.testing.assert_frame_equal(alone.scores, anew.scores)
    pd.testing.assert_series_equal(alone.entered, anew.entered)


# ---------------------------------------------------------------- bad input


def test_what_is_no_index_is_refused():
    with refused(ix.RequestError, ("", "must be an Index, found DataFrame")):
        index().change_from(index().raw)


def test_unknown_nodes_are_refused():
    with refused(ix.UnknownNameError, ("", "no node 'bb' in mine; did you mean 'b'?")):
        index().change_from(index(), node="bb")
    without = index().drop("b")
    with refused(ix.UnknownNameError, ("", "no node 'b' in mine")):
        index().change_from(without, node="b")


def test_indices_without_a_city_in_common_are_refused():
    with refused(ix.DataError, ("", "no city in common")):
        index(cities="VWXYZ").change_from(index())


def test_a_step_that_cannot_be_scored_is_refused_with_its_reason():
    before = index(a=[1, 2, 2, 2, 2])
    after = index(a=[2, 2, 2, 2, 1])
    with pytest.raises(ix.DataError, match=r"a step between the two cannot be scored: a: "):
        after.change_from(before)
