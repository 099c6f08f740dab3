"""Questions about the index itself: is it sound, and what changed between two of them.

Each method is a door to a function in `intlindex.analyses`, imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import pandas as pd

    from intlindex.analyses.audit import Audit
    from intlindex.analyses.audit_rules import AuditRule
    from intlindex.index.index import Index
    from intlindex.specs.audit_limits import AuditLimits

__all__ = ["AuditQuestions"]


class AuditQuestions:
    """Questions about the index itself."""

    def audit(
        self,
        *,
        limits: AuditLimits | None = None,
        against: Mapping[str, Any] | pd.DataFrame | None = None,
        ignore: Sequence[str] = (),
        rules: Sequence[AuditRule] | None = None,
    ) -> Audit:
        """Look for what is doubtful about the index: its data, its structure, its weights, what it measures.

        Parameters
        ----------
        limits : AuditLimits, optional
            Where lines are drawn; by default those that are usual.
        against : mapping or DataFrame, optional
            Figures of the cities that stand outside the index, such as their size or their scores in another index:
            by name, each a Series or a mapping by city; higher is more. Columns of numbers in the data and published
            ranks are compared anyway.
        ignore : sequence of str
            Codes of findings to leave out.
        rules : sequence of AuditRule, optional
            What to look for; by default all shipped rules.

        Returns
        -------
        Audit
            The findings, and every table behind them.

        Raises
        ------
        UnknownNameError
            If no finding has a code that is to be ignored.
        DataError
            If a figure is no number, or its city unknown; with every problem.
        DefinitionError
            If limits or rules are not what they must be.

        Examples
        --------
        >>> import intlindex as ix
        >>> audit = ix.load("ieci-2022").audit()
        >>> audit.findings.query("code == 'against-index'")["node"].to_list()
        ['sister_cities']
        """
        from intlindex.analyses.audit import audit
        from intlindex.analyses.audit_rules import RULES

        return audit(
            cast("Index", self), limits=limits, against=against, ignore=ignore, rules=RULES if rules is None else rules
        )
