"""Questions about what is certain, or possible at all, under a set of weights.

Each method calls a function in `intlindex.analyses`, imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from intlindex.core.scored import ScoredIndex

if TYPE_CHECKING:
    from intlindex.analyses.explanation.improvement import Improvement
    from intlindex.analyses.robustness.calibration import Calibration
    from intlindex.analyses.robustness.dominance import Dominance
    from intlindex.analyses.robustness.most_favourable import MostFavourable
    from intlindex.analyses.robustness.rank_bounds import RankBounds
    from intlindex.analyses.robustness.stability import StabilityRadius
    from intlindex.analyses.robustness.tipping_point import TippingPoint
    from intlindex.analyses.robustness.weight_map import WeightMap
    from intlindex.analyses.uncertainty.running import Random
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
        seconds: float | None = None,
        time_limit: float | None = None,
        progress: bool | None = None,
    ) -> RankBounds:
        """Find the best and the worst rank that each city can have under any weights of a set.

        Exact: a mixed-integer linear program for each city and side, after Kadziński, Greco & Słowiński (2012),
        "Extreme ranking analysis in robust ordinal regression", Omega 40, 488-501. A city's rank is one more than
        the number of cities ahead of it, so that equal cities share the better place, whatever the method does with
        ties. Each bound comes with weights that attain it, which were scored again.

        Parameters
        ----------
        within : float, optional
            Each share lies within this part of its nominal value, up or down, and shares sum to one; 0.25 unless
            `weights` are given.
        of : str, optional
            "leaves", the default: the effective weights of all indicators vary together. Or the id of a group whose
            children's weights vary.
        weights : WeightSet, optional
            The set instead of `within`: `Simplex()` for any weights, `Bounds` or `Ordered`.
        cities : sequence of str, optional
            Any names of the cities whose bounds are wanted; all of them by default. Memory grows with the number of
            cities of the index, time for each city too, and with the programs that remain open.
        seconds : float, optional
            Stop each search after so long, and say what is proven by then in `findings`; what is found then depends
            on the machine.
        time_limit : float, optional
            Stop all searches after so long together. Each city still has its certified interval, in `.intervals`: a
            rank that is attained, one that is not exceeded, and the gap between them.
        progress : bool, optional
            Show a progress bar; by default on a terminal.

        Returns
        -------
        RankBounds
            `.table` with best, rank and worst of each city, and `.witness(city, "best")`.

        Raises
        ------
        DefinitionError
            If the arguments name no convex set of weights of this index, the set is empty, or the scores are not
            linear in those weights, with the groups where they are not and why.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> bounds = index.rank_bounds(of="index")
        >>> bounds.table.loc["Beijing"].to_list()
        [4, 8, 11]
        >>> index.reweight(bounds.witness("Beijing", "best")).ranks.loc["Beijing", "index"]
        np.int64(4)
        """
        from intlindex.analyses.robustness.rank_bounds import rank_bounds

        return rank_bounds(
            self,
            within=within,
            of=of,
            weights=weights,
            cities=cities,
            seconds=seconds,
            time_limit=time_limit,
            progress=progress,
        )

    def tipping_point(
        self,
        a: str,
        b: str,
        *,
        of: str | None = None,
        norm: str = "largest",
        within: float | None = None,
        weights: WeightSet | None = None,
    ) -> TippingPoint:
        """Find the least change of weights that puts two cities level.

        A linear program, or a projection for the Euclidean norm. Beyond the
        point found, the other city is ahead. After Barron & Schmidt (1988), "Sensitivity analysis of additive
        multiattribute value models", Operations Research 36, 122-127.

        Parameters
        ----------
        a, b : str
            Any names of two cities.
        of : str, optional
            The id of the group whose children's weights vary, the root by default; or "leaves" for the effective
            weights of all indicators.
        norm : {"largest", "total", "euclidean"}
            Distance in shares: the largest change of one, the sum of all changes, or the Euclidean length.
        within : float, optional
            Look only where each share is within this part of its nominal value; by default everywhere.
        weights : WeightSet, optional
            The set to look in, instead of `within`.

        Returns
        -------
        TippingPoint
            `.distance`, infinite where one city is ahead under all weights of the set, and `.weights`. Where the
            weights of the index are not in the set, `.nominal_within` is False, and at nearer weights of the set the
            other city may be ahead.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        DefinitionError
            As for `rank_bounds`; or if both are one city, one has no score, or there is no such norm.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> tipping = index.tipping_point("Beijing", "Seoul")
        >>> print(f"{tipping.ahead} is ahead of {tipping.behind} up to {tipping.distance:.3f}")
        Seoul is ahead of Beijing up to 0.040
        >>> level = index.reweight(tipping.weights).scores["index"]
        >>> bool(abs(level["Beijing"] - level["Seoul"]) < 1e-9)
        True
        """
        from intlindex.analyses.robustness.tipping_point import tipping_point

        return tipping_point(self, a, b, of=of, norm=norm, within=within, weights=weights)

    def stability_radius(
        self,
        *,
        top: int | None = None,
        city: str | None = None,
        of: str | None = None,
        norm: str = "largest",
        within: float | None = None,
        weights: WeightSet | None = None,
    ) -> StabilityRadius:
        """Find how far weights can move before the ranking, its head or the rank of one city changes.

        The distance to the nearest weights at which two cities that matter are level. Compare Permanyer (2011),
        "Assessing the robustness of composite indices rankings", Review of Income and Wealth 57, 306-326.

        Parameters
        ----------
        top : int, optional
            Ask when the set of the first so many changes, whatever their order.
        city : str, optional
            Ask when the rank of this city changes. Without either, ask when any rank does.
        of, norm, within, weights
            As for `tipping_point`; the weights of the index must be in the set.

        Returns
        -------
        StabilityRadius
            `.radius`, infinite where nothing changes in the whole set, `.pair` and `.weights`.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        DefinitionError
            As for `tipping_point`, or if both top and city are given, or top is not less than the number of cities.

        Examples
        --------
        >>> import intlindex as ix
        >>> stable = ix.load("ieci-2022").stability_radius(top=1)
        >>> print(f"{stable.pair[1]} draws level with {stable.pair[0]} at {stable.radius:.3f}")
        Singapore draws level with London at 0.356
        """
        from intlindex.analyses.robustness.stability import stability_radius

        return stability_radius(self, top=top, city=city, of=of, norm=norm, within=within, weights=weights)

    def dominance(
        self, *, within: float | None = None, of: str | None = None, weights: WeightSet | None = None
    ) -> Dominance:
        """Find which city is ahead of which under all weights of a set, which may be, and which may be first.

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
        DefinitionError
            As for `rank_bounds`.

        Examples
        --------
        >>> import intlindex as ix
        >>> certain = ix.load("ieci-2022").dominance(weights=ix.Simplex(), of="index")
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
        by: str = "rank",
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
            What is to be best.
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
        DefinitionError
            As for `rank_bounds`; or if the city has no score, or `by` is neither.

        Examples
        --------
        >>> import intlindex as ix
        >>> best = ix.load("ieci-2022").most_favourable("Shanghai", within=0.25, of="leaves")
        >>> best.nominal_rank, best.rank
        (16, 9)
        """
        from intlindex.analyses.robustness.most_favourable import most_favourable

        return most_favourable(self, city, by=by, of=of, within=within, weights=weights)

    def weight_map(
        self, *, of: str | None = None, within: float | None = None, weights: WeightSet | None = None
    ) -> WeightMap:
        """Cut the triangle of three weights exactly into the regions in which each city is first.

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
        DefinitionError
            As for `rank_bounds`; or if the group has not three children, or the set has no area.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").weight_map().areas.head(3).round(3).to_dict()
        {'London': 0.911, 'Singapore': 0.057, 'Beijing': 0.032}
        """
        from intlindex.analyses.robustness.weight_map import weight_map

        return weight_map(self, of=of, within=within, weights=weights)

    def calibrate(
        self,
        ranking: Iterable[str] | Mapping[str, float],
        *,
        by: str = "kendall",
        of: str | None = None,
        within: float | None = None,
        weights: WeightSet | None = None,
        orders: int = 20,
        seconds: float | None = 10.0,
        rng: Random = 0,
    ) -> Calibration:
        """Find which weights of a set come closest to a given ranking. A calibration, never a default.

        Fitted weights are no evidence for themselves: with as many as there are indicators almost any order can be had.
        So the result says how many weights are free, and how well random orders of the same cities fit.
        After Srinivasan & Shocker (1973), Psychometrika 38, 337-369, and Jacquet-Lagrèze & Siskos (1982), "Assessing a
        set of additive utility functions for multicriteria decision-making, the UTA method", European Journal of
        Operational Research 10, 151-164.

        Parameters
        ----------
        ranking : iterable of str, or mapping of str to float
            Some or all cities, best first, such as the column `city` of a ranking; or ranks by city, of which equal
            ones order nobody.
        by : {"kendall", "violation"}
            Make the number of inverted pairs least, or the sum of the leads by which pairs are inverted.
        of : str, optional
            The id of the group whose children's weights vary, the root by default; or "leaves".
        within, weights
            The set, as for `tipping_point`.
        orders : int
            How many random orders are fitted as well.
        seconds : float
            Stop each search by inversions after so long, with what is proven by then; None for no limit. Three weights
            need no search. There is a search for the ranking and one for each random order.
        rng : int, SeedSequence or Generator
            For the random orders.

        Returns
        -------
        Calibration
            `.weights`, `.inversions`, `.least`, `.violations` with the unavoidable ones, `.random`.

        Raises
        ------
        UnknownNameError
            If there is no such city; with every unknown name.
        DefinitionError
            As for `rank_bounds`; or if the ranking orders no two cities, names one twice, or one without a score.

        Examples
        --------
        >>> import intlindex as ix
        >>> fitted = ix.load("ieci-2022").calibrate(["Paris", "London", "New York", "Tokyo"], orders=3)
        >>> fitted.inversions, fitted.least, fitted.pairs
        (1, 1, 6)
        >>> fitted.violations[["above", "below", "unavoidable"]].to_numpy().tolist()
        [['Paris', 'London', True]]
        """
        from intlindex.analyses.robustness.calibration import calibrate

        return calibrate(
            self,
            ranking,
            by=by,
            of=of,
            within=within,
            weights=weights,
            orders=orders,
            seconds=seconds,
            rng=rng,
        )

    def improve(
        self,
        city: str,
        *,
        rank: int,
        indicators: Iterable[str] | None = None,
        per: str = "point",
        costs: Mapping[str, float] | None = None,
        limits: Mapping[str, float] | None = None,
    ) -> Improvement:
        """Find the least change in a city's indicators that brings it to a rank, others unchanged.

        Bounds, fills and treatment are held as fitted, as when a city is placed: a blank of the city keeps its fill
        while its siblings improve. An indicator on an ordinal scale, or
        normalised by rank, moves in steps, to values that some city has. The improved city is scored again before it is
        returned. To be level with the city at that rank is enough.

        Parameters
        ----------
        city : str
            Any name of the city.
        rank : int
            The rank that it shall have, or better.
        indicators : iterable of str, optional
            Ids of those that may change; by default all that the city has a value of.
        per : {"point", "unit"}
            Count costs by normalised point, or by unit of the raw value.
        costs : mapping of str to float, optional
            Cost of a point or unit, by indicator; 1 by default.
        limits : mapping of str to float, optional
            How far an indicator may go, in raw units; by default to the best value of any city.

        Returns
        -------
        Improvement
            `.table` of what changes, `.cost`, rank and score before and after, and `.marginal`: what each indicator is
            worth by itself, in score and in places.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        DefinitionError
            If the rank cannot be reached, with what is missing; if an indicator cannot change, or a group above one is
            not affine in its children; or if arguments are not what they must be; with every problem.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> better = index.improve("Beijing", rank=6, indicators=["visa_openness", "flight_destinations"])
        >>> better.rank_before, better.rank_after, better.table["change"].round(1).to_dict()
        (8, 6, {'visa_openness': 59.0})
        """
        from intlindex.analyses.explanation.improvement import improve

        return improve(self, city, rank=rank, indicators=indicators, per=per, costs=costs, limits=limits)
