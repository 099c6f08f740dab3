"""What part of a score, or of a difference of scores, is due to each indicator: exact sums, chained down the tree.

A group passes its amount on to each child times a factor. Of a score these are derivatives (Euler's theorem); of a
difference weights, or logarithmic-mean weights. Where a group has no such factors, everything below it is a game whose
players are its indicators, and its amount is decomposed by Owen values. What rounding and a second normalisation of
group scores add is listed separately, by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.explanation.scored_city import Unit
from intlindex.core.pipeline.aggregating import aggregate_children
from intlindex.core.pipeline.tree import Branch
from intlindex.core.scored import ScoredIndex
from intlindex.core.slopes import score_factors
from intlindex.errors import DefinitionError, RequestError
from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.decompose.attribution import logarithmic_mean
from intlindex.kernels.decompose.owen import Game, owen_values
from intlindex.kernels.normalise.chains import fits_in
from intlindex.kernels.normalise.linear import Affine
from intlindex.kernels.rounding import Rounded
from intlindex.sentences import say
from intlindex.specs.aggregation import Flags

__all__ = ["BASELINE", "CONSTANT", "MIRRORING", "RENORMALISATION", "ROUNDING", "Attribution", "Parts"]

Array = NDArray[np.float64]

BASELINE, CONSTANT, MIRRORING = "baseline", "constant", "mirroring"
RENORMALISATION, ROUNDING = "re-normalisation", "rounding"
NEGLIGIBLE = 1e-12
"""A remainder below this share of the scores is what floating point adds."""


@dataclass
class Parts:
    """What was decomposed so far."""

    leaves: Array
    """``(nodes,)``: what is due to each indicator; zero for groups."""
    errors: Array
    """``(nodes,)``: standard errors, where orders were sampled."""
    remainders: dict[str, float] = field(default_factory=dict)
    """What is due to none, by name."""
    rules: dict[int, str] = field(default_factory=dict)
    """How the amount of each group was decomposed."""
    sampled: list[int] = field(default_factory=list)
    """Groups whose Owen values are estimates."""

    def add(self, name: str, amount: float) -> None:
        """Add to a remainder."""
        self.remainders[name] = self.remainders.get(name, 0.0) + amount

    def less(self, other: Parts) -> Parts:
        """Return these parts less others."""
        names = dict.fromkeys([*self.remainders, *other.remainders])
        remainders = {name: self.remainders.get(name, 0.0) - other.remainders.get(name, 0.0) for name in names}
        return Parts(self.leaves - other.leaves, np.hypot(self.errors, other.errors), remainders, self.rules)


def _is_product(flags: Flags) -> bool:
    """Return whether the logarithm of a score is linear in those of the children, as for a geometric mean."""
    return flags.link is not None and flags.link.exponent == 0 and flags.link.top is None


class Attribution:
    """Decomposes scores of one index into contributions of its indicators.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    draws : int
        Number of orders, where there are too many to try all.
    rng : Generator
        Source of the orders.
    """

    def __init__(self, index: ScoredIndex, *, draws: int, rng: np.random.Generator) -> None:
        self._scoring = index.scoring
        self._tree = index.scoring.tree
        self._shares = index.fits.shares
        self._branches = {branch.node: branch for branch in self._tree.branches}
        self._draws, self._rng = draws, rng
        self._own = any(branch.aggregate.flags.weights_per_unit for branch in self._tree.branches)

    def of_score(self, unit: Unit) -> Parts:
        """Decompose the score of a city."""
        parts = self._empty()
        with np.errstate(all="ignore"):
            self._score(parts, 0, 1.0, unit)
        return self._checked(parts, unit.score)

    def of_difference(self, unit: Unit, other: Unit) -> Parts:
        """Decompose the difference of the scores of two cities."""
        if self._own:  # each city has its own weights, so that the difference is one of two sums
            return self.of_score(unit).less(self.of_score(other))
        parts = self._empty()
        with np.errstate(all="ignore"):
            self._difference(parts, 0, 1.0, (unit, other), unit.score - other.score)
        return self._checked(parts, unit.score - other.score, scale=max(abs(unit.score), abs(other.score)))

    def _empty(self) -> Parts:
        return Parts(np.zeros(len(self._tree.ids)), np.zeros(len(self._tree.ids)))

    def _checked(self, parts: Parts, total: float, *, scale: float = 0.0) -> Parts:
        """Drop remainders that are zero; refuse parts that miss the total, as where the flags of a kind are wrong."""
        scale = max(scale, abs(total), float(np.abs(parts.leaves).max()), 1.0)
        parts.remainders = {name: rest for name, rest in parts.remainders.items() if abs(rest) > NEGLIGIBLE * scale}
        missing = total - float(parts.leaves.sum()) - sum(parts.remainders.values())
        if not abs(missing) <= 1e-10 * scale:
            raise DefinitionError(say("conflict/explanation-flags", missing=missing))
        return parts

    # ---------------------------------------------------------------- a score

    def _score(self, parts: Parts, node: int, factor: float, unit: Unit) -> None:
        value = float(unit.values[node])
        branch = self._branches.get(node)
        if branch is None or unit.blank[node]:
            self._distribute(parts, node, 0.0 if np.isnan(value) else factor * value)
            return
        children = unit.values[branch.children]
        found = self._coefficients(branch, children, unit)
        if found is None:
            self._owen(parts, branch, factor, (unit, self._at_zero(branch, unit)), value, from_zero=True)
            return
        factors, constant, raw, parts.rules[node] = found
        factor = self._remainders(parts, branch, factor, np.array([raw]), np.array([value]))
        if abs(constant) > NEGLIGIBLE:
            parts.add(CONSTANT, factor * constant)
        for child, part in zip(range(branch.children.start, branch.children.stop), factors, strict=True):
            self._score(parts, child, factor * float(part), unit)

    def _coefficients(self, branch: Branch, children: Array, unit: Unit) -> tuple[Array, float, float, str] | None:
        """Find by which factors of its children, and which constant, a group is their sum; and the sum itself."""
        flags = branch.aggregate.flags
        if branch.node in unit.own_weights:
            own = np.nan_to_num(unit.own_weights[branch.node])
            return own, 0.0, float((own * np.nan_to_num(children)).sum()), "own weights"
        shares = self._counted(branch, children)
        raw = self._raw(branch, children)
        if flags.affine:
            return (*self._affine(branch, children, shares), raw, "weights")
        if _is_product(flags) and (raw == 0 or np.nanmin(children) > 0):
            powers = self._powers(branch, children, shares)
            parts = np.where(np.isnan(children) | (children == 0), 0.0, raw * powers / powers.sum() / children)
            return parts, 0.0, raw, "Euler"
        found = score_factors(branch.aggregate, children[None], shares)[0]
        return None if np.isnan(found).any() else (found, 0.0, raw, "Euler")

    def _at_zero(self, branch: Branch, unit: Unit) -> Unit:
        """Return the city with zero for every value that it has; refuse where a group below has no score then."""
        below = [each for each in self._tree.branches if self._tree.is_below(each.node, branch.node)]
        positive = [self._tree.ids[each.node] for each in below if each.aggregate.flags.domain == "positive"]
        if positive:
            raise RequestError(
                say(
                    "not-supported/explanation-from-zero",
                    group=self._tree.ids[branch.node],
                    kind=branch.aggregate.kind,
                    positive=positive[0],
                )
            )
        zero = np.where(np.isnan(unit.values), np.nan, 0.0)
        return Unit("zero", zero, zero, unit.blank)

    # ---------------------------------------------------------------- a difference

    def _difference(self, parts: Parts, node: int, factor: float, units: tuple[Unit, Unit], change: float) -> None:
        """Decompose `factor` times the difference of a node, blanks filled."""
        branch = self._branches.get(node)
        if branch is None or units[0].blank[node] or units[1].blank[node]:
            self._distribute(parts, node, 0.0 if np.isnan(change) else factor * change)
            return
        raw = np.array([self._raw(branch, unit.values[branch.children]) for unit in units])
        children = np.stack([unit.values[branch.children] for unit in units])
        found = self._secants(branch, children, raw)
        if found is None:
            self._owen(parts, branch, factor, units, change, from_zero=False)
            return
        (factors, standing), parts.rules[node] = found
        values = np.array([float(unit.values[node]) for unit in units])
        factor = self._remainders(parts, branch, factor, raw, values)
        places = range(branch.children.start, branch.children.stop)
        for child, part, change_below in zip(places, factors, standing[0] - standing[1], strict=True):
            self._difference(parts, child, factor * float(part), units, float(change_below))

    def _secants(self, branch: Branch, children: Array, raw: Array) -> tuple[tuple[Array, Array], str] | None:
        """Find factors by which differences of the children sum to that of the group, and what blanks count as."""
        flags, shares = branch.aggregate.flags, self._shares[branch.children]
        if flags.affine:
            everyone = np.ones(children.shape[-1])
            factors, constant = self._affine(branch, everyone, shares)
            blank = np.isnan(children)
            known = np.where(blank, 0.0, children) @ factors + constant
            open_weight = np.where(blank, factors, 0.0).sum(axis=-1)
            stand_in = np.where(open_weight > 0, (raw - known) / np.where(open_weight > 0, open_weight, 1.0), raw)
            return (factors, np.where(blank, stand_in[:, None], children)), "weights"
        if _is_product(flags) and np.nanmin(children) > 0 and raw.min() > 0:
            powers = self._powers(branch, np.ones(children.shape[-1]), shares)
            blank = np.isnan(children)
            known = np.where(blank, 0.0, np.log(np.where(blank, 1.0, children))) @ powers
            open_power = np.where(blank, powers, 0.0).sum(axis=-1)
            logs = np.where(open_power > 0, (np.log(raw) - known) / np.where(open_power > 0, open_power, 1.0), 0.0)
            standing = np.where(blank, np.exp(logs)[:, None], children)
            factors = powers * logarithmic_mean(raw[0], raw[1]) / logarithmic_mean(standing[0], standing[1])
            return (factors, standing), "logarithmic mean"
        return None

    # ---------------------------------------------------------------- what both need

    def _owen(
        self,
        parts: Parts,
        branch: Branch,
        factor: float,
        units: tuple[Unit, Unit],
        change: float,
        *,
        from_zero: bool,
    ) -> None:
        """Decompose the amount of a group as a game of all indicators below it."""
        players: list[int] = []
        groups: list[int] = []
        game = self._game(branch, units, players, groups)
        parts.rules |= dict.fromkeys(groups, "Owen from zero" if from_zero else "Owen")
        low, high = float(game.merge(game.low[None])[0]), float(game.merge(game.high[None])[0])
        found = owen_values(game, draws=self._draws, rng=self._rng)
        if not found.exact:
            parts.sampled.append(branch.node)
        for player, value, error in zip(players, found.values, found.errors, strict=True):
            self._distribute(parts, player, factor * float(value), factor * float(error))
        if from_zero:
            parts.add(BASELINE, factor * low)
            low = 0.0
        parts.add(ROUNDING, factor * (change - (high - low)))

    def _game(self, branch: Branch, units: tuple[Unit, Unit], players: list[int], groups: list[int]) -> Game:
        """Lay out the game of a group: all at the second unit's states first, at the first's in the end."""
        groups.append(branch.node)
        flags, rule = branch.aggregate.flags, branch.rule
        high, low = (unit.values[branch.children].copy() for unit in units)
        below: list[Game | None] = []
        for at, child in enumerate(range(branch.children.start, branch.children.stop)):
            group = self._branches.get(child)
            if group is None or units[0].blank[child] or units[1].blank[child]:
                players.append(child)
                below.append(None)
                continue
            game = self._game(group, units, players, groups)
            low[at], high[at] = (float(game.merge(states[None])[0]) for states in (game.low, game.high))
            below.append(game)
        if rule.blanks == "rescale" and flags.fillable:  # left out means: counts as the rest
            for states in (low, high):
                states[np.isnan(states)] = self._raw(branch, states)
        fit = self._scoring.steps_to_score(branch.node)
        shares = self._shares[branch.children]

        def merge(rows: Array) -> Array:
            skip = not flags.fillable
            with np.errstate(all="ignore"):
                found = aggregate_children(branch.aggregate, rows, shares, skip_blanks=skip)
            return found if fit is None else np.asarray(fit.apply(found[:, None])[:, 0])

        initial = float(merge(low[None])[0])

        def merge_or_stay(rows: Array) -> Array:
            """Keep the score of a group that a coalition leaves without any value."""
            found = merge(rows)
            return np.where(np.isnan(found), initial, found)

        return Game(merge_or_stay, low, high, tuple(below))

    def _remainders(self, parts: Parts, branch: Branch, factor: float, raw: Array, values: Array) -> float:
        """Record separately what normalising and rounding a group's score add; return the factor of its raw score.

        Arrays hold the city and, for a difference, the other.
        """
        maps = fits_in(self._scoring.steps_to_score(branch.node))
        turned = set(map(id, fits_in(self._scoring.onward.get(self._tree.ids[branch.node])))) if branch.node else set()
        before, rest, slopes = raw, [], []
        for at, fit in enumerate(maps):
            last = values if at == len(maps) - 1 else fit.apply(before[:, None])[:, 0]
            slope = float(fit.scale[..., 0]) if isinstance(fit, Affine) else 1.0
            name = ROUNDING if isinstance(fit, Rounded) else MIRRORING if id(fit) in turned else RENORMALISATION
            rest.append((name, last - slope * before))
            slopes.append(slope)
            before = last
        for name, added in reversed(rest):
            parts.add(name, factor * float(added[0] - (added[1] if len(added) > 1 else 0.0)))
            factor *= slopes.pop()
        return factor

    def _distribute(self, parts: Parts, node: int, amount: float, error: float = 0.0) -> None:
        """Give to an indicator, or by weight to all those below a group whose score is filled."""
        branch = self._branches.get(node)
        if branch is None:
            parts.leaves[node] += amount
            parts.errors[node] = np.hypot(parts.errors[node], error)
            return
        for child in range(branch.children.start, branch.children.stop):
            share = float(self._shares[child])
            self._distribute(parts, child, amount * share, error * share)

    def _skips(self, branch: Branch) -> bool:
        return branch.rule.blanks == "rescale" or not branch.aggregate.flags.fillable

    def _counted(self, branch: Branch, children: Array) -> Array:
        """Return the shares that count: the nominal ones of a city that has only children without weight."""
        shares = self._shares[branch.children]
        if branch.rule.blanks == "rescale" and not np.where(np.isnan(children), 0.0, shares).sum() > 0:
            return basic_means.shares(self._scoring.weights[branch.children])
        return shares

    def _raw(self, branch: Branch, children: Array) -> float:
        """Aggregate the children of one city, before the group's score is normalised and rounded."""
        shares = self._counted(branch, children)
        found = aggregate_children(branch.aggregate, children[None], shares, skip_blanks=self._skips(branch))
        return float(found[0])

    def _probed(self, branch: Branch, children: Array, shares: Array, step: float) -> Array:
        """Aggregate ones, and ones with one child more; blanks stay blank."""
        rows = np.where(np.isnan(children), np.nan, 1.0) + np.vstack(
            [np.zeros(len(children)), step * np.eye(len(children))]
        )
        return aggregate_children(branch.aggregate, rows, shares, skip_blanks=self._skips(branch))

    def _affine(self, branch: Branch, children: Array, shares: Array) -> tuple[Array, float]:
        """Find factors and constant of an affine aggregation by trying."""
        found = self._probed(branch, children, shares, 1.0)
        factors = np.where(np.isnan(children), 0.0, found[1:] - found[0])
        return factors, float(found[0] - factors.sum())

    def _powers(self, branch: Branch, children: Array, shares: Array) -> Array:
        """Find the powers in which a product takes its children by trying."""
        found = np.log(self._probed(branch, children, shares, np.e - 1.0))
        return np.where(np.isnan(children), 0.0, found[1:] - found[0])
