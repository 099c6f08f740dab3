"""Why ranks changed between two indices: the method, the set of cities, the city's own values, those of the others.

Each of these changes is applied alone and in every combination, and everything is scored again; its effect is the mean
over all orders in which the changes could be applied (the Shapley value), so that effects sum to the change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.comparison.change_steps import Steps
from intlindex.analyses.comparison.identical_values import identical_in_words, identical_values
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.subject import Subject, subject_of
from intlindex.display.records.comparing import ChangeRecord
from intlindex.display.result import Result, Shown
from intlindex.display.text import SHOWN
from intlindex.errors import DataError, RequestError, UnknownNameError, nearest, problem
from intlindex.kernels.decompose.order_free import effects_in_any_order
from intlindex.kernels.rank import Ties, on_grid, rank_descending
from intlindex.kernels.rounding import round_to
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["EFFECTS", "Change", "change_between", "change_of_scores"]

Array = NDArray[np.float64]

EFFECTS = ("method", "cities", "others", "own")
"""What can change: framework, method and weights; the set of cities; values of all others; the city's own values."""


@dataclass(frozen=True, eq=False, repr=False)
class Change(Result[ChangeRecord]):
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
    _subjects: tuple[Subject, ...] = ()

    @property
    def identical(self) -> pd.DataFrame:
        """By indicator of both: cities of both, and how many of them have the same value in both, blanks included.

        An identical value does not show that the city did not change: it may be of the same year in both.
        """
        return pd.DataFrame(columns=["cities", "identical"]) if self._identical is None else self._identical.copy()

    @property
    def table(self) -> pd.DataFrame:
        """The table `ranks`."""
        return self.ranks

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks before and after, places gained, and the places gained by each of the changes; they sum to it.

        Cities of both, by the rank after. A fraction is a mean over the orders in which changes could be applied. The
        last column counts newcomers: places lost to cities that entered and are ahead, less those gained from
        cities that left and were ahead. It is part of the other effects and no term of the sum.
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
        """Cities that are no longer in the index, by their rank before."""
        return self._left.copy()

    @property
    def shown(self) -> Shown:
        """The cities that moved most, and why."""
        moved = self._ranks.dropna(subset="change")
        order = moved["change"].abs().sort_values(ascending=False, kind="stable").index
        gained, lost = int((moved["change"] > 0).sum()), int((moved["change"] < 0).sum())
        lines = [say("change/moved", gained=gained, count=len(moved), lost=lost)]
        if len(self._entered):
            lines.append(say("change/entered", cities=_ranked(self._entered)))
        if len(self._left):
            lines.append(say("change/left", cities=_ranked(self._left)))
        if (identical := identical_in_words(self._identical)) is not None:
            lines.append(identical)
        lines.append(say("change/columns"))
        title = say("change/title", node=self.node, before=self.names[0], after=self.names[1])
        table = moved.loc[order].reset_index()
        for name in ("before", "after", "change", "newcomers"):  # a fraction only where ties share a mean rank
            if (table[name] == table[name].round()).all():
                table[name] = table[name].astype(np.int64)
        return Shown(title, tuple(lines), table, rows=SHOWN)


def _ranked(cities: pd.Series[float]) -> tuple[Sentence, ...]:
    """Return cities with their ranks, in words."""
    return tuple(
        say("change/ranked-city", city=str(city), rank=float(rank))
        for city, rank in zip(cities.index, cities, strict=True)
    )


def change_between(before: ScoredIndex, after: ScoredIndex, *, node: str | None = None) -> Change:
    """Decompose how ranks and scores changed from one index to another; see `Index.change_from`."""
    at = _common_node(before, after, node)
    steps = Steps(before, after, at)
    if not steps.stayers:
        raise DataError(say("empty/change-common-cities"), source="change")
    outcomes = _outcomes(steps.outcome, steps.stayers)
    names = (before.framework.id, after.framework.id)
    ranks = [_plain(each.ranks[at]) for each in (before, after)]
    subjects = tuple(dict.fromkeys(map(subject_of, (before, after))))
    found = _change(names, at, outcomes, steps.stayers, ranks)
    return replace(found, _identical=identical_values(before, after), _subjects=subjects)


def _common_node(before: ScoredIndex, after: ScoredIndex, node: str | None) -> str:
    if not hasattr(before, "scoring"):
        raise RequestError([problem("wrong-type/compared-index", found=type(before).__name__)], source="before")
    wanted = after.framework.root.id if node is None else node
    for each in (after, before):
        if wanted not in each.nodes:
            hint = nearest(str(wanted), each.nodes)
            raise UnknownNameError(
                [problem("unknown-node/change", found=wanted, framework=each.framework.id, hint=hint)]
            )
        if wanted == each.framework.root.id:
            require_score(each.fits)
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
    """Decompose how ranks changed where each score is independent of the others, on bounds that no city moves.

    Parameters
    ----------
    before, after : Series
        Scores by city, on one scale.
    step : float
        Step of the grid on which scores are compared, negative where rank 1 is the lowest.
    ties : str
        The rank of equal scores.
    names : tuple of str
        Names of the two.
    node : str
        Node whose scores they are.
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
        raise DataError(say("empty/change-times"), source="change")

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
