"""Kinds that a user registered: files name them like the built-in ones."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from pydantic import ConfigDict, field_validator, model_validator

from intlindex.errors import DefinitionError, nearest, problem
from intlindex.registry import Registered, Step, registered, registered_names
from intlindex.sentences import say
from intlindex.specs.base import Spec
from intlindex.specs.condition import Condition

__all__ = ["Custom", "CustomNormalisation", "CustomTransform", "tag_of"]

CUSTOM = "custom"


def tag_of(step: Step) -> Callable[[Any], Any]:
    """Return what tells the kinds of a step apart: the `kind`, or "custom" for a registered one."""

    def tag(value: Any) -> Any:
        kind = value.get("kind") if isinstance(value, Mapping) else getattr(value, "kind", None)
        return CUSTOM if isinstance(kind, str) and kind in registered(step) else kind

    return tag


class Custom(Spec):
    """A registered kind with the parameters of its function."""

    model_config = ConfigDict(extra="allow")
    step: ClassVar[Step]

    kind: str
    """Name under which the function was registered."""

    @property
    def parameters(self) -> dict[str, Any]:
        """What the function is called with, by keyword."""
        return dict(self.__pydantic_extra__ or {})

    @property
    def method(self) -> Registered:
        """The registered method."""
        return registered(self.step)[self.kind]

    def __hash__(self) -> int:
        return hash((type(self), self.kind, tuple(sorted(self.parameters.items()))))

    @field_validator("kind")
    @classmethod
    def _is_registered(cls, kind: str) -> str:
        if kind not in registered(cls.step):  # as "custom", which tells registered kinds from built-in ones
            names = registered_names()
            if not names:
                raise DefinitionError(say("unknown-kind/specs-none", found=kind))
            raise DefinitionError(say("unknown-kind/specs", found=kind, hint=nearest(kind, names)))
        return kind

    @model_validator(mode="after")
    def _parameters_fit_the_function(self) -> Self:
        defaults = self.method.defaults
        unknown = [name for name in self.parameters if name not in defaults]
        if defaults:
            problems = [
                problem("not-allowed/specs-parameter", name, hint=nearest(name, list(defaults))) for name in unknown
            ]
        else:
            problems = [problem("not-allowed/specs-no-parameters", name) for name in unknown]
        problems += [
            problem("required/specs-field", name)
            for name, default in defaults.items()
            if default is inspect.Parameter.empty and name not in self.parameters
        ]
        if problems:
            raise DefinitionError(problems)
        return self


class CustomTransform(Custom):
    """A registered transform."""

    step: ClassVar[Step] = "transform"

    where: Condition | None = None
    """Units that it is fitted and applied to; the values of others stay as they are."""


class CustomNormalisation(Custom):
    """A registered normalisation."""

    step: ClassVar[Step] = "normalise"
