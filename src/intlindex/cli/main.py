"""The command line: ``intlindex COMMAND``; ``--help`` lists the commands.

Exit codes: 0 done, 1 an internal fault, 2 wrong usage, 3 the input is wrong. Standard output carries only the
result.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace

from intlindex._version import __version__
from intlindex.api.index import Index
from intlindex.api.loading import load, score
from intlindex.cli import (
    commands_audit,
    commands_draft,
    commands_explanation,
    commands_explorer,
    commands_index,
    commands_panel,
    commands_plot,
    commands_report,
    commands_robustness,
    commands_sets,
    commands_uncertainty,
    commands_weights,
)
from intlindex.cli.command import FORMATS, AloneCommand, Command, Output, UsageError
from intlindex.cli.drawn_results import add_figure_options, check_drawn, drawn_command, write_drawn
from intlindex.cli.files import method_argument, weights_argument
from intlindex.cli.languages import language_asked
from intlindex.cli.out import (
    ENDINGS,
    check_schema_file,
    complain,
    format_of,
    keep_closed_streams,
    let_go_of_output,
    write,
)
from intlindex.cli.parser import Parser
from intlindex.cli.reading_options import add_reading_options, error_text, given_options, reading_of, with_dashes
from intlindex.cli.solver_output import solver_output_aside
from intlindex.core.data.shipped_files import index_names, method_names, resolve_framework
from intlindex.core.languages import voice_in, voice_of
from intlindex.display.unit_names import inside
from intlindex.errors import IntlindexError
from intlindex.outputs.records.schemas import SCHEMAS, schema
from intlindex.sentences import LANGUAGES, say, spoken_now
from intlindex.sentences.nouns import speaking
from intlindex.sentences.punctuation import ended

__all__ = ["main"]

_ALL: tuple[Command | AloneCommand, ...] = (
    *commands_index.COMMANDS,
    *commands_explanation.COMMANDS,
    *commands_audit.COMMANDS,
    *commands_sets.COMMANDS,
    *commands_panel.COMMANDS,
    *commands_draft.COMMANDS,
    *commands_uncertainty.COMMANDS,
    *commands_robustness.COMMANDS,
    *commands_weights.COMMANDS,
)
FILE_COMMANDS = {each.COMMAND.name: each.COMMAND for each in (commands_plot, commands_explorer, commands_report)}

COMMANDS = {command.name: command for command in _ALL}

DONE, FAULT, USAGE, INPUT, INTERRUPTED = 0, 1, 2, 3, 130


def _index(arguments: argparse.Namespace) -> Index:
    """Score the index that the arguments name."""
    if arguments.data is None:
        if arguments.framework not in index_names():
            resolve_framework(arguments.framework)
            raise UsageError(say("required/cli-data"))
        if arguments.time is not None:
            raise UsageError(say("not-allowed/cli-time"))
        places = arguments.command == "place" or getattr(arguments, "place", None) is not None
        if arguments.sheet is not None and not places:
            raise UsageError(say("not-allowed/cli-sheet"))
        if not places and (given := given_options(arguments)):
            raise UsageError(say("not-allowed/cli-reading", options=tuple(given)))
        index = load(arguments.framework)
        if arguments.method != "default":
            index = index.replace(method=method_argument(arguments.method))
    else:
        reading = reading_of(arguments)
        index = score(arguments.data, arguments.framework, arguments.method, time=arguments.time, reading=reading)
    return index if arguments.weights is None else index.reweight(weights_argument(arguments.weights))


def _asked(command: Command, arguments: argparse.Namespace) -> Index:
    """Return the index that a command is run on: the whole, or the part below the node of ``--node``."""
    return _index(arguments) if command.answers_for_nodes else _part(arguments)


def _part(arguments: argparse.Namespace) -> Index:
    """Return the index, or the part of it below the node of ``--node``."""
    index = _index(arguments)
    return index if arguments.node is None else index.subindex(arguments.node)


def _parser(*, drawn: bool = False) -> Parser:
    parser = Parser(
        prog="intlindex",
        description=say("help/program"),
        epilog=say("help/exit-codes"),
    )
    parser.add_argument("--version", action="version", version=f"intlindex {__version__}", help=say("help/version"))
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help=say("help/lang"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    reading = Parser(add_help=False)
    group = reading.add_argument_group(say("help/group-input"))
    group.add_argument(
        "--framework", "-f", default="ieci-2022", metavar="F", help=say("help/shipped-or-toml", names=index_names())
    )
    group.add_argument("--data", "-d", metavar="D", help=say("help/data"))
    group.add_argument(
        "--method", "-m", default="default", metavar="M", help=say("help/shipped-or-toml", names=method_names())
    )
    group.add_argument("--time", metavar="T", help=say("help/time"))
    group.add_argument("--weights", "-w", metavar="W", help=say("help/weights"))
    group.add_argument("--node", metavar="NODE", help=say("help/node"))

    add_reading_options(reading.add_argument_group(say("help/group-how-the-data-are-read")))

    writing = Parser(add_help=False)
    group = writing.add_argument_group(say("help/group-output"))
    group.add_argument("--format", choices=FORMATS, help=say("help/main-format"))
    group.add_argument("--out", "-o", metavar="FILE", help=say("help/out-of-formats", endings=tuple(ENDINGS)))
    group.add_argument("--bom", action="store_true", help=say("help/bom"))

    language = Parser(add_help=False)
    language.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=say("help/lang"))

    for command in COMMANDS.values():
        takes_input = isinstance(command, Command) or command.takes_input
        writes_folder = isinstance(command, AloneCommand) and command.writes_folder
        parents = [] if writes_folder else [reading, writing] if takes_input else [writing]
        parents = [*parents, language]
        made = commands.add_parser(
            command.name, parents=parents, help=spoken_now(command.summary), description=_sentence(command.summary)
        )
        command.arguments(made)
        if drawn:
            add_figure_options(made)
    for writes in FILE_COMMANDS.values():
        parents, summary = [reading, language], spoken_now(writes.summary)
        writes.arguments(
            commands.add_parser(writes.name, parents=parents, help=summary, description=_sentence(summary))
        )
    summary = say("help/of-schema")
    schemas = commands.add_parser("schema", help=summary, description=_sentence(summary))
    schemas.add_argument("name", choices=tuple(SCHEMAS))
    schemas.add_argument("--out", "-o", metavar="FILE", help=say("help/main-out"))
    return parser


def _sentence(summary: str) -> str:
    text = spoken_now(summary)
    return ended(f"{text[0].upper()}{text[1:]}")


def _run(arguments: argparse.Namespace, *, drawn: bool = False) -> str:
    """Run a command and write its output; return why it fails although it has written, if it does."""
    if arguments.command == "schema":
        check_schema_file(arguments.out)
        write(schema(arguments.name) + "\n", "json", arguments.out, arguments.command)
        return ""
    if arguments.command in FILE_COMMANDS:
        writes = FILE_COMMANDS[arguments.command]
        writes.check(arguments)
        index = _part(arguments)
        with solver_output_aside(), inside(voice_of(index)), speaking(index.framework.unit_name.noun):
            writes.write(index, arguments)
        return ""
    command = COMMANDS[arguments.command]
    out = None if isinstance(command, AloneCommand) and command.writes_folder else arguments.out
    if drawn:
        check_drawn(arguments)
        form = "figure"
    else:
        form = format_of(arguments.format, out, pages=isinstance(command, Command) and command.has_page)
    with solver_output_aside():
        output = command.run(arguments) if isinstance(command, AloneCommand) else _answer(command, arguments)
    if drawn:
        write_drawn(output, arguments)
        return output.failure
    with inside(output.voice or voice_in(arguments.lang)):
        write(output, form, out, arguments.command, bom=getattr(arguments, "bom", False))
    return output.failure


def _answer(command: Command, arguments: argparse.Namespace) -> Output:
    """Run a command on its index, in the words of its framework."""
    index = _asked(command, arguments)
    voice = voice_of(index)
    with inside(voice), speaking(index.framework.unit_name.noun):
        return replace(command.run(index, arguments), voice=voice)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the program's name; by default that of the process.

    Returns
    -------
    int
        The exit code.
    """
    keep_closed_streams()
    given = with_dashes(sys.argv[1:] if arguments is None else arguments)
    with inside(voice_in(language_asked(given))):
        return _main(given)


def _main(given: Sequence[str]) -> int:
    """Run the command line in the language that is spoken."""
    try:
        drawn = drawn_command(given, COMMANDS)
        asked = given if drawn is None else drawn
        failure = _run(_parsed(_parser(drawn=drawn is not None), asked), drawn=drawn is not None)
    except UsageError as error:
        complain(f"intlindex: {error}")
        return USAGE
    except IntlindexError as error:
        complain(f"intlindex: {error_text(error)}")
        return INPUT
    except OSError as error:
        let_go_of_output()
        if isinstance(error, BrokenPipeError):
            return DONE  # the reader has gone, as in `intlindex rank | head`
        complain(f"intlindex: {say('unwritable-file/cli-standard-output', reason=error.strerror)}")
        return INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("INTLINDEX_TRACEBACK"):
            raise
        complain(f"intlindex: {say('internal-fault', kind=type(error).__name__, reason=str(error))}")
        complain(say("internal-fault/report"))
        return FAULT
    if failure:
        complain(f"intlindex: {failure}")
        return INPUT
    return DONE


def _parsed(parser: Parser, given: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments; a reader that closes the help early is no error either."""
    try:
        return parser.parse_args(given)
    except SystemExit:
        if sys.stdout is not None:
            sys.stdout.flush()
        raise
