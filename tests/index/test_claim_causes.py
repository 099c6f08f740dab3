"""Which indicators stand behind a statement that does not hold."""

from __future__ import annotations

import pandas as pd
import pytest

import intlindex as ix
from intlindex import Method
from intlindex.analyses.comparison.claim_causes import causes_of
from intlindex.specs.claim import Claim
from makers import framework, table


@pytest.fixture
def scored():
    data = table(
        {"a": [0, 25, 50, 75, 100], "b": [100, 0, 0, 0, 0], "c": [0, 0, 100, 100, 0]},
        ["london", "paris", "tokyo", "beijing", "shanghai"],
    )
    return ix.score(data, framework("a", "b", "c", id="own"), Method())


def found(index, **rule):
    claim = Claim(id="x", edition="own", statement="So it is.", sources=["s"], rule=rule)
    return causes_of(index, [claim]).set_index("indicator")["points"].round(2).to_dict()


def test_a_city_that_should_be_ahead_falls_short_where_the_other_has_more(scored):
    rule = {"kind": "ahead", "node": "index", "city": "paris", "other": "beijing"}
    assert found(scored, **rule) == {"c": -33.33, "a": -16.67}


def test_a_place_is_compared_with_the_city_that_holds_it(scored):
    first = scored.ranking.loc[0, "city"]
    assert first == "Beijing"
    rule = {"kind": "rank_within", "node": "index", "city": "tokyo", "rank": 1, "tolerance": 0}
    assert found(scored, **rule) == {"a": -8.33}
    rule = {"kind": "rank_within", "node": "index", "city": "beijing", "rank": 2, "tolerance": 0}
    assert found(scored, **rule) == {"a": 8.33}


def test_of_several_in_order_the_first_pair_that_is_not_is_told(scored):
    rule = {"kind": "in_order", "node": "a", "cities": ["shanghai", "tokyo", "beijing"]}
    assert found(scored, **rule) == {"a": -25.0}


def test_cities_with_the_same_value_differ_by_nothing(scored):
    assert found(scored, kind="ahead", node="b", city="paris", other="tokyo") == {"b": 0.0}


@pytest.mark.parametrize("edition", ["ieci-2022", "ieci-2024"])
def test_every_statement_that_does_not_hold_has_a_cause_that_is_an_indicator(edition):
    index = ix.load(edition)
    agreement = index.agreement()
    verdicts = pd.concat([agreement.claims, agreement.documents.drop(columns="document")]).drop_duplicates("id")
    causes = agreement.causes
    assert set(causes["id"]) == set(verdicts.loc[verdicts["outcome"] == "not held", "id"])
    assert set(causes["indicator"]) <= {node.id for node in index.framework.indicators}
    assert causes.groupby("id").size().max() <= 3
