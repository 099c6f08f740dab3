"""Questions about what is certain, or possible at all, under a set of weights.

Each method is a door to a function in `intlindex.analyses`, imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from intlindex.analyses.rank_bounds import RankBounds
    from intlindex.analyses.tipping_point import TippingPoint
    from intlindex.index.index import Index
    from intlindex.specs.weight_set import WeightSet

__all__ = ["RobustnessQuestions"]


class RobustnessQuestions:
    """Questions about what is certain, or possible at all, under a set of weights."""

    def rank_bounds(
        self,
        *,
        within: float | None = None,
        of: str | None = None,
        weights: WeightSet | None = None,
        seconds: float | None = None,
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
        seconds : float, optional
            Stop each search after so long, and say what is proven by then in `findings`; what is found then depends
            on the machine.

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
        from intlindex.analyses.rank_bounds import rank_bounds

        return rank_bounds(cast("Index", self), within=within, of=of, weights=weights, seconds=seconds)

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

        A linear program, or a projection for the Euclidean norm; see `intlindex.analyses.tipping_point`. Beyond the
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
            `.distance`, infinite where one city is ahead under all weights of the set, and `.weights`.

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
        from intlindex.analyses.tipping_point import tipping_point

        return tipping_point(cast("Index", self), a, b, of=of, norm=norm, within=within, weights=weights)
