"""The rules of an audit, in the way of a linter: a stable code, a title, advice, a severity and a pure check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from intlindex.analyses.audit import checks
from intlindex.analyses.audit.checks import RuleFinding
from intlindex.analyses.audit.evidence import Evidence
from intlindex.findings import Finding, Severity

__all__ = ["RULES", "AuditRule", "RuleFinding"]


@dataclass(frozen=True)
class AuditRule:
    """One thing that an audit looks for.

    Examples
    --------
    >>> rule = AuditRule(
    ...     "small-sample", "Few cities", "Collect more cities.", "info",
    ...     lambda evidence: [RuleFinding("", "few")] if len(evidence.index.cities) < 50 else [],
    ... )
    >>> import intlindex as ix
    >>> [finding.code for finding in rule.findings(Evidence(ix.load("example")))]
    ['small-sample']
    """

    code: str
    """Stays the same between versions."""
    title: str
    """What is wrong, in a few words."""
    advice: str
    """What to do about it."""
    severity: Severity
    """How much it matters."""
    check: Callable[[Evidence], Iterable[RuleFinding]]
    """Looks at the evidence and changes nothing."""

    def findings(self, evidence: Evidence) -> list[Finding]:
        """Apply the rule."""
        return [
            Finding(self.code, told.severity or self.severity, told.node, told.message) for told in self.check(evidence)
        ]


RULES: tuple[AuditRule, ...] = (
    AuditRule(
        "sparse-indicator",
        "An indicator with few values",
        "Find another source, impute for a stated reason, or leave it out by screening.",
        "warning",
        checks.sparse_indicators,
    ),
    AuditRule(
        "sparse-city",
        "A city with few values",
        "Say so beside its rank, or leave it out by screening; a note where only some groups are thin.",
        "warning",
        checks.sparse_cities,
    ),
    AuditRule(
        "skewed",
        "Outliers are left after treatment",
        "Treat the indicator (winsorise, or a logarithm), or show that its outliers are meant to decide.",
        "warning",
        checks.skewed,
    ),
    AuditRule(
        "many-zeros",
        "More zeros than values",
        "Ask whether the indicator tells apart more than who has any; merge it with a related one, or widen its count.",
        "info",
        checks.many_zeros,
    ),
    AuditRule(
        "same-values",
        "Most cities have the same value",
        "It hardly tells cities apart: use a finer measure.",
        "info",
        checks.same_values,
    ),
    AuditRule(
        "redundant",
        "Two children of a group say the same",
        "Drop one, merge them, or halve their weights: together they count twice.",
        "warning",
        checks.redundant,
    ),
    AuditRule(
        "redundant-across",
        "Nodes of two groups say the same",
        "Ask whether one thing is meant to count in both places.",
        "info",
        checks.redundant_across,
    ),
    AuditRule(
        "negative-correlation",
        "Two children run against each other",
        "Check their directions; else they cancel out in the mean: move one to another group. A note where it may be "
        "chance.",
        "warning",
        checks.negative,
    ),
    AuditRule(
        "weak-correlation",
        "Two children share hardly anything",
        "Ask whether they belong together; their mean says little about either.",
        "info",
        checks.weak,
    ),
    AuditRule(
        "against-index",
        "A node runs against what it is part of",
        "Check its direction and its place: cities that do well on it do worse on the whole.",
        "warning",
        checks.against,
    ),
    AuditRule(
        "better-elsewhere",
        "An indicator fits another group better",
        "Ask whether it measures what its group is named for.",
        "info",
        checks.elsewhere,
    ),
    AuditRule(
        "low-reliability",
        "Children do not measure one thing",
        "Group them otherwise, or say that the group is a sum of different things rather than one concept.",
        "info",
        checks.unreliable,
    ),
    AuditRule(
        "several-dimensions",
        "A group has more than one dimension",
        "Look at the loadings, and ask whether the group should be two.",
        "info",
        checks.many_components,
    ),
    AuditRule(
        "importance",
        "Weight is not importance in its group",
        "Weights are trade-offs, not importance: say which is meant, or choose weights that give the importance meant "
        "(weights of kind 'optimised').",
        "warning",
        checks.importance,
    ),
    AuditRule(
        "importance-in-index",
        "Weight is not importance in the index",
        "Spread and correlations decide how much an indicator is felt; re-weight or treat it, if that is not meant.",
        "info",
        checks.importance_in_index,
    ),
    AuditRule(
        "importance-from-bins",
        "Smooth importance is measured in bins",
        "Nothing to do: above 1,000 cities the curve goes through the means of 256 bins, each a little coarser than "
        "its cities.",
        "info",
        checks.from_bins,
    ),
    AuditRule(
        "decisive",
        "One indicator decides many ranks",
        "Check its data and its treatment first of all, and publish the ranks without it.",
        "warning",
        checks.decisive,
    ),
    AuditRule(
        "without-effect",
        "Leaving it out changes no rank",
        "It costs data and explanation for nothing: ask whether it is needed.",
        "info",
        checks.without_effect,
    ),
    AuditRule(
        "size-driven",
        "The index follows the size of the cities",
        "Divide what grows with size by a denominator, or say that size is meant.",
        "warning",
        checks.size_driven,
    ),
    AuditRule(
        "far-from-others",
        "Far from what others rank",
        "Find out which cities differ, and why.",
        "info",
        checks.far_from_others,
    ),
)
"""All rules, in the order of an audit."""
