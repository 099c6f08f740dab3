"""Put the cities of each draw in order by a matrix product, and score only those exactly whose scores are too close."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.case import Case
from intlindex.analyses.uncertainty.experiment import Chunk, Experiment, Values
from intlindex.analyses.uncertainty.frontier import Frontier
from intlindex.kernels import tally
from intlindex.kernels.certain import Order, Sorter
from intlindex.kernels.rank import Ties, on_grid

__all__ = ["DrawsInOrder", "Sorters", "places", "places_of"]

Array = NDArray[np.float64]
Places = tuple[NDArray[np.signedinteger], NDArray[np.int64]]

MOST_NEAR = 0.25
"""Above this share of cities whose scores are too close, all are scored exactly."""

AT_ONCE = 32
"""Draws that are sorted together, at least: many for the matrix product, and few for the memory."""


@dataclass(frozen=True)
class DrawsInOrder:
    """Some draws of one case, all defined, in order."""

    case: Case
    draws: slice | NDArray[np.intp]
    """Which draws of the set."""
    places: Places
    """Units and ranks as of `intlindex.kernels.tally.places`, for the cities that have a score."""

    @property
    def defined(self) -> NDArray[np.bool_]:
        """Which draws are defined: all."""
        return np.ones(len(self.places[0]), dtype=bool)


class Sorters:
    """Sorts the draws of one task, if the order of their scores can be proven.

    Parameters
    ----------
    experiment : Experiment
        What varies.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.at_once = experiment.at_once if experiment.noisy else max(AT_ONCE, experiment.at_once)
        self._experiment = experiment
        self._sorters: dict[int, Sorter | None] = {}

    def frontier(self, at: int) -> Frontier | None:
        """Return the frontier of a case whose draws can be sorted, None of any other."""
        frontier = self._experiment.frontiers[at]
        if at not in self._sorters:
            keys = None if frontier is None else frontier.keys_of_cities
            self._sorters[at] = None if keys is None else Sorter(keys, self.at_once)
        return None if self._sorters[at] is None else frontier

    def sort(self, at: int, weights: Array, shares: Callable[[], Sequence[Array]]) -> Places | None:
        """Sort draws of a case by a matrix product, and cities whose scores are too close by exact scores.

        Parameters
        ----------
        at : int
            Place of a case that has a frontier here.
        weights : (nodes, draws) array
            What each node of the frontier weighs in the root.
        shares : callable
            Returns the shares of each branch.

        Returns
        -------
        (units, ranks) or None
            None if too much is too close; so it will be in other draws.
        """
        sorter, frontier = self._sorters[at], self._experiment.frontiers[at]
        assert sorter is not None
        assert frontier is not None
        order, near, unsummed = sorter.sort(weights)
        if unsummed.size or near.size > MOST_NEAR * order.size:
            self._sorters[at] = None
            return None
        starts = np.ones(order.shape, dtype=bool)
        if near.size:
            starts.reshape(-1)[_put_in_order(order, near, frontier, shares())] = False
        if starts.all():
            return order, np.arange(order.shape[1]) * tally.parts_of(self._experiment.ties)
        return order, tally.ranks_of(starts, ties=self._experiment.ties)


def places(
    experiment: Experiment, values: Values, count: int, sorters: Sorters | None = None
) -> Iterator[DrawsInOrder | Chunk]:
    """Sort a set of draws.

    Parameters
    ----------
    experiment : Experiment
        What varies.
    values : sequence of arrays
        What each factor is in each draw, ``(..., count)``.
    count : int
        How many draws.
    sorters : Sorters, optional
        Of the task; by default of these draws only.

    Yields
    ------
    DrawsInOrder or Chunk
        Some draws in order, which the next step writes over; or their scores, where the order cannot be proven.
    """
    sorters = sorters or Sorters(experiment)
    for at, case, draws, size in experiment.parts(values, count, sorters.at_once):
        own = [value[..., draws] for value in values]
        frontier, found = sorters.frontier(at), None
        if frontier is not None:
            weights = experiment.frontier_weights(frontier, own, size)
            found = sorters.sort(at, weights, lambda: experiment.shares(case, case.scoring, own)[0])  # noqa: B023  now
        yield experiment.scored(at, case, own, draws, size) if found is None else DrawsInOrder(case, draws, found)


def places_of(found: DrawsInOrder | Chunk, ties: Ties) -> Places:
    """Return units and ranks of the draws that are defined, as of `intlindex.kernels.tally.places`."""
    return found.places if isinstance(found, DrawsInOrder) else tally.places(found.grid[found.defined], ties=ties)


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
