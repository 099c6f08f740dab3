"""Sensitivity analysis: all of ours, the index scored 27,648 times included, against SALib's analysis alone.

SALib explains one output per call and takes the outputs as given. A few of its calls, one per city, are timed and
scaled to all cities: each does the same work.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import numpy as np

import intlindex as ix
from benchmarks.timing import Row, compare
from benchmarks.weightings import BEFORE, without_proof
from intlindex.analyses.seeds import seed_of
from intlindex.analyses.sensitivity.saltelli import ROWS, Design, evaluate
from intlindex.analyses.sensitivity.targets import target_of
from intlindex.analyses.uncertainty.experiment import Experiment
from intlindex.analyses.uncertainty.variation import variation_of

__all__ = ["rows"]

ERROR = 0.05
BOOTSTRAPS = 100
CALLS = 2
"""Calls of SALib that are timed."""


def rows(*, repeats: int, samples: int = 1024) -> list[Row]:
    """Measure Sobol indices of weights, and, where SALib is installed, of data."""
    return [*_of_weights(repeats, 4 * samples), *_of_data(repeats, samples)]


def _of_weights(repeats: int, samples: int) -> list[Row]:
    """Rank all mixtures of weights, with the proof and without."""
    index = ix.load("ieci-2022")
    experiment = variation_of(index, None, None, None).experiment
    target, _ = target_of(index, "mean_rank_shift")
    design = Design(seed_of(1), sum(factor.columns for factor in experiment.factors), samples)
    (task,) = design.tasks(-(-samples // ROWS))

    def shifts(of: Experiment) -> Callable[[], object]:
        return lambda: evaluate(of, task, target=target)

    work = (
        f"shifts of ranks at {samples:,} samples of the weights of all groups and at their mixtures, for Sobol indices "
        "(CPU time, one thread)"
    )
    ours, other = shifts(experiment), shifts(without_proof(experiment))
    return [compare(work, ours, other, against=BEFORE, repeats=repeats, clock=time.process_time)]


def _of_data(repeats: int, samples: int) -> list[Row]:
    """Measure Sobol indices of the ranks of all cities; nothing where SALib is not installed."""
    if importlib.util.find_spec("SALib") is None:
        return []
    from SALib.analyze import sobol

    index = ix.load("ieci-2022")
    names = [node.id for node in index.framework.indicators]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    rng = np.random.default_rng(1)
    outputs = rng.integers(1, len(index.cities) + 1, (CALLS, samples * (len(names) + 2))).astype(np.float64)

    seeds = count(1)  # nothing is set up from an earlier run

    def ours() -> object:
        return index.sensitivity(
            noise=ERROR, target="rank", samples=samples, bootstraps=BOOTSTRAPS, rng=next(seeds)
        ).indices

    def other() -> None:
        for each in outputs:
            sobol.analyze(problem, each, calc_second_order=False, num_resamples=BOOTSTRAPS, seed=1)

    work = (
        f"Sobol indices of {len(names)} factors (5% noise on each indicator), {samples:,} base samples, ranks of all "
        f"{len(index.cities)} cities, {BOOTSTRAPS} bootstraps"
    )
    against = f"SALib's analysis alone ({CALLS} of {len(index.cities)} calls, scaled)"
    row = compare(work, ours, other, against=against, repeats=repeats, asked=None)
    scale = len(index.cities) / CALLS
    return [
        replace(
            row,
            ratio=row.ratio / scale,
            low=row.low / scale,
            high=row.high / scale,
            other=row.other * scale,
            asked=1 / 12,
        )
    ]
