"""What the command line prints as JSON, as typed records; their JSON Schemas are published."""

from __future__ import annotations

import json
import math
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import Field

from intlindex._version import __version__
from intlindex.core.pipeline.provenance import last_years
from intlindex.core.scored import ScoredIndex
from intlindex.errors import UnknownNameError, nearest
from intlindex.sentences import say
from intlindex.specs import Framework, Method, Spec

__all__ = ["SCHEMAS", "RankedCity", "RankingRecord", "findings", "finite", "plain", "ranking_record", "rows", "schema"]


class FindingRecord(Spec):
    """One thing worth knowing about data or result."""

    code: str
    """What kind of finding it is."""
    severity: Literal["info", "warning", "error"]
    """How much it matters."""
    node: str
    """Id of the node or column that it is about; empty for the whole."""
    message: str
    """What was found."""


class RankedCity(Spec):
    """One city of a ranking."""

    rank: Annotated[float, Field(ge=1)] | None
    """1 is best; null where the city has no score."""
    city: str
    """Display name."""
    score: float | None
    """Score of the whole index; null where too much is missing."""
    class_: Annotated[str | None, Field(alias="class")] = None
    """Label of the class that the score falls into; only where the index has classes."""
    dimensions: dict[str, float | None]
    """Scores of the root's children, by id."""


class RankingRecord(Spec):
    """A ranking, as ``intlindex rank --format json`` prints it."""

    format: Literal["intlindex/ranking/1"] = "intlindex/ranking/1"
    """Name and version of the format."""
    version: str
    """Version of intlindex that made it."""
    framework: str
    """Id of the framework."""
    name: str
    """Display name of the index."""
    description: str | None
    """What the index is meant to show, and who made it."""
    years: tuple[int, int] | None = None
    """Earliest and latest year in which the period of a value ends; null where no value has a year."""
    weights: dict[str, float]
    """Share of every node among its siblings, by id."""
    ranking: tuple[RankedCity, ...]
    """All cities, best first."""
    attributes: dict[str, dict[str, str | float | bool | None]] | None = None
    """What ``--with`` asks for, by city and column."""
    findings: tuple[FindingRecord, ...]
    """What is worth knowing about data and result."""


SCHEMAS: dict[str, type[Spec]] = {"framework": Framework, "method": Method, "ranking": RankingRecord}


def schema(name: str) -> str:
    """Return the JSON Schema of a file format.

    Raises
    ------
    UnknownNameError
        If there is no such format.

    Examples
    --------
    >>> json.loads(schema("ranking"))["title"]
    'RankingRecord'
    """
    if name not in SCHEMAS:
        raise UnknownNameError(say("unknown-name/outputs-schema", name=name, hint=nearest(name, list(SCHEMAS))))
    written = SCHEMAS[name].model_json_schema()
    return json.dumps(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **written}, indent=2, ensure_ascii=False
    )


def plain(value: Any) -> Any:
    """Convert a cell for JSON: blanks become null, NumPy scalars plain ones."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124  NaN is the only value unequal to itself
        return None
    return value.item() if hasattr(value, "item") else value


def finite(number: float) -> float | None:
    """Convert a distance for JSON: one that is infinite or unknown becomes null."""
    return number if math.isfinite(number) else None


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table as a list of mappings, one per row."""
    return [{str(name): plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def findings(index: ScoredIndex) -> list[dict[str, Any]]:
    """Return the findings of an index as plain data."""
    return rows(index.findings)


def ranking_record(index: ScoredIndex) -> dict[str, Any]:
    """Return the ranking of an index as the published schema describes it."""
    key = index.ranking.columns[1]
    ranking = rows(index.ranking)
    kept = ["rank", "city", "score", *(["class"] if index.nodes[0] in index.fits.class_rules else [])]
    dimensions = list(index.ranking.columns[len(kept) :])
    return {
        "format": "intlindex/ranking/1",
        "version": __version__,
        "framework": index.framework.id,
        "name": index.framework.name,
        "description": index.framework.description,
        "years": None if (years := last_years(index.fits)) is None else list(years),
        "weights": {name: float(share) for name, share in index.weights.items()},
        "ranking": [
            {
                **{name: row[key if name == "city" else name] for name in kept},
                "dimensions": {name: row[name] for name in dimensions},
            }
            for row in ranking
        ],
        "findings": findings(index),
    }
