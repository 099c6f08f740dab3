"""Check that the shipped files are consistent, and list them: ``python -m intlindex.indicators.check``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import get_args

import pandas as pd

from intlindex.api.loading import load
from intlindex.core.data.shipped_files import framework_names, resolve_framework, shipped_rows, shipped_toml
from intlindex.core.pipeline.provenance import years_within
from intlindex.errors import IntlindexError, Problem, nearest, problem
from intlindex.specs.claim import Claims
from intlindex.specs.fields import SpatialLevel
from intlindex.specs.framework import Framework
from intlindex.specs.load import spec_from
from intlindex.specs.nodes import Indicator

__all__ = ["overview", "shipped_problems"]

Rows = Sequence[Mapping[str, str]]
Read = Callable[[str], Rows]
SECOND = "supplementary/second_sources.csv"
PCT = "supplementary/pct_applications.csv"


def shipped_problems(read: Read = shipped_rows) -> list[Problem]:
    """List every problem of the files of the shipped indices.

    Parameters
    ----------
    read : callable
        Returns the rows of a CSV file by its name.

    Returns
    -------
    list of Problem
        Empty if the files are consistent.

    Examples
    --------
    >>> shipped_problems()
    []
    """
    frameworks = {name: resolve_framework(name) for name in framework_names()}
    own = [f"editions/{name}.csv" for name in frameworks]
    problems = list(_sources(read))
    for name in ("values.csv", *own, SECOND, PCT):
        if rows := _rows(read, name):
            problems += _values(name, rows, read, frameworks)
    for name, framework in frameworks.items():
        for node in framework.indicators:
            problems += _indicator(f"{name}: {node.id}", node, {row["id"] for row in read("sources.csv")})
        problems += _levels(name, read("values.csv"), read("cities.csv"), framework)
    return problems + list(_claims(read)) + list(_scores(frameworks))


def _rows(read: Read, name: str) -> Rows:
    try:
        return read(name)
    except FileNotFoundError:  # an edition may have no separate values
        return ()


def _sources(read: Read) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in read("sources.csv"):
        where = f"sources.csv: {row['id']}"
        if row["id"] in seen:
            yield problem("duplicate/source", where)
        seen.add(row["id"])
        for column in ("title", "publisher", "locator"):
            if not row[column].strip():
                yield problem("required/source-column", where, column=column)
        if not row["licence"].strip():
            yield problem("required/source-licence", where)


def _values(name: str, rows: Rows, read: Read, frameworks: Mapping[str, Framework]) -> Iterator[Problem]:
    cities, sources = ([row["id"] for row in read(file)] for file in ("cities.csv", "sources.csv"))
    nodes = {node.id: node for framework in frameworks.values() for node in framework.indicators}
    known = {node: {source for each in frameworks.values() for source in _sources_of(each, node)} for node in nodes}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        what = row.get("measure") or row.get("indicator") or name
        where = f"{name}: {row['city']}, {what}"
        if (row["city"], what) in seen:
            yield problem("duplicate/shipped-value", where)
        seen.add((row["city"], what))
        if row["city"] not in cities:
            yield problem("unknown-city", where, city=row["city"], hint=nearest(row["city"], cities))
        if row["source"] not in sources:
            yield _no_source(where, row["source"], sources)
        if years_within(row["year"]) is None:
            yield problem("wrong-value/shipped-year", where, found=row["year"])
        if (level := row.get("spatial_level", "")) and level not in get_args(SpatialLevel):
            yield problem("wrong-value/shipped-level", where, found=level, allowed=get_args(SpatialLevel))
        indicator = row.get("indicator")
        if indicator is not None and indicator not in nodes:
            yield problem("unknown-node/shipped-value", where, found=indicator, hint=nearest(indicator, list(nodes)))
        elif indicator is not None and name != SECOND and row["source"] not in known[indicator]:
            yield problem("wrong-value/shipped-source", where, found=row["source"])
        yield from _number(where, row, nodes.get(indicator or "") if name != SECOND else None)


def _no_source(where: str, source: str, sources: Sequence[str]) -> Problem:
    return problem("unknown-name/source", where, found=source, hint=nearest(source, sources))


def _sources_of(framework: Framework, name: str) -> tuple[str, ...]:
    return next((node.sources for node in framework.indicators if node.id == name), ())


def _number(where: str, row: Mapping[str, str], node: Indicator | None) -> Iterator[Problem]:
    try:
        numbers = [float(row[column]) for column in ("low", "high", "value") if row.get(column)]
    except ValueError:
        yield problem("wrong-type/shipped-value", where, found=row["value"])
        return
    if not numbers:
        yield problem("required/shipped-value", where)
        return
    if len(numbers) > 1 and not numbers[0] <= numbers[-1] <= numbers[1]:
        yield problem("out-of-range/shipped-error", where, found=numbers[-1], low=numbers[0], high=numbers[1])
    if node is not None and not node.bounds[0] <= numbers[0] <= node.bounds[1]:
        yield problem("out-of-range/shipped-value", where, found=numbers[0], low=node.bounds[0], high=node.bounds[1])


def _indicator(where: str, node: Indicator, sources: set[str]) -> Iterator[Problem]:
    for field in ("status", "evidence", "definition", "spatial_level", "lever", "lever_reason", "sources"):
        if not getattr(node, field):
            yield problem("required/shipped-field", where, field=field)
    for source in node.sources:
        if source not in sources:
            yield _no_source(where, source, list(sources))


def _levels(name: str, values: Rows, cities: Rows, framework: Framework) -> Iterator[Problem]:
    """Compare the area that an indicator states with its values: those of a country are equal in its cities."""
    countries = {row["id"]: row["country"] for row in cities if row[name]}
    frame = pd.DataFrame([row for row in values if row["city"] in countries])
    frame["country"] = frame["city"].map(countries)
    for node in framework.indicators:
        groups = frame[frame["indicator"] == node.id].groupby("country")["value"]
        equal = bool((groups.nunique()[groups.size() > 1] == 1).all())
        if equal != (node.spatial_level == "country"):
            yield problem(
                "conflict/shipped-level-same" if equal else "conflict/shipped-level-different",
                f"{name}: {node.id}",
                level=node.spatial_level,
            )


def _claims(read: Read) -> Iterator[Problem]:
    sources = [row["id"] for row in read("sources.csv")]
    for name in ("published/claims.toml", "published/documents.toml"):
        for claim in spec_from(Claims, shipped_toml(name), source=name).claims:
            for source in claim.sources:
                if source not in sources:
                    yield _no_source(f"{name}: {claim.id}", source, sources)


def _scores(frameworks: Mapping[str, Framework]) -> Iterator[Problem]:
    for name in frameworks:
        try:
            index = load(name)
        except IntlindexError as error:
            yield from (
                Problem(f"{name}: {each.where}" if each.where else name, each.message) for each in error.problems
            )
            continue
        if (without := index.scores[index.framework.root.id].isna()).any():
            yield problem("no-score/shipped", name, cities=tuple(map(str, without.index[without])))


def overview() -> pd.DataFrame:
    """Summarise the shipped data by indicator: source, years, coverage by edition, area, lever and second source.

    Examples
    --------
    >>> overview().loc["pm25", ["years", "coverage", "second source"]].to_list()
    ['2021', '37 of 37, 42 of 43', 'who-air-quality-2022 (61 cities)']
    """
    indices = [load(name) for name in framework_names()]
    tables = [index.vintages for index in indices]
    second: dict[str, dict[str, int]] = {}
    for row in shipped_rows(SECOND):
        counts = second.setdefault(row["indicator"], {})
        counts[row["source"]] = counts.get(row["source"], 0) + 1
    rows = {}
    for name in tables[0].index:
        parts = [table.loc[name] for table in tables]
        first, last = min(part["first"] for part in parts), max(part["last"] for part in parts)
        rows[name] = (
            ", ".join(dict.fromkeys(source for part in parts for source in part["sources"].split(", "))),
            f"{first}" if first == last else f"{first} to {last}",
            ", ".join(f"{part['values']} of {part['cities']}" for part in parts),
            parts[-1]["spatial_level"],
            parts[-1]["lever"],
            ", ".join(f"{source} ({count} cities)" for source, count in second.get(str(name), {}).items()),
        )
    columns = ["source", "years", "coverage", "spatial level", "lever", "second source"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("indicator")
