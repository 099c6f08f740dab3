"""The command ``explorer``: a page in which anyone re-weights an index."""

from __future__ import annotations

import argparse
from pathlib import Path

from intlindex.api.index import Index
from intlindex.api.loading import load
from intlindex.cli.command import FileCommand, UsageError
from intlindex.cli.files import listed
from intlindex.outputs.explorer.several import explorer
from intlindex.outputs.report.page import ENDINGS
from intlindex.sentences import say

__all__ = ["COMMAND"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    group = parser.add_argument_group(say("help/group-page"))
    group.add_argument("--out", "-o", metavar="FILE", required=True, help=say("help/explorer-out"))
    group.add_argument("--also", metavar="NAMES", help=say("help/also"))
    group.add_argument("--place", metavar="CITIES", help=say("help/place"))
    group.add_argument("--no-ranges", action="store_true", help=say("help/no-ranges"))


def _check(given: argparse.Namespace) -> None:
    """Check what does not depend on the index.

    Raises
    ------
    UsageError
        If the suffix of the file is not that of a page.
    """
    if Path(given.out).suffix.casefold() not in ENDINGS:
        raise UsageError(say("wrong-value/cli-explorer-out", found=given.out))


def _write(index: Index, given: argparse.Namespace) -> None:
    """Write the page."""
    others = {name: load(name) for name in listed(given.also)}
    indices = {index.framework.id: index, **others}
    explorer(indices, given.out, place=listed(given.place), ranges=not given.no_ranges, lang=given.lang)


COMMAND = FileCommand("explorer", say("help/of-explorer"), _arguments, _check, _write)
