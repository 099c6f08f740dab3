"""Records: an index and its results as plain data, typed, each with a published JSON Schema.

>>> from intlindex.records import RankingRecord
>>> RankingRecord.__name__
'RankingRecord'
"""

from __future__ import annotations

from intlindex.display.records.answers import (
    ExportRecord,
    ShowRecord,
    ValidationRecord,
)
from intlindex.display.records.base import (
    FindingRecord,
    Record,
)
from intlindex.display.records.comparing import (
    AuditedRule,
    AuditRecord,
    ChangeRecord,
    IndexSetRecord,
    PanelRecord,
)
from intlindex.display.records.explanation import (
    BeforeAndAfter,
    ChangedIndicator,
    ComparedNode,
    ComparisonRecord,
    ExplainedIndicator,
    ExplainedNode,
    ExplanationRecord,
    ImprovementRecord,
    Marginal,
    Package,
    Peer,
    PlacedCity,
    PlacementRecord,
    TargetRank,
    Tipping,
    UnknownValue,
)
from intlindex.display.records.fits import FitsRecord, FittedIndicator, FittedNode, FittedStep
from intlindex.display.records.ranking import (
    RankedCity,
    RankingRecord,
    RanksRecord,
    RanksWithinRecord,
    ScoresRecord,
    WeightingRecord,
    WeightingsRecord,
)
from intlindex.display.records.robustness import (
    BoundedCity,
    BoundFinding,
    BoundsRecord,
    TippingRecord,
    Witnesses,
)
from intlindex.display.records.table import (
    ColumnRecord,
    TableRecord,
)
from intlindex.display.records.uncertainty import (
    LeaveOneOutRecord,
    SensitivityRecord,
    UncertaintyRecord,
)
from intlindex.outputs.explorer.record import ExplorerRecord

__all__ = [
    "AuditRecord",
    "AuditedRule",
    "BeforeAndAfter",
    "BoundFinding",
    "BoundedCity",
    "BoundsRecord",
    "ChangeRecord",
    "ChangedIndicator",
    "ColumnRecord",
    "ComparedNode",
    "ComparisonRecord",
    "ExplainedIndicator",
    "ExplainedNode",
    "ExplanationRecord",
    "ExplorerRecord",
    "ExportRecord",
    "FindingRecord",
    "FitsRecord",
    "FittedIndicator",
    "FittedNode",
    "FittedStep",
    "ImprovementRecord",
    "IndexSetRecord",
    "LeaveOneOutRecord",
    "Marginal",
    "Package",
    "PanelRecord",
    "Peer",
    "PlacedCity",
    "PlacementRecord",
    "RankedCity",
    "RankingRecord",
    "RanksRecord",
    "RanksWithinRecord",
    "Record",
    "ScoresRecord",
    "SensitivityRecord",
    "ShowRecord",
    "TableRecord",
    "TargetRank",
    "Tipping",
    "TippingRecord",
    "UncertaintyRecord",
    "UnknownValue",
    "ValidationRecord",
    "WeightingRecord",
    "WeightingsRecord",
    "Witnesses",
]
