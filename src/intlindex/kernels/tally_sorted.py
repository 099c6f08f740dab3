"""Count over draws that are sorted and have no ties but of units that are the same: their class stands once in each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import Ties
from intlindex.kernels.tally import parts_of

__all__ = ["BandCounter", "PairCounter", "RankCounter"]

Counts = NDArray[np.int64]
Order = NDArray[np.signedinteger]
Rows = NDArray[np.intp]

WORD = 8
"""Truths of one byte that are added up together; one byte holds sums to 255."""


HELD = 1 << 22
"""Ranks that are held until they are counted: many draws at once, and some units of all of them."""

UNITS_AT_ONCE = 512


class BandCounter:
    """How often each unit has a rank of each band, and sums over its ranks.

    Parameters
    ----------
    counts : (units, bands) array
        What is counted is added to it.
    bands : int
        How many bands there are.
    ties : {"min", "max", "average", "dense", "ordinal"}
        What equal units get: averaged ranks are counted in halves.

    Examples
    --------
    >>> counter = BandCounter(np.zeros((4, 2), dtype=np.int64), bands=2)
    >>> counter.add(np.array([[2, 0, 1]]), np.array([[0, 0, 2]]), np.array([0, 1, 3]))
    >>> sums, best, worst = counter.moments
    >>> sums.tolist(), best.tolist(), worst.tolist()
    ([[1, 1], [3, 9], [0, 0], [1, 1]], [1, 3, 5, 1], [1, 3, 0, 1])
    """

    def __init__(self, counts: Counts, *, bands: int, ties: Ties = "min") -> None:
        units = len(counts)
        self.counted = 0
        self._counts, self._bands = counts, bands
        self._band = np.arange(units) * bands // units
        self._ranks = np.zeros((max(HELD // units, 1), units), dtype=np.int32)
        self._ranked = np.arange(units)
        self._held = 0
        self._sums = np.zeros((units, 2), dtype=np.int64)
        self._parts = parts_of(ties)
        self._best, self._worst = np.full(units, self._parts * units + 1), np.zeros(units, dtype=np.int64)

    def add(self, units: Order, ranks: NDArray[np.int64], ranked: NDArray[np.intp]) -> None:
        """Count draws ``(draws, ranked units)``: the unit of each position, by place in `ranked`, and its rank."""
        if self._held and ranked is not self._ranked:
            self._count()
        self._ranked = ranked
        for unit, rank in zip(units, np.broadcast_to(ranks, units.shape), strict=True):
            self._ranks[self._held, unit] = rank
            self._held += 1
            if self._held == len(self._ranks):
                self._count()
        self.counted += len(units)

    @property
    def moments(self) -> tuple[Counts, Counts, Counts]:
        """Sums of the ranks from 1 and of their squares, ``(units, 2)``; best and worst of each; in parts of a rank."""
        if self._held:
            self._count()
        return self._sums, self._best, self._worst

    def _count(self) -> None:
        for left in range(0, self._ranked.size, UNITS_AT_ONCE):
            some = self._ranked[left : left + UNITS_AT_ONCE]
            where = slice(some[0], some[-1] + 1) if some[-1] - some[0] + 1 == some.size else some
            ranks = self._ranks[: self._held, left : left + some.size].astype(np.int64)
            cells = self._band[ranks // self._parts]
            cells *= some.size
            cells += np.arange(some.size)
            found = np.bincount(cells.reshape(-1), minlength=some.size * self._bands)
            self._counts.T[:, where] += found.reshape(self._bands, some.size)
            ranks += self._parts
            self._sums[where, 0] += ranks.sum(axis=0)
            self._sums[where, 1] += (ranks * ranks).sum(axis=0)
            self._best[where] = np.minimum(self._best[where], ranks.min(axis=0))
            self._worst[where] = np.maximum(self._worst[where], ranks.max(axis=0))
        self._held = 0


class RankCounter:
    """How often each class starts at each rank.

    Parameters
    ----------
    classes : (units,) array
        Class of each unit.
    ties : {"min", "max", "average", "dense", "ordinal"}
        What units of one class get, as in `intlindex.kernels.tally.places`.

    Examples
    --------
    >>> counter = RankCounter(np.array([0, 1, 0]), ties="max")
    >>> counter.add(np.array([[1, 0], [0, 1]]), np.array([], dtype=np.intp))
    >>> counter.counts
    array([[0, 1, 1],
           [1, 0, 1],
           [0, 1, 1]])
    """

    def __init__(self, classes: NDArray[np.intp], *, ties: Ties) -> None:
        self.counted = 0
        self._classes, self._ties = classes, ties
        self._sizes = np.bincount(classes)
        self._parts = parts_of(ties)
        self._width = self._parts * (classes.size - 1) + 1
        self._found = np.zeros(self._sizes.size * self._width, dtype=np.int64)
        self._alone = classes.size == self._sizes.size
        self._places = np.arange(self._sizes.size, dtype=np.int32) * np.int32(self._parts)

    def add(self, order: Order, left_out: Rows) -> None:
        """Count draws ``(draws, classes)``, best first, but for some rows."""
        where = order * np.int32(self._width)
        where += self._places if self._alone else self._starts(order)
        self._found += np.bincount(where.reshape(-1), minlength=self._found.size)
        if left_out.size:
            self._found -= np.bincount(where[left_out].reshape(-1), minlength=self._found.size)
        self.counted += len(order) - left_out.size

    def _starts(self, order: Order) -> NDArray[np.signedinteger]:
        """Return the rank of each class, from 0, in parts of a rank."""
        if self._ties == "dense":
            return self._places
        sizes = self._sizes[order]
        ends = np.cumsum(sizes, axis=1)
        if self._ties == "average":
            return np.asarray(2 * ends - sizes - 1, dtype=np.int32)
        return np.asarray(ends - 1 if self._ties == "max" else ends - sizes, dtype=np.int32)

    @property
    def counts(self) -> Counts:
        """How often each unit has each rank, ``(units, ranks)``."""
        by_class = self._found.reshape(-1, self._width)
        if self._ties != "ordinal":
            return by_class[self._classes]
        seen = np.zeros(self._sizes.size, dtype=np.intp)
        found = np.zeros((self._width, self._width), dtype=np.int64)
        for row, which in zip(found, self._classes, strict=True):  # equal units are in the order of the data
            row[seen[which] :] = by_class[which, : self._width - seen[which]]
            seen[which] += 1
        return found


class PairCounter:
    """How often one unit is strictly ahead of another.

    Ranks take a byte, or two where there are more than 256 classes; so do what comparing them gives, which is added
    up eight draws a word.

    Parameters
    ----------
    classes : (units,) array
        Class of each unit.
    draws : int
        Most draws that are added at once, at most 2,040.

    Examples
    --------
    >>> counter = PairCounter(np.array([0, 1, 0]), draws=2)
    >>> counter.add(np.array([[1, 0], [0, 1]]), np.array([1]))
    >>> counter.counts
    array([[0, 0, 0],
           [1, 0, 1],
           [0, 0, 0]])
    """

    def __init__(self, classes: NDArray[np.intp], *, draws: int) -> None:
        self.counted = 0
        self._classes = classes
        units = int(classes.max()) + 1
        kind = np.uint8 if units <= 1 << 8 else np.uint16
        room = -(-draws // WORD) * WORD
        self._place = np.arange(units, dtype=kind)
        self._ranks = np.zeros((units, room), dtype=kind)
        self._less = np.empty((units, room), dtype=bool)
        self._upper = np.zeros((units, units), dtype=np.int64)

    def add(self, order: Order, left_out: Rows) -> None:
        """Count draws ``(draws, classes)``, best first, but for some rows."""
        count, units = order.shape
        rows = np.empty(order.shape, dtype=self._place.dtype)
        rows[np.arange(count)[:, None], order] = self._place
        self._ranks[:, :count] = rows.T
        self._ranks[:, count:] = 0  # no unit is ahead of another
        self._ranks[:, left_out] = 0
        for unit in range(units - 1):
            less = np.less(self._ranks[unit], self._ranks[unit + 1 :], out=self._less[unit + 1 :])
            self._upper[unit, unit + 1 :] += _count_true(less)
        self.counted += count - left_out.size

    @property
    def counts(self) -> Counts:
        """How often the unit of the row is ahead of that of the column, ``(units, units)``."""
        lower = np.tril(self.counted - self._upper.T, -1)
        return (self._upper + lower)[np.ix_(self._classes, self._classes)]


def _count_true(truths: NDArray[np.bool_]) -> Counts:
    """Count what is true in each row, of whole words and at most 255 of them."""
    words = np.add.reduce(truths.view(np.uint64), axis=-1, keepdims=True)
    return np.asarray(np.add.reduce(words.view(np.uint8), axis=-1, dtype=np.int64))
