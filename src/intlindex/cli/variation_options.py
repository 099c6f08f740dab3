"""What varies, as it is typed: ``--vary noise=0.1``, ``--choice normalise=min_max,z_score``, ``--data-noise 0.1``.

Shared by all commands that draw weights, choices and data.
"""

from __future__ import annotations

import argparse
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from intlindex.api.index import Index
from intlindex.cli.command import UsageError
from intlindex.errors import IntlindexError, Problem, RequestError, nearest, problem
from intlindex.sentences import say
from intlindex.specs.noise import Noise
from intlindex.specs.weight_set import Bounds, Dirichlet, Ordered, RelativeNoise, Simplex, WeightSet

__all__ = ["Varying", "add_run", "add_varying", "seed_of_run", "threads", "varying"]

Varying = dict[str, Any]
"""The arguments `weights`, `choices` and `noise` of an analysis."""

LEAVES = "leaves"


def add_varying(parser: argparse.ArgumentParser) -> None:
    """Add the options for what varies.

    Parameters
    ----------
    parser : ArgumentParser
        Of a command.
    """
    group = parser.add_argument_group(say("help/group-what-varies"))
    group.add_argument(
        "--vary",
        action="append",
        default=[],
        metavar="WHAT",
        help=say("help/vary"),
    )
    group.add_argument(
        "--choice",
        action="append",
        default=[],
        metavar="STEP=A,B",
        help=say("help/choice"),
    )
    group.add_argument(
        "--data-noise",
        action="append",
        default=[],
        metavar="SIZE",
        help=say("help/data-noise"),
    )


def add_run(parser: argparse.ArgumentParser) -> None:
    """Add the options for how random numbers are drawn.

    Parameters
    ----------
    parser : ArgumentParser
        Of a command.
    """
    group = parser.add_argument_group(say("help/group-execution"))
    group.add_argument("--seed", type=int, metavar="N", help=say("help/variation-options-seed"))
    group.add_argument("--threads", type=int, metavar="N", help=say("help/threads"))


def seed_of_run(arguments: argparse.Namespace) -> int:
    """Return the seed that was given, or a new one that is short enough to be quoted."""
    return secrets.randbelow(2**32) if arguments.seed is None else int(arguments.seed)


@contextmanager
def threads(arguments: argparse.Namespace) -> Iterator[Executor | None]:
    """Provide the number of threads asked for; without it None, which leaves it to the analysis.

    Raises
    ------
    RequestError
        If the number is below one.
    """
    if arguments.threads is None:
        yield None
        return
    if arguments.threads < 1:
        raise RequestError([problem("out-of-range/cli-threads", found=arguments.threads)], source="--threads")
    with ThreadPoolExecutor(arguments.threads) as pool:
        yield pool


def varying(index: Index, arguments: argparse.Namespace) -> Varying:
    """Read what varies.

    Parameters
    ----------
    index : Index
        Whose groups, levels and indicators are named.
    arguments : Namespace
        With `vary`, `choice` and `data_noise`.

    Returns
    -------
    dict
        `weights`, `choices` and `noise`, each None where nothing was given.

    Raises
    ------
    UsageError
        If an argument is not in the notation.
    RequestError
        If it names or holds what is not valid; with every problem.
    """
    problems: list[Problem] = []
    weights = [_weight_set(index, given, problems) for given in arguments.vary]
    choices = _choices(arguments.choice, problems)
    noise = _noise(index, arguments.data_noise, problems)
    if problems:
        raise RequestError(problems)
    return {"weights": weights or None, "choices": choices or None, "noise": noise}


# ---------------------------------------------------------------- weights


def _weight_set(index: Index, given: str, problems: list[Problem]) -> WeightSet | None:
    what, colon, where = given.partition(":")
    kind, equals, how = (piece.strip() for piece in what.partition("="))
    if kind not in KINDS:
        raise UsageError(say("unknown-kind/cli-vary", given=given, found=kind, hint=nearest(kind, list(KINDS))))
    expected, make = KINDS[kind]
    if colon and not where.strip():
        raise UsageError(say("wrong-value/cli-vary-groups", given=given, leaves=LEAVES))
    if bool(equals and how) != ("=" in expected):
        raise UsageError(say("wrong-value/cli-vary", given=given, allowed=expected))
    fields = _where(index, given, where, problems)
    try:
        return make(how, **fields)
    except ValueError as error:
        if not isinstance(error, IntlindexError):
            raise UsageError(say("wrong-value/cli-vary", given=given, allowed=expected)) from None
        problems += [Problem(f"--vary {given}", each.message) for each in error.problems]
    return None


def _where(index: Index, given: str, where: str, problems: list[Problem]) -> dict[str, Any]:
    """Separate groups from levels; a name of both is the group."""
    names = [name.strip() for name in where.split(",")] if where else []
    if names == [LEAVES]:
        return {"of": "leaves"}
    groups = [group.id for group in index.framework.groups]
    levels = list(dict.fromkeys(group.level for group in index.framework.groups))
    if LEAVES in names:
        raise UsageError(say("conflict/cli-leaves", given=given, leaves=LEAVES))
    for name in names:
        if name in index.nodes and name not in groups:
            problems.append(problem("wrong-value/cli-indicator", f"--vary {given}", found=name))
        elif name not in groups and name not in levels:
            hint = nearest(name, [*groups, *levels, LEAVES])
            problems.append(problem("unknown-node/cli-group-or-level", f"--vary {given}", found=name, hint=hint))
    meant = {
        "groups": tuple(name for name in names if name in groups),
        "levels": tuple(name for name in names if name in levels and name not in groups),
    }
    return {name: value for name, value in meant.items() if value}


def _simplex(_: str, **fields: Any) -> WeightSet:
    return Simplex(**fields)


def _dirichlet(how: str, **fields: Any) -> WeightSet:
    return Dirichlet(float(how), **fields)


def _relative_noise(how: str, **fields: Any) -> WeightSet:
    return RelativeNoise(float(how), **fields)


def _ordered(how: str, **fields: Any) -> WeightSet:
    return Ordered(*([name.strip() for name in chain.split(",")] for chain in how.split("/")), **fields)


def _bounds(how: str, **fields: Any) -> WeightSet:
    """Read ``0.25``, or limits of single shares, ``influence=0.3..0.5``, or both."""
    shares = {}
    for part in how.split(","):
        name, equals, limits = (piece.strip() for piece in part.partition("="))
        if not equals:
            fields["within"] = float(name)
            continue
        low, high = limits.split("..")
        shares[name] = (float(low), float(high))
    return Bounds(shares=shares, **fields)


KINDS: dict[str, tuple[str, Callable[..., WeightSet]]] = {
    "noise": ("noise=SHARE", _relative_noise),
    "simplex": ("simplex", _simplex),
    "dirichlet": ("dirichlet=CONCENTRATION", _dirichlet),
    "bounds": ("bounds=SHARE or bounds=NODE=LOW..HIGH", _bounds),
    "ordered": ("ordered=NODE,NODE", _ordered),
}
"""Notation of each set of weights, and the function that makes the set."""


# ---------------------------------------------------------------- choices and data


def _choices(given: list[str], problems: list[Problem]) -> dict[str, Any]:
    choices: dict[str, Any] = {}
    for each in given:
        step, equals, alternatives = (piece.strip() for piece in each.partition("="))
        if not equals or not step or not alternatives:
            raise UsageError(say("wrong-value/cli-choice", given=each))
        if step in choices:
            problems.append(problem("duplicate/cli-choice", f"--choice {step}"))
        parts = _parts(alternatives)
        choices[step] = _probabilities(each, parts) if step == "indicators" else [_alternative(part) for part in parts]
    return choices


def _probabilities(given: str, parts: list[str]) -> Any:
    """Read one probability for all indicators, or one by id."""
    if len(parts) == 1 and "=" not in parts[0]:
        return _value(parts[0])
    pairs = [part.partition("=") for part in parts]
    if not all(equals for _, equals, _ in pairs):
        raise UsageError(say("wrong-value/cli-probabilities", given=given))
    return {name.strip(): _value(value) for name, _, value in pairs}


def _alternative(part: str) -> Any:
    """Read a kind, with parameters or without: ``min_max(low=1, high=100)``."""
    found = re.fullmatch(r"([^()]+)\((.*)\)", part)
    if found is None:
        return _value(part)
    pairs = [each.partition("=") for each in _parts(found[2])]
    if not all(equals for _, equals, _ in pairs):
        raise UsageError(say("wrong-value/cli-alternative", found=part))
    return {"kind": found[1].strip(), **{name.strip(): _value(value) for name, _, value in pairs}}


def _noise(index: Index, given: list[str], problems: list[Problem]) -> Any:
    """Read one size for all indicators, sizes by id, or both, where those by id are the exceptions."""
    for_all: Any = None
    by_id: dict[str, Any] = {}
    for part in (part for each in given for part in _parts(each)):
        name, equals, size = (piece.strip() for piece in part.partition("=")) if "=" in part else ("", "", part)
        if name in by_id or (not equals and for_all is not None):
            problems.append(_twice(name))
        value = _size(part, size, problems)
        if equals:
            by_id[name] = value
        else:
            for_all = value
    if for_all is None or not by_id:
        return by_id or for_all
    return {node.id: for_all for node in index.framework.indicators} | by_id


def _twice(name: str) -> Problem:
    if name:
        return problem("duplicate/cli-noise", "--data-noise", node=name)
    return problem("duplicate/cli-noise-of-all", "--data-noise")


def _size(part: str, size: str, problems: list[Problem]) -> Any:
    """Read ``0.05``, which is relative, or ``absolute(2)``, ``column(error)``, ``imputed(1)``."""
    found = re.fullmatch(r"([^()]+)\((.*)\)", size)
    try:
        return float(size) if found is None else Noise(**{found[1].strip(): _value(found[2])})
    except IntlindexError as error:
        problems += [_within_option(f"--data-noise {part}", each) for each in error.problems]
    except ValueError:
        raise UsageError(say("wrong-value/cli-noise", found=part)) from None
    return None


def _within_option(option: str, wrong: Problem) -> Problem:
    """Return a problem of a value as one of the option that it was given to."""
    return Problem(f"{option}: {wrong.where}" if wrong.where else option, wrong.message)


def _parts(text: str) -> list[str]:
    """Split at commas outside brackets."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", text)]


VALUES: Mapping[str, Any] = {"true": True, "false": False}


def _value(text: str) -> Any:
    """Read a number, true, false, or else a name."""
    text = text.strip()
    try:
        return VALUES.get(text, float(text) if text not in VALUES else None)
    except ValueError:
        return text
