"""Where in a method a rule for a node was written, and rules for nodes that there are not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from intlindex.errors import Problem, nearest, problem
from intlindex.specs.framework import Framework, Group

if TYPE_CHECKING:
    from intlindex.specs.base import Spec
    from intlindex.specs.method import Method

__all__ = ["path_of_group", "path_of_indicator", "unknown_names"]


def path_of_indicator(method: Method, name: str, field: str) -> str:
    """Return the path to what a method says of one step of an indicator: its own rule, or the default.

    Examples
    --------
    >>> from intlindex.specs import Method
    >>> path_of_indicator(Method(indicators={"treat": {"kind": "tukey_fences"}}), "gdp", "treat")
    'indicators.treat'
    """
    own = f"indicators.only.{name}"
    return _written([(own, method.indicators.only.get(name)), ("indicators", method.indicators)], own, field)


def path_of_group(method: Method, group: Group, field: str) -> str:
    """Return the path to what a method says of one step of a group: its own rule, that of its level, or the default.

    Examples
    --------
    >>> from intlindex.specs import Group, Method
    >>> method = Method(groups={"level": {"goal": {"aggregate": {"kind": "geometric"}}}})
    >>> path_of_group(method, Group(id="water", parent="index", name="Water", level="goal"), "aggregate")
    'groups.level.goal.aggregate'
    """
    own, rules = f"groups.only.{group.id}", method.groups
    of_level = (f"groups.level.{group.level}", rules.level.get(group.level))
    return _written([(own, rules.only.get(group.id)), of_level, ("groups", rules)], own, field)


def _written(rules: list[tuple[str, Spec | None]], own: str, field: str) -> str:
    """Return the path of the first rule that has a field; that of the node where the library's default holds."""
    for path, rule in rules:
        if rule is not None and getattr(rule, field) is not None:
            return f"{path}.{field}"
    return f"{own}.{field}"


def unknown_names(raw: Mapping[str, Any], framework: Framework) -> list[Problem]:
    """List rules for indicators, groups and levels that a framework does not have, in the plain data of a method.

    Examples
    --------
    >>> from intlindex.specs import Group, Indicator
    >>> stars = Indicator(id="stars", parent="index", name="Stars", unit="stars", direction="higher", scale="ratio")
    >>> root = Group(id="index", name="Mine", level="index")
    >>> framework = Framework(id="mine", name="Mine", groups=[root], indicators=[stars])
    >>> print(unknown_names({"indicators": {"only": {"star": {}}}}, framework)[0])
    indicators.only.star: no indicator 'star' in 'mine'; did you mean 'stars'?
    """
    known = {
        ("indicators", "only", "unknown-node/specs-indicator-rule"): [node.id for node in framework.indicators],
        ("groups", "only", "unknown-node/specs-group-rule"): [group.id for group in framework.groups],
        ("groups", "level", "unknown-name/specs-level-rule"): list(
            dict.fromkeys(group.level for group in framework.groups)
        ),
    }
    return [
        problem(key, f"{part}.{field}.{name}", framework=framework.id, found=name, hint=nearest(str(name), names))
        for (part, field, key), names in known.items()
        for name in _table(_table(raw, part), field)
        if name not in names
    ]


def _table(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = raw.get(name)
    return found if isinstance(found, Mapping) else {}
