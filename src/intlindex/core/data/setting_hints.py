"""Which settings would read the cells that are no numbers, so that a message can say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from intlindex.core.data.settings_named import setting, together
from intlindex.core.data.written_numbers import MISSING, NumberReader
from intlindex.errors import Problem, problem
from intlindex.sentences import Sentence
from intlindex.specs.reading import Reading

__all__ = ["USUAL_MISSING", "with_settings"]

_CELL = "not-finite/data-cell"
USUAL_MISSING = {
    *("-", "--", "---", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2014\u2014", "\u2015", "\u2212"),
    *(".", "..", "...", "\u2026", "\u2026\u2026", ":", "/", "\\", "x", "*", "?", "\u00b7"),
    *("n/a", "na", "n.a.", "n.a", "nan", "null", "none", "nil", "#n/a", "k.a.", "k. a.", "s.o.", "nd", "n.d.", "nc"),
    *("missing", "unknown", "not available", "no data"),
    *("\u65e0", "\u7f3a", "\u7f3a\u5931", "\u6682\u65e0", "\u4e0d\u8be6", "\u672a\u77e5", "\u65e0\u6570\u636e"),
}
"""What often means that there is no value, in lower case."""
# The ways to write numbers, the simplest first: decimal mark, separator of thousands.
_FORMS: tuple[tuple[str | None, str | None], ...] = (
    *((None, None), (None, ","), (",", None), (",", "."), (None, " "), (",", " "), (None, "'"), (",", "'")),
)


@dataclass(frozen=True)
class _Hint:
    settings: tuple[tuple[str, Any], ...]
    """What has to be set."""
    number: str
    """What the cell is then."""


def with_settings(problems: Sequence[Problem], reading: Reading) -> list[Problem]:
    """Return problems of cells with the settings that would read them, those of one kind together.

    Parameters
    ----------
    problems : sequence of Problem
        What is wrong; only cells that are no numbers change.
    reading : Reading
        The settings that they were read by.

    Returns
    -------
    list of Problem
        The problems, each group of cells where its first was.

    Examples
    --------
    >>> cells = [problem("not-finite/data-cell", f"{city}, gdp", found="1.234,5") for city in ("Rome", "Oslo")]
    >>> print(with_settings(cells, Reading())[0].message.partition("; ")[2])
    with decimal=',' and thousands='.' it reads 1234.5; 1 other cell is of this kind
    """
    found = [str(each.found) for each in problems if getattr(each.message, "key", "") == _CELL]
    if not found:
        return list(problems)
    form = _form_of_most(found, reading)
    hints: dict[int, _Hint] = {}
    groups: dict[tuple[tuple[str, Any], ...], list[int]] = {}
    for at, each in enumerate(problems):
        if getattr(each.message, "key", "") == _CELL and (hint := _hint(str(each.found), form, reading)):
            hints[at] = hint
            groups.setdefault(hint.settings, []).append(at)
    made = {places[0]: _problem(problems, places, hints) for places in groups.values()}
    return [
        made[at] if at in made else _as_read(each, reading)
        for at, each in enumerate(problems)
        if at in made or at not in hints
    ]


def _as_read(each: Problem, reading: Reading) -> Problem:
    """Return the problem of a cell that no setting reads, with those that are given where a number looks otherwise."""
    given = [(name, getattr(reading, name)) for name in ("decimal", "thousands")]
    given = [(name, value) for name, value in given if value is not None]
    if getattr(each.message, "key", "") != _CELL or not given:
        return each
    settings = together([setting(name, value) for name, value in given])
    return problem("not-finite/data-cell-as-read", each.where, found=each.found, setting=settings)


def _problem(problems: Sequence[Problem], places: Sequence[int], hints: dict[int, _Hint]) -> Problem:
    """Return the one problem of cells that the same settings read."""
    first, hint, others = problems[places[0]], hints[places[0]], len(places) - 1
    values: dict[str, Any] = {"found": first.found}
    named = dict(hint.settings)
    if hint.number == MISSING:
        named["missing"] = tuple(dict.fromkeys(str(problems[at].found) for at in places))
    values["setting"] = _named(named.items())
    if hint.number == MISSING:
        if others:
            return problem("not-finite/data-cells-missing", first.where, others=others, **values)
        return problem("not-finite/data-cell-missing", first.where, **values)
    if others:
        return problem("not-finite/data-cells-setting", first.where, number=hint.number, others=others, **values)
    return problem("not-finite/data-cell-setting", first.where, number=hint.number, **values)


def _named(settings: Iterable[tuple[str, Any]]) -> Sentence:
    return together([setting(name, value) for name, value in settings])


def _form_of_most(cells: Sequence[str], reading: Reading) -> Reading:
    """Return the settings for decimals and thousands that read the most cells, the simplest of several."""
    best, most = reading, -1
    distinct = set(cells)
    for decimal, thousands in _FORMS:
        if (reading.decimal is not None and decimal is not None and decimal != reading.decimal) or (
            reading.thousands is not None and thousands is not None and thousands != reading.thousands
        ):
            continue
        point, between = decimal or reading.decimal, thousands or reading.thousands
        if between == (point or "."):
            continue
        form = reading.replace(decimal=point, thousands=between, percent=True, footnotes=reading.footnotes or True)
        count = sum(NumberReader(form).number(cell) is not None for cell in distinct)
        if count > most:
            best, most = form, count
    return best


def _hint(cell: str, form: Reading, reading: Reading) -> _Hint | None:
    """Return what has to be set for a cell to be read, as little as possible."""
    if cell.casefold() in USUAL_MISSING:
        return _Hint((("missing", ()),), MISSING)
    needed: list[tuple[str, Any]] = []
    number = NumberReader(form).number(cell)
    if number is None or number == MISSING:
        return None
    given = form.settings()
    for name in ("footnotes", "percent", "thousands", "decimal"):
        if given.get(name) == getattr(reading, name):
            continue
        less = Reading(**{key: value for key, value in given.items() if key != name} | _given(reading, name))
        if NumberReader(less).number(cell) == number:
            given = less.settings()
        else:
            needed.append((name, given[name]))
    if (
        form.thousands == "."
        and form.decimal == ","
        and ("thousands", ".") in needed
        and ("decimal", ",") not in needed
    ):
        needed.append(("decimal", ","))
    return _Hint(tuple(reversed(needed)), _shown(number)) if needed else None


def _given(reading: Reading, name: str) -> dict[str, Any]:
    value = getattr(reading, name)
    return {} if value is None else {name: value}


def _shown(number: str) -> str:
    return number.removeprefix("+")
