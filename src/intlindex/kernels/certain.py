"""Sort many draws by weighted sums that BLAS adds up, and find which of them are certain to be in order.

Ranks are defined by sums in a fixed order, compared as whole steps of a grid. A matrix product adds up in whatever
order the machine likes, and is many times faster; a draw is *certain* if the order that it gives is proven to be that
of the fixed sums, without any tie. What is not certain is for the caller to score as it is defined.

Why a certain draw has the order of the fixed sums
--------------------------------------------------
Let u = 2^-53; X the values ``(children, units)`` and M the largest of their magnitudes; w the weights of a draw, at
least 0; n the children of all groups that weights run through, at least as many as rows of X; and L the levels of
groups. With c, the sum of w, the fixed sums are compared with the exact ones, s = sum(w X) / c.

1. *Fixed sums.* Going up one level takes a product and as many additions as there are children, less one; an effective
   weight takes L products. If the weights of the fixed sums were scaled to one first, that took n - 1 additions and a
   division. Standard bounds (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 3.1) give
   ``|fixed - s c'| <= (2 n + L + 1) u M`` with c' either 1 or c.
2. *Weights sum to one*, or the draw is not certain: ``|c - 1| <= 4 (n + 2) u`` by sums that miss c by n u at most. So
   taking s for s c errs by ``5 (n + 2) u M`` at most.
3. *Keys.* A value is kept as its distance to the largest one in units of the keys, which takes a difference and a
   quotient; the product with the weights adds at most n roundings in any order, fused or not. Distances are at most
   2 M. So keys, taken back, miss the distance of the sums by ``2 (n + 3) u M`` at most, but for what all units of a
   draw share.
4. In all, what separates two units in the keys is off by at most 2 delta, with ``delta = 1.01 (9 n + L + 17) u M``;
   the hundredth is for products of roundings. Underflow is nothing beside it: steps below 1e-200 are refused.
5. *Truncation* to whole numbers moves a key by less than one unit. The low bits hold the unit's number, so packed
   keys of neighbours that differ by ``(apart + 1) << bits`` have keys that differ by more than ``apart``, and so sums
   that differ by more than ``(apart - 1) unit - 2 delta >= 1.25 step``.
6. *The grid* divides the sum by the step. It is refused if delta > step, so the quotient is below 1 / (17 u), and its
   rounding below 0.06. Quotients that differ by more than 1.25 - 0.12 > 1 round to different whole numbers, in the same
   order. Neighbours are enough: what lies further apart in the sorted keys differs by more.

Units with the same values, bit for bit, have the same fixed sums whatever the weights: they always tie. The caller
hands in each such class once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Keys", "Sorter", "keys_of"]

Array = NDArray[np.float64]
Order = NDArray[np.signedinteger]

ROUNDING = 2.0**-53

NARROW_UNITS = 64
"""Up to this number of units, keys of 32 bits decide the order of most draws."""

NARROW_ROOM = 31
WIDE_ROOM = 52
"""Bits of a key; above 52, keys would be finer than float64."""

LEAST_STEP = 1e-200

ONE_THREAD = 262_144
"""Multiplications of one matrix product that OpenBLAS does on the calling thread: threads are our own."""

WORD = 8
"""Truths of one byte that are looked at together."""

ROWS = 256
"""Draws of one matrix product, at most."""


@dataclass(frozen=True)
class Keys:
    """Values as distances to the best, in units of a key, and how far apart keys are certain to be in order."""

    values: Array
    """``(children, units)``"""
    bits: int
    """Low bits of a packed key, which hold the unit."""
    wide: bool
    """Whether keys have 64 bits."""
    smallest_gap: int
    """Neighbours whose packed keys differ by this much are certain."""
    off: float
    """How far the sum of weights may be from one."""

    @property
    def units(self) -> int:
        """How many units."""
        return int(self.values.shape[1])


def keys_of(values: Array, step: float, *, children: int, levels: int, wide: bool = False) -> Keys | None:
    """Lay out keys, if they can decide the order of weighted sums.

    Parameters
    ----------
    values : (children, units) array
        Values of what is weighed; each row gets one weight.
    step : float
        Step of the grid on which sums are compared.
    children : int
        Children of all groups that weights run through, at least as many as rows.
    levels : int
        Levels of such groups.
    wide : bool
        Keys of 64 bits in any case: slower to sort, and nearly always certain.

    Returns
    -------
    Keys or None
        None where rounding would hide steps of the grid, or a value is not finite.

    Examples
    --------
    >>> keys_of(np.array([[1.0, 3.0], [2.0, 0.0]]), 1e-10, children=2, levels=1).units
    2
    >>> keys_of(np.array([[1.0, 3.0]]), 1e-17, children=1, levels=1) is None
    True
    """
    units = values.shape[1]
    if not values.size or not np.isfinite(values).all():
        return None
    high, low = float(values.max()), float(values.min())
    delta = 1.01 * (9 * children + levels + 17) * ROUNDING * max(abs(high), abs(low))
    if not (LEAST_STEP < step < np.inf and delta <= step and high - low < np.inf):
        return None
    bits = max(int(units - 1).bit_length(), 1)
    wide = wide or units > NARROW_UNITS
    room = (WIDE_ROOM if wide else NARROW_ROOM) - bits - 1
    unit = max((high - low) / 2.0**room, step / 4)
    apart = int(np.ceil((1.25 * step + 2 * delta) / unit)) + 1
    distances = np.ascontiguousarray((high - values) / unit)
    return Keys(distances, bits, wide, (apart + 1) << bits, 4 * (children + 2) * ROUNDING)


class Sorter:
    """Sorts draws, some at once, in arrays that are made once."""

    def __init__(self, keys: Keys, draws: int) -> None:
        kind = np.int64 if keys.wide else np.int32
        shape = draws, keys.units
        self.keys = keys
        self._sums = np.empty(shape)
        self._packed = np.empty(shape, dtype=kind)
        self._gaps = np.empty(draws * keys.units, dtype=kind)
        self._units = np.tile(np.arange(keys.units, dtype=kind), (draws, 1))
        self._mask = (1 << keys.bits) - 1
        self._near = np.zeros(-(-draws * keys.units // WORD) * WORD, dtype=bool)

    def sort(self, weights: Array) -> tuple[Order, NDArray[np.intp], NDArray[np.intp]]:
        """Sort some draws, best first.

        Parameters
        ----------
        weights : (children, draws) array
            Weights, none below zero; a draw whose weights do not sum to one is not certain.

        Returns
        -------
        order : (draws, units) array
            Which unit stands where; the next call writes over it.
        near : array
            Units too near to the one before them to be certain: places in `order`, flattened.
        unsummed : array
            Draws whose weights do not sum to one.

        Examples
        --------
        >>> sorter = Sorter(keys_of(np.array([[1.0, 3.0, 3.0]]), 1e-10, children=1, levels=1), 2)
        >>> order, near, unsummed = sorter.sort(np.array([[1.0]]))
        >>> order[0], near, unsummed
        (array([1, 2, 0], dtype=int32), array([1]), array([], dtype=int64))
        """
        count, units = weights.shape[1], self.keys.units
        sums, packed = self._sums[:count], self._packed[:count]
        with np.errstate(all="ignore"):  # weights that are no numbers do not sum to one
            _multiply(weights, self.keys.values, sums)
            np.copyto(packed, sums, casting="unsafe")  # towards zero: less than one unit away
            off = np.abs(np.add.reduce(weights, axis=0) - 1.0)
        np.left_shift(packed, self.keys.bits, out=packed)
        np.bitwise_or(packed, self._units[:count], out=packed)
        packed.sort(axis=1)
        flat = packed.reshape(-1)
        gaps = np.subtract(flat[1:], flat[:-1], out=self._gaps[: flat.size - 1])
        # From the last of a draw to the first of the next they are negative, so without a sign they are huge.
        gaps = gaps.view(np.uint64 if self.keys.wide else np.uint32)
        near = _NONE
        if gaps.size and int(gaps.min()) < self.keys.smallest_gap:
            near = self._where_near(gaps) + 1
            near = near[near % units > 0]
        np.bitwise_and(packed, self._mask, out=packed)
        fine = float(off.max(initial=0.0)) <= self.keys.off
        return packed, near, _NONE if fine else np.flatnonzero(~(off <= self.keys.off))

    def _where_near(self, gaps: NDArray[np.unsignedinteger]) -> NDArray[np.intp]:
        """Find the few gaps that are too small, eight at a time."""
        np.less(gaps, self.keys.smallest_gap, out=self._near[: gaps.size])
        self._near[gaps.size :] = False
        some = np.flatnonzero(self._near.view(np.uint64))
        at, within = np.nonzero(self._near.reshape(-1, WORD)[some])
        return np.asarray(some[at] * WORD + within)


_NONE = np.empty(0, dtype=np.intp)


def _multiply(weights: Array, values: Array, out: Array) -> None:
    """Multiply ``weights.T @ values`` in pieces that stay on the calling thread."""
    children, units = values.shape
    columns = min(units, max(ONE_THREAD // (children * 32), 1))
    rows = min(ROWS, max(ONE_THREAD // (children * columns), 1))
    for left in range(0, units, columns):
        part = values[:, left : left + columns]
        for top in range(0, weights.shape[1], rows):
            draws = slice(top, top + rows)
            np.matmul(weights[:, draws].T, part, out=out[draws, left : left + columns])
