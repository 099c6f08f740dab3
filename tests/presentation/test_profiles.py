"""What there is to show of a framework, a node or a city."""

from itertools import pairwise

import pandas as pd
import pytest

import intlindex as ix
from intlindex.cli.facts_of_nodes_and_cities import profile
from makers import framework


@pytest.fixture(scope="module")
def index():
    return ix.load("ieci-2022")


@pytest.mark.parametrize("name", ["washington", "Washington", "华盛顿", "Washington, D.C."])
def test_a_city_is_found_by_every_name(index, name):
    assert profile(index, name).title.startswith("Washington")


def test_a_city_has_country_part_of_the_world_and_how_it_is_known_to_be_ranked(index):
    facts = profile(index, "Beijing").facts
    city = index.table.registry["Beijing"]
    assert facts["Country or region"] == city.country
    assert facts["Part of the world"] == city.region
    assert facts["In this edition"] == city.editions["ieci-2022"]


def test_a_city_has_the_scores_and_ranks_of_the_index(index):
    frame = profile(index, "Beijing").frame.set_index("node")
    pd.testing.assert_series_equal(frame["score"], index.scores.loc["Beijing"], check_names=False)
    assert frame["rank"].to_list() == index.ranks.loc["Beijing"].to_list()
    assert frame["value"].dropna().to_list() == index.raw.loc["Beijing"].dropna().to_list()


def test_a_node_ranks_all_cities_on_it_best_first(index):
    frame = profile(index, "influence").frame
    assert frame["city"].is_unique
    assert len(frame) == 37
    assert frame["score"].is_monotonic_decreasing
    assert "value" not in frame


def test_a_node_without_data_for_a_city_has_that_city_last(index):
    blank = [city for city in index.cities if pd.isna(index.raw.loc[city, "visitor_arrivals_rank"])]
    frame = profile(index, "visitor_arrivals_rank").frame
    assert frame["city"].to_list()[-len(blank) :] == blank
    assert frame["rank"].to_list()[-len(blank) :] == [pd.NA] * len(blank)


def test_a_node_has_its_path_from_the_root_and_its_share(index):
    facts = profile(index, "gdp").facts
    path = facts["Path"].split(" > ")
    assert path[0] == index.framework.root.id
    assert path[-1] == "gdp"
    assert all(index.framework.node(below).parent == above for above, below in pairwise(path))
    assert float(facts["Share among its siblings"]) == pytest.approx(index.weights["gdp"], abs=5e-4)


def test_a_reweighted_node_has_its_new_share(index):
    facts = profile(index.reweight(influence=2), "influence").facts
    assert facts["Share among its siblings"] == "0.500"


def test_every_fact_says_something(index):
    for name in (None, *index.nodes, *index.cities):
        assert all(profile(index, name).facts.values())


def test_the_framework_lists_every_node_below_its_parent(index):
    frame = profile(index, None).frame
    names = frame["node"].str.strip().to_list()
    assert sorted(names) == sorted(index.nodes)
    for name in names[1:]:
        assert names.index(index.framework.node(name).parent) < names.index(name)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("Lodnon", "London"), ("北京市", "Beijing"), ("conectivity", "connectivity"), ("Nwe York", "New York")],
)
def test_an_unknown_name_is_answered_with_the_nearest_city_or_node(index, asked, meant):
    with pytest.raises(ix.UnknownNameError, match=f"did you mean .*'{meant}'"):
        profile(index, asked)


def test_a_city_that_is_in_no_registry_is_shown_without_facts():
    own = ix.score(pd.DataFrame({"city": ["Atlantis", "Utopia"], "a": [1, 2]}), framework("a"))
    shown = profile(own, "Utopia")
    assert (shown.title, shown.facts) == ("Utopia", {})
    assert shown.frame["value"].to_list()[-1] == 2


def test_methods_are_listed_with_all_steps_of_a_node():
    found = profile(ix.load("example"), "methods")
    kinds = found.frame.groupby("step", sort=False)["kind"].agg(tuple)
    assert list(kinds.index[-3:]) == ["blanks", "after", "classes"]
    assert kinds["blanks"] == ("siblings", "rescale", "strict", "constant")
    assert kinds["classes"] == ("fixed", "quantile", "jenks")
    assert kinds["after"][0] == "round"
    required = {"round": {"digits": 1}, "distance": {"to": "mean"}, "power": {"exponent": 2}}
    steps = [{"kind": kind} | required.get(kind, {}) for kind in kinds["after"]]
    assert [step.kind for step in ix.Method(groups={"after": steps}).groups.after] == list(kinds["after"])
    assert "round (digits, rounding = half_away)" in found.form
    assert "min_max, z_score" in found.form
