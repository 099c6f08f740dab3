"""Profiles of a framework, a node or a city, as shown by the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from intlindex.analyses.explanation.placement import Placement
from intlindex.api.index import Index
from intlindex.api.loading import load
from intlindex.cli.kinds_of_methods import kinds_of_methods, written
from intlindex.core.data.outside_cities import shipped_names
from intlindex.core.data.shipped_files import index_names, shipped_cities
from intlindex.display.shown import spoken_table
from intlindex.display.text import table
from intlindex.errors import UnknownNameError
from intlindex.sentences import say
from intlindex.sentences.punctuation import colon
from intlindex.sentences.voices import language_spoken
from intlindex.specs import Group, Indicator

__all__ = ["Profile", "profile"]


@dataclass(frozen=True)
class Profile:
    """A table with facts above it."""

    title: str
    facts: dict[str, str]
    frame: pd.DataFrame
    keys: int = 1
    form: str | None = None
    """The table as text, where it is better read as something else."""


def profile(index: Index, name: str | None, source: Index | Placement | None = None) -> Profile:
    """Show a node, a city, or without a name the framework.

    Parameters
    ----------
    index : Index
        The index.
    name : str, optional
        The id of a node, any name of a city, "methods" or "indices".
    source : Index or Placement, optional
        What answers for cities; the index by default.

    Returns
    -------
    Profile
        What is known.

    Raises
    ------
    UnknownNameError
        If it is neither.

    Examples
    --------
    >>> import intlindex as ix
    >>> profile(ix.load("example"), "HK").title
    'Hong Kong (香港)'
    """
    if name is None:
        return _framework(index)
    if name == "methods":
        rows = kinds_of_methods()
        frame = pd.DataFrame(rows, columns=["step", "kind", "what it does", "parameters"])
        facts: dict[str, str] = {say("fact/in-files"): 'step = { kind = "...", parameter = value }'}
        return Profile(say("profile/methods"), facts, frame, form=written(rows))
    if name == "indices":
        return _indices()
    if name in index.nodes:
        return _node(index, index.framework.node(name))
    if isinstance(source, Placement):
        return _city(index, source, source.city(name))
    return _city(index, index, _resolved(index, name))


def _resolved(index: Index, name: str) -> str:
    """Return the display name of a city; a node may have been meant as well."""
    try:
        return index.city(name)
    except UnknownNameError:
        return index.table.resolve(name, others=[*index.nodes, *shipped_names(index.definition.id).values()])


def _indices() -> Profile:
    """List the shipped indices, each with its size."""
    rows = [(name, len(load(name).cities), load(name).framework.name) for name in index_names()]
    frame = pd.DataFrame(rows, columns=["index", "cities", "name"])
    facts: dict[str, str] = {say("fact/to-load"): 'ix.load("...") or --framework'}
    return Profile(say("profile/indices"), facts, frame)


def _framework(index: Index) -> Profile:
    """List the tree, in the order of a walk; as text each node is indented below its parent."""
    framework, weights = index.framework, index.weights
    rows = []

    def walk(node: Group | Indicator, depth: int) -> None:
        level = node.level if isinstance(node, Group) else "indicator"
        rows.append((node.id, depth, level, float(weights[node.id]), node.status))
        if isinstance(node, Group):
            for child in framework.children(node.id):
                walk(child, depth + 1)

    walk(framework.root, 0)
    frame = pd.DataFrame(rows, columns=["node", "depth", "level", "weight", "status"])
    indented = ["  " * depth + name for name, depth in zip(frame["node"], frame["depth"], strict=True)]
    form = table(spoken_table(frame.drop(columns="depth").assign(node=indented)), digits=3)
    about = framework.description_in(language_spoken())
    facts: dict[str, str] = {say("fact/about"): about} if about else {}
    return Profile(say("fact/title", name=framework.name, id=framework.id), facts, frame, form=form)


def _node(index: Index, node: Group | Indicator) -> Profile:
    """Rank the cities on one node, with what is known about it."""
    facts: dict[str, str] = {
        say("fact/path"): " > ".join(say("fact/of-node", node=name) for name in _path(index, node.id)),
        say("fact/share"): f"{index.weights[node.id]:.3f}",
    }
    if isinstance(node, Indicator):
        higher = node.direction == "higher"
        unit = say("unit/higher" if higher else "unit/lower", unit=node.unit, scale=node.scale)
        facts |= {say("fact/unit"): unit, say("fact/definition"): node.definition_in(language_spoken())}
        facts |= {
            say("fact/measured-for"): _area(node.spatial_level),
            say("fact/moved-by"): _with_reason(_moved_by(node), node.lever_reason_in(language_spoken())),
            say("fact/note"): node.note_in(language_spoken()),
            say("fact/sources"): ", ".join(node.sources),
        }
    facts |= {say("fact/status"): _with_reason(_word(node.status), node.evidence_in(language_spoken()))}
    columns = {
        "rank": index.ranks[node.id],
        index.framework.unit_name.one: pd.Series(index.cities, index=index.ranks.index),
    }
    columns["score"] = index.scores[node.id]
    if isinstance(node, Indicator):
        columns["value"] = index.raw[node.id]
        columns |= _origin(index, node)
    frame = pd.DataFrame(columns).sort_values("rank", kind="stable", na_position="last").reset_index(drop=True)
    return Profile(_title(node), {name: fact for name, fact in facts.items() if fact}, frame, keys=2)


def _city(index: Index, source: Index | Placement, city: str) -> Profile:
    """List what a city scores, with raw values, their year and source."""
    known = index.table.registry or {each.name: each for each in shipped_cities()}
    entry = known.get(city) or next((each for each in shipped_cities() if each.name == city), None)
    facts: dict[str, str] = {}
    if entry is not None:
        facts = {say("fact/country"): _word(entry.country), say("fact/region"): _word(entry.region)}
        facts[say("fact/edition")] = _word(entry.editions.get(index.framework.id))
    if city not in index.cities:
        facts[say("fact/edition")] = say("fact/placed", count=len(index.cities))
    rows = source.provenance
    own = rows[rows[index.framework.unit_name.one] == city]
    cells = {cell["indicator"]: cell for cell in own.to_dict("records")}
    scores, ranks, raw = source.scores.loc[city], source.ranks.loc[city], source.raw.loc[city]
    units = {node.id: node.unit for node in index.framework.indicators}
    areas = {node.id: node.spatial_level for node in index.framework.indicators}
    frame = pd.DataFrame(
        {
            "node": index.nodes,
            "rank": ranks.array,
            "score": scores.to_numpy(),
            "value": [raw.get(node) for node in index.nodes],
            "unit": [units.get(node, "") for node in index.nodes],
            "year": [cells.get(node, {}).get("year", "") for node in index.nodes],
            "measured for": [
                _area(cells.get(node, {}).get("spatial_level") or areas.get(node)) for node in index.nodes
            ],
            "source": [cells.get(node, {}).get("source", "") for node in index.nodes],
        }
    ).astype({"value": "float64"})
    both = entry is not None and entry.name_zh and language_spoken() == "en"
    title = f"{city} ({entry.name_zh})" if entry is not None and both else say("fact/of-city", city=city)
    return Profile(title, {name: fact for name, fact in facts.items() if fact}, frame)


def _origin(index: Index, node: Indicator) -> dict[str, pd.Series[Any]]:
    """Return year, area and source of the values of an indicator, as far as any is known."""
    found = index.provenance
    found = found[found["indicator"] == node.id].set_index(index.framework.unit_name.one).reindex(index.raw.index)
    columns = {"year": found["year"].fillna(""), "measured for": found["spatial_level"].map(_area)}
    columns["source"] = found["source"].fillna("")
    return {name: column for name, column in columns.items() if column.ne("").any()}


def _moved_by(node: Indicator) -> str:
    match node.lever:
        case "city":
            return say("moved-by/city")
        case "country":
            return say("moved-by/country")
        case "none":
            return say("moved-by/no-one")
        case None:
            return ""


def _area(level: object) -> str:
    """Name what a value is measured for."""
    if level == "metropolitan":
        return say("metropolitan-area")
    return _word(level) if isinstance(level, str) else ""


def _word(value: str | None) -> str:
    """Write a word in the language."""
    return say("fact/word", word=value) if value else ""


def _with_reason(what: str, reason: str | None) -> str:
    return colon(language_spoken()).join(part for part in (what, reason) if part)


def _title(node: Group | Indicator) -> str:
    chinese = node.names.get("zh")
    if language_spoken() != "en":
        return say("fact/of-node", node=node.id)
    return f"{node.name} ({chinese})" if chinese else node.name


def _path(index: Index, name: str) -> list[str]:
    parent = index.framework.node(name).parent
    return [*(_path(index, parent) if parent else []), name]
