"""What a sensitivity analysis explains: shifts of all ranks, a city's rank or score, the gap between two cities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.experiment import Chunk
from intlindex.analyses.uncertainty.places import DrawsInOrder, places_of
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.errors import IntlindexError, Problem, RequestError, nearest, problem
from intlindex.kernels import tally
from intlindex.kernels.rank import Ties, rank_descending
from intlindex.sentences import Sentence, say

__all__ = ["Target", "TargetGiven", "target_of"]

Array = NDArray[np.float64]

TargetGiven: TypeAlias = (
    str | tuple[Literal["rank"], str] | tuple[Literal["score"], str] | tuple[Literal["gap"], str, str]
)
"""The forms in which a caller may give it."""

CITIES = {"mean_rank_shift": 0, "rank": 1, "score": 1, "gap": 2}
"""How many cities each kind of target takes; `rank` alone takes all."""


@dataclass(frozen=True)
class Target:
    """What is explained, by places of cities; small, since every task carries it."""

    kind: str
    cities: tuple[int, ...]
    """Whose; empty for all."""
    grid: Array
    """Nominal scores ``(cities,)`` on the grid; NaN for a city without one."""
    ties: Ties

    @property
    def outputs(self) -> int:
        """How many numbers it is for each draw."""
        return self.grid.size if self.kind == "rank" and not self.cities else 1

    @property
    def is_of_ranks(self) -> bool:
        """Whether ranks decide it, and no scores."""
        return self.kind in {"mean_rank_shift", "rank"}

    def of(self, draws: Chunk | DrawsInOrder) -> Array:
        """Return it for some draws, ``(draws, outputs)``; NaN where a draw is not defined, or a city has no score."""
        defined, ranked = draws.defined, draws.case.ranked
        found = np.full((defined.size, self.outputs), np.nan)
        if not defined.any():
            return found
        if isinstance(draws, Chunk) and not self.is_of_ranks:
            scores = np.full((defined.size, self.grid.size), np.nan)
            scores[:, ranked] = np.where(defined[:, None], draws.scores, np.nan)
            own = scores[:, self.cities]
            found[:, 0] = own[:, 0] if self.kind == "score" else own[:, 0] - own[:, 1]
            return found
        ranks = _by_city(*places_of(draws, self.ties), self.ties)
        if self.kind == "mean_rank_shift":
            found[defined, 0] = self._mean_shift(ranks, ranked)
            return found
        all_ranks = np.full((len(ranks), self.grid.size), np.nan)
        all_ranks[:, ranked] = ranks
        found[defined] = all_ranks[:, self.cities] if self.cities else all_ranks
        return found

    def _mean_shift(self, ranks: Array, ranked: NDArray[np.intp]) -> Array:
        """Compare ranks among the cities that have a score both ways."""
        both = ~np.isnan(self.grid[ranked])
        before = rank_descending(self.grid[ranked[both]], ties=self.ties)
        if not both.all():
            ranks = _by_city(*tally.places(-ranks[:, both], ties=self.ties), self.ties)
        return np.asarray(np.abs(ranks - before).mean(axis=-1))


def _by_city(units: NDArray[np.signedinteger], ranks: NDArray[np.int64], ties: Ties) -> Array:
    """Return the rank of each city in each draw ``(draws, cities)``, 1 for the best, from who stands where."""
    found = np.empty(units.shape)
    rows = np.arange(0, found.size, units.shape[1])
    found.reshape(-1)[units + rows[:, None]] = ranks / tally.parts_of(ties) + 1.0
    return found


def target_of(index: ScoredIndex, given: Any) -> tuple[Target, Sentence]:
    """Read a target.

    Parameters
    ----------
    index : ScoredIndex
        Whose cities are named, by any of their names.
    given : str or tuple
        ``"mean_rank_shift"``, ``"rank"``, ``("rank", city)``, ``("score", city)``, ``("gap", city, city)``; or as one
        string, such as ``"gap:Beijing,Shanghai"``.

    Returns
    -------
    target : Target
        By places.
    name : Sentence
        In words.

    Raises
    ------
    UnknownNameError
        If there is no such city.
    RequestError
        If there is no such target, or a city has no score; with every problem.

    Examples
    --------
    >>> import intlindex as ix
    >>> target_of(ix.load("example"), "gap:Washington, D.C.,北京")[1]
    'gap of Washington to Beijing'
    """
    kind, names = _read(index, given)
    places: list[int] = []
    problems: list[Problem] = []
    for name in names:
        try:
            place = index.cities.index(index.city(name))
        except IntlindexError as error:
            problems += [Problem("target", each.message) for each in error.problems]
            continue
        places.append(place)
        if index.scoring.blank[0, place]:
            problems.append(problem("no-score/target", "target", city=index.cities[place]))
    if len(places) == 2 and places[0] == places[1]:
        problems.append(problem("conflict/target-gap", "target", city=index.cities[places[0]]))
    if problems:
        raise refusal(problems)
    grid = index.fits.grid[0]
    cities = [index.cities[place] for place in places]
    return Target(kind, tuple(places), grid, index.method.rank.ties), _named(kind, cities)


def _named(kind: str, cities: Sequence[str]) -> Sentence:
    match kind:
        case "mean_rank_shift":
            return say("target/mean-rank-shift")
        case "gap":
            return say("target/gap", first=cities[0], second=cities[1])
        case "score":
            return say("target/score", city=cities[0])
        case _:
            return say("target/rank", city=cities[0]) if cities else say("target/ranks")


def _read(index: ScoredIndex, given: Any) -> tuple[str, tuple[str, ...]]:
    """Split a target into its kind and names of cities."""
    kind, names = _split(index, given) if isinstance(given, str) else _parts(given)
    if kind not in CITIES:
        hint = nearest(kind, list(CITIES))
        raise RequestError([problem("wrong-value/target-kind", "target", found=kind, hint=hint)])
    if len(names) != CITIES[kind] and not (kind == "rank" and not names):
        raise RequestError([problem("wrong-value/target", "target", found=given)])
    return kind, names


def _parts(given: Any) -> tuple[str, tuple[str, ...]]:
    parts = tuple(given) if isinstance(given, tuple | list) else ()
    if not parts or not all(isinstance(part, str) for part in parts):
        raise RequestError([problem("wrong-value/target", "target", found=given)])
    return parts[0], parts[1:]


def _split(index: ScoredIndex, given: str) -> tuple[str, tuple[str, ...]]:
    """Read ``kind:city`` and ``gap:city,city``; a name may hold commas, and then the split is where both are known."""
    kind, colon, rest = (part.strip() for part in given.partition(":"))
    if not colon:
        return kind, ()
    if kind != "gap":
        return kind, (rest,)
    pieces = rest.split(",")
    ways = [(",".join(pieces[:cut]).strip(), ",".join(pieces[cut:]).strip()) for cut in range(1, len(pieces))]
    return kind, max(ways, key=lambda way: sum(_known(index, name) for name in way), default=(rest,))


def _known(index: ScoredIndex, name: str) -> bool:
    try:
        index.city(name)
    except IntlindexError:
        return False
    return True
