"""Fitting the steps of the preparation: each looks at the sample as the step before left it.

`fit_preparation` looks at one sample and checks everything; `prepare_sample` does the same for a batch of variants of
a sample that was checked, in which whatever is not defined is blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.after import fit_after, unsuitable
from intlindex.core.pipeline.conditions import conditional, for_units
from intlindex.core.pipeline.magnitudes import size_of_scores, size_of_values
from intlindex.core.pipeline.normalisation_kernels import Grid, Scale, fit_normalisation
from intlindex.core.pipeline.preparation import STEPS, Columns, Preparation, take_columns
from intlindex.core.pipeline.preparation_checks import (
    Column,
    reversed_for_some,
    undefined_cells,
    unmeasurable,
    unmet_needs,
)
from intlindex.core.pipeline.step_kernels import ImputationFit, fit_imputation, fit_transform, fit_treatment
from intlindex.errors import DataError, DefinitionError, IntlindexError, Problem
from intlindex.kernels.normalise.linear import Chained, Fit, direct
from intlindex.specs import Framework, Indicator, IndicatorRule, Method
from intlindex.specs.imputation import Imputation

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
    return _fit(raw, _Sample.of(units, framework, method, checked=True))[0]


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
    return _fit(raw, _Sample.of(units, framework, method, checked=False), errors)[1]


def _fit(raw: Array, sample: _Sample, errors: Array | None = None) -> tuple[Preparation, Array]:
    """Fit the steps in their order, each to what the step before left; return them and what the last one leaves."""
    nodes = sample.nodes
    preparation = Preparation(np.full(len(nodes), np.nan), np.ones(len(nodes)), np.zeros(len(nodes)))
    values = raw
    for step in STEPS:
        preparation = sample.fit_step(step, preparation, values)
        values = preparation.take_step(step, values, sample.units, errors)
    return preparation, values


@dataclass(frozen=True)
class _Sample:
    """What is known of a sample besides its values, and how each step is fitted to it."""

    nodes: tuple[Indicator, ...]
    rules: tuple[IndicatorRule, ...]
    units: Units
    source: str
    checked: bool
    """Whether what is not defined is refused; otherwise it becomes NaN."""

    @classmethod
    def of(cls, units: Units, framework: Framework, method: Method, *, checked: bool) -> _Sample:
        nodes = framework.indicators
        rules = tuple(method.for_indicator(node.id) for node in nodes)
        sample = cls(nodes, rules, units, framework.id, checked)
        sample.refuse(DefinitionError, unmet_needs(nodes, method, units))
        return sample

    def refuse(self, error: type[IntlindexError], problems: Iterable[Problem]) -> None:
        found = list(problems) if self.checked else []
        if found:
            raise error(dict.fromkeys(found), source=self.source)

    def fit_step(self, step: str, fitted: Preparation, values: Array) -> Preparation:
        """Fit a step to the values that the step before left, beside all that is fitted already."""
        match step:
            case "denominated":
                factors = [_factor(node, rule) for node, rule in zip(self.nodes, self.rules, strict=True)]
                return replace(fitted, factors=np.array(factors))
            case "transformed":
                return self._transformed(fitted, values)
            case "imputed":
                return replace(fitted, imputations=self._imputations(fitted, values))
            case "treated":
                found = self._grouped(
                    lambda rule: rule.treat,
                    lambda rule, at: conditional(rule, take_columns(values, at), self.units, fit_treatment),
                )
                treatments = tuple((columns, fit) for columns, fit in found if fit is not None)
                sizes = np.maximum(fitted.sizes, size_of_values(for_units(treatments, self.units), values))
                return replace(fitted, treatments=treatments, sizes=sizes)
            case _:
                return self._normalised(fitted, direct(values, fitted.signs))

    def _grouped(
        self, step: Callable[[IndicatorRule], Any], fit: Callable[[Any, Columns], Kind]
    ) -> tuple[tuple[Columns, Kind], ...]:
        """Fit the rules of one step, all columns with the same rule together."""
        return self._together([step(rule) for rule in self.rules], fit)

    def _together(self, rules: Iterable[Any], fit: Callable[[Any, Columns], Kind]) -> tuple[tuple[Columns, Kind], ...]:
        by_rule: dict[Any, list[int]] = {}
        for column, rule in enumerate(rules):
            by_rule.setdefault(rule, []).append(column)
        return tuple((tuple(columns), fit(rule, tuple(columns))) for rule, columns in by_rule.items())

    def _transformed(self, fitted: Preparation, values: Array) -> Preparation:
        found = self._grouped(
            lambda rule: rule.transform,
            lambda rule, at: conditional(rule, take_columns(values, at), self.units, fit_transform),
        )
        applied = for_units(found, self.units)
        self.refuse(DefinitionError, reversed_for_some(applied, self.nodes, self.rules))
        self.refuse(DataError, undefined_cells(applied, values, self.nodes, self.rules, self.units))
        by_column = {column: fit for columns, fit in found for column in columns}
        signs = [
            (1.0 if node.direction == "higher" else -1.0) * (1.0 if by_column[column].increasing else -1.0)
            for column, node in enumerate(self.nodes)
        ]
        return replace(fitted, transforms=found, signs=np.array(signs), sizes=size_of_values(applied, values))

    def _imputations(self, fitted: Preparation, values: Array) -> tuple[tuple[Columns, str | None, ImputationFit], ...]:
        names = {node.id: column for column, node in enumerate(self.nodes)}
        history = self.units.history
        if history is not None:
            for step in ("denominated", "transformed"):
                history = fitted.take_step(step, history, self.units)

        def fit(rule: Imputation, columns: Columns) -> tuple[str | None, ImputationFit | None]:
            found = fit_imputation(
                rule,
                values,
                targets=columns,
                signs=fitted.signs,
                groups=self.units.labels_by(rule.labels),
                columns=names,
                history=history,
            )
            return rule.labels, found

        grouped = self._grouped(lambda rule: rule.impute, fit)
        return tuple((columns, by, found) for columns, (by, found) in grouped if found is not None)

    def _normalised(self, fitted: Preparation, directed: Array) -> Preparation:
        self.refuse(
            DataError,
            unmeasurable(self.nodes, self.rules, directed, fitted.signs, self.units, sizes=fitted.sizes),
        )

        def scale(columns: Columns) -> Scale:
            """Put raw values of some indicators on the scale of their data: transformed, and higher being better."""

            def place(raw: Array) -> Array:
                spread = np.full((raw.shape[0], len(self.nodes)), np.nan)
                spread[:, columns] = raw
                return direct(fitted.take_step("transformed", spread, Units(())), fitted.signs)[:, columns]

            return Scale(tuple(self.nodes[column] for column in columns), place, self.units.names)

        def normalise(rule: tuple[Any, Any], columns: Columns) -> Fit:
            sample, size = take_columns(directed, columns), fitted.sizes[..., list(columns)]
            first = fit_normalisation(rule[0], sample, scale(columns), Grid(sample, size))
            if not rule[1]:
                return first
            wide = size_of_scores(first, sample, size)
            self.refuse(DataError, self._unsuitable(rule[1], columns, first.apply(sample), wide))
            after = fit_after(rule[1], first.apply(sample), wide, of_scores=False, units=self.units.names)
            return first if after is None else Chained(first, after)

        found = self._together([(rule.normalise, rule.after) for rule in self.rules], normalise)
        sizes = np.zeros(len(self.nodes))
        for columns, fit in found if self.checked else ():
            own = list(columns)
            sizes[own] = size_of_scores(fit, take_columns(directed, columns), fitted.sizes[own])
        return replace(fitted, normalisations=found, sizes=sizes)

    def _unsuitable(self, steps: Any, columns: Columns, values: Array, sizes: Array) -> Iterable[Problem]:
        """Find the steps after the normalisation that are not defined for the values of an indicator."""
        for at, column in enumerate(columns) if self.checked else ():
            one = Column(self.nodes[column].id, values[:, at], float(sizes[at]))
            yield from unsuitable(steps, one, self.units.names, of_scores=False)[1]


def _factor(node: Indicator, rule: IndicatorRule) -> float:
    divides = node.denominator is not None and rule.denominate is not None and rule.denominate.kind == "divide"
    return rule.denominate.factor if divides and rule.denominate is not None else np.nan
