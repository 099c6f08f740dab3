"""The command ``report``: a page about one city."""

from __future__ import annotations

import argparse
from pathlib import Path

from intlindex.analyses.explanation.placement import Placement
from intlindex.api.index import Index
from intlindex.cli.command import FileCommand, UsageError
from intlindex.cli.placed_cities import add_place, asked
from intlindex.outputs.report.city_report import city_report
from intlindex.outputs.report.page import ENDINGS
from intlindex.sentences import say

__all__ = ["COMMAND"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    group = parser.add_argument_group(say("help/group-report"))
    group.add_argument("city", help=say("help/report-city"))
    group.add_argument("--against", metavar="CITY", nargs="+", default=[], help=say("help/report-against"))
    group.add_argument("--rank", type=int, metavar="R", help=say("help/rank"))
    group.add_argument("--draws", type=int, default=10_000, metavar="N", help=say("help/report-draws"))
    group.add_argument("--rng", type=int, default=1, metavar="SEED", help=say("help/rng"))
    group.add_argument("--out", "-o", metavar="FILE", required=True, help=say("help/explorer-out"))
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


COMMAND = FileCommand("report", say("help/of-report"), _arguments, _check, _write)
