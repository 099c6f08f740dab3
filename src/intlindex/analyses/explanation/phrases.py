"""Sentences of an explanation: outcome, strengths and weaknesses, what is not known, what is due to no indicator."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.explanation.areas import COUNTRY, national
from intlindex.analyses.explanation.attribution import BASELINE, CONSTANT, MIRRORING, RENORMALISATION, ROUNDING
from intlindex.analyses.explanation.scored_city import Unit
from intlindex.analyses.reasons import joined
from intlindex.core.description import node_names, score_digits
from intlindex.core.scored import ScoredIndex
from intlindex.display.rounding import fixed
from intlindex.sentences import Sentence, say

__all__ = ["extreme_rows", "reference_name", "sentences_of"]

SHOWN = 5
"""The number of strengths and weaknesses."""
NAMED = 3
"""The number of them that a sentence names."""


def signed(value: float, digits: int = 1) -> str:
    """Write a number with its sign, as parts of a difference are.

    Examples
    --------
    >>> signed(2.25), signed(-0.5), signed(0)
    ('+2.3', '-0.5', '+0.0')
    """
    text = fixed(value, digits)
    return text if text.startswith("-") else f"+{text}"


def reference_name(name: str) -> str:
    """Return the name of a reference: a city, or the median, mean or best of all.

    Examples
    --------
    >>> reference_name("median"), reference_name("Rome")
    ('the median of all cities', 'Rome')
    """
    match name:
        case "median":
            return say("reference/median")
        case "mean":
            return say("reference/mean")
        case "best":
            return say("reference/best")
        case _:
            return name


def outcome(index: ScoredIndex, unit: Unit, other: Unit | None, table: pd.DataFrame) -> Sentence:
    """Return the score of a city, its rank, and what the children of the root contribute to it."""
    framework = index.framework
    contributions, digits = table["contribution"].to_dict(), score_digits(index.fits)
    ranked = {name: table[name].array[0] for name in ("rank", "ranked")}  # the first row is the root
    places = {"city": unit.name, "score": fixed(unit.score, digits), **ranked}
    write = fixed if other is None else signed
    parts = tuple(
        say("part", node=node.id, points=write(contributions[node.id], digits))
        for node in framework.children(framework.root.id)
    )
    if other is None:
        return say("explanation/outcome", parts=parts, **places)
    gap = unit.score - other.score
    return say(
        "explanation/outcome-more" if gap >= 0 else "explanation/outcome-less",
        parts=parts,
        reference=reference_name(other.name),
        reference_score=fixed(other.score, digits),
        gap=fixed(abs(gap), digits),
        **places,
    )


def remainder(name: str, amount: float) -> Sentence:
    """Return what a remainder, which is due to no indicator, adds.

    Examples
    --------
    >>> remainder("rounding", 0.02)
    'Rounding accounts for +0.02.'
    """
    if name == BASELINE:
        return say("remainder/baseline", points=amount)
    if name == CONSTANT:
        return say("remainder/constant", points=amount)
    if name == RENORMALISATION:
        return say("remainder/re-normalisation", points=amount)
    if name == MIRRORING:
        return say("remainder/mirroring", points=amount)
    if name == ROUNDING:
        return say("remainder/rounding", points=amount)
    return say("remainder/other", name=name.capitalize(), points=amount)


def extreme_rows(table: pd.DataFrame, *, best: bool) -> NDArray[np.intp]:
    """Return the rows of the indicators with the best ranks, or the worst; those of a whole country last.

    None is among both, also where standings tie.
    """
    rows = np.flatnonzero((table["unit"].to_numpy() != "") & table["rank"].notna().to_numpy())
    standings = table["standing"].to_numpy(np.float64)
    count = min(SHOWN, len(rows) // 2)
    found = rows[np.argsort(-standings[rows], kind="stable")[:count]]
    if not best:
        others = np.setdiff1d(rows, found)
        found = others[np.argsort(standings[others], kind="stable")[:count]]
    return found[np.argsort(table["area"].to_numpy()[found] == COUNTRY, kind="stable")]


def sentences_of(
    index: ScoredIndex, unit: Unit, other: Unit | None, contributions: pd.Series[float], table: pd.DataFrame
) -> tuple[Sentence, ...]:
    """Return the main points of an explanation."""
    lines = [outcome(index, unit, other, table)]
    if other is not None:
        digits = score_digits(index.fits)
        known = contributions[[node.id for node in index.framework.indicators]]
        lines += _gains_and_losses(known, table, digits, index.scoring.tree.orientations[0])
    if best := _ranked_values(table, best=True):
        lines.append(say("explanation/strongest", values=joined(best)))
    if worst := _ranked_values(table, best=False):
        lines.append(say("explanation/weakest", values=joined(worst)))
    lines += _unknown(other, table)
    if shared := national(table["area"]):
        lines.append(say("explanation/national", nodes=shared))
    rest = contributions.iloc[len(index.framework.indicators) :]
    lines += [remainder(str(name), float(amount)) for name, amount in rest.items()]
    names = node_names(index.framework)
    return tuple(line.named(names) for line in lines)


def _ranked_values(table: pd.DataFrame, *, best: bool) -> list[Sentence]:
    """Describe the first of the strengths or weaknesses."""
    rows = extreme_rows(table, best=best)[:NAMED]
    columns = {name: table[name].array for name in ("rank", "ranked", "value", "unit", "area")}
    return [
        say(
            "ranked-value/country" if columns["area"][row] == COUNTRY else "ranked-value",
            node=str(table.index[row]),
            **{name: column[row] for name, column in columns.items() if name != "area"},
        )
        for row in rows.tolist()
    ]


_MARKS = ("filled", "imputed", "left out")


def _unknown(other: Unit | None, table: pd.DataFrame) -> list[Sentence]:
    """Name the nodes without a computed score."""
    marks = list(zip(table.index, table["mark"], strict=True))
    marked = {kind: tuple(str(name) for name, mark in marks if mark == kind) for kind in _MARKS}
    lines = []
    if marked["filled"]:
        lines.append(say("explanation/filled", nodes=marked["filled"]))
    if marked["imputed"]:
        lines.append(say("explanation/imputed", nodes=marked["imputed"]))
    if marked["left out"]:
        lines.append(say("explanation/left-out", nodes=marked["left out"]))
    if other is not None:
        blank = tuple(map(str, table.index[table["reference"].isna() & (table["rule"] != "remainder")]))
        if blank:
            lines.append(say("explanation/unknown-reference", reference=reference_name(other.name), nodes=blank))
    return lines


def _gains_and_losses(known: pd.Series[float], table: pd.DataFrame, digits: int, better: float) -> list[Sentence]:
    """Name the largest parts of a difference, with a star where one of the two has no value.

    A gain is what brings the city nearer to rank 1: where that is the lowest score, it is a negative part.
    """
    blank = set(table.index[(table["mark"] != "") | table["reference"].isna()])

    def largest(parts: pd.Series[float]) -> tuple[Sentence, ...]:
        return tuple(
            say("part/unknown" if name in blank else "part", node=str(name), points=signed(part, digits))
            for name, part in parts.head(NAMED).items()
        )

    lines = []
    gained = (known * better).sort_values(ascending=False)
    if gains := largest(known[gained.index[gained > 0]]):
        lines.append(say("explanation/gains", parts=gains))
    if losses := largest(known[gained.index[::-1][gained[::-1] < 0]]):
        lines.append(say("explanation/losses", parts=losses))
    return lines
