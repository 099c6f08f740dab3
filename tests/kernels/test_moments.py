"""Skewness and kurtosis: those of scipy, and the same bits whatever the batch, the layout and the order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from intlindex.kernels.statistics.moments import kurtosis, skewness
from makers import same_bits
from strategies import NUMBERS, matrices

MOMENTS = {"skewness": (skewness, stats.skew, 3), "kurtosis": (kurtosis, stats.kurtosis, 4)}
every_moment = pytest.mark.parametrize(("moment", "reference", "least"), MOMENTS.values(), ids=MOMENTS)
LEADING = st.sampled_from([(), (1,), (3,), (2, 1), (2, 2)])


@st.composite
def batches(draw, elements=NUMBERS):
    shape = (*draw(LEADING), draw(st.integers(1, 19)), draw(st.integers(1, 4)))
    values = draw(hnp.arrays(np.float64, shape, elements=elements))
    values[draw(hnp.arrays(np.bool_, shape))] = np.nan
    return values


@every_moment
@pytest.mark.parametrize("bias", [False, True])
@given(values=matrices(3, min_rows=4, max_rows=19))
def test_moments_are_those_of_scipy(moment, reference, least, bias, values):
    found = moment(values, bias=bias)
    for column, result in zip(values.T, found, strict=True):
        present = column[~np.isnan(column)]
        if present.size >= least or bias:
            assert result == pytest.approx(reference(present, bias=bias), rel=1e-9, abs=1e-9)
        else:
            assert np.isnan(result)


@every_moment
@given(values=batches())
def test_a_moment_is_the_same_alone_and_in_a_batch(moment, reference, least, values):
    together = moment(values)
    for at in np.ndindex(values.shape[:-2]):
        assert same_bits(together[at], moment(values[at]))
        for column in range(values.shape[-1]):
            alone = np.ascontiguousarray(values[at][:, column : column + 1])
            assert same_bits(together[at][column : column + 1], moment(alone))


@every_moment
@given(values=batches())
def test_a_moment_does_not_see_how_memory_is_laid_out(moment, reference, least, values):
    expected = moment(values)
    gaps = np.repeat(np.repeat(values, 2, axis=-2), 3, axis=-1)[..., ::2, ::3]
    backwards = np.ascontiguousarray(values[..., ::-1])[..., ::-1]
    swapped = np.swapaxes(np.ascontiguousarray(np.swapaxes(values, -1, -2)), -1, -2)
    for layout in (np.asfortranarray(values), gaps, backwards, swapped):
        assert same_bits(moment(layout), expected)


@every_moment
@given(data=st.data())
def test_a_moment_does_not_see_the_order_of_the_units_or_blanks_between_them(moment, reference, least, data):
    values = data.draw(matrices(2, max_rows=19))
    order = data.draw(st.permutations(range(len(values))))
    assert same_bits(moment(values[order]), moment(values))
    assert same_bits(moment(np.concatenate([np.full((3, 2), np.nan), values])), moment(values))


@every_moment
@given(values=batches())
def test_moments_write_to_nothing(moment, reference, least, values):
    values.setflags(write=False)
    before = values.tobytes()
    moment(values)
    assert values.tobytes() == before


@every_moment
@pytest.mark.parametrize("size", [1e-250, 1e-9, 1e9, 1e250])
def test_moments_do_not_see_the_unit_of_measurement(moment, reference, least, size):
    values = np.array([3.0, 1.0, 4.0, 1.5, 9.0, 2.6])[:, None]
    assert moment(values * size) == pytest.approx(moment(values), rel=1e-12)


@every_moment
@pytest.mark.parametrize("bias", [False, True])
def test_a_constant_or_empty_indicator_has_no_moment(moment, reference, least, bias):
    """Ten times 0.1 have a mean that is not 0.1."""
    values = np.full((10, 3), [0.1, np.nan, 4.0])
    values[1:, 2] = np.nan
    assert np.isnan(moment(values, bias=bias)).all()


def test_too_few_values_have_no_corrected_moment():
    values = np.array([[1.0, 1.0], [5.0, 5.0], [np.nan, 6.0]])
    np.testing.assert_array_equal(np.isnan(skewness(values)), [True, False])
    np.testing.assert_array_equal(np.isnan(kurtosis(values)), [True, True])
    assert not np.isnan(skewness(values, bias=True)).any()
    assert not np.isnan(kurtosis(values, bias=True)).any()


def test_a_symmetric_indicator_is_not_skewed():
    assert skewness(np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]])) == 0.0
