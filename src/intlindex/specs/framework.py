"""What is measured: a tree of groups with indicators at its leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from intlindex.errors import DefinitionError, Problem, RequestError, UnknownNameError, nearest
from intlindex.sentences import say
from intlindex.sentences.voices import language_spoken
from intlindex.specs.base import FrozenMap, Spec, screenful
from intlindex.specs.fields import Identifier, Text
from intlindex.specs.framework_structure import is_below, structure_problems
from intlindex.specs.load import load_spec
from intlindex.specs.nodes import Group, Indicator, text_in
from intlindex.specs.reading import Reading
from intlindex.specs.unit_name import UnitName

DEEPEST = 2
"""Levels of groups below the root that are shown at a prompt."""

__all__ = ["Framework"]


class Framework(Spec):
    """What an index measures: groups and indicators that form one tree.

    Trees may have any depth, groups any number of children, and indicators may hang at any depth. The structure
    is checked as a whole: unknown parents, duplicate ids, cycles, several roots, groups without children and
    siblings whose weights are all zero are reported together.

    Raises
    ------
    DefinitionError
        If anything is wrong, with every problem.

    Examples
    --------
    >>> framework = Framework(
    ...     id="mine",
    ...     name="My index",
    ...     groups=[Group(id="index", name="My index", level="index")],
    ...     indicators=[
    ...         Indicator(id="a", parent="index", name="A", unit="points", direction="higher", scale="ratio"),
    ...         Indicator(id="b", parent="index", name="B", unit="days", direction="lower", scale="ratio"),
    ...     ],
    ... )
    >>> framework.root.id, [node.id for node in framework.children("index")]
    ('index', ['a', 'b'])
    """

    format: Literal["intlindex/framework/1"] = "intlindex/framework/1"
    """Name and version of the file format."""
    id: Identifier
    """Id of the framework."""
    name: Text
    """Display name."""
    names: FrozenMap[str] = FrozenMap()
    """Names in other languages, by language code."""
    description: Text | None = None
    """What the index is meant to show."""
    descriptions: FrozenMap[str] = FrozenMap()
    """The description in other languages, by language code."""
    labels: FrozenMap[FrozenMap[FrozenMap[str]]] = FrozenMap()
    """Names of the labels in a column of the data, such as `region`: by column, label and language code."""
    year: Annotated[int, Field(ge=1, le=9999)] | None = None
    """Year of the edition; values much older than it are a finding."""
    unit_name: UnitName = UnitName()
    """The noun for what is ranked; a city by default."""
    groups: tuple[Group, ...]
    """All nodes that are not indicators; exactly one has no parent."""
    indicators: tuple[Indicator, ...]
    """All leaves."""
    reading: Reading | None = None
    """How the tables of its values are read; no part of what it is, so frameworks that differ in it only are equal."""

    NOT_COMPARED: ClassVar[frozenset[str]] = frozenset({"reading"})

    @model_validator(mode="after")
    def _is_one_tree(self) -> Self:
        problems = self.structure_problems({"groups": self.groups, "indicators": self.indicators})
        if problems:
            raise DefinitionError(problems)
        return self

    @classmethod
    def structure_problems(cls, raw: Mapping[str, Any]) -> list[Problem]:
        """List what is wrong with the tree as a whole, also of nodes that are not valid one by one."""
        return structure_problems(raw)

    @classmethod
    def from_toml(cls, path: str | Path) -> Self:
        """Read a framework from a TOML file.

        Parameters
        ----------
        path : str or Path
            The file, in the format ``intlindex/framework/1``.

        Returns
        -------
        Framework
            The framework.

        Raises
        ------
        DefinitionError
            If the file cannot be read, does not parse or is not a framework, with every problem.
        """
        return load_spec(cls, path)

    def __repr__(self) -> str:
        parents = {node.id: node.parent for node in self._listed}
        lines: list[str] = []

        def walk(node: Group | Indicator, depth: int) -> None:
            if depth > DEEPEST or isinstance(node, Indicator):
                return
            leaves = sum(is_below(each.id, node.id, parents) for each in self.indicators)
            lines.append("  " * depth + say("framework/shown-group", group=node.id, indicators=leaves))
            for child in self.children(node.id):
                walk(child, depth + 1)

        walk(self.root, 0)
        groups, indicators = len(self.groups), len(self.indicators)
        title = self.title_in(language_spoken())
        head = say("framework/shown", id=self.id, title=title, groups=groups, indicators=indicators)
        return screenful(head, lines, ".nodes")

    __str__ = __repr__

    @property
    def root(self) -> Group:
        """The group without a parent: the index itself."""
        return next(group for group in self.groups if group.parent is None)

    @property
    def title(self) -> str:
        """The name, and that it is a reconstruction where a node of it is."""
        return self.title_in("en")

    def title_in(self, language: str) -> str:
        """Return the title in a language, or else in English."""
        name = self.names.get(language, self.name)
        if not any(node.status == "reconstructed" for node in self._listed):
            return name
        return say("framework/reconstruction", name=name).written(language)

    def description_in(self, language: str) -> str:
        """Return the description in a language, or else in English; empty where there is none."""
        return text_in(language, self.descriptions, self.description)

    @property
    def _listed(self) -> tuple[Group | Indicator, ...]:
        """All nodes in the order of the file."""
        return (*self.groups, *self.indicators)

    @cached_property
    def nodes(self) -> tuple[Group | Indicator, ...]:
        """All nodes, level by level from the root, siblings together and in the order of the file.

        Siblings that do not count come last.
        """
        ordered: list[Group | Indicator] = [self.root]
        for node in ordered:  # grows while it is walked
            ordered.extend(sorted(self._children.get(node.id, ()), key=lambda child: not child.counts))
        return tuple(ordered)

    @cached_property
    def _by_id(self) -> Mapping[str, Group | Indicator]:
        """All nodes by id: looked up once for each node, a framework of n nodes would else be read n times."""
        return {node.id: node for node in self._listed}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Group | Indicator, ...]]:
        """The nodes directly below each group, in the order of the file."""
        below: dict[str, list[Group | Indicator]] = {group.id: [] for group in self.groups}
        for node in self._listed:
            if node.parent is not None:
                below[node.parent].append(node)
        return {name: tuple(nodes) for name, nodes in below.items()}

    def node(self, name: str) -> Group | Indicator:
        """Return a node by id.

        Raises
        ------
        UnknownNameError
            If there is none, with the nearest valid id.
        TypeError
            If the id is not text.
        """
        if not isinstance(name, str):
            raise TypeError(say("wrong-type/specs-node", found=name))
        found = self._by_id.get(name)
        if found is None:
            hint = nearest(name, list(self._by_id))
            raise UnknownNameError(say("unknown-node/specs-node", found=name, framework=self.id, hint=hint))
        return found

    def children(self, name: str) -> tuple[Group | Indicator, ...]:
        """Return the nodes directly below a group, in order."""
        return self._children.get(self.node(name).id, ())

    def counted(self, name: str) -> tuple[Group | Indicator, ...]:
        """Return the nodes directly below a group that count in it, in order."""
        return tuple(node for node in self.children(name) if node.counts)

    @cached_property
    def counted_indicators(self) -> tuple[Indicator, ...]:
        """The indicators that count in the root, in order: neither they nor a group above them is only shown."""
        return tuple(node for node in self.indicators if self._reaches_the_root(node))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the data that its indicators read, each once."""
        return tuple(dict.fromkeys(node.reads for node in self.indicators))

    def _reaches_the_root(self, node: Group | Indicator) -> bool:
        while node.counts and node.parent is not None:
            node = self._by_id[node.parent]
        return node.counts

    def below(self, name: str) -> tuple[Group | Indicator, ...]:
        """Return all nodes below a node, level by level."""
        found = list(self.children(name))
        for node in found:  # grows while it is walked
            found.extend(self.children(node.id))
        return tuple(found)

    def subtree(self, name: str) -> Self:
        """Return the part below a group as a framework whose root is the group.

        Raises
        ------
        UnknownNameError
            If there is no such group.
        """
        node = self.node(name)
        if not isinstance(node, Group):
            groups = [group.id for group in self.groups]
            raise UnknownNameError(say("unknown-node/indicator-for-group", node=name, hint=nearest(name, groups)))
        kept = {each.id for each in self.below(name)}
        top = node.replace(parent=None, counts=True)
        return self.replace(
            name=node.name,
            names=node.names,
            groups=(top, *(group for group in self.groups if group.id in kept)),
            indicators=tuple(each for each in self.indicators if each.id in kept),
        )

    def drop(self, names: Iterable[str]) -> Self:
        """Return the framework without some nodes, all below them, and groups that are left without children.

        Raises
        ------
        UnknownNameError
            If a node does not exist.
        RequestError
            If no indicator is left.
        TypeError
            If the ids are not an iterable of text.
        """
        if isinstance(names, str) or not isinstance(names, Iterable):
            raise TypeError(say("wrong-type/specs-nodes", found=names))
        gone = {each for name in names for each in (name, *(node.id for node in self.below(name)))}
        indicators = tuple(node for node in self.indicators if node.id not in gone)
        if not indicators:
            raise RequestError(say("empty/specs-framework", nodes=tuple(sorted(gone))), source=self.id)
        kept = {node.id: node.parent for node in self.groups if node.id not in gone}
        alive: set[str] = set()
        for indicator in indicators:
            parent: str | None = indicator.parent
            while parent is not None and parent not in alive:
                alive.add(parent)
                parent = kept[parent]
        groups = tuple(node for node in self.groups if node.id in alive)
        return self.replace(groups=groups, indicators=indicators)
