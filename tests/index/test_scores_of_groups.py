"""How groups are formed: what a score goes through afterwards, coverage of each group, and the shipped presets."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from makers import framework, group, indicator, refused, score_files, table

nan = np.nan
AS_IS = '[indicators]\nnormalise = { kind = "none" }\n'
PRESETS = ["copeland", "geometric", "mazziotta_pareto", "rank_based", "z_score", "benefit_of_the_doubt"]


def one_group(values, rule, folder):
    """Score one indicator as it is, so that the score of the root is what the rule makes of it."""
    return score_files(folder, table({"a": values}), framework("a"), f"{AS_IS}[groups]\n{rule}\n").scores["index"]


# ---------------------------------------------------------------- after a group


def test_a_half_is_rounded_away_from_zero(tmp_path):
    found = one_group([0.5, 1.5, 2.5, -0.5, -2.5, 2.4], "round = 0", tmp_path)
    assert found.to_list() == [1, 2, 3, -1, -3, 2]


def test_a_half_can_be_rounded_to_the_even_neighbour(tmp_path):
    found = one_group([0.5, 1.5, 2.5, -0.5, -2.5, 2.4], 'round = 0\nrounding = "half_even"', tmp_path)
    assert found.to_list() == [0, 2, 2, 0, -2, 2]


def test_a_half_is_one_on_12_significant_digits(tmp_path):
    """2.675 and 1.005 lie below the half in binary; 0.285 is what 0.1 + 0.185 gives, a little above or below."""
    values = [2.675, 1.005, 0.1 + 0.185, 1.015, 8.345]
    assert one_group(values, "round = 2", tmp_path).to_list() == [2.68, 1.01, 0.29, 1.02, 8.35]
    even = one_group(values, 'round = 2\nrounding = "half_even"', tmp_path)
    assert even.to_list() == [2.68, 1.0, 0.28, 1.02, 8.34]


def test_scores_can_be_rounded_before_the_point(tmp_path):
    assert one_group([1249.0, 1250.0, 1251.0], "round = -2", tmp_path).to_list() == [1200, 1300, 1300]


def test_rounded_scores_are_what_is_aggregated_and_ranked(tmp_path):
    """By hand: 1.24 and 1.16 both become 1.2, so that both cities tie."""
    made = framework(group("left"), indicator("a", "left"))
    index = score_files(tmp_path, table({"a": [1.24, 1.16, 0.2]}), made, f"{AS_IS}[groups.only.left]\nround = 1\n")
    assert index.scores["index"].to_list() == [1.2, 1.2, 0.2]
    assert index.ranks["index"].to_list() == [1, 1, 3]


def test_a_score_can_be_normalised_again_before_it_is_rounded(tmp_path):
    """By hand: scores 1, 2, 4 to 0..10 are 0, 3.33, 10."""
    rule = 'normalise = { kind = "min_max", high = 10 }\nround = 1'
    assert one_group([1.0, 2.0, 4.0], rule, tmp_path).to_list() == [0, 3.3, 10]


def test_a_group_can_be_ranked_again(tmp_path):
    rule = 'normalise = { kind = "percentile_rank", high = 1 }'
    assert one_group([5.0, 2.0, 90.0], rule, tmp_path).to_list() == [0.5, 0, 1]


def test_a_group_can_be_bounded(tmp_path):
    rule = 'normalise = { kind = "none", floor = 1, cap = 3 }'
    assert one_group([0.0, 2.0, 90.0], rule, tmp_path).to_list() == [1, 2, 3]


def test_what_a_group_goes_through_is_kept_under_reweight_and_refitted_by_replace(tmp_path):
    made = framework("a", "b")
    data = table({"a": [0.0, 10.0, 4.0], "b": [10.0, 0.0, 9.0]})
    method = f'{AS_IS}[groups]\nnormalise = {{ kind = "min_max", high = 1 }}\n'
    index = score_files(tmp_path, data, made, method)  # means 5, 5, 6.5
    assert index.scores["index"].to_list() == [0, 0, 1]
    changed = index.reweight(a=3)  # means 2.5, 7.5, 5.25 on the bounds 5 and 6.5
    np.testing.assert_allclose(changed.scores["index"], [-2.5 / 1.5, 2.5 / 1.5, 0.25 / 1.5])
    again = changed.replace(method=index.method)
    pd.testing.assert_frame_equal(again.scores, changed.scores)


def test_equal_scores_cannot_be_stretched(tmp_path):
    data = table({"a": [0.0, 10.0], "b": [10.0, 0.0]})
    with refused(ix.DataError, ("groups[index].normalise", "'min_max'", "differ")):
        score_files(tmp_path, data, framework("a", "b"), f'{AS_IS}[groups]\nnormalise = {{ kind = "min_max" }}\n')


# ---------------------------------------------------------------- coverage and blanks


def test_each_group_has_a_coverage_of_its_own(tmp_path):
    """By hand: A has 3 of 4 parts of the weight on the left and 1 of 2 on the right."""
    made = framework(
        group("left"),
        group("right"),
        indicator("a", "left", weight=3),
        indicator("b", "left"),
        indicator("c", "right"),
        indicator("d", "right"),
    )
    data = table({"a": [1.0, 2.0], "b": [nan, 3.0], "c": [4.0, 5.0], "d": [nan, 6.0]})

    def blank(left, right, root=0):
        rules = {"left": left, "right": right, "index": root}
        body = "".join(f"[groups.only.{name}]\nmin_coverage = {least}\n" for name, least in rules.items())
        scores = score_files(tmp_path, data, made, AS_IS + body).scores
        assert scores.loc["B"].notna().all()
        return [name for name in ("left", "right", "index") if np.isnan(scores.loc["A", name])]

    assert blank(0.75, 0.5) == []
    assert blank(0.76, 0.5) == ["left"]
    assert blank(0.75, 0.51) == ["right"]
    assert blank(0.75, 0.51, 0.5) == ["right"]
    assert blank(0.75, 0.51, 0.6) == ["right", "index"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("sum", 3 * (4 + 16) / 2),  # the mean of what is there, times three children
        ("median", 10.0),
        ("mazziotta_pareto", 10 - 36 / 10),  # mean 10, deviation 6 (dividing by n): M - S^2 / M
    ],
)
def test_what_is_no_mean_of_the_filled_kind_has_its_own_rule_for_blanks(tmp_path, kind, expected):
    data = table({"a": [4.0, 4.0], "b": [16.0, 16.0], "c": [nan, 1.0]})
    method = f'{AS_IS}[groups]\naggregate = {{ kind = "{kind}" }}\n'
    index = score_files(tmp_path, data, framework("a", "b", "c"), method)
    assert index.scores.loc["A", "index"] == pytest.approx(expected)


# ---------------------------------------------------------------- presets


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_works_on_the_shipped_index(ieci, name):
    changed = ieci.replace(method=name)
    assert changed.scores["index"].notna().all()
    assert changed.ranks["index"].min() == 1
    assert len(changed.ranking) == 37
    direct = ix.load("ieci-2022", method=name)
    pd.testing.assert_frame_equal(changed.scores, direct.scores)
    assert ix.Index.from_json_text(changed.to_json()) == changed


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_keeps_ordinal_indicators_as_ranks(ieci, name):
    changed = ieci.replace(method=name)
    for node in ieci.framework.indicators:
        if node.scale == "ordinal":
            assert changed.method.for_indicator(node.id).normalise.kind == "percentile_rank"
    assert "scale-normalise" not in set(changed.findings["code"])
    assert "mixed-spread" not in set(changed.findings["code"])


def test_the_geometric_preset_runs_from_1_and_says_so(ieci):
    changed = ieci.replace(method="geometric")
    assert changed.normalised.min().min() == 1
    said = changed.findings.query("code == 'preset-range'")
    ordinal = [node.id for node in ieci.framework.indicators if node.scale == "ordinal"]
    assert said["node"].to_list() == ordinal
    assert said["severity"].unique().tolist() == ["info"]
    assert said["message"].str.contains("from 1 to 100").all()
    assert "scale-aggregate" in set(changed.findings["code"])


def test_the_geometric_preset_gives_geometric_means(ieci):
    changed = ieci.replace(method="geometric")
    children = [node.id for node in changed.framework.children("index")]
    expected = np.exp(np.log(changed.scores[children]).mean(axis=1))
    np.testing.assert_allclose(changed.scores["index"], expected, rtol=1e-12)


def test_the_human_development_preset_asks_for_goalposts_of_every_indicator(ieci):
    with pytest.raises(ix.DefinitionError) as caught:
        ieci.replace(method="human_development")
    ordinary = [
        node.id
        for node in ieci.framework.indicators
        if node.goalposts is None and node.id not in ieci.method.indicators.only
    ]
    assert [problem.where for problem in caught.value.problems] == [
        f"indicators[{name}].goalposts" for name in ordinary
    ]
    assert all("is required by the normalisation 'goalposts'" in each.message for each in caught.value.problems)


def test_the_human_development_preset_works_where_there_are_goalposts(tmp_path):
    """By hand: shares of the way between the goalposts, from 0.01; sqrt(a b)."""
    made = framework(
        group("left"),
        group("right"),
        indicator("a", "left", goalposts=(0, 10)),
        indicator("b", "right", goalposts=(0, 100)),
    )
    made = made.replace(groups=[node.replace(level="dimension") if node.parent else node for node in made.groups])
    table({"a": [5.0, 10.0], "b": [50.0, 25.0]}).to_csv(tmp_path / "values.csv", index=False)
    (tmp_path / "framework.toml").write_text(made.to_toml(), encoding="utf-8")
    index = ix.score(tmp_path / "values.csv", tmp_path / "framework.toml", "human_development")
    half, quarter = 0.01 + 0.99 * 0.5, 0.01 + 0.99 * 0.25
    np.testing.assert_allclose(index.scores["index"], [half, quarter**0.5])


def test_an_unknown_preset_names_the_nearest(ieci):
    with pytest.raises(ix.UnknownNameError, match="did you mean 'geometric'"):
        ieci.replace(method="geometrik")


# ---------------------------------------------------------------- kinds with limits of their own


def test_kemeny_is_refused_below_the_root(tmp_path):
    made = framework(group("left"), indicator("a", "left"), "b")
    method = '[groups.only.left]\naggregate = { kind = "kemeny" }\n'
    with refused(ix.DefinitionError, ("groups.only.left.aggregate", "for the root only")):
        score_files(tmp_path, table({"a": [1.0, 2.0], "b": [2.0, 1.0]}), made, method)


def test_kemeny_orders_units_as_most_pairs_do(tmp_path):
    """By hand: of three indicators two say A > B > C and one says C > A > B, so A is first, B second."""
    data = table({"a": [3.0, 2.0, 1.0], "b": [3.0, 2.0, 1.0], "c": [2.0, 1.0, 3.0]})
    index = score_files(tmp_path, data, framework("a", "b", "c"), '[groups]\naggregate = { kind = "kemeny" }\n')
    assert index.scores["index"].to_list() == [2, 1, 0]
    assert index.ranks["index"].to_list() == [1, 2, 3]


def test_benefit_of_the_doubt_tells_the_weights_of_every_unit(tmp_path):
    """By hand: A is best in a, B in b, so both reach 1 with all weight there; C at half of both is on half of a mix."""
    data = table({"a": [10.0, 2.0, 5.0], "b": [2.0, 10.0, 5.0]})
    method = f'{AS_IS}[groups]\naggregate = {{ kind = "benefit_of_the_doubt" }}\n'
    index = score_files(tmp_path, data, framework("a", "b"), method)
    weights = index.weights_per_unit("index")
    assert list(weights.columns) == ["a", "b"]
    assert list(weights.index) == ["A", "B", "C"]
    np.testing.assert_allclose((weights * index.normalised).sum(axis=1), index.scores["index"])
    # The mix of A and B at equal parts is (6, 6); C at (5, 5) is 5/6 of it.
    np.testing.assert_allclose(index.scores["index"], [1, 1, 5 / 6])
    scores = weights.to_numpy() @ index.normalised.to_numpy().T  # the weights of one unit, for all units
    assert (scores <= 1 + 1e-9).all()


def test_weights_of_single_units_are_asked_for_where_there_are_some(ieci):
    with pytest.raises(ix.RequestError, match="all units have the same weights"):
        ieci.weights_per_unit("index")
    with pytest.raises(ix.UnknownNameError, match="did you mean 'index'"):
        ieci.weights_per_unit("indx")


def test_shares_of_the_benefit_of_the_doubt_keep_their_limits(ieci):
    changed = ieci.replace(method="benefit_of_the_doubt")
    weights = changed.weights_per_unit("index")
    parts = weights * changed.scores[list(weights.columns)]
    share = parts.div(parts.sum(axis=1), axis=0)
    assert (share.to_numpy() >= 0.1 - 1e-9).all()
    np.testing.assert_allclose(parts.sum(axis=1), changed.scores["index"])


@pytest.mark.parametrize("kind", ["geometric", "harmonic"])
def test_values_outside_the_domain_of_a_mean_are_listed_with_their_cities(tmp_path, kind):
    data = table({"a": [0.0, 2.0, -1.0], "b": [1.0, 2.0, 3.0]})
    method = f'{AS_IS}[groups]\naggregate = {{ kind = "{kind}" }}\n'
    with refused(ix.DataError, ("groups[index]", f"'{kind}' needs positive values", "found -1 in 'a'", "'A', 'C'")):
        score_files(tmp_path, data, framework("a", "b"), method)


# ---------------------------------------------------------------- worked by hand, through files

# Two units (2, 8) and (4, 4), weights 1 and 3: shares 1/4 and 3/4.
WORKED = {
    '{ kind = "arithmetic" }': [0.25 * 2 + 0.75 * 8, 4],
    '{ kind = "geometric" }': [2**0.25 * 8**0.75, 4],
    '{ kind = "harmonic" }': [1 / (0.25 / 2 + 0.75 / 8), 4],
    '{ kind = "power", exponent = 2 }': [(0.25 * 4 + 0.75 * 64) ** 0.5, 4],
    '{ kind = "minimum" }': [2, 4],
    '{ kind = "maximum" }': [8, 4],
    '{ kind = "sum" }': [0.5 * 2 + 1.5 * 8, 8],  # weights relative to their mean
    '{ kind = "product" }': [2**0.5 * 8**1.5, 4**0.5 * 4**1.5],
    '{ kind = "mirrored", of = { kind = "geometric" }, top = 10 }': [10 - 8**0.25 * 2**0.75, 4],
    '{ kind = "displaced_ideal", ideal = 10, worst = 0, power = 1 }': [1 - (0.25 * 0.8 + 0.75 * 0.2), 1 - 0.6],
    '{ kind = "copeland" }': [1, -1],  # 3/4 of the weight says that the first is better
    '{ kind = "copeland", scaled = true }': [1, 0],
}


@pytest.mark.parametrize("kind", WORKED)
def test_aggregations_worked_by_hand(tmp_path, kind):
    made = framework("a", indicator("b", weight=3))
    method = f"{AS_IS}[groups]\naggregate = {kind}\n"
    index = score_files(tmp_path, table({"a": [2.0, 4.0], "b": [8.0, 4.0]}), made, method)
    np.testing.assert_allclose(index.scores["index"], WORKED[kind], rtol=1e-12)


def test_an_ordered_weighted_average_weighs_places(tmp_path):
    """By hand: the worst counts twice as much as the best: (8 + 2 x 2) / 3 and 4."""
    method = f'{AS_IS}[groups]\naggregate = {{ kind = "ordered_weighted_average", order_weights = [1, 2] }}\n'
    index = score_files(tmp_path, table({"a": [2.0, 4.0], "b": [8.0, 4.0]}), framework("a", "b"), method)
    np.testing.assert_allclose(index.scores["index"], [4, 4])


def test_topsis_is_the_closeness_to_the_ideal(tmp_path):
    """By hand, without scaling: ideal (4, 8), worst (2, 4); A is 2 and 4 away from them over weights of 1/2 each."""
    method = f'{AS_IS}[groups]\naggregate = {{ kind = "topsis", norm = "none" }}\n'
    index = score_files(tmp_path, table({"a": [2.0, 4.0], "b": [8.0, 4.0]}), framework("a", "b"), method)
    np.testing.assert_allclose(index.scores["index"], [4 / (4 + 2), 2 / (2 + 4)])
