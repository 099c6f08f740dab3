"""How cost grows where it once was quadratic or cubic: one exponent each, which should be about 1.

Seconds are processor time, so that other work on the machine does not affect the fit.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

import intlindex as ix
from benchmarks.growth import exponent

__all__ = ["MOST", "Growth", "measured"]

MOST = 1.2
"""The largest exponent that is accepted."""


@dataclass(frozen=True)
class Growth:
    """Measurements at several sizes."""

    name: str
    unit: str
    sizes: np.ndarray
    found: np.ndarray

    @property
    def exponent(self) -> float:
        """The exponent of the power law through the sizes."""
        return exponent(self.sizes, self.found)

    def __str__(self) -> str:
        told = ", ".join(f"{size:,}: {each:.3g} {self.unit}" for size, each in zip(self.sizes, self.found, strict=True))
        return f"{self.name}: exponent {self.exponent:.2f} ({told})"


def measured(*, quick: bool) -> list[Growth]:
    """Measure all of them."""
    factor = 4 if quick else 1
    return [
        _seconds("build, in nodes", _build_nodes, (400, 800, 1600, 3200), factor),
        _seconds("build, in units", _build_units, (12_500, 25_000, 50_000, 100_000), factor),
        _seconds("audit, in units", _audit, (1500, 3000, 6000, 12_000), 1, quick=quick),
        _seconds("reading, in cells", _reading, (200_000, 400_000, 800_000, 1_600_000), factor),
        _memory("bounds of one city, in units", (4000, 8000, 16_000, 32_000), factor),
    ]


def _framework(groups: int, indicators: int) -> ix.Framework:
    return ix.Framework(
        id="w",
        name="W",
        groups=[ix.Group(id="index", name="W", level="index")]
        + [ix.Group(id=f"g{at}", parent="index", name="G", level="group") for at in range(groups)],
        indicators=[
            ix.Indicator(
                id=f"x{at}", parent=f"g{at % groups}", name="X", unit="points", direction="higher", scale="interval"
            )
            for at in range(indicators)
        ],
    )


def _data(units: int, indicators: int) -> pd.DataFrame:
    values = np.random.default_rng(1).normal(size=(units, indicators))
    frame = pd.DataFrame(values + values[:, :1], columns=[f"x{at}" for at in range(indicators)])
    frame.insert(0, "city", [f"city {at}" for at in range(units)])
    return frame


def _build_nodes(size: int) -> Callable[[], object]:
    data = _data(20, size)
    return lambda: ix.score(data, _framework(size, size), ix.Method())


def _build_units(size: int) -> Callable[[], object]:
    data, framework = _data(size, 25), _framework(5, 25)
    return lambda: ix.score(data, framework, ix.Method())


def _audit(size: int) -> Callable[[], object]:
    index = ix.score(_data(size, 25), _framework(5, 25), ix.Method())
    return lambda: index.audit().findings


def _reading(size: int) -> Callable[[], object]:
    from intlindex.core.data.reading import read_table

    data, framework = _data(size // 20, 20).astype(str).astype(object), _framework(5, 20)
    return lambda: read_table(data, framework)


def _seconds(
    name: str, make: Callable[[int], Callable[[], object]], sizes: tuple[int, ...], factor: int, *, quick: bool = False
) -> Growth:
    taken = [size // factor for size in (sizes[:2] if quick else sizes)]
    make(taken[0])()  # what is done once
    found = []
    for size in taken:
        work, times = make(size), []
        for _ in range(1 if quick else 3):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
        found.append(min(times))
    return Growth(name, "s", np.array(taken), np.array(found))


def _memory(name: str, sizes: tuple[int, ...], factor: int) -> Growth:
    taken = [size // factor for size in sizes]
    peaks = []
    for size in taken:
        index = ix.score(_data(size, 25), _framework(5, 25), ix.Method())
        tracemalloc.start()
        index.rank_bounds(cities=["city 7"], time_limit=1e-6, progress=False)
        peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()
    return Growth(name, "MB", np.array(taken), np.array(peaks))
