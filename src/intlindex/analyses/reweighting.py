"""Scores and ranks under many user-defined weightings, all in one batch of the one scoring path."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.reasons import within
from intlindex.analyses.weightings_file import weightings_of_file
from intlindex.core.data.table import labels, read_only
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.pipeline.suitability_checks import check_scores
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.ranking import WeightingsRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import Problem, RequestError, problem
from intlindex.kernels.rank import on_grid, rank_descending
from intlindex.sentences import say

__all__ = ["Reweightings", "WeightingsGiven", "reweight_many"]

Array = NDArray[np.float64]

WeightingsGiven: TypeAlias = pd.DataFrame | Mapping[str, Mapping[str, float]] | Sequence[Mapping[str, float]] | Path
"""The forms in which a caller may give them."""

CELLS = 1 << 18
"""Scores of one node that are held at once."""

MOST_PROBLEMS = 20


@dataclass(frozen=True, eq=False, repr=False)
class Reweightings(Result[WeightingsRecord]):
    """Scores and ranks of all cities under each of many weightings.

    Examples
    --------
    >>> import intlindex as ix
    >>> found = ix.load("ieci-2022").reweight_many([{"influence": 2}, {"connectivity": 3}])
    >>> found.ranks[["London", "Paris"]]
               London  Paris
    weighting
    0               1      2
    1               1      2
    """

    index: ScoredIndex
    """The index that is re-weighted."""
    names: tuple[Hashable, ...]
    """Names of the weightings: the row labels of the table that they came in, or numbers from 0."""
    _scores: Array
    _ranks: Array

    @property
    def scores(self) -> pd.DataFrame:
        """Scores, weightings by cities; blank where a city has too little data."""
        return pd.DataFrame(self._scores.copy(), index=self._rows, columns=labels(self.index.cities))

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks, weightings by cities; <NA> where the score is blank."""
        average = self.index.method.rank.ties == "average"
        blank = np.isnan(self._ranks)
        ranks = np.where(blank, 1.0, self._ranks).astype(np.float64 if average else np.int64)
        array: Any = pd.arrays.FloatingArray if average else pd.arrays.IntegerArray
        columns = {city: array(ranks[:, at].copy(), blank[:, at].copy()) for at, city in enumerate(self.index.cities)}
        return pd.DataFrame(columns, index=self._rows)

    @property
    def _rows(self) -> pd.Index[Any]:
        return pd.Index(self.names, name="weighting", tupleize_cols=False)

    @property
    def table(self) -> pd.DataFrame:
        """Nominal, best and worst rank of each city, best first; cities without a score are omitted."""
        nominal = self.index.fits.ranks[0]
        scored = np.flatnonzero(~np.isnan(nominal))
        order = scored[np.argsort(nominal[scored], kind="stable")]
        columns = {
            "nominal": nominal[order],
            "best": self._ranks[:, order].min(axis=0),
            "worst": self._ranks[:, order].max(axis=0),
        }
        return pd.DataFrame(columns, index=labels(self.index.cities)[order].rename("city")).convert_dtypes()

    @property
    def shown(self) -> Shown:
        """The nominal, best and worst rank of each city."""
        title = say("weightings/title", index=self.index.framework.title, count=len(self.names))
        return Shown(title, (), self.table.reset_index())


def reweight_many(index: ScoredIndex, weightings: WeightingsGiven) -> Reweightings:
    """Score an index under many weightings; see `Index.reweight_many`.

    Raises
    ------
    UnknownNameError
        If a node does not exist.
    RequestError
        If a weight is not a number that a weight may be, or the weights of a group sum to zero.
    DataError
        If an aggregation is not defined under one of them.
    """
    require_score(index.fits)
    names, rows = _read(weightings)
    weights = np.repeat(index.fits.weights[None], len(rows), axis=0)
    places = {node: at for at, node in enumerate(index.nodes)}
    problems: list[Problem] = []
    for name, own, row in zip(names, weights, rows, strict=True):
        found = [each for node, weight in row.items() for each in index.weight_problems(node, weight)]
        if not found:
            for node, weight in row.items():
                own[places[node]] = weight
        problems += [within(str(name), each) for each in found]
    if not problems:
        problems = [
            problem("not-defined/weightings-sum", f"{names[row]}: {index.nodes[branch.node]}")
            for branch in index.scoring.tree.branches
            for row in np.flatnonzero(~(weights[:, branch.children].sum(axis=1) > 0))
        ]
    if problems:
        raise refusal(list(dict.fromkeys(problems))[:MOST_PROBLEMS], source="weightings")
    size = max(CELLS // len(index.cities), 1)
    parts = [_scored(index, weights[at : at + size], names[at : at + size]) for at in range(0, len(weights), size)]
    scores, ranks = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Reweightings(index, names, read_only(scores), read_only(ranks))


def _scored(index: ScoredIndex, weights: Array, names: Sequence[Hashable]) -> tuple[Array, Array]:
    """Return scores and ranks ``(weightings, cities)`` of the root; other groups are kept."""
    scoring, fits = index.scoring, index.fits
    shares = scoring.tree.shares(weights)
    known = fits.unmoved(shares)
    leaves = list(fits.prepared.normalised.T)
    shown: dict[int, Array] = {0: fits.scores[0]} if 0 in known and scoring.onward else {}
    with np.errstate(all="ignore"):  # what is not defined is found below
        nodes = scoring.walk(leaves, scoring.tree.by_branch(shares), known=known, shown=shown)
    moved = [branch.node for branch in scoring.tree.branches if branch.node not in known]
    lost = np.zeros(len(weights), dtype=bool)
    for node in moved:
        lost |= (~np.isfinite(nodes[node]) & ~scoring.blank[node]).any(axis=-1)
    if lost.any():
        row = int(np.flatnonzero(lost)[0])
        found = np.stack([np.broadcast_to(each, (len(weights), each.shape[-1]))[row] for each in nodes])
        check_scores(found, scoring, index.cities, source=f"weighting {names[row]}")
    ranked, own = (np.broadcast_to(each, (len(weights), each.shape[-1])) for each in (nodes[0], shown.get(0, nodes[0])))
    grid = on_grid(np.where(scoring.blank[0], np.nan, ranked), float(scoring.steps[0]))
    return np.where(scoring.blank[0], np.nan, own), rank_descending(grid, ties=index.method.rank.ties)


def _read(given: Any) -> tuple[tuple[Hashable, ...], list[dict[str, Any]]]:
    """Split weightings into their names and their weights by node id; a blank cell of a table gives none."""
    if isinstance(given, Path):
        given = weightings_of_file(given)
    if isinstance(given, pd.DataFrame):
        rows = [dict(_present(given.columns, row)) for row in given.to_numpy(dtype=object)]
        names = tuple(given.index)
    elif isinstance(given, Mapping):
        names, rows = tuple(given), list(given.values())
    else:
        rows = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else []
        names = tuple(range(len(rows)))
    if not rows or not all(isinstance(row, Mapping) for row in rows):
        raise RequestError([problem("wrong-type/weightings", "weightings", found=given)])
    return names, [dict(row) for row in rows]


def _present(columns: Any, row: NDArray[np.object_]) -> Iterator[tuple[str, Any]]:
    for name, cell in zip(columns, row, strict=True):
        if cell is not None and cell is not pd.NA and cell == cell:  # noqa: PLR0124  not a number is a blank cell
            yield name, cell
