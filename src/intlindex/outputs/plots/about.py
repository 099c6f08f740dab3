"""What the subtitle of a figure says of an index: its name, its size, and how much of it is reconstructed."""

from __future__ import annotations

from dataclasses import replace

from intlindex.core.scored import ScoredIndex
from intlindex.core.subject import Subject, subject_of
from intlindex.display.result import Result
from intlindex.display.rounding import fixed
from intlindex.display.shown import Shown
from intlindex.sentences import Sentence, say

__all__ = ["about_index", "about_result", "lead_in_words", "subjects_of", "wording_of"]

MOST_DIGITS = 7
MOST_NAMED = 3
"""Indices that are named; others are counted."""


def about_index(index: ScoredIndex) -> tuple[Sentence, ...]:
    """Return the sentences: name and sizes, and the years of the values if they are known.

    Examples
    --------
    >>> import intlindex as ix
    >>> about_index(ix.load("example"))[1]
    'Values of 2016 to 2026.'
    """
    return _about((subject_of(index),))


def about_result(result: Result, node: str | None = None) -> tuple[Sentence, ...]:
    """Return the same of the index that a result is about, or of several; before it a node, if that is not the root.

    Examples
    --------
    >>> import intlindex as ix
    >>> about_result(ix.load("example").leave_one_out("group"))[1]
    'Values of 2016 to 2026.'
    """
    subjects = subjects_of(result)
    part = (say("plot/of-node", node=node),) if node not in {None, *(each.root for each in subjects)} else ()
    return (*part, *_about(subjects))


def subjects_of(result: Result) -> tuple[Subject, ...]:
    """Return what identifies the indices that a result is about; nothing where it is made from bare scores.

    Examples
    --------
    >>> import intlindex as ix
    >>> [subject.cities for subject in subjects_of(ix.load("example").audit())]
    [12]
    """
    index = getattr(result, "index", None)
    if isinstance(index, ScoredIndex):
        return (subject_of(index),)
    found: tuple[Subject, ...] = getattr(result, "_subjects", ())
    return found


def _about(subjects: tuple[Subject, ...]) -> tuple[Sentence, ...]:
    """Name the first indices with their sizes, count the others, and give the years of all."""
    found = [_name_and_sizes(each) for each in subjects[:MOST_NAMED]]
    if len(subjects) > MOST_NAMED:
        found.append(say("plot/about-others", count=len(subjects) - MOST_NAMED))
    if years := [each.years for each in subjects if each.years is not None]:
        low, high = min(first for first, _ in years), max(last for _, last in years)
        found.append(say("plot/in-one-year", year=low) if low == high else say("plot/in-years", first=low, last=high))
    return tuple(found)


def _name_and_sizes(subject: Subject) -> Sentence:
    sizes = {"index": subject.title, "cities": subject.cities, "indicators": subject.indicators}
    if subject.reconstructed:
        return say("plot/about-reconstructed", reconstructed=subject.reconstructed, **sizes)
    return say("plot/about", **sizes)


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
    if isinstance(index, ScoredIndex):
        return index.shown
    shown = result.shown
    names = {node: name for subject in reversed(subjects_of(result)) for node, name in subject.names.items()}
    return replace(shown, labels={**names, **shown.labels})
