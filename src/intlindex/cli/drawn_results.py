"""Figures of the results of other commands: ``intlindex plot COMMAND ... --out FILE``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from intlindex.cli.command import AloneCommand, Command, Output, UsageError
from intlindex.cli.commands_plot import FIGURES, check_figure, check_file, check_sizes, size_of
from intlindex.outputs.plots.saving import ENDINGS, save_plot
from intlindex.sentences import say

__all__ = ["add_figure_options", "check_drawn", "drawn_command", "write_drawn"]

OPTIONS = ("kind", "group", "rotated", "by", "column", "top")
"""Options of the figures of results, which are refused by a figure that does not have them."""
PREFIX = "figure_"


def drawn_command(given: Sequence[str], commands: Mapping[str, Command | AloneCommand]) -> list[str] | None:
    """Return the arguments without ``plot``, if they ask for a figure of another command's result; else None.

    Raises
    ------
    UsageError
        If there is neither such a figure nor such a command.

    Examples
    --------
    >>> from intlindex.cli.commands_robustness import COMMANDS
    >>> commands = {each.name: each for each in COMMANDS}
    >>> drawn_command(["plot", "tipping", "Paris", "Tokyo"], commands)
    ['tipping', 'Paris', 'Tokyo']
    >>> drawn_command(["plot", "ranking"], commands), drawn_command(["tipping", "plot", "Rome"], commands)
    (None, None)
    """
    place = 2 if given[:1] == ["--lang"] else int(bool(given) and given[0].startswith("--lang="))
    if len(given) < place + 2 or given[place] != "plot":
        return None
    name = given[place + 1]
    if name in FIGURES or name.startswith("-"):
        return None
    if name not in commands:
        check_figure(name, {**FIGURES, **{each: None for each in commands if commands[each].has_figure}})
    return [*given[:place], *given[place + 1 :]]


def add_figure_options(parser: argparse.ArgumentParser) -> None:
    """Add to a command the options of its figure, except for those that it has itself."""
    group = parser.add_argument_group(say("help/group-figure"))
    known = parser._option_string_actions  # noqa: SLF001  there is no other way to ask
    for name in OPTIONS:
        if f"--{name}" in known:
            continue
        form: dict[str, Any] = {"action": "store_true", "default": None} if name == "rotated" else {"metavar": "X"}
        form |= {"type": int} if name == "top" else {}
        group.add_argument(f"--{name}", dest=f"{PREFIX}{name}", help=say("help/figure-option"), **form)
    group.add_argument("--title", metavar="TEXT", help=say("help/title"))
    group.add_argument("--size", metavar="S", help=say("help/size"))
    group.add_argument("--dpi", type=float, default=200, metavar="N", help=say("help/dpi"))


def check_drawn(given: argparse.Namespace) -> None:
    """Check what does not depend on the result.

    Raises
    ------
    UsageError
        If the file cannot be one of a figure, an option of tables is given, or size or resolution is not valid.
    """
    idle = tuple(f"--{name}" for name in ("format", "bom") if getattr(given, name, None))
    if idle:
        raise UsageError(say("not-allowed/cli-plot-option", figure=given.command, options=idle))
    if given.out is None:
        raise UsageError(say("wrong-value/plot-ending", found="", allowed=ENDINGS))
    check_file(given.out)
    check_sizes(given)


def write_drawn(output: Output, given: argparse.Namespace) -> None:
    """Draw the result of a command to a file.

    Raises
    ------
    UsageError
        If the command has no result that can be drawn.
    """
    if output.result is None:
        raise UsageError(say("not-defined/cli-plot", command=given.command))
    asked = {name: getattr(given, f"{PREFIX}{name}", None) for name in OPTIONS}
    options = {name: value for name, value in asked.items() if value is not None}
    ax = output.result.plot(figsize=size_of(given.size), title=given.title, **options)
    save_plot(ax, given.out, dpi=given.dpi)
