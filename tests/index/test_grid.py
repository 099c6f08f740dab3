"""Cases of the one grid: rates, thresholds, magnitudes, groups that are normalised; kinds are in the properties."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex.specs import Method
from makers import as_is, refused, table


def rates(population, doctors, method=None):
    """Score doctors per head beside an indicator of its own."""
    made, as_it_is = as_is("doctors", "green")
    per_head = made.indicators[0].replace(denominator="population")
    data = pd.DataFrame(
        {
            "city": list("ABCDEFGH")[: len(doctors)],
            "population": population,
            "doctors": doctors,
            "green": np.arange(len(doctors)) + 1.0,
        }
    )
    return ix.score(data, made.replace(indicators=[per_head, made.indicators[1]]), method or as_it_is)


def normalised(kind, **options):
    return Method(indicators={"normalise": {"kind": kind, **options}})


@pytest.mark.parametrize("kind", ["min_max", "z_score", "normal_cdf"])
def test_rates_that_are_all_one_tenth_are_constant(kind):
    with pytest.raises(ix.DataError, match="doctors: is constant"):
        rates([7, 14, 21, 28], [0.7, 1.4, 2.1, 2.8], normalised(kind))
    with pytest.raises(ix.DataError, match="doctors: is constant"):
        rates([1, 1, 1], [0.3, 0.1 + 0.2, 0.3], normalised("distance", to="best"))


def test_equal_rates_have_one_place_and_are_on_one_side_of_a_threshold():
    found = rates([7, 14, 21, 28, 10], [0.7, 1.4, 2.1, 2.8, 5.0], normalised("percentile_rank"))
    assert found.scores["doctors"].to_list() == [37.5, 37.5, 37.5, 37.5, 100.0]
    cut = {"kind": "categories", "points": [0.1, 1.0], "scores": [0, 50, 100]}
    only = Method(indicators={"only": {"doctors": {"normalise": cut}}})
    assert set(rates([7, 14, 21, 28, 10], [0.7, 1.4, 2.1, 2.8, 5.0], only).scores["doctors"]) == {50.0}


def test_exact_counts_keep_their_spread_however_large():
    made, _ = as_is("a", "b")
    data = table({"a": 1.7e12 + np.arange(5), "b": [1.0, 2.0, 3.0, 4.0, 6.0]})
    for method in (normalised("min_max"), normalised("percentile_rank")):
        index = ix.score(data, made, method)
        assert index.scores["a"].to_list() == [0, 25, 50, 75, 100]
        assert index.ranks["a"].to_list() == [5, 4, 3, 2, 1]


def test_sums_in_another_order_are_one_score_in_every_next_step():
    made, method = as_is("a", "b", aggregate={"kind": "sum"})
    data = table({"a": [0.1, 0.3, 0.0, 0.5], "b": [0.2, 0.0, 0.1, 0.5]})
    for kind, expected in (("percentile_rank", 50.0), ("borda", 1.0), ("rank", 100 / 3)):
        ranked = method.replace(groups=method.groups.replace(normalise={"kind": kind}))
        scores = ix.score(data, made, ranked).scores["index"].to_list()
        assert scores[0] == scores[1] == pytest.approx(expected)


def test_the_cities_that_the_shipped_index_ties_have_one_percentile_rank():
    index = ix.load("ieci-2022", method="rank_based")
    node = "people_exchange"
    only = {**index.method.groups.only, node: {"normalise": {"kind": "percentile_rank"}}}
    again = index.replace(method=index.method.replace(groups=index.method.groups.replace(only=only)))
    by_rank = again.scores[node].groupby(index.ranks[node]).nunique()
    assert index.ranks[node].duplicated().any()
    assert (by_rank.dropna() == 1).all()


def test_what_ties_although_it_differs_is_a_finding():
    made, _ = as_is("a", "b")
    data = table({"a": [0.001, 0.002, 0.005, 1e9], "b": [1.0, 2.0, 3.0, 4.0]})
    index = ix.score(data, made, normalised("min_max"))
    found = index.findings.query("code == 'tied-by-grid'")
    assert found["node"].to_list() == ["a"]
    assert set(found["severity"]) == {"warning"}
    assert "A and B" in found["message"].iloc[0]
    assert "tied-by-grid" not in set(ix.score(data, made, normalised("percentile_rank")).findings["code"])
    held = ix.score(data, made, normalised("min_max", floor=10.0))
    assert "tied-by-grid" not in set(held.findings["code"])  # by its own rule
    places = ix.score(table({"a": [1.0, 1.0 + 1e-5, 1e9], "b": [1.0, 2, 3]}), made, normalised("percentile_rank"))
    assert places.findings.query("code == 'tied-by-grid'")["node"].to_list() == ["a"]


def test_scores_of_a_group_that_tie_although_they_differ_are_a_finding():
    made, method = as_is("a", "b")
    data = table({"a": [0.0, 50.0, 50.0 + 3e-9, 100.0], "b": [0.0, 50.0, 50.0, 100.0]})
    found = ix.score(data, made, method).findings.query("code == 'tied-by-grid'")
    assert found["node"].to_list() == ["index", "a"]


@pytest.mark.parametrize("factor", [1e-300, 1e-160, 1e-100, 1.0, 1e100, 1e160, 1e300])
@pytest.mark.parametrize(
    "method",
    [
        normalised("z_score", mean=50.0, standard_deviation=10.0),
        normalised("normal_cdf"),
        Method(indicators={"normalise": {"kind": "none"}}, groups={"aggregate": {"kind": "topsis"}}),
        Method(indicators={"normalise": {"kind": "none"}}, groups={"aggregate": {"kind": "topsis", "norm": "none"}}),
    ],
)
def test_magnitudes_change_nothing_but_rounding(method, factor):
    made, _ = as_is("a", "b")
    values = {"a": np.array([1.0, 2.0, 4.0]), "b": np.array([1.0, 3.0, 2.0])}
    expected = ix.score(table(values), made, method)
    found = ix.score(table({name: column * factor for name, column in values.items()}), made, method)
    np.testing.assert_allclose(found.scores["index"], expected.scores["index"], rtol=1e-12)
    assert found.ranks["index"].equals(expected.ranks["index"])


@pytest.mark.parametrize("factor", [1e-160, 1e160])
def test_the_penalty_for_imbalance_is_the_same_at_any_magnitude(factor):
    made, method = as_is("a", "b", aggregate={"kind": "mazziotta_pareto"})
    values = {"a": np.array([100.0, 90.0]), "b": np.array([100.0, 110.0])}
    found = ix.score(table({name: column * factor for name, column in values.items()}), made, method)
    np.testing.assert_allclose(found.scores["index"] / factor, [100.0, 99.0], rtol=1e-12)


@pytest.mark.parametrize("factor", [1e-200, 1e200])
def test_a_product_that_cannot_be_held_is_refused(factor):
    made, method = as_is("a", "b", aggregate={"kind": "product"})
    with pytest.raises(ix.DataError, match="too large or too small"):
        ix.score(table({"a": np.array([1.0, 2.0]) * factor, "b": np.array([3.0, 4.0]) * factor}), made, method)


def afterwards(values, rule):
    made, method = as_is("a", "b")
    method = method.replace(groups=method.groups.replace(normalise=rule))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return ix.score(table({"a": values, "b": values}), made, method)


@pytest.mark.parametrize(
    ("values", "rule", "told"),
    [
        ([-1.0, -2.0, -4.0], {"kind": "fraction_of_maximum"}, "positive maximum, found -1"),
        ([0.0, -2.0, -4.0], {"kind": "fraction_of_maximum"}, "positive maximum, found 0"),
        ([0.0, -2.0, -4.0], {"kind": "distance", "to": "best", "form": "relative"}, "is zero"),
        ([0.0, 2.0, 4.0], {"kind": "distance", "to": "worst", "form": "relative"}, "is zero"),
        ([-0.1, -0.2, 0.3], {"kind": "distance", "to": "mean", "form": "relative"}, "is zero"),
        ([2.0, 2.0, 2.0], {"kind": "distance", "to": "best"}, "constant"),
        ([0.3, 0.1 + 0.2, 0.3], {"kind": "z_score"}, "differ"),
        ([0.3, 0.1 + 0.2, 0.3], {"kind": "borda", "then": {"kind": "min_max"}}, "differ"),
    ],
)
def test_scores_of_a_group_are_checked_like_values_of_an_indicator(values, rule, told):
    with refused(ix.DataError, ("groups[index].normalise", told)):
        afterwards(values, rule)


def test_a_group_with_a_positive_maximum_is_measured_against_it():
    assert afterwards([1.0, -2.0, 4.0], {"kind": "fraction_of_maximum"}).scores["index"].to_list() == [25, -50, 100]


def test_a_draw_whose_maximum_is_not_positive_is_not_counted():
    made, method = as_is("a", "b")
    method = method.replace(groups=method.groups.replace(normalise={"kind": "fraction_of_maximum"}))
    index = ix.score(table({"a": [1.0, 0.5, -1.0], "b": [1.0, 0.0, -2.0]}), made, method)
    found = index.uncertainty(400, noise=ix.Noise(absolute=2.0), rng=1)
    assert 0 < found.defined_draws < 400
