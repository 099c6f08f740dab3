"""Leave one indicator, group or city out: who moves, and for cities whether the order of the rest is reversed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.rank_shifts import ranks_frame, ranks_in_common
from intlindex.core.scored import ScoredIndex
from intlindex.errors import DefinitionError, IntlindexError, Problem, listed, nearest
from intlindex.findings import Finding

__all__ = ["KINDS", "leave_one_out"]

KINDS = ("indicator", "group", "city")
"""What can be left out."""


def leave_one_out(index: ScoredIndex, what: str) -> pd.DataFrame:
    """Score an index without each indicator, group or city in turn, everything fitted anew, and compare the ranks.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    what : {"indicator", "group", "city"}
        What is left out; of groups, each but the root, with all below it.

    Returns
    -------
    DataFrame
        Places gained, cities by what was left out; see `intlindex.Index.leave_one_out`.

    Raises
    ------
    DefinitionError
        If there is nothing of that kind, or nothing that could be left out, with the reason for each.
    """
    variants = _variants(index, what)
    shifts: dict[str, NDArray[np.float64]] = {}
    findings, problems = [], []
    for name, without in variants.items():
        try:
            other = without()
        except IntlindexError as error:
            problems.append(Problem(name, f"cannot be left out: {_reason(error)}"))
            findings.append(Finding("not-left-out", "warning", name, problems[-1].message))
            shifts[name] = np.full(len(index.cities), np.nan)
            continue
        shifts[name] = ranks_in_common(index, other).shifts
        findings += _lost(index, other, name)
    if len(problems) == len(variants):
        raise DefinitionError(problems, source=index.framework.id)
    frame = ranks_frame(shifts, index.cities, ties=index.method.rank.ties)
    frame.columns.name = f"without_{what}"
    frame.attrs["findings"] = tuple(findings)
    return frame


def _variants(index: ScoredIndex, what: str) -> dict[str, Callable[[], ScoredIndex]]:
    """Name what can be left out, and how the index is scored without it."""
    if what not in KINDS:
        raise DefinitionError(f"no kind {what!r} to leave out; {nearest(str(what), KINDS)}")
    if what == "city":
        return {city: partial(_without_city, index, city) for city in index.cities}
    nodes = index.framework.indicators if what == "indicator" else index.framework.groups
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
