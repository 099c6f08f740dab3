"""How a reconstruction compares with what the authors of an index published."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, assert_never

import numpy as np
import pandas as pd

from intlindex.analyses.comparison.claim_causes import causes_of
from intlindex.core.data.shipped_files import framework_names, shipped_cities, shipped_rows, shipped_toml
from intlindex.core.description import node_names
from intlindex.core.ranking_table import rank_type, ranks_at
from intlindex.core.scored import ScoredIndex
from intlindex.core.subject import Subject, subject_of
from intlindex.display import html
from intlindex.display.records.table import TableRecord
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.errors import UnknownNameError, problem
from intlindex.sentences import say
from intlindex.sentences.voices import language_spoken
from intlindex.specs.claim import (
    Ahead,
    Balanced,
    BottomShare,
    Claim,
    Claims,
    InOrder,
    NotCheckable,
    RankWithin,
    RegionAhead,
    TopShare,
)
from intlindex.specs.load import spec_from

__all__ = ["Agreement", "agreement_of", "checked_claims", "claims_by_id", "published_ranks"]

Outcome = Literal["held", "not held", "not checkable"]
_VERDICT = ["id", "statement", "rule", "found", "outcome", "sources"]


@dataclass(frozen=True, eq=False, repr=False)
class Agreement(Result[TableRecord]):
    """How well an index reproduces what was published for its edition. Nothing is tuned to it.

    Examples
    --------
    >>> import intlindex as ix
    >>> agreement = ix.load("ieci-2022").agreement()
    >>> agreement.ranks.columns.to_list()
    ['node', 'city', 'published', 'reconstructed', 'difference', 'status', 'sources']
    """

    edition: str
    """Id of the framework."""
    cities: int
    """Number of cities whose published overall rank is known."""
    spearman: float
    """Spearman's rank correlation over those cities."""
    kendall: float
    """Kendall's tau-b over those cities."""
    top_10: int | None
    """How many of the published top ten are in the reconstruction's; None where not all ten are known."""
    top_20: int | None
    """How many of the published top twenty are in the reconstruction's; None where not all twenty are known."""
    _ranks: pd.DataFrame
    _claims: pd.DataFrame
    _documents: pd.DataFrame
    _causes: pd.DataFrame
    _scores: pd.Series[float]
    _root: str
    _names: Mapping[str, str]
    _subjects: tuple[Subject, ...]

    @property
    def ranks(self) -> pd.DataFrame:
        """Published and reconstructed ranks: node, city, published, reconstructed, difference, status, sources."""
        return self._ranks.copy()

    @property
    def claims(self) -> pd.DataFrame:
        """Every published statement: id, statement, rule, found, outcome, sources."""
        return self._claims.copy()

    @property
    def documents(self) -> pd.DataFrame:
        """Statements of the documents around the index, checked as well: document, then the columns of `claims`.

        Those of the release are among `claims` too; the others are about cities and not of the index, and are not
        counted in `counts`.
        """
        return self._documents.copy()

    @property
    def causes(self) -> pd.DataFrame:
        """The indicators behind every statement that does not hold, those with most effect first.

        `points` is what an indicator gives the city in the node of the statement beyond the city that is named, or that
        has the rank required; for cities of a country or region, beyond the mean of all others. They are exact
        for arithmetic means, and an approximation for other methods.
        """
        return self._causes.copy()

    @property
    def scores(self) -> pd.Series[float]:
        """Reconstructed scores of the index by city."""
        return self._scores.copy()

    @property
    def counts(self) -> dict[str, int]:
        """Number of claims held, not held and not checkable."""
        return {
            outcome: int((self._claims["outcome"] == outcome).sum())
            for outcome in ("held", "not held", "not checkable")
        }

    @property
    def table(self) -> pd.DataFrame:
        """The table `ranks`."""
        return self.ranks

    @property
    def shown(self) -> Shown:
        """How well ranks agree, which statements hold, and published beside reconstructed ranks of the index."""
        counts = self.counts
        figures = {"spearman": fixed(self.spearman, 3), "kendall": fixed(self.kendall, 3)}
        lines = [say("agreement/correlations", count=self.cities, **figures)]
        for top, overlap in ((10, self.top_10), (20, self.top_20)):
            lines.append(
                say("agreement/top-unknown", top=top)
                if overlap is None
                else say("agreement/top", top=top, overlap=overlap)
            )
        failed, unchecked = counts["not held"], counts["not checkable"]
        lines.append(say("agreement/statements", held=counts["held"], failed=failed, unchecked=unchecked))
        statements = self._claims.loc[self._claims["outcome"] == "not held", "statement"]
        lines += [say("agreement/not-held", statement=statement) for statement in statements]
        title = say("agreement/title", edition=self.edition)
        overall = self._ranks[self._ranks["node"] == self._root]
        table = overall[["city", "published", "reconstructed", "difference", "status"]].sort_values("published")
        return Shown(title, tuple(lines), table if len(table) else pd.DataFrame(), labels=self._names)

    def _repr_html_(self) -> str:
        summary = say("agreement/all-statements")
        claims = html.table(self._claims[["statement", "outcome", "found"]])
        return f"{super()._repr_html_()}<details><summary>{summary}</summary>{claims}</details>"


def agreement_of(index: ScoredIndex) -> Agreement:
    """Compare an index with the published ranks and statements of its edition."""
    from scipy import stats  # here, since it takes longer to import than all the rest

    edition = index.framework.id
    ranks = published_ranks(index)
    overall = ranks[ranks["node"] == index.framework.root.id].dropna()
    published, ours = overall["published"].astype(float), overall["reconstructed"].astype(float)
    claims = [claim for claim in _claims() if claim.edition == edition]
    around = [claim for claim in _documents() if claim.edition == edition]
    verdicts = {claim.id: _checked(claim, index) for claim in (*claims, *around)}
    failed = [claim for claim in (*claims, *around) if verdicts[claim.id]["outcome"] == "not held"]
    documented = [claim for claim in (*claims, *around) if claim.document is not None]
    columns = ["document", *_VERDICT]
    return Agreement(
        edition,
        len(overall),
        float(stats.spearmanr(published, ours).statistic) if len(overall) > 1 else math.nan,
        float(stats.kendalltau(published, ours).statistic) if len(overall) > 1 else math.nan,
        _overlap(overall, 10),
        _overlap(overall, 20),
        ranks,
        _table([verdicts[claim.id] for claim in claims], _VERDICT),
        _table([{"document": claim.document, **verdicts[claim.id]} for claim in documented], columns),
        causes_of(index, failed),
        index.ranking.set_index("city")["score"],
        index.framework.root.id,
        node_names(index.framework),
        (subject_of(index),),
    )


def _table(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns)
    frame["found"] = pd.Series([row["found"] for row in rows], dtype=object)  # sentences, with their values
    return frame


@cache
def _claims() -> Sequence[Claim]:
    return _read("published/claims.toml")


@cache
def _documents() -> Sequence[Claim]:
    return _read("published/documents.toml")


def claims_by_id() -> dict[str, Claim]:
    """Return the published statements on the index by id, those of the documents around it left out.

    Examples
    --------
    >>> claims_by_id()["2022-beijing-influence-rank"].statement_in("zh")
    '北京影响力排第3位。'
    """
    return {claim.id: claim for claim in _claims()}


def _read(name: str) -> Sequence[Claim]:
    return spec_from(Claims, shipped_toml(name), source=name).claims


def checked_claims(index: ScoredIndex) -> pd.DataFrame:
    """Return every published statement on an edition, and whether it holds; see `Agreement.claims`.

    Examples
    --------
    >>> import intlindex as ix
    >>> checked_claims(ix.load("ieci-2022"))["outcome"].unique().tolist()
    ['not held', 'held', 'not checkable']
    """
    return _table([_checked(each, index) for each in _claims() if each.edition == index.framework.id], _VERDICT)


def published_ranks(index: ScoredIndex) -> pd.DataFrame:
    """Return published and reconstructed ranks; see `Agreement.ranks`.

    Raises
    ------
    UnknownNameError
        If the index is no shipped edition.
    """
    edition = index.framework.id
    if edition not in framework_names():
        raise UnknownNameError([problem("unknown-name/published", found=edition, allowed=framework_names())])
    names = {city.id: city.name for city in shipped_cities()}
    node_at, city_at = ({name: at for at, name in enumerate(each)} for each in (index.nodes, index.cities))
    rows = []
    for row in shipped_rows("published/ranks.csv"):
        node, city = row["node"], names.get(row["city"], row["city"])
        if row["edition"] != edition or node not in node_at or city not in city_at:
            continue
        rank = index.fits.ranks[node_at[node], city_at[city]]
        rows.append((node, city, int(row["rank"]), rank, row["status"], row["sources"]))
    frame = pd.DataFrame(rows, columns=["node", "city", "published", "reconstructed", "status", "sources"])
    frame = frame.astype({"published": "Int64", "reconstructed": rank_type(index.fits)})
    frame.insert(4, "difference", frame["reconstructed"] - frame["published"])
    return frame


def _overlap(overall: pd.DataFrame, top: int) -> int | None:
    published = overall["published"] <= top
    if published.sum() < top:
        return None
    return int((published & (overall["reconstructed"] <= top)).sum())


class _UnknownError(Exception):
    """A claim is about a city or node that this index does not have."""


def _checked(claim: Claim, index: ScoredIndex) -> dict[str, str]:
    try:
        outcome, found = _check(claim, index)
    except _UnknownError as unknown:
        outcome, found = "not checkable", str(unknown)
    return {
        "id": claim.id,
        "statement": claim.statement_in(language_spoken()),
        "rule": claim.rule.kind,
        "found": found,
        "outcome": outcome,
        "sources": "|".join(claim.sources),
    }


def _check(claim: Claim, index: ScoredIndex) -> tuple[Outcome, str]:
    rule = claim.rule
    match rule:
        case TopShare():
            rank, count = _rank(index, rule.node, rule.city)
            found = say("claim/top-share", rank=rank, count=count, share=rule.share)
            return _outcome(rank <= rule.share * count), found
        case BottomShare():
            rank, count = _rank(index, rule.node, rule.city)
            found = say("claim/bottom-share", rank=rank, count=count, share=rule.share)
            return _outcome(rank > (1 - rule.share) * count), found
        case RankWithin():
            rank, count = _rank(index, rule.node, rule.city)
            published = {"published": rule.rank, "tolerance": rule.tolerance}
            held = abs(rank - rule.rank) <= rule.tolerance
            return _outcome(held), say("claim/rank-within", rank=rank, count=count, **published)
        case Ahead():
            rank, _ = _rank(index, rule.node, rule.city)
            other, count = _rank(index, rule.node, rule.other)
            return _outcome(rank < other), say("claim/two-ranks", rank=rank, other=other, count=count)
        case InOrder():
            ranks, counts = zip(*(_rank(index, rule.node, city) for city in rule.cities), strict=True)
            held = all(one < other for one, other in itertools.pairwise(ranks))
            return _outcome(held), say("claim/in-order", ranks=_written(ranks), count=max(counts))
        case RegionAhead():
            return _check_region(rule, index)
        case Balanced():
            ranks, counts = zip(*(_rank(index, node, rule.city) for node in rule.nodes), strict=True)
            held = max(ranks) - min(ranks) <= rule.share * max(counts)
            found = say("claim/balanced", ranks=_written(ranks), count=max(counts), share=rule.share)
            return _outcome(held), found
        case NotCheckable():
            return "not checkable", rule.reason_in(language_spoken())
        case _:
            assert_never(rule)


def _written(ranks: Sequence[float]) -> tuple[str, ...]:
    return tuple(f"{rank:g}" for rank in ranks)


def _check_region(rule: RegionAhead, index: ScoredIndex) -> tuple[Outcome, str]:
    ranks = _column(index, rule.node)
    chosen = np.array(
        [
            city in index.table.registry
            and all(getattr(index.table.registry[city], key) == value for key, value in rule.select.items())
            for city in ranks.index
        ]
    )
    if not chosen.any() or chosen.all():
        raise _UnknownError(say("claim/no-cities"))
    median, others = float(ranks[chosen].median()), float(ranks[~chosen].median())
    return _outcome(median < others), say("claim/region", median=median, others=others)


def _outcome(held: bool) -> Outcome:
    return "held" if held else "not held"


def _column(index: ScoredIndex, node: str) -> pd.Series[float]:
    if node not in index.nodes:
        raise _UnknownError(say("claim/no-node", node=node))
    return ranks_at(index.fits, node).dropna()


def _rank(index: ScoredIndex, node: str, city: str) -> tuple[float, int]:
    if node not in index.nodes:
        raise _UnknownError(say("claim/no-node", node=node))
    try:
        name = index.city(city)
    except UnknownNameError:
        raise _UnknownError(say("claim/no-city", city=city)) from None
    ranks = index.fits.ranks[index.nodes.index(node)]
    rank = float(ranks[index.cities.index(name)])
    if math.isnan(rank):
        raise _UnknownError(say("claim/no-score", city=name, node=node))
    return rank, int((~np.isnan(ranks)).sum())
