"""What a preparation refuses: rules that lack what they need, and values for which a step is not defined."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.conditions import Partly
from intlindex.core.pipeline.preparation import Columns
from intlindex.core.pipeline.step_kernels import TransformFit
from intlindex.errors import Problem, nearest, problem
from intlindex.kernels.rank import NO_SPREAD, has_no_spread
from intlindex.specs import Indicator, IndicatorRule, Method
from intlindex.specs.custom import CustomNormalisation
from intlindex.specs.normalisation import (
    Borda,
    Distance,
    ExponentialRank,
    FractionOfMaximum,
    Goalposts,
    Normalisation,
    PercentileRank,
    QuantileBands,
    Rank,
)
from intlindex.specs.rule_paths import path_of_indicator

__all__ = [
    "Column",
    "reversed_for_some",
    "undefined_cells",
    "unknown_labels",
    "unmeasurable",
    "unmet_needs",
    "unspread",
    "without_reference",
]

Array = NDArray[np.float64]


def unmet_needs(nodes: Sequence[Indicator], method: Method, units: Units | None = None) -> Iterable[Problem]:
    """Find rules that need what an indicator or, if units are given, the data does not have."""
    ids = {node.id: None for node in nodes}
    for node in nodes:
        rule = method.for_indicator(node.id)
        normalise: Normalisation | None = rule.normalise
        if isinstance(normalise, Goalposts) and node.goalposts is None:
            yield problem("required/scoring-goalposts", f"indicators[{node.id}].goalposts")
        if isinstance(normalise, Distance) and normalise.to == "target" and node.target is None:
            yield problem("required/scoring-target", f"indicators[{node.id}].target")
        if isinstance(normalise, Distance) and normalise.unit not in (
            None,
            *(units.names if units else (normalise.unit,)),
        ):
            city, where = str(normalise.unit), f"{path_of_indicator(method, node.id, 'normalise')}.unit"
            names = units.names if units else ()
            yield problem("unknown-city/scoring-reference-unit", where, city=city, hint=nearest(city, names))
        assert rule.impute is not None
        for name in rule.impute.predictors:
            if name not in ids:
                where = f"{path_of_indicator(method, node.id, 'impute')}.on"
                yield problem(
                    "unknown-node/scoring-imputation-predictor", where, node=name, hint=nearest(name, list(ids))
                )
        by = rule.impute.labels
        labels = list(units.labels or ()) if units else [] if by is None else [by]
        if by is not None and by not in labels:
            yield unknown_labels(f"{path_of_indicator(method, node.id, 'impute')}.by", by, labels)


def unknown_labels(where: str, by: str, labels: Collection[str]) -> Problem:
    """Return the problem that the data has no column of labels within which blanks are imputed."""
    if labels:
        return problem("unknown-column/scoring-imputation-labels", where, found=by, hint=nearest(by, list(labels)))
    return problem("unknown-column/scoring-no-labels", where, found=by)


def reversed_for_some(
    fits: Iterable[tuple[Columns, TransformFit]], nodes: Sequence[Indicator], rules: Sequence[IndicatorRule]
) -> Iterable[Problem]:
    """Find transforms under a condition that reverse the order: of two units, neither would be the better."""
    for columns, fit in fits:
        for column in columns if isinstance(fit, Partly) and not fit.increasing else ():
            rule = rules[column].transform
            assert rule is not None
            yield problem(
                "not-supported/condition-reversed", f"indicators.{nodes[column].id}.transform", kind=rule.kind
            )


def undefined_cells(
    fits: Iterable[tuple[Columns, TransformFit]],
    values: Array,
    nodes: Sequence[Indicator],
    rules: Sequence[IndicatorRule],
    units: Units,
) -> Iterable[Problem]:
    """Find cells for which a transform is not defined.

    Parameters
    ----------
    fits : iterable of (columns, fit)
        Fitted transforms, and what they are applied to.
    values : (units, indicators) array
        What goes into them.
    nodes : sequence of Indicator
        The indicators, in the order of the columns.
    rules : sequence of IndicatorRule
        What the method says of each.
    units : Units
        Names of the rows.

    Yields
    ------
    Problem
        One for each cell.
    """
    for columns, fit in fits:
        wrong = ~fit.defined(values[:, columns])
        for row, at in np.argwhere(wrong):
            node, rule = nodes[columns[at]], rules[columns[at]].transform
            assert rule is not None
            found = float(values[row, columns[at]])
            where = f"{units.names[row]}, {node.id}"
            yield problem("not-defined/scoring-transform", where, kind=rule.kind, found=found, unit=node.unit)


def unmeasurable(
    nodes: Sequence[Indicator],
    rules: Sequence[IndicatorRule],
    directed: Array,
    signs: Array,
    units: Units,
    *,
    sizes: Array,
) -> Iterable[Problem]:
    """Find indicators whose normalisation is not defined for their values, such as a constant under min-max.

    Parameters
    ----------
    nodes : sequence of Indicator
        The indicators, in the order of the columns.
    rules : sequence of IndicatorRule
        What the method says of each.
    directed : (units, indicators) array
        What is normalised, higher being better.
    signs : (indicators,) array
        -1 where that reversed the values.
    units : Units
        Names of the rows.
    sizes : (indicators,) array
        The largest magnitude of what the values were computed from, where it may be larger than they are.

    Yields
    ------
    Problem
        Those of all indicators, first those without spread, then those without a reference.
    """

    def column(at: int) -> Column:
        return Column(nodes[at].id, directed[:, at], float(sizes[at]), float(signs[at]), nodes[at].unit)

    few = np.count_nonzero(~np.isnan(directed), axis=0) < 2
    for at in np.flatnonzero(few | has_no_spread(directed, size=sizes, axis=0)).tolist():
        yield from unspread(rules[at].normalise, column(at))
    for at, rule in enumerate(rules):
        if isinstance(rule.normalise, FractionOfMaximum | Distance):
            yield from without_reference(rule.normalise, column(at), units.names)


@dataclass(frozen=True)
class Column:
    """Values that are to be normalised: of an indicator, or the scores of a group."""

    name: str
    """What messages call it."""
    values: Array
    """``(units,)``, higher being better, NaN for a blank."""
    size: float = 0.0
    """The largest magnitude of what they were computed from, where it may be larger than they are."""
    sign: float = 1.0
    """-1 where lower raw values are better."""
    unit: str = ""
    """Of the raw values."""
    of_group: bool = False
    """They are scores of a group."""

    @property
    def present(self) -> Array:
        """The values that are no blanks."""
        return self.values[~np.isnan(self.values)]

    @property
    def flat(self) -> bool:
        """Whether all are one value, up to rounding."""
        return bool(has_no_spread(self.values, size=self.size))


def unspread(rule: Normalisation | None, column: Column) -> Iterable[Problem]:
    """Find out whether there are too few values, or no spread where it is divided by."""
    present = column.present
    assert rule is not None
    divides = _divides_by_spread(rule)
    ranked = not isinstance(rule, CustomNormalisation) and rule.needs == "order"
    if present.size == 0:
        yield problem("empty/scoring-column", column.name)
    elif present.size < 2 and (divides or ranked):
        yield problem("no-spread/scoring-one-value", column.name, kind=rule.kind)
    elif divides and column.flat and column.of_group:
        yield problem("no-spread/scoring-constant-scores", column.name, kind=rule.kind, found=float(present[0]))
    elif divides and column.flat:
        found = float(column.sign * present[0])
        if column.unit:
            given = {"kind": rule.kind, "found": found, "unit": column.unit}
            yield problem("no-spread/scoring-constant-indicator", column.name, **given)
        else:
            yield problem("no-spread/scoring-constant-values", column.name, kind=rule.kind, found=found)


def _divides_by_spread(rule: Normalisation) -> bool:
    """Return whether a normalisation, or the one that follows it, divides by the spread of the values."""
    match rule:
        case CustomNormalisation():
            return False
        case Rank(then=then) | PercentileRank(then=then) | Borda(then=then):
            return then is not None and then.divides_by_spread
        case QuantileBands(then=then) | ExponentialRank(then=then):
            return then is not None and then.divides_by_spread
        case _:
            return rule.divides_by_spread


def without_reference(rule: Normalisation | None, column: Column, units: Sequence[str]) -> Iterable[Problem]:
    """Find out whether values cannot be measured against a reference or their maximum."""
    if not column.present.size:
        return
    highest = float(column.present.max())
    if isinstance(rule, FractionOfMaximum):
        if column.sign < 0:
            yield problem("not-defined/scoring-maximum-lower-is-better", column.name)
        elif not highest > 0:
            yield problem("not-defined/scoring-maximum-not-positive", column.name, found=highest)
    if isinstance(rule, Distance):
        yield from _unreachable(rule, column, units)


def _unreachable(rule: Distance, column: Column, units: Sequence[str]) -> Iterable[Problem]:
    """Find out whether the worst equals the reference, or the reference is zero."""
    worst, best = float(column.present.min()), float(column.present.max())
    own = float(column.values[units.index(str(rule.unit))]) if rule.to == "unit" else np.nan
    references = {"best": best, "worst": worst, "mean": float(column.present.mean()), "unit": own}
    reference = references.get(rule.to)
    near_zero = NO_SPREAD * max(abs(worst), abs(best), column.size) if rule.to == "mean" else 0.0
    if rule.to == "unit" and np.isnan(own):
        yield problem("not-defined/scoring-empty-reference", column.name, city=rule.unit)
    elif rule.form == "range" and rule.to in {"best", "mean"} and column.flat:
        yield problem("no-spread/scoring-distance", column.name)
    elif rule.form == "range" and rule.to == "unit" and has_no_spread(np.array([own, worst]), size=column.size):
        yield problem("no-spread/scoring-worst-reference", column.name, city=rule.unit)
    elif rule.form == "relative" and reference is not None and abs(reference) <= near_zero:
        yield problem("not-defined/scoring-zero-reference", column.name, reference=rule.to)
