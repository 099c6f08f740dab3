"""Gathering the record of the explorer from indices, and from cities that are placed among theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from intlindex._version import __version__
from intlindex.analyses.comparison.agreement import checked_claims, published_ranks
from intlindex.analyses.explanation.placing import place
from intlindex.analyses.robustness.rank_bounds import rank_bounds
from intlindex.core.data.shipped_files import framework_names, shipped_sources
from intlindex.core.description import score_digits
from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.provenance import last_years
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.scored import ScoredIndex
from intlindex.errors import IntlindexError
from intlindex.outputs.explorer.node_records import node_records
from intlindex.outputs.explorer.provenance_records import Cells, TextPlaces
from intlindex.outputs.explorer.record import (
    CityRecord,
    EditionRecord,
    ExplorerRecord,
    NounRecord,
    PublishedRank,
    RankRanges,
    SourceRecord,
)
from intlindex.outputs.explorer.texts import descriptions, misses, notes, place_labels, words
from intlindex.specs import City, Framework

__all__ = ["MOST_RANGED", "explorer_record"]

QUARTER = 0.25
MOST_RANGED = 150
"""Cities up to which the exact ranges of ranks are computed: each takes integer programs."""


def explorer_record(
    indices: Mapping[str, ScoredIndex],
    *,
    placed: Sequence[str] = (),
    ranges: bool = True,
    language: str | None = None,
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
    language : {"en", "zh"}, optional
        Language in which the page opens, by default that of the first index.

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
    english = {label: replace(index, language="en") for label, index in indices.items()}  # names by which all is found
    editions = tuple(_edition(label, index, placed, ranges=ranges) for label, index in english.items())
    opened = next(iter(indices.values())).language if language is None else language
    return ExplorerRecord(version=__version__, language="zh" if opened == "zh" else "en", editions=editions)


def _edition(label: str, index: ScoredIndex, placed: Sequence[str], *, ranges: bool) -> EditionRecord:
    require_score(index.fits)
    fits = _with_placed(index, placed)
    texts = TextPlaces()
    cells = Cells.of(fits, texts)
    framework, rank = index.framework, index.method.rank
    known = framework.id in framework_names()
    return EditionRecord(
        label=label,
        id=framework.id,
        name=framework.name,
        names=dict(framework.names),
        reconstruction=framework.title != framework.name,
        noun=_noun(framework),
        description=descriptions(framework),
        years=last_years(index.fits),
        digits=score_digits(index.fits),
        ties=rank.ties,
        rank_digits=rank.round,
        ascending=rank.order == "ascending",
        nodes=node_records(fits, cells),
        cities=_cities(fits, len(index.cities)),
        texts=texts.all,
        words=words(fits, texts.all),
        sources=_sources(texts),
        ranges=_ranges(index) if ranges else None,
        published=_published(index) if known else (),
        misses=misses(checked_claims(index)) if known else (),
        findings=notes(index),
    )


def _with_placed(index: ScoredIndex, placed: Sequence[str]) -> Fits:
    new = [name for name in placed if name not in index]
    return place(index, new).beside if new else index.fits


def _noun(framework: Framework) -> NounRecord | None:
    noun = framework.unit_name.noun
    return None if noun is None else NounRecord(one=noun.one, many=noun.many, zh=noun.zh)


def _cities(fits: Fits, sample: int) -> tuple[CityRecord, ...]:
    registry = fits.table.registry
    places = place_labels(fits)
    return tuple(
        _city(name, registry.get(name), {column: places[column][at] for column in places}, at >= sample)
        for at, name in enumerate(fits.cities)
    )


def _city(name: str, entry: City | None, places: dict[str, str], placed: bool) -> CityRecord:
    if entry is None:
        return CityRecord(id=name, name=name, names={}, placed=placed, **places)
    return CityRecord(
        id=entry.id,
        name=name,
        names={"zh": entry.name_zh} if entry.name_zh else {},
        aliases=entry.aliases,
        placed=placed,
        **places,
    )


def _sources(texts: TextPlaces) -> dict[str, SourceRecord]:
    return {
        source.id: SourceRecord(
            title=source.title,
            titles=dict(source.titles),
            publisher=source.publisher,
            publishers=dict(source.publishers),
            year=source.year,
        )
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
    sides = [found[name].tolist() for name in ("best_possible", "worst_possible")]
    best, worst = (tuple(None if pd.isna(rank) else int(rank) for rank in side) for side in sides)
    return RankRanges(within=QUARTER, best=best, worst=worst)


def _published(index: ScoredIndex) -> tuple[PublishedRank, ...]:
    rows = published_ranks(index)[["node", "city", "published", "status"]].itertuples(index=False)
    return tuple(
        PublishedRank(node=index.nodes.index(node), city=index.cities.index(city), rank=int(published), status=status)
        for node, city, published, status in rows
    )
