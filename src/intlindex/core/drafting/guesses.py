"""Guesses of what an indicator is, from its name, its unit and its values, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.core.drafting.cell_kinds import is_year
from intlindex.core.drafting.words import (
    AVERAGES,
    COUNTS,
    HIGHER_AFTER_ALL,
    INTERVALS,
    LOWER_IS_BETTER,
    RANKS,
    RATINGS,
    word_in,
)
from intlindex.sentences import Sentence, say

__all__ = ["DirectionGuess", "ScaleGuess", "guessed_direction", "guessed_scale"]

_MOST_STEPS, _FEW_STEPS = 10, 5
_OF_POLLUTION = ("µg/m", "μg/m", "ug/m", "microgram", "微克", "毫克/立方米", "db(a)", "分贝", "decibel")


@dataclass(frozen=True)
class DirectionGuess:
    """Which values are better, and why it is guessed."""

    direction: Literal["higher", "lower"]
    why: Sentence


@dataclass(frozen=True)
class ScaleGuess:
    """What arithmetic values support, and why it is guessed."""

    scale: Literal["ratio", "interval", "ordinal"]
    why: Sentence


def guessed_direction(name: str, unit: str = "") -> DirectionGuess:
    """Guess whether higher or lower values are better.

    Examples
    --------
    >>> [guessed_direction(name).direction for name in ("失业率", "Pollution", "Parks", "污水处理率", "Rank")]
    ['lower', 'lower', 'higher', 'higher', 'lower']
    >>> guessed_direction("Cost of living").why
    "its name has 'cost'"
    """
    lower = word_in(name, LOWER_IS_BETTER)
    if not lower:
        rank = word_in(name, RANKS)
        if rank:
            return DirectionGuess("lower", say("draft-why/rank", word=rank))
        if found := next((sign for sign in _OF_POLLUTION if sign in unit.casefold()), ""):
            return DirectionGuess("lower", say("draft-why/unit-lower", unit=found))
        return DirectionGuess("higher", say("draft-why/nothing-lower"))
    if higher := word_in(name, HIGHER_AFTER_ALL):
        return DirectionGuess("higher", say("draft-why/both-directions", word=lower, other=higher))
    return DirectionGuess("lower", say("draft-why/word", word=lower))


def guessed_scale(name: str, unit: str, values: NDArray[np.float64]) -> ScaleGuess:
    """Guess what arithmetic values support.

    Parameters
    ----------
    name : str
        The name of the indicator.
    unit : str
        Its unit of measurement; empty if it is not known.
    values : array
        Its values, blanks included.

    Returns
    -------
    ScaleGuess
        The scale.

    Examples
    --------
    >>> ones = np.array([1.0, 2.0, 5.0])
    >>> [guessed_scale(name, unit, ones).scale for name, unit in (("Rating", ""), ("Museums", "museums"))]
    ['ordinal', 'ratio']
    >>> guessed_scale("年平均气温", "℃", ones).scale, guessed_scale("Founded", "", np.array([1901.0, 1999.0])).scale
    ('interval', 'interval')
    """
    known = values[~np.isnan(values)]
    if word := word_in(name, RANKS):
        return ScaleGuess("ordinal", say("draft-why/rank", word=word))
    if word := word_in(name, INTERVALS) or next((sign for sign in ("°C", "℃", "°F", "℉") if sign in unit), ""):
        return ScaleGuess("interval", say("draft-why/no-zero", word=word))
    if len(known) and all(map(is_year, known.tolist())):
        return ScaleGuess("interval", say("draft-why/years"))
    whole = bool(len(known)) and bool((known == np.rint(known)).all()) and known.min() >= 0
    if whole and known.max() <= _MOST_STEPS:
        if word := word_in(name, RATINGS):
            return ScaleGuess("ordinal", say("draft-why/steps-word", word=word, most=int(known.max())))
        named = unit or word_in(name, COUNTS) or word_in(name, AVERAGES)
        if not named and known.max() <= _FEW_STEPS and 2 <= len(np.unique(known)) < len(known):
            return ScaleGuess("ordinal", say("draft-why/steps", low=int(known.min()), high=int(known.max())))
    return ScaleGuess("ratio", say("draft-why/ratio"))
