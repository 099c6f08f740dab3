"""A report on one city, in the sample of an index or placed among it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from intlindex._version import __version__
from intlindex.analyses.arguments import whole_number
from intlindex.analyses.explanation.comparison import compare
from intlindex.analyses.explanation.explanation import explain
from intlindex.analyses.explanation.improvement import improve
from intlindex.analyses.explanation.placement import Placement
from intlindex.analyses.explanation.placing import place
from intlindex.analyses.seeds import Random, seed_of
from intlindex.core.languages import checked_language, voice_in
from intlindex.core.request_errors import refusal
from intlindex.display.shown import Shown
from intlindex.errors import DataError, Problem, RequestError, UnknownNameError, problem
from intlindex.outputs.plots.comparison import comparison
from intlindex.outputs.plots.profile import profile
from intlindex.outputs.report.origins import origin, sources, values
from intlindex.outputs.report.page import Section, checked_page, page, picture, write_page
from intlindex.outputs.report.parts import is_ranked, reasons, shown
from intlindex.outputs.report.standing import certainty, ranges, standing
from intlindex.sentences import Sentence, say
from intlindex.sentences.sentence import values_of
from intlindex.sentences.voices import in_voice, language_spoken

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["city_report", "placed_report"]

OF_EACH = {"comparison/peers", "comparison/same-country", "comparison/national", "comparison/unknown"}
"""Sentences of a comparison about the cities themselves."""
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
    known = ranges(among, name, draws, source)
    sections = [
        standing(index, among, name, found, known),
        _strengths(among, name, found),
        certainty(among, name, known, draws),
        *(_compared(beside, name, other) for other in others),
        change,
        values(among, name),
        origin(index),
        sources(among, name),
    ]
    head = Shown(
        say("report/title", city=name, index=index.framework.title),
        tuple(line for line in (index.framework.description_in(language_spoken()),) if line),
    )
    text = page(
        head,
        [each for each in sections if each is not None],
        say("report/foot", version=__version__, fingerprint=index.fingerprint[:12]),
    )
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
        return tuple(reasons(error))


def _strengths(among: ScoredIndex, city: str, found: Sequence[str]) -> Section:
    drawn: tuple[str, ...] = ()
    with suppress(DataError):  # where no group has a score, as the section above says
        drawn = (picture(profile(among, city)),)
    lines = [*_against_the_median(among, city), *found[1:]]
    return Section(shown(among, say("report/strengths-heading"), lines), drawn, beside=True)


def _against_the_median(among: ScoredIndex, city: str) -> list[str]:
    """Return what lifts a city above the median of all cities, and what holds it back; nothing where it is unknown."""
    try:
        lines = explain(among, city, against="median").shown.lines
    except (RequestError, DataError):
        return []  # the section above says why
    said: list[str] = []
    for line in lines:
        if not isinstance(line, Sentence):
            continue
        if line.key == "explanation/gains":
            said.append(say("report/lifts", parts=line.values["parts"]))
        elif line.key == "explanation/losses":
            said.append(say("report/holds-back", parts=line.values["parts"]))
    return said


def _compared(among: ScoredIndex, city: str, other: str) -> Section:
    """Return how two cities differ; what is about one of them is said in the sections on it."""
    found = compare(among, city, other)
    lines = tuple(line for line in found.shown.lines if not (isinstance(line, Sentence) and line.key in OF_EACH))
    heading = say("report/compare-heading", city=city, other=other)
    said = replace(found.shown, title=heading, lines=lines, table=pd.DataFrame())
    drawn = (picture(comparison(found)),) if found.explanation is not None else ()
    return Section(said, drawn, beside=True)


def _change(among: ScoredIndex, city: str, rank: int | None) -> Section:
    """Return what would bring the city to a rank, by default a few places up."""
    if not is_ranked(among, city):
        return Section(shown(among, say("report/improve-heading", city=city), [say("report/no-rank", city=city)]))
    present = among.fits.ranks[0, among.cities.index(city)]
    target = max(int(present) - PLACES, 1) if rank is None else rank
    heading = say("report/change-heading", city=city, rank=target)
    if present == 1 and rank is None:
        return Section(shown(among, heading, [say("report/first", city=city)]))
    lines = [say("report/change-rule")]
    try:
        found = improve(among, city, rank=target, limits="doubled")
    except RequestError as error:
        best = _within_reach(error)
        if best is None:
            if rank is not None:
                raise
            return Section(shown(among, heading, reasons(error)))
        if best >= present:
            return Section(shown(among, heading, [*lines, say("report/change-none", city=city)]))
        lines.append(say("report/change-best", rank=target, best=best))
        found = improve(among, city, rank=best, limits="doubled")
    return Section(replace(found.shown, title=heading, lines=(*lines, *found.shown.lines)))


def _within_reach(error: RequestError) -> int | None:
    """Return the best rank that all changes together reach, where that is why a rank is refused."""
    found = [values_of(each.message)["best"] for each in error.problems if each.code == "infeasible"]
    return int(found[0]) if found else None
