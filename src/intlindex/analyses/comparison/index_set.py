"""The same cities under several methods or editions: ranks side by side, how far they agree, which cities move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.languages import voice_of
from intlindex.core.scored import ScoredIndex
from intlindex.core.subject import Subject, subject_of
from intlindex.display.records.comparing import IndexSetRecord
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.display.text import SHOWN
from intlindex.display.unit_names import inside
from intlindex.errors import DataError, RequestError, UnknownNameError, nearest, problem
from intlindex.kernels.rank import rank_descending
from intlindex.sentences import Sentence, say
from intlindex.sentences.nouns import speaking

__all__ = ["IndexSet", "compare_indices"]

Array = NDArray[np.float64]
RankKind = Literal["spearman", "kendall", "weighted_kendall"]


@dataclass(frozen=True, eq=False, repr=False)
class IndexSet(Result[IndexSetRecord]):
    """Several indices side by side; made by `intlindex.compare_indices`. The first is the one to compare with.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> found = ix.compare_indices({"as it is": index, "geometric": index.replace(method="geometric")})
    >>> found.correlations().loc["as it is", "geometric"]
    np.float64(0.88)
    """

    node: str
    """Whose ranks they are; the root where each has its own."""
    among: Literal["own", "common"]
    """Whether ranks are among the cities of each index, or among those that all have."""
    _scores: pd.DataFrame
    _ranks: pd.DataFrame
    _by_node: pd.DataFrame
    framework: str
    """Id of the framework of the first."""
    _subjects: tuple[Subject, ...]

    @property
    def table(self) -> pd.DataFrame:
        """The table `ranks`."""
        return self.ranks

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the indices."""
        return tuple(self._ranks.columns)

    @property
    def scores(self) -> pd.DataFrame:
        """Scores, cities by indices; blank where an index does not have the city."""
        return self._scores.copy()

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks, cities by indices, in the order of the first index; blank where an index does not rank the city."""
        return self._ranks.copy()

    @property
    def shifts(self) -> pd.DataFrame:
        """Places gained against the first index, cities by the other indices."""
        first, *others = self.names
        return -self._ranks[others].sub(self._ranks[first], axis=0)

    @property
    def by_node(self) -> pd.DataFrame:
        """Spearman's rank correlation with the first index, node by node, over the cities in common.

        Nodes that both have, by the other indices.
        """
        return self._by_node.copy()

    def correlations(self, kind: RankKind = "spearman") -> pd.DataFrame:
        """Correlate the rankings in pairs, each over the cities that both rank.

        Parameters
        ----------
        kind : {"spearman", "kendall", "weighted_kendall"}
            Spearman's rho, Kendall's tau-b, or Kendall's tau in which the first places count most (Vigna 2015).

        Returns
        -------
        DataFrame
            Indices by indices; blank for fewer than three cities in common, or where all are tied.

        Raises
        ------
        RequestError
            If there is no such kind.
        """
        from intlindex.kernels.statistics.correlation import correlate, weighted_kendall

        if kind not in get_args(RankKind):
            hint = nearest(str(kind), get_args(RankKind))
            raise RequestError([problem("wrong-value/rank-correlation", found=kind, hint=hint)])
        values = self._ranks.to_numpy(np.float64)
        if kind == "weighted_kendall":
            found = np.array([[weighted_kendall(one, other) for other in values.T] for one in values.T])
        else:
            found = correlate(values, kind=kind).coefficients.copy()
        return pd.DataFrame(found, index=pd.Index(self.names), columns=pd.Index(self.names))

    @property
    def pairs(self) -> pd.DataFrame:
        """All pairs of indices: cities in common, rank correlations, mean and largest shift, and its city."""
        found = {kind: self.correlations(kind) for kind in get_args(RankKind)}
        rows = []
        for one, other in combinations(self.names, 2):
            shift = (self._ranks[other] - self._ranks[one]).abs().dropna()
            largest = (
                (float(shift.mean()), float(shift.max()), str(shift.idxmax())) if len(shift) else (np.nan, np.nan, "")
            )
            rows.append((one, other, len(shift), *(each.loc[one, other] for each in found.values()), *largest))
        headers = ["first", "second", "common", *get_args(RankKind), "mean_shift", "largest_shift", "city"]
        return pd.DataFrame(rows, columns=headers)

    @property
    def movers(self) -> pd.DataFrame:
        """Best and worst rank of each city, their range, and the indices that give them; the widest range first."""
        ranks = self._ranks.dropna(how="all")
        table = pd.DataFrame(
            {
                "best": ranks.min(axis=1),
                "best_in": ranks.idxmin(axis=1),
                "worst": ranks.max(axis=1),
                "worst_in": ranks.idxmax(axis=1),
            }
        )
        table.insert(0, "range", table["worst"] - table["best"])
        table.insert(1, "indices", ranks.notna().sum(axis=1))
        return table.sort_values("range", ascending=False, kind="stable")

    @property
    def shown(self) -> Shown:
        """How far the rankings agree, and which cities move most."""
        lines = [_pair_in_words(row) for row in self.pairs.to_dict("records")]
        table = self._ranks.loc[self.movers.index].reset_index()
        title = say("index-set/title", count=len(self.names), node=self.node)
        return Shown(title, tuple(lines), table, digits=0, rows=SHOWN)


def _pair_in_words(row: Mapping[Any, Any]) -> Sentence:
    """Describe how far the ranks of two indices agree."""
    names = {"first": row["first"], "second": row["second"]}
    if not row["common"]:
        return say("index-set/pair-none", **names)
    return say(
        "index-set/pair",
        **names,
        **{kind: fixed(row[kind], 3) for kind in get_args(RankKind)},
        count=row["common"],
        mean_shift=fixed(row["mean_shift"]),
        largest_shift=row["largest_shift"],
        city=row["city"],
    )


def compare_indices(
    indices: Mapping[str, ScoredIndex], *, node: str | None = None, among: Literal["own", "common"] = "own"
) -> IndexSet:
    """Put the ranks of several indices side by side: the same cities under several methods, weights or editions.

    Parameters
    ----------
    indices : mapping of str to ScoredIndex
        At least two, by name; the first is the one to compare with.
    node : str, optional
        Id of the node whose ranks are compared; by default the root of each index.
    among : {"own", "common"}
        Rank the cities of each index, or only those that all indices score, ties by the rule of each index.

    Returns
    -------
    IndexSet
        Ranks, scores, rank correlations, shifts.

    Raises
    ------
    RequestError
        If there are fewer than two, or one is no index; with every problem.
    UnknownNameError
        If an index has no such node.
    DataError
        If ranks are to be among cities that all indices score, and there are none.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> found = compare_indices({"all": index, "without London": index.drop("London")}, among="common")
    >>> found.pairs[["common", "spearman", "largest_shift"]].iloc[0].to_list()
    [11.0, 0.964, 2.0]
    """
    _check(indices, among)
    first = next(iter(indices.values()))
    with inside(voice_of(first)), speaking(first.framework.unit_name.noun):
        return _compared(indices, node, among)


def _compared(indices: Mapping[str, ScoredIndex], node: str | None, among: Literal["own", "common"]) -> IndexSet:
    roots = {name: index.framework.root.id if node is None else node for name, index in indices.items()}
    unknown = [
        problem("unknown-node/compared", name, found=roots[name], hint=nearest(str(roots[name]), index.nodes))
        for name, index in indices.items()
        if roots[name] not in index.nodes
    ]
    if unknown:
        raise UnknownNameError(unknown, source="indices")
    first = next(iter(indices))
    scores = _side_by_side({name: index.scores[roots[name]] for name, index in indices.items()})
    every = {name: index.ranks.astype("Float64").astype(np.float64) for name, index in indices.items()}
    ranks = _side_by_side({name: each[roots[name]] for name, each in every.items()})
    if among == "common":
        ranks = _among_common(ranks, indices)
        scores = scores.loc[ranks.index]
    ranks = ranks.sort_values(first, kind="stable", na_position="last")
    by_node, framework = _agreement_by_node(every, first), indices[first].framework.id
    subjects = tuple(dict.fromkeys(map(subject_of, indices.values())))
    return IndexSet(roots[first], among, scores.loc[ranks.index], ranks, by_node, framework, subjects)


def _among_common(ranks: pd.DataFrame, indices: Mapping[str, ScoredIndex]) -> pd.DataFrame:
    """Rank the cities that all indices rank among each other, ties by the rule of each index."""
    kept = ranks.dropna()
    if kept.empty:
        raise DataError(say("empty/indices-common-cities"), source="indices")
    values = kept.to_numpy(np.float64)
    columns = {
        name: rank_descending(-values[:, place], ties=index.method.rank.ties)
        for place, (name, index) in enumerate(indices.items())
    }
    return pd.DataFrame(columns, index=kept.index)


def _check(indices: object, among: object) -> None:
    if among not in {"own", "common"}:
        hint = nearest(str(among), ("own", "common"))
        raise RequestError([problem("wrong-value/comparison", "among", found=among, hint=hint)], source="indices")
    if not isinstance(indices, Mapping):
        wrong = problem("wrong-type/compared-indices", found=type(indices).__name__)
        raise RequestError([wrong], source="indices")
    problems = [
        problem("wrong-type/compared-index", str(name), found=type(index).__name__)
        for name, index in indices.items()
        if not isinstance(index, ScoredIndex)
    ]
    problems += [
        problem("wrong-type/compared-name", repr(name))
        for name in indices
        if not isinstance(name, str) or not name.strip()
    ]
    if len(indices) < 2:
        problems.append(problem("out-of-range/indices", found=len(indices)))
    if problems:
        raise RequestError(problems, source="indices")


def _side_by_side(columns: Mapping[str, pd.Series[float]]) -> pd.DataFrame:
    """Join columns by city, in the order in which cities first appear."""
    cities = list(dict.fromkeys(city for column in columns.values() for city in column.index))
    return pd.DataFrame({name: column.reindex(cities) for name, column in columns.items()}).rename_axis("city")


def _agreement_by_node(ranks: Mapping[str, pd.DataFrame], first: str) -> pd.DataFrame:
    """Correlate the ranks of every node that an index shares with the first."""
    from intlindex.kernels.statistics.correlation import correlate

    others = [name for name in ranks if name != first]
    nodes = [node for node in ranks[first].columns if any(node in ranks[name].columns for name in others)]
    frame = pd.DataFrame(np.nan, index=pd.Index(nodes, name="node"), columns=pd.Index(others))
    for name in others:
        for node in set(nodes) & set(ranks[name].columns):
            pair = _side_by_side({key: ranks[key][node] for key in (first, name)}).to_numpy(np.float64)
            frame.loc[node, name] = correlate(pair, kind="spearman").coefficients[0, 1]
    return frame
