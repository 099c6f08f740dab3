"""A report on one city, in the sample of an index or placed among it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intlindex._version import __version__
from intlindex.analyses.arguments import whole_number
from intlindex.analyses.comparison.agreement import published_ranks
from intlindex.analyses.explanation.comparison import compare, neighbours
from intlindex.analyses.explanation.explanation import explain
from intlindex.analyses.explanation.improvement import improve
from intlindex.analyses.explanation.placement import Placement
from intlindex.analyses.explanation.placing import place
from intlindex.analyses.robustness.rank_bounds import rank_bounds
from intlindex.analyses.seeds import Random, seed_of
from intlindex.analyses.uncertainty.uncertainty import uncertainty_of
from intlindex.core.description import node_names, score_digits
from intlindex.core.languages import checked_language, voice_in
from intlindex.core.pipeline.provenance import provenance_of
from intlindex.core.ranking_table import rank_type
from intlindex.core.request_errors import refusal
from intlindex.display.shown import Shown
from intlindex.errors import DataError, Problem, RequestError, UnknownNameError, problem
from intlindex.outputs.plots.comparison import comparison
from intlindex.outputs.plots.profile import profile
from intlindex.outputs.report.page import Section, checked_page, page, picture, write_page
from intlindex.sentences import Sentence, say
from intlindex.sentences.voices import in_voice, language_spoken

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["city_report", "placed_report"]

WITHIN = 0.25
"""How far weights vary for exact bounds, as a share of each."""
OF_EACH = {"comparison/peers", "comparison/same-country", "comparison/unknown"}
"""Sentences of a comparison about the cities themselves."""
_NONE = pd.DataFrame()
PLACES = 5
"""How many places up is asked for by default."""


def city_report(
    index: ScoredIndex,
    city: str,
    path: str | Path | None = None,
    *,
    against: Any = (),
    placed: Placement | None = None,
    rank: int | None = None,
    draws: int = 10_000,
    rng: Random = 1,
) -> str:
    """Write a report on a city; see `Index.report`.

    Raises
    ------
    RequestError
        If an argument is not of its kind, or the file is not named ``.html``.
    UnknownNameError
        If there is no such city, in the index or among those with shipped values.
    DataError
        If it cannot be written.
    MissingDependencyError
        If matplotlib is not installed.
    """
    checked_page(path)
    among, beside, name, others = _asked(index, city, against, placed)
    problems = [*whole_number(draws, "draws", least=1), *([] if rank is None else whole_number(rank, "rank", least=1))]
    if problems:
        raise RequestError(problems, source="report")
    source = seed_of(rng).sequence
    found = _explained(among, name)
    change = _change(among, name, rank)  # refuses a rank that there is not, before anything is drawn
    sections = [
        _standing(index, among, name, found),
        _strengths(among, name, found),
        _certainty(among, name, draws, source),
        *(_compared(beside, name, other) for other in others),
        change,
        _values(among, name),
        _origin(index),
    ]
    head = Shown(
        say("report/title", city=name, index=index.framework.title),
        tuple(line for line in (index.framework.description_in(language_spoken()),) if line),
    )
    text = page(head, sections, say("report/foot", version=__version__, fingerprint=index.fingerprint[:12]))
    return write_page(text, path)


def placed_report(
    placed: Placement, city: str, path: str | Path | None = None, *, lang: str | None = None, **options: Any
) -> str:
    """Write a report on a placed city; see `Placement.report`."""
    index = placed.index
    if lang is None or checked_language(lang) == index.language:
        return city_report(index, city, path, placed=placed, **options)
    spoken = replace(index, language=lang)
    with in_voice(voice_in(lang, index.definition, index.fits.table.registry)):
        return city_report(spoken, city, path, placed=placed, **options)


def _asked(
    index: ScoredIndex, city: str, against: Any, placed: Placement | None
) -> tuple[ScoredIndex, ScoredIndex, str, list[str]]:
    """Return an index that has the city, one that has those it is compared with as well, and their names."""
    wanted = [against] if isinstance(against, str) else against
    if not isinstance(wanted, Sequence) or not all(isinstance(each, str) for each in wanted):
        raise RequestError([problem("wrong-type/report-against", "against", found=f"{against!r:.60}")])
    problems: list[Problem] = []
    for name in (city, *wanted):
        try:
            _with(index, placed, [name])
        except UnknownNameError as unknown:
            problems += unknown.problems
    if problems:
        raise refusal(problems, source="report")
    among, (own,) = _with(index, placed, [city])
    beside, names = _with(index, placed, [city, *wanted])
    if own in names[1:]:
        raise RequestError([problem("duplicate/report-against", "against")], source="report")
    return among, beside, own, list(dict.fromkeys(names[1:]))


def _with(index: ScoredIndex, placed: Placement | None, names: Sequence[str]) -> tuple[ScoredIndex, list[str]]:
    """Return an index that has those cities that are placed or whose values are shipped, and the names of all."""
    own = [] if placed is None else [name for name in names if _is_among(placed, name)]
    among = index if placed is None else replace(index, fits=placed._among(*own).fits)  # noqa: SLF001
    others = [name for name in names if not _is_among(among, name)]
    shipped = [city for name in others for city in place(index, name).cities]
    if shipped:
        among = replace(among, fits=place(among, list(dict.fromkeys(shipped))).beside)
    return among, [among.city(name) for name in names]


def _is_among(cities: ScoredIndex | Placement, name: str) -> bool:
    with suppress(UnknownNameError):
        return bool(cities.city(name))
    return False


def _explained(among: ScoredIndex, city: str) -> tuple[str, ...]:
    """Return the account of a score in sentences, or why there is none."""
    try:
        return explain(among, city).shown.lines
    except (RequestError, DataError) as error:
        return tuple(_reasons(error))


def _standing(index: ScoredIndex, among: ScoredIndex, city: str, found: Sequence[str]) -> Section:
    lines: list[str] = [found[0]]
    if city not in index.cities:
        lines.append(say("report/placed", city=city, count=len(index.cities)))
    lines += _published(index, city)
    lines.append(say("comparison/peers", city=city, peers=tuple(neighbours(among, city)["peer"])))
    tree, row = among.scoring.tree, among.cities.index(city)
    rows = []
    for node in (0, *tree.children[0]):
        scores = among.fits.scores[node]
        present = scores[np.isfinite(scores)]
        median = float(np.median(present)) if present.size else np.nan
        rows.append((among.nodes[node], scores[row], among.fits.ranks[node, row], present.size, median))
    table = pd.DataFrame(rows, columns=["node", "score", "rank", "ranked", "median"]).astype(
        {"rank": rank_type(among.fits)}
    )
    return Section(_shown(among, say("report/standing-heading", city=city), lines, table))


def _published(index: ScoredIndex, city: str) -> list[Sentence]:
    """Return what the authors published for a city, where something is shipped."""
    try:
        ranks = published_ranks(index)
    except UnknownNameError:
        return []
    overall = ranks[(ranks["node"] == index.framework.root.id) & (ranks["city"] == city)]
    known = overall.dropna(subset="reconstructed")[["published", "reconstructed"]].to_numpy(int)
    return [say("report/published", city=city, published=rank, own=own) for rank, own in known.tolist()]


def _strengths(among: ScoredIndex, city: str, found: Sequence[str]) -> Section:
    drawn: tuple[str, ...] = ()
    with suppress(DataError):  # where no group has a score, as the section above says
        drawn = (picture(profile(among, city)),)
    return Section(_shown(among, say("report/strengths-heading"), found[1:]), drawn, beside=True)


def _certainty(among: ScoredIndex, city: str, draws: int, rng: Random) -> Section:
    if not _is_ranked(among, city):
        return Section(_shown(among, say("report/certainty-heading"), [say("report/no-rank", city=city)]))
    lines: list[str] = []
    root = among.framework.root.id
    try:
        bounds = rank_bounds(among, within=WITHIN, cities=[city]).table
        best, worst = bounds[["best", "worst"]].to_numpy(int)[0].tolist()
        given: dict[str, Any] = {"group": root, "within": WITHIN, "city": city, "best": best}
        certain = best == worst
        lines.append(say("report/bounds-one", **given) if certain else say("report/bounds", **given, worst=worst))
    except (RequestError, DataError) as error:
        lines += _reasons(error)
    try:
        drawn = uncertainty_of(
            among, draws=draws, weights=None, choices=None, noise=None, rng=rng, executor=None, block=None,
            progress=False,
        ).table  # fmt: skip
        low, high = (float(drawn[name].loc[city]) for name in ("q05", "q95"))
        lines.append(say("report/likely", low=low, high=high, draws=draws))
    except (RequestError, DataError) as error:
        lines += _reasons(error)
    return Section(_shown(among, say("report/certainty-heading"), lines))


def _compared(among: ScoredIndex, city: str, other: str) -> Section:
    """Return how two cities differ; what is about one of them is said in the sections on it."""
    found = compare(among, city, other)
    lines = tuple(line for line in found.shown.lines if not (isinstance(line, Sentence) and line.key in OF_EACH))
    shown = replace(found.shown, title=say("report/compare-heading", city=city, other=other), lines=lines, table=_NONE)
    drawn = (picture(comparison(found)),) if found.explanation is not None else ()
    return Section(shown, drawn, beside=True)


def _change(among: ScoredIndex, city: str, rank: int | None) -> Section:
    """Return what would bring the city to a rank, by default a few places up."""
    if not _is_ranked(among, city):
        return Section(_shown(among, say("report/improve-heading", city=city), [say("report/no-rank", city=city)]))
    present = among.fits.ranks[0, among.cities.index(city)]
    target = max(int(present) - PLACES, 1) if rank is None else rank
    heading = say("report/change-heading", city=city, rank=target)
    if present == 1 and rank is None:
        return Section(_shown(among, heading, [say("report/first", city=city)]))
    try:
        found = improve(among, city, rank=target)
    except RequestError as error:
        if rank is not None and not any(each.code == "infeasible" for each in error.problems):
            raise
        return Section(_shown(among, heading, _reasons(error)))
    return Section(replace(found.shown, title=heading))


def _values(among: ScoredIndex, city: str) -> Section:
    found = provenance_of(among.fits)
    own = found[found["city"] == city]
    units = {node.id: node.unit for node in among.framework.indicators}
    row, nodes = among.cities.index(city), {node: at for at, node in enumerate(among.nodes)}
    ranks = among.fits.ranks[:, row]
    table = pd.DataFrame(
        {
            "indicator": own["indicator"],
            "value": [f"{value:.6g}" for value in own["value"]],
            "unit": own["indicator"].map(units),
            "rank": pd.array([ranks[nodes[node]] for node in own["indicator"]], dtype="Float64"),
            "year": own["year"],
            "area": own["spatial_level"],
            "source": own["source"],
        }
    )
    table = table.astype({"rank": rank_type(among.fits)}).loc[
        :, [name for name in table if table[name].fillna("").ne("").any()]
    ]
    note = [say("report/values-note")] if "area" in table and table["area"].eq("country").any() else []
    return Section(_shown(among, say("report/values-heading"), note, table))


def _origin(index: ScoredIndex) -> Section:
    statuses = pd.Series(
        [node.status or say("about/outputs-unstated") for node in index.framework.nodes]
    ).value_counts()
    counts = tuple(say("about/outputs-status", status=name, count=count) for name, count in statuses.items())
    lines: list[str] = [say("report/nodes-known", counts=counts)]
    return Section(_shown(index, say("report/origin-heading"), lines))


def _is_ranked(among: ScoredIndex, city: str) -> bool:
    return bool(np.isfinite(among.fits.ranks[0, among.cities.index(city)]))


def _shown(index: ScoredIndex, title: Sentence, lines: Sequence[str], table: pd.DataFrame | None = None) -> Shown:
    return Shown(
        title,
        tuple(lines),
        _NONE if table is None else table,
        digits=score_digits(index.fits),
        labels=node_names(index.framework),
    )


def _reasons(error: RequestError | DataError) -> list[Sentence]:
    return [say("report/cannot", reason=each.message) for each in error.problems]
