"""Several indices side by side: ranks, correlations, who moves."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import intlindex as ix
from intlindex.display.result import Result
from intlindex.kernels.rank import Ties
from makers import framework, index_of, refused

EDITIONS = ("ieci-2022", "ieci-2024")


@pytest.fixture(scope="module")
def methods(ieci):
    return {name: ieci.replace(method=name) for name in ("default", "geometric", "copeland")} | {
        "influence": ieci.reweight(influence=2)
    }


@pytest.fixture(scope="module")
def compared(methods):
    return ix.compare_indices(methods)


def test_ranks_and_scores_are_those_of_the_indices_in_the_order_of_the_first(methods, compared):
    assert compared.names == tuple(methods)
    for name, index in methods.items():
        np.testing.assert_array_equal(
            compared.ranks[name], index.ranks.loc[compared.ranks.index, "index"].astype(float)
        )
        np.testing.assert_array_equal(compared.scores[name], index.scores.loc[compared.scores.index, "index"])
    assert compared.ranks["default"].is_monotonic_increasing
    assert compared.shifts.loc["Beijing", "influence"] == 5  # from eighth to third


def test_correlations_are_those_of_scipy(compared):
    ranks = compared.ranks
    plain = {
        "spearman": lambda one, other: stats.spearmanr(one, other).statistic,
        "kendall": lambda one, other: stats.kendalltau(one, other).statistic,
        "weighted_kendall": lambda one, other: stats.weightedtau(-one, -other).statistic,
    }
    for kind, function in plain.items():
        found = compared.correlations(kind)
        for one in compared.names:
            for other in compared.names:
                assert found.loc[one, other] == pytest.approx(function(ranks[one], ranks[other]))
    pairs = compared.pairs.set_index(["first", "second"])
    assert len(pairs) == 6
    row = pairs.loc[("default", "copeland")]
    assert row["kendall"] == compared.correlations("kendall").loc["default", "copeland"]
    shift = (ranks["default"] - ranks["copeland"]).abs()
    assert (row["mean_shift"], row["largest_shift"]) == (shift.mean(), shift.max())
    assert shift[row["city"]] == shift.max()


def test_who_moves_is_told_with_the_widest_range_first(compared):
    movers, ranks = compared.movers, compared.ranks
    assert movers["range"].is_monotonic_decreasing
    for city, row in movers.iterrows():
        assert (row["best"], row["worst"]) == (ranks.loc[city].min(), ranks.loc[city].max())
        assert ranks.loc[city, row["best_in"]] == row["best"]
        assert ranks.loc[city, row["worst_in"]] == row["worst"]


def test_agreement_is_told_node_by_node(methods, compared):
    found = compared.by_node
    assert list(found.columns) == ["geometric", "copeland", "influence"]
    assert list(found.index) == list(methods["default"].nodes)
    assert (found.loc[["gdp", "unicorns"], "influence"] == 1).all()
    plain = stats.spearmanr(*(methods[name].ranks["influence"] for name in ("default", "geometric"))).statistic
    assert found.loc["influence", "geometric"] == pytest.approx(plain)
    smaller = ix.compare_indices({"whole": methods["default"], "part": methods["default"].drop("culture_education")})
    assert "culture_education" not in smaller.by_node.index


def test_editions_are_compared_over_the_cities_in_common_or_each_with_its_own():
    editions = {name: ix.load(name) for name in EDITIONS}
    own = ix.compare_indices(editions)
    common = ix.compare_indices(editions, among="common")
    assert own.ranks.shape == (43, 2)
    assert own.ranks.loc["Brussels"].isna().to_list() == [True, False]
    assert common.ranks.shape == common.scores.shape == (37, 2)
    assert common.ranks.max().to_list() == [37, 37]
    left = own.ranks["ieci-2024"][common.ranks.index].rank()
    np.testing.assert_array_equal(common.ranks["ieci-2024"], left)
    pd.testing.assert_frame_equal(own.correlations(), common.correlations())
    assert own.movers.loc["Brussels", "indices"] == 1


def test_a_node_can_be_asked_for_and_roots_may_have_other_names(ieci):
    other = index_of([[1.0], [2.0], [3.0]], framework("a"))
    cities = ix.compare_indices({"a": ieci, "b": ieci.reweight(unicorns=3)}, node="attractiveness")
    np.testing.assert_array_equal(cities.ranks["a"], ieci.ranks.loc[cities.ranks.index, "attractiveness"].astype(float))
    apart = ix.compare_indices({"cities": ieci, "other": other})
    assert apart.pairs["common"].to_list() == [0]
    assert apart.correlations().loc["cities", "other"] is not None
    assert np.isnan(apart.correlations("weighted_kendall").loc["cities", "other"])
    assert "over 0 cities" in repr(apart)


def test_it_is_a_result_whose_tables_cannot_be_changed(compared):
    assert isinstance(compared, Result)
    for name in ("ranks", "scores", "by_node"):
        taken = getattr(compared, name)
        before = taken.copy()
        taken.iloc[:, :] = 0.0
        pd.testing.assert_frame_equal(getattr(compared, name), before)
    assert max(map(len, repr(compared).splitlines())) <= 80
    assert "<table" in compared._repr_html_()


@pytest.mark.parametrize("ties", get_args(Ties))
@pytest.mark.parametrize("order", ["descending", "ascending"])
def test_where_all_cities_are_in_common_ranks_are_those_of_each_index(ties, order):
    values = [[3.0], [1.0], [3.0], [3.0], [2.0], [2.0]]
    tied = index_of(values, framework("a"), ix.Method(rank={"ties": ties, "order": order}))
    indices = {"tied": tied, "least": index_of(values, framework("a"))}
    own, common = (ix.compare_indices(indices, among=among) for among in ("own", "common"))
    pd.testing.assert_frame_equal(common.ranks, own.ranks)
    if ties == "average":
        assert common.ranks["tied"].to_list().count(2.0 if order == "descending" else 5.0) == 3


# ---------------------------------------------------------------- bad input


def test_there_is_no_rank_among_cities_in_common_where_there_are_none(ieci):
    other = index_of([[1.0], [2.0], [3.0]], framework("a"))
    with pytest.raises(ix.DataError, match="no city is ranked in all of the indices"):
        ix.compare_indices({"cities": ieci, "other": other}, among="common")


def test_what_is_no_set_of_indices_is_refused_with_every_problem(ieci):
    with refused(
        ix.RequestError,
        ("one", "must be an Index, found DataFrame"),
        ("3", "a name must be a text"),
        ("' '", "a name must be a text"),
    ):
        ix.compare_indices({"one": ieci.raw, 3: ieci, " ": ieci})
    with refused(ix.RequestError, ("", "at least two indices are compared, found 1")):
        ix.compare_indices({"one": ieci})
    with refused(ix.RequestError, ("", "must be a mapping of names to indices, found list")):
        ix.compare_indices([ieci, ieci])
    with refused(ix.RequestError, ("among", "no 'comon'; did you mean 'common'")):
        ix.compare_indices({"a": ieci, "b": ieci}, among="comon")


def test_unknown_nodes_and_kinds_are_refused(ieci, compared):
    with refused(ix.UnknownNameError, ("a", "did you mean 'influence'"), ("b", "no node 'influense'")):
        ix.compare_indices({"a": ieci, "b": ieci}, node="influense")
    with pytest.raises(ix.RequestError, match="did you mean 'kendall'"):
        compared.correlations("kendal")
