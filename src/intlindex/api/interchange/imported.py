"""An index read from a file of another tool: framework, data, method, and what had to be assumed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

import pandas as pd

from intlindex.api.index import Index
from intlindex.core.data.cells import is_blank
from intlindex.core.data.reading import read_table
from intlindex.core.data.shipped_files import resolve_method
from intlindex.display.findings import findings_frame
from intlindex.errors import DataError, DefinitionError, IntlindexError, Problem, RequestError, SeveralErrors, problem
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs import City, Framework, Method
from intlindex.specs.fields import Scale
from intlindex.specs.framework import RESERVED
from intlindex.specs.load import spec_from

__all__ = [
    "Imported",
    "UnitNames",
    "attempt",
    "cell_number",
    "cell_text",
    "check_scale",
    "framework_of",
    "mean_of_known_values",
    "raise_all",
    "shown_number",
    "slug",
    "valid_ids",
]

Made = TypeVar("Made")

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
# Columns of data with a fixed meaning, in upper or lower case, unless one is the id of an indicator.
_COLUMNS = {"city", "unit", "indicator", "value", "time", "year", "source", "note"}


@dataclass(frozen=True, eq=False, repr=False)
class Imported:
    """An index as a file of another tool describes it, ready to be scored.

    Made by `intlindex.from_coinr` and `intlindex.from_coin_tool`. `framework` and `method` are values like any other:
    change them with `replace`, write them with `to_toml`.

    Examples
    --------
    >>> import intlindex as ix
    >>> coin = ix.from_coinr(*ix.load("example").to_coinr())
    >>> coin
    Imported from iData: International Exchange Centers Index
    12 units, 25 indicators in 15 groups; .framework, .data, .method; .score() scores it
    >>> coin.score().ranking.loc[0, "city"]
    'London'
    """

    framework: Framework
    """What is measured."""
    method: Method
    """How it is combined: the default method of the other tool, unless the file states another."""
    source: str
    """The file or table that it was read from."""
    cities: tuple[City, ...]
    """The units, with their codes as further names."""
    _data: pd.DataFrame
    _findings: tuple[Finding, ...] = ()

    @property
    def findings(self) -> pd.DataFrame:
        """What had to be assumed or changed: code, severity, node, message."""
        return findings_frame(self._findings)

    @property
    def data(self) -> pd.DataFrame:
        """Wide data as `intlindex.score` reads it: a column `city`, one column per indicator, and all others."""
        return self._data.copy()

    def score(self, method: Method | str | Path | None = None, *, time: object = None) -> Index:
        """Score the index; units answer to their names and to their codes.

        Parameters
        ----------
        method : Method, str or Path, optional
            How it is combined, by default `method`.
        time : object, optional
            Which time to score, where the data has several.

        Returns
        -------
        Index
            The scored index; what had to be assumed is among its findings.

        Raises
        ------
        RequestError
            If there is no such time or method.
        DefinitionError, DataError
            If the method does not suit the framework or the data.
        """
        table, found = read_table(self._data, self.framework, registry=self.cities, time=time)
        rules, changed = resolve_method(self.method if method is None else method, self.framework)
        # The file itself declares which columns are no indicators; that was checked when it was read.
        noticed = tuple(each for each in found if each.code != "unused-column")
        return Index.of(table, self.framework, rules, findings=(*self._findings, *noticed, *changed))

    def __repr__(self) -> str:
        framework = self.framework
        counts = f"{len(framework.indicators)} indicators in {len(framework.groups)} groups"
        return (
            f"Imported from {self.source}: {framework.name}\n"
            f"{len(self.cities)} units, {counts}; .framework, .data, .method; .score() scores it"
        )


def mean_of_known_values() -> Method:
    """Return the default method of both tools: min-max to 0..100, means that omit blanks.

    Examples
    --------
    >>> mean_of_known_values().groups.blanks
    'rescale'
    """
    return Method(
        name="Min-max and arithmetic means of known values",
        description="Min-max to 0..100; weighted arithmetic means that omit blanks and rescale the weights.",
        groups={"aggregate": {"kind": "arithmetic"}, "blanks": "rescale", "min_coverage": 0},  # type: ignore[arg-type]
    )


def check_scale(scale: object) -> None:
    """Check the scale that is assumed for indicators.

    Raises
    ------
    RequestError
        If there is no such scale.

    Examples
    --------
    >>> check_scale("nominal")
    Traceback (most recent call last):
        ...
    intlindex.RequestError: scale: must be one of 'ratio', 'interval', 'ordinal', found 'nominal'
    """
    if scale not in get_args(Scale):
        raise RequestError([problem("wrong-value/interchange-scale", "scale", allowed=get_args(Scale), found=scale)])


# ---------------------------------------------------------------- cells


def cell_text(cell: Any) -> str:
    """Return the text of a cell; empty where it is blank or R's ``NA``.

    Examples
    --------
    >>> cell_text(" LPI "), cell_text("NA"), cell_text(None), cell_text(2018.0)
    ('LPI', '', '', '2018')
    """
    if is_blank(cell):
        return ""
    text = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
    return "" if text == "NA" else text


def cell_number(cell: Any) -> float | None:
    """Return the number in a cell, None where it is blank.

    Raises
    ------
    ValueError
        If there is something else.

    Examples
    --------
    >>> cell_number("-1"), cell_number(None)
    (-1.0, None)
    """
    text = "" if is_blank(cell) else str(cell).strip()
    if text in {"", "NA"}:
        return None
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)  # caught by the callers, which say where
    return float(text)


def shown_number(number: float | None) -> str:
    """Return how a message writes a number, or that there is none.

    Examples
    --------
    >>> shown_number(-2.0), shown_number(None)
    ('-2', 'a blank')
    """
    return say("number/interchange-blank") if number is None else say("number/interchange", number=number)


# ---------------------------------------------------------------- ids


def slug(name: str) -> str:
    """Turn a name into an id: letters and digits of any script, all else as one hyphen.

    Examples
    --------
    >>> slug("Sustainable Connectivity (2018)")
    'sustainable-connectivity-2018'
    """
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "imported"


def valid_ids(codes: Iterable[str], *, columns: Iterable[str] = ()) -> tuple[dict[str, str], list[Finding]]:
    """Turn codes into ids: spaces and brackets become underscores, a reserved name gets one more.

    Parameters
    ----------
    codes : iterable of str
        Codes of indicators and groups.
    columns : iterable of str
        Codes of other columns of the data.

    Returns
    -------
    ids : dict of str to str
        The id of each code. Codes that become the same id are refused by `Framework`.
    findings : list of Finding
        What was changed.

    Examples
    --------
    >>> valid_ids(["GDP per head", "rank", "CO2"])[0]
    {'GDP per head': 'GDP_per_head', 'rank': 'rank_', 'CO2': 'CO2'}
    """
    ids: dict[str, str] = {}
    for code in codes:
        made = re.sub(r"[\s\[\]]+", "_", code)
        ids[code] = f"{made}_" if made in {*RESERVED, "indicator", "value"} else made
    for code in columns:
        made = re.sub(r"[\s\[\]]+", "_", code)
        ids.setdefault(code, f"{made}_" if made.casefold() in _COLUMNS else made)
    findings = [finding("renamed-code", "info", made, was=code) for code, made in ids.items() if code != made]
    return ids, findings


@dataclass(frozen=True)
class UnitNames:
    """Display names of units by code, each of them of one unit."""

    names: Mapping[str, str]
    """The display name of each code."""
    problems: tuple[Problem, ...]
    """Names that two units share."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], *, code: str, name: str) -> UnitNames:
        """Match codes with names; a unit without a name is called by its code.

        Examples
        --------
        >>> found = UnitNames.of([("AUT", "Austria"), ("BEL", "")], code="uCode", name="uName")
        >>> dict(found.names)
        {'AUT': 'Austria', 'BEL': 'BEL'}
        """
        names: dict[str, str] = {}
        problems: dict[Problem, None] = {}
        for unit, display in pairs:
            shown = display or unit
            if names.setdefault(unit, shown) != shown:
                pair = (names[unit], shown)
                problems[problem("conflict/interchange-unit-names", f"{code} {unit!r}", found=pair)] = None
        owners: dict[str, list[str]] = {}
        for unit, display in names.items():
            owners.setdefault(display, []).append(unit)
        for display, units in owners.items():
            if len(units) > 1:
                problems[problem("duplicate/interchange-unit-name", f"{name} {display!r}", units=tuple(units))] = None
        return cls(names, tuple(problems))

    def cities(self) -> tuple[City, ...]:
        """Return the units as cities, their codes among their names."""
        return tuple(
            City(
                id=re.sub(r"[\s\[\]]+", "_", unit),
                name=name,
                aliases=(unit,) if re.search(r"[\s\[\]]", unit) else (),
            )
            for unit, name in self.names.items()
        )


# ---------------------------------------------------------------- all problems at once


def attempt(wrong: list[IntlindexError], step: Callable[[], Made]) -> Made | None:
    """Take a step; collect its error instead of raising it."""
    try:
        return step()
    except IntlindexError as error:
        wrong.append(error)
        return None


def framework_of(raw: Mapping[str, Any], problems: list[Problem], place: Callable[[str, str], str]) -> Framework | None:
    """Make a framework, and add what is wrong with it to the problems, with places in the file.

    Parameters
    ----------
    raw : mapping
        The framework as plain data.
    problems : list of Problem
        What is already known to be wrong; added to.
    place : callable
        From the id of a node (or an empty text) and a field to the place in the file.

    Returns
    -------
    Framework or None
        None if anything is wrong.
    """
    try:
        made = spec_from(Framework, raw, source="")
    except DefinitionError as error:
        for each in error.problems:
            found = re.fullmatch(r"(?:groups|indicators)(?:\[(.+)\])?(?:\.(\w+))?.*", each.where)
            node, field = (found[1] or "", found[2] or "") if found else ("", each.where)
            problems.append(Problem(place(node, field), each.message))
        return None
    return None if problems else made


def raise_all(definition: list[Problem], data: list[Problem], *, sources: tuple[str, str]) -> None:
    """Raise what is wrong with definition and data, if anything is.

    Raises
    ------
    DefinitionError, DataError
        Or both in one.
    """
    wrong: list[IntlindexError] = []
    if definition:
        wrong.append(DefinitionError(dict.fromkeys(definition), source=sources[0]))
    if data:
        wrong.append(DataError(dict.fromkeys(data), source=sources[1]))
    if len(wrong) > 1:
        raise SeveralErrors(wrong)
    if wrong:
        raise wrong[0]
