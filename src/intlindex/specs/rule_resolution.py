"""How the rules for one node become one: the most specific wins, key by key."""

from __future__ import annotations

from typing import Any, TypeVar

from intlindex.specs.base import Spec

__all__ = ["Rule", "resolved"]

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
    return model(**found)
