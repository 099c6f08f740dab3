"""Commands that ask what usually happens: ``uncertainty``, ``sensitivity``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pandas as pd

from intlindex.analyses.uncertainty.varied import factor_in_words
from intlindex.api.index import Index
from intlindex.cli.command import Command, Output, UsageError
from intlindex.cli.variation_options import add_run, add_varying, seed_of_run, threads, varying
from intlindex.core.description import heading
from intlindex.display.shown import spoken_table
from intlindex.display.text import describe_result, paragraph, table
from intlindex.outputs.records.cells import by_city
from intlindex.outputs.records.certain_and_usual import order_of
from intlindex.sentences import say

if TYPE_CHECKING:
    from intlindex.analyses.uncertainty.uncertainty import Uncertainty

__all__ = ["COMMANDS"]

TARGET, SAMPLES, BOOTSTRAPS = "mean_rank_shift", 1024, 100
"""Defaults of a sensitivity analysis."""

TABLES = ("ranks", "scores", "acceptability", "pairwise", "classes")


def _uncertainty_arguments(parser: argparse.ArgumentParser) -> None:
    add_varying(parser)
    add_run(parser)
    parser.add_argument("--draws", type=int, default=10_000, metavar="N", help=say("help/uncertainty-draws"))
    parser.add_argument(
        "--show",
        choices=TABLES,
        default=TABLES[0],
        help=say("help/uncertainty-show"),
    )


def _uncertainty(index: Index, arguments: argparse.Namespace) -> Output:
    what, seed = varying(index, arguments), seed_of_run(arguments)
    with threads(arguments) as executor:
        found = index.uncertainty(arguments.draws, rng=seed, executor=executor, **what)
    order = order_of(found)
    frame = getattr(found, arguments.show).loc[order]
    frame = frame[order] if arguments.show == "pairwise" else frame
    written = frame.rename_axis(columns=None).reset_index()
    return Output(
        written.set_axis(list(map(str, written.columns)), axis=1),
        found.record().replace(seed=seed, **{arguments.show: by_city(frame)}),
        title=heading(index.fits),
        notes=say("reproduce/draws", draws=found.draws, seed=seed),
        form=_form(found, arguments.show, frame),
        result=found,
    )


def _form(found: Uncertainty, show: str, frame: pd.DataFrame) -> str:
    """Write what was found for a terminal: sentences, and the table that was asked for."""
    shown = found.shown
    head = "\n".join(paragraph(line, hanging="  ") for line in shown.lines)
    match show:
        case "ranks":
            explanation, body = "", table(shown.written().table, keys=shown.keys, digits=shown.digits)
        case "scores":
            explanation, body = say("uncertainty-table/scores"), table(spoken_table(frame.reset_index()))
        case "acceptability":
            explanation = say("uncertainty-table/acceptability")
            body = table(spoken_table(_percent(frame).reset_index()))
        case "classes":
            explanation = say("uncertainty-table/classes")
            body = table(spoken_table(_percent(frame).reset_index()))
        case _:
            explanation = say("uncertainty-table/pairwise")
            places = [str(place) for place in range(1, len(frame) + 1)]
            numbered = _percent(frame).set_axis(places, axis=1).reset_index()
            numbered.insert(0, "place", pd.Series(places))
            body = table(spoken_table(numbered), keys=2)
    return "\n\n".join(part for part in (paragraph(shown.title), head, paragraph(explanation), body) if part)


def _percent(shares: pd.DataFrame) -> pd.DataFrame:
    """Write shares as whole percents, with a dash for never and for a city that has none."""
    percent = (100 * shares).round().astype("Int64").mask(~(shares > 0))
    return percent.rename_axis(columns=None)


# ---------------------------------------------------------------- sensitivity


def _sensitivity_arguments(parser: argparse.ArgumentParser) -> None:
    add_varying(parser)
    add_run(parser)
    parser.add_argument(
        "--target",
        default=TARGET,
        metavar="WHAT",
        help=say("help/target"),
    )
    parser.add_argument("--samples", type=int, default=SAMPLES, metavar="N", help=say("help/samples"))
    parser.add_argument(
        "--bootstraps",
        type=int,
        default=BOOTSTRAPS,
        metavar="N",
        help=say("help/bootstraps"),
    )
    parser.add_argument(
        "--leave-out",
        choices=("indicator", "group", "city"),
        help=say("help/leave-out"),
    )


def _sensitivity(index: Index, arguments: argparse.Namespace) -> Output:
    if arguments.leave_out is not None:
        return _left_out(index, arguments)
    what, seed = varying(index, arguments), seed_of_run(arguments)
    with threads(arguments) as executor:
        found = index.sensitivity(
            target=arguments.target,
            samples=arguments.samples,
            bootstraps=arguments.bootstraps,
            rng=seed,
            executor=executor,
            **what,
        )
    frame = found.indices.reset_index()
    if arguments.lang != "en":  # English keeps what can be looked up
        frame["factor"] = frame["factor"].map(factor_in_words)
    record = found.record().replace(target=arguments.target, bootstraps=arguments.bootstraps, seed=seed)
    notes = say("reproduce/samples", samples=found.samples, bootstraps=arguments.bootstraps, seed=seed)
    return Output(
        frame, record, title=heading(index.fits), notes=notes, form=describe_result(found.shown), result=found
    )


def _left_out(index: Index, arguments: argparse.Namespace) -> Output:
    """Leave each out in turn: text shows those that move most, CSV and JSON all shifts."""
    given = {
        "--vary": arguments.vary,
        "--choice": arguments.choice,
        "--data-noise": arguments.data_noise,
        "--seed": arguments.seed is not None,
        "--threads": arguments.threads is not None,
        "--target": arguments.target != TARGET,
        "--samples": arguments.samples != SAMPLES,
        "--bootstraps": arguments.bootstraps != BOOTSTRAPS,
    }
    without_effect = [name for name, value in given.items() if value]
    if without_effect:
        raise UsageError(say("conflict/cli-leave-out", found=tuple(without_effect)))
    found = index.leave_one_out(arguments.leave_out)
    frame = found.shifts.rename_axis(columns=None).reset_index()
    return Output(frame, found.record(), title=heading(index.fits), form=describe_result(found.shown), result=found)


COMMANDS: tuple[Command, ...] = (
    Command(
        "uncertainty",
        say("help/of-uncertainty"),
        _uncertainty,
        _uncertainty_arguments,
    ),
    Command(
        "sensitivity",
        say("help/of-sensitivity"),
        _sensitivity,
        _sensitivity_arguments,
    ),
)
