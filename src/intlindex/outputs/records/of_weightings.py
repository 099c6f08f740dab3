"""The record of many weightings."""

from __future__ import annotations

from intlindex.analyses.reweighting import Reweightings
from intlindex.display.records.ranking import WeightingRecord, WeightingsRecord
from intlindex.outputs.records.cells import made, rows

__all__ = ["weightings_record"]


def weightings_record(found: Reweightings) -> WeightingsRecord:
    """Return ranks and scores under many weightings as a record; called by `Result.record`."""
    return made(
        WeightingsRecord,
        framework=found.index.framework.id,
        weightings=tuple(
            made(WeightingRecord, weighting=str(name), ranks=ranks, scores=scores)
            for name, ranks, scores in zip(found.names, rows(found.ranks), rows(found.scores), strict=True)
        ),
    )
