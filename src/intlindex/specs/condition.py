"""For which units a step is meant. Specs only."""

from __future__ import annotations

from typing import Any, Self

from pydantic import ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from intlindex.sentences import say
from intlindex.specs.base import Spec
from intlindex.specs.fields import Column, Text

__all__ = ["Condition", "unconditional"]


class Condition(Spec):
    """Units of which a column of the data that is no indicator is below a number, at least a number, or a label.

    Examples
    --------
    >>> Condition(column="population", below=20000).below
    20000.0
    >>> Condition(**{"column": "region", "is": "Asia"}).label
    'Asia'
    """

    model_config = ConfigDict(populate_by_name=True)

    column: Column
    """Name of the column: numbers for `below` and `at_least`, labels for `is`."""
    below: float | None = None
    """The number that values must be below."""
    at_least: float | None = None
    """The number that values must be at least."""
    label: Text | None = Field(default=None, alias="is")
    """The label that it must be; `is` in files."""

    @model_validator(mode="after")
    def _one_comparison(self) -> Self:
        given = {"below": self.below, "at_least": self.at_least, "is": self.label}
        found = tuple(name for name, value in given.items() if value is not None)
        if not found:
            raise ValueError(say("required/specs-condition"))
        if len(found) > 1:
            raise ValueError(say("conflict/specs-condition", found=found))
        return self

    @model_serializer(mode="wrap")
    def _as_in_files(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = handler(self)
        return {"is" if name == "label" else name: value for name, value in written.items()}


def unconditional(step: Any) -> Any:
    """Return a step that is part of another, which must not have a condition of its own.

    Examples
    --------
    >>> unconditional("log")
    'log'
    """
    if getattr(step, "where", None) is not None:
        raise ValueError(say("not-allowed/specs-condition"))
    return step
