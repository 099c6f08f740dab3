"""Reading a spec from a TOML file, with every problem at once."""

from __future__ import annotations

import os
import re
import stat
import sys
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from intlindex.errors import DefinitionError, IntlindexError, refusing
from intlindex.sentences import say
from intlindex.specs.messages import problems_of

__all__ = ["DEEPEST", "check_plain", "load_spec", "read_bytes", "read_text", "spec_from"]

Model = TypeVar("Model", bound=BaseModel)
DEEPEST = 40
"""How deep data in a file may be nested; ours is a fifth of that."""
_HALF = re.compile("[\ud800-\udfff]")
_LARGEST = int(sys.float_info.max)


def read_text(path: str | Path, error: type[IntlindexError] = DefinitionError) -> str:
    """Read a file as UTF-8, with or without a byte-order mark, with any line ends.

    Raises
    ------
    IntlindexError
        Of the class asked for, if it is missing, a directory, empty or not UTF-8.
    TypeError
        If the path is neither text nor a path.
    """
    data, source = read_bytes(path, error), str(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        found = f"0x{data[problem.start]:02x}"
        raise error(say("unreadable-file/specs-utf8", line=line, found=found), source=source) from problem
    if not text.strip():
        raise error(say("empty/specs-file"), source=source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(path: str | Path, error: type[IntlindexError] = DefinitionError) -> bytes:
    """Read all of a file.

    Raises
    ------
    IntlindexError
        Of the class asked for, if it is missing, a device or a directory.
    TypeError
        If the path is neither text nor a path.
    """
    if not isinstance(path, str | os.PathLike):
        raise TypeError(say("wrong-type/specs-path", found=path))
    source = str(path)
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            raise error(say("unreadable-file/specs-device"), source=source)
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise error(say("unreadable-file/specs-missing"), source=source) from None
    except ValueError as problem:
        raise error(say("unreadable-file/specs-name", reason=str(problem)), source=source) from problem
    except IsADirectoryError as problem:
        raise error(say("unreadable-file/specs-directory"), source=source) from problem
    except OSError as problem:
        raise error(say("unreadable-file/specs-system", reason=str(problem.strerror)), source=source) from problem


def load_spec(model: type[Model], path: str | Path) -> Model:
    """Read one spec from a TOML file.

    Raises
    ------
    DefinitionError
        If the file cannot be read, does not parse or is not valid, with every problem.
    """
    text = read_text(path)
    with refusing("TOML file", str(path), DefinitionError):
        try:
            raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as problem:
            message = say("unreadable-file/specs-toml", reason=str(problem))
            raise DefinitionError(message, source=str(path)) from problem
    check_plain(raw, str(path))
    return spec_from(model, raw, source=str(path))


def check_plain(raw: Any, source: str, error: type[IntlindexError] = DefinitionError) -> None:
    """Check plain data for what no file of ours holds, and what code that walks through it could not bear.

    Raises
    ------
    IntlindexError
        Of the class asked for, if it is nested too deeply, or holds a number of too many digits or half a character.

    Examples
    --------
    >>> check_plain({"weight": 10**400}, "index.json")
    Traceback (most recent call last):
        ...
    intlindex.DefinitionError: index.json: holds a whole number of more than 308 digits
    """
    layer = [raw]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for value in layer:
            if isinstance(value, dict):
                below += value.keys()
                below += value.values()
            elif isinstance(value, list):
                below += value
            elif isinstance(value, str) and not value.isascii() and _HALF.search(value):
                raise error(say("wrong-value/specs-half-character", found=value[:40]), source=source)
            elif isinstance(value, int) and abs(value) > _LARGEST:
                raise error(say("out-of-range/specs-digits", allowed=sys.float_info.max_10_exp), source=source)
        layer = below
        if not layer:
            return
    raise error(say("too-large/specs-depth", allowed=DEEPEST), source=source)


def spec_from(model: type[Model], raw: Any, *, source: str) -> Model:
    """Make a spec of plain data, as read from TOML or JSON."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise DefinitionError(problems_of(error, model, raw), source=source) from error
