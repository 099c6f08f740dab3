"""Fitting the steps of the preparation: each looks at the sample as the step before left it.

`fit_preparation` looks at one sample and checks everything; `prepare_sample` does the same for a batch of variants of
a sample that was checked, in which whatever is not defined is blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.units import Units
from intlindex.core.pipeline.magnitudes import size_of_scores, size_of_values
from intlindex.core.pipeline.preparation import Columns, Preparation, apply_fits, denominate, fill, take_columns
from intlindex.core.pipeline.preparation_checks import undefined_cells, unmeasurable, unmet_needs
from intlindex.core.pipeline.steps import (
    Grid,
    ImputationFit,
    Scale,
    fit_imputation,
    fit_normalisation,
    fit_transform,
    fit_treatment,
)
from intlindex.errors import DataError, DefinitionError, IntlindexError, Problem
from intlindex.kernels.normalise.linear import Fit, direct
from intlindex.specs import Framework, Indicator, IndicatorRule, Method

__all__ = ["fit_preparation", "prepare_sample"]

Array = NDArray[np.float64]
Kind = TypeVar("Kind")


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
    return apply_fits(preparation.normalisations, directed)


def _fit(
    raw: Array, units: Units, framework: Framework, method: Method, *, check: bool, errors: Array | None = None
) -> tuple[Preparation, Array]:
    """Fit all steps; return them and the sample as it is before it is normalised."""
    nodes = framework.indicators
    rules = [method.for_indicator(node.id) for node in nodes]
    if check:
        _refuse(DefinitionError, unmet_needs(nodes, rules, units), framework)
    factors = np.array([_factor(node, rule) for node, rule in zip(nodes, rules, strict=True)])
    values = denominate(raw, factors, units)

    transforms = _grouped(rules, "transform", lambda rule, columns: fit_transform(rule, take_columns(values, columns)))
    if check:
        _refuse(DataError, undefined_cells(transforms, values, nodes, rules, units), framework)
    sizes = size_of_values(transforms, values)
    values = apply_fits(transforms, values)

    by_column = {column: fit for columns, fit in transforms for column in columns}
    signs = np.array([1.0 if node.direction == "higher" else -1.0 for node in nodes])
    signs = signs * [1.0 if by_column[column].increasing else -1.0 for column in range(len(nodes))]
    earlier = None if units.history is None else apply_fits(transforms, denominate(units.history, factors, units))
    imputations = _imputations(rules, values, signs, units, nodes=nodes, earlier=earlier)
    values = fill(imputations, values, units, errors)

    found = _grouped(rules, "treat", lambda rule, columns: fit_treatment(rule, take_columns(values, columns)))
    treatments = tuple((columns, fit) for columns, fit in found if fit is not None)
    sizes = np.maximum(sizes, size_of_values(treatments, values))
    values = direct(apply_fits(treatments, values), signs)

    if check:
        _refuse(DataError, unmeasurable(nodes, rules, values, signs, units, sizes=sizes), framework)

    def scale(columns: Columns) -> Scale:
        """Take raw values of some indicators to where their data are: transformed and turned."""

        def place(raw: Array) -> Array:
            spread = np.full((raw.shape[0], len(nodes)), np.nan)
            spread[:, columns] = raw
            return direct(apply_fits(transforms, spread), signs)[:, columns]

        return Scale(tuple(nodes[column] for column in columns), place, units.names)

    def normalise(rule: Any, columns: Columns) -> Fit:
        sample = take_columns(values, columns)
        return fit_normalisation(rule, sample, scale(columns), Grid(sample, sizes[..., list(columns)]))

    normalisations = _grouped(rules, "normalise", normalise)
    scores = np.zeros(len(nodes))
    for columns, fit in normalisations if check else ():
        scores[list(columns)] = size_of_scores(fit, take_columns(values, columns), sizes[list(columns)])
    return Preparation(factors, transforms, imputations, treatments, signs, normalisations, scores), values


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
            groups=units.labels_by(by),
            columns=names,
            history=earlier,
        )
        return by, found

    grouped = _grouped(rules, "impute", fit)
    return tuple((columns, by, found) for columns, (by, found) in grouped if found is not None)


def _factor(node: Indicator, rule: IndicatorRule) -> float:
    divides = node.denominator is not None and rule.denominate is not None and rule.denominate.kind == "divide"
    return rule.denominate.factor if divides and rule.denominate is not None else np.nan


def _refuse(error: type[IntlindexError], problems: Iterable[Problem], framework: Framework) -> None:
    found = list(problems)
    if found:
        raise error(found, source=framework.id)
