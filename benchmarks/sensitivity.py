"""Sensitivity analysis: all of ours, the index scored 27,648 times included, against SALib's analysis alone.

SALib explains one output per call and takes the outputs as given. A few of its calls, one per city, are timed and
scaled to all cities: each does the same work.
"""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from itertools import count

import numpy as np

import intlindex as ix
from benchmarks.timing import Row, compare

__all__ = ["rows"]

ERROR = 0.05
BOOTSTRAPS = 100
CALLS = 2
"""Calls of SALib that are timed."""


def rows(*, repeats: int, samples: int = 1024) -> list[Row]:
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
        f"Sobol indices of {len(names)} factors (5 % noise on each indicator), {samples:,} base samples, ranks of all "
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
