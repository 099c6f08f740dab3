"""Writing TOML; the standard library only reads it, and a core dependency for one page would be too much."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["Comments", "to_toml"]

Path = tuple[str | int, ...]
"""Where something is: keys of tables and places in arrays."""

Comments = Mapping[Path, str]
"""What is written beside the data, by path."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def to_toml(data: Mapping[str, Any], comments: Comments | None = None) -> str:
    """Write nested mappings, sequences and scalars as TOML.

    Mappings become tables, or inline tables where they hold a ``kind`` or only scalars below a table; sequences
    of mappings become arrays of tables.

    Parameters
    ----------
    data : mapping
        What to write.
    comments : mapping of tuple to str, optional
        Comments by the path of what they are about, as ``("indicators", 0, "unit")``: after a value, above a table,
        and at the head of the file for the empty path.

    Returns
    -------
    str
        The text.

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
    >>> print(to_toml({"id": "x", "unit": "km"}, {(): "A draft", ("unit",): "guess"}))
    # A draft
    <BLANKLINE>
    id = "x"
    unit = "km"  # guess
    <BLANKLINE>
    """
    said = comments or {}
    head = [*_above(said, ()), ""] if () in said else []
    return "\n".join([*head, *_lines(data, (), said)]).lstrip("\n") + "\n"


def _lines(table: Mapping[str, Any], path: Path, comments: Comments) -> list[str]:
    plain = {key: value for key, value in table.items() if not _is_table(value) and not _is_array_of_tables(value)}
    lines = [_line(key, value, (*path, key), comments) for key, value in plain.items()]
    for key, value in table.items():
        here = (*path, key)
        name = ".".join(_key(str(part)) for part in here)
        if _is_array_of_tables(value):
            for at, item in enumerate(value):
                inner = (_line(field, content, (*here, at, field), comments) for field, content in item.items())
                lines += ["", *_above(comments, (*here, at)), f"[[{name}]]", *inner]
        elif _is_table(value):
            below = _lines(value, here, comments)
            header = ["", *_above(comments, here), f"[{name}]"] if below and below[0] != "" else []
            lines += [*header, *below]
    return lines


def _line(key: str, value: Any, path: Path, comments: Comments) -> str:
    comment = f"  # {_one_line(comments[path])}" if path in comments else ""
    return f"{_key(key)} = {_value(value)}{comment}"


def _above(comments: Comments, path: Path) -> list[str]:
    return [f"# {_one_line(line)}".rstrip() for line in comments[path].split("\n")] if path in comments else []


def _one_line(text: str) -> str:
    """Return a comment without what would end it, or what TOML forbids in it."""
    return "".join(letter if letter.isprintable() else " " for letter in text).rstrip()


def _is_table(value: Any) -> bool:
    """Return whether a mapping is a table of rules; specs with a kind, and names, stay inline on one line."""
    return (
        isinstance(value, Mapping) and "kind" not in value and any(isinstance(item, Mapping) for item in value.values())
    )


def _is_array_of_tables(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and bool(value)
        and all(isinstance(item, Mapping) for item in value)
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
        case float():
            return repr(float(value))
        case int():
            return repr(int(value))
        case str():
            return _quoted(value)
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
        case _:
            return "[" + ", ".join(_value(item) for item in value) + "]"
