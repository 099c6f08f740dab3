"""Building the shipped index, re-weighting it, and reading a large file."""

from __future__ import annotations

import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

import intlindex as ix
from benchmarks.timing import Row, compare
from intlindex.core.data.files.reading_file import read_file
from intlindex.core.data.reading import read_table

__all__ = ["rows"]


def _floor(
    raw: np.ndarray, signs: np.ndarray, ordinal: list[int], groups: list[list[int]], tree: list[list[int]]
) -> np.ndarray:
    """Min-max, percentile ranks, three levels of means that skip blanks, and ranks, with nothing else."""
    values = raw * signs
    low, high = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    scaled = (values - low) / (high - low) * 100
    for column in ordinal:
        present = values[~np.isnan(values[:, column]), column]
        below = (present < values[:, [column]]).sum(axis=1) + ((present == values[:, [column]]).sum(axis=1) - 1) / 2
        scaled[:, column] = np.where(np.isnan(values[:, column]), np.nan, below / (present.size - 1) * 100)
    second = np.stack([np.nanmean(scaled[:, group], axis=1) for group in groups], axis=1)
    dimensions = np.stack([second[:, branch].mean(axis=1) for branch in tree], axis=1)
    score = dimensions.mean(axis=1)
    return (score[None, :] > score[:, None]).sum(axis=1) + 1


def _table(scores: np.ndarray, cities: tuple[str, ...], nodes: tuple[str, ...]) -> pd.DataFrame:
    """Rank the cities ``(nodes, cities)`` at all nodes, and make one table of whole numbers, blank where they are."""
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    starts = np.ones(scores.shape, dtype=bool)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=starts[:, 1:])
    ranks = np.empty(scores.shape)
    firsts = np.maximum.accumulate(np.where(starts, np.arange(1.0, scores.shape[1] + 1), 0.0), axis=1)
    np.put_along_axis(ranks, order, firsts, axis=1)
    blank = np.isnan(scores)
    whole = np.where(blank, 1.0, ranks).astype(np.int64)
    columns = {node: pd.arrays.IntegerArray(*each) for node, *each in zip(nodes, whole, blank, strict=True)}
    return pd.DataFrame(columns, index=pd.Index(cities, name="city"), copy=False)


def rows(*, repeats: int) -> list[Row]:
    """Measure the first waiting times of a user."""
    index = ix.load("ieci-2022")
    framework, method, table = index.framework, index.method, index.table
    ids = [node.id for node in framework.indicators]
    signs = np.array([1.0 if node.direction == "higher" else -1.0 for node in framework.indicators])
    ordinal = [ids.index(name) for name in method.indicators.only]
    second = [node for dimension in framework.children("index") for node in framework.children(dimension.id)]
    groups = [[ids.index(child.id) for child in framework.children(node.id)] for node in second]
    tree = [[second.index(child) for child in framework.children(node.id)] for node in framework.children("index")]
    raw = table.values

    def bare() -> np.ndarray:
        return _floor(raw, signs, ordinal, groups, tree)

    assert (bare() == index.ranks["index"].to_numpy(dtype=int)).all(), "the floor must do the same work"

    dimensions = index.scores[["attractiveness", "influence", "connectivity"]].to_numpy()

    def bare_reweighting() -> np.ndarray:
        score = dimensions @ np.array([0.25, 0.5, 0.25])
        return (score[None, :] > score[:, None]).sum(axis=1) + 1

    def build() -> pd.DataFrame:
        return ix.Index.of(table, framework, method).ranks

    def bare_with_table() -> pd.DataFrame:
        assert bare().size
        return _table(index.fits.scores.round(9), index.cities, index.nodes)

    assert bare_with_table().equals(build()), "the floor must do the same work"
    clock = {"repeats": 4 * repeats, "clock": time.process_time}
    work, numpy = "build the shipped index from its table (CPU time)", "the same arithmetic in bare NumPy"
    return [
        compare(work, build, bare, against=f"old floor: {numpy}, ranks of the root", asked=5.0, **clock),
        compare(work, build, bare_with_table, against="new floor: that, and one table of the ranks of all", **clock),
        compare(
            "re-weight it and rank again (CPU time)",
            lambda: index.reweight(influence=2).ranks,
            bare_reweighting,
            against=f"{numpy}, ranks of the root",
            **clock,
        ),
        *_reading(repeats),
    ]


def _reading(repeats: int) -> list[Row]:
    """Measure reading a file of 50,000 x 40 numbers: its cells alone, and with all checks of names and values."""
    ids = [f"x{at}" for at in range(40)]
    root = ix.Group(id="index", name="W", level="index")
    plain = {"parent": "index", "name": "X", "unit": "points", "direction": "higher", "scale": "interval"}
    framework = ix.Framework(id="w", name="W", groups=[root], indicators=[{"id": name, **plain} for name in ids])
    frame = pd.DataFrame(np.random.default_rng(1).normal(size=(50_000, 40)).round(4), columns=ids)
    frame.insert(0, "city", [f"city {at}" for at in range(len(frame))])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        frame.to_csv(path, index=False)
        return [
            compare(what, ours, partial(pd.read_csv, path), against="pandas.read_csv", repeats=repeats)
            for what, ours in (
                ("read the cells of a file of 50,000 x 40 numbers", partial(read_file, path, wanted=ids)),
                ("read the file, and check cities and values", partial(read_table, path, framework)),
            )
        ]
