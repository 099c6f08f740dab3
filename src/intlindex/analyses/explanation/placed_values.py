"""What is known of cities outside an index: read from a mapping, a table or a file, or from shipped values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.keyed_frame import KeyedFrame, read_frame
from intlindex.core.data.labels import label_of, similar_labels
from intlindex.core.data.other_frames import is_other_frame
from intlindex.core.data.reading import read_table
from intlindex.core.data.shipped_files import index_names, shipped_cities, shipped_values
from intlindex.core.data.table import Table
from intlindex.core.data.tidy_columns import is_tidy
from intlindex.core.data.unit_facts import Units, units_of
from intlindex.core.pipeline.conditions import broken_conditions
from intlindex.core.scored import ScoredIndex
from intlindex.errors import DataError, RequestError, UnknownNameError, nearest, problem
from intlindex.findings import Finding
from intlindex.sentences import say
from intlindex.specs import FrozenMap
from intlindex.specs.names import Names
from intlindex.specs.reading import Reading

__all__ = ["Placed", "Values", "read_placed"]

Values = Mapping[str, Any] | pd.Series
_NOTICED = {"key-column", "similar-names", "read-as-missing", "footnotes-dropped", "unit-differs"}
_OF_A_ROW = ("city", "unit", "time", "year", "spatial_level", "source", "note", "country", "region")


@dataclass(frozen=True)
class Placed:
    """Raw values of further cities, one row each, with the other data that the steps need."""

    table: Table
    """Of all indicators of the definition, including those that are screened out, with labels and denominators."""
    units: Units
    """Denominators and labels, for the scored indicators."""
    findings: tuple[Finding, ...] = ()
    """What was noticed when they were read, and names that are nearly those of cities of the index."""

    @property
    def cities(self) -> tuple[str, ...]:
        """Display names."""
        return self.table.cities

    @property
    def raw(self) -> NDArray[np.float64]:
        """``(cities, indicators)``."""
        return self.table.values


def read_placed(index: ScoredIndex, name: Any, values: Any = None, reading: Reading | None = None) -> Placed:
    """Read the values of cities that are to be placed.

    Parameters
    ----------
    index : ScoredIndex
        Among whose cities.
    name : str, Path, DataFrame or sequence of str
        A city's name, with `values`; else a table, a file, or names of cities with shipped values. Text is a name.
    values : mapping or Series, optional
        Values by indicator or denominator; what is omitted or blank is not known.
    reading : Reading, optional
        How a table or a file is read; settings that it leaves open are those of the framework.

    Returns
    -------
    Placed
        What is known.

    Raises
    ------
    DataError
        With every problem: an unknown indicator, a value that is no number or out of bounds, a missing denominator.
    UnknownNameError
        If a name is not that of a city with shipped values.
    RequestError
        If an argument is neither values, nor a table, a file or names.
    """
    keyed, source = _table(index, name, values, reading)
    definition = index.definition
    ids = [node.id for node in definition.indicators]
    frame, tidy = keyed.frame, is_tidy(keyed.frame)
    (_refuse_unknown_indicators if tidy else _refuse_unknown_columns)(index, keyed, ids, source)
    blank = _blank_indicators(frame, ids, tidy=tidy)
    if len(blank) == len(ids):
        raise DataError(say("empty/place-values"), source=source)
    if tidy:
        frame = frame[~frame["indicator"].map(_text).isin(blank)]
    else:
        frame = frame.drop(columns=[column for column in blank if column in frame])
    registry = {city.id: city for city in (*shipped_cities(), *index.table.registry.values())}
    by_id = definition
    if any(node.column is not None for node in definition.indicators):
        by_id = definition.replace(indicators=[node.replace(column=None) for node in definition.indicators])
    asked = by_id.drop(blank) if blank else by_id
    known, found = read_table(replace(keyed, frame=frame), asked, registry=registry.values(), screened=True)
    known = _as_in_index(index, known)
    raw = np.full((len(known.cities), len(ids)), np.nan)
    raw[:, [ids.index(each) for each in known.indicators]] = known.values
    noticed = [each for each in found if each.code in _NOTICED]
    findings = (*noticed, *_similar(index, known))
    attributes, units = _units(index, known, raw, ids, source)
    table = replace(known, indicators=tuple(ids), values=raw, attributes=FrozenMap(attributes))
    return Placed(table, units, findings)


def _similar(index: ScoredIndex, known: Table) -> list[Finding]:
    """Find placed cities whose names are nearly those of cities of the index, and are taken for others."""
    return [
        finding
        for city in known.cities
        if city not in index.cities
        for finding in similar_labels([city, *index.cities], city)
        if repr(city) in finding.message
    ]


def _as_in_index(index: ScoredIndex, known: Table) -> Table:
    """Give a city that is one of the index the name that it has there, whichever of its names it came with."""
    names = {city.id: name for name, city in index.table.registry.items()}
    cities = tuple(
        names.get(known.registry[city].id, city) if city in known.registry and city not in index.cities else city
        for city in known.cities
    )
    registry = {
        new: known.registry[old] for new, old in zip(cities, known.cities, strict=True) if old in known.registry
    }
    renamed = dict(zip(known.cities, cities, strict=True))
    provenance = tuple({**cell, "city": renamed[cell["city"]]} for cell in known.provenance)
    return replace(known, cities=cities, registry=FrozenMap(registry), provenance=provenance)


def _table(index: ScoredIndex, name: Any, values: Any, reading: Reading | None) -> tuple[KeyedFrame, str]:
    """Return the values as a table with a column for the city, and its name in messages."""
    if values is not None:
        if not isinstance(name, str) or not name.strip():
            raise RequestError(say("required/place-name", found=name), source="place")
        if not isinstance(values, Mapping | pd.Series):
            raise RequestError(say("wrong-type/place-values", found=type(values).__name__), source=name)
        row = {label_of(key): value for key, value in values.items()}
        if len(row) < len(values):
            raise DataError(say("duplicate/place-indicator"), source=name)
        return KeyedFrame(pd.DataFrame([row | {"city": name}], dtype=object), "city"), name
    if isinstance(name, pd.DataFrame | Path) or is_other_frame(name):
        source = str(name) if isinstance(name, Path) else "data"
        return read_frame(name, source, index.definition, reading), source
    names = [name] if isinstance(name, str) else name
    if not isinstance(names, Sequence) or not names or not all(isinstance(each, str) for each in names):
        raise RequestError(say("wrong-type/place", found=name), source="place")
    return KeyedFrame(_shipped(index, names), "city"), "shipped values"


def _shipped(index: ScoredIndex, names: Iterable[str]) -> pd.DataFrame:
    """Take the shipped values of some cities, members of an edition or not."""
    edition = index.definition.id
    if edition not in index_names():
        cities = tuple(name[:60] for name in names)
        raise UnknownNameError(
            say("unknown-city/place-edition", cities=cities, editions=tuple(index_names()), edition=edition)
        )
    known = {each: city.name for city in shipped_cities(edition) for each in city.all_names}
    by_id = Names({each: city.id for city in shipped_cities(edition) for each in city.all_names})
    found = {each: by_id.found(each) for each in names}
    unknown = [each[:60] for each, cities in found.items() if len(cities) != 1]
    if unknown:
        raise UnknownNameError(
            [say("unknown-city/place-shipped", city=each, hint=nearest(each, known)) for each in unknown]
        )
    wanted = list(dict.fromkeys(cities[0] for cities in found.values()))
    ids = {node.id for node in index.definition.indicators}
    rows = [row for row in shipped_values(edition) if row["city"] in wanted and row["indicator"] in ids]
    rows.sort(key=lambda row: wanted.index(row["city"]))
    return pd.DataFrame(rows, columns=["city", "indicator", "value", "year", "spatial_level", "source", "note"])


def _denominators(index: ScoredIndex) -> list[str]:
    return list(dict.fromkeys(node.denominator for node in index.definition.indicators if node.denominator))


def _refuse_unknown_columns(index: ScoredIndex, keyed: KeyedFrame, ids: list[str], source: str) -> None:
    known = {keyed.key, *ids, *_denominators(index), *index.table.attributes, *_OF_A_ROW}
    problems = [
        problem("unknown-node/place-column", str(column), index=index.definition.id, hint=nearest(str(column), ids))
        for column in keyed.frame.columns
        if column not in known
    ]
    if problems:
        raise DataError(problems, source=source)


def _refuse_unknown_indicators(index: ScoredIndex, keyed: KeyedFrame, ids: list[str], source: str) -> None:
    known = [*ids, *_denominators(index)]
    problems = [
        problem(
            "unknown-node/place-indicator", f"indicator {name!r}", index=index.definition.id, hint=nearest(name, known)
        )
        for name in dict.fromkeys(map(_text, keyed.frame["indicator"]))
        if name not in known
    ]
    if problems:
        raise DataError(problems, source=source)


def _blank_indicators(frame: pd.DataFrame, ids: list[str], *, tidy: bool) -> list[str]:
    """List the indicators without any value."""
    if tidy:
        given = {_text(cell) for cell, value in zip(frame["indicator"], frame["value"], strict=True) if _text(value)}
    else:
        columns = zip(frame.columns, frame.to_numpy(dtype=object).T, strict=True)
        given = {name for name, cells in columns if any(map(_text, cells))}
    return [name for name in ids if name not in given]


def _text(cell: Any) -> str:
    """Return the text of a cell; empty where it is blank or NA."""
    text = label_of(cell)
    return "" if text == "NA" else text


def _labels_of_groups(index: ScoredIndex) -> dict[str, str]:
    """Return the columns of labels within which blank scores of groups are imputed, each with one of the groups."""
    branches = index.scoring.tree.branches
    rules = {
        index.nodes[each.node]: each.rule.impute
        for each in branches
        if index.nodes[each.node] in index.scoring.imputations
    }
    return {rule.labels: group for group, rule in rules.items() if rule is not None and rule.labels is not None}


def _is_registered(known: Table, city: str, name: str) -> bool:
    """Return whether the register of cities has the label."""
    return bool(getattr(known.registry.get(city), name, None)) if name in {"country", "region"} else False


def _units(
    index: ScoredIndex, known: Table, raw: NDArray[np.float64], ids: list[str], source: str
) -> tuple[dict[str, tuple[Any, ...]], Units]:
    """Collect denominators and labels; of a city of the index, those that are not given are its own."""
    names = {*known.attributes, *index.table.attributes, *_denominators(index)}
    names |= {by for _, by, _ in index.preparation.imputations if by is not None}
    grouped = _labels_of_groups(index)
    names |= set(grouped)
    registered = {"country", "region"} - set(known.attributes) - set(index.table.attributes)
    attributes = {}
    for name in sorted(names - (registered if known.registry else set())):
        own = index.table.attributes.get(name)
        column = known.attributes.get(name, (None,) * len(known.cities))
        attributes[name] = tuple(
            own[index.cities.index(city)] if not _text(cell) and own is not None and city in index.cities else cell
            for city, cell in zip(known.cities, column, strict=True)
        )
    scored = [node.id for node in index.framework.indicators]
    divided = {
        node.id: node.denominator
        for node, factor in zip(index.framework.indicators, index.preparation.factors, strict=True)
        if node.denominator is not None and not np.isnan(factor)
    }
    problems = [
        problem("required/place-denominator", f"{city}, {name}", denominator=by)
        for name, by in divided.items()
        for row, city in enumerate(known.cities)
        if not np.isnan(raw[row, ids.index(name)])
        and not _text(attributes[by][row])
        and city not in index.cities  # whose quotient is blank in the index too
    ]
    problems += [
        problem("required/label-of-group", f"{city}, {name}", group=group)
        for name, group in grouped.items()
        for row, city in enumerate(known.cities)
        if not _text(attributes.get(name, (None,) * len(known.cities))[row]) and not _is_registered(known, city, name)
    ]
    if problems:
        raise DataError(problems, source=source)
    values = raw[:, [ids.index(name) for name in scored]]
    table = Table(known.cities, tuple(scored), values, attributes, known.registry)
    units = units_of(table, index.framework, index.method)
    if broken := list(broken_conditions(index.method, index.framework, units, of_placed=True)):
        raise DataError(broken, source=source)
    return attributes, units
