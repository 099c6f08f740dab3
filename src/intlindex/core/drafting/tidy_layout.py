"""Tables with one row per value, spread to one column per indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from intlindex.core.data.labels import label_of
from intlindex.core.drafting.place_words import INDICATORS, KEYS, TIMES, VALUES
from intlindex.core.drafting.table_layout import TableLayout
from intlindex.core.drafting.words import is_named, plain_header
from intlindex.errors import DataError, problem

__all__ = ["spread"]

_UNITS = {"unit", "units", "unit of measure", "unit of measurement", "einheit", "unite", "unidad", "单位", "计量单位"}

Row = tuple[Any, ...]
Id = tuple[str, str]


@dataclass(frozen=True)
class _Places:
    """Which columns of a table say what."""

    key: int
    indicator: int
    value: int
    unit: int | None
    time: int | None
    others: tuple[int, ...]


def spread(layout: TableLayout, key: str | None, source: str) -> TableLayout:
    """Return a table of one row per value as one of a column per indicator; any other table unchanged.

    Parameters
    ----------
    layout : TableLayout
        The parts of the table.
    key : str, optional
        The name of the column that names what is ranked, if it is known.
    source : str
        The table, for messages.

    Returns
    -------
    TableLayout
        The parts of the spread table.

    Raises
    ------
    DataError
        If an indicator has several values for one name and time.
    """
    places = _places(layout, key)
    if places is None:
        return layout
    body = [
        (number, cells)
        for number, cells in layout.body
        if label_of(cells[places.key]) and label_of(cells[places.indicator])
    ]
    if places.time is not None and max(_counts(body, places, timed=False).values(), default=0) < 2:
        others = (*places.others, places.time)  # the year of each value
        places = replace(places, time=None, others=tuple(sorted(others)))
    counts = _counts(body, places, timed=True)
    if twice := [
        problem("duplicate/draft-value", " ".join(filter(None, (name, time))), found=series, count=count)
        for (name, time, series), count in counts.items()
        if count > 1
    ]:
        raise DataError(twice, source=source)
    return _spread(layout, places, body)


def _places(layout: TableLayout, key: str | None) -> _Places | None:
    names = [plain_header(name) for name in layout.names]
    indicators = [at for at, name in enumerate(layout.names) if is_named(name, INDICATORS)]
    values = [at for at, name in enumerate(layout.names) if is_named(name, VALUES)]
    if not indicators or len(values) != 1:
        return None
    indicator = next((at for at in indicators if "name" in names[at].split()), indicators[0])
    rest = [at for at in range(len(names)) if at not in (indicator, values[0])]
    asked = [at for at in rest if key is not None and plain_header(key) == names[at]]
    usual = [at for at in rest if is_named(layout.names[at], KEYS)]
    usual.sort(key=lambda at: is_named(layout.names[at], _UNITS))
    keys = [*asked, *usual]
    if not keys:
        return None
    rest.remove(keys[0])
    unit = next((at for at in rest if is_named(layout.names[at], _UNITS)), None)
    time = next((at for at in rest if is_named(layout.names[at], TIMES)), None)
    others = tuple(at for at in rest if at not in (unit, time))
    return _Places(keys[0], indicator, values[0], unit, time, others)


def _counts(body: Sequence[tuple[int, Row]], places: _Places, *, timed: bool) -> Counter[tuple[str, str, str]]:
    """Count the rows of each name, time and indicator."""
    return Counter(
        (*_id_of(cells, places if timed else replace(places, time=None)), label_of(cells[places.indicator]))
        for _, cells in body
    )


def _id_of(cells: Row, places: _Places) -> Id:
    return label_of(cells[places.key]), "" if places.time is None else label_of(cells[places.time])


def _spread(layout: TableLayout, places: _Places, body: Sequence[tuple[int, Row]]) -> TableLayout:
    rows: dict[Id, list[tuple[int, Row]]] = {}
    series: dict[str, set[str]] = {}
    for number, cells in body:
        rows.setdefault(_id_of(cells, places), []).append((number, cells))
        units = series.setdefault(label_of(cells[places.indicator]), set())
        if places.unit is not None:
            units.add(label_of(cells[places.unit]))
    kept = [
        at for at in places.others if all(len({label_of(cells[at]) for _, cells in own}) == 1 for own in rows.values())
    ]
    described = [places.key, *([] if places.time is None else [places.time]), *kept]
    spread_rows = tuple((own[0][0], _row(own, places, described, series)) for own in rows.values())
    stated = [next(iter(found)) if len(found) == 1 else "" for found in series.values()]
    return replace(
        layout,
        names=(*(layout.names[at] for at in described), *series),
        units=(*[""] * len(described), *stated),
        groups=((),) * (len(described) + len(series)),
        body=spread_rows,
        has_units=False,
        series=(layout.names[places.indicator], layout.names[places.value]),
        unread=tuple(layout.names[at] for at in places.others if at not in kept),
    )


def _row(
    own: Sequence[tuple[int, Row]], places: _Places, described: Sequence[int], series: Mapping[str, object]
) -> Row:
    found = {label_of(cells[places.indicator]): cells[places.value] for _, cells in own}
    return (*(own[0][1][at] for at in described), *(found.get(name) for name in series))
