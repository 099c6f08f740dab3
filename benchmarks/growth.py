"""How the cost of uncertainty analysis grows, in draws and in units; plotted for the documentation."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

import intlindex as ix
from benchmarks.uncertainty import large_index

__all__ = ["exponent", "growth", "picture"]

DRAWS = (100_000, 316_000, 1_000_000, 3_160_000, 10_000_000)
UNITS = (50, 200, 1000, 5000, 20_000)


def _seconds(index: ix.Index, draws: int, repeats: int) -> float:
    weights = ix.Simplex(of="leaves")
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        index.uncertainty(draws, weights=weights, rng=1, progress=False)
        times.append(time.perf_counter() - start)
    return min(times)


def exponent(sizes: np.ndarray, seconds: np.ndarray) -> float:
    """Fit the exponent of a power law."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def growth(*, quick: bool) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Measure seconds by draws, on the shipped index, and by units, at 2,048 draws of 25 weights."""
    index = ix.load("ieci-2022")
    draws = DRAWS[:2] if quick else DRAWS
    units = UNITS[:2] if quick else UNITS
    _seconds(index, 10_000, 1)
    return {
        "draws": (np.array(draws), np.array([_seconds(index, each, 1 if quick else 2) for each in draws])),
        "units": (np.array(units), np.array([_seconds(large_index(each, 25), 2048, 1) for each in units])),
    }


def picture(measured: dict[str, tuple[np.ndarray, np.ndarray]], path: str | Path) -> None:
    """Plot both, on logarithmic axes, with the line of expected growth."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.6), layout="constrained")
    axes = figure.subplots(1, 2)
    titles = {
        "draws": "37 cities, 25 weights: linear in draws",
        "units": "2,048 draws, 25 weights: n log n in units",
    }
    for axis, (name, (sizes, seconds)) in zip(axes, measured.items(), strict=True):
        expected = sizes * (np.log(sizes) if name == "units" else 1.0)
        axis.loglog(sizes, expected * seconds[-1] / expected[-1], color="0.6", linestyle="--", label="expected")
        axis.loglog(sizes, seconds, color="#0072B2", marker="o", label="measured")
        axis.set(title=titles[name], xlabel=name, ylabel="seconds")
        axis.legend(frameon=False)
        axis.grid(visible=True, alpha=0.3)
    figure.savefig(path, metadata={"Date": None})
