"""The tables of the R package COINr: `iData`, the units, and `iMeta`, what its columns are and how they form a tree.

Their form is that of COINr 1.1 (``check_iData``, ``check_iMeta`` and ``vignette("coins")`` of its documentation;
Becker et al. 2022, https://doi.org/10.21105/joss.04567).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from intlindex.api.interchange.coinr_meta import (
    COLUMNS,
    NODES,
    TYPES,
    Entry,
    assumed,
    level_problems,
    raw_framework,
    read_entries,
    text_table,
)
from intlindex.api.interchange.imported import Imported, mean_of_known_values
from intlindex.api.interchange.tool_cells import cell_text
from intlindex.api.interchange.tool_names import UnitNames, valid_ids
from intlindex.api.interchange.tool_problems import attempt, check_scale, framework_of, raise_all
from intlindex.core.data.cells import to_numbers
from intlindex.core.data.labels import label_of
from intlindex.core.data.times import time_label
from intlindex.errors import DataError, DefinitionError, IntlindexError, Problem, RequestError, nearest, problem
from intlindex.findings import Finding, finding
from intlindex.specs.fields import Scale

__all__ = ["from_coinr"]

# Columns of iData that are no entries of iMeta.
SPECIAL = ("uCode", "uName", "Time")


def from_coinr(
    data: str | Path | pd.DataFrame,
    meta: str | Path | pd.DataFrame,
    *,
    scale: Scale = "ratio",
    level_names: Sequence[str] = (),
) -> Imported:
    """Read the tables of the R package COINr.

    What the tables do not state is assumed, with a finding: the scale of the indicators. The method is COINr's own
    default (min-max to 0..100, weighted arithmetic means of known values): its tables hold no method.
    A `Denominator` is divided by when the index is scored, as its ``Denominate()`` would.

    Parameters
    ----------
    data : str, Path or DataFrame
        `iData`: a row per unit, with a column `uCode`, and optionally `uName` and `Time`; all other columns are entries
        of `iMeta`. Files are CSV, or TSV, Excel or Parquet by their ending.
    meta : str, Path or DataFrame
        `iMeta`: a row per column and aggregate, with `Level`, `iCode`, `Parent`, `Direction`, `Weight`, `Type`, and
        optionally `iName`, `Unit`, `Target`, `Denominator`, `goalpost_lower` and `goalpost_upper`. Two more columns
        that COINr does not have are read: `Scale` and `LevelName`, as `Index.to_coinr` writes them.
    scale : {"ratio", "interval", "ordinal"}
        The scale of indicators for which there is no column `Scale`.
    level_names : sequence of str
        Names of the levels, indicators first, as ``new_coin()`` takes them; without them, `level-2` and so on.

    Returns
    -------
    Imported
        Framework, data and method, with `score()`.

    Raises
    ------
    RequestError
        If a table is neither a path nor a DataFrame, there is no such scale, or `level_names` are no names.
    DefinitionError, DataError
        With every problem of both tables, by row and code.

    Examples
    --------
    >>> units = pd.DataFrame({"uCode": ["AUT", "BEL"], "uName": ["Austria", "Belgium"], "LPI": [4.1, 4.2]})
    >>> entries = pd.DataFrame(
    ...     {
    ...         "Level": [1, 2],
    ...         "iCode": ["LPI", "Index"],
    ...         "Parent": ["Index", None],
    ...         "Direction": [1, 1],
    ...         "Weight": [1, 1],
    ...         "Type": ["Indicator", "Aggregate"],
    ...     }
    ... )
    >>> from_coinr(units, entries).score().ranking[["rank", "city", "score"]]
       rank     city  score
    0     1  Belgium  100.0
    1     2  Austria    0.0
    """
    _check_options(scale, level_names)
    sources = (_source(meta, "iMeta"), _source(data, "iData"))
    wrong: list[IntlindexError] = []
    entries = attempt(wrong, lambda: read_entries(meta, sources[0]))
    frame = attempt(wrong, lambda: text_table(data, sources[1], wanted=SPECIAL))
    problems = [each for error in wrong if isinstance(error, DefinitionError) for each in error.problems]
    data_problems = [each for error in wrong if isinstance(error, DataError) for each in error.problems]
    for error in wrong:
        if not isinstance(error, DefinitionError | DataError):  # a bad argument, a missing package
            raise error
    ids, findings = valid_ids(
        (each.code for each in entries or () if each.kind in NODES),
        columns=(each.code for each in entries or () if each.kind not in NODES),
    )
    framework = None
    if entries is not None:
        problems += [found for each in entries for found in each.problems]
        problems += level_problems(entries)
        raw = raw_framework(entries, ids, level_names, scale)
        codes = {made: code for code, made in ids.items()}
        framework = framework_of(raw, problems, lambda node, name: _place(codes.get(node, node), name))
        findings += assumed(entries, scale)
    wide, names = pd.DataFrame(), UnitNames({}, ())
    if frame is not None:
        data_problems += _unit_problems(frame)
        names = UnitNames.of(_pairs(frame), code="uCode", name="uName")
        data_problems += [*names.problems, *_column_problems(frame, entries or [])]
        wide = _wide(frame, entries or [], ids, names)
        findings += _undeclared(frame, entries or [])
    raise_all(problems, data_problems, sources=sources)
    assert framework is not None
    return Imported(framework, mean_of_known_values(), sources[1], names.cities(), wide, tuple(findings))


def _check_options(scale: object, level_names: object) -> None:
    check_scale(scale)
    if (
        isinstance(level_names, str)
        or not isinstance(level_names, Sequence)
        or not all(isinstance(name, str) for name in level_names)
    ):
        raise RequestError([problem("wrong-type/interchange-level-names", "level_names", found=level_names)])


def _source(given: object, name: str) -> str:
    return str(given) if isinstance(given, str | Path) else name


def _place(code: str, name: str) -> str:
    column = COLUMNS.get(name, "")
    return f"iMeta[{code}]{f'.{column}' if column else ''}" if code else "iMeta"


# ---------------------------------------------------------------- iData


def _pairs(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Return codes and names of the rows; a name ``NA`` is a name."""
    codes = [label_of(cell) for cell in frame["uCode"]]
    names = [label_of(cell) for cell in frame["uName"]] if "uName" in frame else [""] * len(codes)
    return [pair for pair in zip(codes, names, strict=True) if pair[0]]


def _unit_problems(frame: pd.DataFrame) -> list[Problem]:
    if "uCode" not in frame:
        frame["uCode"] = ""
        hint = nearest("uCode", [str(name) for name in frame if name != "uCode"])
        return [problem("unknown-column/interchange", "column 'uCode'", hint=hint)]
    codes = [label_of(cell) for cell in frame["uCode"]]
    problems = [
        problem("required/interchange-unit-code", f"iData row {row}") for row, code in enumerate(codes, 2) if not code
    ]
    times = [time_label(cell_text(cell)) for cell in frame["Time"]] if "Time" in frame else [""] * len(codes)
    rows: dict[tuple[str, str], list[str]] = {}
    for row, key in enumerate(zip(codes, times, strict=True), 2):
        rows.setdefault(key, []).append(str(row))
    for (code, time), found in rows.items():
        if code and len(found) > 1:
            where = f"uCode {code!r}"
            if time:
                problems.append(problem("duplicate/interchange-unit-at-time", where, rows=tuple(found), time=time))
            else:
                problems.append(problem("duplicate/interchange-unit", where, rows=tuple(found)))
    return problems


def _column_problems(frame: pd.DataFrame, entries: Sequence[Entry]) -> list[Problem]:
    """Find columns that are missing or have the name of a special column, and cells that are no numbers."""
    others = [str(name) for name in frame.columns if name not in SPECIAL]
    units = [label_of(cell) for cell in frame["uCode"]]
    problems = []
    for each in entries:
        if each.kind == "Aggregate" or not each.code or each.kind not in TYPES:
            continue
        if each.code not in frame:
            problems.append(
                problem(
                    "unknown-column/interchange-entry",
                    f"column {each.code!r}",
                    kind=each.kind,
                    hint=nearest(each.code, others),
                )
            )
        elif each.kind in {"Indicator", "Denominator"}:
            _, bad = to_numbers(frame[each.code])
            problems += [
                problem("not-finite/interchange-cell", f"{units[row]}, {each.code}", found=cell)
                for row, cell in zip(np.flatnonzero(bad), frame[each.code][bad].astype(str).str.strip(), strict=True)
            ]
    wanted = {each.text["Denominator"]: each.code for each in entries if each.kind == "Indicator"}
    for name, user in wanted.items():
        if name and name not in frame:
            problems.append(
                problem(
                    "unknown-column/interchange-denominator",
                    f"column {name!r}",
                    user=user,
                    hint=nearest(name, others),
                )
            )
    if "city" in frame:
        problems.append(problem("not-allowed/interchange-city", "column 'city'"))
    return problems


def _undeclared(frame: pd.DataFrame, entries: Sequence[Entry]) -> list[Finding]:
    known = {*SPECIAL, *(each.code for each in entries)}
    return [finding("unused-column/interchange", "warning", str(name)) for name in frame.columns if name not in known]


def _wide(frame: pd.DataFrame, entries: Sequence[Entry], ids: Mapping[str, str], names: UnitNames) -> pd.DataFrame:
    """Return the table as wide data."""
    codes = frame["uCode"].map(label_of)
    numeric = {each.code for each in entries if each.kind in {"Indicator", "Denominator"}}
    columns: dict[str, Any] = {"city": [names.names.get(code, code) for code in codes]}
    if "uName" in frame:
        columns["uCode"] = list(codes)
    if "Time" in frame:
        columns["time"] = [time_label(cell_text(cell)) for cell in frame["Time"]]
    for name in frame.columns:
        if name in numeric:
            columns[ids[name]] = to_numbers(frame[name])[0]
        elif name not in SPECIAL:
            columns[ids.get(name, name)] = [None if cell_text(cell) == "" else cell for cell in frame[name]]
    return pd.DataFrame(columns)
