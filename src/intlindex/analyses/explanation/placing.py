"""Places cities outside the sample among its cities, with all that was fitted to these."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.explanation.placed_values import Placed, read_placed
from intlindex.analyses.explanation.placement import Placement
from intlindex.analyses.explanation.scored_city import Unit, across_units, extended_scoring, units_from, units_scored
from intlindex.analyses.explanation.standing import rank_among
from intlindex.core.data.joined_table import joined_table
from intlindex.core.pipeline.conditions import for_units
from intlindex.core.pipeline.guests import Guests
from intlindex.core.pipeline.preparation import STEPS, Stages
from intlindex.core.pipeline.preparation_checks import undefined_cells
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.pipeline.screening import judged, rows_kept, without_values
from intlindex.core.pipeline.suitability_checks import check_finite
from intlindex.core.ranking_table import rank_column
from intlindex.core.scored import ScoredIndex
from intlindex.errors import DataError, RequestError, problem
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.sentences.voices import language_spoken
from intlindex.specs.custom import Custom
from intlindex.specs.reading import Reading

__all__ = ["place", "with_cities"]

Array = NDArray[np.float64]


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
    require_score(index.fits)
    compared = across_units(index, own_weights=True)
    if compared:
        units_from(index, (), np.empty((0, len(index.framework.indicators))))  # raises with the reason
    placed = read_placed(index, name, values, reading)
    ids = [node.id for node in index.definition.indicators]
    columns = [ids.index(node.id) for node in index.framework.indicators]
    raw = placed.raw[:, columns]
    stages, unknown = _prepared(index, placed, raw)
    kept, screened = rows_kept(
        placed.raw,
        placed.cities,
        index.method.units,
        judged=judged(index.method.units, index.table.labels, placed.units.labels),
    )
    nothing = kept & np.isnan(placed.raw).all(axis=1)
    screened += without_values([name for name, each in zip(placed.cities, nothing, strict=True) if each])
    kept &= ~nothing
    normalised = np.where(kept[:, None], stages.normalised, np.nan)
    scoring = extended_scoring(index, placed.cities, normalised, placed.units)
    units = units_scored(index, placed.cities, normalised, scoring)
    guests = Guests(placed.table, replace(stages, normalised=normalised), kept, scoring)
    findings = [*placed.findings, *screened, *_beyond(index, placed.cities, normalised)]
    reasons = _not_monotone(index) if unknown.any() else []
    if reasons:
        findings.append(finding("range-refused", "warning", index.framework.root.id, groups=tuple(reasons)))
    table = _table(index, units, normalised, unknown, ranged=not reasons)
    worth = _worth(index, placed.cities, normalised, unknown) if not reasons else np.full(raw.shape, np.nan)
    return Placement(
        index,
        guests,
        units,
        raw,
        table,
        _unknown(index, placed.cities, unknown, worth),
        tuple(findings),
    )


def with_cities(index: Any, name: Any, values: Any = None, reading: Reading | None = None) -> Any:
    """Score an index again with further cities, which count; see `Index.with_cities`."""
    if isinstance(name, Placement) and values is None:
        placed, source = name._guests.table, name._index.definition.id  # noqa: SLF001  our own
    else:
        placed, source = read_placed(index, name, values, reading).table, index.definition.id
    if placed.indicators != index.table.indicators:
        raise RequestError([problem("conflict/with-cities", "placed", found=source, index=index.definition.id)])
    return index.replace(table=joined_table(index.table, placed))


def _prepared(index: ScoredIndex, placed: Placed, raw: Array) -> tuple[Stages, NDArray[np.bool_]]:
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
        rows.append(stages)
        unknown.append(np.isnan(stages.denominated[0]))  # a value without its denominator is not known either
    if problems:
        raise DataError(list(dict.fromkeys(problems)), source=index.framework.id)
    made = {step: np.concatenate([getattr(each, step) for each in rows]) for step in STEPS}
    return Stages(**made), np.stack(unknown)


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
        above = normalised[:, column] > high[column] + slack[column]
        below = normalised[:, column] < low[column] - slack[column]
        rising = index.scoring.tree.orientations_of_leaves[column] > 0
        for better, outside in ((True, above if rising else below), (False, below if rising else above)):
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
    rising = index.scoring.tree.orientations_of_leaves > 0
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
    made = {
        name: np.array(cells) if name == "score" else rank_column(index.fits, np.array(cells))
        for name, cells in columns.items()
    }
    frame = pd.DataFrame(made, index=pd.Index([unit.name for unit in units], name="city"))
    if index.nodes[0] in index.fits.class_rules:
        named = index.fits.class_names(index.nodes[0], frame["score"].to_numpy(), language_spoken())
        frame.insert(1, "class", named)
    return frame


def _root(unit: Unit) -> Array:
    return np.array([[unit.score]])


def _worth(index: ScoredIndex, cities: tuple[str, ...], normalised: Array, unknown: NDArray[np.bool_]) -> Array:
    """Return by how much each unknown value could change a score, other unknowns at their median."""
    observed = _observed(index)
    low, middle, high = (at(observed, axis=0) for at in (np.nanmin, np.nanmedian, np.nanmax))
    worth, tree = np.full(normalised.shape, np.nan), index.scoring.tree
    for row, column in np.argwhere(unknown):
        rows = np.repeat(np.where(unknown[row], middle, normalised[row])[None], 2, axis=0)
        rows[:, column] = low[column], high[column]
        worst, best = units_from(index, (cities[row],) * 2, rows)
        worth[row, column] = (best.score - worst.score) * tree.orientations_of_leaves[column] * tree.orientations[0]
    return worth


def _unknown(index: ScoredIndex, cities: tuple[str, ...], unknown: NDArray[np.bool_], worth: Array) -> pd.DataFrame:
    """List what is not known of each city, first what is worth most."""
    nodes, values = index.framework.indicators, index.prepared.denominated
    lowest, highest = (each.reduce(values, axis=0) for each in (np.fmin, np.fmax))
    rows = [
        (cities[row], nodes[at].id, float(lowest[at]), float(highest[at]), nodes[at].unit, float(worth[row, at]))
        for row in range(len(cities))
        for at in np.argsort(-worth[row], kind="stable").tolist()
        if unknown[row, at]
    ]
    return pd.DataFrame(rows, columns=["city", "indicator", "lowest", "highest", "unit", "worth"])
