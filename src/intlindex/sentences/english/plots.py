"""Sentences of figures: titles that state a finding, subtitles, axes, legends, and text alternatives."""

from typing import Final

__all__ = ["SENTENCES"]

FIGURES: Final[dict[str, str]] = {
    "plot/about": "{index}: {cities:plural city|cities}, {indicators:plural indicator|indicators}.",
    "plot/about-others": "Also {count:plural other index|other indices}.",
    "plot/about-reconstructed": (
        "{index}: {cities:plural city|cities}, {indicators:plural indicator|indicators}, "
        "{reconstructed} of them reconstructed."
    ),
    "plot/alt": "{finding}. {figure}",
    "plot/blank-cities": "Without a score: {cities:city 8}.",
    "plot/first-rows": "Shown: {shown} of {count}.",
    "plot/in-years": "Values of {first} to {last}.",
    "plot/in-one-year": "Values of {year}.",
    "plot/rank-axis": "rank",
    "plot/median": "median",
    "plot/middle-half": "middle half",
    "plot/range": "range of all",
    "plot/no-score": "no score",
    "plot/score-and-rank": "{score}\u2002rank {rank} of {count}",
    "plot/of-node": "{node:node}.",
    "plot/score-axis": "score",
}

CITIES: Final[dict[str, str]] = {
    "plot/compare-ahead": "{ahead:city} is {lead} ahead of {behind:city}, most by {node:node} ({points})",
    "plot/compare-alt": (
        "Waterfall from the score of {start:city} to that of {end:city} in {count:plural step|steps}, the largest gain "
        "first."
    ),
    "plot/compare-tied": "{first:city} and {second:city} have the same score",
    "plot/other-steps": "{count:plural other|others} together",
    "plot/profile-alt": (
        "Scores of {city:city} at {count:plural node|nodes}, as points on the range, the middle half and the median of "
        "all cities."
    ),
    "plot/profile-best-and-worst": (
        "{city:city} has rank {rank}: best in {best:node} (rank {best_rank}), worst in {worst:node} (rank {worst_rank})"
    ),
    "plot/profile-rank": "{city:city} has rank {rank} of {count}",
    "plot/profile-title": "Scores of {city:city}",
}

RANKS: Final[dict[str, str]] = {
    "plot/all-weights": "all weights of the set",
    "plot/bounds-alt": "Best and worst rank of each of {count:plural city|cities}, as bars, and its rank as a point.",
    "plot/bounds-first": (
        "{city:city} is first under all weights of the set; {certain} of {count:plural rank is|ranks are} certain"
    ),
    "plot/bounds-open": ("{cities:city 4} can be first; {certain} of {count:plural rank is|ranks are} certain"),
    "plot/bounds-set": "The set: {weight_set}.",
    "plot/draws": "{draws:plural draw|draws}.",
    "plot/first-draws": "{city:city} is first in {share:.0%} of the draws",
    "plot/first-draws-all": "{city:city} is first in all draws",
    "plot/first-draws-nearly": "{city:city} is first in more than 99% of the draws",
    "plot/first-draws-tied": "{cities:city 4} are each first in {share:.0%} of the draws",
    "plot/median-rank": "median",
    "plot/nine-in-ten": "90% of the draws",
    "plot/nominal-rank": "rank",
    "plot/rank-span": "{best}–{worst}",
    "plot/uncertainty-alt": (
        "Ranks of {count:plural city|cities} over the draws: the interval that holds 90% of them as a bar, the median "
        "as a line, the rank itself as a point."
    ),
}

RANKING: Final[dict[str, str]] = {
    "plot/ranking-alt": (
        "Horizontal bars: scores of {count:plural city|cities}, best first, each divided into the contributions of "
        "{parts:node}."
    ),
    "plot/ranking-alt-plain": "Horizontal bars: scores of {count:plural city|cities}, best first.",
    "plot/ranking-axis": "score, as the sum of contributions",
    "plot/ranking-first": "{first:city} is first with a score of {score}, {lead} ahead of {second:city}",
    "plot/ranking-first-alone": "{first:city} has a score of {score}",
    "plot/ranking-first-tied": "{first:city 4} are tied for the first place with a score of {score}",
    "plot/ranking-no-parts": "The scores compare cities with one another and are not a sum of parts.",
    "plot/ranking-weight": "{node:node} (weight {share:.0%})",
    "plot/ranking-widths": "A column is as wide as its weight, and filled as far as the score in it.",
    "plot/ranking-widths-alt": (
        "Scores of {count:plural city|cities}, best first, at {parts:node}: a column for each node, as wide as its "
        "weight and filled as far as the score."
    ),
    "plot/ranking-widths-axis": "share of the weight; a column is full at a score of {full}",
}

EXPLAINED: Final[dict[str, str]] = {
    "plot/explanation": "{city:city} scores {score}, most of it from {node:node} ({points})",
    "plot/explanation-against": "{city:city} against {against:city}: {lead}, most by {node:node} ({points})",
    "plot/explanation-alt": (
        "Waterfall to the score of {city:city} in {count:plural step|steps}, the largest gain first."
    ),
    "plot/from-zero": "zero",
}

WEIGHTS: Final[dict[str, str]] = {
    "plot/all-weight": "all weight on {node:node}",
    "plot/favourable": "{city:city} can have rank {rank}; at the weights of the index it has rank {nominal}",
    "plot/favourable-same": "{city:city} has rank {rank} at best, as at the weights of the index",
    "plot/fitted": "The fitted weights invert {inversions} of {pairs:plural pair|pairs}, those of the index {nominal}",
    "plot/nominal-weights": "weights of the index",
    "plot/rank": "rank {rank}",
    "plot/ranks-of": (
        "{city:city} can have ranks {best} to {worst}; it has rank {rank} under {share:.0%} of the weights"
    ),
    "plot/region": "{name} {share:.1%}",
    "plot/share-axis": "share of the weight",
    "plot/shares-alt": (
        "For each of {count:plural weight|weights}, its value in the index and the one found, as two points."
    ),
    "plot/stability": "{what} is unchanged while no share changes by {change} or more",
    "plot/tipping": "{behind:city} ties with {ahead:city} once shares change by up to {change}",
    "plot/triangle": "{city:city} is first under {share:.0%} of the weights, {others:plural other|others} elsewhere",
    "plot/triangle-all": "{city:city} is first under all weights",
    "plot/triangle-alt": "Triangle of the weights of {nodes:node}, divided into exact regions: {regions:name}.",
    "plot/triangle-nearly": (
        "{city:city} is first under more than 99% of the weights, {others:plural other|others} elsewhere"
    ),
    "plot/weights-favourable": "most favourable weights",
    "plot/weights-fitted": "fitted weights",
    "plot/weights-of-change": "weights of the first change",
    "plot/weights-of-tie": "weights of a tie",
}

VARIED: Final[dict[str, str]] = {
    "plot/acceptability": "{sure} of {count:plural city has|cities have} one rank in more than half of the draws",
    "plot/acceptability-alt": (
        "Table of {count:plural city|cities} by ranks: the share of draws in which a city has a rank, in steps of "
        "colour."
    ),
    "plot/first-order": "alone (first order)",
    "plot/interval-95": "interval of 95%",
    "plot/largest-shift": "largest shift, and its city",
    "plot/left-out": "Without {node:node} the cities move most: {shift:.1f} places on average",
    "plot/left-out-alt": (
        "Mean shift of ranks without each of {count:plural part|parts} as bars, and the largest shift as points."
    ),
    "plot/mean-shift": "mean shift",
    "plot/never": "never",
    "plot/none": "none",
    "plot/pairwise": "In {certain} of {pairs:plural pair|pairs} one city is ahead in at least 95% of the draws",
    "plot/pairwise-alt": (
        "Table of {count:plural city|cities} by the same: the share of draws in which that of the row is ahead of that "
        "of the column, in steps of colour."
    ),
    "plot/places-axis": "places",
    "plot/share-span": "{low:.0%}–{high:.0%}",
    "plot/sobol": "{share:.0%} of the variance of the {target} involves one factor: {factor}",
    "plot/sobol-alt": "First-order and total Sobol indices of {count:plural factor|factors} as bars, with intervals.",
    "plot/sobol-axis": "share of the variance of the {target}",
    "plot/sobol-by-city": "Of {count:plural city|cities}, the rank of {cities} depends most on one factor: {factor}",
    "plot/sobol-by-city-alt": (
        "Table of {count:plural city|cities} by factors: total Sobol indices, in steps of colour."
    ),
    "plot/sobol-nearly": "Nearly all of the variance of the {target} involves one factor: {factor}",
    "plot/sobol-none": "Nothing varies the {target}",
    "plot/total-order": "with interactions (total)",
}

MOVES: Final[dict[str, str]] = {
    "plot/agreement": (
        "Rank correlation {spearman:.2f}; {near} of {count:plural city is|cities are} fewer than {places} places apart"
    ),
    "plot/agreement-scores": (
        "{city:city} is farthest off: published rank {published}, and a score that has rank {reconstructed}"
    ),
    "plot/agreement-scores-alt": (
        "Reconstructed scores of {count:plural city|cities} against their published ranks, as points, and a line of "
        "the scores in the published order."
    ),
    "plot/agreement-scores-none": "The scores of {count:plural city|cities} are in the published order",
    "plot/agreement-alt": "Reconstructed against published ranks of {count:plural city|cities}, as points.",
    "plot/down": "down by {places} places or more",
    "plot/equal-ranks": "equal ranks",
    "plot/far": "{places} places or more apart",
    "plot/moves-most": "{city:city} moves most: rank {before} in {first}, rank {after} in {last}",
    "plot/moves-most-of-two": "{city:city} moves most: from rank {before} to rank {after}",
    "plot/near": "fewer than {places} places apart",
    "plot/no-move": "No city moves between {first} and {last}",
    "plot/other-cities": "other cities",
    "plot/panel": "{city:city} is first in {last}",
    "plot/panel-alt": "Lines over time of {count:plural city|cities}, from {first} to {last}.",
    "plot/panel-none": "No city has a rank in {last}",
    "plot/published-axis": "published rank",
    "plot/reconstructed-axis": "reconstructed rank",
    "plot/reconstructed-score-axis": "reconstructed score",
    "plot/scores-in-order": "scores in the published order",
    "plot/slopes-alt": "Bands of {count:plural city|cities} between their places in {columns:name}.",
    "plot/up": "up by {places} places or more",
}

LEVERS: Final[dict[str, str]] = {
    "plot/always-ahead": "ahead under all weights",
    "plot/at-rank": "{city:city}, rank {rank}",
    "plot/dominance": "The order of {decided} of {pairs:plural pair is|pairs is} the same under all weights of the set",
    "plot/dominance-alt": (
        "Table of {count:plural city|cities} by the same: whether that of the row is ahead of that of the column under "
        "all, some or no weights."
    ),
    "plot/gain-and-rank": "{points}, rank {rank}",
    "plot/improvement": "{city:city} gets from rank {before} to {after} by {count:plural indicator|indicators}",
    "plot/improvement-alt": (
        "Waterfall of the score of {city:city} in {count:plural step|steps}, the largest gain first."
    ),
    "plot/levers": "{node:node} alone is worth most to {city:city}: up to {points} points, rank {rank}",
    "plot/levers-alt": (
        "What each of {count:plural indicator|indicators} alone can add to the score of {city:city}, as bars."
    ),
    "plot/local": "A percentage point of {node:node} is worth most: {size} points on average",
    "plot/local-alt": (
        "What a percentage point of each of {count:plural share|shares} is worth, as ranges over the cities."
    ),
    "plot/local-axis": "points of score for one percentage point more",
    "plot/may-be-ahead": "ahead under some",
    "plot/never-ahead": "under none",
    "plot/points-axis": "points of score",
    "plot/score-of-axis": "score of {city:city}",
    "plot/share-less": "share smaller by {within:.0%}",
    "plot/share-more": "share larger by {within:.0%}",
    "plot/together": "together",
    "plot/tornado": ("{city:city} has ranks {best} to {worst}; the weight of {node:node} matters most ({size} points)"),
    "plot/tornado-same": "{city:city} keeps rank {rank}; the weight of {node:node} matters most ({size} points)",
    "plot/tornado-alt": "Score of {city:city} with each of {count:plural share|shares} smaller and larger, as bars.",
}

AUDIT: Final[dict[str, str]] = {
    "plot/component-axis": "component",
    "plot/correlation-span": "{low} to {high}",
    "plot/correlations": (
        "{negative} of {pairs:plural pair of indicators is|pairs of indicators are} negatively correlated"
    ),
    "plot/correlations-alt": (
        "Table of {count:plural indicator|indicators} by the same: Pearson correlations in steps of colour, with lines "
        "between groups."
    ),
    "plot/eigenvalue-axis": "eigenvalue",
    "plot/loadings": "{node:node} has the highest loading on the first component of {group:node}",
    "plot/loadings-alt": "Table of {count:plural node|nodes} by components: loadings, in steps of colour.",
    "plot/loadings-rotated": "{node:node} has the highest loading on the first rotated component of {group:node}",
    "plot/scree": (
        "The first component of {group:node} explains {share:.0%}; {above:plural eigenvalue is|eigenvalues are} "
        "above one"
    ),
    "plot/scree-alt": "Eigenvalues of {count:plural component|components} as bars, with their shares of the variance.",
    "plot/city": "a city",
    "plot/distributions": ("{node:node} is most skewed ({skewness}); {treated:plural value was|values were} treated"),
    "plot/distributions-alt": (
        "Values of the cities on each of {count:plural indicator|indicators}, as points from the lowest to the highest."
    ),
    "plot/framework": "{count:plural indicator|indicators} with weights from {low:.1%} to {high:.1%}",
    "plot/framework-equal": "{count:plural indicator|indicators} with a weight of {weight:.1%} each",
    "plot/framework-narrow": "The numbers are shares of the whole index.",
    "plot/framework-alt": "Tree of {count:plural node|nodes} with their weights and how they are known.",
    "plot/highest": "highest",
    "plot/imputed": "imputed",
    "plot/lowest": "lowest",
    "plot/map": "{city:city} is first of {count:plural city|cities}, with a score of {score}",
    "plot/map-alt": "Map of the world with {count:plural city|cities} as points whose size is the score.",
    "plot/map-sizes": "score {score}",
    "plot/map-missing": "Not on the map: {cities:city 8}.",
    "plot/no-values": "no values",
    "plot/share-and-effective": "{share:.0%} of its group, {effective:.1%} of all",
    "plot/status-inferred": "inferred",
    "plot/status-published": "published",
    "plot/status-reconstructed": "reconstructed",
    "plot/treated": "treated as an outlier",
    "plot/value-span": "{low} to {high}",
    "plot/values-axis": "values of the indicator",
}

SENTENCES: Final[dict[str, str]] = (
    FIGURES | RANKING | CITIES | RANKS | EXPLAINED | WEIGHTS | VARIED | MOVES | LEVERS | AUDIT
)
