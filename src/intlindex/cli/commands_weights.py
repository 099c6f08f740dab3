"""Commands that ask about weights: ``dominance``, ``most-favourable``, ``weight-map``, ``stability-radius`` ..."""

from __future__ import annotations

import argparse

from intlindex.api.index import Index
from intlindex.cli.command import Command, Output, UsageError
from intlindex.cli.commands_robustness import NORMS
from intlindex.cli.files import method_argument, weights_argument
from intlindex.cli.sets_of_weights import add_set, given_set
from intlindex.cli.tables_shown import add_show, table_output
from intlindex.sentences import say

__all__ = ["COMMANDS"]

PAIRS = {
    "necessary": say("table-shown/necessary"),
    "possible": say("table-shown/possible"),
    "hasse": say("table-shown/hasse"),
}
VIOLATIONS = {"violations": say("table-shown/violations")}
SLOPES = {
    "shares": say("table-shown/slopes-of-shares"),
    "weights": say("table-shown/slopes-of-weights"),
    "values": say("table-shown/slopes-of-values"),
}
MOVES = {"ranks": say("table-shown/scenario-ranks"), "shifts": say("table-shown/scenario-shifts")}
STATEMENTS = {
    "claims": say("table-shown/claims"),
    "documents": say("table-shown/documents"),
    "causes": say("table-shown/causes"),
}


# ---------------------------------------------------------------- sets of weights


def _dominance(index: Index, given: argparse.Namespace) -> Output:
    found = index.dominance(**given_set(given))
    return table_output(found, given.show, PAIRS)


def _dominance_arguments(parser: argparse.ArgumentParser) -> None:
    add_set(parser)
    add_show(parser, "cities", PAIRS)


def _favourable(index: Index, given: argparse.Namespace) -> Output:
    return table_output(index.most_favourable(given.city, by=given.by, **given_set(given)))


def _favourable_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("city", metavar="CITY", help=say("help/city"))
    parser.add_argument("--by", choices=("rank", "score"), default="rank", help=say("help/favourable-by"))
    add_set(parser)


def _map(index: Index, given: argparse.Namespace) -> Output:
    city = None if given.city is None else index.city(given.city)  # before the work starts
    found = index.weight_map(**given_set(given))
    return table_output(found if city is None else found.ranks(city))


def _map_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("city", metavar="CITY", nargs="?", help=say("help/map-city"))
    add_set(parser)


def _radius(index: Index, given: argparse.Namespace) -> Output:
    found = index.stability_radius(top=given.first, city=given.city, norm=given.norm, **given_set(given))
    return table_output(found)


def _radius_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--first", type=int, metavar="N", help=say("help/radius-first"))
    parser.add_argument("--city", metavar="CITY", help=say("help/radius-city"))
    parser.add_argument("--norm", choices=NORMS, default=NORMS[0], help=say("help/norm"))
    add_set(parser)


def _calibrate(index: Index, given: argparse.Namespace) -> Output:
    found = index.calibrate(
        given.cities,
        by=given.by,
        random_orders=given.random_orders,
        time_limit=given.time_limit,
        rng=given.seed,
        **given_set(given),
    )
    return table_output(found, given.show, VIOLATIONS)


def _calibrate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cities", metavar="CITY", nargs="+", help=say("help/calibrate-cities"))
    parser.add_argument("--by", choices=("kendall", "violation"), default="kendall", help=say("help/calibrate-by"))
    parser.add_argument("--random-orders", type=int, default=20, metavar="N", help=say("help/random-orders"))
    parser.add_argument("--time-limit", type=float, default=10.0, metavar="S", help=say("help/time-limit"))
    parser.add_argument("--seed", type=int, default=0, metavar="N", help=say("help/random-orders-seed"))
    add_set(parser)
    add_show(parser, "weights", VIOLATIONS)


# ---------------------------------------------------------------- what if


def _local(index: Index, given: argparse.Namespace) -> Output:
    found = index.local_sensitivity()
    return table_output(found, given.show, SLOPES)


def _local_arguments(parser: argparse.ArgumentParser) -> None:
    add_show(parser, "nodes", SLOPES)


def _scenarios(index: Index, given: argparse.Namespace) -> Output:
    named = [name for name in given.scenarios if given.scenarios.count(name) > 1]
    if named:
        raise UsageError(say("duplicate/cli-scenario", found=named[0]))
    found = index.scenarios(
        {name: weights_argument(name) if "=" in name else method_argument(name) for name in given.scenarios}
    )
    return table_output(found, given.show, MOVES)


def _scenarios_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenarios", metavar="METHOD|WEIGHTS", nargs="+", help=say("help/scenarios"))
    add_show(parser, "summary", MOVES)


def _agreement(index: Index, given: argparse.Namespace) -> Output:
    return table_output(index.agreement(), given.show, STATEMENTS)


def _agreement_arguments(parser: argparse.ArgumentParser) -> None:
    add_show(parser, "ranks", STATEMENTS)


COMMANDS = (
    Command("dominance", say("help/of-dominance"), _dominance, _dominance_arguments),
    Command("most-favourable", say("help/of-most-favourable"), _favourable, _favourable_arguments),
    Command("weight-map", say("help/of-weight-map"), _map, _map_arguments),
    Command("stability-radius", say("help/of-stability-radius"), _radius, _radius_arguments),
    Command("calibrate", say("help/of-calibrate"), _calibrate, _calibrate_arguments),
    Command("local-sensitivity", say("help/of-local-sensitivity"), _local, _local_arguments),
    Command("scenarios", say("help/of-scenarios"), _scenarios, _scenarios_arguments),
    Command("agreement", say("help/of-agreement"), _agreement, _agreement_arguments),
)
