"""How the children of a group become its score, and what analyses may rely on. Specs only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from intlindex.specs.base import Spec

__all__ = ["Aggregation", "Arithmetic", "Flags", "Geometric", "Harmonic"]


@dataclass(frozen=True)
class Flags:
    """What an aggregation is. Analyses ask these, never the name of a kind.

    Examples
    --------
    >>> Arithmetic.flags.affine, Geometric.flags.positive_only
    (True, True)
    """

    uses_weights: bool = True
    """Its result depends on the weights."""
    affine: bool = False
    """It is affine in its children, and linear in the weights."""
    monotone: bool = True
    """A higher child never lowers it."""
    homogeneous: bool = True
    """Scaling all children by a positive factor scales it."""
    per_unit: bool = True
    """The score of a unit depends on that unit alone."""
    weights_per_unit: bool = False
    """Each unit has weights of its own."""
    quasi_mean: bool = True
    """It has the form f^-1(sum(w f(x))), so leaving a child out equals filling it with the mean of the rest."""
    positive_only: bool = False
    """It is defined for positive values only."""


class Arithmetic(Spec):
    """The weighted arithmetic mean: a deficit in one child is made up by a surplus in another.

    Examples
    --------
    >>> Arithmetic.flags.affine
    True
    """

    kind: Literal["arithmetic"] = "arithmetic"
    """Tag of this kind."""
    flags: ClassVar[Flags] = Flags(affine=True)
    """What analyses may rely on."""


class Geometric(Spec):
    """The weighted geometric mean: deficits are made up only in part. Positive values only.

    Examples
    --------
    >>> Geometric.flags.affine
    False
    """

    kind: Literal["geometric"] = "geometric"
    """Tag of this kind."""
    flags: ClassVar[Flags] = Flags(positive_only=True)
    """What analyses may rely on."""


class Harmonic(Spec):
    """The weighted harmonic mean: low values weigh most. Positive values only.

    Examples
    --------
    >>> Harmonic.flags.positive_only
    True
    """

    kind: Literal["harmonic"] = "harmonic"
    """Tag of this kind."""
    flags: ClassVar[Flags] = Flags(positive_only=True)
    """What analyses may rely on."""


Aggregation = Annotated[Arithmetic | Geometric | Harmonic, Field(discriminator="kind")]
"""Any kind of aggregation, told apart by its `kind`."""
