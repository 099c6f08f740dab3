"""The text alternative of a figure: what it shows, for those who do not see it."""

from __future__ import annotations

from typing import Any

from intlindex.errors import RequestError, problem

__all__ = ["alt_text", "describe"]

KEPT = "_intlindex_alt_text"


def describe(ax: Any, text: str) -> None:
    """Keep the text alternative of a figure with its axes."""
    setattr(ax, KEPT, text)


def alt_text(ax: Any) -> str:
    """Return the text alternative of a figure: its finding, and what is drawn, in sentences.

    Parameters
    ----------
    ax : Axes
        Axes on which the library has drawn a figure.

    Returns
    -------
    str
        The text, for the attribute ``alt`` of a picture.

    Raises
    ------
    RequestError
        If nothing of the library is drawn on it.

    Examples
    --------
    >>> import intlindex as ix
    >>> print(ix.alt_text(ix.load("example").plot.ranking())[:46])
    London is first with a score of 63.7, 13.6 ahe
    """
    found = getattr(ax, KEPT, None)
    if not isinstance(found, str):
        raise RequestError([problem("wrong-type/plot-alt", "ax", found=f"{ax!r:.60}")], source="alt_text")
    return found
