"""Questions about what usually happens under other weights, choices and data, and about what decides it.

Each method is a door to a function in `intlindex.analyses`, imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    import pandas as pd

    from intlindex.analyses.local_sensitivity import LocalSensitivity
    from intlindex.analyses.scenarios import Change, Scenarios
    from intlindex.index.index import Index

__all__ = ["UncertaintyQuestions"]


class UncertaintyQuestions:
    """Questions about what usually happens under other weights, choices and data, and about what decides it."""

    # ---------------------------------------------------------------- what decides it

    def leave_one_out(self, what: Literal["indicator", "group", "city"] = "indicator") -> pd.DataFrame:
        """Tell who gains and who loses places when one indicator, group or city is left out.

        The index is scored again without each, everything fitted anew, as by `drop`. Ranks are compared among the
        cities that have a score both ways, in the data as well as without: the place that a city left out has vacated
        is no shift. So with ``"city"`` every shift is a rank reversal: two cities change their order because a third
        is not there, as bounds and other fits move with it.

        Parameters
        ----------
        what : {"indicator", "group", "city"}
            What is left out; of groups, each but the root, with all below it.

        Returns
        -------
        DataFrame
            Cities by what was left out: places gained without it (2 is from fifth to third), negative where lost.
            <NA> for the city left out, and for a city that has no score without it. What cannot be left out is a
            column of <NA>, with the reason in ``frame.attrs["findings"]``, a tuple of `Finding`, as is who has no
            score.

        Raises
        ------
        DefinitionError
            If there is nothing of that kind, or nothing that can be left out, with the reason for each.

        Examples
        --------
        >>> import intlindex as ix
        >>> shifts = ix.load("ieci-2022").leave_one_out("group")
        >>> shifts.loc["Singapore", ["attractiveness", "influence", "connectivity"]].to_list()
        [-3, 3, -2]
        """
        from intlindex.analyses.leave_one_out import leave_one_out

        return leave_one_out(cast("Index", self), what)

    def scenarios(self, scenarios: Mapping[str, Change], /) -> Scenarios:
        """Compare the ranking with that of some scenarios, each with one change.

        Parameters
        ----------
        scenarios : mapping of str to change
            By name: a mapping of weights by node id, as for `reweight`; a method, the name of a preset or a file, as
            for `replace`; or a function that takes the index and returns another, such as
            ``lambda index: index.drop("unicorns")``.

        Returns
        -------
        Scenarios
            Ranks, shifts and a summary; what could not be scored is among its findings.

        Raises
        ------
        DefinitionError
            If there is no scenario, or one is not what it must be, before any is scored; or if none can be scored.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> found = index.scenarios({"geometric": "geometric", "no pm25": lambda index: index.drop("pm25")})
        >>> found.shifts.loc["Singapore"].to_list()
        [-1, 0]
        """
        from intlindex.analyses.scenarios import compare_scenarios

        return compare_scenarios(cast("Index", self), scenarios)

    def local_sensitivity(self) -> LocalSensitivity:
        r"""Differentiate the score of every city in the root to every weight, and to every raw value of its own.

        Exact, by the chain rule down the tree. With w the weights of siblings, W their sum and s = w / W their shares,
        :math:`\partial s_j / \partial w_k = (\delta_{jk} - s_j) / W`: siblings keep their weights, as by `reweight`. A
        share grows at the expense of its siblings in proportion, so that
        :math:`\partial / \partial s_k = W / (1 - s_k) \; \partial / \partial w_k`.

        Everything fitted is held: bounds, imputed values, what stands in for blanks, weights found from the data. So
        this is what a change of one cell does before anything is fitted anew.

        Returns
        -------
        LocalSensitivity
            Slopes to weights, to shares and to raw values. Blank where there is no derivative, with a finding: ranks
            go in steps, a limit has a kink, and under an aggregation across cities no city stands alone.

        Examples
        --------
        >>> import intlindex as ix
        >>> found = ix.load("ieci-2022").local_sensitivity()
        >>> found.shares.loc[["London", "Singapore"], ["attractiveness", "influence", "connectivity"]] / 100
                   attractiveness  influence  connectivity
        city
        London             -0.020      0.177        -0.157
        Singapore           0.451     -0.379        -0.072
        """
        from intlindex.analyses.local_sensitivity import local_sensitivity

        return local_sensitivity(cast("Index", self))
