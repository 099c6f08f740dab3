"""Commands that show an index itself: ``rank``, ``score``, ``show``, ``export``, ``validate``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pandas as pd

from intlindex.api.index import Index
from intlindex.cli.command import Command, Output, UsageError, result_output
from intlindex.cli.facts_of_nodes_and_cities import profile
from intlindex.cli.files import listed
from intlindex.cli.placed_cities import add_place, asked
from intlindex.core.city_attributes import attribute_cells, attribute_names
from intlindex.core.description import about, heading, score_digits
from intlindex.display import text
from intlindex.display.findings import findings_lines
from intlindex.display.records.answers import ExportRecord, ShowRecord, ValidationRecord
from intlindex.display.records.fits import FittedIndicator, FittedNode, FittedStep
from intlindex.display.shown import spoken_table
from intlindex.errors import RequestError, UnknownNameError, nearest, problem
from intlindex.outputs.records.cells import by_city, made, rows
from intlindex.outputs.records.of_index import index_findings
from intlindex.sentences import say
from intlindex.sentences.punctuation import colon, joined
from intlindex.sentences.voices import language_spoken
from intlindex.specs.names import clean_name

__all__ = ["COMMANDS"]

FITS = "fits"
LINEAR = ("origin", "scale", "base", "floor", "ceiling")
"""Parameters of a straight line and of limits, which are shown as a table."""


def _rank(index: Index, arguments: argparse.Namespace) -> Output:
    if arguments.weights_file is not None:
        return _rank_by_weightings(index, arguments)
    added = _attributes(index, arguments)
    if arguments.within is not None:
        return _rank_within(index, arguments.within, added)
    notes, caption = _findings_text(index), about(index.fits)
    record, digits = index.record().replace(**_by_city(added)), index.shown.digits
    frame = _with(index.ranking, added)
    form = text.table(spoken_table(frame), keys=2 + added.shape[1], digits=digits)
    title = heading(index.fits)
    return Output(frame, record, title, notes, keys=2, form=form, digits=digits, caption=caption)


def _rank_by_weightings(index: Index, arguments: argparse.Namespace) -> Output:
    """Rank under every weighting of a file: one row per weighting."""
    if arguments.within is not None or arguments.attributes is not None:
        raise UsageError(say("conflict/cli-weights-file"))
    found = index.reweight_many(Path(arguments.weights_file))
    return result_output(found, found.ranks.reset_index(), found.record())


def _rank_within(index: Index, by: str, added: pd.DataFrame) -> Output:
    found = index.ranks_within(by)
    frame = _with(found.table.reset_index(), added.drop(columns=by, errors="ignore"))
    return result_output(found, frame, found.record().replace(**_by_city(added)))


def _score(index: Index, arguments: argparse.Namespace) -> Output:
    table = index.ranks if arguments.ranks else index.scores
    added = _attributes(index, arguments)
    record = (index.record("ranks") if arguments.ranks else index.record("scores")).replace(**_by_city(added))
    frame = _with(table.reset_index(), added)
    digits = score_digits(index.fits)  # of a root without a score, too
    form, notes = text.table(spoken_table(frame), keys=1 + added.shape[1], digits=digits), _findings_text(index)
    return Output(frame, record, heading(index.fits), notes, form=form, digits=digits, caption=about(index.fits))


def _attributes(index: Index, arguments: argparse.Namespace) -> pd.DataFrame:
    """Return the columns of ``--with``, cities by attributes."""
    names = [clean_name(name) for name in listed(arguments.attributes)]
    taken = ("rank", index.framework.unit_name.one, "score", *index.nodes)
    problems = [problem("conflict/cli-with", name) for name in names if name in taken]
    cells = {name: attribute_cells(index, name) for name in dict.fromkeys(names)}
    unknown = [name for name, column in cells.items() if column is None and name not in taken]
    hint = attribute_names(index)
    problems += [problem("unknown-column/cli-with", name, hint=nearest(name, hint)) for name in unknown]
    if problems:
        raise (UnknownNameError if len(unknown) == len(problems) else RequestError)(problems, source="--with")
    return pd.DataFrame(cells, index=pd.Index(index.cities, name=index.framework.unit_name.one), dtype=object)


def _with(frame: pd.DataFrame, added: pd.DataFrame) -> pd.DataFrame:
    """Return a table of cities with attributes after the column that names them."""
    frame, key = frame.copy(), str(added.index.name)
    for at, name in enumerate(added.columns, start=list(frame.columns).index(key) + 1):
        frame.insert(at, name, added[name].loc[frame[key]].to_list())
    return frame


def _by_city(added: pd.DataFrame) -> dict[str, dict[str, dict[str, Any]]]:
    """Return attributes as the part of a record; nothing where none is asked for."""
    if added.empty:
        return {}
    return {"attributes": by_city(added)}


def _show(index: Index, arguments: argparse.Namespace) -> Output:
    if arguments.name == FITS:
        return _fits(index)
    found = profile(index, arguments.name, asked(index, arguments, arguments.name))
    record = made(ShowRecord, title=found.title, facts=found.facts, rows=rows(found.frame))
    facts = "\n".join(text.paragraph(f"{name}{colon(language_spoken())}{fact}") for name, fact in found.facts.items())
    title = "\n".join(part for part in (text.paragraph(found.title), facts) if part)
    return Output(found.frame, record, title, keys=found.keys, form=found.form)


def _fits(index: Index) -> Output:
    """List what was learned from the data, one row per step."""
    record = index.record("fits")
    nodes: list[FittedIndicator | FittedNode] = [*record.indicators, *reversed(record.nodes)]
    steps = [(node.id, step) for node in nodes for step in node.steps]
    frame = pd.DataFrame(
        [(node, step.stage, step.kind, *(_parameter(step, name) for name in LINEAR)) for node, step in steps],
        columns=["node", "stage", "kind", *LINEAR],
    )
    return Output(frame, record, heading(index.fits), keys=3, digits=4, caption=about(index.fits))


def _parameter(step: FittedStep, name: str) -> float | None:
    found = step.parameters.get(name)
    return float(found) if isinstance(found, int | float) else None


def _findings_text(index: Index) -> str:
    """List warnings and errors, and count the rest."""
    findings = index.findings
    warnings = findings[findings["severity"] != "info"]
    warned = "\n".join(text.paragraph(line, hanging="  ") for line in findings_lines(warnings))
    rest = len(findings) - len(warnings)
    more = say("notes-on-data", count=rest) if rest else ""
    return "\n".join(part for part in (warned, more) if part)


def _validate(index: Index, _: argparse.Namespace) -> Output:
    """Report that all files are valid, with the findings; an index of invalid files could not be made."""
    record = made(ValidationRecord, valid=True, framework=index.framework.id, findings=index_findings(index))
    title = f"{heading(index.fits)}\n{say('valid/findings', count=len(index.findings))}"
    form = text.findings(index.findings)
    return Output(index.findings, record, title, form=form, caption=joined([about(index.fits), say("valid")]))


def _rank_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--within", metavar="COLUMN", help=say("help/within"))
    parser.add_argument("--weights-file", metavar="FILE", help=say("help/weights-file"))
    _with_argument(parser)


def _score_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ranks", action="store_true", help=say("help/ranks"))
    _with_argument(parser)


def _with_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--with", dest="attributes", metavar="COLUMNS", help=say("help/with"))


def _export(index: Index, arguments: argparse.Namespace) -> Output:
    """Write a file of all stages, and say so in one line."""
    ending = Path(arguments.file).suffix.casefold()
    if ending not in {".xlsx", ".parquet"}:
        raise UsageError(say("wrong-value/cli-export", found=arguments.file))
    if ending == ".xlsx":
        index.to_excel(arguments.file)
    else:
        index.to_parquet(arguments.file)
    frame = pd.DataFrame({"written": [arguments.file]})
    record = made(ExportRecord, framework=index.framework.id, written=arguments.file)
    done = say("written/cli-export", file=arguments.file)
    return Output(frame, record, form=done, caption=done)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=say("help/index-file"))


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        help=say("help/name"),
    )
    add_place(parser)


COMMANDS = (
    Command("rank", say("help/of-rank"), _rank, _rank_arguments, has_figure=False),
    Command("score", say("help/of-score"), _score, _score_arguments, has_figure=False),
    Command("show", say("help/of-show"), _show, _show_arguments, has_figure=False),
    Command("export", say("help/of-export"), _export, _export_arguments, has_figure=False),
    Command("validate", say("help/of-validate"), _validate, has_figure=False),
)
