"""Count draws whose order a matrix product proves, and let only the others through to be scored as they are defined.

The result of a set of draws does not depend on what is proven: draws are counted whole, in one way or the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.case import Case
from intlindex.analyses.uncertainty.experiment import Chunk, Experiment, Values
from intlindex.analyses.uncertainty.frontier import Frontier
from intlindex.kernels.certain import Sorter

__all__ = ["Counter", "Sieve"]

TRIAL = 2048
"""Draws that are scored exactly together, and after which it is known whether proving is worthwhile."""

MOST_DOUBTFUL = 0.25
"""Above this share of draws that are not certain, another way is faster."""


class Counter(Protocol):
    """Counts draws that are certain."""

    counted: int

    def add(self, order: NDArray[np.signedinteger], left_out: NDArray[np.intp]) -> None:
        """Count draws ``(draws, classes)``, best first, but for some rows."""
        ...


Some = TypeVar("Some", bound=Counter)


@dataclass
class _Mesh(Generic[Some]):
    """How the draws of one case are sifted in one task, and what waits to be scored."""

    place: int
    """Which case of the experiment."""
    frontier: Frontier
    sorter: Sorter | None
    counter: Some
    seen: int = 0
    doubtful: int = 0
    waiting: list[list[NDArray[np.generic]]] = field(default_factory=list)
    waits: int = 0

    def sift(self, weights: NDArray[np.float64]) -> NDArray[np.intp]:
        """Count the draws that are certain; return the others."""
        assert self.sorter is not None
        order, near, unsummed = self.sorter.sort(weights)
        left_out = unsummed
        if near.size:
            left_out = np.unique(np.concatenate([near // order.shape[1], unsummed]))
        self.counter.add(order, left_out)
        self.seen += len(order)
        self.doubtful += left_out.size
        if self.seen >= TRIAL and self.doubtful > MOST_DOUBTFUL * self.seen:
            self._try_another_way(len(order))
        return left_out

    def _try_another_way(self, draws: int) -> None:
        assert self.sorter is not None
        keys = None if self.sorter.keys.wide else self.frontier.wide_keys
        self.sorter = None if keys is None else Sorter(keys, draws)
        self.seen = self.doubtful = 0


class Sieve(Generic[Some]):
    """Sifts the draws of one task.

    Parameters
    ----------
    experiment : Experiment
        What varies.
    counter : callable
        Makes what counts the certain draws of a case from the class of each of its cities, and the most draws that it
        is given at once.
    """

    def __init__(self, experiment: Experiment, counter: Callable[[NDArray[np.intp], int], Some]) -> None:
        self._experiment = experiment
        self._meshes = [_mesh(experiment, at, counter) for at in range(len(experiment.cases))]

    @property
    def counted(self) -> Iterator[tuple[Case, Some]]:
        """What was counted, by case."""
        for mesh in self._meshes:
            if mesh is not None and mesh.counter.counted:
                yield mesh.frontier.case, mesh.counter

    def sift(self, values: Values, count: int) -> Iterator[Chunk]:
        """Take a set of draws, and let some through, of this set or of earlier ones."""
        for at, case, draws, size in self._experiment.parts(values, count):
            own = [value[..., draws] for value in values]
            mesh = self._meshes[at]
            if mesh is None or mesh.sorter is None:
                yield self._experiment.scored(at, case, own, draws, size)
                continue
            doubtful = mesh.sift(self._experiment.frontier_weights(mesh.frontier, own, size))
            if doubtful.size:
                mesh.waiting.append([value[..., doubtful] for value in own])
                mesh.waits += doubtful.size
                if mesh.waits >= TRIAL:
                    yield from self._through(mesh)

    def rest(self) -> Iterator[Chunk]:
        """Let through what still waits."""
        for mesh in self._meshes:
            if mesh is not None and mesh.waits:
                yield from self._through(mesh)

    def _through(self, mesh: _Mesh[Some]) -> Iterator[Chunk]:
        values = [np.concatenate(each, axis=-1) for each in zip(*mesh.waiting, strict=True)]
        count = mesh.waits
        mesh.waiting, mesh.waits = [], 0
        size = self._experiment.at_once
        for start in range(0, count, size):
            draws = slice(start, min(start + size, count))
            own = [value[..., draws] for value in values]
            yield self._experiment.scored(mesh.place, mesh.frontier.case, own, draws, draws.stop - start)


def _mesh(experiment: Experiment, place: int, counter: Callable[[NDArray[np.intp], int], Some]) -> _Mesh[Some] | None:
    frontier = experiment.frontiers[place]
    if frontier is None or frontier.keys is None:
        return None
    draws = experiment.at_once
    return _Mesh(place, frontier, Sorter(frontier.keys, draws), counter(frontier.classes, draws))
