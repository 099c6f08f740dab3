"""Uncertainty of method and data at once, against the same arithmetic hand-written in NumPy.

The shipped index with its few blanks filled by medians, so that the floor needs to know none: 3 normalisations x 2
treatments x 2 aggregations, noise on the weights of every group, and then errors on all 25 indicators too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

import intlindex as ix
from benchmarks.timing import Row, compare
from benchmarks.uncertainty import BLOCK, THREADS, _count, _in_threads, _mean

__all__ = ["rows"]

CHOICES = {
    "normalise": [
        {"kind": "min_max", "low": 1.0},
        {"kind": "z_score", "mean": 100.0, "standard_deviation": 10.0},
        {"kind": "percentile_rank", "low": 1.0},
    ],
    "treat": ["none", "tukey_fences"],
    "aggregate": ["arithmetic", "geometric"],
}
WEIGHT_NOISE = 0.25
ERROR = 0.05

Tree = list[tuple[int, list[int]]]


def complete_index() -> ix.Index:
    """Fill blanks by medians, and take the method's defaults for all indicators."""
    index = ix.load("ieci-2022")
    raw = index.table.values
    filled = np.where(np.isnan(raw), np.nanmedian(raw, axis=0), raw)
    table = replace(index.table, values=filled)
    normalise = {"kind": "min_max", "low": 1.0}
    return index.replace(table=table, method=ix.Method(indicators={"normalise": normalise}))


class Floor:
    """Draw, prepare, score, rank and count, for this index and these choices only."""

    def __init__(self, index: ix.Index, *, noisy: bool) -> None:
        self.noisy = noisy
        self.raw = index.table.values
        self.signs = np.array([1.0 if node.direction == "higher" else -1.0 for node in index.framework.indicators])
        bounds = [node.bounds or (-np.inf, np.inf) for node in index.framework.indicators]
        self.low, self.high = (np.array(side)[:, None, None] for side in zip(*bounds, strict=True))
        nodes = list(index.nodes)
        leaves = [node.id for node in index.framework.indicators]
        self.tree: Tree = [
            (nodes.index(group.id), [nodes.index(child.id) for child in index.framework.children(group.id)])
            for group in index.framework.groups
        ]
        self.tree.sort(key=lambda group: -group[0])
        self.leaves = [nodes.index(name) for name in leaves]
        self.prepared = [self.prepare(at, self.raw.T[..., None]) for at in range(6)]
        equal = {group: np.full((len(below), 1), 1 / len(below)) for group, below in self.tree}
        self.steps = [1e-10 * np.ptp(self.score(at, self.prepared[at // 2], equal)) for at in range(12)]

    def prepare(self, at: int, raw: np.ndarray) -> np.ndarray:
        """Treat and normalise ``(indicators, cities, draws)``."""
        if at % 2:
            ordered = np.sort(raw, axis=1)
            places = np.array([0.25, 0.75]) * (raw.shape[1] - 1)
            below = places.astype(int)
            first, third = (
                ordered[:, k] + (ordered[:, k + 1] - ordered[:, k]) * (p - k)
                for k, p in zip(below, places, strict=True)
            )
            reach = 1.5 * (third - first)
            raw = np.clip(raw, (first - reach)[:, None], (third + reach)[:, None])
        values = raw * self.signs[:, None, None]
        match at // 2:
            case 0:
                least, most = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
                return (values - least) * (99.0 / (most - least)) + 1.0
            case 1:
                away = values - values.mean(axis=1, keepdims=True)
                spread = np.sqrt((away * away).sum(axis=1, keepdims=True) / (values.shape[1] - 1))
                return away * (10.0 / spread) + 100.0
            case _:
                less = np.zeros(values.shape)
                for city in range(values.shape[1]):
                    other = values[:, city : city + 1]
                    less += (values > other) + 0.5 * (values == other)
                return (less - 0.5) * (99.0 / (values.shape[1] - 1)) + 1.0

    def score(self, at: int, prepared: np.ndarray, shares: dict[int, np.ndarray]) -> np.ndarray:
        """Score the root, ``(draws, cities)``."""
        geometric = at % 2
        nodes: dict[int, np.ndarray] = {}
        for leaf, values in zip(self.leaves, np.log(prepared) if geometric else prepared, strict=True):
            nodes[leaf] = values.T
        for group, below in self.tree:
            nodes[group] = _mean(shares[group].T, [nodes.pop(child) for child in below])
        return np.exp(nodes[0]) if geometric else nodes[0]

    def block(self, seed: int) -> np.ndarray:
        """Count the ranks of one seed block."""
        rng = np.random.Generator(np.random.SFC64(seed))
        which = rng.integers(3, size=BLOCK) * 4 + rng.integers(2, size=BLOCK) * 2 + rng.integers(2, size=BLOCK)
        shares = {}
        for group, below in self.tree:
            weights = 1.0 + WEIGHT_NOISE * (2.0 * rng.random((len(below), BLOCK)) - 1.0)
            shares[group] = weights / weights.sum(axis=0)
        errors = rng.standard_normal((*self.raw.T.shape, BLOCK)) if self.noisy else None
        counts = 0
        for at in range(12):
            rows = np.flatnonzero(which == at)
            prepared = self.prepared[at // 2]
            if errors is not None:
                raw = self.raw.T[..., None]
                raw = np.clip(raw + errors[..., rows] * (np.abs(raw) * ERROR), self.low, self.high)
                prepared = self.prepare(at // 2, raw)
            scores = self.score(at, prepared, {group: each[:, rows] for group, each in shares.items()})
            counts = counts + _count(scores, self.steps[at])
        return counts


def rows(*, repeats: int, draws: int) -> list[Row]:
    """Measure mixed choices, without and with data noise."""
    index = complete_index()
    weights = ix.RelativeNoise(WEIGHT_NOISE)
    floor = f"old floor: the same arithmetic in bare NumPy, {THREADS} threads"
    found = []
    for noisy, what in ((False, "weights of every group"), (True, "weights of every group and all 25 indicators")):
        bare = Floor(index, noisy=noisy)
        noise = ERROR if noisy else None
        _agrees(index, noise, bare)

        def ours(noise: float | None = noise) -> pd.DataFrame:
            return index.uncertainty(draws, weights=weights, choices=CHOICES, noise=noise, rng=1).acceptability

        def other(block: Callable[[int], np.ndarray] = bare.block) -> np.ndarray:
            return _in_threads(block, draws)

        work = f"{draws:,} draws of 3 normalisations x 2 treatments x 2 aggregations, noise on {what}"
        found.append(compare(work, ours, other, against=floor, repeats=repeats, asked=2.0))
    return found


def _agrees(index: ix.Index, noise: float | None, floor: Floor) -> None:
    """Check that both do the same work: mean ranks agree within the error of the draws."""
    draws = 2 * BLOCK
    ours = index.uncertainty(draws, weights=ix.RelativeNoise(WEIGHT_NOISE), choices=CHOICES, noise=noise, rng=1)
    cities = len(index.cities)
    counts = _in_threads(floor.block, draws).reshape(cities, cities)
    mean = counts @ np.arange(1, cities + 1) / draws
    error = ours.standard_errors["mean_rank"].to_numpy()
    assert (np.abs(ours.ranks["mean"].to_numpy() - mean) <= 6 * error + 0.01).all(), "the floor must do the same work"
