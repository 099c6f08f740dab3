"""Sentences of an audit: its findings, the titles and the advice of its rules, and what is wrong with its arguments."""

from typing import Final

__all__ = ["SENTENCES"]

_PAIR: Final = (
    "{first!r:node} and {second!r:node} correlate by {correlation} (p = {p_value:.2g}, {common:plural city|cities})"
)

FINDINGS: Final[dict[str, str]] = {
    "against-index/both": "correlates negatively with {group!r:node} ({own}) and with the index ({whole})",
    "against-index/group": "correlates negatively with {group!r:node} ({own})",
    "against-index/index": "correlates negatively with the index ({whole})",
    "better-elsewhere": "correlates more with {group!r:node} ({best}) than with its own group ({own})",
    "decisive": "without it ranks shift by {mean} on average, that of {city:city} by {largest:g}",
    "far-from-others": "its ranks correlate by {correlation} with {outside!r} ({common:plural city|cities})",
    "importance": "has {importance:.0%} of the importance within its group, and {weight:.0%} of the weight",
    "importance-from-bins": (
        "smooth importance of {cities:,} cities is drawn through the means of {bins} bins of them"
    ),
    "importance-in-index": "has {importance:.1%} of the importance in the index, and {weight:.1%} of the weight",
    "low-reliability": "Cronbach's alpha of its children is {alpha}",
    "many-zeros": "is zero for {share:.0%} of its cities",
    "negative-correlation": _PAIR,
    "redundant": _PAIR,
    "redundant-across": _PAIR,
    "same-values": "is one and the same for {share:.0%} of its cities",
    "several-dimensions": "the first principal component of its children explains {share:.0%} of the variance",
    "size-driven": "correlates by {correlation} with {outside!r}",
    "skewed": (
        "has skewness {skewness} and kurtosis {kurtosis} as it is normalised, {outliers:plural value|values} outside "
        "the fences"
    ),
    "sparse-city": "has values of {share:.0%} of the indicators, {required:.0%} required",
    "sparse-city/group": "{group:node} ({share:.0%})",
    "sparse-city/groups": "has few values in {groups:name}; {required:.0%} required",
    "sparse-indicator": "has values for {share:.0%} of the cities, {required:.0%} required",
    "weak-correlation": _PAIR,
    "without-effect": "without it no rank changes",
}

TITLES: Final[dict[str, str]] = {
    "against-index/rule-title": "Negative correlation with group or index",
    "better-elsewhere/rule-title": "An indicator fits another group better",
    "decisive/rule-title": "One indicator decides many ranks",
    "far-from-others/rule-title": "Far from other rankings",
    "importance-from-bins/rule-title": "Smooth importance is measured in bins",
    "importance-in-index/rule-title": "Weight is not importance in the index",
    "importance/rule-title": "Weight is not importance in its group",
    "low-reliability/rule-title": "Children do not measure one thing",
    "many-zeros/rule-title": "More zeros than values",
    "negative-correlation/rule-title": "Two children correlate negatively",
    "redundant-across/rule-title": "Nodes of two groups are redundant",
    "redundant/rule-title": "Two children of a group are redundant",
    "same-values/rule-title": "Most cities have the same value",
    "several-dimensions/rule-title": "A group has more than one dimension",
    "size-driven/rule-title": "The index follows the size of the cities",
    "skewed/rule-title": "Outliers are left after treatment",
    "sparse-city/rule-title": "A city with few values",
    "sparse-indicator/rule-title": "An indicator with few values",
    "weak-correlation/rule-title": "Two children hardly correlate",
    "without-effect/rule-title": "Dropping it changes no rank",
}

ADVICE: Final[dict[str, str]] = {
    "against-index/rule-advice": (
        "Check its direction and its group: cities that do well on it do worse on the whole."
    ),
    "better-elsewhere/rule-advice": "Check whether it measures what its group is named for.",
    "decisive/rule-advice": "Check its data and its treatment first of all, and publish the ranks without it.",
    "far-from-others/rule-advice": "Find out which cities differ, and why.",
    "importance-from-bins/rule-advice": (
        "Nothing to do: above 1,000 cities the curve goes through the means of 256 bins, each a little coarser than "
        "its cities."
    ),
    "importance-in-index/rule-advice": (
        "Spread and correlations decide how much an indicator matters; reweight or treat it if that is not intended."
    ),
    "importance/rule-advice": (
        "Weights are trade-offs, not importance: state which is meant, or choose weights that give the intended "
        "importance (weights of kind 'optimised')."
    ),
    "low-reliability/rule-advice": (
        "Group them otherwise, or state that the group is a sum of different things rather than one concept."
    ),
    "many-zeros/rule-advice": (
        "Check whether the indicator distinguishes more than cities with and without any; merge it with a related one, "
        "or widen its definition."
    ),
    "negative-correlation/rule-advice": (
        "Check their directions; if these are right, the two cancel out in the mean: move one to another group. A note "
        "where it may be chance."
    ),
    "redundant-across/rule-advice": "Check whether one thing is meant to count in both groups.",
    "redundant/rule-advice": "Drop one, merge them, or halve their weights: together they count twice.",
    "same-values/rule-advice": "It hardly distinguishes cities: use a finer measure.",
    "several-dimensions/rule-advice": "Look at the loadings, and consider splitting the group in two.",
    "size-driven/rule-advice": (
        "Divide indicators that grow with size by a denominator, or state that size is meant to count."
    ),
    "skewed/rule-advice": (
        "Treat the indicator (winsorise, or a logarithm), or show that its outliers are meant to decide."
    ),
    "sparse-city/rule-advice": (
        "State this beside its rank, or exclude it by screening; a note where only some groups have few values."
    ),
    "sparse-indicator/rule-advice": "Find another source, impute for a stated reason, or exclude it by screening.",
    "weak-correlation/rule-advice": "Check whether they belong together; their mean says little about either.",
    "without-effect/rule-advice": "It needs data and explanation without effect: check whether it is needed.",
}

RESULT: Final[dict[str, str]] = {
    "audit/code": "{severity:word} {code}",
    "audit/errors": "{count:plural error|errors}",
    "audit/findings": "Findings: {counts:name}.",
    "audit/infos": "{count:plural note|notes}",
    "audit/no-findings": "Findings: none.",
    "audit/rule": "{severity:word} {code}: {title}. {advice}",
    "audit/rule-advised": "- {code}: {title}. {advice}",
    "audit/rule-finding": "- {node:node}: {message}",
    "audit/rule-finding-of-all": "- {message}",
    "audit/title": "Audit of {framework}: {index}",
    "audit/warnings": "{count:plural warning|warnings}",
    "audit/when-scored": "Found when the index was scored",
}

PROBLEMS: Final[dict[str, str]] = {
    "conflict/audit-against-name": "is already a column of the data or a node: take another name",
    "duplicate/audit-figure": "is given twice",
    "duplicate/audit-rule": "two rules have the code {code!r}",
    "not-finite/audit-figure": "must be a finite number or blank, found {found!r:.60}",
    "unknown-name/audit-code": "no code {found!r}; {hint}",
    "wrong-type/audit-against": "must be a mapping by name or a DataFrame, found {found}",
    "wrong-type/audit-figures": "must be a Series or a mapping by city, found {found}",
    "wrong-type/audit-limits": "limits must be AuditLimits, found {found}",
    "wrong-type/audit-rule": "must be an AuditRule, found {found}",
    "wrong-value/audit-correlation": "no kind of correlation {found!r:.60}; {hint}",
    "wrong-value/audit-severity": "no severity {found!r:.60}; {hint}",
    "wrong-value/audit-stage": "no stage {found!r:.60}; {hint}",
}

SENTENCES: Final[dict[str, str]] = FINDINGS | TITLES | ADVICE | RESULT | PROBLEMS
