"""How an indicator is brought to a common scale. Specs only: the arithmetic is in the kernels."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from intlindex.specs.base import Spec

__all__ = ["Goalposts", "MinMax", "Normalisation", "PercentileRank", "Rank", "ZScore"]


class _Ranged(Spec):
    """A kind that maps to low..high."""

    low: float = 0.0
    """What the worst is mapped to."""
    high: float = 100.0
    """What the best is mapped to."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not self.low < self.high:
            raise ValueError(f"low must be below high, found low = {self.low:g}, high = {self.high:g}")
        return self


class MinMax(_Ranged):
    """Stretch the sample's worst and best value to low and high.

    Examples
    --------
    >>> MinMax(low=1).high
    100.0
    """

    kind: Literal["min_max"] = "min_max"
    """Tag of this kind."""
    clip: bool = False
    """Hold values from outside the sample within low..high."""


class Goalposts(_Ranged):
    """Stretch the indicator's own goalposts to low and high.

    Examples
    --------
    >>> Goalposts().clip
    True
    """

    kind: Literal["goalposts"] = "goalposts"
    """Tag of this kind."""
    clip: bool = True
    """Count values beyond a goalpost as the goalpost."""


class ZScore(Spec):
    """Shift and scale the sample to a given mean and standard deviation.

    Examples
    --------
    >>> ZScore(mean=50, spread=10).ddof
    1
    """

    kind: Literal["z_score"] = "z_score"
    """Tag of this kind."""
    mean: float = 0.0
    """Mean of the result over the sample."""
    spread: Annotated[float, Field(gt=0)] = 1.0
    """Standard deviation of the result over the sample."""
    ddof: Annotated[int, Field(ge=0, le=1)] = 1
    """The standard deviation divides by n - ddof."""


class Rank(_Ranged):
    """Replace values by their places in the sample, mapped to low..high.

    Examples
    --------
    >>> Rank(ties="dense").ties
    'dense'
    """

    kind: Literal["rank"] = "rank"
    """Tag of this kind."""
    ties: Literal["min", "max", "average", "dense"] = "min"
    """What equal values get; "min" is the lowest place of the tie."""


class PercentileRank(_Ranged):
    """Replace values by the share of the others that they pass, ties averaged, mapped to low..high.

    Examples
    --------
    >>> PercentileRank(high=1).high
    1.0
    """

    kind: Literal["percentile_rank"] = "percentile_rank"
    """Tag of this kind."""


Normalisation = Annotated[MinMax | Goalposts | ZScore | Rank | PercentileRank, Field(discriminator="kind")]
"""Any kind of normalisation, told apart by its `kind`."""
