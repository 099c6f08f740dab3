"""All tables of an index, one for each stage, for files of several sheets."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pandas as pd

from intlindex._version import __version__

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["stage_tables"]

# What each table holds, in the order of the data flow.
HELD = {
    "ranking": "the cities, best first",
    "raw": "values as read",
    "attributes": "other columns of the data",
    "denominated": "values divided by their denominators",
    "transformed": "values after transforms",
    "imputed": "values with blanks imputed, where the method does",
    "treated": "values with outliers treated, where the method does",
    "normalised": "commensurate values, as aggregated; higher is better",
    "scores": "scores at all nodes",
    "ranks": "ranks at all nodes",
    "weights": "weights as given, shares among siblings, and effective weights",
    "framework": "all nodes, and how they are known",
    "method": "the method, as its file has it",
    "imputation": "the cells that were imputed",
    "treatment": "what was done to outliers, and why",
    "findings": "what is worth knowing about data and result",
    "sources": "where single values come from",
}


def stage_tables(index: ScoredIndex) -> dict[str, pd.DataFrame]:
    """Return all tables of an index by name, those that would be empty left out.

    The first, "about", says what the index is and whose, with versions and fingerprint.

    Examples
    --------
    >>> import intlindex as ix
    >>> list(stage_tables(ix.load("example")))[:4]
    ['about', 'ranking', 'raw', 'denominated']
    """
    stages = {
        each.name: index.stage(each.name).reset_index() for each in fields(index.prepared) if _is_stage(each.name)
    }
    tables: dict[str, pd.DataFrame] = {
        "ranking": index.ranking,
        "raw": index.raw.reset_index(),
        "attributes": _attributes(index),
        **stages,
        "scores": index.scores.reset_index(),
        "ranks": index.ranks.reset_index(),
        "weights": _weights(index),
        "framework": _framework(index),
        "method": pd.DataFrame({"line": index.method.to_toml().splitlines()}),
        "imputation": index.imputed,
        "treatment": index.treatment,
        "findings": index.findings,
        "sources": pd.DataFrame([dict(cell) for cell in index.table.provenance]),
    }
    kept = {name: tables[name] for name in HELD if not tables[name].empty}
    return {"about": _about(index, list(kept)), **kept}


def _is_stage(name: str) -> bool:
    return name in HELD and name != "raw"


def _about(index: ScoredIndex, names: list[str]) -> pd.DataFrame:
    framework = index.framework
    statuses = pd.Series([node.status or "not stated" for node in framework.nodes]).value_counts()
    told = ", ".join(f"{status} {count}" for status, count in statuses.items())
    changed = ", ".join(f"{name} = {weight:g}" for name, weight in index.reweighting.items())
    lines = {
        "index": framework.name,
        "framework": framework.id,
        "what it is": framework.description or "",
        "how its nodes are known": told,
        "method": index.method.name or "",
        "re-weighted": changed,
        "cities": f"{len(index.cities)}",
        "indicators": f"{len(framework.indicators)}",
        "made by": f"intlindex {__version__}",
        "fingerprint": index.fingerprint,
        **{f"table {name}": HELD[name] for name in names},
    }
    return pd.DataFrame([(name, line) for name, line in lines.items() if line], columns=["about", "content"])


def _attributes(index: ScoredIndex) -> pd.DataFrame:
    columns = {name: _one_type(column) for name, column in index.table.attributes.items() if name != "city"}
    return pd.DataFrame({"city": list(index.cities), **columns}) if columns else pd.DataFrame()


def _one_type(column: tuple[Any, ...]) -> list[Any]:
    """Return a column as numbers, or all as text, as typed files want it."""
    if all(cell is None or isinstance(cell, int | float) for cell in column):
        return list(column)
    return [None if cell is None else str(cell) for cell in column]


def _weights(index: ScoredIndex) -> pd.DataFrame:
    given = [index.reweighting.get(node.id, node.weight) for node in index.framework.nodes]
    return pd.DataFrame(
        {
            "node": list(index.nodes),
            "name": [node.name for node in index.framework.nodes],
            "parent": [node.parent for node in index.framework.nodes],
            "given": given,
            "share": index.weights.to_numpy(),
            "effective": index.effective_weights.to_numpy(),
        }
    )


def _framework(index: ScoredIndex) -> pd.DataFrame:
    wanted = ("id", "parent", "name", "level", "unit", "direction", "scale", "denominator", "target", "weight")
    wanted += ("status", "evidence", "definition", "note")  # type: ignore[assignment]
    rows = [
        {name: getattr(node, name, None) for name in wanted}
        | {
            "kind": "indicator" if hasattr(node, "unit") else "group",
            "sources": ", ".join(getattr(node, "sources", ())),
        }
        for node in index.framework.nodes
    ]
    return pd.DataFrame(rows).dropna(axis="columns", how="all")
