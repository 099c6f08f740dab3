"""Why a city stands where it stands: its score, or its distance from a reference, shared out over the indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from intlindex.analyses.arguments import whole_number
from intlindex.analyses.explanation.attribution import Attribution, Parts
from intlindex.analyses.explanation.scored_city import VIRTUAL, Unit, across_units, outside, sample_unit, virtual_unit
from intlindex.analyses.explanation.standing import standing
from intlindex.analyses.seeds import Random, seed_of
from intlindex.core.description import node_names
from intlindex.core.scored import ScoredIndex
from intlindex.display.findings import findings_lines
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.errors import DataError, DefinitionError, UnknownNameError, listed, nearest
from intlindex.findings import Finding
from intlindex.specs import Group
from intlindex.specs.names import Names

__all__ = ["Explanation", "explain", "explain_unit", "reference"]

SHOWN = 5
"""How many strengths and weaknesses are named."""
MARKS = {
    "filled": "Not known, and counted as the mean of what stands beside it",
    "imputed": "Imputed",
    "left out": "Not known, and left out",
}
"""What marks of a node say."""
NAMED = 3
"""How many of them a sentence names."""


@dataclass(frozen=True, eq=False, repr=False)
class Explanation(Result):
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
    """What is explained: the score, or what it is above that of the reference."""
    sentences: tuple[str, ...]
    """The main points in words."""
    _contributions: pd.Series[float]
    _table: pd.DataFrame
    _findings: tuple[Finding, ...]
    _names: Mapping[str, str]

    @property
    def contributions(self) -> pd.Series[float]:
        """What each indicator contributes, by id, and then what is due to none, by name; the sum is `total`."""
        return self._contributions.copy()

    @property
    def table(self) -> pd.DataFrame:
        """All nodes, each group before what is below it, and remainders last.

        Columns: ``depth``, ``contribution`` (of a group, the sum of its indicators'), ``score`` (with a reference,
        also ``reference``), ``rank`` and ``ranked`` (how many cities have one), ``value`` and ``unit`` (of an
        indicator), ``mark`` (``filled``, ``imputed``, ``left out``) and ``rule`` (how a group shared out its part).
        """
        return self._table.copy()

    @property
    def strengths(self) -> pd.DataFrame:
        """The indicators with the best ranks: rank, ranked, value, unit, contribution, by id."""
        return _extremes(self._table, best=True)

    @property
    def weaknesses(self) -> pd.DataFrame:
        """The indicators with the worst ranks, worst first: rank, ranked, value, unit, contribution, by id."""
        return _extremes(self._table, best=False)

    @property
    def shown(self) -> Shown:
        """The main points, and the tree with what each node contributes."""
        frame = self._table
        told = zip(frame.index, frame["depth"], frame["mark"], strict=True)
        columns = {"node": ["  " * depth + str(name) + (" *" if mark else "") for name, depth, mark in told]}
        columns |= {name: frame[name].array for name in ("contribution", "score", "reference") if name in frame}
        columns |= {"rank": frame["rank"].array, "value": frame["value"].array}
        what = "score" if self.against is None else f"score against {_reference_name(self.against)}"
        lines = (*self.sentences, *findings_lines(self.findings))
        return Shown(f"{self.city}: the {what}", lines, pd.DataFrame(columns), labels=self._names)


def explain(
    index: ScoredIndex, city: str, against: str | None = None, *, draws: int = 2048, rng: Random = 0
) -> Explanation:
    """Share out a score, or a difference of two, over the indicators.

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
    DefinitionError
        If scores depend on other cities, so that no indicator alone accounts for them.
    """
    if problems := whole_number(draws, "draws", least=2):
        raise DefinitionError(problems)
    _check_method(index)
    unit = sample_unit(index, city)
    return explain_unit(index, unit, reference(index, against, unit), draws=draws, rng=rng)


def _check_method(index: ScoredIndex) -> None:
    """Refuse what shares out no score."""
    compared = across_units(index)
    if compared:
        raise DefinitionError(
            f"the scores of {listed(compared)} compare the cities with one another, so that no indicator of a city "
            "accounts for its score alone; explain it under a method that scores each city by itself",
            source=index.framework.id,
        )


def reference(index: ScoredIndex, against: str | None, unit: Unit) -> Unit | None:
    """Return what a city is explained against: another of the index, or one of its medians, means or best values."""
    if against is None:
        return None
    if not isinstance(against, str):
        raise UnknownNameError(f"a reference is named by text, found {against!r}")
    if against in VIRTUAL and across_units(index, own_weights=True):
        raise DefinitionError(
            f"every city has weights of its own here, and the {against} of all has none; explain against a city",
            source=index.framework.id,
        )
    if against in VIRTUAL:
        return virtual_unit(index, against)
    try:
        other = sample_unit(index, against)
    except UnknownNameError:
        if Names(index.table.names).found(against):  # it may be one of several
            raise
        known = index.table.names | {name: name for name in VIRTUAL}
        told = f"no city {against!r} to explain against; {nearest(against, known)}"
        raise UnknownNameError(outside(index, against) or told) from None
    if other.name == unit.name:
        raise DefinitionError(f"{other.name} cannot be explained against itself")
    return other


def explain_unit(
    index: ScoredIndex,
    unit: Unit,
    other: Unit | None,
    *,
    draws: int = 2048,
    rng: Random = 0,
    raw: Mapping[str, float] | None = None,
) -> Explanation:
    """Share out the score of a city, of the sample or not; see `explain`.

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
    raw : mapping, optional
        Raw values of the city, by indicator, where it is not one of the index.

    Returns
    -------
    Explanation
        The account.
    """
    blank = [each.name for each in (unit, other) if each is not None and np.isnan(each.score)]
    if blank:
        raise DataError(f"{listed(blank)} has no score: too few of its values are known", source=index.framework.id)
    attribution = Attribution(index, draws=draws, rng=np.random.default_rng(seed_of(rng).sequence))
    parts = attribution.of_score(unit) if other is None else attribution.of_difference(unit, other)
    total = unit.score - (0.0 if other is None else other.score)
    table = _table(index, unit, other, parts, raw)
    leaves = [node.id for node in index.framework.indicators]
    at = [index.nodes.index(name) for name in leaves]
    contributions = pd.Series(
        [*parts.leaves[at], *parts.remainders.values()],
        index=pd.Index([*leaves, *parts.remainders], name="indicator"),
        name="contribution",
    )
    against = None if other is None else other.name
    sentences = _sentences(index, unit, other, contributions, table)
    return Explanation(
        unit.name, against, total, sentences, contributions, table, _findings(index, parts), node_names(index.framework)
    )


def _findings(index: ScoredIndex, parts: Parts) -> tuple[Finding, ...]:
    worst = float(parts.errors.max())
    message = f"too many orders to try all: its parts are estimates, with standard errors up to {worst:.2g}"
    return tuple(Finding("sampled-values", "warning", index.nodes[node], message) for node in parts.sampled)


def _table(
    index: ScoredIndex, unit: Unit, other: Unit | None, parts: Parts, raw: Mapping[str, float] | None
) -> pd.DataFrame:
    tree, framework = index.scoring.tree, index.framework
    amounts = parts.leaves.copy()
    for branch in tree.branches:  # children come before their parents
        amounts[branch.node] = amounts[branch.children].sum()
    place = standing(index, unit)
    values = index.raw.loc[unit.name].to_dict() if raw is None else raw
    marks = _marks(index, unit)
    rows = []
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
                "mark": marks[at],
                "rule": parts.rules.get(at, ""),
            }
        )
        for child in framework.children(name) if group else ():
            walk(child.id, depth + 1)

    walk(framework.root.id, 0)
    rows += [
        {"node": name, "depth": 0, "contribution": amount, "unit": "", "mark": "", "rule": "remainder"}
        for name, amount in parts.remainders.items()
    ]
    return pd.DataFrame(rows).set_index("node").astype({"rank": index.ranks.dtypes.iloc[0], "ranked": "Int64"})


def _marks(index: ScoredIndex, unit: Unit) -> list[str]:
    """Say of every node what stands in for its score."""
    marks = []
    imputed = set(index.imputed.loc[index.imputed["city"] == unit.name, "indicator"])
    for at, name in enumerate(index.nodes):
        if unit.blank[at]:
            marks.append("left out" if np.isnan(unit.values[at]) else "filled")
        else:
            marks.append("imputed" if name in imputed else "")
    return marks


def _extremes(table: pd.DataFrame, *, best: bool) -> pd.DataFrame:
    leaves = table[(table["unit"] != "") & table["rank"].notna()]
    count = min(SHOWN, len(leaves) // 2)
    ordered = leaves.sort_values("standing", ascending=not best, kind="stable").head(count)
    return ordered[["rank", "ranked", "value", "unit", "contribution"]]


def _sentences(
    index: ScoredIndex, unit: Unit, other: Unit | None, contributions: pd.Series[float], table: pd.DataFrame
) -> tuple[str, ...]:
    names = {node.id: node.name for node in index.framework.nodes}
    lines = [_outcome(index, unit, other, table)]
    if other is not None:
        lines += _gains_and_losses(names, contributions[[node.id for node in index.framework.indicators]], table)
    for word, best in (("Strongest", True), ("Weakest", False)):
        told = [
            f"{names[str(name)]} (rank {row['rank']} of {row['ranked']}, {row['value']:g} {row['unit']})"
            for name, row in _extremes(table, best=best).head(NAMED).iterrows()
        ]
        if told:
            lines.append(f"{word}: {'; '.join(told)}.")
    unknown = {words: table["mark"] == mark for mark, words in MARKS.items()}
    if other is not None:
        unknown[f"Not known of {_reference_name(other.name)}"] = table["reference"].isna() & (
            table["rule"] != "remainder"
        )
    for words, rows in unknown.items():
        if rows.any():
            lines.append(f"{words} (*): {', '.join(names[str(name)] for name in table.index[rows])}.")
    rest = contributions.iloc[len(index.framework.indicators) :]
    lines += [f"{str(name).capitalize()} accounts for {amount:+.3g}." for name, amount in rest.items()]
    return tuple(lines)


def _outcome(index: ScoredIndex, unit: Unit, other: Unit | None, table: pd.DataFrame) -> str:
    """Say what the score is, against what, and of which parts it is made."""
    framework = index.framework
    root = table.loc[framework.root.id]
    sign = "" if other is None else "+"
    parts = table["contribution"].to_dict()
    below = framework.children(framework.root.id)
    listing = ", ".join(f"{node.name} {parts[node.id]:{sign}.1f}" for node in below)
    scored = f"{unit.name} scores {fixed(unit.score)}, rank {root['rank']} of {root['ranked']}"
    if other is None:
        return f"{scored}: {listing}."
    gap = unit.score - other.score
    compared = f"{fixed(abs(gap))} {'more' if gap >= 0 else 'less'}, by {listing}"
    return f"{scored}, against {fixed(other.score)} of {_reference_name(other.name)}: {compared}."


def _gains_and_losses(names: dict[str, str], known: pd.Series[float], table: pd.DataFrame) -> list[str]:
    """Name the largest parts of a difference, with a star where one of the two has no value."""
    blank = set(table.index[(table["mark"] != "") | table["reference"].isna()])
    lines = []
    for word, order in (
        ("Gains", known[known > 0].sort_values(ascending=False)),
        ("Loses", known[known < 0].sort_values()),
    ):
        most = [
            f"{names[str(name)]}{'*' if name in blank else ''} {part:+.1f}" for name, part in order.head(NAMED).items()
        ]
        if most:
            lines.append(f"{word} most by {', '.join(most)}.")
    return lines


def _reference_name(name: str) -> str:
    return f"the {name} of all cities" if name in VIRTUAL else name
