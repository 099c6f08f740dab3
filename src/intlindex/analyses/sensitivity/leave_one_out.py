"""Leave one indicator, group or city out: who moves, and for cities whether the order of the rest is reversed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.rank_shifts import SUMMARY, ranks_frame, ranks_in_common, summary_of
from intlindex.core.description import node_names
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.scored import ScoredIndex
from intlindex.display.findings import findings_lines
from intlindex.display.result import Result, Shown
from intlindex.errors import DefinitionError, IntlindexError, Problem, listed, nearest
from intlindex.findings import Finding

__all__ = ["KINDS", "LeaveOneOut", "Part", "leave_one_out"]

Part = Literal["indicator", "group", "city"]

KINDS = ("indicator", "group", "city")
"""What can be left out."""


@dataclass(frozen=True, eq=False, repr=False)
class LeaveOneOut(Result):
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
    """What cannot be left out, and who has no score then."""
    _names: Mapping[str, str]

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
        """What matters most, first."""
        names = {"mean_absolute_shift": "mean shift", "largest_shift": "largest", "city": "of", "spearman": "Spearman"}
        table = self._table.dropna(subset="mean_absolute_shift").drop(columns="compared").rename(columns=names)
        table["of"] = table["of"].where(table["largest"] > 0, "nobody")
        table = table.sort_values("mean shift", ascending=False, kind="stable")
        lines = ("Places gained or lost without each; the mean is of their size, over all cities.",)
        return Shown(
            f"Without each {self.what} in turn ({self.framework})",
            (*lines, *findings_lines(self.findings)),
            table.rename_axis("left out").reset_index(),
            digits=2,
            bars=("mean shift",),
            labels=self._names if self.what != "city" else {},
        )


def leave_one_out(index: ScoredIndex, what: Part) -> LeaveOneOut:
    """Score an index without each indicator, group or city in turn, everything fitted anew, and compare the ranks.

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
    DefinitionError
        If there is nothing of that kind, or nothing that could be left out, with the reason for each.
    """
    variants = _variants(index, what)
    shifts: dict[str, NDArray[np.float64]] = {}
    rows: dict[str, tuple[float, float, float, str, float]] = {}
    findings, problems = [], []
    for name, without in variants.items():
        try:
            other = without()
        except IntlindexError as error:
            problems.append(Problem(name, f"cannot be left out: {_reason(error)}"))
            findings.append(Finding("not-left-out", "warning", name, problems[-1].message))
            shifts[name], rows[name] = np.full(len(index.cities), np.nan), (0, np.nan, np.nan, "", np.nan)
            continue
        common = ranks_in_common(index, other)
        shifts[name], rows[name] = common.shifts, summary_of(common, index.cities)
        findings += _lost(index, other, name)
    if len(problems) == len(variants):
        raise DefinitionError(problems, source=index.framework.id)
    frame = ranks_frame(shifts, index.cities, ties=index.method.rank.ties)
    frame.columns.name = f"without_{what}"
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(SUMMARY)).rename_axis(what)
    return LeaveOneOut(index.framework.id, what, frame, table, tuple(findings), node_names(index.framework))


def _variants(index: ScoredIndex, what: str) -> dict[str, Callable[[], ScoredIndex]]:
    """Name what can be left out, and how the index is scored without it."""
    if what not in KINDS:
        raise DefinitionError(f"no kind {what!r} to leave out; {nearest(str(what), KINDS)}")
    if what == "city":
        return {city: partial(_without_city, index, city) for city in index.cities}
    require_score(index.fits)
    nodes = index.framework.counted_indicators if what == "indicator" else index.framework.groups
    names = [node.id for node in nodes if node.parent is not None]
    if not names:
        raise DefinitionError("has no group below its root to leave out", source=index.framework.id)
    return {name: partial(index.drop, name) for name in names}


def _without_city(index: ScoredIndex, city: str) -> ScoredIndex:
    """Leave a city out by the table, since `drop` would take a city that is called as a node is for the node."""
    rest = [other for other in index.cities if other != city]
    if not rest:
        raise DefinitionError("no city is left")
    return index.replace(table=index.table.take(cities=rest))


def _reason(error: IntlindexError) -> str:
    first, *more = error.problems
    return f"{first}; and {len(more)} more" if more else str(first)


def _lost(index: ScoredIndex, other: ScoredIndex, name: str) -> list[Finding]:
    """Say which cities lose their score."""
    blank = {city for city, lost in zip(other.cities, other.scoring.blank[0], strict=True) if lost}
    scored = [city for city, lost in zip(index.cities, index.scoring.blank[0], strict=True) if not lost]
    who = [city for city in scored if city in blank]
    return [Finding("blank-without", "info", name, f"without it no score for {listed(who, most=4)}")] if who else []
