"""The weights of a set that suit a city best: benefit of the doubt, with limits.

By score it is the benefit of the doubt of Cherchye, Moesen, Rogge & Van Puyenbroeck (2007), "An introduction to
'benefit of the doubt' composite indicators", Social Indicators Research 82, 111-145, with limits on shares; by rank
it is the best rank of extreme ranking analysis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.robustness.linear_scores import linear_scores, rescored, rule_for_ties
from intlindex.analyses.robustness.rank_search import Search
from intlindex.analyses.robustness.weight_polytope import polytope
from intlindex.core.description import node_names, score_digits
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.table import TableRecord
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.errors import RequestError, problem
from intlindex.sentences import say
from intlindex.specs.weight_set import WeightSet

__all__ = ["MostFavourable", "most_favourable"]

Array = NDArray[np.float64]
By = Literal["rank", "score"]


@dataclass(frozen=True, eq=False, repr=False)
class MostFavourable(Result[TableRecord]):
    """The weights under which a city ranks or scores best."""

    index: ScoredIndex
    """The index that was analysed."""
    city: str
    """The city."""
    weight_set: str
    """The set of weights, in words."""
    by: By
    """What is best: its rank or its score."""
    rank: int
    """Its rank under those weights."""
    score: float
    """Its score under those weights."""
    nominal_rank: int
    """Its rank under the weights of the index."""
    nominal_score: float
    """Its score under the weights of the index."""
    _weights: Mapping[str, float] = field(repr=False)
    _table: pd.DataFrame = field(repr=False)

    @property
    def weights(self) -> dict[str, float]:
        """Shares by node id, for `Index.reweight`."""
        return dict(self._weights)

    @property
    def table(self) -> pd.DataFrame:
        """`nominal`, `favourable` and `change` of every share that varies, by node."""
        return self._table.copy()

    @property
    def shown(self) -> Shown:
        """The best rank or score, beside that at the weights of the index."""
        best = say(
            "most-favourable/rank" if self.by == "rank" else "most-favourable/score",
            rank=self.rank,
            score=fixed(self.score, score_digits(self.index.fits)),
            nominal_rank=self.nominal_rank,
            nominal_score=fixed(self.nominal_score, score_digits(self.index.fits)),
        )
        rule = rule_for_ties(self.index)
        lines = (say("weight-set/line", weight_set=self.weight_set), best, *rule, say("most-favourable/caution"))
        title = say("most-favourable/title", city=self.city, index=self.index.framework.title)
        return Shown(title, lines, self._table.reset_index(), digits=4, labels=node_names(self.index.framework))


def most_favourable(
    index: ScoredIndex,
    city: str,
    *,
    by: By = "rank",
    of: str | None = None,
    within: float | None = None,
    weights: WeightSet | None = None,
) -> MostFavourable:
    """Find the weights that suit a city best; see `Index.most_favourable`."""
    name = index.city(city)
    measured: By = "rank" if by == "rank" else "score"
    if by != measured:
        raise RequestError([problem("wrong-value/robustness", "by", allowed=("rank", "score"), found=by)])
    space = polytope(index, within=within, of=of, weights=weights)
    linear = linear_scores(index, space.varied)
    place = linear.place(name)
    search = Search(index, space, linear, None)
    if measured == "score":
        shares = space.corners(linear.matrix[place][None])[0]
    else:
        shares = search.extreme(place, "best").shares
    row = int(linear.rows[place])
    found = _rank_and_score(index, search, space.weights(index, shares), row, place)
    now = _rank_and_score(index, search, np.array(index.weights, dtype=np.float64), row, place)
    table = space.shares_frame("favourable", shares)
    return MostFavourable(index, name, space.in_words, measured, *found, *now, space.weighting(index, shares), table)


def _rank_and_score(index: ScoredIndex, search: Search, weights: Array, row: int, place: int) -> tuple[int, float]:
    """Score the index under weights of all nodes, and return rank and score of a city."""
    scores = rescored(index, weights)
    return int(search.ranks_by(scores)[place]), index.scoring.tree.orientations[0] * float(scores[row]) + 0.0
