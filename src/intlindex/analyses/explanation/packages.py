"""Packages of changes that bring a city to a rank: the cheapest, of any number of indicators or of few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.explanation.levers import Lever, Levers
from intlindex.analyses.robustness.linear_scores import competition_ranks
from intlindex.kernels.simplex.cheapest import cheapest_gain

__all__ = ["Per", "farthest", "fewest", "package"]

Array = NDArray[np.float64]
Per = Literal["point", "unit"]
WORTH = 1e-3
"""Part of the cost that a change of more indicators must save, where some move by whole numbers."""


def package(
    levers: Levers,
    found: list[Lever],
    prices: Mapping[str, float],
    per: Per,
    *,
    wanted: float,
    rank: int,
    most: int | None = None,
) -> dict[int, float] | None:
    """Return the cheapest new raw values, by column, such that scoring again gives the rank.

    Parameters
    ----------
    levers : Levers
        The city.
    found : list of Lever
        What may change.
    prices : mapping of str to float
        Cost of a point or a unit, by indicator; 1 for all others.
    per : {"point", "unit"}
        What is counted.
    wanted : float
        How much more in score is needed.
    rank : int
        The rank to reach.
    most : int, optional
        The largest number of indicators that may change.

    Returns
    -------
    dict of int to float or None
        The values; None if all changes together do not reach the rank.
    """
    steps = [_steps(lever, prices.get(lever.indicator.id, 1.0), per) for lever in found]
    counts = [len(gains) for gains, _ in steps]
    things = np.repeat(np.arange(len(found)), counts)
    gains, costs = (np.concatenate([each[part] for each in steps] or [np.zeros(0)]) for part in (0, 1))
    whole = np.repeat([lever.stepped for lever in found], counts).astype(bool)
    lengths = np.concatenate([_lengths(lever, per) for lever in found] or [np.zeros(0)])
    fixed = 0.0
    if not np.isnan(lengths).all() and wanted > 0:  # of whole numbers, one more indicator may save next to nothing
        least = cheapest_gain(things, gains, costs, whole=np.zeros_like(whole), wanted=wanted)
        fixed = 0.0 if least is None else WORTH * float(least @ costs) / len(found)
    grid = float(levers.index.scoring.steps[0])
    for more in (0.0, 2 * grid, 1e3 * grid, 1e5 * grid):  # a tie on the grid of the ranks is sufficient
        goal = wanted + more if wanted > 0 else 0.0
        taken = cheapest_gain(things, gains, costs, whole=whole, wanted=goal, lengths=lengths, most=most, fixed=fixed)
        if taken is None:
            break
        plan = {
            lever.column: _raw(levers, lever, taken[things == number], per)
            for number, lever in enumerate(found)
            if taken[things == number].sum() > 0
        }
        plan = {column: value for column, value in plan.items() if value != levers.values[levers.row, column]}
        if _rank(levers, plan) <= rank:
            return plan
    values = farthest(found)
    if most is not None or not values:
        return None
    return values if _rank(levers, values) <= rank else None  # all changes together just suffice, but for rounding


def farthest(found: list[Lever]) -> dict[int, float]:
    """Return the values with every indicator at its limit."""
    return {lever.column: float(lever.raw[-1]) for lever in found if lever.points[-1] > lever.points[0]}


def fewest(found: list[Lever], wanted: float) -> int:
    """Return how many indicators must change at least for a gain in score."""
    gains = np.sort([float((lever.points[-1] - lever.points[0]) * lever.weight) for lever in found])[::-1]
    enough = np.flatnonzero(np.cumsum(gains) >= wanted * (1 - 1e-12))
    return int(enough[0]) + 1 if enough.size else len(found)


def _rank(levers: Levers, values: dict[int, float]) -> int:
    """Return the rank of the city when it is scored with other raw values."""
    return int(competition_ranks(levers.index, levers.scores(levers.changed(values)))[levers.row])


def _lengths(lever: Lever, per: Per) -> Array:
    """Return the lengths of the segments of a lever that is changed by a whole number; NaN for all others."""
    lengths = np.abs(np.diff(lever.raw))
    if lever.counted:
        return lengths
    return np.full(1 if per == "point" and _at_once(lever) else lengths.size, np.nan)


def _steps(lever: Lever, price: float, per: Per) -> tuple[Array, Array]:
    """Return gain and cost of each step of a lever: all of it, or each segment."""
    rises = np.maximum(np.diff(lever.points), 0.0)
    if per == "point" and _at_once(lever):
        rises = np.array([rises.sum()])
    lengths = rises if per == "point" else np.abs(np.diff(lever.raw))
    return rises * lever.weight, lengths * price


def _raw(levers: Levers, lever: Lever, parts: Array, per: Per) -> float:
    """Return the raw value after parts of the steps of a lever."""
    if lever.stepped:
        return float(lever.raw[round(float(parts.sum()))])
    if per == "unit" or lever.counted:
        return lever.rounded(float(lever.raw[0] + parts @ np.diff(lever.raw)))
    wanted = lever.points[0] + float(parts[0]) * (lever.points[-1] - lever.points[0])
    # The first segment that rises that far.
    at = int(np.argmax(lever.points >= wanted)) if lever.points[-1] >= wanted else len(lever.points) - 1
    if not lever.straight:
        return lever.rounded(levers.value_at(lever, wanted, lever.raw[max(at - 1, 0)], lever.raw[at]))
    before, rise = max(at - 1, 0), lever.points[at] - lever.points[max(at - 1, 0)]
    part = (wanted - lever.points[before]) / rise if rise > 0 else 1.0
    return lever.rounded(float(lever.raw[before] + (lever.raw[at] - lever.raw[before]) * min(max(part, 0.0), 1.0)))


def _at_once(lever: Lever) -> bool:
    """Return whether its segments are one, where points are counted."""
    return not lever.stepped and not lever.counted
