"""All rank bounds of the shipped cities, against the plain program for one city after the other."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

import intlindex as ix
from benchmarks.timing import Row, compare
from intlindex.cli.solver_output import solver_output_aside

__all__ = ["rows"]


def _plain_bounds(matrix: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Solve one program per city and side, with all other cities and one big M, as the method is defined."""
    count, width = matrix.shape
    scaled = matrix / np.ptp(matrix @ np.full(width, 1 / width))
    ranks = np.empty((count, 2), dtype=int)
    for city in range(count):
        leads = np.delete(scaled - scaled[city], city, axis=0)
        most = np.abs(leads).max()
        for side, sign, margin in ((0, 1, 0.0), (1, -1, 1e-6)):
            above = np.hstack([sign * leads, -(most + margin) * np.eye(count - 1)])
            total = np.concatenate([np.ones(width), np.zeros(count - 1)])
            cost = np.concatenate([np.zeros(width), np.ones(count - 1)])
            found = milp(
                cost,
                integrality=cost,
                bounds=Bounds(np.append(low, np.zeros(count - 1)), np.append(high, np.ones(count - 1))),
                constraints=[LinearConstraint(above, -np.inf, -margin), LinearConstraint(total[None], 1, 1)],
            )
            counted = round(float(found.fun))
            ranks[city, side] = 1 + counted if side == 0 else count - counted
    return ranks


def _matrix(index: ix.Index) -> np.ndarray:
    """Return the score of every city if one indicator has all the weight, with fills as fitted."""
    from intlindex.analyses.robustness.linear_scores import linear_scores
    from intlindex.core.weight_sets import resolve_weight_set

    (varied,) = resolve_weight_set(index, ix.Simplex(of="leaves"))
    return linear_scores(index, varied).matrix


def rows(*, repeats: int) -> list[Row]:
    """Measure the band of a quarter, and any weights at all."""
    index = ix.load("ieci-2022")
    matrix = _matrix(index)
    nominal = index.effective_weights[[node.id for node in index.framework.indicators]].to_numpy()
    measured = []
    for told, weights, low, high in (
        ("within a quarter", ix.Bounds(within=0.25, of="leaves"), 0.75 * nominal, 1.25 * nominal),
        ("any weights", ix.Simplex(of="leaves"), np.zeros(25), np.ones(25)),
    ):

        def ours(weights: ix.Bounds | ix.Simplex = weights) -> np.ndarray:
            with solver_output_aside():
                table = index.rank_bounds(weights=weights).table.loc[list(index.cities)]
            return table[["best", "worst"]].to_numpy(dtype=int)

        def plain(low: np.ndarray = low, high: np.ndarray = high) -> np.ndarray:
            with solver_output_aside():
                return _plain_bounds(matrix, low, high)

        work = f"best and worst ranks, 37 cities x 25 weights, {told}"
        measured.append(compare(work, ours, plain, against="one plain program per city and side", repeats=repeats))
        differ = int((ours() != plain()).sum())
        if differ:
            print(f"{work}: the plain program, at the solver's tolerances, differs in {differ} of 74 bounds")
    return measured
