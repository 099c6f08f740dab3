"""The command ``plot``: a figure of an index, as a file."""

from __future__ import annotations

import argparse
import inspect
from pathlib import Path
from typing import Any

from intlindex.api.index import Index
from intlindex.api.plots import IndexPlots
from intlindex.cli.command import FileCommand, UsageError
from intlindex.outputs.plots.saving import ENDINGS, save_plot
from intlindex.sentences import say

__all__ = ["COMMAND", "FIGURES"]

WIDTHS = ("page", "column")
OPTIONS = ("top", "widths", "within", "of", "by", "nodes", "draws", "rng")
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
    parser.add_argument("figure", choices=tuple(FIGURES), metavar="FIGURE", help=", ".join(FIGURES))
    parser.add_argument("names", nargs="*", metavar="NAME", help="any names of the cities that the figure is about")
    group = parser.add_argument_group("figure")
    group.add_argument("--top", type=int, metavar="N", help="only the first cities")
    widths = "of 'ranking': columns as wide as weights"
    group.add_argument("--widths", action="store_true", default=None, help=widths)
    group.add_argument("--within", type=float, metavar="W", help="each share within this fraction of its value")
    group.add_argument("--of", metavar="NODE", help="the group whose weights vary; default: the root")
    group.add_argument("--by", metavar="LEVEL", help="of 'compare': dimensions, groups or indicators")
    group.add_argument("--nodes", metavar="WHICH", help="of 'profile': groups, indicators or all")
    group.add_argument("--draws", type=int, metavar="N", help="number of draws of weights")
    group.add_argument("--seed", type=int, metavar="S", dest="rng", help="seed of the draws")
    group.add_argument("--title", metavar="TEXT", help="text instead of the finding; '' for none")
    group.add_argument("--size", metavar="S", help="page (default), column, or inches: 7,4")
    group.add_argument("--dpi", type=float, default=200, metavar="N", help="dots per inch of a PNG; default: 200")
    ending = ", ".join(ENDINGS)
    group.add_argument("--out", "-o", metavar="FILE", required=True, help=f"the file, whose name ends in {ending}")


def _check(given: argparse.Namespace) -> None:
    """Check what does not depend on the index.

    Raises
    ------
    UsageError
        If the number of names is wrong, an option is not of this figure, or the suffix of the file cannot be written.
    """
    fewest, most, options = FIGURES[given.figure]
    found = len(given.names)
    if not fewest <= found <= most:
        allowed = most if found > most else fewest
        raise UsageError(say("wrong-value/cli-plot-names", figure=given.figure, allowed=allowed, found=found))
    idle = [name for name in OPTIONS if getattr(given, name) is not None and name not in options]
    if idle:
        shown = tuple("--seed" if name == "rng" else f"--{name}" for name in idle)
        raise UsageError(say("not-allowed/cli-plot-option", figure=given.figure, options=shown))
    if Path(given.out).suffix.casefold() not in ENDINGS:
        raise UsageError(say("wrong-value/plot-ending", found=Path(given.out).suffix, allowed=ENDINGS))
    _size(given.size)


def _write(index: Index, given: argparse.Namespace) -> None:
    """Draw the figure, and write it."""
    *_, options = FIGURES[given.figure]
    asked: dict[str, Any] = {name: getattr(given, name) for name in options if getattr(given, name) is not None}
    method = getattr(index.plot, given.figure.replace("-", "_"))
    ax = method(*given.names, **asked, figsize=_size(given.size), title=given.title)
    save_plot(ax, given.out, dpi=given.dpi)


def _size(given: str | None) -> Any:
    """Return the size of a figure.

    Raises
    ------
    UsageError
        If it is not in the notation.
    """
    if given is None or given in WIDTHS:
        return given
    try:
        wide, high = map(float, given.split(","))
    except ValueError:
        raise UsageError(say("wrong-value/cli-plot-size", found=given)) from None
    return wide, high


COMMAND = FileCommand("plot", "draw a figure to a file: SVG, PDF or PNG", _arguments, _check, _write)
