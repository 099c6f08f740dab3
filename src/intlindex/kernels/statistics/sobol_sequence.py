"""A scrambled Sobol sequence of many columns, of which any rows can be drawn.

Scrambled as SciPy does it (Matousek 1998, Journal of Complexity 14, 527-556: a random lower triangular matrix of bits
for each column, then a random shift), from the same random numbers, so that the points are those of
``scipy.stats.qmc.Sobol(scramble=True)`` bit for bit. Scrambling is linear over bits: it is done to the direction
numbers that the asked number of rows needs, which are ten for 1,024 rows, and to whole words of bits at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_COLUMNS", "ScrambledSobol"]

Array = NDArray[np.float64]
Bits = NDArray[np.uint32]

BITS = 30
"""Of a point, in each column."""

MOST_COLUMNS = 21_201
"""Direction numbers that SciPy has, after Joe and Kuo (2008)."""


@dataclass(frozen=True)
class ScrambledSobol:
    """A scrambled sequence of a number of rows.

    Examples
    --------
    >>> sequence = ScrambledSobol.of(2, 8, np.random.default_rng(1))
    >>> bool((sequence.rows(4, 4) == sequence.rows(0, 8)[:, 4:]).all())
    True
    >>> np.sort(np.floor(8 * sequence.rows(0, 8)))  # one point in each eighth of each column
    array([[0., 1., 2., 3., 4., 5., 6., 7.],
           [0., 1., 2., 3., 4., 5., 6., 7.]])
    """

    directions: Bits
    """``(bits, columns)``: by what a point differs from the one before it, by the lowest bit in which they do."""
    shift: Bits
    """``(columns,)``: the first point."""

    @classmethod
    def of(cls, columns: int, rows: int, rng: np.random.Generator) -> ScrambledSobol:
        """Scramble a sequence.

        Parameters
        ----------
        columns : int
            At most `MOST_COLUMNS`.
        rows : int
            At most 2**30; how many can be drawn.
        rng : Generator
            Draws what scrambles.
        """
        (own,) = rng.spawn(1)  # as SciPy does, which resets it
        places = (2 ** np.arange(BITS, dtype=np.uint32)).astype(np.uint32)
        shift = _packed(own.integers(0, 2, (columns, BITS), dtype=np.uint32), places)
        triangles = np.tril(own.integers(0, 2, (columns, BITS, BITS), dtype=np.uint32), -1)
        matrices = _packed(triangles, places[::-1]) | places[::-1]  # the diagonal is one
        plain = _plain_directions(columns, max(rows - 1, 0).bit_length())
        scrambled = np.zeros_like(plain)
        for row, place in zip(matrices.T, places[::-1], strict=True):
            scrambled |= _parity(plain & row) * place
        return cls(scrambled, shift)

    def rows(self, start: int, count: int) -> Array:
        """Return some rows, ``(columns, count)``, each number in [0, 1)."""
        points = np.empty((count, self.shift.size), dtype=np.uint32)
        points[0] = self._point(start)
        for at in range(1, count):
            np.bitwise_xor(points[at - 1], self.directions[_lowest_bit(start + at)], out=points[at])
        return np.multiply(points.T, 2.0**-BITS, dtype=np.float64)

    def _point(self, at: int) -> Bits:
        """Return one point: all directions in which its Gray code has a bit."""
        code = at ^ (at >> 1)
        found = self.shift
        for bit in range(code.bit_length()):
            if code >> bit & 1:
                found = found ^ self.directions[bit]
        return found


def _lowest_bit(number: int) -> int:
    """Return the place of the lowest bit that is one."""
    return (number & -number).bit_length() - 1


def _packed(bits: Bits, places: Bits) -> Bits:
    """Put the bits along the last axis into one word."""
    return np.asarray((bits * places).sum(axis=-1, dtype=np.uint32))


def _plain_directions(columns: int, bits: int) -> Bits:
    """Return the direction numbers ``(bits, columns)`` of the sequence that is not scrambled, from its points."""
    from scipy.stats import qmc  # here, since it takes longer to import than all the rest

    sequence = qmc.Sobol(columns, scramble=False, bits=BITS)
    found = np.empty((bits, columns), dtype=np.uint32)
    for bit in range(bits):
        sequence.reset()
        if bit:
            sequence.fast_forward(2**bit - 1)
        before, after = (sequence.random(2) * 2.0**BITS).astype(np.uint32)
        np.bitwise_xor(before, after, out=found[bit])
    return found


def _parity(words: Bits) -> Bits:
    """Return 1 where a word has an odd number of bits that are one, else 0."""
    for half in (16, 8, 4, 2, 1):
        words = words ^ (words >> np.uint32(half))
    return words & np.uint32(1)
