"""Ranks among the cities of one group."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from makers import as_is, table
from strategies import frameworks, matrices

SIZES = ["S", "L", "S", None, "L", "S"]


def index_of_sizes(sizes=SIZES, **changes):
    made, method = as_is("a", "b", **changes)
    columns = {"a": [1, 9, 7, 8, 9, None], "b": [3, 9, 5, 8, 9, None], "size": sizes}
    data = table(columns).iloc[:5] if not changes else table(columns)
    return ix.score(data, made, method)


def test_ranks_by_hand():
    found = index_of_sizes().ranks_within("size")
    assert found.table["size"].fillna("").to_list() == ["L", "L", "S", "S", ""]
    assert found.table.index.to_list() == ["B", "E", "C", "A", "D"]
    assert found.table["index"].to_list()[:4] == [1, 1, 1, 2]
    assert found.table["index"].isna().to_list() == [False] * 4 + [True]
    assert found.groups == {"L": 2, "S": 2}
    assert found.without == ("D",)


def test_a_city_without_a_score_has_no_rank_in_its_group():
    made, method = as_is("a", "b", min_coverage=1.0)
    index = ix.score(table({"a": [1, 2, 3], "b": [4, None, 5], "size": ["S", "S", "S"]}), made, method)
    found = index.ranks_within("size")
    assert found.table["index"].isna().to_list() == [False, False, True]
    assert found.table.loc["C", "index"] == 1
    assert found.groups == {"S": 2}


@pytest.mark.parametrize(("ties", "expected"), [("max", [2, 2]), ("average", [1.5, 1.5]), ("ordinal", [1, 2])])
def test_ties_follow_the_method(ties, expected):
    made, method = as_is("a", "b")
    index = ix.score(table({"a": [9, 9], "b": [1, 1], "size": ["S", "S"]}), made, method.replace(rank={"ties": ties}))
    assert index.ranks_within("size").table["index"].to_list() == expected


def test_cities_that_tie_in_the_index_tie_in_their_group():
    made, method = as_is("a", "b")
    data = table({"a": [0.1 + 0.2, 0.3, 9], "b": [0.3, 0.3, 9], "size": ["S", "S", "L"]})
    index = ix.score(data, made, method)
    assert index.scores["a"].nunique() == 3
    assert index.ranks_within("size").table.loc[["A", "B"], "a"].to_list() == [1, 1]


@given(st.data())
def test_in_one_group_of_all_ranks_are_those_of_the_index_and_in_groups_of_one_all_are_first(data):
    made = data.draw(frameworks())
    ids = [node.id for node in made.indicators]
    frame = pd.DataFrame(data.draw(matrices(len(ids))), columns=ids)
    frame.insert(0, "city", [f"c{row}" for row in range(len(frame))])
    frame["all"], frame["own"] = "one", [f"own {row}" for row in range(len(frame))]
    index = ix.score(frame, made)
    together = index.ranks_within("all").table.drop(columns="all").loc[list(index.cities)]
    pd.testing.assert_frame_equal(together, index.ranks)
    alone = index.ranks_within("own").table.drop(columns="own").loc[list(index.cities)]
    np.testing.assert_array_equal(alone.isna(), index.scores.isna())
    assert (alone.fillna(1) == 1).all(axis=None)


def test_the_order_within_a_group_is_that_of_the_index(example):
    found = example.ranks_within("region").table
    for _, part in found.groupby("region"):
        overall = example.ranks.loc[part.index, "index"]
        assert overall.is_monotonic_increasing
        assert part["index"].to_list() == overall.rank(method="min").astype(int).to_list()


def test_regions_and_countries_of_known_cities_are_groups_and_a_column_comes_first(example):
    assert set(example.ranks_within("country").groups) >= {"China", "Japan"}
    made, method = as_is("a", "b")
    data = table({"a": [1, 2], "b": [2, 1], "region": ["x", "y"]}, ["London", "Paris"])
    assert ix.score(data, made, method).ranks_within("region").groups == {"x": 1, "y": 1}


def test_numbers_are_labels_too_without_the_decimals_of_a_column_with_blanks():
    assert index_of_sizes([1, 2, 1, None, 2, 1]).ranks_within("size").groups == {"1": 2, "2": 2}


def test_a_column_that_is_not_there_or_holds_nothing_is_told(example):
    with pytest.raises(ix.UnknownNameError, match="did you mean 'region'"):
        example.ranks_within("regions")
    with pytest.raises(ix.UnknownNameError, match="did you mean 'size'"):
        index_of_sizes().ranks_within("sizes")
    made, method = as_is("a", "b")
    with pytest.raises(ix.UnknownNameError, match="no column but indicators"):
        ix.score(table({"a": [1, 2], "b": [2, 1]}, ["Nowhere", "Neither"]), made, method).ranks_within("region")
    with pytest.raises(ix.RequestError, match="holds nothing"):
        index_of_sizes([None] * 6).ranks_within("size")


def test_it_shows_itself_within_80_columns_and_is_never_changed(example):
    found = example.ranks_within("region")
    assert max(map(len, repr(found).splitlines())) <= 80
    assert "Asia 6" in repr(found)
    assert "<table" in found._repr_html_()
    handed_out = found.table
    handed_out.loc["London", "index"] = 99
    assert found.table.loc["London", "index"] == 1


def test_the_command_prints_the_same_in_every_format(example):
    from intlindex.cli import commands_index

    command = next(each for each in commands_index.COMMANDS if each.name == "rank")
    import argparse

    output = command.run(example, argparse.Namespace(within="region", attributes=None, weights_file=None))
    record = output.record.model_dump()
    assert record["format"] == "intlindex/ranks-within/1"
    assert record["groups"]["Asia"]["Singapore"]["index"] == 1
    assert len(output.frame) == 12
    for form in ("table", "csv", "json", "markdown", "latex"):
        assert "Tokyo" in output.as_text(form)
