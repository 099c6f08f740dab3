"""An index as the tables of the R package COINr, `iData` and `iMeta`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from intlindex.core.scored import ScoredIndex
from intlindex.errors import DataError, RequestError, problem
from intlindex.outputs.csv_tables import to_csv
from intlindex.outputs.index_file import checked_path, write_atomically
from intlindex.sentences import say

if TYPE_CHECKING:
    from intlindex.specs import Framework, Group, Indicator

__all__ = ["CoinrTables", "coinr_tables"]


class CoinrTables(NamedTuple):
    """The two tables that COINr's ``new_coin(iData, iMeta)`` takes."""

    data: pd.DataFrame
    """`iData`: a row per city."""
    meta: pd.DataFrame
    """`iMeta`: a row per column of `iData` and per group."""


def coinr_tables(index: ScoredIndex, folder: str | Path | None = None) -> CoinrTables:
    """Write an index as COINr's tables; called by `Index.to_coinr`.

    Raises
    ------
    RequestError
        If a node is more than one level below its parent, which COINr cannot represent, or `folder` is no path.
    DataError
        If the files cannot be written.
    """
    framework = index.definition
    levels = _levels(framework)
    uneven = [
        problem(
            "not-supported/interchange-levels",
            node.id,
            level=levels[node.id],
            parent=node.parent,
            above=levels[node.parent],
        )
        for node in framework.nodes
        if node.parent is not None and levels[node.parent] != levels[node.id] + 1
    ]
    if uneven:
        raise RequestError(uneven, source=say("not-supported/interchange-coinr"))
    attributes = {name: column for name, column in index.table.attributes.items() if name not in {"time", "uCode"}}
    meta = _meta(index, levels, attributes)
    units: dict[str, Any] = {"uCode": _codes(index, {"NA", *meta["iCode"]}), "uName": list(index.cities)}
    if "time" in index.table.attributes:
        units["Time"] = _times(index.table.attributes["time"])
    raw = index.raw.reset_index(drop=True)
    data = pd.DataFrame(units | {name: list(column) for name, column in attributes.items()}).join(raw)
    if folder is not None:
        target = checked_path(folder)
        try:
            target.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataError(say("unwritable-file/interchange", reason=error.strerror), source=str(folder)) from error
        for name, frame in (("iData", data), ("iMeta", meta)):
            write_atomically(target / f"{name}.csv", to_csv(frame, blank="NA", keep_numbers=True))
    return CoinrTables(data, meta)


def _times(labels: tuple[Any, ...]) -> list[Any]:
    """Return times as numbers, as COINr requires, or unchanged if one is no number."""
    numbers = pd.to_numeric(pd.Series(labels), errors="coerce")
    return list(labels) if numbers.isna().any() else numbers.to_list()


def _levels(framework: Framework) -> dict[str | None, int]:
    """Return levels as COINr counts them: indicators are 1, a group is one above its highest child."""
    levels: dict[str | None, int] = {node.id: 1 for node in framework.nodes}
    for node in reversed(framework.nodes):
        if node.parent is not None:
            levels[node.parent] = max(levels[node.parent], levels[node.id] + 1)
    return levels


def _meta(index: ScoredIndex, levels: dict[str | None, int], attributes: dict[str, tuple[Any, ...]]) -> pd.DataFrame:
    framework = index.definition
    denominators = {node.denominator for node in framework.indicators}
    nodes: list[Group | Indicator] = [*framework.indicators, *framework.groups]
    rows = [_row(node, levels[node.id], index.reweighting.get(node.id, node.weight)) for node in nodes]
    for name, column in attributes.items():
        text = any(isinstance(cell, str) for cell in column)
        kind = "Denominator" if name in denominators else "Group" if text else "Other"
        rows.append({"iCode": name, "iName": name, "Type": kind})
    columns = ["Level", "iCode", "iName", "Direction", "Weight", "Unit", "Target", "Denominator", "Parent", "Type"]
    columns += ["goalpost_lower", "goalpost_upper", "Scale", "LevelName"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"Level": "Int64", "Direction": "Int64"})


def _row(node: Group | Indicator, level: int, weight: float) -> dict[str, Any]:
    row = {
        "Level": level,
        "iCode": node.id,
        "iName": node.name,
        "Direction": 1,
        "Weight": weight,
        "Parent": node.parent,
    }
    unit = getattr(node, "unit", None)
    if unit is None:
        return row | {"Type": "Aggregate", "LevelName": getattr(node, "level", None)}
    low, high = getattr(node, "goalposts", None) or (None, None)
    return row | {
        "Type": "Indicator",
        "Direction": -1 if getattr(node, "direction", "") == "lower" else 1,
        "Unit": unit,
        "Target": getattr(node, "target", None),
        "Denominator": getattr(node, "denominator", None),
        "goalpost_lower": low,
        "goalpost_upper": high,
        "Scale": getattr(node, "scale", None),
    }


def _codes(index: ScoredIndex, taken: set[str]) -> list[str]:
    """Give each city a code: the one in the data, or its id; letters, digits and underscores only."""
    given = index.table.attributes.get("uCode", (None,) * len(index.cities))
    codes: list[str] = []
    for city, code in zip(index.cities, given, strict=True):
        known = index.table.registry.get(city)
        made = re.sub(r"\W+", "_", str(code or (known.id if known is not None else city)))
        made = made if not made[:1].isdigit() else f"u_{made}"
        number, unique = 1, made
        while unique in taken:
            number += 1
            unique = f"{made}_{number}"
        taken.add(unique)
        codes.append(unique)
    return codes
