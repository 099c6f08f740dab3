"""What a placed city can be asked: all that a city of the index can, each separately; no other city moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from intlindex.analyses.arguments import whole_number
from intlindex.analyses.comparison.ranks_within import RanksWithin, ranks_within
from intlindex.analyses.comparison.ranks_within import together as ranks_together
from intlindex.analyses.explanation.comparison import Comparison, compare
from intlindex.analyses.explanation.cost_tables import CostsGiven
from intlindex.analyses.explanation.explanation import Explanation, explain_unit, reference
from intlindex.analyses.explanation.improvement import OWN, Improvement, improve
from intlindex.analyses.explanation.scored_city import VIRTUAL, sample_unit
from intlindex.analyses.robustness.rank_bounds import RankBounds, rank_bounds, together
from intlindex.analyses.robustness.tipping_point import TippingPoint, tipping_point
from intlindex.analyses.seeds import Random
from intlindex.core.pipeline.guests import Guests
from intlindex.core.scored import ScoredIndex
from intlindex.errors import RequestError, UnknownNameError, nearest
from intlindex.sentences import say
from intlindex.specs.names import Names, clean_name, resolve_city

if TYPE_CHECKING:
    from intlindex.kernels.simplex.nearest import Norm
    from intlindex.specs.weight_set import WeightSet

__all__ = ["PlacedQuestions"]


class PlacedQuestions:
    """Questions about placed cities, as `intlindex.Index` has them about its own.

    Each is answered by an index of its own cities and the placed ones that are asked about, in which nothing is fitted
    again. A city that is not placed is one of the index, without any placed city beside it.
    """

    _index: ScoredIndex
    _guests: Guests

    def city(self, name: str) -> str:
        """Return the display name of a placed city, or else of a city of the index, asked for by any of its names.

        Raises
        ------
        UnknownNameError
            If there is no such city.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").place("Hangzhou").city("杭州")
        'Hangzhou'
        """
        if not isinstance(name, str):
            raise UnknownNameError(say("unknown-city/not-a-name", found=f"{name!r:.40}"))
        placed = Names(self._guests.table.names)
        if found := placed.found(name):
            return found[0] if len(found) == 1 else resolve_city(name, self._guests.table.names)
        try:
            return self._index.city(name)
        except UnknownNameError:
            if Names(self._index.table.names).found(name):  # it may be one of several
                raise
            hint = nearest(name, {**self._index.table.names, **self._guests.table.names})
            raise UnknownNameError(say("unknown-city/not-placed", city=name, hint=hint)) from None

    def _among(self, *names: str) -> ScoredIndex:
        """Return the index with those of some cities that are placed."""
        placed = [name for name in dict.fromkeys(map(self.city, names)) if name in self._guests.cities]
        if not placed:
            return self._index
        return replace(self._index, fits=self._guests.take(*placed).beside(self._index.fits))

    def explain(self, city: str, against: str | None = None, *, draws: int = 2048, rng: Random = 0) -> Explanation:
        """Explain the score of a placed city, as `Index.explain` does for the cities of the index.

        Parameters
        ----------
        city : str
            One of the placed cities, or of the index.
        against : str, optional
            Another placed city, a city of the index, or "median", "mean" or "best" of the index.
        draws : int
            Number of random orders, where there are too many to try all.
        rng : int, SeedSequence or Generator
            Where these come from.

        Returns
        -------
        Explanation
            The account.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        DataError
            If a city has no score.

        Examples
        --------
        >>> import intlindex as ix
        >>> placement = ix.load("example").place(["Hangzhou", "Chengdu"])
        >>> placement.explain("Hangzhou", against="Chengdu").against
        'Chengdu'
        """
        if problems := whole_number(draws, "draws", least=2):
            raise RequestError(problems)
        among = self._among(city)
        unit = sample_unit(among, self.city(city))
        if not isinstance(against, str) or clean_name(against) in VIRTUAL:
            other = reference(self._index, against if against is None else clean_name(str(against)), unit)
        else:
            other = reference(self._among(against), self.city(against), unit)
        return explain_unit(among, unit, other, draws=draws, rng=rng)

    def compare(self, a: str, b: str, *, draws: int = 2048, rng: Random = 0) -> Comparison:
        """Compare two cities at every level, placed or not, as `Index.compare` does.

        Parameters
        ----------
        a, b : str
            Any names of two cities.
        draws : int
            Number of random orders, where there are too many for all.
        rng : int, SeedSequence or Generator
            Where these come from.

        Returns
        -------
        Comparison
            The two at every level.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            If both are the same city.

        Examples
        --------
        >>> import intlindex as ix
        >>> placement = ix.load("example").place("Hangzhou")
        >>> placement.compare("Hangzhou", "Shanghai").second
        'Shanghai'
        """
        return compare(self._among(a, b), self.city(a), self.city(b), draws=draws, rng=rng)

    def improve(
        self,
        city: str,
        *,
        rank: int,
        indicators: Iterable[str] | None = None,
        per: Literal["point", "unit"] = "point",
        costs: CostsGiven = None,
        limits: Mapping[str, float] | Literal["doubled"] | None = None,
        levers: Iterable[str] = OWN,
    ) -> Improvement:
        """Find the smallest change that brings a city, placed or not, to a rank, as `Index.improve` does.

        Parameters
        ----------
        city : str
            One of the placed cities, or of the index.
        rank : int
            The rank among the cities of the index and this one.
        indicators, per, costs, limits, levers
            As in `Index.improve`.

        Returns
        -------
        Improvement
            What changes, and rank and score before and after.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            If the rank cannot be reached.

        Examples
        --------
        >>> import intlindex as ix
        >>> placement = ix.load("example").place("Hangzhou")
        >>> placement.improve("Hangzhou", rank=9).rank_after
        9
        """
        return improve(
            self._among(city),
            self.city(city),
            rank=rank,
            indicators=indicators,
            per=per,
            costs=costs,
            limits=limits,
            levers=levers,
        )

    def rank_bounds(
        self,
        *,
        within: float | None = None,
        of: str | None = None,
        weights: WeightSet | None = None,
        cities: Sequence[str] | None = None,
        time_limit: float | None = None,
        progress: bool | None = None,
    ) -> RankBounds:
        """Find the best and the worst rank of the placed cities over a set of weights, as `Index.rank_bounds` does.

        Parameters
        ----------
        within, of, weights, progress
            As in `Index.rank_bounds`.
        cities : sequence of str, optional
            Cities, placed or not; by default all that are placed.
        time_limit : float, optional
            The number of seconds for each placed city.

        Returns
        -------
        RankBounds
            Of each placed city, its bounds among the cities of the index.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            If the scores are not linear in the weights, or an argument is not valid.

        Examples
        --------
        >>> import intlindex as ix
        >>> placement = ix.load("example").place("Hangzhou")
        >>> placement.rank_bounds(within=0.25).table.loc["Hangzhou"].to_list()
        [12, 12, 12]
        """
        options: dict[str, Any] = {"within": within, "of": of, "weights": weights, "time_limit": time_limit}
        asked = self._guests.cities if cities is None else [cities] if isinstance(cities, str) else list(cities)
        names = list(dict.fromkeys(map(self.city, asked)))
        own = [name for name in names if name not in self._guests.cities]
        groups = [own] * bool(own or not names) + [[name] for name in names if name in self._guests.cities]
        found = [rank_bounds(self._among(*each), cities=each, progress=progress, **options) for each in groups]
        return together(self._among(*names), found)

    def tipping_point(
        self,
        a: str,
        b: str,
        *,
        of: str | None = None,
        norm: Norm = "largest",
        within: float | None = None,
        weights: WeightSet | None = None,
    ) -> TippingPoint:
        """Find the smallest change of weights that ties two cities, placed or not, as `Index.tipping_point` does.

        Parameters
        ----------
        a, b : str
            Any names of two cities.
        of, norm, within, weights
            As in `Index.tipping_point`.

        Returns
        -------
        TippingPoint
            The weights, and how far they are.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            If the scores are not linear in the weights, or an argument is not valid.

        Examples
        --------
        >>> import intlindex as ix
        >>> placement = ix.load("example").place(["Hangzhou", "Chengdu"])
        >>> placement.tipping_point("Hangzhou", "Chengdu").ahead
        'Hangzhou'
        """
        both = self._among(a, b)
        return tipping_point(both, self.city(a), self.city(b), of=of, norm=norm, within=within, weights=weights)

    def ranks_within(self, by: str) -> RanksWithin:
        """Rank each placed city among the cities of its own group, as `Index.ranks_within` does.

        Parameters
        ----------
        by : str
            A column of the data, or "region" or "country" of known cities.

        Returns
        -------
        RanksWithin
            The placed cities; groups count the cities of the index and the placed city.

        Raises
        ------
        UnknownNameError
            If there is no such column.

        Examples
        --------
        >>> import intlindex as ix
        >>> placement = ix.load("example").place("Hangzhou")
        >>> placement.ranks_within("region").table["index"].to_dict()
        {'Hangzhou': 7}
        """
        return ranks_together([ranks_within(self._among(city), by).only(city) for city in self._guests.cities])
