"""An index drafted from a table: framework, method and values, and what each column was taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.key_names import CITY_NAMES, USUAL_KEYS
from intlindex.core.data.labels import attributes_of, labels_of
from intlindex.core.data.times import time_label
from intlindex.core.drafting.column_cells import ColumnCells, read_columns
from intlindex.core.drafting.column_roles import ColumnRole, roles_of
from intlindex.core.drafting.drafted_nodes import DraftedNode, drafted_framework, drafted_nodes
from intlindex.core.drafting.header_words import without_padding
from intlindex.core.drafting.key_choice import kept_rows, key_column, key_name, time_column
from intlindex.core.drafting.node_ids import Ids, column_names
from intlindex.core.drafting.raw_table import raw_table
from intlindex.core.drafting.table_layout import OmittedRow, TableLayout, layout_of
from intlindex.core.drafting.tidy_layout import spread
from intlindex.errors import DataError, Problem, problem
from intlindex.sentences import say
from intlindex.specs.framework import Framework
from intlindex.specs.reading import Reading

__all__ = ["DraftedColumn", "DraftedIndex", "drafted_index"]

_LARGEST_WHOLE = 2**53
_USUAL = {*CITY_NAMES, *USUAL_KEYS, "unit"}


@dataclass(frozen=True)
class DraftedColumn:
    """A column of the table, and what it was taken for."""

    header: str
    """Its name in the header."""
    role: ColumnRole
    """What it is."""
    written_as: str = ""
    """Its name in the data that is written; empty if it is left out."""
    node: DraftedNode | None = None
    """The indicator that it is."""
    unread: tuple[str, ...] = ()
    """Texts in it that are no numbers."""


@dataclass(frozen=True)
class DraftedIndex:
    """An index drafted from a table."""

    source: str
    """The table."""
    framework: Framework
    """What is measured."""
    values: pd.DataFrame
    """The data, as it is read for the framework without settings."""
    columns: tuple[DraftedColumn, ...]
    """What each column was taken for."""
    reading: Reading
    """The settings by which the table was read."""
    key: str
    """The header of the column that names what is ranked."""
    layout: TableLayout
    """The parts of the table."""
    sheets: tuple[str, ...] = ()
    """The sheet that was read, and others that hold something."""
    left_out: tuple[tuple[int, str], ...] = ()
    """Numbers and labels of rows that name nothing, or sum up others."""
    times: tuple[str, ...] = ()
    """The times of its rows, where there are several."""

    @property
    def omitted(self) -> tuple[OmittedRow, ...]:
        """Rows below the header that do not belong to the table."""
        return self.layout.omitted


def drafted_index(data: Any, reading: Reading) -> DraftedIndex:
    """Draft an index from a table.

    Parameters
    ----------
    data : str, Path, DataFrame or another frame
        The table.
    reading : Reading
        What is known of how it is written; the rest is guessed.

    Returns
    -------
    DraftedIndex
        The index.

    Raises
    ------
    RequestError
        If it is no table, or a setting is not for its kind.
    DataError
        If it cannot be read, or no index can be drafted from it; with every problem.
    """
    source = str(data) if isinstance(data, str | Path) else "data"
    raw = raw_table(data, reading)
    layout = spread(layout_of(raw, source, header_rows=reading.header_rows), reading.key, source)
    columns, settings = _columns(layout, raw.reading, raw.separator, source)
    key = key_column(layout.names, columns, reading.key, source)
    rows, left_out = kept_rows(labels_of(columns[key].cells))
    columns = [column.where(rows) for column in columns]
    time = time_column(layout.names, columns, key)
    roles = roles_of(layout.names, columns, key, time, layout.groups)
    _check(columns, roles, key, time, source)
    headers = _headers(layout.names, roles)
    texts = [headers[at] for at, role in enumerate(roles) if role.kind == "attribute"]
    labels = labels_of(columns[key].cells).map(without_padding).astype(object)
    names = column_names(headers, [role.kind for role in roles], key_name(headers[key], labels, texts))
    ids = Ids(name for name in names if name)
    nodes = drafted_nodes(layout, headers, columns, roles, ids)
    framework = drafted_framework(nodes, layout, raw.name, ids)
    reads = {node.column: node.reads for node in nodes}
    written = [reads.get(at, name) for at, name in enumerate(names)]
    times = () if time is None else tuple(dict.fromkeys(map(time_label, columns[time].cells)))
    return DraftedIndex(
        source,
        framework,
        _values(columns, roles, written, labels),
        _described(headers, roles, written, nodes, columns),
        _settings(settings, layout, headers[key], raw.sheets),
        headers[key],
        layout,
        raw.sheets,
        tuple(left_out),
        times if len(times) > 1 else (),
    )


def _columns(
    layout: TableLayout, reading: Reading, separator: str | None, source: str
) -> tuple[list[ColumnCells], Reading]:
    if not layout.body:
        raise DataError(say("empty/data-rows"), source=source)
    cells = list(zip(*(cells for _, cells in layout.body), strict=True))
    return read_columns(cells, [number for number, _ in layout.body], reading, separator)


def _check(
    columns: Sequence[ColumnCells], roles: Sequence[ColumnRole], key: int, time: int | None, source: str
) -> None:
    """Check that rows are named once per time, and that there is an indicator."""
    problems: list[Problem] = []
    labels = labels_of(columns[key].cells)
    if labels.empty:
        raise DataError(say("empty/data-rows"), source=source)
    if time is None:
        counts = labels.value_counts(sort=False)
        problems += [
            problem("duplicate/data-city", f"city {label!r}", count=int(count))
            for label, count in counts.items()
            if count > 1
        ]
    if not any(role.kind == "indicator" for role in roles):
        problems.append(Problem("", say("empty/draft-indicators")))
    if problems:
        raise DataError(problems, source=source)


def _headers(names: Sequence[str], roles: Sequence[ColumnRole]) -> list[str]:
    """Return a name for each column, each once."""
    taken: set[str] = set()
    headers = []
    for at, (name, role) in enumerate(zip(names, roles, strict=True), start=1):
        start = name or ("city" if role.kind == "key" else str(say("draft/nameless", number=at)))
        made, more = start, 2
        while made.casefold() in taken:
            made, more = f"{start} ({more})", more + 1
        taken.add(made.casefold())
        headers.append(made)
    return headers


def _values(
    columns: Sequence[ColumnCells], roles: Sequence[ColumnRole], written: Sequence[str], labels: pd.Series[str]
) -> pd.DataFrame:
    """Return the data: the key, the time, other columns, indicators."""
    made: dict[str, dict[str, Any]] = {kind: {} for kind in ("key", "time", "attribute", "indicator", "left out")}
    for column, role, name in zip(columns, roles, written, strict=True):
        if role.kind == "key":
            made["key"][name] = labels.tolist()
        elif role.kind == "time":
            made["time"][name] = [time_label(cell) for cell in column.cells]
        elif role.kind != "left out":
            made[role.kind][name] = attributes_of(column.cells) if column.numbers is None else _plain(column.numbers)
    return pd.DataFrame({**made["key"], **made["time"], **made["attribute"], **made["indicator"]})


def _plain(numbers: NDArray[np.float64]) -> pd.Series[Any]:
    """Return numbers as whole ones if all are."""
    whole = np.isnan(numbers) | ((numbers == np.rint(numbers)) & (np.abs(numbers) < _LARGEST_WHOLE))
    series = pd.Series(numbers)
    return series.astype("Int64") if whole.all() else series


def _described(
    headers: Sequence[str],
    roles: Sequence[ColumnRole],
    written: Sequence[str],
    nodes: Sequence[DraftedNode],
    columns: Sequence[ColumnCells],
) -> tuple[DraftedColumn, ...]:
    by_column = {node.column: node for node in nodes}
    return tuple(
        DraftedColumn(header, role, name, by_column.get(at), column.unread)
        for at, (header, role, name, column) in enumerate(zip(headers, roles, written, columns, strict=True))
    )


def _settings(settings: Reading, layout: TableLayout, key: str, sheets: Sequence[str]) -> Reading:
    """Return the settings by which the reader itself reads the table, as far as they can say it."""
    below = [row.number for row in layout.omitted]
    units = layout.header[-1] if layout.has_units else None
    above = [number for number in (*layout.above, *layout.header) if number not in (layout.names_row, units)]
    found = settings.settings()
    if "skip_rows" not in found and (above or below):
        found["skip_rows"] = layout.names_row - 1 if not below else tuple(sorted([*above, *below]))
    if layout.has_units:
        found["header_rows"] = 2
    if key.casefold() not in _USUAL:
        found["key"] = key
    if len(sheets) < 2:
        found.pop("sheet", None)
    return Reading(**found)
