"""Two cities point by point: which leads where, what decides it, which weights would reverse it, their peers."""

import numpy as np
import pytest

import intlindex as ix
from makers import as_is, framework, group, indicator, refused, table


@pytest.fixture
def pair():
    made, method = as_is("a", "b", "c")
    columns = {"a": [90.0, 30.0, 88.0], "b": [20.0, 40.0, 10.0], "c": [50.0, 50.0, 55.0]}
    return ix.score(table(columns), made, method)


def test_the_table_has_all_nodes_the_two_cities_and_the_difference_first(example):
    found = example.compare("Beijing", "上海").table
    assert found.columns[:3].to_list() == ["Beijing", "Shanghai", "difference"]
    assert set(found.index) == set(example.nodes)
    assert found.index[0] == "index"
    scores = example.scores.loc[["Beijing", "Shanghai"], list(found.index)].T
    np.testing.assert_array_equal(found[["Beijing", "Shanghai"]].to_numpy(), scores.to_numpy())
    np.testing.assert_array_equal(found["difference"], scores["Beijing"] - scores["Shanghai"])


def test_it_says_who_leads_where(pair):
    found = pair.compare("A", "B").table
    assert found["leader"].to_dict() == {"index": "A", "a": "A", "b": "B", "c": ""}
    assert found["contribution"].to_dict() == pytest.approx({"index": 40 / 3, "a": 20.0, "b": -20 / 3, "c": 0.0})


def test_the_deciding_indicators_are_the_fewest_that_cover_the_lead(pair):
    assert pair.compare("A", "B").deciding.to_dict() == pytest.approx({"a": 20.0})
    assert pair.compare("B", "A").deciding.to_dict() == pytest.approx({"a": -20.0})


def test_without_the_deciding_indicators_the_lead_is_gone(example):
    found = example.compare("Beijing", "Shanghai")
    total, parts = found.explanation.total, found.deciding
    assert parts.sum() >= total
    assert parts.iloc[:-1].sum() < total
    assert parts.is_monotonic_decreasing


def test_the_tipping_weights_put_both_level(example):
    found = example.compare("Beijing", "Shanghai")
    level = example.reweight(found.tipping_weights).scores["index"]
    assert level["Beijing"] == pytest.approx(level["Shanghai"], abs=1e-9)
    assert 0 < found.tipping_distance < 1


def test_peers_have_the_nearest_profiles(pair):
    # A and C: differences 2, 10, -5; A and B: 60, -20, 0; B and C: -58, 30, -5; each of the three weighs a third.
    peers = pair.compare("A", "B").peers
    assert peers[["city", "peer"]].to_numpy().tolist() == [["A", "C"], ["A", "B"], ["B", "A"], ["B", "C"]]
    assert peers["distance"][0] == pytest.approx(np.sqrt((4 + 100 + 25) / 3))


def test_a_profile_is_compared_over_what_both_have():
    made, method = as_is("a", "b", min_coverage=0)
    index = ix.score(table({"a": [10.0, 40.0, None], "b": [50.0, None, 20.0]}), made, method)
    peers = index.compare("A", "B").peers
    assert peers["distance"].to_list() == [30.0, 30.0, 30.0]
    assert peers[peers["city"] == "B"]["peer"].to_list() == ["A"]


@pytest.mark.parametrize("method", ["copeland", "benefit_of_the_doubt", "geometric", "mazziotta_pareto"])
def test_what_is_not_exact_is_said_and_the_rest_stands(method):
    index = ix.load("example", method=method)
    found = index.compare("Beijing", "Shanghai")
    assert found.table["difference"].notna().all()
    assert (found.explanation is None) == (method == "copeland")
    assert found.table["contribution"].isna().all() == (method == "copeland")
    if method == "copeland":
        assert found.deciding.empty
        assert len(found.refused) == 2
        assert "compare the cities with one another" in found.refused[0]


def test_level_cities_have_no_leader_and_nothing_that_decides():
    made = framework(group("g"), indicator("a", "g"), indicator("b"))
    index = ix.score(table({"a": [10.0, 10.0, 0.0], "b": [5.0, 5.0, 0.0]}), made)
    found = index.compare("A", "B")
    assert (found.table["leader"] == "").all()
    assert found.ahead == ""
    assert found.deciding.empty
    assert "The two cities are tied already." in found.sentences
    assert "would be tied" not in repr(found)


def test_a_city_without_a_score_is_still_put_beside_another():
    made, method = as_is("a", "b", "c")
    index = ix.score(table({"a": [1.0, None], "b": [2.0, 3.0], "c": [3.0, None]}), made, method)
    found = index.compare("A", "B")
    assert found.table.loc["b", "difference"] == -1.0
    assert found.table.loc["index", "leader"] == ""
    assert "has no score" in " ".join(found.refused)
    assert repr(found)


def test_it_shows_itself(example):
    found = example.compare("Beijing", "Shanghai")
    assert "Beijing 41.4, Shanghai 29.8. Of 25 indicators Beijing leads in 12" in " ".join(repr(found).split())
    assert "Most like Shanghai: Seoul" in repr(found)
    assert "<table" in found._repr_html_()
    handed_out = found.table
    handed_out["difference"] = 0
    assert found.table["difference"].iloc[0] > 0


def test_wrong_names_are_refused(example):
    with refused(ix.UnknownNameError, ("", "did you mean 'Shanghai'")):
        example.compare("Beijing", "Shangai")
    with refused(ix.RequestError, ("", "compared with itself")):
        example.compare("Beijing", "北京")


def test_sentences_name_nodes_as_people_do(example):
    comparison = example.compare("Beijing", "Shanghai")
    told = " ".join(comparison.sentences)
    assert "World Heritage sites 4.2" in told
    assert "Influence 0.100" in told
    assert not [name for name in example.nodes if "_" in name and name in told]


def test_what_decides_but_is_not_known_has_a_star():
    data = table({"a": [0.0, 8.0, 10.0], "b": [10.0, np.nan, 0.0]})
    index = ix.score(data, framework("a", "b"))
    pair = index.compare(*index.cities[1:])
    assert list(pair.deciding.index) == ["b"]
    (told,) = (line for line in pair.sentences if "would not be ahead" in line)
    assert "b* " in told.casefold()
    assert any(line.endswith("and filled (*).") for line in pair.sentences)
