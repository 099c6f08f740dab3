"""The command for an index at several times: ``panel``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from intlindex.cli.command import AloneCommand, Output, UsageError
from intlindex.cli.files import weights_argument
from intlindex.cli.reading_options import reading_of
from intlindex.display import text
from intlindex.outputs.records.side_by_side import panel_table, panel_with
from intlindex.sentences import say
from intlindex.sentences.punctuation import ended, joined

if TYPE_CHECKING:
    from intlindex.analyses.comparison.panel import Panel
    from intlindex.api.index import Index

__all__ = ["COMMANDS"]

TABLES = ("scores", "ranks", "trends")


def _panel(arguments: argparse.Namespace) -> Output:
    """Score the data at all times, and write one table of cities by times."""
    found = _scored(arguments)
    node = found.framework.root.id if arguments.node is None else arguments.node
    frame = panel_table(found, arguments.show, node)
    record = panel_with(found, node, {arguments.show: frame})
    written = frame.set_axis(list(map(str, frame.columns)), axis=1).reset_index()
    title = _title(arguments.show, found.framework.title, node)
    shown = replace(found.shown, title=title, table=written, rows=None, headings={})
    sentences = (ended(title), *shown.lines)
    form = text.describe_result(shown)
    return Output(
        written, record, form=form, digits=shown.digits, caption=joined(sentences), sentences=sentences, result=found
    )


def _title(table: str, index: str, node: str) -> str:
    match table:
        case "scores":
            return say("panel/node-scores", index=index, node=node)
        case "ranks":
            return say("panel/node-ranks", index=index, node=node)
    return say("panel/node-trends", index=index, node=node)


def _scored(arguments: argparse.Namespace) -> Panel[Index]:
    from intlindex.api.panel import panel

    if arguments.data is None:
        raise UsageError(say("required/cli-panel-data"))
    if arguments.time is not None:
        raise UsageError(say("not-allowed/cli-panel-time"))
    found = panel(
        arguments.data,
        arguments.framework,
        arguments.method,
        bounds=arguments.bounds,
        reading=reading_of(arguments),
    )
    return found if arguments.weights is None else found.reweight(weights_argument(arguments.weights))


def _panel_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--bounds",
        choices=("joint", "per_time"),
        default="joint",
        help=say("help/bounds"),
    )
    parser.add_argument("--show", choices=TABLES, default=TABLES[0], help=say("help/show"))


COMMANDS = (AloneCommand("panel", say("help/of-panel"), _panel, _panel_arguments),)
