"""Why a city has its rank: its score, or its difference from a reference, decomposed into parts of the indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from intlindex.analyses.arguments import whole_number
from intlindex.analyses.explanation.areas import areas_of
from intlindex.analyses.explanation.attribution import Attribution, Parts
from intlindex.analyses.explanation.phrases import extreme_rows, reference_name, sentences_of
from intlindex.analyses.explanation.scored_city import VIRTUAL, Unit, across_units, sample_unit, virtual_unit
from intlindex.analyses.explanation.standing import standing
from intlindex.analyses.seeds import Random, seed_of
from intlindex.core.data.outside_cities import outside
from intlindex.core.description import node_names, score_digits
from intlindex.core.ranking_table import rank_column, whole_numbers
from intlindex.core.scored import ScoredIndex
from intlindex.core.subject import Subject, subject_of
from intlindex.display.findings import findings_lines
from intlindex.display.records.explanation import ExplanationRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import DataError, RequestError, UnknownNameError, nearest
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs import Group
from intlindex.specs.names import Names

__all__ = ["Explanation", "explain", "explain_unit", "reference"]


@dataclass(frozen=True, eq=False, repr=False)
class Explanation(Result[ExplanationRecord]):
    """An exact account of a score, or of a difference of two scores, indicator by indicator.

    Examples
    --------
    >>> import intlindex as ix
    >>> explanation = ix.load("example").explain("Beijing")
    >>> explanation.contributions[["fortune_500_headquarters", "pm25"]].round(2).to_dict()
    {'fortune_500_headquarters': 2.78, 'pm25': 0.0}
    """

    city: str
    """Display name of the city."""
    against: str | None
    """Display name of the reference, or "median", "mean" or "best"; None where the score itself is explained."""
    total: float
    """What is explained: the score, or by how much it is above that of the reference."""
    sentences: tuple[str, ...]
    """The main points in words."""
    _contributions: pd.Series[float]
    _table: pd.DataFrame
    _findings: tuple[Finding, ...]
    _names: Mapping[str, str]
    _digits: int
    framework: str
    """Id of the framework."""
    index_title: str
    """Name and edition of the framework."""
    orientation: int
    """1 where a higher score is better, -1 where rank 1 is the lowest score."""
    _subjects: tuple[Subject, ...]

    @property
    def contributions(self) -> pd.Series[float]:
        """What each indicator contributes, by id, and then what is due to no indicator, by name; the sum is `total`."""
        return self._contributions.copy()

    @property
    def table(self) -> pd.DataFrame:
        """All nodes, each group before what is below it, and remainders last.

        Columns: ``depth``, ``contribution`` (of a group, the sum of its indicators'), ``score`` (with a reference,
        also ``reference``), ``rank`` and ``ranked`` (how many cities have one), ``value``, ``unit`` and ``area`` (of an
        indicator; the area that the value is measured for is ``city``, ``metropolitan``, ``region``, or ``country``
        where all cities of a country share it), ``mark`` (``filled``, ``imputed``, ``left out``) and ``rule`` (how the
        part of a group was decomposed).
        """
        return self._table.copy()

    @property
    def strengths(self) -> pd.DataFrame:
        """The indicators with the best ranks: rank, ranked, value, unit, area, contribution, by id.

        Those whose values all cities of a country share come after the city's own.
        """
        return _extremes(self._table, best=True)

    @property
    def weaknesses(self) -> pd.DataFrame:
        """The indicators with the worst ranks, worst first: rank, ranked, value, unit, area, contribution, by id.

        Those whose values all cities of a country share come after the city's own.
        """
        return _extremes(self._table, best=False)

    @property
    def shown(self) -> Shown:
        """The main points, and the tree with what each node contributes."""
        frame = self._table
        nodes = zip(frame.index, frame["depth"], frame["mark"], strict=True)
        columns = {"node": ["  " * depth + str(name) + (" *" if mark else "") for name, depth, mark in nodes]}
        columns |= {name: frame[name].array for name in ("contribution", "score", "reference") if name in frame}
        columns |= {"rank": frame["rank"].array, "value": frame["value"].array}
        if frame["area"].any():
            columns["area"] = frame["area"].array
        if self.against is None:
            title = say("explanation/title", city=self.city)
        else:
            title = say("explanation/title-against", city=self.city, reference=reference_name(self.against))
        lines = (*self.sentences, *findings_lines(self.findings))
        return Shown(title, lines, pd.DataFrame(columns), digits=self._digits, labels=self._names)


def explain(
    index: ScoredIndex, city: str, against: str | None = None, *, draws: int = 2048, rng: Random = 0
) -> Explanation:
    """Decompose a score, or a difference of two, into contributions of the indicators.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    city : str
        Any name of a city.
    against : str, optional
        Any name of another city; or "median", "mean" or "best".
    draws : int
        Number of random orders, where a group is too large to try all.
    rng : int, SeedSequence, Generator or None
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
    RequestError
        If scores depend on other cities, so that no indicator alone accounts for them.
    """
    if problems := whole_number(draws, "draws", least=2):
        raise RequestError(problems)
    _check_method(index)
    unit = sample_unit(index, city)
    return explain_unit(index, unit, reference(index, against, unit), draws=draws, rng=rng)


def _check_method(index: ScoredIndex) -> None:
    """Refuse a method whose scores cannot be decomposed."""
    compared = across_units(index)
    if compared:
        raise RequestError(say("not-supported/explanation", groups=tuple(compared)), source=index.framework.id)


def reference(index: ScoredIndex, against: str | None, unit: Unit) -> Unit | None:
    """Return what a city is explained against: another of the index, or one of its medians, means or best values."""
    if against is None:
        return None
    if not isinstance(against, str):
        raise UnknownNameError(say("wrong-type/reference-name", found=against))
    if against in VIRTUAL and across_units(index, own_weights=True):
        raise RequestError(say("not-supported/own-weights", reference=against), source=index.framework.id)
    if against in VIRTUAL:
        return virtual_unit(index, against)
    try:
        other = sample_unit(index, against)
    except UnknownNameError:
        if Names(index.table.names).found(against):  # it may be one of several
            raise
        known = index.table.names | {name: name for name in VIRTUAL}
        hint = nearest(against, known)
        raise UnknownNameError(
            outside(against, index.definition.id, len(index.cities))
            or say("unknown-city/reference", city=against, hint=hint)
        ) from None
    if other.name == unit.name:
        raise RequestError(say("conflict/explanation-itself", city=other.name))
    return other


def explain_unit(
    index: ScoredIndex, unit: Unit, other: Unit | None, *, draws: int = 2048, rng: Random = 0
) -> Explanation:
    """Decompose the score of a city of the index; see `explain`.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    unit : Unit
        The city.
    other : Unit or None
        The reference.
    draws, rng
        As in `explain`.

    Returns
    -------
    Explanation
        The account.
    """
    blank = tuple(each.name for each in (unit, other) if each is not None and np.isnan(each.score))
    if blank:
        raise DataError(say("no-score/explanation", cities=blank, count=len(blank)), source=index.framework.id)
    attribution = Attribution(index, draws=draws, rng=np.random.default_rng(seed_of(rng).sequence))
    parts = attribution.of_score(unit) if other is None else attribution.of_difference(unit, other)
    total = unit.score - (0.0 if other is None else other.score)
    table = _table(index, unit, other, parts)
    leaves = [node.id for node in index.framework.indicators]
    at = [index.nodes.index(name) for name in leaves]
    contributions = pd.Series(
        [*parts.leaves[at], *parts.remainders.values()],
        index=pd.Index([*leaves, *parts.remainders], name="indicator"),
        name="contribution",
    )
    against = None if other is None else other.name
    sentences = sentences_of(index, unit, other, contributions, table)
    return Explanation(
        unit.name,
        against,
        total,
        sentences,
        contributions,
        table,
        _findings(index, parts),
        node_names(index.framework),
        score_digits(index.fits),
        index.framework.id,
        index.framework.title,
        int(index.scoring.tree.orientations[0]),
        (subject_of(index),),
    )


def _findings(index: ScoredIndex, parts: Parts) -> tuple[Finding, ...]:
    worst = float(parts.errors.max())
    return tuple(finding("sampled-values", "warning", index.nodes[node], error=worst) for node in parts.sampled)


def _table(index: ScoredIndex, unit: Unit, other: Unit | None, parts: Parts) -> pd.DataFrame:
    tree, framework, areas = index.scoring.tree, index.framework, areas_of(index, unit.name)
    amounts = parts.leaves.copy()
    for branch in tree.branches:  # children come before their parents
        amounts[branch.node] = amounts[branch.children].sum()
    place = standing(index, unit)
    values = _raw_values(index, unit.name)
    marks = _marks(index, unit)
    rows: list[dict[str, Any]] = []
    # Ranks turn with a node's own direction; what is strong is what brings the root nearer to rank 1.
    better = np.array(index.scoring.tree.orientations) * np.array(index.scoring.tree.turns)

    def walk(name: str, depth: int) -> None:
        node, at = framework.node(name), index.nodes.index(name)
        group = isinstance(node, Group)
        rows.append(
            {
                "node": name,
                "depth": depth,
                "contribution": amounts[at],
                "score": unit.shown[at],
                **({} if other is None else {"reference": other.shown[at]}),
                "rank": place.rank[at],
                "ranked": place.ranked[at],
                "standing": better[at] * (place.behind[at] - place.ahead[at]) / max(place.ranked[at] - 1, 1),
                "value": np.nan if group else values[name],
                "unit": "" if isinstance(node, Group) else node.unit,
                "area": "" if group or np.isnan(values[name]) else areas.get(name, ""),
                "mark": marks[at],
                "rule": parts.rules.get(at, ""),
            }
        )
        for child in framework.children(name) if group else ():
            walk(child.id, depth + 1)

    walk(framework.root.id, 0)
    rows += [
        {"node": name, "depth": 0, "contribution": amount, "unit": "", "area": "", "mark": "", "rule": "remainder"}
        for name, amount in parts.remainders.items()
    ]
    columns: dict[str, Any] = {name: [row.get(name, np.nan) for row in rows] for name in rows[0]}
    columns["rank"] = rank_column(index.fits, np.array(columns["rank"]))
    columns["ranked"] = whole_numbers(np.array(columns["ranked"]))
    return pd.DataFrame(columns, index=pd.Index(columns.pop("node"), name="node"))


def _raw_values(index: ScoredIndex, city: str) -> dict[str, float]:
    """Return the raw values of a city of the index, by indicator."""
    return dict(zip(index.fits.indicators, index.fits.raw[index.cities.index(city)].tolist(), strict=True))


def _imputed(index: ScoredIndex, city: str) -> set[str]:
    """Return the indicators whose value of a city of the index was imputed."""
    row = index.cities.index(city)
    filled = index.prepared.filled[row] & index.screening.units[row]
    return {name for name, each in zip(index.fits.indicators, filled, strict=True) if each}


def _marks(index: ScoredIndex, unit: Unit) -> list[str]:
    """Return for each node how its score is replaced where it is blank."""
    marks = []
    imputed = _imputed(index, unit.name)
    for at, name in enumerate(index.nodes):
        if unit.blank[at]:
            marks.append("left out" if np.isnan(unit.values[at]) else "filled")
        else:
            marks.append("imputed" if name in imputed else "")
    return marks


def _extremes(table: pd.DataFrame, *, best: bool) -> pd.DataFrame:
    columns = ["rank", "ranked", "value", "unit", "area", "contribution"]
    return table[columns].iloc[extreme_rows(table, best=best)]
