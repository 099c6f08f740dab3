"""Marks between and after sentences, by language."""

from __future__ import annotations

from collections.abc import Iterable

from intlindex.sentences.voices import language_spoken

__all__ = ["colon", "ended", "joined"]


def colon(language: str) -> str:
    """Return what stands between a place and what is said about it.

    Examples
    --------
    >>> colon("en"), colon("zh")
    (': ', '：')
    """
    return "：" if language == "zh" else ": "


def ended(title: str) -> str:
    """Return a title as a sentence, in the language spoken at present.

    Examples
    --------
    >>> ended("Beijing: the score")
    'Beijing: the score.'
    """
    return f"{title}。" if language_spoken() == "zh" else f"{title}."


def joined(sentences: Iterable[str]) -> str:
    """Return sentences one after the other, in the language spoken at present.

    Examples
    --------
    >>> joined(["One.", "Two."])
    'One. Two.'
    """
    return ("" if language_spoken() == "zh" else " ").join(sentences)
