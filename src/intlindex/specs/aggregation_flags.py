"""What an aggregation declares of itself, so that analyses ask flags and never the name of a kind."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar, Literal

from intlindex.specs.base import Spec

__all__ = ["FLAGS", "AggregationBase", "Flags", "Link"]

Domain = Literal["any", "non_negative", "positive"]


@dataclass(frozen=True)
class Link:
    """The increasing function f of an aggregation whose score S has ``f(S) = n sum(w f(x))`` over the children x.

    So the score, seen through f, is linear in the weights. It is a power, turned to rise; the logarithm where the
    exponent is zero. A mean has n = 1.

    Examples
    --------
    >>> from intlindex.specs.aggregation import Geometric, Median
    >>> Geometric().flags.link, Median().flags.link
    (Link(exponent=0.0, top=None, total=False), None)
    """

    exponent: float = 1.0
    """The power."""
    top: float | None = None
    """Where given, it is a power of what is missing to this top."""
    total: bool = False
    """The factor n is the number of the children, as for a sum or a product."""


@dataclass(frozen=True)
class Flags:
    """What an aggregation is. Analyses ask these, never the name of a kind.

    Examples
    --------
    >>> from intlindex.specs.aggregation import Arithmetic, Geometric
    >>> Arithmetic().flags.affine, Geometric().flags.domain
    (True, 'positive')
    """

    uses_weights: bool = True
    """Its result depends on the weights."""
    affine: bool = False
    """It is affine in its children, and linear in the weights."""
    monotone: bool = True
    """A higher child never lowers the score of its unit."""
    homogeneous: bool = True
    """Scaling all children by a positive factor scales it by the same."""
    per_unit: bool = True
    """The score of a unit depends on that unit alone."""
    weights_per_unit: bool = False
    """Each unit has its own weights."""
    fillable: bool = True
    """Leaving a child out equals filling it with the result of the rest, as for every mean f^-1(sum(w f(x)))."""
    keeps_scale: bool = True
    """The result lies on the common scale of the children."""
    takes_ratios: bool = False
    """It takes ratios of its children, so that their zero must mean something."""
    batches: bool = True
    """It is fast enough to be computed for many weightings."""
    domain: Domain = "any"
    """Values of children for which it is defined."""
    link: Link | None = None
    """Through what its score is linear in the weights; None where there is no such function."""


class AggregationBase(Spec):
    """What all aggregations have."""

    declared: ClassVar[Flags] = Flags()

    @property
    def flags(self) -> Flags:
        """What analyses may rely on."""
        return self.declared


FLAGS = tuple(flag.name for flag in fields(Flags))
