"""What the scale of an indicator supports, followed to what reaches the aggregation: every code of a finding."""

from __future__ import annotations

import pytest

import intlindex as ix
from intlindex.core.pipeline.scale_findings import scale_findings
from intlindex.specs import Method
from makers import framework, group, indicator, score_files, table

DATA = table({"a": [1.0, 2.0, 5.0], "b": [3.0, 1.0, 2.0]})


def codes(made, method="", data=DATA, *, folder):
    """Score files; return code and node of what is found about scales."""
    found = score_files(folder, data, made, method).findings
    known = {"scale-transform", "scale-normalise", "scale-aggregate", "mixed-spread", "percentage", "domain"}
    found = found[found["code"].isin(known)]
    assert set(found["severity"]) <= {"warning"}
    return list(zip(found["code"], found["node"], strict=True))


def pair(scale="ratio", **fields):
    return framework(indicator("a", scale=scale, **fields), "b")


@pytest.mark.parametrize("kind", ["min_max", "z_score", "normal_cdf"])
def test_differences_of_ordinal_values_are_found(tmp_path, kind):
    method = f'[indicators]\nnormalise = {{ kind = "{kind}" }}\n'
    assert codes(pair("ordinal"), method, folder=tmp_path) == [("scale-normalise", "a")]
    assert codes(pair("interval"), method, folder=tmp_path) == []


@pytest.mark.parametrize("kind", ["rank", "percentile_rank", "borda", "quantile_bands", "exponential_rank"])
def test_ranks_of_ordinal_values_are_fine(tmp_path, kind):
    method = f'[indicators]\nnormalise = {{ kind = "{kind}" }}\n'
    assert codes(pair("ordinal"), method, folder=tmp_path) == []


def test_ratios_of_interval_values_are_found(tmp_path):
    method = '[indicators]\nnormalise = { kind = "fraction_of_maximum" }\n'
    assert codes(pair("interval"), method, folder=tmp_path) == [("scale-normalise", "a")]
    assert codes(pair("ratio"), method, folder=tmp_path) == []


def test_a_logarithm_of_interval_values_is_found(tmp_path):
    method = '[indicators]\ntransform = { kind = "log" }\n'
    lowest = (0.5, 100)
    made = framework(indicator("a", scale="interval", bounds=lowest), indicator("b", bounds=lowest))
    assert codes(made, method, folder=tmp_path) == [("scale-transform", "a")]


def test_the_scale_is_followed_through_the_transform(tmp_path):
    """After a logarithm only differences mean something, so that a fraction of the maximum takes too much."""
    method = '[indicators]\ntransform = { kind = "log" }\nnormalise = { kind = "fraction_of_maximum" }\n'
    made = framework(indicator("a", bounds=(0.5, 100)), indicator("b", bounds=(0.5, 100)))
    assert codes(made, method, folder=tmp_path) == [("scale-normalise", "a"), ("scale-normalise", "b")]


def test_dividing_interval_values_by_a_denominator_is_found(tmp_path):
    made = framework(indicator("a", scale="interval", denominator="people"), "b")
    found = codes(made, "", DATA.assign(people=[1, 2, 4]), folder=tmp_path)
    assert found == [("scale-transform", "a")]


@pytest.mark.parametrize("kind", ["geometric", "harmonic"])
def test_ratios_of_scores_whose_zero_is_that_of_the_sample_are_found(tmp_path, kind):
    method = f'[indicators]\nnormalise = {{ kind = "min_max", low = 1 }}\n[groups]\naggregate = {{ kind = "{kind}" }}\n'
    assert codes(framework("a", "b"), method, folder=tmp_path) == [("scale-aggregate", "index")]


def test_a_geometric_mean_of_goalposts_is_fine(tmp_path):
    made = framework(indicator("a", goalposts=(0, 10)), indicator("b", goalposts=(0, 10)))
    method = '[indicators]\nnormalise = { kind = "goalposts", low = 1 }\n[groups]\naggregate = { kind = "geometric" }\n'
    assert codes(made, method, folder=tmp_path) == []


def test_the_zero_of_the_sample_is_followed_up_the_tree(tmp_path):
    made = framework(group("left"), indicator("a", "left"), indicator("b", "left"), indicator("c", goalposts=(0, 9)))
    method = """
    [indicators]
    normalise = { kind = "min_max", low = 1 }
    [indicators.only.c]
    normalise = { kind = "goalposts", low = 1 }
    [groups.only.index]
    aggregate = { kind = "geometric" }
    """
    found = score_files(tmp_path, DATA.assign(c=[1.0, 2.0, 3.0]), made, method).findings
    found = found[found["code"] == "scale-aggregate"]
    assert found["node"].to_list() == ["index"]
    assert "'left'" in found["message"].iloc[0]
    assert "'c'" not in found["message"].iloc[0]


def test_children_on_different_spreads_are_found(tmp_path):
    method = '[indicators.only.b]\nnormalise = { kind = "z_score" }\n'
    assert codes(framework("a", "b"), method, folder=tmp_path) == [("mixed-spread", "index")]
    method = '[indicators.only.b]\nnormalise = { kind = "min_max", high = 1 }\n'
    assert codes(framework("a", "b"), method, folder=tmp_path) == [("mixed-spread", "index")]
    method = '[indicators.only.b]\nnormalise = { kind = "percentile_rank" }\n'
    assert codes(framework("a", "b"), method, folder=tmp_path) == []


def test_ranks_that_are_standardised_afterwards_are_commensurate_with_z_scores(tmp_path):
    method = """
    [indicators]
    normalise = { kind = "z_score" }
    [indicators.only.b]
    normalise = { kind = "rank", then = { kind = "z_score" } }
    """
    assert codes(framework("a", "b"), method, folder=tmp_path) == []


def test_a_group_that_is_normalised_again_has_the_spread_of_that(tmp_path):
    made = framework(group("left"), indicator("a", "left"), "b")
    method = '[groups.only.left]\nnormalise = { kind = "z_score", mean = 50, standard_deviation = 10 }\n'
    assert codes(made, method, folder=tmp_path) == [("mixed-spread", "index")]


def test_percentages_outside_0_to_100_are_found(tmp_path):
    made = framework(indicator("a", unit="% of adults"), indicator("b", unit="points"))
    data = table({"a": [50.0, 101.0, 7.0], "b": [50.0, 101.0, 7.0]})
    assert codes(made, "", data, folder=tmp_path) == [("percentage", "a")]


@pytest.mark.parametrize(
    ("transform", "bounds"),
    [
        ('{ kind = "log" }', (0, 10)),
        ('{ kind = "log", shift = 1 }', (-1, 10)),
        ('{ kind = "reciprocal" }', (0, 10)),
        ('{ kind = "square_root" }', (-1, 10)),
        ('{ kind = "box_cox" }', (0, 10)),
        ('{ kind = "logit", high = 10 }', (0.5, 10)),
    ],
)
def test_bounds_that_admit_what_a_transform_is_undefined_for_are_found(tmp_path, transform, bounds):
    method = f"[indicators.only.a]\ntransform = {transform}\n"
    assert ("domain", "a") in codes(pair(bounds=bounds), method, folder=tmp_path)


@pytest.mark.parametrize(
    ("transform", "bounds"),
    [
        ('{ kind = "log" }', (0.1, 10)),
        ('{ kind = "log", floor = 0.5 }', (0, 10)),
        ('{ kind = "square_root" }', (0, 10)),
        ('{ kind = "logit", high = 10, floor = 0.1, cap = 9 }', (0, 10)),
    ],
)
def test_bounds_within_the_domain_of_a_transform_are_fine(tmp_path, transform, bounds):
    method = f"[indicators.only.a]\ntransform = {transform}\n"
    assert codes(pair(bounds=bounds), method, folder=tmp_path) == []


def test_scales_can_be_checked_before_there_are_data():
    found = scale_findings(framework(indicator("a", scale="ordinal"), "b"), Method())
    assert [(each.code, each.severity, each.node) for each in found] == [("scale-normalise", "warning", "a")]


@pytest.mark.parametrize("name", ["ieci-2022", "ieci-2024"])
def test_the_default_method_on_the_shipped_index_gives_no_warning(name):
    found = ix.load(name).findings
    assert found[found["severity"] != "info"].empty


def test_a_child_that_does_not_count_says_nothing_of_the_scale_of_its_group():
    aside = indicator("aside", "x", counts=False)
    made = framework(group("x"), indicator("a", "x", goalposts=(0, 10)), aside, indicator("b", goalposts=(0, 10)))
    method = Method(
        indicators={"normalise": {"kind": "goalposts"}, "only": {"aside": {"normalise": {"kind": "z_score"}}}},
        groups={"only": {"index": {"aggregate": {"kind": "geometric"}}}},
    )
    data = table({"a": [1.0, 2.0], "aside": [5.0, 6.0], "b": [4.0, 3.0]})
    assert ix.score(data, made, method).findings.empty
