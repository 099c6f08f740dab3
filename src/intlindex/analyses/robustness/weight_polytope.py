"""The convex set of weights that an exact question is about, and the way from its shares to weights of all nodes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.arguments import is_number
from intlindex.core.scored import ScoredIndex
from intlindex.core.weight_sets import SUM_TOLERANCE, VariedShares, resolve_weight_set
from intlindex.errors import Problem, RequestError, UnknownNameError, nearest, problem
from intlindex.kernels.simplex.mixed_integer import Shares, linear_program
from intlindex.kernels.simplex.polytope import highest_shares, mended
from intlindex.sentences import Sentence, say
from intlindex.specs.weight_set import Bounds, Dirichlet, Ordered, RelativeNoise, Simplex, WeightSet

__all__ = ["QUARTER", "Polytope", "polytope", "polytope_of"]

Array = NDArray[np.float64]

QUARTER = 0.25
"""How far each share may lie from its nominal value, in parts of it, where a question about ranks names no set."""


@dataclass(frozen=True)
class Polytope:
    """Shares within limits, in an order, that sum to one."""

    varied: VariedShares
    """What varies."""
    shares: Shares
    """The set, as the kernels take it."""
    nominal: Array
    """``(nodes,)``: the shares of all nodes of the index."""

    @property
    def contains_nominal(self) -> bool:
        """Whether the weights of the index itself are in the set."""
        return self.contains(self.varied.nominal)

    def contains(self, shares: Array, *, tolerance: float = SUM_TOLERANCE) -> bool:
        """Return whether shares are in the set."""
        within = (shares >= self.shares.low - tolerance) & (shares <= self.shares.high + tolerance)
        ordered = self.shares.order @ shares >= -tolerance
        return bool(within.all() and ordered.all() and abs(shares.sum() - 1) <= tolerance)

    def corners(self, coefficients: Array) -> Array:
        """Return the shares ``(rows, shares)`` at which linear functions ``(rows, shares)`` are highest."""
        low, high = self.shares.low, self.shares.high
        if not self.varied.pairs:
            return highest_shares(coefficients, low=low, high=high)
        if self._is_chains:
            heads = _heads(self.varied.pairs, low.size)
            return np.asarray(heads[(coefficients @ heads.T).argmax(axis=-1)])
        limits: list[tuple[float | None, float | None]] = list(zip(low.tolist(), high.tolist(), strict=True))
        nothing = np.empty((0, low.size)), np.empty(0)
        found = [linear_program(-row, *nothing, within=self.shares, limits=limits) for row in coefficients]
        return np.array([self.mend(row) for row in found if row is not None]).reshape(coefficients.shape)

    @property
    def _is_chains(self) -> bool:
        """Whether the order consists of chains without a common node, and nothing else is limited."""
        more, less = zip(*self.varied.pairs, strict=True)
        free = not self.shares.low.any() and bool((self.shares.high == 1).all())
        return free and len(set(more)) == len(more) and len(set(less)) == len(less)

    def mend(self, shares: Array) -> Array:
        """Remove the rounding errors of a solver."""
        return mended(shares, low=self.shares.low, high=self.shares.high)

    def weights(self, index: ScoredIndex, shares: Array) -> Array:
        """Return weights ``(..., nodes)`` of all nodes for shares ``(..., varied)``, as `reweight` takes them.

        For leaves, a group weighs what its indicators do; below a group without weight, nominal shares are kept.
        """
        tree = index.scoring.tree
        result = np.empty((*shares.shape[:-1], len(tree.ids)))
        result[...] = self.nominal
        if self.varied.group is not None:
            result[..., [tree.ids.index(name) for name in self.varied.nodes]] = shares
            return result
        effective = np.zeros_like(result)
        effective[..., list(tree.counted_leaves)] = shares
        for branch in tree.branches:
            children = effective[..., branch.children]
            total = children.sum(axis=-1, keepdims=True)
            effective[..., branch.node] = total[..., 0]
            kept = np.divide(children, total, out=np.zeros_like(children), where=total > 0)
            result[..., branch.children] = np.where(total > 0, kept, result[..., branch.children])
        return result

    def weighting(self, index: ScoredIndex, shares: Array) -> dict[str, float]:
        """Return shares as a mapping that `Index.reweight` takes: every node that varies, groups of leaves included."""
        weights = self.weights(index, shares)
        by_name = dict(zip(index.nodes, weights.tolist(), strict=True))
        return {name: by_name[name] for name in (index.nodes if self.varied.group is None else self.varied.nodes)}

    def shares_frame(self, name: str, shares: Array | None) -> pd.DataFrame:
        """Put shares beside the nominal ones: a column each and their `change`, by node; the nominal alone if none."""
        nominal = self.varied.nominal
        columns = {"nominal": nominal} | ({} if shares is None else {name: shares, "change": shares - nominal})
        return pd.DataFrame(columns, index=pd.Index(self.varied.nodes, name="node"))

    @property
    def in_words(self) -> Sentence:
        """The set, in words."""
        varied = _in_words(self.varied)
        match self.varied.spec:
            case Bounds(within=within, shares=limits) if within is not None and limits:
                return say("weight-set/within-and-limits", varied=varied, within=within)
            case Bounds(within=within) if within is not None:
                return say("weight-set/within", varied=varied, within=within)
            case Bounds():
                return say("weight-set/limits", varied=varied)
            case Ordered():
                return say("weight-set/ordered", varied=varied)
            case _:
                return say("weight-set/any", varied=varied)


def _heads(pairs: tuple[tuple[int, int], ...], width: int) -> Array:
    """Return the corners of weights in chains: all weight spread evenly over the head of one chain."""
    before = {less: more for more, less in pairs}
    heads = np.zeros((width, width))
    for node in range(width):
        place: int | None = node
        while place is not None:
            heads[node, place] = 1.0
            place = before.get(place)
    return np.asarray(heads / heads.sum(axis=1, keepdims=True))


def _in_words(varied: VariedShares) -> Sentence:
    if varied.group is None:
        return say("weight-set/leaves")
    return say("weight-set/children", nodes=tuple(varied.nodes), group=varied.group)


def polytope(
    index: ScoredIndex,
    *,
    within: float | None,
    of: str | None,
    weights: WeightSet | None,
    default: WeightSet | None = None,
) -> Polytope:
    """Find the set of weights that a question names.

    Parameters
    ----------
    index : ScoredIndex
        Whose weights vary.
    within : float, optional
        Each share within this part of its nominal value.
    of : str, optional
        "leaves", or the id of the group whose children's weights vary; by default what the set says, or else the root.
    weights : WeightSet, optional
        The set instead of `within`: `Bounds`, `Ordered` or `Simplex`.
    default : WeightSet, optional
        The set if neither is given; any weights by default.

    Returns
    -------
    Polytope
        One convex set of shares.

    Raises
    ------
    RequestError
        If the arguments do not name one convex set of weights of this index; with every problem.
    UnknownNameError
        If there is no such group.
    """
    problems = _problems_of_set(within, weights)
    groups = [group.id for group in index.framework.groups]
    if of is not None and of not in ("leaves", *groups):
        problems.append(_unknown_group(index, of, ["leaves", *groups]))
    if problems:
        error = UnknownNameError if problems[0].code == "unknown-node" else RequestError
        raise error(problems, source="weights")
    spec = Bounds(within=float(within)) if within is not None else (weights or default or Simplex())
    return polytope_of(index, _placed(spec, of, index.framework.root.id, groups))


def _problems_of_set(within: object, weights: object) -> list[Problem]:
    """List what is wrong with the arguments that name a set of weights."""
    problems = []
    if weights is not None and within is not None:
        problems.append(problem("conflict/within-and-weights", "within"))
    if isinstance(weights, RelativeNoise):
        problems.append(problem("not-supported/weights-noise", "weights", kind=weights.kind))
    elif isinstance(weights, Dirichlet):
        problems.append(problem("not-supported/weights-distribution", "weights", kind=weights.kind))
    elif weights is not None and not isinstance(weights, Bounds | Ordered | Simplex):
        problems.append(problem("wrong-type/weights", "weights", found=weights))
    if within is not None and not (is_number(within) and within >= 0):  # type: ignore[operator]
        problems.append(problem("out-of-range/within", "within", found=within))
    return problems


def _unknown_group(index: ScoredIndex, of: object, allowed: list[str]) -> Problem:
    if of in index.nodes:
        return problem("unknown-node/weights-of-indicator", "of", found=of)
    return problem("unknown-node/weights-of", "of", found=of, hint=nearest(str(of), allowed))


def _placed(spec: WeightSet, of: str | None, otherwise: str, groups: list[str]) -> WeightSet:
    """Return a set that names a group or the leaves: those that it names, or else those requested."""
    named = spec.of == "leaves" or spec.groups is not None or spec.levels is not None
    # The nodes of an order show whose weights they are, and so do limits on groups, which are no leaves.
    implied = isinstance(spec, Ordered) or (isinstance(spec, Bounds) and any(name in groups for name in spec.shares))
    if of is None and (named or implied):
        return spec
    of = otherwise if of is None else of
    same = spec.of == "leaves" if of == "leaves" else spec.groups == (of,)
    if named and not same:
        raise RequestError([problem("conflict/weights-of", "of", found=of)], source="weights")
    return spec.replace(of="leaves") if of == "leaves" else spec.replace(groups=(of,))


def polytope_of(index: ScoredIndex, spec: WeightSet) -> Polytope:
    """Return the set of shares that a set of weights describes.

    Raises
    ------
    RequestError
        If it is empty, or varies the weights of several groups.
    """
    found = resolve_weight_set(index, spec)
    if len(found) != 1:
        where = tuple(each.group or "leaves" for each in found)
        wrong = (
            problem("not-supported/weights-of", "of", found=where)
            if where
            else problem("not-supported/weights-of-none", "of")
        )
        raise RequestError([wrong], source="weights")
    varied = found[0]
    order = np.zeros((len(varied.pairs), len(varied.nodes)))
    for row, (more, less) in enumerate(varied.pairs):
        order[row, more], order[row, less] = 1.0, -1.0
    nominal = np.array(index.weights, dtype=np.float64)
    return Polytope(varied, Shares(varied.low, varied.high, order), nominal)
