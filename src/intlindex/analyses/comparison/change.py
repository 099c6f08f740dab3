"""Why ranks changed between two indices: the method, the set of cities, the city's own values, those of the others.

Each of these changes is let in alone and in every combination, and everything is scored anew; what each did is its mean
effect over all orders in which the changes could have come (the Shapley value), so that effects sum to the change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.comparison.change_steps import Steps
from intlindex.analyses.comparison.identical_values import identical_values, told_identical
from intlindex.display.result import Result, Shown
from intlindex.display.text import SHOWN
from intlindex.errors import DataError, DefinitionError, UnknownNameError, nearest
from intlindex.kernels.decompose.order_free import effects_in_any_order
from intlindex.kernels.rank import Ties, on_grid, rank_descending
from intlindex.kernels.rounding import round_to

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["EFFECTS", "Change", "change_between", "change_of_scores"]

Array = NDArray[np.float64]

EFFECTS = ("method", "cities", "others", "own")
"""What can change: framework, method and weights; who is ranked; the values of all others; those of the city itself."""


@dataclass(frozen=True, eq=False, repr=False)
class Change(Result):
    """How the cities of two indices moved, and why.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> change = index.change_from(index.drop("London"))
    >>> change.entered.index.to_list()
    ['London']
    >>> change.ranks.loc["Beijing", ["before", "after", "change", "cities", "newcomers"]].to_list()
    [7.0, 8.0, -1.0, -1.0, -1.0]
    """

    names: tuple[str, str]
    """What is compared, the earlier first."""
    node: str
    """The node whose ranks and scores they are."""
    _ranks: pd.DataFrame
    _scores: pd.DataFrame
    _entered: pd.Series[float]
    _left: pd.Series[float]
    _identical: pd.DataFrame | None = None

    @property
    def identical(self) -> pd.DataFrame:
        """By indicator of both: cities of both, and how many of them have the same value in both, blanks included.

        No change of an identical value says that the city did not change: the value may be of the same year in both.
        """
        return pd.DataFrame(columns=["cities", "identical"]) if self._identical is None else self._identical.copy()

    @property
    def table(self) -> pd.DataFrame:
        """The table `ranks`."""
        return self.ranks

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks before and after, places gained, and the places gained by each of the changes; they sum to it.

        Cities of both, by the rank after. A fraction is a mean over the orders in which changes could have come. The
        last column tells newcomers apart: places lost to cities that entered and stand ahead, less those gained from
        cities that left and stood ahead. It is part of the other effects and no term of the sum.
        """
        return self._ranks.copy()

    @property
    def scores(self) -> pd.DataFrame:
        """Scores before and after, points gained, and the points gained by each of the changes; they sum to it."""
        return self._scores.copy()

    @property
    def entered(self) -> pd.Series[float]:
        """Cities that are new, by their rank after."""
        return self._entered.copy()

    @property
    def left(self) -> pd.Series[float]:
        """Cities that are no longer there, by their rank before."""
        return self._left.copy()

    @property
    def shown(self) -> Shown:
        """Who moved most, and why."""
        moved = self._ranks.dropna(subset="change")
        order = moved["change"].abs().sort_values(ascending=False, kind="stable").index
        gained, lost = int((moved["change"] > 0).sum()), int((moved["change"] < 0).sum())
        lines = [f"{gained} of {len(moved)} cities gained places, {lost} lost some."]
        for what, cities in (("New", self._entered), ("Gone", self._left)):
            if len(cities):
                told = ", ".join(f"{city} ({rank:g})" for city, rank in zip(cities.index, cities, strict=True))
                lines.append(f"{what}: {told}.")
        if (same := told_identical(self._identical)) is not None:
            lines.append(same)
        lines.append(
            "Places gained, and by what: method, set of cities, values of others, own values; of these, to newcomers."
        )
        title = f"Change of {self.node!r} from {self.names[0]} to {self.names[1]}"
        table = moved.loc[order].reset_index()
        for name in ("before", "after", "change", "newcomers"):  # a fraction only where ties share a mean rank
            if (table[name] == table[name].round()).all():
                table[name] = table[name].astype(np.int64)
        return Shown(title, tuple(lines), table, rows=SHOWN)


def change_between(before: ScoredIndex, after: ScoredIndex, *, node: str | None = None) -> Change:
    """Take apart how ranks and scores changed from one index to another; see `Index.change_from`."""
    at = _common_node(before, after, node)
    steps = Steps(before, after, at)
    if not steps.stayers:
        raise DataError("the two indices have no city in common", source="change")
    outcomes = _outcomes(steps.outcome, steps.stayers)
    names = (before.framework.id, after.framework.id)
    ranks = [_plain(each.ranks[at]) for each in (before, after)]
    return replace(_change(names, at, outcomes, steps.stayers, ranks), _identical=identical_values(before, after))


def _common_node(before: ScoredIndex, after: ScoredIndex, node: str | None) -> str:
    if not hasattr(before, "scoring"):
        raise DefinitionError(f"must be an Index, found {type(before).__name__}", source="before")
    wanted = after.framework.root.id if node is None else node
    for each in (after, before):
        if wanted not in each.nodes:
            raise UnknownNameError(f"no node {wanted!r} in {each.framework.id}; {nearest(str(wanted), each.nodes)}")
    return wanted


Outcome = Callable[[bool, bool, bool, bool, str], tuple[float, float]]


def _outcomes(outcome: Outcome, cities: Sequence[str]) -> Array:
    """Collect rank and score of each city under every combination of changes."""
    found = np.empty((2,) * len(EFFECTS) + (len(cities), 2))
    for chosen in np.ndindex(*(2,) * len(EFFECTS)):
        method, others_set, others, own = map(bool, chosen)
        for place, city in enumerate(cities):
            found[(*chosen, place)] = outcome(method, others_set, others, own, city)
    return found


def _change(
    names: tuple[str, str], node: str, outcomes: Array, cities: Sequence[str], ranks: Sequence[pd.Series[float]]
) -> Change:
    tables = []
    for column, sign in ((0, -1.0), (1, 1.0)):  # a lower rank is a gain
        values = outcomes[..., column]
        effects = sign * effects_in_any_order(values) + 0.0  # no negative zeros
        before, after = values[(0,) * len(EFFECTS)], values[(1,) * len(EFFECTS)]
        columns = {"before": before, "after": after, "change": sign * (after - before) + 0.0}
        columns |= dict(zip(EFFECTS, effects, strict=True))
        tables.append(pd.DataFrame(columns, index=pd.Index(cities, name="city")))
    one, other = (here[~here.index.isin(there.index)] for here, there in (ranks[::-1], ranks))
    passed = [
        np.array([(others < rank).sum() for rank in tables[0][column]], dtype=np.float64)
        for others, column in ((other, "before"), (one, "after"))
    ]
    tables[0]["newcomers"] = passed[0] - passed[1] + np.where(tables[0]["change"].isna(), np.nan, 0.0)
    order = tables[0]["after"].sort_values(kind="stable", na_position="last").index
    entered, left = (each.sort_values(kind="stable", na_position="last") for each in (one, other))
    return Change(names, node, tables[0].loc[order], tables[1].loc[order], entered, left)


def _plain(ranks: pd.Series[float]) -> pd.Series[float]:
    return ranks.astype("Float64").astype(np.float64).rename("rank")


def change_of_scores(
    before: pd.Series[float],
    after: pd.Series[float],
    *,
    step: float,
    ties: Ties,
    names: tuple[str, str],
    node: str,
    digits: int | None = None,
) -> Change:
    """Take apart how ranks changed where each score stands on its own, on bounds that no city moves.

    Parameters
    ----------
    before, after : Series
        Scores by city, on one scale.
    step : float
        Step of the grid on which scores are compared, negative where rank 1 is the lowest.
    ties : str
        What equal scores get.
    names : tuple of str
        What the two are called.
    node : str
        Whose scores they are.
    digits : int, optional
        To which scores are rounded before they are ranked.

    Returns
    -------
    Change
        The method has no effect; the set of cities and the others have none on the score.

    Raises
    ------
    DataError
        If there is no city in both.
    """
    stayers = [city for city in before.index if city in after.index]
    if not stayers:
        raise DataError("no city is there at both times", source="change")

    def ranked(scores: Array) -> Array:
        rounded = scores if digits is None else round_to(scores, digits=digits)
        return rank_descending(on_grid(rounded, step), ties=ties)

    outcomes = np.empty((2,) * len(EFFECTS) + (len(stayers), 2))
    for chosen in np.ndindex(*(2,) * len(EFFECTS)):
        _, cities, others, own = chosen
        units = list(after.index if cities else before.index)
        base = np.array([_of(city, (after, before) if others else (before, after)) for city in units])
        held = np.tile(base, (len(stayers), 1))
        places = [units.index(city) for city in stayers]
        scores = (after if own else before)[stayers].to_numpy(np.float64)
        held[np.arange(len(stayers)), places] = scores
        ranks = ranked(held)
        outcomes[chosen] = np.column_stack([ranks[np.arange(len(stayers)), places], scores])
    both = [pd.Series(ranked(np.array(each, dtype=np.float64)), each.index, name="rank") for each in (before, after)]
    return _change(names, node, outcomes, stayers, both)


def _of(city: str, sides: tuple[pd.Series[float], pd.Series[float]]) -> float:
    """Return the score of a city on the first side that has it."""
    return float(next(side[city] for side in sides if city in side.index))
