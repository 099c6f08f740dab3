"""Where the values of an index come from, in few texts to which they refer by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from intlindex.analyses.explanation.areas import areas_of
from intlindex.analyses.explanation.placement import Placement
from intlindex.core.scored import ScoredIndex

__all__ = ["Cells", "Texts"]


@dataclass
class Texts:
    """Texts, each once, in the order in which they were first used.

    Examples
    --------
    >>> texts = Texts()
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

    names: tuple[str, ...]
    """Display names of the cities, the placed ones last."""
    texts: Texts
    known: Mapping[tuple[str, str], Mapping[str, str]]
    """Year, source and area of single values, by city and indicator."""

    @classmethod
    def of(cls, index: ScoredIndex, placed: Placement | None, texts: Texts) -> Cells:
        """Collect what is known of the values of the cities of an index, and of those placed among them."""
        known = {(cell["city"], cell["indicator"]): cell for cell in index.table.provenance}
        found = {
            (city, node): {
                "area": area,
                **{name: known.get((city, node), {}).get(name, "") for name in ("year", "source")},
            }
            for city in index.cities
            for node, area in areas_of(index, city).items()
        }
        if placed is None:
            return cls(index.cities, texts, found)
        columns = placed.provenance[["city", "indicator", "year", "source", "spatial_level"]].fillna("")
        for city, node, year, source, area in columns.itertuples(index=False):
            found[city, node] = {"year": year, "source": source, "area": area or ""}
        return cls((*index.cities, *placed.cities), texts, found)

    def column(self, indicator: str, what: Literal["year", "source", "area"]) -> tuple[int, ...]:
        """Return the years, sources or areas of the values of an indicator; nothing where none is known."""
        found = [self.known.get((name, indicator), {}).get(what, "") for name in self.names]
        return tuple(self.texts.place(text) for text in found) if any(found) else ()
