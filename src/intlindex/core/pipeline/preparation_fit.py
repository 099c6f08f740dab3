"""Fitting the steps of the preparation: each looks at the sample as the step before left it.

`fit_preparation` looks at one sample and checks everything; `Variants` does the same for batches of variants of a
sample that was checked, in which whatever is not defined is blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.table import read_only
from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.after import fit_after, unsuitable
from intlindex.core.pipeline.conditions import conditional, for_units
from intlindex.core.pipeline.magnitudes import size_of_scores, size_of_values
from intlindex.core.pipeline.normalisation_kernels import Grid, Scale, fit_normalisation
from intlindex.core.pipeline.preparation import Columns, Preparation, apply_fits, denominate, fill, take_columns
from intlindex.core.pipeline.preparation_checks import (
    Column,
    reversed_for_some,
    undefined_cells,
    unmeasurable,
    unmet_needs,
)
from intlindex.core.pipeline.step_kernels import (
    ImputationFit,
    TransformFit,
    fit_imputation,
    fit_transform,
    fit_treatment,
)
from intlindex.errors import DataError, DefinitionError, IntlindexError, Problem
from intlindex.kernels.normalise.linear import Chained, Fit, direct
from intlindex.specs import Framework, Indicator, IndicatorRule, Method
from intlindex.specs.custom import Custom
from intlindex.specs.imputation import Imputation, NoImputation

__all__ = ["Variants", "fit_preparation", "looks_around"]

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
    return _Sample.of(units, framework, method, checked=True).fit(raw)[0]


@dataclass(frozen=True)
class Variants:
    """Prepares variants of a sample that was checked: what is not defined in one of them becomes NaN.

    An indicator whose rules look at no other is prepared alone, so that a batch of its values stays in the cache.
    """

    parts: tuple[Columns, ...]
    """Columns that are prepared together, every column in one of them."""
    samples: tuple[_Sample, ...]
    """For each part, what is known besides values."""

    @classmethod
    def of(cls, units: Units, framework: Framework, method: Method) -> Variants:
        """Look up the rules, one time for all batches.

        Parameters
        ----------
        units, framework, method
            As in `fit_preparation`.
        """
        whole = _Sample.of(units, framework, method, checked=False)
        if any(looks_around(rule) for rule in whole.rules):
            return cls((tuple(range(len(whole.nodes))),), (whole,))
        parts = tuple((column,) for column in range(len(whole.nodes)))
        return cls(parts, tuple(whole.take(part) for part in parts))

    def prepare(self, part: int, raw: Array, *, errors: Array | None = None) -> Array:
        """Fit all steps to each of a batch of samples, and prepare the samples themselves.

        Parameters
        ----------
        part : int
            Place of the columns in `parts`.
        raw : (..., units, columns) array
            Raw values of these columns, NaN for a blank.
        errors : (..., units, columns) array, optional
            What is added to imputed values.

        Returns
        -------
        (..., units, columns) array
            Commensurate values.
        """
        return self.samples[part].fit(raw, errors)[1]


def looks_around(rule: IndicatorRule) -> bool:
    """Return whether the preparation of an indicator may depend on other indicators."""
    steps = (rule.transform, rule.impute, rule.treat, rule.normalise, *(rule.after or ()))
    steps += tuple(getattr(step, "then", None) for step in steps)
    return any(isinstance(step, Custom) or hasattr(step, "on") for step in steps)


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
        sample.refuse(DefinitionError, lambda: unmet_needs(nodes, method, units))
        return sample

    def take(self, columns: Columns) -> _Sample:
        """Return what is known of some columns."""
        nodes = tuple(self.nodes[column] for column in columns)
        rules = tuple(self.rules[column] for column in columns)
        return _Sample(nodes, rules, self.units.of_columns(columns), self.source, self.checked)

    def refuse(self, error: type[IntlindexError], problems: Callable[[], Iterable[Problem]]) -> None:
        found = list(problems()) if self.checked else []
        if found:
            raise error(dict.fromkeys(found), source=self.source)

    def fit(self, raw: Array, errors: Array | None = None) -> tuple[Preparation, Array]:
        """Fit the steps in their order, each to what the step before left; return them and what the last one leaves."""
        factors, units = self._factors, self.units
        values = denominate(raw, factors, units)
        transforms = self._grouped(
            "transform", lambda rule, at: conditional(rule, take_columns(values, at), units, fit_transform)
        )
        applied = for_units(transforms, units)
        self.refuse(DefinitionError, lambda: reversed_for_some(applied, self.nodes, self.rules))
        self.refuse(DataError, lambda: undefined_cells(applied, values, self.nodes, self.rules, units))
        signs = self._signs(transforms)
        sizes = size_of_values(applied, values)
        transformed = apply_fits(applied, values)
        imputations = self._imputations(Preparation(factors, signs, sizes, transforms), transformed)
        imputed = fill(imputations, transformed, units, errors)
        found = self._grouped(
            "treat", lambda rule, at: conditional(rule, take_columns(imputed, at), units, fit_treatment)
        )
        treatments = tuple((columns, fit) for columns, fit in found if fit is not None)
        held = for_units(treatments, units)
        if treatments:
            sizes = np.maximum(sizes, size_of_values(held, imputed))
        directed = direct(apply_fits(held, imputed), signs)
        fitted = Preparation(factors, signs, sizes, transforms, imputations, treatments)
        fitted = self._normalised(fitted, directed)
        return fitted, apply_fits(fitted.normalisations, directed)

    @cached_property
    def _factors(self) -> Array:
        return np.array([_factor(node, rule) for node, rule in zip(self.nodes, self.rules, strict=True)])

    @cached_property
    def _by_rule(self) -> dict[str, tuple[tuple[Any, Columns], ...]]:
        """For each step its distinct rules, and the columns that have them."""
        found: dict[str, dict[Any, list[int]]] = {step: {} for step in ("transform", "impute", "treat", "normalise")}
        same: dict[int, list[int]] = {}  # most columns have one rule in common, so that few are compared by content
        for column, rule in enumerate(self.rules):
            same.setdefault(id(rule), []).append(column)
        for columns in same.values():
            rule = self.rules[columns[0]]
            for step, of_rule in found.items():
                own = (rule.normalise, rule.after) if step == "normalise" else getattr(rule, step)
                of_rule.setdefault(own, []).extend(columns)
        return {step: tuple((rule, tuple(sorted(at))) for rule, at in each.items()) for step, each in found.items()}

    def _grouped(self, step: str, fit: Callable[[Any, Columns], Kind]) -> tuple[tuple[Columns, Kind], ...]:
        """Fit the rules of one step, all columns with the same rule together."""
        return tuple((columns, fit(rule, columns)) for rule, columns in self._by_rule[step])

    def _signs(self, transforms: Iterable[tuple[Columns, TransformFit]]) -> Array:
        """Return minus one for each column in which lower is better once it is transformed."""
        signs = self._directions
        for columns, fit in transforms:
            if not fit.increasing:
                signs = signs.copy()
                signs[list(columns)] *= -1.0
        return signs

    @cached_property
    def _directions(self) -> Array:
        return read_only(np.array([1.0 if node.direction == "higher" else -1.0 for node in self.nodes]))

    def _imputations(self, fitted: Preparation, values: Array) -> tuple[tuple[Columns, str | None, ImputationFit], ...]:
        if all(isinstance(rule, NoImputation) for rule, _ in self._by_rule["impute"]):
            return ()
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

        grouped = self._grouped("impute", fit)
        return tuple((columns, by, found) for columns, (by, found) in grouped if found is not None)

    def _normalised(self, fitted: Preparation, directed: Array) -> Preparation:
        """Fit the last step to values that are directed already."""
        self.refuse(
            DataError,
            lambda: unmeasurable(self.nodes, self.rules, directed, fitted.signs, self.units, sizes=fitted.sizes),
        )

        def scale(columns: Columns) -> Scale:
            """Take raw values of some indicators to where their data are: transformed and turned."""

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
            wide, values = size_of_scores(first, sample, size), first.apply(sample)
            self.refuse(DataError, lambda: self._unsuitable(rule[1], columns, values, wide))
            after = fit_after(rule[1], values, wide, of_scores=False, units=self.units.names)
            return first if after is None else Chained(first, after)

        found = self._grouped("normalise", normalise)
        if not self.checked:  # only the sizes of what was checked are asked for
            return replace(fitted, normalisations=found)
        sizes = np.zeros(len(self.nodes))
        for columns, fit in found:
            own = list(columns)
            sizes[own] = size_of_scores(fit, take_columns(directed, columns), fitted.sizes[own])
        return replace(fitted, normalisations=found, sizes=sizes)

    def _unsuitable(self, steps: Any, columns: Columns, values: Array, sizes: Array) -> Iterable[Problem]:
        """Find the steps after the normalisation that are not defined for the values of an indicator."""
        for at, column in enumerate(columns):
            one = Column(self.nodes[column].id, values[:, at], float(sizes[at]))
            yield from unsuitable(steps, one, self.units.names, of_scores=False)[1]


def _factor(node: Indicator, rule: IndicatorRule) -> float:
    divides = node.denominator is not None and rule.denominate is not None and rule.denominate.kind == "divide"
    return rule.denominate.factor if divides and rule.denominate is not None else np.nan
