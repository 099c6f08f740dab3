"""What all specs share: frozen, strict, validated on every change, equal by content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, get_args, overload

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)
from pydantic_core import core_schema

from intlindex.errors import DefinitionError, Problem
from intlindex.sentences import say
from intlindex.specs.docstrings import docstring_of
from intlindex.specs.messages import problems_of
from intlindex.specs.names import clean_name
from intlindex.specs.toml import Comments, to_toml

if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)

__all__ = ["FrozenMap", "Spec", "screenful"]

LINES = 22
"""Lines that are shown of what is long."""

Value = TypeVar("Value")
Other = TypeVar("Other")


class FrozenMap(Mapping[str, Value], Generic[Value]):
    """A mapping that cannot change, so that a spec that holds one can be hashed.

    Examples
    --------
    >>> names = FrozenMap({"zh": "伦敦"})
    >>> names["zh"], names == {"zh": "伦敦"}, hash(names) == hash(FrozenMap({"zh": "伦敦"}))
    ('伦敦', True, True)
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Value] | None = None) -> None:
        self._items = dict(items or {})

    def __getitem__(self, key: str) -> Value:
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        return key in self._items

    @overload
    def get(self, key: str, /) -> Value | None: ...
    @overload
    def get(self, key: str, /, default: Value | Other) -> Value | Other: ...
    def get(self, key: str, /, default: Any = None) -> Any:
        """Return what a key has, or else a default."""
        return self._items.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate as a dict, freeze it, and write it as a dict again."""
        (value_type,) = get_args(source) or (Any,)
        inner = handler.generate_schema(dict[str, value_type])  # type: ignore[valid-type]
        return core_schema.chain_schema(
            [
                core_schema.no_info_plain_validator_function(_thaw),
                inner,
                core_schema.no_info_plain_validator_function(cls),
            ],
            serialization=core_schema.plain_serializer_function_ser_schema(dict, return_schema=inner),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: Any) -> Any:
        """Describe it as the dict that it is written as."""
        return handler(schema["steps"][1])


def _thaw(value: Any) -> Any:
    """Return a mapping as a dict, its keys without what cannot be seen unless two would be one."""
    if not isinstance(value, Mapping):
        return value
    seen = {clean_name(key) if isinstance(key, str) else key: item for key, item in value.items()}
    return seen if len(seen) == len(value) else dict(value)


class _SpecMeta(ModelMetaclass):
    """Turn pydantic's messages into ours where a spec is made by calling its class."""

    def __call__(cls, *args: Any, **fields: Any) -> Any:  # noqa: N805  a metaclass
        try:
            return super().__call__(*args, **fields)
        except ValidationError as error:
            raise DefinitionError(problems_of(error, cls, fields), source=cls.__name__) from error


class Spec(BaseModel, metaclass=_SpecMeta):
    """Base of all specs: a value that says what is meant, never changes and computes nothing.

    Unknown fields, wrong types, NaN and infinities (where not meant) are refused, all problems at once. Lists are
    taken as tuples. Equal content means equal and of equal hash.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Keep what a spec says of itself: schemas and listings of methods show it, under ``python -OO`` too."""
        if cls.__doc__ is None:
            cls.__doc__ = docstring_of(cls)

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True)

    NOT_COMPARED: ClassVar[frozenset[str]] = frozenset()
    """Fields that are no part of equality, of the hash, or of the content of an index."""

    def __eq__(self, other: object) -> bool:
        """Return whether another spec of the same class has equal content."""
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._compared())

    def __hash__(self) -> int:
        """Return the hash of the content."""
        return hash(tuple(getattr(self, name) for name in self._compared()))

    @classmethod
    def _compared(cls) -> Iterator[str]:
        return (name for name in cls.model_fields if name not in cls.NOT_COMPARED)

    @classmethod
    def structure_problems(cls, raw: Mapping[str, Any]) -> list[Problem]:  # noqa: ARG003  one interface
        """List what is wrong as a whole with the plain data of a spec, also where its parts are not valid."""
        return []

    @model_validator(mode="before")
    @classmethod
    def _lists_are_tuples(cls, data: Any) -> Any:
        if isinstance(data, Mapping):
            return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
        return data

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, validated as if newly made.

        Parameters
        ----------
        **changes
            New values by field name.

        Returns
        -------
        Self
            The new spec; the old one is unchanged.

        Raises
        ------
        DefinitionError
            If the result is not valid, with every problem.

        Examples
        --------
        >>> from intlindex.specs import Indicator
        >>> gdp = Indicator(id="gdp", parent="economy", name="GDP", unit="US$", direction="higher", scale="ratio")
        >>> gdp.replace(weight=2.0).weight, gdp.weight
        (2.0, 1.0)
        """
        return type(self)(**{name: getattr(self, name) for name in type(self).model_fields} | changes)

    def with_valid(self, **changes: Any) -> Self:
        """Return a copy with some fields changed to what is valid, as parts of this one, without validating it."""
        return self.of_valid(**{name: getattr(self, name) for name in type(self).model_fields} | changes)

    @classmethod
    def of_valid(cls, **fields: Any) -> Self:
        """Make a spec of fields that are valid already; no schema is built for it."""
        made: Self = cls.model_construct(**fields)  # type: ignore[assignment]  # its metaclass hides its type
        return made

    def to_toml(self, comments: Comments | None = None) -> str:
        """Write the spec as TOML that its loader reads back as an equal spec.

        Parameters
        ----------
        comments : mapping of tuple to str, optional
            Comments by the path of what they are about, as ``("indicators", 0, "unit")``; of fields that are omitted,
            they are too.

        Returns
        -------
        str
            The text; fields at their default are omitted.

        Examples
        --------
        >>> from intlindex.specs import Method
        >>> print(Method().to_toml())
        format = "intlindex/method/1"
        <BLANKLINE>
        """
        return to_toml(self.model_dump(exclude_defaults=True, exclude_none=True), comments)

    @model_serializer(mode="wrap")
    def _tags_are_always_written(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        tags: dict[str, Any] = {tag: getattr(self, tag) for tag in ("format", "kind") if tag in type(self).model_fields}
        written: dict[str, Any] = handler(self)
        return tags | written


def screenful(head: str, lines: Sequence[str], rest: str) -> str:
    """Write a head and as many lines as a screen holds, and where the others are.

    Examples
    --------
    >>> print(screenful("Numbers", ["1", "2"], ".all"))
    Numbers
      1
      2
    """
    shown = [head, *(f"  {line[:76]}" for line in lines[:LINES])]
    more = ["  " + say("shown/more-lines", count=len(lines) - LINES, attribute=rest)] if len(lines) > LINES else []
    return "\n".join([*shown, *more])
