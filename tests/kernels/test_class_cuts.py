"""Classes: cuts by quantiles and natural breaks, and the class of a score."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from intlindex.kernels.classes import class_of, distinct, natural_cuts, quantile_cuts

STEP = 2.0**-34


def deviations(values, units, starts):
    """Sum up squared deviations within the classes that start at some places, plainly."""
    total = 0.0
    for start, end in zip((0, *starts), (*starts, len(values)), strict=True):
        mean = np.average(values[start:end], weights=units[start:end])
        total += float((units[start:end] * (values[start:end] - mean) ** 2).sum())
    return total


@given(
    st.lists(st.integers(-1000, 1000), min_size=4, max_size=9, unique=True).map(sorted),
    st.integers(2, 4),
    st.data(),
)
def test_natural_breaks_are_as_good_as_the_best_of_all_partitions(values, classes, data):
    sample = np.array(values, dtype=np.float64) / 8
    units = np.array(data.draw(st.lists(st.integers(1, 3), min_size=len(values), max_size=len(values))), dtype=float)
    cuts = natural_cuts(sample, units, classes=classes)
    best = min(deviations(sample, units, starts) for starts in combinations(range(1, len(values)), classes - 1))
    found = deviations(sample, units, np.searchsorted(sample, cuts).tolist())
    assert found <= best * (1 + 1e-9) + 1e-9
    assert set(class_of(sample, cuts, step=STEP)) == set(range(classes))


def test_natural_breaks_find_clusters_at_any_magnitude():
    sample = np.array([1.0, 2.0, 3.0, 20.0, 21.0, 50.0])
    for factor in (1e-200, 1.0, 1e200):
        cuts = natural_cuts(sample * factor, np.ones(6), classes=3) / factor
        np.testing.assert_allclose(cuts, [11.5, 35.5])


def test_quantiles_are_those_of_all_units():
    sample = np.array([3.0, 1.0, 2.0, 2.0, 9.0, np.nan, 4.0])
    cuts = quantile_cuts(*distinct(sample, STEP), classes=3)
    np.testing.assert_allclose(cuts, np.nanquantile(sample, [1 / 3, 2 / 3]))


def test_a_score_at_a_cut_is_in_the_upper_class_in_any_batch():
    scores = np.array([[0.1 + 0.2, 0.3, 0.299], [np.nan, 0.5, -9.0]])
    assert class_of(scores, np.array([0.3, 0.4]), step=STEP).tolist() == [[1, 1, 0], [-1, 2, 0]]
    assert class_of(scores, np.array([np.nan]), step=STEP).tolist() == [[-1] * 3] * 2
