"""The same weightings on one thread, on two threads and in two processes; counts are the same."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import intlindex as ix
from benchmarks.timing import Row, compare

__all__ = ["rows"]


def rows(*, repeats: int, draws: int) -> list[Row]:
    """Measure draws of 25 weights by elapsed time, against one thread; processes are started beforehand."""
    index = ix.load("ieci-2022")
    weights = ix.Simplex(of="leaves")

    def by(executor: Executor) -> Callable[[], object]:
        return lambda: index.uncertainty(draws, weights=weights, rng=1, executor=executor, progress=False).acceptability

    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2) as processes:
        return [
            compare(
                f"{draws:,} weightings of 25 indicators, {name}",
                by(executor),
                by(one),
                against="one thread",
                repeats=repeats,
            )
            for name, executor in (("two threads", threads), ("two processes", processes))
        ]
