"""Arguments that several commands read: what is a file and what is a name, weights, lists."""

from __future__ import annotations

from pathlib import Path

from intlindex.cli.command import UsageError
from intlindex.errors import RequestError, problem
from intlindex.sentences import say

__all__ = ["ENDINGS", "listed", "method_argument", "name_or_file", "weights_argument"]

ENDINGS = {".csv", ".tsv", ".xlsx", ".xlsm", ".json", ".toml", ".parquet"}
"""Suffixes of arguments that are files."""


def name_or_file(argument: str) -> str | Path:
    """Return an argument as a path if it ends as a file does, and else as the name that it is.

    Examples
    --------
    >>> name_or_file("St. Louis"), name_or_file("cities.csv").name
    ('St. Louis', 'cities.csv')
    """
    return Path(argument) if Path(argument).suffix.casefold() in ENDINGS else argument


def method_argument(argument: str) -> str | Path:
    """Return a method as a path if it ends as a file does or names a folder, and else as its name."""
    return Path(argument) if len(Path(argument).parts) > 1 else name_or_file(argument)


def listed(argument: str | None) -> list[str]:
    """Return the parts of an argument that are separated by commas.

    Examples
    --------
    >>> listed("region, country"), listed(None)
    (['region', 'country'], [])
    """
    return [part.strip() for part in (argument or "").split(",") if part.strip()]


def weights_argument(given: str) -> dict[str, float]:
    """Return the weights of an argument.

    Raises
    ------
    UsageError
        If it is not in the notation.
    RequestError
        If a node is given twice.

    Examples
    --------
    >>> weights_argument("influence=2, connectivity=0.5")
    {'influence': 2.0, 'connectivity': 0.5}
    """
    weights: dict[str, float] = {}
    for part in given.split(","):
        name, equals, number = (piece.strip() for piece in part.partition("="))
        try:
            value = float(number)
        except ValueError:
            raise UsageError(say("wrong-value/cli-weights", found=part.strip())) from None
        if not equals or not name:
            raise UsageError(say("wrong-value/cli-weights", found=part.strip()))
        if name in weights:
            raise RequestError([problem("duplicate/cli-weights", name)], source="--weights")
        weights[name] = value
    return weights
