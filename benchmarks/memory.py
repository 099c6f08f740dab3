"""Peak memory of an uncertainty analysis in a fresh process: by draws, and on threads and in processes."""

from __future__ import annotations

import subprocess
import sys

__all__ = ["table"]

MEASURED = """
import resource, sys
from pathlib import Path
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
import intlindex as ix
from benchmarks.uncertainty import large_index
kind, workers, draws, units = sys.argv[1], *map(int, sys.argv[2:])
index = large_index(units, 50) if units else ix.load("ieci-2022")
made = {"threads": ThreadPoolExecutor, "processes": ProcessPoolExecutor}[kind]
with made(workers) as executor:
    index.uncertainty(draws, weights=ix.Simplex(of="leaves"), rng=1, executor=executor, progress=False).acceptability
status = Path("/proc/self/status")
if kind == "processes":
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
elif status.is_file():  # Linux counts in ru_maxrss what the process that started this one had
    print(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

WAYS = (("one thread", "threads", 1), ("two threads", "threads", 2), ("the larger of two processes", "processes", 2))


def _peak(kind: str, workers: int, draws: int, units: int = 0) -> str:
    command = [sys.executable, "-c", MEASURED, kind, *map(str, (workers, draws, units))]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own interpreter
    kilobytes = int(done.stdout) / (1024 if sys.platform == "darwin" else 1)
    return f"{kilobytes / 1000:,.0f} MB"


def table(*, few: int, many: int, units: int) -> str:
    """Measure all ways with few and many draws, and many units; return a Markdown table."""
    lines = [f"| peak memory of a process | {few:,} draws | {many:,} draws |", "| --- | --- | --- |"]
    lines += [
        f"| 25 indicators, {name} | {_peak(kind, workers, few)} | {_peak(kind, workers, many)} |"
        for name, kind, workers in WAYS
    ]
    large = [_peak("threads", 2, draws, units) for draws in (100, 1000)]
    lines.append(
        f"| {units:,} units x 50 indicators, two threads; asked: under 600 MB | {large[0]} (100) | {large[1]} (1,000) |"
    )
    return "\n".join(lines)
