"""Labels of data: names of cities, columns and groups, as they are read from cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from intlindex.core.data.cells import is_blank
from intlindex.findings import Finding, finding
from intlindex.specs.names import clean_name, similar_names

__all__ = ["attribute_of", "attributes_of", "label_of", "labels_of", "similar_labels"]


def label_of(cell: Any) -> str:
    """Return the label in a cell without invisible characters; an empty text where it is blank.

    Examples
    --------
    >>> label_of(" San\u00a0Remo"), label_of(101.0), label_of(None)
    ('San Remo', '101', '')
    """
    if isinstance(cell, str):
        return clean_name(cell)
    if is_blank(cell):
        return ""
    whole = isinstance(cell, float | np.floating) and np.isfinite(cell) and cell == int(cell)
    return str(int(cell)) if whole else clean_name(str(cell))


def labels_of(column: pd.Series[Any]) -> pd.Series[str]:
    """Return the labels in a column; one that occurs repeatedly is cleaned once.

    Examples
    --------
    >>> labels_of(pd.Series(["Rome ", None, "Rome "])).to_list()
    ['Rome', '', 'Rome']
    """
    cells = column.to_numpy(dtype=object)
    if _is_clean(cells.tolist()):
        return pd.Series(cells, index=column.index, dtype=object, name=column.name)
    return pd.Series(_changed_cells(column, label_of), index=column.index, dtype=object, name=column.name)


def _is_clean(cells: list[Any]) -> bool:
    """Return whether all cells are plain text of letters without accents, which no cleaning changes."""
    if set(map(type, cells)) != {str}:
        return False
    text = "\n".join(cells)
    if not text.isascii() or text.count("\n") != len(cells) - 1 or not text.replace("\n", "").isprintable():
        return False
    return not any(each in f"\n{text}\n" for each in ("  ", "\n ", " \n"))


def attributes_of(column: pd.Series[Any]) -> tuple[Any, ...]:
    """Return the cells of a column that is no indicator: `attribute_of` for each.

    Examples
    --------
    >>> attributes_of(pd.Series(["Asia ", 2.0, None], dtype=object))
    ('Asia', 2.0, None)
    """
    return tuple(_changed_cells(column, attribute_of))


def _changed_cells(column: pd.Series[Any], change: Callable[[Any], Any]) -> list[Any]:
    known: dict[str, Any] = {}
    changed = []
    for cell in column.to_numpy(dtype=object):
        if type(cell) is not str:
            changed.append(change(cell))
            continue
        if cell not in known:
            known[cell] = change(cell)
        changed.append(known[cell])
    return changed


def attribute_of(cell: Any) -> Any:
    """Return a cell that is no indicator's: text as a label and a number as a number, so that JSON can hold both.

    Examples
    --------
    >>> attribute_of("Asia "), attribute_of(np.float32(2)), attribute_of(np.nan)
    ('Asia', 2.0, None)
    """
    if isinstance(cell, str):
        return clean_name(cell)
    if is_blank(cell):
        return None
    if isinstance(cell, bool | np.bool_):
        return bool(cell)
    if isinstance(cell, int | np.integer):
        return int(cell)
    return float(cell) if isinstance(cell, float | np.floating) else label_of(cell)


def similar_labels(labels: Iterable[str], column: str) -> list[Finding]:
    """Find labels of a column that differ only in case, accents or punctuation."""
    return [finding("similar-names", "warning", column, names=tuple(alike)) for alike in similar_names(labels)]
