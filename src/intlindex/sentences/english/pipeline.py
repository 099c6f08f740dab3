"""Sentences of: pipeline."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "not-defined/after": "the step {kind!r} is not defined for {found:g}, of {city:city}",
    "not-supported/after-falling": "takes steps that rise, and {kind!r} falls",
    "required/range-to-mirror": "'lower' needs a range to mirror the scores of {group!r:node} in, and no step states "
    "one; give it normalise or after with a kind that maps to low..high",
}
