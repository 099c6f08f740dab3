"""Sets of weights: what weights might also be, for sampling them and for exact bounds over all of them.

Weights are shares. With ``of="groups"`` the shares of the children vary within each of some groups; with
``of="leaves"`` the effective weights of all indicators vary together, and a group weighs what its indicators do.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from intlindex.errors import DefinitionError, problem
from intlindex.sentences import say
from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.fields import Identifier, plain_number

__all__ = ["Bounds", "Dirichlet", "Ordered", "RelativeNoise", "Simplex", "WeightSet"]

Share = Annotated[float, Field(ge=0, le=1)]
Chain = Annotated[tuple[Identifier, ...], Field(min_length=2)]


class WeightSet(Spec):
    """What all sets of weights have: whose weights vary."""

    groups: Annotated[tuple[Identifier, ...], Field(min_length=1)] | None = None
    """Ids of the groups whose children's shares vary; by default every group with more than one child."""
    levels: Annotated[tuple[Identifier, ...], Field(min_length=1)] | None = None
    """Levels whose groups are meant, besides those named."""
    of: Literal["groups", "leaves"] = "groups"
    """Vary the shares within groups, or the effective weights of all indicators together."""

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if self.of == "leaves" and (self.groups is not None or self.levels is not None):
            raise ValueError(say("conflict/specs-leaves"))
        return self


class Simplex(WeightSet):
    """Any weights at all: uniform over shares that are not negative and sum to one.

    Examples
    --------
    >>> Simplex(groups=["index"]).groups
    ('index',)
    """

    kind: Literal["simplex"] = "simplex"
    """Tag of this kind."""


class Dirichlet(WeightSet):
    """Weights around the nominal ones: Dirichlet with ``concentration * share`` for each; 1 / (1 + c) is the spread.

    The variance of a share w is ``w (1 - w) / (concentration + 1)``. A nominal share of zero stays zero.

    Examples
    --------
    >>> Dirichlet(50).concentration
    50.0
    """

    kind: Literal["dirichlet"] = "dirichlet"
    """Tag of this kind."""
    concentration: Annotated[float, Field(gt=0)]
    """The higher, the nearer to the nominal shares."""

    def __init__(self, concentration: float, **fields: Any) -> None:
        super().__init__(concentration=plain_number(concentration), **fields)  # type: ignore[call-arg]


class RelativeNoise(WeightSet):
    """Each weight up to a share higher or lower, independently, and then scaled to sum to one: ``w (1 + noise u)``.

    u is uniform over -1..1, as for COINr's noisy weights. This is not `Bounds`: after scaling, a share may lie further
    from its nominal value than the noise, and the density is not uniform.

    Examples
    --------
    >>> RelativeNoise(0.25, of="leaves").noise
    0.25
    """

    kind: Literal["relative_noise"] = "relative_noise"
    """Tag of this kind."""
    noise: Share
    """Largest relative change before scaling."""

    def __init__(self, noise: float, **fields: Any) -> None:
        super().__init__(noise=plain_number(noise), **fields)  # type: ignore[call-arg]


class Ordered(WeightSet):
    """Uniform over all weights that keep an order: each node weighs at least as much as the next of its chain.

    The groups are those of the nodes named, unless others are named too; those vary freely.

    Examples
    --------
    >>> Ordered(["influence", "connectivity"]).chains
    (('influence', 'connectivity'),)
    """

    kind: Literal["ordered"] = "ordered"
    """Tag of this kind."""
    chains: Annotated[tuple[Chain, ...], Field(min_length=1)]
    """Ids, from the most important down; a chain stays within one group, or holds indicators where ``of="leaves"``."""

    def __init__(self, *chain: Any, **fields: Any) -> None:
        chains = chain or fields.get("chains")
        if isinstance(chains, list | tuple):
            fields["chains"] = tuple(map(_chain, chains))
        super().__init__(**fields)

    @model_validator(mode="after")
    def _no_circle(self) -> Self:
        below: dict[str, set[str]] = {}
        for chain in self.chains:
            for high, low in pairwise(chain):
                below.setdefault(high, set()).add(low)
        for start in below:
            reached, left = set(), [start]
            while left:
                for name in below.get(left.pop(), ()):
                    if name == start:
                        raise ValueError(say("conflict/specs-order", node=start))
                    if name not in reached:
                        reached.add(name)
                        left.append(name)
        return self


class Bounds(WeightSet):
    """Uniform over all shares within limits: relative to the nominal ones, or given; the very set of exact bounds.

    Without `within`, the groups are those of the nodes named, unless others are named too; those vary freely.

    Examples
    --------
    >>> Bounds(within=0.25).within
    0.25
    >>> Bounds(shares={"influence": (0.3, 0.5)}).shares["influence"]
    (0.3, 0.5)
    """

    kind: Literal["bounds"] = "bounds"
    """Tag of this kind."""
    within: Annotated[float, Field(ge=0)] | None = None
    """Each share lies within this part of its nominal value, up or down; without it, anywhere from 0 to 1."""
    shares: FrozenMap[tuple[Share, Share]] = Field(default_factory=FrozenMap)
    """Lowest and highest share of single nodes, by id."""

    def __init__(self, **fields: Any) -> None:
        if isinstance(given := fields.get("shares"), Mapping):
            fields["shares"] = {name: _pair(pair) for name, pair in given.items()}
        super().__init__(**{name: plain_number(value) for name, value in fields.items()})

    @model_validator(mode="after")
    def _some_limit(self) -> Self:
        if self.within is None and not self.shares:
            raise ValueError(say("required/specs-limits"))
        problems = [
            problem("conflict/specs-limits", f"shares.{name}", low=low, high=high)
            for name, (low, high) in self.shares.items()
            if low > high
        ]
        if problems:
            raise DefinitionError(problems)
        return self


def _chain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _pair(value: Any) -> Any:
    return tuple(map(plain_number, value)) if isinstance(value, list | tuple) else value
