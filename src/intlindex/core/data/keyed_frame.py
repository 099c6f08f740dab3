"""Data as a frame: from a file or a DataFrame, with clean column names, and one column that names the cities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from intlindex.core.data.cells import shortened, to_numbers
from intlindex.core.data.files.file_cells import FileCells
from intlindex.core.data.input_checks import doubled, findings_of_file, opened
from intlindex.core.data.key_names import CITY_NAMES, FIRST_KEYS, USUAL_KEYS
from intlindex.core.data.labels import label_of, labels_of
from intlindex.core.data.settings_named import setting
from intlindex.core.data.settled_cells import read_cells
from intlindex.core.data.tidy_columns import PROVENANCE, TIDY_COLUMNS, is_tidy
from intlindex.errors import DataError, Problem, RequestError, nearest, problem
from intlindex.findings import Finding, finding
from intlindex.sentences import Sentence, say
from intlindex.sentences.nouns import spoken
from intlindex.specs.framework import Framework
from intlindex.specs.reading import Reading

__all__ = ["PROVENANCE", "TIDY_COLUMNS", "KeyedFrame", "check_readable", "is_tidy", "read_frame"]

_SPECIAL_NAMES = {"city", "unit", "time", *TIDY_COLUMNS, *PROVENANCE}


@dataclass(frozen=True)
class KeyedFrame:
    """Rows of data, and the column that names the cities."""

    frame: pd.DataFrame
    """The rows, with text column names."""
    key: str
    """The column that names the cities."""
    findings: tuple[Finding, ...] = ()
    """Which column was taken, where another could have been; what was read by settings."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with rows and cells that are not read further."""
    reading: Reading = field(default_factory=Reading)
    """How it was read."""

    @property
    def doubts(self) -> list[Problem]:
        """Warnings on the column taken, as problems: another column may be why the data is wrong."""
        return [Problem(f"column {each.node!r}", each.message) for each in self.findings if each.severity == "warning"]


def check_readable(data: Any, reading: Reading | None = None) -> None:
    """Check that data can be read as a table of cities, for any framework.

    Raises
    ------
    RequestError
        If it is neither a path nor a DataFrame, or has no such sheet.
    DataError
        If it cannot.
    """
    read_frame(data, str(data) if isinstance(data, str | Path) else "data", None, reading)


def read_frame(
    data: Any, source: str, framework: Framework | None = None, reading: Reading | None = None
) -> KeyedFrame:
    """Return the data with clean column names, and cells as they were written, or as settings say that they are read.

    The cities are named by the column that the settings name; else by the index of a frame, if it is one of names; else
    by a column `city`; else by the first that can be of a usual name, as `country`, or of text before a column `unit`;
    else by `unit`.

    Parameters
    ----------
    data : str, Path, DataFrame or another frame
        As in `intlindex.core.data.reading.read_table`.
    source : str
        What messages call it.
    framework : Framework, optional
        Its indicators are columns whose names are kept, upper case included, and its settings for reading are used.
    reading : Reading, optional
        Settings that come before those of the framework.

    Returns
    -------
    KeyedFrame
        The rows; the index numbers them as a spreadsheet does, with the header in row 1 unless a file has it elsewhere.

    Raises
    ------
    RequestError
        If the data is neither a path nor a DataFrame, or has no such sheet.
    DataError
        If it cannot be read, has several levels of labels, a column twice, no rows, or none that names cities.
    """
    asked, usual = reading or Reading(), (framework and framework.reading) or Reading()
    ids = [] if framework is None else list(framework.columns)
    given = opened(data, asked, usual, wanted=ids)
    settings = asked.over(usual)
    if isinstance(given, pd.DataFrame):
        if given.columns.nlevels > 1 or given.index.nlevels > 1:
            raise DataError(say("wrong-value/data-label-levels"), source=source)
        frame, header = given, [str(column) for column in given.columns]
    elif isinstance(given, FileCells):
        frame, header = given.frame, list(given.header)
    else:
        raise RequestError(say("wrong-type/data", found=type(data).__name__), source=source)
    columns = [_column_name(column, ids) for column in header]
    index = None if isinstance(given, FileCells) else _index_use(frame, columns, ids)
    if index is not None:
        frame = frame.reset_index()
        columns.insert(0, index)
        header.insert(0, index)
    if isinstance(given, pd.DataFrame):
        frame = frame.set_axis(pd.RangeIndex(2, len(frame) + 2), axis="index")
    if twice := list(doubled(columns, header)):
        raise DataError(twice, source=source)
    if frame.empty:
        raise DataError(say("empty/data-rows"), source=source)
    frame = _plain_types(frame.set_axis(columns, axis="columns"))
    key, others = _chosen_key(frame, index, ids, source, settings.key)
    found = read_cells(frame, key, framework, settings, given.units if isinstance(given, FileCells) else None)
    if found.frame.empty:
        raise DataError(found.problems or say("empty/data-rows"), source=source)
    findings = (*findings_of_file(given), *_key_findings(frame, key, others), *found.findings)
    return KeyedFrame(found.frame, key, findings, found.problems, settings)


def _column_name(name: str, ids: Sequence[str]) -> str:
    seen = label_of(name)
    if seen not in ids and seen.casefold() in CITY_NAMES:
        return "city"
    return seen.casefold() if seen not in ids and seen.casefold() in _SPECIAL_NAMES else seen


def _plain_types(frame: pd.DataFrame) -> pd.DataFrame:
    """Return columns of categories as columns of their values."""
    categories = [name for name, dtype in frame.dtypes.items() if isinstance(dtype, pd.CategoricalDtype)]
    return frame.astype(dict.fromkeys(categories, object)) if categories else frame


def _index_use(frame: pd.DataFrame, columns: Sequence[str], ids: Sequence[str]) -> str | None:
    """Return the name of the column that the index of a frame becomes; None where it only counts rows."""
    index = frame.index
    names = not pd.api.types.is_numeric_dtype(index.dtype)
    if index.name is None:
        counts = isinstance(index, pd.RangeIndex) or (not names and bool({"city", "unit"} & set(columns)))
        return None if counts or "city" in columns else "city"
    name = _column_name(str(index.name), ids)
    if name in columns and index.equals(pd.Index(frame.iloc[:, columns.index(name)])):
        return None  # set_index(..., drop=False)
    return name if names or name in _SPECIAL_NAMES or name in ids or "city" not in columns else None


def _chosen_key(
    frame: pd.DataFrame, index: str | None, ids: Sequence[str], source: str, asked: str | None
) -> tuple[str, list[str]]:
    """Return the column that names the cities, and those that could have been it."""
    columns = [str(column) for column in frame.columns]
    if asked is not None:
        return _asked_key(columns, asked, ids, source), []
    special = (_SPECIAL_NAMES - {"city", "unit"}) | set(ids)
    by_index = index is not None and index not in special and not (index == "unit" and "city" in columns)
    own = None if (noun := spoken()) is None else noun.one
    usual = [name for name in columns if (name.casefold() in USUAL_KEYS or name == own) and name not in ids]
    if not usual and columns[0].casefold() in FIRST_KEYS and columns[0] not in ids:
        usual = columns[:1]
    if by_index or "city" in columns:
        key = str(index) if by_index else "city"
        return key, [name for name in ("city", "unit") if name in columns and name != key]
    if "unit" not in columns:
        if not usual:
            separated_otherwise = len(columns) == 1 and ";" in columns[0]
            found = tuple(shortened(name) for name in columns)
            if separated_otherwise:
                raise DataError(say("unknown-column/data-separators", found=found), source=source)
            raise DataError(_no_key(frame, [name for name in columns if name not in special], found), source=source)
        return usual[0], usual[1:]
    return _key_beside_unit(frame, [name for name in columns if name not in special], usual)


def _no_key(frame: pd.DataFrame, columns: Sequence[str], found: tuple[str, ...]) -> Sentence:
    """Return the message that no column names the cities, with the setting that names the first column that could."""
    able = next((name for name in columns if shortened(name) == name and _can_be_key(frame, name)), None)
    if able is None:
        return say("unknown-column/data-cities", found=found)
    return say("unknown-column/data-cities-key", found=found, setting=setting("key", able))


def _asked_key(columns: Sequence[str], asked: str, ids: Sequence[str], source: str) -> str:
    """Return the column that a setting names, in any case of letters if there is none in its own."""
    name = _column_name(asked, ids)
    if name in columns:
        return name
    alike = [column for column in columns if column.casefold() == name.casefold()]
    if len(alike) != 1:
        raise DataError(
            [problem("unknown-column/data-key", "key", found=asked, hint=nearest(asked, columns))], source=source
        )
    return alike[0]


def _key_beside_unit(frame: pd.DataFrame, columns: Sequence[str], usual: Sequence[str]) -> tuple[str, list[str]]:
    """Return the key where there is a column `unit`, which may hold units of measurement, and what else could be it."""
    able = {name for name in columns if _can_be_key(frame, name)}
    others = [name for name in columns[: columns.index("unit")] if name in able]
    if "unit" in able:
        after = [name for name in usual if name in able and name not in others]
        return (others[0], ["unit", *others[1:], *after]) if others else ("unit", after)
    others += [name for name in usual if name in able and name not in others]
    others = others or list(usual)
    return (others[0], ["unit", *others[1:]]) if others else ("unit", [])


def _can_be_key(frame: pd.DataFrame, name: str) -> bool:
    """Return whether a column holds text that is never blank, each label once per indicator and time."""
    labels = labels_of(frame[name])
    if not labels.all() or not to_numbers(labels)[1].any():
        return False
    once = [other for other in ("indicator", "time") if other in frame.columns and (other == "time" or is_tidy(frame))]
    return not frame[once].astype(str).assign(**{"": labels}).duplicated().any()


def _key_findings(frame: pd.DataFrame, key: str, others: Sequence[str]) -> list[Finding]:
    """Report which column was taken as the key, where there was a choice; in tidy data `unit` is that of the value."""
    if key == "city" and is_tidy(frame):
        others = [name for name in others if name != "unit"]
    if not others:
        return []
    return [finding("key-column", "info" if key == "city" else "warning", key, others=tuple(others))]
