"""Sentences of: specs."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "unknown-node/indicator-for-group": "{node!r} is an indicator, not a group; {hint}",
    "conflict/after-and-round": "goes without round, which is the short form of an after that only rounds",
}
