"""Leave one indicator, group or city out: which cities move, and for cities whether the order of the rest changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.dropping import scores_without
from intlindex.analyses.rank_shifts import SUMMARY, ranks_frame, ranks_of_scores, root_grid, summary_of
from intlindex.analyses.reasons import reason_of
from intlindex.core.description import node_names
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.core.subject import Subject, subject_of
from intlindex.display.findings import findings_lines
from intlindex.display.records.uncertainty import LeaveOneOutRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import IntlindexError, Problem, RequestError, nearest
from intlindex.findings import Finding, finding
from intlindex.sentences import say

__all__ = ["KINDS", "LeaveOneOut", "Part", "leave_one_out"]

Part = Literal["indicator", "group", "city"]

Array = NDArray[np.float64]

KINDS = ("indicator", "group", "city")
"""What can be left out."""


@dataclass(frozen=True, eq=False, repr=False)
class LeaveOneOut(Result[LeaveOneOutRecord]):
    """What leaving out each indicator, group or city does to the ranking.

    Examples
    --------
    >>> import intlindex as ix
    >>> found = ix.load("example").leave_one_out("group")
    >>> found.shifts.loc["Singapore", ["attractiveness", "influence", "connectivity"]].to_list()
    [-7, 1, -4]
    """

    framework: str
    """Id of the framework."""
    what: Part
    """What is left out in turn."""
    _shifts: pd.DataFrame
    _table: pd.DataFrame
    _findings: tuple[Finding, ...]
    """What cannot be left out, and which cities have no score then."""
    _names: Mapping[str, str]
    _subjects: tuple[Subject, ...]

    @property
    def shifts(self) -> pd.DataFrame:
        """Places gained, cities by what was left out; negative where lost.

        <NA> for the city left out, for a city that has no score, and for what cannot be left out.
        """
        return self._shifts.copy()

    @property
    def table(self) -> pd.DataFrame:
        """By what was left out, in the order of the framework or of the cities.

        Columns: `compared`, the number of cities; `mean_absolute_shift`, places; `largest_shift` in absolute terms;
        `city`, whose it is (the first in the data of several); `spearman`, the rank correlation with the nominal.
        """
        return self._table.copy()

    @property
    def shown(self) -> Shown:
        """The effect of each, the largest first."""
        names = {"mean_absolute_shift": "mean shift", "largest_shift": "largest", "city": "of", "spearman": "Spearman"}
        table = self._table.dropna(subset="mean_absolute_shift").drop(columns="compared").rename(columns=names)
        table["of"] = table["of"].where(table["largest"] > 0, say("leave-one-out/no-city"))
        table = table.sort_values("mean shift", ascending=False, kind="stable")
        return Shown(
            self._title,
            (say("leave-one-out/places"), *findings_lines(self.findings)),
            table.rename_axis("left out").reset_index(),
            digits=2,
            bars=("mean shift",),
            labels=self._names if self.what != "city" else {},
        )

    @property
    def _title(self) -> str:
        match self.what:
            case "indicator":
                return say("leave-one-out/indicators", framework=self.framework)
            case "group":
                return say("leave-one-out/groups", framework=self.framework)
            case _:
                return say("leave-one-out/cities", framework=self.framework)


def leave_one_out(index: ScoredIndex, what: Part) -> LeaveOneOut:
    """Score an index without each indicator, group or city in turn, everything fitted again, and compare the ranks.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    what : {"indicator", "group", "city"}
        What is left out; of groups, each but the root, with all below it.

    Returns
    -------
    LeaveOneOut
        Places gained, cities by what was left out; see `intlindex.Index.leave_one_out`.

    Raises
    ------
    RequestError
        If there is nothing of that kind, or nothing that could be left out, with the reason for each.
    """
    variants, nominal = _variants(index, what), root_grid(index)
    shifts: dict[str, Array] = {}
    rows: dict[str, tuple[float, float, float, str, float]] = {}
    findings: list[Finding] = []
    problems: list[Problem] = []
    for name, without in variants.items():
        try:
            other = without()
        except IntlindexError as error:
            found = finding("not-left-out", "warning", name, reason=reason_of(error))
            findings.append(found)
            problems.append(Problem(name, found.message))
            shifts[name], rows[name] = np.full(len(index.cities), np.nan), (0, np.nan, np.nan, "", np.nan)
            continue
        common = ranks_of_scores(nominal, other, ties=index.method.rank.ties)
        shifts[name], rows[name] = common.shifts, summary_of(common, index.cities)
        findings += _lost(index, nominal, other, name)
    if len(problems) == len(variants):
        raise refusal(problems, source=index.framework.id)
    frame = ranks_frame(shifts, index.cities, ties=index.method.rank.ties)
    frame.columns.name = f"without_{what}"
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(SUMMARY)).rename_axis(what)
    names, subject = node_names(index.framework), subject_of(index)
    return LeaveOneOut(index.framework.id, what, frame, table, tuple(findings), names, (subject,))


def _variants(index: ScoredIndex, what: str) -> dict[str, Callable[[], Array]]:
    """Return what can be left out, by name, with a function that scores all cities without it, on the grid."""
    if what not in KINDS:
        raise RequestError(say("wrong-value/leave-one-out", found=what, hint=nearest(str(what), KINDS)))
    if what == "city":
        return {city: partial(_without_city, index, city) for city in index.cities}
    require_score(index.fits)
    nodes = index.framework.counted_indicators if what == "indicator" else index.framework.groups
    names = [node.id for node in nodes if node.parent is not None]
    if not names:
        raise RequestError(say("empty/leave-one-out"), source=index.framework.id)
    without = scores_without(index)
    return {name: partial(without, name) for name in names}


def _without_city(index: ScoredIndex, city: str) -> Array:
    """Leave a city out by the table, since `drop` reads a name that a city and a node share as that of the node."""
    rest = [other for other in index.cities if other != city]
    if not rest:
        raise RequestError(say("empty/no-city-left"))
    return root_grid(index.replace(table=index.table.take(cities=rest)), index.cities)


def _lost(index: ScoredIndex, nominal: Array, other: Array, left_out: str) -> list[Finding]:
    """List the cities that lose their score."""
    lost = ~np.isnan(nominal) & np.isnan(other)
    losing = tuple(city for city, each in zip(index.cities, lost, strict=True) if each and city != left_out)
    return [finding("blank-without", "info", left_out, cities=losing)] if losing else []
