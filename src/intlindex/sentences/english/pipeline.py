"""Sentences of: pipeline."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
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
