"""What normalisations share: what they declare of themselves, and the range that some map to."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from intlindex.sentences import say
from intlindex.specs.base import Spec
from intlindex.specs.fields import Needs

__all__ = ["Invariant", "NormalisationBase", "Ranged"]

Invariant = Literal["nothing", "affine", "monotone"]
"""Changes of the raw values of all units that leave the result the same: none, rising lines, rising functions."""


class NormalisationBase(Spec):
    """Fields of all normalisations."""

    needs: ClassVar[Needs] = "differences"
    """What the scale of the values must support."""
    invariant: ClassVar[Invariant] = "affine"
    """Under which changes of the raw values the result stays the same."""
    divides_by_spread: ClassVar[bool] = False
    """A constant indicator is an error."""
    zero_is_meant: ClassVar[bool] = False
    """The zero of the result is stated or natural, not that of the sample, so ratios mean something."""

    floor: float | None = None
    """Results below count as this."""
    cap: float | None = None
    """Results above count as this."""

    @model_validator(mode="after")
    def _floor_below_cap(self) -> Self:
        if self.floor is not None and self.cap is not None and not self.floor < self.cap:
            raise ValueError(say("conflict/specs-floor-cap", floor=self.floor, cap=self.cap))
        return self

    @property
    def spread(self) -> tuple[str, float, float] | None:
        """What the results of different indicators have in common: a range, or mean and deviation."""
        return None


class Ranged(NormalisationBase):
    """A kind that maps to low..high."""

    low: float = 0.0
    """What the worst is mapped to."""
    high: float = 100.0
    """What the best is mapped to."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not self.low < self.high:
            raise ValueError(say("conflict/specs-low-high", low=self.low, high=self.high))
        return self

    @property
    def spread(self) -> tuple[str, float, float] | None:
        """The common scale of the results."""
        return ("range", self.low, self.high)
