"""Steps that are meant for some units only: fitted to those where a condition holds, and applied to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.labels import label_of
from intlindex.core.data.table import Labels
from intlindex.core.data.unit_facts import Units
from intlindex.errors import Problem, nearest, problem
from intlindex.kernels.rank import column_step, on_grid
from intlindex.specs import Framework, Method
from intlindex.specs.condition import Condition
from intlindex.specs.rule_paths import path_of_indicator

__all__ = [
    "Conditional",
    "Partly",
    "Test",
    "broken_conditions",
    "conditional",
    "conditions_of",
    "conditions_on_indicators",
    "for_units",
]

Array = NDArray[np.float64]
Columns = tuple[int, ...]


@dataclass(frozen=True)
class Test:
    """A condition with the step of the grid on which the column is compared with its number."""

    __test__ = False  # none of pytest's

    condition: Condition
    step: float = 1.0

    @classmethod
    def of(cls, condition: Condition, labels: Mapping[str, Labels]) -> Test:
        """Fit the step to the column of a sample."""
        if condition.label is not None:
            return cls(condition)
        return cls(
            condition, float(column_step(np.append(_numbers(labels[condition.column]), _limit(condition)), axis=-1))
        )

    def holds(self, labels: Mapping[str, Labels] | None) -> NDArray[np.bool_]:
        """Return for which units it holds ``(units,)``; for nothing that is no unit."""
        if labels is None:
            return np.zeros(1, dtype=np.bool_)
        cells = labels[self.condition.column]
        if self.condition.label is not None:
            wanted = label_of(self.condition.label)
            return np.array([label_of(cell) == wanted for cell in cells], dtype=np.bool_)
        values, limit = on_grid(_numbers(cells), self.step), on_grid(np.array(_limit(self.condition)), self.step)
        return np.asarray(values < limit if self.condition.below is not None else values >= limit)


def _limit(condition: Condition) -> float:
    found = condition.below if condition.below is not None else condition.at_least
    assert found is not None
    return found


def _numbers(cells: Iterable[Any]) -> Array:
    return np.array([_number(cell) for cell in cells])


def _number(cell: Any) -> float:
    try:
        return float(cell)
    except (TypeError, ValueError, OverflowError):
        return np.nan


@dataclass(frozen=True)
class Partly:
    """A fit that is applied to some units; the values of the others are unchanged."""

    fit: Any
    rows: NDArray[np.bool_]
    """``(units,)``"""

    @property
    def increasing(self) -> bool:
        """Whether it keeps the order of values."""
        return bool(self.fit.increasing)

    def apply(self, values: Array) -> Array:
        """Map the values ``(..., units, indicators)`` of these units."""
        return np.where(self.rows[:, None], self.fit.apply(values), values)

    def defined(self, values: Array) -> NDArray[np.bool_]:
        """Return where it is defined; values of other units are."""
        return np.asarray(self.fit.defined(values) | ~self.rows[:, None])


@dataclass(frozen=True)
class Conditional:
    """A fit, and what a unit must be for it to apply."""

    fit: Any
    test: Test

    @property
    def increasing(self) -> bool:
        """Whether it keeps the order of values."""
        return bool(self.fit.increasing)

    @property
    def record(self) -> Any:
        """What it did to its sample."""
        return self.fit.record

    def for_units(self, units: Units) -> Partly:
        """Return the fit for some units."""
        return Partly(self.fit, self.test.holds(units.labels))


def conditional(rule: Any, sample: Array, units: Units, fit: Any) -> Any:
    """Fit a rule to a sample ``(..., units, indicators)``: to the units where its condition holds, if it has one."""
    condition = getattr(rule, "where", None)
    if condition is None or units.labels is None:
        return fit(rule, sample)
    test = Test.of(condition, units.labels)
    found = fit(rule, np.where(test.holds(units.labels)[:, None], sample, np.nan))
    return None if found is None else Conditional(found, test)


def for_units(fits: Sequence[tuple[Columns, Any]], units: Units) -> tuple[tuple[Columns, Any], ...]:
    """Return the fits of a step, each as it applies to some units."""
    if not any(isinstance(fit, Conditional) for _, fit in fits):
        return tuple(fits)
    return tuple((at, fit.for_units(units) if isinstance(fit, Conditional) else fit) for at, fit in fits)


def conditions_of(method: Method, framework: Framework, *, of_placed: bool = False) -> Iterator[tuple[str, Condition]]:
    """Yield every condition of a method, each once, with the path to it; for placed units, those that concern them."""
    screens = [("units", method.units)] + ([] if of_placed else [("indicators.screen", method.indicators.screen)])
    found = {f"{path}.where": screen.where for path, screen in screens if screen.where is not None}
    for node in framework.indicators:
        rule = method.for_indicator(node.id)
        for field, step in (("transform", rule.transform), ("treat", rule.treat)):
            condition = getattr(step, "where", None)
            if condition is not None:
                found[f"{path_of_indicator(method, node.id, field)}.where"] = condition
    yield from found.items()


def conditions_on_indicators(method: Method, framework: Framework) -> Iterable[Problem]:
    """Find conditions on a column that an indicator reads."""
    read = {*framework.columns, *(node.id for node in framework.indicators)}
    for where, condition in conditions_of(method, framework):
        if condition.column in read:
            yield problem("not-allowed/condition-on-indicator", where, column=condition.column)


def broken_conditions(
    method: Method, framework: Framework, units: Units, *, of_placed: bool = False
) -> Iterable[Problem]:
    """Find conditions on a column that the data has not, and units of which it is blank, or no number for a number."""
    labels = units.labels or {}
    seen: set[tuple[str, bool]] = set()
    for where, condition in conditions_of(method, framework, of_placed=of_placed):
        column, numeric = condition.column, condition.label is None
        if column not in labels:
            yield problem("unknown-column/condition", where, found=column, hint=nearest(column, list(labels)))
            continue
        if (column, numeric) in seen:
            continue
        seen.add((column, numeric))
        for name, cell in zip(units.names, labels[column], strict=True):
            if label_of(cell) in {"", "NA"}:
                yield problem("required/condition-cell", f"{name}, {column}", rule=where)
            elif numeric and not np.isfinite(_number(cell)):
                yield problem("wrong-type/condition-cell", f"{name}, {column}", rule=where, found=str(cell)[:60])
