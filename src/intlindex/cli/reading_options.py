"""Options that say how a table is read, and messages that name them instead of the arguments of a call."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from intlindex.cli.command import UsageError
from intlindex.errors import IntlindexError, SeveralErrors
from intlindex.sentences import Sentence, say
from intlindex.specs.reading import Reading

__all__ = [
    "add_reading_options",
    "error_text",
    "given_options",
    "placed_reading",
    "reading_of",
    "with_dashes",
    "with_options",
]

_NAMES = tuple(Reading.model_fields)


_IN_COMMANDS = {
    "unknown-city/of-index": "unknown-city/cli-of-index",
    "unknown-city/outside": "unknown-city/cli-outside",
    "unknown-city/place-edition": "unknown-city/cli-place-edition",
    "unknown-city/place-shipped": "unknown-city/cli-place-shipped",
}
"""Sentences that name a call, and those that name a command instead."""

_DASHES = "\0--"  # in place of two dashes, which end the options of a command line


def with_dashes(arguments: Sequence[str]) -> list[str]:
    r"""Return arguments in which two dashes after ``--missing`` are its value, and not the end of the options.

    Examples
    --------
    >>> [argument.replace("\0", "") for argument in with_dashes(["rank", "--missing", "--", "--", "x"])]
    ['rank', '--missing=--', '--', 'x']
    """
    found: list[str] = []
    for argument in arguments:
        if argument == "--missing=--" or (argument == "--" and found[-1:] == ["--missing"]):
            found[len(found) - (argument == "--") :] = [f"--missing={_DASHES}"]
        else:
            found.append(argument)
    return found


def _text(given: str) -> str:
    return "--" if given == _DASHES else given


def add_reading_options(group: argparse._ArgumentGroup) -> None:
    """Add the options of a reading to a group of options."""
    group.add_argument("--sheet", metavar="S", help=say("help/sheet"))
    group.add_argument("--skip-rows", metavar="N", help=say("help/skip-rows"))
    group.add_argument("--header-rows", type=int, choices=(1, 2), help=say("help/header-rows"))
    group.add_argument("--key", metavar="COLUMN", help=say("help/key"))
    group.add_argument(
        "--missing",
        metavar="TEXT",
        action="append",
        type=_text,
        help=say("help/missing"),
    )
    group.add_argument("--decimal", choices=(".", ","), metavar="MARK", help=say("help/decimal"))
    group.add_argument("--thousands", choices=(",", ".", " ", "'"), metavar="MARK", help=say("help/thousands"))
    group.add_argument("--percent", action="store_true", help=say("help/percent"))
    group.add_argument("--footnotes", action="store_true", help=say("help/footnotes"))
    group.add_argument("--encoding", metavar="E", help=say("help/encoding"))


def given_options(arguments: argparse.Namespace) -> list[str]:
    """Return the options of a reading that are given."""
    return [_option(name) for name in _NAMES if getattr(arguments, name) not in (None, False)]


def reading_of(arguments: argparse.Namespace) -> Reading:
    """Return the settings that the options state; those that are not given are left to the framework.

    Raises
    ------
    UsageError
        If rows to skip are no numbers.
    DefinitionError
        If a setting is not valid.
    """
    given: dict[str, Any] = {name: getattr(arguments, name) or None for name in _NAMES}
    if given["skip_rows"] is not None:
        given["skip_rows"] = _rows(given["skip_rows"])
    return Reading(**given)


def placed_reading(arguments: argparse.Namespace) -> Reading:
    """Return the settings for a file of cities to place: all that are not about one sheet of the data."""
    return reading_of(arguments).without("sheet") if arguments.data is not None else reading_of(arguments)


def _rows(text: str) -> int | list[int]:
    try:
        if "," in text:
            return [int(each) for each in text.split(",") if each.strip()]
        return int(text)
    except ValueError:
        raise UsageError(say("wrong-value/cli-skip-rows", found=text)) from None


def error_text(error: IntlindexError) -> str:
    """Return an error as text that names options of the command line.

    Examples
    --------
    >>> from intlindex.core.data.settings_named import setting
    >>> wrong = say("unreadable-file/data-utf16", setting=setting("encoding", "utf-16"))
    >>> error_text(IntlindexError(wrong))
    'is UTF-16, by its first bytes: with --encoding=utf-16 it is read, or save it as UTF-8'
    """
    if isinstance(error, SeveralErrors):
        return "\n".join(map(error_text, error.errors))
    problems = [replace(each, message=with_options(each.message)) for each in error.problems]
    return str(IntlindexError(problems, source=error.source)) if problems else str(error)


def with_options(text: Any) -> Any:
    """Return a sentence with settings written as options, also within it; anything else as it is."""
    if isinstance(text, tuple):
        return tuple(map(with_options, text))
    if not isinstance(text, Sentence):
        return text
    if text.key in _IN_COMMANDS:
        return Sentence(_IN_COMMANDS[text.key], text.values, text.names, text.noun)
    if text.key == "reading-setting":
        return _as_option(text.values["name"], text.values["setting_value"])
    values = {name: with_options(value) for name, value in text.values.items()}
    return Sentence(text.key, values, text.names, text.noun) if text.values else text


def _as_option(name: str, value: Any) -> Sentence:
    option = _option(name)
    if isinstance(value, bool):
        return say("reading-option/flag", option=option)
    if isinstance(value, tuple) and name == "footnotes":
        return say("reading-setting", name=name, setting_value=list(value))  # a list is given in Python only
    if isinstance(value, tuple) and name == "skip_rows":
        return _written(option, ",".join(map(str, value)))
    if isinstance(value, tuple):
        return say("reading-option/several", options=tuple(_written(option, each) for each in value))
    return _written(option, value)


def _written(option: str, value: Any) -> Sentence:
    """Return an option with a value, quoted where a shell needs it."""
    text = str(value)
    plain = all(letter.isalnum() or letter in "-.,:/_" for letter in text)
    return say("reading-option/equals" if plain else "reading-option/quoted", option=option, value=text)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
