"""How far weights can move before a ranking, its first places, or the rank of one city changes.

The radius is the distance to the nearest plane on which two cities that matter are tied. Compare Permanyer (2011),
"Assessing the robustness of composite indices rankings", Review of Income and Wealth 57, 306-326.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.arguments import whole_number
from intlindex.analyses.robustness.linear_scores import LinearScores, linear_scores
from intlindex.analyses.robustness.tipping_point import NORMS_IN_WORDS, TIE_TOLERANCE, check_norm, tied_shares
from intlindex.analyses.robustness.weight_polytope import Polytope, polytope
from intlindex.core.description import node_names
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.table import TableRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import RequestError, problem
from intlindex.kernels.simplex.nearest import Norm, distance, steepness
from intlindex.sentences import Sentence, say
from intlindex.specs.weight_set import WeightSet

__all__ = ["StabilityRadius", "stability_radius"]

Array = NDArray[np.float64]
Pairs = list[tuple[int, int]]


@dataclass(frozen=True, eq=False, repr=False)
class StabilityRadius(Result[TableRecord]):
    """The distance of the nearest weights at which something about the ranking changes."""

    index: ScoredIndex
    """The index that was analysed."""
    what: str
    """What is unchanged up to the radius, in words."""
    weight_set: str
    """The set of weights, in words."""
    norm: Norm
    """How distance is measured, in shares."""
    radius: float
    """The distance; infinite if nothing changes anywhere in the set."""
    pair: tuple[str, str] | None
    """The two cities that are tied there, first the one that is ahead up to there."""
    _weights: Mapping[str, float] | None = field(repr=False)
    _table: pd.DataFrame = field(repr=False)

    @property
    def weights(self) -> dict[str, float] | None:
        """Shares by node id, for `Index.reweight`; None if nothing changes anywhere in the set."""
        return None if self._weights is None else dict(self._weights)

    @property
    def table(self) -> pd.DataFrame:
        """`nominal`, `tipping` and `change` of every share that varies, by node."""
        return self._table.copy()

    @property
    def shown(self) -> Shown:
        """The radius, and the cities that change places there."""
        title = say("stability-radius/title", index=self.index.framework.title)
        lines = [say("weight-set/line", weight_set=self.weight_set)]
        if self.pair is None:
            return Shown(title, (*lines, say("stability-radius/stable", what=self.what)))
        norm = NORMS_IN_WORDS[self.norm]
        lines.append(say("stability-radius/radius", what=self.what, radius=self.radius, norm=norm))
        lines.append(say("stability-radius/pair", ahead=self.pair[0], behind=self.pair[1]))
        return Shown(title, tuple(lines), self._table.reset_index(), digits=4, labels=node_names(self.index.framework))


def stability_radius(
    index: ScoredIndex,
    *,
    top: int | None = None,
    city: str | None = None,
    of: str | None = None,
    norm: Norm = "largest",
    within: float | None = None,
    weights: WeightSet | None = None,
) -> StabilityRadius:
    """Find how far weights can move; see `Index.stability_radius`."""
    measured = check_norm(norm)
    if top is not None and city is not None:
        raise RequestError([problem("conflict/top-and-city", "top")])
    name = None if city is None else index.city(city)
    space = polytope(index, within=within, of=of, weights=weights)
    linear = linear_scores(index, space.varied)
    if not space.contains_nominal:
        raise RequestError([problem("not-allowed/nominal-outside", "weights")])
    scaled = linear.matrix / linear.scale
    pairs, what = _pairs(linear, scaled @ space.varied.nominal, top, name)
    radius, shares, pair = _nearest(space, scaled, pairs, measured)
    table = space.shares_frame("tipping", shares)
    found = None if shares is None else space.weighting(index, shares)
    tied = None if pair is None else (linear.cities[pair[0]], linear.cities[pair[1]])
    return StabilityRadius(index, what, space.in_words, measured, radius, tied, found, table)


def _pairs(linear: LinearScores, scores: Array, top: int | None, city: str | None) -> tuple[Pairs, Sentence]:
    """List the pairs, the one ahead first, of which one must tie before anything changes, and what changes then."""
    order = [int(place) for place in np.argsort(-scores, kind="stable")]
    if city is not None:
        place = linear.place(city)
        rank = order.index(place)
        pairs = [*((a, place) for a in order[:rank]), *((place, b) for b in order[rank + 1 :])]
        return pairs, say("stability-radius/rank", city=city)
    if top is None:
        # On the way to any other order, two neighbours tie first.
        return list(pairwise(order)), say("stability-radius/ranking")
    if len(order) < 2:
        raise RequestError([problem("no-score/stability-top", "top", found=len(order))])
    if problems := whole_number(top, "top", least=1, most=len(order) - 1):
        raise RequestError(problems)
    what = say("stability-radius/first-place") if top == 1 else say("stability-radius/first-places", top=top)
    return [(a, b) for a in order[:top] for b in order[top:]], what


def _nearest(
    space: Polytope, scaled: Array, pairs: Pairs, norm: Norm
) -> tuple[float, Array | None, tuple[int, int] | None]:
    """Find the pair that ties at the nearest shares, trying pairs in the order of a lower bound of their distance."""
    nominal = space.varied.nominal
    leads = np.array([scaled[a] - scaled[b] for a, b in pairs]).reshape(len(pairs), nominal.size)
    now = leads @ nominal
    slopes = steepness(leads, norm=norm)
    # Cities that are equal, or as far apart under all weights, never change places.
    bounds = np.divide(now, slopes, out=np.full(len(pairs), math.inf), where=slopes > TIE_TOLERANCE)
    radius, shares, pair = math.inf, None, None
    for at in np.argsort(bounds, kind="stable"):
        if bounds[at] >= radius:
            break
        found = tied_shares(space, leads[at], norm)
        if found is not None and (here := distance(found - nominal, norm=norm)) < radius:
            radius, shares, pair = here, found, pairs[at]
    return radius, shares, pair
