"""The report on one city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from intlindex.core.languages import checked_language, voice_in
from intlindex.core.scored import ScoredIndex
from intlindex.sentences.voices import in_voice

if TYPE_CHECKING:
    from intlindex.analyses.seeds import Random

__all__ = ["ReportQuestions"]


class ReportQuestions(ScoredIndex):
    """The report on one city."""

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
        """Write a report on one city: its rank, why, how certain that is, and what would change it.

        The page is one file of HTML that loads nothing: sentences, figures, and every value with year and source. It
        prints on A4.

        Parameters
        ----------
        city : str
            Any name of a city of the index, or of one with shipped values, which is placed among them.
        path : str or Path, optional
            A file that ends in ``.html``; an existing one is replaced only when the page is complete.
        against : str or sequence of str
            Cities that it is compared with, of the index or placed.
        rank : int, optional
            The rank to which the least change is looked for; by default five places up.
        draws : int
            Number of draws of weights, for the usual range of its rank.
        rng : int, SeedSequence or Generator
            Where these come from.
        lang : str, optional
            "en" or "zh"; by default the language of the index.

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
        >>> page = ix.load("example").report("Tokyo", against="Paris", draws=200)
        >>> "<h1>Tokyo in the " in page
        True
        """
        from intlindex.outputs.report.city_report import city_report

        if lang is not None and checked_language(lang) != self.language:
            spoken = replace(self, language=lang)
            with in_voice(voice_in(lang)):
                return spoken.report(city, path, against=against, rank=rank, draws=draws, rng=rng)
        return city_report(self, city, path, against=against, rank=rank, draws=draws, rng=rng)
