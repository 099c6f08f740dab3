"""Names in a method that a framework does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from intlindex.errors import Problem, nearest, problem
from intlindex.specs.framework import Framework

__all__ = ["unknown_names"]


def unknown_names(raw: Mapping[str, Any], framework: Framework) -> list[Problem]:
    """List rules for indicators, groups and levels that a framework does not have, in the plain data of a method.

    Examples
    --------
    >>> from intlindex.specs import Group, Indicator
    >>> stars = Indicator(id="stars", parent="index", name="Stars", unit="stars", direction="higher", scale="ratio")
    >>> root = Group(id="index", name="Mine", level="index")
    >>> framework = Framework(id="mine", name="Mine", groups=[root], indicators=[stars])
    >>> print(unknown_names({"indicators": {"only": {"star": {}}}}, framework)[0])
    indicators.only.star: no indicator 'star' in mine; did you mean 'stars'?
    """
    indicators = [node.id for node in framework.indicators]
    groups = [group.id for group in framework.groups]
    levels = list(dict.fromkeys(group.level for group in framework.groups))
    own = framework.id
    return [
        *(
            problem("unknown-node/specs-indicator-rule", f"indicators.only.{name}", framework=own, **unknown)
            for name, unknown in _unknown(raw, "indicators", "only", indicators)
        ),
        *(
            problem("unknown-node/specs-group-rule", f"groups.only.{name}", framework=own, **unknown)
            for name, unknown in _unknown(raw, "groups", "only", groups)
        ),
        *(
            problem("unknown-name/specs-level-rule", f"groups.level.{name}", framework=own, **unknown)
            for name, unknown in _unknown(raw, "groups", "level", levels)
        ),
    ]


def _unknown(raw: Mapping[str, Any], part: str, field: str, names: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    """List the names of rules that are none of those that exist, with the values of the sentence on each."""
    rules = _table(_table(raw, part), field)
    return [(name, {"found": name, "hint": nearest(str(name), names)}) for name in rules if name not in names]


def _table(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = raw.get(name)
    return found if isinstance(found, Mapping) else {}
