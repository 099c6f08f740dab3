"""Cities and sources: who is ranked, and who says so."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from intlindex.errors import UnknownNameError, nearest
from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.fields import Identifier, Status, Text

__all__ = ["City", "Source", "name_key", "resolve_city"]


class Source(Spec):
    """Where a value or a statement was read.

    Examples
    --------
    >>> Source(id="who-2022", title="Ambient Air Quality Database", publisher="WHO", year="2022").year
    '2022'
    """

    id: Identifier
    """Unique among the sources."""
    title: Text
    """Title of the list, database or text."""
    publisher: Text
    """Who publishes it."""
    locator: str = ""
    """Where it was read."""
    year: str = ""
    """Year or years that it speaks of."""
    licence: str = ""
    """Licence as far as known."""


class City(Spec):
    """A city, with all the names by which it may be asked for.

    Examples
    --------
    >>> City(id="hong_kong", name="Hong Kong", name_zh="香港", aliases=["HK"]).all_names
    ('hong_kong', 'Hong Kong', '香港', 'HK')
    """

    id: Identifier
    """Unique among the cities."""
    name: Text
    """Display name, in English."""
    name_zh: str = ""
    """Chinese name."""
    country: str = ""
    """Country or region, as its source has it."""
    iso2: str = ""
    """Two-letter code of the country or region (ISO 3166)."""
    region: str = ""
    """Part of the world."""
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    """Degrees north."""
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Degrees east."""
    aliases: tuple[Text, ...] = ()
    """Other names by which it may be asked for."""
    editions: FrozenMap[Status] = FrozenMap()
    """Frameworks that rank it, with how that is known."""

    @property
    def all_names(self) -> tuple[str, ...]:
        """Id, English name, Chinese name and aliases."""
        return tuple(name for name in (self.id, self.name, self.name_zh, *self.aliases) if name)


def name_key(name: str) -> str:
    """Reduce a name to what identifies it: no case, accents, punctuation or spaces.

    Examples
    --------
    >>> name_key("São Paulo") == name_key("sao_paulo"), name_key("Washington, D.C.")
    (True, 'washingtondc')
    """
    return _reduced(name)


@lru_cache(maxsize=4096)
def _reduced(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())


def resolve_city(name: str, names: Mapping[str, str]) -> str:
    """Find the display name that any known name of a city stands for.

    Parameters
    ----------
    name : str
        Id, English or Chinese name, or alias; case, accents and punctuation do not matter.
    names : mapping of str to str
        Display names, by every known name.

    Returns
    -------
    str
        The display name.

    Raises
    ------
    UnknownNameError
        If no city has that name, with the nearest that one has.

    Examples
    --------
    >>> resolve_city("hk", {"Hong Kong": "Hong Kong", "HK": "Hong Kong"})
    'Hong Kong'
    """
    if name in names:
        return names[name]
    keys = {name_key(each): city for each, city in reversed(list(names.items()))}
    if (key := name_key(name)) and key in keys:
        return keys[key]
    raise UnknownNameError(f"no city {name!r}; {nearest(name, names)}")
