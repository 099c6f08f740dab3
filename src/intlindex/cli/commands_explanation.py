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
    parser.add_argument("city", help="any name of a city")
    parser.add_argument("--against", metavar="CITY", help="another city, or median, mean or best")
    add_place(parser)


def _compare_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", help="any name of a city")
    parser.add_argument("second", help="any name of another city")
    add_place(parser)


def _place_arguments(parser: argparse.ArgumentParser) -> None:
    what = "a file with the values of cities, wide or tidy; or names of cities with shipped values"
    parser.add_argument("what", nargs="+", metavar="FILE|CITY", help=what)
    against = "explain the score of the one placed city instead, against another city, or median, mean or best"
    parser.add_argument("--against", metavar="CITY", help=against)


COMMANDS: tuple[Command, ...] = (
    Command("explain", "break down a city's score, or a difference, by indicator", _explain, _explain_arguments),
    Command("compare", "compare two cities side by side", _compare, _compare_arguments),
    Command("place", "place cities that are not in the index", _place, _place_arguments),
)
