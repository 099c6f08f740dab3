"""What a preparation refuses: rules that lack what they need, and values for which a step is not defined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.preparation import Columns
from intlindex.core.pipeline.steps import TransformFit
from intlindex.errors import Problem, nearest
from intlindex.kernels.rank import NO_SPREAD, has_no_spread
from intlindex.specs import Indicator, IndicatorRule
from intlindex.specs.normalisation import Distance, FractionOfMaximum, Goalposts, Normalisation

__all__ = ["Column", "undefined_cells", "unmeasurable", "unmet_needs", "unspread", "without_reference"]

Array = NDArray[np.float64]


def unmet_needs(nodes: Sequence[Indicator], rules: Sequence[IndicatorRule], units: Units) -> Iterable[Problem]:
    """Find rules that need what an indicator or the data does not have."""
    ids = {node.id: None for node in nodes}
    for node, rule in zip(nodes, rules, strict=True):
        normalise: Normalisation | None = rule.normalise
        if isinstance(normalise, Goalposts) and node.goalposts is None:
            yield Problem(f"indicators[{node.id}].goalposts", "is required by the normalisation 'goalposts'")
        if isinstance(normalise, Distance) and normalise.to == "target" and node.target is None:
            yield Problem(f"indicators[{node.id}].target", "is required by the distance to the target")
        if isinstance(normalise, Distance) and normalise.unit is not None and normalise.unit not in units.names:
            unit = normalise.unit
            yield Problem(f"indicators.{node.id}.normalise.unit", f"no unit {unit!r}; {nearest(unit, units.names)}")
        assert rule.impute is not None
        for name in rule.impute.predictors:
            if name not in ids:
                yield Problem(f"indicators.{node.id}.impute.on", f"no indicator {name!r}; {nearest(name, list(ids))}")
        by = rule.impute.labels
        labels = list(units.labels or ())
        if by is not None and by not in labels:
            hint = nearest(by, labels) if labels else "the data has none"
            yield Problem(f"indicators.{node.id}.impute.by", f"no column of labels {by!r}; {hint}")


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
            found = f"{values[row, columns[at]]:g} {node.unit}"
            kind = rule.kind if rule is not None else ""
            yield Problem(f"{units.names[row]}, {node.id}", f"the transform {kind!r} is not defined for {found}")


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
        -1 where that turned the values round.
    units : Units
        Names of the rows.
    sizes : (indicators,) array
        The largest magnitude of what the values were computed from, where it may be larger than they are.

    Yields
    ------
    Problem
        Those of all indicators, first for want of spread, then for want of a reference.
    """
    columns = [
        Column(node.id, directed[:, column], float(sizes[column]), float(signs[column]), f" {node.unit}")
        for column, node in enumerate(nodes)
    ]
    for column, rule in zip(columns, rules, strict=True):
        yield from unspread(rule.normalise, column)
    for column, rule in zip(columns, rules, strict=True):
        yield from without_reference(rule.normalise, column, units.names)


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
    """What follows a value in messages."""
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
    divides = getattr(rule, "divides_by_spread", False) or getattr(
        getattr(rule, "then", None), "divides_by_spread", False
    )
    if present.size == 0:
        yield Problem(column.name, "has no value")
    elif present.size < 2 and (divides or getattr(rule, "needs", "") == "order"):
        yield Problem(column.name, f"has only one value, too few for {rule.kind!r}")
    elif divides and column.flat and column.of_group:
        yield Problem(column.name, f"{rule.kind!r} needs scores that differ, and all are {present[0]:g}")
    elif divides and column.flat:
        value = f"{column.sign * present[0]:g}{column.unit}"
        yield Problem(column.name, f"is constant ({value} everywhere), so {rule.kind!r} would divide by zero; drop it")


def without_reference(rule: Normalisation | None, column: Column, units: Sequence[str]) -> Iterable[Problem]:
    """Find out whether values cannot be measured against a reference or their maximum."""
    if not column.present.size:
        return
    highest = float(column.present.max())
    if isinstance(rule, FractionOfMaximum):
        if column.sign < 0:
            yield Problem(column.name, "'fraction_of_maximum' needs higher to be better; take the reciprocal first")
        elif not highest > 0:
            yield Problem(column.name, f"'fraction_of_maximum' needs a positive maximum, found {highest:g}")
    if isinstance(rule, Distance):
        yield from _unreachable(rule, column, units)


def _unreachable(rule: Distance, column: Column, units: Sequence[str]) -> Iterable[Problem]:
    """Find out whether there is no way from the worst to the reference, or the reference is zero."""
    worst, best = float(column.present.min()), float(column.present.max())
    own = float(column.values[units.index(str(rule.unit))]) if rule.to == "unit" else np.nan
    references = {"best": best, "worst": worst, "mean": float(column.present.mean()), "unit": own}
    reference = references.get(rule.to)
    near_zero = NO_SPREAD * max(abs(worst), abs(best), column.size) if rule.to == "mean" else 0.0
    if rule.to == "unit" and np.isnan(own):
        yield Problem(column.name, f"the reference {rule.unit} has no value")
    elif rule.form == "range" and rule.to in {"best", "mean"} and column.flat:
        yield Problem(column.name, "is constant, so there is no way from the worst to the best")
    elif rule.form == "range" and rule.to == "unit" and has_no_spread(np.array([own, worst]), size=column.size):
        yield Problem(column.name, f"the reference {rule.unit} is the worst of the sample, so there is no way to it")
    elif rule.form == "relative" and reference is not None and abs(reference) <= near_zero:
        yield Problem(
            column.name, f"the reference of the relative distance ({rule.to}) is zero, which is no share of anything"
        )
