"""Owen values: what each leaf of a tree of players adds to a worth, on average over orders that keep groups together.

The worth is that of a tree of functions: every leaf has a low and a high state, a group merges the states of its
children, and the worth of a coalition of leaves is that of the root with these at their high and all others at their
low states. Orders run over the leaves so that those of one group follow each other, at every level; a leaf's value is
the mean, over all such orders, of what the root gains when the leaf goes from low to high. The values sum to what the
root gains from all low to all high. With one group they are Shapley values.

Owen (1977), "Values of games with a priori unions"; for more levels, Winter (1989), "A value for cooperative games with
levels structure of cooperation".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

__all__ = ["Game", "Values", "owen_values", "shapley_weights"]

Array = NDArray[np.float64]
Worth = Callable[[Array], Array]

MOST_PLAYERS = 12
"""Children of one group whose coalitions are all tried."""
MOST_EVALUATIONS = 1 << 22
"""Merges after which sampling takes over."""
_ROWS = 1 << 16


@dataclass(frozen=True)
class Game:
    """A group of players, each a leaf or a group again."""

    merge: Worth
    """From the states of the children, ``(rows, children)``, to the state of the group, ``(rows,)``."""
    low: Array
    """States of the children where no player has joined; for a group, what its own low states merge to."""
    high: Array
    """States where all have joined."""
    below: tuple[Game | None, ...]
    """The games of children that are groups; None for a leaf."""

    @property
    def leaves(self) -> int:
        """Number of leaves, at any depth."""
        return sum(1 if game is None else game.leaves for game in self.below)

    @property
    def moves(self) -> NDArray[np.bool_]:
        """Which children have another state where all have joined; two blanks are alike."""
        return np.asarray((self.low != self.high) & ~(np.isnan(self.low) & np.isnan(self.high)))

    @property
    def idle(self) -> bool:
        """Whether no leaf below has another state when it joins."""
        moves = self.moves
        return not any(moves[at] if game is None else not game.idle for at, game in enumerate(self.below))


@dataclass(frozen=True)
class Values:
    """What each leaf adds."""

    values: Array
    """Leaf by leaf, depth first."""
    exact: bool
    """Whether all orders were taken into account."""
    errors: Array
    """Standard errors of the values; zero where they are exact."""


def shapley_weights(others: int) -> Array:
    """Return the weight of a coalition by its size, among a number of other players.

    Shapley (1953): ``s! (n - s)! / (n + 1)!`` with n others, s of them in the coalition.

    Examples
    --------
    >>> shapley_weights(2)
    array([0.33333333, 0.16666667, 0.33333333])
    """
    count = others + 1
    return np.array([factorial(size) * factorial(others - size) / factorial(count) for size in range(count)])


def owen_values(game: Game, *, draws: int = 2048, rng: np.random.Generator | None = None) -> Values:
    """Return the Owen values of a game: exact, or from random orders where there are too many.

    They are exact with up to a dozen children in each group, as long as that takes no more than some four million
    merges; a child that does not change is not counted. Otherwise they are means over `draws` random orders, each
    with its reverse, and sum to the same.

    Parameters
    ----------
    game : Game
        The tree of players.
    draws : int
        Number of orders, where they are drawn.
    rng : Generator, optional
        Where orders come from; by default from the seed 0.

    Returns
    -------
    Values
        The values.

    Examples
    --------
    >>> best = Game(lambda rows: rows.max(axis=-1), np.zeros(2), np.array([6.0, 2.0]), (None, None))
    >>> owen_values(best).values
    array([5., 1.])
    """
    found = np.zeros(game.leaves)
    if game.idle:
        return Values(found, True, found.copy())
    if _widest(game) <= MOST_PLAYERS and _cost(game, 1) <= MOST_EVALUATIONS:
        _exact(game, lambda worth: worth, found)
        return Values(found, True, np.zeros(game.leaves))
    rng = np.random.default_rng(0) if rng is None else rng
    each = np.zeros((max(draws // 2, 1), game.leaves))
    _sampled(game, lambda worth: worth, each, rng)
    count = len(each)
    errors = each.std(axis=0, ddof=1) / np.sqrt(count) if count > 1 else np.full(game.leaves, np.nan)
    return Values(each.mean(axis=0), False, errors)


def _widest(game: Game) -> int:
    return max(int(game.moves.sum()), *(0 if below is None else _widest(below) for below in game.below), 0)


def _cost(game: Game, above: int) -> int:
    """Count the merges that exact values take."""
    moves = game.moves
    total = above << int(moves.sum())
    for at, below in enumerate(game.below):
        if below is not None and not below.idle:
            total += _cost(below, above << int(moves.sum() - moves[at]))
    return total


def _coalitions(players: int) -> NDArray[np.bool_]:
    """List all coalitions, ``(2^players, players)``; the number of a coalition has its members as bits."""
    numbers = np.arange(1 << players)
    return np.asarray((numbers[:, None] >> np.arange(players)) & 1, dtype=bool)


def _exact(game: Game, outer: Worth, found: Array) -> None:
    """Write the values of all leaves below a group, whose state is worth `outer` of it."""
    moving = np.flatnonzero(game.moves)
    joined = _coalitions(moving.size)
    states = np.repeat(game.low[None], len(joined), axis=0)
    states[:, moving] = np.where(joined, game.high[moving], game.low[moving])
    worth: Array | None = None
    start = 0
    for child, below in enumerate(game.below):
        end = start + (1 if below is None else below.leaves)
        others = [int(player) for player in moving if player != child]
        weights = shapley_weights(len(others))
        if below is None and game.moves[child]:
            worth = outer(game.merge(states)) if worth is None else worth
            bit = 1 << int(np.searchsorted(moving, child))
            without = np.flatnonzero(~joined[:, np.searchsorted(moving, child)])
            found[start] = (weights[joined[without].sum(axis=1)] * (worth[without + bit] - worth[without])).sum()
        elif below is not None and not below.idle:
            _exact(below, _as_seen(game, child, others, weights, outer), found[start:end])
        start = end


def _as_seen(game: Game, child: int, others: list[int], weights: Array, outer: Worth) -> Worth:
    """Return what a state of a child is worth on average over the coalitions of its siblings."""
    joined = _coalitions(len(others))
    siblings = np.repeat(game.low[None], len(joined), axis=0)
    siblings[:, others] = np.where(joined, game.high[others], game.low[others])
    weight = weights[joined.sum(axis=1)]
    block = max(_ROWS // len(joined), 1)

    def worth(states: Array) -> Array:
        result = np.empty(states.shape)
        for first in range(0, states.size, block):
            some = states[first : first + block]
            rows = np.repeat(siblings[None], some.size, axis=0)
            rows[:, :, child] = some[:, None]
            merged = outer(game.merge(rows.reshape(-1, rows.shape[-1])))
            result[first : first + block] = (merged.reshape(rows.shape[:2]) * weight).sum(axis=1)
        return result

    return worth


def _sampled(game: Game, outer: Worth, found: Array, rng: np.random.Generator) -> None:
    """Write what each leaf adds in each drawn order (and its reverse); the same orders for all leaves of a group."""
    draws = len(found)
    place = rng.permuted(np.broadcast_to(np.arange(len(game.below)), (draws, len(game.below))), axis=1)
    start = 0
    for child, below in enumerate(game.below):
        end = start + (1 if below is None else below.leaves)
        seen = _in_orders(game, child, place, outer)
        if below is not None:
            _sampled(below, seen, found[:, start:end], rng)
        elif game.moves[child]:
            ends = np.repeat([[game.low[child], game.high[child]]], 2 * draws, axis=0)
            worth = seen(ends.T.ravel()).reshape(2, 2, draws)
            found[:, start] = (worth[1] - worth[0]).mean(axis=0)
        start = end


def _in_orders(game: Game, child: int, place: Array, outer: Worth) -> Worth:
    """Return what a state of a child is worth in every order: after those before it, and in reverse after the rest."""
    before = place < place[:, [child]]
    after = place > place[:, [child]]
    joined = np.concatenate([before, after])
    siblings = np.where(joined, game.high, game.low)

    def worth(states: Array) -> Array:
        rows = np.tile(siblings, (states.size // len(siblings), 1))
        rows[:, child] = states
        return outer(game.merge(rows))

    return worth
