"""Records of an index itself, made from its arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from intlindex._version import __version__
from intlindex.core.pipeline.index_findings import all_findings
from intlindex.core.pipeline.provenance import last_years
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.base import FindingRecord
from intlindex.display.records.ranking import RankedCity, RankingRecord, RanksRecord, ScoresRecord
from intlindex.outputs.records.cells import cells, finding_records, made

__all__ = ["index_findings", "ranking_record", "ranks_record", "scores_record"]


def ranking_record(index: ScoredIndex) -> RankingRecord:
    """Return the ranking of an index as a record.

    Raises
    ------
    RequestError
        If the root is only shown.
    """
    fits, framework = index.fits, index.framework
    require_score(fits)
    return made(
        RankingRecord,
        version=__version__,
        framework=framework.id,
        name=framework.name,
        description=framework.description,
        years=last_years(fits),
        weights=dict(zip(fits.nodes, fits.shares.tolist(), strict=True)),
        ranking=tuple(_ranked(index)),
        findings=index_findings(index),
    )


def _ranked(index: ScoredIndex) -> list[RankedCity]:
    fits = index.fits
    ranks = fits.root_ranks
    order = np.argsort(ranks, kind="stable")  # blanks are last
    root, at = fits.nodes[0], {name: place for place, name in enumerate(fits.nodes)}
    children = [node.id for node in index.framework.children(root)]
    scores = fits.scores[:, order]
    by_child = zip(*(cells(scores[at[name]]) for name in children), strict=True)
    columns: dict[str, Any] = {
        "rank": whole(index, ranks[order]),
        "city": [fits.cities[row] for row in order.tolist()],
        "score": cells(scores[0]),
        "dimensions": [dict(zip(children, row, strict=True)) for row in by_child],
    }
    if root in fits.class_rules:
        columns["class_"] = fits.class_names(root, scores[0]).tolist()
    return [
        RankedCity.model_construct(**dict(zip(columns, row, strict=True)))
        for row in zip(*columns.values(), strict=True)
    ]


def whole(index: ScoredIndex, ranks: NDArray[np.float64]) -> list[Any]:
    """Return ranks as whole numbers, unless equals share the mean; null where there is none."""
    if index.method.rank.ties == "average":
        return cells(ranks)
    return [None if rank is None else int(rank) for rank in cells(ranks)]


def scores_record(index: ScoredIndex) -> ScoresRecord:
    """Return the scores of all cities on all nodes."""
    fits = index.fits
    columns = [cells(scores) for scores in fits.scores]
    return made(ScoresRecord, framework=index.framework.id, scores=_by_city(index, columns))


def ranks_record(index: ScoredIndex) -> RanksRecord:
    """Return the ranks of all cities on all nodes."""
    columns = [whole(index, ranks) for ranks in index.fits.ranks]
    return made(RanksRecord, framework=index.framework.id, ranks=_by_city(index, columns))


def _by_city(index: ScoredIndex, columns: list[list[Any]]) -> dict[str, dict[str, Any]]:
    found = zip(index.cities, zip(*columns, strict=True), strict=True)
    return {city: dict(zip(index.nodes, row, strict=True)) for city, row in found}


def index_findings(index: ScoredIndex) -> tuple[FindingRecord, ...]:
    """Return what is worth knowing about an index."""
    return finding_records(all_findings(index.reading_findings, index.fits))
