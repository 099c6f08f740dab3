"""Sentences of: explanation."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "required/label-of-group": "is needed, since blank scores of {group!r:node} are imputed within it",
}
