"""The record of what an index learned from its data: enough to score it again elsewhere."""

from __future__ import annotations

from typing import Any, Literal

from intlindex.display.records.base import Number, Record

__all__ = ["FitsRecord", "FittedIndicator", "FittedNode", "FittedStep"]

Numbers = tuple[Number, ...]


class FittedStep(Record):
    """One fitted step from values to values; the reference of records has the formula of each kind."""

    stage: Literal["transform", "treat", "direct", "normalise", "after", "onward"]
    """What the step is part of; after leads to what is shown, onward to what the parent takes."""
    kind: str
    """Its formula; other where it has none, as a user-defined method."""
    parameters: dict[str, bool | int | float | str | tuple[float, ...] | None]
    """Parameters of the formula, by name; null for a limit that does not exist."""
    cities: tuple[str, ...] | None = None
    """The cities whose values it changes, where these are not all."""


class FittedIndicator(Record):
    """One indicator: its values as read, and the steps to those that are aggregated."""

    id: str
    """Id of the indicator."""
    raw: Numbers
    """Values as read, by city; null for a blank."""
    divided_by: Numbers | None = None
    """What they are divided by, by city; only where there is a denominator."""
    multiplied_by: Number = None
    """What the quotient is multiplied by; only where there is a denominator."""
    imputed: dict[str, float]
    """Values that replace blanks, after the transform, by city."""
    steps: tuple[FittedStep, ...]
    """The steps, in order; blanks are filled after those of the transform."""
    normalised: Numbers
    """What is aggregated, by city; null for a blank and for a city that is not scored."""


class FittedNode(Record):
    """One node: what it weighs, and how its score is formed and compared."""

    id: str
    """Id of the node."""
    parent: str | None
    """Id of the group that it is part of; null for the root."""
    share: float
    """Its share among its siblings; 0 where it does not count."""
    step: float
    """Step of the grid: scores are compared as whole numbers of it, rounded to the nearest."""
    turn: Literal[-1, 1]
    """1 where rank 1 is the highest score, -1 where it is the lowest."""
    blank: tuple[str, ...]
    """Cities that have no score here."""
    fills: dict[str, float]
    """What a blank counts as in the parent, by city; a city that is not named is left out."""
    aggregate: dict[str, Any] | None = None
    """Of a group: how the children become the score, as in a method file."""
    left_out: bool | None = None
    """Of a group: whether children without a score are left out and the shares of the others scaled to one."""
    steps: tuple[FittedStep, ...] = ()
    """Of a group: the steps of its score after it is aggregated."""
    scores: Numbers
    """Scores as they are shown, by city; null where there is none."""


class FitsRecord(Record):
    """What an index learned from its data, as ``intlindex show fits --format json`` prints it."""

    format: Literal["intlindex/fits/1"] = "intlindex/fits/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    framework: str
    """Id of the framework."""
    cities: tuple[str, ...]
    """Display names, in the order of all numbers by city."""
    ties: Literal["min", "max", "average", "dense", "ordinal"]
    """What equal scores get."""
    rank_round: int | None
    """Digits to which scores are rounded before they are ranked; null where they are not."""
    indicators: tuple[FittedIndicator, ...]
    """The scored indicators, in the order of the framework."""
    nodes: tuple[FittedNode, ...]
    """All nodes, level by level from the root."""
