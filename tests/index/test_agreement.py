"""Agreement with what was published: figures, ranks and statements, and how each rule decides."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import intlindex as ix
from intlindex import Method, UnknownNameError
from intlindex.analyses.comparison import agreement as module
from intlindex.specs.claim import Claim
from makers import framework, table


@pytest.fixture
def scored(ieci):
    """A hand-made index of six cities with the id of a shipped edition; in `a` in order, in `b` against it."""
    made = framework("a", "b", "c", id="ieci-2022")
    data = table(
        {"a": [60, 50, 40, 30, 20, 10], "b": [1, 2, 3, 4, 5, 6], "c": [5, 5, 4, 3, 2, None]},
        ["london", "paris", "tokyo", "beijing", "shanghai", "Nowhere"],
    )
    return ix.score(data, made, Method()).reweight(b=0, c=0)


def claim(**rule):
    return Claim(id="x", edition="ieci-2022", statement="So it is.", sources=["s"], rule=rule)


def outcome(monkeypatch, index, **rule):
    monkeypatch.setattr(module, "_claims", lambda: [claim(**rule)])
    row = index.agreement().claims.iloc[0]
    return row["outcome"], row["found"]


@pytest.mark.parametrize(
    ("rule", "expected", "found"),
    [
        ({"kind": "top_share", "node": "a", "city": "paris", "share": 1 / 3}, "held", "rank 2 of 6"),
        ({"kind": "top_share", "node": "a", "city": "tokyo", "share": 1 / 3}, "not held", "rank 3 of 6"),
        ({"kind": "bottom_share", "node": "a", "city": "beijing", "share": 1 / 2}, "held", "rank 4 of 6"),
        ({"kind": "bottom_share", "node": "a", "city": "tokyo", "share": 1 / 2}, "not held", "rank 3 of 6"),
        ({"kind": "rank_within", "node": "a", "city": "tokyo", "rank": 5, "tolerance": 2}, "held", "rank 3 of 6"),
        ({"kind": "rank_within", "node": "a", "city": "tokyo", "rank": 1, "tolerance": 1}, "not held", "tolerance 1"),
        ({"kind": "rank_within", "node": "a", "city": "london", "rank": 1, "tolerance": 0}, "held", "published 1"),
        ({"kind": "ahead", "node": "a", "city": "paris", "other": "tokyo"}, "held", "ranks 2 and 3"),
        ({"kind": "ahead", "node": "b", "city": "paris", "other": "tokyo"}, "not held", "ranks 5 and 4"),
        ({"kind": "ahead", "node": "c", "city": "london", "other": "paris"}, "not held", "ranks 1 and 1"),
        ({"kind": "in_order", "node": "a", "cities": ["london", "tokyo", "beijing"]}, "held", "ranks 1, 3, 4 of 6"),
        ({"kind": "in_order", "node": "a", "cities": ["london", "beijing", "tokyo"]}, "not held", "ranks 1, 4, 3 of 6"),
        ({"kind": "in_order", "node": "c", "cities": ["london", "paris"]}, "not held", "ranks 1, 1 of 5"),
        ({"kind": "in_order", "node": "a", "cities": ["paris", "seoul"]}, "not checkable", "'seoul'"),
        ({"kind": "balanced", "nodes": ["a", "b"], "city": "tokyo", "share": 1 / 5}, "held", "ranks 3, 4 of 6"),
        ({"kind": "balanced", "nodes": ["a", "b"], "city": "paris", "share": 1 / 5}, "not held", "ranks 2, 5 of 6"),
        ({"kind": "region_ahead", "node": "a", "select": {"region": "Europe"}}, "held", "median rank 1.5 against 4.5"),
        ({"kind": "region_ahead", "node": "b", "select": {"region": "Europe"}}, "not held", "median rank 5.5 against"),
        ({"kind": "region_ahead", "node": "b", "select": {"country": "China"}}, "held", "median rank 2.5 against 4.5"),
        ({"kind": "not_checkable", "reason": "A cause."}, "not checkable", "A cause."),
        ({"kind": "top_share", "node": "d", "city": "paris", "share": 0.5}, "not checkable", "no node 'd'"),
        ({"kind": "top_share", "node": "a", "city": "seoul", "share": 0.5}, "not checkable", "'seoul'"),
        ({"kind": "ahead", "node": "a", "city": "paris", "other": "seoul"}, "not checkable", "'seoul'"),
        ({"kind": "region_ahead", "node": "d", "select": {"region": "Asia"}}, "not checkable", "no node 'd'"),
        ({"kind": "region_ahead", "node": "a", "select": {"region": "Africa"}}, "not checkable", "no such cities"),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else None,
)
def test_a_rule_decides_as_it_says(monkeypatch, scored, rule, expected, found):
    decided, why = outcome(monkeypatch, scored, **rule)
    assert decided == expected
    assert found in why


def test_a_city_without_a_score_cannot_be_checked(monkeypatch, scored):
    index = scored.replace(framework=scored.framework.replace(id="ieci-2022"))
    names = {"kind": "top_share", "node": "c", "city": "Nowhere", "share": 0.5}
    decided, why = outcome(monkeypatch, index, **names)
    assert decided == "not checkable"
    assert "Nowhere has no score in 'c'" in why


def test_ranks_stand_beside_those_that_were_published(scored):
    """Published: London 1, Paris 3, Beijing 7, Tokyo 8, Shanghai 17."""
    ranks = scored.agreement().ranks
    assert ranks.columns.to_list() == ["node", "city", "published", "reconstructed", "difference", "status", "sources"]
    found = ranks[ranks["node"] == "index"].set_index("city")
    assert found.index.to_list() == ["London", "Paris", "Beijing", "Tokyo", "Shanghai"]
    assert found["published"].to_list() == [1, 3, 7, 8, 17]
    assert found["reconstructed"].to_list() == [1, 2, 4, 3, 5]
    assert found["difference"].to_list() == [0, -1, -3, -5, -12]


def test_correlations_are_over_the_published_cities_that_are_ranked(scored):
    """One pair of neighbours the other way round among five: rho = 1 - 6 x 2 / 120, tau = 1 - 2 x 1 / 10."""
    agreement = scored.agreement()
    assert agreement.cities == 5
    assert agreement.spearman == pytest.approx(0.9, rel=1e-12)
    assert agreement.kendall == pytest.approx(0.8, rel=1e-12)
    reversed_ = scored.reweight(a=0, b=1).agreement()
    assert reversed_.spearman == pytest.approx(-0.9, rel=1e-12)
    assert reversed_.kendall == pytest.approx(-0.8, rel=1e-12)


def test_an_overlap_is_unknown_where_not_all_places_are_known(scored):
    agreement = scored.agreement()
    assert agreement.top_10 is None
    assert agreement.top_20 is None


def test_one_city_has_no_correlation(scored):
    lonely = scored.drop("b", "c", "paris", "tokyo", "beijing", "shanghai")
    agreement = lonely.agreement()
    assert agreement.cities == 1
    assert math.isnan(agreement.spearman)
    assert math.isnan(agreement.kendall)


def test_averaged_ties_may_be_halves():
    made = framework("a", id="ieci-2022")
    data = table({"a": [60, 50, 50, 10]}, ["london", "paris", "tokyo", "beijing"])
    agreement = ix.score(data, made, Method(rank={"ties": "average"})).agreement()
    ranks = agreement.ranks.query("node == 'index'").set_index("city")["reconstructed"]
    assert ranks.loc[["Paris", "Tokyo"]].to_list() == [2.5, 2.5]


def test_an_index_of_which_nothing_was_published_says_so():
    index = ix.score(table({"a": [1, 2]}), framework("a"), Method())
    with pytest.raises(UnknownNameError, match="nothing published is shipped for 'mine'; there is for ieci-2022"):
        index.agreement()


def test_tables_are_handed_out_as_copies(ieci):
    agreement = ieci.agreement()
    ranks, claims = agreement.ranks, agreement.claims
    ranks.iloc[0, 0] = claims.iloc[0, 0] = "other"
    assert agreement.ranks.iloc[0, 0] != "other"
    assert agreement.claims.iloc[0, 0] != "other"


def test_counts_are_those_of_the_claims(ieci):
    agreement = ieci.agreement()
    counts = agreement.claims["outcome"].value_counts()
    assert agreement.counts == {key: counts.get(key, 0) for key in ("held", "not held", "not checkable")}
    assert isinstance(agreement.claims, pd.DataFrame)


def test_an_agreement_shows_itself_in_a_notebook_and_a_console(ieci):
    assert "0.875" in repr(ieci.agreement())
    assert "0.875" in ieci.agreement()._repr_html_()
