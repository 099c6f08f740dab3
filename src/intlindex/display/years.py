"""Years of values as they are shown: what a source says of several years is a sentence, so in any language."""

from __future__ import annotations

import re

from intlindex.sentences import Sentence, say

__all__ = ["year_said"]

_MIXED = re.compile(r"(?P<years>[\d\s,–—-]*\d) ?\(mixed\)")


def year_said(text: str) -> Sentence | str:
    """Return the year of a value as a sentence where it has words; anything else as it is.

    Examples
    --------
    >>> year_said("2021-2023 (mixed)").written("zh"), year_said("2021"), year_said("last spring")
    ('2021-2023（年份不一）', '2021', 'last spring')
    """
    found = _MIXED.fullmatch(text.strip())
    return text if found is None else say("year/mixed", years=found["years"])
