"""An index at several times: scores and ranks over time, growth, trends, and why ranks changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Literal, Self, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.reading_panel import Times
from intlindex.core.data.times import find_time
from intlindex.core.scored import ScoredIndex
from intlindex.core.subject import Subject, overall_subject
from intlindex.display.records.comparing import PanelRecord
from intlindex.display.result import Result, Shown
from intlindex.display.text import SHOWN
from intlindex.errors import DataError, IntlindexError, Problem, RequestError, UnknownNameError, nearest, problem
from intlindex.findings import Finding
from intlindex.kernels.rank import on_grid, rank_descending
from intlindex.kernels.rounding import round_to
from intlindex.sentences import say
from intlindex.specs import Framework, Method
from intlindex.specs.imputation import LastObservation

if TYPE_CHECKING:
    from intlindex.analyses.comparison.change import Change

__all__ = ["Bounds", "Panel", "score_panel"]

Array = NDArray[np.float64]
Of = Literal["scores", "raw"]
AnyIndex = TypeVar("AnyIndex", bound=ScoredIndex)
Bounds = Literal["joint", "per_time"]
LineKind = Literal["theil_sen", "least_squares"]


@dataclass(frozen=True, eq=False, repr=False)
class Panel(Result[PanelRecord], Generic[AnyIndex]):
    """An index at several times; made by `intlindex.panel`.

    All tables are indexed by the display names of cities, in the order in which they first appear, and have the times
    as columns; a city without data at a time is blank.
    """

    times: tuple[str, ...]
    """The times, ascending."""
    bounds: Bounds
    """Whether bounds were fitted to all times together, or to each alone."""
    cities: tuple[str, ...]
    """Display names of all cities of any time."""
    _indices: tuple[AnyIndex, ...]
    """One index per time, or one of all cities at all times."""
    _members: tuple[tuple[str, ...], ...]
    """The cities of each time."""
    _rows: tuple[tuple[int, ...], ...]
    """The rows of the cities of each time in their index."""

    def _index(self, place: int) -> AnyIndex:
        return self._indices[0 if self.bounds == "joint" else place]

    @property
    def framework(self) -> Framework:
        """What is measured."""
        return self._indices[-1].definition

    @property
    def method(self) -> Method:
        """How it is combined."""
        return self._indices[-1].method

    @property
    def _subjects(self) -> tuple[Subject, ...]:
        return (overall_subject(self._indices, len(self.cities)),)

    @property
    def pooled(self) -> AnyIndex:
        """The one index of all cities at all times, where bounds are joint: a row for each city at each time.

        Its ranks are among all these rows.

        Raises
        ------
        RequestError
            If bounds are per time.
        """
        if self.bounds != "joint":
            raise RequestError(say("not-supported/panel-pooled"))
        return self._indices[0]

    def at(self, time: object) -> AnyIndex:
        """Return the index of one time, where each was scored on its own.

        Parameters
        ----------
        time : object
            The time.

        Returns
        -------
        Index
            The same as ``score(data, framework, method, time=time)``.

        Raises
        ------
        UnknownNameError
            If there is no such time.
        RequestError
            If bounds are joint: there is one index of all times then.
        """
        place = self._time(time)
        if self.bounds == "joint":
            raise RequestError(say("not-supported/panel-at"))
        return self._indices[place]

    def reweight(self, weights: Mapping[str, float] | None = None, /, **by_name: float) -> Self:
        """Return the panel with other weights at all times; with the same bounds, fills and blanks.

        Parameters
        ----------
        weights, **by_name
            As for `Index.reweight`.

        Returns
        -------
        Panel
            The new panel.

        Raises
        ------
        DefinitionError
            As `Index.reweight`.
        """
        return replace(self, _indices=tuple(index.reweight(weights, **by_name) for index in self._indices))

    # ---------------------------------------------------------------- tables

    def scores(self, node: str | None = None) -> pd.DataFrame:
        """Return the scores of a node, cities by times.

        Parameters
        ----------
        node : str, optional
            Id of the node; by default the whole index.

        Returns
        -------
        DataFrame
            The scores. With joint bounds they can be compared over time; with bounds per time only within one.

        Raises
        ------
        UnknownNameError
            If there is no such node.
        """
        return self._over_time(self._node(node), lambda index, at: index.scores[at].to_numpy(np.float64))

    def ranks(self, node: str | None = None) -> pd.DataFrame:
        """Return the ranks of a node among the cities of each time, cities by times.

        Parameters
        ----------
        node : str, optional
            Id of the node; by default the whole index.

        Returns
        -------
        DataFrame
            The ranks, 1 the best.

        Raises
        ------
        UnknownNameError
            If there is no such node.
        """
        at = self._node(node)
        scores = self.scores(at)
        ranks = scores.copy()
        for place, time in enumerate(self.times):
            own, digits = scores[time].to_numpy(), self.method.rank.round
            grid = on_grid(own if digits is None else round_to(own, digits=digits), self._step(place, at))
            ranks[time] = rank_descending(grid, ties=self.method.rank.ties)
        return ranks

    def raw(self, indicator: str) -> pd.DataFrame:
        """Return the raw values of an indicator, cities by times.

        Parameters
        ----------
        indicator : str
            Id of the indicator.

        Returns
        -------
        DataFrame
            The values as read.

        Raises
        ------
        UnknownNameError
            If there is no such indicator.
        """
        names = [node.id for node in self.framework.indicators]
        if indicator not in names:
            hint = nearest(str(indicator), names)
            raise UnknownNameError([problem("unknown-node/panel-indicator", found=indicator, hint=hint)])
        return self._over_time(indicator, lambda index, at: index.raw[at].to_numpy(np.float64))

    def trends(self, node: str | None = None, *, of: Of = "scores", line: LineKind = "theil_sen") -> pd.DataFrame:
        """Describe how each city changes over time.

        Parameters
        ----------
        node : str, optional
            Id of the node; by default the whole index.
        of : {"scores", "raw"}
            Scores of a node, or raw values of an indicator.
        line : {"theil_sen", "least_squares"}
            The line of the trend: the median of the slopes between all pairs of times, which an outlier moves little,
            or the line of least squares.

        Returns
        -------
        DataFrame
            By city: number of times with a value, the first and the last value, their difference, the compound growth
            and the slope, both per unit of time, and the slope as a share of where the line starts. Times that are not
            numbers count as 0, 1, 2 ... Growth is blank where a value is not positive.

        Raises
        ------
        UnknownNameError
            If there is no such node.
        RequestError
            If there is no such table or line, or raw values are requested of no indicator.
        """
        from intlindex.analyses.comparison.panel_trends import trends_of

        choices = (("of", of, ("scores", "raw")), ("line", line, ("theil_sen", "least_squares")))
        for name, given, known in choices:
            if given not in known:
                hint = nearest(str(given), known)
                raise RequestError([problem("wrong-value/comparison", name, found=given, hint=hint)])
        if of == "raw" and node is None:
            raise RequestError([problem("required/panel-indicator", "node")])
        series = self.scores(node) if of == "scores" else self.raw(str(node))
        return trends_of(series, line=line)

    def change(self, first: object = None, last: object = None, *, node: str | None = None) -> Change:
        """Decompose how ranks and scores changed between two times.

        With joint bounds each score is independent of the others, and places are gained by the city's own scores,
        those of the others and the set of cities. With bounds per time everything is scored again between the two, as
        for `Index.change_from`.

        Parameters
        ----------
        first, last : object, optional
            The times; by default the first and the last.
        node : str, optional
            Whose ranks; by default of the whole index.

        Returns
        -------
        Change
            Ranks and scores at both, and the effect of each change.

        Raises
        ------
        UnknownNameError
            If there is no such time or node.
        DataError
            If no city has values at both times.
        """
        from intlindex.analyses.comparison.change import change_between, change_of_scores

        one = 0 if first is None else self._time(first)
        other = len(self.times) - 1 if last is None else self._time(last)
        at = self._node(node)
        names = (self.times[one], self.times[other])
        if self.bounds == "per_time":
            found = change_between(self._indices[one], self._indices[other], node=at)
            return replace(found, names=names)
        scores = self.scores(at)
        before, after = (scores.loc[list(self._members[place]), self.times[place]] for place in (one, other))
        step, rule = self._step(one, at), self.method.rank
        found = change_of_scores(before, after, step=step, ties=rule.ties, names=names, node=at, digits=rule.round)
        return replace(found, _subjects=self._subjects)

    # ---------------------------------------------------------------- names

    def _node(self, node: str | None) -> str:
        known = list(dict.fromkeys(name for index in self._indices for name in index.nodes))
        if node is None:
            return self.framework.root.id
        if node not in known:
            hint = nearest(str(node), known)
            raise UnknownNameError([problem("unknown-node/compared", found=node, hint=hint)])
        return node

    def _time(self, time: object) -> int:
        return self.times.index(find_time(time, self.times))

    def _step(self, place: int, node: str) -> float:
        """Return the step of the grid of a node, negative where rank 1 is the lowest."""
        index = self._index(place)
        if node not in index.nodes:
            return 1.0
        at = index.nodes.index(node)
        return float(index.scoring.steps[at]) * index.scoring.tree.turns[at]

    def _over_time(self, node: str, values: Callable[[ScoredIndex, str], Array]) -> pd.DataFrame:
        frame = pd.DataFrame(index=pd.Index(self.cities, name="city"))
        for place, (time, members, rows) in enumerate(zip(self.times, self._members, self._rows, strict=True)):
            index = self._index(place)
            known = node in index.nodes or node in index.table.indicators
            found = values(index, node)[list(rows)] if known else np.nan
            frame[time] = pd.Series(found, index=list(members), dtype=np.float64)
        return frame

    @property
    def table(self) -> pd.DataFrame:
        """The ranks of the whole index, cities by times."""
        return self.ranks()

    @property
    def findings(self) -> pd.DataFrame:
        """What is worth knowing about any of its times, once: code, severity, node, message."""
        found = [index.findings for index in self._indices]
        return pd.concat(found, ignore_index=True).drop_duplicates(ignore_index=True)

    @property
    def shown(self) -> Shown:
        """The ranks at the first and the last time, and the trend of the score."""
        first, last = self.times[0], self.times[-1]  # the same if there is only one time
        ranks, trends = self.ranks(), self.trends()
        table = pd.DataFrame({f"rank {first}": ranks[first], f"rank {last}": ranks[last]})
        if self.method.rank.ties != "average":
            table = table.astype("Int64")
        table["places gained"] = table.iloc[:, 0] - table.iloc[:, -1]
        table[f"score {last}"] = self.scores()[last]
        table["trend"] = trends["slope"]
        table = (
            table.loc[:, ~table.columns.duplicated()]
            .sort_values(f"rank {last}", kind="stable", na_position="last")
            .reset_index()
        )
        lines = (
            say("panel/times", times=len(self.times), first=first, last=last, count=len(self.cities)),
            say("panel/bounds-joint" if self.bounds == "joint" else "panel/bounds-per-time"),
        )
        title = say("panel/title", index=self.framework.title)
        headings = {f"rank {time}": say("heading/rank-at", time=time) for time in (first, last)}
        headings[f"score {last}"] = say("heading/score-at", time=last)
        return Shown(title, lines, table, digits=2, rows=SHOWN, headings=headings)


def score_panel(
    made: type[AnyIndex],
    times: Times,
    framework: Framework,
    method: Method,
    *,
    findings: tuple[Finding, ...],
    bounds: Bounds,
) -> Panel[AnyIndex]:
    """Score tables of several times, as indices of a class; see `intlindex.panel`."""
    members = tuple(table.cities for table in times.tables)
    cities = tuple(dict.fromkeys(city for each in members for city in each))
    if bounds == "joint":
        table, rows = times.pooled()
        indices: tuple[AnyIndex, ...] = (made.of(table, framework, method, findings=findings),)
    else:
        rows = tuple(tuple(range(len(each))) for each in members)
        indices = _each_alone(made, times, framework, method, findings)
    return Panel(times.labels, bounds, cities, indices, members, rows)


def _each_alone(
    made: type[AnyIndex], times: Times, framework: Framework, method: Method, findings: tuple[Finding, ...]
) -> tuple[AnyIndex, ...]:
    indices, problems = [], []
    if any(isinstance(method.for_indicator(node.id).impute, LastObservation) for node in framework.indicators):
        nothing = np.empty((0, *times.tables[0].values.shape))  # the first time has a history, but an empty one
        times = replace(times, tables=(replace(times.tables[0], history=nothing), *times.tables[1:]))
    for label, table in zip(times.labels, times.tables, strict=True):
        try:
            indices.append(made.of(table, framework, method, findings=findings))
        except IntlindexError as error:
            problems += [Problem(f"time {label}, {each.where}".rstrip(", "), each.message) for each in error.problems]
    if problems:
        raise DataError(problems, source=framework.id)
    return tuple(indices)
