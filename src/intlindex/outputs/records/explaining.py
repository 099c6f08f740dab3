"""Records of results that say why: explanations, comparisons, placed cities, improvements."""

from __future__ import annotations

from intlindex.analyses.explanation.comparison import Comparison
from intlindex.analyses.explanation.explanation import Explanation
from intlindex.analyses.explanation.improvement import Improvement
from intlindex.analyses.explanation.placement import Placement
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
from intlindex.outputs.records.cells import (
    by_city,
    finding_records,
    finite,
    made,
    mapping,
    plain,
    row_records,
    rows,
)

__all__ = ["comparison_record", "explanation_record", "improvement_record", "placement_record"]


def explanation_record(found: Explanation) -> ExplanationRecord:
    """Return an explanation as a record; called by `Result.record`."""
    return made(
        ExplanationRecord,
        framework=found.framework,
        city=found.city,
        against=found.against,
        total=found.total,
        contributions=mapping(found.contributions),
        nodes=row_records(ExplainedNode, found.table.reset_index()),
        strengths=row_records(ExplainedIndicator, found.strengths.reset_index(names="indicator")),
        weaknesses=row_records(ExplainedIndicator, found.weaknesses.reset_index(names="indicator")),
        sentences=found.sentences,
        findings=finding_records(found.findings),
    )


def comparison_record(found: Comparison) -> ComparisonRecord:
    """Return a comparison as a record; called by `Result.record`."""
    both = (found.first, found.second)
    others = [name for name in ComparedNode.model_fields if name != "scores"]
    nodes = [
        made(ComparedNode, scores={city: row[city] for city in both}, **{name: row[name] for name in others})
        for row in rows(found.table.reset_index())
    ]
    return made(
        ComparisonRecord,
        framework=found.framework,
        cities=both,
        nodes=tuple(nodes),
        deciding=mapping(found.deciding),
        tipping=made(Tipping, weights=found.tipping_weights, distance=finite(found.tipping_distance)),
        peers=row_records(Peer, found.peers),
        sentences=tuple(found.sentences),
        refused=found.refused,
    )


def placement_record(found: Placement) -> PlacementRecord:
    """Return placed cities as a record; called by `Result.record`."""
    return made(
        PlacementRecord,
        framework=found.framework,
        cities=row_records(PlacedCity, found.table.reset_index()),
        scores=by_city(found.scores),
        ranks=by_city(found.ranks),
        unknown=row_records(UnknownValue, found.unknown),
        sentences=found.sentences,
        findings=finding_records(found.findings),
    )


def improvement_record(found: Improvement) -> ImprovementRecord:
    """Return an improvement as a record; called by `Result.record`."""
    other = found.fewest
    fewest = None
    if other is not None:
        changes = row_records(ChangedIndicator, other.table.reset_index())
        fewest = made(Package, rank=other.rank_after, cost=other.cost, changes=changes)
    return made(
        ImprovementRecord,
        framework=found.index.framework.id,
        city=found.city,
        rank=made(TargetRank, target=found.target, before=found.rank_before, after=found.rank_after),
        score=made(BeforeAndAfter, before=plain(found.score_before), after=plain(found.score_after)),
        per=found.per,
        cost=found.cost,
        changes=row_records(ChangedIndicator, found.table.reset_index()),
        fewest=fewest,
        left_out=found.left_out,
        marginal=row_records(Marginal, found.marginal.reset_index()),
    )
