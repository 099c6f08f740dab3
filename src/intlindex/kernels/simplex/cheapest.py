"""The cheapest way to a gain: steps of several things, each thing's steps in their order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from intlindex.kernels.simplex.mixed_integer import DONE, SolverError
from intlindex.sentences import say

__all__ = ["cheapest_gain"]

Array = NDArray[np.float64]


def cheapest_gain(
    things: NDArray[np.intp], gains: Array, costs: Array, *, whole: NDArray[np.bool_], wanted: float
) -> Array | None:
    """Choose how far to go on each of some steps, so that the gain is enough and the cost least.

    Where each step of a lever gains less than the one before, steps are taken in order automatically; elsewhere a
    step may start only when the one before is done, which takes a binary variable per step. Steps that are taken
    wholly or not at all take one each as well.

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
    """
    if gains.sum() < wanted:
        return None
    if wanted <= 0:
        return np.zeros(gains.size)
    follows = np.flatnonzero(np.diff(things) == 0) + 1  # steps that have one before
    pays = [gains[at] * costs[at - 1] > gains[at - 1] * costs[at] * (1 + 1e-12) for at in follows]
    if not any(pays) and not whole.any():
        return _greedy(gains, costs, wanted)
    return _in_order(gains, costs, follows, whole, wanted)


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


def _in_order(gains: Array, costs: Array, ordered: NDArray[np.intp], whole: NDArray[np.bool_], wanted: float) -> Array:
    """Solve the mixed-integer program: parts of steps, and for each step in order whether the one before is done."""
    count, more = gains.size, ordered.size
    rows = np.zeros((2 * more + 1, count + more))
    rows[0, :count] = gains / wanted
    for row, at in enumerate(ordered):
        rows[1 + 2 * row, at], rows[1 + 2 * row, count + row] = -1.0, 1.0  # a step starts only if it may
        rows[2 + 2 * row, at - 1], rows[2 + 2 * row, count + row] = 1.0, -1.0  # and it may if the one before is done
    least = np.concatenate([[1.0], np.zeros(2 * more)])
    found = milp(
        np.concatenate([costs, np.zeros(more)]),
        integrality=np.concatenate([whole.astype(np.float64), np.ones(more)]),
        bounds=Bounds(0.0, 1.0),
        constraints=LinearConstraint(rows, least, np.inf),
        options={"mip_rel_gap": 0.0},
    )
    if found.status != DONE or found.x is None:
        raise SolverError(say("solver-failed/kernel", reason=str(found.message)))
    parts = np.clip(np.asarray(found.x[:count]), 0.0, 1.0)
    return np.where(whole, np.rint(parts), parts)
