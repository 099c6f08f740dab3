"""How outliers of an indicator are treated. Specs only: the arithmetic is in the kernels."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from intlindex.sentences import say
from intlindex.specs.base import Spec
from intlindex.specs.condition import Condition, unconditional
from intlindex.specs.transformation import Transformation

__all__ = [
    "BoxCoxTreatment",
    "NoTreatment",
    "Percentiles",
    "Treatment",
    "TukeyFences",
    "Winsorise",
]

Threshold = Annotated[float, Field(gt=0)]


class NoTreatment(Spec):
    """Leave outliers as they are.

    Examples
    --------
    >>> NoTreatment().kind
    'none'
    """

    kind: Literal["none"] = "none"
    """Tag of this kind."""


class _Conditional(Spec):
    where: Condition | None = None
    """Units that it is fitted and applied to; the values of others stay as they are."""


class _Tested(_Conditional):
    skewness: Threshold = 2.0
    """An indicator passes if its absolute skewness is below this ..."""
    kurtosis: Threshold = 3.5
    """... or its excess kurtosis below this."""


class Winsorise(_Tested):
    """Move the outermost values inwards, few at most, until skewness or kurtosis passes; else transform.

    Examples
    --------
    >>> Winsorise(max_points=3).then
    'log'
    """

    kind: Literal["winsorise"] = "winsorise"
    """Tag of this kind."""
    max_points: Annotated[int, Field(ge=0)] = 5
    """How many values may be moved; ties move together and may exceed it."""
    then: Annotated[Literal["none", "log"] | Transformation, AfterValidator(unconditional)] = "log"
    """What the original values go through if that does not help; "log" is `log_range`."""


class Percentiles(_Conditional):
    """Hold values within two percentiles of the sample.

    Examples
    --------
    >>> Percentiles(low=0.01).high
    0.95
    """

    kind: Literal["percentiles"] = "percentiles"
    """Tag of this kind."""
    low: Annotated[float, Field(ge=0, le=1)] = 0.05
    """Share of the sample below the lower limit."""
    high: Annotated[float, Field(ge=0, le=1)] = 0.95
    """Share of the sample below the upper limit."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not self.low < self.high:
            raise ValueError(say("conflict/specs-low-high", low=self.low, high=self.high))
        return self


class TukeyFences(_Conditional):
    """Hold values within the quartiles plus and minus a multiple of their distance.

    Examples
    --------
    >>> TukeyFences().factor
    1.5
    """

    kind: Literal["tukey_fences"] = "tukey_fences"
    """Tag of this kind."""
    factor: Annotated[float, Field(ge=0)] = 1.5
    """Multiple of the interquartile range."""


class BoxCoxTreatment(_Tested):
    """Take the Box-Cox transform where skewness and kurtosis do not pass.

    Examples
    --------
    >>> BoxCoxTreatment().exponent is None
    True
    """

    kind: Literal["box_cox"] = "box_cox"
    """Tag of this kind."""
    exponent: float | None = None
    """Exponent; by default fitted to the sample."""


Treatment = Annotated[
    NoTreatment | Winsorise | Percentiles | TukeyFences | BoxCoxTreatment, Field(discriminator="kind")
]
"""Any treatment of outliers, distinguished by its `kind`."""
