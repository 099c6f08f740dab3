"""What all records share: frozen, typed, written as JSON with a published schema."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from intlindex.specs.docstrings import attribute_docs, docstring_of

__all__ = ["Cell", "FindingRecord", "Number", "Rank", "Record", "Row"]

Number = float | None
"""A number; null for a blank."""
Rank = int | float | None
"""A rank, or a number that may be whole: whole unless equals share the mean of theirs; null for a blank."""
Cell = bool | int | float | str | None
"""One cell of a table; null for a blank."""
Row = dict[str, Cell]
"""One row of a table, by column."""


class Record(BaseModel):
    """Base of all records: a result as plain data, as the command line prints it.

    What was not found or not asked for is left out of what is written.

    Examples
    --------
    >>> import intlindex as ix
    >>> record = ix.load("example").record()
    >>> record.format, record.ranking[0].city
    ('intlindex/ranking/1', 'London')
    >>> type(record).from_json(record.to_json()) == record
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True, defer_build=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Keep the docstring for the schema, under ``python -OO`` too."""
        if cls.__doc__ is None:
            cls.__doc__ = docstring_of(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe each field by the text below it."""
        written = handler(core_schema)
        properties = handler.resolve_ref_schema(written).get("properties", {})
        names = {field.alias or name: name for name, field in cls.model_fields.items()}
        described: dict[str, str] = {}
        for each in reversed(cls.__mro__):
            described |= attribute_docs(each)
        for alias, part in properties.items():
            if text := described.get(names[alias]):
                part["description"] = text
        return written

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data, as it is written.

        Returns
        -------
        dict
            Mappings, lists, numbers, text, None.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").record().to_dict()["framework"]
        'example'
        """
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def to_json(self, *, indent: int | None = None) -> str:
        """Write the record as JSON.

        Parameters
        ----------
        indent : int, optional
            Spaces per level; by default all on one line.

        Returns
        -------
        str
            The text, in UTF-8 when it is encoded.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").record().to_json()[:32]
        '{"format":"intlindex/ranking/1",'
        """
        return self.model_dump_json(indent=indent, by_alias=True, exclude_unset=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a record that was written as JSON.

        Parameters
        ----------
        text : str or bytes
            The text.

        Returns
        -------
        Record
            The record.

        Raises
        ------
        ValueError
            If it is no such record.

        Examples
        --------
        >>> from intlindex.records import FindingRecord
        >>> FindingRecord.from_json('{"code": "imputed", "severity": "info", "node": "gdp", "message": "..."}').node
        'gdp'
        """
        return cls.model_validate_json(text)

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, which are not validated.

        Parameters
        ----------
        **changes
            New values by field name.

        Returns
        -------
        Record
            The new record.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").record().replace(name="Mine").name
        'Mine'
        """
        return self.model_copy(update=changes)


class FindingRecord(Record):
    """One thing worth knowing about data or result."""

    code: str
    """What kind of finding it is."""
    severity: Literal["info", "warning", "error"]
    """How much it matters."""
    node: str
    """Id of the node or column that it is about; empty for the whole."""
    message: str
    """What was found."""
