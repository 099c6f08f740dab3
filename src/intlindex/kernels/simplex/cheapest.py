"""The cheapest way to a gain: steps of several things, each thing's steps in their order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.simplex.mixed_integer import DONE, INFEASIBLE, SolverError
from intlindex.sentences import say

__all__ = ["cheapest_gain"]

Array = NDArray[np.float64]


def cheapest_gain(
    things: NDArray[np.intp],
    gains: Array,
    costs: Array,
    *,
    whole: NDArray[np.bool_],
    wanted: float,
    lengths: Array | None = None,
    most: int | None = None,
    fixed: float = 0.0,
) -> Array | None:
    """Choose how far to go on each of some steps, so that the gain is enough and the cost least.

    Where each step of a lever gains less than the one before, steps are taken in order automatically; elsewhere a
    step may start only when the one before is done, which takes a binary variable per step. Steps that are taken
    wholly or not at all take one each as well, things that move by whole numbers an integer variable each.

    Parameters
    ----------
    things : (steps,) array of int
        What each step belongs to; the steps of one thing stand together, in their order.
    gains, costs : (steps,) arrays
        What the whole of each step brings, and costs.
    whole : (steps,) array of bool
        Which steps are taken wholly or not at all.
    wanted : float
        The gain that is needed.
    lengths : (steps,) array, optional
        Length of the steps of things that move by whole numbers, which the parts taken add up to; NaN for all others.
    most : int, optional
        The largest number of things that may move.
    fixed : float
        What each thing that moves costs besides, where a mixed-integer program is solved.

    Returns
    -------
    (steps,) array or None
        Which part of each step to take; None if all steps together are not enough.

    Raises
    ------
    SolverError
        If the solver stops without an answer.

    Examples
    --------
    >>> things, gains, costs = np.array([0, 0, 1]), np.array([2.0, 1.0, 2.0]), np.array([2.0, 2.0, 3.0])
    >>> cheapest_gain(things, gains, costs, whole=np.zeros(3, dtype=bool), wanted=3.0)
    array([1. , 0. , 0.5])
    >>> lengths = np.array([np.nan, np.nan, 3.0])
    >>> taken = cheapest_gain(things, gains, costs, whole=np.zeros(3, dtype=bool), wanted=3.0, lengths=lengths)
    >>> round(float(costs @ taken), 3), round(float(gains @ taken), 3)
    (3.667, 3.0)
    """
    if gains.sum() < wanted:
        return None
    if wanted <= 0:
        return np.zeros(gains.size)
    lengths = np.full(gains.size, np.nan) if lengths is None else lengths
    follows = np.flatnonzero(np.diff(things) == 0) + 1  # steps that have one before
    pays = [gains[at] * costs[at - 1] > gains[at - 1] * costs[at] * (1 + 1e-12) for at in follows]
    if not any(pays) and not whole.any() and np.isnan(lengths).all() and most is None:
        return _greedy(gains, costs, wanted)
    return _in_order(
        things, gains, costs, ordered=follows, whole=whole, wanted=wanted, lengths=lengths, most=most, fixed=fixed
    )


def _greedy(gains: Array, costs: Array, wanted: float) -> Array:
    """Take what pays most first; no step pays more than the one before it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = np.where(costs > 0, gains / costs, np.where(gains > 0, np.inf, -1.0))
    parts = np.zeros(gains.size)
    left = wanted
    for at in np.argsort(-worth, kind="stable"):
        if left <= 0 or gains[at] <= 0:
            break
        parts[at] = min(left / gains[at], 1.0)
        left -= gains[at] * parts[at]
    return parts


def _in_order(
    things: NDArray[np.intp],
    gains: Array,
    costs: Array,
    *,
    ordered: NDArray[np.intp],
    whole: NDArray[np.bool_],
    wanted: float,
    lengths: Array,
    most: int | None,
    fixed: float,
) -> Array | None:
    """Solve the mixed-integer program.

    Its variables are parts of steps, for each step in order whether the one before is done, for each thing whether it
    moves, and for each thing that moves by whole numbers by how many.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # here, since it takes long to import

    count, more, movers = gains.size, ordered.size, int(things.max()) + 1
    counted = np.unique(things[~np.isnan(lengths)])
    moves = count + more
    units = moves + movers
    width = units + counted.size
    least: list[tuple[Array, float, float]] = []

    def row(low: float, high: float, *places: tuple[int, float]) -> None:
        made = np.zeros(width)
        for place, value in places:
            made[place] = value
        least.append((made, low, high))

    gain = np.zeros(width)
    gain[:count] = gains / wanted
    least.append((gain, 1.0, np.inf))
    for at, step in enumerate(ordered):
        row(0.0, np.inf, (step, -1.0), (count + at, 1.0))  # a step starts only if it may
        row(0.0, np.inf, (step - 1, 1.0), (count + at, -1.0))  # and it may if the one before is done
    for step, thing in enumerate(things):
        row(0.0, np.inf, (step, -1.0), (moves + int(thing), 1.0))  # what goes on moves
    if most is not None:
        row(-np.inf, float(most), *((moves + thing, 1.0) for thing in range(movers)))
    for at, thing in enumerate(counted):
        own = np.flatnonzero(things == thing)
        row(0.0, 0.0, *((int(step), float(lengths[step])) for step in own), (units + at, -1.0))
    rows, low, high = (np.array(each) for each in zip(*least, strict=True))
    upper = np.ones(width)
    upper[units:] = [np.floor(lengths[things == thing].sum() + 1e-9) for thing in counted]
    found = milp(
        np.concatenate([costs, np.zeros(more), np.full(movers, fixed), np.zeros(counted.size)]),
        integrality=np.concatenate([whole.astype(np.float64), np.ones(width - count)]),
        bounds=Bounds(0.0, upper),
        constraints=LinearConstraint(rows, low, high),
        options={"mip_rel_gap": 0.0},
    )
    if found.status == INFEASIBLE:
        return None
    if found.status != DONE or found.x is None:
        raise SolverError(say("solver-failed/kernel", reason=str(found.message)))
    moved = np.asarray(found.x[moves:units] > 1 / 2)[things]
    parts = np.where(moved, np.clip(np.asarray(found.x[:count]), 0.0, 1.0), 0.0)
    return np.where(whole, np.rint(parts), parts)
