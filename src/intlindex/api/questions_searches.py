"""Searches among weights and values: the smallest changes that alter a result, and the best fit.

Each method calls a function in `intlindex.analyses`, imported when the method is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from intlindex.core.scored import ScoredIndex

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from intlindex.analyses.explanation.improvement import Improvement
    from intlindex.analyses.robustness.calibration import Calibration
    from intlindex.analyses.robustness.stability import StabilityRadius
    from intlindex.analyses.robustness.tipping_point import TippingPoint
    from intlindex.analyses.seeds import Random
    from intlindex.specs.weight_set import WeightSet

__all__ = ["SearchQuestions"]


class SearchQuestions(ScoredIndex):
    """Searches among weights and values."""

    def tipping_point(
        self,
        a: str,
        b: str,
        *,
        of: str | None = None,
        norm: Literal["largest", "total", "euclidean"] = "largest",
        within: float | None = None,
        weights: WeightSet | None = None,
    ) -> TippingPoint:
        """Find the smallest change of weights at which two cities are tied.

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
            Search only where each share is within this fraction of its nominal value; by default everywhere.
        weights : WeightSet, optional
            The set to search, instead of `within`.

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
        RequestError
            As for `rank_bounds`; or if both are the same city, one has no score, or there is no such norm.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> tipping = index.tipping_point("Beijing", "Seoul")
        >>> print(f"{tipping.ahead} is ahead of {tipping.behind} up to {tipping.distance:.3f}")
        Seoul is ahead of Beijing up to 0.054
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
        norm: Literal["largest", "total", "euclidean"] = "largest",
        within: float | None = None,
        weights: WeightSet | None = None,
    ) -> StabilityRadius:
        """Find how far weights can move before the ranking, its top or the rank of one city changes.

        The distance to the nearest weights at which two relevant cities are tied. Compare Permanyer (2011),
        "Assessing the robustness of composite indices rankings", Review of Income and Wealth 57, 306-326.

        Parameters
        ----------
        top : int, optional
            Ask when the set of the first `top` cities changes, in any order.
        city : str, optional
            Ask when the rank of this city changes. Without either, ask when any rank does.
        of, norm, within, weights
            As for `tipping_point`; the weights of the index must be in the set.

        Returns
        -------
        StabilityRadius
            `.radius`, infinite where nothing changes within the set, `.pair` and `.weights`.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            As for `tipping_point`, or if both top and city are given, or top is not less than the number of cities.

        Examples
        --------
        >>> import intlindex as ix
        >>> stable = ix.load("example").stability_radius(top=1)
        >>> print(f"{stable.pair[1]} is tied with {stable.pair[0]} at {stable.radius:.3f}")
        Singapore is tied with London at 0.327
        """
        from intlindex.analyses.robustness.stability import stability_radius

        return stability_radius(self, top=top, city=city, of=of, norm=norm, within=within, weights=weights)

    def calibrate(
        self,
        ranking: Iterable[str] | Mapping[str, float],
        *,
        by: Literal["kendall", "violation"] = "kendall",
        of: str | None = None,
        within: float | None = None,
        weights: WeightSet | None = None,
        random_orders: int = 20,
        time_limit: float | None = 10.0,
        rng: Random = 0,
    ) -> Calibration:
        """Find which weights of a set come closest to a given ranking. A calibration, never a default.

        Fitted weights are not evidence of their own validity: with enough free weights almost any order can be
        attained. So the result reports how many weights are free, and how well random orders of the same cities fit.
        After Srinivasan & Shocker (1973), Psychometrika 38, 337-369, and Jacquet-Lagrèze & Siskos (1982), "Assessing a
        set of additive utility functions for multicriteria decision-making, the UTA method", European Journal of
        Operational Research 10, 151-164.

        Parameters
        ----------
        ranking : iterable of str, or mapping of str to float
            Some or all cities, best first, such as the column `city` of a ranking; or ranks by city, where equal
            ranks state no order.
        by : {"kendall", "violation"}
            Minimise the number of inverted pairs, or the sum of the leads by which pairs are inverted.
        of : str, optional
            The id of the group whose children's weights vary, the root by default; or "leaves".
        within, weights
            The set, as for `tipping_point`.
        random_orders : int
            Number of random orders that are fitted for comparison.
        time_limit : float
            Stop each search by inversions after this number of seconds, with what is proven by then; None for no limit.
            Three weights need no search. There is a search for the ranking and one for each random order.
        rng : int, SeedSequence, Generator or None
            For the random orders.

        Returns
        -------
        Calibration
            `.weights`, `.inversions`, `.lower_bound`, `.violations` with the unavoidable ones, `.random`.

        Raises
        ------
        UnknownNameError
            If there is no such city; with every unknown name.
        RequestError
            As for `rank_bounds`; or if the ranking orders no two cities, lists a city twice, or one without a score.

        Examples
        --------
        >>> import intlindex as ix
        >>> fitted = ix.load("example").calibrate(["Paris", "London", "New York", "Tokyo"], random_orders=3)
        >>> fitted.inversions, fitted.lower_bound, fitted.pairs
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
            random_orders=random_orders,
            time_limit=time_limit,
            rng=rng,
        )

    def improve(
        self,
        city: str,
        *,
        rank: int,
        indicators: Iterable[str] | None = None,
        per: Literal["point", "unit"] = "point",
        costs: Mapping[str, float] | pd.Series[float] | pd.DataFrame | Path | None = None,
        limits: Mapping[str, float] | Literal["doubled"] | None = None,
        levers: Iterable[str] = ("city",),
    ) -> Improvement:
        """Find the smallest change in a city's indicators that brings it to a rank, other cities unchanged.

        Bounds, fills and treatment are held as fitted, as when a city is placed: a blank of the city keeps its fill
        while its siblings improve. An indicator on an ordinal scale, or normalised by rank, moves in steps, to values
        that some city has; one that counts things (``whole`` in the framework) moves to whole numbers, and then more
        indicators change only where that saves a thousandth of the cost. Each package is scored again before it is
        returned. A tie with the city at that rank is sufficient.

        Only indicators change that the city can change, by ``lever`` of the framework, and those that do not state one.
        What its country decides changes where it is asked for, by `levers` or by name.

        Parameters
        ----------
        city : str
            Any name of the city.
        rank : int
            The rank to reach, or better.
        indicators : iterable of str, optional
            Ids of the indicators that may change, whoever can change them; by default all of `levers` for which the
            city has a value.
        per : {"point", "unit"}
            Measure costs per normalised point, or per unit of the raw value.
        costs : mapping of str to float, DataFrame or Path, optional
            Cost of a point or unit, by indicator; 1 by default. Or a table or file with the columns ``indicator`` and
            ``cost``, and possibly ``limit``.
        limits : mapping of str to float, or "doubled", optional
            How far an indicator may go, in raw units; by default to the best value of any city. With "doubled" to at
            most twice its value, or half of it where less is better, or to the median of the cities where that is
            farther; and not beyond the best value.
        levers : iterable of {"city", "country", "none"}
            Who can change the indicators that may change.

        Returns
        -------
        Improvement
            The cheapest package: `.table` of what changes, `.cost`, rank and score before and after; `.fewest`, the
            package that changes the fewest indicators; and `.marginal`: what each indicator adds alone.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            If the rank cannot be reached, with what is missing; if an indicator cannot change, or a group above one is
            not affine in its children; or if an argument is not valid; with every problem.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> better = index.improve("Beijing", rank=5, indicators=["visa_openness", "flight_destinations"])
        >>> better.rank_before, better.rank_after, better.table["change"].round(1).to_dict()
        (8, 5, {'visa_openness': 75.7})
        """
        from intlindex.analyses.explanation.improvement import improve

        return improve(self, city, rank=rank, indicators=indicators, per=per, costs=costs, limits=limits, levers=levers)
