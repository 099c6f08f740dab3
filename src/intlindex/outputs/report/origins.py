"""The values of a city with their years and sources, and what of the index is published and what is not."""

from __future__ import annotations

import pandas as pd

from intlindex.core.data.shipped_files import shipped_sources
from intlindex.core.pipeline.provenance import areas_said, provenance_of
from intlindex.core.ranking_table import rank_type
from intlindex.core.scored import ScoredIndex
from intlindex.outputs.report.page import Section
from intlindex.outputs.report.parts import shown
from intlindex.sentences import Sentence, say
from intlindex.sentences.voices import language_spoken

__all__ = ["origin", "sources", "values"]

STATUSES = ("published", "inferred", "reconstructed")


def values(among: ScoredIndex, city: str) -> Section:
    """List every value of a city with its rank, year, area, source, and how its indicator is known."""
    found = provenance_of(among.fits)
    own = found[found["city"] == city]
    indicators = {node.id: node for node in among.framework.indicators}
    row, nodes = among.cities.index(city), {node: at for at, node in enumerate(among.nodes)}
    ranks = among.fits.ranks[:, row]
    table = pd.DataFrame(
        {
            "indicator": own["indicator"],
            "value": [f"{value:.6g}" for value in own["value"]],
            "unit": [indicators[node].unit for node in own["indicator"]],
            "rank": pd.array([ranks[nodes[node]] for node in own["indicator"]], dtype="Float64"),
            "year": own["year"],
            "area": own["spatial_level"].map(areas_said(among.fits, city)),
            "status": [indicators[node].status or "" for node in own["indicator"]],
            "source": own["source"],
        }
    )
    table = table.astype({"rank": rank_type(among.fits)}).loc[
        :, [name for name in table if table[name].fillna("").ne("").any()]
    ]
    note = [say("report/values-note")] if "area" in table and table["area"].eq("country").any() else []
    return Section(shown(among, say("report/values-heading"), note, table))


def origin(index: ScoredIndex) -> Section:
    """Report which nodes of the index are published, which are inferred, and which are not those of its authors."""
    lines: list[Sentence] = []
    for status in (*STATUSES, None):
        groups = tuple(group.id for group in index.framework.groups if group.status == status)
        count = sum(node.status == status for node in index.framework.indicators)
        if not groups and not count:
            continue
        if status is None:
            lines.append(say("report/nodes-unstated", count=len(groups) + count))
        elif groups:
            lines.append(say("report/nodes-of-status", status=status, nodes=groups, count=count))
        else:
            lines.append(say("report/indicators-of-status", status=status, count=count))
    return Section(shown(index, say("report/origin-heading"), lines))


def sources(among: ScoredIndex, city: str) -> Section | None:
    """List the sources of the values of a city by their titles; None where none is known."""
    found = provenance_of(among.fits)
    named = set(found.loc[found["city"] == city, "source"].dropna())
    known = sorted((each for each in shipped_sources() if each.id in named), key=lambda each: each.id)
    spoken = language_spoken()
    lines = [
        say("report/source", id=each.id, title=each.title_in(spoken), publisher=each.publisher_in(spoken))
        for each in known
    ]
    heading = say("report/sources-heading")
    return Section(shown(among, heading, lines), small=True) if lines else None
