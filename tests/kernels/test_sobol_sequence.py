"""The points of our scrambled Sobol sequence are those of SciPy, bit for bit, from any row on."""

import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

from intlindex.kernels.statistics.sobol_sequence import MOST_COLUMNS, ScrambledSobol

RNG = "rng" if "rng" in inspect.signature(qmc.Sobol).parameters else "seed"  # as SciPy before 1.15 calls it


def scipys(columns, generator):
    return qmc.Sobol(columns, **{RNG: generator})


@settings(max_examples=25, deadline=None)
@given(
    columns=st.integers(1, 60),
    doublings=st.integers(0, 9),
    start=st.integers(0, 511),
    count=st.integers(1, 70),
    seed=st.integers(0, 2**63),
)
def test_any_rows_are_those_of_scipy(columns, doublings, start, count, seed):
    rows = 2**doublings
    start = start % rows
    count = min(count, rows - start)
    ours = ScrambledSobol.of(columns, rows, np.random.default_rng(seed)).rows(start, count)
    theirs = scipys(columns, np.random.default_rng(seed)).random(rows)[start : start + count]
    np.testing.assert_array_equal(ours, theirs.T)


@pytest.mark.parametrize("generator", [np.random.PCG64, np.random.Philox, np.random.SFC64])
def test_whatever_draws_the_random_bits(generator):
    made = (np.random.Generator(generator(np.random.SeedSequence([1, 2, 3]))) for _ in range(2))
    ours, theirs = ScrambledSobol.of(1850, 16, next(made)), scipys(1850, next(made))
    np.testing.assert_array_equal(ours.rows(0, 16), theirs.random(16).T)


def test_the_last_column_that_there_is():
    ours = ScrambledSobol.of(MOST_COLUMNS, 2, np.random.default_rng(7)).rows(0, 2)
    assert MOST_COLUMNS == qmc.Sobol.MAXDIM
    assert ours.shape == (MOST_COLUMNS, 2)
    # two points of a scrambled sequence fall into the two halves of each column
    np.testing.assert_array_equal((ours < 0.5).sum(axis=1), 1)
