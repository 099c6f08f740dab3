"""Questions about why a city has its rank: explain, compare, place.

Each method calls a function in `intlindex.analyses`, imported when the method is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from intlindex.core.scored import ScoredIndex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Self

    import pandas as pd

    from intlindex.analyses.explanation.comparison import Comparison
    from intlindex.analyses.explanation.explanation import Explanation
    from intlindex.analyses.explanation.placement import Placement
    from intlindex.analyses.seeds import Random
    from intlindex.specs.reading import Reading

__all__ = ["ExplanationQuestions"]


class ExplanationQuestions(ScoredIndex):
    """Questions about why a city has its rank: explain, compare, place."""

    def explain(
        self,
        city: str,
        against: str | None = None,
        *,
        draws: int = 2048,
        rng: Random = 0,
    ) -> Explanation:
        """Decompose the score of a city, or its difference from another's, into contributions of the indicators.

        The parts sum to what they explain, and those of a group to the group's. Which rule holds in a group follows
        from what its aggregation declares:

        - Of a *score*, affine aggregations give weight times value, other homogeneous ones the value times the
          derivative of the score by it (Euler's theorem), chained down the tree. What is neither is decomposed by
          Owen values, counted from zero for every indicator.
        - Of a *difference*, affine aggregations give weight times difference, and geometric means and products
          logarithmic-mean weights (Vartia 1976; Ang 2004). From any other group downwards, Owen values decompose
          what it contributes into all indicators below it (Owen 1977; Winter 1989).
        - What rounding and a second normalisation of a group's score add is listed separately, as ``rounding`` and
          ``re-normalisation`` at the end of the contributions; within a group decomposed by Owen values a second
          normalisation is part of the game. The score at zero, where Owen values count from it, is ``baseline``.

        Parameters
        ----------
        city : str
            Any name of a city.
        against : str, optional
            Any name of another city. Or "median", "mean" or "best": a city that has the median (mean, best)
            normalised value of every indicator, scored by the same tree. It is not the city in the middle of the
            ranking, and under other than arithmetic means its score is not the median of scores. By default the
            score itself is explained.
        draws : int
            Number of random orders used as a sample, where a group has more than a dozen children that differ, or
            all orders would take more than about four million steps. A finding reports it.
        rng : int, SeedSequence, Generator or None
            Source of the random orders.

        Returns
        -------
        Explanation
            Contributions, a table of all nodes, strengths and weaknesses, and sentences.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        DataError
            If a city has no score.
        RequestError
            If scores compare the cities with one another (Copeland, Kemeny, TOPSIS), so that no indicator accounts
            for a score alone. Under benefit of the doubt, each city is explained by its own weights.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> found = index.explain("Beijing", against="Shanghai")
        >>> found.contributions.nlargest(2).index.to_list()
        ['world_heritage', 'embassies']
        >>> bool(abs(found.contributions.sum() - found.total) < 1e-9)
        True
        """
        from intlindex.analyses.explanation.explanation import explain

        return explain(self, city, against, draws=draws, rng=rng)

    def compare(
        self,
        a: str,
        b: str,
        *,
        draws: int = 2048,
        rng: Random = 0,
    ) -> Comparison:
        """Compare two cities at every level.

        The difference is decomposed as by `explain`, the weights at which both are tied are those of
        `tipping_point`, and the cities most like each are those with the nearest normalised values. What the
        method does not allow to be computed exactly is omitted, and listed in `refused`.

        Parameters
        ----------
        a, b : str
            Any names of two cities.
        draws : int
            Number of random orders, where there are too many for all; see `explain`.
        rng : int, SeedSequence, Generator or None
            Source of the random orders.

        Returns
        -------
        Comparison
            A table of all nodes, the few indicators that account for the difference, tipping weights and peers.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            If both are the same city.

        Examples
        --------
        >>> import intlindex as ix
        >>> comparison = ix.load("example").compare("Beijing", "Shanghai")
        >>> comparison.deciding.index.to_list()
        ['world_heritage', 'embassies', 'fortune_500_headquarters', 'highly_cited_papers']
        """
        from intlindex.analyses.explanation.comparison import compare

        return compare(self, a, b, draws=draws, rng=rng)

    def place(
        self,
        name: Any,
        values: Mapping[str, Any] | pd.Series[Any] | None = None,
        *,
        reading: Reading | None = None,
    ) -> Placement:
        """Place cities that are not in the index among its own, with bounds, fills and weights as they are.

        The cities of the index keep their ranks: each placed city is prepared with what was fitted to them (ranges,
        transforms, imputations, treatments, normalisations of groups), and ranked among them on its own. Values beyond
        their range leave the scale, unless the method clips it; rank-based normalisations give an equal value the same
        place, interpolate between two, and use the first and last beyond them. A city of the index with its own values
        gets its own score, to the last bit.

        Blanks are filled or omitted as for the cities of the index, and a city with too few values has no score.
        Beside its rank are then the best and the worst rank that the unknown values could give, each anywhere within
        the range of the cities of the index. That is exact where a score never falls when a value
        rises, which the aggregations declare, and is refused otherwise.

        Parameters
        ----------
        name : str, Path, DataFrame or sequence of str
            The name of one city, with `values`. Or without: a table or file of several, wide or tidy as for
            `intlindex.score`, of those indicators that are known; or the names of cities whose values are shipped
            with the package, whether they are members of the edition or not. Text is always a name; a file is a `Path`.
        values : mapping or Series, optional
            Raw values by indicator; denominators and labels can be added. Omitted or blank: not known.
        reading : Reading, optional
            How a table or a file is read; what it leaves open is read as the framework says.

        Returns
        -------
        Placement
            Score, rank and range of ranks, all nodes, and findings on unknown values. It answers `explain`, `compare`,
            `improve`, `rank_bounds`, `tipping_point` and `ranks_within` for its cities, as an index does for its own.

        Raises
        ------
        DataError
            If a value is not a number or out of bounds, an indicator is unknown, a denominator is missing, or a
            transform or an aggregation is not defined for a value; with every problem.
        RequestError
            If scores compare the cities with one another (benefit of the doubt, Copeland, Kemeny, TOPSIS), so that one
            more would change those of all others.
        UnknownNameError
            If a name without values is not that of a city with shipped values.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> beijing = index.place("Beijing", index.raw.loc["Beijing"])
        >>> int(beijing.table.loc["Beijing", "rank"])
        8
        >>> index.place("Jinan", {"fortune_500_headquarters": 0}).table.columns.to_list()
        ['score', 'rank', 'best', 'worst']
        """
        from intlindex.analyses.explanation.placing import place

        return place(self, name, values, reading)

    def with_cities(
        self,
        placed: Any,
        values: Mapping[str, Any] | pd.Series[Any] | None = None,
        *,
        reading: Reading | None = None,
    ) -> Self:
        """Return the index with further cities that count: everything is fitted again, and every rank may change.

        Where `place` leaves all cities where they are, this is the index that has one more, or several.

        Parameters
        ----------
        placed : Placement, str, Path, DataFrame or sequence of str
            Cities that were placed, or what `place` takes. A city of the index gets the values given here.
        values : mapping or Series, optional
            Raw values of one city by indicator, as for `place`.
        reading : Reading, optional
            How a table or a file is read.

        Returns
        -------
        Index
            The new index, of all cities; weights set by `reweight` are kept.

        Raises
        ------
        DataError
            If a value is not valid, or the method is not defined for the cities together.
        RequestError
            If the cities were placed in an index of other indicators.
        UnknownNameError
            If a name without values is not that of a city with shipped values.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> more = index.with_cities(index.place(["Hangzhou", "Vienna"]))
        >>> len(index), len(more), "Vienna" in more
        (12, 14, True)
        """
        from intlindex.analyses.explanation.placing import with_cities

        return cast("Self", with_cities(self, placed, values, reading))
