"""The smallest change of weights that ties two cities.

Barron & Schmidt (1988), "Sensitivity analysis of additive multiattribute value models", Operations Research 36,
122-127; Triantaphyllou & Sánchez (1997), "A sensitivity analysis approach for some deterministic multi-criteria
decision-making methods", Decision Sciences 28, 151-194.
These change one weight, or minimise squares; here all weights may change.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.robustness.linear_scores import linear_scores
from intlindex.analyses.robustness.weight_polytope import Polytope, polytope
from intlindex.core.description import node_names
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.robustness import TippingRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import RequestError, problem
from intlindex.kernels.simplex.nearest import NORMS, Norm, distance, nearest_level
from intlindex.sentences import Sentence, say
from intlindex.specs.weight_set import WeightSet

__all__ = ["NORMS_IN_WORDS", "TIE_TOLERANCE", "TippingPoint", "check_norm", "tied_shares", "tipping_point"]

Array = NDArray[np.float64]

NORMS_IN_WORDS: dict[Norm, Sentence] = {
    "largest": say("norm/largest"),
    "total": say("norm/total"),
    "euclidean": say("norm/euclidean"),
}

TIE_TOLERANCE = 1e-12
"""Part of the range of scores up to which two cities are tied."""


@dataclass(frozen=True, eq=False, repr=False)
class TippingPoint(Result[TippingRecord]):
    """The nearest weights under which two cities have equal scores."""

    index: ScoredIndex
    """The index that was analysed."""
    ahead: str
    """The city that is ahead at the weights of the index, or the first of two that are tied.

    Where they are tied nowhere in the set, it is the one that is ahead in all of it.
    """
    behind: str
    """The other city."""
    weight_set: str
    """The set of weights, in words."""
    nominal_within: bool
    """Whether the weights of the index are in the set; if not, the other city may be ahead at nearer weights of it."""
    norm: Norm
    """How distance is measured, in shares."""
    distance: float
    """How far the weights are from those of the index; infinite if the cities are tied nowhere in the set."""
    _weights: Mapping[str, float] | None = field(repr=False)
    _table: pd.DataFrame = field(repr=False)

    @property
    def weights(self) -> dict[str, float] | None:
        """Shares by node id, for `Index.reweight`; None if the cities are tied nowhere in the set."""
        return None if self._weights is None else dict(self._weights)

    @property
    def table(self) -> pd.DataFrame:
        """`nominal`, `tipping` and `change` of every share that varies, by node."""
        return self._table.copy()

    @property
    def shown(self) -> Shown:
        """The distance, and the shares at it."""
        title = say("tipping-point/title", behind=self.behind, ahead=self.ahead, index=self.index.framework.title)
        lines = [say("weight-set/line", weight_set=self.weight_set)]
        if not self.nominal_within:
            lines.append(say("weight-set/nominal-outside"))
        if math.isinf(self.distance):
            lines.append(say("tipping-point/never", ahead=self.ahead))
            return Shown(title, tuple(lines))
        if self.distance == 0:
            lines.append(say("tipping-point/tied"))
        else:
            lines.append(say("tipping-point/distance", distance=self.distance, norm=NORMS_IN_WORDS[self.norm]))
        return Shown(title, tuple(lines), self._table.reset_index(), digits=4, labels=node_names(self.index.framework))


def check_norm(norm: str) -> Norm:
    """Return the norm.

    Raises
    ------
    RequestError
        If there is no such norm.
    """
    for known in NORMS:
        if norm == known:
            return known
    raise RequestError([problem("wrong-value/robustness", "norm", allowed=tuple(NORMS), found=norm)])


def tipping_point(
    index: ScoredIndex,
    a: str,
    b: str,
    *,
    of: str | None = None,
    norm: Norm = "largest",
    within: float | None = None,
    weights: WeightSet | None = None,
) -> TippingPoint:
    """Find the nearest weights that tie two cities; see `Index.tipping_point`."""
    measured = check_norm(norm)
    first, second = index.city(a), index.city(b)
    if first == second:
        raise RequestError([problem("duplicate/tipping-city", "b", city=first)])
    space = polytope(index, within=within, of=of, weights=weights)
    linear = linear_scores(index, space.varied)
    lead = linear.matrix[linear.place(first)] - linear.matrix[linear.place(second)]
    if lead @ space.varied.nominal < 0:
        first, second, lead = second, first, -lead
    shares = tied_shares(space, lead / linear.scale, measured)
    if shares is None and not lead @ space.corners(lead[None])[0] > 0:  # the weights of the index are not in the set
        first, second = second, first
    table = space.shares_frame("tipping", shares)
    change, found = math.inf, None
    if shares is not None:
        change, found = distance(shares - space.varied.nominal, norm=measured), space.weighting(index, shares)
    return TippingPoint(index, first, second, space.in_words, space.contains_nominal, measured, change, found, table)


def tied_shares(space: Polytope, lead: Array, norm: Norm) -> Array | None:
    """Return the nearest shares of a set at which a lead, scaled to about one, is zero; None if it never is."""
    nominal = space.varied.nominal
    now = float(lead @ nominal)
    if abs(now) <= TIE_TOLERANCE and space.contains_nominal:
        return nominal.copy()
    lowest, highest = space.corners(np.stack([-lead, lead]))
    if lead @ lowest > TIE_TOLERANCE or lead @ highest < -TIE_TOLERANCE:
        return None
    missed = min(max(0.0, float(lead @ lowest)), float(lead @ highest))  # tied at the border, but for rounding
    found = nearest_level(lead - missed, nominal, within=space.shares, norm=norm)
    if found is None:
        found = lowest if abs(lead @ lowest) < abs(lead @ highest) else highest
    return _settled(lead, space.mend(found), lowest if lead @ found > 0 else highest)


def _settled(lead: Array, shares: Array, beyond: Array) -> Array:
    """Move shares by the error that the solver left, towards where the lead has the other sign."""
    there, rounding = float(lead @ beyond), 1e-14 * float(np.abs(lead).max())
    for _ in range(3):
        here = float(lead @ shares)
        if abs(here) <= rounding or here == there or here * there > 0:
            break
        shares = shares + (beyond - shares) * (here / (here - there))
    return shares
