"""Sentences that several parts of the library use."""

from typing import Final

__all__ = ["SENTENCES"]

# Codes shared by several parts are defined here; the text after the slash distinguishes the sentences of a code.
SENTENCES: Final[dict[str, str]] = {
    "allowed": "allowed: {allowed!r:name 8}",
    "did-you-mean": "did you mean {nearest!r:either}?",
    "problems/several": "{count:plural problem|problems}",
    "too-large/memory": "needs more memory than there is",
    "unreadable-file": "is not a readable {format}: {reason}",
    "unreadable-file/nested": "is not a readable {format}: it is nested too deeply",
    "unknown-city": "no city {city!r}; {hint}",
}
