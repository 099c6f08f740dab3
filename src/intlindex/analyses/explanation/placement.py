"""Cities outside the sample, placed among its cities with all that was fitted to these, which keep their ranks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.explanation.areas import areas_of
from intlindex.analyses.explanation.explanation import Explanation, explain_unit, reference
from intlindex.analyses.explanation.placed_values import Placed, read_placed
from intlindex.analyses.explanation.scored_city import Unit, across_units, units_from
from intlindex.analyses.explanation.standing import rank_among, standing
from intlindex.analyses.seeds import Random
from intlindex.core.data.table import labelled
from intlindex.core.data.unit_facts import labels_of_table
from intlindex.core.description import node_names, score_digits
from intlindex.core.pipeline.conditions import for_units
from intlindex.core.pipeline.preparation_checks import undefined_cells
from intlindex.core.pipeline.screening import judged, rows_kept, without_values
from intlindex.core.pipeline.suitability_checks import check_finite
from intlindex.core.ranking_table import rank_type
from intlindex.core.scored import ScoredIndex
from intlindex.display.findings import findings_lines
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.errors import DataError, UnknownNameError, nearest
from intlindex.findings import Finding, finding
from intlindex.sentences import Sentence, say
from intlindex.specs.custom import Custom
from intlindex.specs.names import Names, clean_name, resolve_city
from intlindex.specs.reading import Reading

__all__ = ["Placement", "place"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Placement(Result):
    """Where cities outside an index would stand among its own, each separately; its own keep their ranks.

    Examples
    --------
    >>> import intlindex as ix
    >>> placement = ix.load("example").place("Vienna")
    >>> placement.table.columns.to_list()
    ['score', 'rank']
    """

    _index: ScoredIndex
    _units: tuple[Unit, ...]
    _raw: Array
    _normalised: Array
    _table: pd.DataFrame
    _unknown: pd.DataFrame
    _findings: tuple[Finding, ...]
    _areas: tuple[dict[str, str], ...]

    @property
    def cities(self) -> tuple[str, ...]:
        """Display names of the placed cities."""
        return tuple(unit.name for unit in self._units)

    @property
    def table(self) -> pd.DataFrame:
        """Per placed city ``score``, ``class`` if any, ``rank``, and where something is not known ``best``, ``worst``.

        A rank is the one that the city would have among those of the index. The last two are the ranks that it could
        have if all were known, each unknown value anywhere within the range of the cities of the index.
        """
        return self._table.copy()

    @property
    def scores(self) -> pd.DataFrame:
        """Scores, placed cities by all nodes; blank where too little is known."""
        scores = np.stack([unit.shown for unit in self._units])
        return labelled(scores, self.cities, self._index.nodes)

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks among the cities of the index, placed cities by all nodes."""
        ranks = np.stack([standing(self._index, unit).rank for unit in self._units])
        return labelled(ranks, self.cities, self._index.nodes).astype(rank_type(self._index.fits))

    @property
    def raw(self) -> pd.DataFrame:
        """Raw values as given, placed cities by scored indicators."""
        return labelled(self._raw.copy(), self.cities, [node.id for node in self._index.framework.indicators])

    @property
    def normalised(self) -> pd.DataFrame:
        """Commensurate values, placed cities by scored indicators."""
        return labelled(self._normalised.copy(), self.cities, [node.id for node in self._index.framework.indicators])

    @property
    def unknown(self) -> pd.DataFrame:
        """What is not known, and what it could be worth: per missing value, the one that is worth most first.

        Columns: ``city``, ``indicator``, ``lowest`` and ``highest`` value of the cities of the index (divided by the
        denominator, where there is one) with their ``unit``, and ``worth``: how much higher the city scores with the
        best than with the worst of them, other unknown values at their median.
        """
        return self._unknown.copy()

    def explain(self, city: str, against: str | None = None, *, draws: int = 2048, rng: Random = 0) -> Explanation:
        """Explain the score of a placed city, as `Index.explain` does for the cities of the index.

        Parameters
        ----------
        city : str
            One of the placed cities.
        against : str, optional
            Another placed city, a city of the index, or "median", "mean" or "best" of the index.
        draws : int
            Number of random orders, where there are too many to try all.
        rng : int, SeedSequence or Generator
            Where these come from.

        Returns
        -------
        Explanation
            The account.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        DataError
            If a city has no score.

        Examples
        --------
        >>> import intlindex as ix
        >>> placement = ix.load("example").place(["Hangzhou", "Chengdu"])
        >>> placement.explain("Hangzhou", against="Chengdu").against
        'Chengdu'
        """
        names = {unit.name: unit.name for unit in self._units}
        try:
            unit = self._units[self.cities.index(resolve_city(str(city), names))]
        except UnknownNameError:
            if Names(names).found(str(city)):  # it may be one of several
                raise
            hint = nearest(str(city), names)
            raise UnknownNameError(say("unknown-city/not-placed", city=city, hint=hint)) from None
        other_name = None if against is None else clean_name(str(against))
        placed = [each for each in self._units if each.name == other_name and each is not unit]
        other = placed[0] if placed else reference(self._index, against, unit)
        at = self._units.index(unit)
        raw = dict(zip(self.raw.columns, self._raw[at], strict=True))
        return explain_unit(self._index, unit, other, draws=draws, rng=rng, raw=raw, areas=self._areas[at])

    @property
    def shown(self) -> Shown:
        """The score and rank of each, in sentences and as a table."""
        frame = self._table.reset_index()
        known = (~np.isnan(self._raw)).sum(axis=1)
        frame["known"] = [say("placement/known", known=count, count=self._raw.shape[1]) for count in known]
        framework = self._index.framework
        title = say("placement/title", count=len(self._index.cities), framework=framework.id, index=framework.title)
        return Shown(
            title, (*self.sentences, *findings_lines(self.findings)), frame, digits=score_digits(self._index.fits)
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """The main points in words."""
        rows = self._table.drop(columns="class", errors="ignore").astype(np.float64)
        digits = score_digits(self._index.fits)
        lines = [_outcome(city, rows.iloc[at], digits) for at, city in enumerate(self.cities)]
        most = self._unknown.groupby("city", sort=False).head(3) if len(self._unknown) else self._unknown
        for city, unknown in most.groupby("city", sort=False):
            worth = zip(unknown["indicator"], unknown["worth"], strict=True)
            parts = tuple(
                say("part", node=str(node), points=fixed(points, digits)) for node, points in worth if points > 0
            )
            if parts:
                lines.append(say("placement/worth", city=str(city), parts=parts))
        own = tuple(city for city in self.cities if city in self._index.cities)
        if own:
            lines.append(say("placement/members", cities=own))
        names = node_names(self._index.framework)
        return tuple(line.named(names) for line in lines)


def _outcome(city: str, row: pd.Series[float], digits: int) -> Sentence:
    """Return what is known of the score and the rank of a placed city."""
    best, worst = row.get("best", np.nan), row.get("worst", np.nan)
    if np.isnan(row["score"]):
        if np.isnan(best):
            return say("placement/no-score", city=city)
        return say("placement/no-score-range", city=city, best=best, worst=worst)
    score = fixed(row["score"], digits)
    if np.isnan(best) or best == worst:
        return say("placement/score", city=city, score=score, rank=row["rank"])
    return say("placement/score-range", city=city, score=score, rank=row["rank"], best=best, worst=worst)


def place(index: ScoredIndex, name: Any, values: Any = None, reading: Reading | None = None) -> Placement:
    """Place cities among those of an index.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    name, values, reading
        As in `intlindex.analyses.explanation.placed_values.read_placed`.

    Returns
    -------
    Placement
        Scores, ranks and ranges of ranks.

    Raises
    ------
    DataError
        If values are wrong, or an aggregation is not defined for them; with every problem.
    RequestError
        If scores compare the cities with one another, or an argument is of no use.
    UnknownNameError
        If a name is not that of a city with shipped values.
    """
    compared = across_units(index, own_weights=True)
    if compared:
        units_from(index, (), np.empty((0, len(index.framework.indicators))))  # raises with the reason
    placed = read_placed(index, name, values, reading)
    ids = [node.id for node in index.definition.indicators]
    columns = [ids.index(node.id) for node in index.framework.indicators]
    raw = placed.raw[:, columns]
    normalised, unknown = _prepared(index, placed, raw)
    kept, screened = rows_kept(
        placed.raw,
        placed.cities,
        index.method.units,
        judged=judged(index.method.units, labels_of_table(index.table), placed.units.labels),
    )
    nothing = kept & np.isnan(placed.raw).all(axis=1)
    screened += without_values([name for name, each in zip(placed.cities, nothing, strict=True) if each])
    kept &= ~nothing
    normalised = np.where(kept[:, None], normalised, np.nan)
    units = units_from(index, placed.cities, normalised, placed.units)
    findings = [*placed.findings, *screened, *_beyond(index, placed.cities, normalised)]
    reasons = _not_monotone(index) if unknown.any() else []
    if reasons:
        findings.append(finding("range-refused", "warning", index.framework.root.id, groups=tuple(reasons)))
    table = _table(index, units, normalised, unknown, ranged=not reasons)
    worth = _worth(index, placed.cities, normalised, unknown) if not reasons else np.full(raw.shape, np.nan)
    return Placement(
        index,
        units,
        raw,
        normalised,
        table,
        _unknown(index, placed.cities, unknown, worth),
        tuple(findings),
        tuple(areas_of(index, city, placed.provenance) for city in placed.cities),
    )


def _prepared(index: ScoredIndex, placed: Placed, raw: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Prepare each city separately, with what was fitted to those of the index; mark what is not known of it."""
    nodes = index.framework.indicators
    rules = [index.method.for_indicator(node.id) for node in nodes]
    rows, unknown, problems = [], [], []
    for row in range(len(placed.cities)):
        units = placed.units.take(np.array([row]))
        stages = index.preparation.stages(raw[[row]], units)
        problems += list(
            undefined_cells(for_units(index.preparation.transforms, units), stages.denominated, nodes, rules, units)
        )
        try:
            check_finite(stages, index.framework, units.names)
        except DataError as error:
            problems += error.problems
        rows.append(stages.normalised[0])
        unknown.append(np.isnan(stages.denominated[0]))  # a value without its denominator is not known either
    if problems:
        raise DataError(list(dict.fromkeys(problems)), source=index.framework.id)
    return np.stack(rows), np.stack(unknown)


def _observed(index: ScoredIndex) -> Array:
    """Return normalised values of the cities of the index, without those that were imputed."""
    return np.where(np.isnan(index.fits.raw), np.nan, index.prepared.normalised)


def _beyond(index: ScoredIndex, cities: tuple[str, ...], normalised: Array) -> list[Finding]:
    """List values that are better or worse than those of all cities of the index."""
    observed = _observed(index)
    low, high = np.nanmin(observed, axis=0), np.nanmax(observed, axis=0)
    slack = 1e-9 * np.maximum(high - low, np.abs(high))
    found = []
    for column, node in enumerate(index.framework.indicators):
        for better, outside in (
            (True, normalised[:, column] > high[column] + slack[column]),
            (False, normalised[:, column] < low[column] - slack[column]),
        ):
            names = tuple(city for city, beyond in zip(cities, outside, strict=True) if beyond)
            if names:
                made = finding(
                    "beyond-reference/better" if better else "beyond-reference/worse", "info", node.id, cities=names
                )
                found.append(made)
    return found


def _not_monotone(index: ScoredIndex) -> list[str]:
    """List the groups whose score may fall when a child rises."""
    return [
        say("group-of-kind/quoted", group=index.nodes[branch.node], kind=branch.aggregate.kind)
        for branch in reversed(index.scoring.tree.branches)
        if not branch.aggregate.flags.monotone or any(isinstance(step, Custom) for step in branch.rule.steps)
    ]


def _table(
    index: ScoredIndex, units: tuple[Unit, ...], normalised: Array, unknown: NDArray[np.bool_], *, ranged: bool
) -> pd.DataFrame:
    columns: dict[str, list[float]] = {"score": [], "rank": []}
    if unknown.any():
        columns |= {"best": [], "worst": []}
    observed = _observed(index)
    rising = _better(index) > 0
    high, low = np.nanmax(observed, axis=0), np.nanmin(observed, axis=0)
    ends = [np.where(rising, high, low), np.where(rising, low, high)]
    for row, unit in enumerate(units):
        columns["score"].append(unit.score)
        columns["rank"].append(float(rank_among(index, _root(unit), unit.name)[0, 0]))
        if not unknown.any():
            continue
        rows = np.stack([np.where(unknown[row], end, normalised[row]) for end in ends])
        known = units_from(index, (unit.name, unit.name), rows) if ranged and unknown[row].any() else (unit, unit)
        for name, each in zip(("best", "worst"), known, strict=True):
            place = float(rank_among(index, _root(each), unit.name)[0, 0])
            columns[name].append(place if ranged else np.nan)
    frame = pd.DataFrame(columns, index=pd.Index([unit.name for unit in units], name="city"))
    frame = frame.astype(dict.fromkeys([name for name in columns if name != "score"], rank_type(index.fits)))
    if index.nodes[0] in index.fits.class_rules:
        frame.insert(1, "class", index.fits.class_names(index.nodes[0], frame["score"].to_numpy()))
    return frame


def _better(index: ScoredIndex) -> Array:
    """Return 1 for indicators ``(indicators,)`` of which more is better for the rank, -1 for those of which less is."""
    tree = index.scoring.tree
    return np.array([tree.orientations[leaf] for leaf in tree.leaves])


def _root(unit: Unit) -> Array:
    return np.array([[unit.score]])


def _worth(index: ScoredIndex, cities: tuple[str, ...], normalised: Array, unknown: NDArray[np.bool_]) -> Array:
    """Return by how much each unknown value could change a score, other unknowns at their median."""
    observed = _observed(index)
    low, middle, high = (at(observed, axis=0) for at in (np.nanmin, np.nanmedian, np.nanmax))
    worth = np.full(normalised.shape, np.nan)
    for row, column in np.argwhere(unknown):
        rows = np.repeat(np.where(unknown[row], middle, normalised[row])[None], 2, axis=0)
        rows[:, column] = low[column], high[column]
        worst, best = units_from(index, (cities[row],) * 2, rows)
        worth[row, column] = (best.score - worst.score) * _better(index)[column] * index.scoring.tree.turns[0]
    return worth


def _unknown(index: ScoredIndex, cities: tuple[str, ...], unknown: NDArray[np.bool_], worth: Array) -> pd.DataFrame:
    values = index.prepared.denominated
    rows = [
        (
            cities[row],
            node.id,
            float(np.nanmin(values[:, column])),
            float(np.nanmax(values[:, column])),
            node.unit,
            float(worth[row, column]),
        )
        for row in range(len(cities))
        for column, node in enumerate(index.framework.indicators)
        if unknown[row, column]
    ]
    frame = pd.DataFrame(rows, columns=["city", "indicator", "lowest", "highest", "unit", "worth"])
    order = frame.assign(at=[cities.index(city) for city in frame["city"]])
    order = order.sort_values(["at", "worth"], ascending=[True, False], kind="stable")
    return frame.loc[order.index].reset_index(drop=True)
