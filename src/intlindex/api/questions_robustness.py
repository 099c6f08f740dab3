"""Questions about what is certain, or possible at all, under a set of weights.

Each method calls a function in `intlindex.analyses`, imported when the method is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from intlindex.core.scored import ScoredIndex

if TYPE_CHECKING:
    from intlindex.analyses.robustness.dominance import Dominance
    from intlindex.analyses.robustness.most_favourable import MostFavourable
    from intlindex.analyses.robustness.rank_bounds import RankBounds
    from intlindex.analyses.robustness.weight_map import WeightMap
    from intlindex.specs.weight_set import WeightSet

__all__ = ["RobustnessQuestions"]


class RobustnessQuestions(ScoredIndex):
    """Questions about what is certain, or possible at all, under a set of weights."""

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
        """Find the best and the worst rank that each city can have under any weights of a set.

        Exact: a mixed-integer linear program for each city and side, after Kadziński, Greco & Słowiński (2012),
        "Extreme ranking analysis in robust ordinal regression", Omega 40, 488-501. A city's rank is one more than
        the number of cities ahead of it, so that tied cities share the better place, regardless of how the method ranks
        ties. Each bound has weights that attain it, verified by scoring the index with them.

        Parameters
        ----------
        within : float, optional
            Each share lies within this fraction of its nominal value, up or down, and shares sum to one; 0.25
            unless `weights` are given.
        of : str, optional
            The id of the group whose children's weights vary, the root by default; or "leaves" for the effective
            weights of all indicators together.
        weights : WeightSet, optional
            The set instead of `within`: `Simplex()` for any weights, `Bounds` or `Ordered`.
        cities : sequence of str, optional
            Any names of the cities whose bounds are wanted; all of them by default. Memory and the time per city grow
            with the number of cities of the index.
        time_limit : float, optional
            Stop all searches after this number of seconds in total. Each city still has its certified interval, in
            `.intervals`: a rank that is attained, one that is not exceeded, and the gap between them.
        progress : bool, optional
            Show a progress bar; by default on a terminal.

        Returns
        -------
        RankBounds
            `.table` with best, rank and worst of each city, and `.witness(city, "best")`.

        Raises
        ------
        RequestError
            If the arguments define no convex set of weights of this index, the set is empty, or the scores are not
            linear in those weights, with the groups where they are not and why.
        UnknownNameError
            If there is no such group or city.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> bounds = index.rank_bounds(of="index")
        >>> bounds.table.loc["Beijing"].to_list()
        [3, 8, 9]
        >>> index.reweight(bounds.witness("Beijing", "best")).ranks.loc["Beijing", "index"]
        np.int64(3)
        """
        from intlindex.analyses.robustness.rank_bounds import rank_bounds

        return rank_bounds(
            self,
            within=within,
            of=of,
            weights=weights,
            cities=cities,
            time_limit=time_limit,
            progress=progress,
        )

    def dominance(
        self, *, within: float | None = None, of: str | None = None, weights: WeightSet | None = None
    ) -> Dominance:
        """Find which city is ahead of which under all weights of a set, which may be ahead, and which may be first.

        A city is necessarily ahead of another if it is never behind it and ahead under some weights of the set; it is
        possibly ahead if it is so under some. Greco, Mousseau & Słowiński (2008), "Ordinal regression revisited",
        European Journal of Operational Research 191, 416-436.

        Parameters
        ----------
        within, of, weights
            The set, as for `rank_bounds`.

        Returns
        -------
        Dominance
            `.necessary`, `.possible`, `.hasse`, `.potentially_first` and `.table`.

        Raises
        ------
        RequestError
            As for `rank_bounds`.

        Examples
        --------
        >>> import intlindex as ix
        >>> certain = ix.load("example").dominance(weights=ix.Simplex(), of="index")
        >>> certain.potentially_first
        ('London', 'Singapore', 'Beijing')
        >>> bool(certain.necessary.loc["London", "Paris"])
        True
        """
        from intlindex.analyses.robustness.dominance import dominance

        return dominance(self, within=within, of=of, weights=weights)

    def most_favourable(
        self,
        city: str,
        *,
        by: Literal["rank", "score"] = "rank",
        of: str | None = None,
        within: float | None = None,
        weights: WeightSet | None = None,
    ) -> MostFavourable:
        """Find the weights of a set that suit a city best: benefit of the doubt, with limits.

        Cherchye, Moesen, Rogge & Van Puyenbroeck (2007), "An introduction to 'benefit of the doubt' composite
        indicators", Social Indicators Research 82, 111-145. Which cities no weights bring to the top ten is
        ``index.rank_bounds(...).never_within(10)``.

        Parameters
        ----------
        city : str
            Any name of the city.
        by : {"rank", "score"}
            What is optimised.
        of : str, optional
            The id of the group whose children's weights vary, the root by default; or "leaves".
        within, weights
            The set, as for `tipping_point`.

        Returns
        -------
        MostFavourable
            `.weights`, and rank and score under them.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            As for `rank_bounds`; or if the city has no score, or `by` is neither.

        Examples
        --------
        >>> import intlindex as ix
        >>> best = ix.load("example").most_favourable("Shanghai", within=0.25, of="leaves")
        >>> best.nominal_rank, best.rank
        (11, 9)
        """
        from intlindex.analyses.robustness.most_favourable import most_favourable

        return most_favourable(self, city, by=by, of=of, within=within, weights=weights)

    def weight_map(
        self, *, of: str | None = None, within: float | None = None, weights: WeightSet | None = None
    ) -> WeightMap:
        """Divide the triangle of three weights exactly into the regions in which each city is first.

        The areas are the first-rank acceptabilities of SMAA under uniform weights, without sampling: Lahdelma &
        Salminen (2001), "SMAA-2", Operations Research 49, 444-454.

        Parameters
        ----------
        of : str, optional
            A group with three children; the root by default.
        within, weights
            The part of the triangle that is mapped, as for `tipping_point`; all of it by default.

        Returns
        -------
        WeightMap
            `.areas` by city, `.regions` as polygons of shares, and `.ranks(city)` for the regions of one city's ranks.

        Raises
        ------
        RequestError
            As for `rank_bounds`; or if the group has not three children, or the set has no area.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").weight_map().areas.head(3).round(3).to_dict()
        {'London': 0.918, 'Singapore': 0.062, 'Beijing': 0.02}
        """
        from intlindex.analyses.robustness.weight_map import weight_map

        return weight_map(self, of=of, within=within, weights=weights)
