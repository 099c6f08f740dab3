"""Where the values of an index come from, in few texts to which they refer by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.provenance import areas_said, provenance_of

__all__ = ["Cells", "TextPlaces"]


@dataclass
class TextPlaces:
    """Texts, each once, in the order in which they were first used.

    Examples
    --------
    >>> texts = TextPlaces()
    >>> texts.place("2021"), texts.place("2022"), texts.place("2021"), texts.all
    (0, 1, 0, ('2021', '2022'))
    """

    _places: dict[str, int] = field(default_factory=dict)

    def place(self, text: str) -> int:
        """Return the place of a text."""
        return self._places.setdefault(text, len(self._places))

    @property
    def all(self) -> tuple[str, ...]:
        """All texts by place."""
        return tuple(self._places)


@dataclass(frozen=True)
class Cells:
    """Year, source and area of each value, as places among texts."""

    cities: tuple[str, ...]
    """Display names."""
    texts: TextPlaces
    known: Mapping[tuple[str, str], Mapping[str, str]]
    """Year, source and area of single values, by city and indicator."""

    @classmethod
    def of(cls, fits: Fits, texts: TextPlaces) -> Cells:
        """Collect what is known of the values."""
        columns = provenance_of(fits)[["city", "indicator", "year", "source", "spatial_level"]].fillna("")
        said = {city: areas_said(fits, city) for city in fits.cities}
        known = {
            (city, node): {"year": year, "source": source, "area": said[city](area)}
            for city, node, year, source, area in columns.itertuples(index=False)
        }
        return cls(fits.cities, texts, known)

    def column(self, indicator: str, what: Literal["year", "source", "area"]) -> tuple[int, ...]:
        """Return the years, sources or areas of the values of an indicator; nothing where none is known."""
        found = [self.known.get((city, indicator), {}).get(what, "") for city in self.cities]
        return tuple(self.texts.place(text) for text in found) if any(found) else ()
