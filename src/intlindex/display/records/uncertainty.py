"""Records that say what usually happens: uncertainty, sensitivity, leaving one out."""

from __future__ import annotations

from typing import Literal

from intlindex.display.records.base import FindingRecord, Rank, Record, Row

__all__ = ["LeaveOneOutRecord", "SensitivityRecord", "UncertaintyRecord"]

ByCity = dict[str, Row]


class UncertaintyRecord(Record):
    """Ranks over many draws, as ``intlindex uncertainty --format json`` prints them."""

    format: Literal["intlindex/uncertainty/1"] = "intlindex/uncertainty/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    framework: str
    """Id of the framework."""
    name: str
    """Display name of the index."""
    description: str | None
    """What the index is meant to show, and who made it."""
    varied: tuple[str, ...]
    """What varies."""
    draws: int
    """The number of draws that was asked for."""
    counted: int
    """The number of them that are defined."""
    seed: int | None = None
    """The same seed gives the same draws; null where they come from a generator."""
    enough: str
    """Whether there are enough draws, in words."""
    ranks: ByCity
    """By city: nominal rank, and mean, standard deviation, extremes and quantiles over the draws."""
    acceptability: ByCity
    """By city and rank: the share of draws in which the city has that rank."""
    classes: ByCity | None = None
    """By city and class: the share of draws; only where the index has classes."""
    scores: ByCity | None = None
    """By city: scores over the draws; only where asked for."""
    pairwise: ByCity | None = None
    """By city and other city: the share of draws in which the first is ahead; only where asked for."""
    findings: tuple[FindingRecord, ...]
    """What is worth knowing about the result."""


class SensitivityRecord(Record):
    """Which factor explains the variance of a target, as ``intlindex sensitivity --format json`` prints it."""

    format: Literal["intlindex/sensitivity/1"] = "intlindex/sensitivity/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    framework: str
    """Id of the framework."""
    name: str
    """Display name of the index."""
    description: str | None
    """What the index is meant to show, and who made it."""
    target: str
    """What is explained: as the command line takes it, or in words."""
    varied: tuple[str, ...]
    """What varies."""
    samples: int
    """Rows of each of the two samples."""
    bootstraps: int | None = None
    """Rank of bootstraps for intervals; only at the command line."""
    seed: int | None = None
    """The same seed gives the same sample; only at the command line."""
    indices: tuple[Row, ...]
    """First-order and total indices of each factor, with intervals; for each city where the target is its rank."""
    findings: tuple[FindingRecord, ...]
    """What is worth knowing about the result."""


class LeaveOneOutRecord(Record):
    """What leaving out each part does, as ``intlindex sensitivity --leave-out WHAT --format json`` prints it."""

    format: Literal["intlindex/leave-one-out/1"] = "intlindex/leave-one-out/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    framework: str
    """Id of the framework."""
    left_out: str
    """What is left out in turn: indicator, group or city."""
    shifts: dict[str, dict[str, Rank]]
    """By city and what is left out: by how many places the city falls; negative where it rises."""
    findings: tuple[FindingRecord, ...]
    """What cannot be left out, and which cities have no score then."""
