"""Options of the command line that say which weights are allowed: ``--within``, ``--any``, ``--of``."""

from __future__ import annotations

import argparse
from typing import TypedDict

from intlindex.cli.command import UsageError
from intlindex.sentences import say
from intlindex.specs.weight_set import Simplex, WeightSet

__all__ = ["GivenSet", "add_set", "given_set"]


class GivenSet(TypedDict):
    """A set of weights, as questions about an index take it."""

    within: float | None
    of: str | None
    weights: WeightSet | None


def add_set(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    group = parser.add_argument_group(say("help/group-which-weights"))
    group.add_argument("--within", type=float, metavar="W", help=say("help/robustness-within"))
    group.add_argument("--any", action="store_true", help=say("help/any"))
    group.add_argument("--of", metavar="NODE", help=say("help/robustness-of"))


def given_set(given: argparse.Namespace) -> GivenSet:
    """Return the set that the options name.

    Raises
    ------
    UsageError
        If they contradict each other.
    """
    if given.any and given.within is not None:
        raise UsageError(say("conflict/cli-within-and-any"))
    return {"within": given.within, "of": given.of, "weights": Simplex() if given.any else None}
