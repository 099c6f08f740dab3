"""Sentences that several parts of the library use."""

from typing import Final

__all__ = ["SENTENCES"]

# Codes shared by several parts are defined here; the text after the slash distinguishes the sentences of a code.
SENTENCES: Final[dict[str, str]] = {
    "allowed": "allowed: {allowed!r:name 8}",
    "did-you-mean": "did you mean {nearest!r:either}?",
    "finding/line": "{severity} {code}: {message}",
    "finding/line-first-nodes": "{severity} {code} [{nodes:node 8}]: {message}",
    "finding/line-nodes": "{severity} {code} [{nodes:node}]: {message}",
    "finding/of-nodes": "[{nodes:node}] {message}",
    "finding/others": "{message}; and {count} more of this code, listed by .findings",
    "finding/several": "{severity} {code}: {count:plural finding|findings}",
    "framework/reconstruction": "{name} (reconstruction)",
    "framework/shown": (
        "Framework {id!r}, {title}: {groups:plural group|groups}, {indicators:plural indicator|indicators}"
    ),
    "framework/shown-group": "{group}: {indicators:plural indicator|indicators}",
    "wrong-value/language": "must be {allowed!r:either}, found {found!r:.60}",
    "problems/several": "{count:plural problem|problems}",
    "shown/more-lines": "and {count} more; {attribute} has all",
    "shown/more-rows": "and {count} more; .table has all",
    "shown/rest": "{count} more",
    "too-large/memory": "needs more memory than there is",
    "unreadable-file": "is not a readable {format}: {reason}",
    "unreadable-file/nested": "is not a readable {format}: it is nested too deeply",
    "unknown-city": "no city {city!r}; {hint}",
}
