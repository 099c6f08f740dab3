"""How the tables that people have are read: where the table begins, and how its numbers are written."""

from __future__ import annotations

import codecs
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from intlindex.errors import DefinitionError, problem
from intlindex.sentences import say
from intlindex.specs.base import Spec
from intlindex.specs.fields import Column, Text

__all__ = ["Reading"]


def _known_encoding(name: str) -> str:
    try:
        known = codecs.lookup(name)._is_text_encoding  # noqa: SLF001  no other way to leave out "hex" and "zip"
    except (LookupError, ValueError):
        known = False
    if not known:
        raise ValueError(say("wrong-value/specs-encoding", found=name))
    return name


def _count_or_rows(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    try:
        return handler(value)
    except ValidationError:
        raise ValueError(say("wrong-type/specs-skip-rows", found=value)) from None


def _switch_or_marks(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    try:
        return handler(value)
    except ValidationError:
        raise ValueError(say("wrong-type/specs-footnotes", found=value)) from None


Count = Annotated[int, Field(ge=0, le=1_000_000)]
RowNumber = Annotated[int, Field(ge=1, le=100_000_000)]
SkippedRows = Annotated[Count | tuple[RowNumber, ...], WrapValidator(_count_or_rows)]
Marks = Annotated[bool | tuple[Text, ...], WrapValidator(_switch_or_marks)]


class Reading(Spec):
    """Settings for reading a table that is not plain: title rows, units, blanks, and how numbers are written.

    All are optional. A setting that is not given is taken from the framework, if it has it, and else from the default:
    names in the first row, numbers with a decimal point and nothing else, UTF-8.

    Raises
    ------
    DefinitionError
        If a setting is not valid, or two of them contradict each other.

    Examples
    --------
    >>> reading = Reading(skip_rows=2, decimal=",", thousands=".", missing=["--"])
    >>> reading.over(Reading(decimal=".", percent=True)).settings()
    {'skip_rows': 2, 'missing': ('--',), 'decimal': ',', 'thousands': '.', 'percent': True}
    """

    sheet: str | None = None
    """Which sheet of a workbook to read."""
    skip_rows: SkippedRows | None = None
    """How many rows come before the header, blank ones included; or the numbers of rows to omit, the first being 1."""
    header_rows: Literal[1, 2] | None = None
    """2 if the row below the names holds units of measurement."""
    key: Column | None = None
    """The column that names what is ranked."""
    missing: tuple[Text, ...] | None = None
    """Texts that mean that there is no value, such as ``--``."""
    decimal: Literal[".", ","] | None = None
    """The decimal mark."""
    thousands: Literal[",", ".", " ", "'"] | None = None
    """What separates groups of three digits."""
    percent: bool | None = None
    """Whether a number may have a percent sign; ``35.2 %`` is then 35.2."""
    footnotes: Marks | None = None
    """Whether marks of footnotes after a number are dropped: true for the usual ones, or a list of marks."""
    encoding: Annotated[Text, AfterValidator(_known_encoding)] | None = None
    """The encoding of a text file."""

    @model_validator(mode="after")
    def _marks_differ(self) -> Self:
        if self.thousands is not None and self.thousands == self.decimal:
            raise DefinitionError([problem("conflict/specs-thousands", "thousands", found=self.thousands)])
        return self

    @property
    def decimal_mark(self) -> str:
        """The decimal mark: a comma where only points are said to separate thousands."""
        return self.decimal or ("," if self.thousands == "." else ".")

    def settings(self) -> dict[str, Any]:
        """Return the settings that are given, by name."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: value for name, value in given.items() if value is not None}

    def over(self, other: Reading | None) -> Reading:
        """Return these settings, and those of another for what is not given.

        Raises
        ------
        DefinitionError
            If they contradict each other.
        """
        return self if other is None else Reading(**{**other.settings(), **self.settings()})

    def without(self, *names: str) -> Reading:
        """Return the settings without some of them."""
        return self.replace(**dict.fromkeys(names))
