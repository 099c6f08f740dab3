"""Cities outside the sample, placed among its cities with all that was fitted to these, which keep their ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.explanation.placed_questions import PlacedQuestions
from intlindex.analyses.explanation.scored_city import Unit
from intlindex.analyses.explanation.standing import standing
from intlindex.analyses.seeds import Random
from intlindex.core.data.table import labelled
from intlindex.core.description import node_names, score_digits
from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.guests import Guests
from intlindex.core.pipeline.provenance import provenance_of
from intlindex.core.ranking_table import rank_type
from intlindex.core.scored import ScoredIndex
from intlindex.core.subject import Subject, subject_of
from intlindex.display.findings import findings_lines
from intlindex.display.records.explanation import PlacementRecord
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.findings import Finding
from intlindex.registry import output_of
from intlindex.sentences import Sentence, say

__all__ = ["Placement"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Placement(PlacedQuestions, Result[PlacementRecord]):
    """Where cities outside an index would stand among its own, each separately; its own keep their ranks.

    A placed city can be asked what a city of the index can: `explain`, `compare`, `improve`, `rank_bounds`,
    `tipping_point` and `ranks_within` take placed cities, and those of the index.

    Examples
    --------
    >>> import intlindex as ix
    >>> placement = ix.load("example").place("Vienna")
    >>> placement.table.columns.to_list()
    ['score', 'rank']
    """

    _index: ScoredIndex
    _guests: Guests
    _units: tuple[Unit, ...]
    _raw: Array
    _table: pd.DataFrame
    _unknown: pd.DataFrame
    _findings: tuple[Finding, ...]

    @property
    def _subjects(self) -> tuple[Subject, ...]:
        return (subject_of(self._index),)

    @property
    def framework(self) -> str:
        """Id of the framework."""
        return self._index.framework.id

    @property
    def cities(self) -> tuple[str, ...]:
        """Display names of the placed cities."""
        return tuple(unit.name for unit in self._units)

    @property
    def index(self) -> ScoredIndex:
        """The index among whose cities they are placed."""
        return self._index

    @property
    def table(self) -> pd.DataFrame:
        """Per placed city ``score``, ``class`` if any, ``rank``, and where something is not known ``best``, ``worst``.

        A rank is the one that the city would have among those of the index. The last two are the ranks that it could
        have if all were known, each unknown value anywhere within the range of the cities of the index.
        """
        return self._table.copy()

    @property
    def scores(self) -> pd.DataFrame:
        """Scores, placed cities by all nodes; blank where too little is known."""
        scores = np.stack([unit.shown for unit in self._units])
        return labelled(scores, self.cities, self._index.nodes)

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks among the cities of the index, placed cities by all nodes."""
        ranks = np.stack([standing(self._index, unit).rank for unit in self._units])
        return labelled(ranks, self.cities, self._index.nodes).astype(rank_type(self._index.fits))

    @property
    def raw(self) -> pd.DataFrame:
        """Raw values as given, placed cities by scored indicators."""
        return labelled(self._raw.copy(), self.cities, [node.id for node in self._index.framework.indicators])

    @property
    def normalised(self) -> pd.DataFrame:
        """Commensurate values, placed cities by scored indicators."""
        return labelled(
            self._guests.prepared.normalised.copy(), self.cities, [node.id for node in self._index.framework.indicators]
        )

    @property
    def unknown(self) -> pd.DataFrame:
        """What is not known, and what it could be worth: per missing value, the one that is worth most first.

        Columns: ``city``, ``indicator``, ``lowest`` and ``highest`` value of the cities of the index (divided by the
        denominator, where there is one) with their ``unit``, and ``worth``: how much higher the city scores with the
        best than with the worst of them, other unknown values at their median.
        """
        return self._unknown.copy()

    @property
    def beside(self) -> Fits:
        """What was fitted to the cities of the index, with the placed cities after them; nothing is fitted again."""
        return self._guests.beside(self._index.fits)

    def report(
        self,
        city: str,
        path: str | Path | None = None,
        *,
        against: str | Sequence[str] = (),
        rank: int | None = None,
        draws: int = 10_000,
        rng: Random = 1,
        lang: str | None = None,
    ) -> str:
        """Write a report on a placed city; `Index.report` says what is in it.

        Parameters
        ----------
        city : str
            Any name of a placed city.
        path, rank, draws, rng, lang
            See `Index.report`.
        against : str or sequence of str
            Cities that it is compared with: placed ones, those of the index, or those with shipped values.

        Returns
        -------
        str
            The page.

        Raises
        ------
        RequestError
            If an argument is not of its kind, or the file is not named ``.html``.
        UnknownNameError
            If there is no such city.
        DataError
            If it cannot be written.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> placed = index.place("Our town", index.raw.loc["Tokyo"])
        >>> "<h1>Our town in the " in placed.report("Our town", against="Paris", draws=200)
        True
        """
        options = {"against": against, "rank": rank, "draws": draws, "rng": rng, "lang": lang}
        return str(output_of(type(self), "report")(self, city, path, **options))

    @property
    def provenance(self) -> pd.DataFrame:
        """Every value with its year, area, lever, source and note, as far as they are known; see `Index.provenance`."""
        found = provenance_of(self.beside)
        return found[found["city"].isin(self.cities)].reset_index(drop=True)

    @property
    def shown(self) -> Shown:
        """The score and rank of each, in sentences and as a table."""
        frame = self._table.reset_index()
        known = (~np.isnan(self._raw)).sum(axis=1)
        frame["known"] = [say("placement/known", known=count, count=self._raw.shape[1]) for count in known]
        framework = self._index.framework
        title = say("placement/title", count=len(self._index.cities), framework=framework.id, index=framework.title)
        return Shown(
            title, (*self.sentences, *findings_lines(self.findings)), frame, digits=score_digits(self._index.fits)
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """The main points in words."""
        rows = self._table.drop(columns="class", errors="ignore").astype(np.float64)
        digits = score_digits(self._index.fits)
        lines = [_outcome(city, rows.iloc[at], digits) for at, city in enumerate(self.cities)]
        most = self._unknown.groupby("city", sort=False).head(3) if len(self._unknown) else self._unknown
        for city, unknown in most.groupby("city", sort=False):
            worth = zip(unknown["indicator"], unknown["worth"], strict=True)
            parts = tuple(
                say("part", node=str(node), points=fixed(points, digits)) for node, points in worth if points > 0
            )
            if parts:
                lines.append(say("placement/worth", city=str(city), parts=parts))
        own = tuple(city for city in self.cities if city in self._index.cities)
        if own:
            lines.append(say("placement/members", cities=own))
        names = node_names(self._index.framework)
        return tuple(line.named(names) for line in lines)


def _outcome(city: str, row: pd.Series[float], digits: int) -> Sentence:
    """Return what is known of the score and the rank of a placed city."""
    best, worst = row.get("best", np.nan), row.get("worst", np.nan)
    if np.isnan(row["score"]):
        if np.isnan(best):
            return say("placement/no-score", city=city)
        return say("placement/no-score-range", city=city, best=best, worst=worst)
    score = fixed(row["score"], digits)
    if np.isnan(best) or best == worst:
        return say("placement/score", city=city, score=score, rank=row["rank"])
    return say("placement/score-range", city=city, score=score, rank=row["rank"], best=best, worst=worst)
