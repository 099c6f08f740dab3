"""Methods that need more than sums: benefit of the doubt and Copeland, against their plain formulations."""

from __future__ import annotations

import time

import numpy as np
from scipy.optimize import linprog

import intlindex as ix
from benchmarks.timing import Row, compare
from intlindex.kernels.aggregate.frontier import benefit_of_the_doubt
from intlindex.kernels.aggregate.outranking import copeland

__all__ = ["rows"]


def _plain_benefit(values: np.ndarray) -> np.ndarray:
    """Solve one linear program per unit, as the method is defined."""
    limits = np.ones(len(values))
    return np.array([-linprog(-own, A_ub=values, b_ub=limits).fun for own in values])


def _plain_copeland(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Compare each unit with all others, one after the other."""
    scores = np.empty(len(values))
    for unit, own in enumerate(values):
        lead = ((own > values) * weights).sum(axis=1) - ((own < values) * weights).sum(axis=1)
        scores[unit] = (lead > 1e-12).sum() - (lead < -1e-12).sum()
    return scores


def rows(*, repeats: int, units: int) -> list[Row]:
    """Measure both on the shipped cities, and Copeland on many random units."""
    dimensions = ix.load("ieci-2022").scores[["attractiveness", "influence", "connectivity"]].to_numpy()
    rng = np.random.default_rng(1)
    values, weights = rng.random((units, 50)), np.full(50, 0.02)
    assert np.allclose(benefit_of_the_doubt(dimensions).scores, _plain_benefit(dimensions)), "the same work"
    assert np.array_equal(copeland(values, weights), _plain_copeland(values, weights)), "the same work"
    return [
        compare(
            "benefit of the doubt, 37 cities x 3 dimensions",
            lambda: benefit_of_the_doubt(dimensions),
            lambda: _plain_benefit(dimensions),
            against="one linear program per city",
            repeats=repeats,
        ),
        compare(
            f"Copeland, {units} units x 50 indicators of equal weight (CPU time)",
            lambda: copeland(values, weights),
            lambda: _plain_copeland(values, weights),
            against="one unit against all others, in NumPy",
            repeats=repeats,
            clock=time.thread_time,
            asked=0.15,
        ),
    ]
