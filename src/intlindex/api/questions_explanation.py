"""Questions about why a city stands where it stands: explaining, comparing, placing, auditing.

Each method calls a function in `intlindex.analyses`, imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intlindex.core.scored import ScoredIndex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    import pandas as pd

    from intlindex.analyses.explanation.comparison import Comparison
    from intlindex.analyses.explanation.explanation import Explanation
    from intlindex.analyses.explanation.placement import Placement
    from intlindex.analyses.seeds import Random

__all__ = ["ExplanationQuestions"]


class ExplanationQuestions(ScoredIndex):
    """Questions about why a city stands where it stands: explaining, comparing, placing, auditing."""

    def explain(
        self,
        city: str,
        against: str | None = None,
        *,
        draws: int = 2048,
        rng: Random = 0,
    ) -> Explanation:
        """Share out the score of a city, or what it is above another's, over the indicators.

        The parts sum to what they explain, and those of a group to the group's. Which rule holds in a group follows
        from what its aggregation declares:

        - Of a *score*, affine aggregations give weight times value, other homogeneous ones the value times the
          derivative of the score by it (Euler's theorem), chained down the tree. What is neither is shared out by
          Owen values, counted from zero for every indicator.
        - Of a *difference*, affine aggregations give weight times difference, and geometric means and products
          logarithmic-mean weights (Vartia 1976; Ang 2004). From any other group downwards, Owen values share out
          what it contributes over all indicators below it (Owen 1977; Winter 1989).
        - What rounding and a second normalisation of a group's score add is kept apart, as ``rounding`` and
          ``re-normalisation`` at the end of the contributions; within a group shared out by Owen values a second
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
            Number of random orders that stand for all, where a group has more than a dozen children that differ, or
            trying all would take more than some four million steps. A finding says so.
        rng : int, SeedSequence, Generator or None
            Where these come from.

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
        DefinitionError
            If scores compare the cities with one another (Copeland, Kemeny, TOPSIS), so that no indicator accounts
            for one alone. Under benefit of the doubt, each city is explained by its own weights.

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
        """Put two cities side by side, at every level.

        The difference is shared out as by `explain`, the weights that would put both level are those of
        `tipping_point`, and the cities most like each are those with the nearest normalised values. What the
        method does not allow to be said exactly is left out, and said to be.

        Parameters
        ----------
        a, b : str
            Any names of two cities.
        draws : int
            Number of random orders, where there are too many to try all; see `explain`.
        rng : int, SeedSequence, Generator or None
            Where these come from.

        Returns
        -------
        Comparison
            A table of all nodes, the few indicators that decide, tipping weights and peers.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        DefinitionError
            If both are one city.

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
        name: str | Path | pd.DataFrame | Sequence[str],
        values: Mapping[str, Any] | pd.Series[Any] | None = None,
    ) -> Placement:
        """Place cities that are not in the index among its own, with bounds, fills and weights as they are.

        Nobody moves: each placed city is prepared with what was fitted to the cities of the index (ranges, transforms,
        imputations, treatments, normalisations of groups), and ranked among them by itself. Values beyond their range
        leave the scale, unless the method clips it; rank-based normalisations give an equal value the same place,
        interpolate between two, and hold the first and last outside. A city of the index with its own values gets its
        own score, to the last bit.

        What is not known stays so: blanks are filled or left out as for the cities of the index, and a city with too
        little has no score. Beside its rank stand then the best and the worst that the unknown values could give,
        each anywhere within the range of the cities of the index. That is exact where a score never falls when a value
        rises, which the aggregations declare, and is refused otherwise.

        Parameters
        ----------
        name : str, Path, DataFrame or sequence of str
            The name of one city, with `values`. Or without: a table or file of several, wide or tidy as for
            `intlindex.score`, of as many indicators as are known; or the names of cities whose values ship with the
            package, whether they are members of the edition or not. Text is always a name; a file is a `Path`.
        values : mapping or Series, optional
            Raw values by indicator; denominators and labels may stand beside them. Left out or blank: not known.

        Returns
        -------
        Placement
            Score, rank and range of ranks, all nodes, and what is worth knowing of the unknown.

        Raises
        ------
        DataError
            If a value is not a number or out of bounds, an indicator is unknown, a denominator is missing, or a
            transform or an aggregation is not defined for a value; with every problem.
        DefinitionError
            If scores compare the cities with one another (benefit of the doubt, Copeland, Kemeny, TOPSIS), so that one
            more would change those of all others.
        UnknownNameError
            If a name without values is not that of a city with values that ship.

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
        from intlindex.analyses.explanation.placement import place

        return place(self, name, values)
