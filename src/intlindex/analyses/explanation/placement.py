"""Cities outside the sample, placed among its cities with all that was fitted to these, and moving nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.explanation.explanation import Explanation, explain_unit, reference
from intlindex.analyses.explanation.placed_values import Placed, read_placed
from intlindex.analyses.explanation.scored_city import Unit, across_units, units_from
from intlindex.analyses.explanation.standing import rank_among, standing
from intlindex.analyses.seeds import Random
from intlindex.core.data.table import labelled
from intlindex.core.pipeline.preparation_checks import undefined_cells
from intlindex.core.pipeline.screening import rows_kept, without_values
from intlindex.core.pipeline.suitability import check_finite
from intlindex.core.scored import ScoredIndex
from intlindex.display.findings import findings_lines
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.errors import DataError, UnknownNameError, listed, nearest
from intlindex.findings import Finding
from intlindex.specs.custom import Custom
from intlindex.specs.names import Names, clean_name, resolve_city

__all__ = ["Placement", "place"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Placement(Result):
    """Where cities outside an index would stand among its own, each by itself; nobody moves.

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

    @property
    def cities(self) -> tuple[str, ...]:
        """Display names of the placed cities."""
        return tuple(unit.name for unit in self._units)

    @property
    def table(self) -> pd.DataFrame:
        """One row for each placed city: ``score`` and ``rank``, and where something is not known ``best``, ``worst``.

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
        return labelled(ranks, self.cities, self._index.nodes).astype(self._index.ranks.dtypes.iloc[0])

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
        """What is not known, and what it could be worth: one row for each missing value, the most worth first.

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
            raise UnknownNameError(f"{city!r} was not placed; {nearest(str(city), names)}") from None
        other_name = None if against is None else clean_name(str(against))
        placed = [each for each in self._units if each.name == other_name and each is not unit]
        other = placed[0] if placed else reference(self._index, against, unit)
        raw = dict(zip(self.raw.columns, self._raw[self._units.index(unit)], strict=True))
        return explain_unit(self._index, unit, other, draws=draws, rng=rng, raw=raw)

    @property
    def shown(self) -> Shown:
        """Where each would stand, in words and as a table."""
        frame = self._table.reset_index()
        known = (~np.isnan(self._raw)).sum(axis=1)
        frame["known"] = [f"{count} of {self._raw.shape[1]}" for count in known]
        told = findings_lines(self.findings)
        name = self._index.framework.title
        title = f"Placed among the {len(self._index.cities)} cities of {self._index.framework.id}: {name}"
        return Shown(title, (*self.sentences, *told), frame)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The main points in words."""
        lines = []
        for city, row in zip(self.cities, self._table.astype(np.float64).to_dict("records"), strict=True):
            best, worst = row.get("best", np.nan), row.get("worst", np.nan)
            could = "" if np.isnan(best) else f"between {best:g} and {worst:g}"
            if np.isnan(row["score"]):
                rest = f"; were all known, its rank would be {could}" if could else ""
                lines.append(f"{city} has no score, since too little is known{rest}.")
                continue
            rest = f"; were all known, {could}" if could and best != worst else ""
            lines.append(f"{city} scores {fixed(row['score'])} and would have rank {row['rank']:g}{rest}.")
        most = self._unknown.groupby("city", sort=False).head(3) if len(self._unknown) else self._unknown
        for name, rows in most.groupby("city", sort=False):
            told = zip(rows["indicator"], rows["worth"], strict=True)
            names = self._index.framework.node
            worth = ", ".join(f"{names(str(node)).name} {fixed(points)}" for node, points in told if points > 0)
            if worth:
                lines.append(f"Worth most to know of {name!s}, in points between worst and best: {worth}.")
        own = [city for city in self.cities if city in self._index.cities]
        if own:
            lines.append(f"Of the index itself, and placed in its own stead: {listed(own)}.")
        return tuple(lines)


def place(index: ScoredIndex, name: Any, values: Any = None) -> Placement:
    """Place cities among those of an index.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    name, values
        As in `intlindex.analyses.explanation.placed_values.read_placed`.

    Returns
    -------
    Placement
        Where they would stand.

    Raises
    ------
    DataError
        If values are wrong, or an aggregation is not defined for them; with every problem.
    DefinitionError
        If scores compare the cities with one another.
    UnknownNameError
        If a name is not that of a city with values that ship.
    """
    compared = across_units(index, own_weights=True)
    if compared:
        units_from(index, (), np.empty((0, len(index.framework.indicators))))  # says why
    placed = read_placed(index, name, values)
    ids = [node.id for node in index.definition.indicators]
    columns = [ids.index(node.id) for node in index.framework.indicators]
    raw = placed.raw[:, columns]
    normalised, unknown = _prepared(index, placed, raw)
    kept, screened = rows_kept(placed.raw, placed.cities, index.method.units, "screened-unit", "indicators")
    nothing = kept & np.isnan(placed.raw).all(axis=1)
    screened += without_values([name for name, each in zip(placed.cities, nothing, strict=True) if each])
    kept &= ~nothing
    normalised = np.where(kept[:, None], normalised, np.nan)
    units = units_from(index, placed.cities, normalised, placed.units)
    findings = [*placed.findings, *screened, *_beyond(index, placed.cities, normalised)]
    reasons = _not_monotone(index) if unknown.any() else []
    if reasons:
        told = ", ".join(reasons[:3]) + (f" and {len(reasons) - 3} more" if len(reasons) > 3 else "")
        message = f"no range of ranks: {told} may fall when a value rises"
        findings.append(Finding("range-refused", "warning", index.framework.root.id, message))
    table = _table(index, units, normalised, unknown, ranged=not reasons)
    worth = _worth(index, placed.cities, normalised, unknown) if not reasons else np.full(raw.shape, np.nan)
    return Placement(
        index, units, raw, normalised, table, _unknown(index, placed.cities, unknown, worth), tuple(findings)
    )


def _prepared(index: ScoredIndex, placed: Placed, raw: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Prepare each city by itself, with what was fitted to those of the index; say what of it is not known."""
    nodes = index.framework.indicators
    rules = [index.method.for_indicator(node.id) for node in nodes]
    rows, unknown, problems = [], [], []
    for row in range(len(placed.cities)):
        units = placed.units.take(np.array([row]))
        stages = index.preparation.stages(raw[[row]], units)
        problems += list(undefined_cells(index.preparation.transforms, stages.denominated, nodes, rules, units))
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
    """Tell values that are better or worse than those of all cities of the index."""
    observed = _observed(index)
    low, high = np.nanmin(observed, axis=0), np.nanmax(observed, axis=0)
    slack = 1e-9 * np.maximum(high - low, np.abs(high))
    found = []
    for column, node in enumerate(index.framework.indicators):
        for word, wrong in (
            ("better", normalised[:, column] > high[column] + slack[column]),
            ("worse", normalised[:, column] < low[column] - slack[column]),
        ):
            names = [city for city, beyond in zip(cities, wrong, strict=True) if beyond]
            end = "above" if word == "better" else "below"
            message = f"{word} than in any city of the index, so that the score is {end} their range: {listed(names)}"
            found += [Finding("beyond-reference", "info", node.id, message)] if names else []
    return found


def _not_monotone(index: ScoredIndex) -> list[str]:
    """List the groups whose score may fall when a child rises."""
    return [
        f"{index.nodes[branch.node]!r} ({branch.aggregate.kind})"
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
    return frame.astype(dict.fromkeys([name for name in columns if name != "score"], index.ranks.dtypes.iloc[0]))


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
