"""Sentences of sensitivity analyses: local, by variance, by leaving out, by scenarios."""

from typing import Final

__all__ = ["SENTENCES"]

LEAVE_ONE_OUT: Final[dict[str, str]] = {
    "blank-without": "without it no score for {cities!r:city 4}",
    "empty/leave-one-out": "has no group below its root to leave out",
    "empty/no-city-left": "no city is left",
    "leave-one-out/cities": "Without each city in turn ({framework})",
    "leave-one-out/groups": "Without each group in turn ({framework})",
    "leave-one-out/indicators": "Without each indicator in turn ({framework})",
    "leave-one-out/no-city": "no city",
    "leave-one-out/places": "Places gained or lost without each; the mean is of their size, over all cities.",
    "not-left-out": "cannot be left out: {reason}",
    "wrong-value/leave-one-out": "no kind {found!r} to leave out; {hint}",
}

LOCAL: Final[dict[str, str]] = {
    "cities/every": "every city",
    "cities/some": "{cities!r:city 4}",
    "local-sensitivity/no-slope": (
        "For {count:plural indicator|indicators} some raw values have no slope; the findings give the reasons."
    ),
    "local-sensitivity/points": (
        "What one percentage point more of the share of a node, taken from its siblings, adds to the scores."
    ),
    "local-sensitivity/title": "Local sensitivity of the score in {root!r:node} ({framework})",
    "no-derivative/children": "{reason}: not to children, for {cities}",
    "no-derivative/children-and-weights": "{reason}: neither to children nor to weights, for {cities}",
    "no-derivative/kink": ("under {kind!r} there is a kink or a jump, as where children tie, or the slope is infinite"),
    "no-derivative/limit": "a value on a limit, or an infinite slope: for {cities}",
    "no-derivative/other-cities": "under {kind!r} a score depends on the other cities",
    "no-derivative/rounded": "its score is rounded, and so changes in steps",
    "no-derivative/steps": "its preparation changes in steps, or is not known: for {cities}",
    "no-derivative/weights": "{reason}: not to weights, for {cities}",
    "reason/of-node": "{node:node}: {reason}",
}

SCENARIOS: Final[dict[str, str]] = {
    "empty/scenarios": "give at least one scenario: a mapping of names to changes",
    "scenario-failed": "could not be scored: {reason}",
    "scenario/failed": "{scenario}: {reason}",
    "scenario/title": "Scenarios against the nominal ranking ({framework})",
    "wrong-type/scenario": (
        "must be weights by node id, a method, the name of a preset, or a function of the index, found {found}"
    ),
    "wrong-type/scenario-result": "must return an Index, found {found}",
    "wrong-value/scenario-name": "a scenario needs a name other than {nominal!r}",
}

TARGETS: Final[dict[str, str]] = {
    "conflict/target-gap": "the gap of {city:city} to itself is always zero",
    "no-score/target": "{city:city} has no score, and so no rank",
    "target/gap": "gap of {first:city} to {second:city}",
    "target/mean-rank-shift": "mean shift of ranks",
    "target/rank": "rank of {city:city}",
    "target/ranks": "ranks of all cities",
    "target/score": "score of {city:city}",
    "wrong-value/target": (
        "must be 'mean_rank_shift', 'rank', ('rank', city), ('score', city) or ('gap', city, city), found {found!r}"
    ),
    "wrong-value/target-kind": "no target {found!r}; {hint}",
}

SENTENCES: Final[dict[str, str]] = {
    **LEAVE_ONE_OUT,
    **LOCAL,
    **SCENARIOS,
    **TARGETS,
    "blank-score/sensitivity": "no score, so no rank: {cities!r:city 8}",
    "draws-undefined/samples": "no rank in up to {share:.0%} of the samples, so no indices: {cities!r:city 8}",
    "not-defined/samples": (
        "{lost:,} of {samples:,} samples ({share:.0%}) hold a draw that is not defined: {reason}. Indices of the "
        "others would be those of other factors: vary only alternatives that are defined together and score the same "
        "cities, or ask uncertainty, which counts the draws that are"
    ),
    "not-defined/samples-noise": (
        "{lost:,} of {samples:,} samples ({share:.0%}) hold a draw that is not defined: the noise makes the data such "
        "that a step of the method is not defined. Indices of the others would be those of other factors: make the "
        "noise smaller, or choose steps that are defined for all values, or ask uncertainty, which counts the draws "
        "that are"
    ),
    "not-defined/samples-target": "some of the alternatives leave the target without a value",
    "out-of-range/bootstraps": "must be a whole number from 0 to 100,000, found {found!r}",
    "out-of-range/samples": "must be a power of two from 2 to {high:,}, found {found!r}",
    "out-of-range/samples-near": (
        "must be a power of two from 2 to {high:,}, found {found!r}; nearest: {nearest:either}"
    ),
    "sensitivity/effort": "{factors:plural factor|factors}, {samples:,} samples: scored {count:,} times.",
    "sensitivity/few-samples": (
        "Few samples: an interval of a total index is {width} wide; four times as many halve it."
    ),
    "sensitivity/interactions": (
        "One by one the factors explain {share}% of the variance; the rest is in their interactions."
    ),
    "sensitivity/interval": "{low} to {high}",
    "sensitivity/no-factor": "nothing",
    "sensitivity/no-interactions": "One by one the factors explain all of the variance: they do not interact.",
    "sensitivity/title": "What decides the {target}: {index}",
    "target-constant": "the target never varies, so all its indices are zero",
    "target-constant/cities": "the target never varies for {cities!r:city 8}, so all its indices are zero",
    "too-large/slow-samples": "{kind!r} is too slow for more than {allowed:,} draws, found {found:,}",
    "too-large/sobol-columns": (
        "the factors take {found:,} numbers; a Sobol sequence has at most {allowed:,}: vary fewer indicators"
    ),
    "too-large/sobol-outputs": (
        "{found:,} outputs would not fit in memory; at most {allowed:,}: take fewer, or the target of one city"
    ),
}
