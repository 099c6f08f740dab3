"""Commands that ask why: ``explain``, ``compare``, ``place``, ``audit``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import pandas as pd

from intlindex.api.index import Index
from intlindex.cli.command import Command, Output, UsageError, result_output
from intlindex.cli.files import name_or_file
from intlindex.cli.placed_cities import add_place, asked
from intlindex.cli.reading_options import placed_reading
from intlindex.outputs import records
from intlindex.sentences import say

if TYPE_CHECKING:
    from intlindex.analyses.explanation.explanation import Explanation

__all__ = ["COMMANDS"]


def _explain(index: Index, arguments: argparse.Namespace) -> Output:
    source = asked(index, arguments, arguments.city, arguments.against)
    return _explained(index, source.explain(arguments.city, arguments.against))


def _explained(index: Index, found: Explanation) -> Output:
    frame = found.table.reset_index().drop(columns="standing")
    record = {
        "format": "intlindex/explanation/1",
        "framework": index.framework.id,
        "city": found.city,
        "against": found.against,
        "total": found.total,
        "contributions": _mapping(found.contributions),
        "nodes": records.rows(frame),
        "strengths": records.rows(found.strengths.reset_index(names="indicator")),
        "weaknesses": records.rows(found.weaknesses.reset_index(names="indicator")),
        "sentences": list(found.sentences),
        "findings": records.rows(found.findings),
    }
    return result_output(found, frame, record)


def _compare(index: Index, arguments: argparse.Namespace) -> Output:
    found = asked(index, arguments, arguments.first, arguments.second).compare(arguments.first, arguments.second)
    frame = found.table.reset_index().drop(columns="leaf")
    record = {
        "format": "intlindex/comparison/1",
        "framework": index.framework.id,
        "cities": [found.first, found.second],
        "nodes": [
            {
                "node": row["node"],
                "scores": {city: row[city] for city in (found.first, found.second)},
                **{name: row[name] for name in ("difference", "contribution", "leader", "depth", "area")},
            }
            for row in records.rows(frame)
        ],
        "deciding": _mapping(found.deciding),
        "tipping": {"weights": found.tipping_weights, "distance": records.finite(found.tipping_distance)},
        "peers": records.rows(found.peers),
        "sentences": list(found.sentences),
        "refused": list(found.refused),
    }
    return result_output(found, frame, record)


def _place(index: Index, arguments: argparse.Namespace) -> Output:
    given = arguments.what
    what = name_or_file(given[0]) if len(given) == 1 else given
    found = index.place(what, reading=placed_reading(arguments))
    if arguments.against is not None:
        if len(found.cities) > 1:
            raise UsageError(say("not-allowed/cli-against", found=len(found.cities)))
        return _explained(index, found.explain(found.cities[0], arguments.against))
    frame = found.table.reset_index()
    record = {
        "format": "intlindex/placement/1",
        "framework": index.framework.id,
        "cities": records.rows(frame),
        "scores": {row.pop(index.framework.unit_name.one): row for row in records.rows(found.scores.reset_index())},
        "ranks": {row.pop(index.framework.unit_name.one): row for row in records.rows(found.ranks.reset_index())},
        "unknown": records.rows(found.unknown),
        "sentences": list(found.sentences),
        "findings": records.rows(found.findings),
    }
    return result_output(found, frame, record)


def _mapping(values: pd.Series[float]) -> dict[str, Any]:
    return {str(name): records.plain(value) for name, value in values.items()}


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
