"""Types of single fields that several specs use."""

from __future__ import annotations

import math
import re
from numbers import Real
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AllowInfNan,
    BeforeValidator,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapSerializer,
    WrapValidator,
)

from intlindex.sentences import say
from intlindex.specs.names import clean_name

__all__ = [
    "LARGEST_WEIGHT",
    "Bounds",
    "Column",
    "Direction",
    "Identifier",
    "Interval",
    "Lever",
    "Limit",
    "OpenInterval",
    "Scale",
    "SpatialLevel",
    "Status",
    "Text",
    "Weight",
    "open_ends",
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

_WRITTEN = re.compile(r"\s*([\[(])\s*([^\s,]+)\s*,\s*([^\s,]+)\s*([\])])\s*")


class OpenInterval(tuple[float, float]):  # noqa: SLOT001  a tuple with a field has none
    """Two limits of which one or both are not included, written as `(0, inf]`.

    Examples
    --------
    >>> interval = OpenInterval((0.0, float("inf")), (True, False))
    >>> str(interval), interval[0], interval == (0.0, float("inf"))
    ('(0, inf]', 0.0, False)
    """

    open_ends: tuple[bool, bool]

    def __new__(cls, limits: tuple[float, float], open_ends: tuple[bool, bool]) -> Self:
        """Make the tuple."""
        made = super().__new__(cls, limits)
        made.open_ends = open_ends
        return made

    def __getnewargs__(self) -> tuple[tuple[float, float], tuple[bool, bool]]:
        return tuple(self), self.open_ends  # type: ignore[return-value]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OpenInterval) and (tuple(self), self.open_ends) == (tuple(other), other.open_ends)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((tuple(self), self.open_ends))

    def __str__(self) -> str:
        ends = "(" if self.open_ends[0] else "[", ")" if self.open_ends[1] else "]"
        return f"{ends[0]}{self[0]:.17g}, {self[1]:.17g}{ends[1]}"

    __repr__ = __str__


def open_ends(interval: tuple[float, float]) -> tuple[bool, bool]:
    """Return whether the lower and the upper limit are not included.

    Examples
    --------
    >>> open_ends((0.0, 1.0))
    (False, False)
    """
    return interval.open_ends if isinstance(interval, OpenInterval) else (False, False)


def _interval_from(value: Any, read: ValidatorFunctionWrapHandler) -> tuple[float, float]:
    """Read an interval that is a list, or text with brackets, of which round ones are open."""
    if isinstance(value, OpenInterval):
        return value
    if not isinstance(value, str):
        return read(value)  # type: ignore[no-any-return]
    match = _WRITTEN.fullmatch(value)
    try:
        numbers = None if match is None else (float(match[2]), float(match[3]))
    except ValueError:
        numbers = None
    if match is None or numbers is None:
        raise ValueError(say("wrong-value/specs-interval", found=value))
    limits: tuple[float, float] = read(numbers)
    ends = match[1] == "(", match[4] == ")"
    return OpenInterval(limits, ends) if any(ends) else limits


def _interval_to(value: tuple[float, float], write: SerializerFunctionWrapHandler) -> Any:
    return str(value) if isinstance(value, OpenInterval) else write(value)


Bounds = Annotated[
    Interval,
    WrapValidator(_interval_from),
    WrapSerializer(_interval_to),
    WithJsonSchema(
        {
            "anyOf": [
                {
                    "type": "array",
                    "items": {"anyOf": [{"type": "number"}, {"enum": ["inf", "-inf"]}]},
                    "minItems": 2,
                    "maxItems": 2,
                },
                {"type": "string", "pattern": r"^\s*[\[(][^,]+,[^,]+[\])]\s*$"},
            ]
        }
    ),
]
"""An interval as a list, or as text in which a round bracket stands for a limit that is not included."""


def plain_number(value: Any) -> Any:
    """Turn a number of NumPy into Python's, which is all that a strict field takes; leave all else as it is."""
    return float(value) if isinstance(value, Real) and not isinstance(value, int) else value
