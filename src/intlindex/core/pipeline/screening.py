"""Screening: units and indicators with too little data, or too many zeros, are not scored; reported, never silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.table import Labels, Table, read_only
from intlindex.core.pipeline.conditions import Test
from intlindex.errors import DataError, problem
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs import Framework, Method, Screen
from intlindex.specs.imputation import LastObservation

__all__ = ["Screening", "judged", "rows_kept", "screen", "without_values"]

Array = NDArray[np.float64]
# Shares are compared with a tolerance, so that 9 of 10 is not below 0.9.
TOLERANCE = 1e-12


@dataclass(frozen=True)
class Screening:
    """What is scored, and why the rest is not."""

    units: NDArray[np.bool_]
    """Which units of the table are scored."""
    framework: Framework
    """The framework without the indicators that are not."""
    findings: tuple[Finding, ...]
    """One for each unit or indicator that was left out."""


def screen(table: Table, framework: Framework, method: Method) -> Screening:
    """Leave out units, and then indicators, that do not have what the method asks for, or any value at all.

    Parameters
    ----------
    table : Table
        The data as read.
    framework : Framework
        The indicators, in the order of the columns.
    method : Method
        Its `units` and `indicators.screen`.

    Returns
    -------
    Screening
        What is left.

    Raises
    ------
    DataError
        If nothing is left, or an indicator that is has no value for any unit that is.
    """
    labels = table.labels
    units, unit_findings = rows_kept(table.values, table.cities, method.units, judged=judged(method.units, labels))
    nothing = units & ~_has_values(table, framework, method)
    unit_findings += without_values([name for name, each in zip(table.cities, nothing, strict=True) if each])
    units &= ~nothing
    rule = method.indicators.screen
    asked = judged(rule, labels)
    scored = table.values[units if asked is None else units & asked]
    columns, column_findings = rows_kept(scored.T, table.indicators, rule, of_units=False)
    if not units.any() or not columns.any():
        message = say("empty/scoring-no-unit-passes" if not units.any() else "empty/scoring-no-indicator-passes")
        raise DataError(message, source=framework.id)
    blank = columns & np.isnan(table.values[units]).all(axis=0)
    if blank.any():
        wrong = [
            problem("empty/scoring-indicator" if units.all() else "empty/scoring-indicator-of-scored-cities", name)
            for name, each in zip(table.indicators, blank, strict=True)
            if each
        ]
        raise DataError(wrong, source=framework.id)
    gone = [name for name, kept in zip(table.indicators, columns, strict=True) if not kept]
    kept_framework = framework.drop(gone) if gone else framework
    return Screening(read_only(units), kept_framework, (*unit_findings, *column_findings))


def judged(
    rule: Screen, labels: Mapping[str, Labels], of: Mapping[str, Labels] | None = None
) -> NDArray[np.bool_] | None:
    """Return which units a rule is meant for, by columns of the table, or of other units; None for all."""
    if rule.where is None:
        return None
    return Test.of(rule.where, labels).holds(labels if of is None else of)


def _has_values(table: Table, framework: Framework, method: Method) -> NDArray[np.bool_]:
    """Return which units have a value, present or carried forward from an earlier time."""
    found: NDArray[np.bool_] = np.asarray(~np.isnan(table.values).all(axis=1))
    if found.all():
        return found
    for column, node in enumerate(framework.indicators):
        rule = method.for_indicator(node.id).impute
        if isinstance(rule, LastObservation) and table.history is not None:
            ages = len(table.history) if rule.max_age is None else rule.max_age
            recent = table.history[max(len(table.history) - ages, 0) :, :, column]
            found |= ~np.isnan(recent).all(axis=0)
    return found


def without_values(names: Sequence[str]) -> list[Finding]:
    """Report units that have no value of any indicator, and so neither score nor rank."""
    return [finding("unit-without-values", "warning", name) for name in names]


def rows_kept(
    values: Array,
    names: Sequence[str],
    rule: Screen,
    *,
    of_units: bool = True,
    judged: NDArray[np.bool_] | None = None,
) -> tuple[NDArray[np.bool_], list[Finding]]:
    """Return which rows of values have what a rule asks for, and report the others.

    Parameters
    ----------
    values : (rows, columns) array
        Values, NaN for a blank.
    names : sequence of str
        Of the rows.
    rule : Screen
        What is asked.
    of_units : bool
        The rows are units; otherwise they are indicators.
    judged : (rows,) array of bool, optional
        Rows that must have it; the others are kept.

    Returns
    -------
    kept : (rows,) array of bool
        Which have what is asked.
    findings : list of Finding
        One for each of the others.
    """
    present = ~np.isnan(values)
    available = present.sum(axis=1) / max(values.shape[1], 1)
    nonzero = (present & (values != 0)).sum(axis=1) / np.maximum(present.sum(axis=1), 1)
    kept = np.ones(len(names), dtype=bool)
    findings = []
    for limit, share in ((rule.min_availability, available), (rule.min_nonzero, nonzero)):
        if limit is None:
            continue
        low = (share < limit - TOLERANCE) & (judged is None or judged)
        for row in map(int, np.flatnonzero(low & kept)):
            found = {"share": float(share[row]), "allowed": limit}
            findings.append(
                finding(
                    "screened-unit/availability" if of_units else "screened-indicator/availability",
                    "warning",
                    names[row],
                    **found,
                )
                if share is available
                else finding(
                    "screened-unit/zeros" if of_units else "screened-indicator/zeros", "warning", names[row], **found
                )
            )
        kept &= ~low
    return kept, findings
