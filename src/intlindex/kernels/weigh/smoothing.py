"""Fixed linear smoothers of the index over each child: what a smooth curve explains, and its derivative.

A smoother of n units is a matrix of n rows and n columns. Above `LARGEST_SAMPLE` units the curve is drawn through the
means of `BINS` bins of about as many units each, so that time and memory grow with the units and not with their square.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.weigh.shared import Array, Places

__all__ = ["BINS", "LARGEST_SAMPLE", "Smoothers", "cubic", "dense", "local_linear"]

LARGEST_SAMPLE = 1000
"""Largest number of units for which each is smoothed separately."""
BINS = 256
"""Bins of a larger sample."""
ALONE = 48
"""Units at either end that have a bin each: outliers are far from their neighbours, and decide a curve."""

# Below this there is no line to draw through the neighbours of a unit.
NOTHING_NEAR = 1e-150


@dataclass(frozen=True, eq=False)
class Smoothers:
    """The matrix of each child, and which column of it each unit adds to."""

    matrices: Array
    """``(children, rows, columns)``; zero where a child has fewer."""
    columns: Places | None
    """``(children, units)``: where each unit's index is added up; None where the columns are the units themselves."""

    def apply(self, index: Array) -> Array:
        """Smooth an index of the units, ``(children, rows)``."""
        if self.columns is None:
            return np.asarray(self.matrices @ index)
        width = self.matrices.shape[2]
        sums = np.stack([np.bincount(each, index, minlength=width + 1)[:width] for each in self.columns])
        return np.asarray((self.matrices @ sums[:, :, None])[:, :, 0])

    def back(self, fitted: Array) -> Array:
        """Apply the transposed matrices to what was smoothed, ``(children, units)``."""
        by_column = (fitted[:, None, :] @ self.matrices)[:, 0, :]
        if self.columns is None:
            return np.asarray(by_column)
        padded = np.concatenate([by_column, np.zeros((len(by_column), 1))], axis=1)
        return np.asarray(np.take_along_axis(padded, self.columns, axis=1))


def dense(values: Array, present: NDArray[np.bool_], matrix_of: Callable[[Array], Array]) -> Smoothers:
    """Make the matrix ``(rows, units)`` of each child over the units that have it, zero at all others."""
    matrices = [matrix_of(values[rows, child]) for child, rows in enumerate(present.T)]
    spread = np.zeros((len(matrices), max(map(len, matrices)), len(values)))
    for child, matrix in enumerate(matrices):
        spread[child, : len(matrix), present[:, child]] = matrix.T
    return Smoothers(spread, None)


def cubic(column: Array) -> Array:
    """Return what the least-squares cubic explains besides the mean, as rows whose products with the index are squared.

    Of a lower degree where a child has few distinct values.
    """
    degree = min(3, len(np.unique(column)) - 1)
    basis, _ = np.linalg.qr(np.vander((column - column.mean()) / column.std(), degree + 1, increasing=True))
    return np.asarray(basis[:, 1:].T)  # the first is the mean


def local_linear(values: Array, present: NDArray[np.bool_], *, bandwidth: float) -> Smoothers:
    """Make the centred local-linear smoother of each child; through bins where the units are many."""
    if len(values) <= LARGEST_SAMPLE:
        return dense(values, present, lambda column: _of_units(column, bandwidth))
    binned = [_of_bins(values[rows, child], bandwidth) for child, rows in enumerate(present.T)]
    return _together(binned, present)


def _together(binned: Sequence[tuple[Array, Places]], present: NDArray[np.bool_]) -> Smoothers:
    width = max(len(matrix) for matrix, _ in binned)
    matrices = np.zeros((len(binned), width, width))
    columns = np.full(present.T.shape, width, dtype=np.intp)  # beyond the last: added to nothing
    for child, (matrix, bins) in enumerate(binned):
        matrices[child, : len(matrix), : len(matrix)] = matrix
        columns[child, present[:, child]] = bins
    return Smoothers(matrices, columns)


def _width(column: Array, bandwidth: float) -> float:
    return float(bandwidth * column.std(ddof=1) * len(column) ** -0.2)


def _of_units(column: Array, bandwidth: float) -> Array:
    smoother = _lines_at(column, np.ones(len(column)), _width(column, bandwidth))
    return np.asarray(smoother - smoother.mean(axis=0))


def _of_bins(column: Array, bandwidth: float) -> tuple[Array, Places]:
    """Return the matrix that takes the sums of an index over bins, and the bin of each unit.

    Units of one value share a bin. The squares of the rows sum to those of the fitted curve over all units.
    """
    _, first, count = np.unique(np.sort(column), return_index=True, return_counts=True)
    inner = np.clip(first - ALONE, 0, None) * (BINS - 2 * ALONE) // (len(column) - 2 * ALONE)
    of_value = np.minimum(first, ALONE) + inner + np.clip(first - len(column) + ALONE, 0, None)
    bins = np.unique(np.repeat(of_value, count), return_inverse=True)[1][_ranks(column)]
    sizes = np.bincount(bins).astype(np.float64)
    smoother = _lines_at(np.bincount(bins, column) / sizes, sizes, _width(column, bandwidth))
    centred = smoother - sizes @ smoother / sizes.sum()
    return np.asarray(np.sqrt(sizes)[:, None] * centred / sizes), bins


def _ranks(column: Array) -> Places:
    """Return the place of each unit among the sorted ones."""
    places = np.empty(len(column), dtype=np.intp)
    places[np.argsort(column, kind="stable")] = np.arange(len(column))
    return places


def _lines_at(points: Array, sizes: Array, width: float) -> Array:
    """Return the local-linear smoother at some points that stand for as many units as their sizes say."""
    gaps = (points[None, :] - points[:, None]) / width
    kernel = sizes * np.exp(-0.5 * gaps * gaps)
    zeroth, first, second = (np.sum(kernel * gaps**power, axis=1, keepdims=True) for power in range(3))
    # Where no unit but its ties is near, there is no line to draw: the local mean.
    drawn = second > NOTHING_NEAR
    line = kernel * (second - gaps * first) / np.where(drawn, zeroth * second - first * first, 1.0)
    return np.asarray(np.where(drawn, line, kernel / zeroth))
