"""Codes of other tools as ids of nodes, and names of their units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intlindex.errors import Problem, problem
from intlindex.findings import Finding, finding
from intlindex.specs import City
from intlindex.specs.framework_structure import RESERVED

__all__ = ["UnitNames", "slug", "valid_ids"]

# Columns of data with a fixed meaning, in upper or lower case, unless one is the id of an indicator.
_COLUMNS = {"city", "unit", "indicator", "value", "time", "year", "source", "note"}


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
