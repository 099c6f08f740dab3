"""The rules of an audit, like those of a linter: a stable code, a title, advice, a severity and a pure check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from intlindex.analyses.audit import checks
from intlindex.analyses.audit.checks import RuleFinding
from intlindex.analyses.audit.evidence import Evidence
from intlindex.findings import Finding, Severity
from intlindex.sentences import say

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
    """The code of its findings, the same in all versions."""
    title: str
    """What is wrong, in a few words."""
    advice: str
    """What to do about it."""
    severity: Severity
    """How much it matters."""
    check: Callable[[Evidence], Iterable[RuleFinding]]
    """A function that examines the evidence and does not change it."""

    def findings(self, evidence: Evidence) -> list[Finding]:
        """Apply the rule."""
        return [
            Finding(self.code, found.severity or self.severity, found.node, found.message)
            for found in self.check(evidence)
        ]


RULES: tuple[AuditRule, ...] = (
    AuditRule(
        "sparse-indicator",
        say("sparse-indicator/rule-title"),
        say("sparse-indicator/rule-advice"),
        "warning",
        checks.sparse_indicators,
    ),
    AuditRule(
        "sparse-city",
        say("sparse-city/rule-title"),
        say("sparse-city/rule-advice"),
        "warning",
        checks.sparse_cities,
    ),
    AuditRule(
        "skewed",
        say("skewed/rule-title"),
        say("skewed/rule-advice"),
        "warning",
        checks.skewed,
    ),
    AuditRule(
        "many-zeros",
        say("many-zeros/rule-title"),
        say("many-zeros/rule-advice"),
        "info",
        checks.many_zeros,
    ),
    AuditRule(
        "same-values",
        say("same-values/rule-title"),
        say("same-values/rule-advice"),
        "info",
        checks.same_values,
    ),
    AuditRule(
        "redundant",
        say("redundant/rule-title"),
        say("redundant/rule-advice"),
        "warning",
        checks.redundant,
    ),
    AuditRule(
        "redundant-across",
        say("redundant-across/rule-title"),
        say("redundant-across/rule-advice"),
        "info",
        checks.redundant_across,
    ),
    AuditRule(
        "negative-correlation",
        say("negative-correlation/rule-title"),
        say("negative-correlation/rule-advice"),
        "warning",
        checks.negative,
    ),
    AuditRule(
        "weak-correlation",
        say("weak-correlation/rule-title"),
        say("weak-correlation/rule-advice"),
        "info",
        checks.weak,
    ),
    AuditRule(
        "against-index",
        say("against-index/rule-title"),
        say("against-index/rule-advice"),
        "warning",
        checks.against,
    ),
    AuditRule(
        "better-elsewhere",
        say("better-elsewhere/rule-title"),
        say("better-elsewhere/rule-advice"),
        "info",
        checks.elsewhere,
    ),
    AuditRule(
        "low-reliability",
        say("low-reliability/rule-title"),
        say("low-reliability/rule-advice"),
        "info",
        checks.unreliable,
    ),
    AuditRule(
        "several-dimensions",
        say("several-dimensions/rule-title"),
        say("several-dimensions/rule-advice"),
        "info",
        checks.many_components,
    ),
    AuditRule(
        "importance",
        say("importance/rule-title"),
        say("importance/rule-advice"),
        "warning",
        checks.importance,
    ),
    AuditRule(
        "importance-in-index",
        say("importance-in-index/rule-title"),
        say("importance-in-index/rule-advice"),
        "info",
        checks.importance_in_index,
    ),
    AuditRule(
        "importance-from-bins",
        say("importance-from-bins/rule-title"),
        say("importance-from-bins/rule-advice"),
        "info",
        checks.from_bins,
    ),
    AuditRule(
        "decisive",
        say("decisive/rule-title"),
        say("decisive/rule-advice"),
        "warning",
        checks.decisive,
    ),
    AuditRule(
        "without-effect",
        say("without-effect/rule-title"),
        say("without-effect/rule-advice"),
        "info",
        checks.without_effect,
    ),
    AuditRule(
        "size-driven",
        say("size-driven/rule-title"),
        say("size-driven/rule-advice"),
        "warning",
        checks.size_driven,
    ),
    AuditRule(
        "far-from-others",
        say("far-from-others/rule-title"),
        say("far-from-others/rule-advice"),
        "info",
        checks.far_from_others,
    ),
)
"""All rules, in the order of an audit."""
