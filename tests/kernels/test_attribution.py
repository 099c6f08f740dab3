"""Factors by which a mean is a sum of its children, and the logarithmic mean of two numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from intlindex.core.slopes import score_factors
from intlindex.kernels.aggregate.means import (
    maximum,
    mazziotta_pareto,
    median,
    minimum,
    ordered_weighted_average,
    power_mean,
)
from intlindex.kernels.decompose import attribution
from intlindex.specs import aggregation as kinds

ORDER = (1.0, 0.0, 2.0, 1.0)
MEANS = {
    "power 2.5": (lambda x, w: power_mean(x, w, exponent=2.5, skip_blanks=True), kinds.PowerMean(exponent=2.5)),
    "geometric": (lambda x, w: power_mean(x, w, exponent=0, skip_blanks=True), kinds.Geometric()),
    "harmonic": (lambda x, w: power_mean(x, w, exponent=-1, skip_blanks=True), kinds.Harmonic()),
    "maximum": (lambda x, w: maximum(x, w, skip_blanks=True), kinds.Maximum()),
    "minimum": (lambda x, w: minimum(x, w, skip_blanks=True), kinds.Minimum()),
    "median": (lambda x, w: median(x, w, skip_blanks=True), kinds.Median()),
    "ordered": (
        lambda x, w: ordered_weighted_average(x, w, order_weights=np.array(ORDER), skip_blanks=True),
        kinds.OrderedWeightedAverage(order_weights=ORDER),
    ),
    "mazziotta_pareto": (lambda x, w: mazziotta_pareto(x, w, skip_blanks=True), kinds.MazziottaPareto()),
    "mazziotta_pareto, added": (
        lambda x, w: mazziotta_pareto(x, w, sign=1, skip_blanks=True),
        kinds.MazziottaPareto(penalty="add"),
    ),
}
every_mean = pytest.mark.parametrize("mean", MEANS)
shares = arrays.arrays(np.float64, 4, elements=st.integers(0, 8).map(float)).filter(lambda raw: raw.sum() > 0)
shares = shares.map(lambda raw: raw / raw.sum())


def with_blanks(cells):
    values = arrays.arrays(np.float64, (3, 4), elements=cells)
    return (
        st.tuples(values, arrays.arrays(np.bool_, (3, 4))).map(lambda pair: np.where(*pair[::-1], np.nan)).map(_first)
    )


def _first(values):
    return np.where(np.isnan(values).all(axis=1, keepdims=True), 1.0, values)


tying = with_blanks(st.integers(1, 4).map(float))


@every_mean
@given(values=tying, weights=shares)
def test_children_times_factors_sum_to_the_mean(mean, values, weights):
    function, how = MEANS[mean]
    with np.errstate(all="ignore"):
        wanted, found = function(values, weights), score_factors(how, values, weights)
    weighed = ~np.isnan(wanted)
    assert not found[np.isnan(values)][np.repeat(weighed[:, None], 4, axis=1)[np.isnan(values)]].any()
    total = np.where(np.isnan(values), 0.0, values * found).sum(axis=1)
    np.testing.assert_allclose(total[weighed], wanted[weighed], rtol=1e-12)


@every_mean
@given(
    values=arrays.arrays(np.float64, (1, 4), elements=st.integers(1, 40).map(float), unique=True),
    weights=shares.filter(lambda given: (given > 0).all()),
    child=st.integers(0, 3),
)
def test_factors_are_what_the_mean_changes_by(mean, values, weights, child):
    function, how = MEANS[mean]
    step = np.zeros((1, 4))
    step[0, child] = 1e-5
    slope = (function(values + step, weights) - function(values - step, weights)) / 2e-5
    assert score_factors(how, values, weights)[0, child] == pytest.approx(slope[0], rel=1e-4, abs=1e-4)


def test_ties_share_alike_by_weight():
    values, weights = np.array([[5.0, 5.0, 1.0]]), np.array([0.25, 0.5, 0.25])
    assert score_factors(kinds.Median(), values, weights) == pytest.approx(np.array([[1 / 3, 2 / 3, 0]]))
    best = kinds.OrderedWeightedAverage(order_weights=(1.0, 0.0, 0.0, 0.0))
    assert score_factors(best, values, weights) == pytest.approx(np.array([[1 / 3, 2 / 3, 0]]))


def test_ties_share_evenly_where_weights_do_not_matter():
    values, weights = np.array([[5.0, 5.0, 1.0]]), np.array([0.25, 0.5, 0.25])
    assert score_factors(kinds.Maximum(), values, weights).tolist() == [[0.5, 0.5, 0.0]]


def test_values_too_near_to_tell_apart_tie():
    values, weights = np.array([[5.0, 5.0 * (1 + 1e-13), 1.0]]), np.array([0.25, 0.5, 0.25])
    assert score_factors(kinds.Median(), values, weights) == pytest.approx(np.array([[1 / 3, 2 / 3, 0]]))
    assert score_factors(kinds.Maximum(), values, weights).tolist() == [[0.5, 0.5, 0.0]]


def test_where_all_tie_all_share():
    values, weights = np.full((1, 3), 5.0), np.array([0.25, 0.5, 0.25])
    assert score_factors(kinds.Median(), values, weights).tolist() == [[0.25, 0.5, 0.25]]


def test_a_child_of_zero_has_no_part_of_a_power_mean():
    half = np.array([0.5, 0.5])
    assert score_factors(kinds.PowerMean(exponent=0.5), np.array([[0.0, 4.0]]), half).tolist() == [[0.0, 0.25]]
    assert score_factors(kinds.PowerMean(exponent=0.5), np.array([[0.0, 4.0, 9.0]]), np.full(3, 1 / 3))[0, 0] == 0.0


@pytest.mark.parametrize(
    "how", [kinds.Product(), kinds.Sum(), kinds.DisplacedIdeal(ideal=100), kinds.Topsis(), kinds.BenefitOfTheDoubt()]
)
def test_what_is_no_homogeneous_mean_of_known_slopes_has_no_factors(how):
    assert np.isnan(score_factors(how, np.array([[2.0, 4.0], [3.0, 1.0]]), np.array([0.5, 0.5]))).all()


positive = st.floats(1e-6, 1e6)


@given(first=positive, second=positive)
def test_the_logarithmic_mean_lies_between_the_geometric_and_the_arithmetic(first, second):
    found = float(attribution.logarithmic_mean(np.array(first), np.array(second)))
    assert np.sqrt(first * second) * (1 - 1e-12) <= found <= (first + second) / 2 * (1 + 1e-12)
    assert found * np.log(first / second) == pytest.approx(first - second, rel=1e-9, abs=1e-9 * max(first, second))


@pytest.mark.parametrize("gap", [0.0, 1e-16, 1e-12, 1e-8, 1e-4])
def test_the_logarithmic_mean_of_close_numbers_is_their_mean(gap):
    assert float(attribution.logarithmic_mean(np.array(1.0 + gap), np.array(1.0))) == pytest.approx(
        1 + gap / 2, rel=1e-9
    )
