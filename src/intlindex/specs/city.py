"""Cities, and the sources of values and statements."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.fields import Identifier, Status, Text

__all__ = ["City", "Source"]


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
    titles: FrozenMap[str] = FrozenMap()
    """The title in other languages, by language code."""
    publisher: Text
    """Who publishes it."""
    publishers: FrozenMap[str] = FrozenMap()
    """The publisher in other languages, by language code."""
    locator: str = ""
    """Where it was read."""
    year: str = ""
    """Year or years that it covers."""
    licence: str = ""
    """Licence as far as known."""

    def title_in(self, language: str) -> str:
        """Return the title in a language, or else in English."""
        return self.titles.get(language, self.title)

    def publisher_in(self, language: str) -> str:
        """Return the publisher in a language, or else in English."""
        return self.publishers.get(language, self.publisher)


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
