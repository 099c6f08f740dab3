"""Sentences of: report."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "report/ranges-note": (
        "The exact range of a node in the table holds while each weight below the node stays within {within:.0%} of "
        "its share; the usual range is that of 90% of the draws."
    ),
    "report/nodes-of-status": ("Groups that are {status:word}: {nodes:node}; indicators of the table above: {count}."),
    "report/indicators-of-status": "Indicators of the table above that are {status:word}: {count}.",
    "report/lifts": "What lifts it most above the median of all cities: {parts:name}.",
    "report/holds-back": "What holds it back most, against the median of all cities: {parts:name}.",
    "report/nodes-unstated": "For {count:plural node|nodes} it is not stated.",
    "report/published-node": "{node:node} {published} ({own} here)",
    "report/published-others": "Other ranks that are published: {parts:name}.",
    "report/source": "{id}: {title} ({publisher})",
    "report/sources-heading": "Sources",
    "audit-report/advice": "what to do",
    "audit-report/advice-heading": "What to do about them",
    "audit-report/alpha": "Cronbach's alpha",
    "audit-report/children": "children",
    "audit-report/common": "cities",
    "audit-report/component": (
        "The first principal component of the children of {node:node} explains {share:.0%} of their variance."
    ),
    "audit-report/correlation": "correlation",
    "audit-report/correlations": (
        "{count:plural pair is|pairs are} listed: siblings that are negatively correlated, and nodes with a "
        "correlation of {limit:g} or more, which measure the same."
    ),
    "audit-report/correlations-heading": "Correlations",
    "audit-report/dropping-heading": (
        "The {count:plural node whose omission moves|nodes whose omission moves} ranks most"
    ),
    "audit-report/explained": "share of the first component",
    "audit-report/findings-heading": "Findings",
    "audit-report/first": "node",
    "audit-report/group": "group",
    "audit-report/importance": "importance",
    "audit-report/importance-note": (
        "The weight is a share within the group; the importance is the share of the variance of the group that the "
        "node explains. Where they differ much, the weight has not the effect that it states."
    ),
    "audit-report/largest-of": "of",
    "audit-report/largest-shift": "largest change of rank",
    "audit-report/mean-shift": "mean change of rank",
    "audit-report/missing": "missing",
    "audit-report/node": "node",
    "audit-report/outside": "compared with",
    "audit-report/outside-heading": "Comparison with figures from outside the index",
    "audit-report/present": "{present:,} of {all:,} values are present ({share:.0%}).",
    "audit-report/rule": "finding",
    "audit-report/second": "other node",
    "audit-report/spearman": "rank correlation",
    "audit-report/structure-heading": "Structure: do the children of a group measure one thing?",
    "audit-report/title": "Audit of the {index:node}",
    "audit-report/values": "present",
    "audit-report/values-heading": "Values",
    "audit-report/weight": "weight",
    "audit-report/weights-heading": "Weights and importance",
    "audit-report/with-index": "correlation with the index",
    "report/bounds": (
        "While each weight of {group:node} stays within {within:.0%} of its share, the rank of {city:city} is certain "
        "to be from {best} to {worst}."
    ),
    "report/bounds-one": (
        "While each weight of {group:node} stays within {within:.0%} of its share, the rank of {city:city} is certain "
        "to be {best}."
    ),
    "report/cannot": "Not answered: {reason}",
    "report/change-best": (
        "Within these limits rank {rank} cannot be reached by what the city can change itself; rank {best} can."
    ),
    "report/change-none": "Within these limits no change that {city:city} can make itself gives it a better rank.",
    "report/change-rule": (
        "No indicator is changed to more than twice its value, or less than half of it where less is better; only one "
        "that is worse than in the median city may reach the median where that is farther. None goes beyond the best "
        "value of any city."
    ),
    "report/change-heading": "What would bring {city:city} to rank {rank}",
    "report/compare-heading": "{city:city} and {other:city}",
    "report/first": "{city:city} is first.",
    "report/foot": "Made by intlindex {version}. Fingerprint of the data and the method: {fingerprint}.",
    "report/improve-heading": "What would improve the rank of {city:city}",
    "report/likely": (
        "When every weight of every group varies by up to a quarter, its rank is from {low:g} to {high:g} in 90% of "
        "{draws:,} draws."
    ),
    "report/likely-one": (
        "When every weight of every group varies by up to a quarter, its rank is {rank:g} in at least 90% of "
        "{draws:,} draws."
    ),
    "report/no-rank": "{city:city} has no score, and so no rank.",
    "report/origin-heading": "What is published and what is ours",
    "report/placed": (
        "{city:city} is not among the {count} cities of the index. It is placed among them: no other city moves, and "
        "all bounds are those of the index."
    ),
    "report/published": "The authors published rank {published} for {city:city}; the reconstruction has rank {own}.",
    "report/certainty-heading": "How certain the rank is",
    "report/standing-heading": "Where {city:city} stands",
    "report/strengths-heading": "Strengths and weaknesses",
    "report/title": "{city:city} in the {index:node}",
    "report/values-heading": "Values and sources",
    "report/values-note": "Values that a country shares describe the country and not the city alone.",
    "wrong-value/report-ending": "a report is written to a file that ends in .html, found {found!r}",
    "wrong-type/report-against": "expected names of cities, found {found}",
    "duplicate/report-against": "is the city of the report",
}
