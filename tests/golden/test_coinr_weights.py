"""Principal components, correlations and optimised weights as the R package COINr 1.1.14 computes them.

The hand-made cases are transcribed: ``data/coinr_matrices.csv`` holds the inputs, ``data/coinr_weights_pca.csv`` the
first components and ``data/coinr_weights_corr.csv`` the Pearson correlations. Its ASEM example is not part of the
repository: those tests are marked as comparisons with outside figures.

Files of ``weights/`` left out, and why:

- ``eff_weights_*.csv``: effective weights are a product over the tree, not a weighting scheme of one group;
- ``noisy_weights.csv``: random perturbations, which belong to uncertainty analysis;
- ``opt_lev2_infomax.csv``, ``opt_lev3_infomax.csv``: another objective, the sum of the correlations, with no target;
- the column Obtained of ``opt_*.csv``: of the last evaluation and not of the optimum, and at level 2 in alphabetical
  order beside codes in the order of the index; what the weights obtain is computed here instead.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from intlindex.kernels import weigh

DATA = Path(__file__).parent / "data"
TOLERANCE = 1e-9
MATRICES = {case: rows.iloc[:, 2:] for case, rows in pd.read_csv(DATA / "coinr_matrices.csv").groupby("case")}
COMPONENTS = dict(list(pd.read_csv(DATA / "coinr_weights_pca.csv").groupby("case")))
CORRELATIONS = dict(list(pd.read_csv(DATA / "coinr_weights_corr.csv").groupby("case")))

REPEATED = {"na": 2}
"""Two complete rows have two components; R repeats their deviations to fill the column of the file."""
ROUNDING = 1e-12
"""Along some components the complete rows do not vary: what the file has there is rounding, and so is ours."""


def assert_same_direction(found, expected):
    """Compare up to sign, which no component has of its own."""
    turned = expected * np.sign(found @ expected)
    np.testing.assert_allclose(found, turned, rtol=TOLERANCE, atol=1e-12)


@pytest.mark.parametrize("case", COMPONENTS)
def test_the_first_component_is_that_of_the_complete_rows(case):
    expected = COMPONENTS[case]
    found = weigh.principal_directions(MATRICES[case].to_numpy())
    assert_same_direction(found.directions[:, 0], expected["PC1"].to_numpy())
    assert found.rows == len(MATRICES[case].dropna())


@pytest.mark.parametrize("case", COMPONENTS)
def test_the_deviations_along_the_components_agree(case):
    deviations = np.sqrt(weigh.principal_directions(MATRICES[case].to_numpy()).eigenvalues)
    expected = COMPONENTS[case]["sdev"].to_numpy()[: REPEATED.get(case)]
    np.testing.assert_allclose(deviations[: len(expected)], expected, rtol=TOLERANCE, atol=ROUNDING)
    np.testing.assert_allclose(deviations[len(expected) :], 0.0, atol=ROUNDING)


@pytest.mark.parametrize("case", CORRELATIONS)
def test_correlations_are_over_the_units_that_have_both(case):
    expected = CORRELATIONS[case][["c1", "c2", "c3", "c4"]].to_numpy()
    np.testing.assert_allclose(weigh.correlations(MATRICES[case].to_numpy()), expected, rtol=TOLERANCE, atol=1e-12)


class Asem:
    """The example: its data by step, its tree, and what COINr made of them."""

    def __init__(self, folder):
        self.folder = folder
        self.lineage = pd.read_csv(folder / "data" / "coin_lineage.csv")

    def step(self, name):
        return pd.read_csv(self.folder / "steps" / f"{name}.csv", index_col="uCode")

    def weights(self, name):
        return pd.read_csv(self.folder / "weights" / f"{name}.csv")

    def groups(self, level):
        """Children by parent; level 1 is that of the indicators."""
        child, parent = self.lineage.columns[level - 1 : level + 1]
        pairs = self.lineage[[child, parent]].drop_duplicates()
        return {name: list(rows[child]) for name, rows in pairs.groupby(parent)}


@pytest.fixture(scope="module")
def asem(oracle):
    return Asem(oracle)


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("name", "step", "level"),
    [
        ("pca_level1", "s5_normalised", 1),
        ("pca_level1_raw_naomit", "s0_raw", 1),
        ("pca_level2", "s6_aggregated", 2),
        ("pca_level3", "s6_aggregated", 3),
    ],
)
def test_first_components_by_group_agree_on_the_asem_example(asem, name, step, level):
    data = asem.step(step)
    expected = asem.weights(name).set_index("iCode")["Weight"]
    for children in asem.groups(level).values():
        found = weigh.principal_directions(data[children].to_numpy())
        assert_same_direction(found.directions[:, 0], expected[children].to_numpy())
        assert found.rows == len(data[children].dropna())


@pytest.mark.oracle
def test_the_first_component_of_all_indicators_agrees_on_the_asem_example(asem):
    expected = asem.weights("pca_level1_nogroups")
    found = weigh.principal_directions(asem.step("s5_normalised")[list(expected["iCode"])].to_numpy())
    assert_same_direction(found.directions[:, 0], expected["Weight"].to_numpy())


@pytest.mark.oracle
@pytest.mark.parametrize(("level", "step"), [(1, "s5_normalised"), (2, "s6_aggregated"), (3, "s6_aggregated")])
def test_variances_along_the_components_agree_on_the_asem_example(asem, level, step):
    expected = asem.weights(f"pca_level{level}_variance")
    groups = asem.groups(level)
    assert set(expected["group"]) == set(groups)
    for name, rows in expected.groupby("group"):
        found = weigh.principal_directions(asem.step(step)[groups[name]].to_numpy())
        np.testing.assert_allclose(np.sqrt(found.eigenvalues), rows["sdev"], rtol=TOLERANCE)
        np.testing.assert_allclose(found.explained, rows["prop_var"], rtol=TOLERANCE)


def obtained(values, weights):
    """Return COINr's measure: correlations with the weighted sum, scaled to sum to one."""
    index = values @ weights
    correlations = np.array([np.corrcoef(column, index)[0, 1] for column in values.T])
    return correlations / correlations.sum()


def miss(values, weights, target):
    """Return COINr's objective, the mean squared difference from the target."""
    return np.mean((obtained(values, weights) - target) ** 2)


def shares_of_the_index(asem, rows):
    """Return the weights that COINr's make in the index: shares within each sub-index, and half for each of the two."""
    weights = rows.set_index("iCode")["OptWeight"]
    for children in asem.groups(2).values():
        weights[children] = weights[children] / weights[children].sum() / 2
    return weights.to_numpy()


@pytest.mark.oracle
def test_two_sub_indexes_matter_alike_under_the_weights_that_are_found(asem):
    """The loose optimum of COINr is beaten, the tight one found again."""
    values = asem.step("s6_aggregated")[["Conn", "Sust"]].to_numpy()
    target = np.array([0.5, 0.5])
    fit = weigh.optimised(values, target)
    loose = asem.weights("opt_lev3_equal")["OptWeight"].to_numpy()
    tight = asem.weights("opt_lev3_equal_tol1e6")["OptWeight"].to_numpy()
    assert np.abs(fit.residuals).max() < 1e-12
    assert miss(values, fit.weights, target) < miss(values, loose, target)
    assert miss(values, fit.weights, target) <= miss(values, tight, target) + 1e-28
    np.testing.assert_allclose(fit.weights, tight, rtol=1e-7)


@pytest.mark.oracle
def test_a_target_that_only_a_negative_weight_meets_is_come_as_close_to_as_a_weight_of_zero_does(asem):
    """Correlations of one to two need a negative weight, which COINr takes; squared they are one to four."""
    values = asem.step("s6_aggregated")[["Conn", "Sust"]].to_numpy()
    theirs = asem.weights("opt_lev3_1_2")["OptWeight"].to_numpy()
    assert theirs.min() < 0
    np.testing.assert_allclose(obtained(values, theirs), [1 / 3, 2 / 3], rtol=1e-9)
    fit = weigh.optimised(values, np.array([1.0, 4.0]))
    np.testing.assert_allclose(fit.weights, [0.0, 1.0], atol=1e-12)
    r = np.corrcoef(values.T)[0, 1]
    np.testing.assert_allclose(fit.residuals, np.array([1, -1]) * (r * r / (1 + r * r) - 0.2), rtol=TOLERANCE)


@pytest.mark.oracle
def test_eight_pillars_come_closer_to_equal_importance_than_the_weights_of_coinr_that_are_not_negative(asem):
    """No weights at or above zero meet this target; those of COINr that nearly do are negative.

    Correlations that are all equal, and positive, are linear equations in the weights with one solution.
    """
    pillars = list(asem.weights("opt_lev2_equal")["iCode"])
    values = asem.step("s6_aggregated")[pillars].to_numpy()
    covariances = np.cov(values, rowvar=False)
    exact = np.linalg.solve(covariances, np.sqrt(np.diag(covariances)))
    assert exact.min() < -0.1 * exact.max()
    tight = shares_of_the_index(asem, asem.weights("opt_lev2_equal_tol1e4"))
    assert tight.min() < 0

    target = np.full(8, 1 / 8)
    fit = weigh.optimised(values, target)
    loose = shares_of_the_index(asem, asem.weights("opt_lev2_equal"))
    theirs = weigh.importance_shares(values, loose).shares
    assert loose.min() > 0
    assert fit.weights.min() >= 0
    assert (fit.correlations > 0).all()
    assert fit.objective < 0.1 * np.sum((theirs - target) ** 2)
    assert miss(values, fit.weights, target) < 0.1 * miss(values, loose, target)
