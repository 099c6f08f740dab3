"""Sentences of comparisons: with what was published, between indices, between times, within groups."""

from typing import Final

__all__ = ["SENTENCES"]

AGREEMENT: Final[dict[str, str]] = {
    "agreement/all-statements": "All statements",
    "agreement/correlations": (
        "Rank correlation over {count:plural city|cities}: Spearman {spearman}, Kendall {kendall}"
    ),
    "agreement/not-held": "Not held: {statement}",
    "agreement/statements": "Published statements: {held} held, {failed} not held, {unchecked} not checkable",
    "agreement/title": "Agreement of the reconstruction with what was published ({edition})",
    "agreement/top": "Published top {top}: {overlap} of {top} also in the reconstruction",
    "agreement/top-unknown": "Published top {top}: not all published",
    "claim/balanced": "ranks {ranks:name} of {count}, required within {share:.0%}",
    "claim/bottom-share": "rank {rank:g} of {count}, required in the worst {share:.0%}",
    "claim/no-cities": "the index has no such cities, or no others",
    "claim/no-city": "the index does not rank {city!r:city}",
    "claim/no-node": "the index has no node {node!r:node}",
    "claim/no-score": "{city:city} has no score in {node!r:node}",
    "claim/in-order": "ranks {ranks:name} of {count}",
    "claim/rank-within": "rank {rank:g} of {count}, published {published}, tolerance {tolerance}",
    "claim/region": "median rank {median:g} against {others:g} of the others",
    "claim/top-share": "rank {rank:g} of {count}, required in the best {share:.0%}",
    "claim/two-ranks": "ranks {rank:g} and {other:g} of {count}",
}

CHANGE: Final[dict[str, str]] = {
    "change/columns": (
        "Places gained, and by which change: method, set of cities, values of others, own values; of these, by "
        "newcomers."
    ),
    "change/entered": "New: {cities:name}.",
    "change/left": "Gone: {cities:name}.",
    "change/moved": "{gained} of {count:plural city|cities} gained places, {lost} lost places.",
    "change/ranked-city": "{city:city} ({rank:g})",
    "change/title": "Change of {node!r:node} from {before} to {after}",
    "identical-values/all": (
        "All {cities} cities of both have identical values in {indicators} of {indicators} indicators. An identical "
        "value is no sign that a city did not change: it may be of the same year in both."
    ),
    "identical-values/some": (
        "All {cities} cities of both have identical values in {identical} of {indicators} indicators; not in "
        "{others!r:node 5}. An identical value is no sign that a city did not change: it may be of the same year in "
        "both."
    ),
}

OTHERS: Final[dict[str, str]] = {
    "index-set/pair": (
        "{first} and {second}: Spearman {spearman}, Kendall {kendall}, weighted Kendall {weighted_kendall} over "
        "{count:plural city|cities}; mean shift {mean_shift}, largest {largest_shift:g} ({city:city})."
    ),
    "index-set/pair-none": "{first} and {second}: no ranks in common, over 0 cities.",
    "index-set/title": ("Ranks in {count:plural index|indices} ({node:node}), the cities that move most first"),
    "panel/bounds-joint": "Bounds are fitted to all times together.",
    "panel/bounds-per-time": "Bounds are fitted to each time alone: trends are relative.",
    "panel/times": "{times:plural time|times} from {first} to {last}, {count:plural city|cities}.",
    "panel/title": "{index} over time",
    "ranks-within/columns": (
        "Shown are the root and its children; {count:plural further node is|further nodes are} in .table."
    ),
    "ranks-within/group": "{group} {count}",
    "ranks-within/groups": "Cities with a score: {groups:name}.",
    "ranks-within/title": "Ranks within {column} ({framework})",
    "ranks-within/without": "Without a group, and not ranked here: {cities:city}.",
}

PROBLEMS: Final[dict[str, str]] = {
    "empty/change-common-cities": "the two indices have no city in common",
    "empty/change-times": "no city has values at both times",
    "empty/indices-common-cities": "no city is ranked in all of the indices",
    "empty/ranks-within": "{column}: holds nothing for any city",
    "not-defined/change-step": "a step between the two cannot be scored: {reason}",
    "not-defined/change-step-at": "a step between the two cannot be scored: {where}: {reason}",
    "not-supported/panel-at": "bounds are joint, so there is one index of all times: pooled, or bounds='per_time'",
    "not-supported/panel-pooled": "there is one index per time, not one of all: at(time), or bounds='joint'",
    "out-of-range/indices": "at least two indices are compared, found {found}",
    "required/panel-indicator": "raw values are those of an indicator: name it",
    "unknown-column/ranks-within": "no column {found!r} to group cities by; {hint}",
    "unknown-column/ranks-within-none": (
        "no column {found!r} to group cities by: the data has no column but indicators"
    ),
    "unknown-name/published": "nothing published is shipped for {found!r}; there is for {allowed:name}",
    "unknown-node/change": "no node {found!r:node} in {framework}; {hint}",
    "unknown-node/compared": "no node {found!r:node}; {hint}",
    "unknown-node/panel-indicator": "no indicator {found!r:node}; {hint}",
    "wrong-type/compared-index": "must be an Index, found {found}",
    "wrong-type/compared-indices": "must be a mapping of names to indices, found {found}",
    "wrong-type/compared-name": "a name must be a text",
    "wrong-value/comparison": "no {found!r:.60}; {hint}",
    "wrong-value/rank-correlation": "no kind of rank correlation {found!r:.60}; {hint}",
}

SENTENCES: Final[dict[str, str]] = AGREEMENT | CHANGE | OTHERS | PROBLEMS
