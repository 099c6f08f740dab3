"""Sort draws of very many cities: some scores are always too close, so only those cities are scored exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.case import Case
from intlindex.analyses.uncertainty.experiment import Experiment, Values
from intlindex.analyses.uncertainty.frontier import Frontier
from intlindex.kernels import tally
from intlindex.kernels.certain import Order, Sorter
from intlindex.kernels.rank import on_grid

__all__ = ["places"]

Array = NDArray[np.float64]
Places = tuple[NDArray[np.signedinteger], NDArray[np.int64]]

MOST_NEAR = 0.25
"""Above this share of cities whose scores are too close, all are scored exactly."""


AT_ONCE = 32
"""Draws that are sorted together: many for the matrix product, and few for the memory."""


def places(experiment: Experiment, values: Values, count: int) -> Iterator[tuple[Case, Places]]:
    """Sort a set of draws.

    Yields
    ------
    case : Case
        Of some draws that are defined.
    places : (units, ranks)
        As of `intlindex.kernels.tally.places`, for the cities that have a score.
    """
    sorters: dict[int, Sorter | None] = {}
    for at, case, draws, size in experiment.parts(values, count, AT_ONCE):
        own = [value[..., draws] for value in values]
        frontier = experiment.frontiers[at]
        if at not in sorters:
            keys = None if frontier is None else frontier.keys_of_cities
            sorters[at] = None if keys is None else Sorter(keys, AT_ONCE)
        sorter, found = sorters[at], None
        if frontier is not None and sorter is not None:
            found = _sorted(experiment, frontier, sorter, own, size)
            if found is None:  # so it will be in other draws
                sorters[at] = None
        if found is None:
            chunk = experiment.scored(at, case, own, draws, size)
            found = tally.places(chunk.grid[chunk.defined], ties=experiment.ties)
        yield case, found


def _sorted(experiment: Experiment, frontier: Frontier, sorter: Sorter, values: Values, count: int) -> Places | None:
    """Sort draws by a matrix product, and cities whose scores are too close by exact scores."""
    order, near, unsummed = sorter.sort(experiment.frontier_weights(frontier, values, count))
    if unsummed.size or near.size > MOST_NEAR * order.size:
        return None
    starts = np.ones(order.shape, dtype=bool)
    if near.size:
        shares = experiment.shares(frontier.case, frontier.case.scoring, values)[0]
        starts.reshape(-1)[_put_in_order(order, near, frontier, shares)] = False
    if starts.all():
        return order, np.arange(order.shape[1]) * tally.parts_of(experiment.ties)
    return order, tally.ranks_of(starts, ties=experiment.ties)


def _put_in_order(
    order: Order, near: NDArray[np.intp], frontier: Frontier, shares: Sequence[Array]
) -> NDArray[np.intp]:
    """Sort cities whose scores are too close, in place; return the positions that are equal to those before."""
    flat = order.reshape(-1)
    is_near = np.zeros(flat.size, dtype=bool)
    is_near[near] = True
    positions = np.union1d(near, near - 1)
    run = np.cumsum(~is_near[positions])  # a city that is not close to the one before begins a run
    cities = flat[positions].astype(np.intp)
    grid = on_grid(frontier.scores(shares, positions // order.shape[1], cities), frontier.case.step)
    best_first = np.lexsort((cities, -grid, run))
    flat[positions] = cities[best_first]
    grid = grid[best_first]
    equal = (grid[1:] == grid[:-1]) & (run[1:] == run[:-1])
    return np.asarray(positions[1:][equal])
