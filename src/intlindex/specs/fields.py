"""Types of single fields that several specs use."""

from __future__ import annotations

import math
from numbers import Real
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AllowInfNan,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from intlindex.sentences import say
from intlindex.specs.names import clean_name

__all__ = [
    "LARGEST_WEIGHT",
    "Column",
    "Direction",
    "Identifier",
    "Interval",
    "Lever",
    "Limit",
    "Scale",
    "SpatialLevel",
    "Status",
    "Text",
    "Weight",
    "plain_number",
]


def _seen(value: Any) -> Any:
    """Remove the invisible characters of an id; one with spaces is left to be refused."""
    return clean_name(value) if isinstance(value, str) and not any(map(str.isspace, value)) else value


Identifier = Annotated[str, StringConstraints(pattern=r"^[^\s\[\]]+$"), BeforeValidator(_seen)]
"""An id: any text without spaces or square brackets."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Text that says something."""

Column = Annotated[Text, BeforeValidator(lambda value: clean_name(value) if isinstance(value, str) else value)]
"""The name of a column, as it is read from the header of a file."""

LARGEST_WEIGHT = 1e100

Weight = Annotated[float, Field(ge=0, le=LARGEST_WEIGHT)]
"""A weight relative to its siblings; beyond the largest, sums would not be numbers."""

Direction = Literal["higher", "lower"]
"""Which values are better."""

Scale = Literal["ratio", "interval", "ordinal"]
"""What arithmetic the raw values support (Stevens 1946)."""

Needs = Literal["order", "differences", "ratios"]
"""What a method takes from values, or leaves of them; each includes those before it."""

Status = Literal["published", "inferred", "reconstructed"]
"""How we know: a source names it, a source implies it, or it is ours."""

SpatialLevel = Literal["city", "metropolitan", "region", "country"]
"""What area a value is measured for."""

Lever = Literal["city", "country", "none"]
"""Who can change a value: the city itself, only its country, or neither."""


def _limit_from(value: Any) -> Any:
    return {"inf": math.inf, "-inf": -math.inf}.get(value, value) if isinstance(value, str) else value


def _limit_to(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)


def _not_nan(value: float) -> float:
    if math.isnan(value):
        raise ValueError(say("not-finite/specs-nan", found=value))
    return value


Limit = Annotated[
    float,
    AllowInfNan(True),
    BeforeValidator(_limit_from),
    AfterValidator(_not_nan),
    PlainSerializer(_limit_to, when_used="json"),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"enum": ["inf", "-inf"]}]}),
]
"""A number or an infinity; in JSON, which has none, "inf" and "-inf"."""


def _ascending(value: tuple[float, float]) -> tuple[float, float]:
    low, high = value
    if not low < high:
        raise ValueError(say("conflict/specs-interval", low=low, high=high))
    return value


Interval = Annotated[tuple[Limit, Limit], AfterValidator(_ascending)]
"""Two limits, the lower first."""


def plain_number(value: Any) -> Any:
    """Turn a number of NumPy into Python's, which is all that a strict field takes; leave all else as it is."""
    return float(value) if isinstance(value, Real) and not isinstance(value, int) else value
