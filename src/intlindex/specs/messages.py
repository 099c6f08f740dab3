"""Pydantic's errors as messages for people: ids instead of positions, what was found, what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from intlindex.errors import IntlindexError, Problem, nearest
from intlindex.registry import registered_names
from intlindex.sentences import Sentence, say

__all__ = ["problems_of"]

_LONGEST = 60
"""Characters that are shown of a value."""

_USUAL_NAMES = {
    "average": "arithmetic",
    "linear": "arithmetic",
    "mean": "arithmetic",
    "weighted_mean": "arithmetic",
    "power_mean": "power",
    "max": "maximum",
    "min": "minimum",
    "owa": "ordered_weighted_average",
    "dea": "benefit_of_the_doubt",
    "bod": "benefit_of_the_doubt",
    "ahp": "analytic_hierarchy",
    "pca": "principal_components",
    "minmax": "min_max",
    "rescale": "min_max",
    "percentile": "percentile_rank",
    "standardise": "z_score",
    "standardize": "z_score",
    "ln": "log",
    "sqrt": "square_root",
    "inverse": "reciprocal",
    "knn": "nearest_neighbours",
    "winsorize": "winsorise",
    "iqr": "tukey_fences",
}
"""Other names of kinds, in common use."""


def problems_of(error: ValidationError, model: Any, raw: Any) -> list[Problem]:
    """Translate what pydantic found in `raw`, given for `model`, and add what its structure check would say.

    Parameters
    ----------
    error : ValidationError
        What pydantic raised.
    model : type
        The spec that was to be made.
    raw : object
        What it was to be made of.

    Returns
    -------
    list of Problem
        All of them, each once.
    """
    found: dict[Problem, None] = {}
    structure_checked = False
    for details in error.errors(include_url=False):
        cause = details.get("ctx", {}).get("error")
        if details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]:
            continue  # its items are wrong, each of which is a separate problem
        where, value, owner = _walk(details["loc"], model, raw)
        if isinstance(cause, IntlindexError):
            structure_checked = structure_checked or not details["loc"]
            for problem in cause.problems:
                place = ".".join(part for part in (where, problem.where) if part)
                found[Problem(place, problem.message)] = None
        else:
            found[Problem(where, _message(details, value, owner))] = None
    if not structure_checked and isinstance(raw, Mapping):
        found.update(dict.fromkeys(model.structure_problems(raw)))
    return list(found)


def _walk(loc: Sequence[int | str], model: Any, raw: Any) -> tuple[str, Any, Any]:
    """Follow a location to its name by ids, the value found there, and the model that owns its last step."""
    where = ""
    value, owner, inner = raw, model, model
    for part in loc:
        if isinstance(part, int) and not isinstance(value, Mapping):
            items = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
            value = items[part] if part < len(items) else None
            name = value.get("id") if isinstance(value, Mapping) else getattr(value, "id", None)
            where += f"[{name if isinstance(name, str) else part + 1}]"
            continue
        kind = value.get("kind") if isinstance(value, Mapping) else getattr(value, "kind", None)
        if isinstance(value, str | int | float):
            continue  # the tag of a union: there is nothing below a plain value
        if isinstance(value, Mapping) and part not in value and part in (kind, "custom"):
            continue  # the tag of a union, not a step into it
        where += f".{part}" if where else str(part)
        owner, inner = inner, _field_type(inner, str(part), value)
        value = value.get(part) if isinstance(value, Mapping) else getattr(value, str(part), None)
        inner = _of_kind(inner, value)
    return where, value, owner


def _field_type(owner: Any, field: str, _value: Any) -> Any:
    """Return the spec that a field holds, looking through tuples, options and mappings."""
    fields = getattr(owner, "model_fields", None)
    return fields[field].annotation if fields and field in fields else owner


def _specs_in(annotation: Any) -> list[Any]:
    """List the spec classes that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [spec for argument in get_args(annotation) for spec in _specs_in(argument)]


def _of_kind(annotation: Any, value: Any) -> Any:
    """Pick from a union the spec whose kind the value has."""
    specs = _specs_in(annotation)
    kind = value.get("kind") if isinstance(value, Mapping) else None
    for spec in specs:
        if "kind" in spec.model_fields and spec.model_fields["kind"].default == kind:
            return spec
    return specs[0] if specs else annotation


def _message(details: Any, value: Any, owner: Any) -> str:
    """Describe what is wrong with one field; one case for each type of error of our models."""
    context, found = details.get("ctx", {}), _found(details["input"])
    match details["type"]:
        case "missing" | "missing_argument":
            return say("required/specs-field")
        case "extra_forbidden":
            return say("not-allowed/specs-field", hint=nearest(str(details["loc"][-1]), list(owner.model_fields)))
        case "union_tag_invalid":
            tag, kinds = str(context["tag"]), _listed(context["expected_tags"])
            names = [kind for kind in kinds if kind != "custom"] + registered_names()
            return say("unknown-kind/specs", found=tag, hint=_nearest_kind(tag, names))
        case "union_tag_not_found":
            return say("required/specs-kind", found=_found(value))
        case "literal_error":
            allowed = tuple(_alternatives(context["expected"]))
            if len(allowed) == 1:
                return say("wrong-value/specs-one", allowed=allowed[0], found=found)
            return say("wrong-value/specs-several", allowed=allowed, found=found)
        case "string_pattern_mismatch":
            return say("wrong-value/specs-id", found=found)
        case "value_error":
            return str(context["error"])
        case "string_type" | "float_type" | "int_type" | "bool_type" | "tuple_type" as kind:
            return _of_wrong_type(kind, found)
        case "dict_type" | "model_type" | "model_attributes_type":
            return say("wrong-type/specs-table", found=found)
        case _:
            return _out_of_range(details, found)


def _nearest_kind(tag: str, kinds: Sequence[str]) -> Sentence:
    """Return the kind that is meant: by another usual name of it, or one that is spelt nearly alike."""
    usual = _USUAL_NAMES.get(tag.casefold().replace("-", "_").replace(" ", "_"))
    return nearest(usual, [usual]) if usual is not None and usual in kinds else nearest(tag, kinds)


def _of_wrong_type(kind: str, found: Any) -> Sentence:
    match kind:
        case "string_type":
            return say("wrong-type/specs-text", found=found)
        case "float_type":
            return say("wrong-type/specs-number", found=found)
        case "int_type":
            return say("wrong-type/specs-whole-number", found=found)
        case "bool_type":
            return say("wrong-type/specs-flag", found=found)
        case _:
            return say("wrong-type/specs-list", found=found)


def _out_of_range(details: Any, found: Any) -> Sentence:
    """Describe the limit that a number or a list breaks; in pydantic's own words where the type is unknown."""
    context = details.get("ctx", {})
    match details["type"]:
        case "finite_number":
            return say("not-finite/specs-number", found=found)
        case "greater_than":
            return say("out-of-range/specs-above", allowed=context["gt"], found=found)
        case "greater_than_equal":
            return say("out-of-range/specs-at-least", allowed=context["ge"], found=found)
        case "less_than":
            return say("out-of-range/specs-below", allowed=context["lt"], found=found)
        case "less_than_equal":
            return say("out-of-range/specs-at-most", allowed=context["le"], found=found)
        case "too_short":
            return say("out-of-range/specs-too-few", allowed=context["min_length"], found=found)
        case "too_long":
            return say("out-of-range/specs-too-many", allowed=context["max_length"], found=found)
        case "string_too_short":
            return say("empty/specs-text", allowed=context["min_length"], found=found)
        case _:
            return say("wrong-value/specs-other", reason=details["msg"], found=found)


def _listed(expected: str) -> list[str]:
    """Return the names of a list that pydantic wrote."""
    return [name.strip(" '") for name in expected.split(",")]


def _alternatives(expected: str) -> list[str]:
    """Return the values of a list that pydantic wrote with "or"; they may be commas."""
    return re.findall(r"'((?:[^']|'(?!,|$| or ))+)'", expected) or _listed(expected.replace(" or ", ", "))


class _CutValue:
    """A value that a sentence shows the beginning of."""

    def __init__(self, text: str) -> None:
        self._text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."

    def __repr__(self) -> str:
        return self._text


def _found(value: Any) -> Any:
    """Return a value as a sentence keeps it: plain and short ones as they are, of all others how Python writes them."""
    text = repr(value)
    is_plain = type(value) in {type(None), bool, int, float, str, list, tuple}
    return value if is_plain and len(text) <= _LONGEST else _CutValue(text)
