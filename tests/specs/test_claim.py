"""Claims: published statements with the rule that decides them."""

from __future__ import annotations

import pytest

from intlindex import DefinitionError
from intlindex.specs.claim import Claim, Claims
from intlindex.specs.load import spec_from
from makers import refused

CLAIM = {
    "id": "london-first",
    "edition": "ieci-2022",
    "statement": "London is first.",
    "sources": ["report"],
    "rule": {"kind": "rank_within", "node": "index", "city": "london", "rank": 1, "tolerance": 0},
}


def test_a_claim_is_read_with_its_rule():
    found = spec_from(Claims, {"claims": [CLAIM]}, source="claims.toml").claims[0]
    assert (found.rule.kind, found.rule.city, found.rule.rank) == ("rank_within", "london", 1)


@pytest.mark.parametrize(
    ("rule", "place", "parts"),
    [
        ({"kind": "rank_within", "node": "a", "city": "b", "rank": 0, "tolerance": 0}, "rule.rank", ["found 0"]),
        ({"kind": "rank_within", "node": "a", "city": "b", "rank": 1, "tolerance": -1}, "rule.tolerance", ["found -1"]),
        ({"kind": "rank_within", "node": "a", "city": "b", "rank": 1.5, "tolerance": 0}, "rule.rank", ["whole number"]),
        ({"kind": "top_share", "node": "a", "city": "b", "share": 0}, "rule.share", ["greater than 0", "found 0"]),
        ({"kind": "bottom_share", "node": "a", "city": "b", "share": 1.5}, "rule.share", ["found 1.5"]),
        ({"kind": "ahead", "node": "a", "city": "b"}, "rule.other", ["is required"]),
        ({"kind": "region_ahead", "node": "a", "select": "Asia"}, "rule.select", ["must be a table"]),
        ({"kind": "balanced", "nodes": "a", "city": "b", "share": 0.2}, "rule.nodes", ["must be a list"]),
        ({"kind": "not_checkable"}, "rule.reason", ["is required"]),
        ({"kind": "top"}, "rule", ["unknown kind 'top'"]),
    ],
)
def test_a_wrong_rule_is_named_by_the_id_of_its_claim(rule, place, parts):
    with refused(DefinitionError, (f"claims[london-first].{place}", *parts)):
        spec_from(Claims, {"claims": [CLAIM | {"rule": rule}]}, source="claims.toml")


def test_equal_claims_are_equal_and_of_equal_hash():
    first, second = Claim(**CLAIM), Claim(**CLAIM)
    assert first == second
    assert hash(first) == hash(second)
    assert first.replace(statement="Paris is first.") != first
