"""The option ``--show``: which of the tables of a result a command writes."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace

from intlindex.cli.command import Output, result_output
from intlindex.display.result import Result
from intlindex.display.shown import flat
from intlindex.outputs.records.tabular import table_record
from intlindex.sentences import Sentence, say

__all__ = ["add_show", "table_output"]


def add_show(parser: argparse.ArgumentParser, main: str, others: Mapping[str, Sentence]) -> None:
    """Add the option; the main table is the default."""
    parser.add_argument("--show", choices=(main, *others), default=main, help=say("help/show-table", default=main))


def table_output(found: Result, show: str = "", others: Mapping[str, Sentence] | None = None) -> Output:
    """Return the output of a result: its main table, or one of the others.

    Parameters
    ----------
    found : Result
        The result.
    show : str
        Which table.
    others : mapping of str to Sentence
        The other tables by the name of the property, each with what it has.
    """
    if others is None or show not in others:
        return result_output(found, flat(found.table), found.record())
    frame = flat(getattr(found, show))
    shown = replace(found.shown, lines=(others[show],), table=frame, keys=1, bars=(), rows=None)
    return result_output(found, frame, table_record(found, shown), shown=shown)
