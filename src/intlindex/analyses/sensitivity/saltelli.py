"""The design of a variance-based sensitivity analysis, and its tasks: which rows of two samples, and their mixtures.

Two independent samples A and B are the two halves of the columns of one scrambled Sobol sequence; the mixture of a
factor has its columns from B and all others from A (Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola 2010,
Computer Physics Communications 181, 259-270, section 3). A task is a range of rows and generates its points again, so
that nothing large is sent to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.seeds import Seed
from intlindex.analyses.sensitivity.mixtures import score_mixtures
from intlindex.analyses.sensitivity.targets import Target
from intlindex.analyses.uncertainty.experiment import Experiment
from intlindex.analyses.uncertainty.tasks import MOST_DRAWS
from intlindex.kernels.statistics import sobol_sequence
from intlindex.kernels.statistics.sobol_sequence import ScrambledSobol
from intlindex.sentences import say

__all__ = ["MOST_COLUMNS", "MOST_SAMPLES", "ROWS", "Design", "DesignRows", "evaluate"]

Array = NDArray[np.float64]

ROWS = 256
"""Rows of the design that are the unit of tasks."""

MOST_SAMPLES = 1 << 24

MOST_COLUMNS = sobol_sequence.MOST_COLUMNS // 2
"""Independent numbers that all factors may take together."""

# Children of a seed: what scrambles the sequence, and what draws the bootstraps; no seed block is called that.
SCRAMBLING, BOOTSTRAPS = MOST_DRAWS, MOST_DRAWS + 1


@dataclass(frozen=True)
class Design:
    """The two samples."""

    seed: Seed
    columns: int
    """Independent uniform numbers of all factors."""
    samples: int
    """Rows of each sample."""

    def points(self, start: int, count: int) -> tuple[Array, Array]:
        """Return rows of A and of B, ``(columns, count)`` each."""
        drawn = _sequence(self.seed, 2 * self.columns, self.samples).rows(start, count)
        return drawn[: self.columns], drawn[self.columns :]

    def tasks(self, most: int) -> Iterator[DesignRows]:
        """Split it into ranges of at most a number of units of rows."""
        for start in range(0, self.samples, most * ROWS):
            yield DesignRows(self, start, min(most * ROWS, self.samples - start))

    @property
    def bootstraps(self) -> np.random.Generator:
        """What draws the bootstraps."""
        return self.seed.generator(BOOTSTRAPS)


@lru_cache(maxsize=2)
def _sequence(seed: Seed, columns: int, rows: int) -> ScrambledSobol:
    """Scramble the sequence, one time in each process."""
    return ScrambledSobol.of(columns, rows, seed.generator(SCRAMBLING))


@dataclass(frozen=True)
class DesignRows:
    """Some rows of a design: one task."""

    design: Design
    start: int
    size: int

    def __str__(self) -> str:
        return say("task/samples", first=self.start + 1, last=self.start + self.size)


def evaluate(experiment: Experiment, rows: DesignRows, *, target: Target) -> Array:
    """Find the target at some rows of both samples and of all mixtures.

    Parameters
    ----------
    experiment : Experiment
        What varies.
    rows : Rows
        Which rows.
    target : Target
        What is explained.

    Returns
    -------
    (2 + factors, rows, outputs) array
        For A, B and the mixture of each factor; NaN where it is not defined.
    """
    first, second = ([*_placed(experiment, half)] for half in rows.design.points(rows.start, rows.size))
    found = np.full((2 + len(experiment.factors), rows.size, target.outputs), np.nan)
    for place, chunk in score_mixtures(experiment, first, second, rows.size, only_ranks=target.is_of_ranks):
        found[place, chunk.draws] = target.of(chunk)
    return found


def _placed(experiment: Experiment, uniforms: Array) -> Iterator[NDArray[np.generic]]:
    """Map uniforms ``(columns, rows)`` to what each factor is."""
    start = 0
    for factor in experiment.factors:
        yield factor.place(uniforms[start : start + factor.columns])
        start += factor.columns
