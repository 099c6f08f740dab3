"""The record that the explorer reads: a fitted index, as plain data from which scores follow under any weights."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from intlindex.display.records.base import Record
from intlindex.display.records.fits import FittedStep
from intlindex.specs.fields import Lever, Status

__all__ = [
    "CityRecord",
    "EditionRecord",
    "ExplorerRecord",
    "GroupRecord",
    "IndicatorRecord",
    "Miss",
    "NodeRecord",
    "NoteRecord",
    "NounRecord",
    "PublishedRank",
    "RankRanges",
    "SourceRecord",
    "Why",
]

Numbers = tuple[float | None, ...]
"""One number per city; null for a blank."""

Texts = dict[str, str]
"""The same text by language code; English is always there."""

Why = Literal["cities-compared", "weights-per-city", "distance", "registered", "weights-from-data", "step", "no-score"]
"""Why weights cannot be changed in the page."""


class GroupRecord(Record):
    """What makes the score of a group."""

    aggregate: dict[str, Any]
    """The aggregation, as in a method file."""
    skip_blanks: bool
    """Children without a score are left out, and the weights of the rest scaled to one."""
    rescale: bool
    """Where no child with a score has weight, nominal weights count."""
    nominal: tuple[float, ...] = ()
    """Weights of the children that count at which blanks were filled, where they count again under "rescale"."""
    after: tuple[FittedStep, ...] = ()
    """Steps from what is aggregated to what is shown."""
    onward: tuple[FittedStep, ...] = ()
    """Steps from what is shown to what the parent takes, or at the root to what is ranked."""
    scores: Numbers
    """Scores at the weights of the index, as they are shown."""
    taken: Numbers | None = None
    """Scores as the parent takes them, of a group that the page does not compute."""
    why: Why | None = None
    """Why the page does not compute it: it keeps its scores, and all weights below it are fixed."""
    fixed: Why | None = None
    """Why the weights of its children cannot be changed, where they cannot."""


class IndicatorRecord(Record):
    """What is known of the values of an indicator, by city."""

    values: Numbers
    """Normalised values, as they are aggregated."""
    raw: Numbers
    """Values as read."""
    years: tuple[int, ...] = ()
    """Years of the values: places in the texts of the edition."""
    sources: tuple[int, ...] = ()
    """Ids of the sources of the values: places in the texts of the edition."""
    areas: tuple[int, ...] = ()
    """Areas that the values are measured for: places in the texts of the edition."""
    imputed: tuple[int, ...] = ()
    """Places of the cities whose value was imputed."""
    unit: str
    """Unit of the raw values; in other languages it is among the words of the edition."""
    direction: Literal["higher", "lower"]
    """Which raw values are better."""
    lever: Lever | None = None
    """Who can change the values."""
    definition: Texts = Field(default_factory=dict)
    """What exactly is counted or measured; nothing where it is not said."""


class NodeRecord(Record):
    """One node of the tree."""

    id: str
    """Its id."""
    parent: int
    """Place of its parent among the nodes; -1 for the root."""
    name: str
    """Display name."""
    names: dict[str, str]
    """Names in other languages, by language code."""
    level: str | None = None
    """Level of a group."""
    status: Status | None = None
    """How it is known that it exists."""
    counts: bool
    """Whether it counts in its parent."""
    weight: float
    """Weight among its siblings, of the index as given to the page."""
    turn: Literal[-1, 1]
    """1 where rank 1 is the highest score."""
    better: Literal[-1, 1]
    """1 where a higher score puts the root nearer to rank 1."""
    step: float
    """Step of the grid on which its scores are compared."""
    blank: tuple[int, ...] = ()
    """Places of the cities without a score here."""
    fills: dict[str, float] = Field(default_factory=dict)
    """What such a city counts as in the parent, by place of the city; nothing where it is left out."""
    group: GroupRecord | None = None
    """Of a group."""
    indicator: IndicatorRecord | None = None
    """Of an indicator."""


class NounRecord(Record):
    """What is ranked, where it is not cities."""

    one: str
    """The singular."""
    many: str
    """The plural."""
    zh: str | None = None
    """In Chinese."""


class CityRecord(Record):
    """One city."""

    id: str
    """Id where it is known, else its name."""
    name: str
    """Display name."""
    names: dict[str, str]
    """Names in other languages, by language code."""
    aliases: tuple[str, ...] = ()
    """Other names by which it can be found."""
    country: str = ""
    """Country or region, where known: in the data, or else of a city that the library knows; in other languages it is
    among the words of the edition."""
    region: str = ""
    """Part of the world, or another region of the data, where known as a country is; in other languages too."""
    placed: bool = False
    """It is not one of the cities of the index: it moves no other."""


class RankRanges(Record):
    """Exact best and worst ranks of the cities over weights around those of the index."""

    within: float
    """By which fraction each share may differ."""
    best: tuple[int | None, ...]
    """Best rank by city."""
    worst: tuple[int | None, ...]
    """Worst rank by city."""


class PublishedRank(Record):
    """A rank that the authors of the index published."""

    node: int
    """Place of the node."""
    city: int
    """Place of the city."""
    rank: int
    """As published."""
    status: str
    """How it is known."""


class Miss(Record):
    """A published statement that does not hold in this reconstruction."""

    statement: Texts
    """As published."""
    found: Texts
    """What holds instead."""


class NoteRecord(Record):
    """One thing worth knowing about data or result."""

    code: str
    """What kind of finding it is."""
    severity: Literal["info", "warning", "error"]
    """How much it matters."""
    node: str = ""
    """Id of the node or column that it is about; empty for the whole."""
    message: Texts
    """What was found."""


class SourceRecord(Record):
    """Where values come from."""

    title: str
    """Title of the list, database or text."""
    titles: dict[str, str] = Field(default_factory=dict)
    """The title in other languages, by language code."""
    publisher: str
    """Who publishes it."""
    publishers: dict[str, str] = Field(default_factory=dict)
    """The publisher in other languages, by language code."""
    year: str
    """Year or years that it covers."""


class EditionRecord(Record):
    """One index: an edition, or a method."""

    label: str
    """What the choice between several indices calls it."""
    id: str
    """Id of the framework."""
    name: str
    """Display name."""
    names: dict[str, str]
    """Names in other languages, by language code."""
    reconstruction: bool
    """A node of it is a reconstruction."""
    noun: NounRecord | None = None
    """What is ranked; null for cities."""
    description: Texts = Field(default_factory=dict)
    """What the index is meant to show, and who made it; nothing where it is not said."""
    years: tuple[int, int] | None = None
    """Earliest and latest year in which the period of a value ends."""
    digits: Annotated[int, Field(ge=0)]
    """Digits after the point with which scores are shown."""
    ties: Literal["min", "max", "average", "dense", "ordinal"]
    """What equal scores get."""
    rank_digits: int | None = None
    """Digits to which scores are rounded before they are ranked."""
    ascending: bool
    """Rank 1 is the lowest score."""
    nodes: tuple[NodeRecord, ...]
    """Level by level from the root, siblings together; those that do not count come last among them."""
    cities: tuple[CityRecord, ...]
    """In the order of the data; placed cities last."""
    texts: tuple[str, ...] = ()
    """Years, ids of sources and areas to which the indicators refer."""
    words: dict[str, Texts] = Field(default_factory=dict)
    """Units, countries, regions and years of values in other languages: by language code, then by the English
    text."""
    sources: dict[str, SourceRecord] = Field(default_factory=dict)
    """The sources that the values name, by id."""
    ranges: RankRanges | None = None
    """Exact ranges of ranks; null where they cannot be computed."""
    published: tuple[PublishedRank, ...] = ()
    """Published ranks of its cities."""
    misses: tuple[Miss, ...] = ()
    """Published statements that do not hold."""
    findings: tuple[NoteRecord, ...] = ()
    """What is worth knowing about data and result."""


class ExplorerRecord(Record):
    """All that the explorer shows, as ``Index.explorer`` writes it into the page."""

    format: Literal["intlindex/explorer/1"] = "intlindex/explorer/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    language: Literal["en", "zh"] = "en"
    """Language in which the page opens."""
    editions: Annotated[tuple[EditionRecord, ...], Field(min_length=1)]
    """The indices to choose from; the first is shown first."""
