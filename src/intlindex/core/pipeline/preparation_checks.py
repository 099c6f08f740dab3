"""What a preparation refuses: rules that lack what they need, and values for which a step is not defined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.units import Units
from intlindex.core.pipeline.preparation import Columns
from intlindex.core.pipeline.steps import TransformFit
from intlindex.errors import Problem, nearest
from intlindex.specs import Indicator, IndicatorRule
from intlindex.specs.normalisation import Distance, FractionOfMaximum, Goalposts, Normalisation

__all__ = ["undefined_cells", "unmeasurable", "unmet_needs"]

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
        for name in getattr(rule.impute, "on", None) or ():
            if name not in ids:
                yield Problem(f"indicators.{node.id}.impute.on", f"no indicator {name!r}; {nearest(name, list(ids))}")
        by = getattr(rule.impute, "by", None)
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
    nodes: Sequence[Indicator], rules: Sequence[IndicatorRule], directed: Array, signs: Array, units: Units
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

    Yields
    ------
    Problem
        Those of all indicators, first for want of spread, then for want of a reference.
    """
    for column, (node, rule) in enumerate(zip(nodes, rules, strict=True)):
        yield from _unspread(rule, node, directed[:, column], signs[column])
    yield from _without_reference(rules, nodes, directed, signs, units)


def _unspread(rule: IndicatorRule, node: Indicator, directed: Array, sign: float) -> Iterable[Problem]:
    """Find indicators with too few values, or constant where their spread is divided by."""
    present = directed[~np.isnan(directed)]
    normalise = rule.normalise
    assert normalise is not None
    divides = getattr(normalise, "divides_by_spread", False) or getattr(
        getattr(normalise, "then", None), "divides_by_spread", False
    )
    if present.size == 0:
        yield Problem(node.id, "has no value")
    elif present.size < 2 and (divides or getattr(normalise, "needs", "") == "order"):
        yield Problem(node.id, f"has only one value, too few for {normalise.kind!r}")
    elif divides and np.ptp(present) == 0:
        value = f"{sign * present[0]:g} {node.unit}"
        yield Problem(node.id, f"is constant ({value} everywhere), so {normalise.kind!r} would divide by zero; drop it")


def _without_reference(
    rules: Sequence[IndicatorRule], nodes: Sequence[Indicator], directed: Array, signs: Array, units: Units
) -> Iterable[Problem]:
    """Find indicators that cannot be measured against a reference or their maximum."""
    for column, (node, rule) in enumerate(zip(nodes, rules, strict=True)):
        normalise = rule.normalise
        values = directed[:, column]
        if isinstance(normalise, FractionOfMaximum):
            if signs[column] < 0:
                yield Problem(node.id, "'fraction_of_maximum' needs higher to be better; take the reciprocal first")
            elif not np.nanmax(values) > 0:
                yield Problem(node.id, f"'fraction_of_maximum' needs a positive maximum, found {np.nanmax(values):g}")
        if isinstance(normalise, Distance):
            yield from _unreachable(normalise, node, values, units)


def _unreachable(rule: Distance, node: Indicator, directed: Array, units: Units) -> Iterable[Problem]:
    worst = np.nanmin(directed)
    if rule.to == "unit" and np.isnan(directed[units.names.index(str(rule.unit))]):
        yield Problem(node.id, f"the reference {rule.unit} has no value")
    elif rule.form == "range" and rule.to == "best" and np.nanmax(directed) == worst:
        yield Problem(node.id, "is constant, so there is no way from the worst to the best")
    elif rule.form == "range" and rule.to == "unit" and directed[units.names.index(str(rule.unit))] == worst:
        yield Problem(node.id, f"the reference {rule.unit} is the worst of the sample, so there is no way to it")
