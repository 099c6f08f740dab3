"""COINr 1.1.14's own tables, read as they are: its ASEM example and the tables of results that it prints.

Its tables of results are rounded, to 2 decimals by default and to 12 where asked for; so they are compared to half of
the last place. Its ranks of single indicators tell 5.1 and 5.1 + 1e-15 apart (TolMin), which ours call equal.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex.specs import Method

pytestmark = pytest.mark.oracle

FLOATS = 1e-13
"""What float64 itself may differ by, on top of half of the last place printed."""

CHAIN = Method(
    indicators={
        "impute": {"kind": "mean", "by": "EurAsia_group"},
        "treat": {"kind": "winsorise", "max_points": 5},
        "normalise": {"kind": "min_max"},
    },
    groups={"aggregate": {"kind": "arithmetic"}, "blanks": "rescale", "min_coverage": 0},
)


@pytest.fixture(scope="module")
def coin(oracle):
    return ix.from_coinr(oracle / "data" / "asem_iData.csv", oracle / "data" / "asem_iMeta.csv")


@pytest.fixture(scope="module")
def index(coin):
    return coin.score(CHAIN)


@pytest.fixture(scope="module")
def results(oracle):
    return lambda name: pd.read_csv(oracle / "results" / f"{name}.csv", index_col=0)


def by_code(index, frame):
    """Relabel a table of ours from names of countries to their codes."""
    codes = dict(zip(index.cities, index.table.attributes["uCode"], strict=True))
    return frame.rename(index=codes)


def test_the_tables_load_as_they_are_and_give_its_scores(index, oracle):
    expected = pd.read_csv(oracle / "steps" / "s6_aggregated.csv", index_col=0)
    assert expected.shape == (51, 60)
    found = by_code(index, index.scores).loc[expected.index, expected.columns]
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


def test_countries_go_by_name_and_answer_to_their_code(index):
    assert index.city("AUT") == "Austria"
    assert index.scores.loc["Austria"].notna().all()


def test_the_tree_is_that_of_its_lineage(coin, oracle):
    lineage = pd.read_csv(oracle / "data" / "coin_lineage.csv")
    parent = {node.id: node.parent for node in coin.framework.nodes}
    for row in lineage.itertuples(index=False):
        indicator, pillar, sub_index, whole = row
        assert (parent[indicator], parent[pillar], parent[sub_index], parent[whole]) == (pillar, sub_index, whole, None)
    assert len(lineage) == len(coin.framework.indicators)


def test_one_time_of_its_panel_is_scored_and_earlier_ones_are_history(oracle):
    coin = ix.from_coinr(oracle / "data" / "asem_iData_panel.csv", oracle / "data" / "asem_iMeta.csv")
    index = coin.score(time=2022)
    assert len(index.cities) == 51
    assert index.table.history.shape == (4, 51, 49)
    with pytest.raises(ix.DataError, match="several times"):
        coin.score()


def test_the_order_scores_and_ranks_of_its_tables_of_results_agree(index, results):
    scores, ranks = by_code(index, index.scores), by_code(index, index.ranks)
    for name in ("aggs", "full"):
        expected = results(f"results_{name}_scores")
        assert expected["Rank"].to_list() == ranks.loc[expected.index, "Index"].to_list()
        places = expected.drop(columns="Rank")
        np.testing.assert_allclose(scores.loc[places.index, places.columns], places, rtol=FLOATS, atol=0.5e-12)
        expected = results(f"results_{name}_ranks")
        if name == "full":
            assert expected.loc["GRC", "TolMin"] == 26
            expected.loc["GRC", "TolMin"] = 24
        np.testing.assert_array_equal(ranks.loc[expected.index, expected.columns].astype(int), expected)
    order = results("results_aggs_scores").index
    assert list(by_code(index, index.ranking.set_index("city")).index) == list(order)
    printed = results("results_aggs_default").drop(columns="Rank")
    np.testing.assert_allclose(scores.loc[printed.index, printed.columns], printed, rtol=FLOATS, atol=0.005)


def test_its_summary_of_the_whole_agrees(index, results):
    scores, ranks = results("results_summ_scores"), results("results_summ_ranks")
    ours = by_code(index, index.ranking.set_index("city"))
    np.testing.assert_allclose(ours.loc[scores.index, "score"], scores["Index"], rtol=FLOATS, atol=0.5e-12)
    assert ours.loc[ranks.index, "rank"].to_list() == ranks["Index"].to_list()


def test_aggregates_beside_raw_values_agree(index, results):
    expected = results("results_full_rawind").drop(columns="Rank")
    indicators = [name for name in expected if name in index.raw]
    assert len(indicators) == 49
    raw = by_code(index, index.raw).loc[expected.index, indicators]
    np.testing.assert_allclose(raw, expected[indicators], rtol=FLOATS, atol=0.5e-12)


@pytest.mark.parametrize("group", ["EurAsia_group", "GDPpc_group", "Pop_group"])
def test_ranks_within_groups_of_countries_agree_in_order_and_value(index, results, group):
    expected = results(f"results_groupranks_{group}")
    found = by_code(index, index.ranks_within(group).table)
    assert found[group].to_list() == expected[group].to_list()
    assert found["Index"].to_list() == expected["Index"].to_list()
    nodes = list(expected.columns[1:])
    assert len(nodes) == 11
    np.testing.assert_array_equal(found.loc[expected.index, nodes].astype(int), expected[nodes])


@pytest.mark.parametrize("code", ["AUS", "DEU", "IND"])
def test_summaries_of_single_countries_agree(index, results, code):
    expected = results(f"unit_summary_{code}")
    names = {node.id: node.name for node in index.framework.nodes}
    assert [names[node] for node in expected.index] == expected["Name"].to_list()
    scores, ranks = by_code(index, index.scores).loc[code], by_code(index, index.ranks).loc[code]
    np.testing.assert_allclose(scores[expected.index], expected["Score"], rtol=FLOATS, atol=0.5e-12)
    assert ranks[expected.index].to_list() == expected["Rank"].to_list()


# ---------------------------------------------------------------- strengths and weaknesses


@pytest.fixture(scope="module")
def as_read(coin):
    """The index whose scores of indicators are the raw values, lower ones turned round."""
    own = {"denominate": {"kind": "none"}, "impute": {"kind": "none"}, "normalise": {"kind": "min_max"}}
    return coin.score(CHAIN.replace(indicators=own))


def strengths_by_rank(index, table, *, best=5, worst=5, discard=True):
    """List best and worst ranks as `get_str_weak()` does.

    Ties stand by the name of their pillar. An indicator in which nobody is worse is passed over, so that being the
    very last is no weakness there: not sound, and not what ours does.
    """
    known = table[table["rank"].notna()]
    if discard:
        known = known[known["rank"] < index.ranks[list(known.index)].max()]
    pillars = [index.framework.node(code).parent for code in known.index]
    order = known.assign(pillar=pillars).sort_values(["rank", "pillar"], kind="stable").index
    return [*order[:best]], [*order[len(order) - worst :]]


@pytest.mark.parametrize("code", ["ESP", "IND", "NZL", "SGP"])
@pytest.mark.parametrize("stage", ["raw", "normalised"])
def test_strengths_and_weaknesses_agree_in_rank_and_value(index, as_read, results, stage, code):
    scored = as_read if stage == "raw" else index
    expected = results(f"strweak_{code}_{stage}_sig_figs12").reset_index().set_index("Code")
    leaves = [node.id for node in scored.framework.indicators]
    explanation = scored.explain(code)
    table = explanation.table.loc[leaves]
    found = table.loc[expected.index]
    assert found["rank"].to_list() == expected["Rank"].to_list()
    values = found["value" if stage == "raw" else "score"].astype(float)
    np.testing.assert_allclose(values, expected["Value"], rtol=1e-11)
    assert [scored.framework.node(name).name for name in expected.index] == expected["Name"].to_list()
    strong, weak = strengths_by_rank(scored, table)
    assert strong == expected.index[expected["kind"] == "strength"].to_list()
    assert weak == expected.index[expected["kind"] == "weakness"].to_list()
    # Ours let a place count by who is strictly worse less who is better, as a share of those that have one.
    values = scored.normalised
    own = values.loc[scored.city(code)]
    place = ((values < own).sum() - (values > own).sum()) / (values.notna().sum() - 1)
    assert place[explanation.strengths.index].min() >= place[strong].min()
    assert place[explanation.weaknesses.index].max() <= place[weak].max()


def test_more_weaknesses_and_fewer_strengths_agree(as_read, results):
    expected = results("strweak_ESP_raw_topN3_bottomN8").reset_index()
    table = as_read.explain("ESP").table.loc[[node.id for node in as_read.framework.indicators]]
    strong, weak = strengths_by_rank(as_read, table, best=3, worst=8)
    assert [*strong, *weak] == expected["Code"].to_list()
    assert table.loc[expected["Code"], "rank"].to_list() == expected["Rank"].to_list()


def test_without_discarding_the_worst_places_nothing_changes_for_spain(as_read, results):
    expected = results("strweak_ESP_raw_min_discardFALSE").reset_index()["Code"].to_list()
    table = as_read.explain("ESP").table.loc[[node.id for node in as_read.framework.indicators]]
    assert [code for half in strengths_by_rank(as_read, table, discard=False) for code in half] == expected


def test_indicators_of_few_values_can_be_passed_over_as_strengths(as_read, results):
    expected = results("strweak_ESP_raw_unq_discard0.5").reset_index().set_index("Code")
    table = as_read.explain("ESP").table.loc[[node.id for node in as_read.framework.indicators]]
    distinct = as_read.audit().distributions()
    varied = table[(distinct["distinct"] / distinct["present"])[table.index] >= 0.5]
    assert strengths_by_rank(as_read, varied)[0] == expected.index[expected["kind"] == "strength"].to_list()
    assert strengths_by_rank(as_read, table)[1] == expected.index[expected["kind"] == "weakness"].to_list()


def test_strengths_within_a_group_of_countries_have_the_ranks_within_it(as_read, results):
    expected = results("strweak_ESP_raw_use_groupGDPpc_group").set_index("Code")["Rank"]
    found = by_code(as_read, as_read.ranks_within("GDPpc_group").table).loc["ESP", expected.index]
    assert found.to_list() == expected.to_list()
