"""The nearest shares at which a linear function is zero, in one of three norms."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.simplex.mixed_integer import Shares, linear_program

__all__ = ["NORMS", "Norm", "distance", "nearest_level", "steepness"]

Array = NDArray[np.float64]
Norm = Literal["largest", "total", "euclidean"]
NORMS: tuple[Norm, ...] = ("largest", "total", "euclidean")


def distance(change: Array, *, norm: Norm) -> float:
    """Measure a change of shares: its largest part, the sum of its parts, or its length.

    Examples
    --------
    >>> distance(np.array([0.3, -0.3]), norm="total")
    0.6
    """
    match norm:
        case "largest":
            return float(np.abs(change).max(initial=0.0))
        case "total":
            return float(np.abs(change).sum())
        case "euclidean":
            return float(np.sqrt(np.square(change).sum()))


def steepness(functions: Array, *, norm: Norm) -> Array:
    """Return how much linear functions change at most per unit of distance, if shares keep their sum.

    A function that is v somewhere is zero nowhere nearer than v by this: the dual norm on changes that sum to zero.

    Parameters
    ----------
    functions : (..., shares) array
        One linear function per row.
    norm : {"largest", "total", "euclidean"}
        How distance is measured.

    Returns
    -------
    (...) array
        The largest slopes.

    Examples
    --------
    >>> steepness(np.array([3.0, 0.0, 1.0]), norm="total")
    np.float64(1.5)
    """
    match norm:
        case "largest":
            return np.asarray(np.abs(functions - np.median(functions, axis=-1)[..., None]).sum(axis=-1))[()]
        case "total":
            return np.asarray(np.ptp(functions, axis=-1) / 2)[()]
        case "euclidean":
            centred = functions - functions.mean(axis=-1, keepdims=True)
            return np.asarray(np.sqrt(np.square(centred).sum(axis=-1)))[()]


def nearest_level(function: Array, nominal: Array, *, within: Shares, norm: Norm) -> Array | None:
    """Return the nearest shares at which a linear function is zero; None if it is zero nowhere in the set.

    Linear programs, and for the Euclidean norm a least-distance program (Lawson & Hanson 1974, chapter 23).

    Parameters
    ----------
    function : (shares,) array
        The linear function.
    nominal : (shares,) array
        Where distance is measured from.
    within : Shares
        The set.
    norm : {"largest", "total", "euclidean"}
        How it is measured.

    Returns
    -------
    (shares,) array or None
        The shares, to the tolerance of the solver.

    Examples
    --------
    >>> any_shares = Shares(np.zeros(2), np.ones(2), np.empty((0, 2)))
    >>> nearest_level(np.array([1.0, -3.0]), np.array([0.9, 0.1]), within=any_shares, norm="euclidean")
    array([0.75, 0.25])
    """
    if norm == "euclidean":
        return _projected(function, nominal, within)
    width = nominal.size
    parts = 1 if norm == "largest" else width
    sizes = np.ones((width, 1)) if norm == "largest" else np.eye(width)
    either = np.vstack([np.hstack([np.eye(width), -sizes]), np.hstack([-np.eye(width), -sizes])])
    level = np.concatenate([function, np.zeros(parts)])
    limits: list[tuple[float | None, float | None]] = [
        *zip(within.low.tolist(), within.high.tolist(), strict=True),
        *[(0.0, None)] * parts,
    ]
    found = linear_program(
        np.concatenate([np.zeros(width), np.ones(parts)]),
        np.vstack([either, level, -level]),
        np.concatenate([nominal, -nominal, [0.0, 0.0]]),
        within=within,
        limits=limits,
    )
    return None if found is None else found[:width]


# Where the function is zero only on the border of the set, rounding may put that outside by about 1e-16.
SLACK = 1e-14


def _projected(function: Array, nominal: Array, within: Shares) -> Array | None:
    """Project onto the set, as a least-distance program in the coordinates that sum and function leave free."""
    from scipy.linalg import null_space  # here, since they take long to import
    from scipy.optimize import nnls

    fixed = np.vstack([np.ones(nominal.size), function])
    wanted = np.array([1.0, 0.0]) - fixed @ nominal
    move, *_ = np.linalg.lstsq(fixed, wanted, rcond=None)
    if not np.allclose(fixed @ move, wanted, atol=1e-12):
        return None
    base, free = nominal + move, null_space(fixed)
    rows = np.vstack([np.eye(nominal.size), -np.eye(nominal.size), within.order])
    least = np.concatenate([within.low, -within.high, np.zeros(len(within.order))]) - rows @ base - SLACK
    if not free.shape[1]:
        return base if (least <= 0).all() else None
    # Least distance: minimise |y| with G y >= h, by non-negative least squares on [G' h'] towards the last unit vector.
    system = np.vstack([(rows @ free).T, least])
    target = np.zeros(system.shape[0])
    target[-1] = 1.0
    multipliers, _ = nnls(system, target)
    residual = system @ multipliers - target
    if np.square(residual).sum() < 1e-20:
        return None
    return np.asarray(base - free @ (residual[:-1] / residual[-1]))
