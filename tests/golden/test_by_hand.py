"""Whole indices small enough to be worked out on paper; the workings stand beside the figures."""

from __future__ import annotations

import pytest

import intlindex as ix
from intlindex.specs import Method
from makers import framework, group, indicator, table


def test_a_development_index_with_goalposts_and_a_geometric_mean():
    """Worked by hand, in the form of a human development index; no published figure is used.

    Life:    (72 - 20) / (85 - 20) = 52 / 65 = 0.8
    School:  (9 - 0) / (18 - 0) = 0.5 and (6 - 0) / (15 - 0) = 0.4, mean 0.45
    Income:  (40 - 20) / (120 - 20) = 0.2
    Index:   (0.8 x 0.45 x 0.2) ^ (1/3) = 0.072 ^ (1/3) = 0.416016764610380845...
    Beyond:  life 90 counts as 85, hence 1; school 1 and 1; income 120, hence 1; index 1.
    """
    made = framework(
        group("education"),
        indicator("life", goalposts=[20, 85]),
        indicator("expected", "education", goalposts=[0, 18]),
        indicator("mean", "education", goalposts=[0, 15]),
        indicator("income", goalposts=[20, 120]),
    )
    method = Method(
        indicators={"normalise": {"kind": "goalposts", "low": 0, "high": 1}},
        groups={"level": {"index": {"aggregate": {"kind": "geometric"}}}},
    )
    data = table({"life": [72, 90], "expected": [9, 18], "mean": [6, 15], "income": [40, 120]})
    scores = ix.score(data, made, method).scores
    assert scores.loc["A", ["life", "expected", "mean", "education", "income"]].to_list() == pytest.approx(
        [0.8, 0.5, 0.4, 0.45, 0.2], rel=1e-12
    )
    assert scores.loc["A", "index"] == pytest.approx(0.416016764610380845, rel=1e-12)
    assert scores.loc["B", "index"] == pytest.approx(1.0, rel=1e-12)


def test_three_cities_two_dimensions_one_lower_is_better():
    """Worked by hand.

    parks 2 6 10 -> 0 50 100; museums 1 5 3 -> 0 100 50; culture: mean 0 75 75
    rent 500 900 1300, lower is better -> 100 50 0
    index, culture weighing 3 and rent 1: 25, 68.75, 56.25
    """
    made = framework(
        group("culture", weight=3),
        indicator("parks", "culture"),
        indicator("museums", "culture"),
        indicator("rent", direction="lower"),
    )
    data = table({"parks": [2, 6, 10], "museums": [1, 5, 3], "rent": [500, 900, 1300]})
    index = ix.score(data, made)
    assert index.scores["culture"].to_list() == [0.0, 75.0, 75.0]
    assert index.scores["index"].to_list() == [25.0, 68.75, 56.25]
    assert index.ranks["culture"].to_list() == [3, 1, 1]
    assert index.ranking["city"].to_list() == ["B", "C", "A"]
    assert index.ranking["rank"].to_list() == [1, 2, 3]
    assert index.weights[["culture", "rent", "parks", "museums"]].to_list() == [0.75, 0.25, 0.5, 0.5]
    assert index.effective_weights[["parks", "museums", "rent"]].to_list() == [0.375, 0.375, 0.25]
    assert index.reweight(rent=3).scores["index"].to_list() == [50.0, 62.5, 37.5]


def test_percentile_ranks_of_five_cities_with_a_tie_and_a_blank():
    """Worked by hand: 4 values 10 20 20 30 have ranks 1 2.5 2.5 4, hence 0, 1.5/3, 1.5/3, 1 of the way."""
    made = framework("a", "b")
    method = Method(indicators={"normalise": {"kind": "percentile_rank"}})
    data = table({"a": [20, None, 10, 30, 20], "b": [5, 4, 3, 2, 1]})
    index = ix.score(data, made, method)
    assert index.normalised["a"].to_list() == pytest.approx([50, float("nan"), 0, 100, 50], nan_ok=True)
    assert index.normalised["b"].to_list() == [100, 75, 50, 25, 0]
    assert index.scores["index"].to_list() == [75, 75, 25, 62.5, 25]
    assert index.ranks["index"].to_list() == [1, 1, 4, 3, 4]


def test_z_scores_divide_by_one_less_than_the_number_of_cities():
    """Worked by hand: 2 4 4 4 5 5 7 9 has mean 5 and squared deviations 9+1+1+1+0+0+4+16 = 32.

    The standard deviation is sqrt(32 / 7) with n - 1 and 2 with n.
    """
    made = framework("a", "b")
    data = table({"a": [2, 4, 4, 4, 5, 5, 7, 9], "b": [1, 2, 3, 4, 5, 6, 7, 8]})
    rule = {"kind": "z_score", "mean": 50, "standard_deviation": 10}
    sample = ix.score(data, made, Method(indicators={"normalise": rule})).normalised["a"]
    assert sample.iloc[-1] == pytest.approx(50 + 40 / (32 / 7) ** 0.5, rel=1e-12)
    whole = ix.score(data, made, Method(indicators={"normalise": rule | {"ddof": 0}})).normalised["a"]
    assert whole.to_list() == pytest.approx([35, 45, 45, 45, 50, 50, 60, 70], rel=1e-12)
