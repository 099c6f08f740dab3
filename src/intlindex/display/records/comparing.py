"""Records of several indices, times or editions, and of an audit."""

from __future__ import annotations

from typing import Literal

from intlindex.display.records.base import FindingRecord, Rank, Record, Row

__all__ = ["AuditRecord", "AuditedRule", "ChangeRecord", "IndexSetRecord", "PanelRecord"]

ByCity = dict[str, dict[str, Rank]]


class AuditedRule(Record):
    """A rule of an audit."""

    code: str
    """Code of its findings."""
    severity: Literal["info", "warning", "error"]
    """How much they matter."""
    title: str
    """What the rule looks for."""
    advice: str
    """What to do about a finding."""
    findings: int
    """How many there are."""


class AuditRecord(Record):
    """What is doubtful about an index, as ``intlindex audit --format json`` prints it."""

    format: Literal["intlindex/audit/1"] = "intlindex/audit/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    framework: str
    """Id of the framework."""
    findings: tuple[FindingRecord, ...]
    """All findings; those of the index itself first."""
    rules: tuple[AuditedRule, ...]
    """The rules that were applied."""
    tables: dict[str, tuple[Row, ...]]
    """The tables that show it, by name."""


class ChangeRecord(Record):
    """How cities moved between two editions or times, as ``intlindex change --format json`` prints it."""

    format: Literal["intlindex/change/1"] = "intlindex/change/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    before: str
    """The earlier."""
    after: str
    """The later."""
    node: str
    """The node whose ranks and scores they are."""
    ranks: tuple[Row, ...]
    """By city: ranks before and after, the change, and what it is due to."""
    scores: tuple[Row, ...]
    """By city: scores before and after, the change, and what it is due to."""
    entered: dict[str, Rank]
    """Cities that are only in the later, with their ranks."""
    left: dict[str, Rank]
    """Cities that are only in the earlier, with their ranks."""


class IndexSetRecord(Record):
    """Several indices side by side, as ``intlindex compare-indices --format json`` prints them."""

    format: Literal["intlindex/index-set/1"] = "intlindex/index-set/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    framework: str
    """Id of the framework of the first."""
    node: str
    """The node whose ranks they are."""
    indices: tuple[str, ...]
    """Their names; the first is the one to compare with."""
    pairs: tuple[Row, ...]
    """How alike each two are."""
    ranks: ByCity
    """Ranks by city and index; null where a city has none."""
    movers: tuple[Row, ...]
    """The cities whose ranks differ most."""


class PanelRecord(Record):
    """An index at several times, as ``intlindex panel --format json`` prints it."""

    format: Literal["intlindex/panel/1"] = "intlindex/panel/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    framework: str
    """Id of the framework."""
    node: str
    """The node whose scores, ranks or trends they are."""
    bounds: str
    """Whether bounds were fitted to all times together (joint), or to each alone (per_time)."""
    times: tuple[str, ...]
    """The times, ascending."""
    scores: ByCity | None = None
    """Scores by city and time; null where there is none."""
    ranks: ByCity | None = None
    """Ranks by city and time; null where there is none."""
    trends: dict[str, Row] | None = None
    """Trends by city."""
    findings: tuple[FindingRecord, ...]
    """What is worth knowing about data and result."""
