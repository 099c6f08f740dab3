"""Uncertainty analysis: draws of weights, choices and data, against the same arithmetic hand-written in NumPy.

Each floor draws, scores, ranks and counts as it would be written for this one case and nothing else: seed blocks of
2,048 draws, one task a thread, the fastest form that was found. It knows no blanks, names, checks or other methods.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pandas as pd

import intlindex as ix
from benchmarks.timing import Row, compare

__all__ = ["large_index", "rows"]

BLOCK = 2048
MANY_DRAWS = 1000
MOST_PER_DRAW = 0.002
"""Seconds that a weighting of very many units should take at most."""
THREADS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

Blocks = Callable[[int], np.ndarray]


def _in_threads(work: Blocks, draws: int) -> np.ndarray:
    """Add up what the blocks count, as many at once as there are cores."""
    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(work, range(-(-draws // BLOCK))))


def _count(scores: np.ndarray, step: float) -> np.ndarray:
    """Rank and count: sorted whole numbers that hold the number of their unit."""
    units = scores.shape[1]
    bits = max((units - 1).bit_length(), 1)
    grid = np.rint(scores / step)
    keys = (grid.max(axis=1, keepdims=True) - grid).astype(np.int64)
    keys <<= bits
    keys |= np.arange(units)
    keys.sort(axis=1)
    unit = keys & ((1 << bits) - 1)
    keys >>= bits
    starts = np.ones(keys.shape, dtype=bool)
    np.not_equal(keys[:, 1:], keys[:, :-1], out=starts[:, 1:])
    places = np.maximum.accumulate(np.where(starts, np.arange(units), 0), axis=1)
    return np.bincount((unit * units + places).ravel(), minlength=units * units)


def _shares(rng: np.random.Generator, count: int, children: int) -> np.ndarray:
    weights = rng.standard_exponential((count, children))
    return weights / weights.sum(axis=1, keepdims=True)


def _mean(shares: np.ndarray, values: list[np.ndarray]) -> np.ndarray:
    """Weigh and add up, child by child, in a fixed order."""
    total = shares[:, :1] * values[0]
    product = np.empty_like(total)
    for child, value in enumerate(values[1:], start=1):
        np.multiply(shares[:, child : child + 1], value, out=product)
        total += product
    return total


def _blocked(work: Callable[[np.random.Generator], list[Callable[[slice], np.ndarray]]], step: float) -> Blocks:
    """Score a seed block in parts that fit the cache."""

    def block(seed: int) -> np.ndarray:
        scores = work(np.random.Generator(np.random.SFC64(seed)))
        parts = [slice(start, start + 512) for start in range(0, BLOCK, 512)]
        return sum(_count(score(part), step) for score in scores for part in parts)

    return block


def _two_levels(index: ix.Index) -> Blocks:
    """Draw shares of the dimensions and of the groups below each, uniformly."""
    dimensions = [node.id for node in index.framework.children("index")]
    below = [[node.id for node in index.framework.children(name)] for name in dimensions]
    values = [[index.scores[name].to_numpy() for name in names] for names in below]

    def work(rng: np.random.Generator) -> list[Callable[[slice], np.ndarray]]:
        top = _shares(rng, BLOCK, len(below))
        inner = [_shares(rng, BLOCK, len(names)) for names in below]

        def score(part: slice) -> np.ndarray:
            means = [_mean(shares[part], children) for shares, children in zip(inner, values, strict=True)]
            return _mean(top[part], means)

        return [score]

    return _blocked(work, float(index.scoring.steps[0]))


def _leaves(index: ix.Index) -> Blocks:
    """Draw effective weights of all leaves, uniformly; blanks stand filled."""
    filled = index.scoring.run(index.prepared.normalised, index.weights.to_numpy())
    values = [filled[leaf] for leaf in index.scoring.tree.leaves]

    def work(rng: np.random.Generator) -> list[Callable[[slice], np.ndarray]]:
        shares = _shares(rng, BLOCK, len(values))
        return [lambda part: _mean(shares[part], values)]

    return _blocked(work, float(index.scoring.steps[0]))


def _many_units(index: ix.Index, draws: int) -> Callable[[], np.ndarray]:
    """Draw weights of all leaves for very many units, and count ranks in a hundred bands."""
    values = [column.to_numpy() for _, column in index.normalised.items()]
    units, step = len(values[0]), float(index.scoring.steps[0])
    band = np.arange(units) * 100 // units * units

    def part(rows: range) -> np.ndarray:
        shares = _shares(np.random.default_rng(0), draws, len(values))[rows.start : rows.stop]
        counts = np.zeros(100 * units, dtype=np.int64)
        for row in shares:
            total = row[0] * values[0]
            for weight, value in zip(row[1:], values[1:], strict=True):
                total += weight * value
            grid = np.rint(total / step)
            keys = (grid.max() - grid).astype(np.int64)
            keys = (keys << 16) | np.arange(units)
            keys.sort()
            unit = keys & 0xFFFF
            keys >>= 16
            starts = np.append(True, keys[1:] != keys[:-1])
            counts[band[np.maximum.accumulate(np.where(starts, np.arange(units), 0))] + unit] += 1
        return counts

    def run() -> np.ndarray:
        with ThreadPoolExecutor(THREADS) as pool:
            parts = [range(draws * at // THREADS, draws * (at + 1) // THREADS) for at in range(THREADS)]
            return sum(pool.map(part, parts))

    return run


def large_index(units: int, indicators: int) -> ix.Index:
    """Make an index of random values, all indicators below the root."""
    values = np.random.default_rng(1).random((units, indicators))
    names = [f"indicator_{at}" for at in range(indicators)]
    group = ix.Group(id="index", name="Index", level="index")
    made = [
        ix.Indicator(id=name, parent="index", name=name, unit="points", direction="higher", scale="ratio")
        for name in names
    ]
    data = pd.DataFrame(values, columns=names)
    data.insert(0, "unit", [f"unit {at}" for at in range(units)])
    return ix.score(data, ix.Framework(id="large", name="Large", groups=[group], indicators=made), ix.Method())


def rows(*, repeats: int, draws: int, units: int = 36_000) -> list[Row]:
    """Measure runs of uncertainty analysis."""
    large = large_index(units, 50)
    bare = _many_units(large, MANY_DRAWS)
    index = ix.load("ieci-2022")
    two_levels, leaves = _two_levels(index), _leaves(index)
    by_dimension = ix.Simplex(levels=["index", "dimension"])
    by_leaf = ix.Simplex(of="leaves")
    floor = f"old floor: the same arithmetic in bare NumPy, {THREADS} threads"
    many = compare(
        f"{units:,} units x 50 indicators x {MANY_DRAWS:,} weightings: ranks, acceptability",
        lambda: large.uncertainty(MANY_DRAWS, weights=by_leaf, rng=1).acceptability,
        bare,
        against=floor,
        repeats=min(repeats, 3),
        asked=1.5,
    )
    return [
        compare(
            f"{draws:,} uniform weightings of 3 dimensions and 11 groups: ranks, acceptability",
            lambda: index.uncertainty(draws, weights=by_dimension, rng=1).acceptability,
            lambda: _in_threads(two_levels, draws),
            against=floor,
            repeats=repeats,
            asked=1.3,
        ),
        compare(
            f"{draws:,} uniform weightings of 25 indicators: ranks, acceptability",
            lambda: index.uncertainty(draws, weights=by_leaf, rng=1).acceptability,
            lambda: _in_threads(leaves, draws),
            against=floor,
            repeats=repeats,
            asked=1.3,
        ),
        many,
        _against_seconds(many, MOST_PER_DRAW * MANY_DRAWS, f"{MOST_PER_DRAW * 1000:g} ms per weighting"),
    ]


def _against_seconds(row: Row, seconds: float, against: str) -> Row:
    """Compare the median of what was measured with a time that was asked for."""
    ratio = row.ours / seconds
    return replace(row, against=against, ratio=ratio, low=ratio, high=ratio, other=seconds, asked=1.0)
