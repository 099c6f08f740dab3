"""Reading a spec from a TOML file, with every problem at once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from intlindex.errors import DefinitionError, IntlindexError
from intlindex.specs.messages import problems_of

__all__ = ["load_spec", "read_text", "spec_from"]

Model = TypeVar("Model", bound=BaseModel)


def read_text(path: str | Path, error: type[IntlindexError] = DefinitionError) -> str:
    """Read a file as UTF-8, with or without a byte-order mark, with any line ends.

    Raises
    ------
    IntlindexError
        Of the class asked for, if it is missing, a directory, empty or not UTF-8.
    """
    source = str(path)
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise error("no such file", source=source) from None
    except ValueError as problem:
        raise error(f"is no file name: {problem}", source=source) from problem
    except OSError as problem:
        reason = "is a directory, not a file" if isinstance(problem, IsADirectoryError) else str(problem.strerror)
        raise error(reason, source=source) from problem
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        found = f"line {line}: byte 0x{data[problem.start]:02x} is not UTF-8; save the file as UTF-8"
        raise error(found, source=source) from problem
    if not text.strip():
        raise error("the file is empty", source=source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def load_spec(model: type[Model], path: str | Path) -> Model:
    """Read one spec from a TOML file.

    Raises
    ------
    DefinitionError
        If the file cannot be read, does not parse or is not valid, with every problem.
    """
    text = read_text(path)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise DefinitionError(f"is not valid TOML: {problem}", source=str(path)) from problem
    return spec_from(model, raw, source=str(path))


def spec_from(model: type[Model], raw: Any, *, source: str) -> Model:
    """Make a spec of plain data, as read from TOML or JSON."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise DefinitionError(problems_of(error, model, raw), source=source) from error
