"""Where in a method a rule for a node was written."""

from __future__ import annotations

from intlindex.specs.base import Spec
from intlindex.specs.method import Method
from intlindex.specs.nodes import Group

__all__ = ["path_of_group", "path_of_indicator"]


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
