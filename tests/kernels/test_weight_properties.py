"""What holds for every scheme that learns weights from data, whatever its formula."""

from __future__ import annotations

from dataclasses import fields
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import dear
from intlindex.kernels import weigh


def to_equal(values, **options):
    return weigh.optimised(values, np.ones(values.shape[-1]), **options)


SCHEMES = {
    "entropy": weigh.entropy,
    "standard_deviation": weigh.standard_deviation,
    "critic": weigh.critic,
    "inverse_correlation": weigh.inverse_correlation,
    "first component": weigh.principal_components,
    "factors": partial(weigh.principal_components, method="handbook"),
    "factors unrotated": partial(weigh.principal_components, method="handbook", threshold=0.8, rotate="none"),
    "optimised": to_equal,
    "optimised by curve": partial(to_equal, measure="correlation_ratio"),
}
OF_ANY_SCALE = ["entropy", "inverse_correlation", "first component", "factors", "factors unrotated"]
FROM_ANY_ORIGIN = [name for name in SCHEMES if name != "entropy"]
COMPLETE_ROWS = ["first component", "factors", "factors unrotated"]
every_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
SAMPLES = st.tuples(st.integers(0, 2**32 - 1), st.integers(8, 20), st.integers(1, 5), st.booleans())


def only(*names):
    return pytest.mark.parametrize("scheme", [SCHEMES[name] for name in names], ids=names)


def sample(drawn):
    """Return positive values that hang together, of different spreads, some blank."""
    seed, units, children, blanks = drawn
    rng = np.random.default_rng(seed)
    together = rng.normal(size=(units, 1)) + rng.normal(size=(units, children)) * rng.uniform(0.5, 2, children)
    values = np.exp(0.5 * together) * rng.uniform(1, 3, children)
    if blanks:
        values[rng.random(values.shape) < 0.08] = np.nan
    # No child and no pair without units, whatever was drawn.
    values[:3] = np.where(np.isnan(values[:3]), rng.uniform(1, 5, (3, children)), values[:3])
    values.setflags(write=False)
    return values


def same_bits(first, second, at=()):
    return all(
        np.asarray(getattr(first, field.name))[at].tobytes() == np.asarray(getattr(second, field.name)).tobytes()
        for field in fields(second)
    )


@every_scheme
@given(drawn=SAMPLES)
@dear
def test_weights_are_shares_and_nobody_can_write_to_them(scheme, drawn):
    fit = scheme(sample(drawn))
    assert (fit.weights >= 0).all()
    assert fit.weights.sum() == pytest.approx(1.0, abs=1e-12)
    arrays = [getattr(fit, field.name) for field in fields(fit)]
    assert not any(array.flags.writeable for array in arrays if isinstance(array, np.ndarray))


@every_scheme
@given(drawn=SAMPLES, random=st.randoms(use_true_random=False))
@dear
def test_the_order_of_the_units_does_not_matter(scheme, drawn, random):
    values = sample(drawn)
    units = random.sample(range(len(values)), len(values))
    np.testing.assert_allclose(scheme(values[units]).weights, scheme(values).weights, rtol=1e-6, atol=1e-7)


@every_scheme
@given(drawn=SAMPLES, random=st.randoms(use_true_random=False))
@dear
def test_weights_follow_their_children(scheme, drawn, random):
    values = sample(drawn)
    children = random.sample(range(values.shape[1]), values.shape[1])
    np.testing.assert_allclose(
        scheme(values[:, children]).weights, scheme(values).weights[children], rtol=1e-6, atol=1e-7
    )


@only(*OF_ANY_SCALE)
@given(drawn=SAMPLES)
def test_the_unit_of_each_child_does_not_matter(scheme, drawn):
    values = sample(drawn)
    factors = np.random.default_rng(drawn[0]).uniform(0.01, 100.0, values.shape[1])
    np.testing.assert_allclose(scheme(values * factors).weights, scheme(values).weights, rtol=1e-8, atol=1e-12)


@only(*FROM_ANY_ORIGIN)
@given(drawn=SAMPLES, factor=st.floats(0.01, 100.0))
@dear
def test_a_common_unit_and_origin_do_not_matter(scheme, drawn, factor):
    values = sample(drawn)
    np.testing.assert_allclose(scheme(7.0 + factor * values).weights, scheme(values).weights, rtol=1e-6, atol=1e-7)


@every_scheme
@given(drawn=SAMPLES)
@dear
def test_a_unit_without_any_value_changes_nothing(scheme, drawn):
    values = sample(drawn)
    more = np.vstack([values, np.full(values.shape[1], np.nan)])
    np.testing.assert_allclose(scheme(more).weights, scheme(values).weights, rtol=1e-6, atol=1e-7)


@every_scheme
@given(drawn=SAMPLES)
@dear
def test_samples_alone_and_in_a_batch_give_the_same_bits(scheme, drawn):
    values = sample(drawn)
    more = sample((drawn[0] ^ 1, *drawn[1:]))
    many = scheme(np.asfortranarray(np.stack([[values, more], [more, values]])))
    assert many.weights.shape == (2, 2, values.shape[1])
    for at, alone in {(0, 0): values, (0, 1): more, (1, 0): more, (1, 1): values}.items():
        assert same_bits(many, scheme(alone), at)
        assert same_bits(many, scheme(np.asfortranarray(alone)), at)


@only("entropy", "standard_deviation", "critic", "inverse_correlation")
@given(drawn=SAMPLES)
def test_a_constant_child_has_no_weight_and_changes_none(scheme, drawn):
    values = sample(drawn)
    more = np.column_stack([values, np.full(len(values), 4.2)])
    np.testing.assert_allclose(scheme(more).weights[:-1], scheme(values).weights, rtol=1e-12)
    assert scheme(more).weights[-1] == 0.0


@only("entropy", "standard_deviation", "critic", "inverse_correlation")
def test_children_that_are_all_constant_are_refused(scheme):
    with pytest.raises(ValueError, match="all children are constant: there is no spread to weigh by"):
        scheme(np.ones((4, 2)))


@only("entropy", "standard_deviation", "critic", "inverse_correlation")
def test_a_single_child_has_the_whole_weight_even_without_spread(scheme):
    assert scheme(np.ones((4, 1))).weights.tolist() == [1.0]


@every_scheme
def test_an_empty_batch_is_refused(scheme):
    with pytest.raises(ValueError, match="an empty batch has nothing to weigh"):
        scheme(np.ones((0, 4, 2)))
