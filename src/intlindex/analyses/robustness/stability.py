"""How far weights can move before a ranking, its head, or the rank of one city changes.

The radius is the distance to the nearest plane on which two cities that matter are level. Compare Permanyer (2011),
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
from intlindex.analyses.robustness.tipping_point import LEVEL, MEASURED, check_norm, level_shares
from intlindex.analyses.robustness.weight_polytope import Polytope, polytope
from intlindex.core.description import node_names
from intlindex.core.scored import ScoredIndex
from intlindex.display.result import Result, Shown
from intlindex.errors import DefinitionError, Problem
from intlindex.kernels.simplex.nearest import Norm, distance, steepness
from intlindex.specs.weight_set import WeightSet

__all__ = ["StabilityRadius", "stability_radius"]

Array = NDArray[np.float64]
Pairs = list[tuple[int, int]]


@dataclass(frozen=True, eq=False, repr=False)
class StabilityRadius(Result):
    """The distance of the nearest weights at which something about the ranking changes."""

    index: ScoredIndex
    """The index that was asked."""
    what: str
    """What stays as it is nearer than the radius, in words."""
    weight_set: str
    """The set of weights, in words."""
    norm: Norm
    """How distance is measured, in shares."""
    radius: float
    """The distance; infinite if nothing changes anywhere in the set."""
    pair: tuple[str, str] | None
    """The two cities that are level there, the one that is ahead so far first."""
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
        """How far it is, and who changes places."""
        title = f"How far weights can move: {self.index.framework.title}"
        lines = [f"Weights: {self.weight_set}."]
        if self.pair is None:
            return Shown(title, (*lines, f"{self.what} stays as it is under all of them."))
        lines.append(f"{self.what} stays as it is up to {self.radius:.4f} ({MEASURED[self.norm]}).")
        lines.append(f"There {self.pair[1]} draws level with {self.pair[0]}.")
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
        raise DefinitionError([Problem("top", "give either top or city, not both")])
    name = None if city is None else index.city(city)
    space = polytope(index, within=within, of=of, weights=weights)
    linear = linear_scores(index, space.varied)
    if not space.contains_nominal:
        raise DefinitionError([Problem("weights", "the weights of the index are not in the set, so it has no radius")])
    scaled = linear.matrix / linear.scale
    pairs, what = _pairs(linear, scaled @ space.varied.nominal, top, name)
    far, shares, pair = _nearest(space, scaled, pairs, measured)
    table = space.shares_frame("tipping", shares)
    found = None if shares is None else space.weighting(index, shares)
    level = None if pair is None else (linear.cities[pair[0]], linear.cities[pair[1]])
    return StabilityRadius(index, what, space.in_words, measured, far, level, found, table)


def _pairs(linear: LinearScores, scores: Array, top: int | None, city: str | None) -> tuple[Pairs, str]:
    """List the pairs, the one ahead first, of which one must become level before anything changes."""
    order = [int(place) for place in np.argsort(-scores, kind="stable")]
    if city is not None:
        place = linear.place(city)
        rank = order.index(place)
        return [*((a, place) for a in order[:rank]), *((place, b) for b in order[rank + 1 :])], f"The rank of {city}"
    if top is None:
        # On the way to any other order, two neighbours are level first.
        return list(pairwise(order)), "The whole ranking"
    if len(order) < 2:
        raise DefinitionError([Problem("top", f"needs two cities with a score, found {len(order)}")])
    if problems := whole_number(top, "top", least=1, most=len(order) - 1):
        raise DefinitionError(problems)
    return [(a, b) for a in order[:top] for b in order[top:]], _head(top)


def _head(top: int) -> str:
    return "The first place" if top == 1 else f"The set of the first {top}"


def _nearest(
    space: Polytope, scaled: Array, pairs: Pairs, norm: Norm
) -> tuple[float, Array | None, tuple[int, int] | None]:
    """Find the pair that is level nearest by, in the order of what is at least needed."""
    nominal = space.varied.nominal
    leads = np.array([scaled[a] - scaled[b] for a, b in pairs]).reshape(len(pairs), nominal.size)
    now = leads @ nominal
    slopes = steepness(leads, norm=norm)
    # Cities that are equal, or as far apart under all weights, never change places.
    least = np.divide(now, slopes, out=np.full(len(pairs), math.inf), where=slopes > LEVEL)
    far, shares, pair = math.inf, None, None
    for at in np.argsort(least, kind="stable"):
        if least[at] >= far:
            break
        found = level_shares(space, leads[at], norm)
        if found is not None and (here := distance(found - nominal, norm=norm)) < far:
            far, shares, pair = here, found, pairs[at]
    return far, shares, pair
