"""What on the command line is a file, and what is a name."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ENDINGS", "method_argument", "name_or_file"]

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
