"""Sentences of: specs."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "conflict/after-and-round": "goes without round, which is the short form of an after that only rounds",
}
