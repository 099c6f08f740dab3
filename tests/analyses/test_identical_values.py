"""What two indices say of values that are the same in both."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from intlindex import Method
from makers import framework, table


def scored(values, cities=("Rome", "Oslo", "Bern"), names=("a", "b")):
    return ix.score(table(values, list(cities)), framework(*names, id="own"), Method())


def test_identical_values_are_counted_by_indicator_with_blanks():
    before = scored({"a": [1, 2, np.nan], "b": [1, 2, 3]})
    after = scored({"a": [1, 2, np.nan], "b": [1, 5, 3]})
    found = after.change_from(before).identical
    assert found.loc["a"].to_list() == [3, 3]
    assert found.loc["b"].to_list() == [3, 2]
    assert "identical values in 1 of 2 indicators; not in 'b'" in repr(after.change_from(before))


def test_only_cities_and_indicators_of_both_are_compared():
    before = scored({"a": [1, 2, 3], "b": [1, 2, 3]})
    after = scored({"a": [1, 2, 9], "c": [3, 2, 1]}, cities=("Rome", "Oslo", "Wien"), names=("a", "c"))
    found = after.change_from(before).identical
    assert found.to_dict("index") == {"a": {"cities": 2, "identical": 2}}


def test_nothing_is_said_where_no_indicator_is_the_same():
    change = scored({"a": [1, 2, 3], "b": [1, 2, 3]}).change_from(scored({"a": [1, 2, 4], "b": [2, 2, 3]}))
    assert change.identical["identical"].to_list() == [2, 2]
    assert "identical" not in repr(change)


def test_nobody_reads_that_no_city_changed_between_the_editions():
    change = ix.load("ieci-2024").change_from(ix.load("ieci-2022"))
    text = " ".join(repr(change).split())
    assert "All 37 cities of both have identical values in 24 of 25 indicators; not in 'flight_destinations'." in text
    assert "no sign that a city did not change" in text


def test_a_change_on_fixed_bounds_says_nothing_of_raw_values(ieci):
    from intlindex.analyses.comparison.change import change_of_scores

    scores = ieci.scores["index"]
    change = change_of_scores(scores, scores, step=2.0**-30, ties="min", names=("a", "b"), node="index")
    assert change.identical.empty
    assert "identical" not in repr(change)


@pytest.mark.parametrize("edition", ["ieci-2022", "ieci-2024"])
def test_an_index_is_identical_with_itself(edition):
    index = ix.load(edition)
    assert "in 25 of 25 indicators. An" in " ".join(repr(index.change_from(index)).split())
