"""Weightings against the fastest floor: a matrix product, a sort of whole numbers, and counts, without a look at ties.

All rows are the CPU time of one thread, so that other work on the machine counts for little. Beside the new floor
stands the library without its proof, which scores every draw as it is defined: so all draws were ranked before.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

import intlindex as ix
from benchmarks.timing import Row, compare
from intlindex.analyses.seeds import seed_of
from intlindex.analyses.uncertainty import tallies
from intlindex.analyses.uncertainty.experiment import Experiment
from intlindex.analyses.uncertainty.tasks import Span
from intlindex.analyses.uncertainty.variation import variation_of

__all__ = ["BEFORE", "rows", "without_proof"]

BLOCK = 2048
PART = 1024
NOWHERE = "new floor: matrix product, int64 keys, sort and counts in NumPy, no check of ties"
BEFORE = "every draw scored as it is defined"

Weights = Callable[[np.random.Generator], np.ndarray]


def _scaled(rng: np.random.Generator, children: int) -> np.ndarray:
    weights = rng.standard_exponential((children, BLOCK))
    weights /= weights.sum(axis=0)
    return weights


def _floor(values: np.ndarray, weights: Weights, draws: int) -> Callable[[], np.ndarray]:
    """Rank and count draws of effective weights ``(children, draws)`` of values ``(children, units)``."""
    units = values.shape[1]
    bits = (units - 1).bit_length()
    high = values.max()
    distances = (high - values) * (2.0**44 / (high - values.min()))
    sums, keys, numbers = np.empty((PART, units)), np.empty((PART, units), dtype=np.int64), np.arange(units)
    places = np.arange(units) << bits

    def run() -> np.ndarray:
        counts = np.zeros(units << bits, dtype=np.int64)
        for block in range(draws // BLOCK):
            drawn = weights(np.random.Generator(np.random.SFC64(block)))
            for start in range(0, BLOCK, PART):
                for row in range(0, PART, 256):  # so small that the product stays on this thread
                    np.matmul(drawn[:, start + row : start + row + 256].T, distances, out=sums[row : row + 256])
                np.copyto(keys, sums, casting="unsafe")
                keys[:] = (keys << bits) | numbers
                keys.sort(axis=1)
                np.bitwise_and(keys, (1 << bits) - 1, out=keys)
                np.add(keys, places, out=keys)
                counts += np.bincount(keys.reshape(-1), minlength=counts.size)
        return counts

    return run


def _nested(index: ix.Index, *, groups: bool) -> tuple[np.ndarray, Weights]:
    """Return values of what is weighed, and how effective weights of it are drawn."""
    dimensions = [node.id for node in index.framework.children("index")]
    if not groups:
        return index.scores[dimensions].to_numpy().T.copy(), lambda rng: _scaled(rng, len(dimensions))
    below = [[node.id for node in index.framework.children(name)] for name in dimensions]

    def weights(rng: np.random.Generator) -> np.ndarray:
        top = _scaled(rng, len(dimensions))
        return np.concatenate([_scaled(rng, len(names)) * own for names, own in zip(below, top, strict=True)])

    return index.scores[[name for names in below for name in names]].to_numpy().T.copy(), weights


def without_proof(experiment: Experiment) -> Experiment:
    """Return the same experiment, of which every draw is scored as it is defined."""
    copied = replace(experiment)
    vars(copied)["frontiers"] = (None,) * len(copied.cases)
    return copied


def _reweighted(index: ix.Index) -> Callable[[], pd.DataFrame]:
    """Re-weight three dimensions and make the table of the ranking, with nothing around it."""
    names = ["attractiveness", "influence", "connectivity"]
    values, cities = index.scores[names].to_numpy(), np.array(index.cities, dtype=object)

    def run() -> pd.DataFrame:
        score = values @ np.array([0.25, 0.5, 0.25])
        rank = (score[None, :] > score[:, None]).sum(axis=1) + 1
        order = np.argsort(rank, kind="stable")
        columns = {"rank": rank[order], "city": cities[order], "score": score[order]}
        return pd.DataFrame(columns | {name: values[order, at] for at, name in enumerate(names)})

    return run


def rows(*, repeats: int, draws: int) -> list[Row]:
    """Measure weightings of the shipped index on one thread."""
    index = ix.load("ieci-2022")
    filled = index.fits.filled
    leaves = filled[list(index.scoring.tree.leaves)]
    sets = {
        "25 indicators": (ix.Simplex(of="leaves"), leaves, lambda rng: _scaled(rng, 25)),
        "3 dimensions and 11 groups": (ix.Simplex(levels=["index", "dimension"]), *_nested(index, groups=True)),
        "3 dimensions": (ix.Simplex(levels=["index"]), *_nested(index, groups=False)),
        "every group, with relative noise": (None, None, None),
    }
    found = []
    span = Span.whole(seed_of(1), draws // BLOCK * BLOCK)
    for name, (weights, values, drawn) in sets.items():
        experiment = variation_of(index, weights, None, None).experiment
        before = without_proof(experiment)
        work = f"{span.draws:,} weightings of {name}"

        def ranks(of: Experiment) -> Callable[[], object]:
            return lambda: tallies.count_ranks(of, span)

        if values is not None:
            floor = _floor(values, drawn, span.draws)
            asked = 1.3 if name == "25 indicators" else 1.4
            found.append(_compare(f"{work}: ranks", ranks(experiment), floor, NOWHERE, repeats, asked=asked))
        most = 0.25 if weights is None else None
        found.append(_compare(f"{work}: ranks", ranks(experiment), ranks(before), BEFORE, repeats, asked=most))
        pairs = [lambda of=of: tallies.count_pairs(of, span) for of in (experiment, before)]
        found.append(_compare(f"{work}: pairs", pairs[0], pairs[1], BEFORE, repeats))
        found.append(_compare(f"{work}: pairs", pairs[0], ranks(experiment), "its ranks alone", repeats, asked=3.0))
    again = 100
    bare = _reweighted(index)
    found.append(
        _compare(
            f"re-weight and ask for the ranking, {again} times",
            lambda: [index.reweight(influence=2).ranking for _ in range(again)],
            lambda: [bare() for _ in range(again)],
            "the arithmetic in bare NumPy, and one DataFrame",
            repeats,
            asked=3.0,
        )
    )
    many = [{"influence": float(one)} for one in np.random.default_rng(1).random(1000)]
    found.append(
        _compare(
            "1,000 user-defined weightings: scores and ranks, reweight_many",
            lambda: index.reweight_many(many).ranks,
            lambda: [index.reweight(each).ranking for each in many],
            "reweight and ranking, one by one",
            repeats,
        )
    )
    return found


def _compare(
    work: str,
    ours: Callable[[], object],
    other: Callable[[], object],
    against: str,
    repeats: int,
    *,
    asked: float | None = None,
) -> Row:
    told, clock = f"{work} (CPU time, one thread)", time.process_time
    return compare(told, ours, other, against=against, repeats=repeats, clock=clock, asked=asked)
