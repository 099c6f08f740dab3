"""Aggregations that compare the units with an ideal, with one another, or with the best of them. Specs only."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from intlindex.sentences import say
from intlindex.specs.aggregation_flags import AggregationBase, Flags

__all__ = ["BenefitOfTheDoubt", "Copeland", "DisplacedIdeal", "Kemeny", "Topsis"]


class Topsis(AggregationBase):
    """The relative closeness to the ideal, made of the best of every child among the units, from 0 to 1.

    Examples
    --------
    >>> Topsis().flags.per_unit
    False
    """

    declared: ClassVar[Flags] = Flags(per_unit=False, homogeneous=False, fillable=False, keeps_scale=False)
    kind: Literal["topsis"] = "topsis"
    """Tag of this kind."""
    norm: Literal["vector", "none"] = "vector"
    """Divide every child by its length over the units, or take it as it is."""
    power: Annotated[float, Field(ge=1)] = 2.0
    """Power of the distance; 2 is Euclidean."""


class DisplacedIdeal(AggregationBase):
    """One minus the weighted distance to a fixed ideal.

    Examples
    --------
    >>> DisplacedIdeal().ideal
    100.0
    """

    declared: ClassVar[Flags] = Flags(homogeneous=False, fillable=False, keeps_scale=False)
    kind: Literal["displaced_ideal"] = "displaced_ideal"
    """Tag of this kind."""
    ideal: float = 100.0
    """Value of every child that could not be better."""
    worst: float = 0.0
    """Value of every child that could not be worse."""
    power: Annotated[float, Field(ge=1)] = 2.0
    """Power of the distance; the higher, the more one large gap weighs."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not self.worst < self.ideal:
            raise ValueError(say("conflict/specs-worst-ideal", worst=self.worst, ideal=self.ideal))
        return self


class BenefitOfTheDoubt(AggregationBase):
    """Each unit with the weights that suit it best, within limits; 1 is reached by those that no other dominates.

    Examples
    --------
    >>> BenefitOfTheDoubt(min_share=0.1).flags.weights_per_unit
    True
    """

    declared: ClassVar[Flags] = Flags(
        uses_weights=False,
        per_unit=False,
        weights_per_unit=True,
        homogeneous=False,
        fillable=False,
        keeps_scale=False,
        batches=False,
        domain="non_negative",
    )
    kind: Literal["benefit_of_the_doubt"] = "benefit_of_the_doubt"
    """Tag of this kind."""
    min_share: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Least part of its own score that a unit must draw from every child."""
    max_share: Annotated[float, Field(ge=0, le=1)] = 1.0
    """Largest part of its own score that a unit may draw from one child."""

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if not self.min_share < self.max_share:
            raise ValueError(say("conflict/specs-shares", low=self.min_share, high=self.max_share))
        return self


class Copeland(AggregationBase):
    """The number of units that a unit beats, by weight of the children in which it is better, less those it loses to.

    Examples
    --------
    >>> Copeland().flags.per_unit
    False
    """

    declared: ClassVar[Flags] = Flags(per_unit=False, homogeneous=False, fillable=False, keeps_scale=False)
    kind: Literal["copeland"] = "copeland"
    """Tag of this kind."""
    scaled: bool = False
    """Map the score to 0, beaten by all, up to 1, beating all."""


class Kemeny(AggregationBase):
    """The order of the units that agrees most with their comparisons in pairs; its score counts the units behind.

    For the root only, and at most 60 units. That another order agrees as well is a finding.

    Examples
    --------
    >>> Kemeny().flags.batches
    False
    """

    declared: ClassVar[Flags] = Flags(
        per_unit=False, monotone=False, homogeneous=False, fillable=False, keeps_scale=False, batches=False
    )
    kind: Literal["kemeny"] = "kemeny"
    """Tag of this kind."""
