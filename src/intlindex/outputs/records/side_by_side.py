"""Records of several indices, times, editions and groups, and of an audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from intlindex._version import __version__
from intlindex.analyses.audit.audit import Audit
from intlindex.analyses.comparison.change import Change
from intlindex.analyses.comparison.index_set import IndexSet
from intlindex.analyses.comparison.panel import Panel
from intlindex.analyses.comparison.ranks_within import RanksWithin
from intlindex.display.records.comparing import AuditedRule, AuditRecord, ChangeRecord, IndexSetRecord, PanelRecord
from intlindex.display.records.ranking import RanksWithinRecord
from intlindex.outputs.records.cells import by_city, finding_records, made, mapping, row_records, rows

__all__ = [
    "audit_record",
    "change_record",
    "index_set_record",
    "panel_record",
    "panel_table",
    "panel_with",
    "ranks_within_record",
]


def audit_record(found: Audit) -> AuditRecord:
    """Return an audit as a record; called by `Result.record`."""
    tables = {
        "availability_by_indicator": found.availability_by_indicator.reset_index(),
        "availability_by_city": found.availability_by_city.reset_index(),
        "distributions": found.distributions().reset_index(),
        "correlations": found.pairs(),
        "reliability": found.reliability.reset_index(),
        "components": found.components,
        "importance": found.importance.reset_index(),
        "dropping": found.dropping.reset_index(),
        "outside": found.outside,
    }
    return made(
        AuditRecord,
        version=__version__,
        framework=found.framework,
        findings=finding_records(found.findings),
        rules=row_records(AuditedRule, found.rules),
        tables={name: rows(frame) for name, frame in tables.items()},
    )


def change_record(found: Change) -> ChangeRecord:
    """Return what changed as a record; called by `Result.record`."""
    return made(
        ChangeRecord,
        version=__version__,
        before=found.names[0],
        after=found.names[1],
        node=found.node,
        ranks=rows(found.ranks.reset_index()),
        scores=rows(found.scores.reset_index()),
        entered=mapping(found.entered),
        left=mapping(found.left),
    )


def index_set_record(found: IndexSet) -> IndexSetRecord:
    """Return several indices as a record; called by `Result.record`."""
    return made(
        IndexSetRecord,
        version=__version__,
        framework=found.framework,
        node=found.node,
        indices=tuple(map(str, found.names)),
        pairs=rows(found.pairs),
        ranks=by_city(found.ranks),
        movers=rows(found.movers.reset_index()),
    )


def ranks_within_record(found: RanksWithin) -> RanksWithinRecord:
    """Return ranks within groups as a record; called by `Result.record`."""
    groups: dict[str, dict[str, Any]] = {str(name): {} for name in found.groups}
    for city, row in by_city(found.table).items():
        label = row.pop(found.by)
        if label is not None:
            groups[str(label)][city] = row
    return made(RanksWithinRecord, framework=found.framework, by=found.by, groups=groups)


def panel_record(found: Panel[Any]) -> PanelRecord:
    """Return an index at several times as a record, with scores and ranks at the root; called by `Result.record`."""
    root = found.framework.root.id
    return panel_with(found, root, {name: panel_table(found, name, root) for name in ("scores", "ranks")})


def panel_table(found: Panel[Any], table: str, node: str) -> pd.DataFrame:
    """Return scores, ranks or trends of a node, cities by times; ranks as whole numbers where they are."""
    frame: pd.DataFrame = getattr(found, table)(node)
    return frame.astype("Int64") if table == "ranks" and found.method.rank.ties != "average" else frame


def panel_with(found: Panel[Any], node: str, tables: Mapping[str, pd.DataFrame]) -> PanelRecord:
    """Return an index at several times as a record, with some tables of a node."""
    return made(
        PanelRecord,
        version=__version__,
        framework=found.framework.id,
        node=node,
        bounds=found.bounds,
        times=found.times,
        findings=finding_records(found.findings),
        **{name: by_city(frame) for name, frame in tables.items()},
    )
