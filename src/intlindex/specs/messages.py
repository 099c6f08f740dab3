"""Pydantic's errors as messages for people: ids instead of positions, what was found, what is allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from intlindex.errors import IntlindexError, Problem, nearest
from intlindex.registry import registered_names

__all__ = ["problems_of"]

_WANTED = {
    "string_type": "must be text",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "finite_number": "must be a finite number",
    "tuple_type": "must be a list",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
}


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
            continue  # what it holds is wrong, which is said of each
        where, value, owner = _walk(details["loc"], model, raw)
        if isinstance(cause, IntlindexError):
            structure_checked = structure_checked or not details["loc"]
            for problem in cause.problems:
                place = ".".join(part for part in (where, problem.where) if part)
                found[Problem(place, problem.message)] = None
        else:
            found[Problem(where, _message(details, value, owner))] = None
    lenient = getattr(model, "structure_problems", None)
    if lenient is not None and not structure_checked and isinstance(raw, Mapping):
        found.update(dict.fromkeys(lenient(raw)))
    return list(found)


def _walk(loc: Sequence[int | str], model: Any, raw: Any) -> tuple[str, Any, Any]:
    """Follow a location to its name by ids, the value found there, and the model that owns its last step."""
    where = ""
    value, owner, inner = raw, model, model
    for part in loc:
        if isinstance(value, Sequence) and not isinstance(value, str) and isinstance(part, int):
            value = value[part] if part < len(value) else None
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
    kind, context = details["type"], details.get("ctx", {})
    last = str(details["loc"][-1]) if details["loc"] else ""
    match kind:
        case "missing" | "missing_argument":
            return "is required"
        case "extra_forbidden":
            return f"is not a field here; {nearest(last, list(getattr(owner, 'model_fields', {})))}"
        case "union_tag_invalid":
            tags = [tag.strip(" '") for tag in str(context["expected_tags"]).split(",")]
            tags = [tag for tag in tags if tag != "custom"] + registered_names()
            return f"unknown kind {context['tag']!r}; {nearest(str(context['tag']), tags)}"
        case "union_tag_not_found":
            return f'needs a kind, as in {{ kind = "..." }}, found {_shown(value)}'
        case "literal_error":
            allowed = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
            return f"must be one of {', '.join(map(repr, allowed))}, found {_shown(details['input'])}"
        case "string_pattern_mismatch":
            return f"must be an id, without spaces or square brackets, found {_shown(details['input'])}"
        case "too_short":
            return f"must hold at least {context['min_length']}, found {_shown(details['input'])}"
        case "too_long":
            return f"must hold at most {context['max_length']}, found {_shown(details['input'])}"
        case _ if kind in _WANTED:
            return f"{_WANTED[kind]}, found {_shown(details['input'])}"
        case "value_error":
            return str(context["error"])
        case _:
            said = str(details["msg"]).replace("Input should be", "must be").replace("Input should", "must")
            return f"{said[:1].lower()}{said[1:]}, found {_shown(details['input'])}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
