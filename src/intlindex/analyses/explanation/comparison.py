"""Two cities point by point: which leads where, what decides it, which weights would reverse it, their peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from intlindex.analyses.explanation.areas import areas_of, areas_of_both, national
from intlindex.analyses.explanation.explanation import Explanation, explain
from intlindex.analyses.explanation.scored_city import sample_unit
from intlindex.analyses.reasons import reason_of
from intlindex.analyses.robustness.tipping_point import tipping_point
from intlindex.analyses.seeds import Random
from intlindex.core.description import node_names, score_digits
from intlindex.core.scored import ScoredIndex
from intlindex.core.subject import Subject, subject_of
from intlindex.display.records.explanation import ComparisonRecord
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.errors import IntlindexError, RequestError
from intlindex.kernels.rank import on_grid
from intlindex.sentences import Sentence, say
from intlindex.specs import Group

__all__ = ["Comparison", "compare", "neighbours"]

NEAREST = 5
"""The number of peers of each city."""


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Result[ComparisonRecord]):
    """Two cities side by side, at every level.

    Examples
    --------
    >>> import intlindex as ix
    >>> comparison = ix.load("example").compare("Beijing", "Shanghai")
    >>> comparison.table.loc[["influence", "connectivity"], ["Beijing", "Shanghai", "difference"]].round(1)
                  Beijing  Shanghai  difference
    node
    influence        69.0      25.0        44.0
    connectivity     31.3      36.9        -5.5
    """

    first: str
    """Display name of the first city."""
    second: str
    """Display name of the second."""
    explanation: Explanation | None
    """What each indicator contributes to the difference; None where no account is exact."""
    tipping_weights: dict[str, float] | None
    """The nearest weights of the root's children under which both are tied; None if there are none."""
    tipping_distance: float
    """The largest change of a share that these need; infinite if there are none, NaN where it is not known exactly."""
    refused: tuple[str, ...]
    """What is not known exactly under this method, and why."""
    _table: pd.DataFrame
    _peers: pd.DataFrame
    _names: Mapping[str, str]
    _same_country: bool
    _digits: int
    framework: str
    """Id of the framework."""
    _subjects: tuple[Subject, ...]

    @property
    def table(self) -> pd.DataFrame:
        """All nodes, each group before what is below it.

        Columns: the scores of the two cities, under their names, and their ``difference``; what the node contributes
        to the difference of the whole index (``contribution``); ``leader``, empty where they are tied or one has no
        score; ``depth``; and ``area``, which the values of an indicator are measured for: ``city``, ``metropolitan``,
        ``region``, or ``country`` where all cities of a country share them (both, where the two cities differ).
        """
        return self._table.copy()

    @property
    def ahead(self) -> str:
        """Display name of the city with the better score, empty where the two are tied or one has none."""
        return str(self._table["leader"].iloc[0])

    @property
    def deciding(self) -> pd.Series[float]:
        """The fewest indicators whose advantage covers the lead of the one ahead, largest first, with contributions.

        Without what they contribute there would be no lead. Empty where the cities are tied.
        """
        if self.explanation is None or self.explanation.total == 0:
            return pd.Series(dtype=np.float64, name="contribution", index=pd.Index([], name="indicator"))
        found, total = self.explanation, self.explanation.total
        leaves = found.contributions[[name for name in found.contributions.index if name in self._table.index]]
        ahead = (leaves * np.sign(total)).sort_values(ascending=False, kind="stable")
        count = int(np.argmax(ahead.cumsum().to_numpy() >= abs(total) * (1 - 1e-12))) + 1
        return leaves.loc[list(ahead.index[:count])]

    @property
    def peers(self) -> pd.DataFrame:
        """The cities most like each of the two: ``city``, ``peer``, ``distance``, nearest first."""
        return self._peers.copy()

    @property
    def shown(self) -> Shown:
        """Which city leads, by what, and all nodes side by side."""
        frame = self._table
        columns = {"node": ["  " * depth + str(name) for name, depth in zip(frame.index, frame["depth"], strict=True)]}
        columns |= {name: frame[name].array for name in (self.first, self.second, "difference", "contribution")}
        if frame["area"].any():
            columns["area"] = frame["area"].array
        title = say("comparison/title", first=self.first, second=self.second)
        return Shown(title, self.sentences, pd.DataFrame(columns), digits=self._digits, labels=self._names)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The main points in words."""
        lines = [self._leads(), *self._decided(), *self._tipping(), *self._national()]
        for city, rows in self._peers.groupby("city", sort=False):
            lines.append(say("comparison/peers", city=str(city), peers=tuple(rows["peer"])))
        return (*(line.named(self._names) for line in lines), *self.refused)

    def _leads(self) -> Sentence:
        root, leaves = self._table.iloc[0], self._table[self._table["leaf"]]
        first_leads, second_leads, tied = (
            int((leaves["leader"] == leader).sum()) for leader in (self.first, self.second, "")
        )
        values = {
            "first": self.first,
            "second": self.second,
            "first_score": fixed(root[self.first], self._digits),
            "second_score": fixed(root[self.second], self._digits),
            "count": len(leaves),
            "first_leads": first_leads,
            "second_leads": second_leads,
        }
        return say("comparison/leads-tied", tied=tied, **values) if tied else say("comparison/leads", **values)

    def _decided(self) -> list[Sentence]:
        """Name the indicators without whose lead the city ahead would not be ahead."""
        if not len(self.deciding):
            return []
        blank = self._table[[self.first, self.second]].isna().any(axis=1)
        parts = tuple(
            say("part/unknown" if blank[str(name)] else "part", node=str(name), points=fixed(abs(value), self._digits))
            for name, value in self.deciding.items()
        )
        lines = [say("comparison/deciding", city=self.ahead or self.first, parts=parts)]
        return [*lines, say("comparison/unknown")] if blank[self.deciding.index].any() else lines

    def _tipping(self) -> list[Sentence]:
        if np.isnan(self.tipping_distance):
            return []
        if self.tipping_weights is None:
            return [say("comparison/no-tipping-weights")]
        if self.tipping_distance == 0:
            return [say("tipping-point/tied")]
        shares = tuple(say("part/share", node=name, share=share) for name, share in self.tipping_weights.items())
        return [say("comparison/tipping", shares=shares, distance=self.tipping_distance)]

    def _national(self) -> list[Sentence]:
        """Name the indicators whose values all cities of a country share."""
        shared = national(self._table["area"])
        if not shared:
            return []
        if self._same_country:
            return [say("comparison/same-country", first=self.first, second=self.second, nodes=shared)]
        return [say("comparison/national", nodes=shared)]


def compare(index: ScoredIndex, a: str, b: str, *, draws: int = 2048, rng: Random = 0) -> Comparison:
    """Compare two cities side by side.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    a, b : str
        Any names of two cities.
    draws, rng
        As for `explain`.

    Returns
    -------
    Comparison
        The two at every level.

    Raises
    ------
    UnknownNameError
        If there is no such city.
    RequestError
        If both are one city.
    """
    first, second = sample_unit(index, a).name, sample_unit(index, b).name
    if first == second:
        raise RequestError(say("conflict/comparison-itself", city=first))
    refused: list[str] = []
    explanation, tipping = None, None
    try:
        explanation = explain(index, first, second, draws=draws, rng=rng)
    except IntlindexError as error:
        refused.append(say("comparison/not-explained", reason=reason_of(error)))
    try:
        tipping = tipping_point(index, first, second)
    except IntlindexError as error:
        refused.append(say("comparison/no-tipping-point", reason=reason_of(error)))
    peers = pd.concat([neighbours(index, city) for city in (first, second)], ignore_index=True)
    return Comparison(
        first,
        second,
        explanation,
        None if tipping is None else tipping.weights,
        float("nan") if tipping is None else tipping.distance,
        tuple(refused),
        _table(index, first, second, explanation),
        peers,
        node_names(index.framework),
        _same_country(index, first, second),
        score_digits(index.fits),
        index.framework.id,
        (subject_of(index),),
    )


def _same_country(index: ScoredIndex, first: str, second: str) -> bool:
    countries = [index.table.registry[city].country for city in (first, second) if city in index.table.registry]
    return len(countries) == 2 and countries[0] == countries[1] != ""


def _table(index: ScoredIndex, first: str, second: str, explanation: Explanation | None) -> pd.DataFrame:
    framework, tree = index.framework, index.scoring.tree
    at_cities = [index.cities.index(city) for city in (first, second)]
    scores, known = index.fits.scores[:, at_cities].tolist(), ~np.isnan(index.fits.raw[at_cities])
    columns = {name: column for column, name in enumerate(index.fits.indicators)}
    areas = [areas_of(index, city) for city in (first, second)]
    contributions = {} if explanation is None else explanation.table["contribution"].to_dict()
    rows = []

    def own_areas(name: str) -> list[str]:
        return [area[name] if known[row, columns[name]] else "" for row, area in enumerate(areas)]

    def walk(name: str, depth: int) -> None:
        node, at = framework.node(name), index.nodes.index(name)
        ours, theirs = scores[at]
        lead = np.diff(on_grid(np.array([theirs, ours]), index.scoring.steps[at]))[0] * tree.orientations[at]
        rows.append(
            {
                "node": name,
                first: ours,
                second: theirs,
                "difference": ours - theirs,
                "contribution": contributions.get(name, np.nan),
                "leader": first if lead > 0 else second if lead < 0 else "",
                "depth": depth,
                "leaf": not isinstance(node, Group),
                "area": "" if isinstance(node, Group) else areas_of_both(*own_areas(name)),
            }
        )
        for child in framework.children(name) if isinstance(node, Group) else ():
            walk(child.id, depth + 1)

    walk(framework.root.id, 0)
    return pd.DataFrame(rows).set_index("node")


def neighbours(index: ScoredIndex, city: str, *, count: int = NEAREST) -> pd.DataFrame:
    """Find the cities whose profile is nearest to that of a city.

    The distance is the root of the mean squared difference of normalised values, by effective weight, over the
    indicators that both have.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    city : str
        Any name of a city.
    count : int
        The number of cities.

    Returns
    -------
    DataFrame
        ``city``, ``peer``, ``distance``, nearest first.

    Examples
    --------
    >>> import intlindex as ix
    >>> neighbours(ix.load("example"), "Shanghai", count=1)["peer"].to_list()
    ['Seoul']
    """
    name = index.city(city)
    tree, normalised = index.scoring.tree, np.ascontiguousarray(index.prepared.normalised)
    weights = tree.effective(index.fits.shares)[list(tree.leaves)]
    squares = np.square(normalised - normalised[index.cities.index(name)])
    counted = np.where(np.isnan(squares), 0.0, weights)
    total = counted.sum(axis=1)
    with np.errstate(invalid="ignore"):
        distance = np.sqrt((counted * np.nan_to_num(squares)).sum(axis=1) / np.where(total > 0, total, np.nan))
    found = pd.Series(distance, index=list(index.cities)).drop(name).dropna().sort_values(kind="stable").head(count)
    return pd.DataFrame({"city": name, "peer": found.index, "distance": found.to_numpy()})
