"""Draw shares: from random numbers to weights that sum to one.

Children stand first and draws last, ``(children, draws)``, so that what follows runs along the draws. What maps
independent numbers to shares is a function of theirs, so that pseudo-random and quasi-random numbers take the same
road; limits that no such map meets are met by rejection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.sentences import say

__all__ = ["Rejection", "dirichlet", "multipliers", "plan_bounded", "plan_ordered", "scaled", "sorted_within"]

Array = NDArray[np.float64]
Chains = Sequence[Sequence[int]]
Pairs = Sequence[tuple[int, int]]

LOWEST_ACCEPTANCE = 1e-4
"""Below one accepted candidate in ten thousand, rejection is hopeless."""

PILOT = 100_000
MARGIN = 1.2
SPARE = 32


def scaled(values: Array) -> Array:
    """Scale ``(children, draws)`` so that each draw sums to one, adding up in a fixed order.

    Of independent standard exponentials it makes shares that are uniform on the simplex, of gamma variates of shapes a
    those of the Dirichlet distribution with parameters a (Devroye 1986, Non-Uniform Random Variate Generation,
    theorems XI.4.1 and V.2.2).

    Examples
    --------
    >>> scaled(np.array([[1.0, 2.0], [3.0, 2.0]]))
    array([[0.25, 0.5 ],
           [0.75, 0.5 ]])
    """
    total = values[0].copy()
    for row in values[1:]:
        total += row
    return np.asarray(values / total)


def dirichlet(variates: Array, nominal: Array, uniforms_of: Callable[[NDArray[np.bool_]], Array]) -> Array:
    """Scale gamma variates ``(children, draws)``, whose shapes are in proportion to nominal shares, to sum to one.

    Where all of a draw are too small for a float one child has nearly all. Of a small shape a, the variate is in
    proportion to ``u^(1/a)`` for a uniform u, so it is the child with the largest ``log(u) / a``: each as often as its
    nominal share.

    Parameters
    ----------
    variates : (children, draws) array
        Gamma variates.
    nominal : (children,) array
        Nominal shares; a child whose share is zero has nothing.
    uniforms_of : callable
        Gives uniform numbers ``(children, lost)`` for the draws that are lost, given by a mask.

    Returns
    -------
    (children, draws) array
        Shares.

    Examples
    --------
    >>> uniforms = np.array([[0.9, 0.5], [0.8, 0.9]])
    >>> dirichlet(np.array([[1.0, 0.0], [3.0, 0.0]]), np.array([0.5, 0.5]), lambda lost: uniforms[:, lost])
    array([[0.25, 0.  ],
           [0.75, 1.  ]])
    """
    some = nominal > 0
    variates = np.where(some[:, None], variates, 0.0)
    lost = np.asarray(~variates.any(axis=0))
    if lost.any():
        with np.errstate(divide="ignore"):
            sizes = np.log(uniforms_of(lost)) / np.where(some, nominal, 1.0)[:, None]
        sizes[~some] = -np.inf
        variates[sizes.argmax(axis=0), np.flatnonzero(lost)] = 1.0
    return scaled(variates)


def multipliers(uniforms: Array, *, noise: float) -> Array:
    """Turn uniforms ``(children, draws)``, in place, into ``1 + noise u``, with u from -1 to 1.

    Examples
    --------
    >>> multipliers(np.array([[0.0, 0.5, 1.0]]), noise=0.25)
    array([[0.75, 1.  , 1.25]])
    """
    uniforms *= 2.0
    uniforms -= 1.0
    uniforms *= noise
    uniforms += 1.0
    return uniforms


def sorted_within(shares: Array, chains: Chains) -> Array:
    """Sort the shares ``(children, draws)`` within each chain, highest first.

    Exchangeable shares that are sorted are uniform over those that keep the order, if no chain shares a child
    with another.

    Examples
    --------
    >>> sorted_within(np.array([[0.2, 0.5], [0.7, 0.4], [0.1, 0.1]]), [[0, 1]])
    array([[0.7, 0.5],
           [0.2, 0.4],
           [0.1, 0.1]])
    """
    result = shares.copy()
    for chain in chains:
        result[list(chain)] = np.sort(shares[list(chain)], axis=0)[::-1]
    return result


@dataclass(frozen=True)
class Rejection:
    """Candidates of which those within limits are kept: exact, at the price of a share that is thrown away."""

    kind: Literal["fixed", "box", "simplex"]
    """Candidates are uniform in the box of limits but for one child, which takes the rest; or on the simplex."""
    low: Array
    high: Array
    pairs: tuple[tuple[int, int], ...] = ()
    """Children of which the first has at least the share of the second."""
    acceptance: float = 1.0
    """Share of candidates that are kept, measured once."""

    def draw(self, rng: np.random.Generator, count: int) -> Array:
        """Draw shares ``(children, count)``.

        Parameters
        ----------
        rng : Generator
            Where the random numbers come from.
        count : int
            How many draws.

        Returns
        -------
        (children, count) array
            Each draw sums to one and keeps the limits.
        """
        if self.kind == "fixed":
            return np.repeat(self.low[:, None], count, axis=1)
        kept: list[Array] = []
        missing = count
        while missing > 0:
            candidates = self.candidates(rng, int(missing / self.acceptance * MARGIN) + SPARE)
            found = candidates[:, self.keeps(candidates)]
            kept.append(found)
            missing -= found.shape[1]
        return np.concatenate(kept, axis=1)[:, :count]

    def candidates(self, rng: np.random.Generator, count: int) -> Array:
        """Draw shares that sum to one but may break the limits."""
        width = self.high - self.low
        free = np.flatnonzero(width > 0)
        shares = np.repeat(self.low[:, None], count, axis=1)
        if self.kind == "simplex":
            shares[free] += scaled(rng.standard_exponential((free.size, count))) * (1.0 - self.low.sum())
            return shares
        last = free[np.argmax(width[free])]
        rest = free[free != last]
        shares[rest] += rng.random((rest.size, count)) * width[rest, None]
        others = np.delete(shares, last, axis=0)
        shares[last] = 1.0 - np.add.accumulate(others, axis=0)[-1]
        return shares

    def keeps(self, shares: Array) -> NDArray[np.bool_]:
        """Return which draws keep the limits."""
        width = self.high - self.low
        free = width > 0
        kept = ((shares >= self.low[:, None]) & (shares <= self.high[:, None]))[free].all(axis=0)
        for first, second in self.pairs:
            kept &= shares[first] >= shares[second]
        return np.asarray(kept)


def plan_bounded(low: Array, high: Array) -> Rejection:
    """Choose how to draw uniformly from all shares within limits.

    The better of two kinds of candidates is taken: for narrow limits uniform in their box with one child taking the
    rest, for wide ones uniform on the simplex above the least shares.

    Parameters
    ----------
    low, high : (children,) arrays
        Least and largest share of each; some shares within them sum to one.

    Returns
    -------
    Rejection
        Draws from the set.

    Raises
    ------
    ValueError
        If the limits leave so little that neither finds it.

    Examples
    --------
    >>> plan = plan_bounded(np.array([0.4, 0.1]), np.array([0.6, 0.9]))
    >>> shares = plan.draw(np.random.default_rng(1), 1000)
    >>> bool((shares[0] >= 0.4).all() and (shares[0] <= 0.6).all())
    True
    """
    width = high - low
    if not (width > 0).any() or low.sum() >= 1.0 or high.sum() <= 1.0:
        edge = low if low.sum() >= 1.0 or not (width > 0).any() else high
        return Rejection("fixed", edge / edge.sum(), edge / edge.sum())
    return _better(lambda kind: Rejection(kind, low, high))


def plan_ordered(children: int, pairs: Pairs) -> Rejection:
    """Choose how to draw uniformly from all shares of which some are at least others.

    Raises
    ------
    ValueError
        If the order leaves so little that rejection does not find it.

    Examples
    --------
    >>> shares = plan_ordered(3, [(0, 1), (0, 2)]).draw(np.random.default_rng(1), 100)
    >>> bool((shares[0] >= shares[1:].max(axis=0)).all())
    True
    """
    return _better(lambda kind: Rejection(kind, np.zeros(children), np.ones(children), tuple(pairs)), ("simplex",))


def _better(
    make: Callable[[Literal["box", "simplex"]], Rejection],
    kinds: tuple[Literal["box", "simplex"], ...] = ("box", "simplex"),
) -> Rejection:
    """Try each kind of candidates, and keep the one that throws the least away."""
    tried = []
    for kind in kinds:
        plan = make(kind)
        kept = plan.keeps(plan.candidates(np.random.default_rng(0), PILOT)).mean()
        tried.append(Rejection(plan.kind, plan.low, plan.high, plan.pairs, float(kept)))
    best = max(tried, key=lambda plan: plan.acceptance)
    if best.acceptance < LOWEST_ACCEPTANCE:
        raise ValueError(say("infeasible/kernel-limits"))
    return best
