"""Cities outside the index in questions of the command line: those of ``--place``, and those with shipped values."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from intlindex.api.index import Index
from intlindex.cli.files import name_or_file
from intlindex.cli.reading_options import placed_reading
from intlindex.core.data.outside_cities import outside
from intlindex.sentences import say

if TYPE_CHECKING:
    from intlindex.analyses.explanation.placement import Placement

__all__ = ["add_place", "asked"]


def add_place(parser: argparse.ArgumentParser) -> None:
    """Add the option that places cities before the question is asked."""
    parser.add_argument("--place", metavar="FILE|CITY", help=say("help/place-first"))


def asked(index: Index, arguments: argparse.Namespace, *names: str | None) -> Index | Placement:
    """Return what answers questions about some cities: the index, or the cities that are placed in it.

    Parameters
    ----------
    index : Index
        The index.
    arguments : Namespace
        With `place`, a file with the values of cities or the name of one.
    names : str or None
        The cities that are asked about. One that is not in the index is placed if its values are shipped.

    Returns
    -------
    Index or Placement
        Both have the same questions.
    """
    if arguments.place is not None:
        return index.place(name_or_file(arguments.place), reading=placed_reading(arguments))
    count = len(index.cities)
    away = [name for name in names if name and name not in index and outside(name, index.definition.id, count)]
    return index.place(away) if away else index
