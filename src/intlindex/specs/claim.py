"""Published statements split into claims that can be checked, with rule and threshold fixed in advance."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.fields import Identifier, Text

__all__ = [
    "Ahead",
    "Balanced",
    "BottomShare",
    "Claim",
    "ClaimRule",
    "Claims",
    "InOrder",
    "NotCheckable",
    "RankWithin",
    "RegionAhead",
    "TopShare",
]

Share = Annotated[float, Field(gt=0, le=1)]


class TopShare(Spec):
    """The city's rank in a node is within the best share of the ranked cities."""

    kind: Literal["top_share"] = "top_share"
    """Tag of this kind."""
    node: Identifier
    """Where it is ranked."""
    city: Identifier
    """Id of the city."""
    share: Share
    """Share of the ranked cities."""


class BottomShare(Spec):
    """The city's rank in a node is within the worst share of the ranked cities."""

    kind: Literal["bottom_share"] = "bottom_share"
    """Tag of this kind."""
    node: Identifier
    """Where it is ranked."""
    city: Identifier
    """Id of the city."""
    share: Share
    """Share of the ranked cities."""


class RankWithin(Spec):
    """The city's rank in a node is the published one, up to a tolerance in places."""

    kind: Literal["rank_within"] = "rank_within"
    """Tag of this kind."""
    node: Identifier
    """Where it is ranked."""
    city: Identifier
    """Id of the city."""
    rank: Annotated[int, Field(ge=1)]
    """The published rank."""
    tolerance: Annotated[int, Field(ge=0)]
    """Places by which ours may differ."""


class Ahead(Spec):
    """One city ranks strictly better than another in a node."""

    kind: Literal["ahead"] = "ahead"
    """Tag of this kind."""
    node: Identifier
    """Where they are ranked."""
    city: Identifier
    """Id of the city that is claimed to be ahead."""
    other: Identifier
    """Id of the other city."""


class InOrder(Spec):
    """Several cities rank in a node in the order given, each strictly better than the next."""

    kind: Literal["in_order"] = "in_order"
    """Tag of this kind."""
    node: Identifier
    """Where they are ranked."""
    cities: Annotated[tuple[Identifier, ...], Field(min_length=2)]
    """Ids of the cities, best first."""


class RegionAhead(Spec):
    """The median rank in a node of some cities is better than that of all others."""

    kind: Literal["region_ahead"] = "region_ahead"
    """Tag of this kind."""
    node: Identifier
    """Where they are ranked."""
    select: FrozenMap[str]
    """What the cities have in common: `country` or `region`."""


class Balanced(Spec):
    """The city's ranks in several nodes differ by at most a share of the ranked cities."""

    kind: Literal["balanced"] = "balanced"
    """Tag of this kind."""
    nodes: tuple[Identifier, ...]
    """Where it is ranked."""
    city: Identifier
    """Id of the city."""
    share: Share
    """Share of the ranked cities."""


class NotCheckable(Spec):
    """The shipped data cannot tell."""

    kind: Literal["not_checkable"] = "not_checkable"
    """Tag of this kind."""
    reason: Text
    """Why not."""
    reasons: FrozenMap[str] = FrozenMap()
    """The same in other languages, by language code."""

    def reason_in(self, language: str) -> str:
        """Return the reason in a language, or else in English."""
        return self.reasons.get(language, self.reason)


ClaimRule = Annotated[
    TopShare | BottomShare | RankWithin | Ahead | InOrder | RegionAhead | Balanced | NotCheckable,
    Field(discriminator="kind"),
]
"""Any rule of a claim, distinguished by its `kind`."""


class Claim(Spec):
    """One published statement that is either so or not so."""

    id: Identifier
    """Unique among the claims."""
    edition: Identifier
    """Id of the framework that it is about."""
    statement: Text
    """What was published, in our words."""
    statements: FrozenMap[str] = FrozenMap()
    """The same in other languages, by language code."""
    sources: tuple[Identifier, ...]
    """Ids of the sources."""
    document: Identifier | None = None
    """Which of the documents around the index makes it, if one does."""
    rule: ClaimRule
    """How it is checked."""

    def statement_in(self, language: str) -> str:
        """Return the statement in a language, or else in English."""
        return self.statements.get(language, self.statement).strip()


class Claims(Spec):
    """A file of claims."""

    format: Literal["intlindex/claims/1"] = "intlindex/claims/1"
    """Name and version of the file format."""
    claims: tuple[Claim, ...]
    """All of them."""
