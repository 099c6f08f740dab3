"""Which indicators cause a published statement not to hold."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from intlindex.core.pipeline.provenance import vintages_of
from intlindex.core.ranking_table import ranks_at
from intlindex.core.scored import ScoredIndex
from intlindex.sentences.voices import language_spoken
from intlindex.specs.claim import Ahead, Balanced, BottomShare, Claim, InOrder, RankWithin, RegionAhead, TopShare

__all__ = ["causes_of"]

SHOWN = 3
"""Indicators listed for one statement."""
_COLUMNS = ["id", "statement", "node", "indicator", "points", "years", "spatial_level", "lever"]


def causes_of(index: ScoredIndex, failed: Sequence[Claim]) -> pd.DataFrame:
    """List the indicators that decide statements which do not hold; see `Agreement.causes`."""
    points_of = _Points.of(index)
    found: list[tuple[Claim, str, str, float]] = []
    for claim in failed:
        node, cities, others, too_low = _sides(claim, index)
        gaps = points_of.gaps(node, cities, others)
        gaps = gaps[gaps < 0] if too_low else gaps[gaps > 0]
        most = gaps.sort_values(ascending=too_low, kind="stable").head(SHOWN)
        found += [(claim, node, str(name), points) for name, points in most.items()]
        if gaps.empty:  # the cities compared have the same values
            found.append((claim, node, node, 0.0))
    known: dict[Any, Any] = vintages_of(index.fits, {name for _, _, name, _ in found}).to_dict("index")
    rows, language = [], language_spoken()
    for claim, node, name, points in found:
        about = known.get(name, {})
        rows.append((claim.id, claim.statement_in(language), node, name, points, _years(about), *_moved(about)))
    return pd.DataFrame(rows, columns=_COLUMNS)


def _years(about: Mapping[str, Any]) -> str:
    first, last = about.get("first"), about.get("last")
    if first is None or last is None or pd.isna(last):
        return ""
    return f"{last}" if first == last else f"{first} to {last}"


def _moved(about: Mapping[str, Any]) -> tuple[str, str]:
    return about.get("spatial_level", ""), about.get("lever", "")


def _sides(claim: Claim, index: ScoredIndex) -> tuple[str, list[str], list[str], bool]:
    """Return the node, the cities whose points are examined, those compared with, and whether points are too few."""
    rule = claim.rule
    match rule:
        case TopShare():
            return rule.node, [index.city(rule.city)], _at(index, rule.node, share=rule.share), True
        case BottomShare():
            behind = _at(index, rule.node, share=1 - rule.share, beyond=1)
            return rule.node, [index.city(rule.city)], behind, False
        case RankWithin():
            city = index.city(rule.city)
            too_low = bool(ranks_at(index.fits, rule.node)[city] > rule.rank)
            return rule.node, [city], _at(index, rule.node, place=rule.rank), too_low
        case Ahead():
            return rule.node, [index.city(rule.city)], [index.city(rule.other)], True
        case InOrder():
            ranks = ranks_at(index.fits, rule.node)
            pairs = itertools.pairwise(index.city(city) for city in rule.cities)
            one, other = next(pair for pair in pairs if not ranks[pair[0]] < ranks[pair[1]])
            return rule.node, [one], [other], True
        case Balanced():
            places = {node: float(ranks_at(index.fits, node)[index.city(rule.city)]) for node in rule.nodes}
            worse = max(places, key=lambda node: places[node])
            place = min(places.values()) + rule.share * len(index.cities)
            return worse, [index.city(rule.city)], _at(index, worse, place=place), True
        case RegionAhead():
            entries = index.table.registry
            chosen = [
                city
                for city in index.cities
                if city in entries and all(getattr(entries[city], key) == value for key, value in rule.select.items())
            ]
            return rule.node, chosen, [city for city in index.cities if city not in chosen], True
        case _:
            raise AssertionError(rule.kind)  # pragma: no cover  what cannot be checked does not fail


def _at(index: ScoredIndex, node: str, *, share: float = 0.0, beyond: int = 0, place: float | None = None) -> list[str]:
    """Return the cities nearest to the rank that was required: a given one, or the last one within a share."""
    ranks = ranks_at(index.fits, node).dropna()
    required = math.floor(share * len(ranks) + 1e-9) + beyond if place is None else place
    away = (ranks - required).abs()
    return [str(city) for city in away.index[away == away.min()]]


@dataclass(frozen=True)
class _Points:
    """Commensurate values and effective weights of an index, looked up only once."""

    index: ScoredIndex
    values: pd.DataFrame
    weights: pd.Series[float]

    @classmethod
    def of(cls, index: ScoredIndex) -> _Points:
        return cls(index, index.normalised, index.effective_weights)

    def gaps(self, node: str, cities: Sequence[str], others: Sequence[str]) -> pd.Series[float]:
        """Return, per indicator, the points that some cities have more than others in a node."""
        framework, weights = self.index.framework, self.weights
        names = [each.id for each in framework.indicators]
        below = {each.id for each in framework.below(node)} | {node} if node not in names else {node}
        columns = [name for name in names if name in below]
        scores = self.values[columns]
        shares = weights[columns] / weights[node] if weights[node] > 0 else weights[columns]
        gaps: pd.Series[float] = (scores.loc[list(cities)].mean() - scores.loc[list(others)].mean()) * shares
        return gaps.dropna()
