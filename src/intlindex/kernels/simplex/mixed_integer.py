"""The least number of linear functions that are positive somewhere: a mixed-integer program, solved by HiGHS.

With z_j = 1 for every function that may be positive, minimise ``sum(z)`` over ``D w <= M z - margin`` (big M, as
tight as the highest value of each function allows). HiGHS stops at tolerances of about 1e-6, so that what it returns
is checked by the caller.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.sentences import say

__all__ = ["Fewest", "Shares", "SolverError", "central_shares", "fewest_positive", "linear_program"]

Array = NDArray[np.float64]

DONE, STOPPED, INFEASIBLE = 0, 1, 2  # as SciPy numbers them


class SolverError(RuntimeError):
    """The solver stopped without an answer."""


# The solver's tolerance of 1e-6 is then a hundredth of the least margin that is asked for; without, it may give up.
SCALE = 100.0

# Big M is larger than needed by this: where it is exact, rounding may make what is allowed infeasible.
LOOSE = 1e-3


@dataclass(frozen=True)
class Shares:
    """The set that shares are taken from."""

    low: Array
    high: Array
    order: Array
    """``(pairs, shares)``: rows that must not be negative, such as one share less another."""

    @property
    def rows(self) -> tuple[Array, Array, Array]:
        """Rows of constraints, and their least and largest values: the sum is one, pairs keep their order."""
        matrix = np.vstack([np.ones((1, self.low.size)), self.order])
        least = np.concatenate([[1.0], np.zeros(len(self.order))])
        return matrix, least, np.concatenate([[1.0], np.full(len(self.order), np.inf)])


@dataclass(frozen=True)
class Fewest:
    """What a search for few positive functions found."""

    proven: int
    """No shares have fewer."""
    count: int | None
    """How many are positive at the shares found; None if none were found in time."""
    shares: Array
    """Where, to the tolerance of the solver."""
    positive: NDArray[np.bool_]
    """Which functions are positive there."""


def fewest_positive(
    functions: Array,
    highest: Array,
    *,
    within: Shares,
    margin: float = 0.0,
    at_most: int | None = None,
    time_limit: float | None = None,
) -> Fewest | None:
    """Find shares at which as few linear functions as possible exceed ``-margin``.

    Parameters
    ----------
    functions : (functions, shares) array
        One linear function per row, scaled to about one.
    highest : (functions,) array
        Their maxima over the set; bounds above them will do.
    within : Shares
        The set.
    margin : float
        How far below zero a function must be in order not to count.
    at_most : int, optional
        Look for at most this number.
    time_limit : float, optional
        Seconds after which it stops, with what is proven by then.

    Returns
    -------
    Fewest or None
        What was found, which is nothing where the solver gave up; None if no shares have so few.

    Examples
    --------
    >>> set_of_all = Shares(np.zeros(2), np.ones(2), np.empty((0, 2)))
    >>> found = fewest_positive(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.ones(2), within=set_of_all)
    >>> found.count, found.shares.round(6)
    (0, array([0.5, 0.5]))
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # here, since it takes long to import
    from scipy.sparse import csc_array, diags_array, hstack, vstack

    count, width = functions.shape
    rows, least, most = within.rows
    cost = np.concatenate([np.zeros(width), np.ones(count)])
    largest = np.maximum(highest, 0.0) + margin + LOOSE
    # Sparse, since each function has one marker: n of them would otherwise hold n squared numbers.
    matrix = vstack(
        [
            hstack([csc_array(SCALE * functions), diags_array(-SCALE * largest)]),
            hstack([csc_array(rows), csc_array((len(rows), count))]),
            csc_array(cost[None, :]),
        ]
    )
    limit = count if at_most is None else at_most
    seconds = np.inf if time_limit is None else time_limit
    constraints = LinearConstraint(
        csc_array(matrix),
        np.concatenate([np.full(count, -np.inf), least, [0.0]]),
        np.concatenate([np.full(count, -SCALE * margin), most, [limit]]),
    )
    bounds = Bounds(np.append(within.low, np.zeros(count)), np.append(within.high, np.ones(count)))
    for presolve in (True, False):  # some programs on which the solver gives up with it are solved without
        found = milp(
            cost,
            integrality=cost,
            bounds=bounds,
            constraints=constraints,
            options={"presolve": presolve, "mip_rel_gap": 0.0, "time_limit": seconds},
        )
        if found.status == INFEASIBLE:
            return None
        if found.status in (DONE, STOPPED):
            break
    bound = found.mip_dual_bound if found.status in (DONE, STOPPED) else None
    proven = max(math.ceil(bound - 1e-6), 0) if bound is not None and math.isfinite(bound) else 0
    if found.x is None or found.status not in (DONE, STOPPED):
        return Fewest(proven, None, np.empty(0), np.empty(0, dtype=bool))
    positive = found.x[width:] > 0.5
    reached = int(positive.sum())
    return Fewest(reached if found.status == DONE else proven, reached, np.asarray(found.x[:width]), positive)


def central_shares(functions: Array, *, within: Shares) -> tuple[float, Array] | None:
    """Find shares at which all of some linear functions are as far below zero as possible.

    Parameters
    ----------
    functions : (functions, shares) array
        One linear function per row.
    within : Shares
        The set.

    Returns
    -------
    depth : float
        How far the highest of them is below zero there, at most 1; negative if they cannot all be.
    shares : (shares,) array
        Where. None instead of both if the set is empty.

    Examples
    --------
    >>> set_of_all = Shares(np.zeros(2), np.ones(2), np.empty((0, 2)))
    >>> depth, shares = central_shares(np.array([[1.0, -3.0]]), within=set_of_all)
    >>> round(depth, 6), abs(shares.round(6))
    (1.0, array([0., 1.]))
    """
    width = functions.shape[1]
    cost = np.concatenate([np.zeros(width), [-1.0]])
    above = np.hstack([functions, np.ones((len(functions), 1))])
    limits = [*zip(within.low, within.high, strict=True), (None, 1.0)]
    found = linear_program(cost, above, np.zeros(len(functions)), within=within, limits=limits)
    return None if found is None else (float(found[-1]), found[:width])


def linear_program(
    cost: Array,
    above: Array,
    upto: Array,
    *,
    within: Shares,
    limits: list[tuple[float | None, float | None]],
) -> Array | None:
    """Minimise a cost over shares and further variables behind them; None if nothing is allowed.

    Parameters
    ----------
    cost : (variables,) array
        What is minimised; the shares come first.
    above : (rows, variables) array
        Rows that must not exceed `upto`.
    upto : (rows,) array
        Their limits.
    within : Shares
        The set of the shares: its sum and order are added.
    limits : list of pairs
        Least and largest value of every variable.

    Returns
    -------
    (variables,) array or None
        The solution.

    Raises
    ------
    SolverError
        If the solver stops without an answer.

    Examples
    --------
    >>> all_of_them = Shares(np.zeros(2), np.ones(2), np.empty((0, 2)))
    >>> nothing = np.empty((0, 2)), np.empty(0)
    >>> abs(linear_program(np.array([1.0, 2.0]), *nothing, within=all_of_them, limits=[(0, 1), (0, 1)]))
    array([1., 0.])
    """
    from scipy.optimize import linprog

    width, more = within.low.size, cost.size - within.low.size
    order = np.hstack([-within.order, np.zeros((len(within.order), more))])
    found = linprog(
        cost,
        A_ub=np.vstack([above, order]),
        b_ub=np.concatenate([upto, np.zeros(len(order))]),
        A_eq=np.concatenate([np.ones(width), np.zeros(more)])[None, :],
        b_eq=[1.0],
        bounds=limits,
        method="highs",
    )
    if found.status == INFEASIBLE:
        return None
    if found.status != 0:
        raise SolverError(say("solver-failed/kernel", reason=str(found.message)))
    return np.asarray(found.x)
