"""All kinds of every step, by name: for listings and for tests."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel

from intlindex.registry import registered
from intlindex.specs.after import AfterStep
from intlindex.specs.aggregation import Aggregation
from intlindex.specs.base import Spec
from intlindex.specs.custom import Custom
from intlindex.specs.imputation import Imputation
from intlindex.specs.normalisation import Normalisation
from intlindex.specs.transformation import Transformation
from intlindex.specs.treatment import Treatment
from intlindex.specs.weighting import Weighting

__all__ = ["STEPS", "also_after", "built_in", "parameters", "parameters_of"]

STEPS: dict[str, Any] = {
    "transform": Transformation,
    "impute": Imputation,
    "treat": Treatment,
    "normalise": Normalisation,
    "weights": Weighting,
    "aggregate": Aggregation,
}
"""The union of specs of every step, in the order of the data flow."""


def built_in(step: str) -> dict[str, type[Spec]]:
    """Return the built-in kinds of a step, by name.

    Examples
    --------
    >>> list(built_in("treat"))
    ['none', 'winsorise', 'percentiles', 'tukey_fences', 'box_cox']
    """
    return {spec.model_fields["kind"].default: spec for spec in _specs_in(STEPS[step]) if not issubclass(spec, Custom)}


def _specs_in(annotation: Any) -> list[type[Spec]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation] if issubclass(annotation, Spec) else []
    return [spec for argument in get_args(annotation) for spec in _specs_in(argument)]


def parameters(step: str, kind: str) -> dict[str, str]:
    """Return the parameters of a kind, built-in or registered, with their defaults as text; "" where required.

    Examples
    --------
    >>> parameters("treat", "percentiles")
    {'where': 'none', 'low': '0.05', 'high': '0.95'}
    """
    custom = registered(step)
    if kind in custom:
        return {name: _shown(default) for name, default in custom[kind].defaults.items()}
    return parameters_of(built_in(step)[kind])


def parameters_of(spec: type[Spec]) -> dict[str, str]:
    """Return the parameters of the spec of a kind, with their defaults as text; "" where required.

    Examples
    --------
    >>> from intlindex.specs.after import Round
    >>> parameters_of(Round)
    {'digits': '', 'rounding': 'half_away'}
    """
    fields = spec.model_fields
    return {
        name: "" if field.is_required() else _shown(field.default) for name, field in fields.items() if name != "kind"
    }


def also_after() -> list[tuple[str, str]]:
    """Return the kinds of other steps that can follow a normalisation or an aggregation, each after its step.

    Examples
    --------
    >>> also_after()[0], ("transform", "sign") in also_after()
    (('normalise', 'min_max'), True)
    """
    allowed = set(_specs_in(AfterStep))
    found = [
        (step, kind) for step in ("normalise", "transform") for kind, spec in built_in(step).items() if spec in allowed
    ]
    own = [(step, kind) for step in ("normalise", "transform") for kind in registered(step)]
    return [*found, *own]


def _shown(default: Any) -> str:
    match default:
        case None:
            return "none"
        case bool():
            return str(default).lower()
        case float():
            return f"{default:g}"
        case type():
            return ""
        case _:
            return str(default)
