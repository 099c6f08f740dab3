"""Many weightings at once are the same bits as one after the other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.errors import IntlindexError
from makers import same_bits
from strategies import ANY_WEIGHTS, WEIGHTS, indices


def assert_as_one_by_one(index, weightings):
    found = index.reweight_many(weightings)
    for at, weights in enumerate(weightings):
        alone = index.reweight(weights)
        assert same_bits(found.scores.to_numpy()[at], alone.scores.iloc[:, 0].to_numpy())
        assert found.ranks.iloc[at].to_list() == alone.ranks.iloc[:, 0].to_list()
    return found


@given(st.data())
def test_any_index_under_any_weightings(data):
    try:
        index = data.draw(indices(weights=ANY_WEIGHTS))
    except IntlindexError:
        assume(False)
    nodes = st.sampled_from(index.nodes)
    weightings = data.draw(st.lists(st.dictionaries(nodes, WEIGHTS, max_size=3), min_size=1, max_size=5))
    assert_as_one_by_one(index, weightings)


def test_more_weightings_than_are_held_at_once(ieci, monkeypatch):
    from intlindex.analyses import reweighting

    monkeypatch.setattr(reweighting, "CELLS", 3 * len(ieci.cities))
    rng = np.random.default_rng(1)
    assert_as_one_by_one(ieci, [{"influence": float(one), "gdp": float(two)} for one, two in rng.random((10, 2))])


def test_it_starts_from_weights_set_by_hand_and_keeps_the_rule_of_ties(ieci):
    index = ieci.replace(method=ieci.method.replace(rank={"ties": "average"})).reweight(influence=3, gdp=0)
    found = assert_as_one_by_one(index, [{}, {"influence": 1}, {"gdp": 2, "attractiveness": 0.5}])
    assert found.ranks.dtypes.unique().tolist() == [pd.Float64Dtype()]


def test_a_table_a_mapping_and_a_list_say_the_same(ieci):
    listed = ieci.reweight_many([{"influence": 2.0}, {"gdp": 3.0}])
    table = pd.DataFrame({"influence": [2.0, np.nan], "gdp": [np.nan, 3.0]}, index=["first", "second"])
    for named in (ieci.reweight_many(table), ieci.reweight_many({"first": {"influence": 2}, "second": {"gdp": 3}})):
        assert named.ranks.index.to_list() == ["first", "second"]
        assert same_bits(named.scores.to_numpy(), listed.scores.to_numpy())
    assert listed.ranks.index.name == "weighting"


def test_what_is_handed_out_is_a_copy(ieci):
    found = ieci.reweight_many([{}])
    scores, ranks = found.scores, found.ranks
    scores.loc[0, "London"] = ranks.loc[0, "London"] = 0
    assert found.scores.loc[0, "London"] > 0
    assert found.ranks.loc[0, "London"] == 1


def test_it_shows_the_best_and_worst_rank_of_each_city(ieci):
    found = ieci.reweight_many([{"influence": 2}, {"connectivity": 3}])
    row = found.shown.table.set_index("city").loc["Beijing"]
    assert row.to_list() == [8, found.ranks["Beijing"].min(), found.ranks["Beijing"].max()]
    assert found.shown.title.endswith("under 2 weightings")
    assert "Beijing" in repr(found)


def test_all_that_is_wrong_is_said_at_once(ieci):
    groups = [node.id for node in ieci.framework.children("index")]
    wrong = {"a": {"nowhere": 1}, "b": {"gdp": -1}, "c": {"gdp": "two"}, "d": {}}
    with pytest.raises(ix.RequestError) as raised:
        ieci.reweight_many(wrong)
    assert [problem.where for problem in raised.value.problems] == ["a: nowhere", "b: gdp", "c: gdp"]
    with pytest.raises(ix.RequestError, match="1: index: the weights of its children sum to zero"):
        ieci.reweight_many([{}, dict.fromkeys(groups, 0)])
    for nothing in ([], {}, "influence", 3, [1], pd.DataFrame()):
        with pytest.raises(ix.RequestError, match="must be a table with a row for each weighting"):
            ieci.reweight_many(nothing)
