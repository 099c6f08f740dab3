"""What varies in an experiment, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from intlindex.analyses.reasons import joined
from intlindex.analyses.uncertainty.factors import ChoiceFactor, Factor
from intlindex.sentences import Sentence, say

__all__ = ["factor_in_words", "varied"]


def varied(factors: Sequence[Factor]) -> Sentence:
    """Return a sentence that names what varies, all of one kind together.

    Examples
    --------
    >>> varied([ChoiceFactor("normalise", ("min_max", "z_score"))])
    'Varied: choice of normalise (min_max, z_score).'
    """
    kinds: dict[str, list[str]] = {}
    for factor in factors:
        what, _, name = factor.name.rpartition(" of ")
        if isinstance(factor, ChoiceFactor):
            what, name = "choice", say("varied/alternatives", step=factor.key, alternatives=factor.alternatives)
        kinds.setdefault(what, []).append(name)
    if not kinds:
        return say("varied/nothing")
    return say("varied", parts=joined([_of_kind(what, tuple(names)) for what, names in kinds.items()]))


def factor_in_words(factor: str) -> str:
    """Return the name of a factor as a sentence that can be in any language.

    Examples
    --------
    >>> factor_in_words("weights of influence")
    'weights of influence'
    """
    what, _, name = factor.rpartition(" of ")
    match what:
        case "weights":
            return say("factor/weights", node=name)
        case "presence":
            return say("factor/presence", node=name)
        case "noise":
            return say("factor/noise", node=name)
        case "imputation":
            return say("factor/imputation", node=name)
        case "choice":
            return say("factor/choice", step=name)
        case _:
            return factor


def _of_kind(what: str, names: tuple[str, ...]) -> Sentence:
    match what:
        case "weights":
            return say("varied/weights", nodes=names)
        case "presence":
            return say("varied/presence", nodes=names)
        case "noise":
            return say("varied/noise", nodes=names)
        case "imputation":
            return say("varied/imputation", nodes=names)
        case _:
            return say("varied/choice", steps=names)
