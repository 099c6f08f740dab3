"""CPU time of what a service does per request: re-weight, make the record, write it as JSON."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import intlindex as ix

__all__ = ["lines", "machine"]


def machine() -> str:
    """Return the name of the processor."""
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        import platform

        return platform.processor() or platform.machine()
    return next(line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name"))


def lines(*, repeats: int) -> list[str]:
    """Measure, and return one line per request; the least of several rounds, in milliseconds of CPU time."""
    index = ix.load("ieci-2022")
    index.record()  # what no weights change is found once
    weights = iter(range(1, 10**9))

    def reweighted() -> ix.Index:
        return index.reweight(influence=1 + next(weights) / 1000)

    requests: dict[str, Callable[[], object]] = {
        "reweight": reweighted,
        "reweight and record": lambda: reweighted().record(),
        "reweight, record and JSON": lambda: reweighted().record().to_json(),
        "explain, record and JSON": lambda: index.explain("Beijing").record().to_json(),
        "compare, record and JSON": lambda: index.compare("Beijing", "Paris").record().to_json(),
    }
    return [f"{name}: {_least(ask, repeats):.2f} ms" for name, ask in requests.items()]


def _least(ask: Callable[[], object], repeats: int, calls: int = 20) -> float:
    found = []
    for _ in range(repeats):
        start = time.process_time()
        for _ in range(calls):
            ask()
        found.append((time.process_time() - start) / calls * 1000)
    return min(found)
