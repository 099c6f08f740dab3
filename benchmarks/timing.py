"""Timing two functions in turn, so that changes in the speed of the machine affect both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Row", "compare", "markdown"]


@dataclass(frozen=True)
class Row:
    """One line of the report: ours against a floor or a peer, as the median of ratios taken in pairs."""

    work: str
    against: str
    ratio: float
    low: float
    high: float
    ours: float
    other: float
    asked: float | None = None
    """What the ratio should be at most."""


def compare(
    work: str,
    ours: Callable[[], object],
    other: Callable[[], object],
    *,
    against: str,
    repeats: int = 7,
    clock: Callable[[], float] = time.perf_counter,
    asked: float | None = None,
) -> Row:
    """Time two callables in turn by a clock, after one warm-up each; the ratio should be at most what is asked."""
    ours()
    other()
    pairs = []
    for _ in range(repeats):
        start = clock()
        ours()
        middle = clock()
        other()
        pairs.append((middle - start, clock() - middle))
    ratios = sorted(mine / theirs for mine, theirs in pairs)
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Row(work, against, statistics.median(ratios), ratios[0], ratios[-1], mine, theirs, asked)


def _seconds(value: float) -> str:
    unit, factor = ("s", 1.0) if value >= 1 else ("ms", 1e3) if value >= 1e-3 else ("µs", 1e6)
    return f"{value * factor:.3g} {unit}"


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def _asked(row: Row) -> str:
    """Describe what was asked, and by how much it is missed."""
    if row.asked is None:
        return ""
    return (
        _ratio(row.asked)
        if row.ratio <= row.asked
        else f"{_ratio(row.asked)}, **missed** by {row.ratio / row.asked - 1:.0%}"
    )


def markdown(rows: list[Row]) -> str:
    """Write the rows as a Markdown table."""
    lines = [
        "| work | against | ratio (median) | lowest to highest | asked, at most | ours | other |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {row.work} | {row.against} | {_ratio(row.ratio)} | {_ratio(row.low)} to {_ratio(row.high)} "
        f"| {_asked(row)} | {_seconds(row.ours)} | {_seconds(row.other)} |"
        for row in rows
    ]
    return "\n".join(lines)
