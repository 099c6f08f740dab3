"""From raw values to commensurate indicators: the order of the steps, and what each leaves behind."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from intlindex.specs import Method
from makers import framework, indicator, refused, score_files, table

nan = np.nan
WITH_OTHER = framework("a", "other")


def beside(columns, **fields):
    """Make a table with one more indicator, so that a unit may be blank in all that is tested."""
    return table({**columns, "other": [float(row) for row in range(1, len(columns["a"]) + 1)]}, **fields)


def told(index, code):
    found = index.findings.query("code == @code")
    return dict(zip(found["node"], found["message"], strict=True))


# ---------------------------------------------------------------- order


def test_steps_follow_each_other_as_designed(tmp_path):
    """By hand: 40/4, 90/1, blank, 160/10 = 10, 90, -, 16; roots; mean; the outermost 5 percent; turned; 0..100."""
    data = beside({"a": [40.0, 90.0, nan, 160.0], "people": [4, 1, 2, 10]})
    made = framework(indicator("a", direction="lower", denominator="people"), "other")
    method = """
    [indicators]
    denominate = { factor = 10 }
    transform = { kind = "square_root" }
    impute = { kind = "mean" }
    treat = { kind = "percentiles", low = 0, high = 0.5 }
    normalise = { kind = "min_max" }
    """
    index = score_files(tmp_path, data, made, method)
    np.testing.assert_allclose(index.stage("denominated")["a"], [100, 900, nan, 160])
    roots = np.array([10, 30, nan, np.sqrt(160)])
    np.testing.assert_allclose(index.stage("transformed")["a"], roots)
    filled = np.where(np.isnan(roots), (10 + 30 + np.sqrt(160)) / 3, roots)
    np.testing.assert_allclose(index.stage("imputed")["a"], filled)
    treated = np.minimum(filled, np.sort(filled)[1:3].mean())
    np.testing.assert_allclose(index.stage("treated")["a"], treated)
    np.testing.assert_allclose(
        index.normalised["a"], 100 * (treated.max() - treated) / (treated.max() - treated.min()), atol=1e-12
    )


def test_an_unknown_stage_says_which_there_are(example):
    with pytest.raises(ix.UnknownNameError, match="did you mean 'treated'"):
        example.stage("treted")


def test_settings_for_one_indicator_add_to_the_defaults(tmp_path):
    method = """
    [indicators]
    transform = { kind = "square_root" }
    impute = { kind = "constant", value = 1 }
    [indicators.only.b]
    impute = { kind = "mean" }
    """
    data = beside({"a": [4.0, 9.0, nan], "b": [4.0, 16.0, nan]})
    index = score_files(tmp_path, data, framework("a", "b", "other"), method)
    np.testing.assert_allclose(index.stage("imputed")["a"], [2, 3, 1])
    np.testing.assert_allclose(index.stage("imputed")["b"], [2, 4, 3])


# ---------------------------------------------------------------- transforms


def test_floor_and_cap_of_a_transform_hold_raw_values(tmp_path):
    method = '[indicators]\ntransform = { kind = "log", base = 10, floor = 1, cap = 1000 }\n'
    index = score_files(tmp_path, beside({"a": [0.0, 10.0, 1e6, nan]}), WITH_OTHER, method)
    np.testing.assert_allclose(index.stage("transformed")["a"], [0, 1, 3, nan], atol=1e-15)


def test_goalposts_and_targets_go_through_the_transform(tmp_path):
    """By hand: on goalposts of 1 and 10000 log10 runs from 0 to 4: 10 is at 25, 100 at 50; a target of 1000 is 3."""
    data = table({"a": [10.0, 100.0, 1.0]})
    made = framework(indicator("a", goalposts=(1, 10_000), target=1000))
    body = '[indicators]\ntransform = {{ kind = "log" }}\nnormalise = {}\n'
    index = score_files(tmp_path, data, made, body.format('{ kind = "goalposts" }'))
    np.testing.assert_allclose(index.normalised["a"], [25, 50, 0], atol=1e-12)
    index = score_files(tmp_path, data, made, body.format('{ kind = "distance", to = "target" }'))
    np.testing.assert_allclose(index.normalised["a"], [100 / 3, 200 / 3, 0], atol=1e-12)


def test_goalposts_go_through_a_cap(tmp_path):
    made = framework(indicator("a", goalposts=(0, 200)))
    method = '[indicators]\ntransform = { kind = "identity", cap = 100 }\nnormalise = { kind = "goalposts" }\n'
    index = score_files(tmp_path, table({"a": [0.0, 50.0, 150.0]}), made, method)
    assert index.normalised["a"].to_list() == [0, 50, 100]


def test_a_reciprocal_turns_the_direction_round(tmp_path):
    """By hand: 1/2, 1/4, 1/1 with lower (raw) values better: 1 is best, then 1/3 of the way, then 4."""
    data = table({"a": [2.0, 4.0, 1.0], "b": [2.0, 4.0, 1.0]})
    made = framework(indicator("a", direction="lower"), indicator("b", direction="higher"))
    index = score_files(tmp_path, data, made, '[indicators]\ntransform = { kind = "reciprocal" }\n')
    np.testing.assert_allclose(index.normalised["a"], [100 / 3, 0, 100])
    np.testing.assert_allclose(index.normalised["b"], [200 / 3, 100, 0])
    method = Method(indicators={"transform": {"kind": "power", "exponent": -2}})
    assert score_files(tmp_path, data, made, method).normalised["a"].idxmax() == "C"


def test_cells_for_which_a_transform_is_undefined_are_listed_all(tmp_path):
    data = table({"a": [0.0, 10.0, -3.0], "b": [1.0, 0.5, 0.2]})
    method = '[indicators]\ntransform = { kind = "log" }\n[indicators.only.b]\ntransform = { kind = "logit" }\n'
    with refused(
        ix.DataError,
        ("A, a", "'log' is not defined", "0 points"),
        ("C, a", "'log' is not defined", "-3 points"),
        ("A, b", "'logit' is not defined", "1 points"),
    ):
        score_files(tmp_path, data, framework("a", "b"), method)


# ---------------------------------------------------------------- denominators

PER_HEAD = framework(indicator("a", denominator="people"))


def test_a_denominator_can_be_left_alone(tmp_path):
    data = table({"a": [40.0, 90.0], "people": [4, 1]})
    index = score_files(tmp_path, data, PER_HEAD, '[indicators]\ndenominate = { kind = "none" }\n')
    assert index.stage("denominated")["a"].to_list() == [40, 90]


def test_a_blank_denominator_leaves_the_quotient_blank(tmp_path):
    data = table({"a": [40.0, 90.0, 10.0], "people": [4, nan, 2]})
    index = score_files(tmp_path, data, PER_HEAD)
    np.testing.assert_array_equal(index.stage("denominated")["a"], [10, nan, 5])


def test_every_denominator_that_is_not_positive_is_listed(tmp_path):
    data = table({"a": [40.0, 90.0, 10.0, 4.0], "people": ["4", "0", "-2", "many"]})
    with refused(
        ix.DataError,
        ("B, people", "must be positive", "'0'"),
        ("C, people", "must be positive", "'-2'"),
        ("D, people", "must be a number", "'many'"),
    ):
        score_files(tmp_path, data, PER_HEAD)


def test_a_missing_denominator_names_the_nearest_column(tmp_path):
    with refused(ix.DataError, ("people", "no column", "did you mean 'peoples'?")):
        score_files(tmp_path, table({"a": [40.0, 90.0], "peoples": [4, 1]}), PER_HEAD)


# ---------------------------------------------------------------- imputation


def test_imputed_cells_are_visible_in_a_table_and_in_findings(tmp_path):
    data = table({"a": [1.0, nan, 3.0], "b": [nan, 4.0, nan]})
    method = """
    [indicators]
    impute = { kind = "mean" }
    [indicators.only.b]
    impute = { kind = "constant", value = 7 }
    """
    index = score_files(tmp_path, data, framework("a", "b"), method)
    assert index.imputed.to_numpy().tolist() == [
        ["B", "a", 2.0, "mean"],
        ["A", "b", 7.0, "constant"],
        ["C", "b", 7.0, "constant"],
    ]
    found = told(index, "imputed")
    assert "'mean'" in found["a"]
    assert "'B'" in found["a"]
    assert "'A', 'C'" in found["b"]
    assert np.isnan(index.raw.loc["B", "a"])


def test_what_is_imputed_counts_as_a_score_and_is_not_filled(tmp_path):
    data = table({"a": [1.0, nan, 3.0], "b": [2.0, 4.0, 5.0]})
    index = score_files(tmp_path, data, framework("a", "b"), '[indicators]\nimpute = { kind = "median" }\n')
    assert index.scores.notna().all(axis=None)
    assert not told(index, "filled-blank")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("mean", [2.0, 20.0]), ("median", [2.0, 20.0]), ("minimum", [1.0, 10.0]), ("maximum", [3.0, 30.0])],
)
def test_blanks_are_filled_within_their_group(tmp_path, kind, expected):
    data = beside({"a": [1.0, 3.0, nan, 10.0, 30.0, nan], "region": ["x", "x", "x", "y", "y", "y"]})
    method = f'[indicators]\nimpute = {{ kind = "{kind}", by = "region" }}\n'
    index = score_files(tmp_path, data, WITH_OTHER, method)
    assert index.imputed["value"].to_list() == expected


def test_a_group_without_values_fills_nothing(tmp_path):
    data = beside({"a": [1.0, 3.0, nan], "region": ["x", "x", "y"]})
    index = score_files(tmp_path, data, WITH_OTHER, '[indicators]\nimpute = { kind = "mean", by = "region" }\n')
    assert index.imputed.empty
    assert np.isnan(index.normalised.loc["C", "a"])


def test_an_unknown_column_of_labels_is_refused_with_the_nearest(tmp_path):
    data = beside({"a": [1.0, 3.0, nan], "region": ["x", "x", "y"]})
    with refused(ix.DefinitionError, ("indicators.only.a.impute.by", "'regions'", "did you mean 'region'?")):
        score_files(tmp_path, data, WITH_OTHER, '[indicators.only.a]\nimpute = { kind = "mean", by = "regions" }\n')


def test_an_unknown_predictor_is_refused_with_the_nearest(tmp_path):
    data = table({"people": [1.0, 3.0, nan], "wealth": [1.0, 2.0, 3.0]})
    method = '[indicators.only.people]\nimpute = { kind = "regression", on = ["welth"] }\n'
    with refused(ix.DefinitionError, ("indicators.only.people.impute.on", "'welth'", "did you mean 'wealth'?")):
        score_files(tmp_path, data, framework("people", "wealth"), method)


def test_a_regression_predicts_from_another_indicator(tmp_path):
    """By hand: b = 1 + 2 a on the three that have both, so the blank at a = 5 becomes 11."""
    data = table({"a": [1.0, 2.0, 3.0, 5.0], "b": [3.0, 5.0, 7.0, nan]})
    method = '[indicators.only.b]\nimpute = { kind = "regression", on = ["a"] }\n'
    index = score_files(tmp_path, data, framework("a", "b"), method)
    assert index.imputed["value"].to_list() == pytest.approx([11.0])


@pytest.mark.parametrize(("direction", "expected"), [("higher", 1.0), ("lower", 9.5)])
def test_a_blank_can_mean_worse_than_the_end_of_the_list(tmp_path, direction, expected):
    """By hand: from 2 to 8.5, and 1 worse."""
    data = beside({"a": [2.0, 8.5, nan]})
    method = '[indicators]\nimpute = { kind = "worst", beyond = 1 }\n'
    index = score_files(tmp_path, data, framework(indicator("a", direction=direction), "other"), method)
    assert index.imputed["value"].to_list() == [expected]
    assert index.normalised.loc["C", "a"] == 0


PANEL = {"a": [1.0, 2.0, nan, 4.0, nan, nan, nan, 9.0, nan], "time": [2020] * 3 + [2021] * 3 + [2022] * 3}


def test_the_last_observation_is_carried_into_the_time_that_is_scored(tmp_path):
    """By hand: A had 4 in 2021, B has 9 itself, C has never had a value."""
    data = beside(PANEL, cities=["A", "B", "C"] * 3)
    method = '[indicators]\nimpute = { kind = "last_observation" }\n'
    index = score_files(tmp_path, data, WITH_OTHER, method, time=2022)
    np.testing.assert_array_equal(index.stage("imputed")["a"], [4, 9, nan])
    assert index.imputed.to_numpy().tolist() == [["A", "a", 4.0, "last_observation"]]
    again = ix.Index.from_json_text(index.to_json())
    assert again == index
    np.testing.assert_array_equal(again.stage("imputed")["a"], [4, 9, nan])


def test_an_observation_that_is_too_old_is_not_carried(tmp_path):
    """By hand: at 2022, B's 2 of 2020 is two times back."""
    data = beside({**PANEL, "a": [1.0, 2.0, 5.0, 4.0, nan, nan, nan, nan, 7.0]}, cities=["A", "B", "C"] * 3)
    method = '[indicators]\nimpute = { kind = "last_observation", max_age = 1 }\n'
    index = score_files(tmp_path, data, WITH_OTHER, method, time=2022)
    np.testing.assert_array_equal(index.stage("imputed")["a"], [4, nan, 7])


def test_earlier_observations_go_through_denominator_and_transform(tmp_path):
    """By hand: A had 8 over 2 = 4 in 2021, whose root is 2; the denominator is that of the row that is scored."""
    data = beside(
        {"a": [8.0, 4.0, nan, 9.0], "people": [2, 4, 2, 1], "time": [2021] * 2 + [2022] * 2}, cities=list("ABAB")
    )
    method = '[indicators]\ntransform = { kind = "square_root" }\nimpute = { kind = "last_observation" }\n'
    index = score_files(tmp_path, data, framework(indicator("a", denominator="people"), "other"), method, time=2022)
    assert index.imputed["value"].to_list() == [2.0]


def test_carrying_forward_needs_earlier_rows(tmp_path):
    method = '[indicators]\nimpute = { kind = "last_observation" }\n'
    with refused(ix.DefinitionError, ("impute", "'last_observation' needs data with a column 'time'")):
        score_files(tmp_path, beside({"a": [1.0, 2.0, nan]}), WITH_OTHER, method)


# ---------------------------------------------------------------- treatment


def test_the_table_of_treatment_says_what_was_done_and_why(tmp_path):
    """By hand: of 0 to 8 and 100, one point at the top is moved to the next lower value; the other needs nothing."""
    data = table({"a": [*map(float, range(9)), 100.0], "b": [float(row) for row in range(10)]})
    index = score_files(tmp_path, data, framework("a", "b"), '[indicators]\ntreat = { kind = "winsorise" }\n')
    found = index.treatment.set_index("indicator")
    assert found["kind"].to_list() == ["winsorise"] * 2
    assert found["action"].to_list() == ["winsorised", "none"]
    assert found["points_high"].to_list() == [1, 0]
    assert found["points_low"].to_list() == [0, 0]
    assert found["passed_before"].to_list() == [False, True]
    assert found["passed_after"].to_list() == [True, True]
    assert index.stage("treated")["a"].max() == 8
    assert found.loc["a", "skewness_before"] > 2 > found.loc["a", "skewness_after"]


def test_an_indicator_without_treatment_is_not_in_the_table(tmp_path):
    data = table({"a": [*map(float, range(9)), 100.0], "b": [float(row) for row in range(10)]})
    method = '[indicators.only.a]\ntreat = { kind = "tukey_fences" }\n'
    index = score_files(tmp_path, data, framework("a", "b"), method)
    assert index.treatment["indicator"].to_list() == ["a"]
    assert index.treatment["action"].to_list() == ["clipped"]


def test_a_treatment_falls_back_to_the_transform_that_the_method_names(tmp_path):
    data = table({"a": [float(2**power) for power in range(16)]})
    method = '[indicators]\ntreat = { kind = "winsorise", max_points = 0, then = { kind = "log", base = 2 } }\n'
    index = score_files(tmp_path, data, framework("a"), method)
    np.testing.assert_allclose(index.stage("treated")["a"], np.arange(16))
    assert index.treatment["action"].to_list() == ["log"]


# ---------------------------------------------------------------- what cannot be prepared


def test_a_constant_indicator_is_refused_only_where_its_spread_is_divided_by(tmp_path):
    data = table({"a": [5.0, 5.0, 5.0], "b": [1.0, 2.0, 3.0]})
    made = framework(indicator("a", goalposts=(0, 10)), "b")
    with refused(ix.DataError, ("a", "is constant", "5 points everywhere", "'min_max'")):
        score_files(tmp_path, data, made)
    for normalise in ('{ kind = "goalposts" }', '{ kind = "percentile_rank" }', '{ kind = "none" }'):
        method = f"[indicators.only.a]\nnormalise = {normalise}\n"
        assert score_files(tmp_path, data, made, method).normalised["a"].nunique() == 1


def test_goalposts_and_targets_that_are_missing_are_listed_all(tmp_path):
    method = """
    [indicators.only.a]
    normalise = { kind = "goalposts" }
    [indicators.only.b]
    normalise = { kind = "distance", to = "target" }
    [indicators.only.c]
    normalise = { kind = "distance", to = "unit", unit = "Atlantic" }
    """
    data = table({name: [1.0, 2.0] for name in "abc"}, cities=["Atlantis", "Lemuria"])
    with refused(
        ix.DefinitionError,
        ("indicators[a].goalposts", "is required"),
        ("indicators[b].target", "is required"),
        ("indicators.only.c.normalise.unit", "'Atlantic'", "did you mean 'Atlantis'?"),
    ):
        score_files(tmp_path, data, framework("a", "b", "c"), method)


def test_raw_data_are_not_written_to(example):
    before = example.raw
    example.replace(method="rank_based")
    assert example.raw.equals(before)
    with pytest.raises(ValueError, match="read-only"):
        example.prepared.treated[0, 0] = 1.0
