"""The COIN Tool of the Joint Research Centre, an Excel workbook: its sheets ``Database`` and ``Framework``.

The layout is not documented cell by cell. What is read is where COINr's own importer finds it (``import_coin_tool`` of
COINr 1.1), and every cell that does not fit is refused; the reference page lists all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from intlindex.api.interchange.imported import Imported, mean_of_known_values
from intlindex.api.interchange.tool_cells import cell_number, shown_number
from intlindex.api.interchange.tool_names import UnitNames, slug, valid_ids
from intlindex.api.interchange.tool_problems import check_scale, framework_of, raise_all
from intlindex.core.data.files.file_kind import kind_of
from intlindex.core.data.files.workbook import open_workbook
from intlindex.errors import DataError, Problem, RequestError, nearest, problem
from intlindex.findings import finding
from intlindex.sentences import say
from intlindex.specs.fields import Scale
from intlindex.specs.names import clean_name

__all__ = ["from_coin_tool"]

DATABASE, FRAMEWORK = "Database", "Framework"
# Rows of the sheet Database, as a spreadsheet counts them.
WEIGHT, DIRECTION, LOW, HIGH = 7, 8, 9, 10
LEVELS = ((11, "index"), (12, "sub-index"), (13, "pillar"), (14, "sub-pillar"))
NAME, CODE, FIRST_UNIT, LAST_UNIT = 15, 16, 17, 315
# Its columns: B, C, E to CY.
UNIT_NAME, UNIT_CODE, FIRST, LAST = 2, 3, 5, 103
# The sheet Framework: the header of released versions, or of those before; columns C, E, H; 48 rows.
HEADERS, MARK, LENGTH = (4, 5), "Dimension/indicator", 48
NODE_CODE, NODE_WEIGHT, NODE_NAME = 3, 5, 8
PREFIXES = ("sp.", "p.", "si.", "index")
EMPTY = {"", "--", "n/a", "na"}


def from_coin_tool(path: str | Path, *, scale: Scale = "ratio") -> Imported:
    """Read a workbook of the COIN Tool of the Joint Research Centre.

    It reads the raw data, names, codes, weights, directions, goalposts and the tree, but neither what the workbook
    computes from them nor the methods that it was set to: the method is min-max to 0..100 and arithmetic means of known
    values. A level whose indicators all have the same code is not used by the index, and is skipped, as are columns and
    rows without any number, which the tool provides for later use.

    Parameters
    ----------
    path : str or Path
        An .xlsx or .xlsm file, last saved by a spreadsheet program, which stores the values of formulas.
    scale : {"ratio", "interval", "ordinal"}
        The scale of the indicators, which the workbook does not state.

    Returns
    -------
    Imported
        Framework, data and method, with `score()`.

    Raises
    ------
    RequestError
        If `path` is no path, or there is no such scale.
    DefinitionError, DataError
        With every cell that does not fit.
    MissingDependencyError
        If openpyxl is not installed.

    Examples
    --------
    With a workbook: ``from_coin_tool("COIN_Tool.xlsm").score()``. Without one:

    >>> from_coin_tool("COIN_Tool.xlsm")
    Traceback (most recent call last):
        ...
    intlindex.DataError: COIN_Tool.xlsm: no such file
    """
    check_scale(scale)
    if not isinstance(path, str | Path):
        raise RequestError(say("wrong-type/interchange-path", found=type(path).__name__))
    source = str(path)
    database, listing = _sheets(path, source)
    sheet = _Sheet(database)
    columns = [column for column in range(FIRST, LAST + 1) if sheet.filled(column)]
    rows = [row for row in range(FIRST_UNIT, LAST_UNIT + 1) if any(sheet.is_number(row, at) for at in columns)]
    if not columns:
        cells = f"E{FIRST_UNIT}:CY{LAST_UNIT}"
        raise DataError(say("empty/interchange-sheet", sheet=DATABASE, cells=cells), source=source)
    problems: list[Problem] = []
    groups, parents = _tree(sheet, columns, _nodes(listing, problems), problems)
    indicators = [_indicator(sheet, column, parents.get(column), scale, problems) for column in columns]
    ids, findings = valid_ids([node["id"] for node in (*groups, *indicators) if node["id"]])
    for node in (*groups, *indicators):
        node |= {key: ids.get(node[key], node[key]) for key in ("id", "parent") if key in node}
    title = next((node["name"] for node in groups if "parent" not in node), "COIN Tool")
    raw = {
        "id": slug(title),
        "name": title,
        "groups": groups,
        "indicators": [node for node in indicators if node["id"]],
    }
    problems += _duplicate_codes(indicators)
    framework = None if problems else framework_of(raw, problems, _place)
    data_problems: list[Problem] = []
    names = _units(sheet, rows, data_problems)
    data = _values(sheet, rows, columns, [node["id"] for node in indicators], data_problems)
    raise_all(problems, [*data_problems, *names.problems], sources=(source, source))
    assert framework is not None
    codes = [sheet.text(row, UNIT_CODE) for row in rows]
    data = pd.DataFrame({"city": [names.names[code] for code in codes], "uCode": codes}).join(data)
    assumed = finding("assumed-scale/interchange-coin-tool", "info", count=len(indicators), scale=scale)
    return Imported(framework, mean_of_known_values(), source, names.cities(), data, (*findings, assumed))


def _sheets(path: str | Path, source: str) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return the cells of both sheets that are read."""
    if kind_of(Path(path), source) != "workbook":
        raise DataError(say("unreadable-file/interchange-workbook"), source=source)
    with open_workbook(Path(path), source) as book:
        missing = [
            problem("required/interchange-sheet", f"sheet {name!r}", hint=nearest(name, book.sheetnames))
            for name in (DATABASE, FRAMEWORK)
            if name not in book.sheetnames
        ]
        if missing:
            raise DataError(missing, source=source)
        return (
            list(book[DATABASE].iter_rows(max_row=LAST_UNIT, max_col=LAST, values_only=True)),
            list(book[FRAMEWORK].iter_rows(max_row=HEADERS[-1] + LENGTH, max_col=NODE_NAME, values_only=True)),
        )


class _Sheet:
    """Cells by row and column, as a spreadsheet counts them."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self.rows = rows

    def cell(self, row: int, column: int) -> Any:
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else None

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, empty where the tool marks a blank."""
        value = self.cell(row, column)
        text = "" if value is None else clean_name(str(value))
        return "" if text.casefold() in EMPTY else text

    def number(self, row: int, column: int) -> float | None:
        return cell_number(self.text(row, column) or None)

    def is_number(self, row: int, column: int) -> bool:
        try:
            return self.number(row, column) is not None
        except ValueError:
            return False

    def filled(self, column: int) -> bool:
        return any(self.is_number(row, column) for row in range(FIRST_UNIT, LAST_UNIT + 1))


def _address(row: int, column: int, sheet: str = DATABASE) -> str:
    """Write an address as a spreadsheet does."""
    letters, rest = "", column
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{sheet}!{letters}{row}"


def _place(node: str, name: str) -> str:
    return f"{node}.{name}".strip(".") or FRAMEWORK


# ---------------------------------------------------------------- the tree


@dataclass(frozen=True)
class _Node:
    name: str
    weight: float


def _nodes(rows: Sequence[Sequence[Any]], problems: list[Problem]) -> dict[str, _Node]:
    """Read names and weights of the groups."""
    sheet = _Sheet(rows)
    found = [
        (row, column)
        for row in HEADERS
        for column in range(NODE_CODE, NODE_NAME + 1)
        if sheet.text(row, column) == MARK
    ]
    if not found:
        cells = f"C{HEADERS[0]}:H{HEADERS[-1]}"
        problems.append(problem("unreadable-file/interchange-header", f"{FRAMEWORK}!{cells}", header=MARK))
        return {}
    header, mark = found[0]
    nodes: dict[str, _Node] = {}
    for row in range(header + 1, header + 1 + LENGTH):
        code = sheet.text(row, NODE_CODE)
        if not sheet.text(row, mark) or not code.casefold().startswith(PREFIXES):
            continue
        where = _address(row, NODE_WEIGHT, FRAMEWORK)
        if code in nodes:
            problems.append(problem("duplicate/interchange-code", _address(row, NODE_CODE, FRAMEWORK), found=code))
        weight = _number(sheet, row, NODE_WEIGHT, where, problems)
        if weight is None and code.casefold() != "index":
            problems.append(problem("required/interchange-weight", where, node=code))
        nodes[code] = _Node(sheet.text(row, NODE_NAME) or code, 1.0 if weight is None else weight)
    return nodes


def _number(sheet: _Sheet, row: int, column: int, where: str, problems: list[Problem]) -> float | None:
    try:
        return sheet.number(row, column)
    except ValueError as found:
        problems.append(problem("wrong-type/interchange-number", where, found=str(found)))
        return 0.0


def _tree(
    sheet: _Sheet, columns: Sequence[int], nodes: dict[str, _Node], problems: list[Problem]
) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Return the groups, and the parent of the indicator in each column."""
    codes = {row: [sheet.text(row, column) for column in columns] for row, _ in LEVELS}
    used = [(row, level) for row, level in LEVELS if row == LEVELS[0][0] or len(set(codes[row])) > 1]
    if len(set(codes[LEVELS[0][0]])) > 1:
        problems.append(problem("wrong-value/interchange-root", f"{DATABASE}, row {LEVELS[0][0]}"))
    above: dict[int, str] = {}
    groups: dict[str, dict[str, Any]] = {}
    for row, level in used:
        for column, code in zip(columns, codes[row], strict=True):
            where, parent = _address(row, column), above.get(column)
            if not code:
                problems.append(problem("required/interchange-level", where, level=level))
                continue
            if nodes and code not in nodes and code not in groups:
                problems.append(
                    problem("unknown-node/interchange", where, node=code, sheet=FRAMEWORK, hint=nearest(code, nodes))
                )
            node = nodes.get(code, _Node(code, 1.0))
            made = {"id": code, "name": node.name, "weight": node.weight, "level": level}
            made |= {"parent": parent} if parent else {}
            first = groups.setdefault(code, made)
            if first.get("parent") != parent:
                before = first.get("parent")
                problems.append(problem("conflict/interchange-parent", where, node=code, parent=parent, before=before))
            above[column] = code
    return list(groups.values()), above


def _indicator(sheet: _Sheet, column: int, parent: str | None, scale: Scale, problems: list[Problem]) -> dict[str, Any]:
    code, name = sheet.text(CODE, column), sheet.text(NAME, column)
    if not code:
        problems.append(problem("required/interchange-column-code", _address(CODE, column)))
    weight, direction, low, high = (
        _number(sheet, row, column, _address(row, column), problems) for row in (WEIGHT, DIRECTION, LOW, HIGH)
    )
    if weight is None or weight < 0:
        found = shown_number(weight)
        problems.append(
            problem("out-of-range/interchange-node-weight", _address(WEIGHT, column), node=code, found=found)
        )
    if direction not in {1, -1}:
        found = shown_number(direction)
        problems.append(
            problem("wrong-value/interchange-node-direction", _address(DIRECTION, column), node=code, found=found)
        )
    if (low is None) != (high is None) or (low is not None and high is not None and not low < high):
        problems.append(
            problem(
                "wrong-value/interchange-goalposts",
                _address(LOW, column),
                node=code,
                low=shown_number(low),
                high=shown_number(high),
            )
        )
        low = high = None
    return {
        "id": code,
        "parent": parent or "",
        "name": name or code,
        "unit": "not stated",
        "direction": "lower" if direction == -1 else "higher",
        "scale": scale,
        "weight": 1.0 if weight is None else weight,
    } | ({} if low is None else {"goalposts": (low, high)})


def _duplicate_codes(indicators: Sequence[dict[str, Any]]) -> list[Problem]:
    codes = [node["id"] for node in indicators if node["id"]]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    return [problem("duplicate/interchange-code", f"{DATABASE}, row {CODE}", found=code) for code in twice]


# ---------------------------------------------------------------- the values


def _units(sheet: _Sheet, rows: Sequence[int], problems: list[Problem]) -> UnitNames:
    pairs = []
    seen: dict[str, int] = {}
    for row in rows:
        name, code = sheet.text(row, UNIT_NAME), sheet.text(row, UNIT_CODE)
        if not code:
            problems.append(problem("required/interchange-row-code", _address(row, UNIT_CODE)))
            continue
        if code in seen:
            where = _address(row, UNIT_CODE)
            problems.append(problem("duplicate/interchange-unit-code", where, found=code, row=seen[code]))
            continue
        seen[code] = row
        pairs.append((code, name))
    return UnitNames.of(pairs, code="code", name="name")


def _values(
    sheet: _Sheet, rows: Sequence[int], columns: Sequence[int], ids: Sequence[str], problems: list[Problem]
) -> pd.DataFrame:
    values = np.full((len(rows), len(columns)), np.nan)
    for at, row in enumerate(rows):
        for place, column in enumerate(columns):
            try:
                value = sheet.number(row, column)
            except ValueError as found:
                problems.append(problem("wrong-type/interchange-value", _address(row, column), found=str(found)))
                continue
            values[at, place] = np.nan if value is None else value
    return pd.DataFrame(values, columns=pd.Index(ids))
