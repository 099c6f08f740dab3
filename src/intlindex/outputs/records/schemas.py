"""The JSON Schemas of all formats, by name."""

from __future__ import annotations

import json

from pydantic import BaseModel

from intlindex.display.records.answers import ExportRecord, ShowRecord, ValidationRecord
from intlindex.display.records.comparing import AuditRecord, ChangeRecord, IndexSetRecord, PanelRecord
from intlindex.display.records.explanation import (
    ComparisonRecord,
    ExplanationRecord,
    ImprovementRecord,
    PlacementRecord,
)
from intlindex.display.records.fits import FitsRecord
from intlindex.display.records.ranking import (
    RankingRecord,
    RanksRecord,
    RanksWithinRecord,
    ScoresRecord,
    WeightingsRecord,
)
from intlindex.display.records.robustness import BoundsRecord, TippingRecord
from intlindex.display.records.table import TableRecord
from intlindex.display.records.uncertainty import LeaveOneOutRecord, SensitivityRecord, UncertaintyRecord
from intlindex.errors import UnknownNameError, nearest
from intlindex.outputs.explorer.record import ExplorerRecord
from intlindex.sentences import say
from intlindex.specs import Framework, Method

__all__ = ["RECORDS", "SCHEMAS", "schema"]

RECORDS = (
    RankingRecord,
    ScoresRecord,
    RanksRecord,
    RanksWithinRecord,
    WeightingsRecord,
    FitsRecord,
    ExplanationRecord,
    ComparisonRecord,
    PlacementRecord,
    ImprovementRecord,
    BoundsRecord,
    TippingRecord,
    UncertaintyRecord,
    SensitivityRecord,
    LeaveOneOutRecord,
    AuditRecord,
    ChangeRecord,
    IndexSetRecord,
    PanelRecord,
    TableRecord,
    ShowRecord,
    ValidationRecord,
    ExportRecord,
    ExplorerRecord,
)
"""All records that have a format."""

SCHEMAS: dict[str, type[BaseModel]] = {
    "framework": Framework,
    "method": Method,
    **{str(each.model_fields["format"].default).split("/")[1]: each for each in RECORDS},
}
"""What a schema describes, by its name: the middle part of the format."""


def schema(name: str) -> str:
    """Return the JSON Schema of a file format or a record.

    Raises
    ------
    UnknownNameError
        If there is no such format.

    Examples
    --------
    >>> json.loads(schema("ranking"))["title"]
    'RankingRecord'
    """
    if name not in SCHEMAS:
        raise UnknownNameError(say("unknown-name/outputs-schema", name=name, hint=nearest(name, list(SCHEMAS))))
    written = SCHEMAS[name].model_json_schema()
    return json.dumps(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **written}, indent=2, ensure_ascii=False
    )
