"""The triangle of three weights, cut exactly into the regions in which each city is first, or has one rank.

Under linear scores the regions in which cities are first are the upper envelope of planes over the triangle. Their
areas are what SMAA estimates by sampling as first-rank acceptabilities under uniform weights: Lahdelma & Salminen
(2001), "SMAA-2: stochastic multicriteria acceptability analysis for group decision making", Operations Research 49,
444-454.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.robustness.linear_scores import LinearScores, linear_scores, rule_for_ties
from intlindex.analyses.robustness.weight_polytope import Polytope, polytope
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.table import TableRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import RequestError, problem
from intlindex.kernels.simplex.envelope import TRIANGLE, area, kept, pieces_by_count, upper_envelope
from intlindex.sentences import say
from intlindex.specs.weight_set import WeightSet

__all__ = ["RankMap", "WeightMap", "triangle_of", "weight_map"]

Array = NDArray[np.float64]
THREE = 3


@dataclass(frozen=True, eq=False, repr=False)
class RankMap(Result[TableRecord]):
    """The parts of a triangle of weights in which one city has each of its ranks."""

    index: ScoredIndex
    """The index."""
    title: str
    """The city and the index, in words."""
    weight_set: str
    """The set, in words."""
    nodes: tuple[str, str, str]
    """The three nodes whose weights are the corners."""
    _areas: Mapping[int, float] = field(repr=False)
    _regions: Mapping[int, tuple[Array, ...]] = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """`area`, the share of the set in which the city has each rank, by rank."""
        return self.areas.to_frame()

    @property
    def areas(self) -> pd.Series[float]:
        """Share of the set in which the city has each rank; they sum to one."""
        ranks = pd.Index(list(self._areas), name="rank")
        return pd.Series(list(self._areas.values()), index=ranks, name="area", dtype=np.float64)

    @property
    def regions(self) -> dict[int, tuple[Array, ...]]:
        """For each rank convex pieces ``(corners, 3)`` of shares, which do not overlap."""
        return {rank: tuple(piece.copy() for piece in pieces) for rank, pieces in self._regions.items()}

    @property
    def shown(self) -> Shown:
        """The range of ranks, and the share of the set in which the city has each."""
        areas = self.areas
        ends = {"best": int(areas.index.min()), "worst": int(areas.index.max())}
        line = say("weight-map/ranks", **ends, widest=int(areas.index[int(areas.to_numpy().argmax())]))
        return Shown(self.title, (line, *rule_for_ties(self.index)), areas.reset_index(), digits=4, bars=("area",))


@dataclass(frozen=True, eq=False, repr=False)
class WeightMap(Result[TableRecord]):
    """The triangle of three weights, cut into the regions in which each city is first."""

    index: ScoredIndex
    """The index that was analysed."""
    weight_set: str
    """The set of weights, in words."""
    nodes: tuple[str, str, str]
    """The three nodes whose weights are the corners."""
    _areas: pd.Series[float] = field(repr=False)
    _regions: Mapping[str, Array] = field(repr=False)
    _linear: LinearScores = field(repr=False)
    _start: Array = field(repr=False)

    @property
    def areas(self) -> pd.Series[float]:
        """Share of the set in which each city is first, largest first; they sum to one.

        Cities that are tied under all weights share theirs evenly.
        """
        return self._areas.copy()

    @property
    def regions(self) -> dict[str, Array]:
        """The corners ``(corners, 3)`` of the region of each city that is first somewhere, as shares of the nodes."""
        return {city: region.copy() for city, region in self._regions.items()}

    @property
    def table(self) -> pd.DataFrame:
        """`area`, the share of the set in which each city is first, by city, largest first."""
        return self._areas.rename("area").to_frame()

    @property
    def corners(self) -> pd.DataFrame:
        """Every corner of every region: `city` and the three shares."""
        rows = [(city, *corner) for city, region in self._regions.items() for corner in region.tolist()]
        return pd.DataFrame(rows, columns=["city", *self.nodes])

    def ranks(self, city: str) -> RankMap:
        """Cut the triangle into the regions in which a city has each of its ranks.

        Parameters
        ----------
        city : str
            Any name of the city.

        Returns
        -------
        RankMap
            `.areas` and `.regions` by rank.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            If it has no score.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").weight_map().ranks("London").areas.round(3).to_dict()
        {1: 0.918, 2: 0.039, 3: 0.044}
        """
        name = self.index.city(city)
        place = self._linear.place(name)
        scaled = self._linear.matrix / self._linear.scale
        leads = np.delete(scaled - scaled[place], place, axis=0)
        leads = leads[np.abs(leads).max(axis=1) > self._linear.tie]  # a city that is tied everywhere is never ahead
        found: dict[int, list[Array]] = {}
        for ahead, piece in pieces_by_count(leads, start=self._start):
            found.setdefault(1 + ahead, []).append(piece)
        whole = area(self._start)
        areas = {rank: sum(map(area, found[rank])) / whole for rank in sorted(found)}
        regions = {rank: tuple(found[rank]) for rank in sorted(found)}
        title = say("weight-map/ranks-title", city=name, index=self.index.framework.title)
        return RankMap(self.index, title, self.weight_set, self.nodes, areas, regions)

    @property
    def shown(self) -> Shown:
        """The cities that are first somewhere, and the share of the set in which each is."""
        some = self._areas[self._areas > 0]
        counts = {"first": len(some), "count": len(self._areas)}
        lines = (
            say("weight-set/line", weight_set=self.weight_set),
            say("weight-map/first", **counts, city=str(some.index[0]), share=float(some.iloc[0])),
        )
        title = say("weight-map/title", index=self.index.framework.title)
        return Shown(title, lines, some.rename("area").reset_index(), digits=4, bars=("area",))


def weight_map(
    index: ScoredIndex, *, of: str | None = None, within: float | None = None, weights: WeightSet | None = None
) -> WeightMap:
    """Cut the triangle of three weights into regions; see `Index.weight_map`."""
    space = polytope(index, within=within, of=of, weights=weights)
    if len(space.varied.nodes) != THREE:
        count, where = len(space.varied.nodes), space.varied.where
        raise RequestError([problem("not-supported/weight-map", "of", found=count, where=where)])
    linear = linear_scores(index, space.varied)
    if not linear.cities:
        raise RequestError([problem("no-score/weight-map", "weight_map")])
    start = triangle_of(space)
    scaled = linear.matrix / linear.scale
    tied = np.abs(scaled[:, None] - scaled[None, :]).max(axis=2) <= linear.tie
    first = tied.argmax(axis=1)  # of cities that are tied everywhere, the first represents all
    distinct = np.unique(first)
    found = dict(zip(distinct, upper_envelope(scaled[distinct], start=start), strict=True))
    whole = area(start)
    areas = np.array([area(found[place]) / whole for place in first]) / tied.sum(axis=1)
    series = pd.Series(areas, index=pd.Index(linear.cities, name="city"), name="area")
    regions = {city: found[place] for city, place in zip(linear.cities, first, strict=True) if area(found[place]) > 0}
    nodes = space.varied.nodes[0], space.varied.nodes[1], space.varied.nodes[2]
    ordered = series.sort_values(ascending=False, kind="stable")
    return WeightMap(index, space.in_words, nodes, ordered, regions, linear, start)


def triangle_of(space: Polytope) -> Array:
    """Return the part of the triangle of three weights that is in the set, corner by corner.

    Raises
    ------
    RequestError
        If it has no area.
    """
    piece = TRIANGLE
    for node in range(THREE):
        at = np.eye(THREE)[node]
        piece = kept(piece, at - space.shares.low[node])  # w - low, since shares sum to one
        piece = kept(piece, space.shares.high[node] - at) if len(piece) else piece
    for row in space.shares.order:
        piece = kept(piece, row) if len(piece) else piece
    if area(piece) <= 0:
        raise RequestError([problem("infeasible/weight-map-area", space.varied.where)], source="weights")
    return piece
