"""Facts about cities besides the values of their indicators: denominators, labels and earlier values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.table import Labels, Table
from intlindex.errors import DataError, Problem, nearest, problem
from intlindex.specs import Framework, Method
from intlindex.specs.imputation import LastObservation

__all__ = ["Units", "units_of"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Units:
    """Facts about units that steps use besides their values."""

    names: tuple[str, ...]
    """Display names."""
    denominators: Array | None = None
    """``(units, indicators)``, ones where an indicator has none; None where no indicator has one."""
    labels: Mapping[str, Labels] | None = None
    """Columns of labels, for imputation by group."""
    history: Array | None = None
    """Earlier raw values ``(times, units, indicators)``, ascending in time."""

    def labels_by(self, column: str | None) -> Labels | None:
        """Return a column of labels; None where none is requested or available."""
        return None if column is None or self.labels is None else self.labels[column]

    def take(self, rows: NDArray[np.intp]) -> Units:
        """Return some of the units."""
        return Units(
            tuple(self.names[row] for row in rows),
            None if self.denominators is None else self.denominators[rows],
            None if self.labels is None else {name: column[rows] for name, column in self.labels.items()},
            None if self.history is None else self.history[:, rows],
        )

    def of_columns(self, columns: Sequence[int]) -> Units:
        """Return what is known for some of the indicators."""
        own = list(columns)
        denominators = None if self.denominators is None else self.denominators[:, own]
        return replace(
            self,
            denominators=denominators,
            history=None if self.history is None else self.history[..., own],
        )


def units_of(table: Table, framework: Framework, method: Method | None) -> Units:
    """Collect the denominators, labels and earlier values that steps need.

    Parameters
    ----------
    table : Table
        The data; its history is read only where the method uses it.
    framework : Framework
        The indicators.
    method : Method or None
        The rules; None where several methods are tried, each of which may use earlier values.

    Returns
    -------
    Units
        The facts.

    Raises
    ------
    DataError
        If a denominator is missing, or is not positive for a city; with every such city.
    """
    wanted = {node.denominator for node in framework.indicators if node.denominator is not None}
    found = {name: _denominator(table, name) for name in sorted(wanted)}
    problems = [each for _, wrong in found.values() for each in wrong]
    if problems:
        raise DataError(problems, source=framework.id)
    ones = np.ones(len(table.cities))
    columns = [ones if node.denominator is None else found[node.denominator][0] for node in framework.indicators]
    return Units(
        table.cities,
        np.stack(columns, axis=1) if wanted else None,
        table.labels,
        table.history if method is None or _looks_back(method) else None,
    )


def _looks_back(method: Method) -> bool:
    """Return whether a rule takes earlier values."""
    rules = (method.indicators, *method.indicators.only.values())
    return any(isinstance(rule.impute, LastObservation) for rule in rules)


def _denominator(table: Table, name: str) -> tuple[Array, list[Problem]]:
    """Read a denominator as numbers; a blank one leaves the quotient blank."""
    if name not in table.attributes:
        return np.ones(len(table.cities)), [
            problem("unknown-column/data-denominator", name, hint=nearest(name, list(table.attributes)))
        ]
    numbers = np.full(len(table.cities), np.nan)
    problems = []
    for row, cell in enumerate(table.attributes[name]):
        if cell is None or cell in ("", "NA"):
            continue
        try:
            numbers[row] = float(cell)
        except (ValueError, OverflowError):
            problems.append(
                problem("wrong-type/data-denominator", f"{table.cities[row]}, {name}", found=str(cell)[:60])
            )
            continue
        if not (0 < numbers[row] < np.inf):
            problems.append(problem("out-of-range/data-denominator", f"{table.cities[row]}, {name}", found=cell))
    return numbers, problems
