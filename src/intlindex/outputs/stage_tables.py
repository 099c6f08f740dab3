"""All tables of an index, one for each stage, for files of several sheets."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pandas as pd

from intlindex._version import __version__
from intlindex.sentences import Sentence, say
from intlindex.sentences.catalogues import template
from intlindex.sentences.voices import language_spoken
from intlindex.specs import Indicator

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["sheet_name", "stage_tables", "table_contents"]


def sheet_name(name: str) -> str:
    """Return what a sheet is called in the language spoken at present.

    Examples
    --------
    >>> sheet_name("ranking")
    'ranking'
    """
    return template(f"sheet/{name}", language_spoken())[0]


def table_contents() -> dict[str, Sentence]:
    """Return what each table holds, in the order of the data flow."""
    return {
        "ranking": say("about/outputs-ranking"),
        "raw": say("about/outputs-raw"),
        "attributes": say("about/outputs-attributes"),
        "denominated": say("about/outputs-denominated"),
        "transformed": say("about/outputs-transformed"),
        "imputed": say("about/outputs-imputed"),
        "treated": say("about/outputs-treated"),
        "normalised": say("about/outputs-normalised"),
        "scores": say("about/outputs-scores"),
        "ranks": say("about/outputs-ranks"),
        "weights": say("about/outputs-weights"),
        "framework": say("about/outputs-framework"),
        "method": say("about/outputs-method"),
        "imputation": say("about/outputs-imputation"),
        "treatment": say("about/outputs-treatment"),
        "findings": say("about/outputs-findings"),
        "sources": say("about/outputs-sources"),
    }


def stage_tables(index: ScoredIndex) -> dict[str, pd.DataFrame]:
    """Return all tables of an index by name, without empty ones.

    The first, "about", describes the index and who made it, with version and fingerprint.

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
    kept = {name: tables[name] for name in table_contents() if not tables[name].empty}
    return {"about": _about(index, list(kept)), **kept}


def _is_stage(name: str) -> bool:
    return name in table_contents() and name != "raw"


def _about(index: ScoredIndex, names: list[str]) -> pd.DataFrame:
    framework = index.framework
    unstated = say("about/outputs-unstated")
    statuses = pd.Series([node.status or unstated for node in framework.nodes]).value_counts()
    counts = tuple(say("about/outputs-status", status=name, count=count) for name, count in statuses.items())
    changed = tuple(say("about/outputs-weight", node=name, weight=at) for name, at in index.reweighting.items())
    lines: dict[str, str] = {
        say("about/label-index"): framework.name,
        say("about/label-framework"): framework.id,
        say("about/label-description"): framework.description_in(language_spoken()),
        say("about/label-status"): say("about/outputs-list", items=counts),
        say("about/label-method"): index.method.name or "",
        say("about/label-weights"): say("about/outputs-list", items=changed),
        say("about/label-cities"): f"{len(index.cities)}",
        say("about/label-indicators"): f"{len(framework.indicators)}",
        say("about/label-version"): f"intlindex {__version__}",
        say("about/label-fingerprint"): index.fingerprint,
        **{say("about/label-table", table=sheet_name(name)): table_contents()[name] for name in names},
    }
    return pd.DataFrame([(name, line) for name, line in lines.items() if line], columns=["about", "content"])


def _attributes(index: ScoredIndex) -> pd.DataFrame:
    columns = {name: _one_type(column) for name, column in index.table.attributes.items() if name != "city"}
    key = index.framework.unit_name.one
    return pd.DataFrame({key: list(index.cities), **columns}) if columns else pd.DataFrame()


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
            "name": [node.names.get(language_spoken(), node.name) for node in index.framework.nodes],
            "parent": [node.parent for node in index.framework.nodes],
            "given": given,
            "share": index.weights.to_numpy(),
            "effective": index.effective_weights.to_numpy(),
        }
    )


def _framework(index: ScoredIndex) -> pd.DataFrame:
    wanted = ("id", "parent", "name", "level", "unit", "direction", "scale", "denominator", "target", "weight")
    wanted += ("status", "evidence", "definition", "note")  # type: ignore[assignment]
    spoken = language_spoken()
    rows = [
        {name: getattr(node, name, None) for name in wanted}
        | {
            "name": node.names.get(spoken, node.name),
            "evidence": node.evidence_in(spoken) or None,
            "definition": (node.definition_in(spoken) or None) if isinstance(node, Indicator) else None,
            "note": (node.note_in(spoken) or None) if isinstance(node, Indicator) else None,
            "kind": "indicator" if isinstance(node, Indicator) else "group",
            "sources": ", ".join(getattr(node, "sources", ())),
        }
        for node in index.framework.nodes
    ]
    return pd.DataFrame(rows).dropna(axis="columns", how="all")
