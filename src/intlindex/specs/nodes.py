"""The nodes of a framework: groups, and indicators at the leaves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from intlindex.sentences import say
from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.fields import (
    Bounds,
    Column,
    Direction,
    Identifier,
    Interval,
    Lever,
    Scale,
    SpatialLevel,
    Status,
    Text,
    Weight,
)

__all__ = ["Group", "Indicator", "text_in"]


class Group(Spec):
    """A node above the indicators: the index itself, a dimension, a second-level indicator.

    Examples
    --------
    >>> Group(id="influence", parent="index", name="Influence", level="dimension").weight
    1.0
    """

    id: Identifier
    """Unique among all nodes."""
    parent: Identifier | None = None
    """Id of the group that it belongs to; the root has none."""
    name: Text
    """Display name."""
    names: FrozenMap[str] = FrozenMap()
    """Names in other languages, by language code."""
    level: Text
    """Free name of its level, for display and for rules of a method."""
    direction: Direction = "higher"
    """Whether higher or lower scores are better; under "lower" the parent gets the score mirrored in its range."""
    weight: Weight = 1.0
    """Weight relative to its siblings."""
    counts: bool = True
    """Whether it counts in its parent; otherwise it is only shown and ranked."""
    status: Status | None = None
    """How it is known that this node exists."""
    evidence: Text | None = None
    """What the status is based on."""
    evidences: FrozenMap[str] = FrozenMap()
    """The evidence in other languages, by language code."""

    def evidence_in(self, language: str) -> str:
        """Return what the status is based on in a language, or else in English; empty where there is nothing."""
        return text_in(language, self.evidences, self.evidence)


def text_in(language: str, others: Mapping[str, str], english: str | None) -> str:
    """Return a text in a language, or else in English; empty where there is none.

    Examples
    --------
    >>> text_in("zh", {"zh": "影响力"}, "Influence"), text_in("zh", {}, "Influence"), text_in("zh", {}, None)
    ('影响力', 'Influence', '')
    """
    return (others.get(language) or english or "").strip()


def _finite(value: tuple[float, float]) -> tuple[float, float]:
    if not all(map(math.isfinite, value)):
        raise ValueError(say("not-finite/specs-goalposts", low=value[0], high=value[1]))
    return value


class Indicator(Spec):
    """A leaf of the tree: one measured column.

    Examples
    --------
    >>> dust = Indicator(id="pm25", parent="air", name="Fine dust", unit="µg/m³", direction="lower", scale="ratio")
    >>> dust.weight
    1.0
    """

    id: Identifier
    """Unique among all nodes; the name of its column in the data, unless `column` names another."""
    parent: Identifier
    """Id of the group that it belongs to."""
    name: Text
    """Display name."""
    names: FrozenMap[str] = FrozenMap()
    """Names in other languages, by language code."""
    unit: Text
    """Unit of its raw values."""
    units: FrozenMap[str] = FrozenMap()
    """The unit in other languages, by language code."""
    direction: Direction
    """Whether higher or lower values are better."""
    scale: Scale
    """What arithmetic its values support."""
    bounds: Bounds = (-math.inf, math.inf)
    """Admissible raw values, as `[0, inf]`, or `"(0, inf]"` without the zero; one outside is an error in the data."""
    goalposts: Annotated[Interval, AfterValidator(_finite)] | None = None
    """Fixed raw bounds for normalisation, lower first; which is best follows from the direction."""
    target: float | None = None
    """A raw value to reach."""
    column: Column | None = None
    """The column of the data that it reads, by default the one named by its id; several may read the same."""
    denominator: Identifier | None = None
    """Id of a column that is not an indicator, to divide by."""
    weight: Weight = 1.0
    """Weight relative to its siblings."""
    counts: bool = True
    """Whether it counts in its parent; otherwise it is only shown and ranked."""
    status: Status | None = None
    """How it is known that this indicator belongs here."""
    evidence: Text | None = None
    """What the status is based on."""
    evidences: FrozenMap[str] = FrozenMap()
    """The evidence in other languages, by language code."""
    definition: Text | None = None
    """What exactly is counted or measured."""
    definitions: FrozenMap[str] = FrozenMap()
    """The definition in other languages, by language code."""
    spatial_level: SpatialLevel | None = None
    """What area its values are measured for."""
    lever: Lever | None = None
    """Who can change its values: the city itself, only its country, or neither."""
    lever_reason: Text | None = None
    """Why it is so."""
    lever_reasons: FrozenMap[str] = FrozenMap()
    """The reason in other languages, by language code."""
    whole: bool = False
    """Whether it counts things, so that a change to be made is a whole number."""
    sources: tuple[Identifier, ...] = ()
    """Ids of the sources of its values."""
    note: Text | None = None
    """What to bear in mind about all its values."""
    notes: FrozenMap[str] = FrozenMap()
    """The note in other languages, by language code."""

    @property
    def reads(self) -> str:
        """The column of the data that holds its values."""
        return self.id if self.column is None else self.column

    def definition_in(self, language: str) -> str:
        """Return the definition in a language, or else in English; empty where there is none."""
        return text_in(language, self.definitions, self.definition)

    def evidence_in(self, language: str) -> str:
        """Return what the status is based on in a language, or else in English; empty where there is nothing."""
        return text_in(language, self.evidences, self.evidence)

    def lever_reason_in(self, language: str) -> str:
        """Return the reason of the lever in a language, or else in English; empty where there is none."""
        return text_in(language, self.lever_reasons, self.lever_reason)

    def note_in(self, language: str) -> str:
        """Return the note in a language, or else in English; empty where there is none."""
        return text_in(language, self.notes, self.note)
