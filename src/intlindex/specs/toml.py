"""Writing TOML; the standard library only reads it, and a core dependency for one page would be too much."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["to_toml"]

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def to_toml(data: Mapping[str, Any]) -> str:
    """Write nested mappings, sequences and scalars as TOML.

    Mappings become tables, or inline tables where they hold a ``kind`` or only scalars below a table; sequences
    of mappings become arrays of tables.

    Examples
    --------
    >>> print(to_toml({"id": "x", "bounds": (0.0, float("inf")), "groups": [{"id": "a", "names": {"zh": "甲"}}]}))
    id = "x"
    bounds = [0.0, inf]
    <BLANKLINE>
    [[groups]]
    id = "a"
    names = { zh = "甲" }
    <BLANKLINE>
    """
    return "\n".join(_lines(data, path=())).lstrip("\n") + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    plain = {key: value for key, value in table.items() if not _is_table(value) and not _is_array_of_tables(value)}
    lines = [f"{_key(key)} = {_value(value)}" for key, value in plain.items()]
    for key, value in table.items():
        here = (*path, key)
        name = ".".join(_key(part) for part in here)
        if _is_array_of_tables(value):
            for item in value:
                inner = (f"{_key(field)} = {_value(content)}" for field, content in item.items())
                lines += ["", f"[[{name}]]", *inner]
        elif _is_table(value):
            below = _lines(value, here)
            header = ["", f"[{name}]"] if below and below[0] != "" else []
            lines += [*header, *below]
    return lines


def _is_table(value: Any) -> bool:
    """Return whether a mapping is a table of rules; specs with a kind, and names, stay inline on one line."""
    return (
        isinstance(value, Mapping) and "kind" not in value and any(isinstance(item, Mapping) for item in value.values())
    )


def _is_array_of_tables(value: Any) -> bool:
    return (
        isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(item, Mapping) for item in value)
    )


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    """Quote text as JSON does, which TOML reads, but for one control character that only TOML forbids."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case float() if math.isinf(value):
            return "inf" if value > 0 else "-inf"
        case int() | float():
            return repr(value)
        case str():
            return _quoted(value)
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
        case _:
            return "[" + ", ".join(_value(item) for item in value) + "]"
