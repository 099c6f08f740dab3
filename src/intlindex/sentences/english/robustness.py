"""Sentences of analyses of robustness: what holds under all weights of a set, and which weights change it."""

from typing import Final

__all__ = ["SENTENCES"]

QUESTIONS: Final[dict[str, str]] = {
    "calibration/caution": "This is a calibration: weights fitted to a ranking, not weights to rank by.",
    "calibration/inversions": (
        "Pairs inverted: {inversions} of {pairs} (at least {lower_bound} are needed); at the weights of the index "
        "{nominal}. Inverted under all weights of the set: {unavoidable}."
    ),
    "calibration/inversions-fewest": (
        "Pairs inverted: {inversions} of {pairs} (the fewest possible); at the weights of the index {nominal}. "
        "Inverted under all weights of the set: {unavoidable}."
    ),
    "calibration/random-inversions": (
        "Random orders of the same cities: {low:.4g} to {high:.4g}, median {median:.4g} "
        "({orders:plural order|orders}), against {inversions}."
    ),
    "calibration/random-violation": (
        "Random orders of the same cities: {low:.4g} to {high:.4g}, median {median:.4g} "
        "({orders:plural order|orders}), against {violation:.4f}."
    ),
    "calibration/title": "Calibration to a given ranking: {index}",
    "calibration/violation": (
        "Sum of violations {violation:.4f}, smallest lead of the other pairs {margin:.6f} of the range of scores."
    ),
    "calibration/weights": "Weights: {weight_set}; {free} of them free.",
    "dominance/columns": (
        "Counted for each city: the cities certainly behind it, those certainly ahead of it, and those open either way."
    ),
    "dominance/first": "May be first: {cities:city}.",
    "dominance/first-none": "May be first: none.",
    "dominance/pairs": "The order of {decided} of {pairs} pairs ({share:.0%}) is the same under all of them.",
    "dominance/pairs-none": "There are no pairs of cities to compare.",
    "dominance/tied": "Tied under all weights: {cities:city}.",
    "dominance/title": "What is certain between cities: {index}",
    "most-favourable/caution": (
        "These weights were chosen for this city; they show what is possible, not what is right."
    ),
    "most-favourable/rank": (
        "Best rank: rank {rank} with a score of {score}; at the weights of the index, rank {nominal_rank} with "
        "{nominal_score}."
    ),
    "most-favourable/score": (
        "Best score: rank {rank} with a score of {score}; at the weights of the index, rank {nominal_rank} with "
        "{nominal_score}."
    ),
    "most-favourable/title": "Most favourable weights for {city:city}: {index}",
    "norm/euclidean": "Euclidean distance",
    "norm/largest": "largest change of a share",
    "norm/total": "sum of all changes",
    "rank-bounds/certain": "Rank certain: {cities:city}.",
    "rank-bounds/certain-none": "Rank certain: none.",
    "rank-bounds/first": "Can be first: {cities:city}.",
    "rank-bounds/first-none": "Can be first: none.",
    "rank-bounds/nominal-outside": (
        "The weights of the index itself are not in that set, so a rank may lie outside its bounds."
    ),
    "rank-bounds/ties": (
        "Where cities tie, a rank here is one more than the number of cities ahead; the index ranks ties by the rule "
        "{ties!r}."
    ),
    "rank-bounds/title": "Best and worst attainable rank: {index}",
    "rank-bounds/widest": (
        "Widest: {city:city}, {places:plural place|places}. Median number of places between the bounds: {median:.0f}."
    ),
    "stability-radius/first-place": "The first place",
    "stability-radius/first-places": "The set of the first {top}",
    "stability-radius/pair": "There {behind:city} ties with {ahead:city}.",
    "stability-radius/radius": "{what} is unchanged up to {radius:.4f} ({norm}).",
    "stability-radius/rank": "The rank of {city:city}",
    "stability-radius/ranking": "The whole ranking",
    "stability-radius/stable": "{what} is unchanged under all of them.",
    "stability-radius/title": "How far weights can move: {index}",
    "tipping-point/distance": "The two cities tie at a distance of {distance:.4f} ({norm}).",
    "tipping-point/never": "There are none: {ahead:city} is ahead under all of them.",
    "tipping-point/tied": "The two cities are tied already.",
    "tipping-point/title": "Weights under which {behind:city} ties with {ahead:city}: {index}",
    "weight-map/first": (
        "First somewhere: {first} of {count:plural city|cities}; {city:city} in {share:.1%} of the set."
    ),
    "weight-map/ranks": "Ranks {best} to {worst}; the largest region is that of rank {widest}.",
    "weight-map/ranks-title": "Regions of weights by rank of {city:city}: {index}",
    "weight-map/title": "First city by weights: {index}",
    "weight-set/any": "{varied}, any that sum to one",
    "weight-set/children": "the weights of {nodes:node} in {group:node}",
    "weight-set/leaves": "the effective weights of all indicators",
    "weight-set/limits": "{varied}, some within given limits",
    "weight-set/line": "Weights: {weight_set}.",
    "weight-set/nominal-outside": "The weights of the index itself are not in that set.",
    "weight-set/ordered": "{varied}, in a given order",
    "weight-set/within": "{varied}, each within {within:.3g} of its share, up or down",
    "weight-set/within-and-limits": (
        "{varied}, each within {within:.3g} of its share, up or down, some within separate limits"
    ),
}

FINDINGS: Final[dict[str, str]] = {
    "bound-not-tight/best": (
        "{city:city}: rank {rank} is attained, and no rank better than {possible} is possible, a gap of {gap}; whether "
        "any rank better than {rank} is possible was not decided within the time limit or lies within the tolerance of "
        "the solver"
    ),
    "bound-not-tight/worst": (
        "{city:city}: rank {rank} is attained, and no rank worse than {possible} is possible, a gap of {gap}; whether "
        "any rank worse than {rank} is possible was not decided within the time limit or lies within the tolerance of "
        "the solver"
    ),
}

PROBLEMS: Final[dict[str, str]] = {
    "conflict/top-and-city": "give either top or city, not both",
    "conflict/weights-of": "is {found!r:node}, but weights name another place",
    "conflict/within-and-weights": "give either within or weights, not both",
    "duplicate/ranked-city": "is given twice",
    "duplicate/tipping-city": "is {city:city} as well; two cities are compared",
    "empty/bounds-cities": "name at least one city, or omit it for all",
    "infeasible/weight-map-area": "leaves no area of the triangle, only single weights; there is nothing to map",
    "no-score/bounds-city": "has no score, so it has no rank under any weights",
    "no-score/ranked-city": "has no score, so no weights rank it",
    "no-score/stability-top": "needs two cities with a score, found {found}",
    "no-score/weight-map": "no city has a score",
    "not-allowed/bounds-city": "is not among the cities whose bounds were requested",
    "not-allowed/nominal-outside": "the weights of the index are not in the set, so it has no radius",
    "not-defined/linear-value": (
        "a value of {cities!r:city 3} is zero, where the scores are infinite in their linear form"
    ),
    "not-supported/linear-blanks": (
        "{kind!r} omits blanks, of {cities!r:city 3}, and scales weights: that is not linear in them"
    ),
    "not-supported/linear-clipped": "limits its scores by {kind!r}, and some weights would exceed the limits",
    "not-supported/linear-kind": "{kind!r} is not linear in the weights, nor through any function of the score",
    "not-supported/linear-mean": (
        "{kind!r} is another mean than the one whose weights vary, so that scores are not linear in them; vary the "
        "weights of the root alone, or use one mean throughout"
    ),
    "not-supported/linear-normalised": (
        "normalises its scores by {kind!r} afterwards, which is not linear in the weights"
    ),
    "not-supported/linear-rescale": (
        "blanks = 'rescale' omits blanks, of {cities!r:city 3}, and scales weights: that is not linear in them"
    ),
    "not-supported/linear-rounded-ranks": (
        "ranks are of scores rounded to {digits} digits, for which exact answers do not hold; use a method without "
        "rank.round"
    ),
    "not-supported/linear-rounds": (
        "rounds its scores to {digits:plural digit|digits}, so they are not linear in the weights"
    ),
    "not-supported/linear-unweighted": "{kind!r} does not use weights, so there is nothing exact to state about them",
    "not-supported/weight-map": (
        "a map has three weights as its corners, but {found} vary in {where}; name a group with three children"
    ),
    "not-supported/weights-distribution": (
        "{kind!r} is a distribution, and what is certain is asked of a set; give Bounds(...) or Simplex(), or ask "
        "uncertainty, which draws from it"
    ),
    "not-supported/weights-noise": (
        "{kind!r} is a distribution, and what is certain is asked of a set; give Bounds(within=...), or ask "
        "uncertainty, which draws from it"
    ),
    "not-supported/weights-of": (
        "exact analyses vary the weights of one group, or of='leaves'; here of {found:node}: name one by of=..."
    ),
    "not-supported/weights-of-none": (
        "exact analyses vary the weights of one group, or of='leaves'; here of none: name one by of=..."
    ),
    "out-of-range/ranked-cities": "must order at least two cities, found {found}",
    "out-of-range/ranks-equal": (
        "has {found:plural city|cities} of the same rank; at least two different ranks are needed"
    ),
    "out-of-range/within": "must be a number, at least 0, found {found!r:.60}",
    "unknown-node/weights-of": "no such group {found!r:node}; {hint}",
    "unknown-node/weights-of-indicator": "no such group {found!r:node}; it is an indicator, not a group",
    "wrong-type/rank": "a rank must be a number, found {found!r:.60}",
    "wrong-type/ranking": "must be a list of cities, best first, or ranks by city",
    "wrong-type/weights": "must be Bounds, Ordered or Simplex, found {found!r:.60}",
    "wrong-value/robustness": "must be {allowed!r:either}, found {found!r:.60}",
}

SENTENCES: Final[dict[str, str]] = QUESTIONS | FINDINGS | PROBLEMS
