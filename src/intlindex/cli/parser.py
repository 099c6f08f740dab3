"""The parser of the command line: the one of the standard library, whose own words are in the catalogues too."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from intlindex.display.text import paragraph
from intlindex.sentences import say

__all__ = ["Parser"]

USAGE = 2


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in the language that is spoken when it is made.

    Examples
    --------
    >>> from intlindex.sentences.voices import Voice, in_voice
    >>> with in_voice(Voice("zh")):
    ...     print(Parser(prog="rank").format_usage(), end="")
    用法： rank [-h]
    """

    def __init__(self, *, add_help: bool = True, parents: Iterable[Parser] = (), **named: Any) -> None:
        super().__init__(**{**named, "add_help": False, "formatter_class": _Formatter})
        self._positionals.title, self._optionals.title = say("help/positional-arguments"), say("help/options")
        if add_help:
            self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help=say("help/help"))
        for parent in parents:  # groups are merged by their titles, and so after these are in the language
            self._add_container_actions(parent)

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong with it, and exit."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{say('usage/error', program=self.prog, reason=_said(message))}\n")


class _Formatter(argparse.HelpFormatter):
    """Help in the language, in lines of which a Chinese character takes two columns."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Start the usage with the word for it."""
        own = f"{say('help/usage')} " if prefix is None else prefix
        self._width -= sum(not letter.isascii() for letter in own)
        super().add_usage(usage, actions, groups, own)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return paragraph(text, width=width).split("\n")

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return paragraph(text, width=width, indent=indent, hanging=indent)


def _argument(name: str, reason: str) -> str:
    return say("usage/argument", name=name, reason=_said(reason))


_SAID: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"argument (?P<name>\S.*?): (?P<reason>.*)", _argument),
    (r"the following arguments are required: (?P<names>.*)", lambda names: say("usage/required", names=names)),
    (r"unrecognized arguments: (?P<names>.*)", lambda names: say("usage/unrecognised", names=names)),
    (
        r"invalid choice: (?P<found>.*) \(choose from (?P<allowed>.*)\)",
        lambda found, allowed: say("usage/choice", found=found, allowed=allowed),
    ),
    (r"invalid (?P<kind>\w+) value: (?P<found>.*)", lambda kind, found: say("usage/value", kind=kind, found=found)),
    (r"expected one argument", lambda: say("usage/one")),
    (r"expected at least one argument", lambda: say("usage/at-least-one")),
    (
        r"ambiguous option: (?P<name>.*) could match (?P<allowed>.*)",
        lambda name, allowed: say("usage/ambiguous", name=name, allowed=allowed),
    ),
    (r"not allowed with argument (?P<name>.*)", lambda name: say("usage/not-with", name=name)),
    (r"ignored explicit argument (?P<found>.*)", lambda found: say("usage/explicit", found=found)),
)
"""What the standard library says of wrong usage, and the sentence for it."""


def _said(message: str) -> str:
    """Return a message of the standard library as a sentence of the catalogue; one that is not known as it is."""
    for pattern, sentence in _SAID:
        if found := re.fullmatch(pattern, message, flags=re.DOTALL):
            return sentence(**found.groupdict())
    return message
