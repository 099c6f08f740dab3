"""The table `iMeta` of the R package COINr: what the columns of `iData` are, and how they form a tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from intlindex.api.interchange.tool_cells import cell_number, cell_text, shown_number
from intlindex.api.interchange.tool_names import slug
from intlindex.core.data.files.reading_file import read_file
from intlindex.core.data.input_checks import doubled
from intlindex.errors import DataError, DefinitionError, Problem, RequestError, nearest, problem
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs.fields import Scale
from intlindex.specs.names import clean_name

__all__ = [
    "COLUMNS",
    "NODES",
    "TYPES",
    "Entry",
    "assumed",
    "level_problems",
    "raw_framework",
    "read_entries",
    "text_table",
]

REQUIRED = ("Level", "iCode", "Parent", "Direction", "Weight", "Type")
TYPES = ("Indicator", "Aggregate", "Group", "Denominator", "Other")
NODES = {"Indicator", "Aggregate"}

# The column of iMeta that each field of a node is read from, for messages.
COLUMNS = {
    "id": "iCode",
    "name": "iName",
    "parent": "Parent",
    "weight": "Weight",
    "unit": "Unit",
    "direction": "Direction",
    "scale": "Scale",
    "level": "LevelName",
    "target": "Target",
    "goalposts": "goalpost_lower",
    "denominator": "Denominator",
}


def text_table(given: object, source: str, *, wanted: Sequence[str] = REQUIRED) -> pd.DataFrame:
    """Return a table with text as column names; a named index is its first column.

    Raises
    ------
    RequestError
        If it is neither a path nor a DataFrame.
    DataError
        If it cannot be read, is empty or has a column twice.
    """
    if isinstance(given, pd.DataFrame):
        frame = given.reset_index(drop=given.index.name is None)
        header = [str(name) for name in frame.columns]
    elif isinstance(given, str | Path):
        cells = read_file(given, wanted=wanted)
        frame, header = cells.frame, list(cells.header)
    else:
        raise RequestError(say("wrong-type/interchange-table", found=type(given).__name__), source=source)
    columns = [clean_name(name) for name in header]
    if twice := list(doubled(columns, header)):
        raise DataError(twice, source=source)
    if frame.empty:
        raise DataError(say("empty/interchange-rows"), source=source)
    return frame.set_axis(columns, axis="columns")


@dataclass(frozen=True)
class Entry:
    """One row of iMeta, with its cells read."""

    row: int
    code: str
    kind: str
    text: Mapping[str, str]
    number: Mapping[str, float | None]
    problems: list[Problem] = field(default_factory=list)


def read_entries(meta: object, source: str) -> list[Entry]:
    """Read all rows of iMeta; problems of their cells are kept with them.

    Raises
    ------
    DefinitionError
        If it is no table or a column is missing.
    """
    try:
        frame = text_table(meta, source)
    except DataError as error:
        raise DefinitionError(error.problems, source=source) from error
    columns = list(frame.columns)
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        found = [
            problem("unknown-column/interchange", f"column {name!r}", hint=nearest(name, columns)) for name in missing
        ]
        raise DefinitionError(found, source=source)
    return [_entry(number, dict(zip(columns, row, strict=True))) for number, row in enumerate(frame.to_numpy(), 2)]


_NUMBERS = ("Level", "Direction", "Weight", "Target", "goalpost_lower", "goalpost_upper")
_TEXTS = ("iName", "Unit", "Denominator", "Parent", "Scale", "LevelName")


def _entry(row: int, cells: Mapping[str, Any]) -> Entry:
    """Read a row, with the problems of its cells."""
    code, kind = clean_name(cell_text(cells["iCode"])), cell_text(cells["Type"])
    number: dict[str, float | None] = {}
    texts = {name: cell_text(cells.get(name)) for name in _TEXTS}
    texts |= {name: clean_name(texts[name]) for name in ("Denominator", "Parent")}  # codes, as that of the row
    entry = Entry(row, code, kind, texts, number)
    where = f"iMeta[{code}]" if code else f"iMeta row {row}"
    if not code:
        entry.problems.append(problem("required/interchange-cell", f"{where}.iCode"))
    if kind not in TYPES:
        hint = nearest(kind, TYPES)
        entry.problems.append(problem("unknown-kind/interchange-type", f"{where}.Type", found=kind, hint=hint))
    for name in _NUMBERS:
        try:
            number[name] = cell_number(cells.get(name))
        except ValueError as found:
            number[name] = None
            entry.problems.append(problem("wrong-type/interchange-number", f"{where}.{name}", found=str(found)))
            continue
        if name in REQUIRED and kind in NODES:
            entry.problems.extend(_cell_problems(entry, where, name))
    low, high = number["goalpost_lower"], number["goalpost_upper"]
    if kind == "Indicator" and (low is None) != (high is None):
        there, missing = ("lower", "upper") if high is None else ("upper", "lower")
        entry.problems.append(
            problem("required/interchange-goalpost", f"{where}.goalpost_{missing}", other=f"goalpost_{there}")
        )
    return entry


def _cell_problems(entry: Entry, where: str, name: str) -> list[Problem]:
    """Check a number that every node of the tree must have."""
    value = entry.number[name]
    found, place = shown_number(value), f"{where}.{name}"
    if name == "Direction" and value not in {1, -1}:
        return [problem("wrong-value/interchange-direction", place, found=found)]
    if name == "Direction" and entry.kind == "Aggregate" and value == -1:
        return [problem("wrong-value/interchange-aggregate-direction", place, found=found)]
    if name == "Weight" and value is None and entry.text["Parent"]:
        return [problem("out-of-range/interchange-weight", place, found=found)]
    if name == "Level" and entry.kind == "Indicator" and value != 1:
        return [problem("wrong-value/interchange-indicator-level", place, found=found)]
    if name == "Level" and entry.kind == "Aggregate" and not (value and value >= 2 and value.is_integer()):
        return [problem("wrong-value/interchange-aggregate-level", place, found=found)]
    return []


def level_problems(entries: Sequence[Entry]) -> list[Problem]:
    """Find codes that are given twice, and children that are not below the level of their parent."""
    problems = []
    rows: dict[str, list[int]] = {}
    for each in entries:
        rows.setdefault(each.code, []).append(each.row)
    for code, found in rows.items():
        if code and len(found) > 1:
            problems.append(problem("duplicate/interchange-code-rows", f"iMeta[{code}].iCode", rows=tuple(found)))
    level = {each.code: each.number["Level"] for each in entries if each.kind == "Aggregate"}
    for each in entries:
        own, above = each.number["Level"], level.get(each.text["Parent"])
        if each.kind in NODES and own and above and own >= above:
            where = f"iMeta[{each.code}].Level"
            parent = each.text["Parent"]
            problems.append(problem("conflict/interchange-level", where, level=own, parent=parent, above=above))
    return problems


def raw_framework(
    entries: Sequence[Entry], ids: Mapping[str, str], level_names: Sequence[str], scale: Scale
) -> dict[str, Any]:
    """Return the entries as plain data of a framework; wrong cells, already reported, are replaced by valid values."""
    seen: dict[str, Entry] = {}
    for each in entries:
        if each.kind in NODES and each.code:
            seen.setdefault(each.code, each)
    nodes = list(seen.values())
    roots = [each for each in nodes if each.kind == "Aggregate" and not each.text["Parent"]]
    title = (roots[0].text["iName"] or roots[0].code) if roots else "Imported"
    return {
        "id": slug(title),
        "name": title,
        "groups": [
            _common(each, ids) | {"level": _level_name(each, level_names)} for each in nodes if each.kind == "Aggregate"
        ],
        "indicators": [_indicator(each, ids, scale) for each in nodes if each.kind == "Indicator"],
    }


def _level_name(entry: Entry, names: Sequence[str]) -> str:
    level = int(entry.number["Level"] or 0)
    given = names[level - 1] if 0 < level <= len(names) else entry.text["LevelName"]
    return given or f"level-{level}"


def _common(entry: Entry, ids: Mapping[str, str]) -> dict[str, Any]:
    weight = entry.number["Weight"]
    node: dict[str, Any] = {"id": ids[entry.code], "name": entry.text["iName"] or entry.code}
    node["weight"] = 1.0 if weight is None else weight
    parent = entry.text["Parent"]
    return node | ({"parent": ids.get(parent, parent)} if parent else {})


def _indicator(entry: Entry, ids: Mapping[str, str], scale: Scale) -> dict[str, Any]:
    low, high, target = (entry.number[name] for name in ("goalpost_lower", "goalpost_upper", "Target"))
    denominator = entry.text["Denominator"]
    node = _common(entry, ids) | {
        "unit": entry.text["Unit"] or "not stated",
        "direction": "lower" if entry.number["Direction"] == -1 else "higher",
        "scale": entry.text["Scale"] or scale,
        "target": target,
        "denominator": ids.get(denominator, denominator) or None,
    }
    return node | ({} if low is None or high is None else {"goalposts": (low, high)})


def assumed(entries: Sequence[Entry], scale: Scale) -> list[Finding]:
    """Report what the tables do not state and had to be assumed."""
    unstated = [each.code for each in entries if each.kind == "Indicator" and not each.text["Scale"]]
    if not unstated:
        return []
    return [finding("assumed-scale/interchange-coinr", "info", count=len(unstated), scale=scale)]
