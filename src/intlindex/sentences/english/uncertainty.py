"""Sentences of uncertainty analyses, and of the arguments that several questions share."""

from typing import Final

__all__ = ["SENTENCES"]

ARGUMENTS: Final[dict[str, str]] = {
    "missing-package/progress": 'a progress bar needs the package tqdm: pip install "intlindex[progress]"',
    "out-of-range/time-limit": "must be a positive number, or None for no limit, found {found!r:.40}",
    "out-of-range/whole-number": "must be a whole number from {low} to {high}, found {found!r:.40}",
    "out-of-range/whole-number-at-least": "must be a whole number of at least {low}, found {found!r:.40}",
    "reason/and-more": "{reason}; and {more} more",
    "reason/at": "{where}: {reason}",
    "reason/at-and-more": "{where}: {reason}; and {more} more",
    "several-statements": "{first}; {rest}",
    "wrong-type/seed": "must be a whole number that is not negative, a SeedSequence or a Generator, found {found!r}",
    "wrong-value/seed-generator": (
        "must be a Generator that was made from a seed or a SeedSequence, for it is spawned from"
    ),
}

REWEIGHTING: Final[dict[str, str]] = {
    "duplicate/weightings-column": "is a column twice",
    "duplicate/weightings-name": "is a column twice, and names the weightings",
    "not-defined/weightings-sum": "the weights of its children sum to zero",
    "weightings/title": "Ranks of {index} under {count:plural weighting|weightings}",
    "wrong-type/weightings-json": (
        "must be an object of weightings by name, or an array of them, each an object of weights by node id"
    ),
    "wrong-type/weightings": (
        "must be a table with a row for each weighting, or mappings from node ids, found {found!r:.60}"
    ),
}

SENTENCES: Final[dict[str, str]] = {
    **ARGUMENTS,
    **REWEIGHTING,
    "alternative-undefined": "{chosen:name}: is not counted: {reason}",
    "broken-cell/noise": (
        "column {column!r} must hold a number, at least 0 and at most {allowed:g}, for each value, found {found!r} "
        "for {city:city}"
    ),
    "conflict/alternative-nodes": "scores other nodes than the nominal index: {nodes:node}",
    "conflict/imputation-noise": "imputed: how far imputation misses depends on a choice that varies",
    "conflict/nominal-weights": (
        "{kind!r} lies around nominal weights, which differ between the alternatives; use RelativeNoise"
    ),
    "draws-undefined": "{count:,} of {draws:,} draws are not defined and are not counted",
    "empty/choices-indicators": "names no indicator, found {found!r}",
    "conflict/noise-of-column": (
        "{nodes:node} read one column, {column!r}, and share its errors: give them the same noise"
    ),
    "empty/noise": "names no indicator, found {found!r}",
    "factor/choice": "choice of {step:word}",
    "factor/imputation": "imputation of {node:node}",
    "factor/noise": "noise of {node:node}",
    "factor/presence": "presence of {node:node}",
    "factor/weights": "weights of {node:node}",
    "interrupted/executor": "the executor took no more tasks at {task}: {reason}",
    "interrupted/task": "{task} were lost in the executor, so there is no result: {reason}",
    "no-score/alternative": "no city has a score",
    "no-score/uncertainty": "no city has a score, so there is nothing to rank",
    "not-defined/class-shares": (
        "the index has no classes; a method states them as classes = {{ cuts = [...], labels = [...] }}"
    ),
    "not-defined/central-weights": "no weights vary, so there are no central ones",
    "not-defined/combinations": "no combination is defined; the last: {reason}",
    "not-defined/draws": (
        "no draw is defined: look at the alternatives, the probabilities of indicators and the size of the noise"
    ),
    "not-supported/rank-bands": "above {most:,} cities ranks are counted in bands; use acceptability",
    "out-of-range/noise": "errors must be at most {allowed:g}, found {found:g}",
    "out-of-range/probability": "must be a probability above 0 and at most 1, found {found!r}",
    "out-of-range/seed-blocks": "must be a whole number of seed blocks, at least 1, found {found!r}",
    "out-of-range/shares": "must be from 0 to 1, found {found!r}",
    "out-of-range/uncertainty-draws": "must be a whole number from 1 to {high:,}, found {found!r}",
    "precision/few": (
        "Few draws: mean ranks are known to {rank:.2g}, shares to {share:.2g} percentage points (one standard error); "
        "about {wanted:,} would bring these to 0.05 and 0.5."
    ),
    "precision/one-draw": "Few draws: one draw does not show how far ranks spread.",
    "precision/sufficient": (
        "Enough draws: mean ranks are known to {rank:.2g}, shares to {share:.2g} percentage points "
        "(one standard error)."
    ),
    "rank-bands": "ranks are counted in bands; quantiles are those of bands",
    "required/alternative": "must be an alternative, found None",
    "scale-noise": "has relative noise, which its {scale} scale does not support: the zero means nothing",
    "task/samples": "samples {first:,} to {last:,}",
    "task/draws": "draws {first:,} to {last:,}",
    "too-large/combinations": "{found:,} combinations; at most {allowed:,} are prepared",
    "too-large/pairs": "pairs are counted for at most {allowed:,} cities, found {found:,}",
    "too-large/seed-block": "a block of {draws:,} draws would take {size:.0f} GB; name fewer indicators",
    "too-large/slow-draws": "{kind!r} is too slow for more than {allowed:,} draws",
    "uncertainty/title": "Ranks of {index} over {draws:plural draw|draws}",
    "unknown-column/noise": "the data has no column {column!r}; {hint}",
    "unknown-column/noise-none": "the data has no column {column!r}; it has none besides its indicators",
    "unknown-name/choices-step": "no such step; {hint}",
    "unknown-node/choices-indicators": "no such indicator; {hint}",
    "unknown-node/noise": "no such indicator that is scored; {hint}",
    "varied": "Varied: {parts}.",
    "varied/alternatives": "{step} ({alternatives:name})",
    "varied/choice": "choice of {steps:name 3}",
    "varied/imputation": "imputation of {nodes:node 3}",
    "varied/noise": "noise of {nodes:node 3}",
    "varied/nothing": "Varied: nothing (every size is zero, or every group has one child).",
    "varied/presence": "presence of {nodes:node 3}",
    "varied/weights": "weights of {nodes:node 3}",
    "weights-unused": "{kind!r} takes no weights: these change nothing",
    "wrong-type/choices": "must be a mapping from a step to its alternatives, found {found!r}",
    "wrong-type/choices-alternatives": "must be a list of alternatives, not empty, found {found!r}",
    "wrong-type/executor": "must be an executor as in concurrent.futures, found {found!r}",
    "wrong-type/shares": "must be a list of shares, found {found!r}",
    "wrong-type/weight-sets": (
        "must be a set such as RelativeNoise(0.25) or Simplex(), or a list of sets, found {found!r}"
    ),
}
