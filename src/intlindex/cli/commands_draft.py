"""The command that drafts an index from a spreadsheet: ``draft``."""

from __future__ import annotations

import argparse
from dataclasses import replace

from intlindex.cli.command import FORMATS, AloneCommand, Output
from intlindex.cli.reading_options import add_reading_options, reading_of, with_options
from intlindex.display import text
from intlindex.sentences import say

__all__ = ["COMMANDS"]


def _draft(arguments: argparse.Namespace) -> Output:
    """Write the files of a draft, and the report."""
    from intlindex.api.drafting import draft

    found = draft(arguments.file, arguments.out, reading=reading_of(arguments))
    shown = replace(found.shown, lines=tuple(map(with_options, found.shown.lines)))
    sentences = (f"{shown.title}.", *shown.lines)
    form = text.describe_result(shown)
    return Output(found.table, found.record(), form=form, caption=" ".join(sentences), sentences=sentences)


def _draft_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=say("help/file"))
    parser.add_argument(
        "--out",
        "-o",
        metavar="FOLDER",
        required=True,
        help=say("help/out"),
    )
    parser.add_argument("--format", choices=FORMATS, help=say("help/format"))
    add_reading_options(parser.add_argument_group(say("help/group-how-the-table-is-read")))


COMMANDS = (
    AloneCommand("draft", say("help/of-draft"), _draft, _draft_arguments, writes_folder=True, has_figure=False),
)
