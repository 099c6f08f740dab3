"""Questions about the index itself: whether it is sound, and what changed between two indices.

Each method calls a function in `intlindex.analyses`, imported when the method is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from intlindex.core.scored import ScoredIndex

if TYPE_CHECKING:
    import pandas as pd

    from intlindex.analyses.audit.audit import Audit
    from intlindex.analyses.audit.rules import AuditRule
    from intlindex.analyses.comparison.agreement import Agreement
    from intlindex.analyses.comparison.change import Change
    from intlindex.specs.audit_limits import AuditLimits

__all__ = ["AuditQuestions"]


class AuditQuestions(ScoredIndex):
    """Questions about the index itself."""

    def audit(
        self,
        *,
        limits: AuditLimits | None = None,
        against: Mapping[str, Any] | pd.DataFrame | None = None,
        ignore: Sequence[str] = (),
        rules: Sequence[AuditRule] | None = None,
    ) -> Audit:
        """Check the index for what is doubtful: its data, its structure, its weights, what it measures.

        Parameters
        ----------
        limits : AuditLimits, optional
            Thresholds of the rules; by default the usual ones.
        against : mapping or DataFrame, optional
            Figures of the cities from outside the index, such as their size or their scores in another index:
            by name, each a Series or a mapping by city. Columns of numbers in the data and published
            ranks are compared anyway.
        ignore : sequence of str
            Codes of findings to omit.
        rules : sequence of AuditRule, optional
            The rules to check; by default all shipped ones.

        Returns
        -------
        Audit
            The findings, and every table behind them.

        Raises
        ------
        UnknownNameError
            If no finding has a code that is to be ignored, or a city is unknown.
        DataError
            If a figure is not a number, or given twice; with every problem.
        RequestError
            If limits, rules or figures are of a wrong type.

        Examples
        --------
        >>> import intlindex as ix
        >>> audit = ix.load("example").audit()
        >>> audit.findings.query("code == 'against-index'")["node"].to_list()
        ['digital_network', 'unicorns', 'mobile_broadband_speed', 'fixed_broadband_speed', 'sister_cities']
        """
        from intlindex.analyses.audit.audit import audit
        from intlindex.analyses.audit.rules import RULES

        return audit(self, limits=limits, against=against, ignore=ignore, rules=RULES if rules is None else rules)

    def change_from(self, before: ScoredIndex, *, node: str | None = None) -> Change:
        """Decompose the change of ranks and scores from another index by its causes.

        Four things can change: the method (framework, method and weights), the set of cities, the values of the city
        itself and those of all others. Each is applied alone and in every combination, everything is scored again, and
        its effect is the mean over all orders in which the four can be applied: Shapley (1953), for decompositions
        Shorrocks (2013), Journal of Economic Inequality 11, 99-126. Effects sum to the change. What only one of the
        two has, a city or an indicator, keeps its values throughout.

        Parameters
        ----------
        before : ScoredIndex
            The earlier index, such as the edition before.
        node : str, optional
            Whose ranks; by default of the whole index.

        Returns
        -------
        Change
            Ranks and scores of the cities of both, the effect of each change, and the cities that entered and left.

        Raises
        ------
        RequestError
            If `before` is not an index.
        UnknownNameError
            If one of the two has no such node.
        DataError
            If they have no city in common, or a step between the two cannot be scored.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> change = index.reweight(influence=2).change_from(index)
        >>> change.ranks.loc["Beijing", ["before", "after", "change", "method"]].to_list()
        [8.0, 3.0, 5.0, 5.0]
        """
        from intlindex.analyses.comparison.change import change_between

        return change_between(before, self, node=node)

    def agreement(self) -> Agreement:
        """Compare with what the authors of the index published for its edition.

        Returns
        -------
        Agreement
            Rank correlations over the published order, overlap of the top ten and twenty, each published rank beside
            that of the index, and each published statement as held, not held or not checkable.

        Raises
        ------
        UnknownNameError
            If nothing published is shipped for this framework.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").agreement().edition
        'ieci-2022'
        """
        from intlindex.analyses.comparison.agreement import agreement_of

        return agreement_of(self)
