"""How the children of a group become its score, and what analyses may rely on. Specs only."""

from __future__ import annotations

from math import isfinite
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic.json_schema import SkipJsonSchema

from intlindex.registry import Step
from intlindex.sentences import say
from intlindex.specs.aggregation_flags import FLAGS, AggregationBase, Flags, Link
from intlindex.specs.custom import Custom, tag_of

__all__ = [
    "Aggregation",
    "Arithmetic",
    "BenefitOfTheDoubt",
    "Copeland",
    "CustomAggregation",
    "DisplacedIdeal",
    "Flags",
    "Geometric",
    "Harmonic",
    "Kemeny",
    "Link",
    "Maximum",
    "MazziottaPareto",
    "Median",
    "Minimum",
    "Mirrored",
    "OrderedWeightedAverage",
    "PowerMean",
    "Product",
    "Sum",
    "Topsis",
]


class Arithmetic(AggregationBase):
    """The weighted arithmetic mean: a deficit in one child is made up by a surplus in another.

    Examples
    --------
    >>> Arithmetic().flags.affine
    True
    """

    declared: ClassVar[Flags] = Flags(affine=True, link=Link())
    kind: Literal["arithmetic"] = "arithmetic"
    """Tag of this kind."""


class Geometric(AggregationBase):
    """The weighted geometric mean: deficits are made up only in part. Positive values only.

    Examples
    --------
    >>> Geometric().flags.affine
    False
    """

    declared: ClassVar[Flags] = Flags(takes_ratios=True, domain="positive", link=Link(0.0))
    kind: Literal["geometric"] = "geometric"
    """Tag of this kind."""


class Harmonic(AggregationBase):
    """The weighted harmonic mean: low values weigh most. Positive values only.

    Examples
    --------
    >>> Harmonic().flags.domain
    'positive'
    """

    declared: ClassVar[Flags] = Flags(takes_ratios=True, domain="positive", link=Link(-1.0))
    kind: Literal["harmonic"] = "harmonic"
    """Tag of this kind."""


class PowerMean(AggregationBase):
    """The weighted power mean; 1 is arithmetic, 0 geometric, -1 harmonic: the lower, the less is made up.

    Examples
    --------
    >>> PowerMean(exponent=0.5).flags.domain, PowerMean(exponent=-1).flags.domain
    ('non_negative', 'positive')
    """

    kind: Literal["power"] = "power"
    """Tag of this kind."""
    exponent: float
    """Exponent of the mean."""

    @property
    def flags(self) -> Flags:
        """What analyses may rely on; it depends on the exponent."""
        return Flags(
            affine=self.exponent == 1,
            takes_ratios=self.exponent != 1,
            domain="non_negative" if self.exponent > 0 else "positive",
            link=Link(self.exponent) if isfinite(self.exponent) else None,
        )


class Median(AggregationBase):
    """The weighted median: half the weight lies on either side.

    Examples
    --------
    >>> Median().flags.fillable
    False
    """

    declared: ClassVar[Flags] = Flags(fillable=False)
    kind: Literal["median"] = "median"
    """Tag of this kind."""


class Minimum(AggregationBase):
    """The worst child: nothing is made up.

    Examples
    --------
    >>> Minimum().flags.uses_weights
    False
    """

    declared: ClassVar[Flags] = Flags(uses_weights=False)
    kind: Literal["minimum"] = "minimum"
    """Tag of this kind."""


class Maximum(AggregationBase):
    """The best child.

    Examples
    --------
    >>> Maximum().flags.uses_weights
    False
    """

    declared: ClassVar[Flags] = Flags(uses_weights=False)
    kind: Literal["maximum"] = "maximum"
    """Tag of this kind."""


class Sum(AggregationBase):
    """The sum of the children; weights count relative to their mean, and blanks as the mean of the rest.

    Examples
    --------
    >>> Sum().flags.keeps_scale
    False
    """

    declared: ClassVar[Flags] = Flags(affine=True, fillable=False, keeps_scale=False, link=Link(total=True))
    kind: Literal["sum"] = "sum"
    """Tag of this kind."""


class Product(AggregationBase):
    """The product of the children, each to the power of its weight relative to their mean.

    Examples
    --------
    >>> Product().flags.homogeneous
    False
    """

    declared: ClassVar[Flags] = Flags(
        homogeneous=False,
        fillable=False,
        keeps_scale=False,
        takes_ratios=True,
        domain="non_negative",
        link=Link(0.0, total=True),
    )
    kind: Literal["product"] = "product"
    """Tag of this kind."""


class Mirrored(AggregationBase):
    """The top less a mean of what is missing to it: one high child dominates, as risk indices want it.

    Examples
    --------
    >>> Mirrored(of={"kind": "geometric"}, top=1).of.kind
    'geometric'
    """

    kind: Literal["mirrored"] = "mirrored"
    """Tag of this kind."""
    of: Annotated[Geometric | Harmonic | PowerMean, Field(discriminator="kind")]
    """The mean of what is missing."""
    top: float = 100.0
    """Top of the scale; what is missing to it must suit the mean."""

    @property
    def flags(self) -> Flags:
        """What analyses may rely on; the link is that of the mean."""
        link = self.of.flags.link
        return Flags(homogeneous=False, link=None if link is None else Link(link.exponent, self.top))


class MazziottaPareto(AggregationBase):
    """The mean of the children less a penalty for their imbalance, ``M - S cv``.

    Examples
    --------
    >>> MazziottaPareto().flags.monotone
    False
    """

    declared: ClassVar[Flags] = Flags(monotone=False, fillable=False, domain="positive")
    kind: Literal["mazziotta_pareto"] = "mazziotta_pareto"
    """Tag of this kind."""
    penalty: Literal["subtract", "add"] = "subtract"
    """Subtracted where more is better, added where more is worse, as for poverty."""


class OrderedWeightedAverage(AggregationBase):
    """The mean whose weights belong to places, from the best child of a unit to its worst.

    Examples
    --------
    >>> OrderedWeightedAverage(order_weights=[0, 1, 2]).order_weights
    (0.0, 1.0, 2.0)
    """

    declared: ClassVar[Flags] = Flags(fillable=False)
    kind: Literal["ordered_weighted_average"] = "ordered_weighted_average"
    """Tag of this kind."""
    order_weights: Annotated[tuple[Annotated[float, Field(ge=0)], ...], Field(min_length=1)]
    """Weights of the places, best first, in any scale."""

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if not sum(self.order_weights) > 0:
            raise ValueError(say("out-of-range/specs-order-weights"))
        return self


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


class CustomAggregation(Custom):
    """A registered aggregation; its flags are those that it was registered with, all others the most careful."""

    step: ClassVar[Step] = "aggregate"

    @property
    def flags(self) -> Flags:
        """What analyses may rely on."""
        careful = Flags(monotone=False, homogeneous=False, per_unit=False, fillable=False, keeps_scale=False)
        given = {name: getattr(careful, name) for name in FLAGS} | dict(self.method.flags)
        return Flags(**given)


Aggregation = Annotated[
    Annotated[Arithmetic, Tag("arithmetic")]
    | Annotated[Geometric, Tag("geometric")]
    | Annotated[Harmonic, Tag("harmonic")]
    | Annotated[PowerMean, Tag("power")]
    | Annotated[Median, Tag("median")]
    | Annotated[Minimum, Tag("minimum")]
    | Annotated[Maximum, Tag("maximum")]
    | Annotated[Sum, Tag("sum")]
    | Annotated[Product, Tag("product")]
    | Annotated[Mirrored, Tag("mirrored")]
    | Annotated[MazziottaPareto, Tag("mazziotta_pareto")]
    | Annotated[OrderedWeightedAverage, Tag("ordered_weighted_average")]
    | Annotated[Topsis, Tag("topsis")]
    | Annotated[DisplacedIdeal, Tag("displaced_ideal")]
    | Annotated[BenefitOfTheDoubt, Tag("benefit_of_the_doubt")]
    | Annotated[Copeland, Tag("copeland")]
    | Annotated[Kemeny, Tag("kemeny")]
    | SkipJsonSchema[Annotated[CustomAggregation, Tag("custom")]],
    Discriminator(tag_of("aggregate")),
]
"""Any aggregation, distinguished by its `kind`."""
