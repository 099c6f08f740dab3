"""Sentences of an explanation: the outcome, its reference, and what is due to no indicator."""

from __future__ import annotations

import pandas as pd

from intlindex.analyses.explanation.attribution import BASELINE, CONSTANT, MIRRORING, RENORMALISATION, ROUNDING
from intlindex.analyses.explanation.scored_city import Unit
from intlindex.core.description import score_digits
from intlindex.core.scored import ScoredIndex
from intlindex.display.rounding import fixed
from intlindex.sentences import Sentence, say

__all__ = ["outcome", "reference_name", "remainder", "signed"]


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
    root, contributions = table.loc[framework.root.id], table["contribution"].to_dict()
    digits = score_digits(index.fits)
    places = {"city": unit.name, "score": fixed(unit.score, digits), "rank": root["rank"], "ranked": root["ranked"]}
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
