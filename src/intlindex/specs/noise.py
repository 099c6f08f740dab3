"""How uncertain data is. Specs only."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from intlindex.sentences import say
from intlindex.specs.base import Spec
from intlindex.specs.fields import Text, plain_number

__all__ = ["Noise"]

Size = Annotated[float, Field(ge=0)]


class Noise(Spec):
    """The measurement error of raw values: its standard deviation (normal) or largest size (uniform).

    Errors of different cities are independent, and so are those of different columns of the data unless they are drawn
    per source; indicators that read one column share its errors. A value that would leave the admissible bounds of its
    indicator is held at them.

    Examples
    --------
    >>> Noise(relative=0.05).distribution
    'normal'
    """

    relative: Size | None = None
    """As a share of the value."""
    absolute: Size | None = None
    """In the unit of the indicator."""
    column: Text | None = None
    """Name of a column of the data that holds it for each city, in the unit of the indicator."""
    imputed: Size | None = None
    """For imputed values, as a multiple of how far the imputation misses known values, each left out once."""
    distribution: Literal["normal", "uniform"] = "normal"
    """How errors are distributed."""
    per: Literal["column", "source"] = "column"
    """What has one error per city: a column of the data, or all indicators with the same sources, whose errors then
    rise and fall together; an indicator without a source has its own."""

    def __init__(self, **fields: Any) -> None:
        super().__init__(**{name: plain_number(value) for name, value in fields.items()})

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        given = [name for name in ("relative", "absolute", "column") if getattr(self, name) is not None]
        if len(given) > 1:
            raise ValueError(say("conflict/specs-noise", found=tuple(given)))
        if not given and self.imputed is None:
            raise ValueError(say("required/specs-noise"))
        return self
