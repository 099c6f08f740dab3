"""A command of the command line: its arguments, and its output in every format."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from intlindex.api.index import Index
from intlindex.display import text
from intlindex.display.records.base import Record
from intlindex.display.result import Result
from intlindex.display.shown import Shown, spoken_table
from intlindex.display.table_formats import escape_markdown, to_latex, to_markdown
from intlindex.display.voiced import voiced
from intlindex.outputs.csv_tables import to_csv
from intlindex.sentences.punctuation import ended, joined
from intlindex.sentences.voices import Voice, voice_spoken

__all__ = ["FORMATS", "AloneCommand", "Command", "FileCommand", "Output", "UsageError", "result_output"]

FORMATS = ("table", "csv", "json", "markdown", "latex")
"""Formats that every command can write."""


class UsageError(Exception):
    """The arguments exclude each other, or are not in the notation."""


@dataclass(frozen=True)
class Output:
    """Output of a command, for every format."""

    frame: pd.DataFrame
    record: Record
    title: str = ""
    notes: str = ""
    keys: int = 1
    form: str | None = None
    """The text form of the table, where it is not written as a table."""
    digits: int = 1
    """Digits after the point, in Markdown and LaTeX."""
    caption: str = ""
    """The title in sentences, for Markdown and LaTeX."""
    sentences: tuple[str, ...] = ()
    """Title and sentences, for Markdown, where they are a list; instead of the caption."""
    below: str | None = None
    """The notes of Markdown and LaTeX, if not those of the text, so that they do not repeat the table."""
    result: Result | None = None
    """The result of an analysis, for its figure."""
    failure: str = ""
    """Why the command fails after the output is written; exit code 3."""
    page: Callable[[], str] | None = None
    """Writes it as a page of HTML, where a command has one."""
    voice: Voice | None = None
    """The language in which it is written, with the names that things have in it; None for English."""

    def as_text(self, form: str) -> str:
        """Write it in one of the `FORMATS`."""
        match form:
            case "json":
                return self.record.to_json(indent=2) + "\n"
            case "csv":
                return to_csv(voiced(self.frame, voice_spoken()))
            case "markdown":
                title, *rest = map(escape_markdown, self.sentences or (self.caption or self.title,))
                sentences = "\n".join(f"- {line}" for line in rest)
                table = to_markdown(spoken_table(self.frame), digits=self.digits).rstrip("\n")
                parts = [title, sentences, table, _unwrapped(self._below)]
                return "\n\n".join(part for part in parts if part) + "\n"
            case "latex":
                notes = "".join(f"% {line}\n" for line in self._below.splitlines())
                return notes + to_latex(
                    spoken_table(self.frame), digits=self.digits, caption=self.caption or self.title
                )
        body = text.table(spoken_table(self.frame), keys=self.keys) if self.form is None else self.form
        parts = [self.title, body, self.notes]
        return "\n\n".join(part for part in parts if part) + "\n"

    @property
    def _below(self) -> str:
        return self.notes if self.below is None else self.below


def _unwrapped(notes: str) -> str:
    """Write notes that were wrapped for a terminal as Markdown: lists stay lists, other lines are paragraphs."""
    lines: list[str] = []
    for line in notes.splitlines():
        if line.startswith("  ") and lines:
            lines[-1] += f" {line.strip()}"
        elif line.strip():
            lines.append(line)
    items = [f"- {escape_markdown(line[2:])}" if line.startswith("- ") else escape_markdown(line) for line in lines]
    ends = ["\n" if one.startswith("- ") and other.startswith("- ") else "\n\n" for one, other in pairwise(items)]
    return "".join(item + end for item, end in zip(items, [*ends, ""], strict=True)) if items else ""


def result_output(
    result: Result,
    frame: pd.DataFrame,
    record: Record,
    *,
    notes: str = "",
    below: str | None = None,
    shown: Shown | None = None,
) -> Output:
    """Return the output of an analysis: its sentences as text, a table as CSV, a record as JSON.

    Parameters
    ----------
    result : Result
        The result.
    frame : DataFrame
        Its main table; its index is not written.
    record : Record
        Plain data, with a `format` such as ``intlindex/bounds/1``.
    notes : str
        Text below the sentences.
    below : str, optional
        Text below the table in Markdown and LaTeX; by default the notes.
    shown : Shown, optional
        What is shown instead of what the result shows.
    """
    shown = result.shown if shown is None else shown
    sentences = (ended(shown.title), *shown.lines)
    form = text.describe_result(shown)
    return Output(
        frame,
        record,
        notes=notes,
        form=form,
        digits=shown.digits,
        caption=joined(sentences),
        sentences=sentences,
        below=below,
        result=result,
    )


@dataclass(frozen=True)
class Command:
    """One command that reads an index."""

    name: str
    """Its name on the command line."""
    summary: str
    """A short description."""
    run: Callable[[Index, argparse.Namespace], Output]
    """Returns the output from an index and the arguments."""
    arguments: Callable[[argparse.ArgumentParser], None] = lambda _: None
    """Adds its own arguments."""
    answers_for_nodes: bool = False
    """Whether it takes ``--node`` itself; all others are run on the part of the index below that node."""
    has_page: bool = False
    """Whether its output is a page of HTML where ``--out`` ends in .html."""
    has_figure: bool = True
    """Whether its result has a figure whatever the options are, so that ``plot`` proposes it."""


@dataclass(frozen=True)
class AloneCommand:
    """One command that makes what it needs from the arguments alone."""

    name: str
    """Its name on the command line."""
    summary: str
    """A short description."""
    run: Callable[[argparse.Namespace], Output]
    """Returns the output from the arguments."""
    arguments: Callable[[argparse.ArgumentParser], None] = lambda _: None
    """Adds its own arguments."""
    takes_input: bool = True
    """Whether it has the options that name framework, data and method."""
    writes_folder: bool = False
    """Whether ``--out`` is a folder, for files other than its output; it then has no option but those it adds."""
    has_figure: bool = True
    """As of `Command`."""


@dataclass(frozen=True)
class FileCommand:
    """One command that reads an index, writes one file and prints nothing."""

    name: str
    """Its name on the command line."""
    summary: str
    """A short description."""
    arguments: Callable[[argparse.ArgumentParser], None]
    """Adds its own arguments, ``--out`` included."""
    check: Callable[[argparse.Namespace], None]
    """Checks what does not depend on the index, before it is read."""
    write: Callable[[Index, argparse.Namespace], None]
    """Writes the file."""
