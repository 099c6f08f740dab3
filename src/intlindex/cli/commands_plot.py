"""The command ``plot``: a figure of an index, as a file."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Collection
from pathlib import Path
from typing import Any

from intlindex.api.index import Index
from intlindex.api.plots import IndexPlots
from intlindex.cli.command import FileCommand, UsageError
from intlindex.errors import nearest
from intlindex.outputs.plots.canvas import is_size
from intlindex.outputs.plots.saving import ENDINGS, is_resolution, save_plot
from intlindex.sentences import say

__all__ = ["COMMAND", "FIGURES", "check_figure", "check_file", "check_sizes", "size_of"]

WIDTHS = ("page", "column")
OPTIONS = ("kind", "top", "widths", "within", "of", "by", "nodes", "draws", "rng")
"""Options that some of the figures have, by the name of the parameter."""


def _figures() -> dict[str, tuple[int, int, frozenset[str]]]:
    """Return for each figure the fewest and the most cities that it takes, and its options."""
    found = {}
    for name, method in inspect.getmembers(IndexPlots, inspect.isfunction):
        if name.startswith("_"):
            continue
        parameters = list(inspect.signature(method).parameters.values())[1:]
        cities = [each for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD]
        fewest = sum(each.default is each.empty for each in cities)
        options = frozenset(each.name for each in parameters) & frozenset(OPTIONS)
        found[name.replace("_", "-")] = fewest, len(cities), options
    return found


FIGURES = _figures()
"""The fewest and the most cities that each figure takes, and its options."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("figure", metavar="FIGURE", help=say("help/figures", figures=tuple(FIGURES)))
    parser.add_argument("names", nargs="*", metavar="NAME", help=say("help/names"))
    group = parser.add_argument_group(say("help/group-figure"))
    group.add_argument("--kind", metavar="K", help=say("help/figure-kind"))
    group.add_argument("--top", type=int, metavar="N", help=say("help/top"))
    group.add_argument("--widths", action="store_true", default=None, help=say("help/widths"))
    group.add_argument("--within", type=float, metavar="W", help=say("help/plot-within"))
    group.add_argument("--of", metavar="NODE", help=say("help/of"))
    group.add_argument("--by", metavar="LEVEL", help=say("help/by"))
    group.add_argument("--nodes", metavar="WHICH", help=say("help/nodes"))
    group.add_argument("--draws", type=int, metavar="N", help=say("help/draws"))
    group.add_argument("--seed", type=int, metavar="S", dest="rng", help=say("help/seed"))
    group.add_argument("--title", metavar="TEXT", help=say("help/title"))
    group.add_argument("--size", metavar="S", help=say("help/size"))
    group.add_argument("--dpi", type=float, default=200, metavar="N", help=say("help/dpi"))
    group.add_argument("--out", "-o", metavar="FILE", required=True, help=say("help/plot-out", endings=tuple(ENDINGS)))


def _check(given: argparse.Namespace) -> None:
    """Check what does not depend on the index.

    Raises
    ------
    UsageError
        If there is no such figure, the number of names is wrong, an option is not of this figure or has no meaning, or
        the suffix of the file cannot be written.
    """
    check_figure(given.figure, FIGURES)
    fewest, most, options = FIGURES[given.figure]
    found = len(given.names)
    if not fewest <= found <= most:
        allowed = most if found > most else fewest
        raise UsageError(say("wrong-value/cli-plot-names", figure=given.figure, allowed=allowed, found=found))
    idle = [name for name in OPTIONS if getattr(given, name) is not None and name not in options]
    if idle:
        shown = tuple("--seed" if name == "rng" else f"--{name}" for name in idle)
        raise UsageError(say("not-allowed/cli-plot-option", figure=given.figure, options=shown))
    check_file(given.out)
    check_sizes(given)


def check_figure(name: str, names: Collection[str]) -> None:
    """Check that a figure can be drawn.

    Raises
    ------
    UsageError
        If there is none of this name.
    """
    if name not in names:
        raise UsageError(say("unknown-name/cli-figure", found=name, hint=nearest(name, names)))


def check_sizes(given: argparse.Namespace) -> None:
    """Check size and resolution of a figure.

    Raises
    ------
    UsageError
        If one of them is not valid.
    """
    size_of(given.size)
    if not is_resolution(given.dpi):
        raise UsageError(say("out-of-range/cli-plot-dpi", found=given.dpi))


def check_file(out: str) -> None:
    """Check that a figure can be written to a file.

    Raises
    ------
    UsageError
        If its suffix is that of no format of figures.
    """
    if Path(out).suffix.casefold() not in ENDINGS:
        raise UsageError(say("wrong-value/plot-ending", found=Path(out).suffix, allowed=ENDINGS))


def _write(index: Index, given: argparse.Namespace) -> None:
    """Draw the figure, and write it."""
    *_, options = FIGURES[given.figure]
    asked: dict[str, Any] = {name: getattr(given, name) for name in options if getattr(given, name) is not None}
    method = getattr(index.plot, given.figure.replace("-", "_"))
    ax = method(*given.names, **asked, figsize=size_of(given.size), title=given.title)
    save_plot(ax, given.out, dpi=given.dpi)


def size_of(given: str | None) -> Any:
    """Return the size of a figure.

    Raises
    ------
    UsageError
        If it is not in the notation, or out of range.
    """
    if given is None or given in WIDTHS:
        return given
    try:
        size = tuple(map(float, given.split(",")))
    except ValueError:
        size = ()
    if not is_size(size):
        raise UsageError(say("wrong-value/cli-plot-size", found=given))
    return size


COMMAND = FileCommand("plot", say("help/of-plot"), _arguments, _check, _write)
