"""Records that say why: an explanation, a comparison, placed cities, an improvement."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from intlindex.display.records.base import FindingRecord, Number, Rank, Record

__all__ = [
    "BeforeAndAfter",
    "ChangedIndicator",
    "ComparedNode",
    "ComparisonRecord",
    "ExplainedIndicator",
    "ExplainedNode",
    "ExplanationRecord",
    "ImprovementRecord",
    "Marginal",
    "Peer",
    "PlacedCity",
    "PlacementRecord",
    "TargetRank",
    "Tipping",
    "UnknownValue",
]


class ExplainedNode(Record):
    """One node, or one remainder, of an explanation."""

    node: str
    """Id of the node, or name of what is due to no indicator."""
    depth: int
    """0 for the root."""
    contribution: Number
    """What it contributes; of a group, the sum of its indicators'."""
    score: Number
    """Score of the city."""
    reference: Number = None
    """Score of the reference; only where there is one."""
    rank: Rank
    """Rank of the city."""
    ranked: int | None
    """How many cities have a rank."""
    value: Number
    """Raw value of an indicator."""
    unit: str
    """Its unit."""
    area: str
    """The area that the value is measured for; country where all cities of a country share it."""
    mark: str
    """Empty, or: filled, imputed, left out."""
    rule: str
    """How the part of a group was decomposed."""


class ExplainedIndicator(Record):
    """A strength or a weakness."""

    indicator: str
    """Id of the indicator."""
    rank: Rank
    """Rank of the city."""
    ranked: int | None
    """How many cities have a rank."""
    value: Number
    """Raw value."""
    unit: str
    """Its unit."""
    area: str
    """The area that the value is measured for."""
    contribution: Number
    """What it contributes."""


class ExplanationRecord(Record):
    """Why a city has its score, as ``intlindex explain CITY --format json`` prints it."""

    format: Literal["intlindex/explanation/1"] = "intlindex/explanation/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    city: str
    """Display name of the city."""
    against: str | None
    """The reference: a city, or median, mean or best; null where the score itself is explained."""
    total: float
    """What is explained: the score, or by how much it is above that of the reference."""
    contributions: dict[str, Number]
    """What each indicator contributes, by id, and then what is due to no indicator, by name; the sum is the total."""
    nodes: tuple[ExplainedNode, ...]
    """All nodes, each group before what is below it, and remainders last."""
    strengths: tuple[ExplainedIndicator, ...]
    """The indicators with the best ranks."""
    weaknesses: tuple[ExplainedIndicator, ...]
    """The indicators with the worst ranks, worst first."""
    sentences: tuple[str, ...]
    """The main points in words."""
    findings: tuple[FindingRecord, ...]
    """What is worth knowing about the result."""


class ComparedNode(Record):
    """One node of a comparison."""

    node: str
    """Id of the node."""
    scores: dict[str, Number]
    """Scores by city."""
    difference: Number
    """Score of the first city minus that of the second."""
    contribution: Number
    """What the node contributes to the difference of the whole."""
    leader: str
    """The city that is ahead; empty where they are tied or one has no score."""
    depth: int
    """0 for the root."""
    area: str
    """The area that the value is measured for; country where all cities of a country share it."""


class Tipping(Record):
    """The nearest weights of the root's children under which two cities are tied."""

    weights: dict[str, float] | None
    """Shares by node; null where there are none."""
    distance: Number
    """The largest change of a share that these need; null where there are none."""


class Peer(Record):
    """A city that is near one of two that are compared."""

    city: str
    """The city of the two."""
    peer: str
    """The city that is near it."""
    distance: Number
    """How far."""


class ComparisonRecord(Record):
    """Two cities side by side, as ``intlindex compare A B --format json`` prints them."""

    format: Literal["intlindex/comparison/1"] = "intlindex/comparison/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    cities: tuple[str, str]
    """Display names of the two."""
    nodes: tuple[ComparedNode, ...]
    """All nodes, each group before what is below it."""
    deciding: dict[str, Number]
    """The indicators that decide the difference, with what they contribute."""
    tipping: Tipping
    """Where the two are tied."""
    peers: tuple[Peer, ...]
    """Cities that are near either."""
    sentences: tuple[str, ...]
    """The main points in words."""
    refused: tuple[str, ...]
    """What is not known exactly under this method, and why."""


class PlacedCity(Record):
    """Where a city outside the index would stand."""

    city: str
    """Name of the city."""
    score: Number
    """Its score; null where too little is known."""
    class_: Annotated[str | None, Field(alias="class")] = None
    """Label of the class that the score falls into; only where the index has classes."""
    rank: Rank
    """The rank that it would have among the cities of the index."""
    best: Rank = None
    """The best rank that it could have if all were known; only where something is not known."""
    worst: Rank = None
    """The worst rank that it could have if all were known."""


class UnknownValue(Record):
    """A value of a placed city that is not known, and what it could be worth."""

    city: str
    """Name of the city."""
    indicator: str
    """Id of the indicator."""
    lowest: Number
    """Lowest value of the cities of the index."""
    highest: Number
    """Highest value of the cities of the index."""
    unit: str
    """Their unit."""
    worth: Number
    """How much higher the city scores with the best than with the worst of them."""


class PlacementRecord(Record):
    """Cities outside an index among its own, as ``intlindex place FILE --format json`` prints them."""

    format: Literal["intlindex/placement/1"] = "intlindex/placement/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    cities: tuple[PlacedCity, ...]
    """The placed cities."""
    scores: dict[str, dict[str, Number]]
    """Their scores, by city and node."""
    ranks: dict[str, dict[str, Rank]]
    """Their ranks, by city and node."""
    unknown: tuple[UnknownValue, ...]
    """Their unknown values."""
    sentences: tuple[str, ...]
    """The main points in words."""
    findings: tuple[FindingRecord, ...]
    """What is worth knowing about values and result."""


class ChangedIndicator(Record):
    """One change of an improvement."""

    indicator: str
    """Id of the indicator."""
    now: Number
    """Raw value."""
    then: Number
    """Raw value with the change."""
    change: Number
    """The difference."""
    points: Number
    """Normalised points that this gains."""
    cost: Number
    """Its cost."""
    gain: Number
    """What it adds to the score."""


class Marginal(Record):
    """What one indicator alone could do."""

    indicator: str
    """Id of the indicator."""
    per_point: Number
    """Gain of the score per normalised point."""
    per_unit: Number
    """Gain of the score per raw unit at the present value; null where it is not the same for every unit."""
    limit: Number
    """The raw value as good as can be."""
    gain: Number
    """What the score gains there."""
    places: int
    """How many places the city rises there."""
    rank: int
    """Its rank there."""


class BeforeAndAfter(Record):
    """A score before and after a change."""

    before: Number
    """Present."""
    after: Number
    """With the change."""


class TargetRank(Record):
    """The rank that was asked for, and those before and after."""

    target: int
    """Asked for."""
    before: int
    """Present."""
    after: int
    """When the city is scored again with the change."""


class Package(Record):
    """Changes that bring a city to a rank."""

    rank: int
    """Its rank when it is scored again with them."""
    cost: float
    """Their cost."""
    changes: tuple[ChangedIndicator, ...]
    """The changes, the largest gain first."""


class ImprovementRecord(Record):
    """The cheapest change that brings a city to a rank, as ``intlindex improve`` prints it."""

    format: Literal["intlindex/improvement/1"] = "intlindex/improvement/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    city: str
    """Display name of the city."""
    rank: TargetRank
    """Ranks."""
    score: BeforeAndAfter
    """Scores."""
    per: str
    """Unit of costs: normalised points, or units of raw values."""
    cost: float
    """The cost of the change."""
    changes: tuple[ChangedIndicator, ...]
    """The change, the largest gain first."""
    fewest: Package | None
    """The package that changes the fewest indicators; null of that package itself."""
    left_out: tuple[str, ...]
    """Ids of indicators that were not to change, since the city cannot change them itself."""
    marginal: tuple[Marginal, ...]
    """What each indicator alone could do."""
