"""Sentences about scoring: what does not suit, what is refused, and what is worth knowing about an index."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    # What an index is.
    "index/about": "{name} ({id}): {cities:plural city|cities}, {indicators:plural indicator|indicators}.",
    "index/joined": "{first} {second}",
    "index/facts": "{cities:plural city|cities}, {indicators:plural indicator|indicators}",
    "index/heading": "{name} ({id}): {cities:plural city|cities}, {indicators:plural indicator|indicators}",
    "index/more-cities": "and {count} more; .ranking has all",
    "index/one-year": "Values of {year}.",
    "index/reweighted": "Re-weighted: {weights:name} (siblings keep their weights).",
    "index/weight": "{node:node} = {weight:g}",
    "year/mixed": "{years} (mixed)",
    "index/years": "Values of {first} to {last}.",
    # What is asked of an index.
    "not-supported/scoring-weights-per-unit": "under {kind!r} all units have the same weights",
    "unknown-name/scoring-stage": "no stage {found!r}; {hint}",
    # Sets of weights.
    "conflict/scoring-leaves-beside-others": "of='leaves' varies all weights at once, so it must be the only set",
    "conflict/scoring-varied-by-two-sets": "its weights are varied by two sets; name the groups of each",
    "conflict/scoring-chain-across-groups": "{nodes!r:node} must be children of one group; or use of='leaves'",
    "infeasible/scoring-largest-shares": (
        "leaves no weights: the largest shares of its nodes sum to {found:.4g}, below 1"
    ),
    "infeasible/scoring-smallest-shares": (
        "leaves no weights: the smallest shares of its nodes sum to {found:.4g}, above 1"
    ),
    "not-allowed/scoring-group-does-not-vary": "{node!r:node} is not a child of a group that varies ({groups:node})",
    "not-allowed/scoring-no-group-varies": "{node!r:node} is not a child of a group that varies (none does)",
    "not-allowed/scoring-only-child": "{node!r:node} is the only child of {group!r:node}, so there is nothing to weigh",
    "not-allowed/scoring-one-child": "has one child only, so there is nothing to weigh",
    "unknown-name/scoring-level": "no such level; {hint}",
    "unknown-node/scoring-varied-group": "no such group; {hint}",
    "unknown-node/scoring-varied-indicator": "no indicator {node!r:node} in {framework}; {hint}",
    "unknown-node/scoring-varied-node": "no node {node!r:node} in {framework}; {hint}",
    "wrong-value/scoring-indicator-for-group": "is an indicator, not a group",
    # Classes.
    "not-defined/classes": "needs at least {allowed} different scores for as many classes, found {found}",
    # Screening.
    "empty/scoring-indicator": "has no value for any city",
    "empty/scoring-indicator-of-scored-cities": "has no value for any city that is scored",
    "empty/scoring-no-indicator-passes": "no indicator passes the screening of the method",
    "empty/scoring-no-unit-passes": "no unit passes the screening of the method",
    "screened-indicator/availability": (
        "is not scored: values for {share:.1%} of the units, {allowed:.1%} are required"
    ),
    "screened-indicator/zeros": "is not scored: {share:.1%} of its values are not zero, {allowed:.1%} are required",
    "screened-unit/availability": (
        "is not scored: values for {share:.1%} of the indicators, {allowed:.1%} are required"
    ),
    "screened-unit/zeros": "is not scored: {share:.1%} of its values are not zero, {allowed:.1%} are required",
    "unit-without-values": "has no value of any indicator: no score and no rank",
    # What a rule needs and does not have.
    "required/scoring-earlier-rows": "'last_observation' needs data with a column 'time' and earlier rows",
    "required/scoring-goalposts": "is required by the normalisation 'goalposts'",
    "required/scoring-target": "is required by the distance to the target",
    "required/scoring-weighed-child": "does not name the child {node!r:node}",
    "unknown-city/scoring-reference-unit": "no unit {city!r:city}; {hint}",
    "not-allowed/condition-on-indicator": "{column!r} is read by an indicator; a condition is on another column",
    "not-supported/condition-reversed": "{kind!r} reverses the order of values, so it cannot be for some units only",
    "required/condition-cell": "is blank, and {rule} needs it of every unit",
    "unknown-column/condition": "no column {found!r} besides the indicators; {hint}",
    "wrong-type/condition-cell": "must be a number, as {rule} compares it with one; found {found!r}",
    "unknown-column/scoring-imputation-labels": "no column of labels {found!r}; {hint}",
    "unknown-column/scoring-no-labels": "no column of labels {found!r}; the data has none",
    "unknown-node/scoring-imputation-predictor": "no indicator {node!r:node}; {hint}",
    "unknown-node/scoring-weighed-child": "no child {node!r:node}; {hint}",
    "not-supported/scoring-kemeny-below-root": "'kemeny' is for the root only",
    "not-supported/scoring-normalisation-of-group": (
        "{kind!r} is for indicators, which have raw values, not for the scores of a group"
    ),
    # Values for which a step is not defined.
    "empty/scoring-column": "has no value",
    "no-spread/scoring-constant-indicator": (
        "is constant ({found:g} {unit} everywhere), so {kind!r} would divide by zero; drop it"
    ),
    "no-spread/scoring-constant-values": (
        "is constant ({found:g} everywhere), so {kind!r} would divide by zero; drop it"
    ),
    "no-spread/scoring-constant-scores": "{kind!r} needs scores that differ, and all are {found:g}",
    "no-spread/scoring-distance": "is constant, so the worst and the best are the same",
    "no-spread/scoring-one-value": "has only one value, too few for {kind!r}",
    "no-spread/scoring-worst-reference": (
        "the reference {city:city} is the worst of the sample, so there is no distance between the two"
    ),
    "not-defined/scoring-empty-reference": "the reference {city:city} has no value",
    "not-defined/scoring-maximum-lower-is-better": (
        "'fraction_of_maximum' needs higher to be better; take the reciprocal first"
    ),
    "not-defined/scoring-maximum-not-positive": "'fraction_of_maximum' needs a positive maximum, found {found:g}",
    "not-defined/scoring-zero-reference": (
        "the reference of the relative distance ({reference}) is zero, and nothing can be divided by it"
    ),
    "not-defined/scoring-transform": "the transform {kind!r} is not defined for {found:g} {unit}",
    "not-defined/scoring-aggregation-below-top": (
        "{kind!r} needs values below its top of {top:g}, found {found:g} in {node!r:node} for {cities!r:city 3}; "
        "raise the top"
    ),
    "not-defined/scoring-aggregation-non-negative": (
        "{kind!r} needs values that are not negative, found {found:g} in {node!r:node} for {cities!r:city 3}; "
        "normalise to a range above zero, such as low = 1"
    ),
    "not-defined/scoring-aggregation-positive": (
        "{kind!r} needs positive values, found {found:g} in {node!r:node} for {cities!r:city 3}; "
        "normalise to a range above zero, such as low = 1"
    ),
    "not-defined/scoring-score": (
        "its aggregation is not defined for {cities!r:city 3} under these weights, or too large or too small a number"
    ),
    "not-finite/scoring-normalised": "{found:g} cannot be normalised: the values are too large or too close together",
    "wrong-value/scoring-category-scores-fall": "must fall: lower is better",
    "wrong-value/scoring-category-scores-rise": "must rise: higher is better",
    "wrong-value/scoring-kept-shape": "the function of {kind!r} must keep the shape {allowed}, found {found}",
    "wrong-value/scoring-returned-shape": "the function of {kind!r} must return the shape {allowed}, found {found}",
    # Weighting schemes.
    "not-defined/scoring-weighting": "{reason} (children: {children:node})",
    "out-of-range/scoring-weighting": (
        "{kind!r} must give weights that are not negative and not all zero, found {found:name}"
    ),
    "wrong-value/scoring-returned-weights": (
        "{kind!r} must return {count:plural weight|weights}, found the shape {found}"
    ),
    "weights/analytic-hierarchy": "consistency ratio {ratio:.3f}",
    "weights/best-worst": "largest residual {residual:.4f}",
    "weights/budget-allocation": "mean of {count:plural expert|experts}",
    "weights/components": (
        "{kept:plural component explains|components explain} {explained:.1%} "
        "over {rows:plural complete row|complete rows}"
    ),
    "weights/given": "{node:node} = {weight:.4g}",
    "weights/optimised": "shares of importance within {residual:.4f} of their target",
    "weights/registered": "registered as {kind!r}",
    "weights/share": "{node:node} {share:.3f}",
    "weights/shares": "shares {shares:name}",
    # What is worth knowing about an index.
    "blank-score": "has no score for {count} of {total}: {cities!r:city 4}",
    "consensus-not-unique": "another order agrees equally well with the comparisons",
    "domain": "{kind!r} is not defined for all values that the bounds allow, from {low:g}",
    "filled-blank/constant": "counts as {value:g} for {count} of {total}: {cities!r:city 4}",
    "filled-blank/imputed": (
        "counts in its parent as imputed by {kind!r}, or else as its blanks do, "
        "for {count} of {total}: {cities!r:city 4}"
    ),
    "filled-blank/siblings": "counts as the mean of its siblings for {count} of {total}: {cities!r:city 4}",
    "imputation-unsettled": "the EM algorithm did not converge",
    "imputed": "imputed by {kind!r} for {cities!r:city 4}",
    "mixed-spread": "its children are not on a common scale: {spreads:name 4}",
    "mixed-spread/deviation": "{node:node} {mean:g} ± {deviation:g}",
    "mixed-spread/kind": "{node:node} {kind}",
    "mixed-spread/range": "{node:node} {low:g}..{high:g}",
    "national-values": (
        "values of the country, in which its cities cannot differ, hold this share of the weight: {shares:name}; "
        "they are {nodes!r:node 10}"
    ),
    "national-values/country": "{country} {share:.0%} ({cities:plural city|cities})",
    "old-values": "its values end in {last}, {age:plural year|years} before the edition of {edition}",
    "percentage": (
        "is a percentage, but {count:plural value is|values are} outside 0..100, such as {found:g}; is this intended?"
    ),
    "scale-aggregate": (
        "{kind!r} takes ratios, but the zero of {nodes!r:node 3} is that of the sample: "
        "other cities would change the order; use goalposts"
    ),
    "scale-normalise/differences-of-ordinal": (
        "{kind!r} takes differences, but the values are ordinal; use a rank-based kind"
    ),
    "scale-normalise/ratios-of-interval": (
        "{kind!r} takes ratios, but the values are interval; use one that takes differences only"
    ),
    "scale-normalise/ratios-of-ordinal": "{kind!r} takes ratios, but the values are ordinal; use a rank-based kind",
    "scale-transform/denominator": "is divided by {denominator!r}, which takes ratios, but the values are {scale}",
    "scale-transform/differences-of-ordinal": "{kind!r} takes differences, but the values are ordinal",
    "scale-transform/ratios-of-interval": "{kind!r} takes ratios, but the values are interval",
    "scale-transform/ratios-of-ordinal": "{kind!r} takes ratios, but the values are ordinal",
    "tied-by-grid": ("{pairs!r:name 3} differ by less than a step of the grid on which they are compared, so they tie"),
    "tied-by-grid/pair": "{first:city} and {second:city}",
    "treatment-failed": "{kind!r} did not help: skewness {skewness:.2f}, kurtosis {kurtosis:.2f}",
    "no-score/not-aggregated": "has no score, since its aggregation is 'none'; choose a part, as with "
    "index.subindex(...) or --node: {allowed!r:node}",
    "not-defined/after": "the step {kind!r} is not defined for {found:g}, of {city:city}",
    "not-defined/constant-for-blanks": "{kind!r} needs {needs} values, found {found:g}",
    "not-supported/group-imputation": "{kind!r} is for indicators; a group takes a constant or a "
    "statistic of its scores",
    "not-supported/none-below-a-group": "'none' leaves nothing to count in the parent; give the group counts = false",
    "not-supported/after-falling": "takes steps that rise, and {kind!r} falls",
    "not-supported/part-imputed-across": "{kind!r} looks at other indicators, so the part cannot be a separate index",
    "required/range-to-mirror": "'lower' needs a range to mirror the scores of {group!r:node} in, and no step states "
    "one; give it normalise or after with a kind that maps to low..high",
}
