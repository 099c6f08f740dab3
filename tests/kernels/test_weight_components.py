"""Weights from principal components: what is kept, how it is rotated and turned, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlindex.kernels import weigh

SEEDS = st.integers(0, 2**32 - 1)
BLOCKS = np.random.default_rng(3).normal(size=(40, 2))[:, [0, 0, 0, 1, 1]] + np.random.default_rng(5).normal(
    scale=0.4, size=(40, 5)
)


def criterion(loadings):
    squares = (loadings / np.sqrt((loadings**2).sum(axis=1, keepdims=True))) ** 2
    return (squares**2).mean(axis=0).sum() - (squares.mean(axis=0) ** 2).sum()


@given(seed=SEEDS, children=st.integers(1, 6), units=st.integers(3, 12))
def test_components_are_an_orthogonal_frame_of_the_correlation_matrix(seed, children, units):
    values = np.random.default_rng(seed).normal(size=(units, children))
    found = weigh.principal_directions(values)
    np.testing.assert_allclose(found.directions.T @ found.directions, np.eye(children), atol=1e-9)
    rebuilt = found.directions * found.eigenvalues @ found.directions.T
    np.testing.assert_allclose(rebuilt, weigh.correlations(values), atol=1e-9)
    np.testing.assert_allclose(found.loadings @ found.loadings.T, rebuilt, atol=1e-9)
    assert found.explained.sum() == pytest.approx(1.0, abs=1e-12)
    assert (np.diff(found.eigenvalues) <= 1e-9).all()


@given(seed=SEEDS, children=st.integers(2, 6))
def test_the_largest_entry_of_each_direction_is_positive_whatever_the_order_of_the_units(seed, children):
    values = np.random.default_rng(seed).normal(size=(9, children))
    for rows in (values, values[::-1]):
        directions = weigh.principal_directions(rows).directions
        assert (directions.max(axis=0) >= np.abs(directions).max(axis=0) * (1 - 1e-8)).all()


def test_fewer_units_than_children_leave_components_without_variance():
    found = weigh.principal_directions(np.random.default_rng(2).normal(size=(3, 5)))
    assert found.directions.shape == (5, 5)
    np.testing.assert_array_equal(found.eigenvalues[3:], 0.0)
    assert found.eigenvalues[2] == pytest.approx(0.0, abs=1e-12)


@given(seed=SEEDS, children=st.integers(2, 8))
def test_no_other_rotation_of_two_factors_is_simpler(seed, children):
    loadings = np.random.default_rng(seed).normal(size=(children, 2))
    best = max(
        criterion(loadings @ np.array([[np.cos(t), np.sin(t)], [-np.sin(t), np.cos(t)]]))
        for t in np.linspace(0, np.pi / 2, 400)
    )
    assert criterion(weigh.varimax(loadings)) >= best - 1e-9


@given(seed=SEEDS, children=st.integers(2, 8), factors=st.integers(1, 4))
def test_rotation_keeps_what_the_factors_explain_of_each_child(seed, children, factors):
    loadings = np.random.default_rng(seed).normal(size=(children, factors))
    loadings.setflags(write=False)
    rotated = weigh.varimax(loadings)
    np.testing.assert_allclose(rotated @ rotated.T, loadings @ loadings.T, atol=1e-9)
    assert (np.diff((rotated**2).sum(axis=0)) <= 1e-8).all()
    np.testing.assert_allclose(weigh.varimax(rotated), rotated, atol=1e-6)


def test_rotation_leaves_what_every_angle_serves_as_well():
    """One child on one factor, and children spread evenly over the circle, have no best angle."""
    angles = np.arange(8) * np.pi / 4 + 0.1
    even = np.column_stack([np.cos(angles), np.sin(angles)])
    np.testing.assert_allclose(np.abs(weigh.varimax(even)), np.abs(even), atol=1e-9)
    assert weigh.varimax(np.array([[0.5], [-0.25], [0.0]])).tolist() == [[0.5], [-0.25], [0.0]]


def test_kaiser_keeps_the_two_blocks_and_gives_each_child_to_its_own():
    fit = weigh.principal_components(BLOCKS, method="handbook")
    assert fit.kept == 2
    assert fit.assigned.tolist() == [0, 0, 0, 1, 1]
    assert np.isnan(fit.rotated[:, 2:]).all()
    squares = fit.rotated[:, :2] ** 2
    scaled = squares / squares.sum(axis=0) * squares.sum(axis=0) / squares.sum()
    expected = scaled[np.arange(5), fit.assigned]
    np.testing.assert_allclose(fit.weights, expected / expected.sum(), rtol=1e-12)
    np.testing.assert_allclose(fit.factor_explained[:2], squares.sum(axis=0) / squares.sum(), rtol=1e-12)


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"components": 1}, 1),
        ({"components": 5}, 5),
        ({"threshold": 1.0}, 5),
        ({"threshold": 0.01}, 1),
        ({"threshold": 0.95}, 3),
        ({"components": 3, "threshold": 0.01}, 3),
    ],
)
def test_as_many_factors_are_kept_as_are_asked_for(options, kept):
    fit = weigh.principal_components(BLOCKS, method="handbook", **options)
    assert fit.kept == kept
    if "threshold" in options and "components" not in options:
        assert fit.explained[:kept].sum() >= options["threshold"] - 1e-9
        assert fit.explained[: kept - 1].sum() < options["threshold"]


def test_uncorrelated_children_keep_one_factor_though_no_eigenvalue_is_above_one():
    design = np.array([[f, g] for f in (-1.0, 1.0) for g in (-1.0, 1.0)])
    fit = weigh.principal_components(design, method="handbook")
    assert fit.kept == 1


def test_one_kept_factor_gives_the_weights_of_the_first_component():
    first = weigh.principal_components(BLOCKS)
    same = weigh.principal_components(BLOCKS, method="handbook", components=1)
    np.testing.assert_allclose(same.weights, first.weights, rtol=1e-12)
    np.testing.assert_allclose(first.weights, weigh.principal_directions(BLOCKS).directions[:, 0] ** 2, rtol=1e-12)


def test_loadings_of_one_sign_may_be_the_weights():
    values = BLOCKS[:, :3]
    direction = weigh.principal_directions(values).directions[:, 0]
    fit = weigh.principal_components(values, method="loadings")
    np.testing.assert_allclose(fit.weights, direction / direction.sum(), rtol=1e-12)


def test_loadings_of_both_signs_would_be_negative_weights_and_are_refused():
    turned = BLOCKS[:, :3] * [1.0, -1.0, 1.0]
    with pytest.raises(ValueError, match=r"loadings as weights would be negative: child 2 with -0\.\d+"):
        weigh.principal_components(turned, method="loadings")
    np.testing.assert_allclose(
        weigh.principal_components(turned).weights, weigh.principal_components(BLOCKS[:, :3]).weights, rtol=1e-12
    )


def test_units_with_a_blank_are_left_out_and_counted():
    holed = BLOCKS.copy()
    holed[[3, 7], [0, 4]] = np.nan
    fit = weigh.principal_components(holed, method="handbook")
    assert fit.rows == 38
    complete = np.delete(BLOCKS, [3, 7], axis=0)
    assert fit.weights.tobytes() == weigh.principal_components(complete, method="handbook").weights.tobytes()


def test_elements_of_a_batch_may_keep_different_numbers_of_factors():
    one_block = BLOCKS[:, [0]] + 0.1 * BLOCKS
    many = weigh.principal_components(np.stack([BLOCKS, one_block]), method="handbook")
    assert many.kept.tolist() == [2, 1]
    assert np.isnan(many.rotated[1, :, 1]).all()


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        ([[1.0, 2.0], [np.nan, 3.0]], {}, "at least two units without a blank, found 1"),
        ([[1.0, 2.0, 1.0], [1.0, 3.0, 1.0]], {}, "constant over the 2 units without a blank: children 1 and 3"),
        (BLOCKS, {"components": 6}, "components must be from 1 to 5, the number of children, found 6"),
        (BLOCKS, {"components": 0}, "components must be from 1 to 5, the number of children, found 0"),
        (BLOCKS, {"threshold": 0.0}, 'threshold must be "kaiser" or a share above 0 and up to 1, found 0.0'),
        (BLOCKS, {"threshold": 1.5}, 'threshold must be "kaiser" or a share above 0 and up to 1, found 1.5'),
    ],
)
def test_what_has_no_components_is_refused(values, options, message):
    with pytest.raises(ValueError, match=message):
        weigh.principal_components(np.array(values), method="handbook", **options)
