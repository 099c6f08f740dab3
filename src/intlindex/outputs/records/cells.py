"""Columns, rows and cells of records: blanks become null, NumPy scalars plain ones."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.display.records.base import FindingRecord, Record
from intlindex.findings import Finding

__all__ = [
    "by_city",
    "cells",
    "column",
    "finding_records",
    "finite",
    "made",
    "mapping",
    "nested",
    "plain",
    "row_records",
    "rows",
]

Made = TypeVar("Made", bound=Record)


def made(kind: type[Made], /, **values: Any) -> Made:
    """Make a record of values that are known to be right, without validating them; its format is written.

    Examples
    --------
    >>> made(FindingRecord, code="imputed", severity="info", node="gdp", message="...").to_dict()["node"]
    'gdp'
    """
    tag = {"format": field.default} if (field := kind.model_fields.get("format")) else {}
    record: Any = kind.model_construct(**tag, **values)
    return record  # type: ignore[no-any-return]


def plain(value: Any) -> Any:
    """Convert a cell for JSON: blanks become null, NumPy scalars plain ones."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124  NaN is the only value unequal to itself
        return None
    value = value.item() if hasattr(value, "item") else value
    return value if isinstance(value, bool | int | str) or not isinstance(value, float) else finite(value)


def finite(number: float) -> float | None:
    """Convert a distance for JSON: one that is infinite or unknown becomes null."""
    return float(number) if math.isfinite(number) else None


def cells(values: NDArray[np.float64]) -> list[float | None]:
    """Return an array of numbers as a list, null for a blank.

    Examples
    --------
    >>> cells(np.array([1.5, np.nan]))
    [1.5, None]
    """
    return [each if math.isfinite(each) else None for each in values.tolist()]


def column(values: pd.Series[Any]) -> list[Any]:
    """Return a column of a table as a list of plain values, null for a blank."""
    return cells(values.to_numpy()) if values.dtype == np.float64 else [plain(each) for each in values]


def _columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {str(name): column(frame.iloc[:, at]) for at, name in enumerate(frame.columns)}


def rows(frame: pd.DataFrame) -> tuple[dict[str, Any], ...]:
    """Return a table as mappings, one per row; its index is left out.

    Examples
    --------
    >>> rows(pd.DataFrame({"city": ["Rome"], "rank": pd.array([None], dtype="Int64")}))
    ({'city': 'Rome', 'rank': None},)
    """
    columns = _columns(frame)
    return tuple(dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


def row_records(kind: type[Made], frame: pd.DataFrame) -> tuple[Made, ...]:
    """Return a table as records, one per row; its index is left out."""
    known = {each.alias or name: name for name, each in kind.model_fields.items()}
    columns = {known[name]: values for name, values in _columns(frame).items() if name in known}
    made_rows: Any = tuple(
        kind.model_construct(**dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)
    )
    return made_rows  # type: ignore[no-any-return]


def by_city(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return a table as one mapping per row, by its index."""
    return dict(zip(map(str, frame.index), rows(frame), strict=True))


def nested(values: NDArray[np.float64], names: Sequence[str], columns: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return an array ``(names, columns)`` as one mapping per row.

    Examples
    --------
    >>> nested(np.array([[1.0, np.nan]]), ["Rome"], ["a", "b"])
    {'Rome': {'a': 1.0, 'b': None}}
    """
    return {name: dict(zip(columns, cells(row), strict=True)) for name, row in zip(names, values, strict=True)}


def mapping(values: pd.Series[Any]) -> dict[str, Any]:
    """Return a series as a mapping of plain values."""
    return dict(zip(map(str, values.index), column(values), strict=True))


def finding_records(found: pd.DataFrame | Iterable[Finding]) -> tuple[FindingRecord, ...]:
    """Return findings as records."""
    if isinstance(found, pd.DataFrame):
        return row_records(FindingRecord, found)
    return tuple(
        FindingRecord.model_construct(code=each.code, severity=each.severity, node=each.node, message=each.message)
        for each in found
    )
