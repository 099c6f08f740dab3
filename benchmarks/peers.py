"""Peers, where they are installed (the extra ``bench``): the same uniform weightings of 25 indicators, per draw."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.util import find_spec

import numpy as np

import intlindex as ix
from benchmarks.timing import Row

__all__ = ["rows"]


def _per_draw(work: Callable[[int], object], draws: int, repeats: int) -> list[float]:
    work(min(draws, 2048))
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work(draws)
        times.append((time.perf_counter() - start) / draws)
    return sorted(times)


def _weighted_sum(matrix: np.ndarray, weights: np.ndarray, types: np.ndarray) -> np.ndarray:
    del types
    return matrix @ weights


def rows(*, repeats: int, draws: int, peer_draws: int) -> list[Row]:
    """Measure time per draw: ours on all cores, theirs by the fastest of their functions found."""
    index = ix.load("ieci-2022")
    filled = index.scoring.run(index.prepared.normalised, index.weights.to_numpy())
    matrix = filled[list(index.scoring.tree.leaves)].T.copy()
    types = np.ones(matrix.shape[1])
    weights = ix.Simplex(of="leaves")
    ours = _per_draw(lambda count: index.uncertainty(count, weights=weights, rng=1).acceptability, draws, repeats)
    found: list[tuple[str, float, Callable[[int], object]]] = []
    if find_spec("pysensmcda"):
        from pysensmcda.smaa import simulate

        def by_pysensmcda(count: int) -> object:
            simulated = simulate(
                _weighted_sum, matrix, types, num_samples=count, reverse_ranking=True, store="accumulate"
            )
            return simulated.rank_acceptability()

        found.append(("pysensmcda's simulate with a bare weighted sum", 0.1, by_pysensmcda))
    if find_spec("pymcdm"):
        from pymcdm.helpers import rrankdata
        from pymcdm.methods import WSM
        from pymcdm.normalizations import minmax_normalization

        def by_pymcdm(count: int) -> object:
            method = WSM(normalization_function=minmax_normalization)
            shares = np.random.default_rng(1).dirichlet(types, count)
            return [rrankdata(method(matrix, each, types)) for each in shares]

        found.append(("pymcdm's WSM, draw by draw", 0.01, by_pymcdm))
    if find_spec("skcriteria"):
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel
        from skcriteria.preprocessing.scalers import MinMaxScaler

        def by_scikit_criteria(count: int) -> object:
            scaled = MinMaxScaler(target="matrix").transform(skcriteria.mkdm(matrix, [max] * matrix.shape[1]))
            shares = np.random.default_rng(1).dirichlet(types, count)
            return [WeightedSumModel().evaluate(scaled.copy(weights=each)).rank_ for each in shares]

        found.append(("scikit-criteria's WeightedSumModel, draw by draw", 0.01, by_scikit_criteria))
    made = []
    for name, asked, work in found:
        theirs = _per_draw(work, peer_draws, repeats)
        ratios = sorted(mine / other for mine, other in zip(ours, theirs, strict=True))
        middle = len(ours) // 2
        made.append(
            Row(
                "one uniform weighting of 25 indicators: ranks, acceptability",
                name,
                ratios[middle],
                ratios[0],
                ratios[-1],
                ours[middle],
                theirs[middle],
                asked,
            )
        )
    return made
