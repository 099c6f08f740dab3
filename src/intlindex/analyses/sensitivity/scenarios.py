"""Scenarios one at a time against the nominal index: other weights, another method, anything that gives an index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from intlindex.analyses.rank_shifts import SUMMARY, ranks_frame, ranks_in_common, summary_of
from intlindex.analyses.reasons import reason_of, within
from intlindex.core.data.shipped_files import resolve_method
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.pipeline.suitability_checks import check_method
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.core.subject import Subject, subject_of
from intlindex.display.records.table import TableRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import DataError, IntlindexError, Problem, RequestError, problem
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs import Method

__all__ = ["NOMINAL", "Scenario", "Scenarios", "compare_scenarios"]

NOMINAL = "nominal"
"""Name of the index itself, which no scenario may have."""

SOURCE = "scenarios"

Scenario = Mapping[str, float] | Method | str | Path | Callable[[ScoredIndex], ScoredIndex]
"""What a scenario changes: weights by node id, a method, a preset or a file, or a function of the index."""


@dataclass(frozen=True, eq=False, repr=False)
class Scenarios(Result[TableRecord]):
    """What each of some changes alone does to the ranking.

    Ranks are compared among the cities that have a score in both, so that a vacated place is not a shift.

    Examples
    --------
    >>> import intlindex as ix
    >>> found = ix.load("example").scenarios({"more influence": {"influence": 2}, "geometric": "geometric"})
    >>> found.table["mean_absolute_shift"].round(2)
    scenario
    more influence    1.17
    geometric         1.33
    Name: mean_absolute_shift, dtype: float64
    """

    framework: str
    """Id of the framework."""
    _ranks: pd.DataFrame
    _shifts: pd.DataFrame
    _table: pd.DataFrame
    _findings: tuple[Finding, ...]
    """Scenarios that could not be scored, and why."""
    _subjects: tuple[Subject, ...]

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks, cities by ``nominal`` and the scenarios; <NA> for a city without a score."""
        return self._ranks.copy()

    @property
    def shifts(self) -> pd.DataFrame:
        """Places gained against the nominal ranking, cities by scenarios; <NA> for a city that is not compared."""
        return self._shifts.copy()

    @property
    def table(self) -> pd.DataFrame:
        """One row for each scenario.

        Columns: `compared`, the number of cities; `mean_absolute_shift`, places; `largest_shift` in absolute terms;
        `city`, whose it is (the first in the data of several); `spearman`, the rank correlation with the nominal.
        """
        return self._table.copy()

    @property
    def shown(self) -> Shown:
        """One row for each scenario."""
        lines = tuple(say("scenario/failed", scenario=each.node, reason=each.message) for each in self._findings)
        title = say("scenario/title", framework=self.framework)
        names = {"mean_absolute_shift": "mean shift", "largest_shift": "largest", "city": "of", "spearman": "Spearman"}
        table = self._table.drop(columns="compared").rename(columns=names).reset_index()
        return Shown(title, lines, table, digits=2, bars=("mean shift",))


def compare_scenarios(index: ScoredIndex, scenarios: Mapping[str, Scenario]) -> Scenarios:
    """Score each scenario on its own, everything that it changes fitted again, and compare its ranking.

    Parameters
    ----------
    index : ScoredIndex
        The nominal index.
    scenarios : mapping of str to change
        See `intlindex.Index.scenarios`.

    Returns
    -------
    Scenarios
        Ranks, shifts and a summary.

    Raises
    ------
    RequestError
        If there is no scenario, or one is not what it must be; or if none of them could be scored, with the reason
        for each.
    """
    require_score(index.fits)
    runs = _checked(index, scenarios)
    ranks = {NOMINAL: index.fits.ranks[0]}
    shifts, summary = {}, {}
    problems: list[Problem] = []
    findings: list[Finding] = []
    for name, run in runs.items():
        try:
            other = run()
        except IntlindexError as error:
            problems += [within(name, each) for each in error.problems]
            findings.append(finding("scenario-failed", "warning", name, reason=reason_of(error)))
            continue
        if not isinstance(other, ScoredIndex):
            wrong = problem("wrong-type/scenario-result", name, found=type(other).__name__)
            raise RequestError([wrong], source=SOURCE)
        at = {city: row for row, city in enumerate(other.cities)}
        ranks[name] = np.array([other.fits.ranks[0, at[city]] if city in at else np.nan for city in index.cities])
        common = ranks_in_common(index, other)
        shifts[name] = common.shifts
        summary[name] = summary_of(common, index.cities)
    if not shifts:
        raise refusal(problems, source=SOURCE)
    ties = index.method.rank.ties
    frame = pd.DataFrame.from_dict(summary, orient="index", columns=list(SUMMARY)).rename_axis("scenario")
    tables = [ranks_frame(each, index.cities, ties=ties) for each in (ranks, shifts)]
    return Scenarios(index.framework.id, tables[0], tables[1], frame, tuple(findings), (subject_of(index),))


def _checked(index: ScoredIndex, scenarios: Mapping[str, Scenario]) -> dict[str, Callable[[], ScoredIndex]]:
    """Find everything that is wrong before anything is fitted."""
    given: object = scenarios  # of any type
    if not isinstance(given, Mapping) or not given:
        raise RequestError(say("empty/scenarios"), source=SOURCE)
    problems: list[Problem] = []
    runs = {}
    for name, change in given.items():
        if not isinstance(name, str) or not name.strip() or name == NOMINAL:
            problems.append(problem("wrong-value/scenario-name", str(name), nominal=NOMINAL))
        try:
            runs[name] = _run(index, change)
        except IntlindexError as error:
            problems += [within(str(name), each) for each in error.problems]
    if problems:
        raise refusal(problems, source=SOURCE)
    return runs


def _run(index: ScoredIndex, change: Scenario) -> Callable[[], ScoredIndex]:
    """Return what scores a scenario.

    Raises
    ------
    IntlindexError
        If the change names what does not exist, or is none.
    """
    if isinstance(change, Mapping):
        with suppress(DataError):  # an aggregation that is not defined under these weights is reported, not fatal
            index.reweight(change)
        return partial(index.reweight, change)
    if isinstance(change, Method | str | Path):
        method, _ = resolve_method(change, index.definition, base=index.method)
        check_method(method, index.definition)
        return partial(index.replace, method=change)
    if callable(change):
        return partial(change, index)
    raise RequestError(say("wrong-type/scenario", found=type(change).__name__))
