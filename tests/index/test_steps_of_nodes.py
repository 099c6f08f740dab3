"""Steps that any node goes through: after, blanks, imputation, direction, order, rounding; idle nodes, parts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex import Method
from makers import framework, group, indicator, refused, root, table


def scored(data, made, **method):
    return ix.score(data, made, Method(**method))


def plain(**rule):
    """Values from 0 to 100 as they are."""
    return {"normalise": {"kind": "goalposts", "clip": False}, **rule}


def nodes(*made):
    return framework(*[node.replace(goalposts=(0, 100)) if hasattr(node, "goalposts") else node for node in made])


def two_groups(**fields):
    return nodes(group("x", **fields), group("y"), *(indicator(name, name[0]) for name in ("xa", "xb", "ya", "yb")))


VALUES = table(
    {
        "xa": [10.0, 20.0, 40.0, 80.0],
        "xb": [30.0, 10.0, 20.0, 60.0],
        "ya": [5.0, 50.0, 95.0, 20.0],
        "yb": [15.0, 60.0, 35.0, 40.0],
    }
)


def test_an_indicator_goes_through_steps_after_it_is_normalised():
    data = table({"a": [1.0, 1.04, 2.0, 4.0]})
    index = scored(
        data,
        framework("a"),
        indicators={
            "normalise": {"kind": "min_max", "low": 0, "high": 3},
            "after": [{"kind": "round", "digits": 1}, {"kind": "percentile_rank"}],
        },
    )
    # 0, 0.04, 1, 3 are rounded to 0, 0, 1, 3; the first two are tied.
    np.testing.assert_allclose(index.normalised["a"], [50 / 3, 50 / 3, 200 / 3, 100])


def test_steps_of_an_indicator_are_those_of_the_most_specific_rule():
    data = table({"a": [0.0, 1.0, 4.0], "b": [0.0, 1.0, 4.0]})
    rules = {"after": [{"kind": "round", "digits": -1}], "only": {"b": {"after": []}}}
    index = scored(data, framework("a", "b"), indicators=rules)
    assert index.normalised["a"].to_list() == [0, 30, 100]
    assert index.normalised["b"].to_list() == [0, 25, 100]


def test_a_group_goes_through_steps_in_their_order():
    after = [{"kind": "round", "digits": -1}, {"kind": "min_max", "low": 0, "high": 1}]
    index = scored(VALUES, two_groups(), indicators=plain(), groups={"level": {"dimension": {"after": after}}})
    # 20, 15, 30, 70 -> 20, 20, 30, 70; a half goes away from zero.
    np.testing.assert_allclose(index.scores["x"], [0, 0, 0.2, 1])


def test_normalise_comes_before_after():
    rule = {"normalise": {"kind": "min_max", "high": 1}, "after": [{"kind": "round", "digits": 1}]}
    index = scored(VALUES, two_groups(), indicators=plain(), groups={"only": {"x": rule}})
    np.testing.assert_allclose(index.scores["x"], [0.1, 0, 0.3, 1])


def test_after_and_round_in_one_table_are_an_error():
    with refused(ix.DefinitionError, ("groups.after", "round")):
        Method(groups={"after": [], "round": 1})


@pytest.mark.parametrize(
    ("specific", "wanted"), [({"after": []}, 100 / 3), ({"round": "none"}, 100 / 3), ({"round": 0}, 33.0), ({}, 33.3)]
)
def test_a_more_specific_rule_replaces_an_inherited_rounding(specific, wanted):
    data = table({"a": [0.0, 1.0, 3.0]})
    index = scored(data, framework("a"), groups={"round": 1, "only": {"index": specific}})
    assert index.ranking["score"][1] == pytest.approx(wanted, abs=1e-12)


def test_a_step_that_does_not_suit_the_scores_is_an_error_with_its_place():
    data = VALUES.assign(xa=[-10.0, 5, 5, 5], xb=[-20.0, 5, 5, 5])
    groups = {"only": {"x": {"after": [{"kind": "log"}]}}}
    with refused(ix.DataError, ("groups[x].after", "'log'", "-15", "A")):
        scored(data, two_groups(), groups=groups, indicators={"normalise": {"kind": "none"}})
    with refused(ix.DefinitionError, ("groups.after[1]", "unknown kind")):
        Method(groups={"after": [{"kind": "goalposts"}]})


def test_scores_outside_the_domain_of_an_aggregation_are_reported_once_and_not_for_its_steps_too():
    groups = {"aggregate": {"kind": "geometric"}, "only": {"x": {"after": [{"kind": "z_score"}]}}}
    data = VALUES.assign(xa=[-10.0, -20.0, -30.0, -40.0])
    with pytest.raises(ix.DataError) as refusal:
        scored(data, two_groups(), groups=groups, indicators={"normalise": {"kind": "none"}})
    assert {problem.code for problem in refusal.value.problems} == {"not-defined"}
    assert not any("after" in problem.where for problem in refusal.value.problems)


def test_a_blank_child_counts_as_a_constant():
    data = VALUES.assign(xb=[30.0, np.nan, 20.0, 60.0])
    groups = {"blanks": {"kind": "constant", "value": 0}}
    index = scored(data, two_groups(), indicators=plain(), groups=groups)
    assert index.scores["x"].to_list() == [20, 10, 30, 70]
    assert np.isnan(index.normalised["xb"].iloc[1])
    halved = index.reweight(xa=3)
    assert halved.scores["x"].iloc[1] == 15
    strict = scored(data, two_groups(), indicators=plain(), groups={**groups, "min_coverage": 0.6})
    assert np.isnan(strict.scores["x"].iloc[1])


def test_exact_answers_take_constants_for_blanks_since_they_are_linear_in_the_weights():
    data = VALUES.assign(xb=[30.0, np.nan, 20.0, 60.0])
    groups = {"blanks": {"kind": "constant", "value": 0}}
    index = scored(data, two_groups(), indicators=plain(), groups=groups)
    bounds = index.rank_bounds(of="leaves", within=0.5).table
    drawn = index.uncertainty(weights=ix.Bounds(within=0.5, of="leaves"), draws=2000, rng=1)
    ranks = drawn.acceptability.to_numpy() > 0
    for row, city in enumerate(drawn.acceptability.index):
        seen = np.flatnonzero(ranks[row]) + 1
        assert bounds.loc[city, "best"] <= seen.min()
        assert seen.max() <= bounds.loc[city, "worst"]


def test_a_constant_outside_the_domain_of_the_aggregation_is_an_error():
    groups = {"blanks": {"kind": "constant", "value": 0}, "aggregate": {"kind": "geometric"}}
    data = VALUES.assign(xb=[30.0, np.nan, 20.0, 60.0])
    with pytest.raises(ix.DefinitionError, match="positive"):
        scored(data, two_groups(), indicators=plain(), groups=groups)


def test_a_blank_group_is_imputed_within_its_region_for_its_parent_only():
    data = VALUES.assign(xa=[10.0, np.nan, 40.0, 80.0], xb=[30.0, np.nan, 20.0, 60.0], region=["n", "n", "n", "s"])
    groups = {"level": {"dimension": {"impute": {"kind": "mean", "by": "region"}}}}
    index = scored(data, two_groups(), indicators=plain(), groups=groups)
    # x of B is the mean of 20 and 30; y of B is 55.
    assert index.scores["x"].isna().to_list() == [False, True, False, False]
    assert index.ranks["x"].isna().to_list() == [False, True, False, False]
    assert index.scores["index"].iloc[1] == (25 + 55) / 2
    assert index.reweight(x=3).scores["index"].iloc[1] == (3 * 25 + 55) / 4


def test_a_placed_city_needs_the_label_by_which_groups_are_imputed():
    data = VALUES.assign(xa=[10.0, np.nan, 40.0, 80.0], xb=[30.0, np.nan, 20.0, 60.0], region=["n", "n", "n", "s"])
    groups = {"level": {"dimension": {"impute": {"kind": "mean", "by": "region"}}}}
    index = scored(data, two_groups(), indicators=plain(), groups=groups)
    placed = index.place("New", {"ya": 50.0, "yb": 60.0, "region": "n"})
    assert placed.scores.loc["New", "index"] == 40
    assert np.isnan(placed.scores.loc["New", "x"])
    with pytest.raises(ix.DataError, match="region"):
        index.place("New", {"ya": 50.0, "yb": 60.0})


def test_a_group_where_lower_is_better_is_shown_as_it_is_and_mirrored_for_its_parent():
    index = scored(VALUES, two_groups(direction="lower"), indicators=plain())
    shown = [20.0, 15.0, 30.0, 70.0]
    assert index.scores["x"].to_list() == shown
    assert index.ranks["x"].to_list() == [2, 1, 3, 4]
    y = (VALUES["ya"] + VALUES["yb"]) / 2
    np.testing.assert_allclose(index.scores["index"], (100 - np.array(shown) + y) / 2)
    parts = index.explain("A").table["contribution"]
    leaves = parts[["xa", "xb", "ya", "yb", "mirroring"]]
    assert leaves.sum() == pytest.approx(index.scores.loc["A", "index"], abs=1e-9)
    assert parts["mirroring"] == 50


def test_a_group_without_a_range_cannot_be_mirrored():
    with refused(ix.DefinitionError, ("groups[x].direction", "range")):
        scored(VALUES, two_groups(direction="lower"), indicators={"normalise": {"kind": "z_score"}})
    stated = {"only": {"x": {"normalise": {"kind": "min_max", "low": 0, "high": 10}}}}
    index = scored(VALUES, two_groups(direction="lower"), indicators={"normalise": {"kind": "z_score"}}, groups=stated)
    assert index.ranks["x"].iloc[index.scores["x"].to_numpy().argmin()] == 1


def test_order_says_which_end_is_rank_1_and_changes_no_score():
    high = scored(VALUES, two_groups(), indicators=plain())
    low = scored(VALUES, two_groups(), indicators=plain(), rank={"order": "ascending"})
    pd.testing.assert_frame_equal(high.scores, low.scores)
    assert low.ranks["index"].to_list() == (5 - high.ranks["index"]).to_list()
    assert low.ranking["score"].is_monotonic_increasing
    drawn = low.uncertainty(weights=ix.Bounds(within=0.0001), draws=64, rng=1)
    assert drawn.acceptability.loc[low.ranking["city"][0]].iloc[0] == 1


def test_bounds_follow_the_order():
    low = scored(VALUES, two_groups(), indicators=plain(), rank={"order": "ascending"})
    high = scored(VALUES, two_groups(), indicators=plain())
    one, other = low.rank_bounds(within=0.5).table, high.rank_bounds(within=0.5).table
    for city in one.index:
        assert one.loc[city, "best"] == 5 - other.loc[city, "worst"]


def test_ranks_can_be_of_rounded_scores_while_scores_stay_exact():
    """Cities A and B have 10.04 and 10 in both groups, so that they tie under any weights."""
    data = table({name: [10.04, 10.0, 20.0] for name in ("xa", "xb", "ya", "yb")})
    index = scored(data, two_groups(), indicators=plain(), rank={"round": 1})
    np.testing.assert_allclose(index.ranking["score"], [20, 10.04, 10], rtol=1e-14)
    assert index.ranks["index"].to_list() == index.ranks["xa"].to_list() == [2, 2, 1]
    shares = index.uncertainty(weights=ix.Simplex(), draws=64, rng=1).acceptability
    np.testing.assert_array_equal(shares.loc[["A", "B", "C"]].iloc[:, :2], [[0, 1], [0, 1], [1, 0]])
    with pytest.raises(ix.RequestError, match=r"without rank\.round"):
        index.rank_bounds()


def test_a_root_where_lower_is_better_has_rank_1_at_the_lowest_score():
    made = framework(
        root(direction="lower"), *(indicator(name, goalposts=(0, 100)) for name in ("xa", "xb", "ya", "yb"))
    )
    index = scored(VALUES, made, indicators=plain())
    assert index.ranking["score"].to_list() == sorted(index.scores["index"])
    assert index.ranks["xa"].to_list() == [4, 3, 2, 1]
    drawn = index.uncertainty(weights=ix.Bounds(within=1e-4), draws=16, rng=1)
    assert drawn.acceptability.loc[index.ranking["city"][0]].iloc[0] == 1
    assert index.rank_bounds(within=1e-4).table["best"].to_list() == [1, 2, 3, 4]


def test_a_node_that_does_not_count_is_shown_and_ranked_and_has_no_share():
    made = nodes(indicator("a"), indicator("b", counts=False), indicator("c"))
    data = table({"a": [10.0, 20.0, 30.0], "b": [90.0, np.nan, 1.0], "c": [20.0, 10.0, 90.0]})
    index = scored(data, made, indicators=plain())
    assert index.scores["index"].to_list() == [15, 15, 60]
    assert index.weights["b"] == 0
    assert index.effective_weights["b"] == 0
    assert index.ranks["b"].iloc[0] == 1
    simplex = index.uncertainty(weights=ix.Simplex(), draws=500, rng=1)
    assert simplex.acceptability.loc["C"].iloc[0] == 1  # b would put A first
    leaves = index.uncertainty(weights=ix.Simplex(of="leaves"), draws=500, rng=1)
    assert leaves.acceptability.loc["C"].iloc[0] == 1
    assert "b" not in index.leave_one_out().table.index


def test_a_group_that_does_not_count_is_scored_all_the_same():
    made = nodes(group("x"), group("y", counts=False), *(indicator(name, name[0]) for name in ("xa", "xb", "ya", "yb")))
    index = scored(VALUES, made, indicators=plain())
    assert index.scores["y"].to_list() == [10, 55, 65, 30]
    assert index.scores["index"].to_list() == index.scores["x"].to_list()
    alone = scored(VALUES, nodes(group("x"), indicator("xa", "x"), indicator("xb", "x")), indicators=plain())
    bounds, wanted = (each.rank_bounds(of="leaves", within=0.9).table for each in (index, alone))
    pd.testing.assert_frame_equal(bounds, wanted)


def test_a_group_whose_children_do_not_count_is_an_error():
    with refused(ix.DefinitionError, ("groups[index]", "sum to zero")):
        framework(indicator("a", counts=False))


def test_a_sum_of_given_weights_keeps_its_total():
    made = nodes(indicator("a", weight=2.0), indicator("b", weight=3.0))
    data = table({"a": [1.0, 2.0, 0.0], "b": [10.0, 0.0, 5.0]})
    index = scored(data, made, indicators=plain(), groups={"aggregate": {"kind": "sum", "total": "given"}})
    np.testing.assert_allclose(index.scores["index"], [32, 4, 15])
    np.testing.assert_allclose(index.reweight(a=4).scores["index"], [34, 8, 15])
    bounds = index.rank_bounds(within=0.5).table
    assert bounds.loc["A", "best"] == bounds.loc["A", "worst"] == 1
    assert Method(groups={"aggregate": {"kind": "sum", "total": "given"}}).to_toml().count("factor") == 0


def test_a_group_without_aggregation_is_shown_without_a_score():
    index = scored(
        VALUES, two_groups(), indicators=plain(), groups={"only": {"index": {"aggregate": {"kind": "none"}}}}
    )
    assert index.scores["index"].isna().all()
    assert index.scores["x"].to_list() == [20, 15, 30, 70]
    with pytest.raises(ix.RequestError, match=r"'x', 'y'"):
        _ = index.ranking


def test_an_index_that_is_only_shown_names_its_parts_when_it_is_asked_and_shows_their_scores():
    index = scored(
        VALUES, two_groups(), indicators=plain(), groups={"only": {"index": {"aggregate": {"kind": "none"}}}}
    )
    asked = [
        lambda: index.uncertainty(20),
        lambda: index.sensitivity(samples=2),
        lambda: index.scenarios({"a": {"x": 2}}),
        lambda: index.reweight_many([{"x": 2}]),
        index.rank_bounds,
        lambda: index.explain("A"),
        index.audit,
        index.local_sensitivity,
        lambda: index.place("New", {"xa": 1, "xb": 2, "ya": 3, "yb": 4}),
        lambda: index.improve("A", rank=1),
        lambda: index.change_from(index),
    ]
    for question in asked:
        with pytest.raises(ix.RequestError, match=r"'x', 'y'"):
            question()
    assert "20.0" in repr(index)
    assert "20.0" in index._repr_html_()
    assert index.change_from(index, node="x").table["change"].eq(0).all()


@pytest.mark.parametrize("attributes", [{}, {"region": ["n", "n", "s", "s"]}])
def test_a_column_to_impute_groups_by_that_the_data_has_not_is_named(attributes):
    data = VALUES.assign(xa=[np.nan, 1, 2, 3], xb=[np.nan, 1, 2, 3], **attributes)
    groups = {"level": {"dimension": {"impute": {"kind": "mean", "by": "continent"}}}}
    what = "allowed: 'region'" if attributes else "the data has none"
    where = "groups.level.dimension.impute.by"
    with refused(ix.DefinitionError, (where, "no column of labels 'continent'", what)):
        scored(data, two_groups(), indicators=plain(), groups=groups)


def test_a_tree_with_many_of_these_features_equals_a_plain_computation():
    rng = np.random.default_rng(7)
    cities = [f"c{row}" for row in range(24)]
    frame = pd.DataFrame(rng.uniform(1, 99, (24, 6)).round(2), columns=["xa", "xb", "ya", "yb", "za", "zb"])
    frame.loc[3, ["xa", "xb"]] = np.nan
    frame.loc[7, "ya"] = np.nan
    frame.insert(0, "city", cities)
    frame["region"] = ["n", "s", "w"] * 8
    made = nodes(
        group("x", direction="lower", weight=2.0),
        group("y"),
        group("z", counts=False),
        *(indicator(name, name[0]) for name in ("xa", "xb", "ya", "yb", "za", "zb")),
    )
    method = {
        "indicators": plain(after=[{"kind": "round", "digits": 1}]),
        "groups": {
            "only": {
                "x": {"after": [{"kind": "round", "digits": 0}], "impute": {"kind": "mean", "by": "region"}},
                "y": {"blanks": {"kind": "constant", "value": 10}},
                "index": {"after": [{"kind": "min_max"}, {"kind": "round", "digits": 2}]},
            }
        },
        "rank": {"order": "ascending", "round": 1},
    }
    index = ix.score(frame, made, Method(**method))
    half = lambda values, digits: np.floor(values * 10.0**digits + 0.5) / 10.0**digits  # noqa: E731  all are positive
    data = frame.set_index("city")
    values = half(data[["xa", "xb", "ya", "yb", "za", "zb"]], 1)
    x = half((values["xa"] + values["xb"]) / 2, 0)
    taken = 100 - x.fillna(x.groupby(data["region"]).transform("mean"))
    y = (values["ya"].fillna(10) + values["yb"]) / 2
    total = (2 * taken + y) / 3
    wanted = half((total - total.min()) / (total.max() - total.min()) * 100, 2)
    np.testing.assert_allclose(index.scores["x"], x)
    np.testing.assert_allclose(index.scores["y"], y)
    np.testing.assert_allclose(index.scores["z"], (values["za"] + values["zb"]) / 2)
    np.testing.assert_allclose(index.scores["index"], wanted)
    assert index.ranks["index"].to_list() == half(wanted, 1).rank(method="min").astype(int).to_list()
    assert index.ranks["x"].dropna().to_list() == (-x).rank(method="min").dropna().astype(int).to_list()  # turned twice


def test_a_part_of_an_index_is_an_index_of_the_same_bits():
    index = ix.load("example", method="geometric")
    for name in ("influence", "economic_development"):
        part = index.subindex(name)
        names = list(part.nodes)
        assert names[0] == name
        pd.testing.assert_frame_equal(part.scores[names], index.scores[names], check_exact=True)
        pd.testing.assert_frame_equal(part.ranks[names], index.ranks[names], check_exact=True)
        assert part.ranking["city"].to_list() == index.scores[name].sort_values(ascending=False).index.to_list()


def test_a_part_keeps_weights_that_were_set_and_answers_questions():
    index = ix.load("example").reweight(fortune_500_headquarters=3, influence=2)
    part = index.subindex("influence")
    pd.testing.assert_series_equal(part.scores["influence"], index.scores["influence"], check_exact=True)
    assert set(part.reweighting) == {"fortune_500_headquarters"}
    assert len(part.rank_bounds(within=0.25).table) == 12
    assert part.explain("London").table.index[0] == "influence"


def test_a_part_of_an_index_without_a_score_can_be_asked():
    index = scored(
        VALUES, two_groups(), indicators=plain(), groups={"only": {"index": {"aggregate": {"kind": "none"}}}}
    )
    assert index.subindex("x").ranking["score"].to_list() == [70, 30, 20, 15]


def test_no_part_of_an_indicator_or_of_nothing():
    index = ix.load("example")
    for name, message in (("pm25", "is an indicator, not a group"), ("influense", "did you mean 'influence'")):
        with pytest.raises(ix.UnknownNameError, match=message):
            index.subindex(name)


def test_what_is_better_follows_the_way_to_the_root():
    made = two_groups(direction="lower")
    index = scored(VALUES, made, indicators=plain())
    told = index.explain("D")
    assert "xa" in told.weaknesses.index  # 80 of x, of which less is better
    pair = index.compare("A", "D").table
    assert pair.loc["xa", "leader"] == "A"
    assert pair.loc["ya", "leader"] == "D"
    found = index.improve("D", rank=3, indicators=["xa", "xb"], limits={"xa": 0.0, "xb": 0.0})
    assert (found.table["then"] <= found.table["now"]).all()


def test_questions_follow_the_order_and_show_scores_as_they_are():
    data, made = VALUES, two_groups()
    low = scored(data, made, indicators=plain(), rank={"order": "ascending"})
    high = scored(data, made, indicators=plain())
    draws = {"weights": ix.Bounds(within=0.4), "draws": 255, "rng": 3}
    one, other = low.uncertainty(**draws).scores, high.uncertainty(**draws).scores
    np.testing.assert_allclose(one.loc[other.index], other, rtol=1e-12)
    many = low.reweight_many([{"x": 3}, {}])
    np.testing.assert_array_equal(many.scores.iloc[1], low.scores["index"])
    np.testing.assert_array_equal(many.ranks.iloc[1], low.ranks["index"])
    assert low.tipping_point("A", "D").distance == pytest.approx(high.tipping_point("A", "D").distance)
    part = low.place("New", {"xa": 1.0, "xb": 2.0, "ya": 3.0})
    assert part.table.loc["New", "rank"] == 1
    assert part.table.loc["New", "best"] <= part.table.loc["New", "worst"]


def test_a_mirrored_score_counts_with_its_own_magnitude():
    """A mirrored score near 100, beside three of -33, is what rounding errors of the root come from."""
    below = [indicator(name) for name in ("p", "q", "r")]
    made = nodes(group("x", direction="lower"), indicator("xa", "x"), *below)
    data = VALUES[["city"]].assign(xa=[1e-9, 3e-10, 0.0, 2e-10], p=-33.0, q=-33.0, r=-33.0)
    index = scored(data, made, indicators=plain())
    assert index.scoring.steps[0] == 2.0**-42  # the power of two below 1e-14 of a quarter of 100


def test_findings_follow_the_scale_after_all_steps():
    made = two_groups()
    ranged = {"normalise": {"kind": "z_score"}, "after": [{"kind": "min_max"}, {"kind": "round", "digits": 2}]}
    apart = {"normalise": {"kind": "min_max"}, "after": [{"kind": "z_score"}]}
    for rule, found in ((ranged, False), (apart, True)):
        index = scored(VALUES, made, indicators={"only": {"xa": rule}})
        assert ("mixed-spread" in index.findings["code"].to_list()) is found
    stated = {"normalise": {"kind": "goalposts", "low": 1}, "after": [{"kind": "percentile_rank", "low": 1}]}
    geometric = {"only": {"x": {"aggregate": {"kind": "geometric"}}}}
    for rule, found in (({**stated, "after": []}, False), (stated, True)):
        index = scored(VALUES, made, indicators=rule, groups=geometric)
        assert ("scale-aggregate" in index.findings["code"].to_list()) is found


def test_a_mirror_is_about_both_ends_of_the_range():
    rules = {"normalise": {"kind": "goalposts", "low": 10, "high": 60}}
    index = scored(VALUES, two_groups(direction="lower"), indicators=rules)
    x, y = (index.scores[name].to_numpy() for name in "xy")
    np.testing.assert_allclose(index.scores["index"], (10 + 60 - x + y) / 2)


def test_a_city_of_which_nothing_is_known_gets_no_score_from_imputed_groups():
    data = VALUES.assign(region="n")
    data.loc[1, ["xa", "xb", "ya", "yb"]] = np.nan
    groups = {"level": {"dimension": {"impute": {"kind": "mean"}}}}
    index = scored(data, two_groups(), indicators=plain(), groups=groups)
    assert index.scores.loc["B"].isna().all()
    noise = ix.Noise(absolute=1.0)
    drawn = index.uncertainty(weights=ix.Simplex(), noise=noise, draws=8, rng=1)
    assert drawn.acceptability.loc["B"].sum() == 0


def test_steps_of_a_group_are_fitted_to_scores_with_constants_for_blanks():
    data = VALUES.assign(xb=[30.0, np.nan, 20.0, 60.0])
    rule = {"blanks": {"kind": "constant", "value": 0}, "after": [{"kind": "min_max", "high": 60}]}
    index = scored(data, two_groups(), indicators=plain(), groups={"only": {"x": rule}})
    np.testing.assert_allclose(index.scores["x"], [10, 0, 20, 60])  # of 20, 10, 30 and 70


def test_a_tree_with_all_of_these_features_at_once_equals_a_plain_computation(tmp_path):
    rng = np.random.default_rng(11)
    count, names = 30, ["xa", "xb", "ya", "yb", "za", "zb", "ua", "va", "vb"]
    frame = pd.DataFrame(rng.uniform(1, 99, (count, 9)).round(2), columns=names)
    frame.loc[[3, 17], ["xa", "xb"]] = np.nan
    frame.loc[7, "ya"] = np.nan
    frame.loc[12, "yb"] = np.nan  # which `ua` reads too
    frame.loc[9, ["za", "zb"]] = np.nan
    frame.insert(0, "city", [f"c{row}" for row in range(count)])
    frame["region"] = ["n", "s", "w"] * (count // 3)
    frame["people"] = rng.integers(5, 60, count) * 1000
    low = {"direction": "lower"}
    made = nodes(
        group("x", weight=2.0, **low),
        group("y"),
        group("z", counts=False),
        group("u", weight=0.5),
        group("v", parent="u"),
        indicator("xa", "x", weight=3.0),
        indicator("xb", "x"),
        indicator("ya", "y", weight=1.5),
        indicator("yb", "y", weight=0.5, **low),
        indicator("za", "z"),
        indicator("zb", "z"),
        indicator("ua", "u", column="yb"),
        indicator("va", "v"),
        indicator("vb", "v"),
    )
    small = {"column": "people", "below": 20_000}
    method = Method(
        indicators=plain(
            after=[{"kind": "round", "digits": 1}],
            only={
                "va": {"transform": {"kind": "identity", "floor": 20, "cap": 60, "where": small}, "after": []},
                "vb": {"after": [{"kind": "percentile_rank"}, {"kind": "round", "digits": 0}]},
            },
        ),
        groups={
            "round": 3,
            "only": {
                "x": {"after": [{"kind": "round", "digits": 0}], "impute": {"kind": "mean", "by": "region"}},
                "y": {"aggregate": {"kind": "sum", "total": "given"}, "blanks": {"kind": "constant", "value": 10}},
                "u": {"round": "none"},
                "v": {"after": []},
                "index": {"after": [{"kind": "min_max"}, {"kind": "round", "digits": 2}]},
            },
        },
        rank={"order": "ascending", "round": 1},
        classes={"cuts": [20, 50], "labels": ["low", "middle", "high"]},
    )
    data = frame.set_index("city")

    def half(values, digits):
        return np.floor(values * 10.0**digits + 0.5) / 10.0**digits  # all are positive

    one = {name: half(data[name], 1) for name in names}
    x = half((3 * one["xa"] + one["xb"]) / 4, 0)
    filled = x.fillna(x.groupby(data["region"]).transform("mean"))
    turned_yb = half(100 - data["yb"], 1)
    y = half(1.5 * one["ya"] + 0.5 * turned_yb.fillna(10), 3)  # blank without ya, three quarters of it
    z = half((one["za"] + one["zb"]) / 2, 3)
    va = data["va"].where(data["people"] >= 20_000, data["va"].clip(20, 60))
    vb = half((data["vb"].rank() - 1) / (count - 1) * 100, 0)
    v = (va + vb) / 2
    u = (one["yb"].fillna(v) + v) / 2  # siblings
    others = (2 * (100 - filled) + 0.5 * u) / 2.5
    total = (2 * (100 - filled) + y.fillna(others) + 0.5 * u) / 3.5
    whole = half((total - total.min()) / (total.max() - total.min()) * 100, 2)
    wanted = pd.DataFrame({"index": whole, "x": x, "y": y, "z": z, "u": u, "v": v})
    wanted = wanted.assign(
        xa=one["xa"], xb=one["xb"], ya=one["ya"], yb=turned_yb, za=one["za"], zb=one["zb"],
        ua=one["yb"], va=va, vb=vb,
    )  # fmt: skip
    classes = pd.cut(half(whole, 1), [-1, 20, 50, 101], right=False, labels=["low", "middle", "high"])
    turned = {"x"}  # where lower is better; and the order turns all ranks once more

    index = ix.score(frame, made, method)
    (tmp_path / "method.toml").write_text(method.to_toml(), "utf-8")
    (tmp_path / "framework.toml").write_text(made.to_toml(), "utf-8")
    frame.to_csv(tmp_path / "data.csv", index=False)
    again = ix.score(tmp_path / "data.csv", tmp_path / "framework.toml", tmp_path / "method.toml")
    for scored_index in (index, again):
        pd.testing.assert_frame_equal(scored_index.scores, wanted[list(index.nodes)], rtol=1e-12, check_names=False)
        for name in index.nodes:
            ranked = half(wanted[name], 1)
            places = (-ranked if name in turned else ranked).rank(method="min")
            pd.testing.assert_series_equal(
                scored_index.ranks[name].astype(float), places, check_names=False, check_exact=True
            )
        assert scored_index.classes["index"].to_list() == classes.to_list()
