"""The command ``report``: a page about one city."""

from __future__ import annotations

import argparse
from pathlib import Path

from intlindex.analyses.explanation.placement import Placement
from intlindex.api.index import Index
from intlindex.cli.command import FileCommand, UsageError
from intlindex.cli.placed_cities import add_place, asked
from intlindex.outputs.report.city_report import city_report
from intlindex.sentences import say

__all__ = ["COMMAND"]

ENDINGS = (".html", ".htm")


def _arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    group = parser.add_argument_group("report")
    group.add_argument("city", help="any name of a city, in the index or with shipped values")
    group.add_argument("--against", metavar="CITY", nargs="+", default=[], help="cities to compare it with")
    group.add_argument("--rank", type=int, metavar="R", help="the rank to reach; default: five places up")
    group.add_argument("--draws", type=int, default=10_000, metavar="N", help="draws of weights; default: 10000")
    group.add_argument("--rng", type=int, default=1, metavar="SEED", help="seed of the draws; default: 1")
    group.add_argument("--out", "-o", metavar="FILE", required=True, help="the file, whose name ends in .html")
    add_place(parser)


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
    source = asked(index, given, given.city, *given.against)
    placed = source if isinstance(source, Placement) else None
    options = {"against": given.against, "rank": given.rank, "draws": given.draws, "rng": given.rng}
    city_report(index, given.city, given.out, placed=placed, **options)


COMMAND = FileCommand("report", "write a report on one city", _arguments, _check, _write)
