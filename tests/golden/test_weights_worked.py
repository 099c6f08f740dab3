"""Weighting schemes on examples small enough to be worked out on paper; the workings stand beside the figures.

No published example is used. Where a test compares with a computation of its own, by another route, it says so.
"""

from __future__ import annotations

import numpy as np
import pytest

from intlindex.kernels import weigh

EXACT = {"rtol": 1e-12, "atol": 1e-12}
PLACES_OF_THREE = np.array([[0.0, 2.0, 0.0], [1.0, 0.0, 2.0], [2.0, 1.0, 1.0]])
"""Three children, each with the values 0, 1, 2 in another order: standard deviations 1, centred -1, 0, 1.

r_12 = (-1 x 1 + 0 x -1 + 1 x 0) / 2 = -0.5;  r_13 = (-1 x -1 + 0 x 1 + 1 x 0) / 2 = 0.5;
r_23 = (1 x -1 + -1 x 1 + 0 x 0) / 2 = -1.
"""
DESIGN = np.array([[f, g, h] for f in (-1.0, 1.0) for g in (-1.0, 1.0) for h in (-1.0, 1.0)])
"""All eight combinations of three factors at two levels: uncorrelated columns of one spread."""


def test_centroid_weights_of_three_and_four_ranked_children():
    """Worked by hand: (1 + 1/2 + 1/3) / 3 = 11/18, (1/2 + 1/3) / 3 = 5/18, (1/3) / 3 = 2/18; of four, 48ths."""
    np.testing.assert_allclose(weigh.rank_order_centroid(np.array([3.0, 1.0, 2.0])), [2 / 18, 11 / 18, 5 / 18], **EXACT)
    np.testing.assert_allclose(weigh.rank_order_centroid(np.arange(1.0, 5.0)), np.array([25, 13, 7, 3]) / 48, **EXACT)


def test_rank_sum_weights_of_four_ranked_children():
    """Worked by hand: 4, 3, 2, 1 of 10."""
    np.testing.assert_allclose(weigh.rank_sum(np.arange(1.0, 5.0)), [0.4, 0.3, 0.2, 0.1], **EXACT)


def test_rank_reciprocal_weights_of_three_ranked_children():
    """Worked by hand: 1, 1/2, 1/3 of 11/6 are 6/11, 3/11, 2/11."""
    np.testing.assert_allclose(weigh.rank_reciprocal(np.arange(1.0, 4.0)), [6 / 11, 3 / 11, 2 / 11], **EXACT)


@pytest.mark.parametrize("tied", [[1, 2, 2], [1, 3, 3], [1, 2.5, 2.5]])
def test_a_tie_shares_the_weights_of_its_places_however_it_is_written(tied):
    """Worked by hand: places two and three have 5/18 and 2/18, 7/36 each; of the rank sum 2/6 and 1/6, 1/4 each."""
    order = np.array(tied, dtype=float)
    np.testing.assert_allclose(weigh.rank_order_centroid(order), [11 / 18, 7 / 36, 7 / 36], **EXACT)
    np.testing.assert_allclose(weigh.rank_sum(order), [0.5, 0.25, 0.25], **EXACT)
    np.testing.assert_allclose(weigh.rank_reciprocal(order), [6 / 11, 2.5 / 11, 2.5 / 11], **EXACT)


def test_budget_allocation_of_three_experts():
    """Worked by hand: shares (0.5, 0.5), (0.2, 0.8), (0.8, 0.2); means 0.5, deviations 0, -0.3, 0.3.

    The standard deviation is sqrt(0.18 / 2) = 0.3.
    """
    panel = weigh.budget_allocation(np.array([[50.0, 50.0], [2.0, 8.0], [80.0, 20.0]]))
    np.testing.assert_allclose(panel.weights, [0.5, 0.5], **EXACT)
    np.testing.assert_allclose(panel.spread, [0.3, 0.3], **EXACT)
    np.testing.assert_allclose(panel.lowest, [0.2, 0.2], **EXACT)
    np.testing.assert_allclose(panel.highest, [0.8, 0.8], **EXACT)


def test_consistent_comparisons_return_the_weights_they_were_made_from():
    """Worked by hand: ratios of (0.5, 0.3, 0.2); the matrix has rank one, its eigenvalue is n."""
    known = np.array([0.5, 0.3, 0.2])
    judged = weigh.analytic_hierarchy(known[:, None] / known)
    np.testing.assert_allclose(judged.weights, known, **EXACT)
    assert judged.eigenvalue == pytest.approx(3.0, abs=1e-12)
    assert judged.consistency_ratio == pytest.approx(0.0, abs=1e-12)
    assert judged.worst_disagreement == pytest.approx(1.0, abs=1e-12)


def test_three_inconsistent_comparisons_have_a_closed_form():
    """Worked by hand: 1 over 2 is 2, 2 over 3 is 2, 1 over 3 is 8 where 4 would be consistent.

    Of three, the principal eigenvector is that of the geometric means of the rows: 16^(1/3), 1, 16^(-1/3).
    The eigenvalue is 1 + t + 1/t with t = (8 / (2 x 2))^(1/3) = 2^(1/3).
    """
    judged = weigh.analytic_hierarchy(np.array([[1, 2, 8], [1 / 2, 1, 2], [1 / 8, 1 / 2, 1]]))
    rows = np.array([16 ** (1 / 3), 1.0, 16 ** (-1 / 3)])
    eigenvalue = 1 + 2 ** (1 / 3) + 2 ** (-1 / 3)
    np.testing.assert_allclose(judged.weights, rows / rows.sum(), **EXACT)
    assert judged.eigenvalue == pytest.approx(eigenvalue, abs=1e-12)
    assert judged.consistency_index == pytest.approx((eigenvalue - 3) / 2, abs=1e-12)
    assert judged.consistency_ratio == pytest.approx((eigenvalue - 3) / 2 / 0.58, abs=1e-12)
    assert judged.worst_triad.tolist() == [0, 1, 2]
    assert judged.worst_disagreement == pytest.approx(2.0, abs=1e-12)


def test_four_inconsistent_comparisons_by_repeated_multiplication():
    """By another route: the powers of a positive matrix turn any vector to its principal eigenvector."""
    matrix = np.array([[1, 3, 5, 7], [1 / 3, 1, 3, 3], [1 / 5, 1 / 3, 1, 2], [1 / 7, 1 / 3, 1 / 2, 1]])
    vector = np.ones(4)
    for _ in range(200):
        vector = matrix @ vector
        eigenvalue = vector.sum()
        vector = vector / eigenvalue
    judged = weigh.analytic_hierarchy(matrix)
    np.testing.assert_allclose(judged.weights, vector, **EXACT)
    assert judged.eigenvalue == pytest.approx(eigenvalue, rel=1e-12)
    assert judged.consistency_ratio == pytest.approx((eigenvalue - 4) / 3 / 0.90, rel=1e-9)


def test_the_random_indices_are_those_stated():
    """Saaty's values for 1 to 15 children, by which the consistency index is divided."""
    expected = [0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59]
    assert list(weigh.RANDOM_INDEX) == expected


def test_consistent_best_worst_judgements_return_the_weights_they_were_made_from():
    """Worked by hand: 8, 4, 2, 1 of 15; all products are 8, so nothing is left over."""
    judged = weigh.best_worst(np.array([2.0, 1.0, 8.0, 4.0]), np.array([4.0, 8.0, 1.0, 2.0]))
    np.testing.assert_allclose(judged.weights, np.array([4, 8, 1, 2]) / 15, **EXACT)
    assert judged.xi == pytest.approx(0.0, abs=1e-12)
    assert judged.consistency_ratio == 0.0
    assert (judged.best, judged.worst) == (1, 2)


def test_three_inconsistent_best_worst_judgements_have_a_closed_form():
    """Worked by hand: best over middle 2, middle over worst 2, best over worst 6 where 4 would be consistent.

    B - 2M <= xi, M - 2W <= xi and 6W - B <= xi; the first plus twice the second plus the third says 2W <= 4 xi.
    With M <= 2W + xi and B <= 2M + xi, 1 = B + M + W <= 7W + 4 xi <= 18 xi. So xi is 1/18 at best, and there all
    three are equalities: W = 2/18, M = 5/18, B = 11/18.
    The ratio is |2 x 2 - 6| / (36 - 6) = 1/15.
    """
    judged = weigh.best_worst(np.array([1.0, 2.0, 6.0]), np.array([6.0, 2.0, 1.0]))
    np.testing.assert_allclose(judged.weights, np.array([11, 5, 2]) / 18, **EXACT)
    assert judged.xi == pytest.approx(1 / 18, abs=1e-12)
    assert judged.consistency_ratio == pytest.approx(1 / 15, abs=1e-12)


def test_entropy_weights_step_by_step():
    """Worked by hand: values (1, 1, 2), (0, 1, 1), (5, 5, 5) of three units.

    Shares (1/4, 1/4, 1/2), (0, 1/2, 1/2), (1/3, 1/3, 1/3).
    Entropies: 2 x 1/4 log 4 + 1/2 log 2 = 1.5 log 2; log 2; log 3; all over log 3.
    Divergences: 1 - 1.5 log 2 / log 3, 1 - log 2 / log 3, 0.
    """
    fit = weigh.entropy(np.array([[1.0, 0.0, 5.0], [1.0, 1.0, 5.0], [2.0, 1.0, 5.0]]))
    ratio = np.log(2) / np.log(3)
    divergences = np.array([1 - 1.5 * ratio, 1 - ratio, 0.0])
    np.testing.assert_allclose(fit.entropies, [1.5 * ratio, ratio, 1.0], **EXACT)
    np.testing.assert_allclose(fit.weights, divergences / divergences.sum(), **EXACT)


def test_entropy_of_a_child_with_a_blank_is_that_of_its_present_units():
    """Worked by hand: (1, 3, blank) has shares 1/4, 3/4 of two units, (1, 1, 2) as above of three."""
    fit = weigh.entropy(np.array([[1.0, 1.0], [3.0, 1.0], [np.nan, 2.0]]))
    first = (0.25 * np.log(4) + 0.75 * np.log(4 / 3)) / np.log(2)
    np.testing.assert_allclose(fit.entropies, [first, 1.5 * np.log(2) / np.log(3)], **EXACT)


def test_critic_weights_step_by_step():
    """Worked by hand on `PLACES_OF_THREE`, the second child doubled: spread 1, 2, 1.

    Conflicts: 1.5 + 0.5 = 2, 1.5 + 2 = 3.5, 0.5 + 2 = 2.5. Information: 2, 7, 2.5, together 11.5.
    """
    fit = weigh.critic(PLACES_OF_THREE * [1.0, 2.0, 1.0])
    np.testing.assert_allclose(fit.deviations, [1.0, 2.0, 1.0], **EXACT)
    np.testing.assert_allclose(fit.conflicts, [2.0, 3.5, 2.5], **EXACT)
    np.testing.assert_allclose(fit.information, [2.0, 7.0, 2.5], **EXACT)
    np.testing.assert_allclose(fit.weights, np.array([2.0, 7.0, 2.5]) / 11.5, **EXACT)


def test_standard_deviation_weights():
    """Worked by hand: (0, 2) deviates by 1 and -1, sqrt(2 / 1); (0, 6) by three times that; (4, blank, 4) not."""
    fit = weigh.standard_deviation(np.array([[0.0, 0.0, 4.0], [2.0, 6.0, np.nan], [np.nan, np.nan, 4.0]]))
    np.testing.assert_allclose(fit.deviations, [np.sqrt(2), 3 * np.sqrt(2), 0.0], **EXACT)
    np.testing.assert_allclose(fit.weights, [0.25, 0.75, 0.0], **EXACT)


def test_inverse_correlation_weights_step_by_step():
    """Worked by hand on `PLACES_OF_THREE`: sums 1 + 0.5 + 0.5 = 2, 0.5 + 1 + 1 = 2.5, 0.5 + 1 + 1 = 2.5.

    Their inverses are 0.5, 0.4, 0.4, together 1.3.
    """
    fit = weigh.inverse_correlation(PLACES_OF_THREE)
    np.testing.assert_allclose(fit.totals, [2.0, 2.5, 2.5], **EXACT)
    np.testing.assert_allclose(fit.weights, np.array([5, 4, 4]) / 13, **EXACT)


def test_two_children_have_components_along_their_sum_and_difference():
    """Worked by hand: with correlation r the eigenvalues are 1 + r and 1 - r, here 1 -+ 0.5, turned by the sign."""
    found = weigh.principal_directions(PLACES_OF_THREE[:, :2])
    half = np.sqrt(0.5)
    np.testing.assert_allclose(found.eigenvalues, [1.5, 0.5], **EXACT)
    np.testing.assert_allclose(found.directions, [[half, half], [-half, half]], **EXACT)
    np.testing.assert_allclose(found.loadings[:, 0], [np.sqrt(0.75), -np.sqrt(0.75)], **EXACT)
    np.testing.assert_allclose(weigh.principal_components(PLACES_OF_THREE[:, :2]).weights, [0.5, 0.5], **EXACT)


def test_factor_weights_of_two_blocks_step_by_step():
    """Worked by hand: children f, 3f, g and 0.6 g + 0.8 h, with f, g, h uncorrelated.

    Correlations: 1 in the first block, 0.6 in the second. Eigenvalues 2 and 0, 1.6 and 0.4: Kaiser keeps 2 and 1.6.
    Loadings: 1, 1 on the first factor; sqrt(1.6 / 2) = sqrt(0.8) twice on the second; rotation has nothing to do.
    Squares scaled to one: 1/2, 1/2; 1/2, 1/2. Shares of the variance: 2 / 3.6 and 1.6 / 3.6.
    Weights: 1 / 3.6, 1 / 3.6, 0.8 / 3.6, 0.8 / 3.6. On the first component alone: 1/2, 1/2, 0, 0.
    """
    f, g, h = DESIGN.T
    values = np.column_stack([f, 3 * f, g, 0.6 * g + 0.8 * h])
    fit = weigh.principal_components(values, method="handbook")
    np.testing.assert_allclose(fit.eigenvalues, [2.0, 1.6, 0.4, 0.0], **EXACT)
    np.testing.assert_allclose(fit.explained, [0.5, 0.4, 0.1, 0.0], **EXACT)
    assert fit.kept == 2
    np.testing.assert_allclose(fit.factor_explained[:2], [2 / 3.6, 1.6 / 3.6], **EXACT)
    assert fit.assigned.tolist() == [0, 0, 1, 1]
    np.testing.assert_allclose(fit.weights, np.array([1.0, 1.0, 0.8, 0.8]) / 3.6, **EXACT)
    np.testing.assert_allclose(weigh.principal_components(values).weights, [0.5, 0.5, 0.0, 0.0], **EXACT)


def test_varimax_finds_the_blocks_that_a_rotation_has_hidden():
    """Worked by hand: loadings on one factor each are the simplest there are; 30 degrees hide them."""
    simple = np.array([[0.9, 0.0], [0.8, 0.0], [0.0, 0.7], [0.0, 0.6]])
    cosine, sine = np.sqrt(0.75), 0.5
    hidden = simple @ np.array([[cosine, sine], [-sine, cosine]])
    np.testing.assert_allclose(weigh.varimax(hidden), simple, **EXACT)


def test_importance_of_uncorrelated_children_grows_with_the_square_of_weight_and_spread():
    """Worked by hand: y = f/2 + (2g)/2 has variance 1/4 + 1, of which f explains 1/5 and g 4/5."""
    f, g, _ = DESIGN.T
    found = weigh.importance_shares(np.column_stack([f, 2 * g]), np.array([1.0, 1.0]))
    np.testing.assert_allclose(found.explained, [0.2, 0.8], **EXACT)
    np.testing.assert_allclose(found.shares, [0.2, 0.8], **EXACT)
    np.testing.assert_allclose(found.correlations, np.sqrt([0.2, 0.8]), **EXACT)


def test_uncorrelated_children_matter_alike_with_weights_inverse_to_their_spread():
    """Worked by hand: f w_1 and 2g w_2 have one variance where w_1 = 2 w_2; four to one where w_1 = 4 w_2."""
    f, g, _ = DESIGN.T
    values = np.column_stack([f, 2 * g])
    np.testing.assert_allclose(weigh.optimised(values, np.array([1.0, 1.0])).weights, [2 / 3, 1 / 3], rtol=1e-9)
    np.testing.assert_allclose(weigh.optimised(values, np.array([4.0, 1.0])).weights, [0.8, 0.2], rtol=1e-9)


def test_a_target_beyond_what_correlation_allows_ends_at_weight_zero_with_a_residual():
    """Worked by hand: children f and 0.5 f + sqrt(0.75) g correlate by 0.5.

    With all weight on the first, the squared correlations are 1 and 0.25, the shares 0.8 and 0.2: that target is
    met just there, and 0.9 to 0.1 is missed by 0.1 both ways, for any weight on the second raises its share.
    """
    f, g, _ = DESIGN.T
    values = np.column_stack([f, 0.5 * f + np.sqrt(0.75) * g])
    met = weigh.optimised(values, np.array([0.8, 0.2]))
    np.testing.assert_allclose(met.weights, [1.0, 0.0], atol=1e-7)
    np.testing.assert_allclose(met.residuals, [0.0, 0.0], atol=1e-7)
    missed = weigh.optimised(values, np.array([0.9, 0.1]))
    np.testing.assert_allclose(missed.weights, [1.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(missed.residuals, [-0.1, 0.1], atol=1e-12)
    assert missed.objective == pytest.approx(0.02, abs=1e-12)


def test_a_curve_sees_what_a_line_does_not():
    """Worked by hand: children x = -3, -1, 1, 3 and x^2; the index is their mean, a polynomial in x.

    The cubic explains all of it. The covariance of x with x^2 is zero, so the line explains 5 / (5 + 16) of it:
    the variances of x and x^2 are 20/4 and 64/4.
    """
    x = np.array([-3.0, -1.0, 1.0, 3.0])
    values = np.column_stack([x, x * x])
    by_line = weigh.importance_shares(values, np.array([0.5, 0.5]))
    by_curve = weigh.importance_shares(values, np.array([0.5, 0.5]), measure="correlation_ratio", smoother="cubic")
    assert by_line.explained[0] == pytest.approx(5 / 21, abs=1e-12)
    assert by_curve.explained[0] == pytest.approx(1.0, abs=1e-12)
