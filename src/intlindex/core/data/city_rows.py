"""The rows of data with their cities resolved, at one time or at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from intlindex.core.data.input_checks import broken_labels
from intlindex.core.data.keyed_frame import KeyedFrame
from intlindex.core.data.labels import labels_of, similar_labels
from intlindex.core.data.summary_rows import summary_rows
from intlindex.errors import Problem, problem
from intlindex.findings import Finding
from intlindex.specs.city import City
from intlindex.specs.names import Names, different, name_key, name_keys

__all__ = ["Rows", "numbered", "rows_of"]


@dataclass(frozen=True)
class Rows:
    """Rows of data, and what names their cities."""

    frame: pd.DataFrame
    """The rows."""
    key: str
    """The column that names the cities."""
    names: pd.Series[str]
    """The display name of the city of each row; empty where it is blank."""
    registry: Mapping[str, City]
    """What is known of cities, by display name."""
    problems: tuple[Problem, ...] = ()
    """Blank labels, and cities under two names."""
    findings: tuple[Finding, ...] = ()
    """Names that are nearly the same, and rows that seem to sum up others."""

    def where(self, chosen: pd.Series[bool]) -> Rows:
        """Return some of the rows; problems and findings are those of all rows."""
        return replace(self, frame=self.frame[chosen], names=self.names[chosen])


def rows_of(keyed: KeyedFrame, registry: Iterable[City], only: Sequence[str] | None = None) -> Rows:
    """Resolve the cities of all rows, so that one has the same name at all times.

    Parameters
    ----------
    keyed : KeyedFrame
        The rows.
    registry : iterable of City
        Known cities; looked up only where the column is called `city`.
    only : sequence of str, optional
        Ids of the cities to keep.

    Returns
    -------
    Rows
        The rows with their cities.
    """
    frame, key = keyed.frame, keyed.key
    names = labels_of(frame[key])
    once = different(names.to_list())
    known, problems = _known_cities(once, registry if key == "city" else ())
    if only is not None:
        keep = names.map(lambda name: name in known and known[name].id in only)
        frame, names = frame[keep], names[keep]
        once = different(names.to_list())
    if "" in once:
        blank = [problem("required/data-cell", f"row {row}", column=key) for row, _ in numbered(names[names == ""])]
        problems = [*blank, *problems]
    shown = {name: city.name if name == city.id else name for name, city in known.items()}
    similar = similar_labels([name for name in once if name not in known] if known else once, key)
    return Rows(
        frame,
        key,
        names.map(lambda name: shown.get(name, name)).astype(object) if shown else names,
        {shown[name]: city for name, city in known.items()},
        (*broken_labels(frame[key]), *problems, *_two_spellings(known)),
        (*similar, *summary_rows(names, key)),
    )


def numbered(column: pd.Series[Any]) -> Iterable[tuple[int, Any]]:
    """Return the cells of a column of `read_frame` with the numbers of their rows.

    Examples
    --------
    >>> list(numbered(pd.Series(["Rome", "Oslo"], index=[2, 5])))
    [(2, 'Rome'), (5, 'Oslo')]
    """
    return zip(column.index, column, strict=True)


def _known_cities(names: Sequence[str], registry: Iterable[City]) -> tuple[dict[str, City], list[Problem]]:
    """Return the known city of each name, and a problem for each name that fits several."""
    cities = {city.id: city for city in registry}
    ids = {name: city.id for city in reversed(cities.values()) for name in reversed(city.all_names)}
    if not ids:
        return {}, []
    keys = {name_key(name) for name in ids}
    names_by_spelling = Names(ids)
    known, problems = {}, []
    for name in [name for name, key in zip(names, name_keys(names), strict=True) if key in keys]:
        found = names_by_spelling.found(name)
        if len(found) > 1:
            meant = tuple(cities[identity].name for identity in found)
            problems.append(problem("ambiguous/data-city", f"city {name!r}", allowed=meant))
        elif found:
            known[name] = cities[found[0]]
    return known, problems


def _two_spellings(known: Mapping[str, City]) -> Iterable[Problem]:
    spellings: dict[str, list[str]] = {}
    for name, city in known.items():
        spellings.setdefault(city.id, []).append(name)
    for identity, names in spellings.items():
        if len(names) > 1:
            others = tuple(names[1:])
            yield problem("duplicate/data-city-names", f"city {names[0]!r}", others=others, city=identity)
