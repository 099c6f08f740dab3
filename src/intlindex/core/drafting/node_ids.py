"""Ids of nodes and names of columns, made from headers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from intlindex.core.data.key_names import CITY_NAMES
from intlindex.core.drafting.header_words import split_header
from intlindex.specs.framework_structure import RESERVED

__all__ = ["Ids", "column_names", "slug", "without_signs"]

_LONGEST = 60
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "&": " and "}
)
_SPECIAL = {*RESERVED, "indicator", "value", "year", "source", "note", "spatial_level", "index"}
_KEYS = {*CITY_NAMES, "unit"}


def slug(text: str) -> str:
    """Return the Latin letters and digits of a text as an id, words joined by underscores; empty without a letter.

    Examples
    --------
    >>> slug("GDP per capita"), slug("Émissions de CO₂"), slug("PM2.5年均浓度"), slug("失业率"), slug("2020")
    ('gdp_per_capita', 'emissions_de_co2', 'pm2_5', '', '')
    """
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:_LONGEST].rstrip("_")
    return made if len(made) > 1 and any(map(str.isalpha, made)) else made if made.isalpha() else ""


class Ids:
    """Makes ids, each once.

    Examples
    --------
    >>> ids = Ids()
    >>> ids.of("GDP", "indicator", 1), ids.of("gdp", "indicator", 2), ids.of("人口密度", "indicator", 3)
    ('gdp', 'gdp_2', 'indicator_3')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*_SPECIAL, *taken}

    def of(self, text: str, kind: str, number: int) -> str:
        """Return the id for a text; of its kind and number where it has no Latin letters."""
        start = slug(text) or f"{kind}_{number}"
        made, more = start, 2
        while made in self._taken:
            made, more = f"{start}_{more}", more + 1
        self._taken.add(made)
        return made


def column_names(headers: Sequence[str], kinds: Sequence[str], key: str) -> list[str]:
    """Return what each column is called in the data that is written; indicators get their names later.

    Parameters
    ----------
    headers : sequence of str
        The headers, all different.
    kinds : sequence of str
        What each column is: ``key``, ``time``, ``attribute``, ``indicator`` or ``left out``.
    key : str
        The name of the key.

    Examples
    --------
    >>> kinds = ["key", "attribute", "attribute", "indicator"]
    >>> column_names(["Stadt", "Part of the world", "人口（万人）", "GDP"], kinds, "city")
    ['city', 'part_of_the_world', '人口', '']
    """
    taken = {key, "time", *_KEYS, *(_SPECIAL - {"year", "rank", "score", "index", "source", "note"})}
    names = []
    for header, kind in zip(headers, kinds, strict=True):
        if kind != "attribute":
            names.append({"key": key, "time": "time"}.get(kind, ""))
            continue
        bare = split_header(header)[0]
        start = slug(bare) or re.sub(r"[\s\[\]]+", "_", without_signs(bare)) or "column"
        made, more = start, 2
        while made.casefold() in taken:
            made, more = f"{start}_{more}", more + 1
        taken.add(made.casefold())
        names.append(made)
    return names


def without_signs(text: str) -> str:
    """Return a text without signs at its start, by which a spreadsheet would take it for a formula.

    Examples
    --------
    >>> without_signs("=@GDP"), without_signs("GDP")
    ('GDP', 'GDP')
    """
    return re.sub(r"^[^\w]+", "", text)
