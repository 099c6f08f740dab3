"""Sentences of: report."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "report/bounds": (
        "While each weight of {group:node} stays within {within:.0%} of its share, the rank of {city:city} is certain "
        "to be from {best} to {worst}."
    ),
    "report/bounds-one": (
        "While each weight of {group:node} stays within {within:.0%} of its share, the rank of {city:city} is certain "
        "to be {best}."
    ),
    "report/cannot": "Not answered: {reason}",
    "report/change-heading": "What would bring {city:city} to rank {rank}",
    "report/compare-heading": "{city:city} and {other:city}",
    "report/first": "{city:city} is first.",
    "report/foot": "Made by intlindex {version}. Fingerprint of the data and the method: {fingerprint}.",
    "report/improve-heading": "What would improve the rank of {city:city}",
    "report/likely": (
        "When every weight of every group varies by up to a quarter, its rank is from {low:g} to {high:g} in nine of "
        "ten of {draws:,} draws."
    ),
    "report/nodes-known": "How the nodes of the framework are known: {counts:name}.",
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
