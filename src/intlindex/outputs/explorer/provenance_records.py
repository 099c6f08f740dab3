"""Where the values of an index come from, in few texts to which they refer by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from intlindex.analyses.explanation.areas import areas_of
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
    texts: Texts
    known: Mapping[tuple[str, str], Mapping[str, str]]
    """What is known of single values, by city and indicator."""
    areas: Mapping[str, Mapping[str, str]]
    """By city, the area of each indicator's value."""

    @classmethod
    def of(cls, index: ScoredIndex, names: tuple[str, ...], areas: Sequence[Mapping[str, str]], texts: Texts) -> Cells:
        """Collect what is known of the values of the cities of an index, and of placed ones with their areas."""
        known = {(cell["city"], cell["indicator"]): cell for cell in index.table.provenance}
        own = [areas_of(index, city) for city in index.cities]
        return cls(names, texts, known, dict(zip(names, [*own, *areas], strict=True)))

    def column(self, indicator: str, what: str) -> tuple[int, ...]:
        """Return the year or the source of the values of an indicator; nothing where none is known."""
        found = [self.known.get((name, indicator), {}).get(what, "") for name in self.names]
        return tuple(self.texts.place(text) for text in found) if any(found) else ()

    def area(self, indicator: str) -> tuple[int, ...]:
        """Return the area of the values of an indicator; nothing where none is known."""
        found = [self.areas[name].get(indicator, "") for name in self.names]
        return tuple(self.texts.place(text) for text in found) if any(found) else ()
