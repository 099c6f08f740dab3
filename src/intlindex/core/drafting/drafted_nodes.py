"""The indicators and groups of a drafted index, each property with the reason for its guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from intlindex.core.drafting.column_cells import ColumnCells
from intlindex.core.drafting.column_roles import ColumnRole
from intlindex.core.drafting.guesses import DirectionGuess, ScaleGuess, guessed_direction, guessed_scale
from intlindex.core.drafting.header_words import is_chinese, prefix_groups, split_header
from intlindex.core.drafting.node_ids import Ids, slug, without_signs
from intlindex.core.drafting.table_layout import TableLayout
from intlindex.sentences import Sentence, say
from intlindex.specs.framework import Framework
from intlindex.specs.nodes import Group, Indicator

__all__ = ["ROOT", "DraftedNode", "drafted_framework", "drafted_nodes", "year_of"]

ROOT = "index"
_SEVERAL = re.compile(r"[、,，;；]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class DraftedNode:
    """An indicator, with the reasons for what was guessed."""

    column: int
    """The position of its column."""
    id: str
    """Its id."""
    name: str
    """Its name."""
    reads: str
    """The name of its column in the data that is written."""
    unit: str
    """Its unit; empty if it is not known."""
    unit_why: Sentence
    """Where the unit is from."""
    direction: DirectionGuess
    """Which values are better."""
    scale: ScaleGuess
    """What arithmetic its values support."""
    path: tuple[str, ...] = ()
    """The names of its groups, the widest first."""
    path_why: Sentence | None = None
    """Where the groups are from."""
    chinese: str = ""
    """Its name in Chinese, where the header has it."""

    @property
    def unit_text(self) -> str:
        """The unit, or that it is not stated."""
        return self.unit or str(say("draft/no-unit"))


def drafted_nodes(
    layout: TableLayout, headers: Sequence[str], columns: Sequence[ColumnCells], roles: Sequence[ColumnRole], ids: Ids
) -> list[DraftedNode]:
    """Return the indicators of a table.

    Parameters
    ----------
    layout : TableLayout
        Its parts.
    headers : sequence of str
        A name for each column.
    columns : sequence of ColumnCells
        The cells.
    roles : sequence of ColumnRole
        What each column is.
    ids : Ids
        Where ids are from.

    Returns
    -------
    list of DraftedNode
        One per column of an indicator.
    """
    places = [at for at, role in enumerate(roles) if role.kind == "indicator"]
    parts = [split_header(headers[at]) for at in places]
    paths, names, why = _paths(layout, places, [name for name, _, _ in parts])
    nodes = []
    for number, (at, name, path) in enumerate(zip(places, names, paths, strict=True), start=1):
        unit, unit_why = _unit(layout, at, parts[number - 1][1], columns[at])
        numbers = np.asarray(columns[at].numbers)
        node = ids.of(name, "indicator", number)
        nodes.append(
            DraftedNode(
                at,
                node,
                name,
                _column(headers[at], node),
                unit,
                unit_why,
                guessed_direction(headers[at], unit),
                guessed_scale(headers[at], unit, numbers),
                path,
                why if path else None,
                parts[number - 1][2] if not is_chinese(name) else name,
            )
        )
    return nodes


def _paths(
    layout: TableLayout, places: Sequence[int], names: Sequence[str]
) -> tuple[list[tuple[str, ...]], list[str], Sentence]:
    """Return the groups of each indicator, its name without them, and where they are from."""
    paths = [layout.groups[at] for at in places]
    while paths and paths[0] and all(path[:1] == paths[0][:1] for path in paths):
        paths = [path[1:] for path in paths]  # a title, as it is above all
    if any(paths):
        return paths, list(names), say("draft-why/group-row")
    pairs = prefix_groups(names)
    return [(group,) if group else () for group, _ in pairs], [name for _, name in pairs], say("draft-why/group-prefix")


def _unit(layout: TableLayout, at: int, in_header: str, column: ColumnCells) -> tuple[str, Sentence]:
    """Return the unit of a column, and where it is from."""
    if layout.units[at]:
        return layout.units[at], say("draft-why/unit-row" if layout.has_units else "draft-why/unit-column")
    if in_header:
        return in_header, say("draft-why/unit-header")
    if column.suffix:
        return column.suffix, say("draft-why/unit-cells")
    if column.percent:
        return "%", say("draft-why/unit-cells")
    if layout.common_unit and not _SEVERAL.search(layout.common_unit):
        return layout.common_unit, say("draft-why/unit-common")
    return "", say("draft-why/unit-unknown")


def _column(header: str, node: str) -> str:
    """Return the name of an indicator's column: its header, unless it would be taken for something else."""
    special = {"city", "unit", "time", "indicator", "value", "year", "source", "note", "spatial_level"}
    return node if header.casefold() in {node, *special} or without_signs(header) != header else header


def drafted_framework(nodes: Sequence[DraftedNode], layout: TableLayout, name: str, ids: Ids) -> Framework:
    """Return the framework of a table's indicators.

    Parameters
    ----------
    nodes : sequence of DraftedNode
        The indicators.
    layout : TableLayout
        The parts of the table.
    name : str
        What it is called without a title.
    ids : Ids
        Where ids are from.

    Returns
    -------
    Framework
        A root, the groups and the indicators.
    """
    title = layout.title or name
    groups = [Group(id=ROOT, name=title, level="index", names=_names(title))]
    known: dict[tuple[str, ...], str] = {(): ROOT}
    indicators = []
    for node in nodes:
        for depth in range(1, len(node.path) + 1):
            path = node.path[:depth]
            if path not in known:
                name_of, _, chinese = split_header(path[-1])
                known[path] = ids.of(name_of, "group", len(known))
                parent, level = known[path[:-1]], _LEVELS[min(depth, len(_LEVELS)) - 1]
                groups.append(
                    Group(
                        id=known[path],
                        parent=parent,
                        name=name_of,
                        level=level,
                        names=_named(chinese),
                    )
                )
        column = {} if node.reads == node.id else {"column": node.reads}
        fields: dict[str, Any] = {"direction": node.direction.direction, "scale": node.scale.scale, **column}
        indicators.append(
            Indicator(
                id=node.id,
                parent=known[node.path],
                name=node.name,
                unit=node.unit_text,
                names=_named(node.chinese),
                **fields,
            )
        )
    year = year_of(layout.title)
    return Framework(
        id=slug(name).replace("_", "-") or "draft",
        name=title,
        names=_names(title),
        year=year,
        groups=tuple(groups),
        indicators=tuple(indicators),
    )


_LEVELS = ("dimension", "second level", "third level", "fourth level")


def _names(name: str) -> Any:
    return _named(name if is_chinese(name) else "")


def _named(chinese: str) -> Any:
    return {"zh": chinese} if chinese else {}


def year_of(title: str) -> int | None:
    """Return the year in a title, if there is one.

    Examples
    --------
    >>> year_of("Cities in 2022"), year_of("2019 and 2020"), year_of("主要城市指标（2022年）")
    (2022, None, 2022)
    """
    found = set(_YEAR.findall(title))
    return int(found.pop()) if len(found) == 1 else None
