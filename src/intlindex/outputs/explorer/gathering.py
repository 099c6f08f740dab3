"""Gathering the record of the explorer from indices, and from cities that are placed among theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex._version import __version__
from intlindex.analyses.comparison.agreement import Agreement, agreement_of
from intlindex.analyses.explanation.placement import Placement, place
from intlindex.analyses.explanation.scored_city import extended_scoring
from intlindex.analyses.robustness.rank_bounds import rank_bounds
from intlindex.core.data.shipped_files import framework_names, shipped_cities, shipped_sources
from intlindex.core.description import score_digits
from intlindex.core.pipeline.provenance import last_years
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.pipeline.scoring import Scoring
from intlindex.core.scored import ScoredIndex
from intlindex.errors import IntlindexError
from intlindex.outputs.explorer.node_records import node_records
from intlindex.outputs.explorer.provenance_records import Cells, Texts
from intlindex.outputs.explorer.record import (
    CityRecord,
    EditionRecord,
    ExplorerRecord,
    Miss,
    PublishedRank,
    RankRanges,
    SourceRecord,
)
from intlindex.outputs.records import findings
from intlindex.specs import City

__all__ = ["MOST_RANGED", "explorer_record"]

Array = NDArray[np.float64]
QUARTER = 0.25
MOST_RANGED = 150
"""Cities up to which the exact ranges of ranks are computed: each takes integer programs."""


@dataclass(frozen=True)
class _Rows:
    """The cities of the index and those placed among them, as arrays: the sample first."""

    names: tuple[str, ...]
    registry: Mapping[str, City]
    normalised: Array
    raw: Array
    scoring: Scoring
    placement: Placement | None
    """Of those that are placed."""


def explorer_record(
    indices: Mapping[str, ScoredIndex],
    *,
    placed: Sequence[str] = (),
    ranges: bool = True,
    language: str = "en",
) -> ExplorerRecord:
    """Return what the explorer shows of one or several indices.

    Parameters
    ----------
    indices : mapping of str to ScoredIndex
        The indices by what the choice between them calls them.
    placed : sequence of str
        Cities with shipped values to place among those of each index that has none of that name.
    ranges : bool
        Compute the exact ranges of ranks.
    language : {"en", "zh"}
        Language in which the page opens.

    Returns
    -------
    ExplorerRecord
        The record.

    Raises
    ------
    UnknownNameError
        If a placed city has no shipped values.
    RequestError
        If the root of an index has no score.

    Examples
    --------
    >>> import intlindex as ix
    >>> record = explorer_record({"2022": ix.load("example")}, placed=["Hangzhou"], ranges=False)
    >>> [city.name for city in record.editions[0].cities if city.placed]
    ['Hangzhou']
    """
    editions = tuple(_edition(label, index, placed, ranges=ranges) for label, index in indices.items())
    return ExplorerRecord(version=__version__, language="zh" if language == "zh" else "en", editions=editions)


def _edition(label: str, index: ScoredIndex, placed: Sequence[str], *, ranges: bool) -> EditionRecord:
    require_score(index.fits)
    rows = _rows(index, placed)
    texts = Texts()
    cells = Cells.of(index, rows.placement, texts)
    framework, rank = index.framework, index.method.rank
    known = agreement_of(index) if framework.id in framework_names() else None
    return EditionRecord(
        label=label,
        id=framework.id,
        name=framework.name,
        names=dict(framework.names),
        reconstruction=framework.title != framework.name,
        description=framework.description,
        years=last_years(index.fits),
        digits=score_digits(index.fits),
        ties=rank.ties,
        rank_digits=rank.round,
        ascending=rank.order == "ascending",
        nodes=node_records(index, rows.scoring, rows.normalised, rows.raw, cells),
        cities=_cities(rows),
        texts=texts.all,
        sources=_sources(texts),
        ranges=_ranges(index) if ranges else None,
        published=_published(known, index),
        misses=_misses(known),
        findings=findings(index),
    )


def _rows(index: ScoredIndex, placed: Sequence[str]) -> _Rows:
    fits = index.fits
    new = [name for name in placed if name not in index]
    if not new:
        return _Rows(index.cities, index.table.registry, index.prepared.normalised, fits.raw, index.scoring, None)
    found = place(index, new)
    extra = found.normalised.to_numpy(dtype=np.float64)
    more = extended_scoring(index, found.cities, extra)
    scoring = index.scoring
    joined = Scoring(
        scoring.tree,
        tuple(
            np.concatenate([np.broadcast_to(ours, (len(index.cities),)), theirs])
            for ours, theirs in zip(scoring.fills, more.fills, strict=True)
        ),
        np.concatenate([scoring.blank, more.blank], axis=1),
        scoring.steps,
        scoring.sizes,
        scoring.weights,
        scoring.weighting_notes,
        scoring.afterwards,
        scoring.onward,
        scoring.imputations,
    )
    registry = {**index.table.registry, **_known(found)}
    return _Rows(
        (*index.cities, *found.cities),
        registry,
        np.concatenate([index.prepared.normalised, extra]),
        np.concatenate([fits.raw, found.raw.to_numpy(dtype=np.float64)]),
        joined,
        found,
    )


def _known(found: Placement) -> dict[str, City]:
    return {city.name: city for city in shipped_cities() if city.name in found.cities}


def _cities(rows: _Rows) -> tuple[CityRecord, ...]:
    first_placed = len(rows.names) - (0 if rows.placement is None else len(rows.placement.cities))
    return tuple(_city(name, rows.registry.get(name), at >= first_placed) for at, name in enumerate(rows.names))


def _city(name: str, entry: City | None, placed: bool) -> CityRecord:
    if entry is None:
        return CityRecord(id=name, name=name, names={}, placed=placed)
    return CityRecord(
        id=entry.id,
        name=name,
        names={"zh": entry.name_zh} if entry.name_zh else {},
        aliases=entry.aliases,
        country=entry.country,
        region=entry.region,
        placed=placed,
    )


def _sources(texts: Texts) -> dict[str, SourceRecord]:
    return {
        source.id: SourceRecord(title=source.title, publisher=source.publisher, year=source.year)
        for source in shipped_sources()
        if source.id in texts.all
    }


def _ranges(index: ScoredIndex) -> RankRanges | None:
    """Return the exact ranges of ranks; None where the method or the number of cities does not allow them."""
    if len(index.cities) > MOST_RANGED:
        return None
    try:
        found = rank_bounds(index, within=QUARTER, progress=False).intervals.loc[list(index.cities)]
    except IntlindexError:
        return None  # as for ranks of rounded scores: the page then shows none
    best, worst = (
        tuple(None if pd.isna(value) else int(value) for value in found[name])
        for name in ("best_possible", "worst_possible")
    )
    return RankRanges(within=QUARTER, best=best, worst=worst)


def _published(known: Agreement | None, index: ScoredIndex) -> tuple[PublishedRank, ...]:
    if known is None:
        return ()
    rows = known.ranks[["node", "city", "published", "status"]].itertuples(index=False)
    return tuple(
        PublishedRank(node=index.nodes.index(node), city=index.cities.index(city), rank=int(published), status=status)
        for node, city, published, status in rows
    )


def _misses(known: Agreement | None) -> tuple[Miss, ...]:
    if known is None:
        return ()
    failed = known.claims[known.claims["outcome"] == "not held"]
    return tuple(
        Miss(statement=str(statement), found=str(found))
        for statement, found in zip(failed["statement"], failed["found"], strict=True)
    )
