"""Errors in all data, against the same draws ranked by hand: one case, draws running fastest, chunks for the cache.

All rows are the CPU time of one thread. The floor takes the very same random numbers, and its counts of ranks are
asserted to be those of the library. It knows no blanks, so the shipped index has its few filled by medians.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

import intlindex as ix
from benchmarks.timing import Row, compare
from intlindex.analyses.seeds import Seed, seed_of
from intlindex.analyses.uncertainty import tallies
from intlindex.analyses.uncertainty.tasks import Span
from intlindex.analyses.uncertainty.variation import variation_of

__all__ = ["complete", "floor", "rows"]

ERROR = 0.05
BLOCK = 2048
PART = 256


def complete() -> ix.Index:
    """Return the shipped index without blanks, as its own method has it: 23 indicators by min-max, two by ranks."""
    index = ix.load("ieci-2022")
    raw = index.table.values
    filled = np.where(np.isnan(raw), np.nanmedian(raw, axis=0), raw)
    return index.replace(table=replace(index.table, values=filled))


def floor(index: ix.Index, seed: Seed, draws: int) -> Callable[[], np.ndarray]:
    """Draw errors, prepare, score, sort and count, for this index only; ``(cities, ranks)``."""
    nodes = index.framework.indicators
    raw = np.ascontiguousarray(index.table.values.T)
    indicators, cities = raw.shape
    sizes = np.abs(raw) * ERROR
    weights = index.effective_weights[[node.id for node in nodes]].to_numpy()
    ranked = [index.method.for_indicator(node.id).normalise.kind == "percentile_rank" for node in nodes]
    scale = 2.0**34
    bits = (cities - 1).bit_length()
    numbers, places = np.arange(cities), np.arange(cities) << bits
    values, scores = np.empty((cities, PART)), np.empty((cities, PART))

    def run() -> np.ndarray:
        counts = np.zeros(cities << bits, dtype=np.int64)
        for block in range(draws // BLOCK):
            errors = seed.generator(block).standard_normal((indicators, cities, BLOCK))
            for start in range(0, BLOCK, PART):
                scores[:] = 0.0
                for at, node in enumerate(nodes):
                    np.multiply(errors[at, :, start : start + PART], sizes[at][:, None], out=values)
                    np.add(values, raw[at][:, None], out=values)
                    np.clip(values, *node.bounds, out=values)
                    low, high = values.min(axis=0), values.max(axis=0)
                    if ranked[at]:
                        values[:] = _middle_places(values).T
                        low, high = 0.0, cities - 1.0
                    if node.direction == "lower":
                        low, high = high, low
                    np.subtract(values, low, out=values)
                    np.multiply(values, 100.0 * weights[at] / (high - low), out=values)
                    np.add(scores, values, out=scores)
                keys = ((100.0 - scores.T) * scale).astype(np.int64, order="C")
                keys = (keys << bits) | numbers
                keys.sort(axis=1)
                np.bitwise_and(keys, (1 << bits) - 1, out=keys)
                np.add(keys, places, out=keys)
                counts += np.bincount(keys.reshape(-1), minlength=counts.size)
        return counts.reshape(cities, -1)[:, :cities].T

    return run


def _middle_places(values: np.ndarray) -> np.ndarray:
    """Return the place of each value in its draw, from 0, the mean of the places where values are equal."""
    cities = len(values)
    order = np.argsort(values.T, axis=1)
    ordered = np.take_along_axis(values.T, order, axis=1)
    starts = np.ones(ordered.shape, dtype=bool)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=starts[:, 1:])
    first = np.maximum.accumulate(np.where(starts, np.arange(cities), 0), axis=1)
    ends = np.ones(ordered.shape, dtype=bool)
    ends[:, :-1] = starts[:, 1:]
    last = np.minimum.accumulate(np.where(ends, np.arange(cities), cities)[:, ::-1], axis=1)[:, ::-1]
    found = np.empty(ordered.shape)
    np.put_along_axis(found, order, (first + last) / 2.0, axis=1)
    return found


def rows(*, repeats: int, draws: int) -> list[Row]:
    """Measure errors of 5% in all 25 indicators."""
    index = complete()
    seed = seed_of(1)
    span = Span.whole(seed, draws // BLOCK * BLOCK)
    experiment = variation_of(index, None, None, ERROR).experiment
    bare = floor(index, seed, span.draws)
    assert (tallies.count_ranks(experiment, span).counts == bare()).all(), "the floor must do the same work"
    work = f"{span.draws:,} data sets with errors of 5% in 25 indicators: ranks"
    against = "new floor: the same draws in bare NumPy, draws running fastest"
    return [
        compare(
            work,
            lambda: tallies.count_ranks(experiment, span),
            bare,
            against=against,
            repeats=repeats,
            clock=time.thread_time,
            asked=2.0,
        )
    ]
