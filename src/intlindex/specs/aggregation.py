"""How the children of a group become its score, and what analyses may rely on. Specs only."""

from __future__ import annotations

from math import isfinite
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic.json_schema import SkipJsonSchema

from intlindex.registry import Step
from intlindex.sentences import say
from intlindex.specs.aggregation_comparing import BenefitOfTheDoubt, Copeland, DisplacedIdeal, Kemeny, Topsis
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
    "NoAggregation",
    "OrderedWeightedAverage",
    "PowerMean",
    "Product",
    "Sum",
    "SumOfGiven",
    "Topsis",
]


class NoAggregation(AggregationBase):
    """Show a group without giving it a score.

    Examples
    --------
    >>> NoAggregation().flags.uses_weights
    False
    """

    declared: ClassVar[Flags] = Flags(uses_weights=False, fillable=False, keeps_scale=False)
    kind: Literal["none"] = "none"
    """Tag of this kind."""


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
    >>> Sum(total="given").total
    'given'
    """

    declared: ClassVar[Flags] = Flags(affine=True, fillable=False, keeps_scale=False, link=Link(total=True))
    kind: Literal["sum"] = "sum"
    """Tag of this kind."""
    total: Literal["children", "given"] = "children"
    """What the shares are multiplied by: the number of the children, or the sum of their given weights, so that each
    child counts as often as its weight says. Draws of weights vary the shares and keep the total."""

    def times(self, children: int) -> float:
        """Return what the shares of a number of children are multiplied by."""
        return float(children)


class SumOfGiven(Sum):
    """A sum of given weights whose sum is known; no file can name it.

    Examples
    --------
    >>> SumOfGiven(total="given", factor=3.0).times(2)
    3.0
    """

    factor: float
    """The sum of the given weights."""

    def times(self, children: int) -> float:  # noqa: ARG002  one shape for both
        """Return what the shares of a number of children are multiplied by."""
        return self.factor


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
    Annotated[NoAggregation, Tag("none")]
    | Annotated[Arithmetic, Tag("arithmetic")]
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
