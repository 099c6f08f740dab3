"""How the rules for one node become one, and how the range of a preset reaches exceptions."""

from __future__ import annotations

from typing import Any, TypeVar

from intlindex.sentences import Sentence, say
from intlindex.specs.base import Spec
from intlindex.specs.custom import Custom
from intlindex.specs.normalisation import Normalisation

__all__ = ["Rule", "commensurate", "resolved"]

Rule = TypeVar("Rule", bound=Spec)


def resolved(model: type[Rule], *rules: Spec | None) -> Rule:
    """Take each field from the first rule that has it; of `after` and its short form `round`, what is most specific."""
    found: dict[str, Any] = {}
    for rule in rules:
        said = {} if rule is None else {name: getattr(rule, name) for name in model.model_fields}
        new = {name: value for name, value in said.items() if value is not None and name not in found}
        for one, other in (("after", "round"), ("round", "after")):
            if one in found and other in new:
                del new[other]
        found |= new
    return model.of_valid(**found)


def commensurate(
    own: Normalisation | None, default: Normalisation | None
) -> tuple[Normalisation | None, Sentence | None]:
    """Bring an exception to the common scale of a default, where both have one and it can be done; name the change."""
    if own is None or default is None or isinstance(own, Custom) or isinstance(default, Custom):
        return own, None
    if default.spread is None or own.spread == default.spread:
        return own, None
    kind, first, second = default.spread
    if kind == "range" and {"low", "high"} <= set(type(own).model_fields):
        changed: dict[str, object] = {"low": first, "high": second}
        change = say("preset-range/specs-range", kind=own.kind, low=first, high=second)
    elif kind == "deviation" and "then" in type(own).model_fields:
        changed = {"then": default}
        change = say("preset-range/specs-followed", kind=own.kind, then=default.kind)
    else:
        return own, None
    return own.replace(**changed), change
