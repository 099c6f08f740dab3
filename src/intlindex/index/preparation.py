"""From raw values to commensurate indicators: a chain of steps, each fitted to a sample, applied to any units.

Every step looks at the sample as the step before left it, and learns something that maps the values of any units:
denominate, transform, impute, treat, direct and normalise. Columns with the same rule are handled together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from intlindex.errors import DataError, DefinitionError, IntlindexError, Problem, nearest
from intlindex.index.steps import (
    ImputationFit,
    Scale,
    TransformFit,
    fit_imputation,
    fit_normalisation,
    fit_transform,
    fit_treatment,
)
from intlindex.index.table import Table, read_only
from intlindex.kernels.normalise import Fit, direct
from intlindex.kernels.treat import Treatment
from intlindex.specs import Framework, Indicator, IndicatorRule, Method
from intlindex.specs.normalisation import Distance, FractionOfMaximum, Goalposts, Normalisation

__all__ = ["Preparation", "Stages", "Units", "fit_preparation", "prepare_sample", "undefined_cells", "units_of"]

Array = NDArray[np.float64]
Labels = NDArray[np.object_]
Kind = TypeVar("Kind")
Columns = tuple[int, ...]


@dataclass(frozen=True)
class Units:
    """What the steps know of units besides their values."""

    names: tuple[str, ...]
    """Display names."""
    denominators: Array | None = None
    """``(units, indicators)``, ones where an indicator has none; None where no indicator has one."""
    labels: Mapping[str, Labels] | None = None
    """Columns of labels, for imputation by group."""
    history: Array | None = None
    """Earlier raw values ``(times, units, indicators)``, rising."""

    def take(self, rows: NDArray[np.intp]) -> Units:
        """Return some of the units."""
        return Units(
            tuple(self.names[row] for row in rows),
            None if self.denominators is None else self.denominators[rows],
            None if self.labels is None else {name: column[rows] for name, column in self.labels.items()},
            None if self.history is None else self.history[:, rows],
        )


def units_of(table: Table, framework: Framework) -> Units:
    """Collect what the steps need to know of the cities of a table.

    Raises
    ------
    DataError
        If a denominator is missing, or is not positive for a city; with every such city.
    """
    wanted = {node.denominator for node in framework.indicators if node.denominator is not None}
    found = {name: _denominator(table, name) for name in sorted(wanted)}
    _raise(DataError, (problem for _, problems in found.values() for problem in problems), framework)
    ones = np.ones(len(table.cities))
    columns = [ones if node.denominator is None else found[node.denominator][0] for node in framework.indicators]
    labels = {name: np.array(column, dtype=object) for name, column in table.attributes.items()}
    for name in ("country", "region"):
        if table.registry and name not in labels:
            entries = [table.registry.get(city) for city in table.cities]
            labels[name] = np.array([getattr(entry, name, None) or None for entry in entries], dtype=object)
    return Units(table.cities, np.stack(columns, axis=1) if wanted else None, labels, table.history)


def _denominator(table: Table, name: str) -> tuple[Array, list[Problem]]:
    """Read a denominator as numbers; a blank one leaves the quotient blank."""
    if name not in table.attributes:
        return np.ones(len(table.cities)), [
            Problem(name, f"no column for this denominator; {nearest(name, list(table.attributes))}")
        ]
    numbers = np.full(len(table.cities), np.nan)
    problems = []
    for row, cell in enumerate(table.attributes[name]):
        if cell is None or cell in ("", "NA"):
            continue
        try:
            numbers[row] = float(cell)
        except ValueError:
            numbers[row] = -1.0
        if not (0 < numbers[row] < np.inf):
            problems.append(Problem(f"{table.cities[row]}, {name}", f"a denominator must be positive, found {cell!r}"))
    return numbers, problems


@dataclass(frozen=True)
class Stages:
    """The values after each step, ``(..., units, indicators)``, NaN for a blank."""

    denominated: Array
    transformed: Array
    imputed: Array
    treated: Array
    normalised: Array

    def __post_init__(self) -> None:
        for stage in fields(self):
            read_only(getattr(self, stage.name))

    @property
    def filled(self) -> NDArray[np.bool_]:
        """Which cells were imputed."""
        return np.asarray(np.isnan(self.transformed) & ~np.isnan(self.imputed))


@dataclass(frozen=True)
class Preparation:
    """What was learned from a sample: how its indicators become commensurate."""

    factors: Array
    """What quotients are multiplied by; NaN where an indicator is not divided."""
    transforms: tuple[tuple[Columns, TransformFit], ...]
    imputations: tuple[tuple[Columns, str | None, ImputationFit], ...]
    """Columns, the labels that they are imputed by, and the fit."""
    treatments: tuple[tuple[Columns, Treatment], ...]
    signs: Array
    """1 where higher (transformed) values are better, -1 where lower are."""
    normalisations: tuple[tuple[Columns, Fit], ...]

    def stages(self, raw: Array, units: Units) -> Stages:
        """Prepare raw values ``(..., units, indicators)`` of any units, keeping what every step made."""
        with np.errstate(all="ignore"):  # what cannot be held becomes NaN or infinite, and is found by who asked
            return self._stages(raw, units)

    def _stages(self, raw: Array, units: Units) -> Stages:
        denominated = self.denominate(raw, units)
        transformed = _apply(self.transforms, denominated)
        imputed = _impute(self.imputations, transformed, units)
        treated = _apply(self.treatments, imputed)
        normalised = _apply(self.normalisations, direct(treated, self.signs))
        return Stages(denominated, transformed, imputed, treated, normalised)

    def apply(self, raw: Array, units: Units | None = None) -> Array:
        """Prepare raw values ``(..., units, indicators)`` of any units."""
        return self.stages(raw, units if units is not None else Units(())).normalised

    def denominate(self, raw: Array, units: Units) -> Array:
        """Divide by the denominators of the units, where an indicator has one."""
        return _denominate(raw, self.factors, units)


def _denominate(raw: Array, factors: Array, units: Units) -> Array:
    divided = ~np.isnan(factors)
    if units.denominators is None or not divided.any():
        return raw.copy(order="K")
    return np.where(divided, raw / np.where(divided, units.denominators, 1.0) * np.where(divided, factors, 1.0), raw)


def _apply(fits: Sequence[tuple[Columns, Fit]], values: Array) -> Array:
    if len(fits) == 1 and len(fits[0][0]) == values.shape[-1]:
        return fits[0][1].apply(values)
    result = values.copy(order="K")
    for columns, fit in fits:
        result.T[list(columns)] = fit.apply(_take(values, columns)).T
    return result


def _take(values: Array, columns: Columns) -> Array:
    """Take some columns, each in one piece of memory, the draws of a batch running fastest."""
    return values.T[list(columns)].T


def _impute(
    fits: Iterable[tuple[Columns, str | None, ImputationFit]], values: Array, units: Units, errors: Array | None = None
) -> Array:
    """Fill each rule's columns from the values before any imputation, so that no order of rules matters."""
    result = values.copy(order="K")
    for columns, by, fit in fits:
        filled = fit.apply(values, groups=_labels(units, by))
        result[..., columns] = filled[..., columns]
    return result if errors is None else np.where(np.isnan(values), result + errors, result)


def _labels(units: Units, by: str | None) -> Labels | None:
    return None if by is None or units.labels is None else units.labels[by]


def fit_preparation(raw: Array, units: Units, framework: Framework, method: Method) -> Preparation:
    """Fit all steps to a sample.

    Parameters
    ----------
    raw : (units, indicators) array
        Raw values, NaN for a blank.
    units : Units
        What is known of the units besides.
    framework : Framework
        The indicators, in the order of the columns.
    method : Method
        The rules.

    Returns
    -------
    Preparation
        What was learned.

    Raises
    ------
    DataError
        If a step is not defined for a value, as a logarithm for zero, or an indicator is constant where its spread
        is divided by; with every such cell or indicator.
    DefinitionError
        If a rule needs what an indicator or the data does not have, such as goalposts.
    """
    return _fit(raw, units, framework, method, check=True)[0]


def prepare_sample(
    raw: Array, units: Units, framework: Framework, method: Method, *, errors: Array | None = None
) -> Array:
    """Fit all steps to each of a batch of samples, and prepare the samples themselves.

    The samples are variants of one that was checked: what is not defined in one of them becomes NaN.

    Parameters
    ----------
    raw : (..., units, indicators) array
        Raw values, NaN for a blank.
    units, framework, method
        As in `fit_preparation`.
    errors : (..., units, indicators) array, optional
        What is added to imputed values.

    Returns
    -------
    (..., units, indicators) array
        Commensurate values.
    """
    preparation, directed = _fit(raw, units, framework, method, check=False, errors=errors)
    return _apply(preparation.normalisations, directed)


def _fit(
    raw: Array, units: Units, framework: Framework, method: Method, *, check: bool, errors: Array | None = None
) -> tuple[Preparation, Array]:
    """Fit all steps; return them and the sample as it is before it is normalised."""
    nodes = framework.indicators
    rules = [method.for_indicator(node.id) for node in nodes]
    if check:
        _raise(DefinitionError, _unmet(nodes, rules, units), framework)
    factors = np.array([_factor(node, rule) for node, rule in zip(nodes, rules, strict=True)])
    values = _denominate(raw, factors, units)

    transforms = _grouped(rules, "transform", lambda rule, columns: fit_transform(rule, _take(values, columns)))
    if check:
        _raise(DataError, undefined_cells(transforms, values, nodes, rules, units), framework)
    values = _apply(transforms, values)

    by_column = {column: fit for columns, fit in transforms for column in columns}
    signs = np.array([1.0 if node.direction == "higher" else -1.0 for node in nodes])
    signs = signs * [1.0 if by_column[column].increasing else -1.0 for column in range(len(nodes))]
    earlier = None if units.history is None else _apply(transforms, _denominate(units.history, factors, units))
    imputations = _imputations(rules, values, signs, units, nodes=nodes, earlier=earlier)
    values = _impute(imputations, values, units, errors)

    found = _grouped(rules, "treat", lambda rule, columns: fit_treatment(rule, _take(values, columns)))
    treatments = tuple((columns, fit) for columns, fit in found if fit is not None)
    values = direct(_apply(treatments, values), signs)

    if check:
        problems = [
            problem
            for column, node in enumerate(nodes)
            for problem in _unspread(rules[column], node, values[:, column], signs[column])
        ]
        problems += _without_reference(rules, nodes, values, signs, units)
        _raise(DataError, problems, framework)

    def scale(columns: Columns) -> Scale:
        """Take raw values of some indicators to where their data are: transformed and turned."""

        def place(raw: Array) -> Array:
            spread = np.full((raw.shape[0], len(nodes)), np.nan)
            spread[:, columns] = raw
            return direct(_apply(transforms, spread), signs)[:, columns]

        return Scale(tuple(nodes[column] for column in columns), place, units.names)

    normalisations = _grouped(
        rules, "normalise", lambda rule, columns: fit_normalisation(rule, _take(values, columns), scale(columns))
    )
    return Preparation(factors, transforms, imputations, treatments, signs, normalisations), values


def _grouped(
    rules: Sequence[IndicatorRule], step: str, fit: Callable[[Any, Columns], Kind]
) -> tuple[tuple[Columns, Kind], ...]:
    """Fit one step, all columns with the same rule together."""
    by_rule: dict[Any, list[int]] = {}
    for column, rule in enumerate(rules):
        by_rule.setdefault(getattr(rule, step), []).append(column)
    return tuple((tuple(columns), fit(rule, tuple(columns))) for rule, columns in by_rule.items())


def _imputations(
    rules: Sequence[IndicatorRule],
    values: Array,
    signs: Array,
    units: Units,
    *,
    nodes: Sequence[Indicator],
    earlier: Array | None,
) -> tuple[tuple[Columns, str | None, ImputationFit], ...]:
    names = {node.id: column for column, node in enumerate(nodes)}

    def fit(rule: Any, columns: Columns) -> tuple[str | None, ImputationFit | None]:
        by = getattr(rule, "by", None)
        found = fit_imputation(
            rule,
            values,
            targets=columns,
            signs=signs,
            groups=_labels(units, by),
            columns=names,
            history=earlier,
        )
        return by, found

    grouped = _grouped(rules, "impute", fit)
    return tuple((columns, by, found) for columns, (by, found) in grouped if found is not None)


def _factor(node: Indicator, rule: IndicatorRule) -> float:
    divides = node.denominator is not None and rule.denominate is not None and rule.denominate.kind == "divide"
    return rule.denominate.factor if divides and rule.denominate is not None else np.nan


def _raise(error: type[IntlindexError], problems: Iterable[Problem], framework: Framework) -> None:
    found = list(problems)
    if found:
        raise error(found, source=framework.id)


def _unmet(nodes: Sequence[Indicator], rules: Sequence[IndicatorRule], units: Units) -> Iterable[Problem]:
    """Find rules that need what an indicator or the data does not have."""
    ids = [node.id for node in nodes]
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
                yield Problem(f"indicators.{node.id}.impute.on", f"no indicator {name!r}; {nearest(name, ids)}")
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
