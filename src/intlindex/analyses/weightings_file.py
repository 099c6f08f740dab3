"""Weightings from a file: a table with a row for each, or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from intlindex.core.data.cells import to_numbers
from intlindex.core.data.files.reading_file import read_file
from intlindex.core.data.labels import label_of
from intlindex.errors import DataError, problem
from intlindex.sentences import say
from intlindex.specs.load import read_text

__all__ = ["NAME", "weightings_of_file"]

NAME = "weighting"
"""The column of a table that names its rows."""


def weightings_of_file(path: Path) -> Any:
    """Read weightings.

    Parameters
    ----------
    path : Path
        A table (CSV, TSV, Excel or Parquet) with a row for each weighting and a column for each node, blank where a
        weighting leaves a weight as it is, and possibly a column ``weighting`` with names. Or JSON (.json): an object
        of weightings by name, or an array of them, each an object of weights by node id.

    Returns
    -------
    DataFrame, mapping or list
        As `reweight_many` takes them; rows without names are called "row 2" and so on, as a spreadsheet numbers them.

    Raises
    ------
    DataError
        If the file cannot be read, or a cell is no number; with every such cell.
    """
    return _of_json(path) if path.suffix.casefold() == ".json" else _of_table(path)


def _of_json(path: Path) -> Any:
    try:
        found = json.loads(read_text(path, DataError))
    except (ValueError, RecursionError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(say("unreadable-file", format="JSON", reason=str(error)), source=str(path)) from error
    items = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    if not items or not all(isinstance(each, Mapping) for _, each in items):
        raise DataError(say("wrong-type/weightings-json"), source=str(path))
    return found


def _of_table(path: Path) -> pd.DataFrame:
    cells = read_file(path, None, None, (NAME,))
    frame = cells.frame.set_axis([label_of(name) for name in cells.header], axis="columns")
    names = [f"row {row}" for row in frame.index]
    if NAME in frame:
        column = frame.loc[:, [each == NAME for each in frame.columns]]
        if column.shape[1] > 1:
            raise DataError([problem("duplicate/weightings-name", NAME)], source=str(path))
        names = [label_of(cell) or name for cell, name in zip(column.iloc[:, 0], names, strict=True)]
        frame = frame.drop(columns=NAME)
    problems = [
        problem("duplicate/weightings-column", str(name))
        for name in dict.fromkeys(frame.columns[frame.columns.duplicated()])
    ]
    if problems:
        raise DataError(problems, source=str(path))
    columns = {}
    for node in frame.columns:
        columns[node], wrong = to_numbers(frame[node])
        problems += [
            problem("not-finite/improve", f"{names[row]}: {node}", found=str(frame[node].iloc[row])[:40])
            for row in np.flatnonzero(wrong).tolist()
        ]
    if frame.empty or problems:
        raise DataError(problems or say("empty/data-rows"), source=str(path))
    return pd.DataFrame(columns, index=pd.Index(names, name=NAME))
