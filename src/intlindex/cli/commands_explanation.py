"""Commands that ask why: ``explain``, ``compare``, ``place``, ``audit``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from intlindex.api.index import Index
from intlindex.cli.command import Command, Output, UsageError, result_output
from intlindex.cli.files import name_or_file
from intlindex.cli.placed_cities import add_place, asked
from intlindex.cli.reading_options import placed_reading
from intlindex.sentences import say

if TYPE_CHECKING:
    from intlindex.analyses.explanation.explanation import Explanation

__all__ = ["COMMANDS"]


def _explain(index: Index, arguments: argparse.Namespace) -> Output:
    source = asked(index, arguments, arguments.city, arguments.against)
    return _explained(source.explain(arguments.city, arguments.against))


def _explained(found: Explanation) -> Output:
    return result_output(found, found.table.reset_index().drop(columns="standing"), found.record())


def _compare(index: Index, arguments: argparse.Namespace) -> Output:
    found = asked(index, arguments, arguments.first, arguments.second).compare(arguments.first, arguments.second)
    return result_output(found, found.table.reset_index().drop(columns="leaf"), found.record())


def _place(index: Index, arguments: argparse.Namespace) -> Output:
    given = arguments.what
    what = name_or_file(given[0]) if len(given) == 1 else given
    found = index.place(what, reading=placed_reading(arguments))
    if arguments.against is not None:
        if len(found.cities) > 1:
            raise UsageError(say("not-allowed/cli-against", found=len(found.cities)))
        return _explained(found.explain(found.cities[0], arguments.against))
    return result_output(found, found.table.reset_index(), found.record())


def _explain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("city", help=say("help/city"))
    parser.add_argument("--against", metavar="CITY", help=say("help/against"))
    add_place(parser)


def _compare_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", help=say("help/city"))
    parser.add_argument("second", help=say("help/second"))
    add_place(parser)


def _place_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="+", metavar="FILE|CITY", help=say("help/what"))
    parser.add_argument("--against", metavar="CITY", help=say("help/place-against"))


COMMANDS: tuple[Command, ...] = (
    Command("explain", say("help/of-explain"), _explain, _explain_arguments),
    Command("compare", say("help/of-compare"), _compare, _compare_arguments),
    Command("place", say("help/of-place"), _place, _place_arguments),
)
