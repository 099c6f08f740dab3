"""Costs and limits of indicators from a table, one row per indicator."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd

from intlindex.core.data.cells import to_numbers
from intlindex.core.data.files.reading_file import read_file
from intlindex.core.data.labels import label_of
from intlindex.errors import DataError, nearest, problem
from intlindex.specs.reading import Reading

__all__ = ["CostsGiven", "costs_of_table"]

CostsGiven: TypeAlias = "Mapping[str, float] | pd.Series[float] | pd.DataFrame | Path | None"
"""The forms in which a caller may give costs."""

COLUMNS = ("indicator", "cost", "limit")


def costs_of_table(given: pd.DataFrame | Path) -> tuple[dict[str, float], dict[str, float]]:
    """Return the costs and the limits of a table.

    Parameters
    ----------
    given : DataFrame or Path
        With a column ``indicator``, and ``cost``, ``limit`` or both; a blank cell says nothing.

    Returns
    -------
    costs, limits : dict of str to float
        By indicator.

    Raises
    ------
    DataError
        If a column is unknown or missing, a number is none, or an indicator is named twice; with every problem.

    Examples
    --------
    >>> table = pd.DataFrame({"indicator": ["gdp", "pm25"], "cost": [2, None], "limit": [None, 10]})
    >>> costs_of_table(table)
    ({'gdp': 2.0}, {'pm25': 10.0})
    """
    source = str(given) if isinstance(given, Path) else "costs"
    if isinstance(given, Path):
        found = read_file(given, Reading(), None, COLUMNS)
        frame = found.frame.set_axis([label_of(name) for name in found.header], axis="columns")
    else:
        frame = given.set_axis(pd.RangeIndex(2, len(given) + 2), axis="index")
    names = [str(name) for name in frame.columns]
    problems = [
        problem("unknown-column/costs", name, hint=nearest(name, COLUMNS)) for name in names if name not in COLUMNS
    ]
    if "indicator" not in names or len(names) < 2 or len(set(names)) < len(names):
        problems.append(problem("required/costs-columns", allowed=COLUMNS))
    if problems:
        raise DataError(problems, source=source)
    indicators = [label_of(cell) for cell in frame["indicator"]]
    for row, name in zip(frame.index, indicators, strict=True):
        if not name:
            problems.append(problem("required/costs-indicator", f"row {row}"))
        elif indicators.count(name) > 1:
            problems.append(problem("duplicate/costs", f"row {row}", found=name))
    columns: dict[str, dict[str, float]] = {"cost": {}, "limit": {}}
    for column in (name for name in names if name != "indicator"):
        numbers, wrong = to_numbers(frame[column])
        for at, (row, name) in enumerate(zip(frame.index, indicators, strict=True)):
            if wrong[at]:
                where, cell = f"row {row}, {column}", str(frame[column].iloc[at])[:40]
                problems.append(problem("not-finite/improve", where, found=cell))
            elif not np.isnan(numbers[at]):
                columns[column][name] = float(numbers[at])
    if problems:
        raise DataError(problems, source=source)
    return columns["cost"], columns["limit"]
