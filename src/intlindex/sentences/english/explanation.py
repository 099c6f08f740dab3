"""Sentences of explanations, comparisons of two cities, placed cities and improvements."""

from typing import Final

__all__ = ["SENTENCES"]

EXPLANATION: Final[dict[str, str]] = {
    "conflict/explanation-flags": (
        "the parts miss the score by {missing:.3g}: a registered aggregation has wrong flags"
    ),
    "conflict/explanation-itself": "{city:city} cannot be explained against itself",
    "explanation/filled": "Not known, and counted as the mean of its siblings (*): {nodes:node}.",
    "explanation/gains": "Gains most by {parts:name}.",
    "explanation/imputed": "Imputed (*): {nodes:node}.",
    "explanation/left-out": "Not known, and left out (*): {nodes:node}.",
    "explanation/losses": "Loses most by {parts:name}.",
    "explanation/national": "Values of the whole country, which all its cities share: {nodes:node}.",
    "explanation/outcome": "{city:city} scores {score}, rank {rank} of {ranked}: {parts:name}.",
    "explanation/outcome-less": (
        "{city:city} scores {score}, rank {rank} of {ranked}, against {reference_score} of {reference:city}: {gap} "
        "less, by {parts:name}."
    ),
    "explanation/outcome-more": (
        "{city:city} scores {score}, rank {rank} of {ranked}, against {reference_score} of {reference:city}: {gap} "
        "more, by {parts:name}."
    ),
    "explanation/strongest": "Strongest: {values}.",
    "explanation/title": "{city:city}: the score",
    "explanation/title-against": "{city:city}: the score against {reference:city}",
    "explanation/unknown-reference": "Not known of {reference:city} (*): {nodes:node}.",
    "explanation/weakest": "Weakest: {values}.",
    "group-of-kind": "{group:node} ({kind})",
    "group-of-kind/quoted": "{group!r:node} ({kind})",
    "no-score/explanation": (
        "{cities!r:city 8} {count:choose has|have} no score: too few of {count:choose its|their} values are known"
    ),
    "not-supported/explanation": (
        "the scores of {groups!r:name 8} compare the cities with one another, so that no indicator of a city accounts "
        "for its score alone; explain it under a method that scores each city separately"
    ),
    "not-supported/explanation-from-zero": (
        "the score of {group!r:node} ({kind}) is not a sum over its children, and cannot be counted from zero, for "
        "which {positive!r:node} has no score; explain a difference instead"
    ),
    "not-supported/one-more-city": (
        "the scores of {groups!r:name 8} compare the cities with one another: one more city would change those of all "
        "others; choose an aggregation that scores each city separately"
    ),
    "not-supported/own-weights": (
        "every city has weights of its own here, and the {reference} of all has none; explain against a city"
    ),
    "part": "{node:node} {points}",
    "part/change": "{node:node} from {now:.6g} to {then:.6g}",
    "part/share": "{node:node} {share:.3f}",
    "part/unknown": "{node:node}* {points}",
    "ranked-value": "{node:node} (rank {rank} of {ranked}, {value:g} {unit})",
    "ranked-value/country": "{node:node} (rank {rank} of {ranked}, {value:g} {unit}, a value of the country)",
    "reference/best": "the best of all cities",
    "reference/mean": "the mean of all cities",
    "reference/median": "the median of all cities",
    "remainder/baseline": "Baseline accounts for {points:+.3g}.",
    "remainder/constant": "Constant accounts for {points:+.3g}.",
    "remainder/re-normalisation": "Re-normalisation accounts for {points:+.3g}.",
    "remainder/mirroring": "Mirroring accounts for {points:+.3g}.",
    "remainder/other": "{name} accounts for {points:+.3g}.",
    "remainder/rounding": "Rounding accounts for {points:+.3g}.",
    "sampled-values": "too many orders to try all: its parts are estimates, with standard errors up to {error:.2g}",
    "unknown-city/outside": ("{city:city} is not one of the {count} cities of {index}; place it: place({city!r:city})"),
    "unknown-city/of-index": (
        "no city {city!r}; {hint}; a city outside the index can be placed: place({city!r}, {{indicator: value}})"
    ),
    "unknown-city/reference": "no city {city!r} to explain against; {hint}",
    "wrong-type/city-name": "a city is named by text, found {found!r}",
    "wrong-type/reference-name": "a reference is named by text, found {found!r}",
}

COMPARISON: Final[dict[str, str]] = {
    "comparison/deciding": (
        "Without its lead in these {city:city} would not be ahead, in points of the index: {parts:name}."
    ),
    "comparison/leads": (
        "{first:city} {first_score}, {second:city} {second_score}. Of {count:plural indicator|indicators} "
        "{first:city} leads in {first_leads}, {second:city} in {second_leads}."
    ),
    "comparison/leads-tied": (
        "{first:city} {first_score}, {second:city} {second_score}. Of {count:plural indicator|indicators} "
        "{first:city} leads in {first_leads}, {second:city} in {second_leads}; they are tied, or one is blank, in "
        "{tied}."
    ),
    "comparison/national": "Values of the whole country, which all its cities share: {nodes:node}.",
    "comparison/no-tipping-point": "No tipping point: {reason}.",
    "comparison/no-tipping-weights": "No weights of the children of the root reverse their order.",
    "comparison/not-explained": "Not decomposed into contributions of the indicators: {reason}.",
    "comparison/peers": "Most like {city:city}: {peers:city}.",
    "comparison/same-country": (
        "Values of the whole country, in which {first:city} and {second:city} cannot differ: {nodes:node}."
    ),
    "comparison/tipping": (
        "They would be tied with the weights {shares:name} (the largest changes by {distance:.3f})."
    ),
    "comparison/title": "{first:city} and {second:city}",
    "comparison/unknown": "Not known of one of them, and filled (*).",
    "conflict/comparison-itself": "{city:city} cannot be compared with itself",
}

PLACEMENT: Final[dict[str, str]] = {
    "beyond-reference/better": (
        "better than in any city of the index, so that the score is outside their range: {cities!r:city 8}"
    ),
    "beyond-reference/worse": (
        "worse than in any city of the index, so that the score is outside their range: {cities!r:city 8}"
    ),
    "duplicate/place-indicator": "an indicator is given twice",
    "empty/place-values": "has no value of any indicator",
    "placement/known": "{known} of {count}",
    "placement/members": "Cities of the index itself, each placed instead of itself: {cities!r:city 8}.",
    "placement/no-score": "{city:city} has no score, since too little is known.",
    "placement/no-score-range": (
        "{city:city} has no score, since too little is known; were all known, its rank would be between {best:g} and "
        "{worst:g}."
    ),
    "placement/score": "{city:city} scores {score} and would have rank {rank:g}.",
    "placement/score-range": (
        "{city:city} scores {score} and would have rank {rank:g}; were all known, between {best:g} and {worst:g}."
    ),
    "placement/title": "Placed among the {count:plural city|cities} of {framework}: {index}",
    "placement/worth": "Unknown values of {city:city} that matter most, in points from worst to best: {parts:name}.",
    "range-refused": "no range of ranks: {groups:name 3} may fall when a value rises",
    "required/place-denominator": "is divided by {denominator!r}, which is not given",
    "required/place-name": "a city to be placed needs a name, found {found!r}",
    "conflict/with-cities": "these cities were placed in {found!r}, not in {index!r}, which has other indicators",
    "unknown-city/not-placed": "{city!r} was not placed, and is no city of the index; {hint}",
    "unknown-city/place-edition": (
        "{cities!r:city 8}: there are shipped values for {editions:name} only, not for {edition!r}; give them, or a "
        "file as a pathlib.Path"
    ),
    "unknown-city/place-shipped": "no city with shipped values: {city!r}; {hint}; a file is a pathlib.Path",
    "unknown-node/place-column": "no such indicator in {index}; {hint}",
    "unknown-node/place-indicator": "is not in {index}; {hint}",
    "wrong-type/place": "expected a city with values, a table, a file or names, found {found!r:.60}",
    "wrong-type/place-values": "values must be a mapping or a Series, found {found}",
    "required/label-of-group": "is needed, since blank scores of {group!r:node} are imputed within it",
}

IMPROVEMENT: Final[dict[str, str]] = {
    "conflict/improve-limit": "its limit of {limit:g} is no better than its value of {found:g}",
    "conflict/improve-no-weight": "has no weight in the score of {city:city}",
    "improvement/costs": (
        "Least cost: {cost:.4g} units of cost, in {changed} of {count:plural indicator|indicators}. "
        "Other cities, bounds and fills are held."
    ),
    "duplicate/costs": "names {found!r}, which another row names as well",
    "empty/improve-levers": "no indicator can be changed by: {found:name}",
    "improvement/fewest": (
        "With the fewest changes, {count:plural indicator|indicators} at a cost of {cost:.4g}, rank {rank}: "
        "{changes:name}."
    ),
    "improvement/left-out": ("Not to be changed by the city itself, and left as they are: {nodes:node}."),
    "improvement/nothing": "Nothing needs to change.",
    "improvement/points": (
        "Least cost: {cost:.4g} normalised points, in {changed} of {count:plural indicator|indicators}. "
        "Other cities, bounds and fills are held."
    ),
    "improvement/ranks": (
        "Now rank {rank_before} with a score of {score_before}; with the change, rank {rank_after} with {score_after}."
    ),
    "improvement/title": "What brings {city:city} to rank {rank}: {index}",
    "infeasible/improve": (
        "{rank} cannot be reached: {wanted:.4g} more in score is needed, and all {count:plural indicator|indicators} "
        "that can change, at their limits, bring {gain:.4g} and rank {best}; widen limits or choose more indicators"
    ),
    "infeasible/improve-own": (
        "{rank} cannot be reached: {wanted:.4g} more in score is needed, and all {count:plural indicator|indicators} "
        "that the city can change, at their limits, bring {gain:.4g} and rank {best}; widen limits, or let others "
        "change too: {nodes!r:node 4}"
    ),
    "no-score/improve": "has no score, so it has no rank to improve",
    "no-score/improve-value": "{city:city} has no value of it, so its change cannot be assessed",
    "not-finite/improve": "must be a finite number, found {found!r}",
    "not-supported/improve-affine": "{kind!r} is not affine in its children, so no least change is exact",
    "not-supported/improve-afterwards": (
        "normalises or rounds its score afterwards, so that the score is not affine in raw values"
    ),
    "not-supported/improve-per-unit": (
        "is not prepared along straight lines, so costs per unit have no exact least; use per='point', or omit it"
    ),
    "not-supported/improve-rise": (
        "does not rise all the way from {now:g} to {limit:g} once it is prepared; set another limit"
    ),
    "out-of-range/improve-limit": "a limit must be within its bounds {low:g}..{high:g}, found {found:g}",
    "out-of-range/improve-positive": "must be a positive number, found {found!r}",
    "required/costs-columns": "a table of costs has the columns {allowed!r:name}: the first, and one of the others",
    "required/costs-indicator": "names no indicator",
    "unknown-column/costs": "is no column of a table of costs; {hint}",
    "unknown-node/improve": "no such indicator; {hint}",
    "unknown-node/improve-chosen": "is not among the indicators to change; {hint}",
    "unknown-node/improve-group": "no such indicator; is a group, not an indicator",
    "wrong-type/improve-indicators": "must be a list of one or more ids, found {found!r:.40}",
    "wrong-type/improve-numbers": "must be numbers by indicator, found {found!r:.40}",
    "wrong-value/improve-levers": "must be a list of one or more of {allowed!r:name}, found {found!r}",
    "wrong-value/improve-per": "must be 'point' or 'unit', found {found!r}",
}

SENTENCES: Final[dict[str, str]] = {**EXPLANATION, **COMPARISON, **PLACEMENT, **IMPROVEMENT}
