"""Records that say what is certain: bounds of ranks, a tipping point."""

from __future__ import annotations

from typing import Literal

from intlindex.display.records.base import Number, Rank, Record

__all__ = ["BoundFinding", "BoundedCity", "BoundsRecord", "TippingRecord", "Witnesses"]


class BoundedCity(Record):
    """The bounds of the rank of a city."""

    city: str
    """Display name."""
    best: Rank
    """The best rank that it attains."""
    rank: Rank
    """Its rank at the weights of the index."""
    worst: Rank
    """The worst rank that it attains."""


class BoundFinding(Record):
    """Bounds that are proven only as an interval."""

    code: str
    """What kind of finding it is."""
    severity: Literal["info", "warning", "error"]
    """How much it matters."""
    message: str
    """What was found."""


class Witnesses(Record):
    """Weights that attain the bounds of a city."""

    best: dict[str, float]
    """Shares by node under which it has its best rank."""
    worst: dict[str, float]
    """Shares by node under which it has its worst rank."""


class BoundsRecord(Record):
    """Best and worst rank of each city over a set of weights, as ``intlindex bounds --format json`` prints them."""

    format: Literal["intlindex/bounds/1"] = "intlindex/bounds/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    weights: str
    """The set of weights, in words."""
    bounds: tuple[BoundedCity, ...]
    """The bounds, best city first."""
    findings: tuple[BoundFinding, ...]
    """Bounds that are proven only as an interval; usually none."""
    witnesses: Witnesses | None = None
    """Of the city that was asked for by ``--witness``."""


class TippingRecord(Record):
    """The nearest weights under which two cities are tied, as ``intlindex tipping A B --format json`` prints them."""

    format: Literal["intlindex/tipping/1"] = "intlindex/tipping/1"
    """Name and version of the format."""
    framework: str
    """Id of the framework."""
    ahead: str
    """The city that is ahead at the weights of the index."""
    behind: str
    """The other city."""
    norm: str
    """How distance is measured, in shares."""
    distance: Number
    """How far these weights are from those of the index; null where there are none."""
    weights: dict[str, float] | None
    """Shares by node; null where there are none."""
