"""Headings of shown columns: as the catalogue of a language has them, or the column's own name."""

from __future__ import annotations

import re

from intlindex.sentences import catalogue

__all__ = ["heading", "heading_key"]

_OTHERS = re.compile(r"[^a-z0-9_]+")


def heading_key(column: str) -> str:
    """Return the key of the heading of a column in the catalogues.

    Examples
    --------
    >>> heading_key("mean shift"), heading_key("first 95%")
    ('heading/mean-shift', 'heading/first-95')
    """
    return f"heading/{_OTHERS.sub('-', column.casefold()).strip('-')}"


def heading(column: str, language: str = "en") -> str:
    """Return the heading of a column in a language; ids, names and whatever else users chose are unchanged.

    Examples
    --------
    >>> heading("mean shift"), heading("gdp")
    ('mean shift', 'gdp')
    """
    if language == "en":  # the language of the columns
        return column
    return catalogue(language).get(heading_key(column), column)
