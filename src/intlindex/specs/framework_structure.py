"""Whether the nodes of a framework form one tree, checked as a whole, also where single nodes are not valid yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from intlindex.errors import Problem, nearest, problem
from intlindex.specs.base import Spec

__all__ = ["RESERVED", "is_below", "structure_problems"]

RESERVED = ("city", "unit", "rank", "score", "time")


@dataclass(frozen=True)
class _RawNode:
    """What the structure check needs of a node, which need not be valid."""

    kind: Literal["groups", "indicators"]
    id: str
    parent: str | None
    weight: float
    """Zero where it does not count."""


def structure_problems(raw: Mapping[str, Any]) -> list[Problem]:
    """List what is wrong with the tree of a framework.

    Parameters
    ----------
    raw : Mapping
        The fields of the framework, its nodes as specs or as read.

    Returns
    -------
    list of Problem
        Unknown parents, duplicate ids, cycles, several roots, groups without children or weight.

    Examples
    --------
    >>> print(structure_problems({"groups": [{"id": "index"}], "indicators": []})[0])
    groups[index]: has no children
    """
    return _structure_problems([*_nodes(raw, "groups"), *_nodes(raw, "indicators")])


def _nodes(raw: Mapping[str, Any], kind: Literal["groups", "indicators"]) -> list[_RawNode]:
    items = raw.get(kind)
    nodes = []
    for item in items if isinstance(items, list | tuple) else ():
        fields = item if isinstance(item, Mapping) else dict(item) if isinstance(item, Spec) else {}
        name, parent, weight = fields.get("id"), fields.get("parent"), fields.get("weight", 1.0)
        if isinstance(name, str) and isinstance(parent, str | None):
            valid_weight = isinstance(weight, int | float) and weight >= 0
            counted = fields.get("counts", True) is not False
            nodes.append(_RawNode(kind, name, parent, (float(weight) if valid_weight else 1.0) * counted))
    return nodes


def _structure_problems(nodes: list[_RawNode]) -> list[Problem]:
    groups = {node.id: node for node in nodes if node.kind == "groups"}
    below: dict[str | None, list[_RawNode]] = {}
    for node in nodes:
        below.setdefault(node.parent, []).append(node)
    problems = [*_duplicates(nodes), *_reserved(nodes), *_parents(nodes, groups)]
    problems += _roots([node for node in nodes if node.kind == "groups"])
    problems += _cycles(groups)
    for group in groups.values():
        children = below.get(group.id, [])
        if not children:
            problems.append(problem("empty/specs-group", f"groups[{group.id}]"))
        elif not sum(node.weight for node in children) > 0:
            problems.append(problem("out-of-range/specs-weights", f"groups[{group.id}]"))
    return problems


def _duplicates(nodes: list[_RawNode]) -> Iterable[Problem]:
    seen: dict[str, _RawNode] = {}
    for node in nodes:
        if node.id in seen:
            by_group = seen[node.id].kind == "groups"
            where = f"{node.kind}[{node.id}].id"
            yield problem("duplicate/specs-id-of-group" if by_group else "duplicate/specs-id-of-indicator", where)
        seen.setdefault(node.id, node)


def _reserved(nodes: list[_RawNode]) -> Iterable[Problem]:
    for node in nodes:
        if node.id in RESERVED:
            yield problem("not-allowed/specs-reserved", f"{node.kind}[{node.id}].id", reserved=RESERVED)


def _parents(nodes: list[_RawNode], groups: Mapping[str, _RawNode]) -> Iterable[Problem]:
    indicators = {node.id for node in nodes if node.kind == "indicators"}
    for node in nodes:
        if node.parent is None or node.parent in groups:
            continue
        where = f"{node.kind}[{node.id}].parent"
        if node.parent in indicators:
            yield problem("not-allowed/specs-parent", where, found=node.parent)
        else:
            hint = nearest(node.parent, list(groups))
            yield problem("unknown-node/specs-parent", where, found=node.parent, hint=hint)


def _roots(groups: list[_RawNode]) -> Iterable[Problem]:
    roots = [group.id for group in groups if group.parent is None]
    if not roots:
        yield problem("required/specs-root", "groups")
    elif len(roots) > 1:
        yield problem("conflict/specs-roots", "groups", count=len(roots), found=tuple(roots))


def _cycles(groups: Mapping[str, _RawNode]) -> Iterable[Problem]:
    visited: set[str] = set()
    for start in groups:
        path: dict[str, None] = {}  # in order, and quick to look in
        current: str | None = start
        while current is not None and current in groups and current not in path and current not in visited:
            path[current] = None
            current = groups[current].parent
        if current in path:
            cycle = list(path)[list(path).index(current) :]
            yield problem("conflict/specs-cycle", f"groups[{current}].parent", path=" -> ".join([*cycle, cycle[0]]))
        visited.update(path)


def is_below(name: str, group: str, parents: Mapping[str, str | None]) -> bool:
    """Return whether a node is below a group."""
    at: str | None = name
    while at is not None and at != group:
        at = parents[at]
    return at is not None
