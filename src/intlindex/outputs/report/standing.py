"""The ranks of a city, and how certain they are: with their exact and their usual ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from intlindex.analyses.comparison.agreement import published_ranks
from intlindex.analyses.explanation.comparison import neighbours
from intlindex.analyses.robustness.linear_scores import rule_for_ties
from intlindex.analyses.robustness.rank_bounds import rank_bounds
from intlindex.analyses.seeds import Random
from intlindex.analyses.uncertainty.uncertainty import uncertainty_of
from intlindex.core.ranking_table import rank_type
from intlindex.core.scored import ScoredIndex
from intlindex.errors import DataError, RequestError, UnknownNameError
from intlindex.outputs.report.page import Section
from intlindex.outputs.report.parts import is_ranked, reasons, shown
from intlindex.sentences import Sentence, say

__all__ = ["Ranges", "certainty", "ranges", "standing"]

WITHIN = 0.25
"""How far weights vary for exact bounds, as a share of each."""


@dataclass(frozen=True)
class Ranges:
    """The ranks that a city can have on a node while weights below it vary; None where a question is refused."""

    exact: tuple[int, int] | None
    usual: tuple[float, float] | None
    refused: tuple[Sentence, ...] = ()


def ranges(among: ScoredIndex, city: str, draws: int, rng: Random) -> dict[str, Ranges]:
    """Return the ranges of ranks of a city, of the whole and of each group below it."""
    groups = {group.id for group in among.framework.groups}
    root = among.framework.root.id
    found = {}
    for node in (root, *(child.id for child in among.framework.children(root) if child.id in groups)):
        part = among if node == root else among.subindex(node)
        if is_ranked(part, city):
            found[node] = _ranges(part, city, draws, rng)
    return found


def _ranges(part: ScoredIndex, city: str, draws: int, rng: Random) -> Ranges:
    exact = usual = None
    refused: list[Sentence] = []
    try:
        bounds = rank_bounds(part, within=WITHIN, cities=[city]).table
        best, worst = bounds[["best", "worst"]].to_numpy(int)[0].tolist()
        exact = (best, worst)
    except (RequestError, DataError) as error:
        refused += reasons(error)
    try:
        drawn = uncertainty_of(
            part, draws=draws, weights=None, choices=None, noise=None, rng=rng, executor=None, block=None,
            progress=False,
        ).table  # fmt: skip
        usual = (float(drawn["q05"].loc[city]), float(drawn["q95"].loc[city]))
    except (RequestError, DataError) as error:
        refused += reasons(error)
    return Ranges(exact, usual, tuple(refused))


def standing(
    index: ScoredIndex, among: ScoredIndex, city: str, found: Sequence[str], known: dict[str, Ranges]
) -> Section:
    """Report the score and the ranks of a city, as a whole and in each part of the index."""
    lines: list[str] = [found[0]]
    if city not in index.cities:
        lines.append(say("report/placed", city=city, count=len(index.cities)))
    lines += _published(index, city)
    lines.append(say("comparison/peers", city=city, peers=tuple(neighbours(among, city)["peer"])))
    tree, row = among.scoring.tree, among.cities.index(city)
    rows = []
    for node in (0, *tree.children[0]):
        scores = among.fits.scores[node]
        present = scores[np.isfinite(scores)]
        median = float(np.median(present)) if present.size else np.nan
        ranged = known.get(among.nodes[node], Ranges(None, None))
        spans = tuple(map(_span, (ranged.exact, ranged.usual)))
        rows.append((among.nodes[node], scores[row], median, among.fits.ranks[node, row], present.size, *spans))
    columns = ["node", "score", "median", "rank", "ranked", "exact range", "usual range"]
    table = pd.DataFrame(rows, columns=columns).astype({"rank": rank_type(among.fits)})
    table = table.loc[:, [name for name in columns if not table[name].eq("").all()]]
    return Section(shown(among, say("report/standing-heading", city=city), lines, table))


def _span(ends: tuple[float, float] | None) -> str:
    if ends is None:
        return ""
    return f"{ends[0]:g}" if ends[0] == ends[1] else f"{ends[0]:g}–{ends[1]:g}"


def _published(index: ScoredIndex, city: str) -> list[Sentence]:
    """Return what the authors published for a city, where something is shipped."""
    try:
        ranks = published_ranks(index)
    except UnknownNameError:
        return []
    own = ranks[ranks["city"] == city].dropna(subset="reconstructed").astype({"reconstructed": int})
    said = own[["node", "published", "reconstructed"]].itertuples(index=False, name=None)
    known = {node: {"published": int(rank), "own": int(ours)} for node, rank, ours in said}
    whole = known.pop(index.framework.root.id, None)
    lines = [] if whole is None else [say("report/published", city=city, **whole)]
    others = tuple(say("report/published-node", node=node, **each) for node, each in known.items())
    return [*lines, say("report/published-others", parts=others)] if others else lines


def certainty(among: ScoredIndex, city: str, known: dict[str, Ranges], draws: int) -> Section:
    """Report how certain the rank of a city is, and what its ranges mean."""
    heading = say("report/certainty-heading")
    if not is_ranked(among, city):
        return Section(shown(among, heading, [say("report/no-rank", city=city)]))
    root = among.framework.root.id
    found = known[root]
    lines: list[str] = []
    if found.exact is not None:
        best, worst = found.exact
        given: dict[str, Any] = {"group": root, "within": WITHIN, "city": city, "best": best}
        lines.append(say("report/bounds-one", **given) if best == worst else say("report/bounds", **given, worst=worst))
        lines += rule_for_ties(among)
    if found.usual is not None:
        low, high = found.usual
        lines.append(
            say("report/likely-one", rank=low, draws=draws)
            if low == high
            else say("report/likely", low=low, high=high, draws=draws)
        )
    if len(known) > 1 and lines:
        lines.append(say("report/ranges-note", within=WITHIN))
    return Section(shown(among, heading, [*lines, *found.refused]))
