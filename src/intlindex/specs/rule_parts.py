"""Parts of rules: how blanks count, what is divided, what must be present."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from intlindex.specs.after import Digits
from intlindex.specs.base import Spec
from intlindex.specs.condition import Condition

__all__ = ["Blanks", "ConstantBlanks", "Denomination", "DigitsOrNone", "Screen", "Share"]

Share = Annotated[float, Field(ge=0, le=1)]


class ConstantBlanks(Spec):
    """Let a child without a score count as a constant, on the scale of the parent.

    Examples
    --------
    >>> ConstantBlanks(value=0).value
    0.0
    """

    kind: Literal["constant"] = "constant"
    """Tag of this kind."""
    value: float
    """What the child counts as."""


Blanks = Annotated[
    Annotated[Literal["siblings", "rescale", "strict"], Tag("name")] | Annotated[ConstantBlanks, Tag("table")],
    Discriminator(lambda value: "table" if isinstance(value, Mapping | ConstantBlanks) else "name"),
]
"""What happens with children that have no score."""


DigitsOrNone = Annotated[
    Annotated[Digits, Tag("digits")] | Annotated[Literal["none"], Tag("name")],
    Discriminator(lambda value: "name" if isinstance(value, str) else "digits"),
]
"""Digits after the point, or "none"."""


class Denomination(Spec):
    """Divide by the indicator's denominator, where it has one, and multiply by a factor.

    Examples
    --------
    >>> Denomination(factor=1000).kind
    'divide'
    """

    kind: Literal["divide", "none"] = "divide"
    """Whether to divide at all."""
    factor: Annotated[float, Field(gt=0)] = 1.0
    """What the quotient is multiplied by, as 1000 for a rate per thousand."""


class Screen(Spec):
    """What a unit or an indicator must have in order to be scored.

    Examples
    --------
    >>> Screen(min_availability=0.9).min_nonzero is None
    True
    """

    min_availability: Share | None = None
    """Share of values that must be present."""
    min_nonzero: Share | None = None
    """Share of the present values that must be other than zero."""
    where: Condition | None = None
    """Units that it is meant for: of units, those that must have it; of indicators, those whose values are counted."""
