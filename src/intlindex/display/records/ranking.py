"""Records of an index itself: its ranking, its scores, its ranks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from intlindex.display.records.base import Cell, FindingRecord, Number, Rank, Record

__all__ = [
    "RankedCity",
    "RankingRecord",
    "RanksRecord",
    "RanksWithinRecord",
    "ScoresRecord",
    "WeightingRecord",
    "WeightingsRecord",
]

Attributes = dict[str, dict[str, Cell]]


class RankedCity(Record):
    """One city of a ranking."""

    rank: Annotated[int, Field(ge=1)] | Annotated[float, Field(ge=1)] | None
    """1 is best; null where the city has no score."""
    city: str
    """Display name."""
    score: Number
    """Score of the whole index; null where too much is missing."""
    class_: Annotated[str | None, Field(alias="class")] = None
    """Label of the class that the score falls into; only where the index has classes."""
    dimensions: dict[str, Number]
    """Scores of the root's children, by id."""


class RankingRecord(Record):
    """A ranking, as ``intlindex rank --format json`` prints it."""

    format: Literal["intlindex/ranking/1"] = "intlindex/ranking/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    framework: str
    """Id of the framework."""
    name: str
    """Display name of the index."""
    description: str | None
    """What the index is meant to show, and who made it."""
    years: tuple[int, int] | None = None
    """Earliest and latest year in which the period of a value ends; null where no value has a year."""
    weights: dict[str, float]
    """Share of every node among its siblings, by id."""
    ranking: tuple[RankedCity, ...]
    """All cities, best first."""
    attributes: Attributes | None = None
    """What ``--with`` asks for, by city and column."""
    findings: tuple[FindingRecord, ...]
    """What is worth knowing about data and result."""


class ScoresRecord(Record):
    """Scores of all cities on all nodes, as ``intlindex score --format json`` prints them."""

    format: Literal["intlindex/scores/1"] = "intlindex/scores/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    scores: dict[str, dict[str, Number]]
    """By city and node; null where too much is missing."""
    attributes: Attributes | None = None
    """What ``--with`` asks for, by city and column."""


class RanksRecord(Record):
    """Ranks of all cities on all nodes, as ``intlindex score --ranks --format json`` prints them."""

    format: Literal["intlindex/ranks/1"] = "intlindex/ranks/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    ranks: dict[str, dict[str, Rank]]
    """By city and node; null where a city has no score."""
    attributes: Attributes | None = None
    """What ``--with`` asks for, by city and column."""


class RanksWithinRecord(Record):
    """Ranks among the cities of one group, as ``intlindex rank --within COLUMN --format json`` prints them."""

    format: Literal["intlindex/ranks-within/1"] = "intlindex/ranks-within/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    by: str
    """The column that groups the cities."""
    groups: dict[str, dict[str, dict[str, Rank]]]
    """Ranks by group, city and node; null where a city has no score."""
    attributes: Attributes | None = None
    """What ``--with`` asks for, by city and column."""


class WeightingRecord(Record):
    """Ranks and scores under one weighting."""

    weighting: str
    """Its name."""
    ranks: dict[str, Rank]
    """By city; null where a city has no score."""
    scores: dict[str, Number]
    """By city; null where too much is missing."""


class WeightingsRecord(Record):
    """Ranks and scores under many weightings, as ``intlindex rank --weights-file FILE --format json`` prints them."""

    format: Literal["intlindex/weightings/1"] = "intlindex/weightings/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    weightings: tuple[WeightingRecord, ...]
    """In the order in which they were given."""
