"""Commands that ask what is certain: ``bounds``, ``tipping``, ``improve``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Literal

from intlindex.api.index import Index
from intlindex.cli.command import Command, Output, result_output
from intlindex.cli.files import listed
from intlindex.cli.placed_cities import add_place, asked
from intlindex.cli.sets_of_weights import add_set, given_set
from intlindex.display.records.robustness import Witnesses
from intlindex.outputs.records.cells import made
from intlindex.sentences import say

__all__ = ["COMMANDS", "NORMS"]

NORMS = ("largest", "total", "euclidean")
"""How a change of weights is measured."""


def _bounds(index: Index, given: argparse.Namespace) -> Output:
    source = asked(index, given, *(given.city or ()), given.witness)
    city = None if given.witness is None else source.city(given.witness)  # before the work starts
    found = source.rank_bounds(**given_set(given), cities=given.city, time_limit=given.time_limit)
    record = found.record()
    if city is not None:
        record = record.replace(
            witnesses=made(Witnesses, best=found.witness(city, "best"), worst=found.witness(city, "worst"))
        )
    return result_output(found, found.table.reset_index(), record)


def _tipping(index: Index, given: argparse.Namespace) -> Output:
    source = asked(index, given, given.a, given.b)
    found = source.tipping_point(given.a, given.b, norm=given.norm, **given_set(given))
    return result_output(found, found.table.reset_index(), found.record())


def _improve(index: Index, given: argparse.Namespace) -> Output:
    chosen = None if given.indicators is None else [name.strip() for name in given.indicators.split(",")]
    costs = None if given.costs is None else Path(given.costs)
    per: Literal["point", "unit"] = given.per or ("point" if costs is None else "unit")
    found = asked(index, given, given.city).improve(
        given.city, rank=given.rank, indicators=chosen, per=per, costs=costs, levers=listed(given.levers)
    )
    return result_output(found, found.table.reset_index(), found.record())


def _bounds_arguments(parser: argparse.ArgumentParser) -> None:
    add_set(parser)
    parser.add_argument("--city", metavar="CITY", action="append", help=say("help/robustness-city"))
    parser.add_argument("--time-limit", type=float, metavar="S", help=say("help/time-limit"))
    parser.add_argument("--witness", metavar="CITY", help=say("help/witness"))
    add_place(parser)


def _tipping_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="CITY", help=say("help/city"))
    parser.add_argument("b", metavar="OTHER", help=say("help/second"))
    parser.add_argument("--norm", choices=NORMS, default=NORMS[0], help=say("help/norm"))
    add_set(parser)
    add_place(parser)


def _improve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("city", help=say("help/city"))
    parser.add_argument("--rank", type=int, required=True, metavar="R", help=say("help/robustness-rank"))
    parser.add_argument("--indicators", metavar="I", help=say("help/indicators"))
    parser.add_argument("--levers", metavar="WHO", default="city", help=say("help/levers"))
    parser.add_argument("--per", choices=("point", "unit"), help=say("help/per"))
    parser.add_argument("--costs", metavar="FILE", help=say("help/costs"))
    add_place(parser)


COMMANDS = (
    Command("bounds", say("help/of-bounds"), _bounds, _bounds_arguments),
    Command("tipping", say("help/of-tipping"), _tipping, _tipping_arguments),
    Command("improve", say("help/of-improve"), _improve, _improve_arguments),
)
