"""Into which classes scores fall: cuts between them, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import Field, WithJsonSchema, model_validator

from intlindex.errors import DefinitionError, Problem, problem
from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.fields import Text

__all__ = ["ClassRule", "Classes"]

MOST_CLASSES = 100

_LABEL = {
    "anyOf": [
        {"minLength": 1, "type": "string"},
        {"additionalProperties": {"minLength": 1, "type": "string"}, "required": ["en"], "type": "object"},
    ]
}

Labels = Annotated[tuple[Text, ...], WithJsonSchema({"items": _LABEL, "type": "array"})]
"""Labels from the lowest class to the highest; in a file each may also be a table by language."""


class ClassRule(Spec):
    """Classes of the scores of one node, from the lowest scores to the highest.

    A score at a cut is in the upper class. Cuts of the kinds "quantile" and "jenks" are fitted to the scores at nominal
    weights, and kept.

    Examples
    --------
    >>> rule = ClassRule(cuts=[2, 3.5], labels=["low", "medium", "high"], names={"zh": ["低", "中", "高"]})
    >>> rule.number, rule.labels_in("zh")
    (3, ('低', '中', '高'))
    """

    kind: Literal["fixed", "quantile", "jenks"] = "fixed"
    """Where the cuts come from: they are stated, quantiles of the scores, or their natural breaks (Fisher 1958)."""
    cuts: tuple[float, ...] | None = None
    """Scores at which a higher class starts, ascending; with the kind "fixed", and only with it."""
    count: Annotated[int, Field(ge=2, le=MOST_CLASSES)] | None = None
    """How many classes the other kinds make; by default as many as there are labels."""
    labels: Labels = ()
    """What the classes are called, from the lowest scores to the highest; by default 1, 2, 3 ..."""
    names: FrozenMap[tuple[Text, ...]] = FrozenMap()
    """Labels in other languages, by language code."""

    @model_validator(mode="before")
    @classmethod
    def _labels_by_language(cls, data: Any) -> Any:
        """Take lists as tuples, and labels that are tables by language as labels and names."""
        if not isinstance(data, Mapping):
            return data
        found = dict(data)
        names = found.get("names", {})
        if isinstance(names, Mapping):
            names = {key: tuple(each) if isinstance(each, list) else each for key, each in names.items()}
        labels = found.get("labels", ())
        tables = isinstance(labels, Sequence) and [each for each in labels if isinstance(each, Mapping)]
        if tables and isinstance(names, dict):
            languages = list(dict.fromkeys(key for each in tables for key in each))
            if len(tables) < len(labels) or any(set(each) != set(languages) for each in tables):
                raise DefinitionError([problem("required/label-in-all-languages", "labels", allowed=tuple(languages))])
            if "en" not in languages:
                raise DefinitionError([problem("required/english-label", "labels", found=tuple(languages))])
            found["labels"] = tuple(each["en"] for each in tables)
            own = {key: tuple(each[key] for each in tables) for key in languages if key != "en"}
            names = {**names, **own}
        return {**found, "names": names} if names else found

    @model_validator(mode="after")
    def _makes_classes(self) -> Self:
        problems = self._problems()
        if problems:
            raise DefinitionError(problems)
        return self

    def _problems(self) -> list[Problem]:
        if self.kind == "fixed":
            if self.cuts is None:
                return [problem("required/class-cuts", "cuts")]
            problems = [problem("not-allowed/class-count", "count")] if self.count is not None else []
            if not self.cuts or any(not low < high for low, high in pairwise(self.cuts)):
                problems.append(problem("conflict/class-cuts", "cuts", found=self.cuts))
        else:
            problems = [problem("not-allowed/class-cuts", "cuts", kind=self.kind)] if self.cuts is not None else []
            if self.count is None and not self.labels:
                return [*problems, problem("required/class-count", "count")]
            if self.count is None and not 2 <= len(self.labels) <= MOST_CLASSES:
                problems.append(problem("out-of-range/class-labels", "labels", found=len(self.labels)))
        for where, labels in (("labels", self.labels), *((f"names.{key}", each) for key, each in self.names.items())):
            if labels and len(labels) != self.number:
                problems.append(problem("conflict/class-labels", where, allowed=self.number, found=len(labels)))
            if len(set(labels)) < len(labels):
                problems.append(problem("duplicate/class-labels", where, found=labels))
        return problems

    @property
    def number(self) -> int:
        """How many classes there are."""
        return self.count or (len(self.labels) if self.cuts is None else len(self.cuts) + 1)

    def labels_in(self, language: str) -> tuple[str, ...]:
        """Return the labels in a language, or else in English."""
        return self.names.get(language, self.labels) or tuple(str(1 + place) for place in range(self.number))


class Classes(ClassRule):
    """The classes of the whole index, and those of other nodes by id.

    Examples
    --------
    >>> Classes(only={"health": {"kind": "jenks", "count": 3}}).of("index", root="index") is None
    True
    """

    only: FrozenMap[ClassRule] = FrozenMap()
    """Classes of other nodes, by id."""

    def _problems(self) -> list[Problem]:
        return super()._problems() if self._has_own else []

    @property
    def _has_own(self) -> bool:
        """Whether the index itself has classes."""
        empty = (self.kind, self.cuts, self.count, self.labels, self.names) == ("fixed", None, None, (), FrozenMap())
        return not empty

    def of(self, node: str, *, root: str) -> ClassRule | None:
        """Return the classes of a node of an index with some root; None where it has none."""
        own = self if node == root and self._has_own else None
        return self.only.get(node, own)

    def of_part(self) -> Self:
        """Return the classes that a part of the index keeps, whose root is another."""
        return type(self)(only=self.only)

    def restricted_to(self, nodes: set[str]) -> Self:
        """Return the classes without those of nodes that do not exist."""
        return self.replace(only={name: rule for name, rule in self.only.items() if name in nodes})

    def __bool__(self) -> bool:
        return self._has_own or bool(self.only)
