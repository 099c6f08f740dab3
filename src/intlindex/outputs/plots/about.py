"""What the subtitle of a figure says of an index: its name, its size, and how much of it is reconstructed."""

from __future__ import annotations

from intlindex.core.pipeline.provenance import last_years
from intlindex.core.scored import ScoredIndex
from intlindex.display.result import Result
from intlindex.display.rounding import fixed
from intlindex.display.shown import Shown
from intlindex.sentences import Sentence, say

__all__ = ["about_index", "about_result", "lead_in_words", "wording_of"]

MOST_DIGITS = 7


def about_index(index: ScoredIndex) -> tuple[Sentence, ...]:
    """Return the sentences: name and sizes, and the years of the values if they are known.

    Examples
    --------
    >>> import intlindex as ix
    >>> about_index(ix.load("example"))[1]
    'Values of 2016 to 2026.'
    """
    framework = index.framework
    sizes = {"index": framework.title, "cities": len(index.cities), "indicators": len(framework.indicators)}
    reconstructed = sum(node.status == "reconstructed" for node in framework.indicators)
    first = (
        say("plot/about-reconstructed", reconstructed=reconstructed, **sizes)
        if reconstructed
        else say("plot/about", **sizes)
    )
    if (years := last_years(index.fits)) is None:
        return (first,)
    low, high = years
    return first, say("plot/in-one-year", year=low) if low == high else say("plot/in-years", first=low, last=high)


def lead_in_words(lead: float, digits: int) -> str:
    """Write a lead with as many digits as it needs, so that one is not written as none.

    Examples
    --------
    >>> lead_in_words(11.23, 1), lead_in_words(0.0123, 1), lead_in_words(0, 1)
    ('11.2', '0.01', '0.0')
    """
    enough = next((more for more in range(digits, MOST_DIGITS) if float(fixed(lead, more))), digits)
    return fixed(lead, enough)


def wording_of(result: Result) -> Shown:
    """Return what language and names of a result are taken from: those of its index, if it keeps one."""
    index = getattr(result, "index", None)
    return index.shown if isinstance(index, ScoredIndex) else result.shown


def about_result(result: Result) -> tuple[str, ...]:
    """Return what the subtitle of a result says: the index that it keeps, or what was asked."""
    index = getattr(result, "index", None)
    return about_index(index) if isinstance(index, ScoredIndex) else (say("plot/asked", title=result.shown.title),)
